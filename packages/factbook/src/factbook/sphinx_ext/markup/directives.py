"""Directives: what pages may hold besides prose.

Three kinds of node serve all of them. A `block` and a `phrase` are tags with classes around what the page itself says;
a `deferred_content` node is filled when the page is written, from what was recorded or read (`content`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from factbook.sphinx_ext.markup.content import MAKERS
from factbook.sphinx_ext.markup.nodes import block, deferred_content, make_block, make_phrase, phrase, write_attributes


# Docstrings, `argument` and `option_texts` are what docs/reference/markup.md says of a directive.
class DeferredDirective(SphinxDirective):
    """Something recorded or read, which is inserted when the page is written."""

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return a node to be filled later."""
        argument = self.arguments[0] if self.arguments else ""
        node = deferred_content(
            "",
            kind=self.name,
            argument=argument,
            lead="lead" in self.options,
            over=self.options.get("lead") == "over",
            glance="glance" in self.options,
        )
        self.set_source_info(node)
        return [node]


def _read_lead(argument: str | None) -> str:
    """Return how a chart leads its page. Raises ValueError for words that say nothing of that."""
    return directives.choice(argument, ("over",)) if argument else ""


class ChartDirective(DeferredDirective):
    """A chart that a notebook recorded with `fb.chart`, with its title, table, sources and data."""

    argument = "ID"
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {"lead": _read_lead}
    option_texts: ClassVar[dict[str, str]] = {
        "lead": "Draw it large, as the picture of the main finding. With `over`, the title of the front page stands in "
        "its upper left quarter, which the drawing must leave empty."
    }


class ReviewDirective(DeferredDirective):
    """The claims of a publication under review, with our ratings: what `book/reviews/NAME.yml` says, judged."""

    argument = "NAME"
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {"glance": directives.flag}
    option_texts: ClassVar[dict[str, str]] = {
        "glance": "Show only the result in a sentence and all claims at a glance, which lead to the page with the rest."
    }


class ChaptersDirective(DeferredDirective):
    """The list of the report's chapters, each with its description."""


class DatasetsDirective(DeferredDirective):
    """The list of the report's tables: what each covers, its columns, licence, sources and size."""


class SourcesDirective(DeferredDirective):
    """The list of the sources of the data, each with a link to its page."""


class DisagreementsDirective(DeferredDirective):
    """The list of conflicts and tensions among counts and shares of overlapping periods, with what each needs."""


class StandfirstDirective(SphinxDirective):
    """The sentences under a page's title."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return paragraphs with a class of their own."""
        found = self.parse_content_to_nodes()
        for node in found:
            if isinstance(node, nodes.paragraph):
                node["classes"].append("fb-standfirst")
        return found


class SidenoteDirective(SphinxDirective):
    """A note in the margin, with a bold start."""

    argument = "TITLE"
    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return a note whose first paragraph opens with the title."""
        children = self.parse_content_to_nodes()
        title, messages = self.parse_inline(self.arguments[0].rstrip("."), lineno=self.lineno)
        opening = [nodes.strong("", "", *title, nodes.Text(".")), nodes.Text(" ")]
        if children and isinstance(children[0], nodes.paragraph):
            children[0].insert(0, opening)
        else:
            children.insert(0, nodes.paragraph("", "", *opening))
        return [make_block("div", ["fb-side"], children, role="note"), *messages]


class KeyFiguresDirective(SphinxDirective):
    """A list of key figures; each item is a figure, a sentence, and how sure it is."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return a list whose items open with a large figure."""
        found = self.parse_content_to_nodes()
        for items in found:
            if isinstance(items, nodes.bullet_list):
                # The list is MyST's own; only its class says how it is set, so its text passes the check like any
                # other.
                items["classes"].append("fb-keys")
                for item in items.children:
                    _enlarge_first(item)
        return [make_block("section", ["fb-in"], found, **{"aria-label": "Key figures"})]


def _enlarge_first(item: nodes.Node) -> None:
    first = item.children[0] if item.children else None
    if isinstance(item, nodes.Element) and isinstance(first, nodes.paragraph):
        item.replace(first, make_phrase("div", ["fb-keys__n"], first.children))


class LeadDirective(SphinxDirective):
    """The main finding, on a tinted band, its chart beside it."""

    argument = "TITLE"
    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return a band with the words at one side and the charts at the other."""
        title, messages = self.parse_inline(self.arguments[0], lineno=self.lineno)
        children = self.parse_content_to_nodes()
        charts = [child for child in children if isinstance(child, deferred_content)]
        words = [child for child in children if not isinstance(child, deferred_content)]
        # Not a section: docutils allows none inside a directive, and the band must not be listed on the page's
        # contents.
        heading = make_phrase("h2", [], title)
        inner = make_block("div", ["fb-in", "fb-finding"], [make_block("div", [], [heading, *words]), *charts])
        return [make_block("section", ["fb-band"], [inner]), *messages]


class TimelineDirective(SphinxDirective):
    """A list of dated items."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return a list with a class of its own."""
        found = self.parse_content_to_nodes()
        for items in found:
            if isinstance(items, nodes.bullet_list):
                items["classes"].append("fb-timeline")
        return found


class LanguageDirective(SphinxDirective):
    """A part of a page in another language: ``{language} ko``."""

    argument = "TAG"
    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return a block that declares its language."""
        found = make_block("div", ["fb-" + self.arguments[0]], self.parse_content_to_nodes(), lang=self.arguments[0])
        # On the node as well as on the tag: `roles.language_of` looks here for the language in which a figure is read.
        found["lang"] = self.arguments[0]
        return [found]


DIRECTIVES: dict[str, type[SphinxDirective]] = {
    "chart": ChartDirective,
    "review": ReviewDirective,
    "chapters": ChaptersDirective,
    "datasets": DatasetsDirective,
    "sources": SourcesDirective,
    "disagreements": DisagreementsDirective,
    "standfirst": StandfirstDirective,
    "sidenote": SidenoteDirective,
    "keyfigures": KeyFiguresDirective,
    "finding": LeadDirective,
    "timeline": TimelineDirective,
    "language": LanguageDirective,
}


def setup_directives(app: Sphinx) -> None:
    """Register the directives and how their nodes are written."""
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
    # Every builder gets a visitor, or Sphinx would stop at an unknown node; those other than HTML show the plain
    # content.
    plain = (_show_content, _show_content)
    block_html, deferred_html = (_open_block, _close_block), (_write_deferred, _show_content)
    for node, html in ((block, block_html), (phrase, block_html), (deferred_content, deferred_html)):
        app.add_node(node, html=html, latex=plain, text=plain, man=plain, texinfo=plain)


def _open_block(translator: HTML5Translator, node: block | phrase) -> None:
    attributes = {"class": " ".join(node["classes"]), **node["html"]}
    translator.body.append(f"<{node['tag']}{write_attributes(attributes)}>")


def _close_block(translator: HTML5Translator, node: block | phrase) -> None:
    translator.body.append(f"</{node['tag']}>\n")


def _write_deferred(translator: HTML5Translator, node: deferred_content) -> None:
    make = MAKERS[node["kind"]]
    translator.body.append(str(make(translator.builder.app, translator.builder.current_docname, node)))
    raise nodes.SkipNode


def _show_content(translator: object, node: nodes.Node) -> None:
    """Show only the content."""
