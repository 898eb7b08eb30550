"""Read the direction that the words outside a bound German figure give it, verbs in two parts among them."""

from __future__ import annotations

from dataclasses import dataclass, field

from figurecheck.figures.common.figure import RELATIVE, Form, Found, PrintedFigure
from figurecheck.figures.common.tokens import Token
from figurecheck.figures.german.directions import DIRECTIONS, STANDING, TRANSITIVE, ends_clause, signs_of
from figurecheck.figures.german.grammar import CHANGES, LEVELS
from figurecheck.figures.german.tokens import tokenize


@dataclass(frozen=True, slots=True)
class Movement:
    """The words of direction of a bound text outside its figure."""

    direction: int = 0
    """0 where none is named, or both are."""
    taken: frozenset[int] = field(default_factory=frozenset)
    """The places of its words, whose direction is read."""


_NOWHERE = Movement()


def find_words(text: str, found: Found) -> list[Token]:
    """Return the tokens of a bound text that stand outside its figure."""
    return [token for token in tokenize(text) if not found.full_start <= token.start < found.full_end]


def read_movement(text: str, found: Found) -> Movement:
    """Return the direction that words outside a figure give it, verbs in two parts among them."""
    figure = found.figure
    # Most bound texts are their figure.
    if not found.full_start and found.full_end == len(text):
        return _NOWHERE
    tokens = tokenize(text)
    inside = range(found.full_start, found.full_end)
    signs = {at: sign for at, sign in signs_of(tokens) if tokens[at].start not in inside}
    if figure is None or not signs:
        return _NOWHERE
    # Two directions in one text, or one against that of the figure: neither is taken, so that both are told.
    senses = set(signs.values())
    if len(senses) > 1 or (figure.direction and senses != {figure.direction}):
        return _NOWHERE
    places = frozenset(tokens[at].start for at in signs)
    if figure.level or figure.latest is not None:
        return Movement(0, places)
    lead = text[found.full_start : found.start].lower().split()
    if lead and lead[0] in LEVELS:
        return Movement(0, places)
    changes = bool(lead) and lead[0] in CHANGES
    if _is_level(figure, lead) and not any(tokens[at].text in STANDING for at in signs):
        return Movement(0, places)
    transitive = figure.form is Form.NUMBER and all(tokens[at].text in TRANSITIVE for at in signs)
    if figure.direction or changes or transitive or figure.form in RELATIVE:
        return Movement(senses.pop(), places)
    return _NOWHERE


def _is_level(figure: PrintedFigure, lead: list[str]) -> bool:
    """Return whether "unter" or "über" stands directly behind a verb of motion: "sank unter 40"."""
    return figure.qualifier is not None and lead[-1:] in (["unter"], ["über"]) and CHANGES.isdisjoint(lead)


def find_particle(text: str, found: Found) -> frozenset[int]:
    """Return the place of the prefix that completes a verb within the figure: "gewann 3 Prozentpunkte hinzu"."""
    if found.figure is None or not found.figure.direction:
        return frozenset()
    verbs = text[found.full_start : found.start].lower().split()
    tokens = find_words(text, found)
    return frozenset(
        token.start
        for at, token in enumerate(tokens)
        if token.start >= found.full_end and ends_clause(tokens, at)
        and any(DIRECTIONS.apart.get(verb, {}).get(token.text) == found.figure.direction for verb in verbs)
    )  # fmt: skip


def find_direction(text: str) -> int:
    """Return the direction of movement that a text names: 1, -1, or 0 if it names none, or both."""
    signs = {sign for _, sign in signs_of(tokenize(text))}
    return int(1 in signs) - int(-1 in signs)
