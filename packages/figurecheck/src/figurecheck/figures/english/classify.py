"""Decide what a number in English running text is, if it is no figure: a year, a label, a name, a word."""

from __future__ import annotations

from figurecheck.figures.common.builder import FigureBuilder
from figurecheck.figures.common.figure import Form, NumberKind
from figurecheck.figures.common.qualifiers import COMPARING
from figurecheck.figures.common.tokens import Tokens, word_at
from figurecheck.figures.common.units import SCALED_ONLY
from figurecheck.figures.english.counted import COLLECTIVES
from figurecheck.figures.english.words import LABELS, UNITS, YEAR_LEADS

CALENDAR = frozenset({"century", "centuries", "quarter", "half"})
# Only these labels are cut short: behind any other word a full stop ends a sentence, and "3" begins the next.
DOTTED = frozenset("no nos fig figs art vol p pp sec ch para".split())
"""Labels that are cut short with a dot: "No. 3"."""


def read_label(tokens: Tokens, builder: FigureBuilder, text: str) -> tuple[NumberKind, int] | None:
    """Read list numbers, labels, decades, and digits with letters glued to them: the kind, and where it ends."""
    start = builder.start
    if tokens[start].kind != "n":
        return None
    behind = builder.core.end
    glued = behind < len(tokens) and tokens[behind].kind == "w" and tokens[behind].glued
    # "5G" is a network, "5g" a weight: the tokens are in lower case, so that the text itself decides.
    if behind < len(tokens) and text[tokens[behind].start : tokens[behind].end] == "G" and glued:
        return NumberKind.NAME, behind + 1
    # "31C" is a temperature, "31c" and "3C" are names.
    if builder.unit in SCALED_ONLY and builder.end == behind + 1 and glued and len(tokens[behind].text) == 1:
        written = text[tokens[behind].start]
        if not written.isupper() or (len(tokens[start].text) < 2 and not builder.negative and not builder.direction):
            return NumberKind.NAME, behind + 1
    # Letters glued to digits that no unit has taken: "1990s" is a decade, "3D" a name.
    if glued and builder.end == behind and builder.upper is None:
        decade = builder.core.year and tokens[behind].text == "s"
        return (NumberKind.YEAR if decade else NumberKind.NAME), behind + 1
    if builder.end == start + 1 and not builder.unit and _is_label(tokens, start, text):
        return NumberKind.LIST, start + 1
    return None


def _is_label(tokens: Tokens, at: int, text: str) -> bool:
    token = tokens[at]
    # No section or table has a number of four digits; a year or a count has.
    if len(token.text) > 3:
        return False
    if _is_list_number(token.start, token.end, text) and "." not in token.text:
        return True
    before = word_at(tokens, at - 1)
    if before == "." and tokens[at - 1].glued:
        return word_at(tokens, at - 2) in DOTTED
    # "No. 7" is a label, and "no 7" in lower case is not.
    if before in {"no", "nos"}:
        return text[tokens[at - 1].start] == "N" and tokens[at - 1].end + 1 == token.start
    return before in LABELS or (before == "#" and token.glued)


def _is_list_number(start: int, end: int, text: str) -> bool:
    """Return whether the number opens a line as "1. " or "2) "."""
    line = text[text.rfind("\n", 0, start) + 1 : start].strip(" \t#>*-(")
    behind = text[end : end + 2]
    return not line and (behind in {". ", ") "} or (behind in {".", ")"} and start > 0))


def kind_of(tokens: Tokens, builder: FigureBuilder) -> NumberKind:
    """Return what a number is; for a year the noun behind it is taken out of the builder again."""
    if builder.year:
        return _year_or_figure(tokens, builder)
    if builder.core.form is Form.ORDINAL:
        return (
            NumberKind.DATE if word_at(tokens, builder.end) in CALENDAR and not builder.streak else NumberKind.ORDINAL
        )
    if builder.core.form is Form.UNSURE and tokens[builder.start].text in {"several", "few", "many"}:
        return NumberKind.WORD
    if tokens[builder.start].text == "one" and not _counts_one(tokens, builder):
        return NumberKind.WORD
    return NumberKind.FIGURE


def _year_or_figure(tokens: Tokens, builder: FigureBuilder) -> NumberKind:
    adjacent = builder.full_start < builder.start
    # "More than 2000" counts, and "by 2000" dates: a comparing qualifier makes four digits a figure.
    if adjacent and builder.qualifier is not None and builder.qualifier.test in COMPARING and builder.upper is None:
        return NumberKind.FIGURE
    if _is_counted(tokens, builder.start):
        return NumberKind.FIGURE
    # "2000 people died" is a count, unless a word that leads to years stands before: "in 2021 foreign nationals fled".
    counted = builder.unit and builder.end > builder.core.end
    if (
        counted
        and word_at(tokens, builder.full_start - 1) not in YEAR_LEADS
        and not _after_a_year(tokens, builder.start)
    ):
        return NumberKind.FIGURE
    if builder.upper is None:
        builder.end = builder.full_end = builder.core.end
    builder.unit = builder.noun = ""
    return NumberKind.YEAR


def _is_counted(tokens: Tokens, at: int) -> bool:
    """Return whether the words before four digits say that they count: "a fleet of 2024 buses", "in all 1999 trips"."""
    before, word = word_at(tokens, at - 2), word_at(tokens, at - 1)
    if not word_at(tokens, at + 1).endswith("s"):
        return False
    # "The list of 2024 candidates" is more likely that of a year.
    if word == "of":
        return (before in COLLECTIVES or before in {"total", "tally", "sum"}) and word_at(tokens, at - 3) != "the"
    return before == "in" and word == "all"


def _after_a_year(tokens: Tokens, at: int) -> bool:
    """Return whether "2020 and" stands before, so that this is a year too."""
    year = word_at(tokens, at - 2)
    return word_at(tokens, at - 1) in {"and", "or"} and len(year) == 4 and year[:2] in {"19", "20"} and year.isdecimal()


def _counts_one(tokens: Tokens, builder: FigureBuilder) -> bool:
    """Return whether "one" counts something."""
    if builder.core.form is not Form.NUMBER or builder.core.amount != 1:
        return True
    if builder.qualifier is not None and builder.qualifier.test in COMPARING:
        return True
    if word_at(tokens, builder.end) == "of" or builder.upper is not None or builder.end > builder.core.end:
        return True
    return _in_a_list_of_counts(tokens, builder.start)


def _in_a_list_of_counts(tokens: Tokens, at: int) -> bool:
    """Return whether a number, its noun and a comma or "and" stand before: "four assists and one steal"."""
    before = word_at(tokens, at - 1)
    if before not in {"and", "or", ","}:
        return False
    # Eight tokens hold two items of a list; a full stop ends it.
    near = tokens[max(0, at - 8) : at - 1]
    if any(token.text == "." for token in near):
        return False
    return any(UNITS.get(token.text, 0) > 1 or (token.kind == "n" and len(token.text) < 4) for token in near)
