"""Write docs/contributing/house.md from the code: ``python tests/docs/house.py``.

The page shows the folders in their order with what each module says of itself, and the way of a figure as
`make_report` goes it. A test compares the page with what this writes.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FACTBOOK, FIGURECHECK = (ROOT / "packages" / name / "src" / name for name in ("factbook", "figurecheck"))
PAGE = ROOT / "docs" / "contributing" / "house.md"
PIPELINE = FACTBOOK / "report" / "pipeline.py"
HEAD = """\
# Where everything is

This page is written by `make docs` from the code; change the docstrings, not the page.

`packages/` holds two: `figurecheck` reads and judges figures, and knows nothing of reports; `factbook` makes the sites.
Each folder of a package is named for what it does, and imports only those before it.
`make lint` checks the order, by the contracts in `pyproject.toml`:

"""
QUESTIONS = {
    "Where is a figure judged?": "figurecheck.verdicts.judge",
    "Where is a role parsed?": "factbook.report.myst",
    "Where does a role on a page find its finding?": "factbook.report.findings",
    "Where is a notebook run?": "factbook.notebooks.execution.execute",
    "Where is an entry of the store of runs written?": "factbook.notebooks.cache.store",
    "Where is decided what moved between two editions?": "factbook.editions.diff",
    "Where is the panel beside a figure made?": "factbook.render.html.evidence_panel",
    "What does a command call?": "factbook.cli.main",
}


def first_sentence(path: Path) -> str:
    """Return the first sentence of a module's docstring, on one line."""
    text = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    paragraph = " ".join(text.split("\n\n", maxsplit=1)[0].split())
    return re.split(r"(?<=\.)\s(?=[A-Z])", paragraph)[0].removesuffix("::").rstrip()


def read_layers(package: str) -> list[list[str]]:
    """Return the folders of a package as the linter's contract orders them, the lowest first."""
    document = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = document["tool"]["importlinter"]["contracts"]
    contract = next(one for one in contracts if one.get("containers") == [package])
    return [[name.strip() for name in layer.split("|")] for layer in reversed(contract["layers"])]


def describe_folder(folder: Path) -> Iterator[str]:
    """Yield the lines of one folder: what it is for, and its modules."""
    yield f"## {folder.parent.name}.{folder.name}"
    yield ""
    yield first_sentence(folder / "__init__.py")
    yield ""
    for path in sorted(folder.rglob("*.py")):
        name = path.relative_to(folder).as_posix()
        if path.name == "__init__.py":
            if path.parent != folder:
                yield f"- `{path.parent.relative_to(folder).as_posix()}/`: {first_sentence(path)}"
        elif "starters" not in path.parts:
            yield f"- `{name}`: {first_sentence(path)}"
    yield ""


def describe_way() -> Iterator[str]:
    """Yield the stages of `make_report` in the order in which it calls them."""
    tree = ast.parse(PIPELINE.read_text("utf-8"))
    homes = {
        alias.asname or alias.name: str(node.module)
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    own = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    yield from _describe_calls("make_report", own, homes, "")


def _describe_calls(name: str, own: dict[str, ast.FunctionDef], homes: dict[str, str], indent: str) -> Iterator[str]:
    for called in dict.fromkeys(find_calls(own[name])):
        if called in own:
            inner = list(_describe_calls(called, own, homes, f"{indent}  "))
            if inner:
                yield f"{indent}- `{called}`, which calls"
                yield from inner
        elif called in homes and called.islower():
            yield f"{indent}- `{called}` in `{homes[called]}`"


def find_calls(function: ast.FunctionDef) -> Iterator[str]:
    """Yield the names that a function calls, from top to bottom."""
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    for call in sorted(calls, key=lambda node: (node.func.lineno, node.func.col_offset)):
        assert isinstance(call.func, ast.Name)
        yield call.func.id


def make_page() -> str:
    """Return the whole page."""
    layers = {package: read_layers(package.name) for package in (FIGURECHECK, FACTBOOK)}
    orders = [f"    {one.name}: " + " < ".join(", ".join(layer) for layer in found) for one, found in layers.items()]
    lines = [HEAD + "\n".join(orders), "", "| question | module |", "|---|---|"]
    lines += [f"| {question} | `{module}` |" for question, module in QUESTIONS.items()]
    lines += ["", "## The way of a figure", "", "`factbook.report.pipeline.make_report` calls, in this order:", ""]
    lines += [*describe_way(), ""]
    for package, found in layers.items():
        for layer in found:
            for name in layer:
                lines += describe_folder(package / name)
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    PAGE.write_text(make_page(), "utf-8")
