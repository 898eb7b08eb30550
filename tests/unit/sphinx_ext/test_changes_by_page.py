"""What changed on a page is told there, and what changed on another one is not."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from factbook.editions.history import Change
from factbook.model import Statistic
from factbook.model.edition import Cause, Fate, Kind, Printing, SealedChange
from factbook.sphinx_ext.pages.corrections import _relabel, find_by_page


def test_a_page_tells_what_it_printed_itself():
    printings = tuple(
        Printing(file=file, where="prose", fate=Fate.REWRITTEN, before=before, after=after)
        for file, before, after in (
            ("book/a.md", "5704명", "5691명"),
            ("book/b.md", "5700여 명", "5600여 명"),
            ("book/a.en.md", "5,704", "5,691"),
        )
    )
    sealed = SealedChange(
        edition="2",
        previous="1",
        day="2026-05-15",
        statistic="births",
        kind=Kind.UPDATE,
        causes=(Cause.REVISED,),
        printings=printings,
    )
    pages = {file: SimpleNamespace(references=()) for file in ("book/a.md", "book/b.md", "book/a.en.md", "book/c.md")}
    report = SimpleNamespace(
        project=SimpleNamespace(pages=[Path(file) for file in pages]),
        history=SimpleNamespace(changes=[Change(sealed=sealed)]),
        pages=pages,
        reviews=(),
        charts={},
    )
    found = find_by_page(report)
    told = {
        page: [one.before for change in changes for one in change.sealed.printings] for page, changes in found.items()
    }
    assert told == {"book/a": ["5704명"], "book/b": ["5700여 명"], "book/a.en": ["5,704"]}


def test_a_page_of_a_second_language_calls_what_changed_in_that_language():
    sealed = SealedChange(
        edition="2", previous="1", day="2026-05-15", statistic="births", label="출생아", kind=Kind.UPDATE, causes=()
    )
    known = {"births": Statistic(id="births", value="1", label="Births")}
    assert _relabel(Change(sealed=sealed), known).sealed.label == "Births"
    assert _relabel(Change(sealed=sealed), {}).sealed.label == "출생아"
