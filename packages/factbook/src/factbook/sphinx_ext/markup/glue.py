"""The roles and directives by which pages of a Jupyter Book show what notebooks have glued, on any page.

Numbers and texts are printed figures like those of ``{claim}``: the check has found them by the same function. Tables
and pictures are shown as their notebook shows them. MyST-NB registers the same names; these take their places.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from docutils import nodes
from docutils.nodes import Node, system_message
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.docutils import SphinxDirective, SphinxRole

from factbook.render.html.displayed_forms import HTML, SVG
from factbook.report.glued import MISSING, Pasted, find_pasted
from factbook.sphinx_ext.build.book_config import NOTEBOOKS
from factbook.sphinx_ext.build.executed import displayed_of
from factbook.sphinx_ext.build.state import state_of
from factbook.sphinx_ext.markup.roles import printed_figure
from figurecheck.model import Role, Statistic

DOMAIN = "glue"
MARKDOWN, LATEX = "text/markdown", "text/latex"
_IMAGE = ("alt", "height", "width", "scale")


def setup_glue(app: Sphinx) -> None:
    """Register the roles and directives where MyST-NB has registered its own."""
    app.connect("config-inited", _register)


def _register(app: Sphinx, config: Config) -> None:
    if NOTEBOOKS not in app.extensions:
        return
    app.add_role(DOMAIN, GlueRole(), override=True)
    app.add_directive(DOMAIN, GlueDirective, override=True)
    for name in ("", "any", "text"):
        app.add_role_to_domain(DOMAIN, name, GlueRole(), override=True)
    app.add_role_to_domain(DOMAIN, "md", GlueMarkdownRole(), override=True)
    for name in ("", "any"):
        app.add_directive_to_domain(DOMAIN, name, GlueDirective, override=True)
    app.add_directive_to_domain(DOMAIN, "figure", GlueFigureDirective, override=True)
    app.add_directive_to_domain(DOMAIN, "math", GlueMathDirective, override=True)
    app.add_directive_to_domain(DOMAIN, "md", GlueMarkdownDirective, override=True)


def find_on_page(env: Any, content: str, document: str = "") -> Pasted:
    """Return what ``doc::key:format`` shows on the page that is being read."""
    file = str(env.doc2path(env.docname, base=False))
    return find_pasted(content, file=file, known=state_of(env.app).report.known, document=document)


def forms_of(app: Sphinx, statistic: Statistic) -> Mapping[str, Any]:
    """Return the forms in which a notebook has glued a statistic."""
    return displayed_of(app).find_forms(statistic.cell.notebook if statistic.cell else "", statistic.key)


def make_figure_node(env: Any, pasted: Pasted, rawtext: str) -> Node:
    """Return the node of a number or a text; what is missing is said in its place."""
    if pasted.statistic is None:
        return nodes.inline(rawtext, MISSING, classes=["missing-value"])
    target, number = pasted.statistic.id, env.new_serialno("printed_figure")
    about = {"role": Role.CLAIM.value, "printed": pasted.printed, "target": target, "number": number}
    return printed_figure(rawtext, pasted.printed, **about)


def make_shown(app: Sphinx, statistic: Statistic, image: Mapping[str, str]) -> list[Node]:
    """Return the nodes of a table or a picture; `image` are options of a picture."""
    cell = statistic.cell
    place = cell.place if cell else statistic.id
    shown = displayed_of(app).show(forms_of(app, statistic), place)
    if shown.form.startswith("image/"):
        coded = b64encode(shown.content.encode()).decode() if shown.form == SVG else "".join(shown.content.split())
        options = {"alt": statistic.key, **image}
        return [nodes.image("", uri=f"data:{shown.form};base64,{coded}", **options)]
    if shown.form == HTML:
        return [nodes.raw("", shown.content, format="html")]
    return [nodes.literal_block(shown.content, shown.content)]


def _make_output(children: list[Node]) -> nodes.container:
    # The class under which MyST-NB shows outputs of cells: their numbers stand on the notebook.
    return nodes.container("", *children, classes=["cell_output", "docutils", "container"])


class GlueRole(SphinxRole):
    """``{glue:text}`key:.1f` `` and ``{glue}`key` ``: a figure, or a picture within the line."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return the figure, the picture, or what says that it is missing."""
        pasted = find_on_page(self.env, self.text)
        if pasted.statistic is None or pasted.is_figure:
            node = make_figure_node(self.env, pasted, self.rawtext)
            self.set_source_info(node)
            return [node], []
        return [nodes.inline("", "", *make_shown(self.env.app, pasted.statistic, {}), classes=["cell_output"])], []


