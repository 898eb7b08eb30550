"""What readers are told of figures that moved from edition to edition: what, why, and of which kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from factbook.diff import Cause, Fate, Kind, Move, SentenceChange, compare
from factbook.edition import Edition
from factbook.errors import Complaint
from factbook.figures import DEFAULT_RULES, Rules
from factbook.model import Place


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

    edition: str
    previous: str
    day: str
    """The later edition's day, an ISO date."""
    statistic: str
    kind: Kind
    causes: tuple[Cause, ...]
    reason: str = ""
    confirmed: bool = False
    move: Move | None = None
    """``None`` where only a sentence changed."""
    sentences: tuple[SentenceChange, ...] = ()

    @property
    def visible(self) -> bool:
        """Whether a reader of both editions sees another figure, or saw one that was false."""
        return any(change.fate in {Fate.FALSE, Fate.REWRITTEN, Fate.REPRINTED} for change in self.sentences)

    @property
    def files(self) -> tuple[str, ...]:
        """The files on which its sentences stand, each once."""
        return tuple(dict.fromkeys(change.claim.file for change in self.sentences))


def tell(
    editions: Sequence[Edition], confirmations: Iterable[Confirmation] = (), *, rules: Rules = DEFAULT_RULES
) -> tuple[Change, ...]:
    """Give every change between editions that follow each other, the latest first."""
    said = {(one.edition, one.statistic): one for one in confirmations}
    found = [change for pair in pairwise(editions) for change in _between(*pair, said, rules)]
    return tuple(reversed(found))


def find_unconfirmed(changes: Iterable[Change], *, file: str) -> Iterator[Complaint]:
    """Yield a complaint for each change that readers can see and that no editor has confirmed; `file` is the record."""
    for change in changes:
        if change.visible and not change.confirmed:
            causes = ", ".join(change.causes)
            what = f"{change.statistic} changed in {change.edition} ({causes}), and no editor has said why"
            entry = f"edition: {change.edition!r}, statistic: {change.statistic}, class: {change.kind}, reason: ..."
            remedy = f"confirm it: - {{{entry}}}"
            yield Complaint(place=file, what=what, remedy=remedy)


def find_stray(confirmations: Iterable[Confirmation], changes: Iterable[Change]) -> Iterator[Complaint]:
    """Yield a complaint for each confirmation of something that did not happen, or that another one gives too."""
    happened: Mapping[tuple[str, str], Change] = {(change.edition, change.statistic): change for change in changes}
    seen: set[tuple[str, str]] = set()
    for one in confirmations:
        key = (one.edition, one.statistic)
        if key in seen:
            yield Complaint(place=str(one.place), what=f"{one.statistic} stands twice", remedy="keep one of the two")
        elif key not in happened:
            what = f"{one.statistic} did not change in edition {one.edition}"
            yield Complaint(place=str(one.place), what=what, remedy="look at `factbook diff`; take the entry out")
        seen.add(key)


def _between(
    before: Edition, after: Edition, said: Mapping[tuple[str, str], Confirmation], rules: Rules
) -> Iterator[Change]:
    difference = compare(before, after, rules=rules)
    told = [(move.id, move, move.causes, move.kind, move.sentences) for move in difference.moves]
    alone: dict[str, list[SentenceChange]] = {}
    for change in difference.prose:
        if change.fate not in {Fate.NEW, Fate.GONE}:
            alone.setdefault(change.claim.target, []).append(change)
    prose = [(id, None, (Cause.PROSE,), Kind.CLARIFICATION, tuple(changes)) for id, changes in alone.items()]
    for id, move, causes, proposed, sentences in (*told, *prose):
        one = said.get((after.label, id))
        yield Change(
            edition=after.label,
            previous=before.label,
            day=after.as_of,
            statistic=id,
            kind=one.kind if one else proposed,
            causes=causes,
            reason=one.reason if one else "",
            confirmed=one is not None,
            move=move,
            sentences=sentences,
        )
