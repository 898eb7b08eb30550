"""Find the words of a bound English text that neither its figure nor the tables of neutral words have taken.

A noun is accepted without a table where the grammar of English makes it one: before a verb that is known (the subject),
behind a preposition or a form of "be", and behind a figure that has its unit already. Directly behind a bare number it
is what is counted (`Unread.nouns`), and behind a per cent sign it must be a known noun of level.
"""

from __future__ import annotations

import re

from figurecheck.figures.common.figure import RELATIVE, Form, Found
from figurecheck.figures.common.nouns import CASES, KNOWN, PEOPLE
from figurecheck.figures.common.tokens import Token
from figurecheck.figures.common.units import LENGTHS, SPANS, is_money
from figurecheck.figures.common.unread import NOTHING_UNREAD, Unread
from figurecheck.figures.english.after import is_compound
from figurecheck.figures.english.apart import MOTION, is_margin, read_apart, turns
from figurecheck.figures.english.currency_words import CURRENCIES
from figurecheck.figures.english.motion_words import DOWN, LOSSES, SIDES_AFTER, UP
from figurecheck.figures.english.neutral_words import (
    BEFORE_ONLY,
    BEHIND_NUMBERS,
    FINITE,
    FUNCTION,
    LEVELS,
    NEUTRAL,
    NEUTRAL_BEHIND,
    OPENERS,
    REACHING,
    UNCHANGED_BY,
)
from figurecheck.figures.english.tokens import tokenize
from figurecheck.figures.english.words import FILLERS, MEASURES

_MOVED = MOTION | UNCHANGED_BY
_HARMLESS = frozenset(".,;:!?'\"()[]{}*`_&#@•·…“”«»|")
"""Signs that say nothing of a figure, wherever they stand; quotation marks, brackets, stops and those of markup."""
_DASHES = frozenset("-–—/")
_WORDS = frozenset({"w", "name"})
# Of another unit than the figure's: "7 Canadian dollars", "5 nautical miles", "4 gigawatt-hours".
_OF_UNITS = frozenset("square cubic nautical metric imperial troy fluid cubed squared".split())
THOUSAND = 1000
_OF_ALL = re.compile(r"\b(?:in|of|every|per)\b")
_EXTENTS = frozenset("high tall long wide deep thick away apart across round tallest".split())
"""Adjectives of a length: "8,848m high"."""
_FROM_END = frozenset({"last", "bottom", "but", "penultimate"})
_ENDS_CLAUSE = frozenset(",;:.!?")


def find_unread(text: str, found: Found) -> Unread:
    """Return the words of a bound text that nothing has read."""
    figure = found.figure
    inside = figure.unread if figure is not None else ()
    counted = figure.beside if figure is not None else ()
    # Only a number counts what stands behind it; a percentage of it would have a preposition.
    if counted and figure is not None and (figure.form is not Form.NUMBER or figure.unit):
        inside, counted = inside + counted, ()
    before, behind = text[: found.full_start], text[found.full_end :]
    # Most bound texts are their figure.
    if not before and not behind:
        return Unread(inside, counted) if inside or counted else NOTHING_UNREAD
    words = [*inside]
    nouns_before: list[str] = [*counted]
    if before:
        tokens = tokenize(before)
        unread, named = _find_before(tokens, text, found)
        nouns_before += named
        words += unread + _find_motion(tokens, found)
    if not behind or behind.isspace():
        return Unread(tuple(words), tuple(nouns_before))
    after, nouns, unnamed = _find_behind(tokenize(behind), found, behind)
    return Unread((*words, *after), (*nouns_before, *nouns), unnamed)


def _find_before(tokens: list[Token], text: str, found: Found) -> tuple[list[str], list[str]]:
    """Return the unread words before a figure, and those that count it: "a population of 51.7m".

    The subject of a known verb needs no table, nor does a verb whose level follows: "cratered to 23%".
    """
    unread: list[str] = []
    subject: list[str] = []
    nouns: list[str] = []
    for at, token in enumerate(tokens):
        word = token.text
        if _is_unread_sign(tokens, at):
            # "Sub-5%", "non-20".
            unread.append(text[tokens[max(at - 1, 0)].start : token.start] if word == "-" else word)
        elif word in _SETTLES or (word in MOTION and word not in SIDES_AFTER and subject):
            subject = []
        elif word == "of" and subject:
            # "Winds of 80mph": what has its unit needs no noun.
            measured = found.figure is not None and bool(found.figure.unit)
            nouns += [] if measured or tokens[at - 1].text in LEVELS | _EXTREMES else subject
            subject = []
        elif word in REACHING and at + 1 == len(tokens) and found.figure is not None and found.figure.direction:
            subject = []  # "edged 0.3% higher"
        elif token.kind in _WORDS and word not in _KNOWN and not word.endswith("'s") and not _reaches_level(tokens, at):
            subject.append(text[token.start : token.end])
        elif word in _ENDS_CLAUSE:
            unread, subject = unread + subject, []
    if subject and _starts_with_verb(text, found) and not is_margin(tokens, text, found):
        subject = []
    if nouns and found.figure is not None and found.figure.form is not Form.NUMBER:
        unread, nouns = unread + nouns, []
    return unread + subject, nouns


