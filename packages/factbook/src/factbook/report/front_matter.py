"""The front matter of a page: what factbook, Sphinx and MyST show of it, so that its numbers are checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, get_args

import yaml
from yaml.constructor import SafeConstructor

from figurecheck.model.errors import find_slip, suggest
from figurecheck.model.fields import FileKey, Seen
from figurecheck.settings.faults import hints_of, known_keys
from figurecheck.settings.yaml_reader import ONCE, find_repeated, scalar_source


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The keys whose texts readers see; Sphinx and MyST may read others."""

    title: Seen = Seen("")
    """Title of the page, where MyST is told by ``title_to_header`` to take it from here."""
    description: Seen = Seen("")
    """A sentence or two for lists of chapters, results of searches and previews of links; may hold figures in roles."""
    kicker: Seen = Seen("")
    """The line above the title, in place of the number of the chapter."""
    language: str = ""
    """Language of the page, where it is not the report's: ``ko``."""
    translates: str = ""
    """The page that this one is in another language, as the table of contents names it: ``book/index``."""
    myst: Mapping[str, Seen] = field(default_factory=dict)
    """Settings of MyST for this page, such as ``substitutions``; every text in them is checked."""
    days: Annotated[Mapping[str, str], FileKey("factbook")] = field(default_factory=dict)
    """The days of the editions that have this page, where they are not all: ``from`` and ``until``."""
    html_meta: Mapping[str, Seen] = field(default_factory=dict)
    """Further ``meta`` elements by name; every text in them is checked."""


_HINTS = {key: hints_of(FrontMatter)[name] for key, name in known_keys(FrontMatter).items()}
TEXTS = frozenset(key for key, hint in _HINTS.items() if hint is Seen)
"""Keys whose values are texts that readers see."""
SHOWN = TEXTS | {key for key, hint in _HINTS.items() if Seen in get_args(hint)}
"""Keys below which readers see every text."""


_NODES: dict[str, type[yaml.Node]] = {
    **dict.fromkeys(("factbook", "myst", "html_meta"), yaml.MappingNode),
    **dict.fromkeys(("language", "translates"), yaml.ScalarNode),
}
"""What the values of other keys must be."""
_DAY = re.compile(r"|\d{4}(-\d\d){0,2}")
DAYS = ("from", "until")
"""The keys of ``factbook`` in a page."""
_OPENING = re.compile(r"\A---[ \t]*\n(?P<keys>.*?\n)---[ \t]*$", re.DOTALL | re.MULTILINE)
_DATE = "tag:yaml.org,2002:timestamp"
_LANGUAGE = re.compile(r"^(?P<key>language|translates)[ \t]*:[ \t]*[\"']?(?P<value>[\w./-]*)", re.MULTILINE)


def read_language(text: str) -> tuple[str, str]:
    """Return the language that a page names, and the page that it translates; empty where it names none.

    >>> read_language("---\\nlanguage: ko\\ntranslates: book/index\\n---\\n# 제목")
    ('ko', 'book/index')
    """
    # By a pattern and not as YAML: every page is asked, most have neither, and what is no YAML is told elsewhere.
    opening = _OPENING.match(text)
    found = {one["key"]: one["value"] for one in _LANGUAGE.finditer(opening["keys"])} if opening else {}
    return found.get("language", ""), found.get("translates", "").removesuffix(".md")


def find_opening(text: str) -> str:
    """Return the lines of the front matter of a page; empty if it has none."""
    opening = _OPENING.match(text)
    return opening["keys"] if opening else ""


