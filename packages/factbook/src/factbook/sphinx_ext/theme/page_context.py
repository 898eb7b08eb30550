"""The theme of every page, and the context of its templates.

The templates in `templates` read one value, ``fb``, a `PageContext` in which every text is already escaped, since
Sphinx does not escape. They load `factbook.css`, `factbook.js` and two fonts, and nothing else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from docutils import nodes
from markupsafe import Markup, escape
from sphinx.application import Sphinx
from sphinx.config import Config

from factbook.render.html.clean_html import remove_active
from factbook.render.html.evidence_panel import render_panel, render_panels
from factbook.render.html.styled_tables import has_colours
from factbook.render.metadata.hosting import POLICY
from factbook.render.text import NOTHING, name_edition, panel_stem
from factbook.render.words.interface import find_phrases, find_words
from factbook.render.words.verdicts import GROUPS, UNSOURCED, find_line
from factbook.sphinx_ext.build.state import Likeness, Shown, is_sealed, state_of
from factbook.sphinx_ext.build.urls import (
    about_address,
    evidence_address,
    find_moved,
    find_review_page,
    page_name,
    relative_address,
)
from factbook.sphinx_ext.markup.content import describe
from factbook.sphinx_ext.markup.navigation import (
    find_below,
    find_chapters,
    find_front,
    find_local,
    find_neighbours,
    find_versions,
)
from factbook.sphinx_ext.markup.nodes import write_attributes
from factbook.sphinx_ext.markup.page import PageData
from factbook.sphinx_ext.pages.citations import MISSING, STATIC, asset_version, render_citing
from factbook.sphinx_ext.pages.corrections import editions_words
from factbook.sphinx_ext.pages.error_reports import find_figure_report
from factbook.sphinx_ext.pages.head import find_description, heads_of
from factbook.sphinx_ext.pages.search import index_file, search_name
from factbook.sphinx_ext.theme.context import Checked, Masthead, PageContext, PageParts, escape_all
from factbook.sphinx_ext.theme.custom_style import CELLS, custom_style_address, setup_custom_style
from factbook.sphinx_ext.theme.nav import make_nav
from factbook.sphinx_ext.theme.region_names import tell_regions_apart
from factbook.sphinx_ext.theme.repeated_marks import mark_repeated
from factbook.sphinx_ext.transforms.alternatives import setup_alternatives
from factbook.sphinx_ext.transforms.code_words import setup_code_words
from factbook.sphinx_ext.transforms.dropdowns import setup_dropdowns
from factbook.sphinx_ext.transforms.foreign_html import setup_foreign_html
from factbook.sphinx_ext.transforms.korean import setup_korean
from factbook.sphinx_ext.transforms.opening import LEAD, STANDFIRST, TITLE, find_parts, setup_opening
from factbook.sphinx_ext.transforms.sidenotes import setup_sidenotes
from factbook.sphinx_ext.transforms.tables import setup_tables
from figurecheck.model import Finding, How, Risk

TEMPLATES = Path(__file__).parent / "templates"
META_ATTRIBUTES = ("name", "property", "lang", "scheme", "content")
BOOK_PARTS = ('class="cell ', 'class="sd-')
"""How the elements begin that MyST-NB and sphinx-design make."""
NAME = "factbook"
"""The name of the theme."""


def setup_theme(app: Sphinx) -> None:
    """Set every page in our theme, whatever theme the settings name."""
    app.add_html_theme(NAME, str(TEMPLATES))
    setup_tables(app)
    setup_alternatives(app)
    setup_code_words(app)
    setup_korean(app)
    setup_sidenotes(app)
    setup_opening(app)
    setup_dropdowns(app)
    setup_foreign_html(app)
    # Late in each event, since extensions register at 500: what we replace has been filled by then.
    app.connect("config-inited", _configure, priority=900)
    app.connect("builder-inited", _publish_own_files, priority=900)
    app.connect("html-page-context", _fill_context, priority=900)
    setup_custom_style(app)


def _configure(app: Sphinx, config: Config) -> None:
    # Jupyter Book names sphinx-book-theme in the settings that it derives, with that theme's options and templates.
    config.html_theme = NAME
    config.html_theme_options = {}
    config.templates_path = []
    # No page has the theme's sidebar, its copied sources or its general index; without these the theme's files and
    # Sphinx's own pages for them would still be written.
    config.html_sidebars = {"**": []}
    config.html_copy_source = False
    config.html_use_index = False
    config.html_permalinks_icon = "#"


def _publish_own_files(app: Sphinx) -> None:
    # Extensions add their folders in their `setup` or at this event. Our templates name no file but ours, so nothing
    # else is published. An extension that needs its own script does not work in a factbook site, which is intended.
    app.config.html_static_path = [str(STATIC)]


def _fill_context(
    app: Sphinx, pagename: str, templatename: str, context: PageData, doctree: nodes.document | None
) -> None:
    if doctree is not None:
        body = remove_active(context["body"])
        if state_of(app).report.project.settings.adopts or _has_book_parts(body):
            body = complete_book_parts(body)
        body = translate_links(mark_repeated(body), state_of(app).language_of(pagename))
        context["body"] = Markup(body)  # noqa: S704 - escaped by Sphinx's writer
    context["body"] = Markup(tell_regions_apart(context.get("body", "")))  # noqa: S704 - as above, and by our templates
    page = escape_all(page_context(app, pagename, context, doctree))
    context["asset"] = lambda file: f"{context['pathto'](f'_static/{file}', 1)}?v={asset_version(file)}"
    context["house"] = custom_style_address(app, context["pathto"])
    context["cells"] = context["pathto"](CELLS, 1) if has_colours(context.get("body", "")) else ""
    context["policy"] = POLICY
    context["fb"], context["language"] = page, page["report"]["language"]
    context["metatags"] = render_meta(doctree)


def _has_book_parts(body: str) -> bool:
    return any(part in body for part in BOOK_PARTS)


def complete_book_parts(body: str) -> str:
    """Return a page in which what other tools wrote can be used with a keyboard and is read as what it is."""
    # Code that is wider than a phone scrolls, and what scrolls must be reached. A heading by its role needs a level:
    # those over the parts of a table of contents (Sphinx 7.4) have none.
    body = body.replace("<pre>", '<pre tabindex="0">')
    return body.replace('<p class="caption" role="heading">', '<p class="caption" role="heading" aria-level="2">')


def translate_links(body: str, language: str) -> str:
    """Return a page on which the titles of Sphinx's links to its own parts are in the language of the page."""
    # Sphinx has them in one language for a whole site, and in few languages at all: in 7.4 Korean is not among them.
    known = find_phrases(language)
    return _TO_PART.sub(lambda title: f'title="{known.get(title[1], title[1])}"', body) if known else body


