"""The text of a pull request: what an editor reads, what is kept of it, and that nothing is cut without a word."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from factbook.data.updating.compare import RevisedCell
from factbook.editions.decisions import find_items
from factbook.editions.diff import compare
from factbook.editions.table_changes import TableChange
from factbook.model.edition import Edition, SealedClaim, SealedRow, SealedStatistic, SealedTable
from factbook.render.pull_request.boxes import Ticks, read_ticks
from factbook.render.pull_request.head import Compared, render_unusable
from factbook.render.pull_request.markdown import Repository, escape, mark_figure, shorten
from factbook.render.pull_request.text import make_text
from figurecheck.figures import DEFAULT_RULES
from figurecheck.model import Verdict
from figurecheck.model.errors import Complaint

COMPARED = Compared(before="2026-01", before_day="2026-01-10", after="now", after_day="2026-02-10")
HOST = Repository(address="https://github.com/desk/report", commit="c" * 40)
TABLE = TableChange(
    name="t", title="The table", before="Old, published 2026-01-05", after="New, published 2026-02-05",
    new=2, revised=1,
    cells={"2024": (RevisedCell(column="n", before=Decimal(5), after=Decimal(6)),)},
)  # fmt: skip


def statistic(value, id, label="In all") -> SealedStatistic:
    return SealedStatistic(
        id=id, value=Decimal(str(value)), unit="people", population="all", label=label, rows={"t": ("2024",)}, code="c"
    )


def claim(printed, target, sentence, verdict=Verdict.EXACT, **more) -> SealedClaim:
    return SealedClaim(
        **{
            "id": f"p/{target}/1", "file": "book/p.md", "line": 3, "where": "prose", "role": "claim",
            "printed": printed, "target": target, "verdict": verdict, "sentence": sentence, **more,
        }
    )  # fmt: skip


def edition(label, statistics, claims, row) -> Edition:
    table = SealedTable(digest=row, rows={"2024": SealedRow(digest=row, source=row)})
    return Edition(
        label=label,
        as_of="2026-01-10",
        tables={"t": table},
        statistics={one.id: one for one in statistics},
        claims={one.id: one for one in claims},
    )


def text_of(before, after, **more):
    difference = compare(before, after, rules=DEFAULT_RULES)
    items = find_items(difference, before, after, DEFAULT_RULES)
    return make_text(difference, items, [TABLE], more.pop("compared", COMPARED), **more)


def many(
    count, new=6, printed="5", before_printed="5", verdict=Verdict.MISMATCH, sentence="Of number {} there were {}."
):
    """Return two editions with so many figures of 5 that are 6 now."""
    ids = [f"s{at}" for at in range(count)]
    before = [claim(before_printed, id, sentence.format(id, before_printed)) for id in ids]
    after = [claim(printed, id, sentence.format(id, printed), verdict) for id in ids]
    return (
        edition("2026-01", [statistic(5, id) for id in ids], before, "a"),
        edition("now", [statistic(new, id) for id in ids], after, "b"),
    )


def test_an_item_has_all_that_an_editor_must_know():
    whole = text_of(*many(1), repository=HOST).whole()
    link = f"[<code>book/p.md:3</code>](https://github.com/desk/report/blob/{'c' * 40}/book/p.md?plain=1#L3)"
    for part in (
        "### False now: 1",
        "- [ ] <b>In all</b> <code>s0</code>: 5 people → 6 people (+20%) <!-- box ",
        "why: data revised: t 2024 (n 5 → 6); an update",
        f"{link}: ‘5’ false now",
        "stands: “Of number s0 there were <b>5</b>.”",
        "would read: “Of number s0 there were <b>6</b>.”",
        "| The table (t) | Old, published 2026-01-05 → New, published 2026-02-05 | 2 | 1 | 0 |",
        "| 1 | 0 | 0 | 0 | 0 | 0 | 0 |",
    ):
        assert part in whole


def test_a_place_is_no_link_where_nobody_knows_the_repository():
    assert "<code>book/p.md:3</code>: ‘5’" in text_of(*many(1)).whole()


def test_words_that_must_change_are_shown_without_digits_that_would_be_wrong():
    whole = text_of(*many(1, printed="five")).whole()
    assert "<b>its words must change</b>: 5 people before, 6 people now" in whole
    assert "would read" not in whole
    assert "Of the false ones, 0 need new digits alone, and 1 new words." in whole


def test_another_figure_of_the_sentence_has_its_new_digits_too():
    both, mended = "There were {} and {} then.", Verdict.MISMATCH
    ids = ("one", "two")

    def claims(verdict, second):
        printed = ("50", second)
        return [claim(figure, id, both.format(*printed), verdict) for figure, id in zip(printed, ids, strict=True)]

    before = edition("a", [statistic(50, "one"), statistic(70, "two")], claims(Verdict.EXACT, "70"), "a")
    now = edition("now", [statistic(51, "one"), statistic(72, "two")], claims(mended, "70"), "b")
    whole = text_of(before, now).whole()
    assert "would read: “There were <b>51</b> and 72 then.”" in whole
    assert "would read: “There were 51 and <b>72</b> then.”" in whole
    words = edition("now", [statistic(51, "one"), statistic(72, "two")], claims(mended, "seventy"), "b")
    assert "in the same sentence, words must change at ‘seventy’" in text_of(before, words).whole()


def test_what_was_rewritten_is_shown_before_and_after():
    whole = text_of(*many(1, printed="6", verdict=Verdict.EXACT)).whole()
    assert "stood: “Of number s0 there were <b>5</b>.”<br>reads: “Of number s0 there were <b>6</b>.”" in whole
    assert "### Update: 1" in whole


def test_a_quiet_revision_is_folded_away_and_has_no_box():
    before, after = many(1, printed="about 5", before_printed="about 5", verdict=Verdict.HOLDS, new="5.01")
    whole = text_of(before, after).whole()
    folded = whole.partition("<details>")[2]
    assert "<code>s0</code>: 5 people → 5.01 people" in folded
    assert "- [ ]" not in folded


def tick(text: str) -> str:
    return text.replace("- [ ]", "- [x]")


def test_a_box_stays_ticked_while_the_same_is_printed_also_as_a_form_sends_it():
    first = text_of(*many(2)).whole()
    kept = text_of(*many(2), ticks=read_ticks(tick(first).replace("\n", "\r\n"))).whole()
    assert kept.count("- [x]") == 2
    assert "boxes=2 ticked=2 left_out=0" in kept
    # mended as proposed: the same is printed
    mended = text_of(*many(2, printed="6", verdict=Verdict.EXACT), ticks=read_ticks(tick(first))).whole()
    assert mended.count("- [x]") == 2


def test_a_box_whose_figures_changed_again_is_unticked_and_says_so():
    ticks = read_ticks(tick(text_of(*many(2)).whole()))
    renewed = text_of(*many(2, new=7), ticks=ticks).whole()
    assert "- [x]" not in renewed
    assert renewed.count("(was ticked: its figures have changed since)") == 2
    gone = text_of(*many(1), ticks=ticks).whole()
    assert "1 item that was ticked is no change any more" in gone


def test_a_text_of_somebody_else_ticks_nothing():
    assert read_ticks("- [x] buy milk\n- [x] <!-- box zz -->\n\x00- [x] a <!-- box 1 2 -->") == Ticks()


@pytest.mark.parametrize("limit", [0, 1_000, 2_000, 5_000, 10_000])
def test_whole_items_are_left_out_from_the_end_and_the_text_says_how_many(limit):
    made = text_of(*many(40), compared=Compared(**{**_fields(COMPARED), "whole": "https://host.example/run"}))
    cut, whole = made.within(limit), made.whole()
    boxes = cut.count("- [ ]")
    assert whole.count("- [ ]") == 40
    # the head is never left out
    assert len(cut) <= max(limit, 2_000)
    assert cut.count("would read") == boxes
    assert f"<b>Not shown here: {40 - boxes}, of which {40 - boxes} with a box</b>" in cut
    assert f"boxes={boxes} ticked=0 left_out={40 - boxes}" in cut
    assert "[the whole text](https://host.example/run)" in cut
    assert made.within(len(whole)) == whole
    assert "Not shown here" in made.within(len(whole) - 1)


def _fields(compared: Compared) -> dict:
    return {name: getattr(compared, name) for name in Compared.__slots__}


def test_one_figure_in_very_many_places_leaves_room_for_the_others():
    sentences = [f"On page {at} there were 5." for at in range(300)]
    claims = [claim("5", "s", one, id=f"p/s/{at}", line=at) for at, one in enumerate(sentences)]
    false = [claim("5", "s", one, Verdict.MISMATCH, id=f"p/s/{at}", line=at) for at, one in enumerate(sentences)]
    label = "A label without an end " * 100
    later = edition("now", [statistic(6, "s", label)], false, "b")
    whole = text_of(edition("a", [statistic(5, "s", label)], claims, "a"), later, repository=HOST).whole()
    assert whole.count("would read") == 6
    assert "and 294 more: " in whole
    assert "and 274 that are not named here" in whole
    assert len(whole) < 10_000


def test_a_limit_in_bytes_counts_bytes():
    made = text_of(*many(30, sentence="번호 {} 에서 모두 {} 명이었다고 한다."))
    whole = made.whole()
    assert made.within(len(whole)) == whole
    cut = made.within(len(whole), lambda one: len(one.encode()))
    assert len(cut.encode()) <= len(whole) < len(whole.encode())
    assert "Not shown here" in cut


def test_the_day_that_must_be_moved_is_said():
    compared = Compared(**{**_fields(COMPARED), "edition_day": "2026-01-20", "problems": 2})
    whole = text_of(*many(1), compared=compared).whole()
    assert "count from 10 February 2026 and the edition's day is 20 January 2026: move it" in whole
    assert "<b>The check fails: 2 problems stop the build.</b>" in whole
    assert whole.startswith("<!-- factbook: check=fails boxes=1 ticked=0 left_out=0 -->\n")


def test_what_cannot_be_used_is_told_and_keeps_what_was_approved_of():
    complaints = [Complaint(f"data/x.csv: row {at}", "'@who' is no number") for at in range(50)]
    ticks = Ticks(states={"1a": "2b"})
    told = render_unusable(complaints, ticks, 2_000)
    assert len(told) <= 2_000
    assert re.search(r"and \d+ more: see the log", told)
    assert read_ticks(told) == ticks
    assert "check=fails" in told
    assert "@who" not in told


READER = MarkdownIt("gfm-like", {"html": True, "linkify": False})
SPITEFUL = st.text(alphabet=st.sampled_from("ab1 @#*_`[]()<>&|~$!\\:.-+=\n\t\"'/gGhH"), max_size=40)


@given(text=SPITEFUL)
def test_a_text_shows_as_it_is_written(text):
    shown = LexborHTMLParser(READER.render(f"- stands: “{escape(text)}”"))
    item = shown.css_first("li")
    assert item.text().replace("\u200b", "").strip() == f"stands: “{' '.join(text.split())}”"
    assert item.css_first("a, em, strong, code, b, img, s, del") is None


@given(text=SPITEFUL)
def test_a_cell_of_a_table_stays_one(text):
    shown = LexborHTMLParser(READER.render(f"| a | b |\n|---|---|\n| {escape(text)} | end |"))
    assert [cell.text().strip() for cell in shown.css("td")][1:] == ["end"]


@pytest.mark.parametrize(
    "text",
    ["@desk", "a @desk/team", "#123", "GH-12", "closes #4", "https://x.example", "www.x.example", ":tada:", "deadbee1"],
)
def test_nobody_is_notified_and_nothing_is_linked(text):
    shown = LexborHTMLParser(READER.render(escape(text))).text()
    assert not re.search(r"@\w|#\d|GH-\d|://\w|www\.|:tada:|[0-9a-f]{8}", shown)


@pytest.mark.parametrize(
    ("sentence", "printed", "pairs", "marked"),
    [
        pytest.param("We saw 5 of 52,610.", "5", (("5", "6"),), "We saw <b>6</b> of 52,610.", id="no part of a number"),
        pytest.param("We saw 5 and 5.", "5", (("5", "6"),), None, id="which of them"),
        pytest.param("We saw none.", "5", (), None, id="not there"),
        pytest.param("It is 5% or 5.", "5%", (("5%", "6%"),), "It is <b>6%</b> or 5.", id="longer"),
        pytest.param("a*b 5", "5", (), "a\\*b <b>5</b>", id="escaped"),
    ],
)
def test_the_figure_of_a_sentence_is_marked(sentence, printed, pairs, marked):
    assert mark_figure(sentence, printed, pairs) == marked


def test_a_long_sentence_is_shown_around_its_figure():
    shown = shorten("word " * 400 + "5 birds " + "word " * 400, "5 birds")
    assert "5 birds" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 800
