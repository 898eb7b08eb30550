"""Reading of what is counted: arrests are no convictions, the injured no dead, imports no exports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from figurecheck.figures.common.text import words_of
from figurecheck.figures.common.units import canonical, is_money
from figurecheck.figures.common.word_table import is_hangul
from figurecheck.figures.korean.unit_words import COUNTERS, UNITS
from figurecheck.model import Aspect, Caution, HeadKind, Risk, SentenceReading, Statistic
from figurecheck.model.worded import phrase
from figurecheck.verdicts.sentence import english, korean
from figurecheck.verdicts.sentence.balances import is_balance, side_of_word
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.extents import read_extent
from figurecheck.verdicts.sentence.groups import words_about
from figurecheck.verdicts.sentence.namer import names_in
from figurecheck.verdicts.sentence.passage import MASK, PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.words import find_phrase

Family = tuple[tuple[str, ...], ...]
"""The beginnings of the words of each member."""
LONGEST_ENDING = 5
"""Letters behind the beginning of a word: arrest-ed, convict-ions."""
_FAMILIES: tuple[Family, ...] = tuple(
    tuple(tuple(f"{words} {korean.COUNTED.get(name, {}).get(member, '')}".split()) for member, words in family.items())
    for name, family in english.COUNTED.items()
)
Read = tuple[SentenceReading, tuple[Caution, ...]]
"""A reading, and a caution for a word that is not borne out."""
OPEN = SentenceReading(aspect=Aspect.COUNTED)
REMEDY = phrase(
    "write what the statistic counts, or acknowledge it for this sentence under factbook.sentence.acknowledged"
)


def read_counted(sentence: SentenceText, context: Context) -> list[Read]:
    """Return the reading of what is counted for each figure of a sentence, with a caution for a word not borne out."""
    return [_read(figure, sentence, context) for figure in sentence.figures]


def _read(figure: PlacedFigure, sentence: SentenceText, context: Context) -> Read:
    statistic = figure.statistic
    if statistic is None:
        return OPEN, ()
    opposite = _find_opposite(figure, sentence, context, statistic)
    if opposite is not None:
        said, other = opposite
        template, own = "the text says “{words}”, and {id} is “{other}”: {own}", statistic.label or statistic.measure
        return SentenceReading.contradicted(Aspect.COUNTED, said, template, id=statistic.id, other=other, own=own), ()
    extent = read_extent(figure, sentence, statistic, context)
    if extent is not None:
        return extent, ()
    if (noun := find_other_noun(figure, sentence, context, statistic)) is not None:
        return noun, ()
    if (measure := find_other_measure(figure, sentence, context, statistic)) is not None:
        return measure, ()
    reading, cautions = _read_families(figure, sentence, context, statistic)
    by = find_base(figure, sentence, statistic)
    return reading, (*cautions, *([_doubt(by, statistic)] if by else []))


def find_other_noun(
    figure: PlacedFigure, sentence: SentenceText, context: Context, statistic: Statistic
) -> SentenceReading | None:
    """Contradict "80 goals" of points, where the report counts goals as well."""
    word = sentence.low(figure.at + 1)
    # Most are words of the statistic itself, or the end of a sentence. To know the nouns of a report, all of its
    # statistics are read.
    is_own = word[:LONGEST_ENDING] in f"{_text(statistic)} {statistic.unit}".casefold()
    if is_own or not any(map(str.isalpha, word)):
        return None
    # "31 seats" of people who hold them is right, and a share has a noun of its own.
    if word not in context.siblings.nouns or canonical(statistic.unit).casefold() not in context.siblings.nouns:
        return None
    template, own = "the text says “{words}”, and {id} counts {what}", statistic.unit
    return SentenceReading.contradicted(Aspect.COUNTED, word, template, id=statistic.id, what=own)


def _doubt(said: str, statistic: Statistic) -> Caution:
    template = "the text says “{words}”, and nothing of {id} says that it is by that: {own}"
    own = statistic.label or statistic.population
    text = phrase(template, words=said, id=statistic.id, own=own)
    return Caution(Risk.NOT_BORNE_OUT, text, REMEDY)


def _read_families(figure: PlacedFigure, sentence: SentenceText, context: Context, statistic: Statistic) -> Read:
    """Return whether the text names the member of a family that the statistic counts, or another one."""
    words = _words(figure, sentence)
    own = _lower_words(_text(statistic))
    borne_out = OPEN
    # Most words are in no family.
    placed = {number for word in words for number in _families_of(word)}
    for family in (*(_FAMILIES[number] for number in sorted(placed)), *_house(context)):
        named = _members(words, family)
        if not named:
            continue
        # The nearest word is about the figure; others of its sentence may be about the next one.
        member, word = named[0]
        # A net profit may be a loss, on which side of zero is read with its direction.
        if side_of_word(word) is not None and is_balance(statistic, context):
            continue
        real = {member for member, _ in _members(own, family)}
        # "Imports more than it exports: goods for 35.9 billion": both are named, and which is meant is not read.
        if real and not real & {other for other, _ in named}:
            template, what = "the text says “{words}”, and {id} counts {what}", statistic.population or statistic.label
            text = phrase(template, words=word, id=statistic.id, what=what)
            return replace(OPEN, words=word), (Caution(Risk.NOT_BORNE_OUT, text, REMEDY),)
        if member in real and borne_out is OPEN and word not in english.SAYS_LITTLE:
            borne_out = SentenceReading.borne_out(Aspect.COUNTED, word)
    return borne_out, ()


# The texts of a statistic are asked for by each of the figures that print it.
@lru_cache(maxsize=16384)
def _lower_words(text: str) -> tuple[str, ...]:
    return tuple(word.text.casefold() for word in words_of(text))


def find_other_measure(
    figure: PlacedFigure, sentence: SentenceText, context: Context, statistic: Statistic
) -> SentenceReading | None:
    """Contradict what the text says that another statistic of the same group counts."""
    meant = _find_measure(figure, sentence, context, statistic)
    if meant is None:
        return None
    template = "the text says what {other} counts, {words}; {id} is of {own}"
    return SentenceReading.contradicted(
        Aspect.COUNTED, meant.measure, template, other=meant.id, id=statistic.id, own=statistic.measure
    )


def _find_measure(
    figure: PlacedFigure, sentence: SentenceText, context: Context, statistic: Statistic
) -> Statistic | None:
    """Return the statistic of the same group whose measure the text names, if it names nothing of the bound one."""
    near = context.namer.features(words_about(figure, sentence))
    # Only measures of the same group: "pupils" for "teachers" of one school, and not for those of another.
    for sibling in context.siblings.measures(statistic):
        naming = context.namer.compare_measures(statistic, sibling)
        if naming.other and naming.own and naming.other <= near and not naming.own & (near | _ahead(sentence, context)):
            return sibling
    if not _has_no_noun(statistic):
        return None
    near |= _ahead(sentence, context) if figure is sentence.figures[0] else frozenset()
    return next(
        (one for one in context.siblings.measures(statistic) if _is_labelled(statistic, one, near, context)), None
    )


def _ahead(sentence: SentenceText, context: Context) -> frozenset[str]:
    """Return the features of the words before the first figure."""
    return context.namer.features(sentence.words[: sentence.figures[0].at])


def _has_no_noun(statistic: Statistic) -> bool:
    """Return whether a statistic is a share, a multiple or an amount of money, of which no noun says what it is."""
    unit = canonical(statistic.unit)
    derived = statistic.whole or statistic.basis is not None
    return not derived and (unit in {"share", "ratio", "pp"} or is_money(unit))


def _is_labelled(statistic: Statistic, sibling: Statistic, said: frozenset[str], context: Context) -> bool:
    """Return whether a text has words of the label of another measure, and none of its own: "adjusted for incomes"."""
    labelled = context.namer.compare_texts(statistic, sibling)
    # A name is what is compared with, whichever way it is measured.
    own, other = ((words & said) - names_in(words) for words in (labelled.own, labelled.other))
    return len(other) > 1 and not own and sibling.value != statistic.value


def _house(context: Context) -> Iterable[Family]:
    return [tuple((word.casefold(),) for word in family) for family in context.words.counted]


def _text(statistic: Statistic) -> str:
    return f"{statistic.population} {statistic.about} {statistic.measure} {statistic.label}"


def _words(figure: PlacedFigure, sentence: SentenceText) -> list[str]:
    """Return the words about a figure, those nearest to it first; those of its row and column behind."""
    # An English noun or verb stands on either side; a Korean verb behind, and its topic before.
    if sentence.korean:
        words = [*_verbs_behind(figure, sentence), *(sentence.low(at) for at in reversed(sentence.lead(figure)))]
    else:
        places = sorted(_own_zone(figure, sentence), key=lambda at: abs(at - figure.at))
        words = [sentence.low(at) for at in places]
    claim = figure.finding.claim
    if claim is not None and len(sentence.words) <= 2 + 2 * len(sentence.figures):
        for head in claim.heads:
            if head.kind in {HeadKind.ROW, HeadKind.COLUMN}:
                words += [word.text.casefold() for word in words_of(head.text)]
    return words


def _own_zone(figure: PlacedFigure, sentence: SentenceText) -> Iterator[int]:
    """Yield the places of the words about a figure, without those about a part of it: "sentenced for one of the 12"."""
    lead = list(sentence.lead(figure))
    while lead and sentence.low(lead[-1]) in {"the", "these", "those", "all", "its", "their"}:
        lead.pop()
    # "Exports of 127" are its own noun.
    whole = len(lead) < len(sentence.lead(figure))
    behind_of = whole and len(lead) > 1 and sentence.low(lead[-1]) == "of" and sentence.low(lead[-2]) not in _SUMS
    yield from [] if behind_of else sentence.lead(figure)
    yield from sentence.trail(figure)


_SUMS = frozenset("total number sum average median maximum minimum record majority count figure".split())


def _verbs_behind(figure: PlacedFigure, sentence: SentenceText) -> list[str]:
    """Return the words up to the next comma or figure that are no topic or subject: in Korean the verb stands last."""
    words: list[str] = []
    for at in range(figure.at + 1, len(sentence.words)):
        low = sentence.low(at)
        if low in {",", MASK}:
            break
        if not low.endswith(("은", "는", "이", "가")):
            words.append(low)
    return words


def _members(words: Sequence[str], family: Family) -> list[tuple[int, str]]:
    """Return the members of a family that the words name, in the order of the words."""
    return [(number, word) for word in words if (number := _member(word, family)) is not None]


# A report's sentences and statistics share most of their words.
@lru_cache(maxsize=65536)
def _families_of(word: str) -> tuple[int, ...]:
    return tuple(number for number, family in enumerate(_FAMILIES) if _member(word, family) is not None)


@lru_cache(maxsize=65536)
def _member(word: str, family: Family) -> int | None:
    # A county counts nothing.
    if word.startswith(("county", "counti", "countr", "counter")):
        return None
    for number, stems in enumerate(family):
        if any(
            word.startswith(stem) and (len(word) - len(stem) <= LONGEST_ENDING or is_hangul(word)) for stem in stems
        ):
            return number
    return None


def _find_opposite(
    figure: PlacedFigure, sentence: SentenceText, context: Context, statistic: Statistic
) -> tuple[str, str] | None:
    """Return a word of the text and its opposite, if the statistic's own words have only the opposite."""
    own = f" {statistic.label} {statistic.measure} {statistic.about} {statistic.population} ".casefold()
    if sentence.korean:
        zone = sentence.text(range(figure.first, figure.last))
        return _find_korean_opposite(zone, own, (*korean.OPPOSITES, *context.words.opposites))
    # "Failed to rise" is said of no candidates.
    places = [at for at in sentence.zone(figure) if not (sentence.low(at) == "failed" and sentence.low(at + 1) == "to")]
    # "49% in favour, against 47% a year ago" compares, and nobody is against anything.
    words = [sentence.low(at) for at in places if not (sentence.low(at) == "against" and at == figure.at - 1)]
    # Of a whole, what is said behind it is said of the part: "42 of the 53 are overvalued".
    if any(word.startswith(_OVER_UNDER) for word in sentence.lows):
        about = [word.text.casefold() for word in words_about(figure, sentence)]
        if (sides := _find_other_side(about, own)) is not None:
            return sides
    if (undone := _find_undone(words, own)) is not None:
        return undone
    # Most sentences have none of these words, and need no look at the statistic's.
    if not _OPPOSED & set(words) and not context.words.opposites and "than" not in words:
        return None
    mine = list(_lower_words(own))
    if "than" in words:
        return _find_other_limit(words, mine) or _find_other_quality(words, mine)
    if set(words) & {"between", "both"}:
        return None
    for said, real in _both_ways((*english.OPPOSITES, *context.words.opposites)):
        if _has(words, said) and not _has(words, real) and _has(mine, real) and not _has(mine, said):
            return said, real
    return None


