"""Read figures of languages of which only the digits are understood: 1.234,56 in German, 1 234,56 in French.

Separators are replaced by the English ones and the usual units by English words that are not longer, padded so that
places stay; the English grammar reads the result. Number words are not found, and a bound text
with any other word in it is not understood, so that no qualifier of such a language is ignored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from factbook.figures.common.figure import Found
from factbook.figures.common.language import Language
from factbook.figures.common.qualifiers import Rules
from factbook.figures.common.tokens import either, tokenize
from factbook.figures.common.unread import Unread
from factbook.figures.english.find import find_english

_SPACES = " \u00a0\u2009\u202f"
SEPARATORS = {
    "de": f".'{_SPACES}", "fr": f".{_SPACES}", "es": f".{_SPACES}", "it": f".'{_SPACES}", "pt": f".{_SPACES}",
    "nl": f".{_SPACES}",
}  # fmt: skip
"""Separators of thousands by language; the decimal sign of all of them is a comma."""
_WORDS = {
    "million": "million millionen mio mio. millions millón millones milione milioni milhão milhões miljoen",
    "billion": "milliarde milliarden milliard milliards miliardo miliardi miljard",
    "bn": "mrd mrd.",
    "percent": "prozent procent",
    "per cent": "pour cent por ciento per cento por cento",
    "people": "menschen personen personnes personas persone pessoas",
    "cases": "fälle",
    "years": "jahre jahren años",
    "days": "tage tagen jours días",
    "kg": "kilogramm kilogrammes kilos",
    "t": "tonnen tonnes toneladas",
    "km": "kilometer kilomètres",
    "euros": "euros",
    "euro": "euro",
}
_ENGLISH = {word: english for english, words in _WORDS.items() for word in words.split() if " " not in english}
_ENGLISH |= dict.fromkeys(("pour cent", "por ciento", "per cento", "por cento"), "per cent")
# An English word longer than the original one would move every place behind it.
_ENGLISH = {word: english for word, english in _ENGLISH.items() if len(english) <= len(word)}
_WORD = re.compile(r"\b(?:" + either(_ENGLISH) + r")(?!\w)", re.IGNORECASE)


# "1.5" in German text is English for one and a half or a slip, and no thousands.
_POINT = re.compile(r"\d+\.\d{1,2}(?!\d)|\d+\.\d{4,}")


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
    thousands = re.escape(SEPARATORS[language])
    grouped = rf"\d{{1,3}}(?:([{thousands}])\d{{3}}(?:\1\d{{3}})*)?(?:,\d+)?"
    # Groups of three with one separator throughout, then a decimal comma; or digits with a decimal comma.
    number = re.compile(rf"(?<![\d.,]){grouped}(?![\d]|[.,]\d)|\d+,\d+(?![\d.,])")
    text = number.sub(lambda match: _number(match.group()), text)
    return _WORD.sub(lambda match: _ENGLISH[match.group().lower()].ljust(len(match.group())), text)


def _number(text: str) -> str:
    whole, comma, decimals = text.partition(",")
    return "".join(sign if sign.isdecimal() else "," for sign in whole) + ("." if comma else "") + decimals


def find_unread(text: str, found: Found) -> Unread:
    """Return the words of a bound text that no rule reads, or digits with a foreign point."""
    if (point := _POINT.search(text)) is not None:
        return Unread((point.group(),))
    outside = (token for token in tokenize(text) if not found.start <= token.start < found.end)
    return Unread(tuple(text[token.start : token.end] for token in outside if token.kind in {"w", "name"}))


_NAMES = {"de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "nl": "Dutch"}
DIGIT_LANGUAGES = tuple(
    Language(
        code=code,
        name=_NAMES[code],
        find=partial(find_digits, language=code),
        reads_words=False,
        qualifiers={},
        find_unread=find_unread,
    )
    for code in SEPARATORS
)
"""Languages of which digits and units are read and no other word."""
