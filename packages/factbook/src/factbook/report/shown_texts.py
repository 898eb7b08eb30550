"""Which texts a page in a second language shows of statistics, charts and reviews, and which of them its file lacks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from factbook.model import Review
from factbook.model.drawn import Drawing, PrintedText
from factbook.project.settings import Settings
from factbook.report.inputs import Inputs
from factbook.report.languages import find_page_languages
from factbook.report.pages import Page
from factbook.report.recorded import Recorded
from factbook.report.second_language import (
    CHART_PARTS,
    QUIET,
    ShownText,
    Texts,
    claim_texts,
    find_spec_texts,
    translate_chart,
)
from figurecheck.model import Chart, Finding, RowSet, Statistic
from figurecheck.model.errors import Complaint
from figurecheck.model.worded import phrase
from figurecheck.verdicts.last_step import find_labels, keep_used_rows
from figurecheck.verdicts.row_names import find_naming_columns, has_several_tables, is_one_row, name_table

_WORD = re.compile(r"[^\W\d_]+")
FEW = 12
"""Rows of which a panel shows each; of more, it shows the first and the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Showable:
    """All that pages may show, by name."""

    settings: Settings
    statistics: Mapping[str, Statistic]
    charts: Mapping[str, Chart]
    reviews: Mapping[str, Review]
    drawn: Mapping[str, tuple[PrintedText, ...]]
    """The texts that each chart draws; a chart that was not read has none here."""


def find_shown(page: Page, findings: Iterable[Finding], shown: Showable) -> Iterator[ShownText]:
    """Yield each text that a page shows of what stands elsewhere in the report."""
    yield ShownText(text=shown.settings.title, place=page.name)
    for name, text in shown.settings.imprint.texts.items():
        yield ShownText(text=text, name=name, place=page.name)
    for finding in findings:
        place = str(finding.place or page.name)
        if finding.statistic is not None:
            yield from _of_statistic(finding.statistic, shown, place)
        elif finding.row is not None:
            yield from _of_rows((finding.row,), place)
        # What a reviewed claim says stands in the panel of the figure that quotes it.
        if finding.rated is not None:
            rated, name = finding.rated, f"{finding.rated.review}.{finding.rated.id}"
            yield ShownText(text=rated.says, name=f"{name}.says", place=place)
            yield ShownText(text=rated.because, name=f"{name}.because.{rated.reason_day}", place=place)
            yield ShownText(text=rated.likely, name=f"{name}.likely", place=place)
            if rated.statistic in shown.statistics:
                yield from _of_statistic(shown.statistics[rated.statistic], shown, place)
    # What a directive shows of the report comes with all of its texts.
    for reference in page.references:
        place = f"{page.name}:{reference.line}"
        if reference.name == "chart" and reference.argument in shown.charts:
            yield from _of_chart(shown.charts[reference.argument], shown, place)
        if reference.name == "review" and reference.argument in shown.reviews:
            review = shown.reviews[reference.argument]
            yield from _of_review(review, reference.reviews != "", place)
            yield from _of_readings(review, shown, place) if reference.reviews else ()


def _of_readings(review: Review, shown: Showable, place: str) -> Iterator[ShownText]:
    """Yield what the panels of other readings say of their statistics."""
    named = dict.fromkeys(reading.statistic for claim in review.claims for reading in claim.readings)
    for id in named:
        if id in shown.statistics:
            yield from _of_statistic(shown.statistics[id], shown, place)


def _of_statistic(statistic: Statistic, shown: Showable, place: str) -> Iterator[ShownText]:
    """Yield what a panel says of a statistic, of the two that it is made of, and of its rows."""
    for one in (statistic, *(shown.statistics.get(id) for id in (statistic.part, statistic.whole) if id)):
        if one is None:
            continue
        # The words that `say_what_it_is` puts beside the value.
        named = next((part for part in ("label", "about", "population") if getattr(one, part)), "")
        if named:
            yield ShownText(text=getattr(one, named), name=f"{one.id}.{named}", place=place)
    if statistic.note:
        yield ShownText(text=statistic.note, name=f"{statistic.id}.note", place=place)
    if statistic.basis is not None:
        for label in find_labels(statistic.basis):
            yield ShownText(text=label, place=place)
    rows = keep_used_rows(statistic).rows
    yield from _of_rows(rows, place, titled=is_one_row(rows))


def _of_rows(rowsets: tuple[RowSet, ...], place: str, *, titled: bool = False) -> Iterator[ShownText]:
    few = sum(rowset.count for rowset in rowsets) <= FEW
    titled = titled or has_several_tables(rowsets)
    for rowset in rowsets:
        if titled and (title := name_table(rowset)):
            yield ShownText(text=title, place=place)
        shown = {*find_naming_columns(rowset), "value", "unit"}
        for row in rowset.rows if few or len(rowset.rows) < 3 else (rowset.rows[0], rowset.rows[-1]):
            for name, cell in zip(rowset.columns, row, strict=True):
                # Ids stand beside the words that they are short for.
                if isinstance(cell, str) and name in shown and name not in QUIET and not name.endswith("_id"):
                    yield ShownText(text=cell, place=place)


