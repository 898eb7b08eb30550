"""Words that claim something of a figure and that no reading could hold against the data: they are named as not read.

A rank, a record, a run, a multiple and a comparison are claims of their own, and so is a place or a base that no
statistic knows. Where none of the readings understood them, the figure is right and nothing is known of its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from figurecheck.figures.common.calendar_names import find_months
from figurecheck.figures.common.text import NUMBERS
from figurecheck.figures.common.units import COUNTED, canonical
from figurecheck.model import Aspect, SentenceReading, SentenceState, Statistic
from figurecheck.verdicts.sentence import english, open_words
from figurecheck.verdicts.sentence.changes import change_of, sign
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.extremes import find_groups
from figurecheck.verdicts.sentence.measures import read_measure
from figurecheck.verdicts.sentence.nearest import find_unmoved, is_near
from figurecheck.verdicts.sentence.open_words import Claimed
from figurecheck.verdicts.sentence.passage import MASK, PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.predicates import find_verb

STEM = 5
"""Letters by which a word is one that a statistic has."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A figure in its sentence, and the words about it."""

    figure: PlacedFigure
    sentence: SentenceText
    statistic: Statistic
    context: Context
    is_directed: bool
    """Whether its direction was read."""
    used: frozenset[str]
    first: int
    last: int
    text: str

    @property
    def own(self) -> str:
        """All that the statistic, and the bound text, say of themselves."""
        one, printed = self.statistic, self.figure.finding.printed
        texts = (one.unit, one.label, one.measure, one.population, one.about, one.note, printed)
        return " ".join(texts).casefold()


def name_open_claims(
    readings: Sequence[SentenceReading],
    figure: PlacedFigure,
    sentence: SentenceText,
    context: Context,
    used: frozenset[str],
) -> tuple[SentenceReading, ...]:
    """Return the readings of a figure; an aspect that was not read has the words that claim something in it.

    `used` are the words of all readings of the sentence.
    """
    statistic = figure.statistic
    if statistic is None:
        return tuple(readings)
    # What stands in no zone is said of the figure that is nearest to it.
    first = 0 if figure is sentence.figures[0] else figure.first
    last = len(sentence.words) if figure is sentence.figures[-1] else figure.last
    text = sentence.text(range(first, last)).casefold()
    is_directed = any(one.aspect is Aspect.DIRECTION and one.state is not SentenceState.NOT_READ for one in readings)
    place = _Place(figure, sentence, statistic, context, is_directed, used, first, last, text)
    return tuple(_read_open(one, place) if one.state is SentenceState.NOT_READ else one for one in readings)


def _read_open(reading: SentenceReading, place: _Place) -> SentenceReading:
    """Return a reading with the words that claim something in its aspect, and what is counted with those that name it.

    Words that an earlier reading left in doubt stay.
    """
    if reading.words:
        return reading
    if reading.aspect is Aspect.COMPARISON:
        return _read_comparison(reading, place)
    finder = (_KOREAN_FINDERS if place.sentence.korean else _FINDERS).get(reading.aspect)
    if finder and (words := finder(place)):
        return replace(reading, words=words)
    if reading.aspect is Aspect.COUNTED:
        return read_measure(place.figure, place.sentence, place.context, place.statistic)
    return reading


def _read_comparison(reading: SentenceReading, place: _Place) -> SentenceReading:
    """Return an open comparison with its words: a rank or a record is borne out where all that lies near agrees."""
    found = list(_find_open(place))
    far = next((match for kind, match in found if not _is_near(kind, match, place)), None)
    if far is not None:
        return replace(reading, words=_plain(_whole_words(far)))
    return replace(reading, state=SentenceState.BORNE_OUT, words=_plain(found[0][1][0])) if found else reading


def find_claim(sentence: SentenceText, language: str) -> str:
    """Return the words with which a sentence in another language ranks or compares; empty where it does not."""
    patterns = open_words.OTHERS.get(language, ())
    return _find_first(patterns, sentence.text(range(len(sentence.words))).casefold())


def _find_first(patterns: Iterable[re.Pattern[str]], text: str) -> str:
    return next((_plain(_whole_words(found)) for one in patterns if (found := one.search(text))), "")


def _whole_words(found: re.Match[str]) -> str:
    """Return what was found with the rest of its first and last word: in Korean a stem stands for many forms."""
    start, end, text = found.start(), found.end(), found.string
    while start and text[start].isalpha() and text[start - 1].isalpha():
        start -= 1
    while end < len(text) and text[end - 1].isalpha() and text[end].isalpha():
        end += 1
    return text[start:end]


def _plain(words: str) -> str:
    return " ".join(words.replace(MASK, "").strip(" ,;:.—–)(").split())


