"""What pages ask for by name and what is not there: directives, roles, labels, terms, citations, pages and files."""

from __future__ import annotations

import json
import posixpath
import re
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from urllib.parse import unquote

from factbook.model.errors import Complaint, suggest
from factbook.model.worded import phrase
from factbook.project.memo import Memo
from factbook.project.setting_values import CONFIG
from factbook.project.settings import Project, read_mapping
from factbook.report.found import GIVEN, Named
from factbook.report.pages import Page

_COMMAND = (sys.executable, "-P", "-m", "factbook.sphinx_ext.build.markup_names")
_KEY = re.compile(r"^\s*@\w+\s*[{(]\s*([^,\s]+)\s*,", re.MULTILINE)
_ELSEWHERE = re.compile(r"[A-Za-z][\w+.-]*:|//|\Z")
"""How an address begins that leads out of the report, or nowhere."""
_LABELLING = frozenset(
    "factbook.sphinx_ext sphinx_design sphinx_togglebutton sphinx_copybutton sphinxcontrib.bibtex sphinx_proof".split()
)
"""Extensions that make no labels but those that a page writes as such."""


_MAKES_LABELS = re.compile(r"labels\b|note_\w*target|add_crossref_type|add_object_type")
"""In the code of an extension of the report's own: what may make labels that stand on no page."""


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
                remedy = suggest(names, one.name, phrase("correct it, or take it off the page"))
                yield file, Complaint(place=one.place, what=what, remedy=remedy)
    yield from ((CONFIG, one) for one in there.faults)


class _There:
    """What there is in a report, each looked up when a page first asks for it."""

    def __init__(self, project: Project, pages: Mapping[str, Page], memo: Memo) -> None:
        self._project, self._pages, self._memo = project, pages, memo
        self._docnames = {page.with_suffix("").as_posix() for page in project.pages}
        self.faults: list[Complaint] = []

    def find_instead(self, asked: Named, file: str) -> Collection[str] | None:
        """Return the names that could have been meant; ``None`` where what is asked for is there, or may be."""
        name = asked.name
        if asked.kind in {"directive", "role"}:
            known = self._markup.get(asked.kind, ())
            return known if known and name not in known else None
        if asked.kind in GIVEN:
            return self._find_given(asked.kind, name)
        if asked.kind == "citation":
            keys = self._citations
            return keys if keys and not {one.strip() for one in name.split(",")} <= keys else None
        if _ELSEWHERE.match(name):
            return None
        if asked.kind == "link":
            return self._find_linked(asked, file)
        path = self._resolve(name, file)
        is_there = path in self._docnames if asked.kind == "page" else (self._project.root / path).is_file()
        return None if is_there else self._find_beside(asked, path, file)

    def _find_linked(self, asked: Named, file: str) -> Collection[str] | None:
        address, _, anchor = asked.name.partition("#")
        path = self._resolve(address, file)
        # What the build makes has an address that no file of the report has.
        is_there = path.endswith(".html") or (self._project.root / path).exists() or path in self._docnames
        if address and not is_there:
            labels = self._find_given("label", asked.name)
            return None if labels is None else [*labels, *self._find_beside(asked, path, file)]
        labels = self._find_given("label", anchor) if anchor else None
        return labels and [f"{address}#{label}" for label in labels]

    def _find_given(self, kind: str, name: str) -> Collection[str] | None:
        given = self._given[kind]
        return given if _normalize(name) not in map(_normalize, given) and self._is_closed else None

    def _find_beside(self, asked: Named, path: str, file: str) -> list[str]:
        """Return the names of what is there as the page would write them."""
        folder = (self._project.root / path).parent
        found = [f"{posixpath.dirname(path)}/{one.name}" for one in folder.iterdir()] if folder.is_dir() else []
        found = [*self._docnames] if asked.kind == "page" else [*found, *map(str, self._project.pages)]
        if asked.name[:1] == "/":
            return [f"/{one.removeprefix('/')}" for one in found]
        return [posixpath.relpath(f"/{one}", f"/{posixpath.dirname(file)}") for one in found]

    @staticmethod
    def _resolve(name: str, file: str) -> str:
        # As Sphinx does: from the folder of the page, or with a slash from that of the report.
        name = unquote(name)
        return posixpath.normpath(name[1:] if name[:1] == "/" else posixpath.join(posixpath.dirname(file), name))

    @cached_property
    def _given(self) -> Mapping[str, set[str]]:
        named = [one for page in self._pages.values() for one in page.named]
        return {kind: {one.name for one in named if one.kind == given} for kind, given in GIVEN.items()}

    @cached_property
    def _config(self) -> Mapping[str, object]:
        return read_mapping(self._project.root / CONFIG)

    @cached_property
    def _sphinx(self) -> Mapping[str, object]:
        found = self._config.get("sphinx")
        return found if isinstance(found, dict) else {}

    @cached_property
    def _is_closed(self) -> bool:
        """Whether every label of the report stands on a page as one."""
        settings, extensions = self._sphinx.get("config"), self._sphinx.get("extra_extensions")
        more = {"intersphinx_mapping", "myst_heading_anchors"} & set(settings if isinstance(settings, dict) else ())
        is_known = _LABELLING.issuperset(extensions if isinstance(extensions, list) else ())
        return is_known and not more and not any(_MAKES_LABELS.search(text) for text in self._own_code)

    @cached_property
    def _own_code(self) -> list[str]:
        folders = self._sphinx.get("local_extensions")
        own = [self._project.root / str(one) for one in (folders.values() if isinstance(folders, dict) else ())]
        return [path.read_text("utf-8", "replace") for folder in own for path in sorted(folder.rglob("*.py"))]

    @cached_property
    def _citations(self) -> set[str]:
        files = self._config.get("bibtex_bibfiles") or ()
        paths = [self._project.root / str(one) for one in ([files] if isinstance(files, str) else files)]  # type: ignore[attr-defined]
        texts = [path.read_text("utf-8", "replace") for path in paths if path.is_file()]
        return {key for text in texts for key in _KEY.findall(text)}

    @cached_property
    def _markup(self) -> Mapping[str, list[str]]:
        """The directives and roles that there are; empty where Sphinx cannot start."""
        about = "markup", self._sphinx, self._citations != set(), self._project.settings.adopts, self._own_code
        return self._memo.get_or_make(self._ask_sphinx, dict[str, list[str]], *about, may_store=lambda: not self.faults)

    def _ask_sphinx(self) -> dict[str, list[str]]:
        asked = subprocess.run([*_COMMAND, self._project.root], capture_output=True, text=True, check=False)  # noqa: S603
        if not asked.returncode:
            found: dict[str, list[str]] = json.loads(asked.stdout[asked.stdout.rindex('{"directive"') :])
            return found
        last = (asked.stderr.strip().splitlines() or [""])[-1]
        what = phrase("the extensions cannot be loaded, so no directive is known: {last}", last=last)
        self.faults.append(Complaint(place=CONFIG, what=what, remedy="install what is missing, or correct sphinx:"))
        return {}


def _normalize(label: str) -> str:
    return re.sub(r"\W+", "-", label.casefold()).strip("-")
