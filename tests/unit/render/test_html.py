"""What each rendered part tells a reader, and how it is put together."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from markupsafe import Markup

from factbook.render.html.evidence_page import (
    EarlierValue,
    find_worst,
    render_statistic_page,
    statistic_json,
)
from factbook.render.html.evidence_panel import render_panel
from factbook.render.html.figure_mark import render_mark
from factbook.render.html.review import ClaimView, ReviewView, render_review
from factbook.render.html.row_summary import find_short_rows
from factbook.render.html.shown_text import read_page
from factbook.render.table import must_stack, overflows, render_table
from factbook.render.text import find_id, mark_hangul, render_sources, render_wording
from factbook.render.values import keep_units, show_cell, show_date, show_interval, show_value
from factbook.render.words.interface import read_words
from factbook.render.words.verdicts import GROUPS, RATINGS, describe_checks
from figurecheck.model import (
    Aspect,
    Interval,
    Rated,
    Rating,
    RowSet,
    SentenceReading,
    SentenceState,
    Source,
    SourceWording,
    Statistic,
    Verdict,
)
from figurecheck.model.statistic import TableOrigin

GAP = re.compile(r"\{\w+\}")


def test_mark_is_a_link_that_says_its_verdict(make_finding):
    mark = render_mark(make_finding(text="14.0%"), href="evidence/a.html", panel_id="ev-a", n=3)
    assert mark == (
        '<a class="fb-fig" data-verdict="rounded" data-ev="ev-a" data-n="3" href="evidence/a.html"'
        ' aria-describedby="fb-d-ok">14.0%</a>'
    )


@pytest.mark.parametrize(
    ("after", "joined"), [("로 올랐다", True), ("’은", True), (" 줄었다", False), (" of all", False)]
)
def test_korean_particle_never_parts_from_its_figure(after, joined, make_finding):
    mark = render_mark(make_finding(text="14.0%"), href="", panel_id="x", n=1, followed_by=after, language="ko")
    assert mark.endswith("\u2060") is joined


def test_korean_inside_english_says_so_and_korean_page_does_not():
    assert mark_hangul("Dealing (밀매) is") == 'Dealing (<span lang="ko">밀매</span>) is'
    assert mark_hangul("밀매 사범", "ko") == "밀매 사범"


def test_panel_is_a_popover_in_the_order_of_the_brief(make_finding, sources, read_html):
    panel = render_panel(make_finding(), panel_id="ev-a", n=1, sources=sources, evidence_href="evidence/a.html")
    html = read_html(panel)
    assert html.tags[0][1] | {"popover": None, "role": "dialog", "tabindex": "-1"} == html.tags[0][1]
    order = [
        "plain: plain",
        "Close",
        "As the notebook recorded it. Only one source.",
        "The values used",
        "An office",
        "All the",
    ]
    at = [html.text.index(part) for part in order]
    assert at == sorted(at)
    assert "17 February 2025" in html.text


@pytest.mark.parametrize(
    ("text", "unit", "kept"),
    [
        ("recomputed 2,000 kg rounds to 2 t", "kg", "recomputed 2,000~kg rounds to 2~t"),
        ("falls by more than 0.005 percentage points, below 17.1%", "share",
         "falls by more than 0.005~percentage~points, below 17.1%"),
        ("166.17 million won to $1.05 billion", "KRW", "166.17~million~won to $1.05~billion"),
        ("5 trips (of 2 buses)", "trips", "5~trips (of 2 buses)"),
        ("12.5 per 100,000 inhabitants of the same age and sex", "per 100,000 inhabitants of the same age and sex",
         "12.5~per 100,000 inhabitants of the same age and sex"),
        ("in 2024 kgs, 3 megabytes", "kg", "in 2024 kgs, 3 megabytes"),
        ("3,232명", "people", "3,232명"),
    ],
)  # fmt: skip
def test_value_is_joined_to_its_unit_and_to_nothing_else(text, unit, kept):
    assert keep_units(text, unit) == kept.replace("~", "\u00a0")


def test_panel_and_evidence_page_join_values_to_units_and_the_json_does_not(make_finding, sources, read_html):
    change = {"unit": "kg", "reason": "recomputed 3,232 kg", "edge": Decimal("3232.5")}
    finding = replace(make_finding(), **change, statistic=replace(make_finding().statistic, unit="kg"))
    panel = render_panel(finding, panel_id="ev-a", n=1, sources=sources, evidence_href="evidence/a.html")
    page = render_statistic_page(finding.statistic, [finding], sources)
    assert "by more than 0.5\u00a0kg, above 3,232.5\u00a0kg" in read_html(page).text
    assert "0.5" not in read_html(panel).text
    assert "recomputed 3,232\u00a0kg" in read_html(page).text
    assert "3,231.5\u00a0kg to 3,232.5\u00a0kg" in read_html(page).text
    assert "\u00a0" not in str(statistic_json(finding.statistic, [finding]))


@pytest.mark.parametrize(("count", "shown", "more"), [(12, 12, 0), (13, 2, 11), (40, 2, 38)])
def test_panel_shows_a_dozen_rows_else_the_first_and_the_last(count, shown, more):
    rows = RowSet(columns=("year", "value"), rows=tuple((1980 + at, at) for at in range(count)))
    found, rest = find_short_rows((rows,))
    assert (len(found), rest) == (shown, more)
    assert (found[0].label, found[-1].value) == ("1980", str(count - 1))


@pytest.mark.parametrize(
    ("columns", "row", "label", "value"),
    [
        (("key_id", "what", "printed", "value", "unit"), ("A1", "Bees", "7", 7, "count"), "Bees", "7"),
        (("key_id", "other_id", "value"), ("A1", "A", 7), "A1, A", "7"),
        (("what", "printed", "value"), ("Bees", "some 7", 7), "Bees, some 7", "7"),
        (("key_id", "value"), ("A1", "only for minors"), "A1", "only for minors"),
    ],
)
def test_a_row_says_what_it_is_about_without_ids_or_its_value_again(columns, row, label, value):
    ((short,), _) = find_short_rows((RowSet(columns=columns, rows=(row,)),))
    assert (short.label, short.value) == (label, value)


ALL = "the period, the place or group, the rise or fall, what is counted and the comparison"


@pytest.mark.parametrize(
    ("verdict", "borne", "machine", "editor"),
    [
        ("rounded", "", "checked the number", "the period, the place or group and what is counted"),
        ("loose", "period counted", "checked the number, the period and what is counted", "the place or group"),
        ("exact", "period group direction counted comparison", f"checked the number, {ALL}", "the rest"),
        (
            "reported",
            "period",
            "found the number and the period in the row of the data that it is taken from",
            "the place or group and what is counted",
        ),
        (
            "mismatch",
            "period group counted",
            "found that the printed figure differs from the value that the evidence shows",
            "what follows from that, and for the rest",
        ),
    ],
)
def test_readers_learn_what_a_machine_checked_and_what_an_editor_answers_for(
    make_finding, verdict, borne, machine, editor
):
    readings = [SentenceReading(aspect=one) for one in Aspect]
    read = [replace(one, state=SentenceState.BORNE_OUT) if one.aspect in borne.split() else one for one in readings]
    finding = replace(make_finding(Verdict(verdict)), sentence=tuple(read))
    assert describe_checks(finding) == f"A machine {machine}; an editor answers for {editor}."


def test_what_was_compared_with_nothing_is_called_an_editors(make_finding):
    theirs = replace(make_finding(Verdict.REPORTED), reviewed=True)
    for finding in (theirs, make_finding(Verdict.UNKNOWN)):
        assert describe_checks(finding) == "There is nothing to compare it with; an editor answers for all of it."


def test_a_panel_warns_of_what_is_contradicted_and_keeps_the_reason_of_the_machine_to_itself(make_finding, sources):
    reading = SentenceReading(
        aspect=Aspect.COUNTED, state=SentenceState.CONTRADICTED, reason="a.b is “first”", acknowledged="As he said it"
    )
    finding = replace(make_finding(), sentence=(reading,))
    panel = render_panel(finding, panel_id="p", n=1, sources=sources, evidence_href="evidence/a.html")
    assert "The data do not bear out what is counted. The editor has taken note: As he said it." in panel
    assert "A machine checked the number; an editor answers for what is counted." in panel
    assert "a.b is" not in panel


OLD = Source(id="old", title="T", publisher="The Old", published="2025-02-17")
NEW = Source(id="new", title="T", publisher="The New", published="2025-06-16")


@pytest.mark.parametrize(
    ("proof", "found"),
    [
        (("old",), "What was found: 32, seals (The Old, 17 February 2025; confirmed by The New, 16 June 2025)."),
        (("old", "new"), "What was found: 32, seals (The New, 16 June 2025)."),
        ((), "By the latest sources: 32, seals (The New, 16 June 2025)."),
    ],
)
def test_the_panel_of_a_quoted_figure_proves_the_rating_of_a_day_by_a_source_of_that_day(make_finding, proof, found):
    rows = RowSet(columns=("value", "source_id"), rows=((Decimal(32), "old"),), lines=(2,))
    seals = Statistic(id="seals", value=Decimal(32), unit="count", label="seals", rows=(rows,), confirming=(("new",),))
    rated = Rated(
        review="r", id="A1", says="So many seals", day=Rating.CONTRADICTED, today=Rating.CONTRADICTED,
        because="counted otherwise", likely="most likely pups only", statistic="seals", proof=proof,
    )  # fmt: skip
    herald = Source(id="herald", title="Seals", publisher="The Herald")
    quoted = replace(make_finding(Verdict.REPORTED), statistic=None, source=herald, rated=rated)
    panel = render_panel(
        quoted, panel_id="p", n=1, sources={"old": OLD, "new": NEW}, evidence_href="", known={"seals": seals}
    )
    said = f"Counted otherwise. {found} Most likely pups only. The Herald was not asked for comment."
    assert f"Contradicted, on its day and by the latest sources.</b> {said}" in panel
    assert "A machine" not in panel  # what it is rated was for an editor to say


def test_evidence_page_says_where_and_why_and_offers_the_code(make_finding, sources, read_html):
    finding = make_finding()
    html = read_html(render_statistic_page(finding.statistic, [finding, finding], sources))
    assert [head["id"] for head in html.find("section")] == [
        "printed",
        "origin",
        "caveat",
        "rows",
        "code",
        "replicate",
    ]
    assert html.text.count("A fair rounding") == 2  # the line under the title, and the two places as one entry
    assert "foreign.csv, lines 12\u201313" in html.text
    assert {"href": "../notebooks/plain.zip", "download": None} in html.find("a")


def test_evidence_page_and_its_json_show_what_earlier_editions_said(make_finding, sources, read_html):
    statistic = make_finding().statistic
    earlier = (
        EarlierValue(edition="2026-01", until="2026-04", as_of="2026-01-31", value=Decimal(3230), unit="people"),
        EarlierValue(edition="2025-05", as_of="2025-05-20"),
    )
    text = read_html(render_statistic_page(statistic, [], sources, earlier=earlier)).text
    at = [text.index(part) for part in ("In earlier editions", "2026-01 to 2026-04", "3,230 people", "not recorded")]
    assert at == sorted(at)
    document = statistic_json(statistic, [], earlier)
    assert document["earlier"][0]["until"] == "2026-04"
    assert document["earlier"][1] == {"edition": "2025-05", "as_of": "2025-05-20", "value": None}
    assert document["replicate"] == {
        "command": "python plain.zip foreign.total.2024",
        "bundle": "notebooks/plain.zip",
    }


def test_figure_of_others_that_is_not_borne_out_says_nothing_of_ours(make_finding):
    theirs = replace(make_finding(Verdict.MISMATCH), reviewed=True)
    assert find_worst([theirs, make_finding(Verdict.EXACT)]) is Verdict.EXACT
    assert find_worst([theirs]) is Verdict.MISMATCH
    assert find_worst([]) is None


def test_statistic_json_loses_no_digit(make_finding):
    document = statistic_json(make_finding().statistic, [make_finding()])
    assert (document["value"], document["findings"][0]["interval"]["low"]) == ("3232", "3231.5")
    assert document["rows"][0]["rows"][0] == [2023, "plain", "3151", "people", "src"]


def test_table_sets_numbers_right_years_plain_and_the_unit_in_the_head(sources, read_html):
    rows = RowSet(
        columns=("year", "value", "unit", "note", "source_id"),
        rows=((2024, Decimal(23022), "people", None, "src"), (2023, Decimal(27611), "people", None, "src")),
        lines=(4, 5),
    )
    html = read_html(render_table(rows, caption="Offenders", sources=sources))
    heads = [attributes for attributes in html.find("th") if attributes["scope"] == "col"]
    assert [attributes.get("class") for attributes in heads] == [None, "n", None, "n"]
    assert "Value, people" in html.text
    assert "2024" in html.text
    assert "23,022" in html.text
    assert {cell["data-th"] for cell in html.find("td")} == {"Value, people", "Source", "Line"}


def test_a_table_calls_its_columns_as_the_descriptor_does(read_html):
    table = TableOrigin(file="riders.csv", titles=(("year", "연도"), ("riders", "승객")))
    rows = RowSet(columns=("year", "riders", "stop_name"), rows=((2024, 12, "가"),), table=table)
    shown = read_html(render_table(rows, caption="승객", language="ko")).text
    assert [word in shown for word in ("연도", "승객", "Stop name", "Riders")] == [True, True, True, False]
    # On a page of a second language they have its words.
    assert (
        "Boardings"
        in read_html(render_table(rows, caption="x", head=lambda name: {"riders": "boardings"}.get(name, name))).text
    )


@pytest.mark.parametrize(("columns", "scrolls"), [(3, False), (20, True)])
def test_a_table_with_more_numbers_than_a_page_is_wide_scrolls_where_the_keyboard_reaches_it(
    read_html, columns, scrolls
):
    names = ("name", *(f"measured{at}" for at in range(columns)))
    rows = RowSet(columns=names, rows=(("Switzerland", *[Decimal("7.9924515735139")] * columns),))
    region = read_html(render_table(rows, caption="Prices")).tags[0][1]
    assert ("fb-sideways" in region["class"], region.get("tabindex")) == (scrolls, "0" if scrolls else None)


@pytest.mark.parametrize(
    ("widths", "numeric", "expected"),
    [
        ([28] * 6, [False] * 6, False),
        ([28] * 8, [False] * 8, True),
        ([10, 10, 10, 10, 10], [False, True, True, True, True], False),
        ([10, 12, 14, 16, 18, 20], [False, True, True, True, True, True], True),
        ([], [], False),
    ],
    ids=["texts that wrap", "too many of them", "few numbers", "long numbers", "nothing"],
)
def test_texts_wrap_before_a_table_scrolls_and_numbers_do_not(widths, numeric, expected):
    assert overflows(widths, numeric) is expected


def test_long_table_scrolls_in_a_labelled_region_that_the_keyboard_reaches(read_html):
    rows = RowSet(columns=("year", "value"), rows=tuple((1980 + at, at) for at in range(30)))
    region = read_html(render_table(rows, caption="Offenders")).tags[0][1]
    assert (region["role"], region["tabindex"], region["aria-label"]) == (
        "region",
        "0",
        "Offenders, a table that scrolls",
    )


@pytest.mark.parametrize(
    ("widths", "stacks"), [([4, 7, 7, 7], False), ([4, 4, 4, 4, 4], False), ([4] * 6, True), ([20, 20, 10], True)]
)
def test_table_stacks_on_phones_when_it_is_wide(widths, stacks):
    assert must_stack(widths) is stacks


def test_review_shows_each_claim_twice_at_a_glance_and_once_in_full(read_html):
    claims = tuple(
        ClaimView(
            id=f"A{at}",
            topic=topic,
            printed="762",
            says=Markup("x"),
            found=Markup("y"),
            rating_day=day,
            rating_today=now,
        )
        for at, (topic, day, now) in enumerate(
            [("a", "holds", "overtaken"), ("b", "part", "untraced"), ("a", "holds", "holds")]
        )
    )
    review = ReviewView(day="20 May 2025", claims=claims)
    assert review.counts == (("holds", 1), ("untraced", 1), ("overtaken", 1))
    html = read_html(render_review(review))
    assert [claim["id"] for claim in html.find("article")] == ["A0", "A2", "A1"]  # by topic, in the order of the topics
    assert [claim["data-today"] for claim in html.find("article")] == ["overtaken", "holds", "untraced"]
    radios = [(one["name"], one["value"]) for one in html.find("input") if one["type"] == "radio"]
    assert [value for name, value in radios if name == "rating"] == ["all", "holds", "untraced", "overtaken"]
    assert [value for name, value in radios if name == "sort"] == ["topic", "id", "rating", "changed"]
    assert "It does not mean wrong" in html.text
    # also beside other text, where nothing around it says that it was generated
    texts = [text for text, _ in read_page(f"<main>{render_review(review)}</main>").texts]
    assert [text for text in texts if re.search(r"\w", text)] == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2025-02-17", "17 February 2025"),
        ("2025-02", "February 2025"),
        ("2025", "2025"),
        ("2025-13-01", "2025-13-01"),
        ("soon", "soon"),
    ],
)
def test_date_is_written_at_the_precision_known(text, shown):
    assert show_date(text) == shown


def test_numbers_are_written_for_readers():
    assert show_value(Decimal("-0.1662"), "share") == "\u221216.62%"
    assert show_value(Decimal(3232), "people", "ko") == "3,232명"
    assert show_cell(2024, "year") == "2024"
    assert show_cell(-1234, "value") == "\u22121,234"


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        (Interval(low=Decimal(1), high=Decimal(2)), "1 to 2"),
        (Interval(low=Decimal(1), high=None), "from 1"),
        (Interval(low=Decimal(1), high=None, low_closed=False), "above 1"),
        (Interval(low=None, high=Decimal(2), high_closed=False), "below 2"),
        (Interval(low=None, high=None), ""),
    ],
)
def test_interval_is_written_in_words(interval, words):
    assert show_interval(interval) == words


def test_many_sources_are_cut_to_six_and_a_count(read_html):
    known = {str(at): Source(id=str(at), title=f"t{at}") for at in range(9)}
    assert read_html(render_sources(tuple(known), known)).text == "t0; t1; t2; t3; t4; t5; and 3 more"
    assert read_html(render_sources(("0", "gone"), known)).text == "t0; gone"


def test_a_translation_keeps_values_with_their_units():
    wording = SourceWording(
        source="a", row="t/1", text="31억 원", language="ko", translation="3.1 billion won (police)"
    )
    assert render_wording(wording) == '<q lang="ko">31억 원</q> (3.1\xa0billion\xa0won (police))'


def test_every_verdict_and_rating_has_a_word_and_a_line():
    assert set(GROUPS) == set(Verdict)
    assert all(str(verdict) in read_words("en") for verdict in Verdict)
    assert all(key in read_words("en") for key in RATINGS.values())


def test_id_is_stable_and_safe():
    assert find_id("Foreign.Total 2024") == "foreign-total-2024"


def test_the_level_of_a_heading_is_no_number():
    page = read_page(
        '<main><p class="caption" role="heading" aria-level="2">Findings</p><b aria-label="3">x</b></main>'
    )
    assert page.spoken == [("3", "")]
