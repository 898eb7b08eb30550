"""Bytes to text: UTF-8, UTF-16 and CP949, with or without a mark in front; and what is no text is told apart."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from factbook.model.errors import Complaint, DataError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OTHERS = (
    (b"%PDF", "is a PDF", "save its text as .txt, or the original as .docx"),
    (b"{\\rtf", "is an RTF file", "save it as .docx or .txt"),
    (b"\xd0\xcf\x11\xe0", "is an old or a locked Office file", "save it as .docx without a password"),
    (b"\x89PNG", "is a picture", "give its text"),
    (b"\xff\xd8\xff", "is a picture", "give its text"),
    (b"\x1f\x8b", "is compressed", "unpack it first"),
)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_ODD = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
_HANGUL = re.compile(r"[가-힣]")
_USUAL = re.compile(r"[\t\n\r -\u024f\u2000-\u206f\u3000-\u303f가-힣]")
_REMEDY = "save it as UTF-8"


@dataclass(frozen=True, slots=True)
class Writing:
    """How a text was stored, so that it can be stored so again."""

    encoding: str = "utf-8"
    mark: bytes = b""
    """The byte order mark in front."""

    def encode(self, text: str) -> bytes:
        """Store a text as the one that was read."""
        return self.mark + text.encode(self.encoding)


def decode(data: bytes, name: str) -> tuple[str, Writing]:
    """Read bytes as text, and say how they were stored; `name` is for complaints.

    Without a mark, UTF-8 is tried first, then what an HTML page says of itself, UTF-16 by its zeros, and CP949.
    """
    for start, what, remedy in _OTHERS:
        if data.startswith(start):
            raise DataError(Complaint(place=name, what=what, remedy=remedy))
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_try(data[len(mark) :], encoding), name), Writing(encoding, mark)
    for encoding in ("utf-8", _said(data), _by_zeros(data)):
        text = _try(data, encoding) if encoding else None
        if text is not None and not _ODD.search(text) and (encoding[:6] != "utf-16" or _usual(text)):
            return text, Writing(encoding)
    korean = _try(data, "cp949")
    if korean is not None and _HANGUL.search(korean) and not _ODD.search(korean):
        return korean, Writing("cp949")
    return _checked(_try(data, "utf-8"), name), Writing()


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _checked(text: str | None, name: str) -> str:
    if text is None:
        raise DataError(Complaint(place=name, what="is neither UTF-8, UTF-16 nor CP949 text", remedy=_REMEDY))
    if found := _ODD.search(text):
        line = text.count("\n", 0, found.start()) + 1
        what = f"holds the sign U+{ord(found.group()):04X}, so it is no text"
        raise DataError(Complaint(place=f"{name}:{line}", what=what, remedy="give Markdown, text, HTML or .docx"))
    return text


def _usual(text: str) -> bool:
    """Whether nine signs in ten are Latin, Hangul or punctuation: bytes that are no text give all kinds of signs."""
    return len(_USUAL.findall(text)) * 10 >= len(text) * 9


def _said(data: bytes) -> str:
    found = _CHARSET.search(data[:2048])
    return found[1].decode("ascii", "replace") if found else ""


def _by_zeros(data: bytes) -> str:
    """Name the half of UTF-16 whose zero bytes are where Latin letters, spaces and line ends have them."""
    start = data[:4096]
    low, high = start[1::2].count(0), start[0::2].count(0)
    if len(data) % 2 or max(low, high) * 20 < len(start):
        return ""
    return "utf-16-le" if low > high else "utf-16-be"
