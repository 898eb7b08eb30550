"""Approvals with their authors, and what they come to for each figure.

An approval names a statistic, its printed text and a digest of its sentence. A lapsed one was of the figure whose
sentence is still that one, or would be with the digits that were approved. One whose sentence has other words by now
was of at most one figure of the statistic that is there today, so that a sentence that was added is not taken for one
that changed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from factbook.project.authors import AuthoredLine, Authors, LineState, Person, find_latest, group_people
from factbook.report.desk.approvals import (
    FOLDER,
    Approval,
    WrittenApproval,
    approvals_path,
    read_approvals,
    write_value,
)
from factbook.report.desk.figure import DeskFigure, digest_words
from figurecheck.model import Verdict

DIGITS = 6
"""Significant digits to which a value that is no whole number counts: nobody prints more, and the order of a sum, or
another library, moves those behind."""

_ROUNDINGS = {Verdict.EXACT.value, Verdict.ROUNDED.value}


class Lapse(StrEnum):
    """What of a figure has changed."""

    PRINTED = "digits"
    """It is printed otherwise."""
    SENTENCE = "sentence"
    """The sentence has other words, or what stands beside it: in a table a head, in a list the item above."""
    VALUE = "value"
    """Another value was recomputed, though it is printed as before."""
    UNIT = "unit"
    POPULATION = "population"
    """Something else is counted, or it is described in other words."""
    VERDICT = "verdict"


def find_lapses(approval: Approval, figure: DeskFigure) -> Iterator[Lapse]:
    """Yield everything that is no more as it was approved."""
    if approval.printed != figure.printed:
        yield Lapse.PRINTED
    # A seal does not hold what stands beside a sentence, and that is then taken to be what it was.
    heads = approval.heads if figure.heads is None else digest_words(figure.heads)
    if (approval.sentence, approval.heads) != (figure.sentence, heads):
        yield Lapse.SENTENCE
    is_same = is_same_value(approval.value, write_value(figure))
    if not is_same:
        yield Lapse.VALUE
    if approval.unit != figure.unit:
        yield Lapse.UNIT
    if approval.population != digest_words(figure.population):
        yield Lapse.POPULATION
    verdicts = {approval.verdict, figure.verdict.value}
    # A ninth decimal makes a rounding of what was exact, and nothing else of it.
    if len(verdicts) > 1 and not (is_same and verdicts == _ROUNDINGS):
        yield Lapse.VERDICT


def is_same_value(before: str, after: str) -> bool:
    """Return whether two values are the same to readers: whole numbers exactly, others to their first digits.

    >>> is_same_value("0.123456789", "0.123456780"), is_same_value("1268480", "1268481")
    (True, False)
    """
    if before == after:
        return True
    try:
        old, new = Decimal(before), Decimal(after)
        # Counts: nothing makes one person more but another count.
        if old == old.to_integral_value() and new == new.to_integral_value():
            return old == new
        return bool(abs(old - new) * 10**DIGITS <= max(abs(old), abs(new)))
    except InvalidOperation:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """An approval, and who wrote its line."""

    approval: Approval
    file: str
    line: int
    author: AuthoredLine | None
    """The line that was written last, where it has several."""
    is_taken_back: bool = False
    """Whether a commit removed the line, and a merge of an older branch brought it in again."""

    @property
    def person(self) -> Person | None:
        """Who approved; ``None`` where it does not count: not committed, beyond, a program's, or taken back."""
        # A commit of a program says that it ran, and not that anybody looked.
        found = self.author.person if self.author else None
        return None if found is None or found.is_bot or self.is_taken_back else found

    @property
    def state(self) -> LineState:
        """What git knows of its line."""
        return self.author.state if self.author else LineState.UNCOMMITTED

    @property
    def state_name(self) -> str:
        """That in one word: ``committed``, ``uncommitted``, ``beyond``, ``taken_back``, or ``program``."""
        if self.state is not LineState.COMMITTED or self.person is not None:
            return self.state.name.lower()
        return "taken_back" if self.is_taken_back else "program"

    @property
    def why_not(self) -> str:
        """Why it does not count, in words; empty where it does."""
        if self.person is not None:
            return ""
        if self.state is not LineState.COMMITTED:
            return str(self.state)
        return "taken back" if self.is_taken_back else "by a program"


Key = tuple[str, str, str | None]
"""What readers see of a figure of a statistic: equal ones cannot be told apart, and are approved together."""


def key_of(figure: DeskFigure) -> Key:
    """Return what readers see of a figure."""
    return figure.printed, figure.text, figure.heads


