"""Readings that only a bound English text allows: words that running text leaves alone, and "of the" for a part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from figurecheck.figures.common.figure import Form, Found, NumberKind, PrintedFigure
from figurecheck.figures.common.majorities import MajorityWords
from figurecheck.figures.common.nouns import CASES, PEOPLE
from figurecheck.figures.common.qualifiers import Rules
from figurecheck.figures.common.running_text import found_at
from figurecheck.figures.common.units import SPANS
from figurecheck.figures.english.decades import read_decade
from figurecheck.figures.english.find import find_english
from figurecheck.figures.english.tokens import tokenize
from figurecheck.figures.english.words import MEASURES, MONTHS, SUPERLATIVES

_DETERMINERS = frozenset("the all its their his her our these those a total of some".split())
_COUNTING_WORDS = {
    "both": 2, "a couple": 2, "the couple": 2, "a pair": 2, "the pair": 2, "a trio": 3, "the trio": 3, "a single": 1,
    "single": 1, "a lone": 1, "a sole": 1, "the sole": 1, "the only": 1, "alone": 1,
}  # fmt: skip
"""Words that count, but too loosely in running text to need a claim each time."""
# Only these may have a noun behind them; "a pair of shoes" is left to the grammar.
_BEFORE_NOUNS = frozenset({"both", "a single", "a lone", "a sole", "the sole", "the only"})
_LARGE = "large|great|big|huge|sizeable|sizable|significant|substantial|considerable|strong"
MAJORITIES = MajorityWords(
    half=re.compile(
        rf"\b(?:an?|the)\s(?:(?:(?P<far>{_LARGE}|vast|overwhelming|solid|comfortable|decisive)|"
        r"(?P<near>slim|narrow|bare|thin|slender|slight|small|wafer-thin|razor-thin)|absolute|simple|outright|clear)\s)?"
        r"majority\b(?!-)"
        rf"|\b(?:an?|the)\s(?:(?:{_LARGE})\s)?(?P<less>minority)\b(?!-)"
        r"|\bthe\s(?:bulk|(?:greater|larger)\spart)(?=\sof\b(?!\san?\b))",
        re.IGNORECASE,
    ),
    # "The most", "most popular" and "most since 2008" are ranks alone. A plural
    # in the next three words is what is divided.
    most=re.compile(
        r"(?<![\w-])(?<!\bthe )(?<!\bat )most"
        r"(?=$|\sof\b(?!\s(?:an?|all)\b)|\s(?!(?:since|ever|on|in|for|by|at|to|than)\b)"
        r"(?:[a-z'’-]+\s){0,2}?(?:people|women|men|children|staff|cattle|(?![a-z]*(?:ous|ss|is)\b)[a-z]+s)\b)",
        re.IGNORECASE,
    ),
    part=re.compile(
        r"\b(?:(?:most|many|few|fewer|some|several|handful|lots|plenty|bulk|none)\sof\s(?:\w+\s)?"
        r"|(?:majority|minority)\sof\s(?:the|all|all the|its|their|our|his|her|these|those)\s)(?:\w+\s)?$",
        re.IGNORECASE,
    ),
)


def joins_part(between: str) -> bool:
    """Return whether the text between two numbers makes the first a part of the second: "out of the"."""
    words = between.lower().split()
    apart = between[:1].isspace() and between[-1:].isspace()
    words = words[1:] if words[:1] == ["out"] else words
    return apart and words[:1] == ["of"] and _DETERMINERS.issuperset(words[1:])


def read_without_number(text: str) -> PrintedFigure | None:
    """Read a superlative as the first rank, "both" as two, and a lone month as a date."""
    words = [token.text for token in tokenize(text)]
    # "The largest" names the first rank without a number; a page binds it to a statistic with the unit rank.
    # "Most of a decade" ranks nothing.
    shares = [words[at + 1 : at + 3] in (["of", "a"], ["of", "an"]) for at in range(len(words))]
    if any(word in SUPERLATIVES and not share for word, share in zip(words, shares, strict=True)):
        return PrintedFigure(text=text, form=Form.ORDINAL, amount=Fraction(1), reading="1st")
    if "runner-up" in text.lower():
        return PrintedFigure(text=text, form=Form.ORDINAL, amount=Fraction(2), reading="2nd")
    months = [MONTHS[word] for word in words if word in MONTHS]
    if len(months) == 1 and len(words) <= 2:
        return PrintedFigure(text=text, form=Form.DATE, date=(0, months[0], 0), reading=text)
    # Longest first: "the only" before "the".
    for size in range(len(words), max(len(words) - 3, 0), -1):
        phrase, noun = " ".join(words[:size]), words[-1] if size < len(words) else ""
        if phrase in _COUNTING_WORDS and (size == len(words) or phrase in _BEFORE_NOUNS):
            kind = "people" if noun in PEOPLE else "cases" if noun in CASES else ""
            return replace(_counted(text, _COUNTING_WORDS[phrase], kind), noun=noun)
    return None


def find_bound(text: str, rules: Rules) -> Iterator[Found]:
    """Yield "a decade" and "nearly an hour" as one of the unit, and words for more and less than half."""
    if (duration := _DURATION.search(text)) is not None:
        yield _read_duration(duration, text)
    elif (decade := read_decade(text, [])) is not None:
        yield decade
    elif majorities := list(MAJORITIES.find(text, rules)):
        yield from majorities
    else:
        yield from _find_spans(text, rules)


def _find_spans(text: str, rules: Rules) -> Iterator[Found]:
    """Yield "a decade" and "nearly an hour" as one of the unit, which is a word for a size as "half" is."""
    tokens = tokenize(text)
    written = text
    for at, token in enumerate(tokens[:-1]):
        unit, end = tokens[at + 1].text, token.end
        if unit in _WHOLE and at + 2 < len(tokens):
            unit, end = tokens[at + 2].text, tokens[at + 1].end
        # "Quarter of an hour", "most of a decade" are no whole one.
        if at > 1 and tokens[at - 1].text == "of" and tokens[at - 2].text in _PARTS:
            continue
        # "A t" is no ton, so that a measure of one or two letters does not count.
        if token.text in {"a", "an"} and unit in MEASURES and len(unit) > 2:
            written = written[: token.start] + "1".ljust(end - token.start) + written[end:]
    if written == text:
        return
    for found in find_english(written, rules):
        if found.figure is None or found.figure.unit not in SPANS or written[found.start] != "1":
            yield found
            continue
        shown = text[found.full_start : found.full_end]
        yield replace(found, text=text[found.start : found.end], figure=replace(found.figure, text=shown, bare=True))


_DURATION = re.compile(
    r"(?<![\d:.])(\d{1,3}):([0-5]\d):([0-5]\d)(\.\d{1,3})?(?![\d:])"
    r"|(?<![\d:.])(\d{1,2}):([0-5]\d)(\.\d{1,3})(?![\d:])"
)
"""Hours, minutes and seconds, or minutes and seconds with a fraction; "2:05" may be either, or a time of the day."""


def _read_duration(match: re.Match[str], text: str) -> Found:
    """Read "2:01:09" and "3:26.00" as seconds, with the last place printed."""
    hours, minutes, seconds, part, *short = match.groups()
    if short[0]:
        hours, minutes, seconds, part = ("0", *short)
    places = len(part or ".") - 1
    figure = PrintedFigure(
        text=match.group(),
        amount=Fraction(int(hours) * 3600 + int(minutes) * 60 + int(seconds)) + Fraction(f"0{part or ''}"),
        step=Fraction(1, 10**places),
        whole=False,
        unit="second",
        reading=f"{int(hours)} h {int(minutes)} min {seconds}{part or ''} s".removeprefix("0 h "),
    )
    return found_at(*match.span(), text, NumberKind.FIGURE, figure)


_PARTS = frozenset("quarter third fifth sixth eighth tenth half most much rest fraction remainder portion".split())
_WHOLE = frozenset({"full", "whole", "single", "good", "solid"})


def _counted(text: str, number: int, unit: str = "") -> PrintedFigure:
    return PrintedFigure(text=text, amount=Fraction(number), unit=unit, reading=f"{number} {unit}".rstrip())
