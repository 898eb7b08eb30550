"""Read numbers in Korean: digits with 만, 억, 조; Sino-Korean and native number words."""

from __future__ import annotations

import re
from fractions import Fraction

from figurecheck.figures.common.figure import Form
from figurecheck.figures.common.number import ONE, SEPARATORS, Core, decimal_digits
from figurecheck.figures.common.word_table import WordTable
from figurecheck.figures.korean.words import DIGITS, NATIVE, NATIVE_RANGES, NATIVE_TENS, SCALES, SMALL_SCALES, VAGUE

LONGEST = 60
"""Most digits of a number, as in English."""
_NUMBER = r"\d{1,3}(?:[,'\u2009\u202f\u00a0\u2007]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
# 11경기 are games, and 30조각 pieces.
_SCALE = "(?:[만억]|조(?![직각])|경(?![기찰]))"
# 십, 백 or 천 directly before 만 multiply it (천만); alone they are scales too ("3천"), unless a larger one follows.
_PART = re.compile(rf"({_NUMBER})([십백천]?{_SCALE}|[십백천](?![가-힣]*[만억조]))?")
_GROUP = re.compile(rf"(?:(\d)천\s?)?(?:(\d)백\s?)?(?:(\d)십\s?)?(\d{{1,3}})?({_SCALE})?")
"""Digits with 천, 백 and 십 between them, before a scale or alone: "3천5백만", "7천300"."""
_SMALL = frozenset({"천", "백", "십"})
_GOES_ON = re.compile(r"[,.]?\d")
_SINO = re.compile("[일이삼사오육륙칠팔구십백천만억조경영공](?:[ ]?[일이삼사오육륙칠팔구십백천만억조경영공])*")
# Longest first: an alternative that is the beginning of another would hide it.
_TENS = "|".join(sorted(NATIVE_TENS, key=len, reverse=True))
_ONES = "|".join(sorted(NATIVE, key=len, reverse=True))
_NATIVE = re.compile(rf"(?:({_TENS})(?:\s?({_ONES}))?|({_ONES}))")
_RANGED, _VAGUE = WordTable(NATIVE_RANGES), WordTable(VAGUE)


def scale_of(text: str) -> int:
    """Return the product of the characters of a scale: 천만 is ten million."""
    scale = 1
    for char in text:
        scale *= SMALL_SCALES.get(char) or SCALES[char]
    return scale


def read_digits(text: str, at: int) -> Core | None:
    """Read "23,022", "2만3022", "1억 3500만", "13.5억" at a place in the text."""
    core: Core | None = None
    limit = 10**40
    while (part := _next(text, at if core is None else _past_space(text, core.end), limit)) is not None:
        # Only a number without further groups can be a year.
        if core is not None:
            part.year, part.amount = False, part.amount + core.amount
        core, limit = part, part.factor
        if limit == 1 or not part.whole:
            break
    return core


def _next(text: str, at: int, limit: int) -> Core | None:
    """Read one group of digits with its scale; together they must stay below the scale before them."""
    core = _grouped(text, at) or _plain(text, at)
    # "1억 3500만": the scales must fall, or another number begins.
    return core if core is not None and core.amount.numerator < limit * core.amount.denominator else None


def _grouped(text: str, at: int) -> Core | None:
    """Read "3천5백만"; at least two of the parts below the scale must stand."""
    # The slower pattern only where it can match.
    match = _GROUP.match(text, at) if text[at + 1 : at + 2] in _SMALL else None
    if match is None or sum(bool(part) for part in match.groups()[:4]) < 2 or _GOES_ON.match(text, match.end()):
        return None
    scale = SCALES.get(match.group(5) or "", 1)
    places = zip(match.groups()[:4], (1000, 100, 10, 1), strict=True)
    amount = Fraction(scale * sum(int(digit or 0) * place for digit, place in places))
    return Core(amount=amount, end=match.end(), step=Fraction(scale), digits=True, scaled=True, factor=scale)


