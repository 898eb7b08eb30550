"""Where a reader reports an error: a mail or a form that already says which figure, on which page, in which edition."""

from __future__ import annotations

from sphinx.application import Sphinx

from factbook.render.metadata.citation import report_href
from factbook.render.words.interface import find_words
from factbook.sphinx_ext.build.state import state_of
from factbook.sphinx_ext.pages.head import heads_of, is_unlisted

_LONGEST = 120
"""Characters of a printed figure or a title that a mail quotes: mail programs cut long addresses."""
_MOST = 3
"""Most ways of printing a statistic that a mail lists."""


def find_page_report(app: Sphinx, path: str, title: str, *, of: str = "") -> str:
    """Return the address at which to report an error on a page; empty where the report names no contact.

    `path` is the page's file, and `of` its name where it is a page of the book.
    """
    return _find_href(app, path, about=title, figure="", of=of)


def find_statistic_report(app: Sphinx, path: str, id: str) -> str:
    """Return the address at which to report an error of a statistic, from the page with its evidence."""
    printed = dict.fromkeys(one.printed for one in state_of(app).printed.ours.get(id, ()))
    quoted = ", ".join(_quote(one) for one in list(printed)[:_MOST])
    return _find_href(app, path, about=id, figure=f"{quoted} ({id})" if quoted else id)


def find_figure_report(app: Sphinx, pagename: str, evidence_href: str) -> str:
    """Return where a panel leads readers who found an error: the report of the page with its evidence, at this address.

    A mail that is written already takes a hundred bytes, and a page has a hundred panels.
    """
    contact = state_of(app).report.project.settings.contact
    return f"{evidence_href.partition('#')[0]}#fb-report" if contact and not is_unlisted(pagename) else ""


def _find_href(app: Sphinx, path: str, *, about: str, figure: str, of: str = "") -> str:
    settings = state_of(app).report.project.settings
    if not settings.contact:
        return ""
    shown_in, address = state_of(app).in_language(of), heads_of(app).site.link(path, "")
    words = find_words(shown_in.language)
    body = words["report.body" if figure else "report.page"].format(
        address=address, figure=figure, label=settings.edition or settings.edition_date
    )
    subject = words["report.subject"].format(report=shorten(shown_in.title), about=shorten(about))
    return report_href(settings.contact, subject, body)


def _quote(printed: str) -> str:
    return f"‘{shorten(printed)}’"


def shorten(text: str) -> str:
    """Return a text on one line, cut where it is longer than a mail quotes."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 3]}..."
