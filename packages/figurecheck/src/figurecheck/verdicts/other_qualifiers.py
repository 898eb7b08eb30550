"""A text with another qualifier, or another word for half of a whole: "over" for "nearly", "a minority" for "most".

The words stand in the same grammar, and nothing is judged here: a number beside them is for `reprint` to write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from types import MappingProxyType

from figurecheck.figures.common.tokens import either
from figurecheck.figures.korean.particles import choose_particle, refit_particle
from figurecheck.figures.korean.verbs import PAST, split
from figurecheck.figures.languages import find_language, language_code
from figurecheck.figures.parser import find

_SIDED = ("nearly", "the best part of", "just over", "barely over", "over", "well over", "under", "well under")
"""The qualifiers that say on which side of a number a value lies."""
_PLAIN = MappingProxyType({"en": ("over", "nearly", "under"), "de": ("mehr als", "fast", "weniger als")})
"""The word for each side that fits any sentence, in the order in which they are tried."""
# A particle in brackets has the form that the word before needs.
_KOREAN = (
    (r"[이가을를]? ?넘는", (" 가까운", "에 못 미치는")),
    (r"[이가을를]? ?넘게", (" 가까이",)),
    (r"[을를] 넘었", ("에 육박했", "에 못 미쳤")),
    (r"에? ?가까운", ("이(가) 넘는",)),
    (r" ?가까이", (" 넘게",)),
    (r"에 육박하는", ("을(를) 넘는",)),
    (r"에 육박했", ("을(를) 넘었",)),
    (r"에 못 미치는|에 못 미친|[이가] 안 되는", ("이(가) 넘는",)),
    (r"에 못 미쳤", ("을(를) 넘었",)),
    (r" ?남짓", (" 가까이",)),
    ("웃도", ("밑도",)),
    ("밑도", ("웃도",)),
    ("웃돌", ("밑돌",)),
    ("밑돌", ("웃돌",)),
    ("상회", ("하회",)),
    ("하회", ("상회",)),
    (r"초과|이상", ("미만",)),
    (r"(?<=절반 )(?:미만|이하)", ("이상",)),
    (r"(?<!절반 )(?:미만|이하)", ("초과",)),
)
_DROPPED_KO = (
    (re.compile(r" ?(?:이상|이하|미만|초과|가까이|넘게|남짓)(?![가-힣]{2})|에 육박(?![가-힣])|(?:거의|근|바짝) "), ""),
    (re.compile(r"[이가을를]? ?(?:넘는|웃도는|밑도는|안 되는)|에? ?가까운|에 (?:못 미치는|육박하는)"), "의"),
    (re.compile(r"[을를] 넘었|에 육박했|에 못 미쳤"), "이었"),
)
"""What a Korean number may lose, and what stands there then; without digits the words for a size tell."""
_MOST_EN = r"\b(?<!the )(?:most|the (?:bulk|(?:greater|larger) part))(?: of\b|(?= [a-z]))"
# People are fewer, and traffic is less.
_PLURAL_EN = r"(?=.*\b(?:people|women|men|children|them|[a-z]+[a-rt-z]s)\b)"
_HALVES = MappingProxyType(
    {
        "en": (
            (r"\b(?:an?|the) (?:[a-z-]+ )?majority\b", "a minority"),
            (r"\b(?:an?|the) (?:[a-z-]+ )?minority\b", "a majority"),
            (rf"{_MOST_EN}{_PLURAL_EN}", "fewer than half of"),
            (rf"{_MOST_EN}(?!{_PLURAL_EN})", "less than half of"),
            (r"\b(?<!the )most$", "less than half"),
            (r"\bat least half\b", "less than half"),
        ),
        "de": (
            (r"\b(die|der|eine|einer) (?:[a-zäöüß]+ )?mehrheit\b", r"\1 Minderheit"),
            (r"\b(die|der|eine|einer) (?:[a-zäöüß]+ )?minderheit\b", r"\1 Mehrheit"),
            (r"\bdie meisten(?: der)? (?=[A-ZÄÖÜ])", "weniger als die Hälfte der "),
            (r"\b(?:ein|der) Großteil\b", "weniger als die Hälfte"),
            (r"\b(der|den|dem) (?:überwiegend|größt|größer)(e|en) teil\b", r"\1 kleiner\2 Teil"),
            (r"\b(der|den|dem) kleiner(e|en) teil\b", r"\1 größer\2 Teil"),
            (r"\b(?:mindestens|über) die hälfte\b", "weniger als die Hälfte"),
        ),
        "ko": ((r"(?:과반수?|태반|대다수|대부분)(?!에 |[을를] [넘웃밑])", "절반 미만"),),
    }
)
"""Words for more and less than half, and what is said where the value has crossed it."""
_KOREAN_ENDING = re.compile(r"[가-힣]{1,3}")
_DIGIT_BEHIND = r"(?= (?:US)?[$€£¥₩]?\d)"


def write_other_half(printed: str, locale: str) -> Iterator[str]:
    """Yield a text with the opposite of its word for more or less than half.

    >>> [*write_other_half("Most of the trips", "en")], [*write_other_half("과반이 찬성", "ko")]
    (['Fewer than half of the trips'], ['절반 미만이 찬성'])
    """
    for pattern, words in _HALVES.get(language_code(locale), ()):
        found = list(re.finditer(pattern, printed, re.IGNORECASE))
        if len(found) == 1:
            [match] = found
            tail = refit_particle(words, printed[match.end() :])
            yield _begin_like(printed, f"{printed[: match.start()]}{match.expand(words)}{tail}")


def write_other_qualifiers(printed: str, locale: str) -> Iterator[str]:
    """Yield a text with another qualifier of its number, and at last without any.

    >>> [*write_other_qualifiers("nearly 24%", "en")]
    ['over 24%', 'under 24%', '24%']
    >>> [*write_other_qualifiers("23명이 넘는", "ko")]
    ['23명 가까운', '23명에 못 미치는', '23명의', '23명']
    """
    language = language_code(locale)
    if language == "ko":
        yield from _in_korean(printed)
    elif language in _PLAIN and len(found := list(_find_sided(language).finditer(printed))) == 1:
        [match] = found
        lead, tail = printed[: match.start()], printed[match.end() :]
        texts = (*(f"{lead}{word}{tail}" for word in _PLAIN[language]), f"{lead}{tail[1:]}")
        yield from (text for one in texts if (text := _begin_like(printed, one)) != printed)
    yield from _without_words_behind(printed, locale)


def _without_words_behind(printed: str, locale: str) -> Iterator[str]:
    """Yield a text that ends with its number instead of words for a side behind it: "41명이었다", "41 people"."""
    found = [one for one in find(printed, locale) if one.figure is not None]
    figure = found[0].figure if len(found) == 1 else None
    if figure is None or figure.qualifier is None or figure.direction or found[0].end >= found[0].full_end:
        return
    number, rest = printed[: found[0].end], printed[found[0].full_end :]
    if not any(map(str.isalpha, rest)):
        # Without digits the words for a size tell.
        yield from [number] if any(map(str.isdecimal, number)) else ()
    elif language_code(locale) == "ko" and _KOREAN_ENDING.fullmatch(rest):
        was = "이었다" if choose_particle(number, "이(가)") == "이" else "였다"
        # "돌파했다" was, and "육박한다" is.
        is_past = any(split(sign)[2] == PAST for sign in printed[found[0].end :] if "가" <= sign <= "힣")
        yield f"{number}{was if is_past else '이다'}"


@lru_cache(maxsize=4)
def _find_sided(language: str) -> re.Pattern[str]:
    known = find_language(language)
    words = [word for name in _SIDED for word in known.qualifiers.get(name, ((), ()))[0]] if known else []
    return re.compile(rf"(?<!\w)(?:{either(words)}){_DIGIT_BEHIND}", re.IGNORECASE)


def _in_korean(printed: str) -> Iterator[str]:
    for pattern, others in _KOREAN:
        found = list(re.finditer(pattern, printed))
        if len(found) != 1:
            continue
        [match] = found
        lead, tail = printed[: match.start()], printed[match.end() :]
        for words in others:
            marker, bracket, rest = words.partition(")")
            fitting = choose_particle(lead, f"{marker})") + rest if bracket else words
            yield f"{lead}{fitting}{tail}"
    if any(map(str.isdecimal, printed)):
        yield from _drop_in_korean(printed)


def _drop_in_korean(printed: str) -> Iterator[str]:
    for dropped, ending in _DROPPED_KO:
        found = list(dropped.finditer(printed))
        if len(found) == 1:
            lead = printed[: found[0].start()]
            fitting = "였" if ending == "이었" and choose_particle(lead, "이(가)") == "가" else ending
            yield f"{lead}{fitting}{printed[found[0].end() :]}"


def _begin_like(printed: str, text: str) -> str:
    return text[:1].upper() + text[1:] if printed[:1].isupper() else text
