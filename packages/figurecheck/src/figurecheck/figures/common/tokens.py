"""Split running text into tokens. Characters are first replaced one for one, so that places in the text stay."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

MINUS = "−"
# Full-width forms come from Korean and Japanese keyboards, the hyphens and quotation marks from typesetting programs.
_SWAPS = {
    "–": "–",
    "‐": "-",
    "‑": "-",
    "‒": "–",
    "―": "—",
    "－": "-",
    "﹣": "-",
    MINUS: MINUS,
    "％": "%",
    "﹪": "%",
    "，": ",",
    "．": ".",
    "＋": "+",
    "～": "~",
    "∼": "~",
    "〜": "~",
    "＄": "$",
    "￦": "₩",
    "￡": "£",
    "￥": "¥",
    "’": "'",
    "‘": "'",
    "＜": "<",
    "＞": ">",
    "：": ":",
    "／": "/",
    "（": "(",
    "）": ")",
    "\u3000": " ",
    "ʼ": "'",
    "＇": "'",
}


class Token(NamedTuple):
    """A word, number or sign of a text, or a stretch that is no figure."""

    kind: str
    """``n`` number, ``w`` word, ``p`` sign, or a name of `Kind` in lower case for what is no figure."""
    text: str
    """In lower case."""
    start: int
    end: int
    glued: bool
    """Whether nothing separates it from the token before it."""


Tokens = list[Token]


# In the order in which they are tried: a date first, since the pattern of code takes any digits with hyphens; names
# last, since nearly anything with a letter and a digit could be one. Repetitions are bounded ({1,64}), so that a long
# run without its end is not searched anew from each of its places.
_SPECIALS = (
    (
        "date",
        r"\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?Z?)?\b|\b\d{4}/\d{1,2}/\d{1,2}\b"
        r"|\b\d{1,2}[/.]\d{1,2}[/.]\d{4}\b|\b\d{4}-(?:0[1-9]|1[0-2])\b(?!-)|'\d{2}\b(?!')",
    ),
    (
        "code",
        r"`[^`\n]*`|\b\d+(?:-\d+){2,}\b|\b\d+(?:\.\d+){2,}\b(?!%)|\bv\d+(?:\.\d+)+\b|\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{7,40}\b",
    ),
    (
        "address",
        r"\b(?:https?|ftp|file|mailto|doi):[^\s<>\"')\]]+|\bwww\.[^\s<>\"')\]]+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{0,64}\w"
        r"|\b[\w-]{1,64}\.(?:com|org|net|kr|go|gov|io|int|edu|uk|html|csv|json|md|py|ipynb|pdf|png|svg|yml|toml)\b(?:/\S*)?"
        r"|\b10\.\d{4,9}/\S+|\+\d{1,3}(?:[- ]\d{1,4}){2,4}\b",
    ),
    (
        "time",
        r"\b[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?:\.\d{1,3}\b)?(?:\s?[ap]\.?m\b\.?)?|\b(?:1[0-2]|0?[1-9])(?:\.[0-5]\d)?\s?[ap]\.?m\b\.?",
    ),
    (
        "name",
        r"(?<![^\W_])(?!(?:mid|pre|post|under|over|early|late|non|sub|and|to|in|of|or|for|by|per|from|is|was|than|foot|ft|us|usd|krw|eur|gbp|rs|about|top|dhs?|skr|nkr|dkr|rmb"
        r"|s?fr|rm|rp|kshs?|bt|tk|chf|sek|nok|dkk|inr|jpy|cny|aud|cad|aed|zar|sgd|hkd|nzd|myr|thb|sar)-?\d|r\d[\d.,]*\s?(?:m|mn|bn|b|k|tn|million|billion)\b)"
        r"[^\W\d_가-힣]+-?\d(?:[a-z\d_-]*[a-z\d_])?(?:\.\d+)?|\b\d+x\d+\b",
    ),
)
_ANY_SPECIAL = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _SPECIALS)
SPECIAL = re.compile(_ANY_SPECIAL, re.IGNORECASE)
"""Matches addresses, code, dates, times and names in any language."""
_TOKEN = re.compile(
    r"(?P<word>[^\W\d_]+(?=[\s,;!?)]|$))|"  # most words and numbers, before anything slower is tried
    r"(?P<plain>\d+(?:,\d{3})*(?:\.\d+)?(?=%|\)|$|\s(?!\d{3}(?!\d)|\s?[ap]\.?m\b)))|"
    + _ANY_SPECIAL
    # Thousands in threes with one separator throughout; Indian grouping (12,34,567); then plain digits.
    + r"|(?P<n>\d{1,3}(?P<sep>[,' \u2009\u202f\u00a0\u2007])\d{3}(?:(?P=sep)\d{3})*(?!\d|,\d)(?:\.\d+)?"
    r"|\d{1,2}(?:,\d\d)+,\d{3}(?![\d,]\d)(?:\.\d+)?"
    r"|\d+(?:\.\d+)?|(?<!\w)\.\d+)"
    r"|(?P<w>[^\W\d_]+(?:'[^\W\d_]+)*)|(?P<p>>=|<=|[^\s\w]|_)",
    re.IGNORECASE,
)


_FAST = {"word": "w", "plain": "n"}


def either(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words, longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def swap(text: str) -> str:
    """Write every digit as 0-9 and every look-alike sign in its usual form; each character stays one character."""
    # The most frequent case, and nothing in it would be replaced.
    if text.isascii():
        return text
    return "".join(_swap(char) for char in text)


# A text uses few characters that are not ASCII, many times each.
@lru_cache(maxsize=4096)
def _swap(char: str) -> str:
    if char in _SWAPS:
        return _SWAPS[char]
    digit = unicodedata.decimal(char, None)
    return char if digit is None else str(digit)


def tokenize(text: str, apart: Container[str] = ()) -> list[Token]:
    """Return the tokens of a text that `swap` has been through.

    After a word of `apart`, a month or "page", a space between digits does not separate thousands.
    """
    tokens: list[Token] = []
    last = -1
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        word = match.group().lower()
        if len(word) != end - start:  # a few letters grow when they are lowered
            word = match.group()
        kind = match.lastgroup or "p"
        # French and SI texts write 23 022.
        if kind == "n" and " " in word and tokens and tokens[-1].text in apart:
            tokens.extend(_parted(word, start, start == last))
        else:
            tokens.append(Token(_FAST.get(kind, kind), word, start, end, start == last))
        last = end
    return tokens


def word_at(tokens: Tokens, at: int) -> str:
    """Return the token's text; an empty one beyond the ends."""
    return tokens[at].text if 0 <= at < len(tokens) else ""


