"""Korean as a language of figures."""

from __future__ import annotations

import re
from fractions import Fraction

from factbook.figures.common.figure import Form, Found, PrintedFigure
from factbook.figures.common.language import Language
from factbook.figures.common.unread import NOTHING_UNREAD, Unread
from factbook.figures.korean.examples import make_examples
from factbook.figures.korean.find import find_korean
from factbook.figures.korean.series_claims import read_korean
from factbook.figures.korean.words import DOWN, QUALIFIERS, UP

_NOT_TAKEN = re.compile(r"±|도\s?없|아니|아닌|않")
# A comma belongs to a number only if a digit follows; elsewhere it ends the phrase.
_FROM_TO = re.compile(r"(?P<old>\d(?:[^,;]|,(?=\d))*?)에서\s*(?P<new>\d(?:[^,;]|,(?=\d))*?)(?:으로|로)(?:\s|$)")
_PART_OF = frozenset({"중", "가운데", "중에서", "가운데에서", "중 에서", "가운데 에서"})
_FIRST = frozenset({"첫", "첫째", "첫 번째", "첫번째"})


def find_refused(text: str, found: Found) -> str:
    """Return a word that negates a figure, outside it; empty if there is none."""
    outside = (one for one in _NOT_TAKEN.finditer(text) if not found.full_start <= one.start() < found.full_end)
    return next((one.group() for one in outside), "")


def find_unread(_text: str, _found: Found) -> Unread:
    """Return the words of a bound text that nothing has read."""
    return NOTHING_UNREAD


def joins_part(between: str) -> bool:
    """Return whether the text between two numbers makes the second a part of the first: "20명 중 17명"."""
    return between.strip() in _PART_OF


def read_without_number(text: str) -> PrintedFigure | None:
    """Read "first" as the first rank, and the word for one day."""
    word = text.strip()
    if word in _FIRST:
        return PrintedFigure(text=text, form=Form.ORDINAL, amount=Fraction(1), reading="1st")
    return PrintedFigure(text=text, amount=Fraction(1), unit="day", reading="1 day") if word == "하루" else None


def split_from_to(text: str) -> tuple[str, str] | None:
    """Return both figures of "370명에서 762명으로"."""
    found = _FROM_TO.search(text)
    return (found["old"].strip(), found["new"].strip()) if found else None


def find_movement(text: str) -> int:
    """Return the direction of movement that the text names: 1, -1, or 0 if it names none, or both."""
    down, up = (any(stem in text for stem in stems) for stems in (DOWN, UP))
    return int(up) - int(down)


KOREAN = Language(
    code="ko",
    name="Korean",
    find=find_korean,
    qualifiers=QUALIFIERS,
    find_refused=find_refused,
    find_unread=find_unread,
    joins_part=joins_part,
    read_without_number=read_without_number,
    split_from_to=split_from_to,
    find_movement=find_movement,
    fall="{} 감소",
    read_series_claim=read_korean,
    make_examples=make_examples,
)
