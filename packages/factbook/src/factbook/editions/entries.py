"""What differs between two editions as entries of the record of corrections: one for each figure, page and rating.

Each has the kind that is proposed to an editor. Those that have one cause have the same `group`, and are confirmed
together: figures that rest on one changed row, or whose notebook changed; figures that left a page together.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from factbook.editions.diff import Difference
from factbook.editions.fates import SentenceChange
from factbook.editions.history import PAGE
from factbook.editions.moves import Move, is_same_value, propose_kind
from factbook.model.edition import Cause, Edition, Fate, Kind, Printing, SealedChange
from figurecheck.figures import PrintedFigure, parse
from figurecheck.figures.languages import find_language_codes
from figurecheck.model import split_reported

# A new sentence is no correction: readers of the earlier edition were told nothing that was wrong.
_SEEN = frozenset(
    {
        Fate.FALSE, Fate.REWRITTEN, Fate.REPRINTED, Fate.REQUOTED, Fate.REBOUND, Fate.GONE, Fate.LEFT_OUT, Fate.MOVED,
    }
)  # fmt: skip


def find_changes(difference: Difference, before: Edition, after: Edition) -> tuple[SealedChange, ...]:
    """Return an entry for each figure, page and rating that differs in the later edition."""
    maker = _Entries(difference=difference, before=before, after=after)
    found = [*maker.pages(), *maker.moves(), *maker.sentences(), *maker.ratings()]
    # What moved with a value is told with it: a figure has one entry.
    firsts = {one.statistic: one for one in reversed(found)}
    return tuple(drop_unchanged(firsts[id] for id in dict.fromkeys(one.statistic for one in found)))


def drop_unchanged(changes: Iterable[SealedChange]) -> Iterator[SealedChange]:
    """Yield the changes by which readers see another number, or miss one; without the places that show the same.

    A value that stays is the same number, in whatever words its figure or what it counts is described.
    """
    for one in changes:
        same = one.before is None or one.after is None or is_same_value(one.before, one.after)
        moved = not same or one.before_unit != one.after_unit
        shown = tuple(
            each for each in one.printings if not prints_same(each) and (moved or each.fate is not Fate.REDESCRIBED)
        )
        if moved or shown:
            yield replace(one, printings=shown)


def prints_same(printing: Printing) -> bool:
    """Return whether a figure that is printed otherwise is the same number: “974” and “974 people”."""
    if printing.fate not in _REWORDED or not printing.before or not printing.after:
        return False
    if printing.before == printing.after:
        return True
    # No seal says in which language it is printed: each that reads both has a say.
    read = [[parse(text, code) for text in (printing.before, printing.after)] for code in find_language_codes()]
    pairs = [(old, new) for old, new in read if old is not None and new is not None]
    return bool(pairs) and all(_is_same_number(old, new) for old, new in pairs)


_REWORDED = frozenset({Fate.REWRITTEN, Fate.REPRINTED, Fate.REQUOTED, Fate.REBOUND})
_NUMBER = attrgetter("form", "amount", "upper", "total", "qualifier", "inner", "direction", "date", "digits")
"""What makes a printed figure another number."""


def _is_same_number(old: PrintedFigure, new: PrintedFigure) -> bool:
    words = ((old.unit, new.unit), (old.noun, new.noun))
    # A unit that is left out may be the same one.
    return _NUMBER(old) == _NUMBER(new) and all(one == other for one, other in words if one and other)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entries:
    difference: Difference
    before: Edition
    after: Edition

    def pages(self) -> Iterator[SealedChange]:
        """Yield an entry for each page that was removed or moved."""
        for one in self.difference.pages:
            printing = Printing(file=one.now or one.file, where=PAGE, fate=one.fate, before=one.file, after=one.now)
            cause, kind = (Cause.MOVED, Kind.CLARIFICATION) if one.now else (Cause.REMOVED, Kind.WITHDRAWAL)
            yield replace(self._make(one.file, (cause,), kind, [printing]), label=one.title, group=one.file)

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

    def ratings(self) -> Iterator[SealedChange]:
        """Yield an entry for each rating that changed, and for each claim that was taken up or dropped."""
        for one in self.difference.ratings:
            made = self._make(one.id, (Cause.RATING,), one.kind, one.printings)
            # A rating has a reason of its own; all claims of a new review may have one.
            yield replace(made, label=one.claim.printed, group=one.id if one.before else one.claim.file)

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
                    fate=one.fate,
                    before=one.before.printed if one.before else "",
                    after=one.after.printed if one.after else "",
                    sentence=one.claim.sentence,
                    of=one.before.target if one.before and one.fate is Fate.REBOUND else "",
                )

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
        return (Cause.MOVED if Fate.MOVED in fates else Cause.PROSE,), Kind.CLARIFICATION

    def _kind_of_rebound(self, change: SentenceChange) -> Kind:
        old = self.before.statistics.get(change.before.target) if change.before else None
        new = self.after.statistics.get(change.after.target) if change.after else None
        # The sentence of last year's figure now has this year's.
        later = old is not None and new is not None and old.period and new.period > old.period
        return Kind.UPDATE if later else Kind.CORRECTION

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


def group_moves(moves: Sequence[Move]) -> dict[str, str]:
    """Return for each statistic that moved the first of those that moved for the same cause and are of the same kind.

    Two moves belong together if they share a changed row, or, where code is a cause, the notebook; so do all that share
    one with either. Those that both data and code moved stay among themselves.
    """
    leaders = {move.id: move.id for move in moves}

    def find(id: str) -> str:
        while leaders[id] != id:
            id = leaders[id]
        return id

    # Union-find without ranks: a difference has some hundreds of moves at most.
    first: dict[Hashable, str] = {}
    for move in moves:
        for reason in _reasons(move):
            # One that both moved would join the figures of the data with those of the code, which have other reasons.
            mixed = Cause.CODE in move.causes and bool(move.rows)
            leader, own = find(first.setdefault((move.kind, mixed, reason), move.id)), find(move.id)
            leaders[own] = leader
    return {move.id: find(move.id) for move in moves}


def _reasons(move: Move) -> Iterator[Hashable]:
    yield from ((row.table, row.key) for row in move.rows)
    if Cause.CODE in move.causes and move.after is not None:
        yield move.after.notebook
    if Cause.ENVIRONMENT in move.causes:
        yield Cause.ENVIRONMENT
    for cause, before, after in _descriptions(move):
        if cause in move.causes:
            yield cause, before, after


def _descriptions(move: Move) -> Iterable[tuple[Cause, str, str]]:
    old, new = move.before, move.after
    if old is None or new is None:
        return ()
    return (Cause.UNIT, old.unit, new.unit), (Cause.POPULATION, old.population, new.population)