def _plain(text: str, at: int) -> Core | None:
    """Read digits with one scale behind them."""
    part = _PART.match(text, at)
    if part is None:
        return None
    plain = part.group(1).translate(SEPARATORS)
    if len(plain) > LONGEST:
        return Core(amount=Fraction(0), end=part.end(), form=Form.UNSURE, digits=True)
    amount, places = decimal_digits(plain)
    word = part.group(2)
    scale = scale_of(word) if word else 1
    year = scale == 1 and places == 0 and part.group(1).isdecimal() and 1500 <= amount < 2200 and len(plain) == 4
    return Core(
        # Most numbers have neither scale nor decimals, and arithmetic of fractions is slow.
        amount=amount * scale if word else amount,
        end=part.end(),
        step=Fraction(scale, 10**places) if word or places else ONE,
        whole=places == 0,
        digits=True,
        scaled=scale > 1,
        factor=scale,
        year=year,
    )


def _past_space(text: str, at: int) -> int:
    return at + 1 if text[at : at + 1] == " " else at


def read_words(text: str, at: int, *, alone: bool = False) -> Core | None:
    """Read a number word at a place in the text; `alone` lets a single syllable be one."""
    if word := _VAGUE.at(text, at):
        end = at + len(word)
        scale = text[end] if text[end : end + 1] in {"만", "억", "조"} else ""
        return Core(amount=Fraction(VAGUE[word] * scale_of(scale)), end=end + len(scale), form=Form.VAGUE)
    if word := _RANGED.at(text, at):
        return Core(amount=Fraction(NATIVE_RANGES[word][0]), end=at + len(word), bare=True)
    if match := _NATIVE.match(text, at):
        tens, ones, only = match.groups()
        amount = NATIVE_TENS.get(tens or "", 0) + NATIVE.get(ones or only or "", 0)
        return Core(amount=Fraction(amount), end=match.end())
    return _sino(text, at, alone=alone)


def ranged(text: str, core: Core, at: int) -> Fraction | None:
    """Return the upper end of a word that names two numbers: 4 for 서너."""
    word = text[at : core.end]
    return Fraction(NATIVE_RANGES[word][1]) if word in NATIVE_RANGES else None


def _sino(text: str, at: int, *, alone: bool) -> Core | None:
    """Read Sino-Korean syllables as a number."""
    match = _SINO.match(text, at)
    if match is None:
        return None
    syllables = match.group().replace(" ", "")
    # 조사, 사이, 이만 and other words consist of these syllables: a number among other words has a scale in it,
    # and does not begin with one.
    if not alone and (syllables[0] in "조억경영공" or not set(syllables) & {*SMALL_SCALES, *SCALES}):
        return None
    amount = sino_value(syllables)
    return None if amount is None else Core(amount=Fraction(amount), end=match.end())


def sino_value(syllables: str) -> int | None:
    """Add up Sino-Korean syllables; ``None`` if they are no number.

    >>> sino_value("이만삼천이십이")
    23022
    """
    # Digit by digit, as telephone and room numbers are read; twenty of them are no figure.
    if all(char in DIGITS for char in syllables):
        return int("".join(str(DIGITS[char]) for char in syllables)) if len(syllables) < 20 else None
    total, group, digit, limit = 0, 0, -1, 10**40
    small = 10**4
    for char in syllables:
        if char in DIGITS:
            if digit >= 0:
                return None
            digit = DIGITS[char]
        elif char in SMALL_SCALES:
            if SMALL_SCALES[char] >= small:
                return None
            small = SMALL_SCALES[char]
            group, digit = group + small * (digit if digit >= 0 else 1), -1
        else:
            if SCALES[char] >= limit:
                return None
            limit, small = SCALES[char], 10**4
            # At 만, 억 and 조 the group so far is multiplied; a scale by itself (만 명) stands for one of it.
            group += max(digit, 0)
            total, group, digit = total + limit * (group or 1), 0, -1
    return total + group + max(digit, 0)
