"""The folder of a report: its settings, its pages in reading order, its notebooks and reviews."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import Annotated, Literal

from factbook.project.book_keys import BOOK_SYNTAX, KEYS, find_odd
from factbook.project.setting_values import (
    CONFIG,
    ApprovalRules,
    Contact,
    Date,
    Language,
    LooseText,
    Name,
    NewId,
    PageName,
    SiteAddress,
    Size,
    Store,
    Table,
    Variable,
)
from factbook.project.style import Style, read_style
from factbook.project.table_of_contents import TOC, BookFiles, read_toc
from factbook.project.text_notebook import find_form, find_text_notebooks
from figurecheck.model import Risk
from figurecheck.model.errors import Complaint, ProjectError, complain_all, find_slip, suggest
from figurecheck.model.fields import FileKey
from figurecheck.model.worded import phrase
from figurecheck.settings.faults import FileFault, ReadBy, read_text, show_plain
from figurecheck.settings.sentence_rules import SentenceRules
from figurecheck.settings.structure import structure
from figurecheck.settings.values import Reason, Seconds
from figurecheck.settings.yaml_reader import NOT_YAML, YamlFile, yaml_complaint

EXTENSION = "factbook.sphinx_ext"
_OF_SYNTAX = """
enable_extensions disable_syntax commonmark_only gfm_only dmath_allow_labels dmath_allow_space dmath_allow_digits
dmath_double_inline sub_delimiters enable_checkboxes linkify_fuzzy_links
""".split()
"""The settings of MyST-Parser by which it tells markup from text."""
BOOK_MARKDOWN = json.dumps({"enable_extensions": BOOK_SYNTAX})


@dataclass(frozen=True, kw_only=True)
class DatedEdition:
    """The edition that a report is being written for."""

    label: LooseText = ""
    """Label of the edition, such as ``2026-11``."""
    date: Date = ""
    """The day of the edition; rows of later sources are not known. ISO date."""


@dataclass(frozen=True, kw_only=True)
class Imprint:
    """Who answers for a report."""

    about: str = ""
    """What the report is and who stands behind it, in a sentence or two of MyST."""
    publisher: str = ""
    """Who publishes it: an organisation, or a person."""
    editors: tuple[Name, ...] = ()
    """Who answers for its texts, by name."""
    funding: str = ""
    """Who pays for it, in MyST."""
    corrections: str = ""
    """How errors are corrected and replies are printed, in MyST."""

    @property
    def texts(self) -> Mapping[str, str]:
        """What of it is in the words of a language, without what is empty, by the name that a file of texts has."""
        names = ("about", "publisher", "funding", "corrections")
        return {f"imprint.{name}": text for name in names if (text := getattr(self, name))}


@dataclass(frozen=True, kw_only=True)
class OwnSettings:
    """What may stand under ``factbook:`` in `_config.yml`; each field is a setting."""

    language: Language = "en"
    """Language of the pages, of any whose figures are read; the interface is in Korean for ``ko``, else in English."""
    dated: Annotated[DatedEdition, FileKey("edition")] = field(default_factory=DatedEdition)
    """Label and day of the edition."""
    licence: LooseText = ""
    """Licence of texts and charts, by its usual name, such as ``CC BY 4.0``."""
    address: SiteAddress = ""
    """Address of the published site, with a slash at the end; empty where it is not known."""
    contact: Contact = ""
    """Where readers report an error: a mail address, or the address of a form that takes ``title`` and ``body``."""
    imprint: Imprint = field(default_factory=Imprint)
    """Who answers for the report; a report that reviews a named publication is sealed only where all of it is said."""
    names: tuple[Name, ...] = ()
    """Names that contain digits and are no figures."""
    qualifiers: Table = field(default_factory=dict)
    """Changes of the rules by which "about", "more than" and roundings are judged; `factbook rules` prints them."""
    nouns: Table = field(default_factory=dict)
    """What the report's own nouns count: lists of nouns by kind."""
    acknowledged: Mapping[str, Mapping[Risk, Reason]] = field(default_factory=dict)
    """Reasons why a figure stays as it is, by id of the claim or statistic and code of the warning or verdict."""
    sentence: SentenceRules = field(default_factory=SentenceRules)
    """Words by which sentences are held against the statistics of their figures, and sentences that stay as they are.
    """
    mode: Literal["checked", "adopt"] = "checked"
    """``adopt`` while a book is being taken over: numbers that nothing binds are listed, and stop nothing.

    No edition is sealed meanwhile.
    """
    checked: tuple[PageName, ...] = ()
    """Pages of an adopted book on which every number must be bound, each as the table of contents names it."""
    renamed: Mapping[str, NewId] = field(default_factory=dict)
    """Earlier ids of statistics, each with the id that replaces it."""
    approval: ApprovalRules = field(default_factory=ApprovalRules)
    """Who has to have looked at a figure before it is published."""
    unconfirmed: Literal["refuse", "publish"] = "refuse"
    """``publish``: editions with changes that no editor has confirmed are published too, and say so; else refused."""
    style: Annotated[Style, ReadBy(read_style)] = field(default_factory=Style)
    """Changes of colours, lengths and fonts."""
    kernels: Literal["warm", "plain"] = "warm"
    """``warm``: kernels are forked from a process that has imported the libraries; ``plain``: each starts by itself."""
    environment: Mapping[str, tuple[Variable, ...]] = field(default_factory=dict)
    """By notebook (``notebooks/riders.ipynb``): names of environment variables that it alone sees; its runs depend on
    the value of each."""
    timeout: Seconds = 300
    """Seconds that one cell of a notebook may run."""
    cache: Store = ""
    """Folder of the stored runs, absolute or from the report's folder; empty for one in `_build`."""
    memory: Size = 2 << 30
    """Memory that a notebook may have for its data."""
    output: Size = 10 << 20
    """How much a notebook may print and display."""
    bundled: Size = 25 * 10**6
    """Size up to which a file of data is in the bundles of notebooks; a larger one is on the site alone, once."""

    @property
    def adopts(self) -> bool:
        """Whether the report is a book that is being taken over."""
        return self.mode == "adopt"

    def defers(self, file: str) -> bool:
        """Return whether what is wrong in a file is listed and stops nothing: the page of a book is not checked yet."""
        return self.adopts and not {file, file.rpartition(".")[0]} & set(self.checked)

    @property
    def edition(self) -> str:
        """Label of the edition."""
        return self.dated.label

    @property
    def edition_date(self) -> str:
        """The day of the edition, as an ISO date."""
        return self.dated.date


