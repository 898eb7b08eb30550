"""Read words for more and less than half in German, where they are bound: "die Mehrheit", "die meisten Fahrten"."""

from __future__ import annotations

import re

from figurecheck.figures.common.figure import Found
from figurecheck.figures.common.majorities import MajorityWords
from figurecheck.figures.common.qualifiers import DEFAULT_RULES

_ARTICLE = r"\b(?:der|die|das|den|dem|des|ein|eine|einer|eines|einen|einem)"
MAJORITIES = MajorityWords(
    # "Mehrheit von vier Stimmen" has a number of its own.
    half=re.compile(
        rf"{_ARTICLE}\s(?:(?:(?P<far>groß|überwiegend|überwältigend|deutlich)|(?P<near>knapp|hauchdünn)|absolut|einfach)"
        r"en?\s)?mehrheit\b"
        rf"|{_ARTICLE}\s(?P<less>(?:große?n?\s)?minderheit|kleiner(?:e|en|er)\steil)\b"
        rf"|{_ARTICLE}\s(?:überwiegend|größt|größer)(?:e|en|er)\steil\b|{_ARTICLE}\sgroßteils?\b",
        re.IGNORECASE,
    ),
    # "Am meisten" is a rank alone, and so is "die meisten seit 2008".
    most=re.compile(r"\b(?:[Dd]ie|[Dd]er|[Dd]en)\smeisten\b(?=$|\s(?:der|von|unter)\b|\s(?:[a-zäöüß]+en\s)?[A-ZÄÖÜ])"),
    part=re.compile(
        r"\b(?:mehrheit|minderheit|großteil|teil)\s(?:der|von\sden|aller|dieser|von\sdiesen|unter\sden)\s(?:\w+\s)?$",
        re.IGNORECASE,
    ),
)
_NOUN = re.compile("mehrheit|minderheit|teil", re.IGNORECASE)


def read_majority(text: str, found: list[Found]) -> Found | None:
    """Read "eine knappe Mehrheit", whose article the grammar has taken for a number; ``None`` for any other text."""
    # Only these have an adjective with which the article reads as a number.
    for one in MAJORITIES.find(text, DEFAULT_RULES) if _NOUN.search(text) else ():
        if found and all(one.start <= other.start < one.end for other in found):
            return one
    return None
