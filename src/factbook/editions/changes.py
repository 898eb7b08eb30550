"""What readers are told of figures that moved from edition to edition: what, why, and of which kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from factbook.editions.diff import Difference, Move, SentenceChange, compare
from factbook.figures import DEFAULT_RULES, Rules
from factbook.model import Place
from factbook.model.edition import Cause, Earlier, Edition, Fate, Kind, Printing, SealedChange, SealedStatistic
from factbook.model.errors import Complaint

_TOLD = frozenset({Fate.FALSE, Fate.REWRITTEN, Fate.REPRINTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """What an editor says of a figure that moved: an entry of ``book/corrections.yml``."""

    edition: str
    """The edition in which it is other than before."""
    statistic: str
    kind: Kind
    reason: str
    """For readers, in MyST."""
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A figure that moved, as readers are told."""

    sealed: SealedChange
    confirmation: Confirmation | None = None

    @property
    def kind(self) -> Kind:
        """Of which kind it is: as an editor says, else as proposed."""
        return self.confirmation.kind if self.confirmation else self.sealed.kind

    @property
    def reason(self) -> str:
        """Why, in an editor's words; empty until one has said."""
        return self.confirmation.reason if self.confirmation else ""

    @property
    def visible(self) -> bool:
        """Whether a reader of both editions sees another figure, or saw one that was false."""
        return bool(self.sealed.printings)

    @property
    def files(self) -> tuple[str, ...]:
        """The files on which its sentences stand, each once."""
        return tuple(dict.fromkeys(one.file for one in self.sealed.printings))


def follow(before: Edition, after: Edition, *, rules: Rules = DEFAULT_RULES) -> Edition:
    """Give an edition with what changed since the one before it, and with all that changed before that."""
    found = find_changes(compare(before, after, rules=rules), after)
    was = Earlier(label=before.label, as_of=before.as_of, note=before.note)
    statistics = {id: _since(one, before.statistics.get(id), before.label) for id, one in after.statistics.items()}
    return replace(after, statistics=statistics, earlier=(*before.earlier, was), changes=(*found, *before.changes))


def find_values(edition: Edition) -> dict[str, list[tuple[Earlier, Decimal | str, str]]]:
    """Give value and unit of each statistic of an edition in it and in each before it that has it, the latest first."""
    editions = [Earlier(label=edition.label, as_of=edition.as_of, note=edition.note), *reversed(edition.earlier)]
    moved = {(one.edition, one.statistic): one for one in edition.changes if one.before is not None}
    return {id: list(_values(one, editions, moved)) for id, one in edition.statistics.items()}


def _values(
    statistic: SealedStatistic, editions: Sequence[Earlier], moved: Mapping[tuple[str, str], SealedChange]
) -> Iterator[tuple[Earlier, Decimal | str, str]]:
    value, unit = statistic.value, statistic.unit
    for edition in editions:
        yield edition, value, unit
        if edition.label == statistic.since or not statistic.since:
            return
        change = moved.get((edition.label, statistic.id))
        if change is not None and change.before is not None:
            value, unit = change.before, change.before_unit


def _since(statistic: SealedStatistic, before: SealedStatistic | None, label: str) -> SealedStatistic:
    return replace(statistic, since=(before.since or label) if before else "")


def find_changes(difference: Difference, after: Edition) -> tuple[SealedChange, ...]:
    """Give every figure that is other in the later edition: moved, or printed otherwise."""
    moved = [_moved(move, difference, after.as_of) for move in difference.moves]
    return (*moved, *_reworded(difference, after))


def tell(changes: Iterable[SealedChange], confirmations: Iterable[Confirmation] = ()) -> tuple[Change, ...]:
    """Give changes with what an editor says of them."""
    said = {(one.edition, one.statistic): one for one in confirmations}
    return tuple(Change(sealed=one, confirmation=said.get((one.edition, one.statistic))) for one in changes)


def find_stray(
    confirmations: Iterable[Confirmation], changes: Iterable[SealedChange], labels: Sequence[str]
) -> Iterator[Complaint]:
    """Yield a complaint for each confirmation of something that did not happen, or that another one gives too.

    One for an edition that is not among the sealed `labels` may be of the edition to come.
    """
    happened = {(change.edition, change.statistic) for change in changes}
    seen: set[tuple[str, str]] = set()
    for one in confirmations:
        key = (one.edition, one.statistic)
        if key in seen:
            yield Complaint(place=str(one.place), what=f"{one.statistic} stands twice", remedy="keep one of the two")
        elif one.edition in labels and key not in happened:
            what = f"{one.statistic} did not change in edition {one.edition}"
            yield Complaint(place=str(one.place), what=what, remedy="look at `factbook diff`; take the entry out")
        seen.add(key)


def _moved(move: Move, difference: Difference, day: str) -> SealedChange:
    before, after = move.before, move.after
    return SealedChange(
        edition=difference.after,
        previous=difference.before,
        day=day,
        statistic=move.id,
        label=_label(after or before),
        kind=move.kind,
        causes=move.causes,
        before=before.value if before else None,
        before_unit=before.unit if before else "",
        after=after.value if after else None,
        after_unit=after.unit if after else "",
        printings=tuple(_printings(move.sentences)),
    )


def _reworded(difference: Difference, after: Edition) -> Iterator[SealedChange]:
    alone: dict[str, list[SentenceChange]] = {}
    for change in difference.prose:
        if change.fate in _TOLD:
            alone.setdefault(change.claim.target, []).append(change)
    for target, changes in alone.items():
        yield SealedChange(
            edition=difference.after,
            previous=difference.before,
            day=after.as_of,
            statistic=target,
            label=_label(after.statistics.get(target)),
            kind=Kind.CLARIFICATION,
            causes=(Cause.PROSE,),
            printings=tuple(_printings(changes)),
        )


def _printings(sentences: Iterable[SentenceChange]) -> Iterator[Printing]:
    for one in sentences:
        if one.fate in _TOLD:
            yield Printing(
                file=one.claim.file,
                where=one.claim.where,
                fate=one.fate,
                before=one.before.printed if one.before else "",
                after=one.after.printed if one.after else "",
                sentence=one.claim.sentence,
            )


def _label(statistic: SealedStatistic | None) -> str:
    return (statistic.label or statistic.population) if statistic else ""