@dataclass(frozen=True, kw_only=True)
class Settings(OwnSettings):
    """What `_config.yml` says, as far as factbook needs it."""

    title: str = "Untitled report"
    author: str = ""
    goes_on: bool = False
    """Whether cells behind one that raises are run all the same: what a book says that is being taken over."""
    markdown: str = BOOK_MARKDOWN
    """The settings by which MyST-Parser tells markup from text, as JSON; Sphinx gets the same."""
    extra: tuple[str, ...] = ()
    """Files and folders that Sphinx copies into the site as they are."""
    skipped: tuple[str, ...] = ()
    """Patterns of notebooks that such a book does not run: they show what they have saved."""
    warnings: tuple[Complaint, ...] = ()
    """About settings that are read, but not as they should be written."""


@dataclass(frozen=True, kw_only=True)
class Project:
    """A report's folder, read but not yet run."""

    root: Path
    settings: Settings
    pages: tuple[Path, ...]
    """Files of the table of contents, relative to the root, in reading order."""
    unlisted: tuple[Path, ...] = ()
    """Those of `pages` that the table of contents does not name, of a book that is being taken over."""
    titles: tuple[str, ...] = ()
    """Titles and captions that are written in the table of contents."""

    def at(self, day: str) -> Project:
        """Return the same report with an ISO day as the day whose knowledge counts."""
        return replace(self, settings=replace(self.settings, dated=replace(self.settings.dated, date=day)))

    @cached_property
    def notebooks(self) -> tuple[Path, ...]:
        """Every notebook of the report: those in `notebooks/`, then those that are pages, as JSON or as text."""
        folder = self.root / "notebooks"
        files = [*sorted(folder.glob("*.ipynb")), *find_text_notebooks(folder)]
        found = [path.relative_to(self.root) for path in files]
        pages = (page for page in self.pages if page.suffix == ".ipynb" or find_form(self.root / page))
        return tuple(dict.fromkeys([*found, *pages]))

    @cached_property
    def reviews(self) -> tuple[Path, ...]:
        """The review files, relative to the root."""
        found = (self.root / "book" / "reviews").glob("*.yml")
        return tuple(sorted(path.relative_to(self.root) for path in found))