def _of_chart(chart: Chart, shown: Showable, place: str) -> Iterator[ShownText]:
    for part in CHART_PARTS:
        yield ShownText(text=getattr(chart, part), name=f"{chart.id}.{part}", place=place)
    known = {" ".join(text.split()) for spec in chart.specs.values() for text in find_spec_texts(spec)}
    for one in shown.drawn.get(chart.id, ()):
        # The renderer writes these by itself, and the names of months in them are those of the language.
        if one.kind not in {"number plain", "time plain"}:
            yield from _of_drawn(" ".join(one.text.split()), known, chart.id, place)
    for rowset in chart.rows:
        for name in rowset.columns:
            if name not in {"source_id", "note"}:
                yield ShownText(text=name, place=place)
        yield from _of_rows((rowset,), place)


def _of_drawn(text: str, known: set[str], chart: str, place: str) -> Iterator[ShownText]:
    """Yield a text of a drawing; of one that is put together while it is drawn, its parts."""
    if text in known:
        yield ShownText(text=text, place=place)
        return
    rest = text
    # The longest first: "all agencies" is one part, and no other one that stands in it.
    for part in sorted((one for one in known if one and any(map(str.isalpha, one))), key=len, reverse=True):
        if part in rest:
            yield ShownText(text=part, place=place)
            rest = rest.replace(part, " ")
    if made := tuple(_WORD.findall(rest)):
        yield ShownText(text=text, place=place, chart=chart, made=made)


def _of_review(review: Review, whole: bool, place: str) -> Iterator[ShownText]:
    for name, text in review.replies.items():
        yield ShownText(text=text, name=name, place=place)
    for claim in review.claims:
        for name, text in claim_texts(claim):
            if whole or name == "topic":
                yield ShownText(text=text, name=f"{review.name}.{claim.id}.{name}", place=place)


def find_second(inputs: Inputs, pages: Mapping[str, Page]) -> dict[str, Texts]:
    """Return the texts of each language that pages have besides the report's; without a file, a language has none."""
    # A file of a language that no page is in is not read by anybody, and lacks nothing.
    others = find_page_languages(inputs.project, pages).others
    return {language: inputs.second.get(language, Texts(language=language)) for language in others}


def find_lacking(
    inputs: Inputs,
    recorded: Recorded,
    pages: Mapping[str, Page],
    findings: Iterable[Finding],
    second: Mapping[str, Texts],
    drawn: Mapping[str, tuple[PrintedText, ...]],
    read: Callable[[Sequence[Chart]], Mapping[str, Sequence[Drawing]]] | None,
) -> dict[str, list[ShownText]]:
    """Return what pages show and the file of their language does not have, by language, each text once.

    `drawn` is what each chart draws in words, and `read` reads what other charts draw.
    """
    # A notebook that failed has recorded nothing, and the figures of its pages show nothing.
    if not second or recorded.failed:
        return {}
    shown = Showable(
        settings=inputs.project.settings,
        statistics=recorded.known.statistics,
        charts={chart.id: chart for run in recorded.ours for chart in run.charts},
        reviews={review.name: review for review in inputs.reviews},
        drawn=drawn,
    )
    # Looked up by page, since there may be thousands of findings.
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(finding.place.file if finding.place else "", []).append(finding)
    found: dict[str, dict[str, ShownText]] = {language: {} for language in second}
    for page in (page for page in pages.values() if page.language in second):
        texts = second[page.language]
        for one in find_shown(page, by_file.get(page.name, ()), shown):
            if texts.needs(one.text) if one.chart else texts.lacks(one.text, one.name):
                found[texts.language].setdefault(one.key, one)
    # The figures in these texts open panels as well, on whatever page shows them.
    for language, texts in second.items():
        for finding in by_file.get(texts.file, ()):
            for one in _of_statistic(finding.statistic, shown, str(finding.place)) if finding.statistic else ():
                if texts.lacks(one.text, one.name):
                    found[language].setdefault(one.key, one)
    return {
        language: [one for one in lacking.values() if not one.chart or _stays(one, shown, second[language], read)]
        for language, lacking in found.items()
    }


def _stays(
    text: ShownText,
    shown: Showable,
    texts: Texts,
    read: Callable[[Sequence[Chart]], Mapping[str, Sequence[Drawing]]] | None,
) -> bool:
    """Return whether words that a drawing makes of others are the same in the second language."""
    # What an expression makes of a text that is translated (a part of it, its capitals) only a drawing shows.
    chart = translate_chart(shown.charts[text.chart], texts)
    drawings = read([chart])[chart.id] if read else ()
    words = [one.text for drawing in drawings for one in drawing.texts]
    words += [one for drawing in drawings for mark in drawing.marks for one in mark.texts]
    said = {word for one in words for word in _WORD.findall(one)}
    return not drawings or not said.isdisjoint(text.made)


def complain_of_lacking(lacking: Mapping[str, list[ShownText]], texts: Mapping[str, Texts]) -> Iterator[Complaint]:
    """Yield a complaint for each text that a page shows and that is not in the language of the page."""
    for language, found in lacking.items():
        for one in found:
            if one.chart:
                what = phrase(
                    "{text!r} is put together while the chart is drawn, and cannot be in {language}",
                    text=one.text,
                    language=language,
                )
                yield Complaint(one.place, what, "let the rows or the label hold the whole text")
                continue
            what = phrase(
                "shows {name} ({text}), which is not in {language}",
                name=one.name or phrase("a text"),
                text=_short(one.text),
                language=language,
            )
            remedy = phrase(
                "write it into {file}; factbook texts {language} adds the line",
                file=texts[language].file,
                language=language,
            )
            yield Complaint(one.place, what, remedy)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return f"‘{words if len(words) <= 60 else f'{words[:59].rstrip()}…'}’"
