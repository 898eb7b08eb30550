"""How what was recorded leaves a notebook: as outputs of a media type of our own, each with a readable line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

MIME = "application/vnd.factbook+json"
SEVERAL = "several"
"""The kind of a bundle that holds what was recorded together."""
_waiting: list[tuple[dict[str, object], str]] | None = None
"""What is recorded together, until all of it is displayed; ``None`` where each is displayed by itself."""
TOGETHER, LINES = 500, 20
"""How much one output holds of what is recorded together, and how many of its lines are shown in the notebook."""


@contextmanager
def record_together() -> Iterator[None]:
    """Display what is recorded meanwhile as few outputs: each is a message, and there may be thousands."""
    global _waiting  # noqa: PLW0603 - one notebook, one thread
    if _waiting is not None:
        yield
        return
    _waiting = []
    try:
        yield
    finally:
        waiting, _waiting = _waiting, None
        for first in range(0, len(waiting), TOGETHER):
            _display_together(waiting[first : first + TOGETHER])


def _display_together(waiting: list[tuple[dict[str, object], str]]) -> None:
    bundles, lines = zip(*waiting, strict=True)
    rest = [f"... and {len(lines) - LINES} more"] if len(lines) > LINES else []
    display_one({MIME: {"kind": SEVERAL, "recorded": list(bundles)}, "text/plain": "\n".join([*lines[:LINES], *rest])})


def emit(bundle: dict[str, object], line: str) -> None:
    """Display the bundle of a statistic with its readable line, now or with others."""
    if _waiting is None:
        display_one({MIME: bundle, "text/plain": line})
    else:
        _waiting.append((bundle, line))


def split_bundle(bundle: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Return what was recorded together one by one; anything else as it is."""
    return list(bundle["recorded"]) if bundle.get("kind") == SEVERAL else [bundle]


def display_one(bundle: dict[str, object]) -> None:
    """Display one output in these forms."""
    # As pandas above: only a notebook displays anything.
    from IPython.display import display

    display(bundle, raw=True)  # type: ignore[no-untyped-call]