_RESPONSIBLE = ("contact", "imprint.publisher", "imprint.editors", "imprint.funding", "imprint.corrections")


def find_unsaid(project: Project) -> Iterator[Complaint]:
    """Yield a complaint for each setting that is empty and says who answers for a report that reviews others."""
    file, what = _read_yaml(project.root / CONFIG, []), "is empty, and no review of a publication is sealed without it"
    for name in _RESPONSIBLE:
        if file and not attrgetter(name)(project.settings):
            yield file.complain(FileFault(("factbook", *name.split(".")), what, "fill it in"))


def find_root(start: Path) -> Path:
    """Return the nearest folder from `start` upwards that holds `_config.yml`.

    Raises ProjectError when there is none.
    """
    for folder in [start, *start.parents]:
        if (folder / CONFIG).is_file():
            return folder
    remedy = "go to a report's folder, or make one with: factbook init DIR"
    raise ProjectError.about(start, phrase("no {config} here or above", config=CONFIG), remedy)


def read_project(root: Path) -> Project:
    """Read a report's folder.

    Raises ProjectError with every fault of `_config.yml` and `_toc.yml`.
    """
    complaints: list[Complaint] = []
    file = _read_yaml(root / CONFIG, complaints)
    settings = parse_settings(_mapping(file, complaints), complaints, file) if file else Settings()
    toc = read_toc(root, BookFiles.from_config(file.values) if file else None, adopts=settings.adopts)
    complaints += toc.complaints
    complaints += _find_unknown_pages(settings, toc.pages)
    complain_all(ProjectError, complaints)
    settings = replace(settings, warnings=(*settings.warnings, *toc.warnings))
    project = Project(root=root, settings=settings, pages=toc.pages, unlisted=toc.unlisted, titles=toc.titles)
    complain_all(ProjectError, _find_unfit_files(root, [*project.notebooks, *project.reviews]))
    unknown = _find_unknown_notebooks(project)
    complain_all(ProjectError, [file.complain(fault) for fault in unknown] if file else [])
    return project


def _find_unfit_files(root: Path, files: Iterable[Path]) -> Iterator[Complaint]:
    """Yield a complaint for each file that is found by itself, and whose name no page could show, or that is none."""
    for file in files:
        name = file.as_posix()
        # Bytes of a name that are no UTF-8 are lone surrogates in Python.
        shown = name.encode("utf-8", "backslashreplace").decode().replace("\n", "\\n")
        if shown != name:
            what = "has bytes in its name that are not UTF-8, or a line break"
            yield Complaint(shown, what, "rename the file")
        # A pipe is waited for without end.
        elif (root / file).exists() and not ((root / file).is_file() or (root / file).is_dir()):
            yield Complaint(name, "is no regular file", "make it a file that you may read")


def _find_unknown_pages(settings: Settings, pages: tuple[Path, ...]) -> Iterator[Complaint]:
    """Yield a complaint for each page that is said to be checked and that there is not."""
    names = {name for page in pages for name in (page.as_posix(), page.with_suffix("").as_posix())}
    for name in settings.checked if pages else ():
        if name not in names:
            what = phrase("{name!r} is no page of {toc}", name=name, toc=TOC)
            yield Complaint(f"{CONFIG}: factbook.checked", what, suggest(names, name))


