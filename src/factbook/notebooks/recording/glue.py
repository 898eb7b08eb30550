"""Read what an existing Jupyter Book has glued as a statistic."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from factbook.model import Cell, Statistic
from factbook.notebooks.recording.record import LONGEST_ID

_GLUED = re.compile(r"(?:np\.\w+\(|Decimal\()?'?(?P<number>-?\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?)'?\)?")


def parse_glue(output: Mapping[str, Any], cell: Cell) -> Statistic | None:
    """Read a number that an existing Jupyter Book has glued, so that it can be claimed without touching the notebook.

    It has neither unit nor population nor rows, and its evidence says so.
    """
    name = output.get("metadata", {}).get("scrapbook", {}).get("name", "")
    # glue() stores the repr: np.float64(0.5), Decimal('1'), or a formatted number in quotes.
    match = _GLUED.fullmatch(str(output.get("data", {}).get("text/plain", "")).strip())
    if not name or len(name) > LONGEST_ID or match is None:
        return None
    return Statistic(id=name, value=Decimal(match["number"].replace(",", "")), cell=cell)
