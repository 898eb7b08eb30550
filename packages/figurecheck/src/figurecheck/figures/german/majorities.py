"""Read words for more and less than half in German, where they are bound: "die Mehrheit", "die meisten Fahrten"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from figurecheck.figures.common.figure import Found, NumberKind
from figurecheck.figures.common.majorities import make_majority, make_minority
from figurecheck.figures.common.qualifiers import DEFAULT_RULES, Rules
from figurecheck.figures.common.running_text import found_at

_ARTICLE = r"\b(?:der|die|das|den|dem|des|ein|eine|einer|eines|einen|einem)"
# "Mehrheit von vier Stimmen" has a number of its own.
_MAJORITY = re.compile(
    rf"{_ARTICLE}\s(?:(?:(?P<far>groß|überwiegend|überwältigend|deutlich)|(?P<near>knapp|hauchdünn)|absolut|einfach)"
    r"en?\s)?mehrheit\b"
    rf"|{_ARTICLE}\s(?:große?n?\s)?(?P<less>minderheit)\b"
    rf"|{_ARTICLE}\s(?:überwiegend|größt|größer)(?:e|en|er)\steil\b|{_ARTICLE}\s(?P<few>kleiner)(?:e|en|er)\steil\b"
    rf"|{_ARTICLE}\sgroßteils?\b",
    re.IGNORECASE,
)
# "Am meisten" is a rank alone, and so is "die meisten seit 2008".
_MOST = re.compile(r"\b(?:[Dd]ie|[Dd]er|[Dd]en)\smeisten\b(?=$|\s(?:der|von|unter)\b|\s(?:[a-zäöüß]+en\s)?[A-ZÄÖÜ])")
_NOUN = re.compile("mehrheit|minderheit|teil", re.IGNORECASE)
_OF_COUNT = re.compile(
    r"\b(?:mehrheit|minderheit|großteil|teil)\s(?:der|von\sden|aller|dieser|von\sdiesen|unter\sden)\s(?:\w+\s)?$",
    re.IGNORECASE,
)


def find_majorities(text: str, rules: Rules) -> Iterator[Found]:
    """Yield each word for more or less than half of a bound text, which in running text is no figure."""
    for match in _MAJORITY.finditer(text):
        name = "well over" if match["far"] else "just over" if match["near"] else ""
        is_less = match["less"] or match["few"]
        figure = make_minority(text) if is_less else make_majority(text, rules, qualifier=name)
        yield found_at(*match.span(), text, NumberKind.FIGURE, figure)
    for match in _MOST.finditer(text):
        yield found_at(*match.span(), text, NumberKind.FIGURE, make_majority(text, rules, is_rank=True))


def find_vague_part(before: str) -> str:
    """Return the words that make a number the whole of a part that they leave open: "Mehrheit der" 12; else nothing."""
    match = _OF_COUNT.search(before) if " " in before else None
    return match[0].strip() if match else ""


def read_majority(text: str, found: list[Found]) -> Found | None:
    """Read "eine knappe Mehrheit", whose article the grammar has taken for a number; ``None`` for any other text."""
    # Only these have an adjective with which the article reads as a number.
    for one in find_majorities(text, DEFAULT_RULES) if _NOUN.search(text) else ():
        if found and all(one.start <= other.start < one.end for other in found):
            return one
    return None
