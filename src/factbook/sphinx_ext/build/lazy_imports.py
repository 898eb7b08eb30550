"""Libraries that extensions of Sphinx ask for when they are loaded, and that most builds never use.

MyST-NB loads the machinery that runs notebooks and keeps their outputs in a database; factbook runs them itself. A good
part of what a small build takes is spent on that. So for the time in which extensions are loaded, such a library is
stood in for by a module whose names are looked up in the library itself as soon as anybody uses them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

RUNNING = "myst_nb.core.execute"
UNUSED = frozenset(
    {
        f"{RUNNING}.cache",
        f"{RUNNING}.direct",
        f"{RUNNING}.inline",
        "IPython",
        "nbformat",
        "requests",
        "sphinx.util.requests",
        "bs4",
    }
)
"""Of each, the names that extensions import are used only in functions, or as annotations."""

_OF_TYPING = frozenset({"__parameters__", "__typing_subst__", "__typing_unpacked_tuple_args__"})


class Name:
    """A name of a library that was not loaded; whoever uses it gets the real thing."""

    def __init__(self, module: str, name: str) -> None:
        self._found: Any = None
        self._where = module, name

    def _find(self) -> Any:
        if self._found is None:
            module, name = self._where
            found = import_module(module)
            if isinstance(found, _StandIn):
                raise ImportError(f"{module} is used while extensions are loaded, and must not be deferred")
            self._found = getattr(found, name)
        return self._found

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Call it."""
        return self._find()(*arguments, **options)

    def __getattr__(self, name: str) -> Any:
        """Give an attribute of it; what `typing` asks of the parts of an annotation, no class here has."""
        if name in _OF_TYPING:
            raise AttributeError(name)
        return getattr(self._find(), name)

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[Any, ...]:
        """Stand for a class among the bases of another."""
        return (self._find(),)

    def __instancecheck__(self, instance: Any) -> bool:
        """Whether something is an instance of it."""
        return isinstance(instance, self._find())


class _StandIn(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Name(self.__name__, name)


class _Finder(MetaPathFinder, Loader):
    def __init__(self, libraries: frozenset[str]) -> None:
        self.libraries = libraries

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        covered = any(name == library or name.startswith(f"{library}.") for library in self.libraries)
        return ModuleSpec(name, self, is_package=True) if covered else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _StandIn(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """A stand-in has nothing to run."""


@contextmanager
def deferring(libraries: frozenset[str] = UNUSED) -> Iterator[None]:
    """Stand in for libraries, unless they are loaded already, while extensions are loaded."""
    finder = _Finder(frozenset(name for name in libraries if name not in sys.modules))
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        for name in [name for name, module in sys.modules.items() if isinstance(module, _StandIn)]:
            del sys.modules[name]
