"""The figures of a run that hang on the clock, on chance or on the machine, by the code that they follow from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from pathlib import PurePosixPath

from factbook.editions.code_slice import Code, Statement
from factbook.engine.task import task
from factbook.notebooks import Run
from factbook.notebooks.tracing.inputs import UnstableCall

MOST = 5
"""Ids that are named of more."""


def describe_calls(run: Run) -> list[str]:
    """Return what each call of a run that asks clock, chance or machine means for the figures of its notebook."""
    return _describe_calls(run, run.lineage.calls) if run.lineage is not None and run.lineage.calls else []


# Babel's formats ask the clock, so that most notebooks have such a call; to follow their code takes 50 ms each.
@task(of=lambda run, calls: (run.mark, list(map(astuple, calls))))
def _describe_calls(run: Run, calls: Sequence[UnstableCall]) -> list[str]:
    code = Code.of_notebook(run.notebook)
    slices = {
        item.id: code.find_slice(item.id, code.places.index(item.cell.index))
        for item in run.recorded
        if item.cell and item.cell.index in code.places
    }
    described = []
    for call in calls:
        ids = [id for id, statements in slices.items() if any(_holds(one, call, code.places) for one in statements)]
        described.append(f"{call}; {_name_ids(ids)} on it")
    return described


def _holds(statement: Statement, call: UnstableCall, places: Sequence[int]) -> bool:
    """Return whether a call is made in a statement, or in a module that the statement imports."""
    if call.cell < 0:
        return f"'{PurePosixPath(call.place).stem}'" in statement.text or "*" in statement.binds
    return places[statement.cell] == call.cell and call.line in statement.lines


def _name_ids(ids: list[str]) -> str:
    if not ids:
        return "no figure hangs"
    more = f" and {len(ids) - MOST} more" if len(ids) > MOST else ""
    return f"{', '.join(ids[:MOST])}{more} {'hangs' if len(ids) == 1 else 'hang'}"
