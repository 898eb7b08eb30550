"""Read one German word that states a number, however long: zweiundzwanzig, drittel, dreifach, verdoppelt, 3-jährig."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

_ONES = "ein zwei drei vier fünf sechs sieben acht neun".split()
_TEENS = "zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn".split()
_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
SMALL = {word: number for number, word in enumerate([*_ONES, *_TEENS], start=1)}
SMALL |= {tens: number for number, tens in zip(range(20, 100, 10), _TENS, strict=True)}
SMALL |= {
    f"{one}und{tens}": ten + number
    for ten, tens in zip(range(20, 100, 10), _TENS, strict=True)
    for number, one in enumerate(_ONES, start=1)
}
SMALL |= {"eins": 1, "zwo": 2, "null": 0}
# Swiss papers have no ß, and old systems no umlauts.
SMALL |= {
    word.replace("ß", "ss").replace("ü", umlaut).replace("ö", "oe" if umlaut == "ue" else "ö"): number
    for word, number in SMALL.items()
    for umlaut in ("ü", "ue")
}
_ODD_ORDINALS = {"erst": 1, "dritt": 3, "siebt": 7, "siebent": 7, "acht": 8}
ORDINAL_STEMS = {
    f"{word}{'t' if number < 20 else 'st'}": number
    for word, number in SMALL.items()
    if number not in {0, 1, 3, 8} and word != "zwo"
} | _ODD_ORDINALS
"""What stands before the ending of an ordinal, and before a superlative: "drittgrößte"."""
ENDINGS = ("en", "em", "er", "es", "e")
"""Of adjectives, which ordinals and multiples are."""
MEASURED = {
    "jährig": "year", "monatig": "month", "wöchig": "week", "tägig": "day", "stündig": "hour", "minütig": "minute",
    "sekündig": "second", "prozentig": "%", "tonnig": "t", "metrig": "m",
}  # fmt: skip
"""Endings of adjectives that hold a number and its unit: "dreijährig", "40-minütig"."""
_PARTS_OF_UNITS = {"stunde": "hour", "stunden": "hour", "jahr": "year", "jahre": "year", "jahren": "year",
                   "jahrhundert": "century", "liter": "l", "million": "million"}  # fmt: skip


class WordKind(StrEnum):
    """What a number word is."""

    NUMBER = "number"
    ORDINAL = "ordinal"
    PART = "the word below the line of a fraction"
    FRACTION = "a fraction"
    MULTIPLE = "a multiple"
    TIMES = "how often"
    HALVED = "a fall by half"
    MEASURE = "a number with its unit"


@dataclass(frozen=True, slots=True)
class NumberWord:
    """One word, as it was read."""

    kind: WordKind
    amount: Fraction
    unit: str = ""
    step: Fraction = Fraction(1)
    bare: bool = False
    """Whether it is a word for a size, to be judged with a tolerance."""


def read_cardinal(word: str) -> int | None:
    """Return the whole number below a million that a word in lower case is.

    >>> read_cardinal("dreihundertzweiundzwanzigtausendfünfzig")
    322050
    """
    if word in SMALL:
        return SMALL[word]
    # From the right: "hunderttausend" has its hundreds before the scale word.
    thousands, scale, rest = word.rpartition("tausend")
    if not scale:
        return _read_hundreds(word)
    head = _read_hundreds(thousands) if thousands else 1
    tail = _read_hundreds(rest.removeprefix("und")) if rest else 0
    return None if not head or tail is None else head * 1000 + tail


def _read_hundreds(word: str) -> int | None:
    hundreds, scale, rest = word.partition("hundert")
    if not scale:
        return SMALL.get(word)
    head = SMALL.get(hundreds, 0) if hundreds else 1
    tail = SMALL.get(rest.removeprefix("und"), 0) if rest else 0
    # "Neunzehnhundert" is the most that is said in hundreds.
    return head * 100 + tail if 0 < head < 20 and (tail or not rest) else None


def read_ordinal_stem(stem: str) -> int | None:
    """Return the number of an ordinal without its ending.

    >>> read_ordinal_stem("dritt"), read_ordinal_stem("hundertst"), read_ordinal_stem("tausendzweit")
    (3, 100, 1002)
    """
    if stem in ORDINAL_STEMS:
        return ORDINAL_STEMS[stem]
    if stem.endswith(("hundertst", "tausendst")):
        return read_cardinal(stem.removesuffix("st"))
    at = max(stem.rfind("hundert") + len("hundert"), stem.rfind("tausend") + len("tausend"))
    head = read_cardinal(stem[:at]) if at > len("tausend") - 1 and stem[:at].endswith(("hundert", "tausend")) else None
    tail = ORDINAL_STEMS.get(stem[at:].removeprefix("und"), 0)
    return head + tail if head and tail else None


# A text repeats its words, and most of them are no numbers.
@lru_cache(maxsize=8192)
def read_word(word: str) -> NumberWord | None:
    """Read a word in lower case; ``None`` if it states no number by itself.

    Articles are among the numbers: "ein" is 1, and the grammar decides what it is.
    """
    number = read_cardinal(word)
    if number is not None:
        scale = 1000 if word.endswith("tausend") else 100 if word.endswith("hundert") else 1
        return NumberWord(WordKind.NUMBER, Fraction(number), step=Fraction(scale))
    return _read_half(word) or _read_part(word) or _read_multiple(word) or _read_measured(word) or _read_ordinal(word)


def _read_half(word: str) -> NumberWord | None:
    """Read "anderthalb", "zweieinhalb", "eineinhalb"."""
    plain = "eineinhalb" if word in {"anderthalb", "anderthalbe", "anderthalben"} else word.removesuffix("e")
    head = plain.removesuffix("einhalb").removesuffix("und") if plain.endswith("einhalb") else ""
    whole = SMALL.get(head)
    if not whole:
        return None
    half = Fraction(1, 2)
    return NumberWord(WordKind.NUMBER, whole + half, step=half, bare=True)


def _read_part(word: str) -> NumberWord | None:
    """Read "drittel", "dreiviertel", "viertelstunde", "hälfte"."""
    if word in {"hälfte", "hälften"}:
        return NumberWord(WordKind.FRACTION, Fraction(1, 2), bare=True)
    head, found, unit = word.partition("tel")
    if not found:
        return None
    below = _read_denominator(f"{head}t")
    if below and unit in {"", "s", "n"}:
        return NumberWord(WordKind.PART, Fraction(1, below), bare=True)
    fraction = Fraction(1, below) if below else _read_joined(f"{head}t")
    if fraction is None or not (unit in {"", "s"} or unit in _PARTS_OF_UNITS):
        return None
    kind = WordKind.MEASURE if unit in _PARTS_OF_UNITS else WordKind.FRACTION
    return NumberWord(kind, fraction, unit=_PARTS_OF_UNITS.get(unit, ""), step=fraction, bare=True)


def _read_denominator(stem: str) -> int:
    below = read_ordinal_stem(stem)
    return below if below and below > 2 else 0


def _read_joined(stem: str) -> Fraction | None:
    """Read what stands before "el" in "dreiviertel", "zweidrittel"."""
    for above, word in enumerate(_ONES, start=1):
        below = _read_denominator(stem.removeprefix(word)) if stem.startswith(word) else 0
        if above < below:
            return Fraction(above, below)
    return None


def _read_multiple(word: str) -> NumberWord | None:
    """Read "doppelt", "dreifach", "dreimal", "verdoppelt", "Vervierfachung", "halbiert"."""
    stem = without_ending(word)
    if stem in {"doppelt", "zwiefach"}:
        return NumberWord(WordKind.MULTIPLE, Fraction(2), bare=True)
    if word.endswith("mal") and (times := read_cardinal(word[:-3]) or _read_half(word[:-3])):
        often = Fraction(times) if isinstance(times, int) else times.amount
        return NumberWord(WordKind.TIMES, often, bare=often.denominator > 1) if often > 1 else None
    head = stem.removesuffix("fach") if stem.endswith("fach") else ""
    if head and (number := read_cardinal(head)) and number > 1:
        return NumberWord(WordKind.MULTIPLE, Fraction(number), bare=True)
    if head and (half := _read_half(head)):
        return NumberWord(WordKind.MULTIPLE, half.amount, bare=True)
    if word in HALVED:
        return NumberWord(WordKind.HALVED, Fraction(1, 2), bare=True)
    # "Verdreifacht", "Verdopplung": the prefix makes a verb of the number, and the verb has endings.
    verb = word.removeprefix("ver") if word.startswith("ver") else ""
    for ending in _VERB_ENDINGS:
        if not verb.endswith(ending):
            continue
        stem = verb.removesuffix(ending)
        number = 2 if stem in {"doppel", "doppl"} else read_cardinal(stem.removesuffix("fach")) or 0
        if number > 1 and (stem in {"doppel", "doppl"} or stem.endswith("fach")):
            return NumberWord(WordKind.MULTIPLE, Fraction(number), bare=True)
    return None


_VERB_ENDINGS = ("ungen", "ung", "ten", "te", "ter", "tes", "tem", "end", "en", "et", "t", "n", "e")
"""Of weak verbs and their nouns."""
HALVED = frozenset(
    "halbiert halbierte halbierten halbieren halbierend halbierung halbierter halbiertes halbiertem".split()
)


def without_ending(word: str) -> str:
    """Return a word without the ending of an adjective."""
    return next((word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending)), word)


def _read_measured(word: str) -> NumberWord | None:
    """Read "dreijährig", "Dreijährige", "zweistündigen"."""
    stem = without_ending(word)
    ending = next((one for one in MEASURED if stem.endswith(one)), "")
    if not ending:
        return None
    number = read_word(stem.removesuffix(ending)) if stem != ending else None
    if number is None or number.kind is not WordKind.NUMBER or not number.amount:
        return None
    return NumberWord(WordKind.MEASURE, number.amount, unit=MEASURED[ending], step=number.step, bare=number.bare)


def _read_ordinal(word: str) -> NumberWord | None:
    for ending in ENDINGS:
        if word.endswith(ending) and (number := read_ordinal_stem(word.removesuffix(ending))):
            return NumberWord(WordKind.ORDINAL, Fraction(number))
    return None
