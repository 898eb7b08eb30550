"""Write letters that look like others as those, and leave out signs that nobody sees.

A reader takes "\u0435ighty" with a Cyrillic letter, mathematical letters, or "eigh\u200bty" with a blank of no width
for the word; so does the check.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from figurecheck.figures.running.number_words import NUMBER_WORDS

# Of Unicode's list of confusable letters (UTS 39) those that number words could be written with.
_LOOK_ALIKES = dict(
    zip(
        "аеорсухіјѕһԁԛԝӏѡєҽոսցνοιυαωητκρτɡıаАЕОРСУХІЈЅВКМНТΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "aeopcyxijshdqwlweenugvoiuawntkptgiaAEOPCYXIJSBKMHTABEZHIKMNOPTYX",
        strict=True,
    )
)
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z]")
_SMALL_CAPITALS = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True))


def drop_unseen(text: str) -> tuple[str, list[int]]:
    """Return a text without signs that have no width, and the place of each remaining sign in the original.

    >>> drop_unseen("eigh\\u200bty")
    ('eighty', [0, 1, 2, 3, 5, 6])
    """
    places = [at for at, sign in enumerate(text) if not _is_unseen(sign)]
    return "".join(text[at] for at in places), places


def has_unseen(text: str) -> bool:
    """Return whether a text holds a sign without width."""
    return not text.isascii() and any(map(_is_unseen, text))


@lru_cache(maxsize=4096)
def _is_unseen(sign: str) -> bool:
    # Format characters (soft hyphens, joiners, marks of direction) and accents that stand by themselves.
    return unicodedata.category(sign) in {"Cf", "Mn", "Me"} or sign in "\u115f\u1160\u3164\u2800"


def unmask(text: str) -> str:
    """Return a text with letters that look like Latin ones as those; each sign stays one sign.

    Words of another script stay as they are, unless they look like a number word.

    >>> unmask("\\u0435ighty \\u0442\\u0440\\u0438")
    'eighty три'
    """
    return text if text.isascii() else _WORD.sub(lambda match: _unmask_word(match.group()), text)


def _unmask_word(word: str) -> str:
    if word.isascii():
        return word
    plain = "".join(map(_plain, word))
    if plain == word or plain.lower() in NUMBER_WORDS:
        return plain
    # In one word two scripts are a disguise; accents alone are not.
    alike = "".join(_LOOK_ALIKES.get(sign, sign) for sign in word)
    return alike if alike != word and _LATIN.search(word) else word


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    sign = _LOOK_ALIKES.get(sign) or _SMALL_CAPITALS.get(sign) or sign
    base = unicodedata.normalize("NFKD", sign)[:1]
    return base if base.isascii() and base.isalpha() else sign