def _find_open(place: _Place) -> Iterator[tuple[Claimed, re.Match[str]]]:
    settled = _find_settled(place.statistic, is_directed=place.is_directed)
    table = open_words.KOREAN if place.sentence.korean else open_words.ENGLISH
    for kind, pattern in table.items():
        if kind not in settled:
            yield from ((kind, found) for found in pattern.finditer(place.text))


def _is_near(kind: Claimed, found: re.Match[str], place: _Place) -> bool:
    # "The second-largest", "one of the longest".
    if _NO_END.search(place.text[: found.start()]):
        return False
    # "Outnumbered" of two figures was read with the second of them.
    said = {word for word in _plain(found[0]).split() if word.isalpha()} - _ARTICLES
    if said and said <= place.used:
        return True
    if kind is Claimed.ALIKE:
        beside = [one.statistic for one in place.sentence.figures if one.statistic is not None]
        return is_alike(_plain(found[0]), place.statistic, beside, place.context)
    behind = re.split(rf"[,;:](?!\d)|[()—–{MASK}]", place.text[found.end() :])[0]
    return is_near(found[0].strip(" ,;:"), behind.strip(), place.statistic, place.sentence, place.context)


def _find_settled(statistic: Statistic, *, is_directed: bool) -> frozenset[Claimed]:
    """Return what the verdict on a figure, or the reading of its direction, has settled already."""
    kind, unit = statistic.basis.kind if statistic.basis else "", canonical(statistic.unit)
    settled: set[Claimed] = set()
    if is_directed and change_of(statistic) is not None:
        # "7.2% more than in 2023": by how much is the figure, and which way its direction.
        settled |= {Claimed.COMPARED}
    if kind in {"streak", "extreme"} or unit == "since":
        settled |= {Claimed.SERIES, Claimed.RANK}
    if kind == "rank" or unit == "rank":
        settled |= {Claimed.RANK}
    # A multiple of another; trips per head are none.
    if unit == "ratio" and (statistic.whole or statistic.basis is not None):
        settled |= {Claimed.MULTIPLE, Claimed.COMPARED}
    return frozenset(settled)


def _find_direction(place: _Place) -> str:
    if found := _find_first([open_words.MOVED], place.text):
        return found
    # "Their number fell, and their share rose by 6.3 points": what is bound says which way it went.
    if (english.RISE | english.FALL) & set(place.figure.finding.printed.casefold().split()):
        return ""
    unmoved = find_unmoved(range(place.first, place.last), place.statistic, place.sentence, place.context, place.used)
    if unmoved or change_of(place.statistic) is not None:
        return unmoved or find_verb(place.figure, place.statistic, place.sentence)
    # Beside another figure a movement may be to or from that.
    if len(place.sentence.figures) > 1:
        return ""
    pairs = pairwise(place.sentence.lows[: place.figure.at])
    return next((word for one, word in pairs if one in {"the", "a", "its"} and word in open_words.TRENDS), "")


def _find_period(place: _Place) -> str:
    found = open_words.OTHER_TIMES.search(place.text)
    return _plain(found[0]) if found else ""


def _find_group(place: _Place) -> str:
    """Return a place that is named, though no statistic of the figure's kind is of it: "in Washington"."""
    if not place.statistic.about:
        return ""
    own, sentence = place.own, place.sentence
    if (wide := open_words.WIDE.search(place.text)) and wide[0].split()[-1] not in own:
        return wide[0]
    if (joint := open_words.JOINT.search(place.text)) is not None:
        return joint[0]
    known = place.context.namer.everything(place.statistic)
    for at in range(place.first + 1, place.figure.last):
        name = _name_at(at, sentence) if sentence.low(at - 1) in _PLACED else ""
        if name and name.casefold() not in own and not place.context.namer.features_of(name) & known:
            # "Than those in Bexhall: 13.8% against 15.6%": of the other figure.
            others = (one.statistic for one in sentence.figures if one is not place.figure and one.statistic)
            if not any(name.casefold() in f"{one.about} {one.label}".casefold() for one in others):
                return name
    return ""


def _find_korean_group(place: _Place) -> str:
    """Return what another statistic is about, before a figure whose own group its sentence does not name."""
    own, sentence = place.own, place.sentence
    if not place.statistic.about or place.statistic.about in sentence.text(range(len(sentence.words))):
        return ""
    words = [sentence.low(at) for at in range(place.first, place.figure.at)]
    others = (one for one in place.context.siblings.hangul if one not in own)
    return next((one for one in others if any(word.startswith(one) for word in words)), "")


_NO_END = re.compile(
    r"\b(?:second|third|fourth|fifth|sixth|next|one of (?:the|its)|among (?:the|its)|nearly the)[ -]+$"
)
_ARTICLES = frozenset("the a an its that all those".split())
_PLACED = frozenset({"in", "at", "across", "throughout"})
_MONTHS = frozenset(name.casefold() for name in find_months("en"))