_TO_PART = re.compile(r'title="(Link to this \w+)"')


def render_meta(doctree: nodes.document | None) -> Markup:
    """Return what an author says about a page to machines; not what other extensions add, nor what browsers obey."""
    found = doctree.findall(nodes.meta) if doctree is not None else ()
    return Markup("").join(
        Markup("\n    <meta{}>").format(write_attributes({name: node.get(name, "") for name in META_ATTRIBUTES}))
        for node in found
        if "http-equiv" not in node
    )


def page_context(app: Sphinx, pagename: str, context: PageData, doctree: nodes.document | None) -> PageContext:
    """Return what the templates read for one page, from what Sphinx knows of it."""
    settings, shown_in = state_of(app).report.project.settings, state_of(app).in_language(pagename)
    language, words = shown_in.language, find_words(shown_in.language)
    # Sphinx's writer has escaped the texts in it.
    body = Markup(context.get("body", ""))  # noqa: S704
    # The parts of the opening are no longer in the body.
    written = "".join([*(part for kind in (TITLE, STANDFIRST, LEAD) for part in find_parts(doctree, kind)), body])
    shown = find_shown(state_of(app).shown[pagename], written)
    before, after = find_neighbours(app, pagename, context)
    known = pagename in app.env.titles
    # A page with words that cannot be read is not said to be checked.
    findings = [] if known and _is_unread(app, pagename) else [one.finding for one in shown.values()]
    page = _page(app, pagename, context, doctree, count_checked(findings))
    about = about_address(state_of(app).report, language)
    return PageContext(
        report=Masthead(
            name=shown_in.title,
            edition_label=settings.edition,
            edition=name_edition(settings.edition, state_of(app).known_until_on(pagename), language),
            language=language,
            licence=settings.licence,
            sealed=pagename != MISSING and is_sealed(state_of(app).report),
            has_package=bool(state_of(app).report.catalog.resources) or not settings.adopts,
            editions_words=editions_words(language),
            about=context["pathto"](about) if about else "",
            front=context["pathto"](find_front(app, language)),
            search=context["pathto"](search_name(app, language)),
            index=index_file(app, language),
            versions=find_versions(app, pagename, context),
        ),
        words=words,
        nav=make_nav(app, pagename, context),
        page=page,
        panels=_panels(app, pagename, shown),
        head=_head(app, pagename, page, context, [one.finding for one in shown.values()] if known else None),
        extras=context["fb_extras"]
        if "fb_extras" in context
        else render_citing(app, f"{page_name(pagename)}.html", page["title"], of=pagename),
        prev=before,
        next=after,
    )


