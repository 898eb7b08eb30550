"""Find the words of a bound English text that neither its figure nor the tables of neutral words have taken.

A noun is accepted without a table where the grammar of English makes it one: before a verb that is known (the subject),
behind a preposition or a form of "be", and behind a figure that has its unit already. Directly behind a bare number it
is what is counted (`Unread.nouns`), and behind a per cent sign it must be a known noun of level.
"""

from __future__ import annotations

from factbook.figures.common.figure import Form, Found
from factbook.figures.common.nouns import CASES, KNOWN, PEOPLE
from factbook.figures.common.tokens import Token
from factbook.figures.common.units import is_money
from factbook.figures.common.unread import NOTHING_UNREAD, Unread
from factbook.figures.english.neutral_words import (
    FINITE,
    FUNCTION,
    LEVELS,
    NEUTRAL,
    NEUTRAL_BEHIND,
    REACHING,
    UNCHANGED_BY,
)
from factbook.figures.english.tokens import tokenize
from factbook.figures.english.words import CURRENCIES, DOWN, DOWN_AFTER, FILLERS, MEASURES, UP, UP_AFTER

MOTION = DOWN | UP | DOWN_AFTER | UP_AFTER
_MOVED = MOTION | UNCHANGED_BY
_HARMLESS = frozenset(".,;:!?'\"()[]{}*`_&#@•·…“”«»|")
"""Signs that say nothing of a figure, wherever they stand; quotation marks, brackets, stops and those of markup."""
_DASHES = frozenset("-–—/")
_WORDS = frozenset({"w", "name"})
# Of another unit than the figure's: "7 Canadian dollars", "5 nautical miles", "4 gigawatt-hours".
_OF_UNITS = frozenset("square cubic nautical metric imperial troy fluid cubed squared".split())
THOUSAND = 1000
_MADE_ADJECTIVES = frozenset({"people", "cases", "year", "month", "week", "day"})
"""Units that a hyphen joins to a noun: "a 12-month-low"."""
_ENDS_PHRASE = NEUTRAL_BEHIND | MOTION | {"or"}
_ENDS_CLAUSE = frozenset(",;:.!?")


def find_unread(text: str, found: Found) -> Unread:
    """Return the words of a bound text that nothing has read."""
    inside = found.figure.unread if found.figure is not None else ()
    before, behind = text[: found.full_start], text[found.full_end :]
    # Most bound texts are their figure.
    if not before and not behind:
        return Unread(inside) if inside else NOTHING_UNREAD
    words = [*inside]
    nouns_before: list[str] = []
    if before:
        unread, nouns_before = _find_before(tokenize(before), text, found)
        words += unread
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
        if token.kind == "p" and _is_unread_sign(tokens, at):
            # "Sub-5%", "non-20".
            unread.append(text[tokens[max(at - 1, 0)].start : token.start] if word == "-" else word)
        elif word in _SETTLES or (word in MOTION and subject):
            subject = []
        elif word == "of" and subject:
            nouns += [] if tokens[at - 1].text in LEVELS else subject
            subject = []
        elif token.kind in _WORDS and word not in _KNOWN and not _reaches_level(tokens, at):
            subject.append(text[token.start : token.end])
        elif word in _ENDS_CLAUSE:
            unread, subject = unread + subject, []
    if subject and _starts_with_verb(text, found):
        subject = []
    if nouns and found.figure is not None and found.figure.form is not Form.NUMBER:
        unread, nouns = unread + nouns, []
    return unread + subject, nouns


def _is_unread_sign(tokens: list[Token], at: int) -> bool:
    word = tokens[at].text
    if word == "-" and at + 1 == len(tokens):
        return True
    return word not in _HARMLESS and word not in _DASHES


_SETTLES = FINITE | {":", "every"}
_KNOWN = NEUTRAL | LEVELS | _MOVED | FILLERS
_LEADS = frozenset({"to", "at", "up", "down"})


