"""The text of a pull request: summary, items by class, and what nobody sees folded away; whole, or within a limit."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from factbook.editions.decisions import Group, Item, find_proposals
from factbook.editions.diff import Difference
from factbook.editions.table_changes import TableChange
from factbook.model.edition import Fate
from factbook.render.id_groups import group_ids
from factbook.render.pull_request.boxes import Ticks, render_state
from factbook.render.pull_request.head import MEANING, Compared, render_head
from factbook.render.pull_request.item import ItemContext, render_item, render_quiet
from factbook.render.pull_request.markdown import Repository, code, escape


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    """A part of the text whose blocks may be left out one by one, from the end."""

    opening: str
    blocks: tuple[str, ...]
    closing: str = ""
    between: str = "\n"
    boxes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PullRequestText:
    """The text, which can be had whole or within a limit."""

    compared: Compared
    items: tuple[Item, ...]
    head: str
    sections: tuple[_Section, ...]
    ticks: Ticks

    def whole(self) -> str:
        """Return all of it."""
        return self._render(self._count())

    def within(self, limit: int, size: Callable[[str], int] = len) -> str:
        """Return it within a limit: whole items are left out from the end, which are the least grave, and counted.

        `size` measures a text, by default in characters.
        """
        count = self._count()
        if size(self.whole()) <= limit:
            return self.whole()
        # The size grows with what is shown, but for the number that is left out.
        shown = bisect_right(range(count), limit, key=lambda many: size(self._render(many)))
        return self._render(max(shown - 1, 0))

    def _count(self) -> int:
        return sum(len(one.blocks) for one in self.sections)

    def _render(self, shown: int) -> str:
        parts, left = [], shown
        boxes = 0
        for section in self.sections:
            kept = section.blocks[:left]
            left -= len(kept)
            boxes += min(len(kept), section.boxes)
            if kept:
                parts += [section.opening, section.between.join(kept), section.closing]
        text = "\n\n".join(part for part in parts if part)
        return f"{self._state(boxes)}\n{self.head.rstrip()}\n\n{self._note(shown, boxes)}{text}".rstrip() + "\n"

    def _state(self, boxes: int) -> str:
        deciding = [one for one in self.items if one.needs_decision]
        ticked = sum(self.ticks.is_ticked(one) for one in deciding[:boxes])
        passes = not self.compared.problems
        return render_state(passes=passes, boxes=boxes, ticked=ticked, left_out=len(deciding) - boxes)

    def _note(self, shown: int, boxes: int) -> str:
        """Return what is left out, so that nothing is cut without a word."""
        missing = self._count() - shown
        if not missing:
            return ""
        deciding = sum(one.needs_decision for one in self.items) - boxes
        where = f"[the whole text]({self.compared.whole})" if self.compared.whole else "the whole text: `factbook diff`"
        return (
            f"<b>Not shown here: {missing:,}, of which {deciding:,} with a box</b>, the least grave, for want of room: "
            f"see {where}. "
            "What has no box here cannot be approved of here: mend or split the update.\n\n"
        )


def make_text(
    difference: Difference,
    items: Sequence[Item],
    tables: Sequence[TableChange],
    compared: Compared,
    *,
    repository: Repository | None = None,
    ticks: Ticks | None = None,
) -> PullRequestText:
    """Return the text for what differs; `ticks` are those of the present one."""
    ticks = ticks or Ticks()
    context = ItemContext(
        repository=repository or Repository(),
        tables={one.name: one for one in tables},
        ticks=ticks,
        proposals=find_proposals(items),
    )
    head = [*render_head(compared, items, tables), *_describe_lost(ticks, items), *_describe_new(difference)]
    sections = [*_divide(items, context), *_fold(difference, items, context)]
    return PullRequestText(
        compared=compared, items=tuple(items), head="\n".join(head), sections=tuple(sections), ticks=ticks
    )


def _describe_lost(ticks: Ticks, items: Sequence[Item]) -> Iterator[str]:
    if lost := ticks.list_lost(items):
        yield f"{lost} {'item that was ticked is' if lost == 1 else 'items that were ticked are'} no change any more."
        yield ""


def _describe_new(difference: Difference) -> Iterator[str]:
    changes = [*(one for move in difference.moves for one in move.sentences), *difference.prose]
    if new := sum(one.fate is Fate.NEW for one in changes):
        figures = "figure is" if new == 1 else "figures are"
        yield f"{new} {figures} printed in new places, and checked like all others."
        yield ""


def _divide(items: Sequence[Item], context: ItemContext) -> Iterator[_Section]:
    for group in Group:
        found = [one for one in items if one.group is group and one.needs_decision]
        if found:
            blocks = tuple(render_item(one, context) for one in found)
            opening = f"### {group}: {len(found)}\n\n{MEANING[group].capitalize()}."
            yield _Section(opening=opening, blocks=blocks, boxes=len(blocks))


def _fold(difference: Difference, items: Sequence[Item], context: ItemContext) -> Iterator[_Section]:
    quiet = tuple(render_quiet(one, context) for one in items if not one.needs_decision)
    title = f"{Group.QUIET}: {len(quiet)} ({MEANING[Group.QUIET]})"
    new, gone = ([f"- {code(line)}" for line in group_ids(each)] for each in (difference.added, difference.removed))
    for name, blocks in (
        (title, quiet),
        (f"New statistics: {len(difference.added)}", tuple(new)),
        (f"Statistics that are not recorded any more: {len(difference.removed)}", tuple(gone)),
    ):
        if blocks:
            opening = f"<details><summary>{escape(name)}</summary>"
            yield _Section(opening=opening, blocks=blocks, closing="</details>")
