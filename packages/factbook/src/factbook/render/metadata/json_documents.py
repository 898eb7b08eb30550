"""The shapes of `claims.json` and `statistics.json`, each key declared once.

What writes the documents is checked against these types; their JSON Schemas (`schemas/`) and docs/reference/json.md are
written from them by `make docs`. Readers must expect further keys: later versions may add some.
"""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

from figurecheck.model import Aspect, How, QuotedPart, Rating, Risk, SentenceState, Severity, Verdict
from figurecheck.report.plain_values import JsonValue

CLAIMS, STATISTICS = "claims", "statistics"
"""The names of the documents, without ending."""

# To type checkers a whole number is a float too.
"""A value: a number; a date, a period or ``record`` as text."""


def schema_file(document: str) -> str:
    """Return the name of the file that holds the JSON Schema of a document."""
    return f"{document}.schema.json"


# TypedDicts and not dataclasses: the documents are written as plain values by many functions, and a type checker then
# finds a key that is missing or has another type without a conversion at run time.
class EditionItem(TypedDict):
    """The edition of a report."""

    label: str
    """Its label, such as ``2026-11``; empty where it has none."""
    date: str
    """Its day, an ISO date; empty where it has none."""


# A key with a dollar sign cannot be written as an attribute.
_Linked = TypedDict("_Linked", {"$schema": str})


class Envelope(_Linked):
    """What both documents say of the report that they are of."""

    title: str
    """Title of the report."""
    edition: EditionItem
    """Label and day of the edition."""
    licence: str
    """Licence of texts and charts, as the report names it; empty where it names none."""
    address: str
    """Address of the published site, with a slash at the end; empty where it is not known."""


class BasisItem(TypedDict):
    """The series behind a streak, a rank, an extreme or a change; numbers as text, so that none loses a digit."""

    kind: str
    """``streak``, ``rank``, ``extreme`` or ``change``."""
    test: str
    """What is claimed of the series: ``above``, ``up``, ``highest``, ``ratio``..."""
    at: str
    """The period or the name that it is about."""
    run: list[str]
    """The periods of a streak, who shares a rank, the last period as high as an extreme, or the base of a change."""
    limit: str | None
    """The threshold of a streak."""
    unit: str
    """Unit of the values."""
    series: list[list[str]]
    """Every period or name with its value."""
    gaps: list[list[str]]
    """Stretches of periods without a value, first and last."""
    others: list[list[str]]
    """Neighbouring bases of a change, and the change from each."""
    sentences: list[str]
    """What makes the claim true, in words."""


class StatisticFields(TypedDict):
    """What all JSON of a statistic says about it."""

    id: str
    """Its id, such as ``riders.total.2025``."""
    label: str
    """What it is, for readers."""
    about: str
    """The place, person or group that it is about."""
    measure: str
    """What is measured, in words."""
    value: JsonValue
    """The value: a number; with unit ``date`` an ISO date, with unit ``since`` a period or ``record``, as text."""
    unit: str
    """Unit of the value: ``people``, ``KRW``, ``share`` (a part of one), ``%``, ``date``, ``since``...; or empty."""
    population: str
    """Who or what is counted, in words."""
    period: str
    """The period that it is of, such as ``2025`` or ``2025-Q1``."""
    note: str
    """What is not established."""
    basis: BasisItem | None
    """The series that makes it true, where it is a claim about more than one number."""
    how: How
    """How the value came about."""
    part: str
    """Id of the statistic that was divided by `whole`; empty where there is none."""
    whole: str
    """Id of the statistic that it is a share, a multiple or a change of; empty where there is none."""
    sources: list[str]
    """Ids of the sources of its rows."""
    confirmed_by: list[str]
    """Ids of other sources whose rows agree with one of its rows."""


# Apart from `StatisticFields`, since the JSON of one figure names its tables and its notebook with their addresses.
class StatisticItem(StatisticFields):
    """A statistic."""

    datasets: list[str]
    """Names of the tables below it."""
    notebook: str | None
    """The notebook that recorded it."""
    cell: int | None
    """Position of the cell among all cells of the notebook, from 0."""


class StatisticsDocument(Envelope):
    """Every statistic of a report, sorted by id."""

    statistics: list[StatisticItem]
    """The statistics."""


class RowItem(TypedDict):
    """The row of a table that prints a reported figure."""

    dataset: str
    """Name of the table."""
    line: int
    """Line in its CSV file; the header is 1."""


class QuotedItem(TypedDict):
    """The words of a source around a number that it prints."""

    text: str
    """At most seven words, as printed; empty where they were not seen."""
    language: str
    """Language of the words."""
    translation: str
    """The words in the language of the report, where they are in another one."""
    url: str
    """Address of the copy that was read."""
    accessed: str
    """The day on which it was read, or searched for."""
    tried: str
    """What was searched, where the words were not seen."""
    missing: list[QuotedPart]
    """What the words do not name, though the row does."""


class WarningItem(TypedDict):
    """A warning about a figure that holds."""

    code: Risk
    """What kind of warning it is."""
    text: str
    """The warning in words."""
    remedy: str
    """What to do."""
    acknowledged: str
    """The editor's reason for leaving the figure as it is; empty while there is none."""


