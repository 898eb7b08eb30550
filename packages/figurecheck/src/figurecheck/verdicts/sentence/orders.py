"""Which of two figures is the larger, as the words before and between them say: "more than", "ahead of"."""

from __future__ import annotations

from collections.abc import Container, Sequence
from decimal import Decimal

from figurecheck.figures.common.text import NUMBERS
from figurecheck.figures.common.units import SPANS, canonical
from figurecheck.model import Aspect, SentenceReading, Statistic
from figurecheck.verdicts.sentence import english
from figurecheck.verdicts.sentence.polarity import find_polarity
from figurecheck.verdicts.sentence.qualities import COMPARATIVES, find_comparative_way
from figurecheck.verdicts.sentence.words import find_phrase
from figurecheck.verdicts.sentence.zones import has_part
from figurecheck.verdicts.shown import name_period

LONGEST_COMPARAND = 8
"""Words between "than" and the figure that is compared with."""


_NEED_THAN = english.NEEDS_THAN | COMPARATIVES
ANY = english.GREATER | english.SMALLER | _NEED_THAN


def make(holds: bool, words: str, first: Statistic, second: Statistic) -> SentenceReading:
    """Return the reading of a comparison that holds, or does not."""
    if holds:
        return SentenceReading.borne_out(Aspect.COMPARISON, words)
    template, values = "the text says “{words}”, and {first} is {one}, {second} {other}", (first.value, second.value)
    one, other = (f"{value:f}" for value in values)
    return SentenceReading.contradicted(
        Aspect.COMPARISON, words, template, first=first.id, one=one, second=second.id, other=other
    )


def values_of(first: Statistic, second: Statistic) -> tuple[Decimal, Decimal]:
    """Return the two values as numbers."""
    one, other = first.value, second.value
    if not isinstance(one, Decimal) or not isinstance(other, Decimal):
        raise TypeError("both must be numbers")
    return one, other


def gap_between(first: Statistic, second: Statistic) -> Decimal:
    """Return by how much the first value is above the second."""
    one, other = values_of(first, second)
    return one - other


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
        if word in words and (way := find_comparative_way(between[at:], first)) and _compares(between, at):
            # "Were outstripped by imports": the second of them is the larger.
            is_passive = between[at + 1 : at + 2] == ["by"]
            return make((one - other) * (-way if is_passive else way) > 0, word, first, second)
    ahead = find_lead_way(first)
    if words is not ANY or not ahead or first.period != second.period:
        return None
    for ranking in english.FIRST:
        if _ranks(between, ranking) and not _has_time(between):
            return make((one - other) * ahead >= 0, " ".join(ranking), first, second)
    for ranking in english.LAST:
        if _ranks(between, ranking):
            return make((one - other) * ahead <= 0, " ".join(ranking), first, second)
    return None


def find_lead_way(statistic: Statistic) -> int:
    """Return 1 where who is ahead has more, -1 where less; 0 where that is not certain."""
    # Who is ahead in a race took less time, and a wait that is ahead of another is longer.
    return (find_polarity(statistic) if statistic.measure and _is_raced(statistic) else 0) or int(
        canonical(statistic.unit) not in SPANS
    )


def _is_raced(statistic: Statistic) -> bool:
    words = statistic.measure.casefold().split()
    return canonical(statistic.unit) in SPANS and any(word.startswith(english.RACES) for word in words)


def _ranks(between: Sequence[str], phrase: Sequence[str]) -> bool:
    """Return whether a phrase stands between two figures of a ranking."""
    at = find_phrase(between, phrase)
    # "Fewer than a year before; this year there were 19 million" is of time, and of another clause.
    return at >= 0 and not (at and between[at - 1] in english.TIMES) and ";" not in between[at:]


def read_before(
    lead: Sequence[str], between: Sequence[str], first: Statistic, second: Statistic
) -> SentenceReading | None:
    """Read a comparative that stands before both figures."""
    ways = (read_lead, read_headed, read_pair)
    found = (read(lead, between, first, second) for read in ways)
    return next((reading for reading in found if reading is not None), None)


def read_lead(
    lead: Sequence[str], between: Sequence[str], first: Statistic, second: Statistic, words: Container[str] = ANY
) -> SentenceReading | None:
    """Read "fewer births (238) than deaths (358)": the comparative stands before both figures."""
    rest = _trim([word for word in between if word not in {"(", ")"}])
    rest = rest[2 if rest[:2] == ["on", "average"] else 0 :]
    rest = rest[rest[:2] == [",", "than"] :]
    than = find_phrase(rest[:4], ("than",))
    near = _trim(lead)[-LONGEST_COMPARAND:]
    at = next((at for at in reversed(range(len(near))) if near[at] in _NEED_THAN and near[at] in words), -1)
    if than < 0 or at < 0 or len(rest) - than > LONGEST_COMPARAND:
        return None
    if {",", "and", "but", "than", ";"} & {*near[at:], *rest[:than], *rest[than + 1 :]} or english.NEGATIONS & {
        *near,
        *rest,
    }:
        return None
    return _read_than(near[at:], first, second)


