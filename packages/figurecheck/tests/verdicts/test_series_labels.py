"""Claims over series whose labels are years, rounds, editions, seasons or ages, in sentences."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figurecheck.model.series import find_extreme, find_streak
from figurecheck.verdicts.judge import judge

sys.path.insert(0, str(Path(__file__).parent))
from series_readings import line, read_table, record


@pytest.mark.parametrize(
    "row", [pytest.param(row, id=f"{row.series} {row.recorded} | {row.printed}") for row in read_table()]
)
def test_a_claim_is_judged_by_the_labels_and_steps_of_its_series(row):
    value, basis, unit = record(row.series, row.recorded)
    found = judge(row.printed, value, unit=unit, basis=basis, locale=row.locale)
    assert found.verdict.value == row.verdict, found.reason


@given(values=st.lists(st.integers(0, 9), min_size=3, max_size=10), said=st.integers(1, 9), place=st.integers(0, 8))
def test_rounds_are_judged_in_sentences_as_years_are(values, said, place):
    """The same claim over the same values, whatever the labels are called."""
    found = []
    for step, label in (("round", "Round {}".format), ("year", lambda at: str(1980 + at))):
        labels = [label(at) for at in range(1, len(values) + 1)]
        series = line(labels, values, every=1)
        (high, high_basis), (run, run_basis) = (
            find_extreme(series, at=labels[-1]), find_streak(series, at=labels[-1], test="up"),
        )  # fmt: skip
        texts = [
            f"the highest in {said} {step}s", f"a {said}-{step} high",
            f"the highest since {labels[place % len(labels)]}", "the highest on record",
        ]  # fmt: skip
        runs = [f"up {said} {step}s in a row", f"up every {step} since {labels[place % len(labels)]}"]
        found.append(
            [judge(text, high, unit="since", basis=high_basis).verdict for text in texts]
            + [judge(text, run, unit="count", basis=run_basis).verdict for text in runs]
        )
    assert found[0] == found[1]
