"""Every text of a report that readers see, parsed once: pages, notebooks, charts, reviews, titles, descriptions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from pathlib import Path

from factbook.data.descriptor import PACKAGE
from factbook.editions.history import FILE as CORRECTIONS
from factbook.engine.stored_claims import StoredClaims
from factbook.engine.task import task
from factbook.notebooks import Run
from factbook.project.setting_values import CONFIG
from factbook.project.settings import Settings
from factbook.project.table_of_contents import TOC
from factbook.report.flowing import FilledRole, Flow, find_flows, print_flows
from factbook.report.inputs import Inputs
from factbook.report.myst import strip_roles
from factbook.report.pages import Page, add_columns, merge, parse_text, read_page
from factbook.report.second_texts import find_named, read_lines
from factbook.report.statistic_texts import find_statistic_numbers
from factbook.report.texts_file import Texts
from factbook.report.translated import PARTS
from figurecheck.model import Chart, Place, Statistic
from figurecheck.model.claim import Head, HeadKind

_parts_of = attrgetter("file", "line", "cell", "column", "last_column")


def read_texts(
    inputs: Inputs,
    runs: Iterable[Run],
    drawn: Mapping[str, Sequence[Page]],
    statistics: Mapping[str, Statistic],
) -> dict[str, Page]:
    """Return every text with its claims and unbound numbers, by the file in which an editor would fix it.

    `drawn` are the texts that charts draw, by the file of their notebook; `statistics` are those that flow into pages.
    """
    project, runs = inputs.project, list(runs)
    settings = project.settings
    paths = [*dict.fromkeys([*project.pages, *project.notebooks])]
    recorded = {run.path: run for run in runs}
    pages: dict[str, Page] = {}
    for path in paths:
        file, page = path.as_posix(), read_one(inputs, path, statistics)
        if path in recorded:
            page = merge(file, [page, *read_run(recorded[path], settings), *drawn.get(file, ())])
        pages[file] = page
    for file, where, texts_of in _other_texts(inputs):
        page = _read_all(file, where, texts_of, settings)
        # columns can only be searched where the texts have lines: titles of _config.yml and _toc.yml have none
        in_lines = any(place.line is not None for _, place in texts_of)
        pages[file] = add_columns(page, (project.root / file).read_text("utf-8")) if in_lines else page
    pages |= _read_second(inputs, runs)
    return {file: _with_stored_claims(page) for file, page in pages.items()}


def _with_stored_claims(page: Page) -> Page:
    # What was read anew is like what was found: who asks for the mark of its claims later finds it there.
    known = isinstance(page.claims, StoredClaims)
    return page if known else replace(page, claims=StoredClaims.of(page.claims))


# Of a file that describes hundreds of tables, these are thousands.
@task(
    of=lambda file, where, texts, settings: (
        file, where, [(text, *_parts_of(place)) for text, place in texts], _describe_reading(settings),
    ),
)  # fmt: skip
def _read_all(file: str, where: str, texts: Sequence[tuple[str, Place]], settings: Settings) -> Page:
    return merge(file, [_parse(text, place, where, settings) for text, place in texts])


def read_run(run: Run, settings: Settings) -> list[Page]:
    """Return the texts of a run's charts and statistics."""
    return [*_read_charts(run, settings), _read_statistics(run, settings)]


def _describe_run(run: Run, settings: Settings) -> tuple[object, ...]:
    # Charts come from the run, not from the file, and what flows into their texts is no part of its mark.
    return run.mark, run.path.as_posix(), _shown_texts(run), _describe_reading(settings)


def _describe_reading(settings: Settings) -> dict[str, object]:
    """Return what decides how a text is read, besides the text itself."""
    return {"names": settings.names, "locale": settings.language, "markdown": settings.markdown}


def _read_second(inputs: Inputs, runs: Sequence[Run]) -> dict[str, Page]:
    """Return the files with texts in second languages, by name."""
    if not inputs.second:
        return {}
    named = {**find_named(runs, inputs.reviews), **inputs.project.settings.imprint.texts}
    defining = frozenset(getattr(one, part) for run in runs for one in run.statistics for part in PARTS)
    pages = {}
    for texts in inputs.second.values():
        page = _read_lines(texts, named, defining, inputs.project.settings)
        pages[texts.file] = add_columns(page, (inputs.project.root / texts.file).read_text("utf-8"))
    return pages


