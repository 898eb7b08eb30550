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
    is_taken_back: bool = False
    """Whether a commit removed the line, and a merge of an older branch brought it in again."""

    @property
    def person(self) -> Person | None:
        """Who approved; ``None`` where it does not count: not committed, beyond, a program's, or taken back."""
        # A commit of a program says that it ran, and not that anybody looked.
        found = self.author.person if self.author else None
        return None if found is None or found.is_bot or self.is_taken_back else found

    @property
    def state(self) -> LineState:
        """What git knows of its line."""
        return self.author.state if self.author else LineState.UNCOMMITTED

    @property
    def state_name(self) -> str:
        """That in one word: ``committed``, ``uncommitted``, ``beyond``, ``taken_back``, or ``program``."""
        if self.state is not LineState.COMMITTED or self.person is not None:
            return self.state.name.lower()
        return "taken_back" if self.is_taken_back else "program"

    @property
    def why_not(self) -> str:
        """Why it does not count, in words; empty where it does."""
        if self.person is not None:
            return ""
        if self.state is not LineState.COMMITTED:
            return str(self.state)
        return "taken back" if self.is_taken_back else "by a program"
