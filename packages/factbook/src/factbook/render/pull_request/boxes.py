"""Boxes that an editor ticks, and what of them is ticked in a text that is to be renewed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from factbook.editions.decisions import Item

# Comments, which readers do not see, and hosts keep when a box is ticked.
_BOX = re.compile(r"^- \[(?P<mark>[ xX])\] .*<!-- box (?P<key>[0-9a-f]+) (?P<state>[0-9a-f]+) -->\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticks:
    """The boxes that are ticked in a text: what was approved of, by the keys of items."""

    states: Mapping[str, str] = field(default_factory=dict)

    def is_ticked(self, item: Item) -> bool:
        """Return whether an item was approved of as it is now."""
        return self.states.get(item.key) == item.state

    def is_lapsed(self, item: Item) -> bool:
        """Return whether an item was approved of, and its figures are other ones now."""
        return item.key in self.states and not self.is_ticked(item)

    def list_lost(self, items: Iterable[Item]) -> int:
        """Return how many ticks are of what is no item any more."""
        return len(self.states.keys() - {one.key for one in items if one.needs_decision})


def read_ticks(text: str) -> Ticks:
    """Return what is ticked in a text; anything else in it is passed over."""
    found = [_BOX.match(line) for line in text.splitlines()]
    return Ticks(states={one["key"]: one["state"] for one in found if one and one["mark"] != " "})


def render_box(item: Item, ticks: Ticks, text: str) -> str:
    """Return the line of an item, with its box."""
    lapsed = " (was ticked: its figures have changed since)" if ticks.is_lapsed(item) else ""
    return f"- [{'x' if ticks.is_ticked(item) else ' '}] {text}{lapsed} <!-- box {item.key} {item.state} -->"


def render_approved(ticks: Ticks) -> Iterator[str]:
    """Yield a ticked box for each item that was approved of, while nothing more is known of it."""
    for key, state in ticks.states.items():
        yield f"- [x] an item <!-- box {key} {state} -->"


def render_state(*, passes: bool, boxes: int, ticked: int, left_out: int) -> str:
    """Return the comment from which a workflow makes a commit status."""
    check = "passes" if passes else "fails"
    return f"<!-- factbook: check={check} boxes={boxes} ticked={ticked} left_out={left_out} -->"
