"""Small reports to start from: what `factbook init` writes."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from importlib.metadata import distribution
from pathlib import Path
from typing import NoReturn

from figurecheck.model.errors import Complaint, ProjectError

TEMPLATES = Path(__file__).parent / "starters"
"""A folder for each starter, and ``common`` with what all of them have: Makefile, workflows, requirements."""
COMMON = TEMPLATES / "common"
LINK = ".factbook"
"""Link in a new report to the factbook that wrote it, which its Makefile uses. It is not committed."""
_FILLED_IN = ("_config.yml", "requirements.txt", ".github/workflows/*.yml")
"""Files in which names in braces stand for values."""
_MAY_EXIST = frozenset({".git"})
"""What a folder may hold and still count as empty: a report often begins in the clone of an empty repository."""
_RELEASE = re.compile(r"(?!0\.0$)\d+(\.\d+)+(\.post\d+)?")
_NO_RELEASE = """\
# factbook {version} wrote this report, and no package index has that version. On this machine the link .factbook leads
# to it. In CI and for colleagues `make` installs what the last line names, so put there before you push
#   factbook[book] @ git+https://HOST/PATH/factbook@COMMIT      the full hash of a commit, or a tag
"""


def write_starter(
    target: Path, name: str = "report", *, today: date | None = None, program: Path | None = None
) -> list[Path]:
    """Write a small report into `target`, a folder that is empty or does not exist yet, and return the files written.

    Its edition is of `today`, by default `find_today`. With `program`, the `factbook` command of this
    environment, its Makefile uses that. Raises ProjectError when the folder is not empty, or cannot be written to.
    """
    try:
        if target.exists() and (not target.is_dir() or {path.name for path in target.iterdir()} - _MAY_EXIST):
            raise ProjectError.about(target, "is not empty", _name_another(target))
        written = list(_write(name, target, find_values(today or find_today())))
        if program:
            # A link, not a line in the Makefile: what is committed must name no folder of this machine.
            (target / LINK).symlink_to(program)
    except OSError as error:
        what = f"cannot be written: {error.strerror or error}"
        complaint = Complaint(str(error.filename or target), what, "name another folder")
        raise ProjectError(complaint) from error
    return written


def _name_another(target: Path) -> str:
    """Return what to do about a folder that holds something: a book is adopted where it is."""
    if (target / "_toc.yml").is_file():
        return f"it holds a book: factbook adopt {shlex.quote(str(target))}"
    return "name a folder that is empty or does not exist"


def refuse_book(folder: Path) -> NoReturn:
    """Raise ProjectError with the command for a book that exists already."""
    remedy = f"factbook adopt {shlex.quote(str(folder))}"
    raise ProjectError.about(folder, "a book is adopted where it is", remedy)


def find_today() -> date:
    """Return the day by the clock, or by ``SOURCE_DATE_EPOCH``, by which tools that must repeat themselves go."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return datetime.now().astimezone().date()


def find_values(today: date) -> dict[str, str]:
    """Return what stands for the names in braces of a starter's files."""
    # Major and minor only: setup-python does not have every patch of each, and any of them builds the report.
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return {
        "day": today.isoformat(),
        "month": f"{today:%Y-%m}",
        "year": f"{today:%Y}",
        "python": python,
        "pinned": python,
        "runner": "ubuntu-24.04",
        "requirement": find_requirement(),
    }


def find_requirement() -> str:
    """Return the line of a ``requirements.txt`` that installs the factbook of this environment.

    Where that is no release, comments before the line say what to write there.
    """
    installed = distribution("factbook")
    # PEP 610: pip notes there from which repository and commit it installed
    origin = json.loads(installed.read_text("direct_url.json") or "{}")
    if "vcs_info" in origin and origin["url"].startswith("https://"):
        return f"factbook[book] @ {origin['vcs_info']['vcs']}+{origin['url']}@{origin['vcs_info']['commit_id']}"
    line = f"factbook[book]=={installed.version}"
    return line if is_release(installed.version) else _NO_RELEASE.format(version=installed.version) + line


def is_release(version: str) -> bool:
    """Return whether a package index can have a version: it counts no commits, and is not that of a bare copy."""
    return _RELEASE.fullmatch(version) is not None


def _write(name: str, target: Path, values: Mapping[str, str]) -> Iterator[Path]:
    for template in (COMMON, TEMPLATES / name):
        for source in sorted(path for path in template.rglob("*") if path.is_file()):
            path = target / source.relative_to(template)
            path.parent.mkdir(parents=True, exist_ok=True)
            # bytes, so that line ends and pictures stay what they are on every system
            path.write_bytes(read_template(source, template, values))
            yield path


def read_template(source: Path, template: Path, values: Mapping[str, str]) -> bytes:
    """Return the content of a starter's file, with `values` in the place of their names in braces."""
    content = source.read_bytes()
    if not any(source.relative_to(template).match(pattern) for pattern in _FILLED_IN):
        return content
    for name, value in values.items():
        content = content.replace(f"{{{name}}}".encode(), value.encode())
    return content


def find_program() -> Path | None:
    """Return the `factbook` command that is running; ``None`` where Python runs it in another way."""
    # pipx and uv put a link on the path, and may move it; the script that it leads to stays with its environment.
    called = shutil.which(sys.argv[0])
    beside = Path(sys.executable).with_name("factbook")
    if called and Path(called).name == beside.name:
        return Path(called).resolve()
    return beside if beside.is_file() else None


def describe_next_steps(target: Path, program: Path | None) -> Iterator[str]:
    """Yield the lines that say what to do with a new report; each command can be typed as it stands."""
    command = "factbook" if program is None or _is_on_path(program) else shlex.quote(str(program))
    enter = "" if target.resolve() == Path.cwd() else f"cd {shlex.quote(str(target))} && "
    yield "Next:"
    yield f"    {enter}{command} build"
    yield "checks every figure and builds _build/html/index.html; so does `make site` in that folder."
    yield "README.md says what each file is for. Replace them one by one: a table, the notebook, the page."
    # Told here as well, since the link hides it: the report builds on this machine, and then fails on every other.
    if "\n" in find_requirement():
        yield "Before you push: requirements.txt says what to put there, so that CI and colleagues find this factbook."


def _is_on_path(program: Path) -> bool:
    found = shutil.which("factbook")
    return found is not None and Path(found).samefile(program)
