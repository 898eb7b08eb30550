"""How many groups went one way: "both", "all four", "three of the four", "alone among the four"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from figurecheck.figures.common.text import NUMBERS
from figurecheck.model import Statistic
from figurecheck.verdicts.sentence.changes import change_of, sign
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.extremes import find_groups

_SOME = re.compile(r"(?P<some>\w+) of the (?P<all>\w+)|in all (?:the )?(?P<whole>\w+)|all (?:the )?(?P<every>\w+)")
BOTH = 2
_ALONE = frozenset({"alone", "only", "unlike"})


def is_alike(words: str, statistic: Statistic, beside: Sequence[Statistic], context: Context) -> bool:
    """Return whether so many groups as words say moved like a figure, or none of them; nothing else is said of them.

    `beside` are the statistics of the sentence, which are those that "both" is said of.
    """
    if words == "both":
        kinds = {(one.measure, one.unit, one.period) for one in beside}
        return len(beside) == BOTH and len(kinds) == 1 and len({_way(one, context) for one in beside}) == 1
    own, others = _way(statistic, context), [_way(one, context) for one in _others(statistic, context)]
    if not own or not others or not all(others):
        return False
    like = others.count(own) + 1
    if _ALONE & set(words.split()):
        return like == 1
    found = _SOME.search(words)
    if found is None:
        return False
    whole = found["all"] or found["whole"] or found["every"]
    some = found["some"] if found["some"] not in {None, "all", "none"} else whole
    said, of = (int(NUMBERS.get(word, "0")) for word in (some, whole))
    # "Three of the four grew, and only here" is said of the other way.
    return of == len(others) + 1 and said in ({like} if said == of else {like, of - like})


def _others(statistic: Statistic, context: Context) -> list[Statistic]:
    if change_of(statistic) is None:
        return find_groups(statistic, context)
    # That of all of them together is no group; where none has a name, it is not known which it is.
    beside = context.siblings.beside(statistic)
    return [one for one in beside if context.namer.is_group(one.about)] or beside


def _way(statistic: Statistic, context: Context) -> int | None:
    if (change := change_of(statistic)) is not None:
        return change
    before = context.siblings.before(statistic)
    if before is None or not isinstance(before.value, Decimal) or not isinstance(statistic.value, Decimal):
        return None
    return sign(statistic.value - before.value)
