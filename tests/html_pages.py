"""Reads the pages of a site and says what is wrong with them, without a browser."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
SILENT = frozenset({"script", "style", "template", "title"})
SCHEME = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


@dataclass
class ReadPage(HTMLParser):
    """One page: its ids, links, headings, the shapes of its elements, and its faults as sentences."""

    ids: Counter[str] = field(default_factory=Counter)
    links: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    shapes: set[str] = field(default_factory=set)
    """Each kind of element with its classes, its attributes and what it stands in."""
    landmarks: Counter[str] = field(default_factory=Counter)
    size: int = 0
    """How many elements it has."""
    faults: list[str] = field(default_factory=list)
    moved: bool = False
    """Whether it only leads to another page, as that of an earlier id does."""
    open: list[tuple[str, str, str]] = field(default_factory=list)
    """Tag, shape and language of each element that is open."""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        shape = f"{tag}.{'.'.join(sorted(given.get('class', '').split()))}[{','.join(sorted(given))}]"
        above = self.open[-1] if self.open else ("", "", "")
        self.shapes.add(f"{above[1]} > {shape}")
        self.size += 1
        self.moved |= tag == "meta" and given.get("http-equiv") == "refresh"
        self.ids.update([given["id"]] if "id" in given else [])
        self._note_links(tag, given)
        self._note_names(tag, given)
        self.faults += [f"{tag} with a handler {name}" for name in given if name.startswith("on")]
        self.faults += [f"{tag} with a style of its own"] if "style" in given else []
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append((tag, shape, given.get("lang", above[2])))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag, _, language = self.open[-1] if self.open else ("", "", "")
        if tag not in SILENT and HANGUL.search(data) and not language.startswith("ko"):
            self.faults.append(f"Korean that is not said to be Korean: {data.strip()[:40]}")

    def _note_links(self, tag: str, given: Mapping[str, str]) -> None:
        for name in ("href", "src", "action", "poster", "data"):
            if name in given and not given[name].strip():
                self.faults.append(f"{tag} with an empty {name}")
            elif name in given and (tag, name) != ("svg", "data"):
                self.links.append(given[name])

    def _note_names(self, tag: str, given: Mapping[str, str]) -> None:
        named = given.get("aria-label") or given.get("aria-labelledby")
        if tag == "img" and not given.get("alt", "").strip():
            self.faults.append(f"picture without an alternative: {given.get('src', '')[:60]}")
        if tag == "svg" and given.get("aria-hidden") != "true" and not named:
            self.faults.append("drawing without an alternative")
        if tag in {"nav", "main"} or given.get("role") in {"region", "search", "navigation"}:
            kind = given.get("role", tag)
            self.landmarks[f"{'navigation' if kind == 'nav' else kind} {named or ''}"] += 1


def read_page(text: str) -> ReadPage:
    """Read one page."""
    page = ReadPage()
    page.feed(text)
    page.close()
    return page


@cache
def read_site(site: Path) -> dict[str, ReadPage]:
    """Read every page of a site, by its address; once, since a thousand pages take seconds and no test changes them."""
    return {
        path.relative_to(site).as_posix(): read_page(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))
    }


def find_page_faults(page: ReadPage) -> Iterator[str]:
    """What is wrong with a page by itself."""
    yield from dict.fromkeys(page.faults)
    yield from (f"the id {id} stands on it {count} times" for id, count in page.ids.items() if count > 1)
    yield from (f"landmark {name!r} stands on it {count} times" for name, count in page.landmarks.items() if count > 1)
    if page.headings.count(1) != 1:
        yield f"it has {page.headings.count(1)} headings of the first level"
    for above, below in zip([0, *page.headings], page.headings, strict=False):
        if below > above + 1:
            yield f"a heading of level {below} follows one of level {above}"


def find_broken_links(site: Path, pages: Mapping[str, ReadPage]) -> Iterator[str]:
    """Links of a site into itself that lead nowhere."""
    for name, page in pages.items():
        for link in dict.fromkeys(page.links):
            if SCHEME.match(link):
                continue
            address, _, anchor = link.partition("#")
            file = _find_file(name, address.partition("?")[0])
            if not (site / file).is_file():
                yield f"{name}: {link} leads nowhere"
            elif anchor and file in pages and unquote(anchor) not in pages[file].ids and "=" not in anchor:
                yield f"{name}: {link} leads to no place on its page"


def _find_file(page: str, address: str) -> str:
    if address.startswith("/"):
        return unquote(address[1:])
    return os.path.normpath(Path(page).parent / unquote(address)) if address else page


def find_cover(pages: Mapping[str, ReadPage], names: Iterable[str], known: Iterable[str] = ()) -> list[str]:
    """A few of the pages `names`, small ones first, on which every shape of element stands that stands on any of them.

    Pages that only lead to others are left out, since a browser does not stay on them. Shapes that the pages `known`
    have need not be covered again.
    """
    seen = set().union(*(pages[name].shapes for name in known))
    left = {name: pages[name].shapes - seen for name in names if not pages[name].moved}
    chosen = []
    while left:
        best = max(left, key=lambda name: (len(left[name]) / (100 + pages[name].size), name))
        found = left.pop(best)
        if not found:
            break
        chosen.append(best)
        left = {name: shapes - found for name, shapes in left.items()}
    return chosen
