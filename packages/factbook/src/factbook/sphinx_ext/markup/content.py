"""The HTML of what a page shows of the report: figures, charts, reviews and lists, made when the page is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from factbook.data.sources import divide_sources
from factbook.model import Review, ReviewFinding
from factbook.model.drawn import ChartCheck
from factbook.render.charts.chart import FIRST_CELLS, MOST_CELLS, render_chart
from factbook.render.html.chapter_list import ChapterView, render_chapters
from factbook.render.html.figure_mark import render_mark, render_plain
from factbook.render.html.inline_myst import Mark, render_blocks, render_inline, render_unmarked
from factbook.render.html.review import ClaimView, ReadingView, ReviewView, divide_review, render_review, say_asked
from factbook.render.table import render_table
from factbook.render.text import NOTHING, name_latest, render_source_items, render_sources
from factbook.render.values import show_date
from factbook.render.words.interface import find_words
from factbook.render.words.verdicts import describe_checks
from factbook.report.checked_report import find_newest_day, find_rated_ids
from factbook.report.findings import FindingQueue
from factbook.report.in_language import InLanguage
from factbook.report.myst import strip_roles
from factbook.sphinx_ext.build.state import state_of
from factbook.sphinx_ext.build.urls import (
    chart_address,
    chart_values_address,
    evidence_address,
    find_review_page,
    page_name,
    relative_address,
    relative_file,
    review_address,
    statistic_address,
)
from factbook.sphinx_ext.markup.data_lists import make_datasets, make_disagreements, make_sources
from factbook.sphinx_ext.markup.navigation import find_chapters
from factbook.sphinx_ext.markup.nodes import deferred_content
from factbook.sphinx_ext.markup.sharing import sharing_of
from figurecheck.model import Chart, Finding, Role, RowSet, split_reported

_DRAWING = 'data-drawing="'
_MISSING = Markup('<p class="fb-missing">{}</p>')
"""What a draft shows of a chart whose notebook has not run yet, and of a review that cannot be read."""

Maker = Callable[[Sphinx, str, deferred_content], str]


def make_mark(app: Sphinx, docname: str, finding: Finding, role: str, target: str) -> str:
    """Return the HTML of a figure on a page, and record that the page shows it."""
    shown = state_of(app).show(docname, finding, role, target)
    href = relative_address(app, docname, evidence_address(finding, target))
    language = language_of_page(app, docname)
    return str(render_mark(finding, href=href, panel_id=shown.panel_id, n=shown.n, language=language))


def marker(app: Sphinx, docname: str, file: str) -> Mark:
    """Return a function that writes the figures in short texts of a file, for a page."""
    lookup, texts = state_of(app).lookup, state_of(app).in_language(docname).texts
    second = texts.file if texts else ""

    def find(text: str) -> FindingQueue:
        # A text without words is the same in every language, and stands where it always did.
        return lookup.of_text(second if second and lookup.has_text(second, text) else file, text)

    return lambda text: _write_figures(app, docname, lambda: find(text))


def _write_figures(app: Sphinx, docname: str, find: Callable[[], FindingQueue]) -> Callable[[str, str, str], str]:
    """Return a function that writes the figures of one text, each with the next finding that matches it."""
    # Looked up at the first figure: most texts have none, and need not be known to the check.
    queue: list[FindingQueue] = []

    def write(role: str, printed: str, target: str) -> str:
        try:
            queue[:] = queue or [find()]
            finding = queue[0].pop(role, printed, target)
        except LookupError as error:
            raise ExtensionError(str(error)) from error
        if finding is None:
            return str(render_plain(printed, language_of_page(app, docname)))
        return make_mark(app, docname, finding, role, target)

    return write


def _make_chart(app: Sphinx, docname: str, node: deferred_content) -> str:
    state = state_of(app)
    if node["argument"] not in state.report.charts:
        return str(_MISSING.format(node["argument"]))
    state.placeholders[f"{page_name(docname)}.html"] = None
    chart = state.in_language(docname).chart(node["argument"])
    svgs = {width: placeholder(state.drawings.key(chart.id, width)) for width in state.drawings.widths(chart.id)}
    mark = marker(app, docname, chart.cell.notebook if chart.cell else "")
    # A chart in a second language is embedded and cited as the report has it: its page offers that.
    own = chart.id in state.report.charts
    share = sharing_of(app).render_chart(chart, docname) if own else NOTHING
    return make_figure(app, docname, chart, svgs, mark, lead=node["lead"], over=node["over"], share=share)


def make_figure(
    app: Sphinx,
    address: str,
    chart: Chart,
    svgs: Mapping[str, str],
    mark: Mark,
    *,
    lead: bool = False,
    over: bool = False,
    share: Markup = NOTHING,
) -> Markup:
    """Return a chart with everything around it, for the page at an address, in whose language it is."""
    state, language = state_of(app), language_of_page(app, address)
    shown_in, tables, id = state.in_language(address), state.report.catalog.by_name, chart_id(chart)
    named = render_sources(chart.source_ids, shown_in.sources, language)
    note = Markup(" ") + render_inline(chart.note, mark) if chart.note else Markup("")
    source_line = Markup("{}: {}.{}").format(find_words(language)["source"], named, note) if named else note
    files = [chart_address(id), *(tables[one.dataset].place for one in chart.rows if one.dataset in tables)]
    rows = [rowset for rowset in chart.rows if rowset.rows]
    titles = [f"{strip_roles(chart.title)}{f' ({at})' if len(rows) > 1 else ''}" for at in range(1, len(rows) + 1)]
    # The files below have all rows; on a page, each would be loaded by every reader.
    cells = sum(len(rowset.rows) * len(rowset.columns) for rowset in rows)
    most = [FIRST_CELLS // len(rows) // len(rowset.columns) if cells > MOST_CELLS else None for rowset in rows]
    shown = [
        replace(rowset, rows=rowset.rows[:at], lines=rowset.lines[:at]) for rowset, at in zip(rows, most, strict=True)
    ]
    listed = [_chart_table(rowset, title, shown_in) for rowset, title in zip(shown, titles, strict=True)]
    count, total = (sum(len(rowset.rows) for rowset in rowsets) for rowsets in (shown, rows))
    words = find_words(language)
    rows_shown = words["data.first"].format(n=count, m=f"{total:,}") if count < total else ""
    return render_chart(
        chart,
        svgs,
        title_html=render_inline(chart.title, mark),
        subtitle_html=render_inline(chart.subtitle, mark),
        alt_text=strip_roles(chart.alt),
        source_line_html=source_line,
        table_html=Markup("").join(listed),
        rows_shown=rows_shown,
        csvs={file.rpartition("/")[2]: relative_file(app, address, file) for file in files},
        check=state.report.checked_charts.checks.get(id, ChartCheck()),
        values=relative_file(app, address, chart_values_address(chart.id)),
        share=share,
        lead=lead,
        over=over,
        language=language,
    )


def chart_id(chart: Chart) -> str:
    """Return the id of a chart, by which its files are known in every language."""
    return chart.id.partition("@")[0]


def placeholder(key: str) -> str:
    """Return a placeholder for a drawing that is still being made; see `fill_placeholders`."""
    return f'<svg {_DRAWING}{key}"></svg>'


def fill_placeholders(page: str, drawn: Callable[[str], str]) -> str:
    """Put drawings, given by key, in place of their placeholders; attributes added to those stay."""
    before, *pieces = page.split(f" {_DRAWING}")
    filled = [before]
    for piece in pieces:
        key, _, after = piece.partition('"></svg>')
        filled += [drawn(key).removeprefix("<svg"), after]
    return "".join(filled)


def _chart_table(rowset: RowSet, title: str, shown_in: InLanguage) -> Markup:
    return render_table(
        rowset,
        caption=title,
        sources=shown_in.sources,
        language=shown_in.language,
        show_caption=False,
        hide=("note",),
        head=shown_in.text,
    )


def _make_review(app: Sphinx, docname: str, node: deferred_content) -> str:
    pair = next((pair for pair in state_of(app).report.reviews if pair[0].name == node["argument"]), None)
    if pair is None:
        return str(_MISSING.format(node["argument"]))
    if node["glance"]:
        view = view_glance(app, docname, *state_of(app).in_language(docname).review(*pair))
        return str(render_review(view, language_of_page(app, docname), only_glance=True))
    return str(make_review(app, docname, *pair, 0, of=docname))


def _describe_review(app: Sphinx, address: str, review: Review) -> dict[str, Any]:
    """Return what every view of a review says of its publication."""
    found = next(found for one, found in state_of(app).report.reviews if one.name == review.name)
    shown_in, settings = state_of(app).in_language(address), state_of(app).report.project.settings
    source, language = shown_in.sources.get(review.source), shown_in.language
    publisher = source.publisher or source.title if source else review.source
    return {
        "day": show_date(review.as_of, language),
        "latest": name_latest(find_newest_day(find_rated_ids(found), shown_in.sources), language),
        "publisher": publisher,
        "words_language": review.words_language or settings.language,
        "asked": say_asked(review, publisher, settings.edition_date, language),
        "unasked": render_blocks(review.unasked, marker(app, address, review.file)),
        "reply": render_blocks(review.reply, marker(app, address, review.file)),
    }


def view_glance(app: Sphinx, docname: str, review: Review, found: Sequence[ReviewFinding]) -> ReviewView:
    """Return a review at a glance, whose claims lead to the page that shows it."""
    of = find_review_page(state_of(app).report, review.name, language_of_page(app, docname))
    page = relative_address(app, docname, of) if of else ""
    glance = tuple((one.claim, page) for one in found)
    return ReviewView(**_describe_review(app, docname, review), glance=glance, href=page)


def make_review(
    app: Sphinx, address: str, review: Review, found: tuple[ReviewFinding, ...], number: int, *, of: str
) -> Markup:
    """Return a page of a review for an address, counted from 0, in the language of the page.

    `of` is the page whose directive shows the review.
    """
    review, found = state_of(app).in_language(of).review(review, found)
    language, pages = language_of_page(app, address), divide_review(found)
    others = [
        relative_address(app, address, review_address(page_name(of), review, at)) if at != number else ""
        for at in range(len(pages))
    ]
    # The first page has the overview of all, and the addresses of all claims.
    glance = tuple((one.claim, others[at]) for at, page in enumerate(pages) for one in page if number in {0, at})
    view = ReviewView(
        **_describe_review(app, address, review),
        claims=tuple(_claim_view(app, address, review, finding) for finding in pages[number]),
        glance=glance,
        others=tuple(others),
        number=number,
        total=len(found),
    )
    return render_review(view, language)


def _claim_view(app: Sphinx, docname: str, review: Review, found: ReviewFinding) -> ClaimView:
    mark, shown_in = marker(app, docname, review.file), state_of(app).in_language(docname)
    claim, statistic = found.claim, found.today.statistic
    href = relative_address(app, docname, statistic_address(statistic.id)) if statistic else ""
    sources = divide_sources(claim.sources, review.as_of, shown_in.sources)
    return ClaimView(
        id=claim.id,
        topic=strip_roles(claim.topic),
        printed=claim.printed,
        says=render_inline(claim.says, mark),
        found=render_blocks(claim.found, mark),
        reply=render_blocks(claim.reply, mark),
        rating_day=claim.rating.day,
        rating_today=claim.rating.today,
        because_day=render_inline(claim.because.day, mark),
        because_today=render_inline(claim.because.today, mark),
        words=claim.words,
        aside=render_blocks(claim.aside, mark),
        likely=render_inline(claim.likely, mark),
        checks=describe_checks(found.today, shown_in.language),
        statistic_href=href,
        readings=tuple(_reading_views(app, docname, found, mark)),
        sources_day=_list_sources(app, docname, sources.day),
        sources_today=_list_sources(app, docname, sources.today),
    )


def _list_sources(app: Sphinx, docname: str, entries: Iterable[str]) -> Markup:
    state = state_of(app)
    shown_in, catalog = state.in_language(docname), state.report.catalog
    named = ((entry, *split_reported(entry)) for entry in entries)
    words = {entry: catalog.printed_by(id).find_words(row) if row else None for entry, id, row in named}
    return render_source_items(words, shown_in.sources, shown_in.language)


def _reading_views(app: Sphinx, docname: str, found: ReviewFinding, mark: Mark) -> Iterator[ReadingView]:
    findings = iter(found.readings)
    for reading in found.claim.readings:
        finding = next(findings) if reading.is_judged else None
        figure = make_mark(app, docname, finding, Role.CLAIM, reading.statistic) if finding else ""
        yield ReadingView(
            label=render_inline(reading.label, mark),
            figure=Markup(figure),  # noqa: S704 - a mark of ours
            note=render_inline(reading.note, mark),
        )


def _make_chapters(app: Sphinx, docname: str, node: deferred_content) -> str:
    language = language_of_page(app, docname)
    views = [
        ChapterView(
            title=entry.heading,
            label=entry.title if entry.title != entry.heading else "",
            href=relative_address(app, docname, entry.docname.removeprefix("book/")),
            number=entry.number,
            description=_describe_marked(app, docname, entry.docname),
        )
        for entry in find_chapters(app, language)
    ]
    return str(render_chapters(views, language))


def _describe_marked(app: Sphinx, docname: str, of: str) -> Markup:
    """Return the description of another page with its figures marked."""
    file, lookup = str(app.env.doc2path(of, base=False)), state_of(app).lookup
    write = _write_figures(app, docname, lambda: lookup.of_description(file))
    return render_inline(str(app.env.metadata[of].get("description", "")), lambda text: write)


def describe(app: Sphinx, docname: str) -> str:
    """Return the description of a page as plain text, for its head."""
    return str(render_unmarked(str(app.env.metadata[docname].get("description", ""))).striptags())


def language_of_page(app: Sphinx, docname: str) -> str:
    """Return the language of a page; that of the report for what is no page of it."""
    return state_of(app).language_of(docname)


MAKERS: Mapping[str, Maker] = {
    "chart": _make_chart,
    "review": _make_review,
    "chapters": _make_chapters,
    "datasets": make_datasets,
    "sources": make_sources,
    "disagreements": make_disagreements,
}
