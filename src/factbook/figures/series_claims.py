"""Read printed claims about more than one number: a run, a rank, a record, "the highest since 2008".

`read_series_claim` reads bound texts only; in running text such words need no role. `verdicts.series` compares what is
read with the whole series, and the numbers that remain in `rest` as well.

======================================  =========================================================
``for the second year running``         a run of 2 years
``three straight years``                a run of 3 years
``every year since 2017``               a run that begins there
``the third-highest``                   place 3, the highest first
``the largest``, ``joint second``       place 1, or place 2 shared
``among the top five``                  a place up to 5
``the highest since 2008``              no value since 2008 was as high
``the lowest in 12 years``              no value in the 12 years before was as low
``a record``, ``an all-time low``       no value before was as far
======================================  =========================================================
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from factbook.figures.common.qualifiers import Rules
from factbook.figures.common.tokens import either, swap
from factbook.figures.korean.series_claims import ClaimFields, read_korean
from factbook.figures.words.english import MONTHS, ORDINALS, SUPERLATIVES, TENS, UNITS


class ClaimKind(StrEnum):
    """The kind of a claim over a series."""

    STREAK = "a run"
    RANK = "a rank"
    RECORD = "a record"
    SINCE = "an extreme since"
    NUMBER = "a number"
    """A number without a word that says of what: "second"."""
    UNSURE = "not understood"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesClaim:
    """A claim over a series, as it was read."""

    kind: ClaimKind
    number: str = ""
    """The printed number with its qualifier, to be judged like any figure: "third", "more than three"."""
    sense: int = 0
    """1 for highest and up, -1 for lowest and down, 0 where the text does not say."""
    span: str = ""
    """year, month... of a run, or of "in 12 years"."""
    since: str = ""
    """An ISO period; of a record, the one in which the series is said to begin."""
    least: bool = False
    """Whether it is said to hold "at least" since then."""
    joint: bool = False
    top: bool = False
    """Whether any place up to the number will do: "among the top five"."""
    then: bool = False
    """Whether the text says that it was so at that time."""
    of: str = ""
    """Among how many: "third of 36"."""
    rest: str = ""
    """The text without what was read."""

    @property
    def reading(self) -> str:
        """The claim in words, as it was read."""
        sense = {1: "high", -1: "low"}.get(self.sense, "")
        parts = [self.kind.value, self.number, self.span and f"{self.span}s", self.since, sense]
        return " ".join(part for part in [*parts, "shared" if self.joint else ""] if part)


@lru_cache(maxsize=4096)
def read_series_claim(text: str, locale: str, rules: Rules) -> SeriesClaim | None:
    """Read a bound text as a claim over a series; ``None`` if it is none."""
    plain = " ".join(swap(text).lower().split())
    if locale.lower().startswith("ko"):
        found = read_korean(plain)
        return _from_fields(found) if found else None
    return _read_english(plain, rules)


def _from_fields(found: ClaimFields) -> SeriesClaim:
    words = {name: value for name, value in found.items() if name != "kind"}
    return SeriesClaim(kind=ClaimKind[str(found["kind"])], **words)  # type: ignore[arg-type]


# "Worst" and "best" are in neither: of crimes the worst year is the highest, of harvests the lowest.
HIGH = frozenset(
    "largest biggest highest greatest most longest heaviest oldest busiest deadliest richest strongest costliest "
    "commonest top leading steepest tallest widest fullest".split()
)
LOW = frozenset("lowest smallest fewest least shortest lightest youngest poorest cheapest weakest narrowest".split())
UNSURE = SUPERLATIVES - HIGH - LOW - {"record"}
"""Superlatives that may stand for either end, such as "worst"."""
SPANS = {
    word: span
    for span in ("year", "month", "quarter", "week", "day", "decade", "half-year")
    for word in (span, f"{span}s")
}
_ADJECTIVES = {"annual": "year", "yearly": "year", "monthly": "month", "quarterly": "quarter", "weekly": "week"}


_WORD = either([*UNITS, *TENS, *ORDINALS, "dozen"])
_N = rf"(?:\d+(?:st|nd|rd|th)?|(?:{_WORD})(?:[- ](?:{_WORD}))?)"
# "At most" is a qualifier, "most of the time" no rank.
_SUP = rf"(?<!at )(?:{either(HIGH | LOW | UNSURE)})(?! of the time)"
_SPAN = either(SPANS)
_MONTH = either(MONTHS)
_PERIOD = (
    rf"(?:(?:the )?(?:(?P<q>first|second|third|fourth|q[1-4])(?: quarter)?(?: of)? )?"
    rf"(?:(?P<month>{_MONTH})\.? )?(?P<year>(?:1[5-9]|20|21)\d\d)(?:-(?P<mm>\d\d))?)"
)
_NO = re.compile(r"\b(?:not|no longer|never|neither|nor|hardly|scarcely|without|cannot|isn't|wasn't|nowhere)\b")
# Looked for before `_NO`: the one "never" that claims something.
_NEVER_SO = re.compile(
    r"\bnever (?:before |yet )?(?:been )?(?:so|as) (?P<word>many|much|high|large|often|few|low|little)(?: before)?"
    r"|\b(?P<more>more|higher|greater|larger|fewer|lower|smaller|less) than (?:ever|at any time)(?: before)?"
)
_LESS = frozenset("few low little fewer lower smaller less".split())
_RECORD = re.compile(
    r"\b(?:a |the |new )*(?:(?:all-time|all time|record)[- ](?P<end>high|low|peak|highs|lows)|all-time|all time"
    r"|(?:new|historic|historical) (?P<new>high|low|peak)|records?|record-breaking|record-setting|unprecedented)\b"
)
_EVER = re.compile(
    r"\b(?:on record|ever(?: recorded| measured| counted| seen)?|so far|to date|in history|yet|of all"
    r"|since (?:the )?(?:records|counting|recording|record-keeping|series|figures|counts?|data|measurements?|it)"
    r"(?: began| begin| begins| started| starts)?(?: in (?P<start>\d{4}))?)\b"
)
_SINCE = re.compile(rf"\bsince (?P<least>at least )?{_PERIOD}")
_FIRST_TIME = re.compile(r"\b(?:for )?the first time\b|\bfirst time\b")
_HIGH_OF = re.compile(
    rf"\b(?P<number>{_N})[- ](?P<span>year|month|quarter|week|day|decade)[- ](?P<end>high|low|peak)\b"
)
_BEFORE_SPAN = re.compile(r"\b(?:in|within|after|every|of|per) (?:the )?(?:last |past )?$")
_AFTER_SPAN = re.compile(r" (?:ago|earlier|later|before|after|old|apart)\b")
"""Around a number of years these make a time of it, and not a run: "the second time in three years"."""
_EVERY = re.compile(rf"\b(?:every|each) (?P<span>{_SPAN}) since {_PERIOD}")
# "The second-largest city, second only to Oslo": what follows names the one ahead, and claims nothing more.
_ONLY_TO = re.compile(r"\bonly to .*$")
_THEN = re.compile(r"\b(?:then|at the time|at that time|until then|of its day)\b")
_JOINT = re.compile(r"\b(?:joint|jointly|tied|ties|equal|shared|co-)\b")
_TOP = re.compile(rf"\b(?:among|in|one of|within) (?:the )?(?:top (?P<number>{_N})|(?P<more>{_N}) (?P<sup>{_SUP}))\b")
_VAGUE = re.compile(
    rf"\b(?:among|one of) the (?:very )?(?P<sup>{_SUP})\b|\bmost of\b|\bfor the most part\b"
    rf"|\bnext[- ](?:{_SUP})\b"
)
_NTH = re.compile(rf"\b(?P<number>{_N})[- ](?P<sup>{_SUP})\b")
_NUMBERED = re.compile(rf"(?:\bno\.? ?|\bnumber |#)(?P<number>\d+|{_WORD})\b")
_PLACED = re.compile(
    r"\b(?:(?:ranks?|ranked|ranking|places?|placed|comes?|came|finished|stands?|in) (?:the )?)?"
    r"(?:joint |tied |equal )?"
    rf"(?P<number>{_N})(?: (?:place|position|rank))?\b"
)
_SUPERLATIVE = re.compile(rf"\b(?P<sup>{_SUP})\b|\b(?:leads?|led)\b")
_OF = re.compile(rf"\b(?:out )?of (?:the |all (?:the )?)?(?P<of>{_N})\b")


# A pattern of all qualifiers takes long to compile, and rules are few.
@lru_cache(maxsize=16)
def _patterns_of(rules: Rules) -> tuple[str, re.Pattern[str], re.Pattern[str]]:
    """Return the qualifiers of the rules as one pattern, and the patterns of a run and of "in 12 years"."""
    words = either([word for one in rules.qualifiers for word in one.words if word.isascii() and word[0].isalpha()])
    number = rf"(?P<number>(?:(?:{words}) )?(?:{_N}|an?))"
    run = rf"\b{number}[- ](?:(?P<run>consecutive|straight|successive)[- ])?"
    behind = r"(?P<behind> (?:running|in a row|in succession|on the trot|on end|straight|consecutively))?"
    streak = (
        rf"{run}(?P<span>{_SPAN})\b{behind}"
        rf"|\b(?P<n2>(?:(?:{words}) )?{_N})[- ](?:(?P<run2>consecutive|straight|successive)\b"
        rf"(?: (?P<adjective>{either(_ADJECTIVES)})\b)?|(?:time )?(?P<behind2>running|in a row|in succession)\b)"
    )
    within = rf"\b(?:in|for|over) (?:the )?(?:last |past )?(?:about )?{number}[- ](?P<span>{_SPAN})\b"
    return words, re.compile(streak), re.compile(within)


def _read_english(text: str, rules: Rules) -> SeriesClaim | None:
    text = _ONLY_TO.sub("", text).strip()
    never = _NEVER_SO.search(text)
    if never is None and _NO.search(text):
        return SeriesClaim(kind=ClaimKind.UNSURE, rest=text)
    if never is not None:
        sense = -1 if (never["word"] or never["more"]) in _LESS else 1
        return SeriesClaim(kind=ClaimKind.RECORD, sense=sense, rest=_without(text, never))
    then, joint = _THEN.search(text) is not None, _JOINT.search(text) is not None
    # The order matters: "the highest since 2008" has a superlative too, and nearly every claim has a number, so that
    # the most particular reader comes first and a bare rank last.
    for reader in (_read_since, _read_streak, _read_rank_of_many, _read_record, _read_rank):
        figure = reader(text, rules)
        if figure is not None:
            return replace(figure, then=then, joint=joint)
    return None


def _read_since(text: str, rules: Rules) -> SeriesClaim | None:
    """Read "the highest since 2008", "a 12-year high", "the lowest in 12 years", "the first time since 2019"."""
    if high := _HIGH_OF.search(text):
        sense = -1 if high["end"] == "low" else 1
        return SeriesClaim(
            kind=ClaimKind.SINCE, number=high["number"], span=high["span"], sense=sense, rest=_without(text, high)
        )
    superlative = _SUPERLATIVE.search(text) or _RECORD.search(text) or _FIRST_TIME.search(text)
    if superlative is None:
        return None
    placed = _NTH.search(text)
    sense = _sense(_SUPERLATIVE.search(text)) or _sense_of_end(text)
    if since := _SINCE.search(text):
        kind = ClaimKind.UNSURE if placed else ClaimKind.SINCE
        rest = _without(_without(text, since), superlative)
        return SeriesClaim(kind=kind, since=_iso(since), least=bool(since["least"]), sense=sense, rest=rest)
    within = _patterns_of(rules)[2].search(text)
    # "In 12 years the highest" is read as a rank; only behind the superlative does the span limit it.
    if within is None or superlative.start() > within.start():
        return None
    rest = _without(text, within)[: superlative.start()] + text[superlative.end() : within.start()]
    return SeriesClaim(
        kind=ClaimKind.UNSURE if placed else ClaimKind.SINCE,
        number=within["number"],
        span=SPANS[within["span"]],
        sense=sense,
        rest=f"{rest} {text[within.end() :]}".strip(),
    )


def _read_streak(text: str, rules: Rules) -> SeriesClaim | None:
    """Read "for the second year running", "three straight years", "each year since 2017"."""
    if every := _EVERY.search(text):
        span, rest = SPANS[every["span"]], _without(text, every)
        return SeriesClaim(kind=ClaimKind.STREAK, since=_iso(every), span=span, rest=rest)
    found = _patterns_of(rules)[1].search(text)
    # "A year" is no run.
    if found is None or found["number"] in {"a", "an"}:
        return None
    rest = _without(text, found)
    named = found["n2"] or found["run"] or found["behind"]
    apart = _BEFORE_SPAN.search(text[: found.start()]) or _AFTER_SPAN.match(text[found.end() :])
    # Two claims in one text, or a span of time that is no run: neither can be judged as one.
    if _RECORD.search(rest) or _SUPERLATIVE.search(rest) or (apart and not named):
        return SeriesClaim(kind=ClaimKind.UNSURE, rest=rest)
    span = SPANS.get(found["span"] or "", _ADJECTIVES.get(found["adjective"] or "", ""))
    return SeriesClaim(kind=ClaimKind.STREAK, number=found["number"] or found["n2"], span=span, rest=rest)


def _read_rank_of_many(text: str, rules: Rules) -> SeriesClaim | None:
    """Read "among the top five", "third highest", "second most on record"; "among the largest" says too little."""
    if top := _TOP.search(text):
        number, sense = top["number"] or top["more"], _sense(top) if top["sup"] else 1
        return SeriesClaim(kind=ClaimKind.RANK, number=number, sense=sense, top=True, rest=_without(text, top))
    # "Among the largest" is true of any place that somebody finds large.
    if vague := _VAGUE.search(text):
        return SeriesClaim(kind=ClaimKind.UNSURE, rest=_without(text, vague))
    if nth := _NTH.search(text):
        return _ranked(nth["number"], _sense(nth), _without(text, nth))
    return None


def _read_record(text: str, rules: Rules) -> SeriesClaim | None:
    """Read "a record", "an all-time low", "the most ever", "the highest on record"."""
    ever, superlative, record = _EVER.search(text), _SUPERLATIVE.search(text), _RECORD.search(text)
    if record is None and (ever is None or superlative is None):
        return None
    sense = _sense(superlative) or _sense_of_end(text)
    rest = text
    for found in (ever, superlative, record):
        rest = rest.replace(found.group(), " ", 1) if found else rest
    start = (ever["start"] or "") if ever else ""
    return SeriesClaim(kind=ClaimKind.RECORD, sense=sense, since=start, rest=rest)


def _read_rank(text: str, rules: Rules) -> SeriesClaim | None:
    """Read "the largest", "No. 3", "in second place", and a number by itself."""
    if superlative := _SUPERLATIVE.search(text):
        return _ranked("first", _sense(superlative), _without(text, superlative))
    if numbered := _NUMBERED.search(text):
        return _ranked(numbered["number"], 0, _without(text, numbered))
    placed = _PLACED.search(text)
    if placed is None:
        return None
    # A number by itself may be anything; `verdicts.series` decides by the kind of the series.
    alone = placed.group() == text.removeprefix("the ").removeprefix("a ")
    kind = ClaimKind.NUMBER if placed["number"] == placed.group() and alone else ClaimKind.RANK
    # "23 people came" is no place; "third", "3rd" and "in second place" are.
    bare_count = placed["number"] == placed.group() and not re.search(r"(?:st|nd|rd|th)$|first|second|third", placed[0])
    if kind is ClaimKind.RANK and bare_count:
        return None
    return replace(_ranked(placed["number"], 0, _without(text, placed)), kind=kind)


def _ranked(number: str, sense: int, rest: str) -> SeriesClaim:
    of = _OF.search(rest)
    rest = _without(rest, of) if of else rest
    return SeriesClaim(kind=ClaimKind.RANK, number=number, sense=sense, of=of["of"] if of else "", rest=rest)


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}".strip()


def _sense(match: re.Match[str] | None) -> int:
    word = (match.groupdict().get("sup") or "most") if match else ""
    return 1 if word in HIGH else -1 if word in LOW else 0


def _sense_of_end(text: str) -> int:
    found = _RECORD.search(text)
    end = (found["end"] or found["new"] or "") if found else ""
    return -1 if end.startswith("low") else 1 if end else 0


def _iso(match: re.Match[str]) -> str:
    year, month, quarter = match["year"], match["month"], match["q"]
    if match["mm"]:
        return f"{year}-{match['mm']}"
    if month:
        return f"{year}-{MONTHS[month]:02d}"
    if quarter:
        return f"{year}-Q{_QUARTERS.get(quarter) or quarter[1:]}"
    return year


_QUARTERS = {"first": "1", "second": "2", "third": "3", "fourth": "4"}
