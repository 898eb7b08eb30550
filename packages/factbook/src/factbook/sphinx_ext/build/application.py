"""Run Sphinx as Jupyter Book does, with settings from `_config.yml`."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.util import LazyLoader, find_spec, module_from_spec
from io import StringIO
from pathlib import Path
from typing import Any, TextIO

import yaml
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx, builtin_extensions
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from factbook.project.setting_values import CONFIG
from factbook.project.settings import read_mapping
from factbook.project.table_of_contents import TOC, replace_reader
from factbook.render.charts.drawing.chart_drawings import Drawings
from factbook.report.checked_report import Report
from factbook.sphinx_ext.build.book_config import CLIENT, LINK_CHECK, PLAIN, Translation, needs_notebooks, translate
from factbook.sphinx_ext.build.builder import SiteBuilder
from factbook.sphinx_ext.build.reuse import PreviousSite
from factbook.sphinx_ext.build.state import BuildInputs, wait_for_change
from figurecheck.model.errors import Complaint, ComplaintError, SiteError
from figurecheck.model.worded import as_phrase, phrase


class Messages(StringIO):
    """What Sphinx writes, passed on to another stream and recorded for the next build."""

    def __init__(self, stream: TextIO, previous: PreviousSite) -> None:
        """Pass on to `stream` from `release` on, and record in `previous` that there was something."""
        super().__init__()
        self._stream, self._previous = stream, previous
        self._is_held = True

    def write(self, text: str) -> int:
        """Write text."""
        # The next build must warn again, so it may not pass over the pages of this one.
        self._previous.warned = True
        return super().write(text) if self._is_held else self._stream.write(text)

    def release(self) -> None:
        """Pass on what there is so far, and from now on all at once."""
        self._stream.write(self.getvalue() if self._is_held else "")
        self._is_held = False

    def flush(self) -> None:
        """Flush the other stream."""
        self._stream.flush()


class SiteApplication(Sphinx):
    """Sphinx, without what checks links unless it `fetches`."""

    def __init__(self, *, fetches: bool, **options: Any) -> None:
        """Load everything that an application loads, and what its settings name."""
        self._fetches = fetches
        if fetches:
            # What an earlier build of this process has left for later is loaded here, before threads use it.
            import_module(CLIENT)
        else:
            _load_when_used(CLIENT)
        super().__init__(**options)

    def setup_extension(self, extname: str) -> None:
        """Load an extension, or a part of Sphinx, which are loaded in the same way."""
        if self._fetches or extname != LINK_CHECK:
            super().setup_extension(extname)


def _load_when_used(name: str) -> None:
    """Register a module of a package, to be loaded when something of it is first used, as importlib documents."""
    # Not for what threads use: two that reach it at once both load it (Python before 3.12.4).
    spec = None if name in sys.modules else find_spec(name)
    if spec is None or spec.loader is None:
        return
    spec.loader = LazyLoader(spec.loader)
    sys.modules[name] = module = module_from_spec(spec)
    spec.loader.exec_module(module)
    # `from package import module` would look the module up and load it, unless its package has it already.
    package, _, own = name.rpartition(".")
    if package:
        setattr(sys.modules[package], own, module)


_LATER = (
    "cattrs.gen",
    "myst_parser.parsers.sphinx_",
    "myst_parser.sphinx_ext.directives",
    "myst_parser.sphinx_ext.mathjax",
    "myst_parser.sphinx_ext.myst_refs",
    "sphinx_design.extension",
    "sphinx_external_toc.collectors",
    "sphinx_external_toc.events",
    "factbook.sphinx_ext.parts",
    "factbook.sphinx_ext.build.build_site",
)
"""What extensions and we load when Sphinx sets them up, or later."""


def load_extensions(root: Path) -> None:
    """Import the extensions that a report will use; no other thread may import meanwhile."""
    try:
        config = yaml.safe_load((root / CONFIG).read_bytes())
        found = translate(config, notebooks=False)
        extensions, fetches = found.extensions, found.fetches
    # Whoever checks the report complains of a file that cannot be read.
    except (OSError, ValueError, AttributeError, RecursionError, yaml.YAMLError):
        extensions, fetches = (), True
    if not fetches:
        _load_when_used(CLIENT)
    # For Sphinx's own search index, which is not built; it has modules for thirty languages.
    _load_when_used("snowballstemmer")
    # Reach: Sphinx (7.4 to 9.2): `builtin_extensions` of sphinx.application is not documented, and nothing else names
    # what an application loads besides its settings: 0.15 s, which are spent on the second core here. MyST-Parser
    # imports its other parts when Sphinx sets it up, so after the check of the figures; here during it.
    # Tested by tests/unit/sphinx_ext/test_builder.py
    for name in (*builtin_extensions, *extensions, f"{PLAIN}.sphinx_ext.main", *_LATER):
        if name == LINK_CHECK and not fetches:
            continue
        # Sphinx reports a missing extension itself, with a message for the author.
        with suppress(ImportError):
            import_module(name)


def run_sphinx(root: Path, site: Path, doctrees: Path, inputs: BuildInputs, *, messages: TextIO) -> int | Exception:
    """Build the site of a report that holds, as ``jupyter-book build`` does.

    Warnings and errors go to `messages` once the report has been checked: what does not hold is all that counts then.
    Return Sphinx's exit code, or the exception that ended the build.
    """
    found = _translate(root, inputs.project.pages)
    if found.faults:
        return SiteError(*found.faults)
    own = Messages(messages, inputs.previous)

    @cache
    def receive() -> tuple[Report, Drawings]:
        checked = inputs.receive()
        own.release()
        return checked

    try:
        return _run(root, site, doctrees, replace(inputs, receive=receive), found, own)
    finally:
        receive()


def _run(
    root: Path, site: Path, doctrees: Path, inputs: BuildInputs, found: Translation, messages: Messages
) -> int | Exception:
    replace_reader()
    # What no table of contents names was not checked, but in a book that is being taken over.
    unlisted = {} if inputs.project.settings.adopts else {"external_toc_exclude_missing": True}
    folders = [(root / folder).resolve().as_posix() for folder in found.folders]
    sys.path.extend(folder for folder in folders if folder not in sys.path)
    inputs.previous.code = (str(root), *folders, *os.environ.get("PYTHONPATH", "").split(os.pathsep))
    try:
        with patch_docutils(None), docutils_namespace():
            app = SiteApplication(
                fetches=found.fetches,
                srcdir=root,
                confdir=None,
                outdir=site,
                doctreedir=doctrees,
                buildername="html",
                confoverrides={
                    # Sphinx (9.2) adds the suffixes of extensions to the value of a setting, and to its default too: a
                    # second application of a process, with another parser of pages, would find those of the first.
                    "source_suffix": {".rst": "restructuredtext"},
                    **found.settings,
                    **unlisted,
                    "external_toc_path": (root / TOC).as_posix(),
                    "factbook_report": inputs,
                },
                status=None,
                warning=messages,
                warningiserror=inputs.strict,
                keep_going=inputs.strict,
            )
            if not _is_wanted(app, inputs):
                return 1
            app.build()
            return app.statuscode
    except SphinxError as error:
        cause = find_cause(error)
        if isinstance(cause, _EXPLAINED):
            return cause
        # Sphinx wraps what a handler raises in the name and the address of a function, which says nothing to a user.
        if str(error).startswith("Handler <"):
            return _explain(cause, root, found, messages)
        messages.write(f"\n{error.category}:\n{error}\n")
        return error
    except _EXPLAINED as error:
        return error
    # Extensions raise what they like.
    except Exception as error:
        return _explain(error, root, found, messages)


def _explain(error: Exception, root: Path, found: Translation, messages: Messages) -> Exception:
    """Return what is to be told of an exception that says nothing to whoever writes a report."""
    if (fault := _fault_of_directive(error, root)) is not None:
        return SiteError(fault)
    # A value that its key does not allow may break whatever reads it.
    if found.warnings:
        return SiteError(
            *(
                replace(one, what=phrase("{what}; no page can be made with it", what=as_phrase(one.what)))
                for one in found.warnings
            )
        )
    # Whoever calls says that the site could not be made; the trace is for the author of the extension.
    traceback.print_exception(error, file=messages)
    return error


def _is_wanted(app: Sphinx, inputs: BuildInputs) -> bool:
    """Return whether there is something to write, after waiting for it where a process stands by."""
    if not (inputs.draft and inputs.draft.ahead):
        return True
    if isinstance(app.builder, SiteBuilder):
        app.builder.get_ready()
    return wait_for_change(app, inputs.draft)


_EXPLAINED = (ComplaintError, OSError, MemoryError, RecursionError)
"""Exceptions that whoever calls explains to the user, so that a trace would only hide what to do."""


def _fault_of_directive(error: Exception, root: Path) -> Complaint | None:
    """Return a complaint with the place of the directive that raised, where it is one of docutils or Sphinx."""
    # These raise where they were given what they cannot use, such as a list in no columns: a page is to be corrected.
    running = (frame.f_locals.get("self") for frame, _ in traceback.walk_tb(error.__traceback__))
    directives = [one for one in running if isinstance(one, Directive)]
    if not directives or type(directives[-1]).__module__.partition(".")[0] not in {"docutils", "sphinx"}:
        return None
    source = os.path.relpath(directives[-1].state.document.current_source or root, root)
    what = phrase("{{{name}}} cannot be shown: {error}", name=directives[-1].name, error=error)
    remedy = "correct its argument, its options or its content"
    return Complaint(f"{source}:{directives[-1].lineno}", what, remedy)


def find_cause(error: Exception) -> Exception:
    """Return what an exception of Sphinx was raised from; the exception itself if nothing was."""
    while isinstance(error, SphinxError) and isinstance(error.__cause__, Exception):
        error = error.__cause__
    return error


def _translate(root: Path, pages: Iterable[Path]) -> Translation:
    notebooks = any(needs_notebooks(path.name, (root / path).read_text("utf-8", errors="replace")) for path in pages)
    return translate(read_mapping(root / CONFIG), notebooks=notebooks)
