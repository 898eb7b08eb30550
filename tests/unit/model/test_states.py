"""States of records: what is pickled comes back as it was, whatever pickled it."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, fields, is_dataclass, replace
from decimal import Decimal

import pytest

from factbook.data.descriptor import Field
from figurecheck import model
from figurecheck.model import Claim, Finding, How, Place, Role, RowSet, Statistic, Verdict
from figurecheck.model.states import changed, quick_state
from figurecheck.model.worded import phrase

PLACE = Place(file="book/who.md", line=3)
CLAIM = Claim(id="", printed="24%", target="birds.share", role=Role.CLAIM, place=PLACE)
STATISTIC = Statistic(id="birds.share", value=Decimal("0.24"), unit="share")
FINDING = Finding(
    verdict=Verdict.EXACT, reason=phrase("{a} of {b}", a="1", b="4"), printed="24%", claim=CLAIM, statistic=STATISTIC
)


@pytest.mark.parametrize(
    "record", [PLACE, CLAIM, STATISTIC, FINDING, Field(name="year")], ids=lambda one: type(one).__name__
)
@pytest.mark.parametrize("again", [lambda one: pickle.loads(pickle.dumps(one)), copy.copy, copy.deepcopy])
def test_a_copy_is_equal_and_as_frozen(record, again):
    found = again(record)
    assert found == record
    assert [getattr(found, one.name) for one in fields(found)] == [getattr(record, one.name) for one in fields(record)]
    with pytest.raises(FrozenInstanceError):
        setattr(found, fields(found)[0].name, None)


def test_what_a_text_says_is_copied_with_it():
    assert pickle.loads(pickle.dumps(FINDING)).reason.meaning == FINDING.reason.meaning


def test_a_state_of_another_number_of_fields_is_refused():
    @quick_state
    @dataclass(frozen=True, slots=True)
    class Pair:
        first: int
        second: int

    with pytest.raises(ValueError, match="argument"):
        Pair(1, 2).__setstate__((1,))
    assert replace(Pair(1, 2), second=3) == Pair(1, 3)


@pytest.mark.parametrize(
    ("record", "values"),
    [
        (PLACE, {"line": 4}),
        (PLACE, {"file": "", "line": None, "cell": 1, "column": 2, "last_column": 3}),
        (CLAIM, {"place": None, "printed": ""}),
        (STATISTIC, {"rows": (RowSet(dataset="birds"),), "how": How.COMPUTED}),
        (FINDING, {}),
    ],
)
def test_a_changed_record_is_what_replace_returns(record, values):
    before = copy.deepcopy(record)
    found = changed(record, **values)
    assert (found, type(found)) == (replace(record, **values), type(record))
    assert record == before


def test_what_is_no_field_cannot_be_changed():
    with pytest.raises(AttributeError):
        changed(PLACE, town="Oulu")


def test_records_that_reports_have_by_the_thousand_have_such_a_state():
    records = [one for one in vars(model).values() if is_dataclass(one) and one in {Place, Claim, Statistic, Finding}]
    assert len(records) == 4
    assert all(one.__getstate__.__module__ == "figurecheck.model.states" for one in records)
