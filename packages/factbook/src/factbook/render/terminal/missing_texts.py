"""The lines that the file of a second language lacks, as they are added to it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from factbook.report.second_language import ShownText

_PERIOD = re.compile(r"(?<![\w.,-])(?:1[5-9]|2[01])\d\d(?:[-/]\d{1,4}){0,2}(?![\w-]|[.,]\d)")
"""A year, and what is written with digits alone as it is in every language: 2024-05, 2024/25."""
_GAPS = ("year", "before", "other")
"""What the periods of a text are called, in their order."""


def group_by_line(lacking: Iterable[ShownText], given: Container[str]) -> dict[str, list[ShownText]]:
    """Return the missing texts by the key of the line that each needs, one line for all that differ in years alone.

    A text whose line is `given`, and empty, needs that one.
    """
    texts = [one for one in lacking if not one.chart]
    alike = Counter(map(_make_template, texts))
    groups: dict[str, list[ShownText]] = {}
    for one in texts:
        template = _make_template(one)
        # A long text is named by what it belongs to, unless others are like it.
        is_shared = template and (one.key != one.name or alike[template] > 1)
        key = template if template in given or (is_shared and one.key not in given) else one.key
        groups.setdefault(key, []).append(one)
    return groups


def _make_template(text: ShownText) -> str:
    """Return a text with a gap for each of its years; empty where it has none, too many, or figures."""
    plain = " ".join(text.text.split())
    years = list(dict.fromkeys(_PERIOD.findall(plain)))
    if "{" in plain or not 0 < len(years) <= len(_GAPS):
        return ""
    return _PERIOD.sub(lambda year: f"{{{_GAPS[years.index(year[0])]}}}", plain)


def write_lines(groups: Mapping[str, Sequence[ShownText]]) -> Iterator[str]:
    """Yield an empty line of YAML for each key, behind comments that say which page shows it, and what it is."""
    for key, texts in groups.items():
        first = texts[0]
        yield f"# {first.place}" + (f", and {len(texts) - 1} more" if len(texts) > 1 else "")
        if key != " ".join(first.text.split()):
            yield f"# {' '.join(first.text.split())}"
        # Text in double quotes means the same in JSON and in YAML.
        yield f'{json.dumps(key, ensure_ascii=False)}: ""'
