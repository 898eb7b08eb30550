"""Hold the sentences of a report against the statistics of the figures in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from factbook.model import Caution, Claim, Finding, SentenceReading, State
from factbook.verdicts.sentence.comparisons import read_comparisons
from factbook.verdicts.sentence.context import Context
from factbook.verdicts.sentence.counted import read_counted
from factbook.verdicts.sentence.directions import read_directions
from factbook.verdicts.sentence.exchanges import read_exchanges
from factbook.verdicts.sentence.groups import read_groups
from factbook.verdicts.sentence.kinds import read_kinds
from factbook.verdicts.sentence.passage import SentenceText, read_sentences
from factbook.verdicts.sentence.periods import read_periods


def check_sentences(findings: Iterable[Finding], context: Context) -> Iterator[Finding]:
    """Yield the findings, each with what its sentence says of it; the claims of one passage must be adjacent."""
    for _, group in groupby(findings, key=_passage):
        of_passage = list(group)
        read = dict(_read_passage(of_passage, context)) if of_passage[0].claim else {}
        for number, finding in enumerate(of_passage):
            readings, cautions = read.get(number, ((), ()))
            yield replace(finding, sentence=readings, warnings=(*finding.warnings, *cautions))


def _passage(finding: Finding) -> object:
    claim = finding.claim
    return (claim.place.file, claim.where, claim.passage, claim.heads) if claim else id(finding)


def _read_passage(
    findings: Sequence[Finding], context: Context
) -> Iterator[tuple[int, tuple[tuple[SentenceReading, ...], tuple[Caution, ...]]]]:
    for run in _runs(findings):
        claims = [findings[number].claim for number in run]
        numbers = {claim.start: number for claim, number in zip(claims, run, strict=True) if claim}
        passage = claims[0].passage if claims[0] else ""
        for sentence in read_sentences(passage, [findings[number] for number in run]):
            for figure, read in zip(sentence.figures, _read_sentence(sentence, context), strict=True):
                yield numbers[_claim(figure.finding).start], read


def _gravest(*readings: Sequence[SentenceReading]) -> list[SentenceReading]:
    """Return for each figure the gravest of its readings of one aspect."""
    return [min(of_figure, key=lambda one: _GRAVITY.index(one.state)) for of_figure in zip(*readings, strict=True)]


_GRAVITY = (State.CONTRADICTED, State.BORNE_OUT, State.NOT_READ)


def _claim(finding: Finding) -> Claim:
    if finding.claim is None:
        raise TypeError("a figure of a sentence has a claim")
    return finding.claim


def _runs(findings: Sequence[Finding]) -> Iterator[list[int]]:
    """Yield the findings of each passage: two equal cells of a table are two passages."""
    run: list[int] = []
    for number, finding in enumerate(findings):
        if run and _claim(finding).start <= _claim(findings[run[-1]]).start:
            yield run
            run = []
        run.append(number)
    yield run


def _read_sentence(
    sentence: SentenceText, context: Context
) -> list[tuple[tuple[SentenceReading, ...], tuple[Caution, ...]]]:
    counted = read_counted(sentence, context)
    columns = zip(
        read_periods(sentence, context),
        _gravest(read_groups(sentence, context), read_exchanges(sentence, context)),
        read_directions(sentence, context),
        _gravest([reading for reading, _ in counted], read_kinds(sentence)),
        read_comparisons(sentence, context),
        strict=True,
    )
    return [(readings, cautions) for readings, (_, cautions) in zip(columns, counted, strict=True)]
