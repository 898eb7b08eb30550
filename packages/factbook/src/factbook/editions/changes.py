"""Changes of figures from edition to edition, as readers see them: what, why, and of which kind."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from factbook.editions.diff import compare
from factbook.editions.entries import find_changes
from factbook.editions.history import WORDS, Change, Confirmation
from factbook.editions.moves import Trials
from factbook.model.edition import Cause, Earlier, Edition, Fate, Printing, SealedChange, SealedStatistic
from factbook.project.files import digest_content
from figurecheck.figures import Rules
from figurecheck.model.errors import Complaint


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
    changed = {(change.edition, change.statistic): change.is_rating for change in changes}
    rated = {name for name, is_rating in changed.items() if is_rating}
    seen: set[tuple[str, str]] = set()
    for one in confirmations:
        place = str(one.place)
        if one.is_of_words and not one.page:
            yield Complaint(place, "names no page", "write page: and the file, such as book/index.md")
        elif not one.names and not one.is_of_words:
            remedy = "write statistic:, statistics: or page:, or before: and after: for words"
            yield Complaint(place, "names nothing that changed", remedy)
        for name in one.names:
            if (one.edition, name) in seen:
                yield Complaint(place, f"{name} is listed twice", "keep one of the two")
            elif len(one.names) + one.is_of_words > 1 and (one.edition, name) in rated:
                what = f"{name} is rated otherwise, which needs an entry and a reason of its own"
                yield Complaint(place, what, "write an entry for it alone")
            elif one.edition in labels and (one.edition, name) not in changed:
                what = f"{name} did not change in edition {one.edition}"
                yield Complaint(place, what, "see `factbook diff`, and remove the entry")
            seen.add((one.edition, name))
