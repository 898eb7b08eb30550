"""The files of a bundle, and the zip file with them: the same input makes the same bytes."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from factbook.data.descriptor import Resource
from factbook.engine.software import find
from factbook.notebooks.replication.packed import LARGEST, Packed, pack_tables
from factbook.notebooks.replication.requirements import (
    find_imports,
    find_lock,
    find_tables,
    is_plain_python,
    parse_cells,
)
from factbook.project.zip_archive import write_zip
from figurecheck.figures.period_names import find_parts
from figurecheck.model import Statistic
from figurecheck.model.errors import NotebookError

KIT: Mapping[str, str] = {
    "__main__.py": "factbook/notebooks/replication/kit/runner.py",
    "standin.py": "factbook/notebooks/replication/kit/standin.py",
    "standin_columns.py": "factbook/notebooks/replication/kit/standin_columns.py",
    "labels.py": "factbook/notebooks/recording/labels.py",
    "orders.py": "figurecheck/model/orders.py",
    "periods.py": "figurecheck/model/periods.py",
}
"""Files of ours that every bundle holds, by their name in it."""
LEVEL = 4
"""Level of compression: half the time of the usual 6, for a fiftieth more bytes."""
_LINE = re.compile(r"^[ \t]*[%!].*$", re.MULTILINE)
_MARKER = re.compile(r"^(# %% cell \d+)$", re.MULTILINE)
_OWN_IMPORT = re.compile(r"^from (?:factbook|figurecheck)\.(?:\w+\.)*(\w+) import", re.MULTILINE)
"""An import of a file that has no folder in a bundle."""
_PERIOD_NAMES = '''\
"""How the parts of a year are called in the languages whose figures are read, from the CLDR of Unicode."""

PARTS = {parts}


def find_parts():
    """Return the part of a year by its name, in small letters."""
    return PARTS
'''
_README = """\
{title}
{rule}

{notebook} of this report, edition {edition}: {cells} cells of code, and the data that they read,
with what was known on {day}.

    python {name}.zip ID       recompute one figure and compare it with the published value
    python {name}.zip          recompute all {figures}
    python {name}.zip --list   the ids

It asks nothing of the network and needs Python 3.11 or newer with pandas:

    python -m pip install -r requirements.txt     (unpack the zip file first)

Exit code 0: every figure comes out as published. 1: one does not. 2: something cannot be used.

notebook.py      the cells, as they ran
standin.py       the functions that they call, written anew for this bundle, with standin_columns.py
labels.py        how labels are read and ordered, as in factbook, with orders.py, periods.py and period_names.py
published.json   the published values
data/            the tables, byte for byte as published{left_out}
as_read/         those that are no plain CSV, as plain CSV
requirements.txt the packages, as pinned for the report
__main__.py      the runner
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """What a bundle is made of."""

    notebook: str
    """Path from the project's root."""
    cells: Sequence[tuple[int, str]]
    """Number (from 1) and code of each code cell."""
    statistics: Sequence[Statistic]
    """What the notebook recorded."""
    title: str = ""
    edition: str = ""
    day: str
    """ISO date of the knowledge that counts."""
    read: Sequence[str] | None = None
    """The files of the report that its run was seen to read, from the root; ``None`` where that is not known."""
    largest: int = LARGEST
    """Bytes up to which a file of data is in the bundle."""
    address: str = ""
    """Address of the site, which has the files of data that are not; empty where it is not known."""

    @property
    def name(self) -> str:
        """The zip file's name, without its ending."""
        return Path(self.notebook).stem


def find_needs(notebook: str, cells: Iterable[tuple[int, str]], resources: Iterable[Resource]) -> list[str]:
    """Return the paths of the tables and modules that a notebook's bundle holds, also of modules that may come."""
    known = {resource.name: resource.place for resource in resources}
    trees = parse_cells(code for _, code in cells)
    modules = [path.as_posix() for name in find_imports(trees) for path in _module_paths(notebook, name)]
    return [*modules, *(known[name] for name in find_tables(trees, list(known)))]


def _module_paths(notebook: str, name: str) -> tuple[Path, Path]:
    """Return where a module of the report may be that a notebook imports."""
    return Path(notebook).parent / f"{name}.py", Path(f"{name}.py")


