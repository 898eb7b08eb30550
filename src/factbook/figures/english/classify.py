"""What a number in English running text is, if it is no figure: a year, a label, a name, a word."""

from __future__ import annotations

from factbook.figures.common.builder import Draft
from factbook.figures.common.figure import Form, Kind
from factbook.figures.common.qualifiers import Test
from factbook.figures.english.numerals import Tokens, word_at
from factbook.figures.words.english import LABELS, UNITS, YEAR_LEADS

COMPARING = frozenset({Test.OVER, Test.AT_LEAST, Test.UNDER, Test.AT_MOST, Test.FAR_OVER, Test.FAR_UNDER})
CALENDAR = frozenset({"century", "centuries", "quarter", "half"})
DOTTED = frozenset("no nos fig figs art vol p pp sec ch para".split())
"""Labels that are cut short with a dot: "No. 3"."""


def read_label(tokens: Tokens, draft: Draft, text: str) -> tuple[Kind, int] | None:
    """Tell list numbers, labels, decades, and digits with letters glued to them from figures: kind, and end."""
    start = draft.start
    if tokens[start].kind != "n":
        return None
    behind = draft.core.end
    glued = behind < len(tokens) and tokens[behind].kind == "w" and tokens[behind].glued
    if behind < len(tokens) and text[tokens[behind].start : tokens[behind].end] == "G" and glued:
        return Kind.NAME, behind + 1
    if glued and draft.end == behind and draft.upper is None:
        decade = draft.core.year and tokens[behind].text == "s"
        return (Kind.YEAR if decade else Kind.NAME), behind + 1
    if draft.end == start + 1 and not draft.unit and _is_label(tokens, start, text):
        return Kind.LIST, start + 1
    return None


def _is_label(tokens: Tokens, at: int, text: str) -> bool:
    token = tokens[at]
    if len(token.text) > 3:
        return False
    if _starts_item(token.start, token.end, text) and "." not in token.text:
        return True
    before = word_at(tokens, at - 1)
    if before == "." and tokens[at - 1].glued:
        return word_at(tokens, at - 2) in DOTTED
    if before in {"no", "nos"}:
        return text[tokens[at - 1].start] == "N" and tokens[at - 1].end + 1 == token.start
    return before in LABELS or (before == "#" and token.glued)


def _starts_item(start: int, end: int, text: str) -> bool:
    """Whether the number opens a line as "1. " or "2) "."""
    line = text[text.rfind("\n", 0, start) + 1 : start].strip(" \t#>*-(")
    behind = text[end : end + 2]
    return not line and (behind in {". ", ") "} or (behind in {".", ")"} and start > 0))


def kind_of(tokens: Tokens, draft: Draft) -> Kind:
    """Say what a number is; a year gives back the noun behind it."""
    if draft.year:
        return _year_or_figure(tokens, draft)
    if draft.core.form is Form.ORDINAL:
        return Kind.DATE if word_at(tokens, draft.end) in CALENDAR and not draft.streak else Kind.ORDINAL
    if draft.core.form is Form.UNSURE and tokens[draft.start].text in {"several", "few", "many"}:
        return Kind.WORD
    if tokens[draft.start].text == "one" and not _counts_one(tokens, draft):
        return Kind.WORD
    return Kind.FIGURE


def _year_or_figure(tokens: Tokens, draft: Draft) -> Kind:
    adjacent = draft.full_start < draft.start
    if adjacent and draft.qualifier is not None and draft.qualifier.test in COMPARING and draft.upper is None:
        return Kind.FIGURE
    counted = draft.unit and draft.end > draft.core.end
    if counted and word_at(tokens, draft.full_start - 1) not in YEAR_LEADS and not _after_a_year(tokens, draft.start):
        return Kind.FIGURE
    if draft.upper is None:
        draft.end = draft.full_end = draft.core.end
    draft.unit = draft.noun = ""
    return Kind.YEAR


def _after_a_year(tokens: Tokens, at: int) -> bool:
    """Whether "2020 and" stands before, so that this is a year too."""
    year = word_at(tokens, at - 2)
    return word_at(tokens, at - 1) in {"and", "or"} and len(year) == 4 and year[:2] in {"19", "20"} and year.isdecimal()


def _counts_one(tokens: Tokens, draft: Draft) -> bool:
    """Whether "one" counts something."""
    if draft.core.form is not Form.NUMBER or draft.core.amount != 1:
        return True
    if draft.qualifier is not None and draft.qualifier.test in COMPARING:
        return True
    if word_at(tokens, draft.end) == "of" or draft.upper is not None or draft.end > draft.core.end:
        return True
    return _in_a_list_of_counts(tokens, draft.start)


def _in_a_list_of_counts(tokens: Tokens, at: int) -> bool:
    """Whether the words before are a number, what it counts, and a comma or "and": "four assists and one steal"."""
    before = word_at(tokens, at - 1)
    if before not in {"and", "or", ","}:
        return False
    near = tokens[max(0, at - 8) : at - 1]
    if any(token.text == "." for token in near):
        return False
    return any(UNITS.get(token.text, 0) > 1 or (token.kind == "n" and len(token.text) < 4) for token in near)