def _name_at(at: int, sentence: SentenceText) -> str:
    """Return the words with capitals that begin at a word; empty for a month."""
    last = at
    while last < len(sentence.words) and sentence.words[last].capital and sentence.words[last].text.isalpha():
        last += 1
    return sentence.text(range(at, last)) if last > at and sentence.low(at) not in _MONTHS else ""


def _find_counted(place: _Place) -> str:
    """Return what makes another figure of it, or another noun: "per head", "of all children", "8,120 customers"."""
    own = place.own
    for found in open_words.QUALIFIED.finditer(place.text):
        if found[0].split()[-1][:STEM] not in own and not (found[0] in _MEANS and _MEANT.match(own)):
            return found[0]
    base = open_words.BASE.search(place.text)
    if base and base["noun"][:STEM] not in own:
        return _plain(base[0])
    noun = place.sentence.low(place.figure.at + 1)
    if inverted := _find_inverted(place):
        return inverted
    # Of people many things may be said, and of what they hold: jobs, seats.
    is_other = noun in english.NOUNS and not (canonical(place.statistic.unit) in COUNTED and noun in _ANYBODY)
    # "1,204 books" of "every book lent".
    if is_other and noun.removesuffix("s")[:STEM] not in own:
        return noun
    return "" if change_of(place.statistic) is not None else find_verb(place.figure, place.statistic, place.sentence)


def _find_inverted(place: _Place) -> str:
    """Return the base of "of those in favour, 38% were 55 and over" where the statistic is of a share of the latter."""
    statistic, opened = place.statistic, open_words.FRONTED.match(place.text)
    if opened is None or canonical(statistic.unit) != "share" or statistic.basis is not None or statistic.part:
        return ""
    # A share of all is of the group that stands behind it.
    if "share of all" in statistic.measure.casefold():
        return ""
    namer, sentence = place.context.namer, place.sentence
    own = namer.about(statistic)
    ahead, behind = (
        namer.features([sentence.words[at] for at in places])
        for places in (range(place.figure.at), range(place.figure.at + 1, place.last))
    )
    return _plain(opened[0]) if own and not own & ahead and own <= behind else ""


_ANYBODY = frozenset("people persons cases members others reports jobs posts places seats".split())
_MEANS, _MEANT = frozenset({"average", "mean"}), re.compile(r"\b(?:average|mean|per|rate|ratio)\b")
_Finder = Callable[[_Place], str]
_FINDERS: Mapping[Aspect, _Finder] = {
    Aspect.PERIOD: _find_period,
    Aspect.DIRECTION: _find_direction,
    Aspect.GROUP: _find_group,
    Aspect.COUNTED: _find_counted,
}
_KOREAN_FINDERS: Mapping[Aspect, _Finder] = {Aspect.GROUP: _find_korean_group}


_SOME = re.compile(r"(?P<some>\w+) of the (?P<all>\w+)|in all (?:the )?(?P<whole>\w+)|all (?:the )?(?P<every>\w+)")
BOTH = 2
_ALONE = frozenset({"alone", "only", "unlike"})


def is_alike(words: str, statistic: Statistic, beside: Sequence[Statistic], context: Context) -> bool:
    """Return whether so many groups as words say moved like a figure, or none of them; nothing else is said of them.

    `beside` are the statistics of the sentence, which are those that "both" is said of.
    """
    if words == "both":
        kinds = {(one.measure, one.unit, one.period) for one in beside}
        return len(beside) == BOTH and len(kinds) == 1 and len({_way(one, context) for one in beside}) == 1
    own, others = _way(statistic, context), [_way(one, context) for one in _others(statistic, context)]
    if not own or not others or not all(others):
        return False
    like = others.count(own) + 1
    if _ALONE & set(words.split()):
        return like == 1
    found = _SOME.search(words)
    if found is None:
        return False
    whole = found["all"] or found["whole"] or found["every"]
    some = found["some"] if found["some"] not in {None, "all", "none"} else whole
    said, of = (int(NUMBERS.get(word, "0")) for word in (some, whole))
    # "Three of the four grew, and only here" is said of the other way.
    return of == len(others) + 1 and said in ({like} if said == of else {like, of - like})


def _others(statistic: Statistic, context: Context) -> list[Statistic]:
    if change_of(statistic) is None:
        return find_groups(statistic, context)
    # That of all of them together is no group; where none has a name, it is not known which it is.
    beside = context.siblings.beside(statistic)
    return [one for one in beside if context.namer.is_group(one.about)] or beside


def _way(statistic: Statistic, context: Context) -> int | None:
    if (change := change_of(statistic)) is not None:
        return change
    before = context.siblings.before(statistic)
    if before is None or not isinstance(before.value, Decimal) or not isinstance(statistic.value, Decimal):
        return None
    return sign(statistic.value - before.value)
