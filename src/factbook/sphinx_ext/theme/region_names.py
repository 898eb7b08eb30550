"""Names of the parts of a page that scroll by themselves: a screen reader lists them, so no two may be alike."""

from __future__ import annotations

import re
from collections import Counter

_REGION = re.compile(r'(?<= role="region" aria-label=")[^"]*')


def tell_regions_apart(body: str) -> str:
    """Return a page in which a region that is named like an earlier one has its number: ``Code (2)``."""
    names = _REGION.findall(body)
    if len(names) == len(set(names)):
        return body
    seen: Counter[str] = Counter()

    def number(found: re.Match[str]) -> str:
        seen[found[0]] += 1
        return found[0] if seen[found[0]] == 1 else f"{found[0]} ({seen[found[0]]})"

    return _REGION.sub(number, body)
