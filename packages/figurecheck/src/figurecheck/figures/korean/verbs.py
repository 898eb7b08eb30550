"""Conjugate Korean verbs far enough to recognise them: the beginnings of all forms that a stem takes.

A form is the stem with the first syllable of an ending ("줄었", "떨어진"), and of the rest of the word every syllable
must be one of endings, so that 줄곧 (all along) is not taken for 줄다 (to shrink).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

_FIRST, _VOWELS, _FINALS = 0xAC00, 21, 28
_NIEUN, _RIEUL, _RIEUL_MIEUM, _MIEUM, _PIEUP, PAST = 4, 8, 10, 16, 17, 20
_PLAIN = "고기게던지는네자거겠더다도"
"""First syllables of endings that follow any stem."""
_CONTRACTED = {20: 6, 13: 14, 8: 9, 11: 10}
"""Vowels that join 어 or 아 to one syllable: 지어 is 져, 추어 is 춰, 오아 is 와, 되어 is 돼."""
_OPEN = frozenset({0, 1, 4, 5, 6})
"""Vowels into which 어 or 아 is lost: 가, 내, 서, 세, 켜."""
ENDINGS = frozenset(
    "다가고며면서지만는데던기게어아여은을음습니까요들든듦들었였였있했됐된될할한하해되돼으나로인이라자므겠네대란도든졌려린릴렸"
)
"""Syllables of which the rest of a form may consist."""


@cache
def split(syllable: str) -> tuple[int, int, int]:
    """Return the numbers of the first consonant, the vowel and the last consonant of a syllable."""
    head, final = divmod(ord(syllable) - _FIRST, _FINALS)
    return (*divmod(head, _VOWELS), final)


def _join(first: int, vowel: int, final: int = 0) -> str:
    return chr(_FIRST + (first * _VOWELS + vowel) * _FINALS + final)


@cache
def conjugate(verb: str) -> frozenset[str]:
    """Return the beginnings of the forms of a verb or adjective, which is given as in a dictionary.

    >>> sorted(conjugate("오르다"))[-5:]
    ['오를', '오름', '오릅', '올라', '올랐']
    >>> {"줄었", "줄어", "줄고", "준"} <= conjugate("줄다")
    True
    """
    stem = verb.removesuffix("다")
    first, vowel, final = split(stem[-1])
    forms = _close(stem, first, vowel, final) if final else _open(stem, first, vowel)
    return frozenset([*(stem + ending for ending in _PLAIN), *forms])


def _close(stem: str, first: int, vowel: int, final: int) -> Iterator[str]:
    """Yield the other forms of a stem that ends in a consonant."""
    yield from (stem + ending for ending in (("아", "았") if vowel in {0, 8} else ("어", "었")))
    if final != _RIEUL:
        yield from (stem + ending for ending in ("은", "을", "음", "으", "습"))
        return
    # ㄹ is lost before ㄴ, ㅂ and ㅅ: 준, 주는, 줍니다.
    head = stem[:-1]
    yield from (head + _join(first, vowel) + ending for ending in "는니")
    yield from (head + _join(first, vowel, last) for last in (_NIEUN, _PIEUP, _RIEUL_MIEUM))
    yield from (stem + ending for ending in "며면")


def _open(stem: str, first: int, vowel: int) -> Iterator[str]:
    """Yield the other forms of a stem that ends in a vowel."""
    head = stem[:-1]
    yield from (head + _join(first, vowel, last) for last in (_NIEUN, _RIEUL, _MIEUM, _PIEUP))
    yield from (stem + ending for ending in "며면니")
    if stem[-1] == "하":
        yield from (head + ending for ending in ("해", "했", "하여", "하였"))
    elif stem[-1] == "르" and head:
        above, middle, _ = split(head[-1])
        joined = head[:-1] + _join(above, middle, _RIEUL)
        yield from (joined + ending for ending in (("라", "랐") if middle in {0, 8} else ("러", "렀")))
    elif vowel in _CONTRACTED:
        yield from (head + _join(first, _CONTRACTED[vowel], last) for last in (0, PAST))
        yield from (stem + ending for ending in ("어", "었"))
    elif vowel in _OPEN:
        yield from (stem, head + _join(first, vowel, PAST))
    elif vowel == 18:
        # ㅡ is lost: 커, 컸.
        yield from (head + _join(first, 4, last) for last in (0, PAST))
    else:
        yield from (stem + ending for ending in ("어", "었"))
