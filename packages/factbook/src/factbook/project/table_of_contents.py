"""The pages of a report in reading order, by its `_toc.yml`, and the other files that Jupyter Book takes for pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from sphinx_external_toc.api import SiteMap
from sphinx_external_toc.parsing import MalformedError, parse_toc_data

from factbook.project.files import is_file, is_folder, scan
from factbook.project.setting_values import CONFIG
from figurecheck.model.errors import Complaint, ProjectError
from figurecheck.model.worded import phrase
from figurecheck.settings.yaml_reader import NOT_YAML, YamlFile, yaml_complaint

TOC = "_toc.yml"
PAGES = (".md", ".ipynb")
"""How the names of pages end."""
BOOK_PAGES = (".ipynb", ".md", ".rst")
"""How those of an existing book may end: of two that differ in it only, Sphinx takes the first in this order."""
_KEYS = frozenset(
    """
    format root defaults meta parts chapters sections subtrees entries items file url glob title
    caption name hidden maxdepth numbered reversed titlesonly options
    """.split()
)
"""Keys of the table of contents, at any level; its library passes over others."""
_NEVER = ("_build", "node_modules", "__pycache__", "venv", "site-packages")
"""Folders that hold no pages."""
_SIGNS = re.compile(r"\*\*|\*|\?|\[!?[^\]]+\]")
_MEANINGS = {"**": ".*", "*": "[^/]*", "?": "[^/]"}


@dataclass(frozen=True)
class BookFiles:
    """Which files of a folder Jupyter Book takes for pages, whether or not the table of contents names them."""

    excluded: tuple[str, ...] = ()
    """Patterns of files that are no pages."""
    only_toc: bool = False
    """Whether only pages of the table of contents are built."""

    @classmethod
    def from_config(cls, config: object) -> BookFiles:
        """Return what a `_config.yml` says."""
        found = config if isinstance(config, dict) else {}
        patterns = _find_patterns(found)
        only = bool(found.get("only_build_toc_files"))
        return cls(tuple(map(str, patterns)) if isinstance(patterns, list) else (), only)

    def find(self, root: Path) -> Iterator[Path]:
        """Yield every file that may be a page, by its path from the root, in the order of names."""
        yield from (Path(name) for name in sorted(self._walk(str(root), "")) if name.endswith(BOOK_PAGES))

    def _walk(self, folder: str, prefix: str) -> Iterator[str]:
        for entry in scan(folder):
            name = f"{prefix}{entry.name}"
            hidden = entry.name.startswith(".") or entry.name in _NEVER
            if hidden or self._matches(name):
                continue
            # A link may lead back to where it lies.
            if entry.is_dir(follow_symlinks=False):
                yield from self._walk(entry.path, f"{name}/")
            elif entry.is_file():
                yield name

    def excludes(self, page: str) -> bool:
        """Return whether a page, or a folder that it lies in, is left out of the book."""
        # The last of its parents is the root, which `.*` matches and which is not asked for.
        return any(self._matches(path) for path in (page, *map(str, list(PurePosixPath(page).parents)[:-1])))

    def _matches(self, path: str) -> bool:
        return any(pattern.fullmatch(path) for pattern in self._patterns)

    @cached_property
    def _patterns(self) -> list[re.Pattern[str]]:
        return [compile_pattern(pattern) for pattern in self.excluded]


def _find_patterns(config: dict[str, object]) -> object:
    """Return the patterns of files that are no pages; those among Sphinx's own settings replace the others."""
    value: Any = config
    for key in ("sphinx", "config", "exclude_patterns"):
        value = value.get(key) if isinstance(value, dict) else None
    return config.get("exclude_patterns") if value is None else value


