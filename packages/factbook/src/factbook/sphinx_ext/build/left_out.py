"""Extensions that Jupyter Book turns on and `factbook build` does not: the same pages with and without them.

A page that uses a directive of one is told so; the scripts that one appends to every page go with all others
(`transforms.foreign_html`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from docutils.parsers.rst.directives.body import Sidebar
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError

from factbook.project.setting_values import CONFIG
from factbook.render.words.interface import find_words
from factbook.sphinx_ext.build.book_config import BOOK_THEME, LEFT_OUT
from factbook.sphinx_ext.build.state import find_project, state_of
from figurecheck.model.errors import Complaint


class LeftOutDirective(Directive):
    """Stop the build: without the extension, what stands in the directive would be missing from the page."""

    has_content = True
    optional_arguments = 99
    option_spec = None

    def run(self) -> list[nodes.Node]:
        """Raise ExtensionError with the place and what to do."""
        extension, one = next((name, one) for name, one in LEFT_OUT.items() if self.name in one.directives)
        source, line = self.state_machine.get_source_and_line(self.lineno)
        complaint = Complaint(
            f"{source}:{line}",
            f"{{{self.name}}} is a directive of {extension}, which works by scripts and is not loaded",
            f"{one.instead}, or add {extension} to sphinx.extra_extensions in {CONFIG}",
        )
        raise ExtensionError(str(complaint))


class ToggleDirective(Directive):
    """A box that opens, for the pages of an adopted book: without the script that Jupyter Book has for it."""

    has_content = True
    optional_arguments = 99
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {
        "id": directives.unchanged,
        "class": directives.unchanged,
        "show": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        """Return what stands in it, in a box that is closed at first, unless it is to be shown."""
        holder = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, holder)
        env = self.state.document.settings.env
        name = find_words(state_of(env.app).language_of(env.docname))["toggle.show"]
        opening = f'<details class="dropdown"{" open" if "show" in self.options else ""}><summary>{name}</summary>'
        return [
            nodes.raw("", opening, format="html"), *holder.children, nodes.raw("", "</details>", format="html")
        ]  # fmt: skip


class NothingDirective(Directive):
    """A button that would start a script: nothing, on the pages of an adopted book."""

    has_content = True
    optional_arguments = 99
    option_spec = None

    def run(self) -> list[nodes.Node]:
        """Return nothing."""
        return []


ADOPTED: Mapping[str, type[Directive]] = {"toggle": ToggleDirective, "thebe-button": NothingDirective}
"""What the directives of extensions that work by scripts are in an adopted book, also under `jupyter-book build`."""


class MarginDirective(Sidebar):
    """A note in the margin, as the theme of Jupyter Book has it: with a title or without one."""

    required_arguments = 0
    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return a sidebar of the class ``margin``."""
        has_title = bool(self.arguments)
        # docutils' sidebar wants a title
        self.arguments = self.arguments or [""]
        found: list[nodes.Node] = super().run()  # type: ignore[no-untyped-call]
        if found and isinstance(sidebar := found[0], nodes.sidebar):
            sidebar["classes"].append("margin")
            if not has_title:
                sidebar.remove(sidebar[0])
        return found


def setup_left_out(app: Sphinx) -> None:
    """Register the directives once all extensions are known."""
    # At "config-inited" every extension of the settings has been set up, and under `jupyter-book build` all of them
    # are loaded.
    app.connect("config-inited", _register)


def _register(app: Sphinx, config: Config) -> None:
    project = find_project(app, config)
    if project and project.settings.adopts:
        for name, made in ADOPTED.items():
            app.add_directive(name, made, override=True)
        _register_margin(app, config)
        return
    for extension, one in LEFT_OUT.items():
        for directive in one.directives if extension not in config.extensions else ():
            app.add_directive(directive, LeftOutDirective)
    _register_margin(app, config)


def _register_margin(app: Sphinx, config: Config) -> None:
    if BOOK_THEME not in config.extensions:
        app.add_directive("margin", MarginDirective)
