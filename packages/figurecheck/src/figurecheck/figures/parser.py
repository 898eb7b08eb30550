"""Read the one printed figure of a text that an author bound, and find all figures of a running text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from figurecheck.figures.common.figure import Form, Found, NumberKind, PrintedFigure
from figurecheck.figures.common.language import Language
from figurecheck.figures.common.part_of import read_part_of
from figurecheck.figures.common.qualifiers import DEFAULT_RULES, Rules
from figurecheck.figures.common.stretches import read_stretch
from figurecheck.figures.common.tokens import swap
from figurecheck.figures.common.units import SPANS
from figurecheck.figures.english.language import ENGLISH
from figurecheck.figures.languages import find_language
from figurecheck.model.worded import join, phrase

LONGEST = 400
"""Most characters of a bound text."""
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
    # A language that is not known shares its digits and most of its signs with English.
    language = find_language(locale) or ENGLISH
    return [_in_original_signs(text, one) for one in language.find(swap(text), rules, tuple(names))]


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


_UNREADABLE = re.compile(r"\d[eE][+-]?\d|</?[a-zA-Z]|\(\d[\d.,]*\)\s?%")
"""Exponents, markup, and a bracketed loss: read word by word they would give another number."""


# The same text is read for each value that it is compared with, and scan compares a figure with many. The rules are
# part of the key, so that other rules read anew.
@lru_cache(maxsize=16384)
def read(text: str, locale: str = "en", rules: Rules = DEFAULT_RULES) -> ParseResult:
    """Read the one figure of a bound text; the result says why if that cannot be done."""
    if len(text) > LONGEST:
        return ParseResult(None, phrase("the text is too long for one figure"))
    # Refused before the grammar, which would read parts of them as another number.
    if strange := _UNREADABLE.search(text):
        return ParseResult(None, phrase("{sign!r} is no way in which a figure is printed", sign=strange[0]))
    language = find_language(locale)
    if language is None:
        return ParseResult(None, phrase("figures in the language {locale!r} are not known", locale=locale))
    swapped = language.reword(swap(text))
    result = _read_swapped(text, swapped, language, rules)
    stretch = read_stretch(swapped, language.code, language.stretches) if language.stretches else None
    if stretch is None:
        return result
    return ParseResult(replace(result.figure or _NO_NUMBER, text=text, reading=text, unread=(), stretch=stretch))


_NO_NUMBER = PrintedFigure(text="", form=Form.DATE)


def _read_swapped(text: str, swapped: str, language: Language, rules: Rules) -> ParseResult:
    found = [
        one
        for one in language.find(swapped, rules, rules.names)
        if one.figure is not None or one.kind in _WITHOUT_CLAIM
    ]
    found = found or list(language.find_bound(swapped, rules))
    # "17 of the 20" before the rule that only one figure may be bound.
    chosen = (
        language.read_pair(swapped, found)
        or read_part_of(found, swapped, language.joins_part, whole_first=language.whole_first)
        or _only(found)
        if found
        else _only(found)
    )
    if isinstance(chosen, str):
        bare = None if found else language.read_without_number(swapped)
        return ParseResult(bare) if bare else ParseResult(None, chosen)
    if word := language.find_refused(swapped, chosen):
        return ParseResult(None, phrase("{word!r} beside a figure is not understood", word=word))
    unread = language.find_unread(swapped, chosen)
    if unread.unnamed:
        return ParseResult(None, phrase("{word!r} beside the figure is not understood", word=unread.unnamed))
    # In these languages a qualifier is an unknown word, and must never be passed over in silence.
    if unread.words and not language.reads_words:
        why = "{word!r}: of {language} only digits and units are read"
        return ParseResult(None, phrase(why, word=unread.words[0], language=language.name))
    figure = chosen.figure or language.read_bound_word(chosen, swapped)
    if figure is None:
        return ParseResult(None, phrase("no figure was found in it"))
    # "Fell from 18.4 to 16.9": in running text a range, whose ends `scan` compares.
    figure = language.add_direction(swapped, chosen, _where_it_went(figure))
    if _goes_against(figure, language.find_movement(swapped.lower())):
        figure = replace(figure, form=Form.UNSURE)
    same = figure.text == text and figure.unread == unread.words and figure.beside == unread.nouns
    return ParseResult(figure if same else replace(figure, text=text, unread=unread.words, beside=unread.nouns))


def _where_it_went(figure: PrintedFigure) -> PrintedFigure:
    if figure.latest is None:
        return figure
    ends = (figure.amount, figure.upper)
    return replace(figure.latest, earlier=next((end for end in ends if end != figure.latest.amount), None))


def _goes_against(figure: PrintedFigure, way: int) -> bool:
    """Return whether words say the opposite of a movement from a number to another: "rose from 37 to 15"."""
    # What takes less time becomes faster, and a number below zero has no way that words agree on.
    if not way or figure.earlier is None or figure.unit in SPANS or figure.amount < 0:
        return False
    return (figure.amount > figure.earlier) != (way > 0)


def _only(found: list[Found]) -> Found | str:
    counted = [one for one in found if one.kind in _COUNTED]
    if len(counted) > 1:
        listed = join((one.text for one in counted[:4]), ", ")
        return phrase("it holds more than one figure: {listed} (bind each to a statistic of its own)", listed=listed)
    if counted:
        return counted[0]
    for kind in _WITHOUT_CLAIM:
        spare = [one for one in found if one.kind is kind]
        if len(spare) > 1:
            listed = join((one.text for one in spare[:4]), ", ")
            return phrase("it holds more than one {kind}: {listed}", kind=phrase(str(kind)), listed=listed)
        if spare:
            return spare[0]
    return phrase("no figure was found in it")
