"""What stands in the list of `serve` has words in every language of the interface: no complaint of it stays English."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from factbook.data.standard_library import _NOTES
from factbook.project.book_keys import KEYS
from factbook.render.html.displayed_forms import _SCRIPTED
from factbook.render.words.interface import find_languages, find_phrases
from factbook.report.pages import _UNREADABLE
from sources import MODULES, PACKAGES

OTHERS = sorted(find_languages() - {"en"})
ELSEWHERE = (
    # Commands, which speak to whoever types them, in English.
    *("cli", "data/adding", "data/updating", "data/pull.py", "data/release", "editions/changes.py", "publish", "scan"),
    *("notebooks/dask", "notebooks/replication", "project/config_edit.py", "project/git.py", "project/renamed.py"),
    "notebooks/tracing",
    *("render/check", "render/terminal", "report/adoption.py", "report/desk", "report/fix", "serve/server.py"),
    # What a notebook calls, whose faults are exceptions there, as are those of Python.
    *("data/catalog.py", "model/series.py", "notebooks/recording"),
    # Exceptions of Sphinx, which have no complaints.
    *("sphinx_ext/build/left_out.py", "sphinx_ext/theme/custom_style.py"),
)
"""What makes complaints that no list shows."""
MAKERS = {"BadValueError": (0, 1), "refuse_value": (0, 2), "FileFault": (1, 2), "about": (1, 2), "suggest": (2,)}
"""Where these are given texts of ours, besides the arguments that are named `what` and `remedy`."""
NAMED = ("what", "remedy", "then")
Assigned = list[tuple[ast.expr, ast.expr]]


_MAKES = re.compile(r"Complaint\(|Fault\(|BadValueError\(|Error\.about\(|refuse_value\(")


def find_texts() -> Iterator[tuple[str, ast.expr]]:
    """Yield each expression that is a text of a complaint, or a part of one, with its place in the source."""
    for path in MODULES:
        # Without the package: "cli" is that of both.
        name = path.relative_to(next(one for one in PACKAGES if path.is_relative_to(one))).as_posix()
        text = path.read_text("utf-8")
        # Parsing the others takes seconds.
        if name.startswith(ELSEWHERE) or not _MAKES.search(text):
            continue
        tree = ast.parse(text)
        own = {one.name: [a.arg for a in one.args.args] for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}
        for scope in (one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)):
            for call in (one for one in ast.walk(scope) if isinstance(one, ast.Call)):
                for given in _find_given(call, own):
                    assigned = [*_find_assigned(scope), *_find_assigned(tree)]
                    yield from ((f"{name}:{one.lineno}", one) for one in _find_parts(given, assigned, frozenset()))


def _find_given(call: ast.Call, own: dict[str, list[str]]) -> Iterator[ast.expr]:
    """Yield the arguments of a call that are texts of a complaint; `own` are the parameters of the module's own."""
    yield from (one.value for one in call.keywords if one.arg in NAMED)
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    # Of a method, `self` is no argument of the call.
    parameters = [one for one in own.get(name, ()) if one != "self"]
    places = [at for at, one in enumerate(parameters) if one in NAMED]
    yield from (call.args[at] for at in (*places, *MAKERS.get(name, ())) if at < len(call.args))


def _find_parts(text: ast.expr, assigned: Assigned, seen: frozenset[str]) -> Iterator[ast.expr]:
    """Yield the constants and f-strings that a text is made of: written there, or assigned to its name."""
    if isinstance(text, (ast.Constant, ast.JoinedStr)):
        yield text
    elif isinstance(text, ast.IfExp):
        yield from _find_parts(text.body, assigned, seen)
        yield from _find_parts(text.orelse, assigned, seen)
    elif isinstance(text, ast.BoolOp):
        for one in text.values:
            yield from _find_parts(one, assigned, seen)
    elif isinstance(text, ast.Name) and text.id not in seen:
        for target, value in assigned:
            if isinstance(target, ast.Name) and target.id == text.id:
                yield from _find_parts(value, assigned, seen | {text.id})


def _find_assigned(scope: ast.FunctionDef | ast.Module) -> Iterator[tuple[ast.expr, ast.expr]]:
    # Of a module its constants alone, of a function all.
    body = scope.body if isinstance(scope, ast.Module) else ast.walk(scope)
    for one in (one for one in body if isinstance(one, ast.Assign)):
        target = one.targets[0]
        if isinstance(target, ast.Tuple) and isinstance(one.value, ast.Tuple):
            yield from zip(target.elts, one.value.elts, strict=False)
        else:
            yield target, one.value


def find_tables() -> set[str]:
    """Return the texts of complaints that stand in tables of the source."""
    kinds = {text for key in KEYS for text in (key.kind.name, key.kind.remedy) if not hasattr(text, "meaning")}
    notes = {text for _, *texts in (*_NOTES, *_UNREADABLE) for text in texts}
    return (kinds | notes | {*_SCRIPTED.values()}) - {""}


def _join_written(text: ast.JoinedStr) -> str:
    """Return what is written in an f-string itself."""
    return " ".join(str(one.value) for one in text.values if isinstance(one, ast.Constant))


SAID = re.compile(r"[A-Za-z]{2,} | [A-Za-z]{2,}")
"""A word of a sentence, and no part of a name such as ``.md``."""


@pytest.fixture(scope="module")
def texts() -> list[tuple[str, ast.expr]]:
    return list(find_texts())


def test_no_complaint_of_the_list_is_put_together_without_its_template(texts):
    assert len(texts) > 150
    assert [place for place, one in texts if isinstance(one, ast.JoinedStr) and SAID.search(_join_written(one))] == []


@pytest.mark.parametrize("tag", OTHERS)
def test_every_complaint_of_the_list_is_known_in_a_language(tag, texts):
    written = {one.value: place for place, one in texts if isinstance(one, ast.Constant) and one.value}
    known = find_phrases(tag)
    assert {one: place for one, place in written.items() if one not in known} == {}
    assert find_tables() - known.keys() == set()
