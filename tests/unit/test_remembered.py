"""Whatever a build remembers comes back as it was: every type that some module stores, with any values."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import factbook
from factbook.model import Judged
from factbook.project.memo import JsonObjects, Memo
from figurecheck.model.worded import Period, Worded, phrase

PACKAGE = Path(factbook.__file__).parent
STORING = frozenset({"get_or_make", "get_or_read", "get_or_gather"})
"""Methods of a memo, and functions, that are handed a type."""
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


def find_stored_types() -> Iterator[Any]:
    """Every type that is handed to a memo, read from the calls and evaluated in their modules."""
    for path in sorted(PACKAGE.rglob("*.py")):
        source = path.read_text("utf-8")
        # Every worker of a test run comes by here, and parsing all of the package takes seconds.
        if not any(name in source for name in STORING):
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and (found := _type_argument(node)) is not None:
                name = path.relative_to(PACKAGE.parent).with_suffix("").as_posix().replace("/", ".")
                space = vars(import_module(name))
                yield eval(compile(ast.Expression(found), str(path), "eval"), space)


def _type_argument(call: ast.Call) -> ast.expr | None:
    # Called at once, or prepared by `partial`.
    for at, one in enumerate([call.func, *call.args[:1]]):
        name = one.attr if isinstance(one, ast.Attribute) else one.id if isinstance(one, ast.Name) else ""
        if name in STORING:
            found = call.args[1 + at]
            return None if isinstance(found, ast.Name) and found.id == "into" else found
    return None


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

    texts = st.recursive(
        st.text(),
        lambda inner: st.builds(lambda one, other: phrase("{one} of {other}", one=one, other=other), inner, inner),
        max_leaves=4,
    )
    periods = st.builds(lambda text, label: Worded(text, Period(label)), st.text(), st.text())
    st.register_type_strategy(Worded, texts.map(lambda one: phrase("said: {one}", one=one)) | periods)
    st.register_type_strategy(Judged, pairs)
    st.register_type_strategy(Mapping, mappings)
    st.register_type_strategy(Sequence, sequences)


def come_back(root: Path, value: Any, kind: Any) -> Any:
    def never() -> Any:
        raise AssertionError("it was not stored")

    memo = Memo(root, {})
    memo.store(value, kind, repr(value))
    memo.save(unused=0)
    return Memo(root, {}).get_or_make(never, kind, repr(value))


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
    assert {"<class 'factbook.report.pages.Page'>", str(JsonObjects)} <= TYPES.keys()


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
