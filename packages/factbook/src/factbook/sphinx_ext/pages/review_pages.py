"""The further pages of long reviews: each has the claims that the page before it has no room for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sphinx.application import Sphinx

from factbook.model import Review, ReviewFinding
from factbook.project.files import digest
from factbook.render.html.review import divide_review
from factbook.sphinx_ext.build.builder import SiteBuilder
from factbook.sphinx_ext.build.state import state_of
from factbook.sphinx_ext.build.urls import page_name, review_address
from factbook.sphinx_ext.markup.content import make_review
from factbook.sphinx_ext.markup.page import OwnPage
from factbook.sphinx_ext.pages.evidence import digest_frame
from factbook.sphinx_ext.pages.head import heads_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """A further page of a review."""

    docname: str
    """The page that shows the review."""
    review: Review
    found: tuple[ReviewFinding, ...]
    """All claims of the review."""
    number: int
    """Its place among the pages of the review, from 1 on."""

    @property
    def address(self) -> str:
        """Its address from the site's root, without its ending."""
        return review_address(page_name(self.docname), self.review, self.number)


def setup_review_pages(app: Sphinx) -> None:
    """Write the further pages with the others."""
    app.connect("html-collect-pages", _write_pages)


def find_review_pages(app: Sphinx) -> Iterator[ReviewPage]:
    """Yield the further pages of each review that a page shows."""
    report = state_of(app).report
    reviews = {review.name: (review, found) for review, found in report.reviews}
    for path in report.project.pages:
        page, docname = report.pages.get(path.as_posix()), path.with_suffix("").as_posix()
        named = [one.reviews for one in page.references if one.reviews] if page else []
        for review, found in (reviews[name] for name in dict.fromkeys(named) if name in reviews):
            for number in range(1, len(divide_review(found))):
                yield ReviewPage(docname=docname, review=review, found=found, number=number)


def _write_pages(app: Sphinx) -> Iterator[tuple[str, OwnPage, str]]:
    builder, state = app.builder, state_of(app)
    if not isinstance(builder, SiteBuilder):
        return
    for page in find_review_pages(app):
        state.belongs[page.address] = page.docname
        title = f"{app.env.titles[page.docname].astext()}, {page.number + 1}"
        shown = (state.digests.page(page.docname), digest_frame(builder, page.address, "review"), title)
        files = [f"{page.address}.html"]
        Path(builder.outdir, page.address).parent.mkdir(parents=True, exist_ok=True)
        if None not in shown and state.previous.link(page.address, digest(*shown), files, Path(builder.outdir)):
            continue
        body = make_review(app, page.address, page.review, page.found, page.number, of=page.docname)
        head = heads_of(app).review(page.docname, files[0], title, page.review, divide_review(page.found)[page.number])
        yield page.address, OwnPage(title=title, body=body, fb_kind="review", fb_head=head), "page.html"
