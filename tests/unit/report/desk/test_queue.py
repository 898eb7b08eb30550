"""Figures come by risk, each with why it is there and what to look at; findings say what is fragile."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from decimal import Decimal

import pytest

from factbook.render.desk_reasons import say_reason
from factbook.render.terminal.desk_queue import queue_document, render_queue
from factbook.report.desk.approvals import Method
from factbook.report.desk.approve import check_note, digest_shown, find_refused
from factbook.report.desk.figure import is_false
from factbook.report.desk.log import make_log, write_csv, write_json
from factbook.report.desk.reasons import find_fragile, find_outlying
from factbook.report.desk.risk_queue import Level, choose_first, find_items, find_page, make_queue
from factbook.report.desk.sign_offs import read_sign_offs
from factbook.report.fix.plan import plan_fixes
from figurecheck.model import (
    Aspect,
    Basis,
    Caution,
    Finding,
    Interval,
    Place,
    Risk,
    RowSet,
    SentenceReading,
    SentenceState,
    Severity,
    Source,
    Statistic,
    Verdict,
)
from figurecheck.model.errors import ProjectError
from tiny_desk import TinyDesk

SHARE = Statistic(id="a.share", value=Decimal("0.333"), unit="share")
HOLDS = Finding(
    verdict=Verdict.ROUNDED, reason="rounds", printed="33%", value=Decimal("0.333"), unit="share", statistic=SHARE,
    interval=Interval(low=Decimal("0.325"), high=Decimal("0.335")), margin=Decimal("0.002"),
)  # fmt: skip


def codes(finding: Finding, statistics=(), sources=()) -> list[str]:
    known = {one.id: one for one in statistics}
    return [one.code for one in find_fragile(finding, known, {one.id: one for one in sources})]


def with_statistic(**changes) -> Finding:
    return replace(HOLDS, statistic=replace(SHARE, **changes))


def rows(*cells, column="status", source=None) -> tuple[RowSet, ...]:
    columns = ("value", column) if source is None else ("value", column, "source_id")
    return (
        RowSet(
            dataset="d",
            columns=columns,
            rows=tuple((1, cell, *(() if source is None else (source,))) for cell in cells),
            lines=tuple(range(2, 2 + len(cells))),
        ),
    )


def test_the_first_line_says_which_approvals_do_not_count(tmp_path):
    desk = TinyDesk(tmp_path / "lake")
    desk.commit("Ann")
    desk.approve("birds.last")
    assert next(render_queue(desk.queue(), ())).endswith("; 0 looked at; 1 approved, which does not count: uncommitted")


def test_a_figure_of_a_book_that_is_being_taken_over_is_false_as_well():
    mismatch = replace(HOLDS, verdict=Verdict.MISMATCH, deferred=True)
    assert mismatch.severity is not Severity.ERROR
    assert is_false(mismatch)
    assert not is_false(replace(HOLDS, deferred=True))


WHOLE = Statistic(id="a.all", value=Decimal(37), unit="people")
CHANGE = Basis(
    kind="change", test="share", at="2025", series=(("2019", Decimal(5)), ("2020", Decimal(1)), ("2025", Decimal(4))),
    run=("2020",), others=(("2019", Decimal("-0.2")),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        pytest.param(HOLDS, [], id="plain"),
        pytest.param(replace(HOLDS, margin=Decimal("0.0004")), ["thin margin"], id="4% of the interval"),
        pytest.param(replace(HOLDS, margin=Decimal("0.0006")), [], id="6% of the interval"),
        pytest.param(
            replace(HOLDS, value=HOLDS.interval.low, margin=Decimal(0)), ["thin margin"],
            id="a tie, which the least revision may turn",
        ),
        pytest.param(
            replace(HOLDS, verdict=Verdict.HOLDS, value=HOLDS.interval.low, margin=Decimal(0)), [],
            id="an end that the words include",
        ),
        pytest.param(replace(HOLDS, verdict=Verdict.EXACT, margin=Decimal("0.0001")), [], id="exact"),
        pytest.param(
            replace(HOLDS, warnings=(Caution(risk=Risk.THIN_MARGIN, text="thin margin: with one more"),)),
            ["thin margin"], id="a margin of one",
        ),
        pytest.param(
            replace(HOLDS, warnings=(Caution(risk=Risk.DOUBLE_ROUNDING, text="x", acknowledged="it is final"),)),
            ["double rounding"], id="rounded twice, and known",
        ),
        pytest.param(
            replace(HOLDS, warnings=(Caution(risk=Risk.DENOMINATOR, text="x"),)), ["warning"], id="another whole",
        ),
        pytest.param(
            replace(HOLDS, warnings=(Caution(risk=Risk.DENOMINATOR, text="x", acknowledged="y"),)), [], id="known",
        ),
        pytest.param(with_statistic(whole="a.all"), ["base-dependent"], id="a small base"),
        pytest.param(with_statistic(basis=CHANGE), ["base-dependent"], id="another base, another change"),
        pytest.param(with_statistic(rows=rows("", "p")), ["provisional"], id="a flag"),
        pytest.param(with_statistic(rows=rows("Provisional figure", column="note")), ["provisional"], id="a note"),
        pytest.param(with_statistic(rows=rows("p", column="letter")), [], id="a letter of something else"),
        pytest.param(with_statistic(rows=rows("main", source="s")), ["provisional", "single source"], id="its source"),
        pytest.param(with_statistic(rows=rows("main", source="t")), ["single source"], id="one source"),
        pytest.param(
            with_statistic(rows=rows("main", source="t"), confirming=(("u",),)), [], id="another source confirms it",
        ),
        pytest.param(
            replace(HOLDS, sentence=(SentenceReading(aspect=Aspect.PERIOD),)), ["not read"], id="nothing read",
        ),
        pytest.param(
            replace(
                HOLDS,
                sentence=(
                    SentenceReading(aspect=Aspect.PERIOD),
                    SentenceReading(aspect=Aspect.GROUP, state=SentenceState.BORNE_OUT),
                ),
            ),
            [], id="something read",
        ),
        pytest.param(
            replace(
                HOLDS,
                sentence=(
                    SentenceReading(aspect=Aspect.COMPARISON, words="a record"),
                    SentenceReading(aspect=Aspect.GROUP, state=SentenceState.BORNE_OUT),
                ),
            ),
            ["not read"], id="a claim not read beside something read",
        ),
    ],
)  # fmt: skip
def test_what_is_fragile(finding, expected):
    sources = (Source(id="s", title="Preliminary count"), Source(id="t", title="Count"))
    assert codes(finding, [WHOLE], sources) == expected


def series(*values, unit="people", **common) -> dict[str, Statistic]:
    return {
        f"a.{year}": Statistic(id=f"a.{year}", value=Decimal(value), unit=unit, measure="m", period=str(year), **common)
        for year, value in enumerate(values, 2010)
    }


def outlying(statistics: dict[str, Statistic], language: str = "en") -> dict[str, str]:
    return {id: say_reason(said, language) for id, said in find_outlying(statistics, statistics).items()}


def test_an_outlier_is_held_against_its_own_past():
    assert outlying(series(100, 104, 101, 106, 103, 107, 104, 108)) == {}
    assert outlying(series(100, 104, 101, 106, 103, 107, 104, 160)) == {
        "a.2017": "160 people (2017) is a step of +56 people from 2016; the usual step is +0.5 people"
    }
    assert outlying(series(100, 104, 101, 106, 103, 107, 104, 160), "ko") == {
        "a.2017": "2017년 160명: 2016년보다 +56명, 보통 변동은 +0.5명"
    }
    # Too short a past says nothing, and other groups are other series.
    assert outlying(series(100, 104, 101, 160)) == {}
    shares = outlying(series("0.1", "0.11", "0.1", "0.12", "0.11", "0.12", "0.11", "0.5", unit="share"))
    assert shares["a.2017"].startswith("50% (2017) is a step of +39 percentage points from 2016")


@pytest.mark.parametrize("measure", ["m", "latest m"])
def test_a_value_that_is_recorded_once_more_is_held_against_the_same_past(measure):
    years = series(100, 104, 101, 106, 103, 107, 104, 160)
    latest = replace(years["a.2017"], id="a.latest", measure=measure)
    assert [*find_outlying({**years, "a.latest": latest}, ["a.latest"])] == ["a.latest"]
    assert [*find_outlying({"a.latest": latest, **years}, ["a.latest"])] == ["a.latest"]
    other = replace(latest, about="b")
    assert find_outlying({**years, "a.latest": other}, ["a.latest"]) == {}


def test_an_outlier_of_a_recorded_series_is_found_too():
    values = (100, 104, 101, 106, 103, 107, 104, 160)
    basis = Basis(
        kind="extreme", test="highest", at="2017", span="year", unit="people",
        series=tuple((str(year), Decimal(value)) for year, value in enumerate(values, 2010)),
    )  # fmt: skip
    top = Statistic(id="a.since", value="record", unit="since", basis=basis)
    assert list(outlying({"a.since": top})) == ["a.since"]


@pytest.mark.parametrize(("newest", "is_outlier"), [(1600, True), (110, False)])
def test_a_false_figure_whose_value_is_an_outlier_comes_first_and_gets_no_new_digits(tmp_path, newest, is_outlier):
    desk = TinyDesk(tmp_path / "lake")
    birds, years = [*desk.recorded.statistics()], series(100, 104, 101, 106, 103, 107, 104, newest)
    desk.recorded.statistics = lambda: [*birds, *(replace(one, cell=birds[0].cell) for one in years.values())]
    desk.edit("book/index.md", "`15 <", "`16 <")
    desk.edit("book/index.md", "No more", "In 2017 there were {claim}`120 <a.2017>`. No more")
    report = desk.report()
    items = [one for one in make_queue(report, desk.root).items if one.level is Level.FALSE]
    codes_of = {one.figure.printed: [reason.code for reason in one.reasons] for one in items}
    assert codes_of == {"120": ["outlier", "mismatch"] if is_outlier else ["mismatch"], "16": ["mismatch"]}
    assert items[0].figure.printed == ("120" if is_outlier else "16")
    plan = plan_fixes(report, report.findings)
    assert [fix.text for fix in plan.fixes] == (["15"] if is_outlier else ["15", "110"])
    assert [one.proposals for one in plan.left] == ([("1,600",)] if is_outlier else [])


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> TinyDesk:
    """The share is false; all birds were approved before the sentence changed, and the title as it stands."""
    desk = TinyDesk(tmp_path_factory.mktemp("queue") / "lake")
    desk.commit("Ann")
    desk.approve("birds.last", who="Ben")
    desk.approve("birds.all", who="Ben", note="=1+1")
    desk.approve("birds.all", who="Cem", how="recomputed", note="by hand")
    desk.edit("book/index.md", "all years", "every year")
    desk.edit("book/index.md", "24.3%", "25.3%")
    desk.approve("birds.last")
    return desk


def test_the_order_is_by_risk_and_each_line_says_why_and_what_to_look_at(desk):
    queue = desk.queue()
    assert [(one.figure.printed, one.level) for one in queue.items] == [
        ("25.3%", Level.FALSE), ("37 birds", Level.FRAGILE), ("15", Level.SEEN),
    ]  # fmt: skip
    lines = list(render_queue(queue, queue.waiting))
    assert lines[0] == "3 figures: 1 false, 1 fragile; 1 looked at"
    assert lines[2:4] == [
        "False (1)",
        "  book/index.md:5: ‘25.3%’ mismatch: recomputed 24.32%, outside 25.25% to 25.35%; "
        "look at the sentence or its figure; it cannot be approved [book/index/birds.share/1]",
    ]
    assert lines[6].endswith("(also changed: sentence) [book/index/birds.all/1]")


def test_what_changed_comes_before_what_nobody_has_looked_at(tmp_path):
    desk = TinyDesk(tmp_path / "lake")
    # Two sources, and words that are read: nothing of these figures is fragile.
    page = "# Birds\n\nA {claim}`37 <birds.all>` and a {claim}`24.3% <birds.share>`.\n"
    (desk.root / "book/index.md").write_text(page, "utf-8")
    desk.commit("Ann")
    desk.approve("birds.share", who="Ben")
    desk.edit("book/index.md", "and a", "and the")
    report = desk.report()
    sturdy = replace(
        report,
        findings=report.findings.change(
            lambda found: [
                replace(one, sentence=(), warnings=(), margin=None, statistic=replace(one.statistic, rows=()))
                for one in found
            ]
        ),
    )
    assert [(one.figure.printed, one.level) for one in make_queue(sturdy, desk.root).items] == [
        ("24.3%", Level.CHANGED), ("37", Level.NEVER),
    ]  # fmt: skip


def test_groups_are_by_page_statistic_or_source(desk):
    queue = desk.queue()
    by_source = [line for line in render_queue(queue, queue.items, by="source") if line[:1] not in {"", " "}]
    assert by_source[1:] == ["old (2)", "new (2)"]
    by_page = [line for line in render_queue(queue, queue.items, by="page") if line[:1] not in {"", " "}]
    assert by_page[1:] == ["book/index.md (3)"]
    assert "birds.all (1)" in list(render_queue(queue, queue.items, by="statistic"))


def test_nothing_is_cut_without_a_word(desk):
    queue = desk.queue()
    many = [queue.items[0]] * 50
    lines = list(render_queue(queue, many))
    assert lines[-1] == "  ... and 30 more (--all lists them)"
    assert len(list(render_queue(queue, many, everything=True))) == 53


def test_the_document_says_the_same(desk):
    queue = desk.queue()
    document = json.loads(json.dumps(queue_document(queue, queue.items)))
    assert document["summary"] == {
        "figures": 3, "false": 1, "fragile": 1, "changed": 0, "second": 0, "never": 0, "seen": 1, "unbound": 0,
    }  # fmt: skip
    first, second, last = document["items"]
    assert (first["level"], first["approve"]) == ("false", False)
    assert (second["level"], second["sight"], second["changed"]) == ("fragile", "changed", ["sentence"])
    assert (last["people"], last["sight"], last["headline"]) == (1, "seen", True)
    assert "Ben" not in json.dumps(document)


def test_a_newcomer_gets_the_gravest_and_the_headlines(desk):
    items = desk.queue().items
    assert [one.figure.printed for one in choose_first(items, 2)] == ["25.3%", "15"]
    assert [one.figure.printed for one in choose_first(items, 10)] == ["25.3%", "37 birds", "15"]
    # Half of the time is for headlines, however many figures are grave.
    grave = [
        replace(items[0], standing=replace(items[0].standing, figure=replace(items[0].figure, statistic=f"x.{at}")))
        for at in range(20)
    ]
    assert "15" in [one.figure.printed for one in choose_first([*grave, *items], 10)]


def test_names_stand_for_figures(desk):
    queue = desk.queue()
    (item,) = (one for one in queue.items if one.figure.printed == "15")
    place = Place(file="notebooks/a.ipynb", cell=4, line=2)
    in_cell = replace(item, standing=replace(item.standing, figure=replace(item.figure, place=place)))
    assert find_items(replace(queue, items=(in_cell,)), "notebooks/a.ipynb: cell 5, line 2") == [in_cell]
    for name in ("birds.last", "book/index/birds.last/1", "book/index.md:1"):
        assert [one.figure.printed for one in find_items(queue, name)] == ["15"]
    with pytest.raises(ProjectError, match=r"birds\.lst: no printed figure of that name \(did you mean .*birds\.last"):
        find_items(queue, "birds.lst")
    pages = ["book/index.md", "book/none.md"]
    assert len(find_page(queue.items, "book/index", pages)) == 3
    assert find_page(queue.items, "book/none.md", pages) == []
    with pytest.raises(
        ProjectError, match=r"'book/indx.md' is no page of this report \(did you mean book/index.md\?\)"
    ):
        find_page(queue.items, "book/indx.md", pages)


def test_what_does_not_hold_is_not_approved_and_nobody_approves_twice(desk):
    queue = desk.queue()
    (ben,) = (one for one in next(iter(queue.items[2:])).standing.people)
    refused = [str(one) for one in find_refused(queue.items, ben)]
    assert refused[0].startswith("book/index.md:5: ‘25.3%’ does not hold: ")
    assert refused[1] == "book/index.md:1: ‘15’ is approved by you already (leave it out)"
    assert refused[2:] == []
    before = {path: path.read_bytes() for path in (desk.root / "book/approvals").rglob("*")}
    with pytest.raises(ProjectError, match="does not hold"):
        desk.approve("birds.share", "birds.all")
    assert {path: path.read_bytes() for path in (desk.root / "book/approvals").rglob("*")} == before


def test_what_waits_for_a_commit_is_not_approved_again(desk):
    (title,) = (one for one in desk.queue().items if one.figure.printed == "15")
    assert [str(one) for one in find_refused([title], None)] == [
        "book/index.md:1: ‘15’ is approved already, and that is not committed (commit it, or leave it out)"
    ]


@pytest.mark.parametrize(
    ("names", "how", "expected"),
    [
        (["birds.share", "nothing"], "source", "nothing: no printed figure of that name"),
        (["birds.share"], "source", "does not hold"),
        (["birds.all"], "asked", "say whom you asked"),
    ],
)
def test_an_approval_that_is_refused_writes_nothing(desk, names, how, expected):
    before = {path: path.read_bytes() for path in (desk.root / "book/approvals").rglob("*")}
    with pytest.raises(ProjectError) as caught:
        desk.approve(*names, how=how, note="")
    assert expected in str(caught.value)
    assert {path: path.read_bytes() for path in (desk.root / "book/approvals").rglob("*")} == before


def test_an_approval_of_one_figure_stands_once_it_is_committed(tmp_path):
    desk = TinyDesk(tmp_path / "lake")
    desk.commit("Ann")
    approved = desk.approve("book/index/birds.all/1", how="recomputed", note="by hand")
    assert [path.name for path in approved] == ["index.yml"]
    desk.commit("Ben")
    assert [str(one) for one in desk.standing("37 birds").people] == ["Ben"]


@pytest.mark.parametrize(
    ("change", "is_refused"),
    [
        pytest.param(lambda desk: desk.edit("book/index.md", "all years", "every year"), True, id="its sentence"),
        pytest.param(lambda desk: setattr(desk.recorded, "all", Decimal("37.2")), True, id="its value"),
        pytest.param(lambda desk: setattr(desk.recorded, "population", "geese"), True, id="its population"),
        pytest.param(lambda desk: desk.edit("book/index.md", "24.3%", "24%"), False, id="another figure"),
        pytest.param(lambda desk: desk.edit("book/index.md", "# ", "\nFirst.\n\n# "), False, id="its place"),
        pytest.param(lambda desk: desk.edit("book/index.md", " in all", "\nin all"), False, id="a line break"),
        pytest.param(lambda desk: desk.approve("birds.last", who="Ben"), False, id="an approval"),
    ],
)
def test_what_is_not_as_it_was_shown_is_not_approved(tmp_path, change, is_refused):
    desk = TinyDesk(tmp_path / "lake")
    desk.commit("Ann")
    (item,) = (one for one in desk.queue().items if one.figure.printed == "37 birds")
    change(desk)
    seen = [digest_shown(item)]
    if is_refused:
        with pytest.raises(ProjectError, match=r"has changed since it was shown.*read it as it is now, and approve"):
            desk.approve("birds.all", shown=seen)
        assert not (desk.root / "book/approvals").exists()
    else:
        assert [path.name for path in desk.approve("birds.all", shown=seen)] == ["index.yml"]


def test_rows_and_code_are_part_of_what_is_shown(desk):
    item = desk.queue().items[1]
    statistic = item.finding.statistic

    def digest(**changes: object) -> str:
        return digest_shown(replace(item, finding=replace(item.finding, statistic=replace(statistic, **changes))))

    assert digest() == digest_shown(item)
    assert digest(rows=()) != digest()
    assert digest(cell=replace(statistic.cell, code="other")) != digest()
    # Where they stand is not: a row that was added above leaves these as they were.
    moved = replace(statistic.rows[0], lines=tuple(line + 1 for line in statistic.rows[0].lines))
    assert digest(rows=(moved,)) == digest()


def test_who_was_asked_is_said():
    (fault,) = check_note(Method.ASKED, " ")
    assert str(fault) == "--note: is empty (say whom you asked, and when)"
    assert not [*check_note(Method.ASKED, "the keeper, by mail, 2 May"), *check_note(Method.SOURCE, "")]


def test_the_log_has_all_approvals_and_names_only_where_they_are_public(desk):
    sign_offs = read_sign_offs(desk.root, desk.authors())
    queue = make_queue(desk.report(), desk.root, desk.authors(), sign_offs)
    standings = [one.standing for one in queue.items]
    private, public = (make_log(sign_offs, standings, names=names, current={}) for names in (False, True))
    told = [(one.printed, one.who, one.how, one.standing) for one in private]
    assert told == [
        ("15", "", "source", "uncommitted"),
        ("15", "person 1", "source", "stands"),
        ("37 birds", "person 1", "source", "lapsed"),
        ("37 birds", "person 2", "recomputed", "lapsed"),
    ]
    assert [one.who for one in public] == ["", "Ben", "Ben", "Cem"]
    assert private[1].sentence == "15 birds"
    assert private[1].when == "2025-06-15"
    assert "Ben" not in write_csv(private) + write_json(private, standings)
    assert ",'=1+1," in write_csv(private)
    # A value below zero is no formula: with an apostrophe, a spreadsheet would take it for a text.
    below = [replace(private[0], value="-168.5", note="-2+3", printed="-168.5%")]
    (row,) = csv.DictReader(write_csv(below).splitlines())
    assert (row["value"], row["note"], row["printed"]) == ("-168.5", "'-2+3", "'-168.5%")
    document = json.loads(write_json(private, standings))
    assert document["approvals"][3]["note"] == "by hand"
    assert document["summary"] == {"figures": 3, "looked_at": 1}
