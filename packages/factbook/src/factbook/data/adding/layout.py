"""Where in a file the table lies: encoding, delimiter, heads, sheet, table of a database, list of records."""

from __future__ import annotations

import codecs
import csv
import re
import shlex
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from factbook.data.adding.heads import SAMPLE, Grid, find_heads
from factbook.data.descriptor import DATA, Resource
from factbook.data.dialects import Dialect, parse_dialect
from factbook.data.formats.delimited import split_text
from factbook.data.standard_library import guess_delimiter, guess_encoding
from figurecheck.model.errors import Complaint, DataError, suggest

_DELIMITERS = (",", ";", "\t", "|", "^", "~", ":")
_MOST_LINES = 6
"""Commands that are listed where a file holds several tables."""
_SINGLE = ("cp125", "windows-125", "iso8859_2", "iso8859_5", "iso8859_7", "koi8")
"""Codecs of one byte for each letter."""
_HIGH = re.compile(rb"[\x80-\xff]+")
_USUAL = ("cp949", "euc_kr", "shift_jis", "cp932", "euc_jp", "gb", "big5", *_SINGLE)
"""How the codecs begin in which tables come that are no UTF-8; a guess of any other is a slip of a short text."""


def find_layout(path: Path, name: str, format: str, chosen: str) -> dict[str, object]:
    """Return what the entry of a file says of where its table lies; `chosen` is a sheet, a table or a JSON path.

    Raises DataError when it holds no table, or several of which none was chosen.
    """
    match format:
        case "csv":
            return _find_in_text(path, name)
        case "xlsx":
            return _find_in_workbook(path, name, chosen)
        case "sqlite":
            from factbook.data.formats.database import find_names

            return {"dialect": {"table": _choose(find_names(path, name), name, chosen, "table")}}
        case "json":
            return _find_in_document(path, name, chosen)
    return {}


def _choose(names: Sequence[str], place: str, chosen: str, kind: str) -> str:
    """Return the one that was chosen, or the only one."""
    if chosen in names or (not chosen and len(names) == 1):
        return chosen or names[0]
    if not names:
        raise DataError.about(place, f"holds no {kind}", "check which file it is")
    option = "--sheet" if kind == "sheet" else "--table"
    shown = ", ".join(names)
    if chosen:
        remedy = suggest(names, chosen, f"there are {shown}")
        raise DataError.about(place, f"has no {kind} {chosen!r}", remedy)
    what = f"holds {len(names)} {'lists of records' if kind == 'list' else f'{kind}s'}: {shown}"
    stem = make_plain(place.rpartition("/")[2].partition(".")[0])
    # One line for each, to be typed as it stands.
    lines = [
        f"factbook data add {shlex.quote(place)} {option} {shlex.quote(one)} --name {stem}_{make_plain(one)}"
        for one in names
    ]
    raise DataError.about(place, what, f"add one, or each: {'; '.join(lines[:_MOST_LINES])}")