def _find_undone(words: list[str], own: str) -> tuple[str, str] | None:
    """Return "unsolved" for a count of what was solved, "employment" for that of unemployment, and the reverse."""
    for said in words:
        if said.endswith(("ed", "ment")) and len(said) > LONGEST_ENDING:
            real = said.removeprefix("un") if said.startswith("un") else f"un{said}"
            if f" {real} " in own and f" {said} " not in own and real not in words:
                return said, real
    return None


def _find_other_side(words: list[str], own: str) -> tuple[str, str] | None:
    """Return "overvalued" for a count of what is undervalued."""
    for said in words:
        side = next((side for side in _SIDES if said.startswith(side) and len(said) > len(side) + LONGEST_ENDING), "")
        stem = said.removeprefix(side)[:LONGEST_ENDING]
        if side and f"{_SIDES[side]}{stem}" in own and f"{side}{stem}" not in own and f"{side}-" not in own:
            return said, f"{_SIDES[side]}{said.removeprefix(side)}"
    return None


_SIDES = {"over": "under", "under": "over"}
_OVER_UNDER = tuple(_SIDES)


def _find_other_quality(words: list[str], mine: list[str]) -> tuple[str, str] | None:
    """Return "cheaper than" for a count of what was dearer; words of quantity compare figures, and are not read."""
    for said, real in _both_ways(english.OPPOSITES):
        quality = said in english.NEEDS_THAN and said not in _QUANTITIES
        if quality and _has(words, said) and not _has(words, real) and _has(mine, real) and not _has(mine, said):
            return said, real
    return None


