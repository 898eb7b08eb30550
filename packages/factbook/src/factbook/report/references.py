"""Names in pages and reviews that refer to nothing in the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from factbook.data.catalog import Catalog
from factbook.data.sources import divide_sources, was_known
from factbook.model import Review, ReviewedClaim
from factbook.notebooks import Run
from factbook.report.pages import Page
from figurecheck.model import Rating, Source, split_reported
from figurecheck.model.errors import Complaint, suggest
from figurecheck.model.worded import phrase
from figurecheck.verdicts.reported import say_no_row


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


def find_faulty_sources(review: Review, catalog: Catalog) -> Iterator[Complaint]:
    """Yield a complaint for each source or row that is not in the data, and each rating of a day without its proof."""
    yield from _find_unknown(review.source, review.file, catalog)
    for claim in review.claims:
        divided = divide_sources(claim.sources, review.as_of, catalog.sources)
        for entry in (*divided.day, *divided.today):
            yield from _find_unknown(entry, str(claim.place), catalog)
        yield from _find_unproved(claim, divided.day, review.as_of, catalog.sources)


def _find_unproved(
    claim: ReviewedClaim, entries: Sequence[str], day: str, sources: Mapping[str, Source]
) -> Iterator[Complaint]:
    """Yield a complaint for each source of a rating that is younger than its day, and where there is none at all."""
    for entry in entries:
        source = sources.get(split_reported(entry)[0])
        if source and not was_known(entry, day, sources):
            published = source.published or phrase("no known day")
            what = phrase(
                "{id} is of {published}, and was not known on {day}", id=source.id, published=published, day=day
            )
            remedy = phrase("list it under sources: today:, and one of its day under day:")
            yield Complaint(place=str(claim.place), what=what, remedy=remedy)
    if not entries and claim.rating.day is not Rating.UNTRACED:
        what = phrase("{id} has no source that was known on {day}", id=claim.id, day=day)
        yield Complaint(
            place=str(claim.place), what=what, remedy=phrase("add one to sources:, or rate the day untraced")
        )


def _find_unknown(entry: str, place: str, catalog: Catalog) -> Iterator[Complaint]:
    """Yield a complaint where the source of an entry, or its row, is not in the data."""
    id, row = split_reported(entry)
    if id not in catalog.sources:
        remedy = suggest(catalog.sources, id, phrase("add it to data/sources.csv"))
        yield Complaint(place=place, what=phrase("there is no source {source!r}", source=id), remedy=remedy)
    elif row and not (rows := catalog.printed_by(id)).find_rows(row):
        what, remedy = say_no_row(id, row, rows)
        yield Complaint(place=place, what=what, remedy=remedy)
