"""The entries that the search page looks through: the sections of each page, each statistic, each source."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from figurecheck.model import Source, Statistic

INDEX = "search-index.js"
MOST_CHARACTERS = 300_000
"""Of a larger index, the statistics that no page prints are in a second file, which is loaded once the page works."""
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "form", "nav", "button"})
# Sphinx numbers sections and captions, the style hides these numbers, and a search for "5.3" must not find them.
_NUMBERING = frozenset({"headerlink", "section-number", "caption-number", "fb-onward", "fb-checked"})
"""Classes of what is not shown, or is no word of the page, as how many of its figures were checked."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
# The texts of neighbouring blocks would run together into one word.
# Neighbouring cells of a table are set apart visibly, since a result shows the words around a match as one line: "2024
# 23,022 14.0%" would read as a sentence.
_CELLS = frozenset({"td", "th"})
_BREAKS = frozenset("p li div section figure figcaption h1 h2 h3 h4 dt dd br summary".split())


IndexRow = tuple[str, str, bool]
"""The id of an entry, its row, and whether it is a statistic that no page prints."""


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
    printed: int = 0
    """How often a statistic is printed."""
    year: int = 0
    """The year that a statistic is about; 0 if it is about none."""
    is_unprinted: bool = False
    """Whether it is a statistic that no page prints."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRows:
    """Entries as they stand in an index, which are stored from build to build."""

    rows: list[str]
    ids: list[str]
    """Those of statistics and sources."""
    unprinted: list[bool]
    """Whether each is a statistic that no page prints."""

    def __iter__(self) -> Iterator[IndexRow]:
        return zip(self.ids, self.rows, self.unprinted, strict=True)


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
        text, title = " ".join(section.text.split()).strip(" ·"), " ".join(section.title.split())
        # Changes since earlier editions stand in one list, which can be filtered; on each page they repeat it.
        if (text or title) and section.anchor != "fb-pagechanges":
            anchor = f"#{section.anchor}" if section.anchor else ""
            found.append(
                SearchEntry(address=address + anchor, title=title, text=text, page=name if title != name else "")
            )
    return found


def statistic_entry(statistic: Statistic, address: str, says: str, printed: int = 0) -> SearchEntry:
    """Return the entry of a statistic: what it says, as a sentence; found by its id and all words about it as well.

    `printed` is how often it is printed.
    """
    words = (statistic.population, statistic.about, statistic.measure, statistic.unit, statistic.period)
    # The last year of a period: who asks without one wants what is newest.
    years = [int(year) for year in re.findall(r"\b(?:1[5-9]|20)\d\d\b", statistic.period)]
    return SearchEntry(
        address=address,
        title=says,
        # What the sentence says already would only lengthen the entry, and rank it lower.
        text=" · ".join(word for word in dict.fromkeys(words) if word and word.lower() not in says.lower()),
        id=statistic.id,
        printed=printed,
        year=max(years, default=0),
        is_unprinted=not printed,
    )


def source_entry(source: Source, address: str) -> SearchEntry:
    """Return the entry of a source."""
    text = " · ".join(part for part in (source.publisher, source.published, source.note) if part)
    return SearchEntry(address=address, title=source.title or source.id, text=text, id=source.id)


def index_rows(entries: Sequence[SearchEntry]) -> IndexRows:
    """Return entries as they stand in an index."""
    return IndexRows(
        rows=[_row(one) for one in entries],
        ids=[one.id for one in entries],
        unprinted=[one.is_unprinted for one in entries],
    )


def search_scripts(
    rows: Iterable[IndexRow], aliases: Mapping[str, Sequence[str]], index: str = INDEX
) -> dict[str, str]:
    """Return the scripts that assign the entries to variables of the search page, by the names of their files.

    `aliases` are other words of the report for what its statistics are about, `index` is the name of the first file.
    """
    listed = [(is_unprinted, row) for _, row, is_unprinted in rows]
    others = json.dumps([[name, *words] for name, words in sorted(aliases.items())], ensure_ascii=False)
    head = f"window.factbookAliases={_safe(others)};\n"
    if sum(len(row) for _, row in listed) <= MOST_CHARACTERS:
        return {index: f"{head}{_script('factbookSearch', [row for _, row in listed])}"}
    # Most of an index is what was computed and is printed nowhere; who searches rarely means that, and need not wait
    # until it has come. Both files are scripts, for the reason below.
    first, rest = ([row for later, row in listed if later is wanted] for wanted in (False, True))
    more = index.replace(".js", "-more.js")
    return {
        index: f'{head}window.factbookMore="{more}";\n{_script("factbookSearch", first)}',
        more: _script("factbookSearchMore", rest),
    }


def _row(entry: SearchEntry) -> str:
    # Lists, not objects, as names of fields in every entry would make the file larger.
    one = entry
    row = [one.address, one.title, one.text, one.page, one.id, one.printed, one.year]
    return json.dumps(row if one.printed or one.year else row[:5], ensure_ascii=False, separators=(",", ":"))


def _script(name: str, rows: Iterable[str]) -> str:
    # A script, not JSON to be fetched: browsers refuse to fetch files, and a site must be searchable from a folder.
    lines = ",\n".join(rows)
    return f"window.{name}=[\n{_safe(lines)}\n];\n"


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
            is_break = " " if child.tag in _BREAKS else " · " if child.tag in _CELLS else ""
            self._add(is_break[:1], in_heading)
            attributes = child.attributes
            if (
                child.tag in _SILENT
                or not _NUMBERING.isdisjoint((attributes.get("class") or "").split())
                or "hidden" in attributes
            ):
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
