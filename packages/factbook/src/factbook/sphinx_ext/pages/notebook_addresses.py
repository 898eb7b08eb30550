"""How many pages a notebook has, and where: evidence links to its cells without rendering them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from factbook.sphinx_ext.build.urls import page_name


def notebook_addresses(notebook: Path, parts: Sequence[range]) -> list[str]:
    """Return the address of each page of a notebook, from the site's root."""
    # Links to it, and from it, are made of the same address.
    first = page_name(notebook.with_suffix("").as_posix())
    return [first, *(f"{first}/{number}" for number in range(2, len(parts) + 1))]
