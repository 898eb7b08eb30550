"""How the parts of a year and the days of a week are called in the languages whose figures are read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from figurecheck.figures.common.calendar_names import find_months, find_quarters, find_short_months, find_weekdays
from figurecheck.figures.languages import find_language_codes


@cache
def find_parts() -> Mapping[str, str]:
    """Return how the parts of a year are called in the languages whose figures are read, by what ISO writes."""
    found = {f"h{half}": f"H{half}" for half in (1, 2)} | {f"{half}h": f"H{half}" for half in (1, 2)}
    found |= {f"q{part}": f"Q{part}" for part in range(1, 5)} | {f"{part}q": f"Q{part}" for part in range(1, 5)}
    for language in find_language_codes():
        for names in (find_months(language), find_short_months(language)):
            found |= {name.casefold(): f"{month:02d}" for month, name in enumerate(names, start=1)}
        found |= {name.casefold(): f"Q{part}" for name, part in find_quarters(language).items()}
    return found


@cache
def find_cycle(kind: str) -> Mapping[str, int]:
    """Return the names of weekdays, or of months, in all languages, by their places."""
    finders = (find_weekdays,) if kind == "day" else (find_months, find_short_months)
    found: dict[str, int] = {}
    for find_names in finders:
        for language in find_language_codes():
            found |= {name.casefold(): at for at, name in enumerate(find_names(language))}
    return found