_QUANTITIES = frozenset("more fewer less higher lower larger bigger smaller greater".split())


def _find_korean_opposite(zone: str, own: str, pairs: Iterable[tuple[str, str]]) -> tuple[str, str] | None:
    for said, real in _both_ways(pairs):
        if said in zone and real not in zone and real in own and said not in own:
            return said, real
    # "안전하다고 답했다" of those who said that it is not safe, and the reverse.
    denied, mine = korean.find_denied(zone), korean.find_denied(own)
    for stem in mine - denied:
        if f"{stem}다" in zone:
            return f"{stem}다", f"{stem}지 않"
    return next(((f"{stem}지 않", f"{stem}다") for stem in denied - mine if f"{stem}다" in own), None)


def _both_ways(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return (one for pair in pairs for one in (pair, pair[::-1]))


def _find_other_limit(words: list[str], mine: list[str]) -> tuple[str, str] | None:
    """Return "fewer than a year" and "more than a year", where the text has the one and the statistic the other."""
    for said, real in ((said, real) for said in english.NEEDS_THAN for real in english.NEEDS_THAN):
        if (said in english.GREATER) == (real in english.GREATER):
            continue
        at, own = find_phrase(words, (said, "than")), find_phrase(mine, (real, "than"))
        if at >= 0 and own >= 0 and words[at + 2 : at + 4] == mine[own + 2 : own + 4]:
            return said, real
    return None


_OPPOSED = frozenset(f"{word}{end}" for pair in english.OPPOSITES for word in pair for end in ("", "s", "es", "ed"))


def _has(words: Iterable[str], word: str) -> bool:
    forms = {word, f"{word}s", f"{word}es", f"{word}ed"}
    return any(one in forms for one in words)


REACH = 5
"""Most words between a figure and what it is by: "85 kg of rice per person"."""
_NO_AMOUNT = frozenset({"share", "%", "pp", "ratio", "rank", "date", "since"})
_TIMES = r"hours?|days?|weeks?|months?|quarters?|years?|annum|diem|season|night|minute|second"
_BASE = re.compile(
    r"(?<!as )\bper (?:(?:[\d,.]+|hundred|thousand|million)(?: [a-z]+)?"
    rf"|(?!cent\b|se\b|the\b|an?\b|(?:{_TIMES})\b)[a-z²³]+)|\ba head\b"
)
_KOREAN_BASE = re.compile(
    rf"^(?:[\d,.]+\S*|{'|'.join(map(re.escape, sorted({*UNITS, *COUNTERS, *korean.BASES}, key=len, reverse=True)))})당$"
)
_TIMES_IN_KOREAN = frozenset("시간당 일당 주당 월당 분당 초당 년당".split())
# What a statistic says of itself by which it may be an amount of one of many.
_KNOWN = re.compile(
    r"\b(?:per|each|every|average|mean|median|rates?|ratio|capita|prices?|fares?|fees?|rents?|wages?|costs?|salary|pay|tolls?|tariffs?|fines?)\b"
    r"|/|당(?![가-힣])|마다|평균|씩|중위|요금|가격|임금|월세|단가|값|비용|급여"
)


def find_base(figure: PlacedFigure, sentence: SentenceText, statistic: Statistic) -> str:
    """Return the words of "85 kg per person" where nothing of the statistic says that it is by anything; else empty."""
    if statistic.basis is not None or canonical(statistic.unit) in _NO_AMOUNT:
        return ""
    said = _read_korean(figure, sentence) if sentence.korean else _read_english(figure, sentence)
    if not said or not isinstance(statistic.value, Decimal):
        return ""
    own = (statistic.unit, statistic.label, statistic.measure, statistic.population, statistic.about, statistic.note)
    texts = " ".join(own).casefold()
    # What it is by may stand in its name: accidents at schools, "per school".
    noun = _noun(said)
    return "" if _KNOWN.search(texts) or (noun and noun in texts) else said


def _noun(said: str) -> str:
    """Return the noun of "per school" and 가구당, without the letter that its plural may change; empty if short."""
    noun = said.removesuffix("당") if is_hangul(said[-1]) else said.rsplit(maxsplit=1)[-1][:-1]
    return noun if len(noun) > 1 and not any(map(str.isdecimal, said)) else ""


def _read_english(figure: PlacedFigure, sentence: SentenceText) -> str:
    behind = []
    for at in range(figure.at + 1, figure.at + 1 + REACH + 2):
        word = sentence.low(at)
        if word in {"", ",", ";", ":", ".", "(", ")", MASK, "and", "than", "while"}:
            break
        behind.append(word)
    found = _BASE.search(" ".join((figure.finding.printed.casefold(), *behind)))
    return found[0].strip() if found else ""


def _read_korean(figure: PlacedFigure, sentence: SentenceText) -> str:
    words = [sentence.low(at) for at in sentence.lead(figure)][-2:]
    words += figure.finding.printed.casefold().split()[:-1]
    return next((word for word in reversed(words) if _KOREAN_BASE.match(word) and word not in _TIMES_IN_KOREAN), "")
