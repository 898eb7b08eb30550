"""The group of each verdict, by which figures are marked, and the key of each rating's word."""

from __future__ import annotations

from collections.abc import Mapping

from factbook.model import Finding, Rating, Risk, Verdict

# The names are also those of the style sheet and of the words ``mark.*``, which screen readers say instead of the line.
GROUPS: Mapping[Verdict, str] = {
    Verdict.EXACT: "ok",
    Verdict.ROUNDED: "ok",
    Verdict.HOLDS: "ok",
    Verdict.TRUNCATED: "care",
    Verdict.LOOSE: "care",
    Verdict.REPORTED: "said",
    Verdict.MISMATCH: "wrong",
    Verdict.INCOMPARABLE: "wrong",
    Verdict.UNKNOWN: "wrong",
    Verdict.UNBOUND: "wrong",
}
"""The four kinds of line under a figure: ok solid, care dashed, said dotted, wrong double."""

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