def make_plain(text: str) -> str:
    """Return a text as a name that one can type: letters, digits, hyphens and underscores.

    >>> make_plain("Größe (2024)")
    'groe_2024'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9_-]+", "_", plain.lower()).strip("_-")


def _find_in_text(path: Path, name: str) -> dict[str, object]:
    raw = path.read_bytes()
    encoding = find_encoding(raw, name)
    try:
        text = raw.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        what = f"is not {encoding.upper()}, as its first bytes say, from byte {error.start + 1} on"
        raise DataError.about(name, what, "save it as UTF-8, or download it again") from error
    delimiter = find_delimiter(text)
    grid = _split(text, delimiter, name)
    _refuse_other_delimiter(grid, delimiter, name)
    heads = find_heads(grid, name)
    dialect = {**({} if delimiter == "," else {"delimiter": delimiter}), **heads, **_find_spaces(grid)}
    stated = {} if codecs.lookup(encoding).name in {"utf-8", "utf-8-sig"} else {"encoding": encoding}
    return {**stated, **({"dialect": dialect} if dialect else {})}


def _find_spaces(grid: Grid) -> dict[str, bool]:
    """Return that blanks behind delimiters are left out, where each row has one behind each of them."""
    cells = [cell for row in grid[:SAMPLE] for cell in row[1:] if cell]
    return {"skipInitialSpace": True} if cells and all(cell[0] == " " for cell in cells) else {}


def _refuse_other_delimiter(grid: Grid, delimiter: str, name: str) -> None:
    """Raise DataError for a row above the heads that is none of notes, but the heads by another delimiter."""
    first = next((at for at, row in enumerate(grid) if sum(map(bool, row)) > 1), 0)
    for number, row in enumerate(grid[:first], 1):
        width, line = len(grid[first]), delimiter.join(row)
        other = next((one for one in _DELIMITERS if one != delimiter and line.count(one) == width - 1), "")
        if other and width > 2:
            what = f"is divided by {other!r}, and the rows below it by {delimiter!r}"
            remedy = "write the same character in all rows"
            raise DataError.about(f"{name}: row {number}", what, remedy)


def _split(text: str, delimiter: str, name: str) -> Grid:
    resource = Resource(name="", path=name, dialect=Dialect(delimiter=delimiter))
    try:
        return split_text(text, resource)[0]
    except DataError as error:
        # It lies anywhere yet, and not below data/.
        faults = [replace(one, place=one.place.removeprefix(f"{DATA}/")) for one in error.complaints]
        raise DataError(*faults) from error


def find_encoding(raw: bytes, name: str) -> str:
    """Return the encoding of a text. Raises DataError when it has several, or none that is known."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if is_wide(raw):
        return "utf-16-le" if raw[1:2] == b"\0" else "utf-16-be"
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
    else:
        return "utf-8"
    codec = _choose_encoding(raw, guess_encoding(raw))
    is_single = codec.startswith(_SINGLE)
    # A codec of one byte for each letter reads anything: what it makes of UTF-8 is no word of any language.
    mixed = next(_find_utf_8(raw), 0) if is_single else 0
    if mixed or not _reads(raw, codec):
        where = f"row {mixed} is UTF-8, row {row} is not" if mixed else f"row {row} is neither UTF-8 nor {codec}"
        remedy = "save it in one encoding, best as UTF-8"
        raise DataError.about(f"{name}: row {row}", f"has several encodings: {where}", remedy)
    return {"cp1252": "windows-1252"}.get(codec, codec)


def is_wide(raw: bytes) -> bool:
    """Return whether bytes are UTF-16 without the mark that says so: every second one of a Latin text is zero."""
    odd, even = raw[1:400:2], raw[:400:2]
    return any(one.count(0) > 0.8 * len(one) and not other.count(0) for one, other in ((odd, even), (even, odd)) if one)


def _choose_encoding(raw: bytes, guess: str) -> str:
    """Return a guess, if it is likely of a table; else the encoding that most such files have."""
    if not guess.startswith(_USUAL) or not _reads(raw, guess):
        return "windows-1252"
    if guess.startswith(_SINGLE):
        return guess
    # Letters of East Asia are two bytes and stand side by side; of a few umlauts, each stands alone, and two letters
    # of Köln may well be one of Chinese.
    runs = _HIGH.findall(raw)
    return guess if sum(len(run) == 1 for run in runs) * 2 < len(runs) else "windows-1252"


def _reads(raw: bytes, codec: str) -> bool:
    try:
        raw.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _find_utf_8(raw: bytes) -> Iterator[int]:
    """Yield the rows that hold letters beyond ASCII in UTF-8."""
    for number, line in enumerate(raw.split(b"\n"), 1):
        if not line.isascii() and _reads(line, "utf-8"):
            yield number


