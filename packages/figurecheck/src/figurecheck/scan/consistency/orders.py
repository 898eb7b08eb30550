"""Spans of years and ages that end before they begin."""

from __future__ import annotations

from collections.abc import Iterator

from figurecheck.scan.consistency.exact import Refutation
from figurecheck.scan.consistency.result import Status
from figurecheck.scan.words.tables import LanguagePhrases

_YEARS, _AGES = LanguagePhrases("years", may_go_on=True), LanguagePhrases("ages", may_go_on=True)
_NO_YEARS, _BACK = LanguagePhrases("no years"), LanguagePhrases("back")


def find_wrong_orders(text: str) -> Iterator[Refutation]:
    """Yield both ends of spans that end before they begin."""
    plain_text = text.lower()
    # A few letters grow when they are lowered, and every place behind them would move.
    if len(plain_text) != len(text):
        plain_text = text
    # Only a bare number can be a count or a year BC; a Korean year has its counter.
    years = (
        match
        for match in _YEARS.find_all(plain_text)
        if not (match.text.endswith(match["end"]) and _NO_YEARS.match(plain_text, match.end))
    )
    for matches, what in ((years, "year"), (_AGES.find_all(plain_text), "age")):
        for match in matches:
            a, end = match["a"], match["end"]
            near = plain_text[max(0, match.start - 30) : match.end]
            if int(end) < int(a) and not _BACK.search(near):
                why = f"the {what} {end} is before {a}"
                yield text.index(a, match.start), Status.CONTRADICTS, why
                yield text.rindex(end, match.start, match.end), Status.CONTRADICTS, why
