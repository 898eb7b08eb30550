"""Reads the imports of a package, and says which of them break the house rules."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Import:
    """One import, wherever it stands in its module: at the top, in a function, for the type checker."""

    unit: str
    """The importing part of the package, such as `render` for `factbook.render.chart`."""
    module: str
    """The importing module without the package's name: `render.chart`."""
    target: str
    """What is imported, without the package's name if `inner`: `figures.numerals`, `yaml`."""
    inner: bool
    place: str


@dataclass(frozen=True)
class Package:
    """A package's source folder."""

    folder: Path

    @cached_property
    def trees(self) -> dict[str, ast.Module]:
        """The syntax tree of each module, by its name without the package's; the package's own `__init__` is ''."""
        found = {}
        for path in sorted(self.folder.rglob("*.py")):
            parts = path.relative_to(self.folder).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = ast.parse(path.read_text("utf-8"), filename=str(path))
        return found

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """Every import of every module but the package's own `__init__`, which only lends names."""
        modules = [(module, tree) for module, tree in self.trees.items() if module]
        return tuple(found for module, tree in modules for found in self._find_imports(module, tree))

    def _find_imports(self, module: str, tree: ast.Module) -> Iterator[Import]:
        for node in ast.walk(tree):
            for target in self._targets(module, node):
                inner = target == self.folder.name or target.startswith(f"{self.folder.name}.")
                yield Import(
                    unit=module.partition(".")[0],
                    module=module,
                    target=target.removeprefix(self.folder.name).removeprefix(".") if inner else target,
                    inner=inner,
                    place=f"{module}:{getattr(node, 'lineno', 0)}",
                )

    def _targets(self, module: str, node: ast.AST) -> Iterator[str]:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            base = self._base(module, node)
            own = base.removeprefix(self.folder.name).removeprefix(".") if base.startswith(self.folder.name) else None
            for alias in node.names:
                inside = f"{own}.{alias.name}".lstrip(".") if own is not None else ""
                yield f"{base}.{alias.name}" if inside in self.trees else base

    def _base(self, module: str, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        is_package = any(name.startswith(f"{module}.") for name in self.trees)
        parts = [self.folder.name, *module.split(".")]
        kept = parts[: len(parts) - node.level + (1 if is_package else 0)]
        return ".".join([*kept, *([node.module] if node.module else [])])


def find_upward_imports(package: Package, floors: Mapping[str, int]) -> Iterator[str]:
    """Name each part without a floor, and each import that points to a higher floor or to the lending `__init__`."""
    units = {module.partition(".")[0] for module in package.trees if module}
    yield from (f"{unit}: has no floor" for unit in sorted(units - floors.keys()))
    for found in package.imports:
        if not found.inner:
            continue
        target = found.target.partition(".")[0]
        if not target:
            yield f"{found.place}: imports the package itself, not a part of it"
        elif floors.get(target, 0) > floors.get(found.unit, 99):
            yield f"{found.place}: {found.unit} (floor {floors[found.unit]}) imports {target} (floor {floors[target]})"


def find_rings(package: Package) -> Iterator[str]:
    """Name the parts that import each other, directly or by way of others."""
    edges: dict[str, set[str]] = {}
    for found in package.imports:
        target = found.target.partition(".")[0]
        if found.inner and target and target != found.unit:
            edges.setdefault(found.unit, set()).add(target)
    for unit in sorted(edges):
        reached: set[str] = set()
        waiting = list(edges[unit])
        while waiting:
            at = waiting.pop()
            if at not in reached:
                reached.add(at)
                waiting.extend(edges.get(at, ()))
        if unit in reached:
            yield f"{unit}: imports itself by way of {', '.join(sorted(reached - {unit}))}"


def find_wrong_doors(package: Package, doors: Mapping[str, Set[str]]) -> Iterator[str]:
    """Name each import of a library by a module that is no door of it; a door is a module or a folder of them."""
    for found in package.imports:
        library = found.target.partition(".")[0]
        if found.inner or library in sys.stdlib_module_names:
            continue
        allowed = doors.get(library, set())
        if not any(found.module == door or found.module.startswith(f"{door}.") for door in allowed):
            yield f"{found.place}: imports {library} (its door: {', '.join(sorted(allowed)) or 'none'})"


def find_world(package: Package, units: Set[str], modules: Set[str]) -> Iterator[str]:
    """Name each import by which a pure part could read a file, a clock or a die; `urllib.parse` only handles text."""
    for found in package.imports:
        if found.target.startswith("urllib.parse"):
            continue
        if found.unit in units and not found.inner and found.target.partition(".")[0] in modules:
            yield f"{found.place}: a pure part imports {found.target}"


def find_prints(package: Package, allowed: Set[str]) -> Iterator[str]:
    """Name each call of print() outside the parts that may print."""
    for module, tree in package.trees.items():
        for node in ast.walk(tree):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Name) and called.id == "print" and module.partition(".")[0] not in allowed:
                yield f"{module}:{called.lineno}: prints"


def find_undocumented(package: Package) -> Iterator[str]:
    """Name each public module, class, function and method without a docstring."""
    for module, tree in package.trees.items():
        if not ast.get_docstring(tree):
            yield f"{module or package.folder.name}: module"
        yield from _undocumented(tree, module or package.folder.name)


def _undocumented(node: ast.AST, place: str) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) or child.name.startswith("_"):
            continue
        if not ast.get_docstring(child):
            yield f"{place}.{child.name}: line {child.lineno}"
        if isinstance(child, ast.ClassDef):
            yield from _undocumented(child, f"{place}.{child.name}")
