"""The values of which reading and judging figures are made; standard library only, and nothing here reads or writes.

::

    statistic   a recorded value, with its unit, population, rows and cell; charts
    claim       a figure in prose bound to a statistic; a number that nothing binds
    finding     a claim with its verdict, reason, interval, margin and warnings
    rated       the rating of a reviewed claim that a figure quotes
    how         how a value came about: computed, looked up, or not said
    printed     the rows of data that a source prints, as reported figures name them, and its words around them
    source      who published what and when; places in files
    interval    the values that a printed figure allows
    periods     years, quarters, months, weeks and days as texts in order; iso_dates: dates as ISO 8601 has them
    orders      the order of periods and of other labels
    series      values over periods: streaks, ranks, extremes, changes
    exact       a value of any type as an exact number
    fields      markers of fields: under which key, and at which place, a file has them
    errors      complaints, and the one tree of exceptions
    worded      texts that remember what they are made of, for other languages
    wording     counts in words
    states      frozen dataclasses that are quick to store
"""

from figurecheck.model.claim import Claim, Head, HeadKind, Number, Role
from figurecheck.model.finding import (
    Aspect,
    Caution,
    Disagreement,
    Finding,
    Risk,
    SentenceReading,
    SentenceState,
    Severity,
    Verdict,
)
from figurecheck.model.how import How
from figurecheck.model.interval import Interval
from figurecheck.model.printed import PrintedCell, PrintedRow, Quoted, QuotedPart, SourceWording, split_reported
from figurecheck.model.rated import Rated, Rating
from figurecheck.model.source import Place, Source
from figurecheck.model.statistic import Basis, Cell, Cellvalue, Chart, RowSet, Statistic, TableOrigin

__all__ = [
    "Aspect",
    "Basis",
    "Caution",
    "Cell",
    "Cellvalue",
    "Chart",
    "Claim",
    "Disagreement",
    "Finding",
    "Head",
    "HeadKind",
    "How",
    "Interval",
    "Number",
    "Place",
    "PrintedCell",
    "PrintedRow",
    "Quoted",
    "QuotedPart",
    "Rated",
    "Rating",
    "Risk",
    "Role",
    "RowSet",
    "SentenceReading",
    "SentenceState",
    "Severity",
    "Source",
    "SourceWording",
    "Statistic",
    "TableOrigin",
    "Verdict",
    "split_reported",
]