def _reaches_level(tokens: list[Token], at: int) -> bool:
    """Return whether a word is a verb whose level or particle follows: "slowed to", "edged up"."""
    word = tokens[at].text
    is_past = word in REACHING or (word.endswith("ed") and word not in {"compared", "opposed"})
    return is_past and at + 1 < len(tokens) and tokens[at + 1].text in _LEADS


def _starts_with_verb(text: str, found: Found) -> bool:
    """Return whether the figure begins with a verb of motion, so that what stands before it is its subject."""
    first = text[found.full_start : found.start].split(" ", 1)[0].lower()
    before = text[: found.full_start].split()
    # "Stopped falling", "barely rose": the word before the verb turns it.
    return first in MOTION and not first.endswith("ing") and not before[-1].lower().endswith("ly")


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
        return [], (), behind[: tokens[1].end]
    phrase, at = _read_phrase(tokens)
    unread: list[str] = []
    nouns: tuple[str, ...] = ()
    form = figure.form if figure is not None else Form.NUMBER
    if phrase:
        shown = tuple(behind[token.start : token.end] for token in phrase if token.text != "-")
        counted = form is Form.NUMBER or (figure is not None and figure.total is not None)
        if counted and figure is not None and not figure.unit:
            # "A 12-point lead": points of a per cent, and what leads by them.
            pointed = phrase[0].text == "-" and shown[0].lower() in {"point", "points"}
            nouns = tuple(word for word in shown if not (pointed and word.lower() in LEVELS))
        elif not _belongs(phrase, found, hyphened=tokens[0].text == "-"):
            unread += shown
    return unread + _find_later(tokens[at:], behind, found), nouns, ""


def _read_phrase(tokens: list[Token]) -> tuple[list[Token], int]:
    """Return the words directly behind a figure, up to the first one that is neutral, and where they end."""
    phrase: list[Token] = []
    for at, token in enumerate(tokens):
        # What a hyphen joins to the figure belongs to it, whichever word it is.
        joined = token.text == "-" or (at == 1 and tokens[0].text == "-" and token.text not in MOTION)
        # A neutral noun may be the head of a phrase that has begun: "unemployment rate".
        heads = phrase and token.text in LEVELS
        if not joined and not heads and (token.kind not in _WORDS or token.text in _ENDS_PHRASE):
            return ([] if all(one.text == "-" for one in phrase) else phrase), at
        phrase.append(token)
    return ([] if all(one.text == "-" for one in phrase) else phrase), len(tokens)


def _belongs(phrase: list[Token], found: Found, *, hyphened: bool) -> bool:
    """Return whether a noun phrase may stand behind a figure that has its unit, or is a share, a change or a rank."""
    figure = found.figure
    if figure is None or figure.form in {Form.ORDINAL, Form.VAGUE}:
        return True
    words = [token.text for token in phrase]
    if figure.unit or figure.form is Form.MULTIPLE:
        other_unit = any(word in _OF_UNITS or word in CURRENCIES or word in MEASURES for word in words)
        # "¥3 oku", "$9 zillion": a scale word that is not known, unless one was read already.
        unscaled = is_money(figure.unit) and figure.step < THOUSAND and words[-1] not in LEVELS | KNOWN | PEOPLE | CASES
        return not (other_unit or unscaled) and not (
            hyphened and figure.unit not in {"people", "cases", "year", "day", "month"}
        )
    if figure.direction:
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
        elif (ordinal and word == "from") or (word == "or" and _compares(following)):
            unread.append(f"{word} {following}".rstrip())
        elif word in FINITE or word in FUNCTION or word in NEUTRAL_BEHIND or word == "or":
            is_open, subject = True, []
        elif not is_open and token.kind in _WORDS and word not in _MOVED:
            subject.append(text[token.start : token.end])
    return unread + subject


def _compares(word: str) -> bool:
    return word in MOTION or not word or word.endswith(("er", "ce", "se", "re", "ss")) or word in {"so", "thereabouts"}
