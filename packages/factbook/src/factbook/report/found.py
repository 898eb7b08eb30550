"""What a page holds: runs of visible text, references to what was recorded, formulas, faults, marks of glued values."""

from __future__ import annotations

import re
from dataclasses import dataclass

from figurecheck.model.claim import Claim, Head

GLUE_ROLES = frozenset({"glue", "glue:", "glue:any", "glue:text"})
GLUE_DIRECTIVES = frozenset({"glue", "glue:", "glue:any", "glue:figure"})
"""Directives that show a value in any form; ``glue:md`` and ``glue:math`` show what is neither number nor text."""
# Of the private use area, so that no text has them and no rule reads them.
GLUE_OPEN, GLUE_CLOSE = "\ue000", "\ue001"


def mark_glue(content: str) -> str:
    """Return what stands in a text for the value that a role names, until the value is known."""
    return f"{GLUE_OPEN}{content}{GLUE_CLOSE}"


GAP = "\ufffc"
"""Replaces a role or a piece of code in the text of a run."""
# A sentence ends before a capital or a letter without case (Hangul), so that "approx. 5" and "e.g. the" do not end one.
_SENTENCE_END = re.compile(r"(?<=[.!?。])[\"”’)]*\s+(?=[\"“‘(]*[^\W\d_a-z])|\n{2,}")

# A Korean sentence often begins with a figure.
_KOREAN_END = re.compile(r"(?<=[가-힣][.!?])[\"”’)]*\s+")

# A figure that flows in may bring the word that the author has written: 5 years years. A longer word is another one.
_LAST_WORD = re.compile(r"([^\W\d_]{2,}|%)$")
_FIRST_WORD = re.compile(r"\s?([^\W\d_]{2,}|%)(?![\w-])")


def find_sentence(claim: Claim) -> str:
    """Return the sentence of a figure for an editor to read.

    `Claim.sentence` may hold several Korean ones, and sealed editions and approvals keep it as it is.
    """
    opening = _KOREAN_END.split(_SENTENCE_END.split(claim.passage[: claim.start])[-1])[-1]
    closing = _KOREAN_END.split(_SENTENCE_END.split(claim.passage[claim.end :], maxsplit=1)[0], maxsplit=1)[0]
    return " ".join(f"{opening}{claim.printed}{closing}".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A directive that shows something recorded, such as ``{chart} offenders.by_year``."""

    name: str
    argument: str
    line: int
    options: tuple[str, ...] = ()

    @property
    def lead(self) -> bool:
        """Whether the directive asks for the large drawing of a front page."""
        return "lead" in self.options

    @property
    def reviews(self) -> str:
        """The review of which it shows every claim; empty for other directives, and for a glance at one."""
        return self.argument if self.name == "review" and "glance" not in self.options else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Markup that cannot be read, or that a page must not contain."""

    line: int
    what: str
    remedy: str
    html: bool = False
    """Whether it is about active HTML (scripts, handlers); it is harmless where HTML is shown as text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkupName:
    """A name that a page asks for, or one that it gives to others, and which Sphinx or the disk must know."""

    kind: str
    """What is asked for: a directive, role, label, term, footnote, citation, page, file or link; else `GIVEN`."""
    name: str
    line: int
    place: str = ""
    """Its place, once it is known of which file the text is."""


GIVEN = {"label": "a label", "term": "a term", "footnote": "a footnote"}
"""The kinds of names that pages give, by that of those who ask for them."""


OTHERWISE = "correct it, or take it off the page"
"""What to do about a name that is like none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A formula in TeX; the number with which a list starts is one without variables."""

    tex: str
    line: int
    where: str = "formula"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Visible text, or a figure role, on one line of the source."""

    text: str
    line: int
    role: str = ""
    target: str = ""
    shown: str = ""
    """What stands in the source where the text is a gap: code, a formula, a reference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRun:
    """Text that a reader takes in as one: a paragraph, a cell, a heading, a caption."""

    pieces: tuple[Piece, ...]
    where: str
    locale: str = ""
    heads: tuple[Head, ...] = ()
    """What stands above it and speaks of all of it."""
    around: tuple[str, ...] = ()
    """The labels of a list or of a row that it goes on."""

    @property
    def passage(self) -> str:
        """The run as a reader sees it, each role replaced by the figure that it prints, on one line."""
        return "".join(piece.text for piece in self.pieces).replace("\n", " ")

    def start_of(self, number: int) -> int:
        """Return where a piece starts in `passage`."""
        return sum(len(piece.text) for piece in self.pieces[:number])

    @property
    def text(self) -> str:
        """The run's own text; roles are gaps in it."""
        return "".join(GAP if piece.role else piece.text for piece in self.pieces)

    def sentence_at(self, number: int) -> str:
        """Return the sentence around a piece, each role replaced by the figure that it prints."""
        opening, closing = self._around(number)
        return " ".join(f"{opening}{self.pieces[number].text}{closing}".split())

    def shown_at(self, number: int) -> tuple[str, ...]:
        """Return what stands in the gaps of the sentence around a piece: its words do not tell them apart."""
        opening, closing = self._around(number)
        before, after = self.pieces[:number], self.pieces[number + 1 :]
        shown = [[piece.shown for piece in pieces if piece.text == GAP] for pieces in (before, after)]
        return (*shown[0][len(shown[0]) - opening.count(GAP) :], *shown[1][: closing.count(GAP)])

    def _around(self, number: int) -> tuple[str, str]:
        """Return what the sentence of a piece says before it and behind it."""
        before, after = self.pieces[:number], self.pieces[number + 1 :]
        opening = _SENTENCE_END.split("".join(piece.text for piece in before))[-1]
        return opening, _SENTENCE_END.split("".join(piece.text for piece in after), maxsplit=1)[0]

    def doubled_at(self, number: int) -> str:
        """Return the word or sign with which a figure ends and the text behind it begins; empty if there is none."""
        after = self.pieces[number + 1] if number + 1 < len(self.pieces) else None
        if after is None or after.role:
            return ""
        last, first = _LAST_WORD.search(self.pieces[number].text), _FIRST_WORD.match(after.text)
        return first[1] if last and first and last[1] == first[1] else ""

    def line_at(self, offset: int) -> int:
        """Return the source line of a character of `text`."""
        for piece in self.pieces:
            # a role is one character in `text`, the gap, however long its figure is
            offset -= 1 if piece.role else len(piece.text)
            if offset < 0:
                return piece.line
        return self.pieces[-1].line
