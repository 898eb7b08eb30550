"""Changes of figures from edition to edition, as readers see them: what, why, and of which kind."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Annotated

from factbook.editions.causes import Cross
from factbook.editions.diff import Difference, Move, SentenceChange, compare
from factbook.editions.ratings import seal_rating_change
from factbook.figures import Rules
from factbook.model import Place
from factbook.model.edition import Cause, Earlier, Edition, Fate, Kind, Printing, SealedChange, SealedStatistic
from factbook.model.errors import Complaint
from factbook.model.fields import FileKey, PlaceOf, Seen

# A new or removed sentence is no correction: readers of the earlier edition were told nothing that was wrong.
_VISIBLE_FATES = frozenset({Fate.FALSE, Fate.REWRITTEN, Fate.REPRINTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """An editor's word on a figure that changed: an entry of ``book/corrections.yml``."""

    edition: str
    """The edition in which the figure differs from the one before."""
    statistic: str
    """Id of the statistic that changed; of the source, for a figure that was taken from one."""
    kind: Annotated[Kind, FileKey("class")]
    """``update``, ``correction`` or ``clarification``: as proposed, or as the editor knows better."""
    reason: Seen
    """The reason that readers see, in MyST."""
    place: Annotated[Place, PlaceOf("statistic")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A figure that changed, with its confirmation."""

    sealed: SealedChange
    confirmation: Confirmation | None = None

    @property
    def kind(self) -> Kind:
        """The kind of the change: as confirmed by an editor, else as proposed."""
        return self.confirmation.kind if self.confirmation else self.sealed.kind

    @property
    def reason(self) -> str:
        """The reason in an editor's words; empty until it is confirmed."""
        return self.confirmation.reason if self.confirmation else ""

    @property
    def visible(self) -> bool:
        """Whether a reader of both editions sees another figure, or has seen one that was false."""
        return bool(self.sealed.printings)

    @property
    def files(self) -> tuple[str, ...]:
        """The files that hold its sentences, each once."""
        return tuple(dict.fromkeys(one.file for one in self.sealed.printings))


def add_changes_since(
    before: Edition,
    after: Edition,
    *,
    rules: Rules,
    renamed: Mapping[str, str] | None = None,
    cross: Cross | None = None,
) -> Edition:
    """Return an edition with its changes since the one before it, followed by all earlier changes.

    `renamed` maps earlier ids of statistics to present ones; the edition records them with those of the one before it.
    `cross` tries data and code alone, as in `compare`.
    """
    # Every edition carries the whole history, so that a reader of the newest file needs no other one.
    found = find_changes(compare(before, after, rules=rules, renamed=renamed, cross=cross), after)
    was = Earlier(label=before.label, as_of=before.as_of, note=before.note)
    ids = find_present_ids(before, renamed or {}, after.statistics)
    earlier = {ids.get(id, id): one for id, one in before.statistics.items() if id not in after.statistics}
    # An id that is recorded again names another statistic now; whoever took over its history would tell a wrong one.
    restarted = {new for old, new in before.renamed.items() if old in after.statistics}
    statistics = {
        id: _since(one, None if id in restarted else before.statistics.get(id) or earlier.get(id), before.label)
        for id, one in after.statistics.items()
    }
    earlier_editions, changes = (*before.earlier, was), (*found, *before.changes)
    return replace(after, statistics=statistics, renamed=ids, earlier=earlier_editions, changes=changes)


def find_present_ids(edition: Edition, renamed: Mapping[str, str], recorded: Container[str]) -> dict[str, str]:
    """Return every id that a statistic had up to an edition, and its present id; `renamed` are the renamings since.

    Of those ids, none is `recorded` any more.
    """
    ids = {old: renamed.get(new, new) for old, new in edition.renamed.items()} | dict(renamed)
    return {old: new for old, new in sorted(ids.items()) if old not in recorded}


def find_values(
    edition: Edition, renamed: Mapping[str, str] | None = None
) -> dict[str, tuple[tuple[Earlier, Decimal | str, str], ...]]:
    """Return value and unit of each statistic in an edition and in each earlier one that has it, the latest first.

    `renamed` maps ids of the edition to present ones, by which the result names its statistics.
    """
    # Earlier values are read backwards from the changes: the earlier files need not be there.
    editions = [Earlier(label=edition.label, as_of=edition.as_of, note=edition.note), *reversed(edition.earlier)]
    # A change names its statistic by the id that it had then.
    ids = edition.renamed
    moved = {
        (one.edition, ids.get(one.statistic, one.statistic)): one for one in edition.changes if one.before is not None
    }
    new = {old: id for old, id in (renamed or {}).items() if id not in edition.statistics}
    return {new.get(id, id): tuple(_values(one, editions, moved)) for id, one in edition.statistics.items()}


def _values(
    statistic: SealedStatistic, editions: Sequence[Earlier], moved: Mapping[tuple[str, str], SealedChange]
) -> Iterator[tuple[Earlier, Decimal | str, str]]:
    value, unit = statistic.value, statistic.unit
    for edition in editions:
        yield edition, value, unit
        if edition.label == statistic.since or not statistic.since:
            return  # the edition in which the statistic was new
        change = moved.get((edition.label, statistic.id))
        if change is not None and change.before is not None:
            value, unit = change.before, change.before_unit


def _since(statistic: SealedStatistic, before: SealedStatistic | None, label: str) -> SealedStatistic:
    return replace(statistic, since=(before.since or label) if before else "")


def find_changes(difference: Difference, after: Edition) -> tuple[SealedChange, ...]:
    """Return every figure that differs in the later edition, and every rating.

    A figure differs if its value moved, or if it is printed otherwise.
    """
    moved = [_moved(move, difference, after.as_of) for move in difference.moves]
    rated = (
        seal_rating_change(one, edition=difference.after, previous=difference.before, day=after.as_of)
        for one in difference.ratings
    )
    return (*moved, *_reworded(difference, after), *rated)


def attach_confirmations(
    changes: Iterable[SealedChange], confirmations: Iterable[Confirmation] = ()
) -> tuple[Change, ...]:
    """Return changes with the confirmations that belong to them."""
    by_change = {(one.edition, one.statistic): one for one in confirmations}
    return tuple(Change(sealed=one, confirmation=by_change.get((one.edition, one.statistic))) for one in changes)


def find_stray_confirmations(
    confirmations: Iterable[Confirmation], changes: Iterable[SealedChange], labels: Sequence[str]
) -> Iterator[Complaint]:
    """Yield a complaint for each confirmation of a change that did not happen, and for each repeated one.

    A confirmation for an edition that is not among the sealed `labels` may belong to the next edition.
    """
    changed = {(change.edition, change.statistic) for change in changes}
    seen: set[tuple[str, str]] = set()
    for one in confirmations:
        key = (one.edition, one.statistic)
        if key in seen:
            yield Complaint(place=str(one.place), what=f"{one.statistic} is listed twice", remedy="keep one of the two")
        elif one.edition in labels and key not in changed:
            what = f"{one.statistic} did not change in edition {one.edition}"
            yield Complaint(place=str(one.place), what=what, remedy="see `factbook diff`, and remove the entry")
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
    # one change per statistic, though several sentences print it: an editor confirms it once
    alone: dict[str, list[SentenceChange]] = {}
    for change in difference.prose:
        if change.fate in _VISIBLE_FATES:
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
        if one.fate in _VISIBLE_FATES:
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