@task(
    of=lambda texts, named, defining, settings: (
        texts.language, sorted(texts.lines.items()), [str(place) for _, place in texts.places],
        [named.get(key, "") for key in texts.lines], [one in defining for one in texts.lines], settings.names,
    ),
)  # fmt: skip
def _read_lines(texts: Texts, named: dict[str, str], defining: frozenset[str], settings: Settings) -> Page:
    return read_lines(texts, named, defining, settings)


def read_one(inputs: Inputs, path: Path, statistics: Mapping[str, Statistic]) -> Page:
    """Return the page of one file; `statistics` are those that flow into it."""
    root, settings = inputs.project.root, inputs.project.settings
    flows = _find_flows(root, path, settings.language, settings.markdown)
    return _read_page(root, path, settings, print_flows(flows, statistics))


@task(
    of=lambda root, path, settings, flowing: (_describe_reading(settings), flowing),
    reads=lambda root, path, settings, flowing: [path.as_posix()],
)
def _read_page(root: Path, path: Path, settings: Settings, flowing: tuple[FilledRole, ...]) -> Page:
    return read_page(
        root, path, names=settings.names, locale=settings.language, flowing=flowing, markdown=settings.markdown
    )


@task(
    of=lambda root, path, language, markdown: (language, markdown),
    reads=lambda root, path, language, markdown: [path.as_posix()],
)
def _find_flows(root: Path, path: Path, language: str, markdown: str) -> list[Flow]:
    return find_flows(root, path, language, markdown)


def _other_texts(inputs: Inputs) -> Iterator[tuple[str, str, list[tuple[str, Place]]]]:
    """Yield the file, kind and texts of everything that is neither page nor notebook."""
    settings, resources = inputs.project.settings, inputs.catalog.resources
    for review in inputs.reviews:
        yield review.file, "review", list(review.texts)
    yield CORRECTIONS, "correction", list(inputs.history.texts)
    # an editor's reason for an acknowledgement is shown to readers, so its numbers are checked too
    reasons = [reason for noted in settings.acknowledged.values() for reason in noted.values()]
    described = [text for one in resources for text in (one.title, one.description, one.rights)]
    described += [text for one in resources for field in one.fields for text in (field.title, field.description)]
    # A label of one word ("2026-11", "second") is a name, and part of an address; one of several says something.
    label = settings.edition if len(settings.edition.split()) > 1 else ""
    titles = {
        # Names of licences are no figures: Creative Commons Zero.
        CONFIG: [settings.title, settings.author, label, *settings.imprint.texts.values(), *reasons],
        TOC: list(inputs.project.titles),
        PACKAGE: described,
    }
    for file, texts in titles.items():
        place = Place(file=file)
        yield file, "title", [(text, place) for text in texts]


@task(of=_describe_run)
def _read_charts(run: Run, settings: Settings) -> list[Page]:
    return [
        _parse(text, _place(chart), where, settings, _chart_heads(chart, where))
        for chart in run.charts
        for text, where in _chart_texts(chart)
    ]


@task(of=_describe_run)
def _read_statistics(run: Run, settings: Settings) -> Page:
    numbers = find_statistic_numbers(run.statistics, names=settings.names, locale=settings.language)
    return Page(name=run.path.as_posix(), numbers=tuple(numbers))


def _chart_heads(chart: Chart, where: str) -> tuple[Head, ...]:
    above = (chart.subtitle, chart.title) if where != "chart title" else (chart.subtitle,)
    return tuple(Head(HeadKind.CAPTION, strip_roles(text)) for text in above if text)


def _parse(text: str, place: Place, where: str, settings: Settings, heads: tuple[Head, ...] = ()) -> Page:
    return parse_text(text, place=place, where=where, names=settings.names, locale=settings.language, heads=heads)


def _chart_texts(chart: Chart) -> Iterator[tuple[str, str]]:
    yield chart.title, "chart title"
    yield chart.subtitle, "chart title"
    yield chart.alt, "text alternative"
    yield chart.note, "caption"


def _shown_texts(run: Run) -> list[str]:
    return [text for one in run.outlines for text in one.texts]


def _place(chart: Chart) -> Place:
    return Place(file=chart.cell.notebook, cell=chart.cell.index) if chart.cell else Place(file="")
