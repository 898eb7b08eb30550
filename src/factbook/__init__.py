"""factbook: report sites in which every figure in the prose has been recomputed and checked.

::

    data/*.csv --> notebook cell --record()--> statistic --+
                                                        judge --> finding --> page, evidence, claims.json,
    book/*.md  --> pages: {claim}`printed <statistic>` ----+                  CLI line, edition

Five floors, imports point down: `model`, `figures`, `series`, `errors` (values) / `judge`, `check` (decisions) /
`project`, `catalog`, `pages`, `reviews`, `notebooks`, `record` (files) / `render` / `sphinx_ext`, `cli` (edges).

Notebooks need one import::

    import factbook as fb
    totals = fb.dataset("offenders_by_year")
    fb.record("offenders.total.2024", totals.loc[2024, "value"], unit="people", population="...", rows=totals)
    fb.streak("offenders.streak20k.2024", totals, above=20_000, ending=2024, population="...")
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

TYPE_CHECKING = False  # as in `typing`, which a build that has nothing to do does not wait for
if TYPE_CHECKING:
    from typing import Any

    from factbook.catalog import dataset
    from factbook.judge import judge
    from factbook.record import chart, record
    from factbook.record_series import change, extreme, rank, streak

__all__ = ["change", "chart", "dataset", "extreme", "judge", "rank", "record", "streak"]


def _public(name: str, home: str) -> property:
    """A function of the package, imported when it is first used.

    Two of them are called like the module that they live in. Python binds a module to its package as soon as it is
    imported; a property without effect on setting keeps the name for the function.
    """
    return property(lambda package: getattr(import_module(home), name), lambda package, module: None)


class _Package(ModuleType):
    change: Any = _public("change", "factbook.record_series")
    chart: Any = _public("chart", "factbook.record")
    dataset: Any = _public("dataset", "factbook.catalog")
    extreme: Any = _public("extreme", "factbook.record_series")
    judge: Any = _public("judge", "factbook.judge")
    rank: Any = _public("rank", "factbook.record_series")
    record: Any = _public("record", "factbook.record")
    streak: Any = _public("streak", "factbook.record_series")


sys.modules[__name__].__class__ = _Package