def _find_motion(tokens: list[Token], found: Found) -> list[str]:
    """Return words of motion before a change of which no direction was read, unless they lead to a level."""
    figure = found.figure
    if figure is None or figure.form not in RELATIVE or figure.direction or not tokens:
        return []
    words = {token.text for token in tokens} & MOTION - BEFORE_ONLY
    # "Pared losses to 1.2%": a level, but of what is below zero.
    if tokens[-1].text in {"to", "at", "from"}:
        return sorted(words & LOSSES)
    # One direction is added by `add_direction`; a noun of motion, or two directions, leave it open.
    if bool(words & DOWN) != bool(words & UP) and words <= DOWN | UP:
        return []
    return sorted(words - SIDES_AFTER)


def _is_unread_sign(tokens: list[Token], at: int) -> bool:
    word = tokens[at].text
    # "Sub-5%", "a quarter past 5"; "once 40", which it no longer is.
    if at + 1 == len(tokens) and word in {"-", "past", "below", "above", "under", "once"}:
        # "In the past 15 years".
        return word != "past" or at == 0 or tokens[at - 1].text not in _DETERMINERS
    # "A negative balance of $4m".
    if word in _NEGATIVE and at + 1 < len(tokens):
        return True
    return tokens[at].kind == "p" and word not in _HARMLESS and word not in _DASHES


_DETERMINERS = frozenset("the this these those its their our his her".split())
_NEGATIVE = frozenset({"negative", "inverse", "reverse"})
_EXTREMES = frozenset({"high", "highs", "low", "lows", "peak", "peaks", "trough"})
_SETTLES = FINITE | {":", "every"}
_KNOWN = NEUTRAL | LEVELS | _MOVED | FILLERS
_LEADS = frozenset({"to", "at", "up", "down"})


def _reaches_level(tokens: list[Token], at: int) -> bool:
    """Return whether a word is a verb whose level or particle follows: "slowed to", "edged up"."""
    word = tokens[at].text
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if word in REACHING:
        return following in _LEADS or following in MOTION
    # Whichever verb it is, the level that it reached is printed: "cratered to 23%".
    return following in {"to", "at"} and word.endswith("ed") and word not in {"compared", "opposed", "limited"}


def _starts_with_verb(text: str, found: Found) -> bool:
    """Return whether the figure begins with a verb of motion, so that what stands before it is its subject."""
    first = text[found.full_start : found.start].split(" ", 1)[0].lower()
    before = text[: found.full_start].lower().split()
    # "Negative growth of 5%" is a fall.
    if before[-1] in {"negative", "reverse", "reversed", "stalled", "halted", "inverse"}:
        return False
    # "Stopped falling", "barely rose", "coughed up": the word before the verb turns it, or is the verb itself.
    if first in SIDES_AFTER and before[-1].endswith(("ed", "ve", "ke", "te")):
        return False
    return (first in MOTION or first in REACHING) and not first.endswith("ing") and not before[-1].endswith("ly")


def _find_behind(tokens: list[Token], found: Found, behind: str) -> tuple[list[str], tuple[str, ...], str]:
    """Return the unread words behind a figure, and those of them that stand where the counted noun does."""
    figure = found.figure
    first = tokens[0] if tokens else None
    if first is None:
        return [], (), ""
    # Letters or signs glued to the figure belong to it, and no rule has read them.
    if not first.start and first.kind in {"w", "n", "name"}:
        return [], (), behind[: first.end]
    if not first.start and first.text == "/" and len(tokens) > 1:
        base = behind[: tokens[1].end]
        # "€13.70/m²" and "85 kg/ha" are of statistics per square metre and per hectare, and of no others.
        measured = figure is not None and figure.unit and tokens[1].kind in {"w", "name"}
        return ([base, *_find_later(tokens[2:], behind, found)], (), "") if measured else ([], (), base)
    relative = figure is not None and figure.form in RELATIVE
    phrase, at = _read_phrase(tokens, relative=relative)
    unread: list[str] = []
    if distance := read_apart(tokens, figure):
        return [distance], (), ""
    nouns: tuple[str, ...] = ()
    if figure is not None and (figure.unit in LENGTHS or figure.scale == "m"):
        phrase = [token for token in phrase if token.text not in _EXTENTS]
    known = NEUTRAL_BEHIND - _FROM_END if figure is not None and figure.form is Form.ORDINAL else NEUTRAL_BEHIND
    if figure is not None and figure.form is Form.NUMBER and not figure.unit and figure.size != 1:
        known = BEHIND_NUMBERS
    shown = tuple(behind[token.start : token.end] for token in phrase if token.text not in known)
    if shown and not (figure is not None and figure.top):
        counted = figure is not None and (figure.form is Form.NUMBER or figure.total is not None)
        if counted and figure is not None and not figure.unit and not figure.digits:
            # "A 12-point lead": points of a per cent, and what leads by them.
            pointed = tokens[0].text == "-" and shown[0].lower() in {"point", "points"}
            nouns = tuple(word for word in shown if not (pointed and word.lower() in LEVELS))
        elif not _belongs(phrase, found, hyphened=tokens[0].text == "-"):
            unread += shown
    return unread + _find_later(tokens[at:], behind, found), nouns, ""


