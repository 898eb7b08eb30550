"""Decide whether the English words behind a number can be what a statistic counts.

"14,300 wickets" counts no people, and "22 turbines" no homes: a noun must be one of the statistic's own words, of the
kind of its unit, or, of people and events, have the form of a noun for them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from figurecheck.figures.common.figure import PrintedFigure
from figurecheck.figures.common.language import is_named
from figurecheck.figures.common.nouns import kinds_of

# Who does, what is done to them, and where they come from: bakers, sculptors, cyclists, evacuees, Syrians.
_PERSON = re.compile(r"(?:[^aeiou]ers|yers|[^n]ors|ists|ians|ees|men|women|folk|folks|goers|mates|kids|eurs)$")
# Nouns of the same form for what is no person.
_NO_PERSON = frozenset(
    """
    answers barriers beers boilers boosters boulders bumpers burgers carriers centers
    centres chapters characters clusters computers containers corners counters craters
    degrees diapers dinners disasters doors elevators errors factors fees fevers fibers filters fingers
    flavors flavours floors flowers folders freezers freighters generators glaciers
    headers helicopters hours knees ladders layers letters lockers markers matters meters mirrors
    monitors motors mowers newspapers numbers offers orders panniers papers parameters
    planters posters powers printers processors quarters reactors receivers recliners registers reminders rivers
    routers scooters sectors semesters sensors servers shelters showers shutters skyscrapers speakers stickers
    sweaters tankers theaters theatres timers towers tractors trailers transformers transistors trees triggers tumors
    tumours vectors vouchers wagers waters winters wonders folds headwaters chargers adapters containers
    razors anchors detectors harbors harbours colors colours odors odours rumors rumours favors favours honors
    honours labors levees toffees coffees specimens omens regimens guarantees jubilees decrees
    committees
    """.split()
)
# Adjectives that stand for people: 12 missing.
_ADJECTIVES = frozenset(
    "missing homeless jobless sick poor elderly young infirm asleep deaf blind lost alive abroad apiece each".split()
)
NO_KIND = frozenset[str]()
_EVENT = re.compile(r"(?:ings|ions|ments|ances|ences|ages|ries|falls|outs|ups|backs)$")
COLLECTIVES = frozenset(
    """
    crowd crowds audience audiences attendance gathering population membership readership workforce army fleet team
    squad crew network chain string series group band gang convoy herd flock pack set batch cluster handful bunch mix
    mob cohort sample field cast list queue backlog caseload stock pool collection portfolio range wave flurry spate
    raft host array pile stack slew bumper
    """.split()
)
"""What a number of something is called as one: "a fleet of 311"."""
# Adverbs, participles and adjectives: "3 apart", "14,300 nationwide", "22 gutted", "a 2,000-strong crowd".
_NO_NOUN = re.compile(r"(?:ly|wide|[^e]ed|ing|abroad|apart|apiece|away|each|strong|overnight|online|alive|open|free)$")
_GENERIC = frozenset("points point times".split())
"""What any unit that is not in a list may be counted in."""


def find_uncounted(
    words: tuple[str, ...], figure: PrintedFigure, unit: str, texts: tuple[str, ...], house: Mapping[str, str]
) -> str:
    """Return the noun behind a number if it cannot be what a unit counts; empty if nothing speaks against it.

    `words` are what stands where the counted noun does, `texts` what names the statistic, `house` the house's nouns.
    """
    nouns = [word for word in words if not (word.lower() in COLLECTIVES or _NO_NOUN.search(word.lower()))]
    # "14 people" of a unit that is no noun of people.
    if figure.unit in {"people", "cases"}:
        nouns = [figure.noun or figure.unit]
    # "A 3-2 majority" counts what the text need not name.
    if not nouns or figure.either is not None or not _is_noun(unit):
        return ""
    # The head of a noun phrase is its last word; it is another one where a plural or a hyphen stands before it.
    printed = figure.text.lower()
    heads = [word for word in nouns if word is nouns[-1] or word.endswith("s") or f"-{word.lower()}" in printed]
    if any(is_named(word, texts) for word in heads):
        return ""
    mine = kinds_of(unit.lower(), house)
    # Of two kinds that are known, `relate` says that they differ, or that they do not.
    known = next((kinds for word in reversed(heads) if (kinds := kinds_of(word.lower(), house))), NO_KIND)
    if mine and known:
        return ""
    if "people" in (mine or known) and _is_person(unit if known else nouns[-1]):
        return ""
    if mine and "cases" in mine and _EVENT.search(nouns[-1].lower()):
        return ""
    return "" if not mine and not known and _GENERIC.intersection(nouns) else nouns[-1]


def _is_noun(unit: str) -> bool:
    """Return whether a unit is a noun that says what is counted: riders, homes; not an index, a score, a count."""
    if unit.lower() in {"count", "counts", "number", "numbers", "units", "items", "points"}:
        return False
    return unit in {"people", "cases"} or (
        unit.isascii() and unit.endswith("s") and not unit.endswith(("ss", "us", "is"))
    )


def _is_person(noun: str) -> bool:
    lower = noun.lower()
    if lower in _NO_PERSON:
        return False
    named = noun[:1].isupper() and not noun.isupper()
    return named or lower in _ADJECTIVES or bool(_PERSON.search(lower))
