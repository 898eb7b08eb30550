r"""Numbers in formulas: which of them state something, and which belong to the mathematics.

A formula states a number if it has no variable (``87{,}658``, ``3 + 4``), if it holds words (``87658\ trips``), in
``\text{...}``, if it says what a symbol is (``n = 87658``, ``\bar{x} \approx 3.5``), and wherever it prints more than
two significant digits. Exponents, indices, coefficients and constants beside variables belong to the mathematics, and
so do 0, 1, -1 and pairs such as ``[0, 1]`` and ``2 \times 2``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from figurecheck.figures.running.stated import find_stated

_TEXT = re.compile(
    r"\\(?:text|textrm|textbf|textit|textsf|texttt|textnormal|mbox|hbox|intertext|tag\*?|mathrm|mathsf|mathit|mathbf|"
    r"operatorname)\s*\{(?P<text>(?:[^{}]|\{[^{}]*\})*)\}"
)
_NOTES = re.compile(
    r"(?<!\\)%[^\n]*|\\(?:label|ref|eqref|begin|end|color|hspace|vspace)\*?\s*\{[^{}]*\}(?:\{[rlc|]+\})?|\\\\\[[^\]]*\]"
)
# {,} and \, separate thousands; {.} is a decimal point.
_SEPARATED = re.compile(r"(?<=\d)(?:\{,\}|\\[,;:! ]|~|,|\{\\,\})(?=\d{3}(?!\d))")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|(?<!\d)\.\d+")
_COMMAND = re.compile(r"\\(?:[a-zA-Z]+|.)")
_WORD = re.compile(r"[a-zA-Z]{4,}|[가-힣]{2,}")
_VARIABLE = re.compile(r"[a-zA-Z\u0370-\u03ff]")
_SYMBOLS = re.compile(
    r"\\(?:alpha|beta|gamma|delta|epsilon|varepsilon|zeta|eta|theta|vartheta|iota|kappa|lambda|mu|nu|xi|pi|varpi|rho|"
    r"varrho|sigma|varsigma|tau|upsilon|phi|varphi|chi|psi|omega|Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Upsilon|Phi|Psi|"
    r"Omega|ell|hbar|nabla|partial|sum|prod|int|oint|infty|lim|max|min|sup|inf|log|ln|exp|sin|cos|tan|det|dim|Pr|"
    r"mathbb|mathcal|emptyset|aleph)(?![a-zA-Z])"
)
_RELATION = re.compile(
    r"=|<|>|\\(?:approx|simeq|sim|equiv|leq?|geq?|lt|gt|ll|gg|cong|doteq|propto|neq?|in)(?![a-zA-Z])"
)
_INDEX = re.compile(r"_\s*(?:\{[^{}]*\}|\\[a-zA-Z]+|.)")
_NATURAL = re.compile(r"3\.14\d*|2\.71\d*|1\.61\d*|1\.41\d*")
"""Pi, e, the golden ratio and the root of two, as decimals."""
_NEUTRAL = frozenset({"0", "1"})
_SIZES = re.compile(r"\s*[1-9]\s*\\times\s*[1-9]\s*")
_BOUNDS = re.compile(r"[\s,;:\\{}()\[\]|+−-]*(?:[01](?:\.0)?[\s,;:\\{}()\[\]|+−-]*|\\(?:ldots|dots|pm|infty)\s*,?)*")
_ALIGNMENT = re.compile(r"&|\\\\")


def find_in_formula(tex: str) -> Iterator[str]:
    """Yield each number that a formula states, as it is written.

    >>> list(find_in_formula("n = 87658")), list(find_in_formula("y = 2x^3 + 1"))
    (['87658'], [])
    """
    bare = _NOTES.sub(" ", tex)
    for match in _TEXT.finditer(bare):
        yield from (one.text for one in find_stated(match["text"]) if one.needs_claim)
    bare = _SEPARATED.sub("", _TEXT.sub(" ", bare))
    worded = _WORD.search(_COMMAND.sub(" ", bare)) is not None
    if worded:
        yield from (
            one.text for one in find_stated(_COMMAND.sub(" ", bare)) if one.needs_claim and not one.text[0].isdecimal()
        )
    # Each line of an aligned formula, and each part between commas of a list, is a statement of its own.
    for line in re.split(r"\\\\|\\quad|\\qquad|\n\s*\n", bare):
        yield from _find_in_line(_ALIGNMENT.sub(" ", line), worded=worded)


def _find_in_line(line: str, *, worded: bool) -> Iterator[str]:
    numbers = _NUMBER.findall(line)
    if not numbers or _SIZES.fullmatch(line):
        return
    if worded or not _has_variable(line):
        yield from (() if _BOUNDS.fullmatch(line) else numbers)
        return
    sides = _RELATION.split(_INDEX.sub(" ", line))
    plain = [side for side in sides if _NUMBER.search(side) and not _has_variable(side)]
    stated = bool(plain) and all(_is_symbol(side) for side in sides if _has_variable(side))
    for number in numbers:
        is_value = stated and number not in _NEUTRAL and any(number in _NUMBER.findall(side) for side in plain)
        if (is_value or _is_long(number)) and not _NATURAL.fullmatch(number):
            yield number


def _has_variable(tex: str) -> bool:
    return _SYMBOLS.search(tex) is not None or _VARIABLE.search(_COMMAND.sub(" ", tex)) is not None


def _is_symbol(side: str) -> bool:
    """Return whether one side of a relation is one symbol, with its accent or its argument."""
    letters = _VARIABLE.findall(_COMMAND.sub(" ", _SYMBOLS.sub("a", side)))
    operators = re.search(r"[+*/^]|-|−|\\(?:frac|cdot|times|sum|prod|int|sqrt|pm)(?![a-zA-Z])", side)
    return operators is None and 0 < len(letters) <= 3


def _is_long(number: str) -> bool:
    """Return whether a number has more than two significant digits."""
    return len(number.replace(".", "").strip("0")) > 2 or len(number.partition(".")[0].strip("0")) > 2
