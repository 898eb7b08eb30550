"""The house's own rules: qualifiers, rounding and nouns as an editor sets them, and the table in words.

Qualifiers are data, so that an editor can change them under ``factbook: qualifiers:`` in ``_config.yml``::

    qualifiers:
      about: {tolerance: 0.03}
      over: {loose: 2}
      thereabouts: {test: about, words: [in the ballpark of]}
      rounding: {ties: up, digits: 2, scale: 0.05}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

from figurecheck.figures.common.nouns import nouns_from_mapping
from figurecheck.figures.common.qualifiers import (
    DEFAULT_RULES,
    MEANINGS,
    UPWARD,
    Qualifier,
    QualifierWords,
    Rules,
    Test,
    Ties,
)
from figurecheck.figures.languages import find_built_in
from figurecheck.model.errors import Complaint, ProjectError, complain_all
from figurecheck.model.worded import phrase

Choice = TypeVar("Choice", bound=StrEnum)
PLACE = "_config.yml: factbook.qualifiers"


def describe_rules(rules: Rules) -> str:
    """Return the table in words, one row a line."""
    return "\n".join(_rows(rules))


def rules_from_mapping(mapping: Mapping[str, object], nouns: Mapping[str, object] | None = None) -> Rules:
    """Build rules from the settings under ``factbook: qualifiers:`` and ``factbook: nouns:`` in ``_config.yml``.

    Each key names a qualifier: a default one, of which the given parts are replaced, or a new one, which needs `test`
    and `words`. The key ``rounding`` holds `ties` (either, up, even), `digits` (at least 1), `bare` (a tolerance) and
    `scale` (from which part of the value on "6 million" misleads; 0 gives scale words no precision of their own).
    Raises `ProjectError` with every complaint at once.
    """
    complaints: list[Complaint] = []
    if not isinstance(mapping, Mapping):
        raise ProjectError.about(PLACE, "is not a table", "write name: {test: ..., words: [...]}")
    table = {one.name: one for one in DEFAULT_RULES.qualifiers}
    for name, entry in mapping.items():
        if name != "rounding":
            table[str(name)] = _qualifier(str(name), entry, table.get(str(name)), complaints)
    rounding = _rounding(mapping.get("rounding", {}), complaints)
    # The default words are tested; looking through those of all languages takes time at each start.
    if mapping:
        _complain_of_doubles(table.values(), complaints)
    house = nouns_from_mapping(nouns or {}, complaints)
    complain_all(ProjectError, complaints)
    return replace(DEFAULT_RULES, qualifiers=tuple(table.values()), nouns=house, **rounding)


def _qualifier(name: str, entry: object, known: Qualifier | None, complaints: list[Complaint]) -> Qualifier:
    place = f"{PLACE}.{name}"
    start = known or _start_from_default(entry, name)
    if not isinstance(entry, Mapping):
        complaints.append(Complaint(place, "is not a table", "write {test: ..., words: [...]}"))
        return start
    unknown = sorted(str(key) for key in entry if key not in {"test", "words", "after", "tolerance", "loose"})
    complaints.extend(
        Complaint(f"{place}.{key}", "no such setting", "test, words, after, tolerance, loose") for key in unknown
    )
    if known is None and not ("test" in entry and ("words" in entry or "after" in entry)):
        what, remedy = "a new qualifier needs test and words", "write {test: about, words: [...]}"
        complaints.append(Complaint(place, what, remedy))
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
    return replace(like, name=name)


def _rounding(entry: object, complaints: list[Complaint]) -> dict[str, Any]:
    place = f"{PLACE}.rounding"
    if not isinstance(entry, Mapping):
        complaints.append(Complaint(place, "is not a table", "write {ties: either, digits: 2}"))
        return {}
    changes: dict[str, Any] = {}
    for key, value in entry.items():
        if key == "ties":
            changes["ties"] = _choice(Ties, value, f"{place}.ties", Ties.EITHER, complaints)
        elif key == "digits":
            changes["digits"] = _digits(value, f"{place}.digits", complaints)
        elif key in {"bare", "scale"}:
            changes[key] = _part(value, f"{place}.{key}", Fraction(0), Fraction(1), complaints)
        else:
            complaints.append(Complaint(f"{place}.{key}", "no such setting", "ties, digits, bare, scale"))
    return changes


def _choice(kind: type[Choice], value: object, place: str, default: Choice, complaints: list[Complaint]) -> Choice:
    if isinstance(value, str) and value in {one.value for one in kind}:
        return kind(value)
    complaints.append(Complaint(place, phrase("{value} is none of them", value=repr(value)), ", ".join(kind)))
    return default


def _digits(value: object, place: str, complaints: list[Complaint]) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 9:
        return value
    what = phrase("{value} is not a whole number from 1 to 9", value=repr(value))
    remedy = phrase("write {digits}, or leave it out", digits=DEFAULT_RULES.digits)
    complaints.append(Complaint(place, what, remedy))
    return DEFAULT_RULES.digits


def _words(value: object, place: str, complaints: list[Complaint]) -> tuple[str, ...]:
    if isinstance(value, list) and value and all(isinstance(word, str) and word.strip() for word in value):
        return tuple(word.strip().lower() for word in value)
    complaints.append(Complaint(place, "is not a list of words", "write [about, around]"))
    return ()


def _part(value: object, place: str, low: Fraction, high: Fraction, complaints: list[Complaint]) -> Fraction:
    # True is an int to Python, and `yes` is True to YAML.
    if isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high:
        return Fraction(repr(value))
    what = phrase("{value} is not a number from {low} to {high}", value=repr(value), low=low, high=high)
    complaints.append(Complaint(place, what, "write a number without unit or quotes"))
    return low


def _complain_of_doubles(qualifiers: Iterable[Qualifier], complaints: list[Complaint]) -> None:
    seen: dict[tuple[str, str, str], str] = {}
    for one in qualifiers:
        for language in find_built_in():
            # The grammar takes the first qualifier that has a word, so that a second one would be ignored silently.
            sides = zip(("words", "after"), one.words_in(language.qualifiers), strict=True)
            for side, word in ((side, word) for side, words in sides for word in words):
                other = seen.setdefault((language.code, side, word), one.name)
                complaint = Complaint(
                    f"{PLACE}.{one.name}.{side}",
                    phrase("{word!r} is listed under {other} too", word=word, other=other),
                    "keep it in one place",
                )
                if other != one.name and complaint not in complaints:
                    complaints.append(complaint)


def _rows(rules: Rules) -> Iterator[str]:
    for one in rules.qualifiers:
        loose = "never loose"
        if one.loose is not None:
            loose = f"loose from {one.loose} c" if one.test in UPWARD else f"loose from c / {one.loose}"
        tolerance = f", tolerance {float(one.tolerance):.0%}" if one.tolerance else ""
        before, after = find_words(one)
        yield f"{one.name}: {MEANINGS[one.test]}{tolerance}; {loose}; {', '.join((*before, *after))}"
    yield f"bare words (half, a third, double): within {float(rules.bare):.0%} of it"
    scale = f"misleads from {float(rules.scale):.0%} of the value on" if rules.scale else "rounds like its digits"
    yield f"a scale word or unit of its own precision (6 million, 7 tonnes): {scale}"
    yield f"ties: {rules.ties}; whole numbers keep at least {rules.digits} significant digits"


def find_words(qualifier: Qualifier) -> QualifierWords:
    """Return the words of a qualifier before and after a figure, in all languages that come with figurecheck."""
    tables = [qualifier.words_in(language.qualifiers) for language in find_built_in()]
    before, after = (tuple(dict.fromkeys(word for table in tables for word in table[side])) for side in (0, 1))
    return before, after
