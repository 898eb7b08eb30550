"""Which format a file is of, by what stands in it: its name may say anything."""

from __future__ import annotations

import zipfile
from pathlib import Path

from factbook.data.adding.layout import is_wide
from factbook.data.dialects import SUFFIXES
from factbook.data.formats.database import MAGIC
from factbook.data.formats.workbook import OLE
from figurecheck.model.errors import DataError

_HEAD = 4096
_MAGIC = (
    (b"\x1f\x8b", "is compressed", "unpack it, and add what is in it"),
    (b"BZh", "is compressed", "unpack it, and add what is in it"),
    (b"\xfd7zXZ", "is compressed", "unpack it, and add what is in it"),
    (b"%PDF", "is a PDF document", "ask its publisher for the table as a file, or write it down as CSV"),
    (b"{\\rtf", "is a text document", "save its table as CSV"),
)
_PAGES = (b"<!doctype", b"<html", b"<head", b"<?xml", b"<body")


def find_format(path: Path, name: str) -> str:
    """Return ``csv``, ``xlsx``, ``parquet``, ``sqlite`` or ``json``.

    Raises DataError, which calls the file by `name`, for a file that is none of these.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        raise _refuse(name, "is empty", "check how it was saved or downloaded")
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(MAGIC):
        return "sqlite"
    if head.startswith(OLE):
        # Encrypted or old: the reader of workbooks says so.
        return "xlsx"
    if head.startswith(b"PK\x03\x04"):
        return _look_into_zip(path, name)
    for magic, what, remedy in _MAGIC:
        if head.startswith(magic):
            raise _refuse(name, what, remedy)
    return _look_at_text(head, name)


def _look_into_zip(path: Path, name: str) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise _refuse(name, "is a damaged zip archive", "download it again") from error
    if any(one.startswith("xl/") for one in names):
        return "xlsx"
    listed = ", ".join(names[:3]) + (", ..." if len(names) > 3 else "")
    raise _refuse(name, f"is a zip archive with {listed}", "unpack it, and add the file that holds the table")


def _look_at_text(head: bytes, name: str) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(_PAGES):
        remedy = "open its address in a browser: often it says there why the file was not given"
        raise _refuse(name, "is a web page or XML, and no table", remedy)
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")) and not is_wide(head):
        raise _refuse(name, "is neither text nor of a format that is read", "save it as CSV, XLSX, Parquet or JSON")
    by_name = SUFFIXES.get(name.rpartition(".")[2].lower(), "")
    # A text may begin with a brace and be CSV; a JSON document is also called so, or comes without an ending.
    if start[:1] in {b"{", b"["} and by_name != "csv":
        return "json"
    return "json" if by_name == "json" else "csv"


def _refuse(name: str, what: str, remedy: str) -> DataError:
    return DataError.about(name, what, remedy)
