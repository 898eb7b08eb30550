"""Editions in files: a checked report is captured, sealed into ``book/editions/<label>.json``, and read back."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from platform import python_version
from typing import Any

from factbook.catalog import Catalog
from factbook.edition import WHOLE, Edition, SealedClaim, SealedRow, SealedStatistic, SealedTable
from factbook.errors import Complaint, EditionError
from factbook.model import Cellvalue, Claim, Finding, RowSet, Statistic, Verdict
from factbook.report import Report
from factbook.sources import SOURCES
from factbook.tables import Table

FOLDER = Path("book/editions")
FORMAT = 1
MOST_KEYS = 400
"""A statistic that rests on more rows of a table than this is said to rest on the whole table."""
_REQUIREMENT = re.compile(r"\s*(?P<name>[A-Za-z0-9][\w.-]*)")
_LABEL = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z._-]{0,62}[0-9A-Za-z])?")


def capture(report: Report, label: str, *, note: str = "") -> Edition:
    """Give a checked report as an edition."""
    settings = report.project.settings
    day = settings.edition_date or report.catalog.last_day
    code = _code_digests(report)
    claims = [_seal_claim(finding.claim, finding) for finding in report.findings if finding.claim is not None]
    return Edition(
        label=label,
        as_of=day,
        note=note,
        version=version("factbook"),
        environment=_environment(report.project.root),
        tables={name: _seal_table(report.catalog, name, day) for name in sorted(report.catalog.tables)},
        statistics={id: _seal_statistic(report, report.statistics[id], code) for id in sorted(report.statistics)},
        claims={claim.id: claim for claim in sorted(claims, key=lambda claim: claim.id)},
        texts=dict(sorted(_texts(report))),
    )


def seal(report: Report, label: str, *, note: str = "") -> Path:
    """Write a report that holds as an edition, and give the file, relative to the root.

    The same state gives the same bytes. Raises EditionError when the label cannot be used or exists already.
    """
    path = edition_path(label)
    if (report.project.root / path).exists():
        remedy = "an edition never changes; choose another label"
        raise EditionError(Complaint(place=path.as_posix(), what="is sealed already", remedy=remedy))
    write_beside(report.project.root / path, dump(capture(report, label, note=note)))
    return path


def edition_path(label: str) -> Path:
    """Give the file of an edition, relative to the root.

    Raises EditionError for a label that could not be part of an address.
    """
    if not _LABEL.fullmatch(label):
        remedy = "use letters, digits, dots and hyphens, such as 2026-01"
        raise EditionError(Complaint(place="label", what=f"{label!r} cannot be part of an address", remedy=remedy))
    return FOLDER / f"{label}.json"


def read_editions(root: Path) -> list[Edition]:
    """Read every sealed edition, the oldest day first.

    Raises EditionError with every file that cannot be read.
    """
    complaints: list[Complaint] = []
    found: list[Edition] = []
    for path in sorted((root / FOLDER).glob("*.json")):
        try:
            found.append(read_edition(root, path.relative_to(root)))
        except EditionError as error:
            complaints.extend(error.complaints)
    if complaints:
        raise EditionError(*complaints)
    return sorted(found, key=lambda edition: (edition.as_of, edition.label))


def read_edition(root: Path, path: Path) -> Edition:
    """Read one sealed edition. Raises EditionError when it is missing or was not written by `seal`."""
    try:
        edition = load((root / path).read_text("utf-8"))
    except FileNotFoundError as error:
        remedy = "factbook seal writes one"
        raise EditionError(Complaint(place=path.as_posix(), what="no such edition", remedy=remedy)) from error
    except (ValueError, KeyError, TypeError, AttributeError, InvalidOperation, RecursionError) as error:
        what = f"not readable as an edition: {type(error).__name__}: {error}"
        remedy = "take it back from version control"
        raise EditionError(Complaint(place=path.as_posix(), what=what, remedy=remedy)) from error
    if edition.label != path.stem:
        what = f"is the edition {edition.label!r} under another name"
        raise EditionError(Complaint(place=path.as_posix(), what=what, remedy=f"name it {edition.label}.json"))
    return edition


def dump(edition: Edition) -> str:
    """Give an edition as canonical JSON: keys sorted, one value a line, numbers as text so that nothing is rounded."""
    document = asdict(edition)
    document["tables"] = {name: _dump_table(table) for name, table in edition.tables.items()}
    document["format"] = FORMAT
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n"


def load(text: str) -> Edition:
    """Read what `dump` wrote.

    Raises ValueError, KeyError, TypeError, AttributeError or InvalidOperation for anything else.
    """
    document: dict[str, Any] = json.loads(text)
    if document.pop("format") != FORMAT:
        raise ValueError("written by another version of factbook")
    document["tables"] = {name: _load_table(table) for name, table in document["tables"].items()}
    document["statistics"] = {id: _load_statistic(one) for id, one in document["statistics"].items()}
    document["claims"] = {
        id: SealedClaim(**{**one, "verdict": Verdict(one["verdict"])}) for id, one in document["claims"].items()
    }
    return Edition(**document)


def write_beside(path: Path, text: str) -> None:
    """Write a file whole or not at all: beside its place first, then moved there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, beside = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _dump_table(table: SealedTable) -> dict[str, Any]:
    return {"digest": table.digest, "rows": _dump_rows(table.rows), "others": _dump_rows(table.others)}