def _is_unread(app: Sphinx, pagename: str) -> bool:
    page = state_of(app).report.pages.get(str(app.env.doc2path(pagename, base=False)))
    return page is not None and bool(page.unread)


def _describe_unread(app: Sphinx, pagename: str) -> str:
    """Return how many numbers of a page of an adopted book are not read; empty for a page that is checked."""
    state = state_of(app)
    settings, file = state.report.project.settings, str(app.env.doc2path(pagename, base=False))
    if not settings.defers(file):
        return ""
    page, words = state.report.pages.get(file), find_words(state.language_of(pagename))
    # Directives of other extensions may hide numbers from the one and show them to the other.
    count = max(len(page.numbers) if page else 0, state.unread.get(pagename, 0))
    return words["unread.one" if count == 1 else "unread.some"].format(n=count) if count else words["unread.none"]


def count_checked(findings: Iterable[Finding]) -> Checked:
    """Count findings by the group of their verdicts; those that hold by how their values came about."""
    groups = Counter(name_kind(finding) for finding in findings)
    return Checked(
        total=groups.total() - groups["searched"],
        recomputed=groups[How.COMPUTED],
        looked_up=groups[How.LOOKED_UP],
        recorded=groups[How.RECORDED],
        unsourced=groups[UNSOURCED],
        cut=groups["care"],
        reported=groups["said"],
        wrong=groups["wrong"],
    )


def name_kind(finding: Finding) -> str:
    """Return how a finding is counted: the group of its verdict, or how the value that bears it out came about."""
    if any(one.risk is Risk.UNSOURCED for one in finding.warnings) and find_line(finding) == UNSOURCED:
        return UNSOURCED
    group = GROUPS[finding.verdict]
    # A value without a statistic is that of nobody's notebook.
    return (finding.statistic.how if finding.statistic else How.RECORDED) if group == "ok" else group


def find_shown(shown: Mapping[Likeness, Shown], body: str) -> dict[Likeness, Shown]:
    """Return the figures that stand in a body; one in a title rendered for a neighbour's link does not."""
    return {like: one for like, one in shown.items() if f'data-ev="{one.panel_id}"' in body}


