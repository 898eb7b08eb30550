"""The entries that the search page looks through: the sections of each page, each statistic, each source."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from factbook.model import Source, Statistic
from factbook.render.values import show_value

INDEX = "search-index.js"
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "form", "nav", "button"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
# The texts of neighbouring blocks would run together into one word.
_BREAKS = frozenset("p li td th div section figure figcaption h1 h2 h3 h4 dt dd br summary".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchEntry:
    """A section, a statistic or a source that a search can find."""

    address: str
    """From the site's root, with the anchor of the section."""
    title: str
    text: str
    page: str = ""
    """Title of the page that a section stands on."""
    id: str = ""
    """Id of a statistic or source."""


def page_entries(page: str, address: str) -> list[SearchEntry]:
    """Return an entry for each section of a page's main part; a heading with an anchor begins a new one."""
    reader = _Sections()
    begin, end = page.find("<main"), page.rfind("</main>")
    # Only the main part; head, masthead and panels would be parsed for nothing, and they are the larger part of a page.
    for main in LexborHTMLParser(page[begin : end + len("</main>")] if 0 <= begin < end else page).css("main"):
        reader.read(main)
    name = reader.sections[0].title
    found = []
    for section in reader.sections:
        text, title = " ".join(section.text.split()), " ".join(section.title.split())
        if text or title:
            anchor = f"#{section.anchor}" if section.anchor else ""
            found.append(
                SearchEntry(address=address + anchor, title=title, text=text, page=name if title != name else "")
            )
    return found


def statistic_entry(statistic: Statistic, address: str, language: str = "en") -> SearchEntry:
    """Return the entry of a statistic, which is found by its id, its value, and the words about it."""
    shown = show_value(statistic.value, statistic.unit, language)
    words = (shown, statistic.population, statistic.about, statistic.measure, statistic.period)
    return SearchEntry(
        address=address,
        title=statistic.label or statistic.population or statistic.id,
        text=" · ".join(dict.fromkeys(word for word in words if word)),
        id=statistic.id,
    )


def source_entry(source: Source, address: str) -> SearchEntry:
    """Return the entry of a source."""
    text = " · ".join(part for part in (source.publisher, source.published, source.note) if part)
    return SearchEntry(address=address, title=source.title or source.id, text=text, id=source.id)


def search_script(entries: Iterable[SearchEntry]) -> str:
    """Return the script that assigns the entries to a variable of the search page."""
    # A script, not JSON to be fetched: browsers refuse to fetch files, and a site must be searchable from a folder.
    # Lists, not objects, as names of fields in every entry would make the file larger.
    rows = [[one.address, one.title, one.text, one.page, one.id] for one in entries]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    return f"window.factbookSearch=[\n{_safe(lines)}\n];\n"


def _safe(text: str) -> str:
    """Escape the two line separators that JSON allows in strings and JavaScript before 2019 does not."""
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


@dataclass(slots=True)
class _Section:
    anchor: str = ""
    title: str = ""
    text: str = ""


class _Sections:
    """Read the text of ``<main>``, section by section."""

    def __init__(self) -> None:
        self.sections = [_Section()]
        self._anchor = ""

    def read(self, node: LexborNode, *, in_heading: bool = False) -> None:
        """Add what a reader sees of an element."""
        for child in node.iter(include_text=True):
            if child.is_text_node:
                self._add(child.text_content or "", in_heading)
                continue
            is_break = " " if child.tag in _BREAKS else ""
            self._add(is_break, in_heading)
            attributes = child.attributes
            if child.tag in _SILENT or "headerlink" in (attributes.get("class") or "") or "hidden" in attributes:
                continue
            if child.tag in _HEADINGS:
                self._begin(child.tag, attributes.get("id"))
            elif child.tag == "section":
                self._anchor = attributes.get("id") or self._anchor
            self.read(child, in_heading=in_heading or child.tag in _HEADINGS)
            self._add(is_break, in_heading)

    def _begin(self, tag: str, anchor: str | None) -> None:
        # The title of a page belongs to its first section, which is there already.
        if tag != "h1":
            self.sections.append(_Section(anchor=anchor or self._anchor))
        self._anchor = ""

    def _add(self, text: str, in_heading: bool) -> None:
        if in_heading:
            self.sections[-1].title += text
        else:
            self.sections[-1].text += text
