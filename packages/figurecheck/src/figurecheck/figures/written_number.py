"""The digits of a printed figure and how they are written, so that another number can be written in the same way."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from figurecheck.figures.languages import language_code
from figurecheck.figures.shown_value import DECIMAL_COMMA

_GROUPS = "\u202f\u2009\u00a0 '\u2019"
"""Signs between thousands in any language, besides its own: spaces and apostrophes."""
_KOREAN_SCALES = (("조", 10**12), ("억", 10**8), ("만", 10**4))
_KOREAN = re.compile(
    r"(?:(?P<조>\d[\d,]*천?)조)?(?P<gap>\s?)(?:(?P<억>\d[\d,]*천?)억)?\s?(?:(?P<만>\d[\d,]*천?)만)?"
    r"(?:\s?(?P<rest>\d[\d,]*천?)(?![\d.]))?"
)
_KOREAN_WORDS = re.compile("[십백천]+[만억조]?")
_THOUSAND, _THOUSAND_WORD = 1000, "천"
_COMMAS_FROM = 10_000
"""Numbers from here on are written with commas where the printed one was too short to have any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenNumber:
    """The only number of a text: where its digits stand, and with which signs."""

    start: int
    end: int
    decimals: int = 0
    mark: str = "."
    thousands: str = ","
    """Empty where it has four digits or more and no sign between them."""
    is_korean: bool = False
    """Whether it is written in units of ten thousand: 126만 8,480."""
    gap: str = " "
    """What stands between these units."""
    has_thousands: bool = False
    """Whether thousands within them are a word: 1만2천."""

    def read(self, text: str) -> Fraction:
        """Return the number that its digits state in the text in which it was found."""
        if not self.is_korean:
            return Fraction(int(re.sub(r"\D", "", text[self.start : self.end])), 10**self.decimals)
        number, part = 0, ""
        sizes = dict(_KOREAN_SCALES)
        for sign in text[self.start : self.end]:
            if sign in sizes:
                number, part = number + _read_part(part) * sizes[sign], ""
            elif sign.isdecimal() or sign == _THOUSAND_WORD:
                part += sign
        return Fraction(number + _read_part(part))

    def write(self, number: Fraction) -> str:
        """Return a number that is not negative, rounded half up to as many decimals, as this one is written."""
        scaled = number * 10**self.decimals
        whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
        if self.is_korean:
            return self._write_korean(whole)
        before, after = divmod(whole, 10**self.decimals)
        digits = self._group(before)
        return f"{digits}{self.mark}{after:0{self.decimals}d}" if self.decimals else digits

    def _group(self, whole: int) -> str:
        return f"{whole:,}".replace(",", self.thousands)

    def _write_korean(self, whole: int) -> str:
        parts: list[str] = []
        for word, size in _KOREAN_SCALES:
            many, whole = divmod(whole, size)
            parts += [f"{self._write_part(many)}{word}"] if many else []
        parts += [self._write_part(whole)] if whole or not parts else []
        return self.gap.join(parts)

    def _write_part(self, part: int) -> str:
        is_round = self.has_thousands and part >= _THOUSAND and part % _THOUSAND == 0
        return f"{part // _THOUSAND}천" if is_round else self._group(part)


def _read_part(part: str) -> int:
    digits = part.removesuffix(_THOUSAND_WORD)
    return int(digits or 0) * (_THOUSAND if digits != part else 1)


def find_written_pair(text: str, locale: str = "en") -> tuple[WrittenNumber, WrittenNumber] | None:
    """Return both numbers of a text that has two in digits, with their places in it; ``None`` for any other text.

    >>> [one.read("between 1,200 and 1,300") for one in find_written_pair("between 1,200 and 1,300")]
    [Fraction(1200, 1), Fraction(1300, 1)]
    >>> [int(one.read("3만~4만 명")) for one in find_written_pair("3만~4만 명", "ko")]
    [30000, 40000]
    """
    # From the end, so that a scale word goes with its own number.
    for cut in range(len(text) - 1, 0, -1):
        if not text[cut].isdecimal() or text[cut - 1].isdecimal():
            continue
        first, second = find_written_number(text[:cut], locale), find_written_number(text[cut:], locale)
        if first is not None and second is not None and first.end < cut:
            return first, replace(second, start=second.start + cut, end=second.end + cut)
    return None


def with_korean_words(written: WrittenNumber, text: str) -> WrittenNumber | None:
    """Return digits before 십, 백 or 천 with these words as a part of the number; ``None`` where none stand there.

    >>> with_korean_words(find_written_number("3천 명", "ko"), "3천 명").write(Fraction(12_000))
    '1만 2천'
    """
    words = _KOREAN_WORDS.match(text, written.end)
    if words is None or written.is_korean:
        return None
    gap = " " if " " in text else ""
    return replace(written, end=words.end(), decimals=0, is_korean=True, has_thousands="천" in words[0], gap=gap)


def find_written_number(text: str, locale: str = "en") -> WrittenNumber | None:
    """Return the only number of a text that is written in digits; ``None`` if there is none, or another one besides.

    >>> find_written_number("fell by 1,234.5 tonnes").write(Fraction("2345678.91"))
    '2,345,678.9'
    >>> find_written_number("126만 8,480건", "ko").write(Fraction(130_000_200))
    '1억 3,000만 200'
    """
    # Digits of other scripts are read, and would have to be written.
    if any(sign.isdecimal() and not sign.isascii() for sign in text):
        return None
    language = language_code(locale)
    if language == "ko" and (korean := _find_korean(text)):
        return korean
    own = DECIMAL_COMMA.get(language)
    mark, between = (",", f"{re.escape(own)}{_GROUPS}") if own else (".", f",{_GROUPS}")
    decimal = rf"(?:{re.escape(mark)}\d+)?"
    groups = rf"\d{{1,3}}(?P<sign>[{between}])\d{{3}}(?:(?P=sign)\d{{3}})*(?!\d)"
    pattern = rf"{groups}{decimal}|\d+{decimal}"
    found = list(re.finditer(pattern, text))
    if len(found) != 1:
        return None
    [number] = found
    whole, _, decimals = number[0].partition(mark)
    default = own or ","
    # 2345 of a text that writes no commas; a short number does not tell.
    plain = number["sign"] is None and len(whole) >= len(str(_COMMAS_FROM)) - 1
    return WrittenNumber(
        start=number.start(),
        end=number.end(),
        decimals=len(decimals),
        mark=mark,
        thousands=number["sign"] or ("" if plain else default),
    )


def _find_korean(text: str) -> WrittenNumber | None:
    found = [one for one in _KOREAN.finditer(text) if any(one[word] for word, _ in _KOREAN_SCALES)]
    if len(found) != 1:
        return None
    [number] = found
    digits = len(re.findall(r"\d", text))
    # "만 5백", "2만 명과 3명": a hundred as a word, or another number beside it.
    if digits != len(re.findall(r"\d", number[0])) or text[number.end() : number.end() + 1] in {"천", "백", "."}:
        return None
    start, end = number.start(), number.end()
    end -= len(number[0]) - len(number[0].rstrip())
    start += len(number[0]) - len(number[0].lstrip())
    inner = text[start:end]
    gap = re.search(r"[조억만](\s?)\d", inner)
    has_thousands = "천" in inner
    plain = bool(re.search(r"\d{4}", inner)) and "," not in inner
    return WrittenNumber(
        start=start, end=end, thousands="" if plain else ",", is_korean=True, gap=gap[1] if gap else " ",
        has_thousands=has_thousands,
    )  # fmt: skip
