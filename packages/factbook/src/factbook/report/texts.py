"""Every text of a report that readers see, parsed once: pages, notebooks, charts, reviews, titles, descriptions.

The texts of statistics stand beside figures and on pages of evidence. They say what a statistic is, and may name its
years, the limits of its group ("under twenty", "aged 30 to 39"), its span ("over five years"), its parts ("sum of two
bands", 다섯 분야) and the base of a rate (인구 1000명당). Any other number states something that nobody checked. What
is copied from a cell of the rows that a statistic rests on is data, as is the code of its unit.

The texts in a second language are texts of the report: their figures are claims, their numbers are bound. A number that
the first language prints in the same text without binding it is the same number: it was judged there, or it is a part
of what the text defines ("under 20"). So is a text that is one figure of the same amount ("5 million won", 500만 원).
Any other number is bound like every number of the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from operator import attrgetter
from pathlib import Path

from factbook.data.descriptor import PACKAGE
from factbook.editions.history import FILE as CORRECTIONS
from factbook.engine.stored_claims import StoredClaims
from factbook.engine.task import task
from factbook.model import Review
from factbook.notebooks import Run
from factbook.project.setting_values import CONFIG
from factbook.project.settings import Settings
from factbook.project.table_of_contents import TOC
from factbook.report.flowing import FilledRole, Flow, find_flows, print_flows
from factbook.report.inputs import Inputs
from factbook.report.myst import strip_roles
from factbook.report.pages import Page, add_columns, flatten, merge, parse_text, read_page
from factbook.report.second_language import CHART_PARTS, PARTS, Texts, claim_texts
from figurecheck.figures import find_stated, parse
from figurecheck.figures.common.tokens import either
from figurecheck.figures.english.words import ORDINALS, SCALES, TENS, UNITS
from figurecheck.model import Chart, Number, Place, Statistic
from figurecheck.model.claim import Head, HeadKind

_COUNT = rf"(?:\d{{1,3}}(?:,000|000)?|an?\s+(?:{either(SCALES)})|(?:{either([*UNITS, *TENS])}))"
_LIMITS = (
    r"\b(?:aged?|ages|under|over|above|below|at least|at most|up to|exceed(?:s|ing)?"
    r"|(?:more|less|fewer|older|younger) than)"
    rf"\s+{_COUNT}(?:\s*(?:to|and|or|-|–)\s*{_COUNT})?(?![\d,.]*\d)(?:\s*%)?"
    rf"|\bfrom\s+{_COUNT}\s+(?:on|onwards|up)\b"
    rf"|\bper\s+{_COUNT}(?![\d,.]*\d)"
    rf"|\b(?:top|bottom)\s+{_COUNT}(?![\d,.]*\d)"
    rf"|\b{_COUNT}(?:\s+years?)?\s+(?:and|or)\s+(?:over|above|older|under|below|younger|more|less)\b"
)
_COUNTED = r"(?:\d{1,3}(?:,000|000)?(?:\.\d)?\s?[백천만억조]*|[십백천만]+)"
_UNIT = r"[가-힣A-Za-z%²³㎡㎥㎏㎞]{0,3}"
# As in English: limits, ages, "so many of each", and who is at the top or the bottom.
_KOREAN_LIMITS = (
    rf"{_COUNTED}\s?{_UNIT}\s?(?:이상|이하|미만|초과|이내)"
    r"|\d{1,3}(?:세|살)?\s?(?:[~∼–-]|에서|부터)\s?(?:만\s)?\d{1,3}(?:세|살)"
    rf"|(?<![가-힣]){_COUNTED}\s?{_UNIT}\s?당(?![가-힣])"
    rf"|[상하]위\s?{_COUNTED}"
)
_BASE = r"\d{4}년?\s?=\s?100(?!\d)"
"""What an index is counted from: 2020 = 100."""
_SPAN = (
    rf"\b{_COUNT}[ -](?:years?|months?|weeks?|days?|quarters?|hours?|decades?)\b"
    r"|\d{1,3}\s?(?:개?년|개월|일|시간|분기|주\s?(?:간|동안))"
)
_NATIVE = "첫 한 두 세 석 네 넉 다섯 여섯 일곱 여덟 아홉 열 열한 열두 절반".split()
# Up to twelve in words; with digits nobody counts the parts of a definition.
_PARTS = (
    rf"\b(?:{either([word for word, value in UNITS.items() if value <= 12])}|half"
    rf"|{either([word for word, value in ORDINALS.items() if value <= 12])})\b"
    rf"|(?<![가-힣])(?:{either(_NATIVE)})(?![가-힣]|\s?(?:배|자릿))"
    rf"|(?<![가-힣])(?:하나|둘|셋|넷)[의과와을를은는이가](?![가-힣])"
    r"|(?<!\d)\d분의\s?\d(?!\d)"
)


# Eight milliseconds, which a check that reads no new text of a statistic does not spend.
@cache
def _compile() -> list[re.Pattern[str]]:
    return [re.compile(pattern, re.IGNORECASE) for pattern in (_LIMITS, _KOREAN_LIMITS, _BASE, _SPAN, _PARTS)]


def find_statistic_numbers(statistics: Iterable[Statistic], *, names: tuple[str, ...], locale: str) -> Iterator[Number]:
    """Yield each number that the text of a statistic states beside what the statistic is, each text once."""
    seen: set[str] = set()
    for statistic in statistics:
        # What a book has glued has its key for a label, which is a name and states nothing.
        if statistic.key:
            continue
        texts = (statistic.label, statistic.about, statistic.population, statistic.measure, statistic.note)
        place = Place(file=statistic.cell.notebook, cell=statistic.cell.index) if statistic.cell else Place(file="")
        for text in (*texts, statistic.period):
            if text and text not in seen:
                seen.add(text)
                # Looked for only where the text states a number, as there may be thousands of rows.
                yield from find_defined_numbers(text, place, names, locale, _find_copied(text, statistic))


def _find_copied(text: str, statistic: Statistic) -> Iterator[tuple[int, int]]:
    """Yield where a text has a whole cell of the rows in words, or the code of the unit."""
    cells = {cell for rowset in statistic.rows for row in rowset.rows for cell in row if isinstance(cell, str)}
    # A cell of digits alone is a number, which a text may not state by chance.
    copied = {cell for cell in cells if cell in text and any(map(str.isalpha, cell))} | {statistic.unit} - {""}
    for one in copied | ({text} & cells):
        yield from (match.span() for match in re.finditer(rf"(?<!\w){re.escape(one)}(?!\w)", text))


def find_defined_numbers(
    text: str, place: Place, names: tuple[str, ...], locale: str, copied: Iterable[tuple[int, int]] = ()
) -> Iterator[Number]:
    """Yield each number that a text states, without those that say what is counted: limits, spans and parts.

    `copied` is where it repeats words of the data.
    """
    found = [one for one in find_stated(text, locale=locale, names=names) if one.needs_claim]
    if not found:
        return
    defining = [match.span() for pattern in _compile() for match in pattern.finditer(text)]
    defining += copied
    for one in found:
        if not any(start <= one.start < end for start, end in defining):
            yield Number(text=one.text, place=place, where="statistic", context=text)


_ANY_ROLE = re.compile(r"\{\w+\}`[^`]*`")
_NUMBER = re.compile(r"\d[\d,.  ]*")


def find_named(runs: Iterable[Run], reviews: Iterable[Review]) -> dict[str, str]:
    """Return the texts of charts, statistics and reviews by the names that a file of texts may give them."""
    named: dict[str, str] = {}
    for run in runs:
        for chart in run.charts:
            named |= {f"{chart.id}.{part}": getattr(chart, part) for part in CHART_PARTS}
        for one in run.statistics:
            named |= {f"{one.id}.{part}": text for part in PARTS if (text := getattr(one, part))}
    for review in reviews:
        named |= review.replies
        named |= {
            f"{review.name}.{claim.id}.{name}": text for claim in review.claims for name, text in claim_texts(claim)
        }
    return named


def read_lines(texts: Texts, named: dict[str, str], defining: frozenset[str], settings: Settings) -> Page:
    """Return the lines of a file with their claims and unbound numbers.

    `named` are the texts of the first language by name, `defining` those that say what a statistic is.
    """
    # Places are those of the texts in the file, and say nothing of the key.
    originals = {flatten(line): named.get(key, key) for key, line in texts.lines.items()}
    parts = []
    for text, place in texts.places:
        page = parse_text(text, place=place, where="second language", names=settings.names, locale=texts.language)
        original = originals.get(flatten(text), "")
        # What a role binds there is bound here as well, since each language has words of its own for it.
        known = set(_digits(_ANY_ROLE.sub(" ", original)))
        is_definition = original in defining and not page.claims
        numbers = (
            find_defined_numbers(text, place, settings.names, texts.language) if is_definition else iter(page.numbers)
        )
        unbound = tuple(one for one in numbers if not {*_digits(one.text)} <= known or not any(_digits(one.text)))
        if unbound and not page.claims and _is_same_figure(original, settings.language, text, texts.language):
            unbound = ()
        # Texts of statistics, and those that charts draw, cannot hold a role.
        unsearched = page.unsearched if "{searched}" in original else ()
        parts.append(replace(page, numbers=unbound, unsearched=unsearched))
    return merge(texts.file, parts)


def _is_same_figure(original: str, language: str, text: str, second: str) -> bool:
    """Return whether two texts are one figure each, and the same: "5 million won" and 500만 원."""
    one, other = parse(original, language), parse(text, second)
    if one is None or other is None:
        return False
    units = {one.unit, other.unit} - {""}
    qualifiers = {figure.qualifier and figure.qualifier.name for figure in (one, other)}
    return (
        (one.amount, one.upper, one.total) == (other.amount, other.upper, other.total)
        and one.direction == other.direction
        and len(units) <= 1
        and len(qualifiers) == 1
    )


def _digits(text: str) -> Iterator[str]:
    """Yield each number of a text as its digits: 23,403 and 2만3403 are the same."""
    joined = re.sub(r"(?<=\d)[만억](?=\d)", "", text)
    yield from (re.sub(r"\D", "", one[0]) for one in _NUMBER.finditer(joined))


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
