"""One printed figure out of the text that an author bound."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache, partial

from factbook.figures.bound import part_of, without_number
from factbook.figures.common.figure import Form, Found, Kind, PrintedFigure
from factbook.figures.common.qualifiers import DEFAULT_RULES, Rules
from factbook.figures.common.tokens import swap, tokenize
from factbook.figures.digits_only import SEPARATORS, find_digits, words_beside
from factbook.figures.english.find import find_english
from factbook.figures.korean.find import find_korean
from factbook.figures.words.english import DOWN, NOT_TAKEN, UP

LONGEST = 400
"""Characters of a bound text; nobody prints a longer figure."""
GRAMMARS = {"en": find_english, "ko": find_korean}
LANGUAGES = frozenset({*GRAMMARS, *SEPARATORS})
"""Those whose figures can be read; of most only the digits (see `digits`)."""
_NOT_TAKEN = re.compile("(?:" + "|".join(sorted(map(re.escape, NOT_TAKEN - {"±"}))) + r")\b|±|도\s?없|아니|아닌|않")
"""Looked for in lower case; a letter before it makes it another word."""
_NUMBER_SIGN = re.compile(r"(?:\bno\.?|#|\bnumber)\s?$", re.IGNORECASE)
_COUNTED = frozenset({Kind.FIGURE, Kind.ORDINAL})
_SPARE = (Kind.YEAR, Kind.DATE, Kind.WORD, Kind.NAME, Kind.LIST)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a bound text was read as, or why it was not understood."""

    figure: PrintedFigure | None
    reason: str = ""


def find(text: str, locale: str = "en", names: tuple[str, ...] = (), rules: Rules = DEFAULT_RULES) -> list[Found]:
    """List every number of a running text, in order and without overlaps.

    >>> [(one.text, one.kind.value, one.needs_claim) for one in find("About 380 officers in 2025.")]
    [('380 officers', 'figure', True), ('2025', 'year', False)]
    """
    return [_in(text, one) for one in _grammar(locale)(swap(text), rules, tuple(names))]


def _grammar(locale: str) -> Callable[[str, Rules, tuple[str, ...]], Iterator[Found]]:
    spoken = language(locale)
    return partial(find_digits, language=spoken) if spoken in SEPARATORS else GRAMMARS.get(spoken, find_english)


def _in(text: str, found: Found) -> Found:
    return found if text[found.start : found.end] == found.text else replace(found, text=text[found.start : found.end])


def parse(text: str, locale: str = "en", rules: Rules = DEFAULT_RULES) -> PrintedFigure | None:
    """Read the one figure of a bound text; ``None`` if there is none, or more than one.

    >>> figure = parse("fell by almost a fifth")
    >>> figure.reading
    'nearly 1/5 of the whole, down'
    """
    return read(text, locale, rules).figure


@lru_cache(maxsize=64)
def language(locale: str) -> str:
    """Give the language of a locale: ``ko`` for ``ko-KR``."""
    return str(locale).replace("_", "-").split("-")[0].lower()


_UNREADABLE = re.compile(r"\d[eE][+-]?\d|</?[a-zA-Z]|\(\d[\d.,]*\)\s?%")
"""Exponents, markup, and a bracketed loss: read word by word they would give another number."""


@lru_cache(maxsize=16384)
def read(text: str, locale: str = "en", rules: Rules = DEFAULT_RULES) -> Reading:
    """Read the one figure of a bound text, and say why if that cannot be done."""
    if len(text) > LONGEST:
        return Reading(None, "the text is too long for one figure")
    if strange := _UNREADABLE.search(text):
        return Reading(None, f"{strange[0]!r} is no way in which a figure is printed")
    if language(locale) not in LANGUAGES:
        return Reading(None, f"figures in the language {locale!r} are not known")
    grammar, swapped = _grammar(locale), swap(text)
    found = [one for one in grammar(swapped, rules, rules.names) if one.figure is not None or one.kind in _SPARE]
    chosen = part_of(found, swapped) or _only(found)
    if isinstance(chosen, str):
        bare = None if found else without_number(swapped)
        return Reading(bare) if bare else Reading(None, chosen)
    odd = next((one for one in _NOT_TAKEN.finditer(swapped.lower()) if _stands_beside(one, swapped, chosen)), None)
    if odd is not None:
        return Reading(None, f"{odd.group()!r} beside a figure is not understood")
    if language(locale) in SEPARATORS and (word := words_beside(swapped, chosen)):
        return Reading(None, f"{word!r}: of this language ({language(locale)}) only digits and units are read")
    figure = chosen.figure or _whole_word(chosen, swapped)
    if figure is None:
        return Reading(None, "no figure was found in it")
    figure = _with_direction(swapped, chosen, figure)
    return Reading(figure if figure.text == text else replace(figure, text=text))


def _only(found: list[Found]) -> Found | str:
    counted = [one for one in found if one.kind in _COUNTED]
    if len(counted) > 1:
        return f"it holds more than one figure: {', '.join(one.text for one in counted[:4])}"
    if counted:
        return counted[0]
    for kind in _SPARE:
        spare = [one for one in found if one.kind is kind]
        if len(spare) > 1:
            return f"it holds more than one {kind}: {', '.join(one.text for one in spare[:4])}"
        if spare:
            return spare[0]
    return "no figure was found in it"


def _stands_beside(match: re.Match[str], text: str, found: Found) -> bool:
    """Whether a word that turns a figure round stands outside it, as a word of its own."""
    at = match.start()
    inner = match.group().isascii() and text[at - 1 : at].isalpha()
    return not inner and not found.full_start <= at < found.full_end


def _whole_word(found: Found, text: str) -> PrintedFigure | None:
    """Read "one", "first", "once" and "No. 3" as the numbers that they are, when the author has bound nothing else."""
    word = found.text.lower()
    if found.kind is Kind.LIST and word.isdecimal() and _NUMBER_SIGN.search(text[: found.start]):
        return PrintedFigure(text=text, form=Form.ORDINAL, amount=Fraction(word), reading=f"number {word}")
    form = {"one": Form.NUMBER, "once": Form.NUMBER, "first": Form.ORDINAL}.get(word)
    return PrintedFigure(text=text, form=form, amount=Fraction(1), reading=word) if form else None


def _with_direction(text: str, found: Found, figure: PrintedFigure) -> PrintedFigure:
    """Take the one direction that the text names anywhere before its figure."""
    if figure.direction or figure.amount < 0 or figure.form not in {Form.PERCENT, Form.POINTS, Form.FRACTION}:
        return figure
    before = tokenize(text[: found.full_start]) if found.full_start else []
    words = {token.text for token in before}
    down, up = bool(words & DOWN), bool(words & UP)
    if down == up or (before and before[-1].text in {"to", "at", "from"}):
        return figure
    direction = -1 if down else 1
    return replace(figure, direction=direction, reading=f"{figure.reading}, {'down' if down else 'up'}")
