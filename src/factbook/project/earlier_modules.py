"""Earlier paths of modules: each works for one more version, with a warning that names the present one."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from importlib import import_module
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from types import ModuleType

# To be removed in 0.2. Left out: modules below the top (`render.panel`, `notebooks.watch`...), and those that only the
# command line used (`past`, `press`, `kept`...), which nobody outside had a use for; names that are folders now
# (`report`, `project`, `publish`...), which Python finds before it asks here, and folders that moved (`drafts`,
# `bundles`), whose modules would be loaded a second time; names of public functions, today's or planned (`judge`,
# `record`, `series`; `figures.find`), since importing a module sets an attribute of that name.
MODULES: Mapping[str, str] = {
    "factbook.catalog": "factbook.data.catalog",
    "factbook.check": "factbook.verdicts.claims",
    "factbook.corrections": "factbook.editions.corrections",
    "factbook.datacheck": "factbook.data.validate",
    "factbook.datapackage": "factbook.data.descriptor",
    "factbook.diff": "factbook.editions.diff",
    "factbook.edition": "factbook.model.edition",
    "factbook.errors": "factbook.model.errors",
    "factbook.markup": "factbook.report.myst",
    "factbook.pages": "factbook.report.pages",
    "factbook.ratios": "factbook.verdicts.ratios",
    "factbook.record_series": "factbook.notebooks.recording.series",
    "factbook.reviews": "factbook.report.reviews",
    "factbook.sources": "factbook.data.sources",
    "factbook.style": "factbook.project.style",
    "factbook.tables": "factbook.data.tables",
}
"""Earlier paths of modules that could be imported from outside, and where these are now."""


class _Alias(Loader):
    """A loader whose module is another one: one module under two names, so that its classes stay the same."""

    def __init__(self, name: str) -> None:
        self._name = name

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Import the module from its present path."""
        found = import_module(self._name)
        self._spec = found.__spec__
        return found

    def exec_module(self, module: ModuleType) -> None:
        """Restore the spec of the module, which the import system has just replaced by that of the alias."""
        module.__spec__ = self._spec


def find_renamed(name: str) -> ModuleSpec | None:
    """Return a spec that imports a module from its present path, and warn of it; ``None`` for other names."""
    new = MODULES.get(name)
    if new is None:
        return None
    what = f"{name} is now {new} (import it from there; the old path will go in the next version)"
    # 3: past this function and the finder, to the line of the import; frames of importlib are not counted
    warnings.warn(what, DeprecationWarning, stacklevel=3)
    return ModuleSpec(name, _Alias(new))