class EarlierSentences:
    """The sentences of figures as they were with the digits that were approved."""

    def __init__(self, figures: Iterable[DeskFigure], sign_offs: Iterable[SignOff], renamed: Mapping[str, str]) -> None:
        self._beside: dict[str, list[DeskFigure]] = defaultdict(list)
        for figure in figures:
            self._beside[figure.text].append(figure)
        self._approved: dict[str, dict[str, str]] = defaultdict(dict)
        for one in sign_offs:
            approval = one.approval
            statistic = renamed.get(approval.statistic, approval.statistic)
            self._approved[approval.sentence][statistic] = approval.printed

    def is_of(self, approval: Approval, figure: DeskFigure) -> bool:
        """Return whether an approval was of a figure whose sentence has no other words since."""
        if figure.heads is not None and approval.heads != _digest(figure.heads):
            return False
        if approval.sentence == _digest(figure.text):
            return True
        # All figures of a sentence may have other digits by now.
        approved = self._approved[approval.sentence]
        before = {
            one.printed: approved[one.statistic] for one in self._beside[figure.text] if one.statistic in approved
        }
        before[figure.printed] = approval.printed
        return _digest(_put_back(figure.text, tuple(before.items()))) == approval.sentence


# Each figure of a statistic is held against each of its approvals, and few differ in what they put back.
_digest = lru_cache(maxsize=4096)(digest_words)


@lru_cache(maxsize=4096)
def _find_path(page: str) -> str:
    return approvals_path(page).as_posix()


@lru_cache(maxsize=4096)
def _put_back(text: str, before: tuple[tuple[str, str], ...]) -> str:
    """Return a sentence with what its figures printed before."""
    texts = dict(before)
    pattern = "|".join(re.escape(printed) for printed in sorted(texts, key=len, reverse=True))
    return re.sub(rf"(?<![\d.,])(?:{pattern})(?!\d)", lambda found: texts[found[0]], text)


def find_earlier(
    figures: Sequence[DeskFigure], looked_at: Iterable[DeskFigure], sign_offs: Sequence[SignOff],
    sentences: EarlierSentences,
) -> dict[Key, list[SignOff]]:  # fmt: skip
    """Return the lapsed approvals of a statistic by the figure that each was of.

    `figures` are those that nobody has looked at as they stand, and `looked_at` the others of the statistic.
    """
    found: dict[Key, list[SignOff]] = defaultdict(list)
    left: dict[tuple[str, str, str], list[SignOff]] = defaultdict(list)
    for one in sign_offs:
        owners = {key_of(figure) for figure in figures if sentences.is_of(one.approval, figure)}
        for key in owners:
            found[key].append(one)
        # An older line of a figure that was looked at again since says nothing of another one.
        if not owners and not any(sentences.is_of(one.approval, figure) for figure in looked_at):
            left[one.approval.printed, one.approval.sentence, one.approval.heads].append(one)
    without = {key_of(figure): figure for figure in figures if key_of(figure) not in found}
    for group in _newest(left.values()):
        if without:
            key = max(without, key=lambda key: _nearness(group[0], without[key]))
            found[key] += group
            del without[key]
    return found


def _newest(groups: Iterable[list[SignOff]]) -> list[list[SignOff]]:
    """Return the approvals that were given of the last value of all; those before were of the same figures earlier."""
    ordered = sorted(groups, key=_time, reverse=True)
    return [group for group in ordered if group[0].approval.value == ordered[0][0].approval.value]


def _time(group: Sequence[SignOff]) -> float:
    # What is not committed is the newest.
    return max(one.author.time if one.author and one.author.time else float("inf") for one in group)


def _nearness(one: SignOff, figure: DeskFigure) -> tuple[bool, bool, bool]:
    """Return how much of an approval is about a figure; of two that are as near, the first in the text is taken."""
    approval = one.approval
    return (
        approval.sentence == _digest(figure.text),
        approval.printed == figure.printed,
        _find_path(figure.page) == one.file,
    )


_ID = re.compile(r"""(?:.*[{,]\s*|\s*(?:-\s+)?)id:\s*["']?(\w+)""")


