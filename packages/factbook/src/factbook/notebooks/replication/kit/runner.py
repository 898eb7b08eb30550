"""Recompute figures of a bundle: ``python NAME.zip ID`` for some, ``python NAME.zip`` for all, ``--list`` for the ids.

Runs offline, with pandas alone. Ends with 0 when every figure comes out as published, 1 when one does not, and 2 when
something cannot be used.
"""

from __future__ import annotations

import contextlib
import datetime
import difflib
import hashlib
import importlib.util
import io
import json
import os
import re
import shutil
import sys
import tempfile
import zipfile
from decimal import Decimal, InvalidOperation
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

SAME, DIFFERENT, UNUSABLE = 0, 1, 2
DRAWING = ("altair", "matplotlib", "matplotlib.pyplot", "seaborn", "plotly", "plotly.express", "IPython.display")
"""Libraries that only draw; altair is never needed, the others are stood in for where they are not installed."""
CELL = re.compile(r"^# %% cell (\d+)\n", re.MULTILINE)
DIGITS = Decimal("1e-12")
"""By so much of itself a float may differ between machines; a published figure never has as many digits."""


class UnusableError(Exception):
    """Something that the user can mend, as *place: what (remedy)*."""


class InertModule(ModuleType):
    """Stands in for a library that only draws: every attribute and every call returns itself."""

    # importlib asks for both before it lets `import altair.utils` through.
    __spec__ = None
    __path__: list[str] = []  # noqa: RUF012 - marks a package

    def __init__(self) -> None:
        super().__init__("inert")

    def __getattr__(self, name: str) -> Any:
        # Python and pandas look for protocols (`__iter__`, `__array__`) and must not find any.
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *_: Any, **__: Any) -> Any:
        """Return itself."""
        return self

    def __or__(self, other: Any) -> Any:
        return self

    __and__ = __add__ = __or__


def main(arguments: list[str], home: Path) -> int:
    """Recompute the figures that are named, compare them, and return the exit code."""
    try:
        with _unpacked(home) as root:
            published = json.loads((root / "published.json").read_text("utf-8"))
            figures = published["figures"]
            if "--list" in arguments:
                _say(*figures)
                return SAME
            wanted = _choose(arguments, figures, published["notebook"])
            _take_left_out(published.get("left_out", {}), home.resolve(), root)
            recomputed = recompute(root, published, wanted)
    except UnusableError as error:
        sys.stderr.write(f"{error}\n")
        return UNUSABLE
    same = [_compare(id, figures[id], recomputed.get(id)) for id in wanted]
    for id, is_same in zip(wanted, same, strict=True):
        if arguments or not is_same:
            _say(_describe(id, figures[id], recomputed.get(id), is_same))
    if len(wanted) > 1:
        _say(f"{len(wanted)} figures: {sum(same)} same, {len(same) - sum(same)} different")
    return SAME if all(same) else DIFFERENT


def recompute(root: Path, published: dict[str, Any], wanted: list[str]) -> dict[str, str]:
    """Run the cells up to the last one that records a figure of `wanted`; return what was recorded."""
    if importlib.util.find_spec("pandas") is None:
        remedy = "python -m pip install pandas, or all of requirements.txt, which lies in the bundle"
        raise UnusableError(f"pandas: not installed ({remedy})")
    # The bundle is first, so that no module installed on the machine hides one of its own.
    sys.path.insert(0, str(root))
    standin: Any = import_module("standin")
    standin.place |= {
        "root": root, "tables": published["tables"], "day": datetime.date.fromisoformat(published["day"]),
    }  # fmt: skip
    # Before any cell runs: an installed factbook must not be what recomputes its own figures.
    sys.modules["factbook"] = sys.modules["myst_nb"] = standin
    # Only requirements of the figures have to be installed; a chart library that is missing must stop nobody.
    missing = {top for name in DRAWING if importlib.util.find_spec(top := name.partition(".")[0]) is None}
    for name in DRAWING:
        if name.partition(".")[0] in {"altair", *missing}:
            sys.modules[name] = InertModule()
    # Cells after the last one that is needed may be slow, and may need what the user has not installed.
    last = max(published["figures"][id]["cell"] for id in wanted)
    space: dict[str, Any] = {"__name__": "__main__", "display": lambda *_, **__: None}
    folder = root / Path(published["notebook"]).parent
    folder.mkdir(parents=True, exist_ok=True)
    # Cells may read them by themselves, as they could when the report was built.
    os.environ |= {"FACTBOOK_ROOT": str(root), "FACTBOOK_AS_OF": published["day"]}
    # As in Jupyter, so that relative paths and modules beside the notebook are found.
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    try:
        for number, code in read_cells(root / "notebook.py"):
            if number <= last:
                _run(number, code, space)
    finally:
        # Out of the temporary folder, which some systems do not remove while a process is in it.
        os.chdir(root.parent)
    return dict(standin.recorded)


