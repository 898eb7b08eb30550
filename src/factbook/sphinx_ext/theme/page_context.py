"""The context of the templates over sphinx-book-theme, and what of the theme is removed.

The templates in `templates` read one value, ``fb``, a `PageContext` in which every text is already escaped, since
Sphinx does not escape. They load `factbook.css`, `factbook.js` and two fonts, and nothing else.
"""

from __future__ import annotations

import html
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape
from sphinx.application import Sphinx
from sphinx.config import Config

from factbook.model import Finding
from factbook.render.html.evidence_panel import render_panel, render_panels
from factbook.render.html.page_opening import Opening, split_opening
from factbook.render.metadata.hosting import POLICY
from factbook.render.values import show_date
from factbook.render.words.interface import find_words
from factbook.render.words.verdicts import GROUPS
from factbook.sphinx_ext.build.state import Shown, state_of
from factbook.sphinx_ext.build.urls import page_name
from factbook.sphinx_ext.markup.content import describe
from factbook.sphinx_ext.markup.navigation import find_chapters, find_local, find_neighbours
from factbook.sphinx_ext.pages.citations import MISSING, STATIC, asset_version, render_citing
from factbook.sphinx_ext.pages.corrections import editions_words, is_sealed
from factbook.sphinx_ext.pages.head import find_description, heads_of
from factbook.sphinx_ext.theme.context import Checked, Masthead, NavEntry, PageContext, PageParts, escape_all
from factbook.sphinx_ext.theme.custom_style import custom_style_address, setup_custom_style
from factbook.sphinx_ext.transforms.korean import setup_korean
from factbook.sphinx_ext.transforms.sidenotes import setup_sidenotes
from factbook.sphinx_ext.transforms.tables import setup_tables

TEMPLATES = Path(__file__).parent / "templates"
PUBLISHED = frozenset(
    "chart.css chart.js editions.js factbook.css factbook.js favicon.svg fonts lists.js minisearch.js search.js "
    "search-index.js".split()
)
"""Files of ``_static`` that pages load; the rest of the theme's files is not published."""
# pydata-sphinx-theme (0.17.1) renders each of these slots for every page, also where a template never shows it. The
# options are public. A release that renames a slot renders it again, which costs time and shows nothing.
QUIET_OPTIONS: Mapping[str, Any] = {
    name: []
    for name in (
        "article_header_start article_header_end navbar_start navbar_center navbar_end navbar_persistent "
        "footer_start footer_center footer_end footer_content_items secondary_sidebar_items primary_sidebar_end"
    ).split()
}
"""Parts of the theme that would be rendered for each page and shown on none."""

# Regular expressions over what Sphinx's and the theme's own writers produce, never over what a visitor sends: they keep
# pages clean, and the content security policy in each page is what protects readers. A parser for each page would cost
# more than its rendering.
_META = re.compile(r'<meta[^>]*name="(?:viewport|generator)"[^>]*>\s*')
_HREF = re.compile(' href="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")
_INLINE = re.compile(r"""(<[a-zA-Z][^<>]*?)\s(?:style|on[a-z]+)=(?:"[^"]*"|'[^']*')""")
_SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.DOTALL | re.IGNORECASE)


def setup_theme(app: Sphinx) -> None:
    """Put our templates and files in the place of the theme's."""
    setup_tables(app)
    setup_korean(app)
    setup_sidenotes(app)
    # Late in each event, since pydata-sphinx-theme 0.17.1 and sphinx-book-theme 1.3.0 register at 500 and 501: what we
    # empty or replace has been filled by then.
    app.connect("config-inited", _configure, priority=900)
    app.connect("html-page-context", _fill_context, priority=900)
    app.connect("build-finished", _prune, priority=700)
    setup_custom_style(app)


def _configure(app: Sphinx, config: Config) -> None:
    config.templates_path = [str(TEMPLATES), *config.templates_path]
    config.html_static_path = [*config.html_static_path, str(STATIC)]
    config.html_theme_options = {**config.html_theme_options, **QUIET_OPTIONS}
    # No page has the theme's sidebar, its copied sources or its general index; without these the theme's files and
    # Sphinx's own pages for them would still be written.
    config.html_sidebars = {"**": []}
    config.html_copy_source = False
    config.html_use_index = False
    config.html_permalinks_icon = "#"


