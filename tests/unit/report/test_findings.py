"""Findings are stored without what is known anyway, and come back as they were."""

from __future__ import annotations

from contextlib import nullcontext
from copy import copy
from dataclasses import fields, replace
from decimal import Decimal
from fractions import Fraction

import pytest

from factbook.report.findings import (
    Findings,
    JudgedPage,
    PageFindings,
    are_settled,
    count_verdicts,
    dump_findings,
    load_findings,
)
from factbook.report.pages import parse_page
from figurecheck.figures import DEFAULT_RULES
from figurecheck.model import (
    Aspect,
    Basis,
    Caution,
    Finding,
    Interval,
    Quoted,
    QuotedPart,
    Rated,
    Rating,
    Risk,
    RowSet,
    SentenceReading,
    SentenceState,
    Source,
    SourceWording,
    Statistic,
    Verdict,
)
from figurecheck.model.errors import SiteError
from figurecheck.model.worded import (
    Allowed,
    Amount,
    Period,
    SeriesFacts,
    Worded,
    join,
    phrase,
    read_worded,
    write_worded,
)
from figurecheck.verdicts.known import Known
from made_findings import describe

BASIS = Basis(
    kind="streak", test="above", at="2024", series=(("2023", Decimal("7.0")), ("2024", Decimal(9))),
    run=("2023", "2024"), limit=Decimal("6.50"), order=("2023", "2024"),
    gaps=(("2019", "2021"),), others=(("2022", Decimal("-0.1")),),
)  # fmt: skip
INTERVAL = Interval(low=Decimal("1.50"), high=None, high_closed=False, one_sided=True)
GEESE = Statistic(id="geese", value=Decimal("37.50"), basis=BASIS)
CENSUS = Source(id="census", title="Census")
PAGE = parse_page("There are {claim}`37 <geese>` geese, {reported}`12 <census>` ducks and 5 swans.", file="book/x.md")
QUOTED = Quoted(
    wording=SourceWording(source="census", row="t/x", text="12 Enten", language="de", translation="12 ducks"),
    missing=(QuotedPart.PERIOD,), contradiction=phrase("the words print {said}", said="12"),
)  # fmt: skip
KNOWN = Known(
    statistics={"geese": GEESE}, sources={"census": CENSUS}, printed_by=lambda source: [], rules=DEFAULT_RULES
)
WORDED = [
    phrase("recorded {value}", value=phrase("{n} geese", n="3")),
    phrase("{braces}"),
    join((phrase("a"), "b"), " and "),
    Worded("2024", Period("2024")),
    Worded("3.50 kg", Amount(value=Decimal("3.50"), unit="kg", decimals=2)),
    Worded("a third", Amount(value=Fraction(1, 3), unit="share", is_step=True)),
    Worded("more than 1.5", Allowed(INTERVAL, "kg")),
    Worded("above 6.5 since 2023", SeriesFacts(BASIS, others=True)),
    phrase("it is {amount}", amount=Worded("4", Amount(value=Decimal(4), unit=""))),
]


def make_findings() -> tuple[Finding, ...]:
    """Three findings in which each field has a value of each of its types."""
    claimed, reported = PAGE.claims
    [number] = PAGE.numbers
    rowset = RowSet(
        dataset="t", columns=("a", "b", "c"), rows=(("x", Decimal("1.50"), 3), (None, True, "3")), lines=(2, 4),
        spans=((2, 4),), made_of=("t", "u"),
    )  # fmt: skip
    caution = Caution(risk=Risk.THIN_MARGIN, text=WORDED[0], remedy="mend it", acknowledged="it is known")
    reading = SentenceReading(
        aspect=Aspect.PERIOD,
        state=SentenceState.CONTRADICTED,
        words="in 2024",
        reason=WORDED[3],
        acknowledged="so be it",
    )
    return (
        Finding(
            verdict=Verdict.HOLDS, reason=WORDED[8], printed="37", value=Decimal("37.50"), unit="geese",
            interval=INTERVAL, margin=Decimal("0.50"), edge=Decimal(37), reading=WORDED[4], claim=claimed,
            statistic=GEESE, place=claimed.place, where="prose", warnings=(caution,), acknowledged="seen",
            sentence=(reading, reading), deferred=True,
        ),
        Finding(
            verdict=Verdict.REPORTED, reason="as printed", printed="12", value="12", claim=reported, source=CENSUS,
            row=rowset, place=reported.place, reviewed=True, quoted=QUOTED,
            rated=Rated(review="r", id="1", says="so", day=Rating.HOLDS, today=Rating.PART),
        ),
        Finding(verdict=Verdict.UNBOUND, reason=WORDED[2], printed="5", place=number.place, failed="notebooks/n.ipynb"),
    )  # fmt: skip


def stored_page(judged, **made):
    """Return the findings of a page as an earlier build has left them."""
    page = PageFindings(page=PAGE, known=KNOWN, mark="mark", **vars(judged))
    vars(page).update(made)
    return page


def test_findings_come_back_as_they_were():
    made = make_findings()
    loaded = load_findings(dump_findings(made, PAGE), PAGE, KNOWN)
    assert describe(loaded) == describe(made)
    assert loaded[0].statistic is GEESE
    assert loaded[0].claim is PAGE.claims[0]
    assert loaded[1].source is CENSUS


