"""Numbers that no grammar reads, and that a reader reads all the same.

Circled, Roman and Chinese numerals, superscripts, letters in the place of digits, number words letter by letter, number
words of other languages, and collective nouns: a trio, a score of, half a century.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

from figurecheck.figures.common.tokens import either
from figurecheck.figures.english.words import GLYPHS, LABELS, TENS, UNITS
from figurecheck.figures.running.exempt_names import ROMAN_ABBREVIATIONS, ROMAN_LEADS
from figurecheck.figures.running.number_words import COLLECTIVE, NUMBER_WORDS, PLURALS, find_foreign_words

Span = tuple[int, int]

_HAN_DIGITS = "〇零一二三四五六七八九十百千万萬亿億兆两兩壹贰貳叁參肆伍陆陸柒捌玖拾佰仟廿卅"
# A single numeral is part of countless words; two of them, a fraction, or one before a counter state a number.
_HAN = re.compile(
    rf"[{_HAN_DIGITS}]+分之[{_HAN_DIGITS}]+|[{_HAN_DIGITS}]{{2,}}|[{_HAN_DIGITS}](?=[個个名人件次回台臺本枚倍割つ]|パーセント|％)"
    rf"|(?<![\u3400-\u9fff])[{_HAN_DIGITS}](?![\u3400-\u9fff\u3040-\u30ff])"
)
_PICTURED = frozenset("⚀⚁⚂⚃⚄⚅🔟💯⠼")
"""Dice, and pictures of ten and a hundred; the sign that makes Braille letters digits."""
_HAN_WORDS = re.compile("千万|万一|十分|一一|百万|三三|七七")
_ROMAN = re.compile(
    r"(?<![\w&'’.-])(?=[IVXLCDM]{2})M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?![\w&'’])"
)
_SMALL_ROMAN = re.compile(
    r"(?<![\w(.'’-])(?=[ivxlcdm]{4})m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})(?![\w)'’])"
)
_SMALL_ROMAN_WORDS = frozenset({"mill", "dill", "vill", "mmmm", "xxxx"})
_AS_DIGITS = re.compile(
    r"(?<![\w.])(?:[1-9]\d*[Oo][\dOo]*|[1-9][OolI][OolI\d]+|[lI][\dOo]*\d[\dOo]+|[Oo][.,]\d+)(?!\w)"
)
_OTHER_BASE = re.compile(r"(?<!\w)0(?:x[0-9a-f]+|b[01]+|o[0-7]+)(?!\w)", re.IGNORECASE)
_LEET = str.maketrans("01345789", "oieastbg")
"""Digits as letters of a word: e1ghty."""
_MIXED = re.compile(r"(?<!\w)(?=[a-z\d]*[a-z][a-z\d]*(?!\w))(?=[a-z\d]*\d)[a-z\d]{3,12}(?!\w)", re.IGNORECASE)
_SPACED = re.compile(r"(?<!\w)[a-z](?:(?P<gap>[ ·.-])[a-z](?:(?P=gap)[a-z])+)(?!\w)", re.IGNORECASE)
# Hyphens and gaps within a word: "eigh-ty" is no way to write it, but it reads.
_PARTED = re.compile(r"(?<![\w-])([a-z]{2,6})[-·]([a-z]{2,4})(?![\w-])", re.IGNORECASE)
_JOINED = re.compile(
    rf"\b(?:{either(TENS)})(?:{either([word for word, value in UNITS.items() if 0 < value < 10])})\b", re.IGNORECASE
)
_COUNTING_ROMAN = re.compile(
    r"(?<![\w(.'’-])(?=[ivx]{2})x{0,3}(?:ix|iv|v?i{0,3})(?= (?:[a-z]+s|people)\b)", re.IGNORECASE
)
_COUNTED = rf"(?:{either(COLLECTIVE)})"
# "The decade" and "this century" name a period, "a decade" a duration; "a score of 12" is the result of a game or a
# test, "a score of people" twenty of them.
_COLLECTIVE = re.compile(
    rf"(?<![\w-])(?:(?:a|an|one|another|half a|half-a|quarter of a|three-quarters of a)\s+"
    rf"(?:\w+ly\s+|full\s+|whole\s+)?(?P<noun>{_COUNTED})|(?P<of>duo|trio|quartet|quintet|sextet|septet|octet|brace)(?=\s+of\b)"
    rf"|(?:the|this|that|these|those)\s+(?P<whole>duo|trio|quartet|quintet|sextet|septet|octet|twosome|"
    rf"threesome|foursome)"
    rf"|(?P<plural>hat[- ]tricks?|baker's dozen|{either(PLURALS)}|(?:quarter|half)-(?:century|decade)))"
    r"(?![\w-])(?P<rest>[^\n]{0,40})",
    re.IGNORECASE,
)
_MUSIC = re.compile(r"(?:string|piano|jazz|brass|wind|vocal|\w+['’]s)\s*$", re.IGNORECASE)
_TWENTY = re.compile(
    r"\s+(?:of\s+(?!\d|zero|one|two|three|four|five|six|seven|eight|nine|ten|the\b)(?:[a-z]+s|people|men|women|children)\b|years\b)"
)
_GROSS = re.compile(r"\s+of\b")
_RATE = re.compile(r"(?:\bper|\bevery|\beach|\bonce|\btwice|\btimes)\s*$", re.IGNORECASE)


def find_unread(text: str, language: str = "English") -> Iterator[Span]:
    """Yield the places of numbers that no grammar reads; places may overlap.

    `language` is the name of the one whose number words are read.
    """
    for one in _FINDERS:
        yield from one(text)
    yield from (match.span() for match in _foreign_pattern(language).finditer(text))
    if not text.isascii():
        yield from _find_signs(text, korean=language == "Korean")
        yield from (match.span() for match in _HAN.finditer(text) if not _HAN_WORDS.fullmatch(match.group()))


def _find_roman(text: str) -> Iterator[Span]:
    for match in _ROMAN.finditer(text):
        if match.group() not in ROMAN_ABBREVIATIONS and not _is_named(text, match) and not _heads(text, match):
            yield match.span()
    small = (*_SMALL_ROMAN.finditer(text), *(one for one in _COUNTING_ROMAN.finditer(text) if one.group().islower()))
    for match in small:
        before = (text[: match.start()].split() or [""])[-1]
        if match.group() not in _SMALL_ROMAN_WORDS and before.lower().rstrip(".") not in LABELS:
            yield match.span()


def _is_named(text: str, match: re.Match[str]) -> bool:
    """Return whether a numeral belongs to a name: "World War II", "Henry VIII", "type II"."""
    before = text[: match.start()].rstrip(" ([\u00a0")
    word = before[max(before.rfind(sign) for sign in " \n(-/") + 1 :]
    if word.lower().rstrip(".") in LABELS | ROMAN_LEADS:
        return True
    # The first word of a text has a capital in any case; behind it only small numerals are those of a name.
    first = len(before) == len(word) and not set(match.group()) <= set("IVX")
    return word[:1].isupper() and not before.endswith((".", "!", "?", ":")) and not first


def _heads(text: str, match: re.Match[str]) -> bool:
    """Return whether a numeral opens its line as the number of an item: "II. Methods", "III"."""
    before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    behind = text[match.end() : match.end() + 2]
    return not before.strip() and (behind[:1] in {".", ")", ":", "", "\n"} or behind == " –")


def _find_digits(text: str) -> Iterator[Span]:
    yield from (match.span() for pattern in (_AS_DIGITS, _OTHER_BASE) for match in pattern.finditer(text))
    for match in _MIXED.finditer(text):
        if match.group().lower().translate(_LEET) in NUMBER_WORDS:
            yield match.span()


def _find_spelt(text: str) -> Iterator[Span]:
    for match in _SPACED.finditer(text):
        if "".join(match.group().split(match["gap"])).lower() in NUMBER_WORDS:
            yield match.span()
    yield from (match.span() for match in _JOINED.finditer(text))
    for match in _PARTED.finditer(text):
        if (match[1] + match[2]).lower() in NUMBER_WORDS and match[1].lower() not in NUMBER_WORDS:
            yield match.span()


@lru_cache(maxsize=8)
def _foreign_pattern(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{either(find_foreign_words(language))})(?![\w-])")


def _find_collective(text: str) -> Iterator[Span]:
    for match in _COLLECTIVE.finditer(text):
        noun = (match["noun"] or match["of"] or match["whole"] or match["plural"]).lower()
        needed = {"score": _TWENTY, "gross": _GROSS, "brace": _GROSS}.get(noun)
        if needed is not None and not needed.match(match["rest"]):
            continue
        if _RATE.search(text[max(0, match.start() - 12) : match.start()]):
            continue
        if match["noun"] is None and _MUSIC.search(text[max(0, match.start() - 24) : match.start()]):
            continue
        yield match.start(), match.start("rest")


def _find_signs(text: str, *, korean: bool) -> Iterator[Span]:
    """Yield numerals that are no decimal digits: circled and raised ones, Roman ones, those of other scripts."""
    at = 0
    while at < len(text):
        if not is_numeral(text[at]):
            at += 1
            continue
        end = at + 1
        while end < len(text) and is_numeral(text[end]):
            end += 1
        if not _is_index(text, at, end) and not (korean and _opens_item(text, at, end)):
            yield at, end
        at = end


@lru_cache(maxsize=4096)
def is_numeral(sign: str) -> bool:
    """Return whether a sign has a value, and is neither a digit nor a fraction nor a Chinese numeral."""
    if sign.isascii() or sign in GLYPHS or unicodedata.decimal(sign, None) is not None:
        return False
    if "\u3400" <= sign <= "\u9fff" or sign == "〇":
        return False
    # A sign of several characters may begin with digits (the hours of a day), as a unit such as ㎡ does not.
    return (
        unicodedata.numeric(sign, None) is not None
        or sign in _PICTURED
        or unicodedata.normalize("NFKC", sign)[0].isdecimal()
    )


def _is_index(text: str, at: int, end: int) -> bool:
    """Return whether raised or lowered digits stand behind a letter, a bracket or a digit: m², CO₂, 10⁶."""
    raised = all("SUPERSCRIPT" in (name := unicodedata.name(sign, "")) or "SUBSCRIPT" in name for sign in text[at:end])
    before = text[at - 1 : at]
    # "10⁶" is a figure that `find` reads as 10; ten digits behind a letter are no exponent.
    return raised and end - at <= 2 and (before.isalnum() or before in {")", "]", "⁻", "⁺", "″", "”"})


def _opens_item(text: str, at: int, end: int) -> bool:
    """Return whether a numeral opens its line, as Korean lists and headings are numbered."""
    return end - at == 1 and not text[text.rfind("\n", 0, at) + 1 : at].strip()


_FINDERS: tuple[Callable[[str], Iterator[Span]], ...] = (
    _find_roman,
    _find_digits,
    _find_spelt,
    _find_collective,
)