def _dump_rows(rows: Mapping[str, SealedRow]) -> dict[str, str]:
    return {key: f"{row.digest} {row.source}".rstrip() for key, row in rows.items()}


def _load_table(document: Mapping[str, Any]) -> SealedTable:
    rows, others = (_load_rows(document[name]) for name in ("rows", "others"))
    return SealedTable(digest=document["digest"], rows=rows, others=others)


def _load_rows(document: Mapping[str, str]) -> dict[str, SealedRow]:
    rows = {}
    for key, text in document.items():
        digest, _, source = text.partition(" ")
        rows[key] = SealedRow(digest=digest, source=source)
    return rows


def _load_statistic(document: Mapping[str, Any]) -> SealedStatistic:
    value = document["value"] if document["unit"] == "date" else Decimal(document["value"])
    rows = {name: tuple(keys) for name, keys in document["rows"].items()}
    return SealedStatistic(**{**document, "value": value, "rows": rows})


def _seal_table(catalog: Catalog, name: str, day: str) -> SealedTable:
    """Digest the rows known on the day."""
    chosen = {id(row) for row in catalog.chosen_rows(name, day)}
    known = catalog.known_rows(name, day)
    rows = dict(sorted(_seal_rows(catalog.tables[name], [row for row in known if id(row) in chosen])))
    others = dict(sorted(_seal_rows(catalog.tables[name], [row for row in known if id(row) not in chosen], aside=True)))
    digests = [f"{key}\0{row.digest}" for part in (rows, others) for key, row in part.items()]
    return SealedTable(digest=_digest(*digests), rows=rows, others=others)


def _seal_rows(
    table: Table, rows: Iterable[tuple[Cellvalue, ...]], *, aside: bool = False
) -> Iterator[tuple[str, SealedRow]]:
    key_of = table.resource.key or table.resource.primary_key
    at = [table.columns.index(column) for column in key_of]
    sourced = "source_id" in table.columns and table.resource.name != SOURCES
    taken: dict[str, int] = {}
    for row in rows:
        source = str(row[table.columns.index("source_id")] or "") if sourced else ""
        digest = _digest(*("" if cell is None else str(cell) for cell in row))[:16]
        key = "/".join(str(row[i]) for i in at) if at else digest
        key = f"{key} ({source})" if aside and at else key
        taken[key] = taken.get(key, 0) + 1
        yield key if taken[key] == 1 else f"{key} #{taken[key]}", SealedRow(digest=digest, source=source)


