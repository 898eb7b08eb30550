"""Read printed figures: how numbers are printed in prose, and which values each way of printing allows.

::

    text --swap--> tokens --numerals, units, qualifiers--> builder --finish--> PrintedFigure   (parse: one bound text)
                                                                          \\--> Found          (find: running text)

A language is a folder (`english`, `korean`): its tables, a small grammar, and in `language` one `Language` that lists
what it provides. Amounts are fractions; no float.
`common.units` is the door of pint, which converts units; `common.calendar_names` that of Babel, which names months.
Separators of digits are a table of our own, in `digits_only`: Babel has the one sign that each language prefers, and
texts print several, such as points or spaces between French groups and Swiss apostrophes.

Number words and forms are read here and not by text2num (3.1), quantulum3 (0.10) or word2number: these return floats or
whole numbers without the precision that a text promises ("3.60", "some", "nearly"), and none of them reads Korean.

    common         tokens, phrases, units, nouns, qualifiers, rounding and the figure itself, for all languages
    english        English; `language` has what it provides
    korean         Korean
    digits_only    languages whose digits are read and whose words are not
    languages      all of them by code, also those that an installed package adds
    house_rules    rules that an editor changes in `_config.yml`
    parser         `find` in running text, `parse` one bound text
    running        every number that a running text shows, also those that no grammar reads
    series_claims  claims over a series: runs, ranks, records
"""

from factbook.figures.common.calendar_names import find_months
from factbook.figures.common.figure import Form, Found, NumberKind, PrintedFigure
from factbook.figures.common.format import show
from factbook.figures.common.qualifiers import DEFAULT_RULES, Qualifier, Rules
from factbook.figures.house_rules import describe_rules, rules_from_mapping
from factbook.figures.parser import find, parse
from factbook.figures.running.formulas import find_in_formula
from factbook.figures.running.stated import find_stated
from factbook.figures.running.unread_words import find_unread_words

__all__ = [
    "DEFAULT_RULES",
    "Form",
    "Found",
    "NumberKind",
    "PrintedFigure",
    "Qualifier",
    "Rules",
    "describe_rules",
    "find",
    "find_in_formula",
    "find_months",
    "find_stated",
    "find_unread_words",
    "parse",
    "rules_from_mapping",
    "show",
]
