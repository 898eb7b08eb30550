"""What a text says of the labels of a series: which steps it counts, since which of them, and which is the last."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from figurecheck.figures.common.series_claim import SeriesClaim
from figurecheck.figures.common.tokens import swap
from figurecheck.model import Basis, Finding, Verdict
from figurecheck.model.orders import Numbered, Order, Stretches, find_step, plural, read_order, read_stretch
from figurecheck.model.periods import read_clock
from figurecheck.model.series import LIMITS
from figurecheck.model.worded import phrase
from figurecheck.verdicts.series_case import Case, Decided, find_in
from figurecheck.verdicts.shown import show_label

_SEASONS = ("year", "season")
"""What stretches from one year to the next are called."""
_YEARS = re.compile(r"(?<!\d)(\d{4})(?!\d)(?: ?[/–—-] ?(\d{4}|\d{2})(?!\d))?")
LETTERS = 2
"""A label of so many letters may be any word."""
_PER = {"year": {"year": 1, "half-year": 2, "quarter": 4, "month": 12}, "decade": {"year": 10}}
"""How many steps of a calendar a longer span has."""


@lru_cache(maxsize=1024)
def is_dated(basis: Basis) -> bool:
    """Return whether the labels of a series are periods of a calendar, which compare as texts."""
    return read_clock([label for label, _ in basis.series]) is not None


def counts_steps(figure: SeriesClaim, basis: Basis) -> bool:
    """Return whether what a text counts, rounds or years, are the steps of the series; also where it does not say."""
    if not (figure.step or figure.span):
        return True
    # A long name may be shortened: the groups, or the ages, of age groups.
    words = {word for name in _names(basis) for word in (name, *name.split())}
    forms = {form for word in words for form in (word, plural(word).lower())}
    return bool({figure.step or figure.span, figure.step_name} & forms)


def has_named_steps(basis: Basis) -> bool:
    """Return whether it is known what a step of the series is called."""
    return bool(_names(basis))


def count_steps(figure: SeriesClaim, basis: Basis, start: str) -> Decimal | None:
    """Return how many of what the text counts lie between a label and the end; ``None`` if they are other steps."""
    order = read_order(basis.labels)
    first, last = (None, None) if order is None else (order.number(start), order.number(basis.at))
    if order is None or first is None or last is None:
        return None
    size = 1 if figure.span == order.kind else _PER.get(figure.span, {}).get(order.kind)
    if figure.span and size is not None:
        return Decimal(last - first) / size
    if not counts_steps(figure, basis):
        return None
    # Rounds 2, 4 and 6 are two rounds apart, whatever the step of the series; surveys every four years are not.
    named = order.kind in {figure.step, figure.step_name} or figure.step == plural(order.kind).lower()
    return Decimal(last - first) / (1 if named else find_step(_numbers(basis, order)))


def name_counted(figure: SeriesClaim) -> str:
    """Return what the text counts, in the plural."""
    return f"“{figure.step}”" if figure.step else phrase(f"{figure.span}s")


def name_steps(basis: Basis) -> str:
    """Return what a series counts, in the plural."""
    if basis.span:
        return phrase(plural(basis.span))
    return phrase("steps without a name (say what one is called: every='round')")


def find_places(case: Case) -> tuple[int, int] | None:
    """Return the first and the last label, by number, that may be meant behind "since"; ``None`` if there is none."""
    order = read_order(case.basis.labels)
    found = _find_label(case, order) if order is not None else None
    return found[0] if found else None


def refuse_label(case: Case) -> Decided:
    """Return that the text names no label of the series behind "since"."""
    says = case.figure.since_label or case.figure.since
    template = "{says!r} is no label of the series: {facts}"
    return Verdict.INCOMPARABLE, phrase(template, says=says, facts=case.facts)


def place_of(basis: Basis, label: str) -> int:
    """Return the number of a label of the series."""
    order = read_order(basis.labels)
    number = order.number(label) if order is not None else None
    return 0 if number is None else number


def with_labels_read(case: Case) -> Case:
    """Return the case with its labels taken out of the rest of the text, where only figures are then looked for."""
    if is_dated(case.basis):
        return case
    order, rest = read_order(case.basis.labels), case.figure.rest
    if case.figure.since_label:
        found = _find_label(case, order) if order is not None else None
        rest = f"{rest} {found[1] if found else ''}"
    for label in _mentioned(case.basis, rest):
        rest = _find_word(label).sub(" ", rest) if label == case.basis.at else rest
    return replace(case, figure=replace(case.figure, rest=rest))


def find_other_labels(case: Case) -> list[str]:
    """Return the labels that the rest of the text names, none of which is the one that the statistic is about."""
    return [] if is_dated(case.basis) else _mentioned(case.basis, case.figure.rest)


def _mentioned(basis: Basis, text: str) -> list[str]:
    # Numbers and letters are no mention: the 12 of "12 points" is hardly round 12, nor "a" the group A.
    named = [label for label in basis.labels if len(label) > LETTERS and any(map(str.isalpha, label))]
    found = [label for label in named if _find_word(label).search(text)]
    return [label for label in found if not any(label != other and label in other for other in found)]


@lru_cache(maxsize=4096)
def _find_word(label: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(_plain(label))}(?!\w)")


def _plain(label: str) -> str:
    return " ".join(swap(label).lower().split())


@lru_cache(maxsize=1024)
def _names(basis: Basis) -> frozenset[str]:
    """Return what a step of the series is called."""
    order = read_order(basis.labels)
    # Of a count every second year a step is no year.
    kind = order.kind if order is not None and find_step(_numbers(basis, order)) == 1 else ""
    seasons = _SEASONS if isinstance(order, Stretches) and order.length == 1 and kind else ()
    return frozenset(name.lower() for name in (basis.span, kind, *seasons) if name)


def _numbers(basis: Basis, order: Order) -> list[int]:
    return sorted(number for label in basis.labels if (number := order.number(label)) is not None)


def _find_label(case: Case, order: Order) -> tuple[tuple[int, int], str] | None:
    """Return the numbers of the labels that are meant behind "since", and the text behind them."""
    text = case.figure.since_label
    if isinstance(order, Stretches):
        return _find_stretch(text, case.basis, order)
    for label in sorted(case.basis.labels, key=len, reverse=True):
        if (found := _find_word(label).search(text)) and (number := order.number(label)) is not None:
            return (number, number), f"{text[: found.start()]} {text[found.end() :]}"
    numbers = [one for one in find_in(text, case.locale, case.rules) if one.figure is not None]
    # "Since the fifth round": a number, and what is numbered.
    if isinstance(order, Numbered) and order.kind and order.kind in text.split() and len(numbers) == 1:
        figure = numbers[0].figure
        number = int(figure.amount) if figure is not None and figure.amount.denominator == 1 else -1
        if order.label(number) in case.basis.labels:
            return (number, number), ""
    return None


def _find_stretch(text: str, basis: Basis, order: Stretches) -> tuple[tuple[int, int], str] | None:
    """Return the season 2019-20 also where the series writes 2019/20; a single year may be in two of them."""
    found = _YEARS.search(text)
    if found is None:
        return None
    year, stretch = int(found[1]), read_stretch(found.group().replace(" ", ""))
    numbers = [
        number
        for label in basis.labels
        if (number := order.number(label)) is not None
        and (stretch == (number, number + order.length) if found[2] else number <= year <= number + order.length)
    ]
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return ((min(numbers), max(numbers)), rest) if numbers else None


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