def _fill_context(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    strip_foreign(context)
    context["fb"] = escape_all(page_context(app, pagename, context))
    context["asset"] = lambda file: f"{context['pathto'](f'_static/{file}', 1)}?v={asset_version(file)}"
    context["house"] = custom_style_address(app, context["pathto"])
    context["policy"] = POLICY
    context["language"] = context["fb"]["report"]["language"]


def strip_foreign(context: dict[str, Any]) -> None:
    """Remove the files and the inline scripts that the theme and other extensions add to a page."""
    # This drops the files of every extension, not only the theme's. There is no public way to ask for a page without
    # them: app.add_css_file can add only. An extension that needs its own script on a page does not work in a factbook
    # site, which is intended, since pages run nothing but our own files.
    context["css_files"] = []
    context["script_files"] = []
    context["metatags"] = _META.sub("", context.get("metatags", ""))
    if "body" in context:
        context["body"] = strip_inline(context["body"])


def strip_inline(body: str) -> str:
    """Remove scripts, and the styles and handlers of elements, which the site's content security policy would block.

    >>> strip_inline('<td style="text-align: right" class="n">1</td><script>x()</script>')
    '<td class="n">1</td>'
    """
    body, found = _SCRIPT.sub("", body), 1
    # One pass removes one attribute of each element.
    while found:
        body, found = _INLINE.subn(r"\1", body)
    return body


def page_context(app: Sphinx, pagename: str, context: Mapping[str, Any]) -> PageContext:
    """Return what the templates read for one page, from what Sphinx knows of it."""
    settings = state_of(app).report.project.settings
    # Sphinx's writer has escaped the texts in it.
    body = Markup(context.get("body", ""))  # noqa: S704
    shown = find_shown(state_of(app).shown[pagename].values(), body)
    before, after = find_neighbours(app, pagename, context)
    page = _page(app, pagename, context, body, count_checked(one.finding for one in shown))
    known = pagename in app.env.titles
    return PageContext(
        report=Masthead(
            name=settings.title,
            edition_label=settings.edition,
            edition_date_text=show_date(settings.edition_date, settings.language),
            language=settings.language,
            licence=settings.licence,
            edition_date=settings.edition_date,
            sealed=pagename != MISSING and is_sealed(state_of(app).report),
            editions_words=editions_words(settings.language),
        ),
        words=find_words(settings.language),
        nav=[
            NavEntry(
                number=chapter.number,
                title=chapter.title,
                href=context["pathto"](chapter.docname),
                current=chapter.docname == pagename,
                apart=not chapter.number,
            )
            for chapter in find_chapters(app)
        ],
        page=page,
        panels=_panels(app, shown, body, settings.language),
        head=_head(app, pagename, page, context, [one.finding for one in shown] if known else None),
        extras=context.get("fb_extras") or render_citing(app, f"{page_name(pagename)}.html", page["title"]),
        prev=before,
        next=after,
    )


def count_checked(findings: Iterable[Finding]) -> Checked:
    """Count findings by the group of their verdicts."""
    groups = Counter(GROUPS[finding.verdict] for finding in findings)
    return Checked(
        total=groups.total(),
        recomputed=groups["ok"],
        cut=groups["care"],
        reported=groups["said"],
        wrong=groups["wrong"],
    )


def find_shown(shown: Iterable[Shown], body: str) -> list[Shown]:
    """Return the figures that stand in a body; one in a title rendered for a neighbour's link does not."""
    return [one for one in shown if f'data-ev="{one.panel_id}"' in body]


def find_href(body: str, panel_id: str) -> str:
    """Return the address that the marks of a panel link to."""
    # The panel is rendered after the body, when the node with its address is gone; the first mark in the body has it.
    at = body.find(f'data-ev="{panel_id}"')
    match = _HREF.search(body, at, body.find(">", at)) if at >= 0 else None
    return html.unescape(match[1]) if match else ""


def _page(app: Sphinx, pagename: str, context: Mapping[str, Any], body: Markup, checked: Checked) -> PageParts:
    # Pages that extensions add, such as search, have no document, and so neither findings nor neighbours.
    known = pagename in app.env.titles
    kind = _kind(app, pagename, context, body)
    opening = Opening(body=body) if kind in {"evidence", "notebook"} else split_opening(body)
    title = app.env.titles[pagename].astext() if known else html.unescape(_TAG.sub("", context.get("title") or ""))
    return PageParts(
        kind=kind,
        kicker=_kicker(app, pagename, kind) if known else "",
        title=title,
        title_html=opening.title or escape(title),
        standfirst=opening.standfirst,
        description=find_description(describe(app, pagename), opening.standfirst, opening.body) if known else "",
        checked=checked,
        local=find_local(app.env, pagename) if known else [],
        lead=opening.lead,
        body=opening.body,
    )


def _head(
    app: Sphinx, pagename: str, page: PageParts, context: Mapping[str, Any], findings: Sequence[Finding] | None
) -> Markup:
    if "fb_head" in context:
        return Markup(context["fb_head"])  # noqa: S704 - ours
    if findings is None:
        return heads_of(app).plain(pagename, page["title"])
    return heads_of(app).page(pagename, page["title"], page["description"], str(page["body"]), findings)


def _kind(app: Sphinx, pagename: str, context: Mapping[str, Any], body: str) -> str:
    if "fb_kind" in context:
        return str(context["fb_kind"])
    if pagename == app.config.root_doc:
        return "front"
    if pagename not in app.env.titles:
        return "plain"
    return "review" if 'class="fb-claims"' in body else "chapter"


def _kicker(app: Sphinx, pagename: str, kind: str) -> str:
    own = str(app.env.metadata[pagename].get("kicker", ""))
    if own:
        return own
    words = find_words(state_of(app).report.project.settings.language)
    number = next((chapter.number for chapter in find_chapters(app) if chapter.docname == pagename), "")
    if number:
        return words["chapter"].format(n=number)
    return words["review"] if kind == "review" else ""


def _panels(app: Sphinx, shown: Sequence[Shown], body: str, language: str) -> Markup:
    sources = state_of(app).report.known.sources
    panels = [
        render_panel(
            one.finding,
            panel_id=one.panel_id,
            n=one.n,
            sources=sources,
            evidence_href=find_href(body, one.panel_id),
            language=language,
            known=state_of(app).report.statistics,
        )
        for one in shown
    ]
    return render_panels(Markup("\n").join(panels), language)


def _prune(app: Sphinx, error: Exception | None) -> None:
    """Remove the files of ``_static`` that no page loads."""
    static = Path(app.builder.outdir) / "_static"
    if error is not None or app.builder.format != "html" or not static.is_dir():
        return
    # Extensions copy their files at "build-finished" or while writing, without a way to decline, so they are deleted
    # afterwards by name. What is not in `PUBLISHED` is named nowhere on a page, as `strip_foreign` has seen to.
    for path in static.iterdir():
        if path.name in PUBLISHED:
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
