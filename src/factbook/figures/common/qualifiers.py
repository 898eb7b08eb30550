"""Qualifiers such as about, nearly, more than: their words, and when each is true.

The table is data, so that an editor can change it under ``factbook: qualifiers:`` in ``_config.yml``::

    qualifiers:
      about: {tolerance: 0.03}
      over: {loose: 2}
      thereabouts: {test: about, words: [in the ballpark of]}
      rounding: {ties: up, digits: 2}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

from factbook.figures.common.nouns import nouns_from_mapping
from factbook.figures.words import english_phrases, korean
from factbook.model.errors import Complaint, ProjectError, complain_all

Choice = TypeVar("Choice", bound=StrEnum)
PLACE = "_config.yml: factbook.qualifiers"


class Test(StrEnum):
    """When a qualifier is true of the recomputed value v, the printed figure being c."""

    # pytest collects classes whose name begins with Test.
    __test__ = False
    ABOUT = "about"
    NEARLY = "nearly"
    JUST_OVER = "just over"
    OVER = "over"
    AT_LEAST = "at least"
    FAR_OVER = "far over"
    UNDER = "under"
    AT_MOST = "at most"
    FAR_UNDER = "far under"
    EXACTLY = "exactly"


MEANINGS = {
    Test.ABOUT: "v rounds to c, or lies within the tolerance of c",
    Test.NEARLY: "v lies below c, by no more than the tolerance",
    Test.JUST_OVER: "v lies above c, by no more than the tolerance",
    Test.OVER: "v > c",
    Test.AT_LEAST: "v >= c",
    Test.FAR_OVER: "v > c; loose when by less than the tolerance",
    Test.UNDER: "v < c",
    Test.AT_MOST: "v <= c",
    Test.FAR_UNDER: "v < c; loose when by less than the tolerance",
    Test.EXACTLY: "v is c to the last place printed",
}
UPWARD = frozenset({Test.OVER, Test.AT_LEAST, Test.FAR_OVER})
DOWNWARD = frozenset({Test.UNDER, Test.AT_MOST, Test.FAR_UNDER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualifier:
    """One row of the table."""

    name: str
    test: Test
    words: tuple[str, ...] = ()
    """Any language; standing before the figure in English, before or after it in Korean."""
    after: tuple[str, ...] = ()
    """Words that stand after the figure: "20,000 or more"."""
    tolerance: Fraction = Fraction(0)
    """As a part of c."""
    loose: Fraction | None = None
    """From this multiple of c on (or one over it, downward) a true qualifier misleads."""


class Ties(StrEnum):
    """Which way a value exactly between two printable figures may go."""

    EITHER = "either"
    UP = "up"
    EVEN = "even"


# eq=False keeps identity as equality: the rules are a key of every cache of this folder, and hashing the whole table
# for each figure cost more than reading it.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rules:
    """The rules by which a report's figures are read and judged."""

    qualifiers: tuple[Qualifier, ...]
    ties: Ties = Ties.EITHER
    digits: int = 2
    """Trailing zeros of a whole number may be rounding, but never to fewer significant digits than this."""
    bare: Fraction = Fraction(1, 20)
    """The tolerance of a bare word (half, a third, double), as a part of it."""
    names: tuple[str, ...] = ()
    nouns: Mapping[str, str] = field(default_factory=dict)
    """What the house's own nouns count: kind by noun."""

    def describe(self) -> str:
        """Return the table in words, one row a line."""
        return "\n".join(_rows(self))


# Five per cent for "about" and its like: a reader who is told "about 380" expects no 400. From half as many again
# "more than 20" of 31 is true and misleads.
_FIVE = Fraction(1, 20)
_HALF_AGAIN = Fraction(3, 2)
_LANGUAGES = (english_phrases.QUALIFIERS, korean.QUALIFIERS)


def _default(name: str, test: Test, tolerance: Fraction = Fraction(0), loose: Fraction | None = None) -> Qualifier:
    tables = [language.get(name, ((), ())) for language in _LANGUAGES]
    words, after = (tuple(word for table in tables for word in table[side]) for side in (0, 1))
    return Qualifier(name=name, test=test, words=words, after=after, tolerance=tolerance, loose=loose)


