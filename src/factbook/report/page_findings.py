"""The findings on one page: its figures judged, and its sentences held against the statistics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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


def check_page(page: Page, known: Known, context: Context, around: str, memo: Memo) -> Iterator[Finding]:
    """Yield the findings on a page, waived figures left out; `around` is what `digest_around` returns."""
    claimed = [check_claim(claim, known) for claim in page.claims if claim.role is not Role.PLAIN]
    yield from _read_sentences(claimed, page.name, known, context, around, memo) if claimed else ()
    yield from (check_number(number) for number in page.numbers)
    yield from find_unchecked_numbers(claimed, known)


def digest_around(context: Context, runs: Iterable[Run]) -> str:
    """Return a digest of all that the sentences of pages are held against; `runs` are those of the edition's day.

    It is that of all statistics (each may be a sibling of what a sentence names), of sources and of the house's words.
    """
    days = sorted(source.published for source in context.sources.values())
    return digest([run.mark for run in runs], repr(context.words), days)


def _read_sentences(
    claimed: Sequence[Finding], name: str, known: Known, context: Context, around: str, memo: Memo
) -> Iterator[Finding]:
    """Yield the findings on the claims of a page with what their sentences say."""
    # Judging figures is quick; reading sentences is what an edit of another page must not pay for.
    about = [(one.claim, one.row, one.statistic.id if one.statistic else "") for one in claimed]
    read = memo.get_or_make(
        partial(read_findings, claimed, context), list[ReadSentence], "sentences", name, repr(about), around
    )
    # Most sentences say nothing that is read: one object for what many of them say makes a report a third smaller.
    read = [ReadSentence(readings=_share(one.readings), cautions=one.cautions) for one in read]
    for before, finding in zip(claimed, add_sentences(claimed, read, known.rules), strict=True):
        # Of a glued value nobody has said whether it is a change, of what, and when: "fell by 5%" may be right.
        yield before if before.statistic and before.statistic.key else finding


@lru_cache(maxsize=1024)
def _share(readings: tuple[SentenceReading, ...]) -> tuple[SentenceReading, ...]:
    """Return these readings, or those that are equal to them and were here before."""
    return readings
