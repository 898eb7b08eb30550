"""What each word of a bound text was taken for, in any language.

Grammars do not say it; it is found by reading the text again without each word, and by where the figure stands. So a
language that is added needs nothing more for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from figurecheck.figures.common.figure import Form, Found, PrintedFigure
from figurecheck.figures.common.qualifiers import Rules
from figurecheck.figures.common.series_claim import ClaimKind, SeriesClaim
from figurecheck.figures.common.tokens import swap, tokenize
from figurecheck.figures.languages import find_language
from figurecheck.figures.parser import find, read
from figurecheck.figures.series_claims import read_series_claim

LONGEST_RUN = 3
"""Most words that are left out together to find what is not understood."""
_BY_UNIT = frozenset({Form.PERCENT, Form.POINTS, Form.MULTIPLE})
"""Forms that a sign or a word behind the number makes."""
_CLAIMS = frozenset({ClaimKind.RECORD, ClaimKind.SINCE})
"""Claims whose words are no single figure; a rank and a run are ordinals and counts too."""


class TakenFor(StrEnum):
    """What a word of a bound text was taken for."""

    AMOUNT = "amount"
    UNIT = "unit"
    AMOUNT_AND_UNIT = "amount and unit"
    FORM = "form"
    """Makes a share, a rank or a multiple of the number: the *a* of "a third"."""
    NOUN = "what is counted"
    QUALIFIER = "qualifier"
    DIRECTION = "direction"
    LEVEL = "level"
    """Makes a level of what would be a change: the *to* of "fell to 16%"."""
    RUN = "run"
    CLAIM = "claim over a series"
    STATISTIC = "must name what the statistic counts"
    NOTHING = "changes nothing"
    OTHER = "not understood"


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenReading:
    """A stretch of a bound text, and what it was taken for."""

    text: str
    start: int
    end: int
    taken_for: TakenFor


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseReading:
    """How a bound text is read."""

    text: str
    locale: str
    language: str
    figure: PrintedFigure | None
    claim: SeriesClaim | None
    """The same words over a series, which a streak, a rank or an extreme is held against."""
    reason: str
    """Why no figure was understood; else empty."""
    tokens: tuple[TokenReading, ...] = ()

    @property
    def is_understood(self) -> bool:
        """Whether it was read as a figure, or as a claim over a series."""
        is_figure = self.figure is not None and self.figure.form is not Form.UNSURE
        return is_figure or (self.claim is not None and self.claim.is_understood)

    @property
    def is_claim_alone(self) -> bool:
        """Whether it says something of a series, and no figure besides."""
        if self.claim is None or not self.claim.is_understood:
            return False
        return self.figure is None or self.claim.kind in _CLAIMS


def read_phrase(text: str, locale: str, rules: Rules) -> PhraseReading:
    """Read a bound text, and find what each of its words was taken for."""
    language = find_language(locale)
    result, claim = read(text, locale, rules), read_series_claim(text, locale, rules)
    reading = PhraseReading(
        text=text,
        locale=locale,
        language=language.name if language else "",
        figure=result.figure,
        claim=claim,
        reason=result.reason,
    )
    if language is None:
        return reading
    reader = _Reader(text=text, locale=locale, rules=rules, figure=result.figure, claim=claim, reason=result.reason)
    tokens = reader.read_tokens(claim_alone=reading.is_claim_alone)
    return replace(reading, tokens=tuple(_merge(text, tokens)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    text: str
    locale: str
    rules: Rules
    figure: PrintedFigure | None
    claim: SeriesClaim | None
    reason: str

    def read_tokens(self, *, claim_alone: bool) -> Iterator[tuple[int, int, TakenFor]]:
        """Yield each word with what it was taken for."""
        spans = list(_split(self.text))
        found = [one for one in find(self.text, self.locale, rules=self.rules) if one.figure is not None]
        if claim_alone:
            yield from ((start, end, self._take_of_claim(start, end)) for start, end in spans)
            return
        if self.figure is None:
            yield from self._read_refused(spans, found)
            return
        for start, end in spans:
            taken = self._take(self.figure, start, end, found)
            # "Running" changes no figure, and makes a run of one.
            is_idle = taken in {TakenFor.NOTHING, TakenFor.LEVEL} and self.claim and not self.claim.is_mere_number
            yield start, end, self._take_of_claim(start, end) if is_idle else taken

    def _take(self, figure: PrintedFigure, start: int, end: int, found: list[Found]) -> TakenFor:
        printed = {self.text[start:end], swap(self.text[start:end])}
        if not printed.isdisjoint(figure.unread):
            return TakenFor.STATISTIC
        if not printed.isdisjoint(figure.beside):
            return TakenFor.NOUN
        inside = any(one.start <= start < one.end for one in found)
        around = any(one.full_start <= start < one.full_end for one in found)
        if around and not inside and self._is_of_qualifier(figure, start, end, found):
            return TakenFor.QUALIFIER
        other = self._read_without(start, end)
        # Without the 5 of "between 3 and 5 km" another figure is read, whose unit is another one too.
        if other is not None and not swap(self.text[start]).isdecimal():
            return _compare(figure, other)
        # Nothing can be read without it: it belongs to what stands there.
        return TakenFor.QUALIFIER if around and not inside and _qualifiers(figure) else TakenFor.AMOUNT

    def _is_of_qualifier(self, figure: PrintedFigure, start: int, end: int, found: list[Found]) -> bool:
        """Return whether a word belongs to the words of the qualifier that was read."""
        language = find_language(self.locale)
        for qualifier in filter(None, (figure.qualifier, figure.inner)):
            before, after = qualifier.words_in(language.qualifiers if language else {})
            for one in found:
                for words, low, high in ((before, one.full_start, one.start), (after, one.end, one.full_end)):
                    region = self.text[low:high].lower()
                    fitting = max((word for word in words if word in region), key=len, default="")
                    at = low + region.find(fitting) if fitting else -1
                    if fitting and at < end and start < at + len(fitting):
                        return True
        return False

    def _read_refused(self, spans: list[tuple[int, int]], found: list[Found]) -> Iterator[tuple[int, int, TakenFor]]:
        """Yield the words of a text that is not understood: those without which it would be, and the numbers."""
        odd = set() if len(found) > 1 else self._find_odd(spans)
        for start, end in spans:
            inside = any(one.start <= start < one.end for one in found)
            taken = TakenFor.AMOUNT if inside else TakenFor.NOTHING
            yield start, end, TakenFor.OTHER if (start, end) in odd else taken

    def _take_of_claim(self, start: int, end: int) -> TakenFor:
        rest, language = _without(self.text, start, end), find_language(self.locale)
        if language is not None and language.find_movement(swap(rest)) != language.find_movement(swap(self.text)):
            return TakenFor.DIRECTION
        other = read_series_claim(rest, self.locale, self.rules)
        same = other is not None and replace(other, rest="", before="") == replace(
            self.claim or other, rest="", before=""
        )
        return TakenFor.NOTHING if same else TakenFor.CLAIM

    def _find_odd(self, spans: list[tuple[int, int]]) -> set[tuple[int, int]]:
        """Return the fewest neighbouring words without which the text would be understood; none if there are none."""
        for length in range(1, min(LONGEST_RUN, len(spans) - 1) + 1):
            runs = [spans[at : at + length] for at in range(len(spans) - length + 1)]
            odd = {span for run in runs if self._read_without(run[0][0], run[-1][1]) for span in run}
            if odd:
                # "$6.4T" could be read without its sign as well, and the reason names the letter.
                named = {(start, end) for start, end in odd if repr(self.text[start:end]) in self.reason}
                return named or odd
        return set()

    def _read_without(self, start: int, end: int) -> PrintedFigure | None:
        figure = read(_without(self.text, start, end), self.locale, self.rules).figure
        return None if figure is None or figure.form is Form.UNSURE else figure


def _compare(mine: PrintedFigure, other: PrintedFigure) -> TakenFor:
    """Return what a word was taken for, by the figure that is read without it."""
    if _qualifiers(mine) != _qualifiers(other):
        return TakenFor.QUALIFIER
    if mine.direction != other.direction:
        return TakenFor.DIRECTION if mine.direction else TakenFor.LEVEL
    of_unit = mine.unit != other.unit or (mine.form is not other.form and mine.form in _BY_UNIT)
    if _amounts(mine) != _amounts(other):
        return TakenFor.AMOUNT_AND_UNIT if of_unit else TakenFor.AMOUNT
    if of_unit:
        return TakenFor.UNIT
    if mine.streak != other.streak:
        return TakenFor.RUN
    if mine.form is not other.form or mine.date != other.date or mine.bare != other.bare:
        return TakenFor.FORM
    return TakenFor.NOUN if mine.noun != other.noun else TakenFor.NOTHING


def _without(text: str, start: int, end: int) -> str:
    return f"{text[:start]} {text[end:]}" if text[start - 1 : start].isspace() else text[:start] + text[end:]


def _amounts(figure: PrintedFigure) -> tuple[object, ...]:
    return figure.amount, figure.upper, figure.total, figure.step if figure.whole is False else None


def _qualifiers(figure: PrintedFigure) -> tuple[str, ...]:
    return tuple(one.name for one in (figure.qualifier, figure.inner) if one is not None)


def _split(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of the words of a text; digits, signs and letters that stand together each for itself."""
    at = 0
    for chunk in text.split():
        start = text.index(chunk, at)
        at = start + len(chunk)
        yield from _split_word(swap(chunk), start)


def _split_word(chunk: str, start: int) -> Iterator[tuple[int, int]]:
    tokens = tokenize(chunk)
    # "two-thirds", "year-on-year" and "mid-2024" are words.
    if not any(token.kind == "n" for token in tokens):
        yield start, start + len(chunk)
        return
    for token in tokens:
        behind_digits = token.glued and token.kind == "w" and not token.text.isascii()
        # Korean writes scale words, counters and particles behind digits without a space.
        steps = range(token.start, token.end) if behind_digits else (token.start,)
        for place in steps:
            yield start + place, start + (place + 1 if behind_digits else token.end)


def _merge(text: str, tokens: Iterable[tuple[int, int, TakenFor]]) -> Iterator[TokenReading]:
    """Yield neighbouring words that were taken for the same as one."""
    for taken, group in groupby(tokens, key=lambda one: one[2]):
        run = list(group)
        start, end = run[0][0], run[-1][1]
        yield TokenReading(text=text[start:end], start=start, end=end, taken_for=taken)
