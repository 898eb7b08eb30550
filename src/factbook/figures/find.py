"""Every number of a running text, and what each is.

What needs a claim: digits, number words, fractions, multiples and ordinals that count, measure or compare. What does not:
years and dates, times, list numbers and the numbers of sections, tables and pages, names (COVID-19, A4, 5G, and those that
an editor lists), addresses, code, and number words in set phrases (`words_en.IDIOMS`: "second-hand", "double-check").
"First" and "once" never need one. "One" needs one only where it counts: in "one in five", "one third", "one hundred",
before a unit or a person or case ("one kilogram", "one year", "one offender"), before "of the 23", and after a qualifier
that compares ("more than one", "at least one").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from factbook.figures.dates import read_date, read_iso
from factbook.figures.draft import Draft
from factbook.figures.figure import Form, Found, Kind, PrintedFigure
from factbook.figures.finish import finish
from factbook.figures.grammar_en import read_draft
from factbook.figures.numerals_en import Tokens, word_at
from factbook.figures.phrases_en import ZERO_WORDS
from factbook.figures.qualifiers import Rules, Test
from factbook.figures.tokens import MINUS, Token, tokenize
from factbook.figures.words_en import (
    CASES,
    CURRENCIES,
    CURRENCY_PREFIXES,
    DECADES,
    GLYPHS,
    HALVING,
    IDIOMS,
    LABELS,
    MONTHS,
    MULTIPLES,
    ORDINALS,
    PEOPLE,
    SCALES,
    TENS,
    UNITS,
    VAGUE,
    YEAR_LEADS,
)

STARTERS = frozenset({
    *UNITS, *TENS, *ORDINALS, *MULTIPLES, *HALVING, *VAGUE, *GLYPHS, *DECADES, *CURRENCIES, *CURRENCY_PREFIXES, *MONTHS, *ZERO_WORDS,
    "a", "an", "half", "several", "few", "many", "-", "+", "–", MINUS,  # noqa: RUF001
})  # fmt: skip
COMPARING = frozenset({Test.OVER, Test.AT_LEAST, Test.UNDER, Test.AT_MOST, Test.FAR_OVER, Test.FAR_UNDER})
SPECIALS = {kind.value: kind for kind in (Kind.CODE, Kind.ADDRESS, Kind.DATE, Kind.TIME, Kind.NAME)}
CALENDAR = frozenset({"century", "centuries", "quarter", "half"})
_IDIOM = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, IDIOMS), key=len, reverse=True)) + r")\b(?!-)", re.IGNORECASE)
_COUNTS_ON = re.compile(r"one of (?:the )?(?:\d|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\b")
Mask = tuple[int, int, Kind]


@lru_cache(maxsize=64)
def _name_pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    wanted = sorted((re.escape(name) for name in names if name.strip()), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(wanted) + r")(?!\w)") if wanted else None


def masks(text: str, names: tuple[str, ...]) -> list[Mask]:
    """Stretches of text whose numbers are no figures: names, and set phrases."""
    pattern = _name_pattern(names)
    found = [(*match.span(), Kind.NAME) for match in pattern.finditer(text)] if pattern else []
    found += [
        (*match.span(), Kind.WORD) for match in _IDIOM.finditer(text) if not _COUNTS_ON.match(text.lower(), match.start())
    ]
    return sorted(found)


def find_english(text: str, rules: Rules, names: tuple[str, ...] = ()) -> Iterator[Found]:
    """Yield each number of an English text that `tokens.swap` has been through."""
    tokens = tokenize(text)
    hidden = masks(text, names)
    at = 0
    while at < len(tokens):
        token = tokens[at]
        while hidden and hidden[0][1] <= token.start:
            hidden.pop(0)
        if hidden and hidden[0][0] <= token.start:
            start, end, kind = hidden.pop(0)
            yield Found(start=start, end=end, full_start=start, full_end=end, text=text[start:end], kind=kind)
            while at < len(tokens) and tokens[at].start < end:
                at += 1
            continue
        if token.kind in SPECIALS:
            yield _special(token, text)
            at += 1
            continue
        if token.kind != "n" and token.text not in STARTERS and not token.text.endswith("fold"):
            at += 1
            continue
        found, at = _at(tokens, at, text, rules, hidden[0][0] if hidden else len(text))
        if found is not None:
            yield found


def _special(token: Token, text: str) -> Found:
    written = text[token.start : token.end]
    kind = SPECIALS[token.kind]
    figure = None
    if kind is Kind.DATE:
        figure = PrintedFigure(text=written, form=Form.DATE, date=read_iso(token.text), reading=written)
    return _found(token.start, token.end, text, kind, figure)


def _found(start: int, end: int, text: str, kind: Kind, figure: PrintedFigure | None = None) -> Found:
    reading = figure.reading if figure else text[start:end]
    return Found(start=start, end=end, full_start=start, full_end=end, text=text[start:end], kind=kind, reading=reading, figure=figure)


def _at(tokens: Tokens, at: int, text: str, rules: Rules, limit: int) -> tuple[Found | None, int]:
    """Read what starts at a token; it must end before `limit`, a place in the text."""
    date = read_date(tokens, at)
    if date is not None:
        start, end = tokens[at].start, tokens[date[1] - 1].end
        figure = PrintedFigure(text=text[start:end], form=Form.DATE, date=date[0], reading=text[start:end])
        return _found(start, end, text, Kind.DATE, figure), date[1]
    if tokens[at].text in ZERO_WORDS and len(tokens) > 2:
        return None, at + 1
    draft = read_draft(tokens, at, rules)
    if draft is None or (tokens[at].kind != "n" and tokens[draft.end - 1].start >= limit):
        return None, at + 1
    if (plain := _not_a_figure(tokens, draft, text)) is not None:
        return plain
    start, end = tokens[draft.start].start, tokens[draft.end - 1].end
    figure = finish(draft, text[tokens[draft.full_start].start : tokens[draft.full_end - 1].end])
    kind = _kind(tokens, draft)
    full_end = max(draft.end, draft.full_end)
    found = Found(
        start=start, end=end, full_start=min(start, tokens[draft.full_start].start), full_end=tokens[full_end - 1].end, text=text[start:end],
        kind=kind, reading=figure.reading, needs_claim=kind in {Kind.FIGURE, Kind.ORDINAL}, figure=figure,
    )  # fmt: skip
    return found, full_end if kind is not Kind.YEAR else draft.end


def _not_a_figure(tokens: Tokens, draft: Draft, text: str) -> tuple[Found, int] | None:
    """Tell list numbers, labels, decades, and digits with letters glued to them from figures."""
    start = draft.start
    if tokens[start].kind != "n":
        return None
    behind = draft.core.end
    glued = behind < len(tokens) and tokens[behind].kind == "w" and tokens[behind].glued and draft.end == behind
    if glued and word_at(tokens, behind) not in {"and", "to", "of", "or"}:
        kind = Kind.YEAR if draft.core.year and tokens[behind].text == "s" else Kind.NAME
        return _found(tokens[start].start, tokens[behind].end, text, kind), behind + 1
    if draft.end == start + 1 and not draft.unit and _is_label(tokens, start, text):
        return _found(tokens[start].start, tokens[start].end, text, Kind.LIST), start + 1
    return None


def _is_label(tokens: Tokens, at: int, text: str) -> bool:
    token = tokens[at]
    if len(token.text) > 3:
        return False
    line = text[text.rfind("\n", 0, token.start) + 1 : token.start].strip(" \t#>*-(")
    behind = text[token.end : token.end + 2]
    if not line and (behind in {". ", ") "} or behind in {".", ")"}) and "." not in token.text and len(text) > len(token.text) + 2:
        return True
    before = word_at(tokens, at - 1)
    if before == "." and tokens[at - 2].kind == "w" and tokens[at - 1].glued:
        return word_at(tokens, at - 2) in {"no", "nos", "fig", "figs", "art", "vol", "p", "pp", "sec", "ch", "para"}
    if before == "no":
        return tokens[at - 1].end + 1 == token.start and text[tokens[at - 1].start] == "N"
    return (before == "#" and token.glued) or (before in LABELS and before != "nos")


def _kind(tokens: Tokens, draft: Draft) -> Kind:
    if draft.year:
        return _year_or_figure(tokens, draft)
    if draft.core.form is Form.ORDINAL:
        return Kind.DATE if word_at(tokens, draft.end) in CALENDAR and not draft.streak else Kind.ORDINAL
    if draft.core.form is Form.UNSURE and tokens[draft.start].text in {"several", "few", "many"}:
        return Kind.WORD
    if tokens[draft.start].text == "one" and draft.core.form is Form.NUMBER and draft.core.amount == 1 and not _counts_one(tokens, draft):
        return Kind.WORD
    return Kind.FIGURE


def _year_or_figure(tokens: Tokens, draft: Draft) -> Kind:
    lead = word_at(tokens, draft.full_start - 1)
    if draft.qualifier is not None and draft.qualifier.test in COMPARING and draft.upper is None:
        return Kind.FIGURE
    if word_at(tokens, draft.end) in PEOPLE | CASES and lead not in YEAR_LEADS:
        return Kind.FIGURE
    return Kind.YEAR


def _counts_one(tokens: Tokens, draft: Draft) -> bool:
    if draft.qualifier is not None and draft.qualifier.test in COMPARING:
        return True
    if word_at(tokens, draft.end) == "of" or draft.upper is not None:
        return True
    return draft.end > draft.core.end
