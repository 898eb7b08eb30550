"""English phrases that say a figure in other words, and the words that the grammar reads for them."""

from __future__ import annotations

import re

from figurecheck.figures.common.reworded import make_reword
from figurecheck.figures.common.tokens import either
from figurecheck.figures.english.words import ORDINAL_UNITS, PARTS, SCALES, UNITS

_SMALL = rf"(?:{either(UNITS)}|\d{{1,3}})"
_PARTS = either([word for word in PARTS if word not in {"half", "quarter"} and not word.endswith("s")])
_GLYPHS = {"quarter": {"one": "¼", "three": "¾"}, "third": {"one": "⅓", "two": "⅔"}}
_SPANS = "time|day|week|month|year|quarter|season|hour|minute"


def _number(word: str) -> int:
    return UNITS[word] if word in UNITS else int(word)


def _write_magnitudes(match: re.Match[str]) -> str:
    ten = 10 ** (1 if match[1] in {"a", "an"} else _number(match[1]))
    return f"{ten // 2} to {ten * 2} times"


def _write_rest(match: re.Match[str]) -> str:
    less, whole = _number(match[1]), _number(match[2])
    return f"{whole - less} of the {whole}" if less < whole else match[0]


reword = make_reword(
    (
        (r"not a single", "no"),
        (r"\A\W*in the red", "below zero"),
        (r"\A\W*in the black", "above zero"),
        (r"negative growth(?: of)?", "decline of"),
        (r"a handful(?: of)?", "between 2 and 9"),
        (r"(?:several|a few|many) hundred (thousand|million)", r"hundreds of \1s of"),
        (rf"(?:several|a few|many) (dozen|{either(SCALES)})", r"\1s of"),
        (r"(?:outside|out of|missed) the top", "over the top"),
        (r"(?:into|in) single (?:figures|digits)", "between 1 and 9"),
        (rf"a (good|full|mere) ({_PARTS})(?= (?:of|in|more|less|fewer)\b|$|[,.;])", r"a \1 one \2"),
        (r"(?:into|in|to|reach\w*|hit) (?:three|3)[ -](?:figures|digits)", "in triple digits"),
        (rf"(?:into|in|to|reach\w*|hit) ({_SMALL})[ -](?:figures|digits)", r"in a \1-figure sum"),
        (rf"({_SMALL}) quarters (?:in a row|on the trot|running|straight)", r"\1 consecutive quarters"),
        (rf"every (?:other|second)(?= [a-z])(?! (?:{_SPANS}|\w+day))", "1 in 2"),
        (
            rf"every ({either(list(ORDINAL_UNITS)[2:])})(?= [a-z])(?! (?:{_SPANS}|\w+day))",
            lambda match: f"1 in {ORDINAL_UNITS[match[1]]}",
        ),
        (
            rf"({_SMALL}) and (one|two|three)[ -](quarter|third)s?(?= (?:{either(SCALES)}))",
            lambda match: f"{_number(match[1])}{_GLYPHS[match[3]].get(match[2], '')}",
        ),
        (rf"all but ({_SMALL}) of the ({_SMALL})", _write_rest),
        (rf"(an?|{_SMALL}) orders? of magnitude", _write_magnitudes),
    )
)
"""Returns a bound text in words that the grammar reads: "every third household" as "1 in 3 household"."""
