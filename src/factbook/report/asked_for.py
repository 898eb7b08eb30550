"""What pages ask for by name and what is not there: directives, roles, labels, terms, citations, pages and files."""

from __future__ import annotations

import json
import posixpath
import re
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from factbook.model.errors import Complaint, suggest
from factbook.model.worded import phrase
from factbook.project.memo import Memo
from factbook.project.setting_values import CONFIG
from factbook.project.settings import Project, find_table, read_mapping
from factbook.report.found import GIVEN, OTHERWISE, MarkupName
from factbook.report.pages import Page

_COMMAND = (sys.executable, "-P", "-m", "factbook.sphinx_ext.build.markup_names")
_KEY = re.compile(r"^\s*@\w+\s*[{(]\s*([^,\s]+)\s*,", re.MULTILINE)
_ELSEWHERE = re.compile(r"[A-Za-z][\w+.-]*:|//|\Z")
"""How an address begins that leads out of the report, or nowhere."""
_MAKES_LABELS = re.compile(
    r"intersphinx_mapping|heading_anchors|\.auto|labels\b|note_\w*target|add_crossref_type|add_object_type"
)
"""In settings of Sphinx and in extensions of the report's own: what may make labels that stand on no page."""


def find_missing(project: Project, pages: Mapping[str, Page], memo: Memo) -> Iterator[tuple[str, Complaint]]:
    """Yield the file and a complaint for each name that a page asks for, and that nothing has.

    What only Sphinx can look up, since an extension or another book may have it, is left to the build.
    """
    there = _There(project, pages, memo)
    for file, page in pages.items():
        for one in page.named:
            names = None if one.kind in GIVEN.values() else there.find_instead(one, file)
            if names is not None:
                what = phrase("there is no {kind} {name!r}", kind=phrase(one.kind), name=one.name)
                last = re.split("[/#]", one.name)[-1]
                yield file, Complaint(place=one.place, what=what, remedy=suggest(names, last, phrase(OTHERWISE)))
    yield from ((CONFIG, one) for one in there.faults)


class _There:
    """What there is in a report, each looked up when a page first asks for it."""

    def __init__(self, project: Project, pages: Mapping[str, Page], memo: Memo) -> None:
        self._root, self._pages, self._memo = project.root, project.pages, memo
        self._docnames = {page.with_suffix("").as_posix() for page in project.pages}
        self._named = [one for page in pages.values() for one in page.named]
        self.faults: list[Complaint] = []

    def find_instead(self, asked: MarkupName, file: str) -> Collection[str] | None:
        """Return the names that could have been meant; ``None`` where what is asked for is there, or may be."""
        if asked.kind not in {"page", "file", "link"}:
            return self._find_among(asked.kind, asked.name)
        address, _, anchor = asked.name.partition("#")
        # As Sphinx does: from the folder of the page, or with a slash from that of the report.
        folder = "" if address[:1] == "/" else posixpath.dirname(file)
        path = posixpath.normpath(posixpath.join(folder, unquote(address).lstrip("/")))
        # What lies out of the report the build refuses, as such.
        if _ELSEWHERE.match(asked.name) or path.startswith(".."):
            return None
        # What the build makes has an address that no file of the report has.
        is_made = path in self._docnames or not address or path.endswith(".html")
        if (is_made and asked.kind != "file") or (asked.kind != "page" and (self._root / path).exists()):
            return self._find_among("label", anchor) if anchor else None
        labels = self._find_among("label", asked.name) if asked.kind == "link" else ()
        around = (self._root / path).parent
        beside = around.iterdir() if around.is_dir() and asked.kind != "page" else ()
        names = self._docnames if asked.kind == "page" else self._pages
        return None if labels is None else [*labels, *(Path(one).name for one in (*beside, *names))]

    def _find_among(self, kind: str, name: str) -> Collection[str] | None:
        known = self._find_known(kind)
        return None if known is None or _normalize(name) in map(_normalize, known) else known

    def _find_known(self, kind: str) -> Collection[str] | None:
        if kind == "citation":
            return self._citations or None
        if kind not in GIVEN:
            return self._markup.get(kind)
        is_closed = not _MAKES_LABELS.search("".join([str(self._sphinx), *self._own_code]))
        return {one.name for one in self._named if one.kind == GIVEN[kind]} if is_closed else None

    @cached_property
    def _config(self) -> Mapping[str, object]:
        return read_mapping(self._root / CONFIG)

    @cached_property
    def _sphinx(self) -> Mapping[str, object]:
        return find_table(self._config, "sphinx", [])

    @cached_property
    def _own_code(self) -> list[str]:
        folders = [self._root / str(one) for one in find_table(self._sphinx, "local_extensions", []).values()]
        return [path.read_text("utf-8", "replace") for folder in folders for path in sorted(folder.rglob("*.py"))]

    @cached_property
    def _citations(self) -> list[str]:
        files = self._config.get("bibtex_bibfiles")
        paths = [self._root / str(one) for one in (files if isinstance(files, list) else [files])]
        texts = (path.read_text("utf-8", "replace") for path in paths if path.is_file())
        return [key for text in texts for key in _KEY.findall(text)]

    @cached_property
    def _markup(self) -> Mapping[str, list[str]]:
        """The directives and roles that there are; none where Sphinx cannot start."""
        about = "markup", self._sphinx, "bibtex_bibfiles" in self._config, self._own_code
        return self._memo.get_or_make(self._ask, dict[str, list[str]], *about, may_store=lambda: not self.faults)

    def _ask(self) -> dict[str, list[str]]:
        asked = subprocess.run([*_COMMAND, self._root], capture_output=True, text=True, check=False)  # noqa: S603
        if not asked.returncode:
            found: dict[str, list[str]] = json.loads(asked.stdout.splitlines()[-1])
            return found
        what = phrase("Sphinx cannot start: {last}", last=" ".join(asked.stderr.splitlines()[-1:]))
        self.faults.append(Complaint(place=CONFIG, what=what, remedy="install what is missing, or correct sphinx:"))
        return {}


def _normalize(label: str) -> str:
    return re.sub(r"\W+", "-", label.casefold()).strip("-")
