"""A last look at numbers on the document that Sphinx made of a page.

The check reads sources; substitutions, included files and other extensions can still put a number in front of a reader.
What is found here was not checked; `written_pages` stops the build for it, after a look at the finished HTML.
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from docutils.utils import get_source_line
from sphinx.addnodes import desc_signature
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from factbook.render.html.shown_text import GENERATED, OUTPUT
from factbook.report.found import GAP
from factbook.report.raw_html import read_raw_html
from factbook.report.trackers import is_long_number
from factbook.sphinx_ext.build.state import state_of
from factbook.sphinx_ext.markup.nodes import deferred_content
from factbook.sphinx_ext.markup.roles import language_of, printed_figure
from figurecheck.figures import find_in_formula, find_stated
from figurecheck.model.errors import Complaint
from figurecheck.model.worded import phrase

_NUMBERED = (nodes.label, nodes.footnote_reference, nodes.citation_reference, nodes.citation)
"""What docutils numbers, and lists of references, whose volumes and pages name a place."""
_CITED = "footcite-"
"""How the names of notes begin that sphinxcontrib-bibtex makes of works, whose titles are nobody's figures here."""
_CODE = (nodes.literal, nodes.literal_block, nodes.doctest_block, desc_signature)
_SILENT = (*_CODE, *_NUMBERED, nodes.math, nodes.math_block, nodes.raw, nodes.comment, nodes.docinfo)


def setup_unchecked_numbers(app: Sphinx) -> None:
    """Look at each page when its references are resolved."""
    app.connect("doctree-resolved", _look)


def _look(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    state = state_of(app)
    settings, language = state.report.project.settings, state.language_of(docname)
    state.texts[docname] = " ".join(doctree.astext().split())
    if settings.defers(str(app.env.doc2path(docname, base=False))):
        state.unread[docname] = sum(1 for _ in find_unseen(doctree, settings.names, language))
        return
    refuse_pending(doctree, str(app.env.doc2path(docname, base=False)))
    found_here = _find_in_document(doctree, settings.names, language)
    state.unseen += [f"{docname}: {what}" for what in found_here]


def refuse_pending(doctree: nodes.document, file: str) -> None:
    """Raise ExtensionError for a directive that docutils completes on pages of its own alone; no writer knows it."""
    for pending in doctree.findall(nodes.pending):
        what = phrase("{name} has no effect within {{eval-rst}}", name=pending.transform.__name__)
        place = f"{file}:{get_source_line(pending)[1]}"
        raise ExtensionError(str(Complaint(place, what, "leave this directive out")))


def _find_in_document(doctree: nodes.document, names: tuple[str, ...], language: str) -> Iterator[str]:
    for text, context in find_unseen(doctree, names, language):
        yield f"‘{text}’ reached the page unchecked: {context}"
    for element in doctree.findall(nodes.Element):
        # Only templates write these; a page that borrows one would hide its numbers from the look at its HTML.
        if not isinstance(element, deferred_content) and not GENERATED.isdisjoint(set(_classes(element)) - {"fb-cite"}):
            yield f"uses a class of generated parts: {' '.join(_classes(element))}"


def find_unseen(doctree: nodes.document, names: tuple[str, ...], language: str) -> Iterator[tuple[str, str]]:
    """Yield each unbound number of a resolved page, with the text that it stands in."""
    for text, locale in _texts(doctree):
        for found in find_stated(text, locale=locale or language, names=names):
            if found.needs_claim:
                yield found.text, " ".join(text.replace(GAP, "...").split())
    for node in (*doctree.findall(nodes.math), *doctree.findall(nodes.math_block)):
        is_bound = isinstance(node.parent, printed_figure) or node.get("plain")
        if not is_bound and not any(map(_is_output, _ancestors(node))):
            yield from ((number, " ".join(node.astext().split())) for number in find_in_formula(node.astext()))


def _texts(doctree: nodes.document) -> Iterator[tuple[str, str]]:
    """Yield each text of a document, and the language that it declares."""
    for element in doctree.findall(nodes.TextElement):
        # What a cell displayed, or a role or directive shows of it, stands on that notebook.
        if _is_output(element) or any(map(_is_output, _ancestors(element))):
            continue
        if not _is_silent(element) and not isinstance(element, printed_figure) and not _inside_text(element):
            yield "".join(_visible(element)), language_of(element)
    for image in doctree.findall(nodes.image):
        if any(map(_is_output, _ancestors(image))):
            continue
        yield str(image.get("alt", "")), language_of(image)
    for raw in doctree.findall(nodes.raw):
        if any(map(_is_output, _ancestors(raw))):
            continue
        yield from ((text, language_of(raw)) for _, text in read_raw_html(raw.astext()).parts)


def _inside_text(element: nodes.Node) -> bool:
    return isinstance(element.parent, nodes.TextElement) or any(map(_is_silent, _ancestors(element)))


def _is_silent(node: nodes.Node) -> bool:
    if isinstance(node, nodes.footnote) and any(name.startswith(_CITED) for name in node["names"]):
        return True
    # What `describe` describes has no language of programs, and may be anything.
    return isinstance(node, _SILENT) and not (isinstance(node, desc_signature) and not node.parent.get("domain"))


def _ancestors(element: nodes.Node) -> Iterator[nodes.Node]:
    while element.parent is not None:
        element = element.parent
        yield element


def _visible(element: nodes.Node) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, nodes.Text):
            yield child.astext()
        elif isinstance(child, nodes.literal) and "download" in _classes(child):
            yield from _visible(child)
        elif isinstance(child, nodes.footnote_reference) and is_long_number(child.astext()):
            yield f"[{child.astext()}]"
        elif (
            _is_silent(child)
            or isinstance(child, printed_figure)
            or "fb-cite" in _classes(child)
            or _is_output(child)
            or _is_equation(child)
        ):
            yield GAP
        else:
            yield from _visible(child)


def _is_equation(node: nodes.Node) -> bool:
    """Return whether a node refers to a formula by its number."""
    address = f"{node.get('refid', '')}#{node.get('refuri', '')}" if isinstance(node, nodes.reference) else ""
    return "#equation-" in f"#{address}"


def _is_output(node: nodes.Node) -> bool:
    return not OUTPUT.isdisjoint(_classes(node))


def _classes(node: nodes.Node) -> list[str]:
    return node.get("classes", []) if isinstance(node, nodes.Element) else []