def make_bundle(bundle: Bundle, root: Path, resources: Sequence[Resource], *, locked: str = "") -> dict[str, bytes]:
    """Return the files of a bundle, by their path in it.

    `resources` are the tables of the report, `locked` is its requirements.txt. Where nobody saw which files the run
    read, the bundle holds the tables and modules that the cells name. Raises OSError when one of them cannot be read,
    and NotebookError where it would lack a table whose rows the notebook recorded.
    """
    trees = parse_cells(code for _, code in bundle.cells)
    imports = find_imports(trees)
    # What the run was seen to read is exact; what cells name is a guess, for runs by other kernels.
    if bundle.read is None:
        named = find_needs(bundle.notebook, bundle.cells, resources)
        included = [path for path in named if (root / path).is_file() or not path.endswith(".py")]
    else:
        included = [path for path in bundle.read if path != bundle.notebook]
    # Modules of the report come as files, and are not to be looked for on PyPI under the same name.
    own = {path.rpartition("/")[2].removesuffix(".py") for path in included}
    tables = [resource for resource in resources if resource.place in included]
    _refuse_without_data(bundle, resources, included)
    packed = pack_tables(tables, root, bundle.largest, included)
    # Nothing in the cells names what pandas reads such a file with.
    readers = {"pyarrow"} if any(path.endswith(".parquet") for path in packed.paths.values()) else set()
    lock = find_lock((name for name in (*imports, *readers) if name not in own), locked)
    texts = {
        "README.md": _readme(bundle, packed),
        "notebook.py": render_script(bundle.cells),
        "published.json": json.dumps(_published(bundle, tables, packed), ensure_ascii=False, indent=1) + "\n",
        "requirements.txt": lock,
    }
    files = {name: text.encode() for name, text in texts.items()}
    files |= {path: (root / path).read_bytes() for path in included if path not in packed.left_out}
    return {**files, **packed.rendered, **_kit()}


def _refuse_without_data(bundle: Bundle, resources: Iterable[Resource], included: Iterable[str]) -> None:
    """Raise NotebookError for a bundle without a table whose rows one of its statistics names: nobody could run it."""
    rowsets = [rowset for statistic in bundle.statistics for rowset in statistic.rows if rowset.rows]
    used = {name for rowset in rowsets for name in rowset.origins}
    missing = sorted(
        resource.place for resource in resources if resource.name in used and resource.place not in included
    )
    if missing:
        what = f"its bundle would lack {', '.join(missing)}, whose rows it recorded"
        raise NotebookError.about(bundle.notebook, what, "read the rows in this notebook")


def zip_files(files: Mapping[str, bytes]) -> bytes:
    """Return a zip file with these files; the same files make the same bytes."""
    out = io.BytesIO()
    write_zip(out, sorted(files.items()), level=LEVEL)
    return out.getvalue()


def render_script(cells: Iterable[tuple[int, str]]) -> str:
    """Return the cells as one script, each under its number; what only IPython understands becomes a comment."""
    return "\n\n".join(f"# %% cell {number}\n{_plain(code)}" for number, code in cells) + "\n"


def _plain(code: str) -> str:
    # A cell magic makes the whole cell another language.
    if code.startswith("%%"):
        return re.sub(r"^", "# ", code, flags=re.MULTILINE)
    if is_plain_python(code):
        # A cell may hold a comment that looks like our marker of a cell; a space after it makes the difference.
        return _MARKER.sub(r"\1 ", code)
    # `pass`, since a magic may be all that a block consists of.
    return _LINE.sub(lambda match: f"pass  # {match[0].strip()}", code)


def _published(bundle: Bundle, tables: Iterable[Resource], packed: Packed) -> dict[str, object]:
    return {
        "notebook": bundle.notebook,
        "edition": bundle.edition,
        "day": bundle.day,
        "figures": {
            statistic.id: {
                "value": str(statistic.value),
                "unit": statistic.unit,
                "population": statistic.population,
                "cell": statistic.cell.index + 1,
            }
            for statistic in bundle.statistics
            if statistic.cell
        },
        "tables": {table.name: _describe_table(table, packed) for table in tables},
        "left_out": {
            path: {"bytes": one.bytes, "sha256": one.sha256, "address": f"{bundle.address}{path}"}
            for path, one in packed.left_out.items()
            if path in packed.paths.values()
        },
    }


def _describe_table(table: Resource, packed: Packed) -> dict[str, object]:
    path = packed.paths[table.name]
    is_as_it_was = path == table.place
    sources = () if table.named_sources or not table.source_ids else dict.fromkeys(table.sources)
    return {
        "path": path,
        "delimiter": table.dialect.delimiter if is_as_it_was else ",",
        "release": "+".join(table.source_ids),
        "releases": packed.vintages.get(table.name, ""),
        "key": list(table.index),
        "missing": list(table.missing) if is_as_it_was else [""],
        "source_ids": list(table.named_sources),
        "sources": [
            {"published": one.published, "accessed": one.accessed} for one in sources if one.published or one.accessed
        ],
        "fields": [[field.name, field.type] for field in table.fields],
    }


def _readme(bundle: Bundle, packed: Packed) -> str:
    title = f"{bundle.title}: {bundle.name}" if bundle.title else bundle.name
    return _README.format(
        title=title,
        rule="=" * len(title),
        notebook=bundle.notebook,
        name=bundle.name,
        edition=bundle.edition,
        day=bundle.day,
        cells=len(bundle.cells),
        figures=len(bundle.statistics),
        left_out=packed.describe(bundle.address),
    )


# The same few files go into the bundle of every notebook.
@cache
def _kit() -> dict[str, bytes]:
    texts = {
        name: _OWN_IMPORT.sub(r"from \1 import", Path(find(path)).read_text("utf-8")) for name, path in KIT.items()
    }
    texts["period_names.py"] = _PERIOD_NAMES.format(parts=json.dumps(find_parts(), indent=1))
    return {name: text.encode() for name, text in texts.items()}
