"""The values with which everything else works; standard library only, and nothing in it reads or writes.

::

    statistic   what a notebook recorded, with unit, population, rows and cell; charts
    claim       a figure in prose bound to a statistic; a number that nothing binds
    finding     a claim with its verdict, reason, interval, margin and warnings
    rated       the rating of a reviewed claim that one of our figures quotes
    review      somebody else's publication, claim by claim, with the editor's ratings
    how         how a value came about: computed, looked up, or not said
    printed     the rows of data that a source prints, as reported figures name them, and its words around them
    source      who published what and when; places in files
    edition     a sealed report, and what changed since the one before
    periods     years, quarters, months, weeks, days as texts in order
    series      values over periods: streaks, ranks, extremes, changes
    exact       a value of any type as an exact number
    fields      markers of fields: under which key, and at which place, a file has them
    errors      complaints, and the one tree of exceptions
"""

from factbook.model.claim import Claim, Head, HeadKind, Number, Role
from factbook.model.finding import (
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
from factbook.model.how import How
from factbook.model.interval import Interval
from factbook.model.printed import PrintedCell, PrintedRow, Quoted, QuotedPart, SourceWording, split_reported
from factbook.model.rated import Rated, Rating
from factbook.model.review import Judged, Reading, Review, ReviewedClaim, ReviewFinding
from factbook.model.source import Place, Source
from factbook.model.statistic import Basis, Cell, Cellvalue, Chart, RowSet, Statistic, TableOrigin

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
    "Judged",
    "Number",
    "Place",
    "PrintedCell",
    "PrintedRow",
    "Quoted",
    "QuotedPart",
    "Rated",
    "Rating",
    "Reading",
    "Review",
    "ReviewFinding",
    "ReviewedClaim",
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