def _find_unknown_notebooks(project: Project) -> Iterator[FileFault]:
    """Yield a fault for each notebook that environment variables are named for and that there is not."""
    known = [path.as_posix() for path in project.notebooks]
    for name in project.settings.environment:
        if name not in known:
            remedy = suggest(known, name, "write its path, such as notebooks/riders.ipynb")
            yield FileFault(("factbook", "environment", name), "is no notebook of the report", remedy, is_key=True)


def parse_settings(config: Mapping[str, object], complaints: list[Complaint], file: YamlFile | None = None) -> Settings:
    """Read the parts of `_config.yml` that factbook knows; faults are added to `complaints`.

    They name the lines of the `file` that the settings were read from, if it is given.
    """
    faults: list[FileFault] = []
    tables = {key: find_table(config, key, faults) for key in ("factbook", "sphinx", *_OF_JUPYTER_BOOK)}
    extensions = tables["sphinx"].get("extra_extensions")
    # Without it Jupyter Book builds the site all the same, and shows every figure unchecked.
    if EXTENSION not in (extensions if isinstance(extensions, list) else ()):
        what = phrase("lacks {extension}, so no page would be checked", extension=EXTENSION)
        remedy = phrase("add - {extension}", extension=EXTENSION)
        faults.append(FileFault(("sphinx", "extra_extensions"), what, remedy))
    read = structure(tables["factbook"], OwnSettings, faults, ("factbook",)) or OwnSettings()
    # Jupyter Book passes over keys that it does not know, and so over one that is misspelt.
    slips = [FileFault(path, "no such key", suggest([near], near), is_key=True) for path, near in _find_slips(config)]
    misplaced = [path for path in _find_misplaced(config) if path not in {one.path for one in slips}]
    slips += [FileFault(path, "no such key", "write it under factbook:", is_key=True) for path in misplaced]
    # So does YAML at a key that is written twice.
    doubtful = [*(_complain(fault, file) for fault in slips), *(file.find_repeated() if file else ())]
    # What is no mapping at all is told above.
    odd = [one for one in find_odd(config) if one.where not in tables]
    complaints += [*(_complain(fault, file) for fault in faults), *([] if read.adopts else doubtful)]
    own = find_table(tables["sphinx"], "config", [])
    markdown = {"enable_extensions": tables["parse"].get("myst_enable_extensions") or BOOK_SYNTAX}
    markdown |= {name: own[f"myst_{name}"] for name in _OF_SYNTAX if f"myst_{name}" in own}
    extra = own.get("html_extra_path")
    allowed = tables["execute"].get("allow_errors") is True
    skipped = tables["execute"].get("exclude_patterns")
    return Settings(
        title=str(config.get("title") or "Untitled report"),
        author=str(config.get("author") or ""),
        goes_on=read.adopts and allowed,
        markdown=json.dumps({name: _plain(value) for name, value in markdown.items()}),
        extra=tuple(map(str, extra)) if isinstance(extra, list) else (),
        skipped=tuple(map(str, skipped)) if read.adopts and isinstance(skipped, list) else (),
        warnings=(*(doubtful if read.adopts else ()), *(_complain(fault, file) for fault in odd)),
        **vars(read),
    )


_OF_JUPYTER_BOOK = ("html", "execute", "parse", "latex", "repository")
"""Tables of `_config.yml` that Jupyter Book reads without looking what they are."""


def _plain(value: object) -> object:
    # Anything else is none of MyST's values, and may be an alias of itself.
    if isinstance(value, list | tuple):
        return [one for one in value if isinstance(one, str)]
    return value if isinstance(value, bool | int | str) else None


