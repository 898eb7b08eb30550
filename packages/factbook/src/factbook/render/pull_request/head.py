"""The summary at the top: totals by class, the check, which tables changed, and what a box means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factbook.editions.decisions import Group, Item, count_groups
from factbook.editions.table_changes import TableChange
from factbook.render.pull_request.boxes import Ticks, render_approved, render_state
from factbook.render.pull_request.markdown import cut, escape
from factbook.render.values import show_date
from figurecheck.model.errors import Complaint

MEANING = {
    Group.FALSE: "printed as before, and not true of the new data; the check fails until the text is mended",
    Group.WEAKER: "still true, and less exact than it was",
    Group.CORRECTION: "we were wrong",
    Group.UPDATE: "new data",
    Group.CLARIFICATION: "the same, said better",
    Group.WITHDRAWAL: "not published any more",
    Group.QUIET: "the value moved, or its place, and every figure printed of it holds",
}
_COUNTED = {
    Group.FALSE: "false now",
    Group.WEAKER: "hold less well",
    Group.CORRECTION: "corrections",
    Group.UPDATE: "updates",
    Group.CLARIFICATION: "clarifications",
    Group.WITHDRAWAL: "withdrawals",
    Group.QUIET: "recorded, but unseen",
}
MOST_TABLES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What was compared, and what came of the check."""

    before: str
    before_day: str
    after: str
    after_day: str
    edition_day: str = ""
    """The day of the edition by the settings; that of `after` may be later, when a new release counts."""
    problems: int = 0
    """Figures and complaints that stop the build now."""
    site: str = ""
    """Where the site of this run can be fetched."""
    whole: str = ""
    """Where the whole text is, if this one had to be cut."""


def render_head(compared: Compared, items: Sequence[Item], tables: Sequence[TableChange]) -> Iterator[str]:
    """Yield the lines above the items."""
    counts = count_groups(items)
    named = list(counts)
    yield f"| {' | '.join(_COUNTED[one] for one in named)} |"
    yield f"|{'---|' * len(named)}"
    yield f"| {' | '.join(str(counts[one]) for one in named)} |"
    yield ""
    site = f" [The site as it would be]({compared.site})." if compared.site else ""
    yield f"{_describe_check(compared)}{site} {_describe_days(compared)}"
    yield ""
    yield from _describe_false([one for one in items if one.group is Group.FALSE])
    yield from _render_tables(tables)
    if any(one.needs_decision for one in items):
        yield (
            "A ticked box approves of an item as it is shown here; one that is not ticked is held back. "
            "To hold all of it back, do not merge: the data can be taken later by `factbook data update`. "
            "The text is renewed with each push to this branch: a box stays ticked while the same is printed."
        )
        yield ""


def _describe_false(items: Sequence[Item]) -> Iterator[str]:
    """Yield how many of the false ones a person has to put into other words."""
    words = sum(any(quote.is_open and quote.proposed is None for quote in item.quotes) for item in items)
    if items:
        yield f"Of the false ones, {len(items) - words} need new digits alone, and {words} new words."
        yield ""


def _describe_check(compared: Compared) -> str:
    if not compared.problems:
        return "<b>The check passes.</b>"
    one = compared.problems == 1
    return f"<b>The check fails: {compared.problems} {'problem stops' if one else 'problems stop'} the build.</b>"


def _describe_days(compared: Compared) -> str:
    before, after = (show_date(day) for day in (compared.before_day, compared.after_day))
    told = f"Compared: {escape(compared.before)}, of {before}, with {escape(compared.after)}, of {after}."
    if compared.edition_day and compared.edition_day < compared.after_day:
        day = show_date(compared.edition_day)
        told += (
            f" New data count from {after} and the edition's day is {day}: "
            "move it (`factbook: edition: date` in `_config.yml`), or nothing of this is published."
        )
    return told


def _render_tables(tables: Sequence[TableChange]) -> Iterator[str]:
    if not tables:
        return
    yield "| table | release | new rows | revised | gone |"
    yield "|---|---|---|---|---|"
    for one in tables[:MOST_TABLES]:
        about = " (blocks of rows)" if one.is_estimate else ""
        name = f"{escape(cut(one.title))} ({escape(one.name)})" if one.title else escape(one.name)
        yield f"| {name}{about} | {_release(one)} | {one.new:,} | {one.revised:,} | {one.gone:,} |"
    if len(tables) > MOST_TABLES:
        rest = tables[MOST_TABLES:]
        sums = [sum(counts) for counts in zip(*((one.new, one.revised, one.gone) for one in rest), strict=True)]
        yield f"| and {len(rest)} more tables | | {' | '.join(f'{one:,}' for one in sums)} |"
    yield ""


def _release(table: TableChange) -> str:
    before, after = escape(cut(table.before)), escape(cut(table.after))
    if not after or before == after:
        return f"{after} (the same)" if after else "not known"
    return f"{before} → {after}" if before else after


def render_unusable(complaints: Sequence[Complaint], ticks: Ticks, limit: int | None = None) -> str:
    """Return the text of a branch whose data or pages cannot be used, so that nothing could be compared.

    What is ticked in the present text stays in this one, for the time when the report can be used again. Within a limit
    complaints are left out from the end, and counted.
    """
    lines = [f"- {escape(str(one))}" for one in complaints]
    shown = len(lines)
    while limit and shown and len(_join_unusable(lines, shown, ticks)) > limit:
        shown -= 1
    return _join_unusable(lines, shown, ticks)


def _join_unusable(lines: Sequence[str], shown: int, ticks: Ticks) -> str:
    more = [f"- and {len(lines) - shown} more: see the log of this run"] if shown < len(lines) else []
    approved = ["", "Approved so far:", "", *render_approved(ticks)] if ticks.states else []
    state = render_state(passes=False, boxes=len(ticks.states), ticked=len(ticks.states), left_out=0)
    title = "<b>The report cannot be used as it is on this branch:</b>"
    return "\n".join([state, title, "", *lines[:shown], *more, *approved, ""])
