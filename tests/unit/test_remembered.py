"""Whatever a build remembers comes back as it was: every type that some module stores, with any values."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import factbook
from factbook.engine.results import JsonObjects, Results
from factbook.model import Judged
from factbook.project.files import digest
from factbook.report.findings import JudgedPage
from factbook.report.pages import Page
from factbook.report.stored_statistics import StoredRun
from figurecheck.model.worded import Period, Worded, phrase

PACKAGE = Path(factbook.__file__).parent
STORING = frozenset({"@task(", "find_or_learn(", "results.", "current()"})
"""As much as stands in every module that keeps something."""
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


def find_stored_types() -> Iterator[Any]:
    """Every type of which something is kept: what tasks return, and what is handed to results."""
    for path in sorted(PACKAGE.rglob("*.py")):
        source = path.read_text("utf-8")
        # Every worker of a test run comes by here, and parsing all of the package takes seconds.
        if not any(name in source for name in STORING):
            continue
        name = path.relative_to(PACKAGE.parent).with_suffix("").as_posix().replace("/", ".")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef) and any(map(_makes_task, node.decorator_list)):
                # As the task reads it: also where an annotation is imported for type checkers alone.
                yield get_type_hints(vars(import_module(name))[node.name].__wrapped__)["return"]
            elif isinstance(node, ast.Call) and (found := _type_argument(node)) is not None:
                yield eval(compile(ast.Expression(found), str(path), "eval"), vars(import_module(name)))


def _makes_task(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Name) and decorator.func.id == "task"


def _type_argument(call: ast.Call) -> ast.expr | None:
    """The type that is handed to `find_or_learn`, or to a method of the results in use."""
    at = None
    if isinstance(call.func, ast.Name) and call.func.id == "find_or_learn":
        at = 1
    elif isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) in {"results", "current()"}:
        at = {"find": 1, "keep": 2}.get(call.func.attr)
    # What is handed on is found where it comes from.
    return None if at is None or ast.unparse(call.args[at]) in {"into", "self._into"} else call.args[at]


TYPES = {str(kind): kind for kind in find_stored_types()}


@pytest.fixture(scope="module", autouse=True)
def strategies():
    def pairs(kind: Any) -> Any:
        return st.builds(Judged, day=st.from_type(get_args(kind)[0]), today=st.from_type(get_args(kind)[0]))

    def mappings(kind: Any) -> Any:
        keys, values = get_args(kind)
        return st.dictionaries(st.from_type(keys), st.from_type(values), max_size=3)

    def sequences(kind: Any) -> Any:
        return st.lists(st.from_type(get_args(kind)[0]), max_size=3).map(tuple)

    def judged(verdicts: dict[str, int], is_settled: bool, cites: bool, rest: bytes) -> JudgedPage:
        # Of what stands below their number and is read later, only the beginning is looked at.
        content = b"%d\n[%s" % (sum(verdicts.values()), rest)
        return JudgedPage(verdicts=verdicts, is_settled=is_settled, cites=cites, content=content)

    texts = st.recursive(
        st.text(),
        lambda inner: st.builds(lambda one, other: phrase("{one} of {other}", one=one, other=other), inner, inner),
        max_leaves=4,
    )
    periods = st.builds(lambda text, label: Worded(text, Period(label)), st.text(), st.text())
    st.register_type_strategy(Worded, texts.map(lambda one: phrase("said: {one}", one=one)) | periods)
    st.register_type_strategy(Judged, pairs)
    counts = st.dictionaries(st.text(), st.integers(min_value=0), max_size=3)
    st.register_type_strategy(JudgedPage, st.builds(judged, counts, st.booleans(), st.booleans(), st.binary()))
    st.register_type_strategy(Mapping, mappings)
    st.register_type_strategy(Sequence, sequences)


def come_back(root: Path, value: Any, kind: Any) -> Any:
    key, results = digest(repr(value)), Results(root)
    results.keep(key, value, kind)
    results.save()
    found = Results(root).find(key, kind)
    assert found is not None, "it was not stored"
    return found


def find_meanings(value: Any) -> Iterator[Any]:
    """What the texts in a value say, which their own form does not show."""
    if isinstance(value, Worded):
        yield value.meaning
        yield from find_meanings(value.meaning)
    elif is_dataclass(value):
        yield from (one for field in fields(value) for one in find_meanings(getattr(value, field.name)))
    elif isinstance(value, Mapping):
        yield from (one for each in value.values() for one in find_meanings(each))
    elif isinstance(value, list | tuple):
        yield from (one for each in value for one in find_meanings(each))


def test_the_types_are_found():
    assert len(TYPES) > 8
    own = (Page, StoredRun, JudgedPage)
    assert {str(JsonObjects), *map(str, own), str(dict[str, str]), str(int)} <= TYPES.keys()


@pytest.mark.slow
@pytest.mark.parametrize("name", TYPES)
def test_what_is_stored_comes_back_as_it_was(tmp_path_factory, name, trial):
    kind = TYPES[name]
    root = tmp_path_factory.mktemp("report")
    values = st.lists(st.dictionaries(st.text(), JSON, max_size=3), max_size=3) if kind == JsonObjects else None

    @settings(
        max_examples=trial.count(10, of=200),
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        # Pages are large, and a smaller example of the same fault takes minutes to find.
        phases=[Phase.generate],
    )
    @given(values if values is not None else st.from_type(kind))
    def check(value: Any) -> None:
        # Numbers that are equal may be printed differently, and lists and tuples are not the same.
        back = come_back(root, value, kind)
        assert repr(back) == repr(value)
        assert list(find_meanings(back)) == list(find_meanings(value))

    check()
