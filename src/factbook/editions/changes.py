"""Changes of figures from edition to edition, as readers see them: what, why, and of which kind."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Annotated

from factbook.editions.diff import compare
from factbook.editions.entries import find_changes
from factbook.editions.parts import Trials
from factbook.figures import Rules
from factbook.model import Place
from factbook.model.edition import Cause, Earlier, Edition, Fate, Kind, Printing, SealedChange, SealedStatistic
from factbook.model.errors import Complaint
from factbook.model.fields import FileKey, PlaceOf, Seen
from factbook.project.files import digest_content

WORDS = "words"
"""Where a change stands that is of words alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """An editor's word on a figure that changed: an entry of ``book/corrections.yml``."""

    edition: str
    """The edition in which the figure differs from the one before."""
    statistic: str = ""
    """Id of the statistic that changed; of the source, for a figure that was taken from one."""
    statistics: tuple[str, ...] = ()
    """Ids of several, for all of which the same reason holds."""
    page: str = ""
    """File of a page that was removed or moved; with `before` and `after`, of one whose words were corrected."""
    before: Seen = Seen("")
    """Words that no figure carries, such as a name, as they were, in MyST."""
    after: Seen = Seen("")
    """The same as they are now."""
    kind: Annotated[Kind, FileKey("class")]
    """``update``, ``correction``, ``clarification`` or ``withdrawal``: as proposed, or as the editor knows better."""
    reason: Seen
    """The reason that readers see, in MyST."""
    place: Annotated[Place, PlaceOf("statistic")]

    @property
    def is_of_words(self) -> bool:
        """Whether it corrects words that no figure carries, of which no seal knows."""
        return bool(self.before or self.after)

    @property
    def names(self) -> tuple[str, ...]:
        """What it confirms, as changes name it."""
        named = (self.statistic, *self.statistics, "" if self.is_of_words else self.page)
        return tuple(name for name in named if name)


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
        return bool(self.sealed.printings) and (self.confirmation is not None or not self.sealed.quiet)

    @property
    def group(self) -> str:
        """The same for all changes of an edition that one entry of the record confirms, or that have one cause."""
        return str(self.confirmation.place) if self.confirmation else self.sealed.group or self.sealed.statistic

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
    trials: Trials | None = None,
) -> Edition:
    """Return an edition with its changes since the one before it, followed by all earlier changes.

    `renamed` maps earlier ids of statistics to present ones; the edition records them with those of the one before it.
    `trials` find the causes, as in `compare`.
    """
    # Every edition carries the whole history, so that a reader of the newest file needs no other one.
    found = find_changes(compare(before, after, rules=rules, renamed=renamed, trials=trials), before, after)
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


def attach_confirmations(
    changes: Iterable[SealedChange], confirmations: Iterable[Confirmation] = ()
) -> tuple[Change, ...]:
    """Return changes with the confirmations that belong to them."""
    by_change = {(one.edition, name): one for one in confirmations for name in one.names}
    return tuple(Change(sealed=one, confirmation=by_change.get((one.edition, one.statistic))) for one in changes)


def add_worded(
    changes: Iterable[Change],
    confirmations: Iterable[Confirmation],
    editions: Sequence[Earlier],
    titles: Mapping[str, str],
) -> tuple[Change, ...]:
    """Return changes with those of words that no figure carries, each before the others of its edition.

    `editions` are the sealed ones, the oldest first, and `titles` those of the pages by file.
    """
    # By edition, the latest first, as the changes of a seal are.
    told: dict[str, list[Change]] = {edition.label: [] for edition in reversed(editions)}
    for one in confirmations:
        at = next((at for at, edition in enumerate(editions) if edition.label == one.edition), 0)
        # Of the first edition there is nothing that an earlier one said.
        if one.is_of_words and at:
            told[one.edition].append(
                Change(sealed=_word(one, editions[at - 1], editions[at], titles), confirmation=one)
            )
    for change in changes:
        told.setdefault(change.sealed.edition, []).append(change)
    return tuple(change for each in told.values() for change in each)


def _word(one: Confirmation, previous: Earlier, edition: Earlier, titles: Mapping[str, str]) -> SealedChange:
    # A name that does not move with the order of the record, since feeds and other sites link to it.
    name = f"{one.page}-{digest_content(f'{one.before} {one.after}')[:8]}"
    printing = Printing(file=one.page, where=WORDS, fate=Fate.WORDED, before=one.before, after=one.after)
    return SealedChange(
        edition=edition.label,
        previous=previous.label,
        day=edition.as_of,
        statistic=name,
        label=titles.get(one.page, one.page),
        kind=one.kind,
        causes=(Cause.PROSE,),
        printings=(printing,),
    )


def find_stray_confirmations(
    confirmations: Iterable[Confirmation], changes: Iterable[SealedChange], labels: Sequence[str]
) -> Iterator[Complaint]:
    """Yield a complaint for each confirmation of a change that did not happen, of nothing, and for each repeated one.

    A confirmation for an edition that is not among the sealed `labels` may belong to the next edition.
    """
    changed = {(change.edition, change.statistic) for change in changes}
    seen: set[tuple[str, str]] = set()
    for one in confirmations:
        place = str(one.place)
        if one.is_of_words and not one.page:
            yield Complaint(place=place, what="names no page", remedy="write page: and the file, such as book/index.md")
        elif not one.names and not one.is_of_words:
            remedy = "write statistic:, statistics: or page:, or before: and after: for words"
            yield Complaint(place=place, what="names nothing that changed", remedy=remedy)
        for name in one.names:
            if (one.edition, name) in seen:
                yield Complaint(place=place, what=f"{name} is listed twice", remedy="keep one of the two")
            elif one.edition in labels and (one.edition, name) not in changed:
                what = f"{name} did not change in edition {one.edition}"
                yield Complaint(place=place, what=what, remedy="see `factbook diff`, and remove the entry")
            seen.add((one.edition, name))
