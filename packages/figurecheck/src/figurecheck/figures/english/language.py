"""English as a language of figures."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from figurecheck.figures.common.figure import Form, Found, NumberKind, PrintedFigure
from figurecheck.figures.common.language import Language
from figurecheck.figures.common.phrases import Phrases
from figurecheck.figures.common.stretches import StretchWords
from figurecheck.figures.english.bound import MAJORITIES, find_bound, joins_part, read_without_number
from figurecheck.figures.english.counted import find_uncounted
from figurecheck.figures.english.examples import make_examples
from figurecheck.figures.english.find import find_english
from figurecheck.figures.english.motion_before import find_motion_before
from figurecheck.figures.english.motion_words import DOWN, UP
from figurecheck.figures.english.pairs import read_pair
from figurecheck.figures.english.phrases import QUALIFIERS
from figurecheck.figures.english.reworded import reword
from figurecheck.figures.english.series_claims import read_english
from figurecheck.figures.english.tokens import tokenize
from figurecheck.figures.english.unread import find_unread
from figurecheck.figures.english.words import NOT_TAKEN

# Negations and exceptions turn a figure into another claim; a text with one is refused rather than misread. Looked for
# in lower case; a letter before the word makes it another one.
_NOT_TAKEN = re.compile("(?:" + "|".join(sorted(map(re.escape, NOT_TAKEN - {"±"}))) + r")\b|±")
_AGED = re.compile(r"\b(?:aged?|ages)(?:\s(?:of|between|from))?\s+$")
_DATED = re.compile(r"\b(?:in|since|until|till|during|before|after|mid|early|late|year|fiscal|summer|winter)[\s-]+$")
_NUMBER_SIGNS = Phrases("no[.][ ]", "#[ ]", "number[ ]")
# A comma belongs to a number only if a digit follows; elsewhere it ends the phrase.
_FROM_TO = re.compile(r"\bfrom\s+(?P<old>(?:[^,;]|,(?=\d))+?)\s+to\s+(?P<new>(?:[^,;]|,(?=\d))+)")
COMPARED = frozenset(
    "more less fewer higher lower larger smaller greater longer shorter bigger heavier lighter up down above below "
    "plus minus over under extra additional".split()
)
"""Words of direction that may compare with a threshold, and so name no movement."""


def find_refused(text: str, found: Found) -> str:
    """Return a word that negates a figure, outside it and as a word of its own; empty if there is none."""
    word = next((one.group() for one in _NOT_TAKEN.finditer(text.lower()) if _is_separate(one, text, found)), "")
    return word or MAJORITIES.find_part(text[: found.start])


def _is_separate(match: re.Match[str], text: str, found: Found) -> bool:
    at = match.start()
    inner = match.group().isascii() and text[at - 1 : at].isalpha()
    return not inner and not found.full_start <= at < found.full_end


def read_bound_word(found: Found, text: str) -> PrintedFigure | None:
    """Read "one", "first", "once" and "No. 3" as the numbers that they are, when the author has bound nothing else."""
    word = found.text.lower()
    if found.kind is NumberKind.LIST and word.isdecimal() and _NUMBER_SIGNS.search_end(text[: found.start].lower()):
        return PrintedFigure(text=text, form=Form.ORDINAL, amount=Fraction(word), reading=f"number {word}")
    form = {"one": Form.NUMBER, "once": Form.NUMBER, "first": Form.ORDINAL}.get(word)
    return PrintedFigure(text=text, form=form, amount=Fraction(1), reading=word) if form else None


def add_direction(text: str, found: Found, figure: PrintedFigure) -> PrintedFigure:
    """Add the direction that the text names before its figure, if it names exactly one, or the years of an age."""
    # "Since 1998" is no number of cases.
    if found.kind is NumberKind.YEAR and _DATED.search(text[: found.full_start].lower()):
        return replace(figure, form=Form.DATE, date=(int(figure.amount), 0, 0))
    if figure.form is Form.NUMBER and not figure.unit and _AGED.search(text[: found.full_start].lower()):
        return replace(figure, unit="year", reading=f"{figure.reading} year")
    if not found.full_start or figure.direction or figure.amount < 0 or figure.level:
        return figure
    ahead = text[: found.full_start]
    if figure.form is Form.NUMBER and not ("by " in ahead or "of " in ahead):
        return figure
    before = tokenize(ahead)
    if figure.form is Form.NUMBER:
        counts = figure.unit in {"people", "cases"} or (not figure.unit and found.end < len(text))
        direction, motion, taken = find_motion_before(before, counts=counts)
        if not direction:
            return figure
        reading = f"{figure.reading}, {'down' if direction < 0 else 'up'}"
        return replace(figure, direction=direction, motion=motion, taken=taken, reading=reading)
    # Only changes have a direction; "fell to" and "at" before the figure make it a level.
    if figure.form not in {Form.PERCENT, Form.POINTS, Form.FRACTION}:
        return figure
    words = {token.text for token in before}
    down, up = bool(words & DOWN), bool(words & UP)
    if down == up or (before and before[-1].text in {"to", "at", "from"}):
        return figure
    direction = -1 if down else 1
    return replace(figure, direction=direction, reading=f"{figure.reading}, {'down' if down else 'up'}")


def split_from_to(text: str) -> tuple[str, str] | None:
    """Return both figures of "from 370 to 762"."""
    found = _FROM_TO.search(text)
    return (found["old"].strip(), found["new"].strip()) if found else None


def find_movement(text: str) -> int:
    """Return the direction of movement that the text names: 1, -1, or 0 if it names none, or both."""
    words = [token.text for token in tokenize(text.lower())]
    # "Up from 15 to 37" compares with nothing.
    moving = {word for word, following in zip(words, [*words[1:], ""], strict=True) if following == "from"}
    moving |= {*words} - COMPARED
    return int(bool(moving & UP)) - int(bool(moving & DOWN))


_SOURCE = r"(?:count|document|publication|record|release|report|source|study|survey)s?"
_PRINTED = rf"(?:{_SOURCE}|explanations?|figures?|numbers?|pages?|results?|data|statistics)\b"
_NOT_FOUND = (
    # What "that no page prints" is said of, and what follows if a file was not found, is no statement about sources.
    r"(?<!if )(?<!that )(?<!until )(?<!what )(?<!which )\bno (?:[\w-]+ ){0,2}"
    rf"(?:{_PRINTED}[^.;:]{{0,60}}? (?:was|were|has been|have been) (?:found|seen)"
    rf"|{_SOURCE} (?:\w+ )?(?:says?|gives?|prints?|names?|shows?|tells?))\b"
    rf"|(?<!if )(?<!if the )\b{_PRINTED}(?: (?!that|which|whose)[^ .;:]+){{0,6}}"
    r" (?:was|were|could) not (?:be )?(?:found|seen)\b"
    rf"|(?<!that )\bwe (?:found|saw|know of) (?:only )?(?:none\b|nothing\b|no (?:[\w’'-]+ ){{0,3}}{_PRINTED})"
    r"|\bnothing (?:new |else )?(?:that )?was found\b|\bnobody (?:counts|has counted)\b|\A\W*not found\W*\Z"
)
ENGLISH = Language(
    code="en",
    name="English",
    find=find_english,
    qualifiers=QUALIFIERS,
    reword=reword,
    stretches=StretchWords(
        lead=r"(?:(?:in|from|during|at|by) )?(?:the )?",
        parts={
            "early": "early",
            "mid": "mid|middle of",
            "late": "late",
            "start": "(?:start|beginning) of",
            "end": "end of",
            "about": "about|around|circa|ca?\\.|roughly",
            "before": "before|prior to",
            "after": "after",
        },
        link=r"[\s-]?(?:the )?",
        decade="'?s",
    ),
    find_refused=find_refused,
    find_unread=find_unread,
    find_uncounted=find_uncounted,
    joins_part=joins_part,
    find_bound=find_bound,
    read_pair=read_pair,
    read_without_number=read_without_number,
    read_bound_word=read_bound_word,
    add_direction=add_direction,
    split_from_to=split_from_to,
    find_movement=find_movement,
    fall="down {}",
    years_ago={"this year": 0, "last year": 1},
    tenses=(
        r"\b(?:will|shall|won['’]t|(?:is|are) (?:to|due|set|expected|scheduled|planned)|(?:plans?|expects?) to)\b",
        r"\b(?:was|were|had|did|would|\w+ed|began|came|fell|gave|left|lost|made|rose|took|went)\b",
    ),
    year_before=("the year before", "the previous year", "a year earlier", "a year ago", "a year before"),
    not_found=_NOT_FOUND,
    read_series_claim=read_english,
    make_examples=make_examples,
)
