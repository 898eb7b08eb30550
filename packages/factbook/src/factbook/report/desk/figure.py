"""A printed figure as an approval names it: what readers see of it, and what it was found to be."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from factbook.model.edition import Edition, SealedClaim
from factbook.project.files import digest_content
from figurecheck.model import Claim, Finding, Place, Severity, Verdict
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
