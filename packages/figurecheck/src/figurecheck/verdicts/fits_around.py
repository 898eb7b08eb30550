"""Whether the words beside a number suit another one: an article in English, a particle in Korean."""

from __future__ import annotations

import re

from figurecheck.figures.korean.particles import DIGIT_FINALS
from figurecheck.figures.languages import language_code

_PARTICLE = re.compile(r"(?:[이가은는을를과와로]|으로)(?![가-힣])|이었|였|이다|이고|이며|이라|이나|으로")
"""Korean particles and endings that have another form behind a vowel."""
_ARTICLE = re.compile(r"\ban?\s+[$€£¥]?(\d+)", re.IGNORECASE)
_AN = re.compile(r"8|1[18](?!\d)")
"""What begins with a vowel when it is read: eight, eighteen, eleven."""


def fits_around(lead: str, before: str, after: str, tail: str, locale: str) -> bool:
    """Return whether the words beside a figure fit both texts: "an 8%" and "a 9%"; "8과" and "9와".

    >>> fits_around("", "8", "7", "과 같다", "ko"), fits_around("", "8", "9", "과 같다", "ko")
    (True, False)
    """
    language = language_code(locale)
    if language == "ko":
        particle = _PARTICLE.match(tail)
        return particle is None or _find_final(before, particle[0]) == _find_final(after, particle[0])
    return language != "en" or _needs_an(lead, before) in {None, _needs_an(lead, after)}


def _find_final(text: str, particle: str) -> str:
    """Return how a text ends when it is read aloud, as far as a Korean particle depends on it."""
    last = text[-1:]
    if not last.isdecimal():
        # A unit stays as it is.
        return last
    final = DIGIT_FINALS[int(last)]
    # 로 stands behind ㄹ as behind a vowel.
    return "" if final == "ㄹ" and particle.endswith("로") else "consonant" if final else ""


def _needs_an(lead: str, text: str) -> bool | None:
    """Return whether the digits after an article begin with a vowel; ``None`` where there is no article."""
    articles = [one for one in _ARTICLE.finditer(lead + text) if one.end() > len(lead)]
    return needs_an(articles[0][1]) if articles else None


def needs_an(digits: str) -> bool:
    """Return whether a number in digits begins with a vowel when it is read.

    >>> needs_an("8.0%"), needs_an("$11 million"), needs_an("9%")
    (True, True, False)
    """
    return bool(_AN.match(digits.lstrip("$€£¥")))
