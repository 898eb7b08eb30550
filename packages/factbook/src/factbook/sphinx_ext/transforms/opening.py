"""Title, standfirst and lead chart of a page, which its template sets apart, and the numbers of sections."""

from __future__ import annotations

from itertools import islice

from docutils import nodes
from markupsafe import Markup, escape
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from factbook.render.html.clean_html import remove_active
from factbook.sphinx_ext.markup.nodes import deferred_content

TITLE, STANDFIRST, LEAD = "title", "standfirst", "lead"


class opening_part(nodes.Part, nodes.TextElement):  # noqa: N801 - docutils names nodes in lower case
    """A part of a page that is written apart; once it is, the node has its HTML as ``written``."""


class OpeningTransform(SphinxPostTransform):
    """Put a node of our own around, or in the place of, each part of the opening."""

    # After Korean runs (700) and all else that changes texts.
    default_priority = 900
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Mark the parts of one page."""
        titles = (node for node in self.document.findall(nodes.title) if isinstance(node.parent, nodes.section))
        # Only the first: later ones are headings that an author has set at the wrong level, and must not vanish.
        for title in list(islice(titles, 1)):
            title.replace_self(opening_part("", "", *title.children, part=TITLE, number=self._number()))
        for paragraph in list(self.document.findall(nodes.paragraph)):
            if "fb-standfirst" in paragraph["classes"]:
                paragraph.replace_self(opening_part("", "", *paragraph.children, part=STANDFIRST))
        leads = (node for node in self.document.findall(deferred_content) if node["lead"])
        for chart in list(islice(leads, 1)):
            chart.replace_self(opening_part("", "", chart.deepcopy(), part=LEAD))

    def _number(self) -> str:
        numbers = self.env.titles[self.env.docname].get("secnumber", ())
        return ".".join(map(str, numbers)) + self.config.html_secnumber_suffix if numbers else ""


def setup_opening(app: Sphinx) -> None:
    """Register the transform, and how its node is written."""
    app.add_post_transform(OpeningTransform)
    app.add_node(opening_part, html=(_visit, _depart))
    # No transform can: Sphinx makes the links of a table of contents after all of them.
    app.add_node(nodes.reference, override=True, html=(_visit_link, _depart_link))


def find_parts(doctree: nodes.document | None, part: str) -> tuple[Markup, ...]:
    """Return the parts of one kind of a page that has been written."""
    found = doctree.findall(opening_part) if doctree is not None else ()
    return tuple(Markup(node["written"]) for node in found if node["part"] == part)  # noqa: S704 - our writer's


def _visit(translator: HTML5Translator, node: opening_part) -> None:
    node["start"] = len(translator.body)
    if node.get("number"):
        translator.body.append(_mark_number(node["number"]))


def _depart(translator: HTML5Translator, node: opening_part) -> None:
    node["written"] = remove_active("".join(translator.body[node["start"] :]).strip())
    # What a heading and a paragraph leave behind is the line break between their neighbours.
    translator.body[node["start"] :] = [] if node["part"] == LEAD else ["\n"]


def _visit_link(translator: HTML5Translator, node: nodes.reference) -> None:
    number = node.attributes.pop("secnumber", None)
    type(translator).visit_reference(translator, node)
    if number:
        translator.body.append(_mark_number(".".join(map(str, number)) + translator.secnumber_suffix))


def _depart_link(translator: HTML5Translator, node: nodes.reference) -> None:
    type(translator).depart_reference(translator, node)


def _mark_number(number: str) -> str:
    """Return the number of a section as Sphinx writes it in a heading; in a text, nobody would have checked it."""
    return f'<span class="section-number">{escape(number)}</span>'
