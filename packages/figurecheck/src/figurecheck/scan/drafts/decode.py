"""Decode bytes: UTF-8, UTF-16 and CP949, with or without a byte order mark; refuse what is no text."""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from figurecheck.figures.common.word_table import is_hangul
from figurecheck.model.errors import DataError

# UTF-32 before UTF-16, since the mark of UTF-16-LE begins that of UTF-32-LE.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What editors send instead of text, by the first bytes of the format.
_BINARY = (
    (b"%PDF", "is a PDF", "save its text as .txt, or the original as .docx"),
    (b"{\\rtf", "is an RTF file", "save it as .docx or .txt"),
    (b"\xd0\xcf\x11\xe0", "is an old or a locked Office file", "save it as .docx without a password"),
    (b"\x89PNG", "is a picture", "give its text"),
    (b"\xff\xd8\xff", "is a picture", "give its text"),
    (b"\x1f\x8b", "is compressed", "unpack it first"),
)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
_LETTERS = re.compile(r"[\t\n\r -\u024f\u2000-\u206f\u3000-\u303f가-힣]")
_REMEDY = "save it as UTF-8"


@dataclass(frozen=True, slots=True)
class Writing:
    """How a text was encoded, so that it can be written back in the same way."""

    encoding: str = "utf-8"
    mark: bytes = b""
    """The byte order mark in front."""

    def encode(self, text: str) -> bytes:
        """Encode a text as the one that was read."""
        return self.mark + text.encode(self.encoding)


def read_bytes(path: Path, most: int, remedy: str, name: str = "") -> bytes:
    """Return what a file holds; raise DataError for one that cannot be read, or is of more bytes than `most`."""
    name = name or str(path)
    try:
        with path.open("rb") as file:
            # One byte more than the limit shows that there is more: a device has no end.
            data = file.read(most + 1)
    except (OSError, ValueError) as error:
        what = _UNREADABLE.get(type(error)) or f"cannot be read: {getattr(error, 'strerror', None) or error}"
        raise DataError.about(name, what, remedy) from error
    if len(data) > most:
        raise DataError.about(name, f"is larger than {most // 1_000_000} MB", remedy)
    return data


_UNREADABLE: dict[type, str] = {IsADirectoryError: "is a folder", FileNotFoundError: "does not exist"}


def decode_json(data: bytes, name: str) -> object:
    """Decode JSON with numbers as decimals: a float would lose the last digits, and print 0.1 as something else.

    Raises ValueError for what is no JSON, also for brackets nested a thousand deep.
    """
    try:
        return json.loads(decode(data, name)[0], parse_float=Decimal, parse_int=Decimal)
    # The C scanner of `json` raises it.
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def decode(data: bytes, name: str) -> tuple[str, Writing]:
    """Decode bytes, and return how they were encoded; `name` is for complaints.

    Without a mark, UTF-8 is tried first, then what an HTML page declares, UTF-16 by its zeros, and CP949.
    Raises DataError for what is no text or in none of these encodings.
    """
    for start, what, remedy in _BINARY:
        if data.startswith(start):
            raise DataError.about(name, what, remedy)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_try(data[len(mark) :], encoding), name), Writing(encoding, mark)
    # UTF-8 first: bytes of another encoding are almost never valid UTF-8, while nearly any bytes are valid CP949.
    for encoding in ("utf-8", _declared_encoding(data), _utf16_by_zeros(data)):
        text = _try(data, encoding) if encoding else None
        # Bytes of even length are mostly valid UTF-16 as well, so that its text has to look like one.
        if text is not None and not _CONTROL.search(text) and (encoding[:6] != "utf-16" or _is_mostly_letters(text)):
            return text, Writing(encoding)
    # CP949 last, and only with Hangul in it: it is what Korean Windows writes, and it accepts too much.
    korean = _try(data, "cp949")
    if korean is not None and any(map(is_hangul, korean)) and not _CONTROL.search(korean):
        return korean, Writing("cp949")
    return _checked(_try(data, "utf-8"), name), Writing()


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _checked(text: str | None, name: str) -> str:
    if text is None:
        raise DataError.about(name, "is neither UTF-8, UTF-16 nor CP949 text", _REMEDY)
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        what = f"has the character U+{ord(found.group()):04X}, so it is no text"
        raise DataError.about(f"{name}:{line}", what, "give Markdown, text, HTML or .docx")
    return text


def _is_mostly_letters(text: str) -> bool:
    """Return whether nine characters in ten are Latin, Hangul or punctuation; other bytes give all kinds of them."""
    return len(_LETTERS.findall(text)) * 10 >= len(text) * 9


def _declared_encoding(data: bytes) -> str:
    found = _CHARSET.search(data[:2048])
    return found[1].decode("ascii", "replace") if found else ""


def _utf16_by_zeros(data: bytes) -> str:
    """Return the byte order of UTF-16 whose zero bytes are where Latin letters, spaces and line ends have them."""
    # In Korean text only spaces, digits and line ends have a zero byte; one in twenty is enough.
    start = data[:4096]
    low, high = start[1::2].count(0), start[0::2].count(0)
    if len(data) % 2 or max(low, high) * 20 < len(start):
        return ""
    return "utf-16-le" if low > high else "utf-16-be"
