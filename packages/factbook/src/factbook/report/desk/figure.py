"""A printed figure as an approval names it: what readers see of it, and what it was found to be.

Most readers see the figures of headlines, which other pages and machines show as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from factbook.model.edition import Edition, SealedClaim
from factbook.project.files import digest_content
from figurecheck.model import Claim, Finding, Place, Severity, Verdict
from figurecheck.model.claim import HEADLINES
from figurecheck.model.printed import split_reported

_LENGTH = 16
"""Hexadecimal digits of a digest: they tell two sentences of a report apart, and keep a line short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskFigure:
    """A printed figure of our own, with all that an approval hangs on."""

    id: str
    """Id of the claim."""
    place: Place
    where: str
    statistic: str
    """The present id of the statistic; of a reported figure, the source and the key of its row."""
    printed: str
    text: str
    """The sentence as a reader sees it."""
    verdict: Verdict
    value: Decimal | str | None = None
    unit: str = ""
    population: str = ""
    heads: str | None = ""
    """What says beside its sentence of what it is: the heads of its row and column, the item or term above it, code in
    the sentence; ``None`` where it is not known."""

    @property
    def page(self) -> str:
        """The file that it stands in."""
        return self.place.file

    @property
    def sentence(self) -> str:
        """Digest of the sentence."""
        return digest_words(self.text)


def digest_words(text: str) -> str:
    """Return a short digest of words; line breaks and the number of spaces do not count, and nothing has none.

    >>> digest_words("Two  words") == digest_words("Two\\nwords"), digest_words(" ")
    (True, '')
    """
    flat = " ".join(text.split())
    return digest_content(flat)[:_LENGTH] if flat else ""


def make_figure(
    finding: Finding, renamed: Mapping[str, str], reviewed: Container[str] = frozenset()
) -> DeskFigure | None:
    """Return the figure of a finding; ``None`` for what nobody can approve.

    That is a number that nothing binds, what was searched, and a quotation of a source that is `reviewed`: it is no
    figure of our own.
    """
    claim, statistic = finding.claim, finding.statistic
    if claim is None or finding.verdict is Verdict.SEARCHED or _is_quotation(claim, finding.verdict, reviewed):
        return None
    # Most cells hold a figure and nothing else, so that their heads are what they say.
    cells = [head.text for head in claim.heads if head.kind in {"row", "column"}] if claim.where == "table" else []
    return DeskFigure(
        id=claim.id,
        place=finding.place or claim.place,
        where=claim.where,
        statistic=statistic.id if statistic else renamed.get(claim.target, claim.target),
        printed=claim.printed,
        text=claim.sentence or claim.passage,
        verdict=finding.verdict,
        # of a figure that a source reports, a seal holds no value
        value=statistic.value if statistic else None,
        unit=statistic.unit if statistic else "",
        population=statistic.population if statistic else "",
        heads=" | ".join((*cells, *claim.around)),
    )


def _is_quotation(claim: Claim | SealedClaim, verdict: Verdict, reviewed: Container[str]) -> bool:
    return verdict is Verdict.REPORTED and split_reported(claim.target)[0] in reviewed


def make_sealed_figures(
    edition: Edition, renamed: Mapping[str, str], reviewed: Container[str] = frozenset()
) -> Iterator[tuple[DeskFigure, SealedClaim]]:
    """Yield the figures of a sealed edition; it does not hold what stands beside their sentences."""
    for claim in edition.claims.values():
        if claim.verdict is not Verdict.SEARCHED and not _is_quotation(claim, claim.verdict, reviewed):
            yield _make_sealed(claim, edition, renamed), claim


def _make_sealed(claim: SealedClaim, edition: Edition, renamed: Mapping[str, str]) -> DeskFigure:
    statistic = edition.statistics.get(claim.target) or edition.statistics.get(renamed.get(claim.target, ""))
    id = statistic.id if statistic else claim.target
    return DeskFigure(
        id=claim.id,
        place=Place(file=claim.file, line=claim.line),
        where=claim.where,
        statistic=renamed.get(id, id),
        printed=claim.printed,
        text=claim.sentence,
        verdict=claim.verdict,
        value=statistic.value if statistic else None,
        unit=statistic.unit if statistic else "",
        population=statistic.population if statistic else "",
        heads=None,
    )


def is_false(finding: Finding) -> bool:
    """Return whether a finding stops the build, or would if its page were called checked."""
    return replace(finding, deferred=False).severity is Severity.ERROR


_FENCE = re.compile(r"^[ \t>]*(?:[-*+] +)?(?P<fence>`{3,}|~{3,}|:{3,})[ \t]*\{(?P<name>[\w:-]+)\}")
_DIRECTIVES = frozenset({"standfirst", "keyfigures"})


class Prominence:
    """Tells the figures of headlines; `read` returns the lines of a page, and is asked for each once."""

    def __init__(self, read: Callable[[str], Iterable[str]]) -> None:
        self._read = read
        self._lines: dict[str, frozenset[int]] = {}

    def is_headline(self, figure: DeskFigure) -> bool:
        """Return whether a figure stands in a heading, description, chart title, standfirst or among key figures."""
        if figure.where in HEADLINES:
            return True
        # The lines of a cell are not those of its file.
        if figure.place.cell is not None or not figure.page.endswith(".md"):
            return False
        if figure.page not in self._lines:
            self._lines[figure.page] = find_prominent_lines(self._read(figure.page))
        return figure.place.line in self._lines[figure.page]


def read_below(root: Path) -> Callable[[str], list[str]]:
    """Return a function that returns the lines of a page of a report."""

    def read(page: str) -> list[str]:
        path = root / page
        return path.read_text("utf-8", errors="replace").split("\n") if path.is_file() else []

    return read


def find_prominent_lines(lines: Iterable[str]) -> frozenset[int]:
    """Return the lines, from 1, of standfirsts and key figures.

    >>> sorted(find_prominent_lines(["# T", ":::{standfirst}", "A", "B", ":::", "C"]))
    [2, 3, 4]
    """
    # `Claim.where` does not tell these from prose, and seals hold it, so that it cannot be made finer.
    found: set[int] = set()
    fence = ""
    for number, line in enumerate(lines, 1):
        if fence:
            bare = line.strip(" \t\r>")
            if bare and not bare.strip(fence[0]) and len(bare) >= len(fence):
                fence = ""
            else:
                found.add(number)
        elif (opening := _FENCE.match(line)) and opening["name"] in _DIRECTIVES:
            fence = opening["fence"]
            # Text may begin beside the name.
            found.add(number)
    return frozenset(found)
