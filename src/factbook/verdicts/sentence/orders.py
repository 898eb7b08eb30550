"""Which of two figures is the larger, as the words before and between them say: "more than", "ahead of"."""

from __future__ import annotations

from collections.abc import Container, Sequence
from decimal import Decimal

from factbook.figures.common.text import NUMBERS
from factbook.figures.common.units import SPANS, canonical
from factbook.model import Aspect, SentenceReading, SentenceState, Statistic
from factbook.model.worded import phrase
from factbook.verdicts.sentence import english
from factbook.verdicts.sentence.polarity import turn
from factbook.verdicts.sentence.words import find_phrase
from factbook.verdicts.sentence.zones import has_part
from factbook.verdicts.shown import name_period

LONGEST_COMPARAND = 8
"""Words between "than" and the figure that is compared with."""


_NEED_THAN = english.NEEDS_THAN | {"better", "worse"}
ANY = english.GREATER | english.SMALLER | _NEED_THAN


def make(holds: bool, words: str, first: Statistic, second: Statistic) -> SentenceReading:
    """Return the reading of a comparison that holds, or does not."""
    if holds:
        return SentenceReading(aspect=Aspect.COMPARISON, state=SentenceState.BORNE_OUT, words=words)
    template, values = "the text says “{words}”, and {first} is {one}, {second} {other}", (first.value, second.value)
    one, other = (f"{value:f}" for value in values)
    reason = phrase(template, words=words, first=first.id, one=one, second=second.id, other=other)
    return SentenceReading(aspect=Aspect.COMPARISON, state=SentenceState.CONTRADICTED, words=words, reason=reason)


def values_of(first: Statistic, second: Statistic) -> tuple[Decimal, Decimal]:
    """Return the two values as numbers."""
    one, other = first.value, second.value
    if not isinstance(one, Decimal) or not isinstance(other, Decimal):
        raise TypeError("both must be numbers")
    return one, other


def read_order(
    between: Sequence[str], first: Statistic, second: Statistic, words: Container[str] = ANY
) -> SentenceReading | None:
    """Read a comparative, one of `words`, between two figures."""
    one, other = values_of(first, second)
    if set(between) & english.NEGATIONS:
        return None
    # "Dearer than Japan's but cheaper than Korea's (3.74)": the last comparison is the one with the second figure.
    for at in reversed(range(len(between))):
        word = between[at]
        # "Almost outnumbered" did not.
        if between[at - 1 : at] in (["almost"], ["nearly"]):
            return None
        if word in words and (way := _way(word, first)) and _compares(between, at):
            return make((one - other) * way > 0, word, first, second)
    # Who is ahead in a race took less time, and a wait that is ahead of another is longer.
    if words is not ANY or canonical(first.unit) in SPANS:
        return None
    for ranking in english.FIRST:
        if _ranks(between, ranking) and not _has_time(between) and first.period == second.period:
            return make(one >= other, " ".join(ranking), first, second)
    for ranking in english.LAST:
        if _ranks(between, ranking) and first.period == second.period:
            return make(one <= other, " ".join(ranking), first, second)
    return None


def _ranks(between: Sequence[str], phrase: Sequence[str]) -> bool:
    """Return whether a phrase stands between two figures of a ranking."""
    at = find_phrase(between, phrase)
    # "Fewer than a year before; this year there were 19 million" is of time, and of another clause.
    return at >= 0 and not (at and between[at - 1] in _STRETCHES) and ";" not in between[at:]


_STRETCHES = frozenset("year years month months quarter quarters week weeks day days decade decades season".split())


def read_before(
    lead: Sequence[str], between: Sequence[str], first: Statistic, second: Statistic
) -> SentenceReading | None:
    """Read a comparative that stands before both figures."""
    ways = (read_lead, read_headed, read_bracketed, read_target)
    found = (read(lead, between, first, second) for read in ways)
    return next((reading for reading in found if reading is not None), None)


