"""Every text of a report that readers see, parsed once: pages, notebooks, charts, reviews, titles, descriptions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from operator import attrgetter
from pathlib import Path

from factbook.data.descriptor import PACKAGE
from factbook.editions.history import FILE as CORRECTIONS
from factbook.notebooks import Run
from factbook.project.groups import divide
from factbook.project.memo import Memo
from factbook.project.setting_values import CONFIG
from factbook.project.settings import Settings
from factbook.project.stored_claims import StoredClaims
from factbook.project.table_of_contents import TOC
from factbook.report.flowing import Flow, find_flows, print_flows
from factbook.report.inputs import Inputs
from factbook.report.myst import strip_roles
from factbook.report.pages import Page, add_columns, merge, parse_text, read_page
from factbook.report.second_texts import find_named, read_lines
from factbook.report.statistic_texts import find_statistic_numbers
from factbook.report.translated import PARTS
from figurecheck.model import Chart, Place, Statistic
from figurecheck.model.claim import Head, HeadKind

_parts_of = attrgetter("file", "line", "cell", "column", "last_column")


def read_texts(
    inputs: Inputs,
    runs: Iterable[Run],
    memo: Memo,
    drawn: Mapping[str, Sequence[Page]],
    statistics: Mapping[str, Statistic],
) -> dict[str, Page]:
    """Return every text with its claims and unbound numbers, by the file in which an editor would fix it.

    `drawn` are the texts that charts draw, by the file of their notebook; `statistics` are those that flow into pages.
    """
    project, runs = inputs.project, list(runs)
    settings = project.settings
    paths = [*dict.fromkeys([*project.pages, *project.notebooks])]
    flows = _find_all_flows(inputs, paths, memo)
    read = _read_notebooks(inputs, runs, memo, drawn, statistics, flows)
    read |= _read_pages(inputs, [path for path in paths if path.as_posix() not in read], memo, statistics, flows)
    pages = {file: read[file] for file in map(Path.as_posix, paths)}
    for file, where, texts_of in _other_texts(inputs):
        make = partial(_read_all, file, where, texts_of, settings)
        about = [(text, *_parts_of(place)) for text, place in texts_of]
        # Of a file that describes hundreds of tables, these are thousands.
        page = memo.get_or_make(make, Page, "other texts", file, where, about, _describe_reading(settings))
        # columns can only be searched where the texts have lines: titles of _config.yml and _toc.yml have none
        in_lines = any(place.line is not None for _, place in texts_of)
        pages[file] = add_columns(page, (project.root / file).read_text("utf-8")) if in_lines else page
    pages |= _read_second(inputs, runs, memo)
    return {file: _with_stored_claims(page) for file, page in pages.items()}


def _with_stored_claims(page: Page) -> Page:
    # What was read anew is like what was found: who asks for the mark of its claims later finds it there.
    known = isinstance(page.claims, StoredClaims)
    return page if known else replace(page, claims=StoredClaims.of(page.claims))


def _read_notebooks(
    inputs: Inputs,
    runs: Sequence[Run],
    memo: Memo,
    drawn: Mapping[str, Sequence[Page]],
    statistics: Mapping[str, Statistic],
    flows: Mapping[str, list[Flow]],
) -> dict[str, Page]:
    """Return the texts of all notebooks, and of what they recorded, by file."""
    settings, paths = inputs.project.settings, inputs.project.notebooks
    recorded = {run.path.as_posix(): run for run in runs}
    reading = _describe_reading(settings)

    def describe(file: str) -> tuple[object, ...]:
        flowing = print_flows(flows[file], statistics) if file in flows else ()
        return (*_describe_run(recorded.get(file)), drawn.get(file) or (), flowing)

    def read_with_run(path: Path) -> Page:
        file, run = path.as_posix(), recorded.get(path.as_posix())
        page = read_one(inputs, path, memo, statistics)
        return merge(file, [page, *read_run(run, settings, memo), *drawn.get(file, ())]) if run else page

    def find(path: Path) -> Page:
        file, read = path.as_posix(), partial(read_with_run, path)
        return memo.get_or_read(read, Page, [file], "a notebook", file, describe(file), reading, gathers=True)

    def find_all(group: Sequence[Path]) -> dict[str, Page]:
        return {path.as_posix(): find(path) for path in group}

    pages: dict[str, Page] = {}
    for group in divide(paths):
        files = [path.as_posix() for path in group]
        about = files, [*map(describe, files)], reading
        pages |= memo.get_or_read(partial(find_all, group), dict[str, Page], files, "notebooks", *about, gathers=True)
    return pages


def _describe_run(run: Run | None) -> tuple[object, ...]:
    return (run.mark, _shown_texts(run)) if run else ()


def _read_pages(
    inputs: Inputs,
    paths: Sequence[Path],
    memo: Memo,
    statistics: Mapping[str, Statistic],
    flows: Mapping[str, list[Flow]],
) -> dict[str, Page]:
    """Return the texts of pages, by file."""

    def find_all(group: Iterable[Path]) -> dict[str, Page]:
        return {path.as_posix(): read_one(inputs, path, memo, statistics) for path in group}

    pages: dict[str, Page] = {}
    for group in divide(paths):
        files = [path.as_posix() for path in group]
        about = files, [print_flows(flows.get(file, ()), statistics) for file in files]
        reading = _describe_reading(inputs.project.settings)
        pages |= memo.get_or_read(
            partial(find_all, group), dict[str, Page], files, "pages", *about, reading, gathers=True
        )
    return pages


def _find_all_flows(inputs: Inputs, paths: Sequence[Path], memo: Memo) -> dict[str, list[Flow]]:
    """Return what flows into texts of files, without those into which nothing does."""
    flows: dict[str, list[Flow]] = {}
    # By groups: where one of them has changed, the others of its group are found one by one.
    for group in divide(paths):
        files = [path.as_posix() for path in group]
        flows |= memo.get_or_read(
            partial(_find_each_flows, inputs, group, memo), dict[str, list[Flow]], files, "flows of files",
            files, inputs.project.settings.language, inputs.project.settings.markdown, gathers=True,
        )  # fmt: skip
    return flows


def _find_each_flows(inputs: Inputs, paths: Iterable[Path], memo: Memo) -> dict[str, list[Flow]]:
    found = ((path.as_posix(), _find_flows(inputs, path, memo)) for path in paths)
    return {file: flows for file, flows in found if flows}


def _read_all(file: str, where: str, texts: Iterable[tuple[str, Place]], settings: Settings) -> Page:
    return merge(file, [_parse(text, place, where, settings) for text, place in texts])


def read_run(run: Run, settings: Settings, memo: Memo) -> list[Page]:
    """Return the texts of a run's charts and statistics."""
    file, about = run.path.as_posix(), _describe_reading(settings)
    # charts come from the run, not from the file: the key is the run's digest, and what flows into their texts
    texts = memo.get_or_make(
        partial(_read_charts, run, settings), list[Page], "chart texts", run.mark, file, about, _shown_texts(run)
    )
    defined = memo.get_or_make(partial(_read_statistics, run, settings), Page, "statistic texts", run.mark, file, about)
    return [*texts, defined]


