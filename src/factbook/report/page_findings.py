"""The findings on one page: its figures judged, and its sentences held against the statistics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial

from factbook.model import Finding, Role, SentenceReading
from factbook.project.memo import Memo
from factbook.report.pages import Page
from factbook.verdicts.claims import check_claim, check_number
from factbook.verdicts.known import Known
from factbook.verdicts.sentence.check import ReadSentence, add_sentences, read_findings
from factbook.verdicts.sentence.context import Context


def check_page(page: Page, known: Known, context: Context, marks: Sequence[str], memo: Memo) -> Iterator[Finding]:
    """Yield the findings on a page, waived figures left out; `marks` are those of the runs of the edition's day."""
    claimed = [check_claim(claim, known) for claim in page.claims if claim.role is not Role.PLAIN]
    # What a sentence says depends on it, on all statistics (each may be a sibling), on sources and on the house's
    # words; judging the figures is quick, and reading sentences is what an edit of another page must not pay for.
    about = [(one.claim, one.row, one.statistic.id if one.statistic else "") for one in claimed]
    days = sorted(source.published for source in context.sources.values())
    read = memo.get_or_make(
        partial(read_findings, claimed, context),
        list[ReadSentence],
        "sentences",
        page.name,
        repr(about),
        marks,
        repr(context.words),
        days,
    )
    # Most sentences say nothing that is read: one object for what many of them say makes a report a third smaller.
    read = [replace(one, readings=_share(one.readings)) for one in read]
    for before, finding in zip(claimed, add_sentences(claimed, read, known.rules), strict=True):
        # Of a glued value nobody has said whether it is a change, of what, and when: "fell by 5%" may be right.
        yield before if before.statistic and before.statistic.key else finding
    yield from (check_number(number) for number in page.numbers)


@lru_cache(maxsize=1024)
def _share(readings: tuple[SentenceReading, ...]) -> tuple[SentenceReading, ...]:
    """Return these readings, or those that are equal to them and were here before."""
    return readings