@pytest.mark.parametrize("name", [field.name for field in fields(Finding)])
def test_each_field_is_tried(name):
    """A field that is added must have a value here, or nobody knows whether it comes back."""
    default = next(field.default for field in fields(Finding) if field.name == name)
    assert any(getattr(one, name) != default for one in make_findings())


@pytest.mark.parametrize("text", WORDED, ids=str)
def test_a_text_comes_back_with_what_it_says(text):
    assert describe(read_worded(write_worded(text))) == describe(text)


def test_values_of_now_take_the_place_of_those_of_then():
    content = dump_findings(make_findings(), PAGE)
    now = replace(KNOWN, statistics={"geese": replace(GEESE, label="Geese")})
    assert load_findings(content, PAGE, now)[0].statistic.label == "Geese"


@pytest.mark.parametrize(
    ("spoil", "looks_right"),
    [
        pytest.param(lambda content: content, True, id="as it was"),
        pytest.param(lambda content: b"", False, id="empty"),
        pytest.param(lambda content: content.partition(b"\n")[2], False, id="without its number"),
        pytest.param(lambda content: content.replace(b"3\n", b"4\n"), False, id="another number"),
        pytest.param(lambda content: b"3\n{}", False, id="no list"),
        pytest.param(lambda content: b"3\n[" * 2000, True, id="no JSON"),
        pytest.param(lambda content: b"3\n[]", True, id="fewer"),
        pytest.param(lambda content: b"3\n[1,2,3]", True, id="others"),
    ],
)
def test_findings_of_somebody_elses_making_are_made_again_or_refused(spoil, looks_right):
    made = make_findings()
    content = spoil(dump_findings(made, PAGE))
    judged = JudgedPage.sum_up(made, content)
    with nullcontext() if looks_right else pytest.raises(ValueError, match="no findings"):
        assert JudgedPage.load(judged.dump()) == judged
    sent = stored_page(judged)
    if content == dump_findings(made, PAGE):
        assert describe(sent.findings) == describe(made)
        return
    with pytest.raises(SiteError, match="are not as factbook writes them"):
        _ = sent.findings


def test_findings_are_loaded_when_somebody_looks_at_them(monkeypatch):
    made = make_findings()
    stored = stored_page(JudgedPage.sum_up(made, dump_findings(made, PAGE)), findings=made)
    # As a copy is made, so is what another process receives.
    sent = copy(stored)
    found = Findings([sent])
    assert len(found) == 3
    assert found.verdicts == {"holds": 1, "reported": 1, "unbound": 1}
    assert found.files == {"book/x.md"}
    assert "findings" not in vars(sent)
    assert found == made
    assert "findings" in vars(sent)


def test_what_was_changed_is_sent_as_it_is():
    made = make_findings()
    before = stored_page(JudgedPage.sum_up(made, dump_findings(made, PAGE)))
    changed = Findings([before]).change(lambda found: [*found][:1])
    [page] = changed.pages
    assert page.mark != "mark"
    assert copy(page).findings == make_findings()[:1]


CONTRADICTED = SentenceReading(aspect=Aspect.PERIOD, state=SentenceState.CONTRADICTED)
PASSING = Finding(verdict=Verdict.EXACT, reason="", printed="37", statistic=GEESE, claim=PAGE.claims[0])


@pytest.mark.parametrize(
    ("finding", "settled"),
    [
        pytest.param(PASSING, True, id="exact"),
        pytest.param(replace(PASSING, verdict=Verdict.HOLDS), True, id="holds"),
        pytest.param(replace(PASSING, verdict=Verdict.MISMATCH), False, id="false"),
        pytest.param(replace(PASSING, verdict=Verdict.LOOSE), False, id="could be acknowledged"),
        pytest.param(replace(PASSING, warnings=(Caution(risk=Risk.UNSOURCED, text="x"),)), False, id="warned of"),
        pytest.param(replace(PASSING, verdict=Verdict.REPORTED), False, id="could be rated"),
        pytest.param(replace(PASSING, sentence=(CONTRADICTED,)), False, id="contradicted"),
        pytest.param(Finding(verdict=Verdict.UNBOUND, reason="", printed="5"), False, id="unbound"),
    ],
)  # fmt: skip
def test_settled_is_what_nothing_is_to_be_told_of(finding, settled):
    assert are_settled([PASSING, finding]) == settled


def test_a_page_is_replaced_in_its_place():
    pages = [PageFindings.of([replace(PASSING, printed=name)], parse_page("", file=name), KNOWN) for name in "abc"]
    other = PageFindings.of([], parse_page("", file="b"), KNOWN)
    found = Findings(pages).with_pages({"b": other})
    assert [one.printed for one in found] == ["a", "c"]
    assert found[0].printed == "a"
    assert [one.printed for one in found[1:]] == ["c"]


def test_verdicts_are_counted():
    assert count_verdicts([PASSING, replace(PASSING, verdict=Verdict.LOOSE), PASSING]) == {"exact": 2, "loose": 1}
