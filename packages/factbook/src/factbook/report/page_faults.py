"""What is wrong with the figures and the words of a page, as complaints with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from factbook.report.found import GAP, Piece, TextRun
from figurecheck.figures.languages import find_language, find_language_codes
from figurecheck.model import Place, Role
from figurecheck.model.errors import Complaint
from figurecheck.model.worded import phrase

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
            return Complaint(place=f"{place}:{line}", what=what, remedy=remedy)
    return None


def complain_of_words(run: TextRun, place: Place, words: str) -> Complaint:
    """Return the complaint about words of a language in which only digits are read."""
    here = str(replace(place, line=run.line_at(0)))
    remedy = "write its numbers in digits, and bind them; the page is not called checked"
    return Complaint(place=here, what=phrase("number words in {words} are not read", words=words), remedy=remedy)


def complain_of_language(run: TextRun, place: Place, locale: str) -> Iterator[Complaint]:
    """Yield a complaint about figures in a language whose figures cannot be read."""
    if any(piece.role for piece in run.pieces) or any(char.isdecimal() for char in run.text):
        what = phrase("contains figures in {locale!r}, a language whose figures cannot be read", locale=locale)
        remedy = phrase("use one of {names}", names=", ".join(find_language_codes()))
        yield Complaint(place=str(replace(place, line=run.line_at(0))), what=what, remedy=remedy)


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
        yield Complaint(place=str(replace(place, line=run.line_at(found.start()))), what=what, remedy=remedy)


def complain_of_raw_role(text: str, here: Place) -> Iterator[Complaint]:
    """Yield a complaint if a role stands where none is read: in a tooltip, an attribute of HTML, a formula."""
    if found := _RAW_ROLE.search(text):
        what = phrase("{role} would be shown as it is written", role=f"{found[0]}...`")
        remedy = "a figure can be bound in running text only: say this without a number, or write it as text"
        yield Complaint(place=str(here), what=what, remedy=remedy)


def complain_of_gap(piece: Piece, here: Place) -> Complaint:
    """Return the complaint about a role without a figure, or without what belongs behind it."""
    behind = phrase("reason" if piece.role == Role.PLAIN else "target")
    missing = phrase("figure") if piece.target else behind
    what = phrase("{{{role}}}`{text}` has no {missing}", role=piece.role, text=piece.text, missing=missing)
    remedy = phrase("write {{{role}}}`figure <{behind}>`", role=piece.role, behind=behind)
    return Complaint(place=str(here), what=what, remedy=remedy)


def complain_of_doubled(piece: Piece, here: Place, doubled: str) -> Complaint:
    """Return the complaint about words that stand in a figure and again behind it."""
    template = "{doubled!r} stands twice: in the figure {text!r}, and behind it"
    what = phrase(template, doubled=doubled, text=piece.text)
    return Complaint(place=str(here), what=what, remedy="take out the one behind the figure")


def complain_of_flow(piece: Piece, here: Place) -> Complaint:
    """Return the complaint about a figure into which no value can flow."""
    # Where its value fits, the figure stands in the text by now.
    if not piece.text:
        what = phrase("no value flows into this text, so {{claim}}`<{target}>` has no figure", target=piece.target)
        remedy = phrase("write {{claim}}`figure <{target}>`", target=piece.target)
        return Complaint(place=str(here), what=what, remedy=remedy)
    what = phrase("{text} cannot print {target}", text=piece.text, target=piece.target)
    remedy = phrase("one field in braces, with a format of Python for numbers: {:,.0f}, {:.1%}; a date has none: {}")
    return Complaint(place=str(here), what=what, remedy=remedy)
