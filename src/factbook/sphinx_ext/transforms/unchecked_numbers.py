"""A last look at numbers, on what became of a page: its document, and its finished HTML.

The check reads sources; substitutions, included files, attributes and other extensions can still put a number in front
of a reader. What is found here was not checked, so the build stops: every number that is neither a figure with a
finding, nor generated, nor of a kind that needs no claim (`factbook.figures.running.exemptions`) is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ExtensionError

from factbook.figures import find_in_formula, find_stated
from factbook.project.settings import Settings
from factbook.render.html.shown_text import GENERATED, OUTPUT, ShownPage, read_page
from factbook.report.myst import GAP
from factbook.report.raw_html import read_raw_html
from factbook.sphinx_ext.build.state import state_of
from factbook.sphinx_ext.markup.nodes import deferred_content
from factbook.sphinx_ext.markup.roles import language_of, printed_figure

_SILENT = (nodes.literal, nodes.literal_block, nodes.math, nodes.math_block, nodes.raw, nodes.comment, nodes.docinfo)


def setup_unchecked_numbers(app: Sphinx) -> None:
    """Look at each page when its references are resolved, and once it is written."""
    app.connect("doctree-resolved", _look)
    # The first event after all pages are written, and before any other is made.
    app.connect("html-collect-pages", _stop_at_unchecked, priority=1)


def _look(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    settings = state_of(app).report.project.settings
    state_of(app).unseen += [
        f"{docname}: {what}" for what in _find_in_document(doctree, settings.names, settings.language)
    ]


def _stop_at_unchecked(app: Sphinx) -> list[tuple[str, dict[str, object], str]]:
    state, builder = state_of(app), app.builder
    if not isinstance(builder, StandaloneHTMLBuilder):
        return []
    unseen = list(state.unseen)
    printed = _pattern(claim.printed for page in state.report.pages.values() for claim in page.claims)
    for docname in sorted(app.env.found_docs - getattr(builder, "linked", set())):
        written = Path(builder.get_outfilename(docname))
        if written.exists():
            page = read_page(written.read_text("utf-8"))
            source = Path(app.env.doc2path(docname)).read_text("utf-8", "replace").split("\n")
            unseen += check_written(page, docname, source, printed, state.report.project.settings)
    if unseen:
        raise ExtensionError("\n".join(["numbers that no source check saw", *dict.fromkeys(unseen)]))
    return []


def _pattern(printed: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of everything that claims print, as words of their own."""
    wanted = sorted({re.escape(one) for one in printed if one}, key=len, reverse=True)
    return re.compile(rf"(?<![\w.,])(?:{'|'.join(wanted)})(?!\w|[.,]\d)" if wanted else r"(?!)")


def _find_in_document(doctree: nodes.document, names: tuple[str, ...], language: str) -> Iterator[str]:
    for text, context in find_unseen(doctree, names, language):
        yield f"‘{text}’ reached the page unchecked: {context}"
    for element in doctree.findall(nodes.Element):
        # Only templates write these; a page that borrows one would hide its numbers from the look at its HTML.
        if not isinstance(element, deferred_content) and not GENERATED.isdisjoint(set(_classes(element)) - {"fb-cite"}):
            yield f"uses a class of generated parts: {' '.join(_classes(element))}"


def check_written(
    page: ShownPage, docname: str, source: list[str], printed: re.Pattern[str], settings: Settings
) -> Iterator[str]:
    """Yield each number of a written page that nothing accounts for, and what on the page would run."""
    # Titles, descriptions and text alternatives are copies of checked texts, in which figures stand without a mark.
    copies = [(printed.sub(GAP, text), language) for text, language in page.spoken]
    for text, language in (*page.texts, *copies):
        for found in find_stated(text, locale=language or settings.language, names=settings.names):
            if found.needs_claim:
                context = " ".join(text.replace(GAP, "...").split())
                yield f"{_locate(docname, found.text, source)}: ‘{found.text}’ reached the page unchecked: {context}"
    for start in page.starts:
        yield f"{_locate(docname, start, source)}: ‘{start}.’ reached the page unchecked, as the first number of a list"
    for what in page.acting:
        yield f"{docname}: {what} reached the page, and would run or leave it"


def _locate(docname: str, text: str, source: list[str]) -> str:
    """Return the page, with the line of a text if only one line of the source has it."""
    lines = [at for at, line in enumerate(source, 1) if text in line]
    return f"{docname}:{lines[0]}" if len(lines) == 1 else docname


def find_unseen(doctree: nodes.document, names: tuple[str, ...], language: str) -> Iterator[tuple[str, str]]:
    """Yield each unbound number of a resolved page, with the text that it stands in."""
    for text, locale in _texts(doctree):
        for found in find_stated(text, locale=locale or language, names=names):
            if found.needs_claim:
                yield found.text, " ".join(text.replace(GAP, "...").split())
    for node in (*doctree.findall(nodes.math), *doctree.findall(nodes.math_block)):
        if not isinstance(node.parent, printed_figure) and not node.get("plain"):
            yield from ((number, " ".join(node.astext().split())) for number in find_in_formula(node.astext()))


def _texts(doctree: nodes.document) -> Iterator[tuple[str, str]]:
    """Yield each text of a document, and the language that it declares."""
    for element in doctree.findall(nodes.TextElement):
        if not isinstance(element, (*_SILENT, printed_figure)) and not _inside_text(element):
            yield "".join(_visible(element)), language_of(element)
    for image in doctree.findall(nodes.image):
        yield str(image.get("alt", "")), language_of(image)
    for raw in doctree.findall(nodes.raw):
        if any(not OUTPUT.isdisjoint(_classes(above)) for above in _ancestors(raw)):
            continue
        yield from ((text, language_of(raw)) for _, text in read_raw_html(raw.astext()).parts)


def _inside_text(element: nodes.Node) -> bool:
    return isinstance(element.parent, nodes.TextElement) or any(
        isinstance(above, _SILENT) for above in _ancestors(element)
    )


def _ancestors(element: nodes.Node) -> Iterator[nodes.Node]:
    while element.parent is not None:
        element = element.parent
        yield element


def _visible(element: nodes.Node) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, nodes.Text):
            yield child.astext()
        elif isinstance(child, (*_SILENT, printed_figure)) or "fb-cite" in _classes(child) or _is_equation(child):
            yield GAP
        else:
            yield from _visible(child)


def _is_equation(node: nodes.Node) -> bool:
    """Return whether a node refers to a formula by its number."""
    address = f"{node.get('refid', '')}#{node.get('refuri', '')}" if isinstance(node, nodes.reference) else ""
    return "#equation-" in f"#{address}"


def _classes(node: nodes.Node) -> list[str]:
    return node.get("classes", []) if isinstance(node, nodes.Element) else []