def read_lead(
    lead: Sequence[str], between: Sequence[str], first: Statistic, second: Statistic, words: Container[str] = ANY
) -> SentenceReading | None:
    """Read "fewer births (238) than deaths (358)": the comparative stands before both figures."""
    rest = [word for word in between if word not in {"(", ")"}]
    than = find_phrase(rest[:4], ("than",))
    near = lead[-LONGEST_COMPARAND:]
    at = next((at for at in reversed(range(len(near))) if near[at] in _NEED_THAN and near[at] in words), -1)
    if than < 0 or at < 0 or len(rest) - than > LONGEST_COMPARAND:
        return None
    if {",", "and", "but", "than", ";"} & {*near[at:], *rest[:than], *rest[than + 1 :]} or english.NEGATIONS & {
        *near,
        *rest,
    }:
        return None
    return _read_than(near[at], first, second)


def read_headed(
    lead: Sequence[str], between: Sequence[str], first: Statistic, second: Statistic
) -> SentenceReading | None:
    """Read "girls did better than boys: 84% passed, compared with 77%": all that is compared stands before both."""
    closed = next((at for at in reversed(range(len(lead))) if lead[at] in {":", "—", "–", "("}), 0)
    than = next((at for at in range(closed) if lead[at] == "than"), 0)
    at = next((at for at in reversed(range(than)) if lead[at] in _NEED_THAN), -1)
    joined = [number for number, word in enumerate(between) if word in {"against", "versus"}]
    joined += [find_phrase(between, ("compared", "with")) + 1 or len(between)]
    joined += [0] if between in (["to"], ["and"]) and closed == len(lead) - 1 else []
    if at < 0 or than - at > LONGEST_THAN or not 0 < closed - than <= LONGEST_THAN or min(joined) >= len(between):
        return None
    # "Than in 2023", "more than twice": of another period, or by how much.
    comparand = lead[than + 1 : closed]
    if _has_time(comparand) or has_part(comparand) or english.NEGATIONS & {*lead, *between}:
        return None
    return _read_than(lead[at], first, second)


LONGEST_THAN = 5
"""Words between a comparative and "than", and of what is compared with."""


def read_bracketed(
    lead: Sequence[str], between: Sequence[str], first: Statistic, second: Statistic
) -> SentenceReading | None:
    """Read "gave less than in 2023 (171), namely 168": what is compared with stands in a bracket before it."""
    near = lead[-LONGEST_COMPARAND:]
    at = next((at for at in reversed(range(len(near))) if near[at] in _NEED_THAN), -1)
    if (
        at < 0
        or near[-1] != "("
        or between[:1] != [")"]
        or (first.about, first.measure) != (second.about, second.measure)
    ):
        return None
    behind = near[at + 1 : -1]
    than = find_phrase(behind, ("than",))
    passed = set(behind[than + 1 :]) <= english.SKIPPED | {word for word in behind if word.isdecimal()}
    # "More than in 2023 (171) and 2022 (176)": both are compared with.
    parted = {"and", "or", "nor", "but", "than"} & set(between) or ANY & set(between)
    if than < 0 or not passed or parted or first.period == second.period:
        return None
    one, other = values_of(first, second)
    way = _way(near[at], first)
    return make((other - one) * way > 0, f"{near[at]} than", second, first) if way else None


def read_target(
    lead: Sequence[str], between: Sequence[str], first: Statistic, second: Statistic
) -> SentenceReading | None:
    """Read "stayed below their quota of 110,000, landing 101,200": the second is held against the first."""
    near = lead[-LONGEST_THAN:]
    at = next((at for at in reversed(range(len(near))) if near[at] in {"above", "below"}), -1)
    behind = between[between.index(",") + 1 :] if "," in between else []
    if (
        at < 0
        or near[-1] != "of"
        or not behind
        or len(behind) > 2
        or not (behind[0].endswith("ing") or behind == ["at"])
    ):
        return None
    one, other = values_of(first, second)
    return make((other > one) == (near[at] == "above"), near[at], second, first)


