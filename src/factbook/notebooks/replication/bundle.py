"""The files of a bundle, and the zip file with them: the same input makes the same bytes."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from factbook.data.as_csv import is_plain, render_csv
from factbook.data.descriptor import Resource
from factbook.data.tables import read_table
from factbook.model import Statistic
from factbook.model.errors import Complaint, NotebookError
from factbook.notebooks.replication.requirements import (
    find_imports,
    find_lock,
    find_tables,
    is_plain_python,
    parse_cells,
)
from factbook.project.zip_archive import write_zip

KIT: Mapping[str, str] = {
    "__main__.py": "notebooks/replication/kit/runner.py",
    "standin.py": "notebooks/replication/kit/standin.py",
    "standin_columns.py": "notebooks/replication/kit/standin_columns.py",
    "periods.py": "model/periods.py",
}
"""Files of factbook that every bundle holds, by their name in it."""
LEVEL = 4
"""Level of compression: half the time of the usual 6, for a fiftieth more bytes."""
_LINE = re.compile(r"^[ \t]*[%!].*$", re.MULTILINE)
_MARKER = re.compile(r"^(# %% cell \d+)$", re.MULTILINE)
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
published.json   the published values
data/            the tables, byte for byte as published
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
    lock = find_lock((name for name in imports if name not in own), locked)
    tables = [resource for resource in resources if resource.place in included]
    _refuse_without_data(bundle, resources, included)
    texts = {
        "README.md": _readme(bundle),
        "notebook.py": render_script(bundle.cells),
        "published.json": json.dumps(_published(bundle, tables), ensure_ascii=False, indent=1) + "\n",
        "requirements.txt": lock,
    }
    files = {name: text.encode() for name, text in texts.items()}
    files |= {path: (root / path).read_bytes() for path in included}
    # What only its own program reads comes with its cells as text, too.
    files |= {_path_in_bundle(one): render_csv(read_table(root, one)) for one in tables if not is_plain(one)}
    return {**files, **_kit()}


def _refuse_without_data(bundle: Bundle, resources: Iterable[Resource], included: Iterable[str]) -> None:
    """Raise NotebookError for a bundle without a table whose rows one of its statistics names: nobody could run it."""
    rowsets = [rowset for statistic in bundle.statistics for rowset in statistic.rows if rowset.rows]
    used = {name for rowset in rowsets for name in rowset.origins}
    missing = sorted(
        resource.place for resource in resources if resource.name in used and resource.place not in included
    )
    if missing:
        what = f"its bundle would lack {', '.join(missing)}, whose rows it recorded"
        raise NotebookError(Complaint(place=bundle.notebook, what=what, remedy="read the rows in this notebook"))


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


def _published(bundle: Bundle, tables: Iterable[Resource]) -> dict[str, object]:
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
        "tables": {
            table.name: {
                "path": _path_in_bundle(table),
                "delimiter": table.dialect.delimiter if is_plain(table) else ",",
                "key": list(table.index),
                "missing": list(table.missing) if is_plain(table) else [""],
                "source_ids": list(table.named_sources),
                "sources": [
                    {"published": one.published, "accessed": one.accessed}
                    for one in ({} if table.named_sources else dict.fromkeys(table.sources))
                    if table.source_ids and (one.published or one.accessed)
                ],
                "fields": [[field.name, field.type] for field in table.fields],
            }
            for table in tables
        },
    }


def _path_in_bundle(table: Resource) -> str:
    return table.place if is_plain(table) else f"as_read/{table.name}.csv"


def _readme(bundle: Bundle) -> str:
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
    )


# The same few files go into the bundle of every notebook.
@cache
def _kit() -> dict[str, bytes]:
    package = Path(__file__).parents[2]
    return {name: (package / path).read_bytes() for name, path in KIT.items()}
