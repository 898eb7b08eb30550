"""A check for GitHub: commands that it shows beside the lines of a pull request, and the summary of a job."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from factbook.render.check.problems import Problem
from figurecheck.model import Severity
from figurecheck.model.wording import count_of
from figurecheck.report.annotation import annotate, show_hidden

SUMMARY_LIMIT = 1024 * 1024
"""Most bytes of the summary of a step; GitHub shows nothing of a longer one."""
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.OK: "notice"}
_HEADS = {Severity.ERROR: "To fix", Severity.WARNING: "Warnings", Severity.OK: "To know"}
_PLURALS = {Severity.ERROR: "to fix", Severity.WARNING: "to look at", Severity.OK: "to know"}
# Markdown's own, and the signs before names, numbers of issues and addresses, of which a code host makes links.
_SIGNS = frozenset("\\`*_{}[]()#+!|~-:$^=")


def render_problem_annotations(problems: Iterable[Problem], *, strict: bool) -> Iterator[str]:
    """Yield a command for each problem that nobody has acknowledged."""
    for problem in problems:
        if not problem.acknowledged:
            level = _LEVELS[problem.level(strict=strict)]
            yield annotate(problem.text, problem.place, title=problem.title, level=level)


def render_summary(problems: Sequence[Problem], *, strict: bool, figures: int, room: int = SUMMARY_LIMIT) -> str:
    """Return all problems as Markdown, the gravest first, within so many bytes.

    Where there is not enough room, the least grave are left out, and the summary says how many. `figures` is how many
    were checked.
    """
    levels = [(one.level(strict=strict), one) for one in problems if not one.acknowledged]
    ordered = [(level, one) for kind in _HEADS for level, one in levels if level is kind]
    counts = Counter(level for level, _ in ordered)
    counted = ", ".join(f"{counts[level]} {_PLURALS[level]}" for level in _HEADS if counts[level])
    head = f"## factbook check\n\n{count_of(figures, 'figure')} checked: {counted or 'nothing to fix'}.\n"
    # Room for the note on what is left out is kept from the start.
    left = room - len(head.encode()) - 200
    parts, shown, before = [head], 0, None
    for level, problem in ordered:
        line = ("" if level is before else f"\n### {_HEADS[level]}\n\n") + f"- {_item(problem)}\n"
        size = len(line.encode())
        if size > left:
            break
        parts.append(line)
        left, shown, before = left - size, shown + 1, level
    if shown < len(ordered):
        parts.append(f"\n{len(ordered) - shown} more had no room here; the log of the step lists all.\n")
    return "".join(parts) if room > len(head.encode()) + 200 else ""


def _item(problem: Problem) -> str:
    return f"**{escape_markdown(problem.at)}** {escape_markdown(problem.message)} ({escape_markdown(problem.rule)})"


def escape_markdown(text: str) -> str:
    """Return a text that Markdown shows as it is: on one line, without markup, pinging nobody."""
    marked = "".join(f"\\{char}" if char in _SIGNS else char for char in show_hidden(" ".join(text.split())))
    plain = marked.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # A joiner of no width: a code host finds names and numbers of issues also where the sign before them is escaped.
    return plain.replace("@", "@\u200b").replace("#", "#\u200b")
