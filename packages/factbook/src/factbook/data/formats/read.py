"""Read the file of a table by its format, as records of text."""

from __future__ import annotations

from pathlib import Path

from factbook.data.descriptor import Resource
from factbook.data.formats.delimited import read_delimited
from factbook.data.formats.records import Records, fill_down, leave_out_blank, split_flags
from figurecheck.model.errors import Complaint


def read_records(path: Path, resource: Resource) -> tuple[Records, list[Complaint]]:
    """Read the file of a table that is no Parquet, with what hinders reading its texts.

    Raises DataError when it cannot be looked at any further.
    """
    # Marks stand behind cells of any format, so they are split off in one place.
    records, complaints = _read(path, resource)
    return fill_down(leave_out_blank(split_flags(records, resource)), resource), complaints


def _read(path: Path, resource: Resource) -> tuple[Records, list[Complaint]]:
    # Each format has its own imports, and a notebook waits for those of its tables alone.
    match resource.format:
        case "xlsx":
            from factbook.data.formats.workbook import read_workbook

            return read_workbook(path, resource), []
        case "sqlite":
            from factbook.data.formats.database import read_database

            return read_database(path, resource), []
        case "json":
            from factbook.data.formats.documents import read_document

            return read_document(path, resource)
    return read_delimited(path, resource)
