"""The numbers of scanned drafts, as lines, as JSON, and as annotations of GitHub."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from figurecheck.figures.common.text import LONGEST_SENTENCE, words_of
from figurecheck.figures.common.word_table import is_hangul
from figurecheck.model import Place
from figurecheck.report.annotation import annotate
from figurecheck.scan import AMBIGUOUS, Fact, Scanned, Status, cut_sentences
from figurecheck.scan.drafts import Draft
from figurecheck.scan.words.tables import single_spaced

Scans = Sequence[tuple[Draft, Sequence[Scanned]]]
"""Drafts, and the numbers that were found in each."""
COUNTED = (Status.DISAGREES, Status.IMPOSSIBLE, Status.CONTRADICTS, AMBIGUOUS, Status.UNSOURCED, Status.AGREES)
"""What a number that counts something is counted as, the gravest first."""
_ROUND = 36
"""Characters of the text shown on each side of a number."""


def scanned_document(scans: Scans) -> list[dict[str, object]]:
    """Return the list that ``scan --format json`` prints.

    ``start`` and ``end`` count characters of the text as read; ``line`` and ``column`` are those of the file in
    Markdown and plain text, and of the text as read in HTML and Word.
    """
    return [
        {
            "file": draft.name,
            "line": draft.place(one.start)[0],
            "column": draft.place(one.start)[1],
            "start": one.start,
            "end": one.end,
            "text": one.text,
            "reading": one.reading,
            "status": one.status.value,
            "statistic": one.statistic or None,
            "reason": one.reason,
            "candidates": [
                {"statistic": other.statistic, "agrees": other.agrees, "score": round(other.score, 3)}
                for other in one.candidates
            ],
        }
        for draft, numbers in scans
        for one in numbers
    ]


def render_annotations(scans: Scans) -> Iterator[str]:
    """Yield a workflow command of GitHub for each wrong number, which shows it beside its line in a pull request."""
    for draft, numbers in scans:
        for one in (one for one in numbers if one.status.wrong):
            # Word and HTML files are shown without lines, so that the message names the paragraph.
            place = draft.place(one.start) if draft.kind.placed else None
            line, column = place or (None, None)
            yield annotate(describe(draft, one), Place(file=draft.name, line=line, column=column))


def render_scanned(scans: Scans, *, everything: bool = False) -> Iterator[str]:
    """Yield the wrong numbers of each draft with place and context, or every number, and the counts."""
    for draft, numbers in scans:
        yield f"{draft.name}: {count_statuses(numbers)}"
        for one in numbers:
            if one.status.wrong or (everything and one.status is not Status.NOT_A_FIGURE):
                yield from render_number(draft, one)
    if len(scans) > 1:
        yield f"{len(scans)} files: {count_statuses([one for _, numbers in scans for one in numbers])}"


def describe_language(draft: Draft, facts: Sequence[Fact], aliases: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield a note where a text is in Korean and the words of the statistics are not, or the other way round."""
    words = [word.text for word in words_of(draft.text) if word.text[0].isalpha()]
    about = [one for fact in facts for one in (*fact.about, fact.label, fact.measure) if one]
    about += [other for others in aliases.values() for other in others]
    if len(words) < _FEW_WORDS or not about:
        return
    korean, own = (sum(map(_has_hangul, some)) / len(some) for some in (words, about))
    if (korean > _MOST and own < _HARDLY) or (own > _MOST and korean < _HARDLY):
        one, other = ("Korean", "other words") if korean > own else ("other words than Korean", "Korean")
        yield (
            f"{draft.name}: the text is in {one}, and the statistics are described in {other}, so that hardly any can "
            "be meant (list the text's words under factbook: sentence: aliases, or give about in both languages)"
        )


_FEW_WORDS, _MOST, _HARDLY = 20, 0.5, 0.05


def _has_hangul(text: str) -> bool:
    return any(map(is_hangul, text))


def describe_cuts(draft: Draft) -> Iterator[str]:
    """Yield a line if a draft has sentences that were read in parts, since they go on for hundreds of words."""
    cuts = cut_sentences(draft.text)
    if cuts:
        what = f"has no end of a sentence within {LONGEST_SENTENCE} words, so it was read in parts"
        places = "here" if len(cuts) == 1 else f"here and in {len(cuts) - 1} more places"
        yield f"{draft.where(cuts[0])}: {what}, {places} (end sentences with a full stop or an empty line)"


def count_statuses(numbers: Iterable[Scanned]) -> str:
    """Return how many numbers there are of each status, and ambiguous ones, the gravest first."""
    counts = Counter(one.counted_as for one in numbers)
    counted = [f"{counts[status]} {status}" for status in COUNTED if counts[status]]
    total = sum(counts[status] for status in COUNTED)
    return f"{total} number{'' if total == 1 else 's'}" + (f": {', '.join(counted)}" if counted else "")


def context_of(draft: Draft, one: Scanned) -> tuple[str, str]:
    """Return the words before and after a number in its own block, on one line, cut at a space."""
    block = draft.block(one.start)
    first, last = (block.start, block.end) if block else (0, len(draft.source))
    # Three times as much source as is shown, since markup in it is left out.
    before = single_spaced(draft.shown(max(first, one.start - 3 * _ROUND), one.start)).lstrip(" |")
    after = single_spaced(draft.shown(one.end, min(last, one.end + 3 * _ROUND))).rstrip(" |")
    if len(before) > _ROUND:
        before = "..." + before[-_ROUND:].partition(" ")[2]
    if len(after) > _ROUND:
        after = after[:_ROUND].rpartition(" ")[0] + "..."
    return before, after


def describe(draft: Draft, one: Scanned) -> str:
    """Return place, number, status and reason, on one line."""
    about = f" [{one.statistic}]" if one.statistic else ""
    reason = one.reason or "no statistic is clearly meant"
    return f"{draft.where(one.start)}: ‘{one.text}’ {one.status}: {reason}{about}"


def render_number(draft: Draft, one: Scanned, indent: str = "  ") -> Iterator[str]:
    """Yield the lines about a number: what is known of it, its context if it is wrong, and what it may be about."""
    yield f"{indent}{describe(draft, one)}"
    if one.status.wrong:
        before, after = context_of(draft, one)
        yield f"{indent}    {before}[{one.text}]{after}"
    if one.status is Status.UNSOURCED:
        for other in one.candidates:
            yield f"{indent}    maybe {other.statistic}, which {'agrees' if other.agrees else 'does not agree'}"
