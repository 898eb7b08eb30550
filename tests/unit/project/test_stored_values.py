"""Values of earlier builds: what is stored comes back, and what is none of our model is refused."""

from __future__ import annotations

import os
import pickle
from decimal import Decimal
from pathlib import Path

import pytest

from factbook.model import Finding, Interval, Place, Statistic, Verdict
from factbook.model.worded import phrase
from factbook.project.checksummed import DamagedError
from factbook.project.stored_values import FOLDER, StoredValues, dump_value, load_value

STATISTIC = Statistic(id="geese", value=Decimal("37.50"))
FINDING = Finding(
    verdict=Verdict.HOLDS, reason=phrase("recorded {value}", value="37.5"), printed="37", statistic=STATISTIC,
    interval=Interval(low=Decimal(30), high=None), place=Place(file="book/index.md", line=3),
)  # fmt: skip


def nothing(name: object) -> object:
    raise LookupError(name)


class Calls:
    """What calls a function when it is unpickled."""

    def __init__(self, function: object, *arguments: object) -> None:
        self.made_by = function, arguments

    def __reduce__(self) -> tuple[object, ...]:
        return self.made_by


def test_a_value_comes_back_with_what_its_texts_say():
    found = load_value(dump_value((FINDING,), {}), nothing)
    assert found == (FINDING,)
    assert found[0].reason.meaning == FINDING.reason.meaning
    assert str(found[0].statistic.value) == "37.50"


def test_what_has_a_name_is_not_stored_and_is_the_same_object():
    content = dump_value((FINDING, FINDING), {id(STATISTIC): "geese"})
    assert b"37.50" not in content
    first, second = load_value(content, {"geese": STATISTIC}.__getitem__)
    assert first is second
    assert first.statistic is STATISTIC
    with pytest.raises(DamagedError):
        load_value(content, nothing)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(Calls(os.system, "true"), id="a program"),
        pytest.param(Calls(eval, "1"), id="a function of Python"),
        pytest.param(Calls(Path, "x"), id="another class"),
        pytest.param(Calls(phrase, "x"), id="a function of the model"),
        # `replace` stands in a module of the model, whose own it is not.
        pytest.param(
            Calls(__import__("factbook.model.statistic", fromlist=["replace"]).replace, STATISTIC), id="replace"
        ),
    ],
)
def test_what_is_no_value_of_the_model_is_refused(value):
    with pytest.raises(DamagedError):
        load_value(pickle.dumps(value), nothing)


@pytest.mark.parametrize("content", [b"", b"\x80", b"no pickle", pickle.dumps(FINDING)[:-9]])
def test_what_is_no_pickle_is_refused(content):
    with pytest.raises(DamagedError):
        load_value(content, nothing)


def test_what_would_be_refused_is_not_written():
    with pytest.raises(TypeError, match="no value of the model"):
        dump_value((Path("x"),), {})


def test_a_stored_value_is_found_until_its_file_is_touched(tmp_path):
    values = StoredValues(tmp_path)
    assert values.find("key") is None
    values.store(b"content", "key")
    assert StoredValues(tmp_path).find("key") == b"content"
    file = tmp_path / FOLDER / "key"
    file.write_bytes(file.read_bytes()[:-1] + b"T")
    assert StoredValues(tmp_path).find("key") is None


def test_without_a_report_nothing_is_stored():
    values = StoredValues(None)
    values.store(b"content", "key")
    assert values.find("key") is None


def test_as_many_as_are_of_use_are_left_of_those_that_are_not(tmp_path):
    values = StoredValues(tmp_path)
    for number in range(4):
        values.store(b"content", f"earlier-{number}")
        os.utime(tmp_path / FOLDER / f"earlier-{number}", (number, number))
    again = StoredValues(tmp_path)
    assert again.find("earlier-0")
    again.prune()
    assert len([*(tmp_path / FOLDER).iterdir()]) == 4, "nothing was stored, so nothing grew"
    again.store(b"content", "fresh")
    again.prune()
    # Two are used: the earliest was found, and one is new.
    assert {one.name for one in (tmp_path / FOLDER).iterdir()} == {"earlier-0", "fresh", "earlier-2", "earlier-3"}
