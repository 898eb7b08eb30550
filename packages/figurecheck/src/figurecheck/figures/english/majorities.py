"""Read words for more and less than half in English, where they are bound: "a majority", "most of the trips"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from figurecheck.figures.common.figure import Found, NumberKind
from figurecheck.figures.common.majorities import make_majority, make_minority
from figurecheck.figures.common.qualifiers import Rules
from figurecheck.figures.common.running_text import found_at

_LARGE = "large|great|big|huge|sizeable|sizable|significant|substantial|considerable|strong"
_MAJORITY = re.compile(
    rf"\b(?:an?|the)\s(?:(?:(?P<far>{_LARGE}|vast|overwhelming|solid|comfortable|decisive)|"
    r"(?P<near>slim|narrow|bare|thin|slender|slight|small|wafer-thin|razor-thin)|absolute|simple|outright|clear)\s)?"
    r"majority\b(?!-)"
    rf"|\b(?:an?|the)\s(?:(?:{_LARGE})\s)?(?P<less>minority)\b(?!-)"
    r"|\bthe\s(?:bulk|(?:greater|larger)\spart)(?=\sof\b(?!\san?\b))",
    re.IGNORECASE,
)
# "The most", "most popular" and "most since 2008" are ranks alone. A plural in the next three words is what is divided.
_MOST = re.compile(
    r"(?<![\w-])(?<!\bthe )(?<!\bat )most"
    r"(?=$|\sof\b(?!\s(?:an?|all)\b)|\s(?!(?:since|ever|on|in|for|by|at|to|than)\b)"
    r"(?:[a-z'’-]+\s){0,2}?(?:people|women|men|children|staff|cattle|(?![a-z]*(?:ous|ss|is)\b)[a-z]+s)\b)",
    re.IGNORECASE,
)
_OF_COUNT = re.compile(
    r"\b(?:(?:most|many|few|fewer|some|several|handful|lots|plenty|bulk|none)\sof\s(?:\w+\s)?"
    r"|(?:majority|minority)\sof\s(?:the|all|all the|its|their|our|his|her|these|those)\s)(?:\w+\s)?$",
    re.IGNORECASE,
)


def find_majorities(text: str, rules: Rules) -> Iterator[Found]:
    """Yield each word for more or less than half of a bound text."""
    for match in _MAJORITY.finditer(text):
        name = "well over" if match["far"] else "just over" if match["near"] else ""
        figure = make_minority(text) if match["less"] else make_majority(text, rules, qualifier=name)
        yield found_at(*match.span(), text, NumberKind.FIGURE, figure)
    for match in _MOST.finditer(text):
        yield found_at(*match.span(), text, NumberKind.FIGURE, make_majority(text, rules, is_rank=True))


def find_vague_part(before: str) -> str:
    """Return the words that make a number the whole of a part that they leave open: "most of the" 40; else nothing."""
    # Most bound texts begin with their number.
    match = _OF_COUNT.search(before) if " of " in before else None
    return match[0].strip() if match else ""
