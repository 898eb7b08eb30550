"""Read a Word file: body, tables, text boxes, footnotes and endnotes, without deleted and hidden text."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from xml.etree import ElementTree

from factbook.model.errors import Complaint, DataError
from factbook.scan.drafts.draft import DraftBuilder

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Word writes a drawing twice, for itself and for older readers; the second copy would repeat its numbers.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
LARGEST = 50_000_000
"""Most bytes of one unpacked part of a Word file."""
_DEEPEST = 150
"""Most levels of elements; the reader below recurses once for each."""
# Tracked deletions, the old place of moved text, field codes, and properties, whose texts nobody reads.
_NOT_READ = frozenset(
    f"{_WORD}{tag}" for tag in ("del", "moveFrom", "delText", "instrText", "pPr", "tblPr", "tcPr", "trPr")
)
_CHARACTERS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "\u2011", "softHyphen": ""}
# Style ids differ by the language of Word that made the file.
_HEADING = re.compile(r"(?:heading|제목|überschrift|titre)\s?([1-6])$|^(title)$|^([1-6])$", re.IGNORECASE)
Element = ElementTree.Element


def build_docx(data: bytes, name: str) -> DraftBuilder:
    """Read a Word file into blocks; `name` is for complaints. Raises DataError for what is no Word file, or unsafe."""
    built = DraftBuilder()
    for at, root in enumerate(_roots(data, name)):
        # Checked before recursing: Python's limit is a thousand calls, and each element takes up to four.
        if _too_deep(root):
            raise DataError(
                Complaint(place=name, what="is nested too deeply for a draft", remedy="save it anew in Word")
            )
        _Reader(built, "note" if at else "paragraph").read(root)
    built.end()
    return built


def _roots(data: bytes, name: str) -> list[Element]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if "word/document.xml" not in archive.namelist():
                what = "is a zip archive without a Word document in it"
                raise DataError(Complaint(place=name, what=what, remedy="save it as .docx, or unpack it"))
            return [_root(archive, part, name) for part in _PARTS if part in archive.namelist()]
    except RuntimeError as error:
        raise DataError(
            Complaint(place=name, what="is locked with a password", remedy="save it without one")
        ) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        remedy = "open it in Word and save it anew as .docx"
        raise DataError(
            Complaint(place=name, what="is no Word file (.docx), or a broken one", remedy=remedy)
        ) from error


def _root(archive: zipfile.ZipFile, part: str, name: str) -> Element:
    with archive.open(part) as file:
        body = file.read(LARGEST + 1)
    # A zip may claim a small size and unpack to gigabytes, so that the bytes that come out are counted.
    if len(body) > LARGEST:
        what = f"{part} is larger than {LARGEST // 1_000_000} MB when unpacked"
        raise DataError(Complaint(place=name, what=what, remedy="a draft is not that long; split it"))
    # Entities can grow without bound or name other files, and Office Open XML has none. UTF-16 would hide the words
    # from this search.
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body or body[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        what = f"{part} declares entities or is no UTF-8, which no Word file does"
        raise DataError(Complaint(place=name, what=what, remedy="open it in Word and save it anew"))
    try:
        return ElementTree.fromstring(body)  # noqa: S314 - entities were refused above
    except ElementTree.ParseError as error:
        what = f"{part} is broken: {error}"
        raise DataError(Complaint(place=name, what=what, remedy="open it in Word and save it anew")) from error


def _too_deep(root: Element) -> bool:
    level = [root]
    for _ in range(_DEEPEST):
        level = [child for node in level for child in node]
        if not level:
            return False
    return True


class _Reader:
    """Reads one part of a Word file into a builder."""

    def __init__(self, built: DraftBuilder, kind: str) -> None:
        self.built = built
        self.kind = kind
        self.in_table = False

    def read(self, node: Element) -> None:
        """Read what is below a node; each paragraph is a block."""
        for child in node:
            if child.tag in _NOT_READ or child.tag == _FALLBACK:
                continue
            if child.tag == f"{_WORD}p":
                self._paragraph(child)
            # A table within a cell is read as text of the cell.
            elif child.tag == f"{_WORD}tbl" and not self.in_table:
                self._table(child)
            # Those with a type are separators and no notes.
            elif child.tag in {f"{_WORD}footnote", f"{_WORD}endnote"} and child.get(f"{_WORD}type") is not None:
                continue
            else:
                self.read(child)

    def _table(self, table: Element) -> None:
        self.in_table = True
        for row in table.iter(f"{_WORD}tr"):
            if row.find(f"{_WORD}trPr/{_WORD}del") is not None:
                continue
            self.built.row()
            for cell in row.iter(f"{_WORD}tc"):
                self.read(cell)
                self.built.end_cell()
            self.built.end_row(head=row.find(f"{_WORD}trPr/{_WORD}tblHeader") is not None)
        self.built.end_table()
        self.in_table = False

    def _paragraph(self, paragraph: Element) -> None:
        if not self.in_table:
            self.built.begin(*self._style(paragraph))
        # A text box is anchored in the middle of a paragraph; it is read after it, so that no sentence is cut in two.
        boxes: list[Element] = []
        self._runs(paragraph, boxes)
        self.built.end()
        for box in boxes:
            self.read(box)

    def _style(self, paragraph: Element) -> tuple[str, int]:
        style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
        found = _HEADING.search(style.get(f"{_WORD}val", "")) if style is not None else None
        if found:
            return "heading", int(found[1] or found[3] or 1)
        numbered = paragraph.find(f"{_WORD}pPr/{_WORD}numPr")
        if numbered is not None:
            level = numbered.find(f"{_WORD}ilvl")
            depth = level.get(f"{_WORD}val", "0") if level is not None else "0"
            return "item", int(depth) if depth.isdecimal() else 0
        return self.kind, 0

    def _runs(self, node: Element, boxes: list[Element]) -> None:
        for child in node:
            if child.tag in _NOT_READ or child.tag == _FALLBACK:
                continue
            name = child.tag.removeprefix(_WORD)
            if name == "txbxContent":
                boxes.append(child)
            elif name == "t":
                self.built.add(child.text or "")
            elif name in _CHARACTERS:
                self.built.add(_CHARACTERS[name])
            elif not (name == "r" and _is_hidden(child)):
                self._runs(child, boxes)


def _is_hidden(run: Element) -> bool:
    hidden = run.find(f"{_WORD}rPr/{_WORD}vanish")
    return hidden is not None and hidden.get(f"{_WORD}val", "1") not in {"0", "false", "off"}
