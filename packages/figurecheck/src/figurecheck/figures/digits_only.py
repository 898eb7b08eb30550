"""Read figures of languages of which only the digits are understood: 1 234,56 in French, 1.234,56 in Spanish.

Separators are replaced by the English ones and the usual units by English words that are not longer, padded so that
places stay; the English grammar reads the result. Number words are not found, and a bound text
with any other word in it is not understood, so that no qualifier of such a language is ignored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from figurecheck.figures.common.figure import Found
from figurecheck.figures.common.language import Language
from figurecheck.figures.common.qualifiers import Rules
from figurecheck.figures.common.separators import find_points, write_english_separators
from figurecheck.figures.common.tokens import either, tokenize
from figurecheck.figures.common.unread import Unread
from figurecheck.figures.english.find import find_english

_SPACES = " \u00a0\u2009\u202f"
SEPARATORS = {
    "fr": f".{_SPACES}", "es": f".{_SPACES}", "it": f".'{_SPACES}", "pt": f".{_SPACES}", "nl": f".{_SPACES}",
}  # fmt: skip
"""Separators of thousands by language; the decimal sign of all of them is a comma."""
_WORDS = {
    "million": "million millions millón millones milione milioni milhão milhões miljoen",
    "billion": "milliard milliards miliardo miliardi miljard",
    "percent": "procent",
    "per cent": "pour cent por ciento per cento por cento",
    "people": "personnes personas persone pessoas",
    "years": "años",
    "days": "jours días",
    "kg": "kilogrammes kilos",
    "t": "tonnes toneladas",
    "km": "kilomètres",
    "euros": "euros",
    "euro": "euro",
}
_ENGLISH = {word: english for english, words in _WORDS.items() for word in words.split() if " " not in english}
_ENGLISH |= dict.fromkeys(("pour cent", "por ciento", "per cento", "por cento"), "per cent")
# An English word longer than the original one would move every place behind it.
_ENGLISH = {word: english for word, english in _ENGLISH.items() if len(english) <= len(word)}
_WORD = re.compile(r"\b(?:" + either(_ENGLISH) + r")(?!\w)", re.IGNORECASE)


def find_digits(text: str, rules: Rules, names: tuple[str, ...] = (), *, language: str) -> Iterator[Found]:
    """Yield each number in digits of a text that `tokens.swap` has been through."""
    english = _in_english(text, language)
    for found in find_english(english, rules, names):
        if any(char.isdecimal() for char in found.text):
            end = _end_in_original(text, english, found.end)
            full_end = max(end, _end_in_original(text, english, found.full_end))
            yield replace(found, end=end, full_end=full_end, text=text[found.start : end])


def _end_in_original(text: str, english: str, at: int) -> int:
    """Return where the original word ends whose first letters an English word was written over."""
    # The English word is padded with spaces where the original one has letters.
    while at < len(text) and english[at] == " " and not text[at].isspace():
        at += 1
    return at


def _in_english(text: str, language: str) -> str:
    """Write digits with English separators, and units in English; each character stays one character."""
    text = write_english_separators(text, SEPARATORS[language])
    return _WORD.sub(lambda match: _ENGLISH[match.group().lower()].ljust(len(match.group())), text)


def find_unread(text: str, found: Found) -> Unread:
    """Return the words of a bound text that no rule reads, or digits with a foreign point."""
    if points := find_points(text):
        return Unread((points[0].group(),))
    outside = (token for token in tokenize(text) if not found.start <= token.start < found.end)
    return Unread(tuple(text[token.start : token.end] for token in outside if token.kind in {"w", "name"}))


def find_movement(text: str, *, language: str) -> int:
    """Return the direction of movement that a text names: 1, -1, or 0."""
    # Few reports are in one of these languages, and the tables of the others are loaded with every check.
    from figurecheck.figures.digits_motion import find_movement

    return find_movement(text, language=language)


_NAMES = {"fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "nl": "Dutch"}
DIGIT_LANGUAGES = tuple(
    Language(
        code=code,
        name=_NAMES[code],
        find=partial(find_digits, language=code),
        reads_words=False,
        qualifiers={},
        find_unread=find_unread,
        find_movement=partial(find_movement, language=code),
        fall="−{}",
    )
    for code in SEPARATORS
)
"""Languages of which digits and units are read, and no other word but those of rise and fall in a sentence."""
