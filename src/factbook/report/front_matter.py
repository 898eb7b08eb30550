"""The front matter of a page: what factbook, Sphinx and MyST show of it, so that its numbers are checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import get_args

from factbook.model.fields import Seen
from factbook.project.faults import hints_of, known_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The keys whose texts readers see; Sphinx and MyST may read others."""

    title: Seen = Seen("")
    """Title of the page, where MyST is told by ``title_to_header`` to take it from here."""
    description: Seen = Seen("")
    """A sentence or two for lists of chapters, results of searches and previews of links; may hold figures in roles."""
    kicker: Seen = Seen("")
    """The line above the title, in place of the number of the chapter."""
    myst: Mapping[str, Seen] = field(default_factory=dict)
    """Settings of MyST for this page, such as ``substitutions``; every text in them is checked."""
    html_meta: Mapping[str, Seen] = field(default_factory=dict)
    """Further ``meta`` elements by name; every text in them is checked."""


_HINTS = {key: hints_of(FrontMatter)[name] for key, name in known_keys(FrontMatter).items()}
TEXTS = frozenset(key for key, hint in _HINTS.items() if hint is Seen)
"""Keys whose values are texts that readers see."""
SHOWN = TEXTS | {key for key, hint in _HINTS.items() if Seen in get_args(hint)}
"""Keys below which readers see every text."""
