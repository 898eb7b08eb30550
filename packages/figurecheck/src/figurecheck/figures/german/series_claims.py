"""Read German claims over a series: im dritten Jahr in Folge, die drittgrößte, Höchststand seit 2008."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from figurecheck.figures.common.phrase_slots import Slot, Slots, digits, end_of_run
from figurecheck.figures.common.phrases import PhraseMatch, Phrases
from figurecheck.figures.common.qualifiers import Rules
from figurecheck.figures.common.series_claim import ClaimKind, SeriesClaim
from figurecheck.figures.german import series_words as german
from figurecheck.figures.german.number_words import ENDINGS, WordKind, read_ordinal_stem, read_word, without_ending
from figurecheck.figures.german.phrases import QUALIFIERS
from figurecheck.figures.german.words import MONTHS

_DIGITS = digits(1, 4)
_STEMS = dict.fromkeys(german.HIGH_STEMS, 1) | dict.fromkeys(german.LOW_STEMS, -1)
_STEMS |= dict.fromkeys(german.UNSURE_STEMS, 0)
_PEAKS = dict.fromkeys(german.HIGH_PEAKS, 1) | dict.fromkeys(german.LOW_PEAKS, -1)


def _word_end(text: str, at: int) -> int:
    return end_of_run(text, at, str.isalpha)


def _number(text: str, at: int) -> Iterator[int]:
    """Yield where a number may end: 12, 3., drei, dritten."""
    for end in _DIGITS.read(text, at):
        if text[end : end + 1] == ".":
            yield end + 1
        yield end
    end = _word_end(text, at)
    read = read_word(text[at:end]) if end > at else None
    if read is not None and read.kind in {WordKind.NUMBER, WordKind.ORDINAL} and not read.bare:
        yield end


def to_number(text: str) -> str:
    """Write a number word in digits: 3 for "dritten"."""
    plain = text.rstrip(".")
    read = None if plain.isdecimal() else read_word(plain)
    return plain if read is None else str(read.amount)


def _superlative(text: str, at: int) -> Iterator[int]:
    end = _word_end(text, at)
    if without_ending(text[at:end]) in _STEMS:
        yield end


def _ranked(text: str, at: int) -> Iterator[int]:
    end = _word_end(text, at)
    if _rank_of(text[at:end])[0]:
        yield end


@lru_cache(maxsize=1024)
def _rank_of(word: str) -> tuple[int, int]:
    """Return rank and sense of "drittgrößte": (3, 1); zeros for any other word."""
    stem = without_ending(word)
    for superlative, sense in _STEMS.items():
        before = stem.removesuffix(superlative)
        if before != stem and (rank := read_ordinal_stem(before)):
            return rank, sense
    return 0, 0


def _peak(text: str, at: int) -> Iterator[int]:
    """Yield the end of "Höchststand" and of "Zwölfjahreshoch"."""
    end = _word_end(text, at)
    if text[at:end] in _PEAKS:
        yield end


def _from_end(text: str, at: int) -> Iterator[int]:
    end = _word_end(text, at)
    if without_ending(text[at:end]) in german.FROM_END:
        yield end


def _year(text: str, at: int) -> Iterator[int]:
    year = text[at : at + 4]
    # "2019/20" is the label of a season.
    if len(year) == 4 and year.isdecimal() and 1500 <= int(year) < 2200 and text[at + 4 : at + 5] != "/":
        yield at + 4


def _word(text: str, at: int) -> Iterator[int]:
    end = _word_end(text, at)
    if end > at:
        yield end


def _label(text: str, at: int) -> Iterator[int]:
    """Yield the end of what follows "seit", up to a comma."""
    yield end_of_run(text, at, lambda sign: sign not in ",;")


_SLOTS: Slots = {
    **german.SLOTS,
    "number": Slot(_number),
    "superlative": Slot(_superlative),
    "ranked": Slot(_ranked),
    "peak": Slot(_peak),
    "from end": Slot(_from_end),
    "year": Slot(_year),
    "word": Slot(_word),
    "label": Slot(_label),
    "joined span": ("jahres", "monats", "wochen", "jahre"),
    "end": ("hoch", "tief"),
}


def _phrases(table: tuple[str, ...]) -> Phrases:
    return Phrases(*table, slots=_SLOTS)


_NOT, _NEVER_SO, _NOT_SINCE = map(_phrases, (german.NOT, german.NEVER_SO, german.NOT_SINCE))
_EVER, _RECORD, _FIRST_TIME, _PEAK = map(_phrases, (german.EVER, german.RECORD, german.FIRST_TIME, german.PEAK))
_SINCE, _EVERY, _SPAN_PEAK = map(_phrases, (german.SINCE, german.EVERY, german.SPAN_PEAK))
_SINCE_LABEL = _phrases(german.SINCE_LABEL)
_SUPERLATIVE, _NTH, _TOP, _VAGUE = map(_phrases, (german.SUPERLATIVE, german.NTH, german.TOP, german.VAGUE))
_PLACED, _OF, _THEN, _JOINT = map(_phrases, (german.PLACED, german.OF, german.THEN, german.JOINT))


# Rules are few, and their qualifiers are many words.
@lru_cache(maxsize=16)
def _phrases_of(rules: Rules) -> tuple[Phrases, Phrases, dict[str, str]]:
    """Return the phrases of a run and of "in zwölf Jahren" with the qualifiers of the rules, and the name of each."""
    names = {word: one.name for one in rules.qualifiers for word in one.words_in(QUALIFIERS)[0] if word[0].isalpha()}
    slots = {**_SLOTS, "qualifier": tuple(names)}
    return Phrases(*german.STREAK, slots=slots), Phrases(*german.WITHIN, slots=slots), names


def read_german(text: str, rules: Rules) -> SeriesClaim | None:
    """Read a bound German text as a claim over a series; ``None`` if it is none."""
    if again := _NOT_SINCE.search(text):
        return _read_not_since(text, again)
    if never := _NEVER_SO.search(text):
        sense = -1 if (never["much"] or never["more"]).rstrip("en") in _LESS else 1
        return SeriesClaim(kind=ClaimKind.RECORD, sense=sense, rest=_without(text, never))
    # Behind the two that claim something with a negation.
    if _NOT.search(text):
        return SeriesClaim(kind=ClaimKind.UNSURE, rest=text)
    then, joint = _THEN.search(text) is not None, _JOINT.search(text) is not None
    # The most particular reader first: nearly every claim has a number, and a bare rank comes last.
    for reader in (_read_since, _read_streak, _read_rank_of_many, _read_record, _read_rank):
        claim = reader(text, rules)
        if claim is not None:
            hedges = " ".join(word for word in claim.rest.split() if word.strip(".,;:") in german.HEDGES)
            return replace(claim, then=then, joint=joint, before=hedges)
    return None


_LESS = frozenset(word.rstrip("en") for word in german.LESS)


def _read_not_since(text: str, found: PhraseMatch) -> SeriesClaim:
    """Read "so viele wie seit 2008 nicht mehr"."""
    sense = -1 if found["much"].rstrip("en") in _LESS else 1
    rest = _without(text, found)
    if found["number"]:
        number = to_number(found["number"])
        return _counted(found["span"], SeriesClaim(kind=ClaimKind.SINCE, number=number, sense=sense, rest=rest))
    return SeriesClaim(kind=ClaimKind.SINCE, since=_iso(found), sense=sense, rest=rest)


def _read_since(text: str, rules: Rules) -> SeriesClaim | None:
    """Read "Höchststand seit 2008", "der niedrigste Wert seit zwölf Jahren", "12-Jahres-Hoch"."""
    if high := _SPAN_PEAK.search(text):
        span = {"jahres": "year", "jahre": "year", "monats": "month", "wochen": "week"}[high["span"]]
        sense = 1 if high["end"] == "hoch" else -1
        return SeriesClaim(
            kind=ClaimKind.SINCE, number=to_number(high["number"]), span=span, sense=sense, rest=_without(text, high)
        )
    extreme = _SUPERLATIVE.search(text) or _PEAK.search(text) or _RECORD.search(text) or _FIRST_TIME.search(text)
    placed = _NTH.search(text)
    if extreme is None and placed is None:
        return None
    sense = _sense(text)
    if since := _SINCE.search(text):
        kind = ClaimKind.UNSURE if placed else ClaimKind.SINCE
        rest = _without(_without(text, since), extreme)
        return SeriesClaim(kind=kind, since=_iso(since), least=bool(since["at least"]), sense=sense, rest=rest)
    _, within_phrases, names = _phrases_of(rules)
    within = within_phrases.search(text)
    if within is None and extreme is not None and not _EVER.search(text) and (label := _SINCE_LABEL.search(text)):
        kind, rest = ClaimKind.UNSURE if placed else ClaimKind.SINCE, _without(_without(text, label), extreme)
        return SeriesClaim(kind=kind, since_label=label["label"], least=bool(label["at least"]), sense=sense, rest=rest)
    if within is None or extreme is None:
        return None
    number = f"{names.get(within['qualifier'], '')} {to_number(within['number'])}".strip()
    kind = ClaimKind.UNSURE if placed else ClaimKind.SINCE
    rest = _without(_without(text, within), extreme)
    return _counted(within["span"], SeriesClaim(kind=kind, number=number, sense=sense, rest=rest))


def _read_streak(text: str, rules: Rules) -> SeriesClaim | None:
    """Read "im dritten Jahr in Folge", "zum vierten Mal hintereinander", "jedes Jahr seit 2017"."""
    if every := _EVERY.search(text):
        rest = _without(text, every)
        return _counted(every["span"], SeriesClaim(kind=ClaimKind.STREAK, since=_iso(every), rest=rest))
    found = _phrases_of(rules)[0].search(text)
    if found is None:
        return None
    rest = _without(text, found)
    # Two claims in one text cannot be judged as one.
    if _RECORD.search(rest) or _SUPERLATIVE.search(rest) or _PEAK.search(rest):
        return SeriesClaim(kind=ClaimKind.UNSURE, rest=rest)
    number = f"{found['qualifier']} {to_number(found['number'])}".strip()
    return _counted(found["span"], SeriesClaim(kind=ClaimKind.STREAK, number=number, rest=rest))


def _read_rank_of_many(text: str, rules: Rules) -> SeriesClaim | None:
    """Read "unter den fünf größten", "die drittgrößte"; "eine der größten" says too little."""
    if top := _TOP.search(text):
        sense = _sense(text) or 1
        number = to_number(top["number"])
        return SeriesClaim(kind=ClaimKind.RANK, number=number, sense=sense, top=True, rest=_without(text, top))
    if vague := _VAGUE.search(text):
        return SeriesClaim(kind=ClaimKind.UNSURE, rest=_without(text, vague))
    if nth := _NTH.search(text):
        rank, sense = _rank_of(nth["ranked"])
        return _place(str(rank), sense, _without(text, nth))
    return None


def _read_record(text: str, rules: Rules) -> SeriesClaim | None:
    """Read "Rekord", "Allzeithoch", "der höchste Wert seit Beginn der Aufzeichnungen"."""
    ever, extreme = _EVER.search(text), _SUPERLATIVE.search(text)
    record = _PEAK.search(text) or _RECORD.search(text)
    if record is None and (ever is None or extreme is None):
        return None
    rest = text
    for found in (ever, extreme, record):
        rest = rest.replace(found.text, " ", 1) if found else rest
    return SeriesClaim(kind=ClaimKind.RECORD, sense=_sense(text), rest=rest)


def _read_rank(text: str, rules: Rules) -> SeriesClaim | None:
    """Read "die größte", "Platz 3", "an dritter Stelle", and a number by itself."""
    if superlative := _SUPERLATIVE.search(text):
        return _place("1", _sense(text), _without(text, superlative))
    placed = _PLACED.search(text)
    if placed is None:
        return None
    alone = placed.text == text and placed["number"] == text
    ordinal = placed["number"].endswith((".", *ENDINGS))
    named = placed.text != placed["number"]
    if not alone and not named and not ordinal:
        return None
    claim = _place(to_number(placed["number"]), 0, _without(text, placed))
    return replace(claim, kind=ClaimKind.NUMBER if alone else ClaimKind.RANK)


def _place(number: str, sense: int, rest: str) -> SeriesClaim:
    of = _OF.search(rest)
    rest = _without(rest, of) if of else rest
    return SeriesClaim(
        kind=ClaimKind.RANK, number=number, sense=sense, of=to_number(of["number"]) if of else "", rest=rest
    )


def _counted(word: str, claim: SeriesClaim) -> SeriesClaim:
    """Return a claim with what it counts: a span of time, or the steps of a series."""
    if word in german.STEPS:
        return replace(claim, step=word, step_name=german.STEPS[word])
    return replace(claim, span=german.SPANS.get(word, ""))


def _without(text: str, found: PhraseMatch | None) -> str:
    return text.replace(found.text, " ", 1).strip() if found else text


def _sense(text: str) -> int:
    """Return 1 for the highest and its like, -1 for the lowest, 0 where the text does not say."""
    if found := _SUPERLATIVE.search(text):
        return _STEMS[without_ending(found["superlative"])]
    found = _PEAK.search(text)
    return _PEAKS[found["peak"]] if found else 0


def _iso(found: PhraseMatch) -> str:
    return f"{found['year']}-{MONTHS[found['month']]:02d}" if found["month"] else found["year"]
