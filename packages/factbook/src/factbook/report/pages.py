"""Pages and notebooks as lists of claims, unbound numbers, and references to charts and reviews."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from factbook.engine.stored_claims import Claims
from factbook.notebooks.old_versions import parse_notebook
from factbook.project.settings import BOOK_MARKDOWN
from factbook.project.text_notebook import PERCENT, show_prose
from factbook.report.flowing import FilledRole, by_place, fill_text, is_flowing, locale_of
from factbook.report.found import GAP, Fault, Formula, MarkupName, Piece, Reference, TextRun, mark_glue
from factbook.report.front_matter import read_language
from factbook.report.markdown_parser import parser_of_page, shared_parser
from factbook.report.myst import Found, find_runs, parse_target
from factbook.report.restructured_text import to_myst
from figurecheck.figures import find_in_formula, find_stated, find_unread_words
from figurecheck.figures.languages import find_language, find_language_codes
from figurecheck.model import Claim, Number, Place, Role, split_reported
from figurecheck.model.claim import Head
from figurecheck.model.errors import Complaint
from figurecheck.model.states import quick_state
from figurecheck.model.worded import phrase
from figurecheck.settings.faults import complain_of_surrogates, read_text

_MARK = re.compile(r"(?:<{7}|>{7}) ")
_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})(?P<info>.*)")


def complain_of_merge(text: str, file: str) -> Complaint | None:
    """Return a complaint of the first mark that git has left in a page; code may show some."""
    # Most pages have none, and need not be gone through.
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return None
    line = next((number for number, line in _outside_code(text) if _MARK.match(line)), None)
    remedy = "decide between the two sides, and take out the lines of git"
    return None if line is None else Complaint(f"{file}:{line}", "a merge stopped here", remedy)


def _outside_code(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a page with their numbers, without those of code; directives are none."""
    opened: list[tuple[str, bool]] = []
    for number, line in enumerate(text.split("\n"), 1):
        fence = _FENCE.match(line)
        if fence and opened and fence["fence"].startswith(opened[-1][0]) and not fence["info"].strip():
            opened.pop()
        elif opened and opened[-1][1]:
            continue
        elif fence:
            info = fence["info"].strip()
            opened.append((fence["fence"], not info.startswith("{") or info.startswith("{code")))
        else:
            yield number, line


# Each level of directives needs a longer fence than the one inside, of one of three signs: this allows for 180 levels.
# Each level is a text of its own to Sphinx and to us, and a thousand of them take minutes.
_DEEP_FENCE = re.compile(r"^[ \t>]*(?:`{61}|~{61}|:{61})[`~:]*[ \t]*\{", re.MULTILINE)
# markdown-it reads what is left of a paragraph once more for each definition in it.
_DEFINITIONS = re.compile(r"(?:^ {0,3}\[[^\]\n]+\]:[^\n]*\n){1000}", re.MULTILINE)
# Sphinx writes every value of the front matter out, and a few lines of aliases of aliases stand for millions.
_ALIASES = re.compile(r"\A---\n(?:(?:(?!\n---)[^*])*\*\w+){30}")
# The sentence of each figure is read with all the others in it. A line of a page, a row of a table has a few of them.
_FIGURES = re.compile(r"^(?=.{10000})(?>(?>.*?\{(?:claim|reported|searched|plain)\}`)){1000}", re.MULTILINE)
_RAW_ROLE = re.compile(r"\{(?:claim|reported|searched|plain)\}`")
_UNREADABLE = (
    (_ALIASES, "the front matter has thirty aliases", "write the values themselves"),
    (_DEEP_FENCE, "the fence of this directive has more than 60 signs", "nest directives less deeply"),
    (_FIGURES, "this line has a thousand figures", "break it into paragraphs"),
    (_DEFINITIONS, "a thousand definitions of links follow one another", "put empty lines between them"),
)


def complain_of_cost(text: str, place: str) -> Complaint | None:
    """Return a complaint if a page would take minutes to read."""
    for pattern, what, remedy in _UNREADABLE:
        if found := pattern.search(text):
            line = text.count("\n", 0, found.start()) + 1
            return Complaint(f"{place}:{line}", what, remedy)
    return None


def complain_of_words(run: TextRun, place: Place, words: str) -> Complaint:
    """Return the complaint about words of a language in which only digits are read."""
    here = str(replace(place, line=run.line_at(0)))
    remedy = "write its numbers in digits, and bind them; the page is not called checked"
    return Complaint(here, phrase("number words in {words} are not read", words=words), remedy)


