"""Figures whose direction stands outside of them: "fell by 20%", where only "20%" is bound.

The judge reads what is bound alone, and a bare "20%" is no fall. The sentence says which it is.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from figurecheck.figures import Rules
from figurecheck.figures.languages import find_language
from figurecheck.model import Aspect, Finding, SentenceReading, SentenceState, Verdict
from figurecheck.model.worded import phrase
from figurecheck.verdicts.beside import find_beside
from figurecheck.verdicts.claims import check_value, find_names


def _may_fall(said: SentenceReading) -> bool:
    """Return whether a sentence says that a figure fell, or has a verb of which that is not known."""
    if said.state is not SentenceState.NOT_READ or not said.words:
        return said.state is SentenceState.BORNE_OUT
    # The tables of words are loaded where a sentence is read, and most are read already.
    from figurecheck.verdicts.sentence.predicates import is_verb

    return is_verb(said.words)


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
