"""Korean particles that have one form behind a consonant and another behind a vowel: 은/는, 이/가, 을/를."""

from __future__ import annotations

import re

from figurecheck.figures.korean.verbs import split

DIGIT_FINALS = ("ㅇ", "ㄹ", "", "ㅁ", "", "", "ㄱ", "ㄹ", "ㄹ", "")
"""With what the last digit of a number ends when it is read: 영, 일, 이, 삼, 사, 오, 육, 칠, 팔, 구; tens end in ㅂ."""
FORMS = {
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
    "과(와)": ("과", "와"),
    "(으)로": ("으로", "로"),
}
"""How a text writes a particle whose form depends on what is filled in before it, and its two forms."""
_MARKER = re.compile("|".join(map(re.escape, FORMS)))
_RIEUL = 8
_CLOSING = "’”'\")]}`… "
"""Signs behind a word that are not read."""


def choose_particle(before: str, marker: str) -> str:
    """Return the form of a particle behind a text.

    >>> [choose_particle(text, "은(는)") for text in ("통계", "비율", "“21”", "14%", "birds.all")]
    ['는', '은', '은', '는', '은']
    >>> choose_particle("서울", "(으)로"), choose_particle("2023년", "(으)로")
    ('로', '으로')
    """
    final = _find_final(before)
    behind_vowel = not final or (final == "ㄹ" and marker == "(으)로")
    return FORMS[marker][behind_vowel]


def choose_particles(before: str, text: str) -> str:
    """Return a text whose particle, if it begins with one behind closing signs, has the form that fits `before`."""
    head = text[: len(text) - len(text.lstrip(_CLOSING.strip()))]
    found = _MARKER.match(text, len(head))
    return f"{head}{choose_particle(before, found[0])}{text[found.end() :]}" if found and before else text


def _find_final(text: str) -> str:
    """Return with which consonant a text ends when it is read; empty where it ends in a vowel."""
    last = text.rstrip(_CLOSING)[-1:]
    if "가" <= last <= "힣":
        final = split(last)[2]
        return "ㄹ" if final == _RIEUL else "consonant" if final else ""
    if last.isdecimal():
        return DIGIT_FINALS[int(last)]
    # Names in other letters, as they are usually written in Hangul: 올, 팀, 런; and "%" is 퍼센트.
    return "ㄹ" if last in {"l", "L"} else "consonant" if last and last in "mnMN" else ""
