"""Verdicts for readers: the group by which figures are marked, the word of a rating, and what a machine has checked."""

from __future__ import annotations

from collections.abc import Mapping

from factbook.render.words.interface import find_words, list_texts
from figurecheck.model import Aspect, Finding, Rating, Risk, SentenceState, Verdict

# The names are also those of the style sheet and of the words ``mark.*``, which screen readers say instead of the line.
GROUPS: Mapping[Verdict, str] = {
    Verdict.EXACT: "ok",
    Verdict.ROUNDED: "ok",
    Verdict.HOLDS: "ok",
    Verdict.TRUNCATED: "care",
    Verdict.LOOSE: "care",
    Verdict.REPORTED: "said",
    Verdict.SEARCHED: "searched",
    Verdict.MISMATCH: "wrong",
    Verdict.INCOMPARABLE: "wrong",
    Verdict.UNKNOWN: "wrong",
    Verdict.UNBOUND: "wrong",
}
"""The kinds of line under a figure: ok solid, care dashed, said and searched dotted, wrong double."""

UNSOURCED = "unsourced"
"""How a figure is marked that holds, and rests on rows of no source, or of one of last resort: the line of care."""
_WEAK = frozenset({Risk.UNSOURCED, Risk.LAST_RESORT})


def find_line(finding: Finding) -> str:
    """Return by what a figure is marked: its verdict, that no source backs it, or that what it quotes is wrong."""
    if finding.rated and finding.rated.today is Rating.CONTRADICTED:
        return Verdict.MISMATCH
    holds = GROUPS[finding.verdict] == "ok"
    return UNSOURCED if holds and any(one.risk in _WEAK for one in finding.warnings) else finding.verdict


def find_group(finding: Finding) -> str:
    """Return the group of a figure's line."""
    line = find_line(finding)
    return "care" if line == UNSOURCED else GROUPS[Verdict(line)]


RATINGS: Mapping[str, str] = {
    "holds": "holds.rating",
    "part": "part",
    "untraced": "untraced",
    "contradicted": "contradicted",
    "overtaken": "overtaken",
}
"""Ratings of a reviewed claim, and the key of their word."""


_ALWAYS = frozenset({Aspect.PERIOD, Aspect.GROUP, Aspect.COUNTED})
"""What every figure has; others are for an editor only where words for them were seen."""


def describe_checks(finding: Finding, language: str = "en") -> str:
    """Return what of a figure and its sentence a machine has checked, and what an editor has to answer for."""
    words = find_words(language)
    was_compared = finding.verdict not in {Verdict.SEARCHED, Verdict.UNKNOWN, Verdict.INCOMPARABLE, Verdict.UNBOUND}
    if not was_compared or (finding.reviewed and finding.verdict is Verdict.REPORTED):
        return words["checks.nothing"]
    checked, left = [words["checks.number"]], []
    for one in finding.sentence:
        # Only what is borne out counts as checked.
        if one.state is SentenceState.BORNE_OUT:
            checked.append(words[f"aspect.{one.aspect}"])
        elif one.words or one.aspect in _ALWAYS:
            left.append(words[f"aspect.{one.aspect}"])
    key = {Verdict.MISMATCH: "checks.differs", Verdict.REPORTED: "checks.reported"}.get(finding.verdict, "checks.ok")
    editor = list_texts(left or [words["checks.rest"]], language)
    return words[key].format(machine=list_texts(checked, language), editor=editor)
