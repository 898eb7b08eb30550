"""What moved between two editions, why, and which sentences it affects.

::

    statistics of A, B --move--> what moved, and its causes --+
                                                               match up --> sentences that became false, that were
    claims of A, B -------------------------------------------+            rewritten, or that still hold

Causes are found from the digests in both editions, and where both data and code differ, by running the one with the
other (`moves`).

A page that only the earlier edition has was removed, or moved to another address. A rating of today may follow new
data, as the figures do, and is an update with them. One of the day on which the claim appeared rests on what was known
then, so that a change means that we were wrong, as does one that no data explain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from factbook.editions.fates import Pair, SentenceChange, Sentences, pair_claims, printed_name, prominence
from factbook.editions.history import PAGE
from factbook.editions.moves import Move, Trials, differs, find_move, try_causes
from factbook.editions.row_changes import RowChange, find_row_changes
from factbook.model.edition import (
    DAY,
    TODAY,
    Edition,
    Fate,
    Kind,
    Printing,
    SealedChange,
    SealedReviewedClaim,
    SealedStatistic,
)
from figurecheck.figures import Rules
from figurecheck.model import Role

_NEW_FAULTS = frozenset({Fate.FALSE, Fate.CARELESS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Everything that differs between two editions."""

    before: str
    after: str
    moves: tuple[Move, ...] = ()
    """Statistics that moved, those that make sentences false first."""
    added: tuple[SealedStatistic, ...] = ()
    removed: tuple[SealedStatistic, ...] = ()
    prose: tuple[SentenceChange, ...] = ()
    """Sentences that changed although their statistic did not move."""
    ratings: tuple[RatingChange, ...] = ()
    """Claims of others that are rated otherwise, or not any more."""
    pages: tuple[PageChange, ...] = ()
    """Pages that were removed, or have another address."""
    renamed: tuple[tuple[str, str], ...] = ()
    """Earlier and present id of each statistic that has another one now."""
    tables: tuple[RowChange, ...] = ()

    @property
    def failing(self) -> tuple[SentenceChange, ...]:
        """The sentences that stop the build now: they are false, or cut off or loose without an editor's reason."""
        changes = [*(change for move in self.moves for change in move.sentences), *self.prose]
        return tuple(one for one in changes if one.fate in _NEW_FAULTS and one.claim.fails)


def compare(
    before: Edition,
    after: Edition,
    *,
    rules: Rules,
    renamed: Mapping[str, str] | None = None,
    trials: Trials | None = None,
) -> Difference:
    """Return everything that differs between two editions; `renamed` maps earlier ids of statistics to present ones.

    `trials` compute what a statistic is where only a part changed; without them, all that differs is a cause.
    """
    # An id that the later edition still has names the same statistic in both, whatever the settings of today say.
    ids = {**after.renamed, **(renamed or {})}
    new = {old: id for old, id in ids.items() if old not in after.statistics and id in after.statistics}
    # Its notebooks record the ids of then.
    sealed = before
    before, after = (_with_ids(edition, new) if new else edition for edition in (before, after))
    rows = {name: tuple(find_row_changes(name, before, after)) for name in {*before.tables, *after.tables}}
    differing = {
        id
        for id in before.statistics.keys() & after.statistics.keys()
        if differs(before.statistics[id], after.statistics[id])
    }
    sentences = pair_claims(before.claims.values(), after.claims.values(), moved=differing)
    pages = tuple(find_page_changes(before, after, [pair for each in sentences.values() for pair in each]))
    judged = Sentences(rules, after.statistics, {printed_name(one) for one in after.claims.values()})
    moves = [
        find_move(before, after, id, rows, judged.of_move(sentences.get((Role.CLAIM, id), []), after.statistics[id]))
        for id in before.statistics
        if id in differing
    ]
    if trials is not None:
        earlier = {id: old for old, id in new.items() if old in sealed.statistics}
        moves = try_causes(moves, trials, sealed, after, earlier, rules)
    return Difference(
        before=before.label,
        after=after.label,
        moves=tuple(sorted(moves, key=_gravity)),
        added=tuple(after.statistics[id] for id in after.statistics if id not in before.statistics),
        removed=tuple(before.statistics[id] for id in before.statistics if id not in after.statistics),
        prose=tuple(judged.of_prose(sentences, differing)),
        pages=pages,
        renamed=tuple(sorted((old, id) for old, id in new.items() if old in sealed.statistics)),
        ratings=tuple(find_rating_changes(before, after, {move.id: move.kind for move in moves})),
        tables=tuple(change for name in sorted(rows) for change in rows[name]),
    )


def _with_ids(edition: Edition, new: Mapping[str, str]) -> Edition:
    """Return an edition with other ids of statistics; its claims may name either."""
    statistics = {new.get(id, id): replace(one, id=new.get(id, id)) for id, one in edition.statistics.items()}
    claims = {id: replace(one, target=new.get(one.target, one.target)) for id, one in edition.claims.items()}
    return replace(edition, statistics=statistics, claims=claims)