def find_delimiter(text: str) -> str:
    """Return the character that divides most rows into the same number of cells, of several the one most likely."""
    # A sample: the delimiter of the first rows is that of all, or the shape of the rows will say otherwise.
    lines = "".join(text.splitlines(keepends=True)[:SAMPLE])
    candidates = dict.fromkeys([guess_delimiter(lines), *_DELIMITERS])
    return max(candidates, key=lambda one: _rate(lines, one))


def _rate(lines: str, delimiter: str) -> tuple[float, int]:
    if len(delimiter) != 1:
        return 0.0, 0
    try:
        widths = [sum(map(bool, row)) and len(row) for row in csv.reader(lines.splitlines(), delimiter=delimiter)]
    except csv.Error:
        return 0.0, 0
    widths = [width for width in widths if width]
    counted = Counter(width for width in widths if width > 1)
    if not counted:
        return 0.0, 0
    # By cells: where notes stand above, most of a file is still its table. Commas may be those of decimals, and then
    # the usual order of the candidates, which `max` follows for equals, must not decide: more even is better.
    width, rows = counted.most_common(1)[0]
    return round(rows / len(widths), 2), width


def _find_in_workbook(path: Path, name: str, chosen: str) -> dict[str, object]:
    from factbook.data.formats.workbook import find_hidden, find_sheets, read_sheet

    sheets, hidden = find_sheets(path, name), find_hidden(path, name)
    if chosen:
        _choose([*sheets, *hidden], name, chosen, "sheet")
    grids: dict[str, dict[str, object]] = {}
    faults: list[Complaint] = []
    for sheet in [chosen] if chosen else sheets:
        # Each sheet is read whole: a table may begin anywhere.
        grid = read_sheet(path, name, sheet)
        # A cover has notes, each in one cell.
        if sum(sum(map(bool, row)) > 1 for row in grid) < 2 and not chosen:
            continue
        try:
            grids[sheet] = find_heads(grid, name)
        except DataError as error:
            faults += error.complaints
    if not grids:
        remedy = "check which file it is; where all cells are formulas, save it in a spreadsheet program"
        nothing = Complaint(name, "holds no table", remedy)
        raise DataError(*(faults[:1] or [nothing]))
    sheet = _choose(list(grids), name, chosen, "sheet")
    return {"dialect": {**({"sheetName": sheet} if len(sheets) + len(hidden) > 1 else {}), **grids[sheet]}}


def _find_in_document(path: Path, name: str, chosen: str) -> dict[str, object]:
    from factbook.data.formats.documents import explain_no_list, find_lists, load_document

    raw = path.read_bytes()
    encoding = find_encoding(raw, name)
    document = load_document(path, name, encoding)[0]
    lists = list(find_lists(document))
    stated: dict[str, object] = {} if encoding == "utf-8" else {"encoding": encoding}
    # A document that is a list needs no path.
    if "" in lists and not chosen:
        return stated
    if not lists:
        remedy = 'write it as a list of objects, one for each row: [{"year": 2025, "value": 1}, ...]'
        raise DataError.about(name, explain_no_list(document), remedy)
    pointer = _choose(lists, name, chosen if chosen in lists or not chosen else f"/{chosen}", "list")
    return {**stated, "dialect": {"property": pointer.removeprefix("/") if pointer.count("/") == 1 else pointer}}


def describe_layout(entry: Mapping[str, object]) -> Iterator[str]:
    """Yield in words what an entry says of where its table lies."""
    dialect = parse_dialect(entry.get("dialect"))
    if "encoding" in entry:
        yield f"encoding {entry['encoding']}"
    if dialect is None:
        return
    if dialect.delimiter != ",":
        yield f"cells divided by {'a tab' if dialect.delimiter == chr(9) else repr(dialect.delimiter)}"
    for kind, value in (("sheet", dialect.sheet), ("table or view", dialect.table), ("records at", dialect.pointer)):
        if value:
            yield f"{kind} {value}"
    if dialect.header_rows != (1,):
        yield f"heads in row {' and '.join(map(str, dialect.header_rows))}"
