"""Pages and notebooks as lists of claims, unbound numbers, and references to charts and reviews."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from factbook.figures import find
from factbook.figures.parser import LANGUAGES, language
from factbook.model import Claim, Number, Place, Role
from factbook.model.errors import Complaint
from factbook.report.myst import Fault, Found, Reference, Run, find_runs, parse_target

_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_LATIN = re.compile(r"[A-Za-z]")
_ROLE = re.compile(r"\{(?:claim|reported|plain)\}`(?P<content>[^`]*)(?:`|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What one file says: its claims, the numbers that nothing binds, and what it refers to."""

    name: str
    claims: tuple[Claim, ...] = ()
    numbers: tuple[Number, ...] = ()
    references: tuple[Reference, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    texts: Mapping[str, range] = field(default_factory=dict)
    """Short texts of the file that are shown by themselves (a chart title, a field of a review): which claims are
    theirs, as positions in `claims`. The claims of none of them stand on the page itself."""


def read_page(root: Path, path: Path, *, names: Iterable[str] = (), locale: str = "en") -> Page:
    """Read one page or notebook; faults of encoding or markup are among its complaints."""
    file = path.as_posix()
    try:
        text = (root / path).read_text("utf-8")
    except (UnicodeDecodeError, OSError) as error:
        what = "not UTF-8" if isinstance(error, UnicodeDecodeError) else f"cannot be read: {error.strerror}"
        complaint = Complaint(place=file, what=what, remedy="save the file as UTF-8")
        return Page(name=file, complaints=(complaint,))
    if path.suffix == ".ipynb":
        return parse_notebook_text(text, file=file, names=tuple(names), locale=locale)
    return parse_page(text, file=file, names=tuple(names), locale=locale)


def parse_page(text: str, *, file: str, names: tuple[str, ...] = (), locale: str = "en") -> Page:
    """Find every claim and every unbound number of a MyST page."""
    return locate(collect(find_runs(text), place=Place(file=file), names=names, locale=locale), text)


def parse_notebook_text(text: str, *, file: str, names: tuple[str, ...] = (), locale: str = "en") -> Page:
    """Find every claim and unbound number in the Markdown cells of a notebook."""
    try:
        cells = json.loads(text)["cells"]
        texts = {at: "".join(cell["source"]) for at, cell in enumerate(cells) if cell.get("cell_type") == "markdown"}
    except (ValueError, KeyError, TypeError, AttributeError):
        complaint = Complaint(place=file, what="not readable as a notebook", remedy="save it again in Jupyter")
        return Page(name=file, complaints=(complaint,))
    pages = [
        locate(collect(find_runs(source), place=Place(file=file, cell=at), names=names, locale=locale), source)
        for at, source in texts.items()
    ]
    return merge(file, pages)


def parse_text(text: str, *, place: Place, where: str, names: tuple[str, ...] = (), locale: str = "en") -> Page:
    """Find every claim and unbound number in a text that stands elsewhere: a chart title, a review's field."""
    found = (run for run in find_runs(text, line=place.line or 1) if not (isinstance(run, Fault) and run.html))
    runs = (replace(run, where=where) if isinstance(run, Run) else run for run in found)
    page = collect(runs, place=place, names=names, locale=locale)
    page = replace(page, texts={flatten(text): range(len(page.claims))})
    if place.line is not None:
        return page
    return replace(
        page,
        claims=tuple(replace(claim, place=place) for claim in page.claims),
        numbers=tuple(replace(number, place=place) for number in page.numbers),
    )


def flatten(text: str) -> str:
    """Return a text on one line, as `Page.texts` names it: YAML folds lines that the source still has."""
    return " ".join(text.split())


def merge(name: str, pages: Iterable[Page]) -> Page:
    """Put what several texts of one file say into one page, with ids that stay unique."""
    parts = list(pages)
    texts: dict[str, range] = {}
    start = 0
    for page in parts:
        for text, at in page.texts.items():
            texts.setdefault(text, range(start + at.start, start + at.stop))
        start += len(page.claims)
    return Page(
        name=name,
        claims=tuple(_numbered(claim for page in parts for claim in page.claims)),
        numbers=tuple(number for page in parts for number in page.numbers),
        references=tuple(reference for page in parts for reference in page.references),
        complaints=tuple(complaint for page in parts for complaint in page.complaints),
        texts=texts,
    )


def locate(page: Page, source: str) -> Page:
    """Return what a source says with the columns of its claims and numbers, where they stand in it letter by letter."""
    columns = _Columns(source.split("\n"))
    return replace(
        page,
        claims=tuple(replace(claim, place=columns.of_role(claim.place, claim.printed)) for claim in page.claims),
        numbers=tuple(replace(number, place=columns.of_number(number.place, number.text)) for number in page.numbers),
    )


class _Columns:
    """Finds figures in the lines of a source, from left to right; each place is found once."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._roles: dict[int, list[re.Match[str]]] = {}
        self._reached: Counter[int] = Counter()

    def of_role(self, place: Place, printed: str) -> Place:
        """Return the place with the columns of the next role on its line that prints this."""
        roles = self._roles.setdefault(place.line or 0, list(_ROLE.finditer(self._line(place))))
        for at, match in enumerate(roles):
            if parse_target(match["content"])[0] == printed:
                del roles[at]
                return replace(place, column=match.start() + 1, last_column=match.end())
        return place

    def of_number(self, place: Place, text: str) -> Place:
        """Return the place with the columns of the next such number on its line, roles passed over."""
        line = _ROLE.sub(lambda match: " " * len(match[0]), self._line(place))
        start = line.find(text, self._reached[place.line or 0])
        if start < 0:
            return place
        self._reached[place.line or 0] = start + len(text)
        return replace(place, column=start + 1, last_column=start + len(text))

    def _line(self, place: Place) -> str:
        line = place.line or 0
        return self._lines[line - 1] if 0 < line <= len(self._lines) else ""


def collect(runs: Iterable[Found], *, place: Place, names: tuple[str, ...], locale: str) -> Page:
    """Turn runs of text into claims, unbound numbers and references."""
    claims: list[Claim] = []
    numbers: list[Number] = []
    references: list[Reference] = []
    complaints: list[Complaint] = []
    for run in runs:
        if isinstance(run, Reference):
            references.append(run)
            continue
        if isinstance(run, Fault):
            complaints.append(Complaint(place=str(replace(place, line=run.line)), what=run.what, remedy=run.remedy))
            continue
        spoken = run.locale or _locale_of(run.text, locale)
        if language(spoken) not in LANGUAGES:
            complaints.extend(_unread(run, place, spoken))
            continue
        claims.extend(_find_claims(run, place, spoken, complaints))
        numbers.extend(_find_numbers(run, place, spoken, names))
    return Page(
        name=place.file,
        claims=tuple(_numbered(claims)),
        numbers=tuple(numbers),
        references=tuple(references),
        complaints=tuple(complaints),
    )


def _unread(run: Run, place: Place, locale: str) -> Iterator[Complaint]:
    """Complain of figures in a language of which none can be read."""
    if any(piece.role for piece in run.pieces) or any(char.isdecimal() for char in run.text):
        what = f"holds figures in {locale!r}, a language in which they cannot be read"
        remedy = f"known are {', '.join(sorted(LANGUAGES))}"
        yield Complaint(place=str(replace(place, line=run.line_at(0))), what=what, remedy=remedy)


def _find_claims(run: Run, place: Place, locale: str, complaints: list[Complaint]) -> Iterator[Claim]:
    for at, piece in enumerate(run.pieces):
        if not piece.role:
            continue
        here = replace(place, line=piece.line)
        if not piece.target or not piece.text:
            missing = "a reason" if piece.role == Role.PLAIN else "a target"
            what = (
                f"{{{piece.role}}}`{piece.text}` has no {'figure' if piece.target else missing.rsplit(maxsplit=1)[-1]}"
            )
            remedy = f"write {{{piece.role}}}`figure <{missing.rsplit(maxsplit=1)[-1]}>`"
            complaints.append(Complaint(place=str(here), what=what, remedy=remedy))
            continue
        yield Claim(
            id="",
            role=Role(piece.role),
            printed=piece.text,
            target=piece.target,
            place=here,
            where=run.where,
            locale=_locale_of(piece.text, locale),
            sentence=run.sentence_at(at),
        )


def _find_numbers(run: Run, place: Place, locale: str, names: tuple[str, ...]) -> Iterator[Number]:
    text = run.text
    for found in find(text, locale=locale, names=names):
        if found.needs_claim:
            context = " ".join(text[max(0, found.start - 30) : found.end + 30].replace("\ufffc", "...").split())
            yield Number(
                text=found.text, place=replace(place, line=run.line_at(found.start)), where=run.where, context=context
            )


def _numbered(claims: Iterable[Claim]) -> Iterator[Claim]:
    seen: Counter[str] = Counter()
    for claim in claims:
        stem = f"{Path(claim.place.file).with_suffix('').as_posix()}/{claim.target}"
        seen[stem] += 1
        yield replace(claim, id=f"{stem}/{seen[stem]}")


def _locale_of(text: str, default: str) -> str:
    """Korean where most of the letters are Hangul, else the page's own language."""
    hangul, latin = len(_HANGUL.findall(text)), len(_LATIN.findall(text))
    return "ko" if hangul > latin else default
