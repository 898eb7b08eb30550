"""The folder of a report: its settings, its pages in reading order, its notebooks and reviews."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from sphinx_external_toc.parsing import MalformedError, parse_toc_yaml

from factbook.model.errors import Complaint, ProjectError
from factbook.project.renamed import with_new_keys
from factbook.project.setting_values import (
    CONFIG,
    as_acknowledged,
    as_cache,
    as_date,
    as_kernels,
    as_mapping,
    as_names,
    as_renamed,
    as_seconds,
    as_size,
    as_table,
)
from factbook.project.style import Style, parse_style
from factbook.project.urls import parse_address, parse_contact

TOC = "_toc.yml"
EXTENSION = "factbook.sphinx_ext"
KNOWN_SETTINGS = frozenset(
    (
        "acknowledged address cache contact edition kernels language licence memory names nouns output qualifiers "
        "renamed style timeout"
    ).split()
)
"""What may stand under ``factbook:`` in `_config.yml`."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What `_config.yml` says, as far as factbook needs it."""

    title: str
    author: str = ""
    language: str = "en"
    """Of the pages, by its tag: ``en`` or ``ko``."""
    edition: str = ""
    """Label of the edition, such as ``2026-11``."""
    edition_date: str = ""
    """The day of the edition; rows of later sources are not known. ISO date."""
    licence: str = ""
    """Of texts and charts, by the name that people write, such as ``CC BY 4.0``."""
    address: str = ""
    """Where the site will stand, with a slash at the end; empty where that is not known."""
    contact: str = ""
    """Where readers report an error: a mail address, or the address of a form that takes ``title`` and ``body``."""
    names: tuple[str, ...] = ()
    """Names that hold digits and are no figures."""
    qualifiers: Mapping[str, Any] = field(default_factory=dict)
    """Changes of the rules by which "about", "more than" and roundings are judged; `factbook rules` prints them."""
    nouns: Mapping[str, Any] = field(default_factory=dict)
    """What the house's own nouns count: lists of nouns by kind."""
    acknowledged: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Reasons for leaving a figure as it is, by id of the claim or the statistic, and code of the warning."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Earlier ids of statistics, and the ids that replace them."""
    warnings: tuple[Complaint, ...] = ()
    """About settings that are read, but not as they should be written."""
    style: Style = field(default_factory=Style)
    """What is changed of the house style."""
    kernels: str = "warm"
    """``warm``: kernels are forked from a process that has imported the libraries; ``plain``: each starts by itself."""
    timeout: int = 300
    """Seconds that one cell of a notebook may take."""
    cache: str = ""
    """Folder of the store of runs, from the root or absolute; empty for one in `_build`."""
    memory: int = 2 << 30
    """Bytes that a notebook may have for its data."""
    output: int = 10 << 20
    """Bytes that a notebook may print and display."""


@dataclass(frozen=True, kw_only=True)
class Project:
    """A report's folder, read but not yet run."""

    root: Path
    settings: Settings
    pages: tuple[Path, ...]
    """Files of the table of contents, relative to the root, in reading order."""
    titles: tuple[str, ...] = ()
    """Titles and captions that are written in the table of contents."""

    def at(self, day: str) -> Project:
        """Return the same report with an ISO day as the day whose knowledge counts."""
        return replace(self, settings=replace(self.settings, edition_date=day))

    @property
    def notebooks(self) -> tuple[Path, ...]:
        """Every notebook of the report: those in `notebooks/`, then those that are pages."""
        found = sorted(path.relative_to(self.root) for path in (self.root / "notebooks").glob("*.ipynb"))
        return tuple(dict.fromkeys([*found, *(page for page in self.pages if page.suffix == ".ipynb")]))

    @cached_property
    def reviews(self) -> tuple[Path, ...]:
        """The review files, relative to the root."""
        found = (path for path in (self.root / "book" / "reviews").glob("*.yml") if path.is_file())
        return tuple(sorted(path.relative_to(self.root) for path in found))


def find_root(start: Path) -> Path:
    """Return the nearest folder from `start` upwards that holds `_config.yml`.

    Raises ProjectError when there is none.
    """
    for folder in [start, *start.parents]:
        if (folder / CONFIG).is_file():
            return folder
    remedy = "go to a report's folder, or make one with: factbook init DIR"
    raise ProjectError(Complaint(place=str(start), what=f"no {CONFIG} here or above", remedy=remedy))


def read_project(root: Path) -> Project:
    """Read a report's folder.

    Raises ProjectError with every fault of `_config.yml` and `_toc.yml`.
    """
    complaints: list[Complaint] = []
    config = _read_mapping(root / CONFIG, complaints)
    settings = Settings(title="") if complaints else parse_settings(config, complaints)
    pages, titles = _read_toc(root, complaints)
    if complaints:
        raise ProjectError(*complaints)
    return Project(root=root, settings=settings, pages=pages, titles=titles)


