"""The pages of a report in reading order, by its `_toc.yml`, and the other files that Jupyter Book takes for pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sphinx_external_toc.api import SiteMap
from sphinx_external_toc.parsing import MalformedError, parse_toc_data, parse_toc_yaml

from factbook.model.errors import Complaint
from factbook.project.files import scan
from factbook.project.yaml_reader import NOT_YAML, YamlFile

TOC = "_toc.yml"
PAGES = (".md", ".ipynb")
"""How the names of pages end."""
BOOK_PAGES = (".ipynb", ".md", ".rst")
"""How those of an existing book may end: of two that differ in it only, Sphinx takes the first in this order."""
_NEVER = ("_build", "node_modules", "__pycache__", "venv", "site-packages")
"""Folders that hold no pages."""
_SIGNS = re.compile(r"\*\*/|\*\*|\*|\?|\[!?[^\]]+\]")
_MEANINGS = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


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
        patterns = found.get("exclude_patterns")
        only = bool(found.get("only_build_toc_files"))
        return cls(tuple(map(str, patterns)) if isinstance(patterns, list) else (), only)

    def find(self, root: Path) -> Iterator[Path]:
        """Yield every file that may be a page, by its path from the root, in the order of names."""
        yield from (Path(name) for name in sorted(self._walk(str(root), "")) if name.endswith(BOOK_PAGES))

    def _walk(self, folder: str, prefix: str) -> Iterator[str]:
        for entry in scan(folder):
            name = f"{prefix}{entry.name}"
            hidden = entry.name.startswith(".") or entry.name in _NEVER
            if hidden or any(pattern.fullmatch(name) for pattern in self._patterns):
                continue
            # A link may lead back to where it lies.
            if entry.is_dir(follow_symlinks=False):
                yield from self._walk(entry.path, f"{name}/")
            elif entry.is_file():
                yield name

    @cached_property
    def _patterns(self) -> list[re.Pattern[str]]:
        return [compile_pattern(pattern) for pattern in self.excluded]


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Return a pattern of files, as Sphinx has them, as a regular expression of whole paths.

    >>> [bool(compile_pattern("drafts/**").fullmatch(one)) for one in ("drafts/a/b.md", "b.md")]
    [True, False]
    """
    parts, at = [], 0
    for sign in _SIGNS.finditer(pattern):
        parts += [re.escape(pattern[at : sign.start()]), _MEANINGS.get(sign[0], sign[0].replace("[!", "[^"))]
        at = sign.end()
    return re.compile("".join([*parts, re.escape(pattern[at:])]))


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


def read_toc(root: Path, book: BookFiles | None = None) -> Contents:
    """Return the pages of a report, and of a `book` that is being taken over also those that no entry names."""
    # By the library of Jupyter Book, so that the pages that are checked are those that it builds.
    path = root / TOC
    if not path.is_file():
        return _refuse("not found", "list the pages in it, root: book/index first")
    try:
        site_map = _parse(path)
    except (MalformedError, TypeError, *NOT_YAML) as error:
        return _refuse(" ".join(str(error).split()), "see the table of contents of Jupyter Book")
    missing: list[Complaint] = []
    endings, real_root = BOOK_PAGES if book else PAGES, root.resolve()
    named = [page for name in site_map if (page := _page_file(root, real_root, name, endings, missing))]
    # Sphinx sorts the pages of each pattern; which pattern comes first matters to nobody but the reader of a list.
    patterns = [compile_pattern(pattern) for pattern in sorted(map(str, site_map.globs()))]
    found = (book or BookFiles()).find(root) if patterns or (book and not book.only_toc) else ()
    others = [page for page in found if page.suffix in endings]
    by_pattern = [page for pattern in patterns for page in others if pattern.fullmatch(page.with_suffix("").as_posix())]
    listed = _distinct([*named, *by_pattern])
    pages = _distinct([*listed, *(others if book and not book.only_toc else ())])
    captions = [tree.caption for name in site_map for tree in site_map[name].subtrees]
    titles = [text for text in [*captions, *(site_map[name].title for name in site_map)] if text]
    # Without its first page there is no book.
    is_fatal = book is None or not named
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

    # Reach: sphinx-external-toc (1.1): it has no door for another reader of YAML.
    # Tested by tests/unit/project/test_table_of_contents.py
    events.parse_toc_yaml = _parse  # type: ignore[attr-defined, assignment]


def _parse(path: Path) -> SiteMap:
    # The library reads YAML with Python's own reader, which takes ten times as long for the same values.
    try:
        values: Any = YamlFile(name=TOC, content=path.read_text("utf-8")).values
    except NOT_YAML:
        # It says by the file's name what cannot be read.
        return parse_toc_yaml(path)
    return parse_toc_data(values)


def _refuse(what: str, remedy: str) -> Contents:
    return Contents(complaints=(Complaint(place=TOC, what=what, remedy=remedy),))


def _distinct(pages: Iterable[Path]) -> tuple[Path, ...]:
    """Return pages of different names: of two files that differ in their ending, Sphinx builds one."""
    found: dict[str, Path] = {}
    for page in pages:
        found.setdefault(page.with_suffix("").as_posix(), page)
    return tuple(found.values())


def _page_file(
    root: Path, real_root: Path, name: str, endings: Iterable[str], complaints: list[Complaint]
) -> Path | None:
    # the table of contents names pages with or without their ending, as in Jupyter Book
    for candidate in (name, *(f"{name}{ending}" for ending in endings)):
        path = root / candidate
        # A page from outside the folder would be built and neither checked nor sealed.
        if path.suffix in endings and path.is_file() and path.resolve().is_relative_to(real_root):
            return Path(candidate)
    complaints.append(
        Complaint(place=TOC, what=f"{name} does not exist", remedy=f"write {name}.md, or take the entry out")
    )
    return None
