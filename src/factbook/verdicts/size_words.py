"""Words for a size, and what says another size in their place: "one in seven" for "one in eight", "verdreifacht".

Nothing is judged here. A family holds words with the same grammar, so that the rest of the sentence may stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from factbook.figures.english.words import UNITS
from factbook.figures.german.number_words import ORDINAL_STEMS, SMALL
from factbook.figures.languages import language_code

Sized = tuple[Fraction, str]
"""Words, and the amount that they say on the scale of the figure."""
_HALF = Fraction(1, 2)
_BELOW = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 100)
_WORDS_TO = 10
"""The highest number that is written as a word."""
_PARTS = (
    *(Fraction(*part) for part in ((1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5), (3, 5), (4, 5))),
    *(Fraction(1, below) for below in range(6, 11)),
)
"""The parts of a whole for which everyone has words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Words with the same grammar that say different sizes."""

    pattern: re.Pattern[str]
    find: Callable[[re.Match[str]], Iterator[Sized]]
    exact: tuple[str, ...] = ()
    """The same with digits: ``{percent}``, ``{times}`` of what it was, ``{hundredths}`` or ``{count}``.

    Groups of the pattern stand there by their names.
    """
    is_change: bool = False
    """Whether the words say a change; then `exact` is for one to more than double, a rise and a fall."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeWords:
    """Where words for a size stand in a text, and what may stand there instead."""

    start: int
    end: int
    others: tuple[Sized, ...]
    family: Family
    groups: Mapping[str, str]
    """The parts of the words, by the names of the groups of their pattern."""


def find_size_words(text: str, locale: str = "en") -> SizeWords | None:
    """Return the words for a size in a text, and what may stand in their place; ``None`` if there are none.

    >>> [words for _, words in find_size_words("has doubled").others]
    ['halved', 'doubled', 'tripled', 'quadrupled']
    """
    for family in FAMILIES.get(language_code(locale), ()):
        found = list(family.pattern.finditer(text))
        if len(found) == 1:
            [match] = found
            return SizeWords(
                start=match.start(), end=match.end(), others=tuple(family.find(match)), family=family,
                groups=match.groupdict(""),
            )  # fmt: skip
    return None


def _rates(above: int, below: int) -> Iterator[tuple[int, int]]:
    """Yield what "one in eight" may become: one in another number; and of ten, other numbers of ten."""
    if below == 10 and above > 1:
        yield from ((number, 10) for number in range(1, 10))
    yield from ((1, number) for number in _BELOW)
    yield from ((part.numerator, part.denominator) for part in _PARTS if part.numerator > 1)


