"""The pages of the table of contents, the neighbours of each page, and its sections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypedDict

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from factbook.sphinx_ext.markup.page import PageData


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A page of the table of contents."""

    docname: str
    title: str
    number: str = ""
    """Empty where the part of the contents is not numbered."""
    heading: str = ""
    """The title of the page itself, which the table of contents may shorten."""


class Link(TypedDict):
    """A title and its address."""

    title: str
    href: str


def find_chapters(app: Sphinx) -> tuple[Chapter, ...]:
    """Return the top level of the table of contents in reading order; pages of numbered parts have a number."""
    return _find_chapters(app.env)


# Each page asks for the whole list, and it is the same for all of them once pages are read. The environment is the key,
# so that another build in the same process has its own; the cache is never asked before reading has ended.
@lru_cache(maxsize=1)
def _find_chapters(env: BuildEnvironment) -> tuple[Chapter, ...]:
    found: list[Chapter] = []
    # sphinx-external-toc writes the parts of _toc.yml into the root page as toctree nodes; `env.toctree_includes` has
    # the order too, but neither titles given there nor which parts are numbered.
    for toctree in env.get_doctree(env.config.root_doc).findall(addnodes.toctree):
        for own_title, docname in toctree["entries"]:
            if docname in env.titles:
                number = str(sum(bool(chapter.number) for chapter in found) + 1) if toctree.get("numbered") else ""
                heading = env.titles[docname].astext()
                found.append(Chapter(docname=docname, title=own_title or heading, number=number, heading=heading))
    return tuple(found)


def find_neighbours(app: Sphinx, pagename: str, context: PageData) -> tuple[Link | None, Link | None]:
    """Return the pages before and after, in reading order."""
    names = list(dict.fromkeys(_walk_contents(app.env, app.config.root_doc)))
    if pagename not in names:
        return None, None
    at = names.index(pagename)
    before, after = (
        [Link(title=app.env.titles[name].astext(), href=context["pathto"](name)) for name in some]
        for some in (names[:at][-1:], names[at + 1 :][:1])
    )
    return next(iter(before), None), next(iter(after), None)


def _walk_contents(env: BuildEnvironment, docname: str, above: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield a page and those below it, in reading order."""
    yield docname
    for name in env.toctree_includes.get(docname, ()):
        # A toctree in a page may name one that it lies in.
        if name in env.titles and name not in above:
            yield from _walk_contents(env, name, (*above, docname))


def find_below(app: Sphinx, pagename: str, context: PageData) -> list[Link]:
    """Return the pages directly below one that is not the root, in reading order."""
    names = app.env.toctree_includes.get(pagename, ()) if pagename != app.config.root_doc else ()
    return [
        Link(title=app.env.titles[name].astext(), href=context["pathto"](name))
        for name in names
        if name in app.env.titles
    ]


def find_local(env: BuildEnvironment, docname: str) -> list[Link]:
    """Return the sections of a page, first level only."""
    top = env.tocs.get(docname)
    if top is None or not top.children:
        return []
    lists = [child for child in top.children[0].children if isinstance(child, nodes.bullet_list)]
    links = [next(iter(item.findall(nodes.reference)), None) for one in lists for item in one.children]
    return [Link(title=link.astext(), href=link["anchorname"]) for link in links if link is not None]
