"""factbook: report sites in which every figure in the prose has been recomputed and checked.

::

    data/*.csv --> notebook cell --record()--> statistic --+
                                                        judge --> finding --> page, evidence, claims.json,
    book/*.md  --> pages: {claim}`printed <statistic>` ----+                  CLI line, edition

Five floors, imports point down: `model`, `figures`, `errors` (values) / `judge`, `check` (decisions) /
`project`, `catalog`, `pages`, `reviews`, `notebooks`, `record` (files) / `render` / `sphinx_ext`, `cli` (edges).

Notebooks need one import::

    import factbook as fb
    totals = fb.dataset("offenders_by_year")
    fb.record("offenders.total.2024", totals.loc[2024, "value"], unit="people", population="...", rows=totals.loc[[2024]])
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from factbook.catalog import dataset
    from factbook.judge import judge
    from factbook.record import chart, record

__all__ = ["chart", "dataset", "judge", "record"]

_HOMES = {"chart": "factbook.record", "dataset": "factbook.catalog", "judge": "factbook.judge", "record": "factbook.record"}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that a command pays only for what it needs."""
    if name not in _HOMES:
        raise AttributeError(f"module 'factbook' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
