"""Read Korean claims over a series: 2년 연속, 세 번째로 많은, 역대 최다, 2008년 이후 최고, 12년 만에 최저."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from figurecheck.figures.common.phrase_slots import Slot, Slots, digits, end_of_run
from figurecheck.figures.common.phrases import PhraseMatch, Phrases
from figurecheck.figures.common.qualifiers import Rules
from figurecheck.figures.common.series_claim import ClaimKind, SeriesClaim
from figurecheck.figures.common.word_table import is_hangul
from figurecheck.figures.korean import series_words as korean
from figurecheck.figures.korean.unread import is_idle


def _word(text: str, at: int) -> Iterator[int]:
    yield from range(end_of_run(text, at, is_hangul), at, -1)


def _rest(text: str, at: int) -> Iterator[int]:
    yield from _word(text, at)
    yield at


_SLOTS: Slots = {
    **korean.SLOTS,
    "digits": digits(1, 1000),
    "year": digits(4),
    "month": digits(1, 2),
    "word": Slot(_word),
    "rest": Slot(_rest),
    "noun": Slot(_word),
}


def _phrases(table: tuple[str, ...]) -> Phrases:
    # Korean puts particles behind a word without a space.
    return Phrases(*table, slots=_SLOTS, whole_words=False)


_VAGUE, _STREAK, _SINCE, _WITHIN = map(_phrases, (korean.VAGUE, korean.STREAK, korean.SINCE, korean.WITHIN))
_SINCE_LABEL = _phrases(korean.SINCE_LABEL)
_NTH, _PLACE, _RECORD = map(_phrases, (korean.NTH, korean.PLACE, korean.RECORD))
_FROM_END = _phrases(korean.FROM_END)
_TOP, _OF = map(_phrases, (korean.TOP, korean.OF))
_SUPERLATIVE, _ASIDE = map(_phrases, (korean.SUPERLATIVE, korean.ASIDE))


def read_korean(text: str, _rules: Rules) -> SeriesClaim | None:
    """Read a bound Korean text as a claim over a series; ``None`` if it is none."""
    if end := _FROM_END.search(text):
        return _read_from_end(text, end)
    if any(word in text for word in korean.BOTTOM) or _denies(text) or _VAGUE.search(text) or _ASIDE.search(text):
        return SeriesClaim(kind=ClaimKind.UNSURE, rest=text)
    found = _read(text)
    # "두 번째로 예쁘다" is a place in an order that is not read.
    if found and found.kind is ClaimKind.RANK and not found.sense and _is_by_other(text):
        return SeriesClaim(kind=ClaimKind.UNSURE, rest=text)
    then = any(word in text for word in korean.THEN)
    return found and replace(found, joint="공동" in text, then=then)


def _read_from_end(text: str, found: PhraseMatch) -> SeriesClaim:
    """Read 꼴찌 and "끝에서 두 번째", also behind how many are ranked."""
    left, of = _take_of(text)
    rest = _without(left, found)
    unsure = any(word in rest for word in (*korean.BOTTOM, *korean.ESCAPED)) or _SUPERLATIVE.search(rest)
    if unsure or _denies(text) or _is_by_other(text):
        return SeriesClaim(kind=ClaimKind.UNSURE, rest=text)
    number = _number(found) if found["digits"] or found["native"] else "1"
    return SeriesClaim(kind=ClaimKind.RANK, number=number, of=of, from_end=True, joint="공동" in text, rest=rest)


def _is_by_other(text: str) -> bool:
    """Return whether a place is one by a word that neither is a known adjective nor says only that it was reached."""
    *_, behind = text.rpartition(korean.NTH_OF) if korean.NTH_OF in text else ("",)
    word = behind.split(" ")[0].strip(".,")
    return bool(word) and word.endswith(korean.ADJECTIVE_ENDS) and not is_idle(word)


def _denies(text: str) -> bool:
    if any(word in text for word in korean.NOT):
        return True
    *heads, _ = text.split(korean.DENIED)
    return any(not head.removesuffix(" ").endswith(korean.UNPRECEDENTED) for head in heads)


def _read(text: str) -> SeriesClaim | None:
    superlative = _SUPERLATIVE.search(text)
    if run := _STREAK.search(text):
        return _read_run(text, run, superlative)
    if top := _TOP.search(text):
        rest = _without(text, top).replace("상위", "")
        return SeriesClaim(kind=ClaimKind.RANK, number=_number(top), sense=int("상위" in text), top=True, rest=rest)
    text, of = _take_of(text)
    if nth := _NTH.search(text):
        # "The third highest since 2008" is no place in the whole series.
        since = _SINCE.search(text) or _WITHIN.search(text)
        kind, sense = ClaimKind.UNSURE if since else ClaimKind.RANK, 1 if nth["high"] else -1
        return SeriesClaim(kind=kind, number=_number(nth), sense=sense, of=of, rest=_without(text, nth))
    sense = _sense(superlative)
    if (superlative or "처음" in text) and (since := _SINCE.search(text)):
        month = f"-{int(since['month']):02d}" if since["month"] else ""
        rest = _without(_without(text, since), superlative)
        return SeriesClaim(kind=ClaimKind.SINCE, since=since["year"] + month, sense=sense, rest=rest)
    if (superlative or "처음" in text) and (within := _WITHIN.search(text)):
        rest = _without(_without(text, within), superlative)
        claim = SeriesClaim(kind=ClaimKind.SINCE, number=_number(within), sense=sense, rest=rest)
        return _add_step(claim, within)
    label = None if _RECORD.search(text) else _SINCE_LABEL.search(text)
    if (superlative or "처음" in text) and label and text[: label.start].strip():
        rest = _without(text[label.end :], superlative)
        return SeriesClaim(kind=ClaimKind.SINCE, since_label=text[: label.start].strip(), sense=sense, rest=rest)
    # After "since": "2008년 이후 역대 최고" is read by its period, which says more.
    if record := _RECORD.search(text):
        return SeriesClaim(kind=ClaimKind.RECORD, sense=sense, rest=_without(_without(text, record), superlative))
    if superlative:
        return SeriesClaim(kind=ClaimKind.RANK, number="1", sense=sense, of=of, rest=_without(text, superlative))
    if place := _PLACE.search(text):
        number = "1" if place["first"] else place["digits"] or korean.NATIVE[place["place"]]
        return SeriesClaim(kind=ClaimKind.RANK, number=number, of=of, rest=_without(text, place))
    return None


def _read_run(text: str, run: PhraseMatch, superlative: PhraseMatch | None) -> SeriesClaim:
    rest = _without(text, run)
    # A run and a record in one text are two claims, of which only one could be judged.
    if superlative or _RECORD.search(rest):
        return SeriesClaim(kind=ClaimKind.UNSURE, rest=rest)
    return _add_step(SeriesClaim(kind=ClaimKind.STREAK, number=_number(run), rest=rest), run)


def _take_of(text: str) -> tuple[str, str]:
    """Return a text without "38개국 가운데", and the number of those that are ranked; empty if it names none."""
    found = _OF.search(text)
    return (_without(text, found), found["digits"]) if found else (text, "")


def _without(text: str, found: PhraseMatch | None) -> str:
    return text.replace(found.text, " ", 1).strip() if found else text


def _add_step(claim: SeriesClaim, found: PhraseMatch) -> SeriesClaim:
    """Add what is counted: a span of time, or another step of a series."""
    if found["span"]:
        return replace(claim, span=korean.SPANS[found["span"]])
    noun = "" if found["noun"] in korean.NO_STEPS else found["noun"]
    return replace(claim, step=noun, step_name=korean.STEPS.get(noun, ""))


def _number(found: PhraseMatch) -> str:
    return found["digits"] or korean.NATIVE[found["native"]]


def _sense(superlative: PhraseMatch | None) -> int:
    """Return 1 for the highest and its like, -1 for the lowest, 0 without a superlative."""
    if superlative is None:
        return 0
    return 1 if superlative["high"] or superlative["end"] in korean.HIGH_ENDS else -1
