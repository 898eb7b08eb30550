"""Spans of years and ages that end before they begin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factbook.scan.consistency.exact import Refutation
from factbook.scan.consistency.result import Status

# Years from 1000 to 2099, not the thousands of "2,024" or the "2024.5" of an index.
_YEAR = r"(?<![\d,.])(?:1[0-9]|20)\d\d(?![\d,.]*\d)"
# Behind the end no "BC" (years run backwards there) and no noun that makes it a count: "from 1950 to 1200 people".
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
# "Looked back from 2019 to 2017" runs backwards on purpose.
_BACK = re.compile(r"\bback\b", re.IGNORECASE)


def find_wrong_orders(text: str) -> Iterator[Refutation]:
    """Yield both ends of spans that end before they begin."""
    for pattern, what in ((_YEARS, "year"), (_KOREAN_YEARS, "year"), (_AGES, "age")):
        for match in pattern.finditer(text):
            group = "a" if match["a"] else "b"
            if int(match["end"]) < int(match[group]) and not _BACK.search(
                text[max(0, match.start() - 30) : match.end()]
            ):
                why = f"the {what} {match['end']} is before {match[group]}"
                yield match.start(group), Status.CONTRADICTS, why
                yield match.start("end"), Status.CONTRADICTS, why
