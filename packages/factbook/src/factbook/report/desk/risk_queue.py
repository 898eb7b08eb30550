"""All printed figures of a report by risk: what is false, what is fragile, what changed, what nobody has looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from factbook.project.approval_rules import MOST
from factbook.project.authors import Authors, LineState
from factbook.report.checked_report import Report
from factbook.report.desk.figure import DeskFigure, is_false, make_figure
from factbook.report.desk.fragile import Fragility, find_desk_sources, find_fragile
from factbook.report.desk.last_authors import LastAuthors, find_own_parts
from factbook.report.desk.past import find_outlying
from factbook.report.desk.prominence import Prominence, read_below
from factbook.report.desk.reason import Reason, Text
from factbook.report.desk.sign_off import SignOff
from factbook.report.desk.sign_offs import Sight, Standing, find_standings, read_sign_offs
from figurecheck.model import Finding, Verdict


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
