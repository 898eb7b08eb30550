"""The kinds of problems, each with what it means and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from factbook.render.check.problems import FAILED, INPUT, NOTE, OTHER, RUN, STALE, UNREAD
from figurecheck.model import Aspect, Risk, Severity, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRule:
    """A kind of problem, as SARIF describes it and as the summary of a job explains it."""

    id: str
    name: str
    """Its name in Pascal case, as SARIF has it."""
    short: str
    """What it is, in one sentence."""
    help: str
    """What to do."""
    severity: Severity = Severity.ERROR
    """How grave it usually is."""


_FIGURES: Mapping[str, tuple[str, str]] = {
    Verdict.MISMATCH: (
        "The recomputed value does not bear out the printed figure.",
        "Print the value as it is now (factbook fix does where only digits change), or bind the figure to the statistic"
        " that it is about.",
    ),
    Verdict.INCOMPARABLE: (
        "The printed figure and the statistic have units or kinds that cannot be compared.",
        "Correct the unit in the text or in the notebook, or bind another statistic.",
    ),
    Verdict.UNKNOWN: (
        "The figure is bound to a statistic or source that does not exist.",
        "Correct the name, or record the statistic in a notebook; factbook list shows those that exist.",
    ),
    Verdict.UNBOUND: (
        "A number in the text is bound to nothing.",
        "Bind it with {claim} or {reported}, or waive it with {plain} and the reason.",
    ),
    Verdict.TRUNCATED: (
        "The printed figure is cut off where it should have been rounded.",
        "Round it, or say under factbook: acknowledged: why it stays.",
    ),
    Verdict.LOOSE: (
        "The printed figure is true, and its words mislead.",
        "Say it more closely, or say under factbook: acknowledged: why it stays.",
    ),
    Risk.DOUBLE_ROUNDING: (
        "The printed figure rounds a value that was a rounding already.",
        "Compute it from the unrounded values, or print it as the source does.",
    ),
    Risk.ROUNDED_INPUTS: (
        "The figure is printed finer than the rounded values allow that it was computed from.",
        "Print fewer digits.",
    ),
    Risk.THIN_MARGIN: (
        "One more or one fewer of what was counted would change the verdict.",
        "Look at it again, and say it more carefully.",
    ),
    Risk.DENOMINATOR: (
        "The whole that it is a share of is not the population that it is said to be of.",
        "Correct the sentence, or bind the share of the other whole.",
    ),
    Risk.IMPOSSIBLE: (
        "No whole number of its whole gives this share.",
        "Look at the source: one of the numbers is wrong or of something else.",
    ),
    Risk.NOT_BORNE_OUT: (
        "A word of the sentence says more than the statistic counts.",
        "Use the word that the statistic bears out.",
    ),
    Risk.UNDATED: (
        "Neither the heading, title, description or key figure nor what stands above says of which period it is.",
        "Name the period there.",
    ),
    Risk.UNSOURCED: (
        "The figure rests on rows that name no source.",
        "Name the source of the table, or record the rows of a table that has one.",
    ),
    Risk.LAST_RESORT: (
        "No better source than one of last resort backs the figure.",
        "Look for the original, or for a source that prints the same.",
    ),
    Risk.CONFLICT: (
        "Statistics of overlapping periods cannot all be true.",
        "Correct the row that is wrong, or tell apart by about or measure what is counted.",
    ),
    Risk.TENSION: (
        "Statistics of overlapping periods are true only if time is split in an extreme way.",
        "Look at the sources, and show the figures side by side.",
    ),
}
_ASPECTS: Mapping[Aspect, str] = {
    Aspect.PERIOD: "The sentence names another period than that of the statistic.",
    Aspect.GROUP: "The sentence names another place or group than that of the statistic.",
    Aspect.DIRECTION: "The verb of the sentence goes the other way than the value.",
    Aspect.COUNTED: "The sentence counts something else than the statistic.",
    Aspect.COMPARISON: "The sentence compares figures, and their values compare otherwise.",
}
_MEND = "Mend the sentence, or bind the statistic that it is about; where it is right, acknowledge it with the reason."
_OTHERS: Mapping[str, tuple[str, str, Severity]] = {
    INPUT: (
        "The input cannot be used.",
        "Correct what the message names; nothing is built until then.",
        Severity.ERROR,
    ),
    STALE: (
        "Something that an editor said of a figure does not fit it any more.",
        "Look at the figure again, and renew or remove what was said.",
        Severity.ERROR,
    ),
    FAILED: (
        "A notebook failed, so its figures could not be judged.",
        "Correct the notebook.",
        Severity.ERROR,
    ),
    OTHER: ("Something about no single figure deserves a look.", "Do what the message says.", Severity.WARNING),
    UNREAD: (
        "A page of a book that is being taken over has numbers that nothing binds yet.",
        "Bind them when the page is taken over.",
        Severity.OK,
    ),
    NOTE: (
        "Rows of the data are not known yet on the edition's day.",
        "Nothing, or move factbook: edition: date.",
        Severity.OK,
    ),
    RUN: ("A run may depend on more than cells, data and packages.", "factbook check --twice shows it.", Severity.OK),
}


def _make_rules() -> dict[str, ProblemRule]:
    usual = {Verdict.TRUNCATED.value, Verdict.LOOSE.value}
    texts: list[tuple[str, str, str, Severity]] = []
    for id, (short, help) in _FIGURES.items():
        warns = id in {risk.value for risk in Risk} - usual
        texts.append((str(id), short, help, Severity.WARNING if warns else Severity.ERROR))
    texts += [(f"sentence-{aspect}", short, _MEND, Severity.ERROR) for aspect, short in _ASPECTS.items()]
    texts += [(id, *others) for id, others in _OTHERS.items()]
    return {
        id: ProblemRule(id=id, name=_pascal(id), short=short, help=help, severity=severity)
        for id, short, help, severity in texts
    }


def _pascal(id: str) -> str:
    return "".join(word.capitalize() for word in id.split("-"))


RULES: Mapping[str, ProblemRule] = _make_rules()
"""Every rule by its id, in a fixed order."""