DEFAULT_RULES = Rules(
    qualifiers=(
        _default("about", Test.ABOUT, tolerance=_FIVE),
        _default("nearly", Test.NEARLY, tolerance=_FIVE),
        _default("just over", Test.JUST_OVER, tolerance=Fraction(1, 10)),
        _default("over", Test.OVER, loose=_HALF_AGAIN),
        _default("at least", Test.AT_LEAST, loose=_HALF_AGAIN),
        _default("well over", Test.FAR_OVER, tolerance=_FIVE, loose=Fraction(2)),
        _default("under", Test.UNDER, loose=_HALF_AGAIN),
        _default("at most", Test.AT_MOST, loose=_HALF_AGAIN),
        _default("well under", Test.FAR_UNDER, tolerance=_FIVE, loose=Fraction(2)),
        _default("exactly", Test.EXACTLY),
    )
)
"""The default rules (design, section 5), with their usual synonyms."""


def rules_from_mapping(mapping: Mapping[str, object], nouns: Mapping[str, object] | None = None) -> Rules:
    """Build rules from the settings under ``factbook: qualifiers:`` and ``factbook: nouns:`` in ``_config.yml``.

    Each key names a qualifier: a default one, of which the given parts are replaced, or a new one, which needs `test`
    and `words`. The key ``rounding`` holds `ties` (either, up, even), `digits` (at least 1) and `bare` (a tolerance).
    Raises `ProjectError` with every complaint at once.
    """
    complaints: list[Complaint] = []
    if not isinstance(mapping, Mapping):
        raise ProjectError(
            Complaint(place=PLACE, what="is not a table", remedy="write name: {test: ..., words: [...]}")
        )
    table = {one.name: one for one in DEFAULT_RULES.qualifiers}
    for name, entry in mapping.items():
        if name != "rounding":
            table[str(name)] = _qualifier(str(name), entry, table.get(str(name)), complaints)
    rounding = _rounding(mapping.get("rounding", {}), complaints)
    _complain_of_doubles(table.values(), complaints)
    house = nouns_from_mapping(nouns or {}, complaints)
    complain_all(ProjectError, complaints)
    return replace(DEFAULT_RULES, qualifiers=tuple(table.values()), nouns=house, **rounding)


def _qualifier(name: str, entry: object, known: Qualifier | None, complaints: list[Complaint]) -> Qualifier:
    place = f"{PLACE}.{name}"
    start = known or _start_from_default(entry, name)
    if not isinstance(entry, Mapping):
        complaints.append(Complaint(place=place, what="is not a table", remedy="write {test: ..., words: [...]}"))
        return start
    unknown = sorted(str(key) for key in entry if key not in {"test", "words", "after", "tolerance", "loose"})
    complaints.extend(
        Complaint(place=f"{place}.{key}", what="no such setting", remedy="test, words, after, tolerance, loose")
        for key in unknown
    )
    if known is None and not ("test" in entry and ("words" in entry or "after" in entry)):
        what, remedy = "a new qualifier needs test and words", "write {test: about, words: [...]}"
        complaints.append(Complaint(place=place, what=what, remedy=remedy))
    changes: dict[str, Any] = {}
    if "test" in entry:
        changes["test"] = _choice(Test, entry["test"], f"{place}.test", start.test, complaints)
    for key in ("words", "after"):
        if key in entry:
            changes[key] = _words(entry[key], f"{place}.{key}", complaints)
    if "tolerance" in entry:
        changes["tolerance"] = _part(entry["tolerance"], f"{place}.tolerance", Fraction(0), Fraction(1), complaints)
    if "loose" in entry:
        wanted = entry["loose"]
        limits = (Fraction(1), Fraction(10**6))
        never = wanted is None or wanted is False or wanted == "never"
        changes["loose"] = None if never else _part(wanted, f"{place}.loose", *limits, complaints)
    return replace(start, **changes)


