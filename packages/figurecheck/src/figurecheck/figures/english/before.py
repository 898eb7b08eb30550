"""Read what stands before an English figure: qualifiers, a direction, and whether a verb makes it a level."""

from __future__ import annotations

from dataclasses import replace

from figurecheck.figures.common.builder import FigureBuilder
from figurecheck.figures.common.figure import Form
from figurecheck.figures.common.qualifier_index import Phrases
from figurecheck.figures.common.tokens import Token, Tokens, word_at
from figurecheck.figures.common.units import PHYSICAL
from figurecheck.figures.english.motion_before import leads_to_range
from figurecheck.figures.english.motion_words import DOWN, GOES, NOUNS_OF, SIDES_AFTER, TAKES_AWAY, UP
from figurecheck.figures.english.neutral_words import REACHING
from figurecheck.figures.english.qualifier_index import ending_at
from figurecheck.figures.english.words import FILLERS, LEVEL, SUPERLATIVES

REACH = 4
"""Most small words that may stand between a figure and its qualifier or direction."""
RANGE_REACH = 6
"""Most words from a verb of motion to "from 5% to 4%"."""


def read_before(tokens: Tokens, builder: FigureBuilder, index: Phrases) -> None:
    """Walk back over qualifiers, small words and one direction."""
    at, small = builder.start, 0
    if at > 1 and tokens[at - 1].text == "/" and tokens[at - 2].text == "+":
        at = builder.full_start = at - 2
    if builder.intro and builder.upper is not None:
        at -= 1
        builder.full_start = at
        # "Cut rates from 5% to 4%": its object stands between.
        lead = [token.text for token in tokens[max(0, at - RANGE_REACH) : at]]
        builder.moved = tokens[at].text == "from" and leads_to_range(lead)
    while at > 0 and small <= REACH:
        hit = ending_at(tokens, at, index)
        if hit is not None:
            qualifier, start = hit
            builder.qualify(qualifier)
            builder.full_start = start
            if _is_probability(tokens, builder, start) or _reaches(tokens, builder, start, at, index):
                return
            at = start
            continue
        word = tokens[at - 1].text
        if _read_phrase(tokens, builder, at, word, index) or _read_motion(tokens, builder, at, word):
            return
        # Any other word ends the search: what stands beyond it is said of something else.
        if word not in FILLERS and not (word == "in" and word_at(tokens, at) == "half"):
            return
        at, small = at - 1, small + 1


def _read_motion(tokens: Tokens, builder: FigureBuilder, at: int, word: str) -> bool:
    """Read a word of motion, or one that makes the figure a level, before a token."""
    # "Fell to 23,022": the figure is where it went, so that the verb before it is not its direction.
    if word in LEVEL or word in {"from", "between"}:
        builder.level = word in LEVEL
        return True
    if builder.moved and word in GOES:
        builder.full_start = at - 1
        return True
    direction = -1 if word in DOWN else 1 if word in UP else 0
    # "A contract of $4m" is none, "the shedding of 40 jobs" is.
    if word_at(tokens, at) == "of" and not word.endswith("ing"):
        direction = NOUNS_OF.get(word, 0)
    if not direction:
        return False
    builder.full_start = at - 1
    # "Rose between 6% and 12%": by how much.
    if not (builder.intro and builder.upper is not None) or tokens[builder.start - 1].text == "between":
        builder.direction, builder.motion = builder.direction or direction, word
        builder.taken = word in TAKES_AWAY
    else:
        # From one level to another, whichever way: what is printed is where it went.
        builder.moved = True
    return True


