"""All printed figures of a report by risk: what is false, what is fragile, what changed, what nobody has looked at.

Also those that a name stands for, and those that somebody new to a report looks at first.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path

from factbook.project.authors import Authors, LineState
from factbook.project.setting_values import MOST
from factbook.report.checked_report import Report
from factbook.report.desk.figure import DeskFigure, Prominence, is_false, make_figure, read_below
from factbook.report.desk.last_authors import LastAuthors, find_own_parts
from factbook.report.desk.reasons import Fragility, Reason, Text, find_desk_sources, find_fragile, find_outlying
from factbook.report.desk.sign_offs import Sight, SignOff, Standing, find_standings, read_sign_offs
from figurecheck.model import Finding, Verdict
from figurecheck.model.errors import Complaint, ProjectError, complain_all, suggest


class Level(StrEnum):
    """The classes of a queue, the gravest first."""

    FALSE = "false"
    FRAGILE = "fragile"
    CHANGED = "changed since its sign-off"
    SECOND = "waiting for another person"
    """Somebody has looked at it, and the house asks for more people (`factbook: approval:`)."""
    NEVER = "never looked at"
    SEEN = "looked at"
    """Not in the queue, unless it is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueItem:
    """A figure, why it is in the queue, and what to look at."""

    finding: Finding
    standing: Standing
    level: Level
    reasons: tuple[Reason, ...]
    """The first is why it stands where it does."""
    is_headline: bool
    sources: tuple[str, ...]

    @property
    def is_grave(self) -> bool:
        """Whether it is false, or fragile for more than having one source."""
        code = self.reasons[0].code if self.reasons else ""
        return self.level is Level.FALSE or (self.level is Level.FRAGILE and code != Fragility.SINGLE.value)

    @property
    def figure(self) -> DeskFigure:
        """The figure."""
        return self.standing.figure


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskQueue:
    """Every printed figure of our own that has a finding, the gravest first."""

    items: tuple[QueueItem, ...]
    unbound: int = 0
    """Numbers that nothing binds: the check names them, and nobody can approve one."""

    @property
    def waiting(self) -> tuple[QueueItem, ...]:
        """The figures that somebody should look at."""
        return tuple(one for one in self.items if one.level is not Level.SEEN)

    def count(self, level: Level) -> int:
        """Return how many figures a class has."""
        return sum(one.level is level for one in self.items)


def make_queue(
    report: Report, root: Path, authors: Authors | None = None, sign_offs: Sequence[SignOff] | None = None
) -> DeskQueue:
    """Return the queue of a checked report; `root` holds the files that people edit.

    `sign_offs` are its approvals, where they were read already. Raises ProjectError where they cannot be read.
    """
    # Seals remember renamings that the settings do not name any more.
    renamed = report.history.renamed
    reviewed = report.reviewed_sources
    found = [(one, figure) for one in report.findings if (figure := make_figure(one, renamed, reviewed))]
    authors = authors or Authors(root)
    sign_offs = read_sign_offs(root, authors) if sign_offs is None else sign_offs
    standings = find_standings([figure for _, figure in found], sign_offs, renamed)
    outlying = find_outlying(report.statistics, {figure.statistic for _, figure in found})
    prominence = Prominence(read_below(root))
    last_authors = LastAuthors(authors, report.project.root)
    items = [
        _make_item(finding, standing, report, outlying, prominence, last_authors)
        for (finding, _), standing in zip(found, standings, strict=True)
    ]
    # Python sorts stably: what is equally grave stays in the order in which it is read.
    ordered = sorted(items, key=_gravity)
    unbound = sum(one.verdict is Verdict.UNBOUND and not one.unread for one in report.findings)
    return DeskQueue(items=tuple(ordered), unbound=unbound)


def _make_item(
    finding: Finding,
    standing: Standing,
    report: Report,
    outlying: dict[str, Text],
    prominence: Prominence,
    last_authors: LastAuthors,
) -> QueueItem:
    is_headline = prominence.is_headline(standing.figure)
    asked = report.project.settings.approval.count_asked(is_headline=is_headline)
    lack = _find_lack(finding, standing, asked, last_authors)
    level, reasons = _place(finding, standing, report, outlying, lack)
    return QueueItem(
        finding=finding,
        standing=standing,
        level=level,
        reasons=reasons,
        is_headline=is_headline,
        sources=find_desk_sources(finding),
    )


