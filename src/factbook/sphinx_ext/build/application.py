"""Run Sphinx as Jupyter Book does, with the settings that it derives from `_config.yml`."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, TextIO

from sphinx.application import Sphinx, builtin_extensions
from sphinx.cmd.build import handle_exception
from sphinx.util.docutils import docutils_namespace, patch_docutils

from factbook.project.files import replace_file
from factbook.project.fingerprints import STATE
from factbook.project.setting_values import CONFIG
from factbook.project.settings import TOC
from factbook.sphinx_ext.build.state import BuildInputs

SETTINGS = STATE / "sphinx.json"
"""The settings for Sphinx that Jupyter Book derived from `_config.yml`, with the stamp of what they depend on."""


class _ExecutionModule(ModuleType):
    """A module of MyST-NB that runs notebooks, imported once a notebook is to be run."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)

        def make_client(*arguments: Any, **options: Any) -> Any:
            sys.modules.pop(self.__name__, None)
            return getattr(import_module(self.__name__), name)(*arguments, **options)

        return make_client


def load_extensions(root: Path) -> None:
    """Import the extensions that the last build of this report used; no other thread may import meanwhile."""
    extensions = _read_settings(root).get("settings", {}).get("extensions", [])
    # MyST-NB (1.4.0) imports its clients at once, and with them jupyter_cache, SQLAlchemy and nbclient: a sixth of the
    # time that a page edit takes. It calls them only to run a notebook, which factbook has done by then.
    for client in ("cache", "direct", "inline"):
        name = f"myst_nb.core.execute.{client}"
        sys.modules.setdefault(name, _ExecutionModule(name))
    # Its other parts it imports when Sphinx sets it up, so after the check of the figures; here they load during it.
    for name in (*builtin_extensions, *extensions, "myst_nb.sphinx_ext"):
        # Sphinx reports a missing extension itself, with a message for the author.
        with suppress(ImportError):
            import_module(name)


def run_sphinx(
    root: Path, site: Path, doctrees: Path, inputs: BuildInputs, *, strict: bool, messages: TextIO
) -> int | Exception:
    """Build the site of a report that holds, as ``jupyter-book build`` does.

    Warnings and errors go to `messages`. Return Sphinx's exit code, or the exception that ended the build.
    """
    # jupyter_book.sphinx.build_sphinx (1.0.4.post1) is repeated here, because it always prints its progress and
    # recomputes the configuration.
    # If Jupyter Book changes what it does around Sphinx, `factbook build` and `jupyter-book build` differ; the tests
    # that build a report both ways notice. Jupyter Book 2 has no Sphinx at all, hence `<2` in pyproject.toml.
    settings = _find_settings(root, inputs.previous.stamp, messages)
    app = None
    try:
        with patch_docutils(None), docutils_namespace():
            app = Sphinx(
                srcdir=root,
                confdir=None,
                outdir=site,
                doctreedir=doctrees,
                buildername="html",
                confoverrides={**settings, "external_toc_path": (root / TOC).as_posix(), "factbook_report": inputs},
                status=None,
                warning=messages,
                warningiserror=strict,
                keep_going=strict,
            )
            # Jupyter Book, too, adds this extension only once the application exists and only for a numbered table
            # of contents; with the others it would be imported for every report, and its events would run earlier.
            if app.config["use_multitoc_numbering"] and "numbered: true" in (root / TOC).read_text("utf-8"):
                app.setup_extension("sphinx_multitoc_numbering")
            app.build()
            return app.statuscode
    except (Exception, KeyboardInterrupt) as error:
        # Private to sphinx.cmd.build (7.4.7), which wants the parsed command line; Jupyter Book calls it the same way.
        # It reads these three attributes only. A Sphinx that reads more raises AttributeError at the first failed
        # build.
        handle_exception(app, SimpleNamespace(pdb=False, verbosity=False, traceback=False), error, messages)
        return error if isinstance(error, Exception) else 1


def _find_settings(root: Path, stamp: str, messages: TextIO) -> dict[str, Any]:
    """Return Sphinx's settings, from the last build if `_config.yml` and Jupyter Book are what they were."""
    # Importing jupyter_book alone takes 0.2 seconds, which a build that changes one page would notice, so the result is
    # cached.
    # The stamp covers the packages, factbook and `_config.yml`; the list of files in _static is added, because Jupyter
    # Book turns every style sheet and script in it into a setting.
    own_files = sorted(path.as_posix() for path in (root / "_static").rglob("*"))
    stamp = f"{stamp} {root} {own_files}"
    cached = _read_settings(root)
    if cached.get("stamp") == stamp:
        found: dict[str, Any] = cached["settings"]
        return found
    settings, warnings, is_pure = _make_settings(root)
    messages.writelines(f"{warning}\n" for warning in warnings)
    if is_pure:
        replace_file(root / SETTINGS, json.dumps({"stamp": stamp, "settings": settings}))
    return settings


def _read_settings(root: Path) -> dict[str, Any]:
    try:
        cached: dict[str, Any] = json.loads((root / SETTINGS).read_bytes())
    except (OSError, ValueError):
        return {}
    return cached


def _make_settings(root: Path) -> tuple[dict[str, Any], list[str], bool]:
    """Let Jupyter Book derive Sphinx's settings; return them, its warnings, and whether they may be cached.

    They may not after a warning, which every build must repeat, nor if Jupyter Book changed ``sys.path``, which a
    cached result would not do.
    """
    import yaml
    from jupyter_book.config import get_final_config, validate_yaml

    written, path, warnings = (root / CONFIG).read_text("utf-8"), list(sys.path), list[str]()
    # Neither function is documented for use from outside (jupyter-book 1.0.4.post1), but the command line itself calls
    # them, and there is no other way from `_config.yml` to Sphinx's settings. `get_final_config` pops
    # ``latex_individualpages`` from the options of the command line, so it must be there.
    validate_yaml(yaml.safe_load(written), print_func=warnings.append)
    own = {"latex_individualpages": False}
    settings, _ = get_final_config(user_yaml=root / CONFIG, cli_config=own, sourcedir=root, validate=False)
    return settings, warnings, not warnings and path == sys.path
