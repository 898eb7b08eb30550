"""Files that pages and settings name, looked at before Sphinx reads them: pictures, and lists of works.

The door of pybtex, which reads the lists for Sphinx as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.parsers.expat import ExpatError, ParserCreate

from figurecheck.model.errors import Complaint
from figurecheck.model.worded import phrase

_DRAWN = re.compile(rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|....ftyp|BM", re.DOTALL)
"""How pictures begin; a browser goes by that, whatever the name of the file says."""
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"})
_SVG = "http://www.w3.org/2000/svg svg"
_KEY = re.compile(r"^\s*@\w+\s*[{(]\s*([^,\s]+)\s*,", re.MULTILINE)
_END = 1 << 16
"""Bytes at the end of a PNG among which its last part is."""


def complain_of_file(path: Path, name: str, place: str) -> Iterator[Complaint]:
    """Yield a complaint if what is there under the name of a file cannot be shown or handed out."""
    if not path.is_file():
        what = phrase("{name} is no file", name=name)
        yield Complaint(place=place, what=what, remedy="put a file there, or take it off the page")
    elif path.suffix.lower() in _PICTURES and not _is_picture(path):
        what = phrase("{name} is no picture that a browser shows", name=name)
        yield Complaint(place=place, what=what, remedy="save or copy the picture anew")


def _is_picture(path: Path) -> bool:
    if path.suffix.lower() == ".svg":
        return _is_svg(path.read_bytes())
    with path.open("rb") as file:
        start, size = file.read(16), path.stat().st_size
        file.seek(max(0, size - _END))
        is_whole = not start.startswith(b"\x89PNG") or b"IEND" in file.read()
    return bool(_DRAWN.match(start)) and is_whole


def _is_svg(content: bytes) -> bool:
    names: list[str] = []
    # With namespaces, since a browser takes a drawing without its own for some other document.
    parser = ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, _: names.append(name)
    try:
        parser.Parse(content, True)
    except (ExpatError, ValueError):
        return False
    return names[:1] == [_SVG]


def read_works(path: Path, name: str, encoding: str) -> tuple[list[str], list[Complaint]]:
    """Return the keys of the works that a BibTeX file lists, and what hinders reading it."""
    try:
        text = path.read_bytes().decode(encoding)
    except (UnicodeDecodeError, LookupError):
        what, remedy = phrase("is not {encoding}", encoding=encoding), "save the file as UTF-8"
        return [], [Complaint(place=name, what=what, remedy=remedy)]
    # It comes with the extension of Sphinx that cites; where that is missing, the build says so, and no citation is.
    try:
        from pybtex.database import parse_string
        from pybtex.exceptions import PybtexError
    except ImportError:
        return _KEY.findall(text), []
    try:
        return list(parse_string(text, "bibtex").entries), []
    except PybtexError as error:
        line = getattr(error, "lineno", None)
        what = phrase("not readable as BibTeX: {what}", what=error)
        remedy = "look for a missing brace, comma or quote just before"
        # Pages may cite what others can read in it.
        return _KEY.findall(text), [Complaint(place=f"{name}:{line}" if line else name, what=what, remedy=remedy)]
