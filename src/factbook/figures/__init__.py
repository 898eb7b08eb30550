"""The language of figures: how numbers are printed, and what each way of printing allows.

::

    text --swap--> tokens --numerals, phrases, units--> draft --finish--> PrintedFigure   (parse: one bound text)
                                                                     \\--> Found          (find: running text)

A language is its tables (`words_en`, `sayings_en`; `words_ko`) and a grammar (`grammar_en`; `grammar_ko`).
Amounts are fractions; no float.
"""

from factbook.figures.common.figure import Form, Found, Kind, PrintedFigure
from factbook.figures.common.format import show
from factbook.figures.common.qualifiers import DEFAULT_RULES, Qualifier, Rules, rules_from_mapping
from factbook.figures.parser import find, parse

__all__ = [
    "DEFAULT_RULES",
    "Form",
    "Found",
    "Kind",
    "PrintedFigure",
    "Qualifier",
    "Rules",
    "find",
    "parse",
    "rules_from_mapping",
    "show",
]
