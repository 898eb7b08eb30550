"""A claim about more than one number, as it was read: a run, a rank, a record, an extreme since."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class ClaimKind(StrEnum):
    """The kind of a claim over a series."""

    STREAK = "a run"
    RANK = "a rank"
    RECORD = "a record"
    SINCE = "an extreme since"
    NUMBER = "a number"
    """A number without a word that says of what: "second"."""
    UNSURE = "not understood"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesClaim:
    """A claim over a series, as it was read."""

    kind: ClaimKind
    number: str = ""
    """The printed number with its qualifier, to be judged like any figure: "third", "more than three"."""
    sense: int = 0
    """1 for highest and up, -1 for lowest and down, 0 where the text does not say."""
    span: str = ""
    """year, month... of a run, or of "in 12 years"."""
    step: str = ""
    """What is counted instead of a span of time, as printed: the *rounds* of "five rounds in a row"."""
    step_name: str = ""
    """The same in English, where the text is in another language and its tables know the word."""
    since: str = ""
    """An ISO period; of a record, the one in which the series is said to begin."""
    since_label: str = ""
    """What follows "since", as printed and perhaps with more words behind it: round 7, the 112th congress."""
    outermost: int = 0
    """1 where the superlative names the last label of an order (oldest, latest), -1 where it names the first."""
    least: bool = False
    """Whether it is said to hold "at least" since then."""
    joint: bool = False
    top: bool = False
    """Whether any place up to the number will do: "among the top five"."""
    from_end: bool = False
    """Whether the place is counted from the other end: "second from bottom", "last but one"."""
    then: bool = False
    """Whether the text says that it was so at that time."""
    of: str = ""
    """Among how many: "third of 36"."""
    rest: str = ""
    """The text without what was read."""
    before: str = ""
    """What stands before the claim in its clause: each word must be one that changes nothing, or name what is counted.

    Empty where a language does not say.
    """

    @property
    def is_understood(self) -> bool:
        """Whether it says enough to be judged."""
        return self.kind is not ClaimKind.UNSURE

    @property
    def is_mere_number(self) -> bool:
        """Whether it says no more of a series than any number does: a third, in 2024."""
        says = (
            self.sense
            or self.of
            or self.joint
            or self.top
            or self.from_end
            or self.since
            or self.since_label
            or self.step
        )
        return self.kind in {ClaimKind.NUMBER, ClaimKind.RANK} and not says

    @property
    def reading(self) -> str:
        """The claim in words, as it was read."""
        sense = {1: "high", -1: "low"}.get(self.sense, "")
        counted = self.step or (self.span and f"{self.span}s")
        end, shared = "from the end" if self.from_end else "", "shared" if self.joint else ""
        parts = [self.kind.value, self.number, counted, self.since or self.since_label, sense, end, shared]
        return " ".join(part for part in parts if part)


def clause_before(text: str, rest: str) -> str:
    """Return what stands before a claim in its clause, by the text and what is left of it without the claim.

    >>> clause_before("in Oslo, almost the highest since 2008", "in Oslo, almost the")
    'almost the'
    """
    end = next((at for at, (one, other) in enumerate(zip(text, rest, strict=False)) if one != other), len(rest))
    before = text[:end]
    if before != text and before and not before.endswith(" ") and text[len(before)] != " ":
        before = before.rpartition(" ")[0]
    return re.split(r"[,;:]", before)[-1].strip()
