"""Earlier names of modules and settings: each works for one more version, with a warning that names the new one."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from importlib import import_module
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from types import ModuleType

from factbook.model.errors import Complaint
from factbook.model.worded import phrase

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
SETTINGS: Mapping[str, str] = {}
"""Earlier keys under ``factbook:`` in `_config.yml`, and what they are called now; none was renamed yet."""


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


def with_new_keys(
    own: Mapping[str, object], place: str, complaints: list[Complaint]
) -> tuple[dict[str, object], list[Complaint]]:
    """Return the settings under ``factbook:`` by their present keys, and a warning for each earlier key.

    `place` is what complaints name before the key. A setting under both keys is added to `complaints`.
    """
    found: list[Complaint] = []
    settings = dict(own)
    for old, new in SETTINGS.items():
        if old not in own:
            continue
        value = settings.pop(old)
        if new in own:
            what = phrase("is set a second time as {new}", new=new)
            remedy = phrase("remove {old}, the earlier name", old=old)
            complaints.append(Complaint(place=f"{place}.{old}", what=what, remedy=remedy))
            continue
        settings[new] = value
        what = phrase("is called {new} now", new=new)
        remedy = phrase("rename it to {new}; the old name will go in the next version", new=new)
        found.append(Complaint(place=f"{place}.{old}", what=what, remedy=remedy))
    return settings, found