def _place(
    finding: Finding, standing: Standing, report: Report, outlying: dict[str, Text], lack: Text | None
) -> tuple[Level, tuple[Reason, ...]]:
    """Return the class of a figure and the reasons for it."""
    # Found for all figures at once, since it takes their series.
    unusual = outlying.get(finding.statistic.id) if finding.statistic else None
    outlier = [Reason(code=Fragility.OUTLIER, said=unusual, look=Text("desk.look.slip"))] if unusual else []
    if is_false(finding):
        # Where the data may be wrong, nobody should change the sentence before having looked at it.
        return Level.FALSE, (*outlier, *_find_false(finding))
    changed = tuple(_find_changed(standing))
    fragile = [*find_fragile(finding, report.statistics, report.known.sources)]
    at = sum(_FRAGILE.index(one.code) < _FRAGILE.index(Fragility.OUTLIER) for one in fragile)
    fragile[at:at] = outlier
    # Whoever approved it saw the same reasons.
    if lack is not None:
        return Level.SECOND, (Reason(code="second person", said=lack, look=Text("desk.look.second.person")), *fragile)
    if standing.sight is Sight.SEEN:
        return Level.SEEN, tuple(fragile)
    if fragile:
        return Level.FRAGILE, (*fragile, *changed)
    if changed:
        return (Level.CHANGED if standing.sight is Sight.CHANGED else Level.NEVER), changed
    return Level.NEVER, (Reason(code="never", said=Text("desk.why.never"), look=Text("desk.look.source")),)


def _find_lack(finding: Finding, standing: Standing, asked: int, last_authors: LastAuthors) -> Text | None:
    """Return why people who have looked at a figure are not enough; ``None`` where they are, or nobody has."""
    if standing.sight is not Sight.SEEN:
        return None
    if len(standing.people) < asked:
        return Text("desk.why.second", {"n": len(standing.people), "asked": asked})
    if asked < MOST:
        return None
    parts = last_authors.find(finding)
    # Of what is not committed nobody knows yet who wrote it: that is asked before an edition is sealed.
    is_known = all(one.state is LineState.COMMITTED for one in parts)
    return Text("desk.why.own") if is_known and all(find_own_parts(standing, parts).values()) else None


_FRAGILE = [one.value for one in Fragility]
_LEVELS = list(Level)


def _gravity(item: QueueItem) -> tuple[int, int, bool, bool]:
    code = item.reasons[0].code if item.reasons else ""
    # False for their data come before those that are false for their words.
    within = _FRAGILE.index(code) if item.level is Level.FRAGILE else int(code != Fragility.OUTLIER)
    # Of figures that are equally fragile, one that somebody has approved and that is another one now comes first.
    return _LEVELS.index(item.level), within, item.standing.sight is not Sight.CHANGED, not item.is_headline


def _find_false(finding: Finding) -> Iterator[Reason]:
    look = Text("desk.look.sentence")
    for reading in finding.contradictions:
        yield Reason(code=f"{reading.aspect} contradicted", said=reading.reason, look=look)
    if finding.verdict.severity != "ok" or not finding.contradictions:
        yield Reason(code=finding.verdict.value, said=finding, look=look)


def _find_changed(standing: Standing) -> Iterator[Reason]:
    if standing.sight is Sight.CHANGED:
        what = tuple(Text(f"desk.lapse.{one.value}") for one in standing.changes)
        yield Reason(code="changed", said=Text("desk.why.changed", {"what": what}), look=Text("desk.look.changed"))
    elif standing.sight is Sight.PENDING:
        states = sorted({one.state_name for one in standing.current if one.person is None})
        said = Text("desk.why.pending", {"states": tuple(Text(f"desk.state.{one}") for one in states)})
        yield Reason(code="pending", said=said, look=Text("desk.look.git"))


