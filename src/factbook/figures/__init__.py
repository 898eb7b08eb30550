"""Read printed figures: how numbers are printed in prose, and which values each way of printing allows.

::

    text --swap--> tokens --numerals, units, qualifiers--> builder --finish--> PrintedFigure   (parse: one bound text)
                                                                          \\--> Found          (find: running text)

A language is its tables (in `words`) and a grammar (`english`, `korean`). Amounts are fractions; no float.
`common.units` is the door of pint, which converts units; `words.calendar_names` that of Babel, which names months.
Separators of digits are a table of our own, in `digits_only`: Babel has the one sign that each language prefers, and
texts print several, such as points or spaces between French groups and Swiss apostrophes.

Number words and forms are read here and not by text2num (3.1), quantulum3 (0.10) or word2number: these return floats or
whole numbers without the precision that a text promises ("3.60", "some", "nearly"), and none of them reads Korean.

    words          tables: number words, units, qualifiers of each language
    common         tokens, phrases, units, nouns, qualifiers, rounding and the figure itself, for all languages
    english        English figures in running text: `find.find_english`
    korean         Korean figures in running text: `find.find_korean`
    digits_only    digits of languages whose words are not read
    bound          readings that only a bound text allows
    parser         `find` in running text, `parse` one bound text
    running        every number that a running text shows, also those that no grammar reads
    series_claims  claims over a series: runs, ranks, records
"""

from factbook.figures.common.figure import Form, Found, NumberKind, PrintedFigure
from factbook.figures.common.format import show
from factbook.figures.common.qualifiers import DEFAULT_RULES, Qualifier, Rules, rules_from_mapping
from factbook.figures.parser import find, parse
from factbook.figures.running.formulas import find_in_formula
from factbook.figures.running.stated import find_stated
from factbook.figures.running.unread_words import find_unread_words
from factbook.figures.words.calendar_names import find_months

__all__ = [
    "DEFAULT_RULES",
    "Form",
    "Found",
    "NumberKind",
    "PrintedFigure",
    "Qualifier",
    "Rules",
    "find",
    "find_in_formula",
    "find_months",
    "find_stated",
    "find_unread_words",
    "parse",
    "rules_from_mapping",
    "show",
]
