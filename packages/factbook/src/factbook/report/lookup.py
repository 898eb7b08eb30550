"""Findings by the place of their claim: code that shows a figure looks it up here, and never judges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from factbook.report.findings import Findings, PageFindings
from factbook.report.pages import Page, flatten
from figurecheck.model import Claim, Finding, Role

INVISIBLE = frozenset({"description", "text alternative"})
"""Places whose roles make no figure on their own page: only other pages and machines show these texts."""


class Lookup:
    """The findings of a checked report, by file and by text.

    A role is identified by its role, printed text and target, and by its order: of two equal roles on a page, the one
    that stands first in the source gets the first finding. Each method raises LookupError for a file that was not
    checked; each queue that it returns raises it for a role without a finding.
    """

    def __init__(self, pages: Mapping[str, Page], findings: Findings) -> None:
        self._pages = pages
        self._found: dict[str, list[PageFindings]] = defaultdict(list)
        for one in findings.pages:
            self._found[one.page.name].append(one)
        self._findings: dict[str, Mapping[str, Finding]] = {}

    def of_page(self, file: str) -> FindingQueue:
        """Return the findings of what stands on a page itself."""
        page = self._page(file)
        # Claims of short texts (chart titles, fields of reviews) are rendered through `of_text`, not with the page.
        elsewhere = {at for claims in page.texts.values() for at in claims}
        claims = [claim for at, claim in enumerate(page.claims) if at not in elsewhere and claim.where not in INVISIBLE]
        return self._queue(file, claims)

    def of_description(self, file: str) -> FindingQueue:
        """Return the findings of a page's description, which other pages show."""
        return self._queue(file, [claim for claim in self._page(file).claims if claim.where == "description"])

    def has_text(self, file: str, text: str) -> bool:
        """Return whether a short text stands in a file."""
        return file in self._pages and flatten(text) in self._pages[file].texts

    def of_text(self, file: str, text: str) -> FindingQueue:
        """Return the findings of a short text of a file: a chart title, a field of a review."""
        page = self._page(file)
        # YAML folds lines and the renderer keeps them, so both sides compare the flattened text.
        if text and flatten(text) not in page.texts:
            raise LookupError(f"{file}: a text reached the page unchecked: {text}")
        return self._queue(file, [page.claims[at] for at in page.texts.get(flatten(text), ())])

    def _page(self, file: str) -> Page:
        if file not in self._pages:
            raise LookupError(f"{file}: reached the site unchecked")
        return self._pages[file]

    def _queue(self, file: str, claims: Iterable[Claim]) -> FindingQueue:
        # Of a file that nobody shows, no finding is loaded.
        if file not in self._findings:
            found = (finding for one in self._found.get(file, ()) for finding in one.findings)
            self._findings[file] = {one.claim.id: one for one in found if one.claim is not None}
        return FindingQueue(file, [(claim, self._findings[file].get(claim.id)) for claim in claims])


class FindingQueue:
    """The findings of one text in the order of its source, each to be shown once."""

    def __init__(self, file: str, found: Iterable[tuple[Claim, Finding | None]]) -> None:
        self._file = file
        # Sphinx does not say where in a line a role stands, so equal roles can only be told apart by their order.
        self._remaining: dict[tuple[str, str, str], list[tuple[Claim, Finding | None]]] = defaultdict(list)
        for claim, finding in found:
            self._remaining[claim.role, claim.printed, claim.target].append((claim, finding))

    def pop(self, role: str, printed: str, target: str) -> Finding | None:
        """Return the next finding of a role with this text and target; ``None`` for a waived figure.

        Raises LookupError where there is none: readers would then see a figure that nobody checked.
        """
        remaining = self._remaining[role, printed, target]
        claim, finding = remaining.pop(0) if remaining else (None, None)
        if finding is None and (claim is None or claim.role is not Role.PLAIN):
            raise LookupError(f"{self._file}: ‘{printed}’ <{target}> reached the page unchecked")
        return finding