def compile_pattern(pattern: str, place: str = CONFIG) -> re.Pattern[str]:
    """Return a pattern of files, as Sphinx has them, as a regular expression of whole paths.

    >>> [bool(compile_pattern("drafts/**").fullmatch(one)) for one in ("drafts/a/b.md", "b.md")]
    [True, False]

    Raises ProjectError at one that Sphinx cannot read either; `place` is where it was written.
    """
    parts, at = [], 0
    for sign in _SIGNS.finditer(pattern):
        parts += [re.escape(pattern[at : sign.start()]), _MEANINGS.get(sign[0]) or _translate_set(sign[0])]
        at = sign.end()
    try:
        return re.compile("".join([*parts, re.escape(pattern[at:])]))
    except re.error as error:
        what = phrase("the pattern {pattern} cannot be read: {error}", pattern=pattern, error=error)
        remedy = "write the first of a range first, as in [a-z]"
        raise ProjectError.about(place, what, remedy) from error


def _translate_set(sign: str) -> str:
    inside = re.sub(r"[\\\[^&~|]", r"\\\g<0>", sign[1:-1])
    return f"[^/{inside[1:]}]" if inside.startswith("!") else f"[{inside}]"


@dataclass(frozen=True, kw_only=True)
class Contents:
    """The pages of a report."""

    pages: tuple[Path, ...] = ()
    """In reading order; of a book, those that no entry names come last."""
    unlisted: tuple[Path, ...] = ()
    """Those that no entry names."""
    titles: tuple[str, ...] = ()
    """Titles and captions that the table of contents itself has."""
    complaints: tuple[Complaint, ...] = ()
    warnings: tuple[Complaint, ...] = ()
    """Entries of a book that lead nowhere; Jupyter Book leaves them out."""


def read_toc(root: Path, files: BookFiles | None = None, *, adopts: bool = False) -> Contents:
    """Return the pages of a report, and of a book that it `adopts` also those that no entry names.

    `files` says which files are no pages.
    """
    files = files or BookFiles()
    # By the library of Jupyter Book, so that the pages that are checked are those that it builds.
    path = root / TOC
    if not path.is_file():
        return _refuse("not found", "list the pages in it, root: book/index first")
    try:
        file = YamlFile(name=TOC, content=path.read_text("utf-8"))
        site_map = _parse_contents(file)
        missing = [*file.find_repeated(), *file.find_slips(_KEYS)]
    except (MalformedError, TypeError) as error:
        return _refuse(" ".join(str(error).split()), "see the table of contents of Jupyter Book")
    except NOT_YAML as error:
        return Contents(complaints=(yaml_complaint(TOC, error),))
    entries = _Entries(root=root, files=files, endings=BOOK_PAGES if adopts else PAGES, complaints=missing)
    named = [page for name in site_map if (page := entries.find(name))]
    # Sphinx sorts the pages of each pattern; which pattern comes first matters to nobody but the reader of a list.
    patterns = [compile_pattern(pattern, TOC) for pattern in sorted(map(str, site_map.globs()))]
    found = files.find(root) if patterns or (adopts and not files.only_toc) else ()
    others = [page for page in found if page.suffix in entries.endings]
    by_pattern = [page for pattern in patterns for page in others if pattern.fullmatch(page.with_suffix("").as_posix())]
    listed = _distinct([*named, *by_pattern])
    pages = _distinct([*listed, *(others if adopts and not files.only_toc else ())])
    captions = [tree.caption for name in site_map for tree in site_map[name].subtrees]
    titles = [text for text in [*captions, *(site_map[name].title for name in site_map)] if text]
    # Without its first page there is no book.
    is_fatal = not adopts or not named
    return Contents(
        pages=pages,
        unlisted=pages[len(listed) :],
        titles=tuple(titles),
        complaints=tuple(missing) if is_fatal else (),
        warnings=() if is_fatal else tuple(missing),
    )


def replace_reader() -> None:
    """Have Sphinx read the table of contents as it is read here."""
    from sphinx_external_toc import events

    # Reach: sphinx-external-toc (1.1): no setting names another reader, and its own, Python's, took 0.06 s of each
    # build of a book of 200 pages, in the way of all that renders.
    # Tested by tests/unit/project/test_table_of_contents.py
    events.parse_toc_yaml = _parse  # type: ignore[attr-defined, assignment]


