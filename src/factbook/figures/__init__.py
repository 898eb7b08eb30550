"""The language of figures: how numbers are printed, and what each way of printing allows.

::

    text --swap--> tokens --numerals, phrases, units--> draft --finish--> PrintedFigure   (parse: one bound text)
                                                                     \\--> Found          (find: running text)

A language is its tables (`words_en`, `sayings_en`; `words_ko`) and a grammar (`grammar_en`; `grammar_ko`).
Amounts are fractions; no float.
"""

from factbook.figures.figure import Form, Found, Kind, PrintedFigure
from factbook.figures.parse import find, parse
from factbook.figures.qualifiers import DEFAULT_RULES, Qualifier, Rules, rules_from_mapping
from factbook.figures.show import show

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
