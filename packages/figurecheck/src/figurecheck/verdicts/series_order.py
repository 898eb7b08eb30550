"""Judge which label of an order is the last, or the first, that passes a test: "the oldest group with over 20%"."""

from __future__ import annotations

import re
from itertools import pairwise

from figurecheck.model import Basis, Finding, Verdict
from figurecheck.model.series import LIMITS
from figurecheck.model.worded import phrase
from figurecheck.verdicts.series_case import Case
from figurecheck.verdicts.shown import show_label


def judge_outermost(case: Case) -> Finding | None:
    """Return what speaks against the claim; ``None`` if its label passes the test, and none beyond it does."""
    basis, end = case.basis, phrase("last" if case.figure.outermost > 0 else "first")
    if basis.kind != "streak" or basis.limit is None or not case.others:
        template = "the {end} of an order is held against a run above or below a limit that the text names: {facts}"
        return case.find_with_facts(Verdict.INCOMPARABLE, template, end=end)
    if not _is_ascending(basis):
        template = "it is not known which label is the {end}: {facts}"
        return case.find_with_facts(Verdict.INCOMPARABLE, template, end=end)
    labels = [label for label, _ in basis.series]
    at = labels.index(basis.at)
    beyond = labels[at + 1 :] if case.figure.outermost > 0 else labels[:at]
    passing = [label for label in beyond if LIMITS[basis.test](basis.values[label], basis.limit)]
    if not basis.run or passing:
        if not passing:
            return case.find(Verdict.MISMATCH, case.facts)
        other = show_label(passing[-1 if case.figure.outermost > 0 else 0])
        return case.find_with_facts(Verdict.MISMATCH, "{other} is so too; {facts}", other=other)
    return None


def _is_ascending(basis: Basis) -> bool:
    """Return whether the labels are bands of numbers, the lowest first: under 20, 20-29, 30-39."""
    numbers = [re.search(r"\d+", label) for label in basis.order]
    return all(one and other and int(one.group()) <= int(other.group()) for one, other in pairwise(numbers))
