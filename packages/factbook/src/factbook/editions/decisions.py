"""What an editor decides on before a change is published: one item for each figure, page and rating, gravest first.

An item has the sentences that print its figure, as they stand and, where digits alone would have to change, as they
would read. What was decided on it is known again by what is printed before and after.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from factbook.editions.diff import Difference, RatingChange
from factbook.editions.entries import find_changes
from factbook.editions.fates import SentenceChange
from factbook.editions.moves import Move, propose_kind
from factbook.editions.row_changes import RowChange
from factbook.model.edition import Cause, Edition, Fate, Kind, Printing, SealedChange, SealedClaim, SealedStatistic
from factbook.project.files import digest_content
from figurecheck.figures import Rules
from figurecheck.model import Claim, Place, Role, Statistic, split_reported
from figurecheck.verdicts.reprint import reprint_claim
from figurecheck.verdicts.stale_words import find_lost_record, find_stale_words

_OPEN = frozenset({Fate.FALSE, Fate.CARELESS, Fate.WORSE})
"""What is still printed as it was, of a value that is another one."""
KEY = 12
"""Hexadecimal digits of the key of an item: some hundreds are told apart."""


class Group(StrEnum):
    """The classes of items, the gravest first."""

    FALSE = "False now"
    WEAKER = "Holds less well"
    CORRECTION = "Correction"
    UPDATE = "Update"
    CLARIFICATION = "Clarification"
    WITHDRAWAL = "Withdrawn"
    QUIET = "Recorded, but unseen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A sentence that prints the figure of an item."""

    change: SentenceChange
    proposed: str | None = None
    """What its figure would be printed as; ``None`` where words would have to change, or nothing has to."""

    @property
    def is_open(self) -> bool:
        """Whether it is printed as before, and does not hold, or holds less well."""
        return self.change.fate in _OPEN

    @property
    def before(self) -> str:
        """What was printed; empty in a new sentence."""
        return self.change.before.printed if self.change.before else ""

    @property
    def after(self) -> str:
        """What is printed, or would be; empty where that is not known, or nothing is printed any more."""
        if self.is_open:
            return self.proposed or ""
        return self.change.after.printed if self.change.after else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A figure, a page or a rating that differs, and what an editor must know to approve of it."""

    id: str
    """Id of the statistic; of a reported figure, its source; of a rating, its claim; of a page, its file."""
    group: Group
    label: str = ""
    kind: Kind
    causes: tuple[Cause, ...] = ()
    before: SealedStatistic | None = None
    after: SealedStatistic | None = None
    rows: tuple[RowChange, ...] = ()
    quotes: tuple[Quote, ...] = ()
    printings: tuple[Printing, ...] = ()
    """Of a page or a rating: what it was, and is."""

    @property
    def key(self) -> str:
        """What names it in a text that is renewed: the same for as long as it is the same figure."""
        return digest_content(self.id)[:KEY]

    @property
    def state(self) -> str:
        """What was approved of: the same for as long as the same is printed before and after."""
        prints = sorted({(one.before, one.after) for one in self.quotes if one.before != one.after})
        prints += [(one.before, one.after) for one in self.printings]
        # Where nobody knows yet what will be printed, the value alone says what was looked at.
        unknown = any(one.is_open and not one.after for one in self.quotes)
        value = str(self.after.value) if unknown and self.after else ""
        return digest_content("\0".join([self.id, value, *(part for pair in prints for part in pair)]))[:KEY]

    @property
    def needs_decision(self) -> bool:
        """Whether readers see a difference."""
        return self.group is not Group.QUIET


def find_items(difference: Difference, before: Edition, after: Edition, rules: Rules) -> tuple[Item, ...]:
    """Return an item for all that differs between two editions, the gravest class first."""
    entries = {one.statistic: one for one in find_changes(difference, before, after)}
    moves = {move.id: move for move in difference.moves}
    prose: dict[str, list[SentenceChange]] = {}
    for change in difference.prose:
        # A new sentence tells nobody anything else than before.
        if change.fate is not Fate.NEW:
            prose.setdefault(change.claim.target, []).append(change)
    ratings = {one.id: one for one in difference.ratings}
    maker = _Items(before=before, after=after, rules=rules, tables=difference.tables)
    found = [
        maker.make(id, entries.get(id), moves.get(id), prose.get(id, ()), ratings.get(id))
        for id in dict.fromkeys([*moves, *prose, *entries])
    ]
    order = list(Group)
    return tuple(sorted(found, key=lambda one: order.index(one.group)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Items:
    before: Edition
    after: Edition
    rules: Rules
    tables: tuple[RowChange, ...]

    def make(
        self,
        id: str,
        entry: SealedChange | None,
        move: Move | None,
        prose: Iterable[SentenceChange],
        rating: RatingChange | None,
    ) -> Item:
        """Return the item of what is told of one figure, page or rating."""
        old = move.before if move else self.before.statistics.get(id)
        new = move.after if move else self.after.statistics.get(id)
        sentences = [*(move.sentences if move else ()), *prose]
        quotes = tuple(self._quote(one, old, new) for one in sentences if one.fate is not Fate.NEW)
        statistic = new or old
        kind = entry.kind if entry else move.kind if move else Kind.CORRECTION
        # The printings of a figure are its quotes; of all else there are no other ones.
        own = entry.printings if entry and not sentences else ()
        causes = entry.causes if entry else move.causes if move else ()
        rows = move.rows if move else ()
        if quoted := self._find_quoted(sentences):
            # The figure stands as it was, and what it quotes does not.
            rows, causes = quoted, tuple(dict.fromkeys(one.cause for one in quoted))
            kind = propose_kind(causes, rows)
        return Item(
            id=id,
            group=_find_group(quotes, entry, kind),
            label=entry.label if entry else statistic.label or statistic.population if statistic else "",
            kind=kind,
            causes=causes,
            before=old,
            after=new,
            rows=rows,
            quotes=quotes,
            printings=rating.printings if rating else own,
        )

    def _find_quoted(self, sentences: Iterable[SentenceChange]) -> tuple[RowChange, ...]:
        """Return the changed rows of figures that are taken from a source and do not hold any more."""
        targets = [one.claim.target for one in sentences if one.fate is Fate.FALSE and one.claim.role == Role.REPORTED]
        keys = {split_reported(target)[1] for target in targets} - {""}
        return tuple(row for row in self.tables if row.key in keys)

    def _quote(self, change: SentenceChange, old: SealedStatistic | None, new: SealedStatistic | None) -> Quote:
        claim = change.after
        if change.fate not in _OPEN or claim is None or claim.role != Role.CLAIM or new is None or claim.contradicted:
            return Quote(change=change)
        before = old.value if old else None
        proposed = reprint_claim(claim, new, rules=self.rules, before=before)
        if proposed is None or proposed == claim.printed or self._leaves_words(claim, proposed, new, before):
            return Quote(change=change)
        return Quote(change=change, proposed=proposed)

    def _leaves_words(self, claim: SealedClaim, text: str, new: SealedStatistic, before: Decimal | str | None) -> bool:
        """Return whether other digits would leave words beside them that are false, as `factbook fix` asks."""
        bound, statistic = _unseal(claim), Statistic(id=new.id, value=new.value, unit=new.unit, label=new.label)
        stale = find_stale_words(bound, text, statistic, self.rules, before)
        return bool(stale or find_lost_record(bound, text, self.rules))


def _unseal(claim: SealedClaim) -> Claim:
    """Return a claim as a page has it; where it stands is known of a sentence that prints it once."""
    once = claim.sentence.count(claim.printed) == 1
    passage = claim.sentence if once else claim.printed
    return Claim(
        id=claim.id, role=Role(claim.role), printed=claim.printed, target=claim.target, where=claim.where,
        place=Place(file=claim.file, line=claim.line), locale=claim.locale, sentence=claim.sentence, passage=passage,
        start=passage.index(claim.printed),
    )  # fmt: skip


def _find_group(quotes: Iterable[Quote], entry: SealedChange | None, kind: Kind) -> Group:
    opened = [one.change for one in quotes if one.is_open]
    if any(one.claim.fails and one.fate is not Fate.WORSE for one in opened):
        return Group.FALSE
    if opened:
        return Group.WEAKER
    return Group.QUIET if entry is None or entry.quiet else Group[kind.name]


def count_groups(items: Iterable[Item]) -> dict[Group, int]:
    """Return how many items there are of each class, also of those without any."""
    groups = [one.group for one in items]
    return {group: groups.count(group) for group in Group}


def find_proposals(items: Iterable[Item]) -> Mapping[tuple[str, str, str], tuple[tuple[str, str], ...]]:
    """Return what is printed and would be, by file, kind of place and sentence: one may have several figures."""
    found: dict[tuple[str, str, str], dict[tuple[str, str], None]] = {}
    for quote in (quote for item in items for quote in item.quotes if quote.is_open):
        claim = quote.change.claim
        found.setdefault((claim.file, claim.where, claim.sentence), {})[claim.printed, quote.proposed or ""] = None
    return {name: tuple(pairs) for name, pairs in found.items()}