class GlueMarkdownRole(SphinxRole):
    """``{glue:md}`key:myst` ``: Markdown that a notebook has made, within a line."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return the parsed text."""
        pasted = find_on_page(self.env, self.text)
        if pasted.statistic is None:
            return [make_figure_node(self.env, pasted, self.rawtext)], []
        forms = forms_of(self.env.app, pasted.statistic)
        text = "".join(forms.get(MARKDOWN, pasted.printed))
        # MyST has an inliner of its own, which takes what docutils names otherwise.
        inliner: Any = self.inliner
        children, messages = inliner.parse(text, self.lineno, inliner, inliner.parent)
        return [nodes.inline("", "", *children, classes=["cell_output"])], messages


class GlueDirective(SphinxDirective):
    """``{glue} key``: what a notebook has glued, as a block of its own."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {"doc": directives.unchanged}

    def run(self) -> list[Node]:
        """Return the block."""
        return self.make_content({})

    def make_content(self, image: Mapping[str, str]) -> list[Node]:
        """Return a paragraph with a figure, or a table or a picture."""
        pasted = find_on_page(self.env, self.arguments[0], self.options.get("doc", ""))
        if pasted.statistic is None or pasted.is_figure:
            node = make_figure_node(self.env, pasted, self.block_text)
            self.set_source_info(node)
            return [nodes.paragraph("", "", node)]
        return [_make_output(make_shown(self.env.app, pasted.statistic, image))]

    def find_form(self, form: str) -> str | None:
        """Return the value in a form; its text where it has no other, ``None`` where it is missing."""
        pasted = find_on_page(self.env, self.arguments[0], self.options.get("doc", ""))
        if pasted.statistic is None:
            return None
        return "".join(forms_of(self.env.app, pasted.statistic).get(form, pasted.printed))


class GlueFigureDirective(GlueDirective):
    """``{glue:figure} key``: with a number and a caption."""

    has_content = True
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {
        "doc": directives.unchanged,
        **dict.fromkeys((*_IMAGE, "class"), directives.unchanged),
        "figwidth": directives.unchanged,
        "figclass": directives.class_option,
        "align": directives.unchanged,
        "name": directives.unchanged,
    }

    def run(self) -> list[Node]:
        """Return a figure around what was glued."""
        image = {key: str(self.options[key]) for key in _IMAGE if key in self.options}
        figure = nodes.figure("", *self.make_content(image), classes=list(self.options.get("figclass", [])))
        if "align" in self.options:
            figure["align"] = self.options["align"]
        self.set_source_info(figure)
        self.add_name(figure)
        if self.content:
            figure += self._make_caption()
        return [figure]

    def _make_caption(self) -> list[Node]:
        holder = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, holder)
        if not holder.children or not isinstance(first := holder[0], nodes.paragraph):
            return list(holder.children)
        caption = nodes.caption(first.rawsource, "", *first.children)
        caption.source, caption.line = first.source, first.line
        return [caption, *([nodes.legend("", *holder[1:])] if len(holder) > 1 else [])]


class GlueMathDirective(GlueDirective):
    """``{glue:math} key``: a formula that a notebook has computed."""

    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {
        "doc": directives.unchanged,
        "class": directives.class_option,
        "nowrap": directives.flag,
        "label": directives.unchanged,
        "name": directives.unchanged,
    }

    def run(self) -> list[Node]:
        """Return the formula, as the directive ``math`` makes it."""
        found = self.find_form(LATEX)
        if found is None:
            return self.make_content({})
        label = self.options.get("label", self.options.get("name"))
        lines = ["```{math}", *([f":label: {label}"] if label else []), _strip_delimiters(found), "```"]
        holder = _make_output([])
        self.state.nested_parse(StringList(lines, self.get_source_info()[0]), self.content_offset, holder)
        for formula in holder.findall(nodes.math_block):
            formula["plain"] = "computed by the notebook"
        return list(holder.children)


def _strip_delimiters(tex: str) -> str:
    tex = tex.strip()
    for opening, closing in (("$$", "$$"), (r"\[", r"\]"), (r"\(", r"\)"), ("$", "$")):
        if tex.startswith(opening) and tex.endswith(closing) and len(tex) > 1:
            tex = tex.removeprefix(opening).removesuffix(closing).strip()
    return tex.removeprefix(r"\displaystyle").strip()


class GlueMarkdownDirective(GlueDirective):
    """``{glue:md} key``: Markdown that a notebook has made, as blocks."""

    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {
        "doc": directives.unchanged,
        "format": directives.unchanged,
    }

    def run(self) -> list[Node]:
        """Return the parsed text."""
        found = self.find_form(MARKDOWN)
        if found is None:
            return self.make_content({})
        holder = _make_output([])
        self.state.nested_parse(StringList(found.split("\n"), self.get_source_info()[0]), self.content_offset, holder)
        return [holder]
