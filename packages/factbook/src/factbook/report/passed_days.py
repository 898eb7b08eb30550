"""Sentences that treat a day as still to come which has passed since the newest source: nobody has looked what came.

What the day of the build is enters no page: an editor is told, and `seal` refuses such a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import chain

from factbook.report.checked_report import Report, find_known_until
from factbook.report.myst import strip_roles
from figurecheck.figures.common.calendar_names import find_months
from figurecheck.figures.common.text import sentences
from figurecheck.figures.languages import find_language
from figurecheck.model import Place
from figurecheck.model.errors import Complaint
from figurecheck.model.worded import phrase
from figurecheck.verdicts.sentence.spans import Span, parse_span

_REMEDY = "say what was to happen by the source (was to, by its words), or add a source that says what did"
_DIRECTIVE = re.compile(r"^\s*[`:~]{3,}\{[\w:-]+\}")
_CLAUSE = re.compile(r"[,;:—()]|\b(?:and|but|which|whose|who|und|aber)\b")
_FEWEST_WORDS = 3
"""Words, with its date, of a clause that may have no verb: "in October 2026" takes that of the next."""
_MASK = "\ufffc"


def find_passed_days(report: Report, day: str) -> Iterator[Complaint]:
    """Yield a complaint for each sentence of a report that treats a day as to come which an ISO day is past."""
    newest = find_known_until(report)
    until, now = parse_span(newest), parse_span(day)
    if until is None or now is None:
        return
    passed = Span(until.last + 1, now.last - 1)
    for place, text, language in _find_texts(report):
        for start, sentence in _split(text):
            days = (words for words, span in find_days(sentence, language) if span in passed)
            if words := next((one for one in days if is_to_come(sentence, one, language)), ""):
                template = "“{sentence}” has {words} still to come, which has passed since the newest source, {newest}"
                what = phrase(template, sentence=sentence, words=words, newest=newest)
                line = place.line and place.line + text.count("\n", 0, start)
                yield Complaint(str(replace(place, line=line)), what, _REMEDY)


def find_days(text: str, language: str) -> Iterator[tuple[str, Span]]:
    """Yield each month and day that a text prints with its year, as printed, and the days that it is."""
    for found in _compile(language).finditer(text):
        parts = found.groupdict()
        month = int(parts["number"]) if parts["number"] else find_months(language).index(parts["name"]) + 1
        on = parts["before"] or parts["behind"] or parts["on"]
        label = f"{parts['year'] or parts['ahead']}-{month:02}" + (f"-{int(on):02}" if on else "")
        if span := parse_span(label):
            yield found[0], span


@cache
def _compile(language: str) -> re.Pattern[str]:
    names = "|".join(map(re.escape, find_months(language)))
    named = rf"(?:(?P<before>\d{{1,2}})\.? )?(?P<name>{names}) (?:(?P<behind>\d{{1,2}}), )?(?P<year>\d{{4}})"
    numbered = r"(?P<ahead>\d{4})년 (?P<number>\d{1,2})월(?: (?P<on>\d{1,2})일)?"
    return re.compile(rf"{numbered}|\b{named}\b")


def is_to_come(sentence: str, words: str, language: str) -> bool:
    """Return whether the clause of a date puts it ahead of the writer: its verb is of the future, or of no past."""
    known = find_language(language)
    if known is None or not any(known.tenses):
        return False
    coming, past = (re.compile(pattern, re.IGNORECASE) for pattern in known.tenses)
    # A date may have a comma of its own.
    clauses = _CLAUSE.split(sentence.replace(words, _MASK, 1))
    at = next(number for number, clause in enumerate(clauses) if _MASK in clause)
    short = len(clauses[at].split()) <= _FEWEST_WORDS
    clause = " ".join(clauses[max(at - 1, 0) : at + 2]) if short else clauses[at]
    # The cells of a row need no verb.
    return bool(coming.search(clause)) or not (past.search(clause) or "|" in sentence)


def _split(text: str) -> Iterator[tuple[int, str]]:
    for sentence in sentences(text):
        yield sentence.start, " ".join(text[sentence.start : sentence.end].split())


def _find_texts(report: Report) -> Iterator[tuple[Place, str, str]]:
    """Yield the texts of pages, reviews, charts and second languages, each with its place and language."""
    for path in report.project.pages:
        if path.suffix in {".md", ".rst"}:
            language = report.languages.of(path.with_suffix("").as_posix())
            source = (report.project.root / path).read_text("utf-8", errors="replace")
            for number, text in _paragraphs(source.split("\n")):
                yield Place(file=path.as_posix(), line=number), strip_roles(text), language
    main = report.languages.main
    for review, _ in report.reviews:
        yield from ((place, strip_roles(text), main) for text, place in review.texts)
    for texts in report.second.values():
        yield from ((place, strip_roles(text), texts.language) for text, place in texts.places)
    for chart in report.charts.values():
        place = Place(file=chart.cell.notebook, cell=chart.cell.index) if chart.cell else Place(file="")
        yield from ((place, strip_roles(text), main) for text in (chart.title, chart.subtitle, chart.alt, chart.note))


def _paragraphs(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield each paragraph of a page with the number of its first line, from 1; a list item is one of its own."""
    held: list[str] = []
    start = 1
    for number, line in enumerate((_DIRECTIVE.sub("", one) for one in chain(lines, [""])), 1):
        apart = not line.strip() or line.lstrip().startswith(("#", "-", "|", "*", "`", ":"))
        if apart and held:
            yield start, "\n".join(held)
            held = []
        if line.strip():
            start = start if held else number
            held.append(line.strip().lstrip("#-|*` "))