def _seal_statistic(report: Report, statistic: Statistic, code: Mapping[tuple[str, int], str]) -> SealedStatistic:
    cell = statistic.cell
    return SealedStatistic(
        id=statistic.id,
        value=statistic.value,
        unit=statistic.unit,
        population=statistic.population,
        label=statistic.label,
        period=statistic.period,
        notebook=cell.notebook if cell else "",
        cell=cell.index if cell else None,
        code=code.get((cell.notebook, cell.index), "") if cell else "",
        rows=_rests_on(report.catalog, statistic.rows),
    )


def _rests_on(catalog: Catalog, rowsets: Iterable[RowSet]) -> dict[str, tuple[str, ...]]:
    keys: dict[str, set[str]] = {}
    for rowset in rowsets:
        if rowset.dataset in catalog.tables:
            keys.setdefault(rowset.dataset, set()).update(_keys(catalog, rowset))
    return {
        name: WHOLE if "*" in found or len(found) > MOST_KEYS else tuple(sorted(found)) for name, found in keys.items()
    }


def _keys(catalog: Catalog, rowset: RowSet) -> Iterator[str]:
    resource = catalog.tables[rowset.dataset].resource
    names = resource.key or resource.primary_key
    if not names or not set(names) <= set(rowset.columns):
        yield "*"
        return
    at = [rowset.columns.index(name) for name in names]
    yield from ("/".join(str(row[i]) for i in at) for row in rowset.rows)


def _seal_claim(claim: Claim, finding: Finding) -> SealedClaim:
    return SealedClaim(
        id=claim.id,
        file=claim.place.file,
        line=claim.place.line,
        where=claim.where,
        role=claim.role.value,
        printed=claim.printed,
        target=claim.target,
        verdict=finding.verdict,
        sentence=claim.sentence,
        locale=claim.locale,
    )


def _code_digests(report: Report) -> dict[tuple[str, int], str]:
    """Digest, for each code cell, all code of its notebook up to it."""
    digests: dict[tuple[str, int], str] = {}
    for run in report.runs:
        so_far = hashlib.sha256()
        for at, cell in enumerate(run.notebook.cells if run.notebook is not None else ()):
            if cell.cell_type == "code":
                so_far.update(normalise_code(cell.source).encode())
                digests[run.path.as_posix(), at] = so_far.hexdigest()[:16]
    return digests


def normalise_code(source: str) -> str:
    """Give code without its comments and layout; what Python cannot parse (magics) stays as it is.

    >>> normalise_code("a = 1  # one") == normalise_code("a=1")
    True
    """
    try:
        return ast.dump(ast.parse(source))
    except (SyntaxError, ValueError, RecursionError):
        return source


def _environment(root: Path) -> dict[str, str]:
    """Give the version of what the report's requirements and factbook need, all the way down; never of other things."""
    path = root / "requirements.txt"
    wanted = [*(path.read_text("utf-8").splitlines() if path.is_file() else ()), "factbook"]
    found: dict[str, str] = {}
    while wanted:
        match = _REQUIREMENT.match(wanted.pop())
        name = re.sub(r"[-_.]+", "-", match["name"]).lower() if match else ""
        if not name or name in found:
            continue
        try:
            installed = distribution(name)
        except PackageNotFoundError:
            continue  # for another platform, or an extra that nobody asked for
        found[name] = installed.version
        wanted += [line for line in installed.requires or () if "extra ==" not in line]
    found.pop("factbook", None)
    return {"python": python_version(), **dict(sorted(found.items()))}


def _texts(report: Report) -> Iterator[tuple[str, str]]:
    project = report.project
    for path in dict.fromkeys([*project.pages, *project.notebooks, *project.reviews]):
        yield path.as_posix(), hashlib.sha256((project.root / path).read_bytes()).hexdigest()


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