def _read_phrase(tokens: Tokens, builder: FigureBuilder, at: int, word: str, index: Phrases) -> bool:
    """Read phrases that no table of single words or qualifiers holds."""
    if word not in _HEADS:
        return False
    before = word_at(tokens, at - 2)
    # "Climbed past 7%", "fell through 40".
    if word in {"past", "through"} and at == builder.full_start and _moves(before):
        _pass_level(builder, index, up=before in UP)
        builder.full_start = at - 2
    # "Plus or minus 3": a margin, which has no direction.
    elif word == "minus" and before == "or" and word_at(tokens, at - 3) == "plus":
        builder.full_start = at - 3
    # "Gave up 3%".
    elif word in {"up", "back", "away"} and before in _GIVES:
        builder.direction, builder.full_start = -1, at - 2
    elif word == "within" and builder.unit in PHYSICAL and (found := ending_at(_AT_MOST, 2, index)) is not None:
        builder.qualify(found[0])
        builder.full_start = at - 1
    elif word == "among" and _is_superlative(word_at(tokens, builder.end)):
        builder.top, builder.full_start = True, at - 1
    elif word == "top" and builder.core.form is Form.NUMBER:
        builder.top, builder.full_start = True, _start_of_top(tokens, at - 1)
        if (outside := ending_at(tokens, builder.full_start, index)) is not None:
            builder.qualify(outside[0])
            builder.full_start = outside[1]
    else:
        return False
    return True


def _is_probability(tokens: Tokens, builder: FigureBuilder, start: int) -> bool:
    """Return whether "p < 0.001" is printed, the probability of a test, which misleads nobody."""
    if word_at(tokens, start - 1) != "p" or tokens[start].text not in {"<", "≤", "<="} or builder.qualifier is None:
        return False
    builder.qualifier, builder.full_start = replace(builder.qualifier, loose=None), start - 1
    return True


_AT_MOST = [Token("w", word, 0, len(word), glued=False) for word in ("at", "most")]
_HEADS = frozenset({"within", "past", "through", "minus", "up", "back", "away", "among", "top"})
_GIVES = frozenset({"give", "gives", "giving", "gave", "given", "hand", "hands", "handed", "handing"})
_SIDES = frozenset({"below", "above", "beyond", "beneath"})
_OVER_UNDER = frozenset({"over", "under"})
_SHORT = frozenset({("short", "of"), ("just", "short", "of"), ("well", "short", "of")})
_FALLS = frozenset({"fall", "falls", "falling", "fell", "fallen"})
_TO_TOP = frozenset({"the", "in", "into", "among", "within", "inside", "of", "its", "their", "one"})


def _moves(word: str) -> bool:
    return (word in DOWN or word in UP) and word not in SIDES_AFTER


def _reaches(tokens: Tokens, builder: FigureBuilder, start: int, end: int, index: Phrases) -> bool:
    """Return whether a verb of motion before a qualifier makes the figure a level: "fell below 40"."""
    verb = word_at(tokens, start - 1)
    if not _moves(verb) and not (verb in REACHING and tokens[start].text == "up"):
        return False
    last = tokens[end - 1].text
    if last in _OVER_UNDER:
        # "Dropped under 3%" may be either: to less than that, or by less than that.
        builder.reached = (verb in DOWN) == (last == "under")
        return False
    words = tuple(token.text for token in tokens[start:end])
    if words == ("up", "to"):
        # "Rose up to 4%": where it went.
        builder.qualifier, builder.inner, builder.level, builder.full_start = builder.inner, None, True, start - 1
        return True
    if words in _SHORT and verb in _FALLS:
        # "Fell short of 10%" names no distance, as "just short of" does.
        if len(words) == 2:
            _pass_level(builder, index, up=False)
    elif last not in _SIDES:
        return False
    builder.level, builder.full_start = True, start - 1
    return True


def _pass_level(builder: FigureBuilder, index: Phrases, up: bool) -> None:
    found = ending_at([_WORD_OVER if up else _WORD_BELOW], 1, index)
    builder.level = True
    if found is not None:
        builder.qualifier, builder.inner = found[0], None


_WORD_OVER, _WORD_BELOW = (Token("w", word, 0, len(word), glued=False) for word in ("over", "below"))


def _is_superlative(word: str) -> bool:
    return word in SUPERLATIVES or (word.endswith("est") and len(word) > 5)


def _start_of_top(tokens: Tokens, at: int) -> int:
    """Return where "in the top" starts."""
    while at > 0 and tokens[at - 1].text in _TO_TOP:
        at -= 1
    return at