class Sight(StrEnum):
    """Whether anybody has looked at a figure as it stands."""

    SEEN = "seen"
    CHANGED = "changed since"
    """Somebody has, before it changed."""
    PENDING = "not committed"
    """Somebody has, and git does not say who: the line is not committed, or older than a shallow history."""
    NEVER = "never looked at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the approvals come to for one figure."""

    figure: DeskFigure
    current: tuple[SignOff, ...] = ()
    """Those of the figure as it stands."""
    lapsed: tuple[tuple[SignOff, tuple[Lapse, ...]], ...] = ()
    """Those of the figure as it was, with what has changed."""

    @property
    def authors(self) -> tuple[Person, ...]:
        """The authors of the approvals that count for it as it stands, in the order of time."""
        ordered = sorted(self.current, key=lambda one: one.author.time if one.author else 0)
        return tuple(one.person for one in ordered if one.person)

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody who looked at it as it stands, each once, in the order of time."""
        return tuple(group[0] for group in group_people(self.authors))

    @property
    def sight(self) -> Sight:
        """Whether anybody has looked at it."""
        if self.people:
            return Sight.SEEN
        # What was taken back waits for nothing: the figure is looked at again like any other.
        if not all(one.is_taken_back for one in self.current):
            return Sight.PENDING
        return Sight.CHANGED if self.lapsed else Sight.NEVER

    @property
    def changes(self) -> tuple[Lapse, ...]:
        """What has changed since the approval that is nearest to it."""
        # Several may be as near: the one of which least has changed says most.
        return min((lapses for _, lapses in self.lapsed), key=len, default=())

    def count(self, state: LineState) -> int:
        """Return how many approvals of the figure as it stands have lines in a state."""
        return sum(one.state is state for one in self.current)


def read_sign_offs(root: Path, authors: Authors) -> tuple[SignOff, ...]:
    """Return all approvals of a report with their authors. Raises ProjectError with every fault of their files."""
    found = [_find_author(written, authors) for written in read_approvals(root)]
    removed = _find_removals(authors) if found else {}
    return tuple(
        replace(one, is_taken_back=True) if _is_taken_back(one, removed.get(one.approval.id, ()), authors) else one
        for one in found
    )


def _is_taken_back(sign_off: SignOff, removals: Iterable[str], authors: Authors) -> bool:
    # Only what was added again after it was removed is another approval; a copy from a branch beside is none.
    line = sign_off.author
    is_old = line is not None and line.state is LineState.COMMITTED
    return is_old and not all(authors.is_before(by, line.commit) for by in removals if line)


def _find_removals(authors: Authors) -> dict[str, list[str]]:
    """Return the commits that took approvals away, by the id of these: a merge keeps what one of its sides has."""
    found: dict[str, list[str]] = defaultdict(list)
    for commit, lines in authors.find_removed(FOLDER.as_posix()):
        # What is moved, or written in another way, keeps its id.
        fewer = Counter[str]()
        for line, times in lines.items():
            if own := _ID.match(line):
                fewer[own[1]] += times
        for id in +fewer:
            found[id].append(commit)
    return found


def _find_author(written: WrittenApproval, authors: Authors) -> SignOff:
    # A program that sets the file anew has looked at no figure.
    lines = authors.of_file(written.file, by_words=True)
    own = [lines[at - 1] for at in written.lines if at <= len(lines)]
    # Whoever wrote any of its lines last stands for what it says now.
    return SignOff(
        approval=written.approval, file=written.file, line=min(written.lines, default=1), author=find_latest(own)
    )


def find_standings(
    figures: Sequence[DeskFigure], sign_offs: Iterable[SignOff], renamed: Mapping[str, str]
) -> list[Standing]:
    """Return what the approvals come to for each figure, in the same order."""
    # By statistic first: a large report has thousands of figures and as many approvals.
    listed = list(sign_offs)
    by_statistic: dict[str, list[SignOff]] = defaultdict(list)
    for one in listed:
        by_statistic[renamed.get(one.approval.statistic, one.approval.statistic)].append(one)
    # Of equal figures in equal sentences each has what one of them has: readers cannot tell them apart either.
    current = [
        tuple(one for one in by_statistic.get(figure.statistic, ()) if not any(find_lapses(one.approval, figure)))
        for figure in figures
    ]
    used = {id(one) for found in current for one in found}
    seen: dict[str, tuple[list[DeskFigure], list[DeskFigure]]] = defaultdict(lambda: ([], []))
    for figure, found in zip(figures, current, strict=True):
        seen[figure.statistic][bool(found)].append(figure)
    sentences = EarlierSentences(figures, listed, renamed)
    # An approval that still stands for another figure of the statistic says nothing of how this one was.
    earlier = {
        statistic: find_earlier(
            open_, looked_at, [one for one in by_statistic.get(statistic, ()) if id(one) not in used], sentences
        )
        for statistic, (open_, looked_at) in seen.items()
    }
    return [
        Standing(
            figure=figure,
            current=found,
            lapsed=() if found else _find_lapsed(figure, earlier[figure.statistic].get(key_of(figure), ())),
        )
        for figure, found in zip(figures, current, strict=True)
    ]


def _find_lapsed(figure: DeskFigure, sign_offs: Iterable[SignOff]) -> tuple[tuple[SignOff, tuple[Lapse, ...]], ...]:
    return tuple((one, tuple(find_lapses(one.approval, figure))) for one in sign_offs)
