"""Find the words of a bound German text that neither its figure nor the tables of neutral words have taken.

German writes nouns with a capital, so that a noun is known without a table where its grammar puts one: behind an
article or a preposition ("im Landkreis Biberach"), before a verb that is known, and directly behind a bare number,
where it is what is counted (`Unread.nouns`). Behind a per cent sign it must be a known noun of level.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from figurecheck.figures.common.figure import Form, Found, NumberKind
from figurecheck.figures.common.tokens import Token
from figurecheck.figures.common.unread import Unread
from figurecheck.figures.german.directions import AMBIGUOUS, DEGREES, direction_of
from figurecheck.figures.german.grammar import CHANGES, LEVELS
from figurecheck.figures.german.movement import find_particle, find_words, read_movement
from figurecheck.figures.german.neutral_words import (
    BEHIND,
    COLLECTIVES,
    FILLERS,
    FUNCTION,
    HEADS,
    LEVEL_ENDS,
    LEVEL_NOUNS,
    NEUTRAL,
    NO_HEADS,
    OPENING,
    PREPOSITIONS,
    SIGNED_NOUNS,
    VERBS,
)
from figurecheck.figures.german.nouns import kind_of
from figurecheck.figures.german.words import CURRENCIES, MEASURES, MONEY, SCALED_MEASURES, SUPERLATIVE

_HARMLESS = frozenset(".,;:!?'\"()[]{}*`_&#@•·…“”„«»|-–—")
"""Signs that say nothing of a figure, wherever they stand."""
_NUMBERS, _NOTHING = frozenset({"nr", "nummer"}), frozenset[str]()
_ENDS_CLAUSE = frozenset(",;:.!?")


def find_unread(text: str, found: Found) -> Unread:
    """Return the words of a bound text that nothing has read."""
    inside = found.figure.unread if found.figure is not None else ()
    if not found.full_start and found.full_end == len(text):
        return Unread(inside)
    outside = find_words(text, found)
    taken = read_movement(text, found).taken | find_particle(text, found)
    numbered = _NUMBERS if found.kind is NumberKind.LIST else _NOTHING
    before = [token for token in outside if token.start < found.full_start and token.start not in taken]
    before = [token for token in before if token.text not in numbered]
    words = [*inside, *_unread_before(before, text, found, moved=bool(taken))]
    behind = [token for token in outside if token.start >= found.full_end]
    first = behind[0] if behind else None
    # Letters glued to the figure belong to it, and no rule has read them.
    if first is not None and first.start == found.full_end and first.kind in {"w", "n", "name"}:
        return Unread(tuple(words), unnamed=text[first.start : first.end])
    phrase = _phrase(behind, text)
    left = [token for token in behind[len(phrase) :] if token.start not in taken]
    shown = tuple(text[token.start : token.end] for token in phrase if token.text not in _HARMLESS)
    figure = found.figure
    counts = figure is not None and figure.form is Form.NUMBER and figure.unit in {"", "people", "cases"}
    later = _unread_behind(left, text, counts=counts)
    if not shown or _belongs(phrase, found):
        return Unread((*words, *later))
    plain = not _COUNTLESS.intersection(word.lower() for word in shown)
    counted = plain and found.figure is not None and found.figure.form is Form.NUMBER and not found.figure.unit
    counted = counted or (found.figure is not None and found.figure.total is not None)
    return Unread((*words, *later), shown) if counted else Unread((*words, *shown, *later))


def _is_noun(token: Token, text: str) -> bool:
    return token.kind == "name" or (token.kind == "w" and text[token.start].isupper())


def _is_adjective(token: Token) -> bool:
    ends = token.text != "je" and token.text.endswith(("e", "en", "er", "es", "em"))
    return token.kind == "w" and ends and not direction_of(token.text)


@dataclass(slots=True, kw_only=True)
class _Before:
    """The words before a figure while they are gone through."""

    text: str
    found: Found
    verb: bool
    """Whether a verb that is known has been seen, whose subject needs no table."""
    unread: list[str] = field(default_factory=list)
    phrase: list[str] = field(default_factory=list)
    """The nouns since the last word that is none."""
    opener: str = ""
    """The article or preposition before them."""

    def take(self, tokens: list[Token], at: int) -> None:
        """Go on by one token."""
        token, word = tokens[at], tokens[at].text
        printed = self.text[token.start : token.end]
        if token.kind == "p":
            self.unread += [] if word in _HARMLESS else [word]
            self.opener, self.phrase = "", [] if word == ":" else self.phrase
        elif word == "von" and at + 1 == len(tokens):
            self.unread += [] if not self.phrase or _is_head(self.phrase[-1].lower(), self.found) else self.phrase
            self.phrase = []
        elif word in VERBS:
            self.opener, self.phrase, self.verb = "", [], True
        elif not self._passes_over(tokens, at):
            (self.phrase if _is_noun(token, self.text) and not direction_of(word) else self.unread).append(printed)

    def _passes_over(self, tokens: list[Token], at: int) -> bool:
        word = tokens[at].text
        if word in OPENING or (word == "unter" and _is_among(tokens, at)):
            self.unread += self.phrase if word in PREPOSITIONS and not self.verb and not self.opener else []
            self.opener, self.phrase = word, []
            return True
        if word in NEUTRAL or word in FILLERS or word in DEGREES:
            self.opener = "" if word in FUNCTION else self.opener
            return True
        return bool(self.opener) and _is_adjective(tokens[at]) and _leads_to_noun(tokens, at, self.text)

    def settles(self) -> bool:
        """Return whether the last nouns are a place, a time, or the subject of a known verb."""
        if self.opener in PREPOSITIONS:
            return True
        # "Ein Hauch über 70 Prozent": what stands before a qualifier may qualify it.
        qualified = self.found.figure is not None and self.found.figure.qualifier is not None
        lead = self.text[self.found.full_start : self.found.start].lower().split()
        return self.verb and not (qualified and not (lead and lead[0] in CHANGES | LEVELS))


def _unread_before(tokens: list[Token], text: str, found: Found, *, moved: bool) -> list[str]:
    """Return the unread words before a figure.

    The subject of a known verb needs no table, nor does a noun behind a preposition; one that stands directly before
    the figure or its "von" must say how much it is.
    """
    state = _Before(text=text, found=found, verb=moved)
    tokens = _without_height([token for token in tokens if token.kind in {"w", "p", "name"}])
    for at in range(len(tokens)):
        state.take(tokens, at)
    return state.unread if moved or state.settles() else state.unread + state.phrase


def _without_height(tokens: list[Token]) -> list[Token]:
    """Leave "in Höhe" out of "Schaden in Höhe von", which says no more than "von"."""
    words = [token.text for token in tokens]
    at = next((at for at in range(len(words) - 2) if words[at : at + 3] == ["in", "höhe", "von"]), -1)
    return tokens if at < 0 else [*tokens[:at], *tokens[at + 2 :]]


def _is_head(word: str, found: Found) -> bool:
    """Return whether "von" behind a noun says how much it is: "eine Quote von 5 Prozent"."""
    if word in NO_HEADS:
        return False
    percent = found.figure is not None and found.figure.form is Form.PERCENT
    return word in LEVEL_NOUNS or word.endswith(LEVEL_ENDS if percent else HEADS) or kind_of(word) != ("", "")


def _is_among(tokens: list[Token], at: int) -> bool:
    """Return whether "unter den", "unter anderem" says among whom."""
    return at + 1 < len(tokens) and tokens[at + 1].text in {"den", "anderem", "diesen", "ihnen", "allen"}


def _leads_to_noun(tokens: list[Token], at: int, text: str) -> bool:
    """Return whether adjectives from a place on end in a noun."""
    following = next((token for token in tokens[at + 1 :] if not _is_adjective(token) or _is_noun(token, text)), None)
    return following is not None and _is_noun(following, text)


def _is_in_phrase(tokens: list[Token], at: int, text: str) -> bool:
    return _is_noun(tokens[at], text) or (_is_adjective(tokens[at]) and _leads_to_noun(tokens, at, text))


def _phrase(tokens: list[Token], text: str) -> list[Token]:
    """Return the adjectives and nouns directly behind a figure, up to the first word that is neither."""
    phrase: list[Token] = []
    for at, token in enumerate(tokens):
        # "Die 20 größten" says which of them, and no rule has read it.
        if SUPERLATIVE.fullmatch(token.text):
            return []
        if token.text == "-" and token.glued and at + 1 < len(tokens) and tokens[at + 1].glued:
            phrase.append(token)
            continue
        known = token.text in NEUTRAL or direction_of(token.text)
        if known or not (_is_noun(token, text) or _is_adjective(token)):
            break
        phrase.append(token)
    return phrase if any(_is_noun(token, text) for token in phrase) else []


def _belongs(phrase: list[Token], found: Found) -> bool:
    """Return whether a noun phrase may stand behind a figure that has its unit, or is a share, a change or a rank."""
    figure = found.figure
    words = [token.text for token in phrase if token.kind != "p"]
    if figure is None or not _SIGNS.isdisjoint(words):
        return False
    if figure.form in {Form.ORDINAL, Form.VAGUE}:
        return True
    if any(word in MEASURES or word in SCALED_MEASURES or word in CURRENCIES or word in MONEY for word in words):
        return False
    known = any(kind_of(word) != ("", "") for word in words)
    # Of people and cases it must be known that they are: "20 Schafe" are nobody.
    if known or figure.unit in {"people", "cases"}:
        return known
    if figure.unit or (figure.direction and figure.form is not Form.NUMBER):
        return True
    # "Jeder dritte Baum" and "doppelt so viele Gänse" name what they are a part or a multiple of.
    if found.text.lower().startswith("jede") or (figure.form is Form.MULTIPLE and " so " in found.text):
        return True
    return words[-1] in LEVEL_NOUNS or words[-1].endswith(LEVEL_ENDS)


_BASE = re.compile(r"(?:(?:je|pro)\s+|/\s?)[^\W\d]+[²³23]?(?!\w)", re.IGNORECASE)
_AMOUNTS = frozenset({"viel", "wenig", "hoch", "niedrig", "spät", "früh"})
_COUNTLESS = SIGNED_NOUNS | COLLECTIVES
_SIGNS = SIGNED_NOUNS | COLLECTIVES | AMBIGUOUS.keys()


def _unread_behind(tokens: list[Token], text: str, *, counts: bool) -> list[str]:
    """Return the unread words of what follows a figure and its noun."""
    unread: list[str] = []
    is_open, end = False, 0
    for at, token in enumerate(tokens):
        word = token.text
        if token.kind not in {"w", "p", "name"} or token.start < end:
            continue
        # "Je Quadratmeter" and "/m²" are one word: of a statistic by the square metre, and of no other.
        if (base := _BASE.match(text, token.start)) is not None:
            unread.append(base[0])
            end = base.end()
            continue
        if token.kind == "p":
            unread += [] if word in _HARMLESS else [word]
            is_open = is_open and word not in _ENDS_CLAUSE
        elif word == "zu" and at + 1 < len(tokens) and tokens[at + 1].text in BEHIND | _AMOUNTS:
            # "20 km/h zu schnell" is too much by that.
            unread.append(f"{word} {tokens[at + 1].text}")
        elif word in OPENING or (word == "unter" and counts and _is_among(tokens, at)):
            is_open = True
        elif word in BEHIND and not counts:
            is_open = False
        elif word in NEUTRAL or word in DEGREES:
            is_open = is_open and word not in VERBS
        elif direction_of(word) or not (is_open and _is_in_phrase(tokens, at, text)):
            unread.append(text[token.start : token.end])
    return unread
