"""What a page needs to compute the last step of a figure again: its terms, the test, and what is published."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from factbook.render.html.row_summary import MOST
from factbook.render.words.interface import find_words
from figurecheck.model import Finding, Statistic
from figurecheck.verdicts.last_step import find_last_step
from figurecheck.verdicts.steps import LastStep, Step


def find_recheck(finding: Finding, known: Mapping[str, Statistic], language: str = "en") -> dict[str, object] | None:
    """Return the last step of a figure as plain values, numbers as text; ``None`` where the terms are not all shown."""
    statistic = finding.statistic
    step = find_last_step(statistic, known) if statistic else None
    if statistic is None or step is None or not isinstance(statistic.value, Decimal) or step.step in _NOT_HERE:
        return None
    if len(step.terms) > MOST:
        return None
    words = find_words(language)
    kind = step.step.value if step.step in _OF_SERIES else "terms"
    return {
        "step": step.step.value,
        "values": [str(term.value) for term in step.terms],
        "published": str(statistic.value),
        "scale": step.scale,
        "times": 100 if statistic.unit == "share" else 1,
        "sign": "%" if statistic.unit in {"share", "%"} else "",
        **_test(statistic, step),
        "said": words[f"recheck.{kind}"],
        "same": words["recheck.same"],
        "other": words["recheck.other"],
    }


_NOT_HERE = frozenset({Step.LOOKUP, Step.EXTREME, Step.DAYS, Step.COUNT})
"""Steps in which nothing is computed, or of which a page shows no values."""
_OF_SERIES = frozenset({Step.STREAK, Step.RANK})


def _test(statistic: Statistic, step: LastStep) -> dict[str, object]:
    basis = statistic.basis
    if basis is None or step.step not in _OF_SERIES:
        return {}
    labels = [term.label for term in step.terms]
    return {
        "test": basis.test,
        "at": labels.index(basis.at) if basis.at in labels else -1,
        "limit": None if basis.limit is None else str(basis.limit),
    }
