"""An approval with its author, as git knows who wrote its line."""

from __future__ import annotations

from dataclasses import dataclass

from factbook.project.authors import AuthoredLine, LineState, Person
from factbook.report.desk.approval import Approval


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """An approval, and who wrote its line."""

    approval: Approval
    file: str
    line: int
    author: AuthoredLine | None
    """The line that was written last, where it has several."""

    @property
    def person(self) -> Person | None:
        """Who approved; ``None`` where that does not count: it is not committed, lies beyond, or is a program's."""
        # A commit of a program says that it ran, and not that anybody looked.
        found = self.author.person if self.author else None
        return None if found is None or found.is_bot else found

    @property
    def state(self) -> LineState:
        """What git knows of its line."""
        return self.author.state if self.author else LineState.UNCOMMITTED

    @property
    def state_name(self) -> str:
        """That in one word: ``committed``, ``uncommitted``, ``beyond``, or ``program`` for a line of a program."""
        is_program = self.state is LineState.COMMITTED and self.person is None
        return "program" if is_program else self.state.name.lower()
