"""The texts of data files: decoded as their descriptor says, and what they seem to be where that is not so."""

from __future__ import annotations

import codecs

from figurecheck.model.errors import Complaint
from figurecheck.model.worded import phrase

BOM = b"\xef\xbb\xbf"


def decode(raw: bytes, place: str, encoding: str = "utf-8") -> tuple[str, list[Complaint]]:
    """Read bytes by an encoding, or as what they seem to be, which is complained of; a byte order mark is left out."""
    try:
        codec = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        remedy = "write a name that Python knows, such as utf-8, cp949 or windows-1252"
        complaint = Complaint(place, phrase("encoding {encoding!r} is not known", encoding=encoding), remedy)
        return raw.decode("utf-8", errors="replace"), [complaint]
    # Excel writes one, and it would become part of the first column's name.
    body = raw.removeprefix(BOM) if codec in {"utf-8", "utf-8-sig"} else raw
    try:
        return body.decode(codec).removeprefix("\ufeff"), []
    except UnicodeDecodeError as error:
        # The row is that of the first byte that is no text, where an editor should look.
        row = body[: error.start].count(b"\n") + 1
        text, seems = _guess(body)
        what = phrase("not {name}{seems}", name=_name(codec), seems=phrase(seems))
        remedy = phrase(
            'save the file as UTF-8, or write its "encoding" in the descriptor{example}', example=_example(seems)
        )
        return text, [Complaint(f"{place}: row {row}", what, remedy)]


def _name(codec: str) -> str:
    return "UTF-8" if codec.startswith("utf-8") else codec


def _example(seems: str) -> str:
    return ': "encoding": "cp949"' if seems else ""


def _guess(raw: bytes) -> tuple[str, str]:
    try:
        # What Excel writes on a Korean Windows. It is tried alone, since a codec of one byte for each letter reads any.
        return raw.decode("cp949"), "; it seems to be CP949 (EUC-KR)"
    except UnicodeDecodeError:
        return raw.decode("utf-8", errors="replace"), ""
