"""What a claim over a whole series rests on, for readers: sentences, and a small table of the run."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

from factbook.render.metadata.json_documents import BasisItem
from factbook.render.series_text import BasisText, find_sentences
from factbook.render.table import Column, render_cells
from factbook.render.text import mark_hangul
from factbook.render.values import show_value
from factbook.render.words.interface import find_words
from figurecheck.model import Basis, Statistic
from figurecheck.verdicts.series_text import best_before, find_overtaken

MOST = 12
"""Rows of the small table; of a longer run, the first and the last ones are shown."""


def render_basis(statistic: Statistic, language: str = "en") -> Markup:
    """Render the rows that decide as a small table; empty for a figure that rests on no series."""
    basis = statistic.basis
    if basis is None:
        return Markup("")
    words, text = find_words(language), BasisText(basis, language)
    # A rank may order names instead of periods.
    dated = not basis.order and (basis.span or basis.kind != "rank")
    head = words["basis.period" if dated else "basis.name"]
    marks = find_marks(basis)
    places = _find_places(basis, language)
    rows = [
        [
            mark_hangul(text.name(label), language),
            mark_hangul(text.value(basis.values.get(label)), language),
            mark_hangul(places.get(label) or words[f"basis.mark.{marks[label]}"], language),
        ]
        for label in _shorten(list(marks))
    ]
    columns = [
        Column(head=head, row_head=True),
        Column(head=words["basis.value"], numeric=True),
        Column(head=words["basis.place" if places else "basis.mark"]),
    ]
    return render_cells(columns, rows, caption=words["basis"], language=language, show_caption=False)


def _find_places(basis: Basis, language: str) -> dict[str, str]:
    """Return the rank of each name."""
    if basis.kind != "rank":
        return {}
    # The series of a rank is sorted, so the first place of a value is the rank of all that share it.
    values = [value for _, value in basis.series]
    return {label: show_value(Decimal(1 + values.index(value)), "rank", language) for label, value in basis.series}


def basis_json(basis: Basis) -> BasisItem:
    """Return a basis as plain values, its sentences among them; numbers as text."""
    return {
        "kind": basis.kind,
        "test": basis.test,
        "at": basis.at,
        "run": list(basis.run),
        "limit": None if basis.limit is None else str(basis.limit),
        "unit": basis.unit,
        "series": [[label, str(value)] for label, value in basis.series],
        "gaps": [list(gap) for gap in basis.gaps],
        "others": [[label, str(value)] for label, value in basis.others],
        "sentences": find_sentences(basis),
    }


def find_marks(basis: Basis) -> dict[str, str]:
    """Return the periods or names that decide, in the order of the series, each with its role."""
    marks: dict[str, str] = {}
    if basis.kind == "streak":
        marks = dict.fromkeys(basis.run, "run") | {basis.before: "before", basis.next: "next"}
        _mark_base(basis, marks)
    elif basis.kind == "rank":
        marks = dict.fromkeys([*_neighbours(basis), *basis.run], "at")
    elif basis.kind == "extreme":
        best = best_before(basis)
        marks = dict.fromkeys(basis.run, "since") or ({best[0]: "best"} if best else {})
        overtaken = find_overtaken(basis)
        marks |= {overtaken[0]: "next"} if overtaken else {}
    else:
        marks = {label: "other" for label, _ in basis.others} | {basis.run[0]: "base"}
    # Last, since the period of the claim may be marked above as a part of its run.
    marks[basis.at] = "run" if basis.kind == "streak" and basis.run else "at"
    return {label: marks[label] for label, _ in basis.series if label in marks}


def _mark_base(basis: Basis, marks: dict[str, str]) -> None:
    """Mark the period that a run of rises or falls starts from, which is not in it."""
    labels = [label for label, _ in basis.series]
    if basis.limit is None and basis.run and (at := labels.index(basis.run[0])):
        marks[labels[at - 1]] = "base"


def _neighbours(basis: Basis) -> list[str]:
    """Return the names ranked just above and below, past those that share the rank."""
    mine = basis.values[basis.at]
    labels = [label for label, value in basis.series if value != mine]
    ahead = sum(1 for _, value in basis.series if (value > mine) == (basis.test == "highest") and value != mine)
    return labels[max(0, ahead - 2) : ahead + 2]


def _shorten(labels: list[str]) -> list[str]:
    return labels if len(labels) <= MOST else [*labels[: MOST // 2], *labels[-MOST // 2 :]]
