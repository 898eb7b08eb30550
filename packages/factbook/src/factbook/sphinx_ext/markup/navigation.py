"""The pages of the table of contents, the neighbours of each page, and its sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypedDict

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from factbook.report.languages import Languages
from factbook.sphinx_ext.build.state import state_of
from factbook.sphinx_ext.build.urls import about_address
from factbook.sphinx_ext.markup.page import PageData
from figurecheck.figures.common.calendar_names import name_language


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A page of the table of contents."""

    docname: str
    title: str
    number: str = ""
    """Empty where the part of the contents is not numbered."""
    heading: str = ""
    """The title of the page itself, which the table of contents may shorten."""
    language: str = ""
    """The language of the page."""


class Version(TypedDict):
    """A page in another language."""

    name: str
    """What the language calls itself."""
    code: str
    href: str


class Link(TypedDict):
    """A title and its address."""

    title: str
    href: str


def find_chapters(app: Sphinx, language: str) -> tuple[Chapter, ...]:
    """Return the top level of the table of contents in reading order; pages of numbered parts have a number.

    Pages in the language come first. Those of the report that it does not have in the language follow.
    """
    languages, found = state_of(app).report.languages, _find_chapters(app.env, state_of(app).report.languages)
    if not languages.others:
        return found
    front = find_front(app, language)
    own = [one for one in found if one.language == language and one.docname != front]
    others = [] if language == languages.main else [one for one in found if one.language == languages.main]
    others = [one for one in others if language not in languages.find_versions(one.docname)]
    # Numbers are those of the language, and another one would seem to be the same chapter.
    return (*own, *(replace(one, number="") for one in others))


def find_front(app: Sphinx, language: str) -> str:
    """Return the front page of a language."""
    return state_of(app).report.languages.find_front(language, app.config.root_doc)


def find_versions(app: Sphinx, pagename: str, context: PageData) -> list[Version]:
    """Return the page in the other languages of the report; the front page of each that does not have it."""
    report, language = state_of(app).report, state_of(app).language_of(pagename)
    languages = report.languages
    same = languages.find_versions(state_of(app).belongs.get(pagename, pagename))
    if pagename == about_address(report, language):
        same = {one: about_address(report, one) for one in (languages.main, *languages.others)}
    return [
        Version(name=name_language(one), code=one, href=context["pathto"](same.get(one) or find_front(app, one)))
        for one in (languages.main, *languages.others)
        if one != language
    ]


# Each page asks for the whole list, and it is the same for all of them once pages are read. The environment is the key,
# so that another build in the same process has its own; the cache is never asked before reading has ended.
@lru_cache(maxsize=1)
def _find_chapters(env: BuildEnvironment, languages: Languages) -> tuple[Chapter, ...]:
    found: list[Chapter] = []
    counts: Counter[str] = Counter()
    fronts = {languages.find_front(language, env.config.root_doc) for language in languages.others}
    # sphinx-external-toc writes the parts of _toc.yml into the root page as toctree nodes; `env.toctree_includes` has
    # the order too, but neither titles given there nor which parts are numbered.
    for toctree in env.get_doctree(env.config.root_doc).findall(addnodes.toctree):
        for own_title, docname in toctree["entries"]:
            if docname in env.titles:
                language = languages.of(docname)
                # The front page of a second language is no chapter, as that of the first is none.
                counted = toctree.get("numbered") and docname not in fronts
                counts[language] += bool(counted)
                number = str(counts[language]) if counted else ""
                heading = env.titles[docname].astext()
                chapter = Chapter(docname=docname, title=own_title or heading, number=number, heading=heading)
                found.append(replace(chapter, language=language))
    return tuple(found)


@lru_cache(maxsize=1)
def find_short_titles(env: BuildEnvironment) -> Mapping[str, str]:
    """Return by page the titles that the table of contents has of its own."""
    toctrees = (one for name in env.toctree_includes for one in env.get_doctree(name).findall(addnodes.toctree))
    return {docname: title for one in toctrees for title, docname in one["entries"] if title}


def find_neighbours(app: Sphinx, pagename: str, context: PageData) -> tuple[Link | None, Link | None]:
    """Return the pages before and after, in reading order."""
    names = list(dict.fromkeys(_walk_contents(app.env, app.config.root_doc)))
    if pagename not in names:
        return None, None
    # A reader goes on in the language of the page.
    names = [name for name in names if state_of(app).language_of(name) == state_of(app).language_of(pagename)]
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
