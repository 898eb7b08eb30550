"""Read a Word file: body, tables, text boxes, footnotes and endnotes, without deleted and hidden text."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from xml.etree import ElementTree

import mammoth

from figurecheck.model.errors import DataError
from figurecheck.scan.drafts.draft import DraftBuilder
from figurecheck.scan.drafts.read_html import build_html

# mammoth needs some forty bytes of memory for each of them.
LARGEST = 20_000_000
"""Bytes of a Word file's parts of text when unpacked, without pictures; a larger one is no draft."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODIES = {f"{_WORD}{tag}" for tag in ("document", "footnotes", "endnotes")}
_ONLY_CHILDREN = f"{_WORD}smartTag"
# mammoth 1.13.0 leaves out what it does not know, numbers in fields among it, and looks for text boxes only where old
# versions of Word put them. So such an element becomes one that mammoth reads as a reader of the page would.
_READ_AS = {f"{_WORD}{tag}": _ONLY_CHILDREN for tag in ("fldSimple", "ruby", "rubyBase", "rt", "dir", "bdo")} | {
    f"{_WORD}txbxContent": f"{_WORD}pict",
    f"{_WORD}cr": f"{_WORD}br",
}
_LEFT_OUT = {
    # The same once more, for old versions of Word.
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    f"{_WORD}softHyphen",
    # A cell that continues the one above stays a cell, or the cells after it would move below other heads.
    f"{_WORD}vMerge",
}
# All that mammoth opens. Other parts, which other programs put there, may be in UTF-16.
_PARTS = re.compile(r"(?:word/)?(?:_rels/[^/]*\.rels|[^/]*\.xml)")
_STYLES = "p.Title => h1:fresh\np[style-name='Title'] => h1:fresh"
_NOTE_LINK = re.compile(r'<a href="#(?:foot|end)note-[^>]*>[^<]*</a>')
"""The number of a note in the text, which a scan would take for a figure, and the arrow from the note back to it."""


def build_docx(data: bytes, name: str) -> DraftBuilder:
    """Read a Word file into blocks; `name` is for complaints."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if not any(part.startswith("word/document") for part in archive.namelist()):
                what = "is a zip archive without a Word document in it"
                raise DataError.about(name, what, "save it as .docx, or unpack it")
            prepared = _prepare(archive, name)
        html = mammoth.convert_to_html(prepared, style_map=_STYLES, include_embedded_style_map=False).value
    except RecursionError as error:
        raise DataError.about(name, "is nested too deeply for a draft", "save it anew in Word") from error
    except RuntimeError as error:
        raise DataError.about(name, "is locked with a password", "save it without one") from error
    # mammoth has no exception of its own: where a part lacks what the standard demands, it raises one of the last five.
    except (
        zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError,
        AttributeError, IndexError, KeyError, TypeError, ValueError,
    ) as error:  # fmt: skip
        remedy = "open it in Word and save it anew as .docx"
        raise DataError.about(name, "is no Word file (.docx), or a broken one", remedy) from error
    return build_html(_NOTE_LINK.sub("", html))


def _prepare(archive: zipfile.ZipFile, name: str) -> BytesIO:
    """Return the file with its parts of text alone, each of them checked, and written as mammoth reads them."""
    prepared = BytesIO()
    with zipfile.ZipFile(prepared, "w") as copy:
        for part in dict.fromkeys(filter(_PARTS.fullmatch, archive.namelist())):
            root = _root(archive, part, name, LARGEST - prepared.tell())
            for node in [*root.iter()] if root.tag in _BODIES else []:
                _normalise(node)
            copy.writestr(part, ElementTree.tostring(root))
    return prepared


def _normalise(node: ElementTree.Element) -> None:
    for child in [*node]:
        if child.tag in _LEFT_OUT or _vanished(child):
            node.remove(child)
        elif child.tag == f"{_WORD}br":
            child.attrib.clear()  # of the kinds of break, mammoth reads only the one without a type
        else:
            child.tag = _READ_AS.get(child.tag, child.tag if child.tag.startswith(_WORD) else _ONLY_CHILDREN)


def _root(archive: zipfile.ZipFile, part: str, name: str, room: int) -> ElementTree.Element:
    with archive.open(part) as file:
        body = file.read(max(room, 0) + 1)
    if len(body) > room:
        what = f"is larger than {LARGEST // 1_000_000} MB when unpacked, without pictures"
        raise DataError.about(name, what, "a draft is not that long; split it")
    # Entities can grow without bound or name other files, and Office Open XML has none. UTF-16 would hide the words
    # from this search.
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body or body[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        what = f"{part} declares entities or is no UTF-8, which no Word file does"
        raise DataError.about(name, what, "open it in Word and save it anew")
    try:
        return ElementTree.fromstring(body)  # noqa: S314 - entities were refused above
    except ElementTree.ParseError as error:
        what = f"{part} is broken: {error}"
        raise DataError.about(name, what, "open it in Word and save it anew") from error


def _vanished(run: ElementTree.Element) -> bool:
    hidden = run.find(f"{_WORD}rPr/{_WORD}vanish")
    return hidden is not None and hidden.get(f"{_WORD}val", "1") not in {"0", "false", "off"}
