"""What changed from edition to edition, as values: changes, what editors confirmed of them, and all editions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated

from factbook.model.edition import Earlier, Kind, SealedChange
from figurecheck.model import Place
from figurecheck.model.errors import Complaint
from figurecheck.model.fields import FileKey, PlaceOf, Seen

FILE = "book/corrections.yml"
"""In which an editor confirms changes."""
PAGE = "page"
"""Where a change stands that is of a whole page."""
WORDS = "words"
"""Where a change stands that is of words alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """An editor's word on a figure that changed: an entry of ``book/corrections.yml``."""

    edition: str
    """The edition in which the figure differs from the one before."""
    statistic: str = ""
    """Id of the statistic that changed; of the source, for a figure that was taken from one."""
    statistics: tuple[str, ...] = ()
    """Ids of several, for all of which the same reason holds."""
    page: str = ""
    """File of a page that was removed or moved; with `before` and `after`, of one whose words were corrected."""
    before: Seen = Seen("")
    """Words that no figure carries, such as a name, as they were, in MyST."""
    after: Seen = Seen("")
    """The same as they are now."""
    kind: Annotated[Kind, FileKey("class")]
    """``update``, ``correction``, ``clarification`` or ``withdrawal``: as proposed, or as the editor knows better."""
    reason: Seen
    """The reason that readers see, in MyST."""
    place: Annotated[Place, PlaceOf("statistic")]

    @property
    def is_of_words(self) -> bool:
        """Whether it corrects words that no figure carries, of which no seal knows."""
        return bool(self.before or self.after)

    @property
    def names(self) -> tuple[str, ...]:
        """What it confirms, as changes name it."""
        named = (self.statistic, *self.statistics, "" if self.is_of_words else self.page)
        return tuple(name for name in named if name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A figure that changed, with its confirmation."""

    sealed: SealedChange
    confirmation: Confirmation | None = None

    @property
    def kind(self) -> Kind:
        """The kind of the change: as confirmed by an editor, else as proposed."""
        return self.confirmation.kind if self.confirmation else self.sealed.kind

    @property
    def reason(self) -> str:
        """The reason in an editor's words; empty until it is confirmed."""
        return self.confirmation.reason if self.confirmation else ""

    @property
    def visible(self) -> bool:
        """Whether a reader of both editions sees another figure, or has seen one that was false."""
        return bool(self.sealed.printings) and (self.confirmation is not None or not self.sealed.quiet)

    @property
    def group(self) -> str:
        """The same for all changes of an edition that have one reason or, without any, one cause; a rating is alone."""
        said = "" if self.sealed.is_rating else self.reason
        return said or self.sealed.group or self.sealed.statistic

    @property
    def files(self) -> tuple[str, ...]:
        """The files that hold its sentences, each once."""
        return tuple(dict.fromkeys(one.file for one in self.sealed.printings))


def is_of_page(change: Change) -> bool:
    """Return whether a change is of a whole page."""
    return any(one.where == PAGE for one in change.sealed.printings)


def group_changes(changes: Iterable[Change]) -> list[list[Change]]:
    """Return changes by edition, cause and kind, in the order of the first of each."""
    found: dict[tuple[str, str, Kind], list[Change]] = {}
    for change in changes:
        found.setdefault((change.sealed.edition, change.group, change.kind), []).append(change)
    return list(found.values())


def group_for_readers(changes: Iterable[Change]) -> list[list[Change]]:
    """Return changes as `group_changes` does, corrections first, and of each kind the newest edition first."""
    return group_changes(sorted(changes, key=lambda one: list(Kind).index(one.kind)))


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The editions of a report up to the newest sealed one, and what changed between them."""

    editions: tuple[Earlier, ...] = ()
    """The oldest first."""
    changes: tuple[Change, ...] = ()
    """The latest first."""
    values: Mapping[str, tuple[tuple[Earlier, Decimal | str, str], ...]] = field(default_factory=dict)
    """Value and unit of each statistic in each edition that has it, the latest first."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Every earlier id of a statistic, and its present one: as the settings have it, or an earlier edition."""
    moved: Mapping[str, str] = field(default_factory=dict)
    """The present file of each page that had another one in an earlier edition."""
    texts: tuple[tuple[str, Place], ...] = ()
    """The editor's texts for readers."""
    complaints: tuple[Complaint, ...] = ()
