"""What a claim over a whole series rests on, in sentences for readers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from factbook.render.values import show_bare, show_date, show_value
from factbook.render.words.interface import find_words
from figurecheck.model import Basis
from figurecheck.model.series import MOVES
from figurecheck.verdicts.series_text import best_before, find_overtaken


def find_sentences(basis: Basis, language: str = "en") -> list[str]:
    """Return what makes the claim true, what would decide it next, and which values are missing, a sentence each."""
    text = BasisText(basis, language)
    return [*(said.text for said in _WRITERS[basis.kind](text)), *text.gaps()]


def find_facts(basis: Basis, language: str = "en") -> list[str]:
    """Return only what makes the claim true, a sentence each."""
    return [said.text for said in _WRITERS[basis.kind](BasisText(basis, language)) if not said.decides]


def find_other_bases(basis: Basis, language: str = "en") -> list[str]:
    """Return what a change would be from the other bases, a sentence each."""
    text = BasisText(basis, language)
    return [text.other_base(base, value).text for base, value in basis.others]


def find_deciding(basis: Basis, language: str = "en") -> list[str]:
    """Return only what would decide the claim otherwise, a sentence each."""
    return [said.text for said in _WRITERS[basis.kind](BasisText(basis, language)) if said.decides]


DECIDING = ("decide", "rank.up", "rank.down", "extreme.next", "extreme.overtaken", "change.turns", "change.others")
"""How the keys of sentences begin that say what would change the claim."""


class _Said(NamedTuple):
    """A sentence on a series, and whether it says what would change the claim."""

    text: str
    decides: bool


class BasisText:
    """A basis, and the words of a language for its sentences."""

    def __init__(self, basis: Basis, language: str) -> None:
        self.basis, self.language = basis, language
        self.words: Mapping[str, str] = find_words(language)

    def sentence(self, key: str, **parts: str) -> _Said:
        """Return the sentence of a key."""
        return _Said(self.words[f"basis.{key}"].format(**parts), key.startswith(DECIDING))

    def name(self, label: str) -> str:
        """Return a label, a period in words."""
        return show_date(label, self.language)

    def value(self, value: Decimal | None) -> str:
        """Return a value with its unit."""
        return "" if value is None else show_bare(value, self.basis.unit, self.language)

    def value_of(self, label: str) -> str:
        """Return the value of a label; empty where it has none."""
        return self.value(self.basis.values.get(label))

    def other_base(self, base: str, value: Decimal) -> _Said:
        """Return what a change would be from another base."""
        return self.sentence("change.others", base=self.name(base), change=_signed(value, self.basis, self.language))

    def gaps(self) -> Iterator[str]:
        """Yield a sentence on the values that are missing, if any are."""
        spans = [self._span(self.name(first), self.name(last)) for first, last in self.basis.gaps]
        if spans:
            yield self.sentence("gaps", gaps=", ".join(spans)).text

    def _span(self, first: str, last: str) -> str:
        return first if first == last else self.sentence("spans", first=first, last=last).text


def _streak(text: BasisText) -> Iterator[_Said]:
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
            yield _say_what_broke(text)
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


def _say_what_broke(text: BasisText) -> _Said:
    """Return the value before a run; before a run of movements, the two that moved otherwise."""
    basis = text.basis
    parts = {"before": text.name(basis.before), "value": text.value_of(basis.before)}
    if basis.test not in MOVES:
        return text.sentence("streak.broken", **parts)
    labels = [label for label, _ in basis.series]
    base = labels[labels.index(basis.run[0]) - 1]
    return text.sentence(f"streak.broken.{basis.test}", base=text.name(base), base_value=text.value_of(base), **parts)


def _rank(text: BasisText) -> Iterator[_Said]:
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
    # Those that share the place are the nearest behind.
    if nearest := (*basis.run, *behind):
        yield text.sentence("rank.down", name=text.name(nearest[0]), value=text.value_of(nearest[0]))


def _extreme(text: BasisText) -> Iterator[_Said]:
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


def _change(text: BasisText) -> Iterator[_Said]:
    basis = text.basis
    old, at = basis.run[0], basis.at
    parts = {"old": text.name(old), "old_value": text.value_of(old), "at": text.name(at)}
    yield text.sentence("change", **parts, value=text.value_of(at))
    even = basis.values[old] == basis.values[at]
    yield text.sentence("change.turns.even" if even else "change.turns", at=parts["at"], old_value=parts["old_value"])
    for base, value in basis.others:
        yield text.other_base(base, value)


def _signed(value: Decimal, basis: Basis, language: str) -> str:
    unit = basis.unit if basis.test == "difference" else basis.test
    shown = show_value(value, unit, language)
    # A ratio has no sign: "+2 times" would read as an increase by two.
    return f"+{shown}" if value > 0 and basis.test != "ratio" else shown


# By `Basis.kind`; a kind without a writer fails at once, instead of leaving the evidence without its sentences.
_WRITERS = {"streak": _streak, "rank": _rank, "extreme": _extreme, "change": _change}