def _trim(words: Sequence[str]) -> Sequence[str]:
    """Return words without the sign, and the preposition, that join a figure to them: "took longer, at 31 days"."""
    joined = [*words[-1:], *words[-2:]]
    size = 1 if joined[:1] == [","] else 2 if joined[1:2] == [","] and joined[0] in _JOINTS else 0
    return words[: len(words) - size]


_JOINTS = frozenset("at with on by in".split())


def read_headed(
    lead: Sequence[str], between: Sequence[str], first: Statistic, second: Statistic
) -> SentenceReading | None:
    """Read "girls did better than boys: 84% passed, compared with 77%": all that is compared stands before both."""
    closed = next((at for at in reversed(range(len(lead))) if lead[at] in {":", "—", "–", "("}), 0)
    # "Is colder than Portmoor, with a mean of 11.8 against 10.2".
    comma = next((at for at in reversed(range(len(lead))) if lead[at] == ","), 0)
    joined_by = lead[comma + 1 : comma + 2]
    opened = comma > closed and len(lead) - comma <= LONGEST_COMPARAND
    joins = not joined_by or joined_by[0] in _JOINTS or joined_by[0].endswith("ing")
    closed = comma if opened and joins else closed
    than = next((at for at in range(closed) if lead[at] == "than"), 0)
    at = next((at for at in reversed(range(than)) if lead[at] in _NEED_THAN), -1)
    joined = [number for number, word in enumerate(between) if word in {"against", "versus"}]
    joined += [find_phrase(between, ("compared", "with")) + 1 or len(between)]
    paired = between in (["to"], ["and"]) or (between[:1] == ["to"] and len(between) <= LONGEST_OWNER + 1)
    joined += [0] if paired and (closed == len(lead) - 1 or closed == comma) else []
    if at < 0 or than - at > LONGEST_THAN or not 0 < closed - than <= LONGEST_THAN or min(joined) >= len(between):
        return None
    # "Than in 2023", "more than twice": of another period, or by how much.
    comparand = lead[than + 1 : closed]
    if _has_time(comparand) or has_part(comparand) or english.NEGATIONS & {*lead, *between}:
        return None
    return _read_than(lead[at:], first, second)


LONGEST_THAN = 5
"""Words between a comparative and "than", and of what is compared with."""


def read_pair(
    lead: Sequence[str], between: Sequence[str], first: Statistic, second: Statistic
) -> SentenceReading | None:
    """Read "had the smaller backlog, 2,741 cases to Ashby's 962" and "the faster of the two, at 301 days to 176"."""
    near = lead[-LONGEST_COMPARAND - 2 :]
    at = next((at for at in reversed(range(1, len(near))) if near[at] in _NEED_THAN and near[at - 1] == "the"), -1)
    joint = next((place for place, word in enumerate(between) if word in {"to", "against", "compared", "versus"}), -1)
    # Up to two words of what is counted, and up to three of whose the other is.
    near_joint = 0 <= joint <= LONGEST_OWNER - 1 and len(between) - joint - 1 <= LONGEST_OWNER + 1
    if at < 0 or not near_joint or {"than", ";", ":", "and", "but", "("} & {*near[at:-1], *between}:
        return None
    # "The older of the two had 12, and the other": what it is said of must be the first.
    attached = near[-1] in {",", ":", "("} or near[-2:-1] in ([","], [":"]) or "," in near[at:]
    if not attached or english.NEGATIONS & {*near, *between} or first.about == second.about:
        return None
    return _read_than(near[at:], first, second)


LONGEST_OWNER = 3
"""Words of "Westshire's" ahead of the figure that is compared."""


def _read_than(words: Sequence[str], first: Statistic, second: Statistic) -> SentenceReading | None:
    """Return the reading of "higher than"; ``None`` where a comparative does not say which of the two is larger."""
    one, other = values_of(first, second)
    way = find_comparative_way(words, first)
    return make((one - other) * way > 0, f"{words[0]} than", first, second) if way else None


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
        return SentenceReading.borne_out(Aspect.COMPARISON, words)
    template = "the text says “{words}”, and {first} is of {one}, {second} of {other}"
    one, other = name_period(first.period), name_period(second.period)
    return SentenceReading.contradicted(
        Aspect.COMPARISON, words, template, first=first.id, one=one, second=second.id, other=other
    )