def _describe_reading(settings: Settings) -> dict[str, object]:
    """Return what decides how a text is read, besides the text itself; it is part of every key of the memo."""
    return {"names": settings.names, "locale": settings.language, "markdown": settings.markdown}


def _read_second(inputs: Inputs, runs: Sequence[Run], memo: Memo) -> dict[str, Page]:
    """Return the files with texts in second languages, by name."""
    if not inputs.second:
        return {}
    named = {**find_named(runs, inputs.reviews), **inputs.project.settings.imprint.texts}
    defining = frozenset(getattr(one, part) for run in runs for one in run.statistics for part in PARTS)
    pages = {}
    for texts in inputs.second.values():
        about = [sorted(texts.lines.items()), [str(place) for _, place in texts.places]]
        keys = [named.get(key, "") for key in texts.lines], [one in defining for one in texts.lines]
        read = partial(read_lines, texts, named, defining, inputs.project.settings)
        page = memo.get_or_make(read, Page, "second texts", texts.language, about, keys, inputs.project.settings.names)
        pages[texts.file] = add_columns(page, (inputs.project.root / texts.file).read_text("utf-8"))
    return pages


def read_one(inputs: Inputs, path: Path, memo: Memo, statistics: Mapping[str, Statistic]) -> Page:
    """Return the page of one file; `statistics` are those that flow into it."""
    root, settings, file = inputs.project.root, inputs.project.settings, path.as_posix()
    about = _describe_reading(settings)
    flowing = print_flows(_find_flows(inputs, path, memo), statistics)
    read = partial(
        read_page, root, path, names=settings.names, locale=settings.language, flowing=flowing,
        markdown=settings.markdown,
    )  # fmt: skip
    # Only a page into which values flow depends on anything but its file.
    return memo.get_or_read(read, Page, [file], "page", file, {**about, "flowing": flowing} if flowing else about)


def _find_flows(inputs: Inputs, path: Path, memo: Memo) -> list[Flow]:
    settings, file = inputs.project.settings, path.as_posix()
    about = settings.language, settings.markdown
    return memo.get_or_read(
        partial(find_flows, inputs.project.root, path, *about), list[Flow], [file], "flows", file, *about
    )


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


def _read_charts(run: Run, settings: Settings) -> list[Page]:
    return [
        _parse(text, _place(chart), where, settings, _chart_heads(chart, where))
        for chart in run.charts
        for text, where in _chart_texts(chart)
    ]


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
