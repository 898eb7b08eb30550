"""Korean words for a size: 8명 중 1명, 3분의 1, 절반, 두 배."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from figurecheck.verdicts.size_words.families import HALF, PARTS, Family, Sized, rates

_WORDS_KO = dict(enumerate("한 두 세 네 다섯 여섯 일곱 여덟 아홉 열".split(), start=1))
_READ_KO = {word: number for number, word in _WORDS_KO.items()}
_SINO = " 일이삼사오육칠팔구십"
_NUMBER_KO = rf"(?:\d{{1,3}}|{'|'.join(_READ_KO)})"


def _rates_ko(match: re.Match[str]) -> Iterator[Sized]:
    below, above = (int(one) if one.isdecimal() else _READ_KO[one] for one in (match["below"], match["above"]))
    for first, second in rates(above, below):
        whole, part = _write_ko(second, match["below"]), _write_ko(first, match["above"])
        if whole and part:
            yield Fraction(first, second), f"{whole}{match['link']}{part}"


def _write_ko(number: int, like: str) -> str:
    return str(number) if like.isdecimal() else _WORDS_KO.get(number, "")


def _parts_ko(match: re.Match[str]) -> Iterator[Sized]:
    # "삼분의 일" is "사분의 일", and "3분의 1" is "4분의 1".
    in_words = match[0][0] in _SINO
    for part in PARTS:
        below, above = (_SINO[one] if in_words else str(one) for one in (part.denominator, part.numerator))
        yield part, "절반" if part == HALF else f"{below}분의 {above}"


def _times_ko(match: re.Match[str]) -> Iterator[Sized]:
    like, space = match["number"] or "0", match["space"] or ""
    yield from ((Fraction(number), f"{_write_ko(number, like)}{space}배") for number in range(2, 11))


KOREAN = (
    Family(
        pattern=re.compile(
            rf"(?<![\d가-힣])(?P<below>{_NUMBER_KO})(?P<link>\s?(?:명|곳|개|건|가구|대|차례)?\s?(?:중|가운데)에?서?\s)"
            rf"(?P<above>{_NUMBER_KO})(?=\s?(?:명|곳|개|건|가구|대|차례))"
        ),
        find=_rates_ko,
        exact=("100{link}{hundredths}",),
    ),
    Family(
        pattern=re.compile(
            r"절반|과반수?|태반|대다수|대부분|(?:\d+|[이삼사오육칠팔구십])\s?분의\s?(?:\d+|[일이삼사오육칠팔구])"
        ),
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
