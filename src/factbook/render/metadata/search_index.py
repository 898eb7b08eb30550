"""The entries that the search page looks through: the sections of each page, each statistic, each source."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

from factbook.model import Source, Statistic
from factbook.render.values import show_value

INDEX = "search-index.js"
# They have no end tag, so they must not stay on the stack of open elements.
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
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
    reader.feed(page[begin : end + len("</main>")] if 0 <= begin < end else page)
    reader.close()
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


class _Sections(HTMLParser):
    """Read the text of ``<main>``, section by section."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sections = [_Section()]
        self._open: list[tuple[str, bool]] = []
        self._anchor = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a section at a heading."""
        attributes: Mapping[str, str | None] = dict(attrs)
        if tag == "section" and attributes.get("id"):
            self._anchor = attributes["id"] or ""
        if tag in _HEADINGS and self._reading:
            anchor = attributes.get("id") or self._anchor
            # The title of a page belongs to its first section, which is there already.
            if tag != "h1":
                self.sections.append(_Section(anchor=anchor or ""))
            self._anchor = ""
        if tag in _BREAKS:
            self._add(" ")
        if tag not in _VOID:
            silent = tag in _SILENT or "headerlink" in (attributes.get("class") or "") or "hidden" in attributes
            self._open.append((tag, silent))

    def handle_endtag(self, tag: str) -> None:
        """Close every element down to the one that ends."""
        names = [name for name, _ in self._open]
        if tag in names:
            del self._open[len(names) - 1 - names[::-1].index(tag) :]
        if tag in _BREAKS:
            self._add(" ")

    def handle_data(self, data: str) -> None:
        """Add what a reader sees."""
        self._add(data)

    def _add(self, data: str) -> None:
        if not self._reading:
            return
        section = self.sections[-1]
        if any(name in _HEADINGS for name, _ in self._open):
            section.title += data
        else:
            section.text += data

    @property
    def _reading(self) -> bool:
        names = {name for name, _ in self._open}
        return "main" in names and not any(silent for _, silent in self._open)