def quote_dates(text: str) -> str:
    """Return a page with the dates of its front matter in quotes; its lines stay what they are.

    >>> quote_dates("---\\nfactbook:\\n  from: 2026-01-01\\n---\\n# A page").splitlines()[2]
    '  from: "2026-01-01"'
    """
    opening = _OPENING.match(text)
    if opening is None:
        return text
    try:
        scalars = _find_scalars(yaml.compose(opening["keys"]))
        # By their ends, since an anchor may stand before one; each once, though an alias stands for it as well.
        dates = {(node.end_mark.index, node.value) for node in scalars if node.tag == _DATE and not node.style}
    # Whoever checks the page complains of it.
    except (yaml.YAMLError, RecursionError):
        return text
    keys = opening["keys"]
    for end, date in sorted(dates, reverse=True):
        keys = f'{keys[: end - len(date)]}"{date}"{keys[end:]}'
    return f"{text[: opening.start('keys')]}{keys}{text[opening.end('keys') :]}"


def _find_scalars(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.MappingNode):
        for pair in node.value:
            yield from (one for part in pair for one in _find_scalars(part))
    elif isinstance(node, yaml.SequenceNode):
        for part in node.value:
            yield from _find_scalars(part)


def read_front_matter(content: str) -> Iterator[tuple[int, str, str]]:
    """Yield line, text and an empty remedy for each text that is shown; line, fault and remedy for each fault.

    Lines are counted from 0.
    """
    try:
        node = yaml.compose(content)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        what = f"the front matter is not valid YAML: {getattr(error, 'problem', None) or error}"
        yield mark.line if mark else 0, what, "check the indentation and the quotes"
        return
    if node is None:
        return
    if not isinstance(node, yaml.MappingNode):
        yield 0, "the front matter is not a mapping", "write key: value lines"
        return
    yield from ((key.start_mark.line, what, ONCE) for key, what in find_repeated(node))
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            yield key.start_mark.line, "a key of the front matter is not text", "write a name"
        elif key.value in TEXTS and not isinstance(value, yaml.ScalarNode):
            what = f"{key.value} is not text"
            yield value.start_mark.line, what, "write it as text, in quotes if it starts with a bracket"
        elif (kind := _NODES.get(key.value)) and not isinstance(value, kind) and not value.tag.endswith(":null"):
            is_text = kind is yaml.ScalarNode
            what = f"{key.value} is not {'text' if is_text else 'a mapping'}"
            yield value.start_mark.line, what, "write it as text" if is_text else "write key: value lines"
        # every text below these keys is shown: in search results, previews of links and lists of pages
        elif key.value in SHOWN:
            yield from _read_scalars(value, content)
        else:
            yield from _find_unknown_keys(key, value)
    yield from _find_odd_tag(node, content)


def _find_odd_tag(node: yaml.Node, content: str) -> Iterator[tuple[int, str, str]]:
    """Yield a fault if a value has a tag, as in ``!!python/name``, at which Sphinx would stop."""
    try:
        if "!" in content:
            SafeConstructor().construct_document(node)
    except yaml.constructor.ConstructorError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        yield line, f"the front matter is not valid YAML: {error.problem}", "take out the tag"
    # Days that are none are quoted before Sphinx reads them.
    except ValueError:
        return


def _find_unknown_keys(key: yaml.ScalarNode, value: yaml.Node) -> Iterator[tuple[int, str, str]]:
    if near := find_slip(_HINTS, key.value):
        yield key.start_mark.line, f"the front matter has no key {key.value}", suggest([near], near)
    days = value.value if key.value == "factbook" and isinstance(value, yaml.MappingNode) else ()
    for one, day in days:
        if one.value not in DAYS:
            yield one.start_mark.line, f"factbook.{one.value}: no such key", suggest(DAYS, one.value)
        elif not isinstance(day, yaml.ScalarNode) or not _DAY.fullmatch(day.value):
            yield day.start_mark.line, f"factbook.{one.value} is not a date", "write it as 2025-05-20"


def _read_scalars(node: yaml.Node, content: str) -> Iterator[tuple[int, str, str]]:
    """Yield every text below a node of the front matter, and its line."""
    if isinstance(node, yaml.ScalarNode):
        text, offset = scalar_source(node, content)
        yield offset, text, ""
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _read_scalars(value, content)