def read_cells(script: Path) -> list[tuple[int, str]]:
    """Return the cells of the script, each with its number."""
    parts = CELL.split(script.read_text("utf-8"))[1:]
    return [(int(number), code) for number, code in zip(parts[::2], parts[1::2], strict=True)]


def _run(number: int, code: str, space: dict[str, Any]) -> None:
    try:
        # What cells print would be read as part of the answer.
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(code, f"cell {number}", "exec"), space)  # noqa: S102 - the cells are what the bundle is for
    except ModuleNotFoundError as error:
        remedy = "python -m pip install -r requirements.txt, which lies in the bundle"
        raise UnusableError(f"cell {number}: {error} ({remedy})") from error
    except Exception as error:
        remedy = "are the data as published, and the packages those of requirements.txt?"
        raise UnusableError(f"cell {number}: {type(error).__name__}: {error} ({remedy})") from error


@contextlib.contextmanager
def _unpacked(home: Path) -> Any:
    """Yield the folder of the bundle; of a zip file, a temporary one that is removed afterwards."""
    if home.is_dir():
        yield home.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="bundle-", ignore_cleanup_errors=True) as folder:
        zipfile.ZipFile(home).extractall(folder)
        yield Path(folder).resolve()


def _take_left_out(files: dict[str, Any], home: Path, root: Path) -> None:
    """Take the files that are too large for a bundle from beside it, if they are those that were published."""
    for path, file in files.items():
        name = Path(path).name
        found = next((one for one in (root / path, home.parent / path, home.parent / name) if one.is_file()), None)
        if found is None:
            source = file["address"] if "://" in file["address"] else f"{path} of the report's site"
            remedy = f"download {source}, and put it beside the bundle as {name}"
            raise UnusableError(f"{path}: not in this bundle, since it has {file['bytes']:,} bytes ({remedy})")
        with found.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
        if digest != file["sha256"]:
            remedy = f"the one that was published has the SHA-256 {file['sha256']}"
            raise UnusableError(f"{found}: is not the file that the figures were computed from ({remedy})")
        if found != root / path:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(found, root / path)


def _choose(arguments: list[str], figures: dict[str, Any], notebook: str) -> list[str]:
    for id in arguments:
        if id not in figures:
            close = difflib.get_close_matches(id, figures, n=1)
            remedy = f"did you mean {close[0]}?" if close else "--list names those that are"
            raise UnusableError(f"{id}: not recorded by {notebook} ({remedy})")
    if not figures:
        raise UnusableError(f"{notebook}: records no figure (nothing to recompute)")
    return arguments or list(figures)


def _compare(id: str, figure: dict[str, Any], value: str | None) -> bool:
    if value is None or value == figure["value"]:
        return value is not None
    try:
        ours, theirs = Decimal(value), Decimal(figure["value"])
    except InvalidOperation:
        return False
    # Sums of floats depend on the order that a processor takes; all else must be the same to the digit.
    return abs(ours - theirs) <= DIGITS * max(abs(ours), abs(theirs))


def _describe(id: str, figure: dict[str, Any], value: str | None, is_same: bool) -> str:
    verdict = "same" if is_same else "different"
    lines = [
        f"{id}: {verdict}",
        f"  this run    {value if value is not None else 'nothing'} {figure['unit']}".rstrip(),
        f"  published   {figure['value']} {figure['unit']}".rstrip(),
        f"  counts      {figure['population']}" if figure["population"] else "",
        f"  code        notebook.py, cell {figure['cell']}",
    ]
    return "\n".join(line for line in lines if line)


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path(__file__).parent))