def _find_slips(config: Mapping[str, object], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the path of each key that is a slip of one of Jupyter Book's or of ours, and that one."""
    known = {path[len(above)] for path in _PATHS if len(path) > len(above) and path[: len(above)] == above}
    for key, value in config.items() if known else ():
        path = (*above, str(key))
        if near := find_slip(known, path[-1]):
            yield path, near
        elif isinstance(value, dict):
            yield from _find_slips(value, path)


def _find_misplaced(config: Mapping[str, object]) -> Iterator[tuple[str, ...]]:
    """Yield the path of each key that has our name and is read by nobody there."""
    places = [((), config), *(((name,), find_table(config, name, [])) for name in ("sphinx", *_OF_JUPYTER_BOOK))]
    places.append((("sphinx", "config"), find_table(find_table(config, "sphinx", []), "config", [])))
    for above, table in places:
        yield from (
            (*above, str(key)) for key in table if str(key).startswith("factbook") and (above or key != "factbook")
        )


_PATHS = [*(tuple(key.path.split(".")) for key in KEYS), ("factbook",), ("bibtex_reference_style",)]


def find_table(config: Mapping[str, object], key: str, faults: list[FileFault]) -> Mapping[str, object]:
    """Return what stands below a key; nothing, and a fault, where it is no mapping."""
    value = config.get(key)
    if value and not isinstance(value, dict):
        faults.append(
            FileFault((key,), phrase("{value} is not a mapping", value=show_plain(value)), "write key: value lines")
        )
    return value if isinstance(value, dict) else {}


def complain_of_setting(root: Path, fault: FileFault) -> Complaint:
    """Return a complaint that names the line of `_config.yml` where a fault is."""
    return _complain(fault, _read_yaml(root / CONFIG, []))


def _complain(fault: FileFault, file: YamlFile | None) -> Complaint:
    if file is not None:
        return file.complain(fault)
    return Complaint(f"{CONFIG}: {fault.where}", fault.what, fault.remedy)


def read_mapping(path: Path) -> Mapping[str, object]:
    """Read a YAML file that holds a mapping. Raises ProjectError when it does not."""
    complaints: list[Complaint] = []
    file = _read_yaml(path, complaints)
    found = _mapping(file, complaints) if file else {}
    complain_all(ProjectError, complaints)
    return found


def _mapping(file: YamlFile, complaints: list[Complaint]) -> Mapping[str, object]:
    found = file.values or {}
    if isinstance(found, dict):
        return found
    fault = FileFault((), phrase("{value} is not a mapping", value=show_plain(found)), "write key: value lines")
    complaints.append(file.complain(fault))
    return {}


def _read_yaml(path: Path, complaints: list[Complaint]) -> YamlFile | None:
    if not path.is_file():
        complaints.append(Complaint(path.name, "not found", "factbook init DIR writes one to start from"))
        return None
    content = read_text(path, path.name, complaints)
    if content is None:
        return None
    file = YamlFile(name=path.name, content=content)
    try:
        file.values  # noqa: B018 - read here, so that what is not YAML is found
    except NOT_YAML as error:
        complaints.append(yaml_complaint(path.name, error))
        return None
    return file


_ABOUT = ("readme", "changelog", "license", "licence", "contributing", "code_of_conduct", "security", "authors", "todo")
"""Beginnings of the names of files that say something about a repository and are no pages."""
_OTHERS = frozenset({"editions", "reviews", "notebooks", "node_modules"})
"""Folders whose files are read in another way, or belong to others."""


def find_outside_toc(project: Project) -> Iterator[Path]:
    """Yield each Markdown file beside or below the pages of a report that its table of contents does not name."""
    listed = set(project.pages)
    for folder in sorted({page.parent for page in project.pages}):
        # The folders below the root belong to anybody; those below a folder of pages hold pages.
        files = (project.root / folder).glob("*.md" if folder == Path() else "**/*.md")
        for file in sorted(path.relative_to(project.root) for path in files):
            hidden = any(part.startswith((".", "_")) or part in _OTHERS for part in file.parts[:-1])
            if file not in listed and not hidden and not file.name.lower().startswith(_ABOUT):
                listed.add(file)
                yield file
