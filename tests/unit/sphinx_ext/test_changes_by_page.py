"""What changed on a page is told there, and what changed on another one is not; and in the feed."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from factbook.editions.history import Change, Confirmation, History
from factbook.model.edition import Cause, Earlier, Fate, Kind, Printing, SealedChange
from factbook.report.second_language import Texts
from factbook.sphinx_ext.pages.corrections import _translate, find_by_page, find_entries
from figurecheck.model import Place


def change(*printings: Printing, edition="2", statistic="births", kind=Kind.UPDATE, reason="") -> Change:
    sealed = SealedChange(
        edition=edition, previous="1", day="2026-05-15", statistic=statistic, label="more", kind=kind,
        causes=(Cause.REVISED,), printings=printings,
    )  # fmt: skip
    said = Confirmation(edition=edition, kind=kind, reason=reason, place=Place(file="c.yml", line=1))
    return Change(sealed=sealed, confirmation=said if reason else None)


def report(*changes: Change, charts=None, **pages):
    """A report whose pages show charts, by the name of each page."""
    shown = {f"book/{name}.md": names for name, names in pages.items()}
    charts = {
        name: SimpleNamespace(cell=SimpleNamespace(notebook="n.ipynb"), title=title, subtitle="", alt="", note="")
        for name, title in (charts or {}).items()
    }
    return SimpleNamespace(
        project=SimpleNamespace(pages=[Path(file) for file in shown]),
        history=SimpleNamespace(changes=changes),
        pages={
            file: SimpleNamespace(references=[SimpleNamespace(name="chart", argument=one) for one in names])
            for file, names in shown.items()
        },
        reviews=(),
        charts=charts,
    )


def printings_of(found):
    return {page: [one.before for each in some for one in each.sealed.printings] for page, some in found.items()}


def test_a_page_tells_what_it_printed_itself():
    printings = [
        Printing(file=file, where="prose", fate=Fate.REWRITTEN, before=before, after="5")
        for file, before in (("book/a.md", "5704명"), ("book/b.md", "5700여 명"))
    ]
    found = find_by_page(report(change(*printings), a=(), b=(), c=()))
    assert printings_of(found) == {"book/a": ["5704명"], "book/b": ["5700여 명"]}


def test_a_figure_that_left_a_chart_is_told_where_the_chart_stands_and_not_in_front():
    gone = Printing(file="n.ipynb", where="chart title", fate=Fate.GONE, before="90")
    found = report(change(gone), charts={"one": "Cases"}, index=("one",), more=("one",))
    assert printings_of(find_by_page(found)) == {"book/more": ["90"]}


def test_a_page_of_a_second_language_says_it_in_that_language():
    lines = {"more": "더 많은", "herald.A1.2.reason": "틀렸다."}
    found = _translate(change(statistic="herald/A1", reason="It was wrong."), Texts(language="ko", lines=lines))
    assert (found.sealed.label, found.reason) == ("더 많은", "틀렸다.")
    assert _translate(found, Texts(language="ko")) == found


def entries(label: str, *changes: Change):
    settings = SimpleNamespace(edition=label, edition_date="2026-06-01", language="en")
    editions = (Earlier(label="1", as_of="2026-01-01"), Earlier(label="2", as_of="2026-05-15"))
    history = History(editions=editions, changes=changes)
    pages = {"book/a.md": ("Births", "a.html")}
    report = SimpleNamespace(project=SimpleNamespace(settings=settings), history=history)
    return list(find_entries(report, pages, "2026-05-30"))


def test_the_feed_begins_with_the_edition_that_is_shown_also_before_it_is_sealed():
    first = entries("3")[0]
    assert (first.id, first.day, first.title) == ("edition-3", "2026-06-01", "Edition 3, sources to 30 May 2026")
    assert [one.id for one in entries("3")] == ["edition-3", "edition-2", "edition-1"]
    assert [one.id for one in entries("2")] == ["edition-2", "edition-1"]
    assert [one.id for one in entries("")] == ["edition-2", "edition-1"]


def test_each_correction_of_the_feed_comes_before_the_updates_of_its_edition():
    printing = Printing(file="book/a.md", where="prose", fate=Fate.REWRITTEN, before="5", after="7")
    found = entries("2", change(printing), change(printing, statistic="deaths", kind=Kind.CORRECTION))
    assert [(one.title, one.category) for one in found[1:3]] == [
        ("Correction: Births: “5” → “7”", "correction"),
        ("Update: Births: “5” → “7”", "update"),
    ]
