"""Spans of years and ages that end before they begin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factbook.scan.consistency.exact import Fault
from factbook.scan.consistency.result import Status

_YEAR = r"(?<![\d,.])(?:1[0-9]|20)\d\d(?![\d,.]*\d)"
_YEARS = re.compile(
    rf"\b(?:between\s+(?P<a>{_YEAR})\s+and|from\s+(?P<b>{_YEAR})\s+(?:to|until|through))\s+(?P<end>{_YEAR})"
    r"(?!\s*(?:BCE?\b|%|[^\W\d]*\s+(?:people|cases|years)\b))",
    re.IGNORECASE,
)
_KOREAN_YEARS = re.compile(rf"(?P<a>{_YEAR})년(?:부터|에서)\s*(?P<end>{_YEAR})년(?:까지|\s*사이)")
_AGES = re.compile(
    r"\b(?:between\s+the\s+ages\s+of\s+(?P<a>\d{1,3})\s+and|aged\s+(?:from\s+|between\s+)?(?P<b>\d{1,3})\s+(?:to|and))"
    r"\s+(?P<end>\d{1,3})(?![\d,.]*\d)",
    re.IGNORECASE,
)
_BACK = re.compile(r"\bback\b", re.IGNORECASE)


def find_wrong_orders(text: str) -> Iterator[Fault]:
    """Find spans whose end is before their start; the number is the one that the span begins with."""
    for pattern, what in ((_YEARS, "year"), (_KOREAN_YEARS, "year"), (_AGES, "age")):
        for match in pattern.finditer(text):
            group = "a" if match["a"] else "b"
            if int(match["end"]) < int(match[group]) and not _BACK.search(
                text[max(0, match.start() - 30) : match.end()]
            ):
                why = f"the {what} {match['end']} is before {match[group]}"
                yield match.start(group), Status.CONTRADICTS, why
                yield match.start("end"), Status.CONTRADICTS, why