def _upright(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# English

_WORDS_EN = {number: word for word, number in UNITS.items() if 0 < number <= 12}
_READ_EN = {word: number for number, word in _WORDS_EN.items()}
_NUMBER_EN = rf"(?:\d{{1,3}}|{'|'.join(_READ_EN)})"
_PART_WORDS_EN = dict(enumerate("half third quarter fifth sixth seventh eighth ninth tenth".split(), start=2))
_VERBS_EN = {_HALF: "halv", Fraction(2): "doubl", Fraction(3): "tripl", Fraction(4): "quadrupl"}


def _rates_en(match: re.Match[str]) -> Iterator[Sized]:
    above, below = (int(one) if one.isdecimal() else _READ_EN[one.lower()] for one in (match["above"], match["below"]))
    for first, second in _rates(above, below):
        words = _write_en(first, match["above"]), _write_en(second, match["below"])
        yield Fraction(first, second), match["link"].join(words)


def _write_en(number: int, like: str) -> str:
    return str(number) if like.isdecimal() or number > _WORDS_TO else _WORDS_EN[number]


def _parts_en(match: re.Match[str]) -> Iterator[Sized]:
    # "Half the trips" is "a third of the trips".
    of = " of" if re.match(r" (?:the|all|its|their|our|his|her|these|those)\b", match.string[match.end() :]) else ""
    for part in _PARTS:
        word = _PART_WORDS_EN[part.denominator]
        many = f"{_WORDS_EN[part.numerator]}-{word}s" if part.numerator > 1 else f"a {word}"
        yield part, "half" if part == _HALF else f"{many}{of}"


def _times_en(_match: re.Match[str]) -> Iterator[Sized]:
    yield Fraction(2), "twice"
    yield from ((Fraction(number), f"{_WORDS_EN[number]} times") for number in range(3, 11))


def _compared_en(match: re.Match[str]) -> Iterator[Sized]:
    yield from _parts_en(match)
    yield from _times_en(match)


def _verbs_en(match: re.Match[str]) -> Iterator[Sized]:
    yield from ((times, f"{stem}{match['ending'].lower()}") for times, stem in _VERBS_EN.items())


def _folds_en(match: re.Match[str]) -> Iterator[Sized]:
    yield from ((Fraction(number), f"{_WORDS_EN[number]}{match['link']}fold") for number in range(2, 11))


_ANY_PART_EN = rf"(?:half|(?:an?|{_NUMBER_EN})[ -](?:{'|'.join(_PART_WORDS_EN.values())}|halve|fourth)s?)"
_ANY_TIMES_EN = rf"(?:twice|thrice|{_NUMBER_EN} times)"
_VERB_EN = "(?:halv|doubl|tripl|trebl|quadrupl|quintupl)"
_ENGLISH = (
    Family(
        pattern=_upright(
            rf"\b(?P<above>{_NUMBER_EN})(?P<link>[ -](?:out[ -]of|in|of)[ -](?:every[ -])?)(?P<below>{_NUMBER_EN})\b"
        ),
        find=_rates_en,
        exact=("{percent}",),
    ),
    Family(
        pattern=_upright(rf"\b(?:{_ANY_PART_EN}|{_ANY_TIMES_EN})(?= as\b)"), find=_compared_en, exact=("{times} times",)
    ),
    Family(pattern=_upright(rf"\b{_ANY_TIMES_EN}(?!\w)"), find=_times_en, exact=("{times} times",)),
    Family(
        pattern=_upright(rf"\b{_ANY_PART_EN}\b(?!-)(?! (?:of )?an? (?:hundred|thousand|million|billion|dozen)\b)"),
        find=_parts_en,
        exact=("{percent}",),
    ),
    Family(
        pattern=_upright(rf"\b{_VERB_EN}(?P<ending>ed)\b"),
        find=_verbs_en,
        exact=("rose {times}-fold", "rose by {percent}", "fell by {percent}"),
        is_change=True,
    ),
    Family(pattern=_upright(rf"\b{_VERB_EN}(?P<ending>es|ing)\b"), find=_verbs_en, is_change=True),
    Family(pattern=_upright(rf"\b{_VERB_EN}(?P<ending>e)\b"), find=_verbs_en, exact=("{times} times",)),
    Family(pattern=_upright(rf"\b{_NUMBER_EN}(?P<link>-?)fold\b"), find=_folds_en, exact=("{times}-fold",)),
    Family(
        pattern=_upright(
            r"\b(?:(?:half (?:of )?an?|a quarter of a|an?|several) (?:hundred|thousand|million|billion|dozen)|"
            r"(?:dozens|hundreds|thousands|millions|billions)(?: of)?)\b"
        ),
        find=lambda _: iter(()),
        exact=("{count}",),
    ),
)

# German

_WORDS_DE = {number: word for word, number in reversed(SMALL.items())} | {7: "sieben"}
_STEMS_DE = {number: stem for stem, number in reversed(ORDINAL_STEMS.items())} | {7: "siebt"}
_READ_DE = {word: number for word, number in SMALL.items() if 1 < number <= 12}
_FOLDS_DE = {Fraction(number): f"{_WORDS_DE[number]}fach" for number in range(3, 11)}


def _parts_de(match: re.Match[str]) -> Iterator[Sized]:
    is_dative = match[0].lower().startswith(("einem", "der ")) or match[0].endswith("n")
    for part in _PARTS:
        word = f"{_STEMS_DE[part.denominator].capitalize()}el"
        one = f"{'einem' if is_dative else 'ein'} {word}"
        many = f"{_WORDS_DE[part.numerator]} {word}{'n' if is_dative else ''}"
        half = f"{'der' if is_dative else 'die'} Hälfte"
        yield part, half if part == _HALF else one if part.numerator == 1 else many


def _each_de(match: re.Match[str]) -> Iterator[Sized]:
    # "Jede achte Frau", but "jeder Achte".
    for number in _BELOW:
        stem = _STEMS_DE.get(number)
        word = f"{number}." if match["digits"] else stem and f"{stem}{match['ending']}"
        if word:
            yield Fraction(1, number), f"{match['each']} {word.capitalize() if match['word'][0].isupper() else word}"


def _rates_de(match: re.Match[str]) -> Iterator[Sized]:
    above = 1 if match["one"] else _read_de(match["above"])
    for first, second in _rates(above, _read_de(match["below"])):
        if (first == 1) == bool(match["one"]):
            start = match["one"] or _write_de(first, match["above"])
            yield Fraction(first, second), f"{start} von {_write_de(second, match['below'])}"


def _read_de(word: str) -> int:
    return int(word) if word.isdecimal() else SMALL[word.lower()]


def _write_de(number: int, like: str) -> str:
    return str(number) if like.isdecimal() or number > 12 else _WORDS_DE[number]


def _compared_de(_match: re.Match[str]) -> Iterator[Sized]:
    yield _HALF, "halb"
    yield Fraction(2), "doppelt"
    yield from ((Fraction(number), f"{_WORDS_DE[number]}mal") for number in range(3, 11))


def _verbs_de(match: re.Match[str]) -> Iterator[Sized]:
    verbs = {_HALF: "halbiert", Fraction(2): "verdoppelt"} | {n: f"ver{word}t" for n, word in _FOLDS_DE.items()}
    yield from ((times, f"{match['start']}{verb}{match['end']}") for times, verb in verbs.items())


def _nouns_de(_match: re.Match[str]) -> Iterator[Sized]:
    yield Fraction(2), "Doppelte"
    yield from ((times, f"{word.capitalize()}e") for times, word in _FOLDS_DE.items())


_VERB_DE = "(?:halbiert|verdoppelt|ver[a-zäöü]+facht)"
_NUMBER_DE = rf"(?:\d{{1,3}}|{'|'.join(_READ_DE)})"
_GERMAN = (
    Family(
        pattern=_upright(
            r"\b(?P<each>jede[rsnm]?) (?P<word>(?P<digits>\d+\.)|"
            rf"(?:{'|'.join(sorted(ORDINAL_STEMS, key=len, reverse=True))})(?P<ending>e[nrsm]?))(?!\w)"
        ),
        find=_each_de,
        exact=("{percent}",),
    ),
    Family(
        pattern=_upright(rf"\b(?:(?P<one>eine[rs]?|ein)|(?P<above>{_NUMBER_DE})) von (?P<below>{_NUMBER_DE})\b"),
        find=_rates_de,
        exact=("{percent}",),
    ),
    Family(
        pattern=_upright(rf"\b(?:halb|doppelt|{_NUMBER_DE}-?mal)(?= so\b)"), find=_compared_de, exact=("{times}-mal",)
    ),
    Family(
        pattern=_upright(rf"\b(?:(?:die|der) Hälfte|(?:ein(?:em)?|{_NUMBER_DE}) [A-Za-zäöü]+teln?)\b(?! ?million)"),
        find=_parts_de,
        exact=("{percent}",),
    ),
    *(
        Family(
            pattern=_upright(rf"\b(?P<start>){_VERB_DE}(?P<end>{ending}(?: sich)?)\b"),
            find=_verbs_de,
            exact=(
                f"stieg{plural} auf das {{times}}-Fache",
                f"stieg{plural} um {{percent}}",
                f"sank{plural} um {{percent}}",
            ),
            is_change=True,
        )
        for ending, plural in (("e", ""), ("en", "en"))
    ),
    *(
        Family(
            pattern=_upright(rf"\b(?P<start>{has}){_VERB_DE}(?P<end>)\b"),
            find=_verbs_de,
            exact=(
                f"{is_}auf das {{times}}-Fache gestiegen",
                f"{is_}um {{percent}} gestiegen",
                f"{is_}um {{percent}} gesunken",
            ),
            is_change=True,
        )
        for has, is_ in (("hat sich ", "ist "), ("haben sich ", "sind "), ("", ""))
    ),
    Family(pattern=_upright(r"\b(?:Doppelte|[a-zäöü]+fache)\b"), find=_nouns_de, exact=("{times}-Fache",)),
    Family(pattern=_upright(r"\b[a-zäöü]+fach\b"), find=lambda _: iter(_FOLDS_DE.items()), exact=("{times}-fach",)),
    Family(
        pattern=_upright(
            r"\b(?:eine(?:r|n)? halben? (?:Million|Milliarde)|(?:ein(?:em)? )?(?:halbes )?Dutzend|Dutzenden?|"
            r"Hunderten?|Tausenden?)\b"
        ),
        find=lambda _: iter(()),
        exact=("{count}",),
    ),
)

# Korean

_WORDS_KO = dict(enumerate("한 두 세 네 다섯 여섯 일곱 여덟 아홉 열".split(), start=1))
_READ_KO = {word: number for number, word in _WORDS_KO.items()}
_SINO = " 일이삼사오육칠팔구십"
_NUMBER_KO = rf"(?:\d{{1,3}}|{'|'.join(_READ_KO)})"


def _rates_ko(match: re.Match[str]) -> Iterator[Sized]:
    below, above = (int(one) if one.isdecimal() else _READ_KO[one] for one in (match["below"], match["above"]))
    for first, second in _rates(above, below):
        whole, part = _write_ko(second, match["below"]), _write_ko(first, match["above"])
        if whole and part:
            yield Fraction(first, second), f"{whole}{match['link']}{part}"


def _write_ko(number: int, like: str) -> str:
    return str(number) if like.isdecimal() else _WORDS_KO.get(number, "")


def _parts_ko(match: re.Match[str]) -> Iterator[Sized]:
    # "삼분의 일" is "사분의 일", and "3분의 1" is "4분의 1".
    in_words = match[0][0] in _SINO
    for part in _PARTS:
        below, above = (_SINO[one] if in_words else str(one) for one in (part.denominator, part.numerator))
        yield part, "절반" if part == _HALF else f"{below}분의 {above}"


def _times_ko(match: re.Match[str]) -> Iterator[Sized]:
    like, space = match["number"] or "0", match["space"] or ""
    yield from ((Fraction(number), f"{_write_ko(number, like)}{space}배") for number in range(2, 11))


_KOREAN = (
    Family(
        pattern=re.compile(
            rf"(?<![\d가-힣])(?P<below>{_NUMBER_KO})(?P<link>\s?(?:명|곳|개|건|가구|대|차례)?\s?(?:중|가운데)에?서?\s)"
            rf"(?P<above>{_NUMBER_KO})(?=\s?(?:명|곳|개|건|가구|대|차례))"
        ),
        find=_rates_ko,
        exact=("100{link}{hundredths}",),
    ),
    Family(
        pattern=re.compile(r"절반|(?:\d+|[이삼사오육칠팔구십])\s?분의\s?(?:\d+|[일이삼사오육칠팔구])"),
        find=_parts_ko,
        exact=("{percent}",),
    ),
    Family(
        pattern=re.compile(rf"(?:(?<![\d.가-힣])(?P<number>{_NUMBER_KO})(?P<space>\s?)배|갑절|곱절)"),
        find=_times_ko,
        exact=("{times}배",),
    ),
    Family(pattern=re.compile(r"수(?:십|백|천|만)(?:만)?"), find=lambda _: iter(()), exact=("{count}",)),
)
FAMILIES = MappingProxyType({"en": _ENGLISH, "de": _GERMAN, "ko": _KOREAN})