def parse_settings(config: Mapping[str, Any], complaints: list[Complaint]) -> Settings:
    """Read the parts of `_config.yml` that factbook knows; faults are added to `complaints`."""
    section = as_table(config.get("factbook"), "factbook", complaints)
    own, warnings = with_new_keys(section, f"{CONFIG}: factbook", complaints)
    sphinx = as_table(config.get("sphinx"), "sphinx", complaints)
    # Without it Jupyter Book builds the site all the same, and shows every figure unchecked.
    if EXTENSION not in (sphinx.get("extra_extensions") or []):
        place, remedy = f"{CONFIG}: sphinx.extra_extensions", f"add - {EXTENSION}"
        complaints.append(Complaint(place=place, what=f"lacks {EXTENSION}, so no page would be checked", remedy=remedy))
    for key in ("html", "execute", "parse", "latex", "repository"):
        as_mapping(config.get(key) or {}, key, complaints)
    if own.get("language") not in {None, "en", "ko"}:
        what = f"{own['language']!r} is not a language that figures can be read in"
        complaints.append(Complaint(place=f"{CONFIG}: factbook.language", what=what, remedy="write en or ko"))
    unknown = set(own) - KNOWN_SETTINGS
    known = ", ".join(sorted(KNOWN_SETTINGS))
    complaints.extend(
        Complaint(place=f"{CONFIG}: factbook.{key}", what="no such setting", remedy=f"known are {known}")
        for key in sorted(unknown, key=str)
    )
    edition = as_table(own.get("edition"), "factbook.edition", complaints)
    return Settings(
        title=str(config.get("title") or "Untitled report"),
        author=str(config.get("author") or ""),
        language=str(own.get("language") or "en"),
        edition=str(edition.get("label") or ""),
        edition_date=as_date(edition.get("date"), complaints),
        licence=str(own.get("licence") or ""),
        address=parse_address(own.get("address"), complaints),
        contact=parse_contact(own.get("contact"), complaints),
        names=as_names(own.get("names"), complaints),
        qualifiers=as_table(own.get("qualifiers"), "factbook.qualifiers", complaints),
        nouns=as_table(own.get("nouns"), "factbook.nouns", complaints),
        acknowledged=as_acknowledged(own.get("acknowledged"), complaints),
        renamed=as_renamed(own.get("renamed"), complaints),
        warnings=tuple(warnings),
        style=parse_style(own.get("style"), complaints),
        kernels=as_kernels(own.get("kernels", "warm"), complaints),
        timeout=as_seconds(own.get("timeout", 300), complaints),
        cache=as_cache(own.get("cache"), complaints),
        memory=as_size(own.get("memory", "2 GiB"), "factbook.memory", complaints),
        output=as_size(own.get("output", "10 MiB"), "factbook.output", complaints),
    )


def read_mapping(path: Path) -> Mapping[str, Any]:
    """Read a YAML file that holds a mapping. Raises ProjectError when it does not."""
    complaints: list[Complaint] = []
    found = _read_mapping(path, complaints)
    if complaints:
        raise ProjectError(*complaints)
    return found


def _read_mapping(path: Path, complaints: list[Complaint]) -> Mapping[str, Any]:
    if not path.is_file():
        complaints.append(
            Complaint(place=path.name, what="not found", remedy="factbook init DIR writes one to start from")
        )
        return {}
    try:
        loaded = yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, ValueError) as error:
        complaints.append(yaml_complaint(path.name, error))
        return {}
    return as_mapping(loaded or {}, "the file", complaints)


def yaml_complaint(name: str, error: yaml.YAMLError | ValueError) -> Complaint:
    """Return a complaint with the line at which a YAML file cannot be read."""
    mark = getattr(error, "problem_mark", None)
    place = f"{name}:{mark.line + 1}" if mark else name
    what = getattr(error, "problem", None) or " ".join(str(error).split())
    return Complaint(
        place=place, what=f"not readable as YAML: {what}", remedy="check indentation and quotes, save as UTF-8"
    )


def _read_toc(root: Path, complaints: list[Complaint]) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    # By the library of Jupyter Book, so that the pages that are checked are those that it builds.
    path = root / TOC
    if not path.is_file():
        complaints.append(Complaint(place=TOC, what="not found", remedy="list the pages in it, root: book/index first"))
        return (), ()
    try:
        site_map = parse_toc_yaml(path)
    except (MalformedError, yaml.YAMLError, ValueError, TypeError) as error:
        what = " ".join(str(error).split())
        complaints.append(Complaint(place=TOC, what=what, remedy="see the table of contents of Jupyter Book"))
        return (), ()
    pages = tuple(page for name in site_map if (page := _page_file(root, name, complaints)))
    captions = [tree.caption for name in site_map for tree in site_map[name].subtrees]
    return pages, tuple(text for text in [*captions, *(site_map[name].title for name in site_map)] if text)


def _page_file(root: Path, name: str, complaints: list[Complaint]) -> Path | None:
    # the table of contents names pages with or without their ending, as in Jupyter Book
    for candidate in (name, f"{name}.md", f"{name}.ipynb"):
        path = root / candidate
        # A page from outside the folder would be built and neither checked nor sealed.
        if path.suffix in {".md", ".ipynb"} and path.is_file() and path.resolve().is_relative_to(root.resolve()):
            return Path(candidate)
    complaints.append(
        Complaint(place=TOC, what=f"{name} does not exist", remedy=f"write {name}.md, or take the entry out")
    )
    return None