def _parse(path: Path) -> SiteMap:
    # The library reads YAML with Python's own reader, which takes ten times as long for the same values.
    return _parse_contents(YamlFile(name=TOC, content=path.read_text("utf-8")))


def _parse_contents(file: YamlFile) -> SiteMap:
    values: Any = file.values
    return parse_toc_data(values)


def _refuse(what: str, remedy: str) -> Contents:
    return Contents(complaints=(Complaint(TOC, what, remedy),))


def _distinct(pages: Iterable[Path]) -> tuple[Path, ...]:
    """Return pages of different names: of two files that differ in their ending, Sphinx builds one."""
    found: dict[str, Path] = {}
    for page in pages:
        found.setdefault(page.with_suffix("").as_posix(), page)
    return tuple(found.values())


@dataclass(frozen=True, kw_only=True)
class _Entries:
    """Finds the files that entries of the table of contents name."""

    root: Path
    files: BookFiles
    endings: tuple[str, ...]
    complaints: list[Complaint]
    """Of entries that lead nowhere."""
    _inside: dict[Path, bool] = field(default_factory=dict)
    """Whether folders lie in the report."""

    def find(self, name: str) -> Path | None:
        """Return the file of an entry, which names a page with or without its ending, as in Jupyter Book."""
        for candidate in (name, *(f"{name}{ending}" for ending in self.endings)):
            path = self.root / candidate
            if path.suffix not in self.endings or not is_file(path):
                continue
            if self._is_inside(path):
                return Path(candidate) if self._is_built(candidate) else None
            # A page from outside the folder would be built and neither checked nor sealed.
            self._complain(
                phrase("{candidate} leads out of the report", candidate=candidate),
                "put the page itself there, or take the entry out",
            )
            return None
        near = self._find_near(name)
        remedy = phrase("write {what}", what=near or (name if name.endswith(self.endings) else f"{name}.md"))
        self._complain(
            phrase("{name} does not exist", name=name), phrase("{remedy}, or take the entry out", remedy=remedy)
        )
        return None

    def _is_built(self, file: str) -> bool:
        """Return whether Sphinx makes a page of a file; it leaves out some with a warning, or without a word."""
        if self.files.excludes(file):
            self._complain(
                phrase("{file} is left out by exclude_patterns in _config.yml", file=file), "take one of them out"
            )
        elif not unicodedata.is_normalized("NFC", file):
            what = phrase(
                "{file} is written with letters and accents of their own (NFD), which Sphinx does not find", file=file
            )
            whole = unicodedata.normalize("NFC", file)
            self._complain(what, phrase("rename the file to {name}, in one character each", name=whole))
        elif "\n" in file:
            # No pattern of Sphinx matches it.
            self._complain(phrase("{file!r} has a line break in its name", file=file), "rename the file")
        else:
            return True
        return False

    def _find_near(self, name: str) -> str:
        """Return the name of a page that differs in capitals or in how accents are written; empty if there is none."""
        entry = PurePosixPath(name)
        folder = (self.root / entry).parent
        # An entry may lead out of the report, where no page lies.
        inside = is_folder(folder) and folder.resolve().is_relative_to(self._real_root)
        for file in sorted(folder.iterdir()) if inside else ():
            wanted = entry.name.removesuffix(file.suffix)
            # One of the same name is a link that leads out.
            if file.suffix in self.endings and file.stem != wanted and _fold(file.stem) == _fold(wanted):
                return entry.with_name(file.stem).as_posix()
        return ""

    def _complain(self, what: str, remedy: str) -> None:
        self.complaints.append(Complaint(TOC, what, remedy))

    @cached_property
    def _real_root(self) -> Path:
        return self.root.resolve()

    def _is_inside(self, path: Path) -> bool:
        """Return whether a file lies in the report, wherever links lead."""
        if path.is_symlink():
            return path.resolve().is_relative_to(self._real_root)
        # Most entries are of one folder or two.
        if path.parent not in self._inside:
            self._inside[path.parent] = path.parent.resolve().is_relative_to(self._real_root)
        return self._inside[path.parent]


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
