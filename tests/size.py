"""How large the code is, by package and folder: ``python tests/size.py``; ``--json`` for another program.

======= ==========================================================================================================
tokens  what Python's tokenizer finds, without comments, docstrings, blank lines and line ends; no formatting
        changes it
words   of tables, templates, scripts and styles
code    lines that are neither blank, comment nor docstring
imports lines of import statements, also counted as code
modules files of Python
single  modules that one other module imports and that lie in the same folder as this one
======= ==========================================================================================================

`tests/ceilings.toml` holds the most that there may be, and `tests/test_size.py` holds the code to it. Work that takes
away ends with ``python tests/size.py --lower``.
"""

from __future__ import annotations

import argparse
import ast
import io
import json
import sys
import tokenize
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from sources import PACKAGES, ROOT, name_of

CEILINGS = ROOT / "tests" / "ceilings.toml"
WRITTEN = {".toml", ".html", ".css", ".js", ".jinja", ".j2", ".xml", ".csv", ".json", ".yml", ".yaml"}
MEASURES = ("tokens", "words", "code", "imports", "modules", "single")
_LAYOUT = {
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING,
    tokenize.ENDMARKER,
}  # fmt: skip


def measure(packages: Iterable[Path] = PACKAGES) -> dict[str, Counter[str]]:
    """Return the measures of each package, of each of its folders as ``package.folder``, and of ``all`` together."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    importers: dict[str, set[Path]] = defaultdict(set)
    modules: list[tuple[Path, list[str]]] = []
    for package in packages:
        for path in sorted(package.rglob("*")):
            keys = [package.name, f"{package.name}.{_folder(path, package)}", "all"]
            if path.suffix == ".py":
                tree = ast.parse(path.read_text("utf-8"), filename=str(path))
                _add(found, keys, _measure_module(path, tree))
                modules.append((path, keys))
                for name in _imported(tree):
                    importers[name].add(path)
            elif path.suffix in WRITTEN:
                _add(found, keys, {"words": len(path.read_text("utf-8").split())})
    for path, keys in modules:
        users = importers[name_of(path)]
        if path.name != "__init__.py" and len(users) == 1 and next(iter(users)).parent == path.parent:
            _add(found, keys, {"single": 1})
    return dict(found)


def _folder(path: Path, package: Path) -> str:
    parts = path.relative_to(package).parts
    return parts[0] if len(parts) > 1 else "__init__"


def _add(found: Mapping[str, Counter[str]], keys: Iterable[str], measured: Mapping[str, int]) -> None:
    for key in keys:
        found[key].update(measured)


def _measure_module(path: Path, tree: ast.Module) -> dict[str, int]:
    text, documented = path.read_text("utf-8"), _documented(tree)
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    lines = ((number, line.strip()) for number, line in enumerate(text.splitlines(), 1))
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom))
    return {
        "tokens": sum(one.type not in _LAYOUT and one.start[0] not in documented for one in tokens),
        "code": sum(bool(line) and line[0] != "#" and number not in documented for number, line in lines),
        "imports": sum((node.end_lineno or node.lineno) - node.lineno + 1 for node in imports),
        "modules": 1,
    }


def _documented(tree: ast.Module) -> set[int]:
    """Return the lines of docstrings, and of texts that stand alone below a field."""
    texts = (
        node for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if isinstance(node.value.value, str)
    )  # fmt: skip
    return {line for node in texts for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)}


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            # It may be a module as well as what one holds.
            yield from (f"{node.module}.{one.name}" for one in node.names)
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names)


def read_ceilings() -> dict[str, dict[str, int]]:
    """Return the most that each measure may be, by the keys of `measure`."""
    return tomllib.loads(CEILINGS.read_text("utf-8"))


def lower_ceilings(found: Mapping[str, Mapping[str, int]]) -> None:
    """Write down what was measured wherever it is less than the ceiling; no ceiling is raised."""
    lines = [line for line in CEILINGS.read_text("utf-8").splitlines() if line.startswith("#")]
    for key, most in read_ceilings().items():
        lines += ["", f"[{key}]", *(f"{name} = {min(value, found[key][name])}" for name, value in most.items())]
    CEILINGS.write_text("\n".join([*lines, ""]), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print the measures as JSON")
    parser.add_argument("--lower", action="store_true", help="lower the ceilings to what there is")
    asked, found = parser.parse_args(), measure()
    if asked.lower:
        lower_ceilings(found)
    sys.stdout.write(json.dumps(found, indent=1) if asked.json else "\n".join(_show(found)))
    sys.stdout.write("\n")


def _show(found: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    width = max(map(len, found))
    yield " " * width + "".join(f"{name:>10}" for name in MEASURES)
    for key in sorted(found, key=lambda one: (one == "all", "." in one, -found[one]["tokens"])):
        yield f"{key:{width}}" + "".join(f"{found[key][name]:>10,}" for name in MEASURES)


if __name__ == "__main__":
    main()
