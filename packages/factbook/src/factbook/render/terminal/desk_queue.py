"""The queue of figures that somebody should look at, as lines for a terminal and as JSON."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from factbook.render.desk_reasons import describe_reason, say_reason
from factbook.render.terminal.explain import render_claim
from factbook.report.desk.risk_queue import DeskQueue, Level, QueueItem
from figurecheck.model import Source
from figurecheck.model.errors import in_one_line
from figurecheck.model.wording import count_of
from figurecheck.report.margins import show_margin
from figurecheck.report.plain_values import plain_value

FIRST = 20
"""How many figures of a class, or of a group, are listed unless all are asked for."""
LONGEST = 240
"""Characters of a reason that a line shows."""
_TITLES = {
    Level.FALSE: "False",
    Level.FRAGILE: "Fragile",
    Level.CHANGED: "Changed since their sign-off",
    Level.SECOND: "Waiting for another person",
    Level.NEVER: "Never looked at",
    Level.SEEN: "Looked at",
}


def render_queue(
    queue: DeskQueue, items: Sequence[QueueItem], *, by: str = "risk", everything: bool = False
) -> Iterator[str]:
    """Yield the counts, then a line for each of the items in groups; all of them with `everything`.

    `by` is ``risk``, ``page``, ``statistic`` or ``source``.
    """
    yield describe_counts(queue)
    for title, group in group_items(items, by).items():
        shown = group if everything else group[:FIRST]
        yield ""
        yield f"{title} ({len(group)})"
        yield from (f"  {in_one_line(_line(item))}" for item in shown)
        if len(group) > len(shown):
            yield f"  ... and {len(group) - len(shown)} more (--all lists them)"


def say_how_to_approve(items: Sequence[QueueItem]) -> str:
    """Return the commands for the first figure that can be approved; empty if none can."""
    for item in items:
        if item.level is not Level.FALSE:
            id = shlex.quote(item.figure.id)
            approve = f"factbook approve {id} --how recomputed/source/asked --note TEXT"
            return f"factbook explain {id}, then {approve}; or factbook approve, one by one"
    return ""


def group_items(items: Sequence[QueueItem], by: str) -> dict[str, list[QueueItem]]:
    """Return the items by title of their group; the group of the gravest comes first."""
    # Items come by risk, and a dictionary keeps that order for groups as well as within them.
    groups: dict[str, list[QueueItem]] = {}
    for item in items:
        for title in _titles_of(item, by):
            groups.setdefault(title, []).append(item)
    return groups


def _titles_of(item: QueueItem, by: str) -> Sequence[str]:
    if by == "page":
        return (item.figure.page,)
    if by == "statistic":
        return (item.figure.statistic,)
    if by == "source":
        # A figure that rests on two sources is looked up in both.
        return item.sources or ("no source",)
    return (_TITLES[item.level],)


def describe_counts(queue: DeskQueue) -> str:
    """Return how many figures each class has, in a sentence."""
    counts = {level: queue.count(level) for level in Level}
    # Classes without a figure are left out: the line is read to see what there is to do.
    parts = [f"{counts[level]} {level}" for level in Level if level is not Level.SEEN and counts[level]]
    waiting = ", ".join(parts) or "nothing in the queue"
    unbound = f"; {count_of(queue.unbound, 'number')} that nothing binds: factbook check" if queue.unbound else ""
    seen = f"{counts[Level.SEEN]} looked at{_describe_pending(queue)}"
    return f"{count_of(len(queue.items), 'figure')}: {waiting}; {seen}{unbound}"


def _describe_pending(queue: DeskQueue) -> str:
    """Return how many figures have approvals of which none counts, and why; empty where there are none."""
    standings = [item.standing for item in queue.items]
    pending = [one for one in standings if one.current and not one.people]
    states = sorted({one.why_not for standing in pending for one in standing.current})
    return f"; {len(pending)} approved, which does not count: {', '.join(states)}" if pending else ""


def _line(item: QueueItem) -> str:
    figure = item.figure
    headline = " (headline)" if item.is_headline else ""
    if not item.reasons:
        return f"{figure.place}: ‘{figure.printed}’{headline} [{figure.id}]"
    first, *others = item.reasons
    # Why it is here, and what to look at, in one line: an editor goes down the list.
    changed = f"changed: {', '.join(item.standing.changes)}"
    codes = dict.fromkeys(one.code for one in others if one.code != first.code)
    also = ", ".join(changed if code == "changed" else code for code in codes)
    also = f" (also {also})" if also else ""
    said, look = say_reason(first.said).removesuffix("."), say_reason(first.look)
    # The reason of a false figure may quote a whole table.
    text = said if len(said) <= LONGEST else f"{said[:LONGEST]}..."
    why = text if first.code == "never" else _say_why(first.code, text)
    return f"{figure.place}: ‘{figure.printed}’{headline} {why}; look at {look}{also} [{figure.id}]"


def _say_why(code: str, text: str) -> str:
    """Return the code of a reason and what is said of it, once where they begin alike: "changed since..."."""
    return text if text.startswith((f"{code} ", f"{code}:")) else f"{code}: {text}"


def describe_item(item: QueueItem, sources: Mapping[str, Source]) -> list[str]:
    """Return what somebody who looks at a figure has to see: its sentence, why it is here, and what it rests on."""
    # The sentence comes first: what is approved is the figure in it, and not the value alone.
    figure = item.figure
    said = f"“{' '.join(figure.text.split())}”" + (f" ({figure.heads})" if figure.heads else "")
    reasons = map(describe_reason, item.reasons)
    why = [f"  {_say_why(one['code'], one['text'].removesuffix('.'))}; look at {one['look']}" for one in reasons]
    return [said, *why, "", *render_claim(item.finding, sources)]


def queue_document(queue: DeskQueue, items: Sequence[QueueItem]) -> dict[str, Any]:
    """Return the same as plain JSON values; whoever approved is counted, and not named."""
    # Of all figures, also where fewer are listed: a page that is looked at alone says how the report stands.
    levels = Counter(item.level for item in queue.items)
    return {
        "items": [_item(one) for one in items],
        "summary": {
            "figures": len(queue.items),
            **{level.name.lower(): levels[level] for level in Level},
            "unbound": queue.unbound,
        },
    }


def _item(item: QueueItem) -> dict[str, Any]:
    # The ids are those of `claims.json`, so that a program can join the two.
    figure, finding, standing = item.figure, item.finding, item.standing
    return {
        "id": figure.id,
        "file": figure.place.file,
        "line": figure.place.line,
        "cell": figure.place.cell,
        "where": figure.where,
        "headline": item.is_headline,
        "printed": figure.printed,
        "sentence": " ".join(figure.text.split()),
        "statistic": figure.statistic,
        "value": plain_value(figure.value),
        "unit": figure.unit,
        "verdict": figure.verdict,
        "level": item.level.name.lower(),
        "reasons": [describe_reason(one) for one in item.reasons],
        "stands": show_margin(finding),
        "sources": list(item.sources),
        "sight": standing.sight.name.lower(),
        "people": len(standing.people),
        "changed": list(standing.changes),
        "approve": item.level is not Level.FALSE,
    }