class ReadingItem(TypedDict):
    """What a sentence says of its figure in one aspect."""

    state: SentenceState
    """What came of holding it against the statistic."""
    words: str
    """The words that were read; of what was not read, those that claim something."""
    reason: str
    """Why it is contradicted, and what the statistic is."""
    acknowledged: str
    """The editor's reason for leaving a contradiction as it is; empty while there is none."""


# Ratings are judgements of people and verdicts are computed, so that a reviewed claim has both.
class RatingItem(TypedDict):
    """How editors rate a reviewed claim."""

    day: Rating
    """By what was known on the day of its publication."""
    today: Rating
    """By what is known today."""


class FindingItem(TypedDict):
    """The verdict on a printed figure."""

    id: str
    """The figure's own id; stays the same while its page does not change."""
    file: str
    """The file that prints it, from the report's folder; empty where it stands in none."""
    line: int | None
    """The line in that file."""
    cell: int | None
    """The cell of a page that is a notebook, from 0."""
    printed: str
    """The figure as it is printed."""
    statistic: str | None
    """Id of the statistic that it was judged against."""
    value: JsonValue | None
    """The value that it was judged against."""
    how: How | None
    """How the value of the statistic came about."""
    unit: str
    """Unit of the value."""
    verdict: Verdict
    """The verdict."""
    reason: str
    """Why, in words."""
    severity: Severity
    """What the verdict does to a build."""
    role: str
    """``claim``, ``reported``, ``searched``, ``plain``, ``unbound``; of one under review ``review``, ``reading``."""
    where: str
    """Where on the page it stands, such as ``text`` or ``title``."""
    source: str | None
    """Id of the source of a reported figure, or of the publication under review."""
    row: RowItem | None
    """The row that prints a reported figure."""
    quoted: QuotedItem | None
    """The source's own words around a reported figure; ``null`` where the data record nothing of them."""
    interval: list[JsonValue | None] | None
    """The lowest and the highest value that the printed figure allows; ``null`` for an open end."""
    margin: JsonValue | None
    """How far the value may move, in `unit`, before the verdict changes."""
    edge: JsonValue | None
    """The value at which the verdict changes."""
    stands: str
    """The margin in words."""
    warnings: list[WarningItem]
    """Warnings about the figure."""
    acknowledged: str
    """The editor's reason for a truncated or loose figure; empty while there is none."""
    sentence: dict[Aspect, ReadingItem]
    """What its sentence says of it, by aspect."""
    day: NotRequired[Verdict]
    """Of a reviewed claim: the verdict by what was known on the day of its publication."""
    rating: NotRequired[RatingItem]
    """Of a reviewed claim: how editors rate it."""


class WaivedItem(TypedDict):
    """A number that counts nothing, with the reason."""

    id: str
    """Its own id."""
    file: str
    """The file that prints it."""
    line: int | None
    """The line in that file."""
    printed: str
    """The number as it is printed."""
    reason: str
    """Why it is no figure."""


class AboutNoFigure(TypedDict):
    """A warning that is about no figure."""

    place: str
    """File, with line, row or column where known."""
    what: str
    """What is wrong."""
    remedy: str
    """What to do."""


class ComplaintItem(AboutNoFigure):
    """A fault of the report."""

    stale: bool
    """Whether the report can be used all the same, and something in it has to be renewed."""


class NoteItem(TypedDict):
    """Rows of a table that were not known on the edition's day."""

    place: str
    """The file of the table."""
    dataset: str
    """Name of the table."""
    text: str
    """All of it in words."""
    day: str
    """The day whose knowledge counts."""
    rows: int
    """How many rows were not known."""
    of: int
    """How many rows the table has."""
    sources: list[str]
    """Ids of the sources of those rows."""
    known_from: str
    """The day from which all of them are known; empty where that is not known."""
    statistics: list[str]
    """Ids of the statistics that rest on the table."""


class SummaryItem(TypedDict):
    """The findings by number."""

    findings: int
    """How many there are."""
    verdicts: dict[Verdict, int]
    """How many of each verdict."""
    errors: int
    """How many stop a build."""
    warnings: int
    """How many are warnings, those about no figure included."""
    waived: int
    """How many numbers are waived."""
    complaints: int
    """How many faults the report has."""


# Apart from `ClaimsDocument`: `check --format json` prints it also of a report whose settings, and with them title and
# edition, cannot be read.
class ClaimsBody(TypedDict):
    """What is found of the figures of a report."""

    findings: list[FindingItem]
    """The figures with their verdicts, in reading order; then those of publications under review."""
    waived: list[WaivedItem]
    """Numbers that count nothing, with the reasons."""
    complaints: list[ComplaintItem]
    """Faults of the report; none in a published site."""
    warnings: list[AboutNoFigure]
    """Warnings about no figure."""
    notes: list[NoteItem]
    """What was not known on the edition's day."""
    notices: NotRequired[list[AboutNoFigure]]
    """What stops nothing: what runs may depend on, pages in no table of contents; not in a published site."""
    summary: SummaryItem
    """All of it by number."""


class ClaimsDocument(Envelope, ClaimsBody):
    """Every printed figure of a report, with its verdict."""


DOCUMENTS: dict[str, Any] = {CLAIMS: ClaimsDocument, STATISTICS: StatisticsDocument}
"""The documents by name."""
