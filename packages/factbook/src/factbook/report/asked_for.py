"""What pages, reviews and settings ask for by name and what is not there.

Charts, reviews and sources of the report; directives, roles, labels, terms, citations, pages and files, which Sphinx
and the disk must know. Pictures and lists of works are looked at before Sphinx reads them. The door of pybtex, which
reads the lists for Sphinx as well.
"""

from __future__ import annotations

import json
import posixpath
import re
import subprocess
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote
from xml.parsers.expat import ExpatError, ParserCreate

from factbook.data.catalog import Catalog
from factbook.data.sources import divide_sources, was_known
from factbook.engine.task import task
from factbook.model import Review, ReviewedClaim
from factbook.notebooks import Run
from factbook.project.files import is_file
from factbook.project.setting_values import CONFIG
from factbook.project.settings import Project, complain_of_setting, find_table, read_mapping
from factbook.report.found import GIVEN, OTHERWISE, MarkupName
from factbook.report.pages import Page
from figurecheck.model import Rating, Source, split_reported
from figurecheck.model.errors import Complaint, ProjectError, find_slip, suggest
from figurecheck.model.worded import phrase
from figurecheck.settings.faults import FileFault
from figurecheck.verdicts.reported import say_no_row

_DRAWN = re.compile(rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|....ftyp|BM", re.DOTALL)
"""How pictures begin; a browser goes by that, whatever the name of the file says."""
_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"})
_SVG = "http://www.w3.org/2000/svg svg"
_KEY = re.compile(r"^\s*@\w+\s*[{(]\s*([^,\s]+)\s*,", re.MULTILINE)
_END = 1 << 16
"""Bytes at the end of a PNG among which its last part is."""


def complain_of_file(path: Path, name: str, place: str) -> Iterator[Complaint]:
    """Yield a complaint if what is there under the name of a file cannot be shown or handed out."""
    if not path.is_file():
        what = phrase("{name} is no file", name=name)
        yield Complaint(place, what, "put a file there, or take it off the page")
    elif path.suffix.lower() in _SUFFIXES and not _is_picture(path):
        what = phrase("{name} is no picture that a browser shows", name=name)
        yield Complaint(place, what, "save or copy the picture anew")


def _is_picture(path: Path) -> bool:
    if path.suffix.lower() == ".svg":
        return _is_svg(path.read_bytes())
    with path.open("rb") as file:
        start, size = file.read(16), path.stat().st_size
        file.seek(max(0, size - _END))
        is_whole = not start.startswith(b"\x89PNG") or b"IEND" in file.read()
    return bool(_DRAWN.match(start)) and is_whole


def _is_svg(content: bytes) -> bool:
    names: list[str] = []
    # With namespaces, since a browser takes a drawing without its own for some other document.
    parser = ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, _: names.append(name)
    try:
        parser.Parse(content, True)
    except (ExpatError, ValueError):
        return False
    return names[:1] == [_SVG]


def read_works(path: Path, name: str, encoding: str) -> tuple[list[str], list[Complaint]]:
    """Return the keys of the works that a BibTeX file lists, and what hinders reading it."""
    try:
        text = path.read_bytes().decode(encoding)
    except (UnicodeDecodeError, LookupError):
        what, remedy = phrase("is not {encoding}", encoding=encoding), "save the file as UTF-8"
        return [], [Complaint(name, what, remedy)]
    # It comes with the extension of Sphinx that cites; where that is missing, the build says so, and no citation is.
    try:
        from pybtex.database import parse_string
        from pybtex.exceptions import PybtexError
    except ImportError:
        return _KEY.findall(text), []
    try:
        return list(parse_string(text, "bibtex").entries), []
    except PybtexError as error:
        line = getattr(error, "lineno", None)
        what = phrase("not readable as BibTeX: {what}", what=error)
        remedy = "look for a missing brace, comma or quote just before"
        # Pages may cite what others can read in it.
        return _KEY.findall(text), [Complaint(f"{name}:{line}" if line else name, what, remedy)]


def find_unresolved(
    pages: Mapping[str, Page], runs: Iterable[Run], catalog: Catalog, reviews: Iterable[Review] | None
) -> Iterator[Complaint]:
    """Yield a complaint for each directive or role that names a chart, a review or a source that does not exist.

    `reviews` is ``None`` when a review could not be read; which names exist is then not known.
    """
    runs = list(runs)
    failed = [run.code for run in runs if run.complaints]
    existing: dict[str, list[str]] = {
        "chart": [one.id for run in runs for one in run.outlines],
        "source": list(catalog.sources),
        **({} if reviews is None else {"review": [review.name for review in reviews]}),
    }
    for file, page in pages.items():
        for reference in page.references:
            # directives without a name to resolve ({datasets}, {chapters}) are not in the table
            names = existing.get(reference.name)
            # A notebook that failed is named already, and its charts are missing for that reason alone.
            lost = reference.name == "chart" and any(code is None or reference.argument in code for code in failed)
            if names is not None and reference.argument not in names and not lost:
                remedy = suggest(
                    names, reference.argument, phrase("remove the {kind}, or add it", kind=phrase(reference.name))
                )
                what = phrase("there is no {kind} {name!r}", kind=phrase(reference.name), name=reference.argument)
                yield Complaint(f"{file}:{reference.line}", what, remedy)


def find_faulty_sources(review: Review, catalog: Catalog) -> Iterator[Complaint]:
    """Yield a complaint for each source or row that is not in the data, and each rating of a day without its proof."""
    yield from _find_unknown(review.source, review.file, catalog)
    for claim in review.claims:
        divided = divide_sources(claim.sources, review.as_of, catalog.sources)
        for entry in (*divided.day, *divided.today):
            yield from _find_unknown(entry, str(claim.place), catalog)
        yield from _find_unproved(claim, divided.day, review.as_of, catalog.sources)


def _find_unproved(
    claim: ReviewedClaim, entries: Sequence[str], day: str, sources: Mapping[str, Source]
) -> Iterator[Complaint]:
    """Yield a complaint for each source of a rating that is younger than its day, and where there is none at all."""
    for entry in entries:
        source = sources.get(split_reported(entry)[0])
        if source and not was_known(entry, day, sources):
            published = source.published or phrase("no known day")
            what = phrase(
                "{id} is of {published}, and was not known on {day}", id=source.id, published=published, day=day
            )
            remedy = phrase("list it under sources: today:, and one of its day under day:")
            yield Complaint(str(claim.place), what, remedy)
    if not entries and claim.rating.day is not Rating.UNTRACED:
        what = phrase("{id} has no source that was known on {day}", id=claim.id, day=day)
        yield Complaint(str(claim.place), what, phrase("add one to sources:, or rate the day untraced"))


def _find_unknown(entry: str, place: str, catalog: Catalog) -> Iterator[Complaint]:
    """Yield a complaint where the source of an entry, or its row, is not in the data."""
    id, row = split_reported(entry)
    if id not in catalog.sources:
        remedy = suggest(catalog.sources, id, phrase("add it to data/sources.csv"))
        yield Complaint(place, phrase("there is no source {source!r}", source=id), remedy)
    elif row and not (rows := catalog.printed_by(id)).find_rows(row):
        what, remedy = say_no_row(id, row, rows)
        yield Complaint(place, what, remedy)


_COMMAND = (sys.executable, "-P", "-m", "factbook.sphinx_ext.build.markup_names")
_ELSEWHERE = re.compile(r"[A-Za-z][\w+.-]*:|//|\Z")
"""How an address begins that leads out of the report, or nowhere."""
_MAKES_LABELS = re.compile(
    r"intersphinx_mapping|heading_anchors|\.auto|labels\b|note_\w*target|add_crossref_type|add_object_type"
)
"""In settings of Sphinx and in extensions of the report's own: what may make labels that stand on no page."""

_PICTURES = (("logo",), ("html", "favicon"), ("sphinx", "config", "html_logo"), ("sphinx", "config", "html_favicon"))
"""Settings that name a picture."""
_ORDINARY = frozenset(
    ("html_show_sphinx", "suppress_warnings", "bibtex_reference_style", "mathjax_config", "mathjax_path")
)
"""Settings of Sphinx that are no slips; Jupyter Book renames the fourth."""


def find_missing(project: Project, pages: Mapping[str, Page]) -> Iterator[tuple[str, Complaint]]:
    """Yield the file and a complaint for each name that a page asks for, and that nothing has.

    What only Sphinx can look up, since an extension or another book may have it, is left to the build.
    """
    there = _There(project, pages)
    for file, page in pages.items():
        for one in page.named:
            names = None if one.kind in GIVEN.values() else there.find_instead(one, file)
            if names is not None:
                what = phrase("there is no {kind} {name!r}", kind=phrase(one.kind), name=one.name)
                last = re.split("[/#]", one.name)[-1]
                yield file, Complaint(one.place, what, suggest(names, last, phrase(OTHERWISE)))
            elif one.kind == "file" and (path := there.find_file(one.name, file)):
                yield from ((file, fault) for fault in complain_of_file(path, one.name, one.place))
    of_settings = (*there.find_faulty_works(), *there.find_faulty_pictures(), *there.find_unknown_settings())
    yield from ((CONFIG, one) for one in (*of_settings, *there.faults))


class _There:
    """What there is in a report, each looked up when a page first asks for it."""

    def __init__(self, project: Project, pages: Mapping[str, Page]) -> None:
        self._root, self._pages = project.root, project.pages
        self._pages_by_name = pages
        self._docnames = {page.with_suffix("").as_posix() for page in project.pages}
        self._named = [one for page in pages.values() for one in page.named]
        self.faults: list[Complaint] = []

    def find_instead(self, asked: MarkupName, file: str) -> Collection[str] | None:
        """Return the names that could have been meant; ``None`` where what is asked for is there, or may be."""
        if asked.kind == "footnote":
            given = [one.name for one in self._pages_by_name[file].named if one.kind == GIVEN["footnote"]]
            return None if asked.name in given else given
        if asked.kind not in {"page", "file", "link"}:
            return self._find_among(asked.kind, asked.name)
        address, _, anchor = asked.name.partition("#")
        path = _locate(address, file)
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

    def find_file(self, name: str, file: str) -> Path | None:
        """Return what is there under the name of a file that a page shows; ``None`` where the build will look."""
        path = _locate(name, file)
        there = not _ELSEWHERE.match(name) and not path.startswith("..") and (self._root / path).exists()
        return self._root / path if there else None

    def find_faulty_works(self) -> Iterator[Complaint]:
        """Yield what is wrong with the lists of works that pages cite."""
        for name in self._lists_of_works:
            if is_file(self._root / name):
                yield from self._read_works(name)[1]
            else:
                yield self._complain_of_missing(("bibtex_bibfiles",), name)

    def find_faulty_pictures(self) -> Iterator[Complaint]:
        """Yield what is wrong with the pictures that the settings name."""
        for keys in _PICTURES:
            *sections, last = keys
            table: Mapping[str, object] = self._config
            for section in sections:
                table = find_table(table, section, [])
            name = table.get(last)
            if not isinstance(name, str) or not name or _ELSEWHERE.match(name):
                continue
            if (self._root / name).exists():
                yield from complain_of_file(self._root / name, name, f"{CONFIG}: {'.'.join(keys)}")
            else:
                yield self._complain_of_missing(keys, name)

    def _complain_of_missing(self, keys: tuple[str, ...], name: str) -> Complaint:
        what = phrase("there is no {kind} {name!r}", kind=phrase("file"), name=name)
        return complain_of_setting(self._root, FileFault(keys, what, "put it there, or take it out"))

    def find_unknown_settings(self) -> Iterator[Complaint]:
        """Yield each setting of Sphinx that is a slip of one that there is; others may be of an extension."""
        own = [str(name) for name in find_table(self._sphinx, "config", [])]
        # Sphinx takes a second to start, which the settings that most reports have are not worth.
        known = [] if _ORDINARY.issuperset(own) else self._markup.get("setting", [])
        for name in own:
            if name not in _ORDINARY and (near := find_slip(known, name)):
                fault = FileFault(("sphinx", "config", name), "no such key", suggest([near], near), is_key=True)
                yield complain_of_setting(self._root, fault)

    def _find_among(self, kind: str, name: str) -> Collection[str] | None:
        known = self._find_known(kind)
        return None if known is None or _normalize(name) in map(_normalize, known) else known

    def _find_known(self, kind: str) -> Collection[str] | None:
        if kind == "citation":
            return self._citations if self._lists_of_works else None
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
    def _lists_of_works(self) -> list[str]:
        files = self._config.get("bibtex_bibfiles")
        return [one for one in (files if isinstance(files, list) else [files]) if isinstance(one, str)]

    @cached_property
    def _citations(self) -> list[str]:
        there = [name for name in self._lists_of_works if is_file(self._root / name)]
        return [key for name in there for key in self._read_works(name)[0]]

    def _read_works(self, name: str) -> tuple[list[str], list[Complaint]]:
        encoding = str(find_table(self._sphinx, "config", []).get("bibtex_encoding", "utf-8-sig"))
        return _read_works(self._root, name, encoding)

    @cached_property
    def _markup(self) -> Mapping[str, list[str]]:
        """The directives and roles that there are; none where Sphinx cannot start."""
        try:
            return _ask_sphinx(self._root, self._sphinx, "bibtex_bibfiles" in self._config, self._own_code)
        except ProjectError as error:
            self.faults += error.complaints
            return {}


@task(of=lambda root, name, encoding: encoding, reads=lambda root, name, encoding: [name])
def _read_works(root: Path, name: str, encoding: str) -> tuple[list[str], list[Complaint]]:
    return read_works(root / name, name, encoding)


@task(of=lambda root, *about: about)
def _ask_sphinx(root: Path, _settings: object, _has_works: bool, _own_code: Sequence[str]) -> dict[str, list[str]]:
    """Return the names of directives, roles and settings. Raises ProjectError where Sphinx cannot start."""
    asked = subprocess.run([*_COMMAND, root], capture_output=True, text=True, check=False)  # noqa: S603
    if not asked.returncode:
        found: dict[str, list[str]] = json.loads(asked.stdout.splitlines()[-1])
        return found
    what = phrase("Sphinx cannot start: {last}", last=" ".join(asked.stderr.splitlines()[-1:]))
    raise ProjectError.about(CONFIG, what, "install what is missing, or correct sphinx:")


def _locate(address: str, file: str) -> str:
    """Return the path from the report's folder to what a page names, as Sphinx finds it."""
    # From the folder of the page, or with a slash from that of the report.
    folder = "" if address[:1] == "/" else posixpath.dirname(file)
    return posixpath.normpath(posixpath.join(folder, unquote(address).lstrip("/")))


def _normalize(label: str) -> str:
    return re.sub(r"\W+", "-", label.casefold()).strip("-")
