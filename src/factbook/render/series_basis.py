"""What a claim over a whole series rests on, for readers: sentences, and a small table of the run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from markupsafe import Markup

from factbook.model import Basis, Statistic
from factbook.render.metadata.json_documents import BasisItem
from factbook.render.table import Column, render_cells
from factbook.render.text import mark_hangul
from factbook.render.values import show_bare, show_date, show_value
from factbook.render.words.interface import find_words
from factbook.verdicts.series_text import best_before, find_overtaken

MOST = 12
"""Rows of the small table; of a longer run, the first and the last ones are shown."""


def find_sentences(basis: Basis, language: str = "en") -> list[str]:
    """Return what makes the claim true, what would decide it next, and which values are missing, a sentence each."""
    text = _BasisText(basis, language)
    return [*(said.text for said in _WRITERS[basis.kind](text)), *text.gaps()]


def find_facts(basis: Basis, language: str = "en") -> list[str]:
    """Return only what makes the claim true, a sentence each."""
    return [said.text for said in _WRITERS[basis.kind](_BasisText(basis, language)) if not said.decides]


def find_deciding(basis: Basis, language: str = "en") -> list[str]:
    """Return only what would decide the claim otherwise, a sentence each."""
    return [said.text for said in _WRITERS[basis.kind](_BasisText(basis, language)) if said.decides]


def render_basis(statistic: Statistic, language: str = "en") -> Markup:
    """Render the rows that decide as a small table; empty for a figure that rests on no series."""
    basis = statistic.basis
    if basis is None:
        return Markup("")
    words, text = find_words(language), _BasisText(basis, language)
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


DECIDING = ("decide", "rank.up", "rank.down", "extreme.next", "extreme.overtaken", "change.turns", "change.others")
"""How the keys of sentences begin that say what would change the claim."""


class _Said(NamedTuple):
    """A sentence on a series, and whether it says what would change the claim."""

    text: str
    decides: bool


class _BasisText:
    """A basis, and the words of a language for its sentences."""

    def __init__(self, basis: Basis, language: str) -> None:
        self.basis, self.language = basis, language
        self.words: Mapping[str, str] = find_words(language)

    def sentence(self, key: str, **parts: str) -> _Said:
        return _Said(self.words[f"basis.{key}"].format(**parts), key.startswith(DECIDING))

    def name(self, label: str) -> str:
        return show_date(label, self.language)

    def value(self, value: Decimal | None) -> str:
        return "" if value is None else show_bare(value, self.basis.unit, self.language)

    def value_of(self, label: str) -> str:
        return self.value(self.basis.values.get(label))

    def gaps(self) -> Iterator[str]:
        spans = [self._span(self.name(first), self.name(last)) for first, last in self.basis.gaps]
        if spans:
            yield self.sentence("gaps", gaps=", ".join(spans)).text

    def _span(self, first: str, last: str) -> str:
        return first if first == last else self.sentence("spans", first=first, last=last).text


def _streak(text: _BasisText) -> Iterator[_Said]:
    basis = text.basis
    limit, at = text.value(basis.limit), text.name(basis.at)
    if basis.run:
        first, last = text.name(basis.run[0]), text.name(basis.run[-1])
        yield text.sentence(f"streak.{basis.test}", first=first, last=last, limit=limit)
        if not basis.before:
            yield text.sentence("streak.start", start=text.name(basis.series[0][0]))
        elif basis.before not in basis.values:
            yield text.sentence("streak.gap", before=text.name(basis.before))
        else:
            yield text.sentence("streak.broken", before=text.name(basis.before), value=text.value_of(basis.before))
    else:
        # The claim's own period fails the test, so there is no run to describe.
        yield text.sentence("streak.none", at=at, value=text.value_of(basis.at))
    if basis.next in basis.values:
        yield text.sentence("decided", next=text.name(basis.next), value=text.value_of(basis.next))
    # What comes after the last of listed labels, nobody knows.
    elif basis.run and basis.next:
        yield text.sentence(
            f"decides.{basis.test}", next=text.name(basis.next), limit=limit, value=text.value_of(basis.at)
        )


def _rank(text: _BasisText) -> Iterator[_Said]:
    basis = text.basis
    mine = basis.values[basis.at]
    beyond = [label for label, value in basis.series if value != mine and (value > mine) == (basis.test == "highest")]
    behind = [label for label, value in basis.series if value != mine and label not in beyond]
    key = f"rank.{basis.test}" if beyond else f"rank.first.{basis.test}"
    total, more = str(len(basis.series)), str(len(beyond))
    yield text.sentence(key, n=total, more=more, at=text.name(basis.at), value=text.value(mine))
    if basis.run:
        yield text.sentence("rank.shared", names=", ".join(map(text.name, basis.run)))
    if beyond:
        yield text.sentence("rank.up", name=text.name(beyond[-1]), value=text.value_of(beyond[-1]))
    if behind:
        yield text.sentence("rank.down", name=text.name(behind[0]), value=text.value_of(behind[0]))


def _extreme(text: _BasisText) -> Iterator[_Said]:
    basis = text.basis
    at, value = text.name(basis.at), text.value_of(basis.at)
    best = best_before(basis)
    if basis.run:
        since = basis.run[0]
        yield text.sentence(
            f"extreme.since.{basis.test}", since=text.name(since), since_value=text.value_of(since), value=value
        )
    elif best is None:
        yield text.sentence("extreme.alone", at=at)
    else:
        start, (name, before) = text.name(basis.series[0][0]), best
        parts = {"at": at, "start": start, "value": value, "best": text.name(name), "best_value": text.value(before)}
        yield text.sentence(f"extreme.record.{basis.test}", **parts)
    overtaken = find_overtaken(basis)
    if overtaken is not None:
        later, far = overtaken
        yield text.sentence("extreme.overtaken", later=text.name(later), later_value=text.value(far))
    elif basis.next and basis.next not in basis.values:
        yield text.sentence(f"extreme.next.{basis.test}", next=text.name(basis.next), value=value)


def _change(text: _BasisText) -> Iterator[_Said]:
    basis = text.basis
    old, at = basis.run[0], basis.at
    parts = {"old": text.name(old), "old_value": text.value_of(old), "at": text.name(at)}
    yield text.sentence("change", **parts, value=text.value_of(at))
    yield text.sentence("change.turns", at=parts["at"], old_value=parts["old_value"])
    for base, value in basis.others:
        yield text.sentence("change.others", base=text.name(base), change=_signed(value, basis, text.language))


def _signed(value: Decimal, basis: Basis, language: str) -> str:
    unit = basis.unit if basis.test == "difference" else basis.test
    shown = show_value(value, unit, language)
    # A ratio has no sign: "+2 times" would read as an increase by two.
    return f"+{shown}" if value > 0 and basis.test != "ratio" else shown


# By `Basis.kind`; a kind without a writer fails at once, instead of leaving the evidence without its sentences.
_WRITERS = {"streak": _streak, "rank": _rank, "extreme": _extreme, "change": _change}