def _read_phrase(tokens: list[Token], *, relative: bool) -> tuple[list[Token], int]:
    """Return the words directly behind a figure, up to a sign or a preposition, and where they end.

    Words of motion end it only behind a plain number; behind a percentage the grammar has not understood them.
    """
    phrase: list[Token] = []
    for at, token in enumerate(tokens):
        joined = at > 0 and tokens[at - 1].text == "-" and token.glued
        if token.text == "-":
            continue
        # What a hyphen joins to a word belongs to it, whichever word it is: "sell-off", "year-on-year".
        # "6 leap years".
        named = at == 0 and is_compound(token.text, tokens[1].text if len(tokens) > 1 else "")
        ends = token.text in OPENERS or token.text == "or" or (token.text in MOTION and not (relative or named))
        if token.kind not in _WORDS or (ends and not joined):
            return phrase, at
        phrase.append(token)
    return phrase, len(tokens)


def _belongs(phrase: list[Token], found: Found, *, hyphened: bool) -> bool:
    """Return whether a noun phrase may stand behind a figure that has its unit, or is a share, a change or a rank."""
    figure = found.figure
    words = [token.text for token in phrase]
    if figure is not None and figure.form in RELATIVE and MOTION.intersection(words) and not figure.direction:
        return False
    if figure is None or figure.form in {Form.ORDINAL, Form.VAGUE}:
        # "The second-last": counted from the other end.
        return not _FROM_END.intersection(words)
    if figure.digits:
        return words[-1] in LEVELS | {"sum", "sums", "salary", "salaries", "figures"}
    if figure.unit or figure.form is Form.MULTIPLE:
        # "A four-day week".
        spans = figure.unit in SPANS and MEASURES.get(words[-1], "") in SPANS
        other_unit = any(word in _OF_UNITS or word in CURRENCIES or (word in MEASURES and not spans) for word in words)
        # "¥3 oku", "$9 zillion": a scale word that is not known, unless one was read already.
        if words[0] in {"a", "an", "per"}:
            hyphened = False  # "a $1m-a-year salary"
        unscaled = is_money(figure.unit) and figure.step < THOUSAND and words[-1] not in LEVELS | KNOWN | PEOPLE | CASES
        return not (other_unit or unscaled) and not (
            hyphened and figure.unit not in {"people", "cases", "year", "day", "month"}
        )
    # "Nine out of ten owners": behind the number of all, of which the noun is said.
    if figure.direction or (figure.form is Form.FRACTION and _OF_ALL.search(found.text)):
        return words[-1] not in MEASURES
    return words[-1] in LEVELS


def _find_later(tokens: list[Token], text: str, found: Found) -> list[str]:
    """Return the unread words of what follows: behind a comma, those that are no subject of a known verb."""
    unread: list[str] = []
    subject: list[str] = []
    is_open = True
    ordinal = found.figure is not None and found.figure.form is Form.ORDINAL
    for at, token in enumerate(tokens):
        word = token.text
        following = tokens[at + 1].text if at + 1 < len(tokens) else ""
        if token.kind == "p":
            if word in _ENDS_CLAUSE:
                is_open, unread, subject = False, unread + subject, []
            elif word not in _HARMLESS and word not in _DASHES:
                unread.append(word)
        elif (ordinal and _counts_from_end(word, following)) or (word == "or" and _compares(following)):
            unread.append(f"{word} {following}".rstrip())
        elif turns(tokens, at, found.figure):
            unread.append(word)
        elif word in FINITE or word in FUNCTION or word in NEUTRAL_BEHIND or word == "or":
            is_open, subject = True, []
        elif not is_open and token.kind in _WORDS and word not in _MOVED:
            subject.append(text[token.start : token.end])
    return unread + subject


def _counts_from_end(word: str, following: str) -> bool:
    return word == "from" or (word == "to" and following in _FROM_END)


def _compares(word: str) -> bool:
    return word in MOTION or not word or word.endswith(("er", "ce", "se", "re", "ss")) or word in {"so", "thereabouts"}
