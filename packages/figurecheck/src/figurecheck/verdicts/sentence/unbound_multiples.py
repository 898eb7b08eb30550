"""Reading of a multiple to which no figure is bound: "doubled in 2024, to 742", "eight times as many as Dunmere"."""

from __future__ import annotations

import re
from decimal import Decimal

from figurecheck.model import SentenceReading, SentenceState, Statistic
from figurecheck.verdicts.sentence.amounts import AMOUNT, QUALIFIER, judge_amount
from figurecheck.verdicts.sentence.changes import is_level
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.passage import MASK, PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.rivals import find_named
from figurecheck.verdicts.sentence.spans import Span, make_year, parse_span
from figurecheck.verdicts.sentence.words import is_negated

_REST = rf"(?P<rest>[^,;:()—–{MASK}]+)"
_AS = re.compile(rf"{AMOUNT} as (?:many|much|high|large|big)(?: (?!as\b)[a-z]+)? as {_REST}")
_AGAIN = re.compile(r"(?P<words>half as (?:many|much) again) as " + _REST)
_OF = re.compile(rf"{AMOUNT} of {_REST}[’']s\b")
_GROWN = re.compile(
    rf"(?:(?P<way>{QUALIFIER}) )?\b(?P<verb>doubled|tripled|trebled|quadrupled|halved)\b"
    r"|\b(?P<move>rose|grew|climbed|increased|jumped|fell|dropped|declined|shrank)"
    r" by (?P<part>half|a third|a quarter|a fifth)\b"
)
_TIMES = {"doubled": 2, "tripled": 3, "trebled": 3, "quadrupled": 4, "halved": 2}
_PARTS = {"half": "0.5", "a third": "0.333", "a quarter": "0.25", "a fifth": "0.2"}
_FALLS = frozenset({"fell", "dropped", "declined", "shrank"})
_BEFORE = ("a year earlier", "a year before", "the year before", "a year ago", "the previous year", "last year")
_IN_A_YEAR = re.compile(r"\b(?:in|within) (?:a|one|a single) year\b|\bon the (?:previous )?year\b|\byear on year\b")
_SINCE = re.compile(r"\b(?:since|from|between|over|on|than in|in) (?P<year>(?:19|20)\d\d)\b")


def read_unbound_multiple(figure: PlacedFigure, sentence: SentenceText, context: Context) -> SentenceReading | None:
    """Return whether a level is the multiple of another group, or of an earlier period, that the text says."""
    statistic = figure.statistic
    if statistic is None or sentence.korean or not is_level(statistic) or is_negated(sentence, figure):
        return None
    first = 0 if figure is sentence.figures[0] else figure.first
    last = len(sentence.words) if figure is sentence.figures[-1] else figure.last
    text = sentence.text(range(first, last))
    low = text.lower()
    if (match := _AGAIN.search(low) or _AS.search(low) or _OF.search(low)) is not None:
        other = _find_other(match, text, statistic, context)
        return _judge(match["words"], match[0].strip(" .?!"), statistic, other) if other is not None else None
    if (match := _GROWN.search(low)) is not None:
        return _read_grown(match, low, statistic, context)
    return None


def _find_other(match: re.Match[str], text: str, statistic: Statistic, context: Context) -> Statistic | None:
    """Return what a statistic is said to be a multiple of."""
    rest = " ".join(match["rest"].split())
    if rest.startswith(_BEFORE):
        return context.siblings.before(statistic)
    if (year := re.fullmatch(r"in ((?:19|20)\d\d)", rest)) is not None:
        return context.siblings.at(statistic, make_year(int(year[1])))
    own = context.namer.about(statistic)
    named = find_named(text[slice(*match.span("rest"))].split(), statistic, context)
    is_own = own <= context.namer.features_of(text[: match.start()])
    return named[0] if len(named) == 1 and is_own else None


def _judge(amount: str, words: str, statistic: Statistic, other: Statistic) -> SentenceReading | None:
    mine, theirs = statistic.value, other.value
    if not isinstance(mine, Decimal) or not isinstance(theirs, Decimal) or mine <= 0 or theirs <= 0:
        return None
    return judge_amount(amount, mine / theirs, words, statistic, other)


def _read_grown(match: re.Match[str], low: str, statistic: Statistic, context: Context) -> SentenceReading | None:
    base, is_named = _find_base(low, statistic, context)
    mine, theirs = statistic.value, base.value if base is not None else None
    if base is None or not isinstance(mine, Decimal) or not isinstance(theirs, Decimal) or mine <= 0 or theirs <= 0:
        return None
    if match["verb"]:
        times = theirs / mine if match["verb"] == "halved" else mine / theirs
        read = judge_amount(
            f"{match['way'] or ''} {_TIMES[match['verb']]}.0 times".strip(), times, match[0], statistic, base
        )
    else:
        moved = 1 - mine / theirs if match["move"] in _FALLS else mine / theirs - 1
        part = Decimal(_PARTS[match["part"]])
        # How far a writer may round a part: "rose by a third" of 31%.
        off = abs(moved - part) / part
        read = judge_amount(match["part"], part if off <= _NEAR else moved, match[0], statistic, base)
    # Where no base is named, another one may be meant.
    return read if read is None or is_named or read.state is SentenceState.BORNE_OUT else None


_NEAR = Decimal("0.1")


def _find_base(low: str, statistic: Statistic, context: Context) -> tuple[Statistic | None, bool]:
    """Return from when a value is said to have grown, and whether the text says so."""
    own, years = parse_span(statistic.period), [int(found["year"]) for found in _SINCE.finditer(low)]
    others = [year for year in years if own is None or not _is_own(make_year(year), own)]
    if others:
        return context.siblings.at(statistic, make_year(others[0])) if len(others) == 1 else None, True
    named = bool(years) or _IN_A_YEAR.search(low) is not None or any(one in low for one in _BEFORE)
    return context.siblings.before(statistic), named


def _is_own(year: Span, own: Span) -> bool:
    return year.overlaps(own)
