"""Import libraries lazily that Sphinx extensions import when they are loaded, and that most builds never use.

MyST-NB imports the machinery that runs notebooks and stores their outputs in a database; factbook runs them itself, and
a good part of a small build would be spent on that. So while extensions are loaded, such a library is replaced by a
module whose names are looked up in the library itself when they are first used.
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
# Kept by hand, against myst-nb 1.4.0, pydata-sphinx-theme 0.17.1 and Sphinx 7.4.7: MyST-NB's clients, `IPython` for
# glue and a lexer, `requests` for intersphinx and the theme, `bs4` for the theme's toctree functions, which we never
# call. Upstream has no setting for any of them. If a release uses such a name at import, `_find` raises an ImportError
# that says so; the cure is to remove the library from this set. A new heavy import only costs time.
LAZY = frozenset(
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
"""Libraries whose names the extensions use only inside functions, as base classes or in annotations."""

# typing.Union and friends probe these attributes of whatever stands in an annotation; answering would load the library.
_OF_TYPING = frozenset({"__parameters__", "__typing_subst__", "__typing_unpacked_tuple_args__"})


class LazyName:
    """A name of a library that is not loaded yet; using it loads the library."""

    def __init__(self, module: str, name: str) -> None:
        self._found: Any = None
        self._where = module, name

    def _find(self) -> Any:
        if self._found is None:
            module, name = self._where
            found = import_module(module)
            # Within the block the library is still replaced, so looking it up would find this stand-in for ever.
            if isinstance(found, _LazyModule):
                raise ImportError(f"{module} is used while extensions are loaded, and must not be deferred")
            self._found = getattr(found, name)
        return self._found

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Call the object."""
        return self._find()(*arguments, **options)

    def __getattr__(self, name: str) -> Any:
        """Return an attribute of the object; no class here has those that `typing` looks for in an annotation."""
        if name in _OF_TYPING:
            raise AttributeError(name)
        return getattr(self._find(), name)

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[Any, ...]:
        """Replace the name by its class among the bases of another class."""
        return (self._find(),)

    def __instancecheck__(self, instance: Any) -> bool:
        """Return whether something is an instance of the class."""
        return isinstance(instance, self._find())


class _LazyModule(ModuleType):
    def __getattr__(self, name: str) -> Any:
        # The import system itself looks for __path__, __spec__ and the like; a name in their place would confuse it.
        if name.startswith("__"):
            raise AttributeError(name)
        return LazyName(self.__name__, name)


class _LazyFinder(MetaPathFinder, Loader):
    def __init__(self, libraries: frozenset[str]) -> None:
        self.libraries = libraries

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        covered = any(name == library or name.startswith(f"{library}.") for library in self.libraries)
        return ModuleSpec(name, self, is_package=True) if covered else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _LazyModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Do nothing: a lazy module has no code."""


@contextmanager
def importing_lazily(libraries: frozenset[str] = LAZY) -> Iterator[None]:
    """Import libraries lazily within the ``with`` block, unless they are loaded already."""
    finder = _LazyFinder(frozenset(name for name in libraries if name not in sys.modules))
    # Before the ordinary finders, and only for what is not loaded: a library that is in use must stay the one in use.
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        # The replaced modules must not outlive the block, or the first real use would find them instead of the library.
        for name in [name for name, module in sys.modules.items() if isinstance(module, _LazyModule)]:
            del sys.modules[name]