def words_stand_at(tokens: Tokens, at: int, words: Sequence[str]) -> bool:
    """Return whether these words stand at a place, one token each."""
    return all(word_at(tokens, at + step) == word for step, word in enumerate(words))


def skip_hyphen(tokens: Tokens, at: int) -> int:
    """Return the place after a hyphen that joins two words, or the place itself."""
    if at + 1 < len(tokens) and tokens[at].text == "-" and tokens[at].glued and tokens[at + 1].glued:
        return at + 1
    return at


def read_sign(tokens: Tokens, at: int, words: Mapping[str, str]) -> tuple[str, int]:
    """Read a plus or minus that belongs to the number behind it, and the place of that; `words` say one of a language.

    An arrow says a direction, as a key of `SIGNED`, and no value below zero.
    """
    token = tokens[at] if at + 1 < len(tokens) else None
    if token is None:
        return "", at
    if sign := _ARROWS.get(token.text) or words.get(token.text):
        return sign, at + 1
    # "+/-3" is a margin, as "±3" is.
    if token.text == "±" or (token.text == "-" and words_stand_at(tokens, at - 2, ("+", "/"))):
        return "±", at + 1
    if token.text not in {"-", "+", MINUS, "–"} or not tokens[at + 1].glued:
        return "", at
    # "A 24-hour day", "2019-2024": a hyphen glued to both sides is no sign, unless it is the true minus.
    if token.glued and at and tokens[at - 1].kind in {"n", "w"} and token.text != MINUS:
        return "", at
    return ("+" if token.text == "+" else "-"), at + 1


_ARROWS = {"▲": "+", "▼": "▼", "↑": "+", "↓": "▼"}
SIGNED = {"+": 1, "▼": -1}
"""Signs that say a direction."""


def skip_month_dot(tokens: Tokens, at: int) -> int:
    """Return the place after the full stop of a month that is cut short, or the place itself: "Sept. 4"."""
    # The full stop belongs to the month only if a number follows.
    return at + 1 if word_at(tokens, at) == "." and at + 1 < len(tokens) and tokens[at + 1].kind == "n" else at


def _parted(text: str, start: int, glued: bool) -> Iterator[Token]:
    """Yield digits with spaces between them as separate numbers: "June 4 200 people"."""
    for part in re.finditer(r"\S+", text):
        yield Token("n", part.group(), start + part.start(), start + part.end(), glued and not part.start())
