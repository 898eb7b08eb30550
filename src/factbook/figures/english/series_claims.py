"""Read English claims over a series: the second year running, the third-highest, the highest since 2008."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from factbook.figures.common.phrase_slots import Slot, Slots, digits
from factbook.figures.common.phrases import PhraseMatch, Phrases
from factbook.figures.common.qualifiers import Rules
from factbook.figures.common.series_claim import ClaimKind, SeriesClaim
from factbook.figures.common.word_table import WordTable
from factbook.figures.english import series_words as english
from factbook.figures.english.phrases import QUALIFIERS
from factbook.figures.english.words import MONTHS, ORDINALS, TENS, UNITS

_DIGITS = digits(1, 1000)
_TEENS_AND_TENS = WordTable([*UNITS, *TENS, *ORDINALS, "dozen"])


def _number(text: str, at: int) -> Iterator[int]:
    """Yield where a number may end: 12, 3rd, three, twenty-one."""
    for end in _DIGITS.read(text, at):
        if text.startswith(("st", "nd", "rd", "th"), end):
            yield end + 2
        yield end
    for end in _TEENS_AND_TENS.ends(text, at):
        if text[end : end + 1] in {"-", " "}:
            yield from _TEENS_AND_TENS.ends(text, end + 1)
        yield end


def _number_or_article(text: str, at: int) -> Iterator[int]:
    yield from _number(text, at)
    yield from (at + len(article) for article in ("an", "a") if text.startswith(article, at))


def _one_number(text: str, at: int) -> Iterator[int]:
    yield from _DIGITS.read(text, at)
    yield from _TEENS_AND_TENS.ends(text, at)


_SUPERLATIVE_WORDS = english.HIGH | english.LOW | english.UNSURE
_SUPERLATIVES = WordTable(_SUPERLATIVE_WORDS)


def _superlative(text: str, at: int) -> Iterator[int]:
    """Yield where a superlative ends; "at most" is a qualifier, "most of the time" no rank."""
    if not text[:at].endswith("at "):
        yield from (end for end in _SUPERLATIVES.ends(text, at) if not text.startswith(" of the time", end))


def _year(text: str, at: int) -> Iterator[int]:
    year = text[at : at + 4]
    if len(year) == 4 and year.isdecimal() and 1500 <= int(year) < 2200:
        yield at + 4


_FIRSTS = frozenset({*"0123456789", *(word[0] for word in (*UNITS, *TENS, *ORDINALS, "dozen"))})
_SLOTS: Slots = {
    **english.SLOTS,
    "number": Slot(_number, _FIRSTS),
    "number or article": Slot(_number_or_article, _FIRSTS | {"a"}),
    "one number": Slot(_one_number, _FIRSTS),
    "superlative": Slot(_superlative, frozenset(word[0] for word in _SUPERLATIVE_WORDS)),
    "year": Slot(_year),
    "letter": Slot(lambda text, at: (at + 1,) if text[at : at + 1].isalnum() else ()),
    "two digits": digits(2),
    "four digits": digits(4),
}


def _phrases(table: tuple[str, ...], *, may_go_on: bool = False) -> Phrases:
    return Phrases(*table, slots=_SLOTS, may_go_on=may_go_on)


_NOT, _NEVER_SO = _phrases(english.NOT), _phrases(english.NEVER_SO, may_go_on=True)
_THEN, _JOINT, _ONLY_TO = (
    _phrases(english.THEN),
    _phrases(english.JOINT, may_go_on=True),
    _phrases(english.ONLY_TO, may_go_on=True),
)
_RECORD, _EVER, _FIRST_TIME = _phrases(english.RECORD), _phrases(english.EVER), _phrases(english.FIRST_TIME)
_SINCE, _EVERY = _phrases(english.SINCE, may_go_on=True), _phrases(english.EVERY, may_go_on=True)
_HIGH_OF, _SUPERLATIVE, _NTH = _phrases(english.HIGH_OF), _phrases(english.SUPERLATIVE), _phrases(english.NTH)
_BEFORE_SPAN, _AFTER_SPAN = _phrases(english.BEFORE_SPAN), _phrases(english.AFTER_SPAN)
_TOP, _VAGUE, _OF = _phrases(english.TOP), _phrases(english.VAGUE), _phrases(english.OF)
_NUMBERED, _PLACED = _phrases(english.NUMBERED), _phrases(english.PLACED)


# Rules are few, and their qualifiers are many words.
@lru_cache(maxsize=16)
def _phrases_of(rules: Rules) -> tuple[Phrases, Phrases]:
    """Return the phrases of a run and of "in 12 years", with the qualifiers of the rules."""
    words = (word for one in rules.qualifiers for word in one.words_in(QUALIFIERS)[0] if word[0].isalpha())
    slots = {**_SLOTS, "qualifier": tuple(words)}
    return Phrases(*english.STREAK, slots=slots), Phrases(*english.WITHIN, slots=slots)


def _counted(found: PhraseMatch) -> str:
    """Return a number with its qualifier."""
    return f"{found['qualifier']} {found['number']}".strip()


def read_english(text: str, rules: Rules) -> SeriesClaim | None:
    """Read a bound English text as a claim over a series; ``None`` if it is none."""
    if only := _ONLY_TO.search(text):
        text = text[: only.start].strip()
    never = _NEVER_SO.search(text)
    if never is None and _NOT.search(text):
        return SeriesClaim(kind=ClaimKind.UNSURE, rest=text)
    if never is not None:
        sense = -1 if (never["many"] or never["more"]) in english.LESS else 1
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
        return SeriesClaim(kind=kind, since=_iso(since), least=bool(since["at least"]), sense=sense, rest=rest)
    within = _phrases_of(rules)[1].search(text)
    # "In 12 years the highest" is read as a rank; only behind the superlative does the span limit it.
    if within is None or superlative.start > within.start:
        return None
    rest = _without(text, within)[: superlative.start] + text[superlative.end : within.start]
    return SeriesClaim(
        kind=ClaimKind.UNSURE if placed else ClaimKind.SINCE,
        number=_counted(within),
        span=english.SPANS[within["span"]],
        sense=sense,
        rest=f"{rest} {text[within.end :]}".strip(),
    )


def _read_streak(text: str, rules: Rules) -> SeriesClaim | None:
    """Read "for the second year running", "three straight years", "each year since 2017"."""
    if every := _EVERY.search(text):
        span, rest = english.SPANS[every["span"]], _without(text, every)
        return SeriesClaim(kind=ClaimKind.STREAK, since=_iso(every), span=span, rest=rest)
    found = _phrases_of(rules)[0].search(text)
    # "A year" is no run.
    if found is None or _counted(found) in {"a", "an"}:
        return None
    rest = _without(text, found)
    named = found["run"] or found["behind"]
    apart = _BEFORE_SPAN.search_end(text[: found.start]) or _AFTER_SPAN.match(text, found.end)
    # Two claims in one text, or a span of time that is no run: neither can be judged as one.
    if _RECORD.search(rest) or _SUPERLATIVE.search(rest) or (apart and not named):
        return SeriesClaim(kind=ClaimKind.UNSURE, rest=rest)
    span = english.SPANS.get(found["span"], english.ADJECTIVES.get(found["adjective"], ""))
    return SeriesClaim(kind=ClaimKind.STREAK, number=_counted(found), span=span, rest=rest)


def _read_rank_of_many(text: str, rules: Rules) -> SeriesClaim | None:
    """Read "among the top five", "third highest", "second most on record"; "among the largest" says too little."""
    if top := _TOP.search(text):
        sense = _sense(top) if top["superlative"] else 1
        return SeriesClaim(kind=ClaimKind.RANK, number=top["number"], sense=sense, top=True, rest=_without(text, top))
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
        rest = rest.replace(found.text, " ", 1) if found else rest
    start = ever["year"] if ever else ""
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
    alone = placed.text == text.removeprefix("the ").removeprefix("a ")
    kind = ClaimKind.NUMBER if placed["number"] == placed.text and alone else ClaimKind.RANK
    # "23 people came" is no place; "third", "3rd" and "in second place" are.
    ordinal = placed.text.endswith(("st", "nd", "rd", "th")) or any(word in placed.text for word in english.QUARTERS)
    if kind is ClaimKind.RANK and placed["number"] == placed.text and not ordinal:
        return None
    return replace(_ranked(placed["number"], 0, _without(text, placed)), kind=kind)


def _ranked(number: str, sense: int, rest: str) -> SeriesClaim:
    of = _OF.search(rest)
    rest = _without(rest, of) if of else rest
    return SeriesClaim(kind=ClaimKind.RANK, number=number, sense=sense, of=of["number"] if of else "", rest=rest)


def _without(text: str, found: PhraseMatch) -> str:
    return f"{text[: found.start]} {text[found.end :]}".strip()


def _sense(found: PhraseMatch | None) -> int:
    word = (found["superlative"] or "most") if found else ""
    return 1 if word in english.HIGH else -1 if word in english.LOW else 0


def _sense_of_end(text: str) -> int:
    found = _RECORD.search(text)
    end = found["end"] if found else ""
    return -1 if end.startswith("low") else 1 if end else 0


def _iso(found: PhraseMatch) -> str:
    year, quarter = found["year"], found["quarter"]
    if found["mm"]:
        return f"{year}-{found['mm']}"
    if found["month"]:
        return f"{year}-{MONTHS[found['month']]:02d}"
    return f"{year}-Q{english.QUARTERS[quarter]}" if quarter else year
