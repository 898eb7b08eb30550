"""Names in pages and reviews that refer to nothing in the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from factbook.data.catalog import Catalog
from factbook.model import Review
from factbook.model.errors import Complaint, suggest
from factbook.model.worded import phrase
from factbook.notebooks import Run
from factbook.report.pages import Page


def find_unresolved(
    pages: Mapping[str, Page], runs: Iterable[Run], catalog: Catalog, reviews: Iterable[Review] | None
) -> Iterator[Complaint]:
    """Yield a complaint for each directive or role that names a chart, a review or a source that does not exist.

    `reviews` is ``None`` when a review could not be read; which names exist is then not known.
    """
    runs = list(runs)
    failed = [run.code for run in runs if run.complaints]
    existing: dict[str, list[str]] = {
        "chart": [one.id for run in runs for one in run.outlines],
        "source": list(catalog.sources),
        **({} if reviews is None else {"review": [review.name for review in reviews]}),
    }
    for file, page in pages.items():
        for reference in page.references:
            # directives without a name to resolve ({datasets}, {chapters}) are not in the table
            names = existing.get(reference.name)
            # A notebook that failed is named already, and its charts are missing for that reason alone.
            lost = reference.name == "chart" and any(code is None or reference.argument in code for code in failed)
            if names is not None and reference.argument not in names and not lost:
                remedy = suggest(
                    names, reference.argument, phrase("remove the {kind}, or add it", kind=phrase(reference.name))
                )
                what = phrase("there is no {kind} {name!r}", kind=phrase(reference.name), name=reference.argument)
                yield Complaint(place=f"{file}:{reference.line}", what=what, remedy=remedy)


def find_unknown_sources(review: Review, catalog: Catalog) -> Iterator[Complaint]:
    """Yield a complaint for each source of a review that is not in data/sources.csv."""
    named = [(review.file, review.source)]
    named += [(str(claim.place), source) for claim in review.claims for source in claim.sources]
    for place, source in named:
        if source not in catalog.sources:
            remedy = suggest(catalog.sources, source, phrase("add it to data/sources.csv"))
            yield Complaint(place=place, what=phrase("there is no source {source!r}", source=source), remedy=remedy)
