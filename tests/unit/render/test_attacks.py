"""Markup in any text from outside is shown, never run."""

from dataclasses import replace

import pytest
from markupsafe import Markup, escape

from factbook.render.charts.chart import render_chart
from factbook.render.charts.draw import draw_svg
from factbook.render.html.chapter_list import ChapterView, render_chapters
from factbook.render.html.evidence_index import IndexEntry, divide_index, find_subject, render_evidence_index
from factbook.render.html.evidence_page import render_statistic_page
from factbook.render.html.evidence_panel import render_panel
from factbook.render.html.figure_mark import render_mark, render_plain
from factbook.render.html.review import ClaimView, ReadingView, ReviewView, render_review
from factbook.render.html.source_page import render_source_page
from factbook.render.table import render_table
from figurecheck.model import Chart, RowSet, Source, Statistic, Verdict

ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</code></pre></dd></div><svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "<!--", "]]>", "&lt;b&gt;",
]  # fmt: skip

attacked = pytest.mark.parametrize("attack", ATTACKS)


def is_harmless(html):
    """No element that runs, no handler, no address that runs."""
    for tag, attributes in html.tags:
        assert tag not in {"script", "img", "iframe", "object", "style"}
        for name, value in attributes.items():
            assert not name.startswith("on")
            assert not (name in {"href", "src", "action"} and (value or "").strip().lower().startswith("javascript"))
    return True


@attacked
def test_mark_and_plain_number_show_what_is_printed(attack, make_finding, read_html):
    mark = read_html(render_mark(make_finding(text=attack), href="e.html", panel_id="ev-x", n=1))
    assert is_harmless(mark)
    assert mark.text == attack
    assert read_html(render_plain(attack)).text == attack


@attacked
@pytest.mark.parametrize("verdict", [Verdict.EXACT, Verdict.REPORTED])
def test_panel_shows_every_field(attack, verdict, make_finding, read_html):
    finding = make_finding(verdict, text=attack, url=attack)
    sources = {"src": Source(id="src", title=attack, publisher=attack, published=attack, url=attack)}
    panel = read_html(render_panel(finding, panel_id="ev-x", n=1, sources=sources, evidence_href="e.html"))
    assert is_harmless(panel)
    assert panel.text.count(attack) >= 4


@attacked
def test_evidence_pages_show_every_field(attack, make_finding, read_html):
    finding = make_finding(text=attack)
    source = Source(id=attack, title=attack, publisher=attack, published=attack, url=attack, note=attack)
    statistic = finding.statistic
    cited = replace(make_finding(Verdict.REPORTED, text=attack), statistic=None, source=source)
    for body in (
        render_statistic_page(statistic, [finding], {"src": source}),
        render_source_page(source, [make_finding(Verdict.REPORTED, text=attack)]),
        render_evidence_index(
            divide_index([IndexEntry(statistic.id, find_subject(statistic))], {statistic.id: 1}, [cited]),
            0,
            {statistic.id: statistic},
            {statistic.id: Verdict.EXACT},
        ),
    ):
        html = read_html(body)
        assert is_harmless(html)
        assert attack in html.text


@attacked
def test_table_shows_cells_heads_and_caption(attack, read_html):
    rows = RowSet(columns=("series", attack), rows=((attack, attack), ("b", None)))
    html = read_html(render_table(rows, caption=attack))
    assert is_harmless(html)
    assert html.text.count(attack) >= 3


@attacked
def test_chart_shows_its_texts_and_keeps_its_label(attack, read_html):
    spec = {
        "data": {"values": [{"x": 1, "y": 2, "t": attack}]},
        "mark": "text",
        "encoding": {"x": {"field": "x", "type": "quantitative"}, "text": {"field": "t"}},
    }
    svg = draw_svg(spec, "s")
    figure = render_chart(
        Chart(id="a.b", title=attack, alt=attack),
        {"s": svg},
        title_html=escape(attack),
        subtitle_html=escape(attack),
        alt_text=attack,
        source_line_html=escape(attack),
        table_html=Markup(""),
    )
    html = read_html(figure)
    assert is_harmless(html)
    assert html.find("svg")[0]["aria-label"] == attack


@attacked
def test_review_and_chapters_show_every_field(attack, read_html):
    claim = ClaimView(
        id="A01", topic=attack, printed=attack, says=escape(attack), found=escape(attack), rating_day="holds",
        rating_today="untraced", because_day=attack, because_today=attack, words=attack, aside=escape(attack),
        likely=escape(attack), checks=attack, readings=(ReadingView(label=attack),), sources_day=escape(attack),
    )  # fmt: skip
    review = read_html(render_review(ReviewView(day=attack, words_language=attack, claims=(claim,))))
    assert is_harmless(review)
    assert review.text.count(attack) >= 9
    assert is_harmless(
        read_html(render_chapters([ChapterView(title=attack, href="a.html", description=escape(attack))]))
    )


@attacked
def test_statistic_whose_value_is_words_is_shown(attack, read_html):
    statistic = Statistic(id="a.b", value=attack, unit="date")
    assert attack in read_html(render_statistic_page(statistic, [], {})).text
