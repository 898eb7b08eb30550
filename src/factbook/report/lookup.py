"""Findings by the place of their claim: whatever shows a figure looks it up here, and never judges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from factbook.model import Claim, Finding, Role
from factbook.report.pages import Page, flatten

INVISIBLE = frozenset({"description", "text alternative"})
"""Where a role makes no figure on its own page: other pages and machines show these texts."""


class Lookup:
    """The findings of a checked report, by file and by text.

    A role is found again by what it says and by its turn: of two roles of a page that say the same, the one that stands
    first in the source has the first finding. Each method raises LookupError for a file that was not checked, and each
    function that it returns for a role that has no finding, or none that is left.
    """

    def __init__(self, pages: Mapping[str, Page], findings: Iterable[Finding]) -> None:
        self._pages = pages
        claimed = [(finding.claim, finding) for finding in findings if finding.claim is not None]
        self._findings = {(claim.place.file, claim.id): finding for claim, finding in claimed}

    def of_page(self, file: str) -> Turns:
        """Return the findings of what stands on a page itself."""
        page = self._page(file)
        elsewhere = {at for claims in page.texts.values() for at in claims}
        claims = [claim for at, claim in enumerate(page.claims) if at not in elsewhere and claim.where not in INVISIBLE]
        return self._turns(file, claims)

    def of_description(self, file: str) -> Turns:
        """Return the findings of a page's description, which other pages show."""
        return self._turns(file, [claim for claim in self._page(file).claims if claim.where == "description"])

    def of_text(self, file: str, text: str) -> Turns:
        """Return the findings of a short text of a file: a chart title, a field of a review."""
        page = self._page(file)
        if text and flatten(text) not in page.texts:
            raise LookupError(f"{file}: a text reached the page unchecked: {text}")
        return self._turns(file, [page.claims[at] for at in page.texts.get(flatten(text), ())])

    def _page(self, file: str) -> Page:
        if file not in self._pages:
            raise LookupError(f"{file}: reached the site unchecked")
        return self._pages[file]

    def _turns(self, file: str, claims: Iterable[Claim]) -> Turns:
        return Turns(file, [(claim, self._findings.get((file, claim.id))) for claim in claims])


class Turns:
    """The figures of one text in the order of its source, each to be shown once."""

    def __init__(self, file: str, found: Iterable[tuple[Claim, Finding | None]]) -> None:
        self._file = file
        self._waiting: dict[tuple[str, str, str], list[tuple[Claim, Finding | None]]] = defaultdict(list)
        for claim, finding in found:
            self._waiting[claim.role, claim.printed, claim.target].append((claim, finding))

    def take(self, role: str, printed: str, target: str) -> Finding | None:
        """Return the next finding of a role that says this; ``None`` for a waived figure.

        Raises LookupError where there is none: then nobody has checked what readers are about to see.
        """
        waiting = self._waiting[role, printed, target]
        claim, finding = waiting.pop(0) if waiting else (None, None)
        if finding is None and (claim is None or claim.role is not Role.PLAIN):
            raise LookupError(f"{self._file}: ‘{printed}’ <{target}> reached the page unchecked")
        return finding
