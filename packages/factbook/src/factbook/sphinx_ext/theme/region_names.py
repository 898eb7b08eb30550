"""Names of the parts of a page that scroll by themselves: a screen reader lists them, so no two may be alike."""

from __future__ import annotations

import re
from collections import Counter

_ROLE = ' role="region" aria-label="'
_REGION = re.compile(rf'(?<={_ROLE})[^"]*')


def tell_regions_apart(body: str) -> str:
    """Return a page in which a region that is named like an earlier one has its number: ``Code (2)``."""
    # Most pages have none or one, and to look for that takes a tenth of the search.
    if body.count(_ROLE) < 2:
        return body
    seen: Counter[str] = Counter()

    def number(found: re.Match[str]) -> str:
        seen[found[0]] += 1
        return found[0] if seen[found[0]] == 1 else f"{found[0]} ({seen[found[0]]})"

    return _REGION.sub(number, body)
