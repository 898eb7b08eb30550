"""Sphinx as Jupyter Book sets it up, without loading what a build of a checked report does not use."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from sphinx.application import Sphinx, builtin_extensions
from sphinx.cmd.build import handle_exception
from sphinx.util.docutils import docutils_namespace, patch_docutils

from factbook.project.files import replace_file
from factbook.project.fingerprints import STATE
from factbook.project.settings import CONFIG, TOC
from factbook.sphinx_ext.build.lazy_imports import deferring
from factbook.sphinx_ext.build.state import Given

KEPT = STATE / "sphinx.json"
"""The settings for Sphinx that Jupyter Book made of `_config.yml`."""


def load_extensions(root: Path) -> None:
    """Load what `run_sphinx` will need, as far as the last build of this report tells; no other thread may import."""
    extensions = _read_kept(root).get("settings", {}).get("extensions", [])
    with deferring():
        for name in (*builtin_extensions, *extensions):
            with suppress(ImportError):  # Sphinx says what is wrong with it
                import_module(name)


def run_sphinx(root: Path, site: Path, doctrees: Path, given: Given, *, strict: bool) -> int | Exception:
    """Build the site of a report that holds, as ``jupyter-book build`` does; give Sphinx's exit code, or its error."""
    settings = _find_settings(root, given.carry.stamp)
    app = None
    try:
        with patch_docutils(None), docutils_namespace():
            with deferring():
                app = Sphinx(
                    srcdir=root,
                    confdir=None,
                    outdir=site,
                    doctreedir=doctrees,
                    buildername="html",
                    confoverrides={**settings, "external_toc_path": (root / TOC).as_posix(), "factbook_report": given},
                    status=None,
                    warning=sys.stderr,
                    warningiserror=strict,
                    keep_going=strict,
                )
                if app.config["use_multitoc_numbering"] and "numbered: true" in (root / TOC).read_text("utf-8"):
                    app.setup_extension("sphinx_multitoc_numbering")
            app.build()
            return app.statuscode
    except (Exception, KeyboardInterrupt) as error:
        handle_exception(app, SimpleNamespace(pdb=False, verbosity=False, traceback=False), error, sys.stderr)
        return error if isinstance(error, Exception) else 1


def _find_settings(root: Path, stamp: str) -> dict[str, Any]:
    """Give Sphinx's settings: those that are kept, if `_config.yml` and Jupyter Book are what they were."""
    own_files = sorted(path.as_posix() for path in (root / "_static").rglob("*"))
    stamp = f"{stamp} {root} {own_files}"
    kept = _read_kept(root)
    if kept.get("stamp") == stamp:
        found: dict[str, Any] = kept["settings"]
        return found
    settings, lasting = _make_settings(root)
    if lasting:
        replace_file(root / KEPT, json.dumps({"stamp": stamp, "settings": settings}))
    return settings


def _read_kept(root: Path) -> dict[str, Any]:
    try:
        kept: dict[str, Any] = json.loads((root / KEPT).read_bytes())
    except (OSError, ValueError):
        return {}
    return kept


def _make_settings(root: Path) -> tuple[dict[str, Any], bool]:
    """Let Jupyter Book make Sphinx's settings; also say whether it had nothing to say, and did nothing besides."""
    import yaml
    from jupyter_book.config import get_final_config, validate_yaml

    written, path, said = (root / CONFIG).read_text("utf-8"), list(sys.path), list[str]()
    validate_yaml(yaml.safe_load(written), print_func=said.append)
    for message in said:
        sys.stderr.write(f"{message}\n")
    own = {"latex_individualpages": False}
    settings, _ = get_final_config(user_yaml=root / CONFIG, cli_config=own, sourcedir=root, validate=False)
    return settings, not said and path == sys.path
