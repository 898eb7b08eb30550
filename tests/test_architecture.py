"""The house: its folders and their order, and what its modules look like."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

import factbook
import figurecheck
from sources import MODULES, PACKAGES, ROOT, name_of


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def modules_with(pattern: str) -> list[Path]:
    """The modules in whose text something stands: to parse all takes seconds each time."""
    return [path for path in MODULES if re.search(pattern, path.read_text("utf-8"), re.MULTILINE)]


def test_imports_follow_the_order_of_the_folders_and_each_library_has_its_door():
    """The contracts are in pyproject.toml."""
    linter = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_the_listing_shows_the_architecture():
    for package in PACKAGES:
        entries = [path.name for path in package.iterdir() if path.name != "__pycache__"]
        assert len(entries) <= 16, entries
        assert {name for name in entries if name.endswith(".py")} <= {"__init__.py", "__main__.py"}


def test_no_import_is_hidden_from_readers_but_those_that_a_quick_start_cannot_afford():
    """`if TYPE_CHECKING` is for lazy homes: public names, commands, what must not load pandas, asyncio or SQLite."""
    lazy = {
        "factbook.__init__",
        "factbook.data.catalog",
        "figurecheck.figures.__init__",
        "factbook.notebooks.__init__",
        "factbook.notebooks.kernel.pool",
        "factbook.notebooks.recording.sample",
        "factbook.notebooks.reuse",
        "factbook.engine.results",
        "figurecheck.__init__",
        "figurecheck.settings.structure",
        "factbook.engine.up_to_date",
        "factbook.render.charts.drawing.processes",
        "factbook.render.charts.drawing.chart_values",
        "factbook.sphinx_ext.__init__",
        "factbook.sphinx_ext.build.render_process",
    }
    hidden = {name_of(path) for path in MODULES if "TYPE_CHECKING" in path.read_text("utf-8")}
    assert {name for name in hidden if ".cli." not in name} <= lazy


def test_modules_are_small():
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > 600} == {}
    assert statistics.median(lengths.values()) < 150


@pytest.mark.parametrize("package", PACKAGES, ids=lambda one: one.name)
def test_comments_say_why(package):
    """Three whole-line comments in a hundred lines; that they say why, only a reader can tell."""
    lines = [line.strip() for path in package.rglob("*.py") for line in path.read_text("utf-8").splitlines()]
    assert sum(line.startswith("#") for line in lines) / len(lines) > 0.03


def test_docstrings_say_what_is_returned_in_the_usual_words():
    """Ruff's D401 asks for the imperative; this for the verb that everybody else uses."""
    opening = r"(Give|Tell|Say|Whether)\b"
    found = [
        f"{name_of(path)}: {docstring.splitlines()[0]}"
        for path in modules_with(rf"[\"'](\\\n)?\s*{opening}")
        for node in ast.walk(parse(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if not any(isinstance(one, ast.Name) and "property" in one.id for one in node.decorator_list)
        if re.match(opening, docstring := ast.get_docstring(node) or "")
    ]
    assert found == []


def test_no_public_class_name_occurs_twice():
    homes = defaultdict(list)
    for path in MODULES:
        for name in re.findall(r"^class ([^\W_]\w*)", path.read_text("utf-8"), re.MULTILINE):
            homes[name].append(name_of(path))
    assert {name: places for name, places in homes.items() if len(places) > 1} == {}


def test_no_module_is_named_like_a_public_function_or_the_standard_library():
    folders = {path.parent.name for package in PACKAGES for path in package.glob("*/__init__.py")}
    assert folders & {*factbook.__all__, *figurecheck.__all__} == set()
    names = {path.stem for path in MODULES if path.stem not in {"__init__", "__main__", "code"}}
    assert names & sys.stdlib_module_names == set()


def test_only_the_command_line_writes_to_the_terminal():
    """Ruff finds print(); this finds the streams."""
    writers = {
        name_of(path)
        for path in modules_with("stdout|stderr")
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Attribute)
        and node.attr == "write"
        and isinstance(node.value, ast.Attribute)
        and node.value.attr in {"stdout", "stderr"}
    }
    # Programs of their own: one in every bundle, and one whose output the check reads.
    programs = ("factbook.notebooks.replication.kit.", "factbook.sphinx_ext.build.markup_names")
    assert {name for name in writers if ".cli." not in name and not name.startswith(programs)} == set()


# Each of these makes code, or a value of any class, of what it is given; or is of a library that stores in this way.
EXECUTING_MODULES = {
    "pickle", "_pickle", "cPickle", "marshal", "shelve", "dbm", "dill", "cloudpickle", "joblib", "diskcache",
    "jsonpickle", "copyreg", "codeop", "runpy", "imp",
}  # fmt: skip
EXECUTING_NAMES = {
    "eval", "exec", "compile", "execfile", "read_pickle", "to_pickle", "unsafe_load", "full_load", "UnsafeLoader",
    "FullLoader", "allow_pickle", "bytecode_cache", "BytecodeCache", "FileSystemBytecodeCache", "SourcelessFileLoader",
    "joblib", "Unpickler",
}  # fmt: skip
NOTHING_STORED = {
    ("factbook.sphinx_ext.build.render_process", "pickle"): "pipes between a process and its own fork",
    ("factbook.sphinx_ext.build.render_process", "Unpickler"): "the same pipes",
    ("factbook.render.charts.drawing.pool", "pickle"): "the name of an exception; pipes of its own processes",
    ("factbook.notebooks.kernel.start_sandboxed", "runpy"): "the installed launcher of kernels, in their sandbox",
    ("factbook.notebooks.replication.kit.runner", "exec"): "the reader's copy of a notebook, which it is there to run",
    ("factbook.notebooks.replication.kit.runner", "compile"): "for exec",
    **dict.fromkeys(
        [
            ("factbook.render.templating", "BytecodeCache"),
            ("factbook.render.templating", "bytecode_cache"),
            ("factbook.render.html.notebook", "bytecode_cache"),
            ("factbook.sphinx_ext.build.builder", "bytecode_cache"),
            ("factbook.sphinx_ext.build.compiled_templates", "BytecodeCache"),
        ],
        "the templates of the installed package, where Python stores its compiled modules; no template of a report",
    ),
}


def find_executing(tree: ast.Module) -> set[str]:
    """The modules and names by which a module could run what was stored."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names]
            found |= {name.partition(".")[0] for name in modules} & EXECUTING_MODULES
            found |= {one.name for one in node.names} & (EXECUTING_NAMES - {"compile"})
        elif isinstance(node, ast.Name):
            found |= {node.id} & EXECUTING_NAMES
        # `re.compile` and the like are methods.
        elif isinstance(node, ast.Attribute):
            found |= {node.attr} & (EXECUTING_NAMES - {"compile", "eval", "exec"})
            if isinstance(node.value, ast.Name) and node.value.id == "builtins":
                found |= {node.attr} & EXECUTING_NAMES
        elif isinstance(node, ast.keyword):
            found |= {node.arg or ""} & EXECUTING_NAMES
        elif isinstance(node, ast.Call):
            found |= {one.value for one in node.args if isinstance(one, ast.Constant)} & EXECUTING_MODULES
    return found


def test_nothing_that_is_stored_is_unpickled_or_run():
    """Pages as Sphinx has read them are its own pickles, and the only ones; they stay in `_build`."""
    words = r"\b(" + "|".join(EXECUTING_MODULES | EXECUTING_NAMES) + r")\b"
    found = {(name_of(path), one) for path in modules_with(words) for one in find_executing(parse(path))}
    assert found == NOTHING_STORED.keys()


@pytest.mark.parametrize(
    "code",
    [
        "import pickle",
        "from pickle import loads as read",
        "import marshal as m",
        "def late():\n    import shelve",
        "import_module('dill')",
        "__import__('_pickle')",
        "eval(text)",
        "builtins.exec(text)",
        "pd.read_pickle(path)",
        "np.load(path, allow_pickle=True)",
        "yaml.load(text, Loader=yaml.UnsafeLoader)",
        "Environment(bytecode_cache=FileSystemBytecodeCache(folder))",
        "environment.bytecode_cache = cache",
    ],
)
def test_ways_of_running_what_is_stored_are_found(code):
    assert find_executing(ast.parse(code))


def test_every_function_and_class_is_named_where_it_is_not_defined():
    """What only its own test or doctest names went out of use."""
    files = [path for package in PACKAGES for path in package.rglob("*") if path.suffix in {".py", ".html"}]
    texts = [re.sub('"""(?s:.*?)"""', "", path.read_text("utf-8")) for path in files]
    named = Counter(word for text in texts for word in re.findall(r"\w+", text))
    made = re.compile(r"(?<!\)\n)^(?:def|class) (?!__)(\w+)", re.MULTILINE)
    defined = Counter(name for text in texts for name in made.findall(text))
    # Sphinx calls the one, and Jupyter Book's name for what it shows is the other.
    assert {name for name, times in defined.items() if named[name] == times} - {"setup", "glue"} == set()


def test_the_book_holds_no_python():
    assert [path.name for path in (ROOT / "book").rglob("*.py*")] == []


@pytest.mark.parametrize("package", [factbook, figurecheck], ids=lambda one: one.__name__)
def test_public_functions_are_listed_and_found(package):
    for name in package.__all__:
        assert name in dir(package)
        assert callable(getattr(package, name))
