"""Texts that nobody has bound, and published lists of statistics: read for `scan`."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from xml.etree import ElementTree

from factbook.errors import Complaint, DataError
from factbook.model import Statistic
from factbook.scan import Fact

_KEYS = ("label", "measure", "unit", "population", "period")


_BLANKED = re.compile(
    r"<!--.*?-->|^(```|~~~).*?^\1|\A---\n.*?\n---\n|`[^`\n]*`|\]\([^)\s]*\)", re.DOTALL | re.MULTILINE
)
_ROLE = re.compile(r"(\{(?:claim|reported|plain)\}`)([^`<\n]+)(<[^`>\n]*>`)")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LARGEST = 50_000_000
"""Bytes of a Word file's text; a larger one is no draft."""
_SILENT = frozenset({"script", "style", "template", "noscript", "svg"})
_INLINE = frozenset("a abbr b bdi cite code em i mark q s small span strong sub sup time u wbr".split())


def read_draft(name: str, standard: BinaryIO) -> str:
    """Read a text: ``-`` is standard input; .html and .docx give the text that a reader sees.

    Markdown keeps its places: what is no prose (code, comments, addresses) becomes spaces.
    """
    try:
        data = standard.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise DataError(Complaint(place=name, what=f"cannot be read: {error.strerror}")) from error
    ending = Path(name).suffix.casefold()
    if ending == ".docx":
        return _from_docx(data, name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(Complaint(place=name, what="is not UTF-8", remedy="save it as UTF-8")) from error
    if ending in {".html", ".htm", ".xhtml"}:
        return parse_html(text)
    return blank_markdown(text) if ending in {".md", ".markdown"} else text


def blank_markdown(text: str) -> str:
    """Put spaces where Markdown holds code, comments or addresses; every place stays where it was.

    The printed text of a role (``{claim}`16.6% <offenders.change.2024>` ``) stays.
    """
    text = _ROLE.sub(lambda match: f"{' ' * len(match[1])}{match[2]}{' ' * len(match[3])}", text)
    return _BLANKED.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


def parse_html(text: str) -> str:
    """Give the text of a page as it is read, a line for each block."""
    page = _Page()
    page.feed(text)
    page.close()
    return "".join(page.pieces)


class _Page(HTMLParser):
    """Collects the text of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in _SILENT
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in _SILENT))
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.pieces.append(re.sub(r"\s+", " ", data))

    def _break(self, tag: str) -> None:
        if tag not in _INLINE and not self.silent:
            self.pieces.append("\n\n")


def _from_docx(data: bytes, name: str) -> str:
    """Give the text of a Word file, a paragraph a line."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if archive.getinfo("word/document.xml").file_size > _LARGEST:
                raise DataError(Complaint(place=name, what="is too large for a draft"))
            body = archive.read("word/document.xml")
        if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
            raise DataError(Complaint(place=name, what="declares entities, which no Word file does"))
        root = ElementTree.fromstring(body)  # noqa: S314 - entities were refused above
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError) as error:
        raise DataError(Complaint(place=name, what="is no Word file (.docx)")) from error
    paragraphs = root.iter(f"{_WORD}p")
    return "\n\n".join("".join(_runs(paragraph)) for paragraph in paragraphs)


def _runs(paragraph: ElementTree.Element) -> Iterable[str]:
    for node in paragraph.iter():
        if node.tag == f"{_WORD}t":
            yield node.text or ""
        elif node.tag in {f"{_WORD}tab", f"{_WORD}br"}:
            yield " "


def read_statistics(path: Path) -> list[Fact]:
    """Read a list of statistics as every site publishes it: a list, or an object with a list ``statistics``."""
    try:
        document = json.loads(path.read_text("utf-8-sig"), parse_float=Decimal)
    except (OSError, ValueError) as error:
        raise DataError(Complaint(place=str(path), what=f"cannot be read as JSON: {error}")) from error
    return parse_statistics(document, where=path.name)


def parse_statistics(document: Any, where: str = "statistics") -> list[Fact]:
    """Take the statistics out of a JSON document; complaints about all of them at once."""
    items = document.get("statistics") if isinstance(document, dict) else document
    if not isinstance(items, list):
        raise DataError(Complaint(place=where, what="holds no list of statistics"))
    made, faults = [], []
    for at, item in enumerate(items):
        fact = _fact(item)
        if isinstance(fact, str):
            faults.append(Complaint(place=f"{where}: statistics[{at}]", what=fact))
        else:
            made.append(fact)
    if faults:
        raise DataError(*faults)
    return made


def _fact(item: Any) -> Fact | str:
    if not isinstance(item, dict) or not isinstance(item.get("id"), str):
        return "has no id"
    value = _value(item.get("value"), str(item.get("unit") or ""))
    if value is None:
        return f"value: {item.get('value')!r} is no number"
    about = item.get("about") or ()
    names = (about,) if isinstance(about, str) else tuple(str(name) for name in about)
    texts = {key: str(item.get(key) or "") for key in _KEYS}
    return Fact(id=item["id"], value=value, about=names, **texts)


def _value(value: Any, unit: str) -> Decimal | str | None:
    if unit in {"date", "since"}:
        return str(value)
    if isinstance(value, bool) or value is None:
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def facts_of(statistics: Iterable[Statistic]) -> list[Fact]:
    """Take what `scan` needs from the statistics of a report."""
    return [
        Fact(
            id=one.id, value=one.value, label=one.label, about=(one.about,) if one.about else (), measure=one.measure,
            unit=one.unit, population=one.population, period=one.period,
        )
        for one in statistics
    ]  # fmt: skip