def complain_of_language(run: TextRun, place: Place, locale: str) -> Iterator[Complaint]:
    """Yield a complaint about figures in a language whose figures cannot be read."""
    if any(piece.role for piece in run.pieces) or any(char.isdecimal() for char in run.text):
        what = phrase("contains figures in {locale!r}, a language whose figures cannot be read", locale=locale)
        remedy = phrase("use one of {names}", names=", ".join(find_language_codes()))
        yield Complaint(str(replace(place, line=run.line_at(0))), what, remedy)


def complain_of_unsearched(run: TextRun, place: Place, locale: str) -> Iterator[Complaint]:
    """Yield a warning for each statement that nothing was found which is bound to no record of a search."""
    language = find_language(locale)
    # Nobody can write a role into titles, or into what was published.
    if language is None or not language.not_found or run.where in {"title", "correction"}:
        return
    for found in re.finditer(language.not_found, run.text, re.IGNORECASE):
        words = " ".join(found[0].replace(GAP, "…").split())
        what = phrase("“{words}” is bound to no record of a search", words=words)
        remedy = "write {searched}`words <id>`, with the record of that id in data/searches.csv"
        yield Complaint(str(replace(place, line=run.line_at(found.start()))), what, remedy)


def complain_of_raw_role(text: str, here: Place) -> Iterator[Complaint]:
    """Yield a complaint if a role stands where none is read: in a tooltip, an attribute of HTML, a formula."""
    if found := _RAW_ROLE.search(text):
        what = phrase("{role} would be shown as it is written", role=f"{found[0]}...`")
        remedy = "a figure can be bound in running text only: say this without a number, or write it as text"
        yield Complaint(str(here), what, remedy)


def complain_of_gap(piece: Piece, here: Place) -> Complaint:
    """Return the complaint about a role without a figure, or without what belongs behind it."""
    behind = phrase("reason" if piece.role == Role.PLAIN else "target")
    missing = phrase("figure") if piece.target else behind
    what = phrase("{{{role}}}`{text}` has no {missing}", role=piece.role, text=piece.text, missing=missing)
    remedy = phrase("write {{{role}}}`figure <{behind}>`", role=piece.role, behind=behind)
    return Complaint(str(here), what, remedy)


def complain_of_doubled(piece: Piece, here: Place, doubled: str) -> Complaint:
    """Return the complaint about words that stand in a figure and again behind it."""
    template = "{doubled!r} stands twice: in the figure {text!r}, and behind it"
    what = phrase(template, doubled=doubled, text=piece.text)
    return Complaint(str(here), what, "take out the one behind the figure")


def complain_of_flow(piece: Piece, here: Place) -> Complaint:
    """Return the complaint about a figure into which no value can flow."""
    # Where its value fits, the figure stands in the text by now.
    if not piece.text:
        what = phrase("no value flows into this text, so {{claim}}`<{target}>` has no figure", target=piece.target)
        remedy = phrase("write {{claim}}`figure <{target}>`", target=piece.target)
        return Complaint(str(here), what, remedy)
    what = phrase("{text} cannot print {target}", text=piece.text, target=piece.target)
    remedy = phrase("one field in braces, with a format of Python for numbers: {:,.0f}, {:.1%}; a date has none: {}")
    return Complaint(str(here), what, remedy)


# The closing backtick may be missing: a role that breaks over lines still begins on the line that names it.
_CODE_SPAN = re.compile(r"(?<!`)(?P<ticks>`{2,})(?!`).*?(?<!`)(?P=ticks)(?!`)")
# As in Markdown, and as in reStructuredText.
_ROLE = re.compile(
    r"(?:\{(?:claim|reported|searched|plain|glue(?::\w*)?)\}|(?<![\w`:]):(?:claim|reported|searched|plain):)`(?P<content>[^`]*)(?:`|$)"
)


