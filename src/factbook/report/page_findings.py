"""The findings on one page: its figures judged, and its sentences held against the statistics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from factbook.model import Finding, Role, SentenceReading
from factbook.notebooks import Run
from factbook.project.files import digest
from factbook.project.memo import Memo
from factbook.report.pages import Page
from factbook.verdicts.claims import check_claim, check_number
from factbook.verdicts.known import Known
from factbook.verdicts.other_numbers import find_unchecked_numbers
from factbook.verdicts.sentence.check import ReadSentence, add_sentences, read_findings
from factbook.verdicts.sentence.context import Context
from factbook.verdicts.sentence.siblings import without_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """All that the sentences of pages are held against."""

    names: str
    """Digest of what statistics are called and of what they are, of sources, and of the house's words."""
    marks: Mapping[str, str]
    """The mark of each run of the edition's day, by the notebook: while it is the same, so are the values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """What the sentences of a page say, and the runs whose values they were held against."""

    sentences: list[ReadSentence]
    marks: dict[str, str]


def check_page(page: Page, known: Known, context: Context, around: Around, memo: Memo) -> Iterator[Finding]:
    """Yield the findings on a page, waived figures left out; `around` is what `find_around` returns."""
    claimed = [check_claim(claim, known) for claim in page.claims if claim.role is not Role.PLAIN]
    yield from _read_sentences(claimed, page.name, known, context, around, memo) if claimed else ()
    yield from (check_number(number) for number in page.numbers)
    yield from find_unchecked_numbers(claimed, known)


def find_around(context: Context, runs: Sequence[Run], memo: Memo) -> Around:
    """Return what the sentences of pages are held against; `runs` are those of the edition's day."""
    days = sorted(source.published for source in context.sources.values())
    # Each statistic may be a sibling of what a sentence names.
    names = [memo.get_or_make(partial(_digest_names, run), str, "names of statistics", run.mark) for run in runs]
    return Around(names=digest(names, repr(context.words), days), marks={run.path.as_posix(): run.mark for run in runs})


def _digest_names(run: Run) -> str:
    return digest([without_value(one) for one in run.statistics])


def _read_sentences(
    claimed: Sequence[Finding], name: str, known: Known, context: Context, around: Around, memo: Memo
) -> Iterator[Finding]:
    """Yield the findings on the claims of a page with what their sentences say."""
    # Judging figures is quick; reading sentences is what an edit of another page or notebook must not pay for.
    about = [(one.claim, one.row, one.statistic.id if one.statistic else "") for one in claimed]
    key = ("sentences", name, repr(about), around.names)
    found = memo.find(ReadPage, *key)
    if found is None or any(around.marks.get(notebook) != mark for notebook, mark in found.marks.items()):
        found = _read(claimed, context, around)
        memo.store(found, ReadPage, *key)
    # Most sentences say nothing that is read: one object for what many of them say makes a report a third smaller.
    read = [ReadSentence(readings=_share(one.readings), cautions=one.cautions) for one in found.sentences]
    for before, finding in zip(claimed, add_sentences(claimed, read, known.rules), strict=True):
        # Of a glued value nobody has said whether it is a change, of what, and when: "fell by 5%" may be right.
        yield before if before.statistic and before.statistic.key else finding


def _read(claimed: Sequence[Finding], context: Context, around: Around) -> ReadPage:
    seen = context.siblings.seen
    seen.clear()
    sentences = read_findings(claimed, context)
    looked_at = [*seen.values(), *(one.statistic for one in claimed if one.statistic)]
    # What no run of the day has recorded is never known to be the same.
    notebooks = sorted({one.cell.notebook if one.cell else "" for one in looked_at})
    return ReadPage(sentences=sentences, marks={notebook: around.marks.get(notebook, "") for notebook in notebooks})


@lru_cache(maxsize=1024)
def _share(readings: tuple[SentenceReading, ...]) -> tuple[SentenceReading, ...]:
    """Return these readings, or those that are equal to them and were here before."""
    return readings
