"""A number in a text replaced by another one, as a word where it is one: "fourth" for "third", "fünf" for "drei"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from figurecheck.figures.english.words import ORDINAL_TENS, ORDINAL_UNITS, TENS, UNITS
from figurecheck.figures.german.number_words import ENDINGS, ORDINAL_STEMS, SMALL
from figurecheck.figures.korean.words import NATIVE_TENS
from figurecheck.figures.languages import language_code
from figurecheck.verdicts.agreement import make_plural, make_singular

_CARDINALS, _ORDINALS = UNITS | TENS, ORDINAL_UNITS | ORDINAL_TENS
# "twenty-third" before "third": the longest first.
_COMPOUND = rf"(?:{'|'.join(TENS)})-(?:{'|'.join([*_CARDINALS, *_ORDINALS])})"
_SIMPLE = "|".join(sorted([*_CARDINALS, *_ORDINALS], key=len, reverse=True))
_ENGLISH = re.compile(rf"\b(?:{_COMPOUND}|{_SIMPLE})\b", re.IGNORECASE)


def _longest_first(words: Mapping[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


# A noun follows one that is no cardinal: "ein" is an article, and "acht" the stem of an ordinal too.
_GERMAN = re.compile(
    rf"\b(?:(?P<stem>{_longest_first(ORDINAL_STEMS)})(?P<ending>{'|'.join(ENDINGS)})|(?P<word>{_longest_first(SMALL)}))\b",
    re.IGNORECASE,
)
_KOREAN_ONES = {word: at for at, word in enumerate("한 두 세 네 다섯 여섯 일곱 여덟 아홉".split(), start=1)}
"""As they stand before what they count."""
# 스무 stands alone, and 스물 before another one.
_KOREAN_WORDS = (
    {word: value for word, value in NATIVE_TENS.items() if word != "스물"}
    | {f"{tens}{one}": ten + value for tens, ten in NATIVE_TENS.items() if tens != "스무"
       for one, value in _KOREAN_ONES.items()}
    | _KOREAN_ONES
)  # fmt: skip
_FIRST_KOREAN, _NTH_KOREAN = "가장 ", " 번째로 "
_KOREAN = re.compile(rf"(?<![가-힣])(?:{_longest_first(_KOREAN_WORDS)})(?=\s?[가-힣])")
_SUPERLATIVE = re.compile(r"[- ](?=[a-z]{2,}est\b)")
_TOP = re.compile(
    r"\b(?:high|low|larg|small|bigg|great|few|long|short|fast|slow|b|wor|strong|weak|rich|poor|cheap|hott|cold|wett|dri)"
    r"(?:est|st)\b",
    re.IGNORECASE,
)
"""Words for the first of a ranking, which others follow: the second-highest."""
_DIGITS = re.compile(r"\d+(?:st|nd|rd|th)?\b|\d+")


def write_other_number(text: str, number: int, locale: str = "en") -> Iterator[str]:
    """Yield a text with its only number replaced by one below 100, as a word or in digits, as it is written there.

    >>> [*write_other_number("the third year", 4)], [*write_other_number("drei Monate", 5, "de")]
    (['the fourth year'], ['fünf Monate'])
    >>> [*write_other_number("세 건", 12, "ko")], [*write_other_number("3rd", 22)]
    (['열두 건'], ['22nd'])
    """
    yield from _WRITERS.get(language_code(locale), _write_english)(text, number)
    digits = list(_DIGITS.finditer(text))
    if len(digits) == 1:
        [found] = digits
        if found[0][-1].isalpha():
            yield f"{text[: found.start()]}{number}{_ending(number)}{text[found.end() :]}"
        else:
            yield from _set_in_counted(text, found, found[0] == "1", str(number), number, locale)


def _set_in_counted(
    text: str, found: re.Match[str], is_one: bool, word: str, number: int, locale: str
) -> Iterator[str]:
    """Yield a text with another number, and what it counts as one or as many; nothing where that is not known."""
    # "10여 명" is not exact, and "9명" is.
    tail = text[found.end() :].removeprefix("여")
    if language_code(locale) != "ko" and _changes_noun(text, found, is_one, number):
        tail = make_singular(tail, locale) if number == 1 else make_plural(tail, locale)
        if not tail:
            return
    yield _set_in(f"{text[: found.end()]}{tail}", found, word)


def _write_english(text: str, number: int) -> Iterator[str]:
    for word in _only(_ENGLISH, text):
        is_ordinal = word[0].lower().rpartition("-")[2] in _ORDINALS
        if is_ordinal and number == 1 and (joint := _SUPERLATIVE.match(text, word.end())):
            # "Highest" for "Third-highest", and not "First-highest".
            yield _set_in(f"{text[: word.end()]}{text[joint.end() + 1 :]}", word, text[joint.end()])
        elif is_ordinal:
            yield _set_in(text, word, _ordinal(number))
        else:
            yield from _set_in_counted(text, word, word[0].lower() == "one", _cardinal(number), number, "en")
    tops = _only(_TOP, text)
    if tops and number > 1 and not _only(_ENGLISH, text):
        yield _set_in(text, tops[0], f"{_ordinal(number)}-{tops[0][0].lower()}")


def _write_german(text: str, number: int) -> Iterator[str]:
    for word in _only(_GERMAN, text):
        is_one = SMALL.get(word[0].lower()) == 1
        if word["stem"]:
            stem = _GERMAN_STEMS.get(number, "")
            yield from [_set_in(text, word, f"{stem}{word['ending']}")] if stem else ()
        elif number == 1 and (tail := make_singular(text[word.end() :], "de")):
            # The article of what is not feminine has a case, which the sentence tells.
            yield _set_in(f"{text[: word.end()]}{tail}", word, "eine" if _FEMININE.search(tail) else "1")
        elif number in _GERMAN_WORDS and number in _GERMAN_STEMS:
            yield from _set_in_counted(text, word, is_one, _GERMAN_WORDS[number], number, "de")
    article = _ONE_GERMAN.match(text)
    if article and not _only(_GERMAN, text) and number > 1 and number in _GERMAN_WORDS:
        yield from _set_in_counted(text, article, True, _GERMAN_WORDS[number], number, "de")


_FEMININE = re.compile(r"(?:e|on|Frau)$")
"""Of the German nouns that `agreement` knows."""
_ONE_GERMAN = re.compile(r"ein(?:e|en|em|er)?(?= )", re.IGNORECASE)


def _write_korean(text: str, number: int) -> Iterator[str]:
    # What comes first has no number there: 가장 많은, 두 번째로 많은.
    if number > 1 and text.count(_FIRST_KOREAN) == 1 and number in _KOREAN_BY_NUMBER:
        yield text.replace(_FIRST_KOREAN, f"{_KOREAN_BY_NUMBER[number]} 번째로 ")
    for word in _only(_KOREAN, text):
        behind = text[word.end() :]
        if number == 1 and behind.startswith(_NTH_KOREAN):
            yield _set_in(text, word, "첫")
        elif new := _KOREAN_BY_NUMBER.get(number):
            yield _set_in(text, word, new)


def _changes_noun(text: str, word: re.Match[str], is_one: bool, number: int) -> bool:
    """Return whether what is counted would be another word: one town, two towns."""
    return is_one != (number == 1) and bool(text[word.end() :].strip())


def _only(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """Return the only number word of a text; nothing if there are several."""
    words = list(pattern.finditer(text))
    return words if len(words) == 1 else []


def _set_in(text: str, word: re.Match[str], new: str) -> str:
    new = new[0].upper() + new[1:] if word[0][0].isupper() else new
    return text[: word.start()] + new + text[word.end() :]


def _first_spelling(words: Mapping[str, int]) -> Mapping[int, str]:
    """Return the words by number; of several the first, which is the usual one."""
    found: dict[int, str] = {}
    for word, number in words.items():
        found.setdefault(number, word)
    return MappingProxyType(found)


_GERMAN_WORDS, _GERMAN_STEMS = _first_spelling(SMALL), _first_spelling(ORDINAL_STEMS)
_KOREAN_BY_NUMBER = _first_spelling(_KOREAN_WORDS)
_WRITERS = MappingProxyType({"en": _write_english, "de": _write_german, "ko": _write_korean})


def _cardinal(number: int) -> str:
    known = {value: word for word, value in _CARDINALS.items()}
    return known.get(number) or f"{known[number - number % 10]}-{known[number % 10]}"


def _ordinal(number: int) -> str:
    known = {value: word for word, value in _ORDINALS.items()}
    return known.get(number) or f"{_cardinal(number - number % 10)}-{known[number % 10]}"


def _ending(number: int) -> str:
    if number % 100 in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