def _start_from_default(entry: object, name: str) -> Qualifier:
    """Start a new qualifier from the default one with the same test, whose tolerance and looseness it takes over."""
    test = entry.get("test") if isinstance(entry, Mapping) else None
    # A new word for "about" should have the tolerance of "about", and not none at all.
    like = next((one for one in DEFAULT_RULES.qualifiers if one.test == test), Qualifier(name=name, test=Test.ABOUT))
    return replace(like, name=name, words=(), after=())


def _rounding(entry: object, complaints: list[Complaint]) -> dict[str, Any]:
    place = f"{PLACE}.rounding"
    if not isinstance(entry, Mapping):
        complaints.append(Complaint(place=place, what="is not a table", remedy="write {ties: either, digits: 2}"))
        return {}
    changes: dict[str, Any] = {}
    for key, value in entry.items():
        if key == "ties":
            changes["ties"] = _choice(Ties, value, f"{place}.ties", Ties.EITHER, complaints)
        elif key == "digits":
            changes["digits"] = _digits(value, f"{place}.digits", complaints)
        elif key == "bare":
            changes["bare"] = _part(value, f"{place}.bare", Fraction(0), Fraction(1), complaints)
        else:
            complaints.append(Complaint(place=f"{place}.{key}", what="no such setting", remedy="ties, digits, bare"))
    return changes


def _choice(kind: type[Choice], value: object, place: str, default: Choice, complaints: list[Complaint]) -> Choice:
    if isinstance(value, str) and value in {one.value for one in kind}:
        return kind(value)
    complaints.append(Complaint(place=place, what=f"{value!r} is none of them", remedy=", ".join(kind)))
    return default


def _digits(value: object, place: str, complaints: list[Complaint]) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 9:
        return value
    what, remedy = f"{value!r} is not a whole number from 1 to 9", f"write {DEFAULT_RULES.digits}, or leave it out"
    complaints.append(Complaint(place=place, what=what, remedy=remedy))
    return DEFAULT_RULES.digits


def _words(value: object, place: str, complaints: list[Complaint]) -> tuple[str, ...]:
    if isinstance(value, list) and value and all(isinstance(word, str) and word.strip() for word in value):
        return tuple(word.strip().lower() for word in value)
    complaints.append(Complaint(place=place, what="is not a list of words", remedy="write [about, around]"))
    return ()


def _part(value: object, place: str, low: Fraction, high: Fraction, complaints: list[Complaint]) -> Fraction:
    # True is an int to Python, and `yes` is True to YAML.
    if isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high:
        return Fraction(repr(value))
    what, remedy = f"{value!r} is not a number from {low} to {high}", "write a number without unit or quotes"
    complaints.append(Complaint(place=place, what=what, remedy=remedy))
    return low


def _complain_of_doubles(qualifiers: Iterable[Qualifier], complaints: list[Complaint]) -> None:
    seen: dict[tuple[str, str], str] = {}
    for one in qualifiers:
        # The grammar takes the first qualifier that has a word, so that a second one would be ignored without a sign.
        for key in [("words", word) for word in one.words] + [("after", word) for word in one.after]:
            other = seen.setdefault(key, one.name)
            if other != one.name:
                what = f"{key[1]!r} is listed under {other} too"
                complaints.append(
                    Complaint(place=f"{PLACE}.{one.name}.{key[0]}", what=what, remedy="keep it in one place")
                )


def _rows(rules: Rules) -> Iterator[str]:
    for one in rules.qualifiers:
        loose = "never loose"
        if one.loose is not None:
            loose = f"loose from {one.loose} c" if one.test in UPWARD else f"loose from c / {one.loose}"
        tolerance = f", tolerance {float(one.tolerance):.0%}" if one.tolerance else ""
        yield f"{one.name}: {MEANINGS[one.test]}{tolerance}; {loose}; {', '.join((*one.words, *one.after))}"
    yield f"bare words (half, a third, double): within {float(rules.bare):.0%} of it"
    yield f"ties: {rules.ties}; whole numbers keep at least {rules.digits} significant digits"
