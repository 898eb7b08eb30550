"""German words for a size: jede achte, ein Drittel, doppelt so viele, verdoppelt, das Dreifache."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from figurecheck.figures.german.number_words import ORDINAL_STEMS, SMALL
from figurecheck.verdicts.size_words.families import BELOW, HALF, HEDGE, PARTS, Family, Sized, rates, upright

_WORDS_DE = {number: word for word, number in reversed(SMALL.items())} | {7: "sieben"}
_STEMS_DE = {number: stem for stem, number in reversed(ORDINAL_STEMS.items())} | {7: "siebt"}
_READ_DE = {word: number for word, number in SMALL.items() if 1 < number <= 12}
_FOLDS_DE = {Fraction(number): f"{_WORDS_DE[number]}fach" for number in range(3, 11)}


def _parts_de(match: re.Match[str]) -> Iterator[Sized]:
    is_dative = match[0].lower().startswith(("einem", "einer ", "der ")) or match[0].endswith("n")
    yield from _name_parts_de(is_dative=is_dative)


def _name_parts_de(*, is_dative: bool = False) -> Iterator[Sized]:
    for part in PARTS:
        word = f"{_STEMS_DE[part.denominator].capitalize()}el"
        one = f"{'einem' if is_dative else 'ein'} {word}"
        many = f"{_WORDS_DE[part.numerator]} {word}{'n' if is_dative else ''}"
        half = f"{'der' if is_dative else 'die'} Hälfte"
        yield part, half if part == HALF else one if part.numerator == 1 else many


def _most_de(_match: re.Match[str]) -> Iterator[Sized]:
    # "Die meisten Fahrten" are "die Hälfte der Fahrten".
    yield from ((part, f"{words} der") for part, words in _name_parts_de())


def _each_de(match: re.Match[str]) -> Iterator[Sized]:
    # "Jede achte Frau", but "jeder Achte".
    for number in BELOW:
        stem = _STEMS_DE.get(number)
        word = f"{number}." if match["digits"] else stem and f"{stem}{match['ending']}"
        if word:
            yield (
                Fraction(1, number),
                f"{match['each'].lower()} {word.capitalize() if match['word'][0].isupper() else word}",
            )


def _rates_de(match: re.Match[str]) -> Iterator[Sized]:
    above = 1 if match["one"] else _read_de(match["above"])
    for first, second in rates(above, _read_de(match["below"])):
        if (first == 1) == bool(match["one"]):
            start = match["one"] or _write_de(first, match["above"])
            yield Fraction(first, second), f"{start} von {_write_de(second, match['below'])}"


def _read_de(word: str) -> int:
    return int(word) if word.isdecimal() else SMALL[word.lower()]


def _write_de(number: int, like: str) -> str:
    return str(number) if like.isdecimal() or number > 12 else _WORDS_DE[number]


def _compared_de(_match: re.Match[str]) -> Iterator[Sized]:
    yield HALF, "halb"
    yield Fraction(2), "doppelt"
    yield from ((Fraction(number), f"{_WORDS_DE[number]}mal") for number in range(3, 11))


def _verbs_de(match: re.Match[str]) -> Iterator[Sized]:
    verbs = {HALF: "halbiert", Fraction(2): "verdoppelt"} | {n: f"ver{word}t" for n, word in _FOLDS_DE.items()}
    yield from ((times, f"{match['start']}{HEDGE}{verb}{match['end']}") for times, verb in verbs.items())


def _nouns_de(_match: re.Match[str]) -> Iterator[Sized]:
    yield Fraction(2), "Doppelte"
    yield from ((times, f"{word.capitalize()}e") for times, word in _FOLDS_DE.items())


_HEDGED_DE = "(?:(?:fast|beinahe|nahezu|knapp|etwa|rund|gut|mehr als) )?"
_VERB_DE = "(?:halbiert|verdoppelt|ver[a-zäöü]+facht)"
_NUMBER_DE = rf"(?:\d{{1,3}}|{'|'.join(_READ_DE)})"
GERMAN = (
    Family(
        pattern=upright(
            r"\b(?P<each>jede[rsnm]?) (?P<word>(?P<digits>\d+\.)|"
            rf"(?:{'|'.join(sorted(ORDINAL_STEMS, key=len, reverse=True))})(?P<ending>e[nrsm]?))(?!\w)"
        ),
        find=_each_de,
        exact=("{percent}",),
    ),
    Family(
        pattern=upright(rf"\b(?:(?P<one>eine[rs]?|ein)|(?P<above>{_NUMBER_DE})) von (?P<below>{_NUMBER_DE})\b"),
        find=_rates_de,
        exact=("{percent}",),
    ),
    Family(
        pattern=upright(rf"\b(?:halb|doppelt|{_NUMBER_DE}-?mal)(?= so\b)"), find=_compared_de, exact=("{times}-mal",)
    ),
    Family(
        pattern=upright(rf"\b(?:(?:die|der) Hälfte|(?:ein(?:em)?|{_NUMBER_DE}) [A-Za-zäöü]+teln?)\b(?! ?million)"),
        find=_parts_de,
        exact=("{percent}",),
    ),
    *(
        Family(
            pattern=upright(rf"\b(?P<start>){_VERB_DE}(?P<end>{ending}(?: sich)?)\b"),
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
            pattern=upright(rf"\b(?P<start>{has}){_HEDGED_DE}{_VERB_DE}(?P<end>)\b"),
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
    Family(
        pattern=upright(r"\b(?:die|eine|einer|der) (?:[a-zäöüß]+ )?(?:Mehrheit|Minderheit)\b"),
        find=_parts_de,
        exact=("{percent}",),
    ),
    Family(
        pattern=upright(
            r"\b(?:der|ein) Großteil\b|\b(?:der|den) (?:überwiegend|größt|größer|kleiner)en? Teil\b|"
            r"\bdie meisten\b(?= der\b|$)"
        ),
        find=lambda _: _name_parts_de(),
        exact=("{percent}",),
    ),
    Family(pattern=upright(r"\bdie meisten(?= (?!der\b|von\b|unter\b))"), find=_most_de, exact=("{percent} der",)),
    Family(pattern=upright(r"\b(?:Doppelte|[a-zäöü]+fache)\b"), find=_nouns_de, exact=("{times}-Fache",)),
    Family(pattern=upright(r"\b[a-zäöü]+fach\b"), find=lambda _: iter(_FOLDS_DE.items()), exact=("{times}-fach",)),
    Family(
        pattern=upright(
            r"\b(?:eine(?:r|n)? halben? (?:Million|Milliarde)|(?:ein(?:em)? )?(?:halbes )?Dutzend|Dutzenden?|"
            r"Hunderten?|Tausenden?)\b"
        ),
        find=lambda _: iter(()),
        exact=("{count}",),
    ),
)
