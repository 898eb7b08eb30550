"""Files that pages show or hand out, such as pictures, downloads and code: they are there, and lie in the report.

One of the machine that builds would be published unseen, and no edition could hold it, which is made of the report.
In the place of one that is not there, readers would find a gap.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from factbook.project.settings import Project
from factbook.sphinx_ext.build.state import state_of
from figurecheck.model.errors import Complaint, EditionError, SiteError
from figurecheck.model.worded import phrase


def setup_attached_files(app: Sphinx) -> None:
    """Look at the files of all pages once these have been read, and before any is copied."""
    app.connect("config-inited", _leave_missing_files_to_us)
    app.connect("env-updated", _look_at_files)


def _leave_missing_files_to_us(app: Sphinx, config: Config) -> None:
    config.suppress_warnings = [*config.suppress_warnings, "image.not_readable", "download.not_readable"]


def _look_at_files(app: Sphinx, env: BuildEnvironment) -> None:
    inputs, report = app.config.factbook_report, state_of(app).report
    faults = sorted(set(_find_faults(app, env, report.project, is_draft=bool(inputs and inputs.draft))), key=str)
    if faults:
        # The cause is told with its places; `jupyter-book build` prints the text.
        raise ExtensionError("\n".join(map(str, faults))) from SiteError(*faults)


def _find_faults(app: Sphinx, env: BuildEnvironment, project: Project, *, is_draft: bool) -> Iterator[Complaint]:
    root = os.path.realpath(project.root)
    # What extensions draw lies beside the site, and what they document in Python's own folders.
    allowed = [root, os.path.realpath(Path(app.outdir).parent), *map(os.path.realpath, (sys.prefix, sys.base_prefix))]
    find_folder = cache(os.path.realpath)
    for file, pages in _find_attached(env):
        # Hundreds of pictures lie in a few folders.
        folder, name = os.path.split(project.root / file)
        path = os.path.join(find_folder(folder), name)  # noqa: PTH118
        path = os.path.realpath(path) if os.path.islink(path) else path  # noqa: PTH114
        shown = os.path.relpath(project.root / file, project.root)
        is_ours = _lies_in(path, allowed) or (
            project.settings.adopts and _lies_in(path, _find_repository(project.root))
        )
        if not is_ours:
            what = phrase("{candidate} leads out of the report", candidate=shown)
            remedy = "put the file itself into the report, or take it off the page"
        # What a page lacks that may not be whole yet, its check tells.
        elif not (is_draft or os.access(path, os.R_OK)):
            what = phrase("{candidate} is not there, or may not be read", candidate=shown)
            remedy = "put it there, or take it off the page"
        else:
            continue
        for page in pages:
            if not (is_ours and project.settings.defers(str(env.doc2path(page, base=False)))):
                yield Complaint(_locate(env, page, file), what, remedy)


def _find_attached(env: BuildEnvironment) -> Iterator[tuple[str, set[str]]]:
    """Yield each file that pages include besides their source, from the root, with these pages."""
    for files in (env.images, env.dlfiles):
        yield from ((file, pages) for file, (pages, _) in files.items())
    for page, included in env.dependencies.items():
        yield from ((str(file), {page}) for file in included)


def _find_repository(root: Path) -> list[str]:
    """Return the folder of the repository of a book that is taken over, which may show what lies beside it there."""
    # Most reports show nothing from elsewhere.
    from factbook.project.git import run_git

    with suppress(EditionError):
        return [os.path.realpath(run_git(root, "rev-parse", "--show-toplevel", place=".").decode().strip())]
    return []


def _lies_in(path: str, folders: list[str]) -> bool:
    return any(Path(path).is_relative_to(folder) for folder in folders)


def _locate(env: BuildEnvironment, page: str, file: str) -> str:
    """Return the place of a page, with the first line that names a file."""
    source = env.doc2path(page, base=False)
    lines = Path(env.doc2path(page)).read_text("utf-8", "replace").split("\n")
    line = next((at for at, text in enumerate(lines, 1) if os.path.basename(file) in text), 0)  # noqa: PTH119
    return f"{source}:{line}" if line and not str(source).endswith(".ipynb") else str(source)
