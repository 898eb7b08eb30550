"""Read the one printed figure of a text that an author bound, and find all figures of a running text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache, partial

from factbook.figures.bound import read_part_of, read_without_number
from factbook.figures.common.figure import Form, Found, NumberKind, PrintedFigure
from factbook.figures.common.phrases import Phrases
from factbook.figures.common.qualifiers import DEFAULT_RULES, Rules
from factbook.figures.common.tokens import swap, tokenize
from factbook.figures.digits_only import SEPARATORS, find_digits, find_unread_word
from factbook.figures.english.find import find_english
from factbook.figures.korean.find import find_korean
from factbook.figures.words.english import DOWN, NOT_TAKEN, UP

LONGEST = 400
"""Most characters of a bound text."""
GRAMMARS = {"en": find_english, "ko": find_korean}
LANGUAGES = frozenset({*GRAMMARS, *SEPARATORS})
"""Languages whose figures can be read; of most only the digits (see `digits_only`)."""
# Negations and exceptions turn a figure into another claim; a text with one is refused rather than misread. Looked for
# in lower case; a letter before the word makes it another one.
_NOT_TAKEN = re.compile("(?:" + "|".join(sorted(map(re.escape, NOT_TAKEN - {"±"}))) + r")\b|±|도\s?없|아니|아닌|않")
_NUMBER_SIGNS = Phrases("no[.][ ]", "#[ ]", "number[ ]")
_COUNTED = frozenset({NumberKind.FIGURE, NumberKind.ORDINAL})
# In the order in which they stand in for a figure where none is bound: "in 2024" is a year, "No. 3" a label.
_WITHOUT_CLAIM = (NumberKind.YEAR, NumberKind.DATE, NumberKind.WORD, NumberKind.NAME, NumberKind.LIST)


@dataclass(frozen=True, slots=True)
class ParseResult:
    """The figure of a bound text, or the reason why it was not understood."""

    figure: PrintedFigure | None
    reason: str = ""


def find(text: str, locale: str = "en", names: tuple[str, ...] = (), rules: Rules = DEFAULT_RULES) -> list[Found]:
    """List every number of a running text, in order and without overlaps.

    >>> [(one.text, one.kind.value, one.needs_claim) for one in find("About 380 officers in 2025.")]
    [('380 officers', 'figure', True), ('2025', 'year', False)]
    """
    return [_in_original_signs(text, one) for one in _grammar(locale)(swap(text), rules, tuple(names))]


def _grammar(locale: str) -> Callable[[str, Rules, tuple[str, ...]], Iterator[Found]]:
    code = language(locale)
    return partial(find_digits, language=code) if code in SEPARATORS else GRAMMARS.get(code, find_english)


def _in_original_signs(text: str, found: Found) -> Found:
    # The grammars read the swapped text; what is reported must be what the page has.
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
    """Return the language of a locale: ``ko`` for ``ko-KR``."""
    return str(locale).replace("_", "-").split("-")[0].lower()


_UNREADABLE = re.compile(r"\d[eE][+-]?\d|</?[a-zA-Z]|\(\d[\d.,]*\)\s?%")
"""Exponents, markup, and a bracketed loss: read word by word they would give another number."""


# The same text is read for each value that it is compared with, and scan compares a figure with many. The rules are
# part of the key, so that other rules read anew.
@lru_cache(maxsize=16384)
def read(text: str, locale: str = "en", rules: Rules = DEFAULT_RULES) -> ParseResult:
    """Read the one figure of a bound text; the result says why if that cannot be done."""
    if len(text) > LONGEST:
        return ParseResult(None, "the text is too long for one figure")
    # Refused before the grammar, which would read parts of them as another number.
    if strange := _UNREADABLE.search(text):
        return ParseResult(None, f"{strange[0]!r} is no way in which a figure is printed")
    if language(locale) not in LANGUAGES:
        return ParseResult(None, f"figures in the language {locale!r} are not known")
    grammar, swapped = _grammar(locale), swap(text)
    found = [
        one for one in grammar(swapped, rules, rules.names) if one.figure is not None or one.kind in _WITHOUT_CLAIM
    ]
    # "17 of the 20" before the rule that only one figure may be bound.
    chosen = read_part_of(found, swapped) or _only(found)
    if isinstance(chosen, str):
        bare = None if found else read_without_number(swapped)
        return ParseResult(bare) if bare else ParseResult(None, chosen)
    odd = next((one for one in _NOT_TAKEN.finditer(swapped.lower()) if _is_separate_word(one, swapped, chosen)), None)
    if odd is not None:
        return ParseResult(None, f"{odd.group()!r} beside a figure is not understood")
    # In these languages a qualifier is an unknown word, and must never be passed over in silence.
    if language(locale) in SEPARATORS and (word := find_unread_word(swapped, chosen)):
        return ParseResult(None, f"{word!r}: of this language ({language(locale)}) only digits and units are read")
    figure = chosen.figure or _read_bound_word(chosen, swapped)
    if figure is None:
        return ParseResult(None, "no figure was found in it")
    figure = _with_direction(swapped, chosen, figure)
    return ParseResult(figure if figure.text == text else replace(figure, text=text))


def _only(found: list[Found]) -> Found | str:
    counted = [one for one in found if one.kind in _COUNTED]
    if len(counted) > 1:
        return f"it holds more than one figure: {', '.join(one.text for one in counted[:4])}"
    if counted:
        return counted[0]
    for kind in _WITHOUT_CLAIM:
        spare = [one for one in found if one.kind is kind]
        if len(spare) > 1:
            return f"it holds more than one {kind}: {', '.join(one.text for one in spare[:4])}"
        if spare:
            return spare[0]
    return "no figure was found in it"


def _is_separate_word(match: re.Match[str], text: str, found: Found) -> bool:
    """Return whether a word that negates a figure stands outside it, as a word of its own."""
    at = match.start()
    inner = match.group().isascii() and text[at - 1 : at].isalpha()
    return not inner and not found.full_start <= at < found.full_end


def _read_bound_word(found: Found, text: str) -> PrintedFigure | None:
    """Read "one", "first", "once" and "No. 3" as the numbers that they are, when the author has bound nothing else."""
    word = found.text.lower()
    if found.kind is NumberKind.LIST and word.isdecimal() and _NUMBER_SIGNS.search_end(text[: found.start].lower()):
        return PrintedFigure(text=text, form=Form.ORDINAL, amount=Fraction(word), reading=f"number {word}")
    form = {"one": Form.NUMBER, "once": Form.NUMBER, "first": Form.ORDINAL}.get(word)
    return PrintedFigure(text=text, form=form, amount=Fraction(1), reading=word) if form else None


def _with_direction(text: str, found: Found, figure: PrintedFigure) -> PrintedFigure:
    """Add the direction that the text names before its figure, if it names exactly one."""
    # Only changes have a direction; "fell to" and "at" before the figure make it a level.
    if figure.direction or figure.amount < 0 or figure.form not in {Form.PERCENT, Form.POINTS, Form.FRACTION}:
        return figure
    before = tokenize(text[: found.full_start]) if found.full_start else []
    words = {token.text for token in before}
    down, up = bool(words & DOWN), bool(words & UP)
    if down == up or (before and before[-1].text in {"to", "at", "from"}):
        return figure
    direction = -1 if down else 1
    return replace(figure, direction=direction, reading=f"{figure.reading}, {'down' if down else 'up'}")
