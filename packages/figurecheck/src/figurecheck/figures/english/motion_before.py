"""Find the direction of an amount whose word of motion stands some words before it, in a bound English text."""

from __future__ import annotations

from figurecheck.figures.common.tokens import Token
from figurecheck.figures.english.motion_words import DOWN, GOES, NOUNS_OF, SIDES_AFTER, TAKES_AWAY, UP
from figurecheck.figures.english.verb_forms import conjugate_all
from figurecheck.figures.english.words import FILLERS

_SMALL = FILLERS - {"by", "of"}
_PARTICIPLES = frozenset("led made held set run put won lost kept left met paid sold drawn thrown known shown".split())
_CLAUSE = frozenset(",;:.!?()")
_MISSES = conjugate_all("miss undershoot trail".split())
_FALLS_SHORT = frozenset("fall falls falling fell fallen come comes coming came".split())
_PLACES = frozenset("in before after per at on for across among during over".split())
_COMPARED = frozenset("more less plus minus fewer extra additional".split())
"""Words of direction that often say nothing of a movement."""


def find_motion_before(tokens: list[Token], *, counts: bool) -> tuple[int, str, bool]:
    """Return the direction of the amount behind these tokens, its word, and whether that may name a size.

    Two ways of saying it are read: "cut its workforce by 800" and "a fall in the number of cases of 340"; the second
    not where the amount `counts` what follows: "a drop in the use of 40 pesticides".
    """
    words = _clause([token.text for token in tokens])
    while words and words[-1] in _SMALL:
        words.pop()
    if len(words) < 3:
        return 0, "", False
    if words[-1] == "by":
        return _read_verb(words[:-1])
    return _read_noun(words[:-1]) if words[-1] == "of" and not counts else (0, "", False)


def leads_to_range(words: list[str]) -> bool:
    """Return whether a verb of motion stands before "from 5% to 4%", with its object between: "cut rates"."""
    clause = [word for word in _clause(words) if word not in SIDES_AFTER | _COMPARED]
    return not GOES.isdisjoint(clause) or any(word in DOWN for word in clause) != any(word in UP for word in clause)


def _clause(words: list[str]) -> list[str]:
    start = next((at + 1 for at in range(len(words) - 1, -1, -1) if words[at] in _CLAUSE), 0)
    return words[start:]


def _read_verb(words: list[str]) -> tuple[int, str, bool]:
    """Read the verb of "trimmed its dividend by"; behind another verb stands who did it: "losses suffered by"."""
    last = words[-1]
    if (last in _PARTICIPLES or last.endswith(("ed", "en", "ught"))) and last not in DOWN | UP:
        return 0, "", False
    if missed := next((word for word in words if word in _MISSES), ""):
        return -1, missed, True
    for at, word in enumerate(words[:-2]):
        if word in _FALLS_SHORT and words[at + 1 : at + 3] == ["short", "of"]:
            return -1, "short", True
    down, up = ([word for word in words if word in table - SIDES_AFTER - _COMPARED] for table in (DOWN, UP))
    if bool(down) == bool(up):
        return 0, "", False
    word = (down or up)[-1]
    return (-1 if down else 1), word, word in TAKES_AWAY


def _read_noun(words: list[str]) -> tuple[int, str, bool]:
    """Read the noun of "a decline in revenue of"; its size may be recorded without a sign."""
    at = next((at for at, word in enumerate(words) if word in NOUNS_OF), len(words))
    if at + 2 >= len(words) or words[at + 1] not in _PLACES or words[at + 2] in {"a", "an"}:
        return 0, "", False
    rest = words[at + 2 :]
    # Another movement, a verb or "with" begins what the amount is said of instead.
    if any(word in NOUNS_OF or word in DOWN or word in UP or word in _OTHER for word in rest):
        return 0, "", False
    return NOUNS_OF[words[at]], words[at], NOUNS_OF[words[at]] < 0


_OTHER = frozenset(
    "with without to from and but or as than despite against amid by under is was were had has total record average "
    "level".split()
)
