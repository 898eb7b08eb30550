"""What was looked at, for others to read: a code of practice, or the human review that the EU's AI Act asks for."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from factbook.project.authors import Person, group_people
from factbook.report.desk.approvals import Method
from factbook.report.desk.sign_offs import SignOff, Standing

_FORMULA = frozenset("=+-@\t\r")
"""How a cell begins that a spreadsheet would run."""
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
"""What begins like a formula and is none: with an apostrophe, a value below zero would be a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One approval."""

    statistic: str
    printed: str
    figure: str
    """Id of the claim, while the approval stands for it."""
    place: str
    sentence: str
    """The sentence, while the approval stands for it: of an earlier one, only a digest was written down."""
    value: str
    unit: str
    how: Method
    note: str
    who: str
    """The name, or a number where the house does not say that names are public; empty where git does not say who."""
    when: str
    """The day of the commit, as an ISO date."""
    commit: str
    standing: str
    """``stands``, ``lapsed``, or why it does not count."""


def make_log(
    sign_offs: Iterable[SignOff], standings: Iterable[Standing], *, names: bool, current: Mapping[str, str]
) -> list[LogEntry]:
    """Return all approvals in the order of time; `names` is whether they are public, `current` maps renamed ids."""
    found = {id(sign_off): standing for standing in standings for sign_off in standing.current}
    ordered = sorted(sign_offs, key=lambda one: (one.author.time if one.author else 0, one.file, one.line))
    people = group_people(one.person for one in ordered)
    return [_make_entry(one, found.get(id(one)), _name(one.person, people, names), current) for one in ordered]


def _make_entry(sign_off: SignOff, standing: Standing | None, who: str, current: Mapping[str, str]) -> LogEntry:
    approval, author = sign_off.approval, sign_off.author
    figure = standing.figure if standing else None
    return LogEntry(
        statistic=current.get(approval.statistic, approval.statistic),
        printed=approval.printed,
        figure=figure.id if figure else "",
        place=str(figure.place) if figure else "",
        sentence=" ".join(figure.text.split()) if figure else "",
        value=approval.value,
        unit=approval.unit,
        how=approval.how,
        note=approval.note,
        who=who,
        when=show_day(author.time) if author and author.time else "",
        commit=author.commit if author else "",
        standing=_describe(sign_off, standing),
    )


def _describe(sign_off: SignOff, standing: Standing | None) -> str:
    # Why it does not count comes first: whether it has lapsed is then of no interest.
    return sign_off.why_not or ("stands" if standing else "lapsed")


def _name(person: Person | None, people: Sequence[Sequence[Person]], names: bool) -> str:
    if person is None or names:
        return person.name if person else ""
    # Numbered in the order of time, so that a longer log numbers the same people as an earlier one did.
    return f"person {next(at for at, group in enumerate(people, 1) if person in group)}"


def show_day(time: int) -> str:
    """Return the day of a time in seconds since 1970, as an ISO date; nothing for a day that no calendar has."""
    # Git takes any number for a time.
    with suppress(ValueError, OverflowError, OSError):
        return datetime.datetime.fromtimestamp(time, datetime.UTC).date().isoformat()
    return ""


def write_json(entries: Sequence[LogEntry], standings: Sequence[Standing]) -> str:
    """Return the log as JSON, with how many of the figures the approvals stand for."""
    summary = {"figures": len(standings), "looked_at": sum(bool(one.people) for one in standings)}
    document = {"approvals": list(_find_rows(entries)), "summary": summary}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def write_csv(entries: Sequence[LogEntry]) -> str:
    """Return the log as CSV; a cell that a spreadsheet would run begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.DictWriter(out, LogEntry.__slots__, lineterminator="\n")
    writer.writeheader()
    for row in _find_rows(entries):
        # Whoever gets the log opens it by a click, and a note is free text.
        writer.writerow({name: _disarm(text) for name, text in row.items()})
    return out.getvalue()


def _disarm(text: str) -> str:
    return f"'{text}" if text[:1] in _FORMULA and not _NUMBER.fullmatch(text) else text


def _find_rows(entries: Sequence[LogEntry]) -> Iterator[dict[str, str]]:
    """Yield the entries as plain texts by column."""
    for one in entries:
        yield {name: str(getattr(one, name)) for name in LogEntry.__slots__}