def _way(word: str, statistic: Statistic) -> int:
    """Return 1 for a comparative of more, -1 for one of less, 0 for any other word."""
    if word in {"better", "worse"}:
        return turn(1 if word == "better" else -1, word, statistic)
    way = 1 if word in english.GREATER else -1 if word in english.SMALLER else 0
    # The faster ambulance takes fewer minutes.
    return turn(way, word, statistic) if word in english.SPEEDS else way


def _read_than(word: str, first: Statistic, second: Statistic) -> SentenceReading | None:
    """Return the reading of "higher than"; ``None`` where a comparative does not say which of the two is larger."""
    one, other = values_of(first, second)
    way = _way(word, first)
    return make((one - other) * way > 0, f"{word} than", first, second) if way else None


def _compares(between: Sequence[str], at: int) -> bool:
    """Return whether a comparative compares with the second figure: what it is compared with stands close behind."""
    word = between[at]
    # "Among those aged 65 and over (73%)".
    if word in _SIDES and between[at - 1 : at] in (["and"], ["or"]) and _is_number(between[at - 2 : at - 1]):
        return False
    than = find_phrase(between[at : at + 4], ("than",))
    if word in _NEED_THAN and than < 0:
        return False
    rest = between[at + max(than, 0) + 1 :]
    # "And better than the rest: 44%" is closed before its figure.
    if ":" in rest:
        return False
    # "A quota of 22,000, and stayed under it with 21,700".
    if word in _SIDES and rest[:1] in (["it"], ["them"], ["this"], ["that"]) and rest[1:2] != ["of"]:
        return False
    if word in _SIDES and (len(rest) > 2 or _is_number(rest[:1])) and not _is_level_of(rest):
        return False
    # "More than two-thirds of the 31,540": of that part, and not of the whole, there is more.
    if than >= 0 and (has_part(rest[:4]) or _is_number(rest[:1])):
        return False
    # "Fewer than Alderby, which had 774" compares with what follows; "fewer than Alderby, and 774" does not.
    comma = find_phrase(rest, (",",))
    behind = rest[comma + 1 :]
    # "Lower than imports, at 632.0 billion".
    attached = comma < 0 or behind[:1] in (["which"], ["who"], ["where"], ["when"]) or behind in (["at"], ["with"])
    return attached and len(rest) <= LONGEST_COMPARAND


_SIDES = frozenset({"above", "below", "over", "under"})


def _is_number(words: Sequence[str]) -> bool:
    return any(word[:1].isdecimal() or word in NUMBERS for word in words)


def _is_level_of(rest: Sequence[str]) -> bool:
    """Return whether words lead to the figure: "below where it stood before (80.2%)", "above the peak of 31"."""
    if rest[-1:] == ["of"] and rest[:1] in (["the"], ["its"], ["their"], ["a"]) and len(rest) <= LONGEST_LEVEL:
        return True
    if rest[-1:] == ["("] and rest[:2] in (["that", "of"], ["those", "of"]):
        return True
    return rest[-1:] == ["("] and rest[:1] in (["where"], ["what"], ["its"], ["their"]) and not _has_time(rest)


LONGEST_LEVEL = 4
"""Words of "the previous peak of"."""


def _has_time(words: Sequence[str]) -> bool:
    return any(len(word) == 4 and word.isdecimal() for word in words)


def make_order(holds: bool, words: str, first: Statistic, second: Statistic) -> SentenceReading:
    """Return the reading of which of two is the later, that holds or does not."""
    if holds:
        return SentenceReading(aspect=Aspect.COMPARISON, state=SentenceState.BORNE_OUT, words=words)
    template = "the text says “{words}”, and {first} is of {one}, {second} of {other}"
    one, other = name_period(first.period), name_period(second.period)
    reason = phrase(template, words=words, first=first.id, one=one, second=second.id, other=other)
    return SentenceReading(aspect=Aspect.COMPARISON, state=SentenceState.CONTRADICTED, words=words, reason=reason)