@quick_state
@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The content of one file: its claims, the numbers that nothing binds, and its references."""

    name: str
    claims: Claims = ()
    numbers: tuple[Number, ...] = ()
    references: tuple[Reference, ...] = ()
    named: tuple[MarkupName, ...] = ()
    """The names of markup, places and files that it asks for, and of places that it gives."""
    complaints: tuple[Complaint, ...] = ()
    unread: tuple[Complaint, ...] = ()
    """Texts whose number words cannot be read; the page is not said to be checked."""
    unsearched: tuple[Complaint, ...] = ()
    """Statements that nothing was found without a record of the search."""
    flowing: tuple[FilledRole, ...] = ()
    """The figures that flow into its text."""
    language: str = ""
    """The language of the page, where it names one."""
    translates: str = ""
    """The page that this one is in another language, without its ending."""
    texts: Mapping[str, range] = field(default_factory=dict)
    """Short texts of the file that are shown on their own (a chart title, a field of a review), and the positions of
    their claims in `claims`. None of these claims stands on the page itself."""
    is_read: bool = True
    """Whether its text could be read at all; why not stands in its complaints."""


def read_page(
    root: Path,
    path: Path,
    *,
    names: Iterable[str] = (),
    locale: str = "en",
    flowing: tuple[FilledRole, ...] = (),
    markdown: str = BOOK_MARKDOWN,
) -> Page:
    """Read one page or notebook; faults of encoding and markup become complaints of the page.

    `markdown` is what `Settings.markdown` says of its syntax. Raises ProjectError where MyST-Parser does not take it.
    """
    file = path.as_posix()
    complaints: list[Complaint] = []
    text = read_text(root / path, file, complaints)
    if text is None:
        return Page(name=file, complaints=tuple(complaints), is_read=False)
    if path.suffix == ".ipynb":
        page = parse_notebook_text(
            text, file=file, names=tuple(names), locale=locale, flowing=flowing, markdown=markdown
        )
    else:
        source, text = text, show_prose(text) if path.suffix == PERCENT else text
        text = to_myst(text) if path.suffix == ".rst" else text
        language, translates = read_language(text)
        page = parse_page(
            text, file=file, names=tuple(names), locale=language or locale, flowing=flowing, markdown=markdown
        )
        if path.suffix == ".rst":
            # What stands in a block is not indented any more when it is read.
            page = add_columns(page, source)
        page = replace(page, language=language, translates=translates)
    return replace(page, flowing=flowing) if page.is_read else page


def parse_page(
    text: str,
    *,
    file: str,
    names: tuple[str, ...] = (),
    locale: str = "en",
    flowing: tuple[FilledRole, ...] = (),
    markdown: str = BOOK_MARKDOWN,
) -> Page:
    """Return every claim and every unbound number of a MyST page."""
    if fault := complain_of_merge(text, file) or complain_of_cost(text, file):
        return Page(name=file, complaints=(fault,), is_read=False)
    runs = find_runs(fill_text(text, flowing), parser=parser_of_page(text, markdown))
    return add_columns(collect(runs, place=Place(file=file), names=names, locale=locale), text, by_place(flowing))


def parse_notebook_text(
    text: str,
    *,
    file: str,
    names: tuple[str, ...] = (),
    locale: str = "en",
    flowing: tuple[FilledRole, ...] = (),
    markdown: str = BOOK_MARKDOWN,
) -> Page:
    """Return every claim and unbound number in the Markdown cells of a notebook."""
    try:
        cells = parse_notebook(text)["cells"]
        texts = {at: "".join(cell["source"]) for at, cell in enumerate(cells) if cell.get("cell_type") == "markdown"}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        complaint = Complaint(file, "is not a valid notebook", "save it again in Jupyter")
        return Page(name=file, complaints=(complaint,), is_read=False)
    if "\\ud" in text.lower() and (halved := complain_of_surrogates(["".join(cell["source"]) for cell in cells], file)):
        return Page(name=file, complaints=tuple(halved), is_read=False)
    costly = [one for at, source in texts.items() if (one := complain_of_cost(source, f"{file}: cell {at + 1}"))]
    if costly:
        return Page(name=file, complaints=tuple(costly), is_read=False)
    # Lines are counted cell by cell, as Jupyter shows them: those of the JSON file mean nothing to an editor.
    pages = []
    for at, source in texts.items():
        runs = find_runs(fill_text(source, flowing, cell=at), parser=shared_parser(markdown))
        page = collect(runs, place=Place(file=file, cell=at), names=names, locale=locale)
        pages.append(add_columns(page, source, by_place(flowing, at)))
    return merge(file, pages)


def parse_text(
    text: str,
    *,
    place: Place,
    where: str,
    names: tuple[str, ...] = (),
    locale: str = "en",
    heads: tuple[Head, ...] = (),
) -> Page:
    """Return every claim and unbound number in a text from outside a page: a chart title, a field of a review."""
    # such texts are escaped when they are shown, so that active HTML in them is only text
    found = (
        run for run in find_runs(text, line=place.line or 1, heads=heads) if not (isinstance(run, Fault) and run.html)
    )
    runs = (replace(run, where=where) if isinstance(run, TextRun) else run for run in found)
    page = collect(runs, place=place, names=names, locale=locale)
    # Nothing in them becomes a link or a picture, so that they ask for nothing by name.
    page = replace(page, texts={flatten(text): range(len(page.claims))}, named=())
    if place.line is not None:
        return page
    # without a line of its own, a line counted within the text would point to the wrong place in the file
    return replace(
        page,
        claims=tuple(replace(claim, place=place) for claim in page.claims),
        numbers=tuple(replace(number, place=place) for number in page.numbers),
    )


def flatten(text: str) -> str:
    """Return a text on one line, the key of `Page.texts`: YAML folds lines that the source still has."""
    return " ".join(text.split())


def merge(name: str, pages: Iterable[Page]) -> Page:
    """Return the contents of several texts of one file as one page, the claims numbered anew so that ids are unique."""
    parts = list(pages)
    texts: dict[str, range] = {}
    start = 0
    for page in parts:
        for text, at in page.texts.items():
            # where two charts share a title, the claims of the first stand for both: the same text, the same findings
            texts.setdefault(text, range(start + at.start, start + at.stop))
        start += len(page.claims)
    return Page(
        name=name,
        claims=tuple(number_claims(claim for page in parts for claim in page.claims)),
        numbers=tuple(number for page in parts for number in page.numbers),
        references=tuple(reference for page in parts for reference in page.references),
        named=tuple(one for page in parts for one in page.named),
        complaints=tuple(complaint for page in parts for complaint in page.complaints),
        unread=tuple(complaint for page in parts for complaint in page.unread),
        unsearched=tuple(complaint for page in parts for complaint in page.unsearched),
        flowing=tuple(one for page in parts for one in page.flowing),
        language=parts[0].language if parts else "",
        translates=parts[0].translates if parts else "",
        texts=texts,
        is_read=all(page.is_read for page in parts),
    )


def add_columns(page: Page, source: str, flowing: Mapping[tuple[int, str, str], str] | None = None) -> Page:
    """Return a page with the columns of those claims and numbers that its source holds letter by letter.

    `flowing` is what is printed where the source holds no figure, by line, template and target.
    """
    columns = _Columns(source.split("\n"), flowing or {})
    return replace(
        page,
        claims=tuple(replace(claim, place=columns.of_role(claim.place, claim.printed)) for claim in page.claims),
        numbers=tuple(replace(number, place=columns.of_number(number.place, number.text)) for number in page.numbers),
    )


class _Columns:
    """Finds figures in the lines of a source, from left to right; each place is found once."""

    # markdown-it gives lines but no columns, and editors, SARIF and pull requests point at columns.

    def __init__(self, lines: list[str], flowing: Mapping[tuple[int, str, str], str]) -> None:
        self._lines, self._flowing = lines, flowing
        self._roles: dict[int, list[re.Match[str]]] = {}
        self._without_roles: dict[int, str] = {}
        self._reached: Counter[int] = Counter()

    def of_role(self, place: Place, printed: str) -> Place:
        """Return the place with the columns of the next role on its line that prints this."""
        # Each line is looked at once: one may hold thousands of figures.
        if (number := place.line or 0) not in self._roles:
            # A span of code shows a role, and has none.
            line = _CODE_SPAN.sub(lambda match: " " * len(match[0]), self._line(number))
            self._roles[number] = list(_ROLE.finditer(line))
        roles = self._roles[number]
        for at, match in enumerate(roles):
            text, target = parse_target(match["content"])
            text = self._flowing.get((number, text, target), text)
            if printed in {text, mark_glue(match["content"])}:
                del roles[at]
                return replace(place, column=match.start() + 1, last_column=match.end())
        return place

    def of_number(self, place: Place, text: str) -> Place:
        """Return the place with the columns of the next such number on its line, outside of roles."""
        if (number := place.line or 0) not in self._without_roles:
            # blanked, not removed: columns behind a role must stay what they are
            self._without_roles[number] = _ROLE.sub(lambda match: " " * len(match[0]), self._line(number))
        start = self._without_roles[number].find(text, self._reached[number])
        if start < 0:
            return place
        self._reached[number] = start + len(text)
        return replace(place, column=start + 1, last_column=start + len(text))

    def _line(self, number: int) -> str:
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""


def collect(runs: Iterable[Found], *, place: Place, names: tuple[str, ...], locale: str) -> Page:
    """Turn runs of text into claims, unbound numbers and references."""
    claims: list[Claim] = []
    numbers: list[Number] = []
    references: list[Reference] = []
    named: list[MarkupName] = []
    complaints: list[Complaint] = []
    unread: dict[str, Complaint] = {}
    unsearched: list[Complaint] = []
    for run in runs:
        if isinstance(run, Reference):
            references.append(run)
            continue
        if isinstance(run, MarkupName):
            named.append(replace(run, place=str(replace(place, line=run.line))))
            continue
        if isinstance(run, Fault):
            complaints.append(Complaint(str(replace(place, line=run.line)), run.what, run.remedy))
            continue
        if isinstance(run, Formula):
            complaints.extend(complain_of_raw_role(run.tex, replace(place, line=run.line)))
            numbers.extend(_find_in_formula(run, place))
            continue
        for piece in run.pieces:
            complaints.extend(complain_of_raw_role(piece.text, replace(place, line=piece.line)))
        reading_locale = run.locale or locale_of(run.text, locale)
        if words := find_unread_words(run.text, reading_locale):
            unread.setdefault(words, complain_of_words(run, place, words))
        if find_language(reading_locale) is None:
            complaints.extend(complain_of_language(run, place, reading_locale))
            continue
        unsearched.extend(complain_of_unsearched(run, place, reading_locale))
        claims.extend(_find_claims(run, place, reading_locale, complaints))
        numbers.extend(_find_numbers(run, place, reading_locale, names))
    return Page(
        name=place.file,
        claims=tuple(number_claims(claims)),
        numbers=tuple(numbers),
        references=tuple(references),
        named=tuple(named),
        complaints=tuple(complaints),
        unread=tuple(unread.values()),
        unsearched=tuple(unsearched),
    )


def _find_claims(run: TextRun, place: Place, locale: str, complaints: list[Complaint]) -> Iterator[Claim]:
    for at, piece in enumerate(run.pieces):
        if not piece.role:
            continue
        here = replace(place, line=piece.line)
        if piece.role == Role.CLAIM and piece.target and is_flowing(piece.text):
            complaints.append(complain_of_flow(piece, here))
            continue
        if not piece.target or not piece.text:
            complaints.append(complain_of_gap(piece, here))
            continue
        if doubled := run.doubled_at(at):
            complaints.append(complain_of_doubled(piece, here, doubled))
        yield Claim(
            id="",
            role=Role(piece.role),
            printed=piece.text,
            target=piece.target,
            place=here,
            where=run.where,
            locale=locale_of(piece.text, locale),
            sentence=run.sentence_at(at),
            passage=run.passage,
            start=run.start_of(at),
            heads=run.heads,
            around=(*run.around, *run.shown_at(at)),
        )


def _find_in_formula(formula: Formula, place: Place) -> Iterator[Number]:
    here, context = replace(place, line=formula.line), " ".join(formula.tex.split())
    for text in find_in_formula(formula.tex):
        yield Number(text=text, place=here, where=formula.where, context=context)


def _find_numbers(run: TextRun, place: Place, locale: str, names: tuple[str, ...]) -> Iterator[Number]:
    # Roles are gaps here, so that what they bind is not found a second time as an unbound number.
    text = run.text
    for found in find_stated(text, locale=locale, names=names):
        if found.needs_claim:
            context = " ".join(text[max(0, found.start - 30) : found.end + 30].replace("\ufffc", "...").split())
            yield Number(
                text=found.text, place=replace(place, line=run.line_at(found.start)), where=run.where, context=context
            )


def number_claims(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Yield the claims of a page with ids: page, target, and the count of that pair."""
    seen: Counter[str] = Counter()
    for claim in claims:
        # counted per target, not per page: a new figure does not change the ids of all that follow it
        # of a reported figure the source alone counts, so that naming its row leaves the id as it was
        named = split_reported(claim.target)[0] if claim.role is Role.REPORTED else claim.target
        stem = f"{Path(claim.place.file).with_suffix('').as_posix()}/{named}"
        seen[stem] += 1
        yield replace(claim, id=f"{stem}/{seen[stem]}")
