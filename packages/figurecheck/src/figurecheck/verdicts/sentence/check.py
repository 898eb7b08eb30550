"""Hold the sentences of a report against the statistics of the figures in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from figurecheck.figures import DEFAULT_RULES, Rules
from figurecheck.figures.languages import find_language
from figurecheck.model import Aspect, Caution, Claim, Finding, Risk, Role, SentenceReading, SentenceState, Verdict
from figurecheck.model.claim import HEADLINES, KEY_FIGURE
from figurecheck.model.statistic import TEXT_UNITS
from figurecheck.model.worded import phrase
from figurecheck.verdicts.beside import find_beside
from figurecheck.verdicts.claims import check_value, find_names
from figurecheck.verdicts.sentence.context import Context
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


def _may_fall(said: SentenceReading) -> bool:
    """Return whether a sentence says that a figure fell, or has a verb of which that is not known."""
    if said.state is not SentenceState.NOT_READ or not said.words:
        return said.state is SentenceState.BORNE_OUT
    # The tables of words are loaded where a sentence is read, and most are read already.
    from figurecheck.verdicts.sentence.predicates import is_verb

    return is_verb(said.words)


# The judge reads what is bound alone, and a bare "20%" of "fell by 20%" is no fall. The sentence says which it is.
def judge_with_direction(finding: Finding, readings: tuple[SentenceReading, ...], rules: Rules) -> Finding:
    """Return the finding on a fall, judged again with the direction that the sentence was read to say of it."""
    said = next((one for one in readings if one.aspect is Aspect.DIRECTION), None)
    statistic, claim = finding.statistic, finding.claim
    if finding.verdict is not Verdict.MISMATCH or said is None or not _may_fall(said):
        return finding
    # Of a value above zero nothing fell, whichever way the sentence goes: "from 337 ppm in 1979 up to 426 ppm".
    if statistic is None or claim is None or not isinstance(finding.value, Decimal) or finding.value >= 0:
        return finding
    language = find_language(claim.locale)
    if language is None or not language.fall:
        return finding

    # Which way "forfeited 2.6%" goes is for an editor to say.
    template = "{reason} (which way it went is not read: “{words}”)"
    if said.state is SentenceState.BORNE_OUT:
        template = "{reason} (the direction is that of the sentence, “{words}”)"

    def judge_fall(printed: str, template: str = language.fall) -> Finding:
        return check_value(
            template.format(printed),
            statistic.value,
            unit=statistic.unit,
            locale=claim.locale,
            rules=rules,
            basis=statistic.basis,
            names=find_names(statistic),
        )

    again = judge_fall(finding.printed)
    if again.verdict is Verdict.INCOMPARABLE:
        # Behind a unit such as µg/m³ "weniger" is not read, and a sign is.
        again = judge_fall(finding.printed, "−{}")
    # "Fell by more than 23%" of 22.9%.
    for beside, refuting in find_beside(claim, again.verdict, finding.unit, rules).items():
        if (more := judge_fall(beside)).verdict in refuting:
            reason = phrase("the text says “{words}”: {why}", words=beside, why=more.reason)
            return replace(finding, verdict=more.verdict, reason=reason)
    # A wrong size stays wrong with its direction, and is told in the words of the first verdict. So is one behind whose
    # unit the word is not read, such as ppm.
    if again.verdict in {Verdict.MISMATCH, Verdict.INCOMPARABLE}:
        return finding
    return replace(
        again,
        printed=finding.printed,
        reason=phrase(template, reason=again.reason, words=said.words),
        claim=claim,
        statistic=statistic,
        place=finding.place,
        where=finding.where,
        warnings=finding.warnings,
    )
