"""What differs between two editions as entries of the record of corrections: one for each figure, page and rating.

Each has the kind that is proposed to an editor. Those that have one cause have the same `group`, and are confirmed
together: figures that rest on one changed row, or whose notebook changed; figures that left a page together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from factbook.editions.causes import is_same_value, propose_kind
from factbook.editions.diff import Difference
from factbook.editions.fates import SentenceChange
from factbook.editions.groups import group_moves
from factbook.editions.moves import Move
from factbook.editions.pages import seal_page_change
from factbook.editions.ratings import seal_rating_change
from factbook.model import split_reported
from factbook.model.edition import Cause, Edition, Fate, Kind, Printing, SealedChange, SealedStatistic

# A new sentence is no correction: readers of the earlier edition were told nothing that was wrong.
_SEEN = frozenset(
    {
        Fate.FALSE, Fate.REWRITTEN, Fate.REPRINTED, Fate.REQUOTED, Fate.REBOUND, Fate.GONE, Fate.LEFT_OUT, Fate.MOVED,
        Fate.RENAMED,
    }
)  # fmt: skip


def find_changes(difference: Difference, before: Edition, after: Edition) -> tuple[SealedChange, ...]:
    """Return an entry for each figure, page, id and rating that differs in the later edition."""
    maker = _Entries(difference=difference, before=before, after=after)
    found = [*maker.pages(), *maker.moves(), *maker.sentences(), *maker.ids(), *maker.ratings()]
    # What moved with a value is told with it: a figure has one entry.
    return tuple(
        {one.statistic: one for one in reversed(found)}[id] for id in dict.fromkeys(o.statistic for o in found)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entries:
    difference: Difference
    before: Edition
    after: Edition

    def pages(self) -> Iterator[SealedChange]:
        """Yield an entry for each page that was removed or moved."""
        told = self.difference
        for one in told.pages:
            yield seal_page_change(one, edition=told.after, previous=told.before, day=self.after.as_of)

    def moves(self) -> Iterator[SealedChange]:
        """Yield an entry for each statistic that moved."""
        groups = group_moves(self.difference.moves)
        for move in self.difference.moves:
            printings = (*self._printings(move.sentences), *_redescribed(move))
            gone = bool(move.sentences) and all(one.fate is Fate.GONE for one in move.sentences)
            made = self._make(move.id, move.causes, Kind.WITHDRAWAL if gone else move.kind, printings)
            before, after = move.before, move.after
            yield replace(
                made,
                before=before.value if before else None,
                before_unit=before.unit if before else "",
                after=after.value if after else None,
                after_unit=after.unit if after else "",
                group=self._page_group(made) or groups[move.id],
            )

    def sentences(self) -> Iterator[SealedChange]:
        """Yield an entry for each statistic that did not move and is printed otherwise, elsewhere or not any more."""
        # one for each statistic, though several sentences print it: an editor confirms it once
        alone: dict[str, list[SentenceChange]] = {}
        for change in self.difference.prose:
            if change.fate in _SEEN:
                alone.setdefault(change.claim.target, []).append(change)
        for target, changes in alone.items():
            printings = tuple(self._printings(changes))
            causes, kind = self._explain(changes, printings)
            made = self._make(target, causes, kind, printings)
            page = self._page_group(made)
            # A page that moved or was removed says so of all that it takes along.
            if not (page and made.quiet):
                yield replace(made, group=page or target)

    def ids(self) -> Iterator[SealedChange]:
        """Yield an entry for each statistic that has another id now and is in no other entry."""
        for old, new in self.difference.renamed:
            printing = Printing(file="", where="id", fate=Fate.RENAMED, before=old, after=new)
            yield replace(self._make(new, (Cause.RENAMED,), Kind.CLARIFICATION, (printing,)), group=Cause.RENAMED)

    def ratings(self) -> Iterator[SealedChange]:
        """Yield an entry for each rating that changed."""
        told = self.difference
        for one in told.ratings:
            made = seal_rating_change(one, edition=told.after, previous=told.before, day=self.after.as_of)
            yield replace(made, group=made.statistic)

    def _make(self, name: str, causes: tuple[Cause, ...], kind: Kind, printings: Iterable[Printing]) -> SealedChange:
        statistic = self.after.statistics.get(name) or self.before.statistics.get(name)
        return SealedChange(
            edition=self.difference.after,
            previous=self.difference.before,
            day=self.after.as_of,
            statistic=name,
            label=(statistic.label or statistic.population) if statistic else "",
            kind=kind,
            causes=causes,
            printings=tuple(printings),
        )

    def _printings(self, sentences: Iterable[SentenceChange]) -> Iterator[Printing]:
        for one in sentences:
            if one.fate in _SEEN:
                yield Printing(
                    file=one.claim.file,
                    where=one.claim.where,
                    fate=Fate.RENAMED if self._is_renamed(one) else one.fate,
                    before=one.before.printed if one.before else "",
                    after=one.after.printed if one.after else "",
                    sentence=one.claim.sentence,
                    of=one.before.target if one.before and one.fate is Fate.REBOUND else "",
                )

    def _is_renamed(self, change: SentenceChange) -> bool:
        """Return whether a sentence is bound to the same statistic under another id, which nobody said was renamed."""
        if change.fate is not Fate.REBOUND or change.before is None or change.after is None:
            return False
        old, new = self._statistics_of(change)
        if old is None or new is None or old.id in self.after.statistics or new.id in self.before.statistics:
            return False
        alike = (old.unit, old.population) == (new.unit, new.population)
        return alike and is_same_value(old.value, new.value) and change.before.printed == change.after.printed

    def _statistics_of(self, change: SentenceChange) -> tuple[SealedStatistic | None, SealedStatistic | None]:
        old = self.before.statistics.get(change.before.target) if change.before else None
        return old, self.after.statistics.get(change.after.target) if change.after else None

    def _explain(
        self, changes: list[SentenceChange], printings: tuple[Printing, ...]
    ) -> tuple[tuple[Cause, ...], Kind]:
        """Return cause and kind of what happened to the sentences of a statistic that did not move."""
        fates = [one.fate for one in printings]
        if Fate.REBOUND in fates:
            rebound = next(one for one in changes if one.fate is Fate.REBOUND)
            return (Cause.REBOUND,), self._kind_of_rebound(rebound)
        if Fate.REQUOTED in fates:
            return self._explain_quote(changes[0])
        # The value is the same: where the earlier figure was no true print of it, we were wrong.
        if Fate.REWRITTEN in fates or Fate.FALSE in fates:
            return (Cause.PROSE,), Kind.CORRECTION
        # The same value in another rounding.
        if Fate.REPRINTED in fates:
            return (Cause.PROSE,), Kind.CLARIFICATION
        if Fate.GONE in fates:
            return (Cause.REMOVED,), Kind.WITHDRAWAL
        named = {Fate.RENAMED: Cause.RENAMED, Fate.MOVED: Cause.MOVED}
        return (next((named[fate] for fate in fates if fate in named), Cause.PROSE),), Kind.CLARIFICATION

    def _kind_of_rebound(self, change: SentenceChange) -> Kind:
        old, new = self._statistics_of(change)
        # The sentence of last year's figure now has this year's.
        if old is not None and new is not None and old.period and new.period > old.period:
            return Kind.UPDATE
        alike = change.before and change.after and change.before.printed == change.after.printed
        return Kind.CLARIFICATION if alike else Kind.CORRECTION

    def _explain_quote(self, change: SentenceChange) -> tuple[tuple[Cause, ...], Kind]:
        """Return why a figure that was taken from a source is another one: its row changed, or we misquoted it."""
        source, row = split_reported(change.claim.target)
        old = split_reported(change.before.target) if change.before else ("", "")
        if old[0] != source or (old[1] and old[1] != row):
            return (Cause.REBOUND,), Kind.CORRECTION
        # Its key alone: rows of several tables may be meant by it, and then each is told.
        rows = [one for one in self.difference.tables if row and one.key == row]
        if not rows:
            return (Cause.PROSE,), Kind.CORRECTION
        causes = tuple(dict.fromkeys(one.cause for one in rows))
        return causes, propose_kind(causes, rows)

    def _page_group(self, change: SealedChange) -> str:
        """Return the page that took all printed figures of a change with it; empty if none did."""
        went = (Fate.GONE, Fate.LEFT_OUT, Fate.MOVED)
        if not change.printings or any(one.fate not in went for one in change.printings):
            return ""
        pages = {file: one.file for one in self.difference.pages for file in (one.file, one.now) if file}
        found = {pages.get(one.file, "") for one in change.printings}
        return found.pop() if len(found) == 1 else ""


def _redescribed(move: Move) -> Iterator[Printing]:
    """Yield what the figure of a statistic counts now, and in which unit, for each page that prints it."""
    old, new = move.before, move.after
    if old is None or new is None:
        return
    for where, before, after in (("unit", old.unit, new.unit), ("population", old.population, new.population)):
        if before != after:
            for file in dict.fromkeys(one.after.file for one in move.sentences if one.after is not None):
                yield Printing(file=file, where=where, fate=Fate.REDESCRIBED, before=before, after=after)
