"""Hold the sentences of a report against the statistics of the figures in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from figurecheck.figures import DEFAULT_RULES, Rules
from figurecheck.model import Aspect, Caution, Claim, Finding, Risk, Role, SentenceReading, SentenceState
from figurecheck.model.claim import HEADLINES, KEY_FIGURE
from figurecheck.model.statistic import TEXT_UNITS
from figurecheck.model.worded import phrase
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.directed import judge_with_direction
from figurecheck.verdicts.sentence.spans import parse_span
from figurecheck.verdicts.shown import name_period


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSentence:
    """What a sentence says of one figure."""

    readings: tuple[SentenceReading, ...] = ()
    """One an aspect; none for a number that nothing binds."""
    cautions: tuple[Caution, ...] = ()
    """Of words that are not borne out."""


def load_readers() -> None:
    """Load what reads sentences, which most commands need for no page."""
    from figurecheck.verdicts.sentence import aspects, passage  # noqa: F401


def read_findings(findings: Iterable[Finding], context: Context) -> list[ReadSentence]:
    """Return what the sentence of each finding says of it; the claims of one passage must be adjacent."""
    made: list[ReadSentence] = []
    for _, group in groupby(findings, key=_passage):
        of_passage = list(group)
        read = dict(_read_passage(of_passage, context)) if of_passage[0].claim else {}
        for number in range(len(of_passage)):
            readings, cautions = read.get(number, ((), ()))
            made.append(ReadSentence(readings=readings, cautions=cautions))
    return made


def add_sentences(
    findings: Iterable[Finding], read: Iterable[ReadSentence], rules: Rules = DEFAULT_RULES
) -> Iterator[Finding]:
    """Yield the findings with what their sentences say.

    By `rules` a fall is judged again whose direction stands in the sentence, and not in the figure.
    """
    for finding, sentence in zip(findings, read, strict=True):
        judged = judge_with_direction(finding, sentence.readings, rules)
        yield replace(judged, sentence=sentence.readings, warnings=(*judged.warnings, *sentence.cautions))


def read_reviewed(finding: Finding, says: str, context: Context) -> Finding:
    """Return the finding on somebody else's figure with what the publication, in our words, says of it."""
    from figurecheck.verdicts.sentence.aspects import read_sentence
    from figurecheck.verdicts.sentence.passage import read_sentences

    place, printed = finding.place, finding.printed
    if finding.statistic is None or place is None:
        return finding
    # Our words do not repeat the figure, so it is read as standing before them: "762 Foreigners among the offenders".
    claim = Claim(
        id="", role=Role.CLAIM, printed=printed, target=finding.statistic.id, place=place, passage=f"{printed} {says}"
    )
    standing = replace(finding, claim=claim)
    for sentence in read_sentences(claim.passage, [standing]):
        ((readings, cautions),) = read_sentence(sentence, context, placed=False)
        return replace(finding, sentence=readings, warnings=(*finding.warnings, *cautions))
    return finding


def _passage(finding: Finding) -> object:
    claim = finding.claim
    return (claim.place.file, claim.where, claim.passage, claim.heads) if claim else id(finding)


def _read_passage(
    findings: Sequence[Finding], context: Context
) -> Iterator[tuple[int, tuple[tuple[SentenceReading, ...], tuple[Caution, ...]]]]:
    from figurecheck.verdicts.sentence.aspects import read_in
    from figurecheck.verdicts.sentence.passage import read_sentences

    for run in _runs(findings):
        claims = [findings[number].claim for number in run]
        numbers = {claim.start: number for claim, number in zip(claims, run, strict=True) if claim}
        passage = claims[0].passage if claims[0] else ""
        locale = claims[0].locale if claims[0] else "en"
        for sentence in read_sentences(passage, [findings[number] for number in run]):
            for figure, (readings, cautions) in zip(sentence.figures, read_in(locale, sentence, context), strict=True):
                undated = _find_undated(figure.finding, readings, context)
                yield numbers[_claim(figure.finding).start], (readings, (*cautions, *undated))


def _find_undated(finding: Finding, readings: Iterable[SentenceReading], context: Context) -> Iterator[Caution]:
    """Yield a caution for a figure of a headline, or a key figure, that is of a period which readers are not told."""
    claim, statistic = _claim(finding), finding.statistic
    alone = claim.where in HEADLINES or claim.passage[claim.end :].startswith(KEY_FIGURE)
    if statistic is None or statistic.unit in TEXT_UNITS or parse_span(statistic.period) is None or not alone:
        return
    times = context.times(statistic)
    # By their digits, which all languages share: a description of a whole page names each year once.
    texts = " ".join([claim.passage, *(head.text for head in claim.heads)])
    named = [span for year in _YEAR.findall(texts) if (span := parse_span(year))]
    read = any(one.aspect is Aspect.PERIOD and one.state is not SentenceState.NOT_READ for one in readings)
    if read or any(span.overlaps(one) for span in named for one in (*times.main, *times.base)):
        return
    text = phrase("it is of {period}, which is not said here", period=name_period(statistic.period))
    yield Caution(Risk.UNDATED, text, "name the period in the same text, or in a heading above it")


_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")


def _claim(finding: Finding) -> Claim:
    if finding.claim is None:
        raise TypeError("a figure of a sentence has a claim")
    return finding.claim


def _runs(findings: Sequence[Finding]) -> Iterator[list[int]]:
    """Yield the findings of each passage: two equal cells of a table are two passages."""
    # The claims of a page come in reading order, so a place that is no later begins another passage.
    run: list[int] = []
    for number, finding in enumerate(findings):
        if run and _claim(finding).start <= _claim(findings[run[-1]]).start:
            yield run
            run = []
        run.append(number)
    yield run
