"""Hold the sentences of a report against the statistics of the figures in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from factbook.figures import DEFAULT_RULES, Rules
from factbook.figures.languages import find_language, language_code
from factbook.model import Caution, Claim, Finding, Role, SentenceReading, SentenceState
from factbook.verdicts.sentence.carried import read_carried
from factbook.verdicts.sentence.comparisons import read_comparisons
from factbook.verdicts.sentence.context import Context
from factbook.verdicts.sentence.counted import read_counted
from factbook.verdicts.sentence.directed import judge_with_direction
from factbook.verdicts.sentence.directions import read_directions
from factbook.verdicts.sentence.exchanges import read_exchanges
from factbook.verdicts.sentence.groups import read_groups
from factbook.verdicts.sentence.kinds import read_kinds
from factbook.verdicts.sentence.movement import read_movements
from factbook.verdicts.sentence.passage import SentenceText, read_sentences
from factbook.verdicts.sentence.periods import read_periods

_READ = frozenset({"en", "ko"})
"""Languages that have tables of what a sentence says; the English ones would misread any other ("im Jahr zuvor")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSentence:
    """What a sentence says of one figure."""

    readings: tuple[SentenceReading, ...] = ()
    """One an aspect; none for a number that nothing binds."""
    cautions: tuple[Caution, ...] = ()
    """Of words that are not borne out."""


def check_sentences(findings: Iterable[Finding], context: Context, rules: Rules = DEFAULT_RULES) -> Iterator[Finding]:
    """Yield the findings, each with what its sentence says of it; the claims of one passage must be adjacent."""
    listed = list(findings)
    return add_sentences(listed, read_findings(listed, context), rules)


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
    place, printed = finding.place, finding.printed
    if finding.statistic is None or place is None:
        return finding
    # Our words do not repeat the figure, so it is read as standing before them: "762 Foreigners among the offenders".
    claim = Claim(
        id="", role=Role.CLAIM, printed=printed, target=finding.statistic.id, place=place, passage=f"{printed} {says}"
    )
    standing = replace(finding, claim=claim)
    for sentence in read_sentences(claim.passage, [standing]):
        ((readings, cautions),) = _read_sentence(sentence, context, placed=False)
        return replace(finding, sentence=readings, warnings=(*finding.warnings, *cautions))
    return finding


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
        locale = claims[0].locale if claims[0] else "en"
        for sentence in read_sentences(passage, [findings[number] for number in run]):
            for figure, read in zip(sentence.figures, _read_in(locale, sentence, context), strict=True):
                yield numbers[_claim(figure.finding).start], read


def _read_in(
    locale: str, sentence: SentenceText, context: Context
) -> list[tuple[tuple[SentenceReading, ...], tuple[Caution, ...]]]:
    if language_code(locale) in _READ:
        return _read_sentence(sentence, context)
    language = find_language(locale)
    return [(readings, ()) for readings in read_movements(sentence, language)] if language else []


def _gravest(*readings: Sequence[SentenceReading]) -> list[SentenceReading]:
    """Return for each figure the gravest of its readings of one aspect."""
    return [min(of_figure, key=lambda one: _GRAVITY.index(one.state)) for of_figure in zip(*readings, strict=True)]


_GRAVITY = (SentenceState.CONTRADICTED, SentenceState.BORNE_OUT, SentenceState.NOT_READ)


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


def _read_sentence(
    sentence: SentenceText, context: Context, *, placed: bool = True
) -> list[tuple[tuple[SentenceReading, ...], tuple[Caution, ...]]]:
    # Each aspect by itself, and each figure in one column: what one reading finds, no other depends on.
    counted = read_counted(sentence, context)
    of_words = [reading for reading, _ in counted]
    columns = zip(
        read_periods(sentence, context),
        _gravest(read_groups(sentence, context), read_exchanges(sentence, context), read_carried(sentence, context)),
        read_directions(sentence, context),
        # The words beside a figure say of what kind it is, if that is where it stands.
        _gravest(of_words, read_kinds(sentence)) if placed else of_words,
        read_comparisons(sentence, context),
        strict=True,
    )
    return [(readings, cautions) for readings, (_, cautions) in zip(columns, counted, strict=True)]
