"""Read English claims over a series: the second year running, the third-highest, the highest since 2008."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any

from figurecheck.figures.common.phrases import PhraseMatch, Phrases
from figurecheck.figures.common.qualifiers import Rules
from figurecheck.figures.common.series_claim import ClaimKind, SeriesClaim, clause_before
from figurecheck.figures.english import series_words as english
from figurecheck.figures.english.motion_words import DOWN, DOWN_AFTER, UP, UP_AFTER
from figurecheck.figures.english.phrases import QUALIFIERS
from figurecheck.figures.english.series_slots import SLOTS
from figurecheck.figures.english.words import MONTHS, ORDINALS


def _phrases(table: tuple[str, ...], *, may_go_on: bool = False) -> Phrases:
    return Phrases(*table, slots=SLOTS, may_go_on=may_go_on)


_NOT, _NEVER_SO = _phrases(english.NOT), _phrases(english.NEVER_SO, may_go_on=True)
_THEN, _JOINT, _ONLY_TO = (
    _phrases(english.THEN),
    _phrases(english.JOINT, may_go_on=True),
    _phrases(english.ONLY_TO, may_go_on=True),
)
_RECORD, _EVER, _FIRST_TIME = _phrases(english.RECORD), _phrases(english.EVER), _phrases(english.FIRST_TIME)
_SINCE, _EVERY = _phrases(english.SINCE, may_go_on=True), _phrases(english.EVERY, may_go_on=True)
_SINCE_LABEL, _EVERY_LABEL = _phrases(english.SINCE_LABEL), _phrases(english.EVERY_LABEL)
_HIGH_OF, _SUPERLATIVE, _NTH = _phrases(english.HIGH_OF), _phrases(english.SUPERLATIVE), _phrases(english.NTH)
_BEFORE_SPAN, _AFTER_SPAN = _phrases(english.BEFORE_SPAN), _phrases(english.AFTER_SPAN)
_FROM_END, _BOTTOM = _phrases(english.FROM_END), _phrases(english.BOTTOM)
_TOP, _VAGUE, _OF = _phrases(english.TOP), _phrases(english.VAGUE), _phrases(english.OF)
_BEHIND, _ASIDE, _PLACED_BY = _phrases(english.BEHIND), _phrases(english.ASIDE), _phrases(english.PLACED_BY)
_CLEAR = _phrases(english.CLEAR)
_NUMBERED, _PLACED = _phrases(english.NUMBERED), _phrases(english.PLACED)


# Rules are few, and their qualifiers are many words.
@lru_cache(maxsize=16)
def _phrases_of(rules: Rules) -> tuple[Phrases, Phrases]:
    """Return the phrases of a run and of "in 12 years", with the qualifiers of the rules."""
    words = (word for one in rules.qualifiers for word in one.words_in(QUALIFIERS)[0] if word[0].isalpha())
    slots = {**SLOTS, "qualifier": tuple(words)}
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
            return replace(figure, then=then, joint=joint, **_read_before(text, figure.rest))
    return None


def _read_before(text: str, rest: str) -> dict[str, Any]:
    before = clause_before(text, rest)
    if _ASIDE.search_end(before):
        return {"kind": ClaimKind.UNSURE}
    # Numbers are held against the series; and a subject whose verb is read, as in "Oslo ranks third", is no such word.
    if any(map(str.isdecimal, before)) or _PLACED_BY.match(text, len(before) + 1):
        return {}
    for clear in _CLEAR.find_all(before):
        before = before.replace(clear.text, " ")
    words = [word for word in before.split() if not word.endswith(("'s", "s'"))]
    # What stands before "broke" is who broke it.
    at = max((at for at, word in enumerate(words, 1) if word in english.REACHED), default=0)
    return {"before": " ".join(words[at:])}


def _read_since(text: str, rules: Rules) -> SeriesClaim | None:
    """Read "the highest since 2008", "a 12-year high", "the lowest in 12 years", "the first time since 2019"."""
    # "A second-half low" is none of two.
    if (high := _HIGH_OF.search(text)) and not (high["noun"] and _is_ordinal(high["number"])):
        return SeriesClaim(
            kind=ClaimKind.SINCE, number=high["number"], span=high["span"], step=high["noun"],
            sense=english.ENDS[high["end"]], rest=_without(text, high),
        )  # fmt: skip
    superlative = _SUPERLATIVE.search(text) or _RECORD.search(text) or _FIRST_TIME.search(text)
    if superlative is None:
        return None
    placed = _NTH.search(text)
    sense = _sense(_SUPERLATIVE.search(text)) or _sense_of_end(text)
    since = _SINCE.search(text)
    label = _SINCE_LABEL.search(text) if "since " in text and not _EVER.search(text) else None
    if since or label:
        kind = ClaimKind.UNSURE if placed else ClaimKind.SINCE
        found = since if since and not _goes_on(text, since) else label or since
        rest = text.replace(found.text, " ", 1).replace(superlative.text, " ", 1).strip() if found else text
        return SeriesClaim(
            kind=kind, since=_iso(since) if since else "", since_label=label["label"] if label else "",
            least=bool(found and found["at least"]), sense=sense, rest=rest,
        )  # fmt: skip
    # The first of "the first time" is no number of steps.
    spans = [one for one in _phrases_of(rules)[1].find_all(text) if not _overlap(one, superlative)]
    within = spans[0] if spans else None
    # "In 12 years the highest" is read as a rank; only behind the superlative does the span limit it.
    if within is None or superlative.start > within.start:
        return None
    rest = _without(text, within)[: superlative.start] + text[superlative.end : within.start]
    # "In the third quarter" is one of them, and no three.
    unsure = placed or _is_ordinal(within["number"])
    return SeriesClaim(
        kind=ClaimKind.UNSURE if unsure else ClaimKind.SINCE,
        number=_counted(within),
        span=english.SPANS.get(within["span"], ""),
        step=within["noun"],
        sense=sense,
        rest=f"{rest} {text[within.end :]}".strip(),
    )


def _overlap(one: PhraseMatch, other: PhraseMatch) -> bool:
    return one.start < other.end and other.start < one.end


def _read_streak(text: str, rules: Rules) -> SeriesClaim | None:
    """Read "for the second year running", "three straight years", "each year since 2017"."""
    if every := _EVERY.search(text):
        label = _SINCE_LABEL.search(text)
        span, rest = english.SPANS[every["span"]], _without(text, every)
        # The season 2019/20 is read by its label.
        if label and _goes_on(text, every):
            return SeriesClaim(kind=ClaimKind.STREAK, since_label=label["label"], span=span, rest=_without(text, label))
        return SeriesClaim(kind=ClaimKind.STREAK, since=_iso(every), span=span, rest=rest)
    if every := _EVERY_LABEL.search(text):
        return SeriesClaim(
            kind=ClaimKind.STREAK,
            since_label=every["label"],
            span=english.SPANS.get(every["span"], ""),
            step=every["noun"],
            rest=_without(text, every),
        )
    found = _phrases_of(rules)[0].search(text)
    # "A year" is no run.
    if found is None or _counted(found) in {"a", "an"}:
        return None
    rest = _without(text, found)
    named = found["run"] or found["behind"]
    apart = _BEFORE_SPAN.search_end(text[: found.start]) or _AFTER_SPAN.match(text, found.end)
    # "The second-highest of 12 years" is a place among them.
    if apart and not named and (of := _OF.search(text)) is not None and _overlap(of, found):
        return None
    # Two claims in one text, or a span of time that is no run: neither can be judged as one.
    if _RECORD.search(rest) or _SUPERLATIVE.search(rest) or (apart and not named):
        return SeriesClaim(kind=ClaimKind.UNSURE, rest=rest)
    span = english.SPANS.get(found["span"], english.ADJECTIVES.get(found["adjective"], ""))
    # "A third straight rise" says what happened, and not at which steps.
    step = "" if found["noun"] in _EVENTS else found["noun"]
    return SeriesClaim(
        kind=ClaimKind.STREAK, number=_counted(found), span=span, step=step, rest=f"{rest} {_event(found)}".strip()
    )


_EVENTS = DOWN | UP | DOWN_AFTER | UP_AFTER | english.NO_STEPS


def _event(found: PhraseMatch) -> str:
    return found["noun"] if found["noun"] in _EVENTS else ""


def _read_rank_of_many(text: str, rules: Rules) -> SeriesClaim | None:
    """Read "among the top five", "third highest", "second most on record"; "among the largest" says too little."""
    if (place := _read_from_end(text)) is not None:
        return place
    if top := _TOP.search(text):
        sense = _sense(top) if top["superlative"] else 1
        return replace(_ranked(top["number"], sense, _without(text, top)), top=True)
    # "Among the largest" is true of any place that somebody finds large.
    vague = _VAGUE.search(text)
    if vague is not None and text[vague.start :] != "most of all":
        return SeriesClaim(kind=ClaimKind.UNSURE, rest=_without(text, vague))
    if nth := _NTH.search(text):
        return _ranked(nth["number"], _sense(nth), _without(text, nth))
    return None


def _read_from_end(text: str) -> SeriesClaim | None:
    """Read "third from bottom", "last but one", "joint last", "the bottom five"."""
    if found := _FROM_END.search(text):
        number = found["number"] or english.PENULTIMATE.get(found["but"]) or ("first" if found["last"] else "second")
        return replace(_ranked(number, 0, _without(text, found)), from_end=True)
    if bottom := _BOTTOM.search(text):
        return replace(_ranked(bottom["number"], 0, _without(text, bottom)), from_end=True, top=True)
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
        word = superlative["superlative"]
        outermost = int(word in english.LAST) - int(word in english.FIRST)
        ranked = _ranked("first", _sense(superlative), _without(text, superlative))
        return replace(ranked, outermost=outermost)
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
    ranked = replace(_ranked(placed["number"], 0, _without(text, placed)), kind=kind)
    behind = None if ranked.of else _BEHIND.match(text, placed.end)
    if behind is None or behind["noun"] in _EVENTS:
        return ranked
    return replace(ranked, span=english.SPANS.get(behind["span"], ""), step=behind["noun"])


def _ranked(number: str, sense: int, rest: str) -> SeriesClaim:
    of = _OF.search(rest)
    rest = _without(rest, of) if of else rest
    if of is None:
        return SeriesClaim(kind=ClaimKind.RANK, number=number, sense=sense, rest=rest)
    return SeriesClaim(
        kind=ClaimKind.RANK, number=number, sense=sense, of=of["number"], span=english.SPANS.get(of["span"], ""),
        step=of["noun"], rest=rest,
    )  # fmt: skip


def _without(text: str, found: PhraseMatch) -> str:
    return f"{text[: found.start]} {text[found.end :]}".strip()


def _is_ordinal(number: str) -> bool:
    return number.rsplit("-", maxsplit=1)[-1] in ORDINALS or number[-2:] in {"st", "nd", "rd", "th"}


def _goes_on(text: str, found: PhraseMatch) -> bool:
    """Return whether more digits follow a year: 2019/20, 2017-2021."""
    return re.match(r"\s?[/–—-]\s?\d", text[found.end :]) is not None


def _sense(found: PhraseMatch | None) -> int:
    word = (found["superlative"] or "most") if found else ""
    return 1 if word in english.HIGH else -1 if word in english.LOW else 0


def _sense_of_end(text: str) -> int:
    found = _RECORD.search(text)
    return english.ENDS[found["end"]] if found and found["end"] else 0


def _iso(found: PhraseMatch) -> str:
    year, quarter = found["year"], found["quarter"]
    # "2019-20" is a season.
    if found["mm"] and int(found["mm"]) <= 12:
        return f"{year}-{found['mm']}"
    if found["month"]:
        return f"{year}-{MONTHS[found['month']]:02d}"
    return f"{year}-Q{english.QUARTERS[quarter]}" if quarter else year
