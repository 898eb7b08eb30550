"""Approvals with their authors, and what they come to for each figure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from factbook.project.authors import Authors, LineState, Person, find_latest, group_people
from factbook.report.desk.earlier import EarlierSentences, find_earlier, key_of
from factbook.report.desk.figure import DeskFigure
from factbook.report.desk.files import FOLDER, WrittenApproval, read_approvals
from factbook.report.desk.lapses import Lapse, find_lapses
from factbook.report.desk.sign_off import SignOff

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
