"""A claim over a series while it is judged: what the text says, and what its statistic rests on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from figurecheck.figures import Found, find
from figurecheck.figures.common.qualifiers import Rules
from figurecheck.figures.common.series_claim import SeriesClaim
from figurecheck.model import Basis, Finding, Verdict
from figurecheck.model.worded import Amount, Worded, phrase
from figurecheck.verdicts.change import Judge
from figurecheck.verdicts.series_text import COUNTS, describe_basis
from figurecheck.verdicts.shown import show_amount

Decided = tuple[Verdict, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The arguments of `judge_series`, with the claim as it was read."""

    printed: str
    figure: SeriesClaim
    value: object
    unit: str
    basis: Basis
    locale: str
    rules: Rules
    judge: Judge

    @property
    def facts(self) -> Worded:
        """What makes the statistic true, in words."""
        return describe_basis(self.basis)

    @property
    def others(self) -> list[Found]:
        """The figures that remain in the text without the claim."""
        return [one for one in find_in(self.figure.rest, self.locale, self.rules) if one.needs_claim]

    def find(self, verdict: Verdict, reason: str) -> Finding:
        """Return a finding on this claim."""
        value = self.value if isinstance(self.value, str) else Decimal(str(self.value))
        return Finding(
            verdict=verdict,
            reason=reason,
            printed=self.printed,
            value=value,
            unit=self.unit,
            reading=self.figure.reading,
        )

    def find_with_facts(self, verdict: Verdict, template: str, **values: str) -> Finding:
        """Return a finding whose reason ends in what makes the statistic true."""
        return self.find(verdict, phrase(template, **values, facts=self.facts))

    def judge_number(self, value: object, what: str = "") -> Finding:
        """Judge the number of the claim against a count or a place."""
        inner = self.judge(self.figure.number, value, unit="rank", locale=self.locale, rules=self.rules)
        if inner.verdict is Verdict.INCOMPARABLE:
            return self.find(inner.verdict, inner.reason)
        found = self.find(inner.verdict, phrase("{what}{facts}", what=what, facts=self.facts) if what else self.facts)
        return replace(found, interval=inner.interval, margin=inner.margin, value=Decimal(str(value)))


# The rest of one text is searched by three of the checks.
@lru_cache(maxsize=4096)
def find_in(text: str, locale: str, rules: Rules) -> tuple[Found, ...]:
    """Return every number of a text."""
    return tuple(find(text, locale, rules=rules))


def show_in_unit(basis: Basis, value: Decimal) -> Worded:
    """Return a value of the series with its unit, unless the sentence names it."""
    shown = show_amount(value, "" if basis.unit in COUNTS else basis.unit)
    return Worded(shown, Amount(value=value, unit=basis.unit))
