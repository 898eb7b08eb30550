"""Read printed figures: how numbers are printed in prose, and which values each way of printing allows.

::

    text --swap--> tokens --numerals, units, qualifiers--> builder --finish--> PrintedFigure   (parse: one bound text)
                                                                          \\--> Found          (find: running text)

A language is a folder (`english`, `korean`): its tables, a small grammar, and in `language` one `Language` that lists
what it provides. Amounts are fractions; no float.
`common.calendar_names` has what Babel knows of months and currencies, written down.
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

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

# Loaded by `__getattr__` when they are first used: what renders pages needs the rules of a report, not the grammars.
if TYPE_CHECKING:
    from figurecheck.figures.common.calendar_names import find_months
    from figurecheck.figures.common.figure import Form, Found, NumberKind, PrintedFigure
    from figurecheck.figures.common.format import show
    from figurecheck.figures.common.qualifiers import DEFAULT_RULES, Qualifier, Rules
    from figurecheck.figures.house_rules import describe_rules, rules_from_mapping
    from figurecheck.figures.parser import find, parse
    from figurecheck.figures.running.formulas import find_in_formula
    from figurecheck.figures.running.stated import find_stated
    from figurecheck.figures.running.unread_words import find_unread_words

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

_HOMES = {
    "DEFAULT_RULES": "common.qualifiers",
    "Form": "common.figure",
    "Found": "common.figure",
    "NumberKind": "common.figure",
    "PrintedFigure": "common.figure",
    "Qualifier": "common.qualifiers",
    "Rules": "common.qualifiers",
    "describe_rules": "house_rules",
    "find": "parser",
    "find_in_formula": "running.formulas",
    "find_months": "common.calendar_names",
    "find_stated": "running.stated",
    "find_unread_words": "running.unread_words",
    "parse": "parser",
    "rules_from_mapping": "house_rules",
    "show": "common.format",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
