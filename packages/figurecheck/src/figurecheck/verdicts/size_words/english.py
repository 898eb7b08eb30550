"""English words for a size: one in eight, two-thirds, twice, doubled, tenfold, half a million."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from figurecheck.figures.english.words import UNITS
from figurecheck.verdicts.size_words.families import BELOW, HALF, LARGE, PARTS, WORDS_TO, Family, Sized, rates, upright

_WORDS_EN = {number: word for word, number in UNITS.items() if 0 < number <= 12}
_READ_EN = {word: number for number, word in _WORDS_EN.items()}
_NUMBER_EN = rf"(?:\d{{1,3}}|{'|'.join(_READ_EN)})"
_PART_WORDS_EN = dict(enumerate("half third quarter fifth sixth seventh eighth ninth tenth".split(), start=2))
_VERBS_EN = {HALF: "halv", Fraction(2): "doubl", Fraction(3): "tripl", Fraction(4): "quadrupl"}


def _rates_en(match: re.Match[str]) -> Iterator[Sized]:
    above, below = (_READ_EN.get(one.lower()) or int(one.replace(",", "")) for one in (match["above"], match["below"]))
    if below > BELOW[-1]:
        yield from ((Fraction(1, many), f"{match['above']}{match['link']}{many:,}") for many in LARGE if above == 1)
        return
    for first, second in rates(above, below):
        words = _write_en(first, match["above"]), _write_en(second, match["below"])
        yield Fraction(first, second), match["link"].join(words)


def _write_en(number: int, like: str) -> str:
    return str(number) if like.isdecimal() or number > WORDS_TO else _WORDS_EN[number]


def _parts_en(match: re.Match[str]) -> Iterator[Sized]:
    # "Half the trips" is "a third of the trips".
    of = " of" if re.match(r" (?:the|all|its|their|our|his|her|these|those)\b", match.string[match.end() :]) else ""
    yield from ((part, words if part == HALF else f"{words}{of}") for part, words in _name_parts_en())


def _name_parts_en() -> Iterator[Sized]:
    for part in PARTS:
        word = _PART_WORDS_EN[part.denominator]
        one = f"an {word}" if word == "eighth" else f"a {word}"
        many = f"{_WORDS_EN[part.numerator]}-{word}s" if part.numerator > 1 else one
        yield part, "half" if part == HALF else many


def _majorities_en(match: re.Match[str]) -> Iterator[Sized]:
    # "Most riders" are "half of riders".
    tail = match.string[match.end() :]
    yield from ((part, f"{words} of" if tail and tail[:3] != " of" else words) for part, words in _name_parts_en())


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
_LINK_EN, _THOUSANDS = "[ -](?:out[ -]of|in|of)[ -](?:every[ -])?", r"\d{1,3}(?:,\d{3})+"
_VERB_EN = "(?:halv|doubl|tripl|trebl|quadrupl|quintupl)"
ENGLISH = (
    Family(
        pattern=upright(
            rf"\b(?P<above>{_NUMBER_EN})(?P<link>{_LINK_EN})(?P<below>{_THOUSANDS}|{_NUMBER_EN})\b(?![,.]\d)"
        ),
        find=_rates_en,
        exact=("{percent}",),
    ),
    Family(
        pattern=upright(rf"\b(?:{_ANY_PART_EN}|{_ANY_TIMES_EN})(?= as\b)"), find=_compared_en, exact=("{times} times",)
    ),
    Family(pattern=upright(rf"\b{_ANY_TIMES_EN}(?!\w)"), find=_times_en, exact=("{times} times",)),
    Family(
        pattern=upright(rf"\b{_ANY_PART_EN}\b(?!-)(?! (?:of )?an? (?:hundred|thousand|million|billion|dozen)\b)"),
        find=_parts_en,
        exact=("{percent}",),
    ),
    Family(
        pattern=upright(
            r"\b(?:an?|the) (?:[a-z-]+ )?(?:majority|minority)\b"
            r"|\b(?<!the )(?:most\b|the (?:bulk|greater part|larger part)\b)"
        ),
        find=_majorities_en,
        exact=("{percent}",),
    ),
    Family(
        pattern=upright(rf"\b{_VERB_EN}(?P<ending>ed)\b"),
        find=_verbs_en,
        exact=("rose {times}-fold", "rose by {percent}", "fell by {percent}"),
        is_change=True,
    ),
    Family(pattern=upright(rf"\b{_VERB_EN}(?P<ending>es|ing)\b"), find=_verbs_en, is_change=True),
    Family(pattern=upright(rf"\b{_VERB_EN}(?P<ending>e)\b"), find=_verbs_en, exact=("{times} times",)),
    Family(pattern=upright(rf"\b{_NUMBER_EN}(?P<link>-?)fold\b"), find=_folds_en, exact=("{times}-fold",)),
    Family(
        pattern=upright(
            r"\b(?:(?:half (?:of )?an?|a quarter of a|an?|several) (?:hundred|thousand|million|billion|dozen)|"
            r"(?:dozens|hundreds|thousands|millions|billions)(?: of)?)\b"
        ),
        find=lambda _: iter(()),
        exact=("{count}",),
    ),
)