def _gravity(move: Move) -> tuple[tuple[int, int, str, int], str]:
    return min((prominence(change) for change in move.sentences), default=(len(Fate), 0, "", 0)), move.id


@dataclass(frozen=True, slots=True, kw_only=True)
class PageChange:
    """A page that was removed, or that has another address now."""

    file: str
    title: str
    now: str = ""
    """The file that it was moved to; empty for a page that was removed."""

    @property
    def fate(self) -> Fate:
        """What became of it."""
        return Fate.MOVED if self.now else Fate.GONE


def find_page_changes(before: Edition, after: Edition, pairs: Iterable[Pair]) -> Iterator[PageChange]:
    """Yield each page of the earlier edition that the later one has not; `pairs` are the printed figures of both.

    A page was moved if a new page has the same text, or at least half of its figures, or else its title.
    """
    there = after.titles.keys() | after.texts.keys()
    new = {file for file in _pages(after) if file not in before.texts and file not in before.titles}
    found = [(old.file, now.file) for old, now in pairs if old is not None and now is not None]
    for file in _pages(before):
        if file not in there:
            title = before.titles.get(file, "")
            yield PageChange(file=file, title=title, now=_find_present(file, before, after, new, Counter(found)))


def _pages(edition: Edition) -> list[str]:
    """Return the pages of an edition; one of an earlier format lists its pages among other texts."""
    return sorted(edition.titles) or sorted(file for file in edition.texts if file.endswith(".md"))


def _find_present(
    file: str, before: Edition, after: Edition, new: Iterable[str], found: Mapping[tuple[str, str], int]
) -> str:
    figures = sum(one.file == file for one in before.claims.values())
    title = before.titles.get(file)
    # The surest sign first: two pages may have the same title, and a page may have been split.
    tests = (
        lambda other: after.texts.get(other) == before.texts.get(file),
        lambda other: figures and found.get((file, other), 0) * 2 >= figures,
        lambda other: title and after.titles.get(other) == title,
    )
    return next((other for test in tests for other in sorted(new) if test(other)), "")


def find_moved_pages(changes: Iterable[SealedChange]) -> dict[str, str]:
    """Return the present file of each page that was moved, also more than once; `changes` are latest first."""
    found: dict[str, str] = {}
    # Latest first: a page that was moved twice is found at its present address by the time that the first move is read.
    for change in changes:
        for one in change.printings:
            if one.where == PAGE and one.fate is Fate.MOVED:
                found[one.before] = found.get(one.after, one.after)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingChange:
    """A claim that is rated otherwise, for the first time, or not any more."""

    before: SealedReviewedClaim | None
    after: SealedReviewedClaim | None
    kind: Kind
    printings: tuple[Printing, ...]

    @property
    def claim(self) -> SealedReviewedClaim:
        """The later side of the change, or the earlier one of a claim that was dropped."""
        return self.after or self.before  # type: ignore[return-value] # a change has at least one side

    @property
    def id(self) -> str:
        """The review and the number of the claim."""
        return self.claim.id


def find_rating_changes(before: Edition, after: Edition, moved: Mapping[str, Kind]) -> Iterator[RatingChange]:
    """Yield the changes of ratings; `moved` has the kind of change of each statistic that moved.

    Both editions must have their ratings, which a seal of the first format lacks.
    """
    for id in dict.fromkeys([*before.reviews, *after.reviews]):
        old, new = before.reviews.get(id), after.reviews.get(id)
        printings = tuple(_find_printings(old, new))
        if printings:
            yield RatingChange(before=old, after=new, kind=_propose_kind(old, new, moved), printings=printings)


def _find_printings(old: SealedReviewedClaim | None, new: SealedReviewedClaim | None) -> Iterator[Printing]:
    if old is not None and new is not None:
        for where, one, other in ((DAY, old.rating.day, new.rating.day), (TODAY, old.rating.today, new.rating.today)):
            if one != other:
                yield Printing(file=new.file, where=where, fate=Fate.RATED, before=one, after=other, sentence=new.says)
    elif old is not None:
        yield Printing(file=old.file, where="claim", fate=Fate.DROPPED, before=old.rating.today, sentence=old.says)
    elif new is not None:
        yield Printing(file=new.file, where="claim", fate=Fate.TAKEN_UP, after=new.rating.today, sentence=new.says)


def _propose_kind(old: SealedReviewedClaim | None, new: SealedReviewedClaim | None, moved: Mapping[str, Kind]) -> Kind:
    if old is None or new is None:
        return Kind.UPDATE if new else Kind.WITHDRAWAL
    if old.rating.day != new.rating.day:
        return Kind.CORRECTION
    return moved.get(new.statistic, Kind.CORRECTION)
