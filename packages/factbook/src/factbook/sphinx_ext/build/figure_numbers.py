"""Figures are numbered without reading every page again: what a page without any contributes is noted.

Sphinx numbers the captions of all pages in each build, and for that reads the documents of all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors.toctree import TocTreeCollector

_OUTLINE = "factbook-outline"
"""The key in a page's metadata for the tables of contents in it, section by section; ``None`` if it has captions."""
Number = Callable[[BuildEnvironment], list[str]]
Outline = list[Any]
"""The entries of a table of contents as a tuple; a section as its ids and its outline."""


def setup_figure_numbers(app: Sphinx) -> None:
    """Have figures numbered from outlines."""
    # By then all extensions are there, and each collector is.
    app.connect("config-inited", _use_outlines, priority=900)


def _use_outlines(app: Sphinx, config: Config) -> None:
    # Reach: Sphinx (7.4 to 9.2): `assign_figure_numbers` of TocTreeCollector is not documented, nor is `listeners`; of
    # 200 pages it takes 0.1 s in each build. Without it, or where Sphinx no longer calls it, numbers are the same.
    # Tested by tests/unit/sphinx_ext/test_figure_numbers.py
    for listener in app.events.listeners.get("env-get-updated", ()):
        collector = getattr(listener.handler, "__self__", None)
        if isinstance(collector, TocTreeCollector):
            number = partial(_number, collector.assign_figure_numbers)
            collector.assign_figure_numbers = number  # type: ignore[method-assign]


def _number(number: Number, env: BuildEnvironment) -> list[str]:
    env.get_doctree = partial(_find_document, env, env.get_doctree)  # type: ignore[method-assign, assignment]
    try:
        return number(env)
    finally:
        # The method of its class again.
        del env.get_doctree


def _find_document(env: BuildEnvironment, read: Callable[[str], nodes.document], docname: str) -> nodes.Element:
    """Return of a page what counts for the numbers of figures."""
    known = env.metadata[docname]
    # Sphinx forgets the metadata of a page that it reads again.
    if _OUTLINE not in known:
        known[_OUTLINE] = _find_outline(env, read(docname))
    outline: Outline | None = known[_OUTLINE]
    return read(docname) if outline is None else nodes.Element("", *_make_nodes(outline))


def _find_outline(env: BuildEnvironment, document: nodes.document) -> Outline | None:
    elements = (node for node in document.findall(nodes.Element) if not isinstance(node, nodes.section))
    return None if any(_may_have_number(env, node) for node in elements) else [*_list_contents(document)]


def _may_have_number(env: BuildEnvironment, node: nodes.Element) -> bool:
    standard = env.get_domain("std")
    kinds = [domain for domain in env.domains.values() if domain.get_enumerable_node_type(node)]
    # A table without a caption is of a kind that has numbers, and has none.
    return any(domain is not standard for domain in kinds) or (
        bool(kinds) and isinstance(standard, StandardDomain) and bool(standard.get_numfig_title(node))
    )


def _list_contents(parent: nodes.Element) -> Iterator[object]:
    for node in parent.children:
        if isinstance(node, addnodes.toctree):
            yield tuple(node["entries"])
        elif isinstance(node, nodes.Element):
            within = [*_list_contents(node)]
            if isinstance(node, nodes.section) and within:
                yield [node["ids"], within]
            else:
                yield from within


def _make_nodes(outline: Iterable[Any]) -> Iterator[nodes.Element]:
    for one in outline:
        if isinstance(one, tuple):
            yield addnodes.toctree("", entries=one)
        else:
            ids, within = one
            yield nodes.section("", *_make_nodes(within), ids=ids)