_LINE = re.compile(r"(?P<file>.+?)(?::(?P<line>[0-9]+))?")


def find_page(items: Iterable[QueueItem], page: str, pages: Iterable[str]) -> list[QueueItem]:
    """Return those of some items that stand on a page, named with or without its ending.

    `pages` are all pages of the report. Raises ProjectError for a name of none of them.
    """
    known = [name for name in pages if page in {name, name.rpartition(".")[0]}]
    if not known:
        remedy = suggest(pages, page, "name a page as _toc.yml does")
        raise ProjectError.about("--page", f"{page!r} is no page of this report", remedy)
    return [item for item in items if item.figure.page in known]


def find_all_items(queue: DeskQueue, names: Sequence[str]) -> list[QueueItem]:
    """Return the figures that some names stand for, each once. Raises ProjectError with every fault of all names."""
    found: dict[str, QueueItem] = {}
    complaints: list[Complaint] = []
    for name in names:
        try:
            found |= {item.figure.id: item for item in find_items(queue, name)}
        except ProjectError as error:
            complaints += error.complaints
    complain_all(ProjectError, complaints)
    return list(found.values())


def find_items(queue: DeskQueue, name: str) -> list[QueueItem]:
    """Return the figures that a name stands for: a statistic, a claim, or a place as commands print it.

    Raises ProjectError where it stands for none, or for figures of several sentences: each has to be read.
    """
    found = [one for one in queue.items if name in {one.figure.id, one.figure.statistic}]
    # Ids come first: one may look like a page and a line.
    found = found or [one for one in queue.items if _stands_at(one, name)]
    if not found:
        _refuse_page(queue, name)
        known = [*dict.fromkeys(one for item in queue.items for one in (item.figure.id, item.figure.statistic))]
        close = get_close_matches(name, known, n=3)
        remedy = f"did you mean {', '.join(close)}?" if close else "factbook queue lists every figure"
        raise ProjectError.about(name or "FIGURE", "no printed figure of that name", remedy)
    # Several figures of one sentence are read together, and two sentences are not.
    if len({(one.figure.page, one.figure.text, one.figure.heads) for one in found}) > 1:
        ids = ", ".join(one.figure.id for one in found)
        what = f"stands for {len(found)} figures in several sentences, of which each has to be read"
        raise ProjectError.about(name, what, f"name them one by one: {ids}")
    return found


def _refuse_page(queue: DeskQueue, name: str) -> None:
    """Raise ProjectError for the name of a page."""
    if any(name in {one.figure.page, one.figure.page.rpartition(".")[0]} for one in queue.items):
        what = "is a page, and each of its sentences has to be read"
        remedy = f"factbook queue --page {shlex.quote(name)} lists its figures"
        raise ProjectError.about(name, what, remedy)


def _stands_at(item: QueueItem, name: str) -> bool:
    # As every command prints it, in a notebook with the cell.
    if name == str(item.figure.place):
        return True
    match = _LINE.fullmatch(name)
    place = item.figure.place
    return match is not None and match["line"] is not None and (place.file, place.line) == (
        match["file"], int(match["line"])
    )  # fmt: skip


def choose_first(items: Sequence[QueueItem], count: int) -> list[QueueItem]:
    """Return what somebody new to a report should look at, about a minute each; each statistic once.

    Half of it are the gravest figures and half are headlines, as far as there are any.
    """
    grave = _take((one for one in items if one.is_grave), (count + 1) // 2)
    headlines = _take((one for one in items if one.is_headline), count // 2, grave)
    rest = _take(items, count - len(grave) - len(headlines), [*grave, *headlines])
    chosen = {one.figure.id for one in (*grave, *headlines, *rest)}
    return [one for one in items if one.figure.id in chosen]


def _take(items: Iterable[QueueItem], count: int, before: Sequence[QueueItem] = ()) -> list[QueueItem]:
    """Return the first items of other statistics than those before, each statistic once."""
    seen = {one.figure.statistic for one in before}
    found: dict[str, QueueItem] = {}
    for item in items:
        if item.figure.statistic not in seen:
            found.setdefault(item.figure.statistic, item)
    return list(found.values())[:count]
