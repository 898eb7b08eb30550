"""The lines that the file of a second language lacks, as they are added to it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from factbook.report.texts_file import ShownText


def write_lines(lacking: Iterable[ShownText]) -> Iterator[str]:
    """Yield a line of YAML for each missing text, behind comments that say which page shows it, and what it is."""
    for one in lacking:
        if one.chart:
            continue
        yield f"# {one.place}"
        if one.key == one.name:
            yield f"# {' '.join(one.text.split())}"
        # Text in double quotes means the same in JSON and in YAML.
        yield f'{json.dumps(one.key, ensure_ascii=False)}: ""'