def _page(app: Sphinx, pagename: str, context: PageData, doctree: nodes.document | None, checked: Checked) -> PageParts:
    # Sphinx's writer has escaped the texts in it.
    body = Markup(context.get("body", ""))  # noqa: S704
    settings = state_of(app).report.project.settings
    # Pages that extensions add, such as search, have no document, and so neither findings nor neighbours.
    known = pagename in app.env.titles
    kind = _kind(app, pagename, context, body)
    standfirst, titles = context.get("fb_standfirst") or find_parts(doctree, STANDFIRST), find_parts(doctree, TITLE)
    title = app.env.titles[pagename].astext() if known else Markup(context.get("title") or "").striptags()  # noqa: S704
    return PageParts(
        kind=kind,
        kicker=str(app.env.metadata[pagename].get("kicker", "")) if known else "",
        part=_part(app, pagename, kind) if known else "",
        title=title,
        title_html=titles[0] if titles else escape(title),
        standfirst=standfirst,
        description=find_description(describe(app, pagename), standfirst, doctree) if known else "",
        checked=checked,
        unread=_describe_unread(app, pagename) if known else "",
        local=find_local(app.env, pagename) if known else [],
        below=find_below(app, pagename, context) if known else [],
        has_book_parts=settings.adopts or _has_book_parts(body),
        lead=next(iter(find_parts(doctree, LEAD)), NOTHING),
        body=body,
    )


def _head(app: Sphinx, pagename: str, page: PageParts, context: PageData, findings: Sequence[Finding] | None) -> Markup:
    if "fb_head" in context:
        return Markup(context["fb_head"])  # noqa: S704 - ours
    if findings is None:
        return heads_of(app).plain(pagename, page["title"], find_description("", page["standfirst"], None))
    return heads_of(app).page(pagename, page["title"], page["description"], str(page["body"]), findings)


def _kind(app: Sphinx, pagename: str, context: PageData, body: str) -> str:
    if "fb_kind" in context:
        return str(context["fb_kind"])
    if state_of(app).report.languages.original(pagename) == app.config.root_doc:
        return "front"
    if pagename not in app.env.titles:
        return "plain"
    return "review" if 'class="fb-claims"' in body else "chapter"


def _part(app: Sphinx, pagename: str, kind: str) -> str:
    language = state_of(app).language_of(pagename)
    words = find_words(language)
    number = next((chapter.number for chapter in find_chapters(app, language) if chapter.docname == pagename), "")
    if number:
        return words["chapter"].format(n=number)
    return words["review"] if kind == "review" else ""


def _claim_href(app: Sphinx, pagename: str, finding: Finding) -> str:
    """Return the address of the reviewed claim that a figure quotes; empty if it quotes none that a page shows."""
    address = (
        find_review_page(state_of(app).report, finding.rated.review, state_of(app).language_of(pagename))
        if finding.rated
        else ""
    )
    return f"{relative_address(app, pagename, address)}#{finding.rated.id}" if finding.rated and address else ""


def _panels(app: Sphinx, pagename: str, shown: Mapping[Likeness, Shown]) -> Markup:
    shown_in = state_of(app).in_language(pagename)
    was: dict[str, list[str]] = {}
    for old, new in find_moved(state_of(app).report):
        was.setdefault(new, []).append(panel_stem(old))
    panels = [
        render_panel(
            shown_in.finding(one.finding),
            panel_id=one.panel_id,
            n=one.n,
            sources=shown_in.sources,
            evidence_href=(href := relative_address(app, pagename, evidence_address(one.finding, target))),
            language=shown_in.language,
            known=shown_in.statistics,
            claim_href=_claim_href(app, pagename, one.finding),
            was=was.get(one.finding.statistic.id, []) if one.finding.statistic else [],
            report_href=find_figure_report(app, pagename, href),
        )
        for (_, target, *_), one in shown.items()
    ]
    return render_panels(Markup("\n").join(panels), shown_in.language)
