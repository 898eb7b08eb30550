"""Collects the words about each number of a sentence: its own, those that it takes over, and those before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from figurecheck.figures import Form
from figurecheck.figures.common.text import STOP, Word, words_of
from figurecheck.figures.common.units import COUNTED
from figurecheck.scan.context import (
    BEFORE_SAID,
    BEFORE_WEIGHT,
    ELLIPSIS_WEIGHT,
    FRAME_WEIGHT,
    HEADING_WEIGHT,
    NEAR_WEIGHT,
    OTHER_WEIGHT,
    PARALLEL_WEIGHT,
    SHARE_WEIGHT,
    EarlierWords,
    NumberWords,
    add_words,
    at_weight,
)
from figurecheck.scan.features import GENERIC, add_features, features, find_features
from figurecheck.scan.masked import LIST_JOINTS, find_lists, find_part
from figurecheck.scan.narrowing import Narrowing
from figurecheck.scan.sentence import SentenceView
from figurecheck.scan.words.english import REFERRING, REFERRING_NOUNS, WHOLES, WISHES
from figurecheck.verdicts.sentence.english import AFTER_FIGURE, FALL, RISE
from figurecheck.verdicts.sentence.mentions import is_year
from figurecheck.verdicts.sentence.passage import MASK, PlacedFigure, SentenceText

_STOPS = frozenset(",;:()|.")
_NO_NOUNS = AFTER_FIGURE | STOP | LIST_JOINTS | {"last", "next"}
MOST_STRANGE = 1
"""Words that no statistic knows in a sentence that goes on about what stands before it: "St Anne's saw 69.9%"."""


class WordsReader:
    """Collects the words about each number of a sentence."""

    def __init__(self, view: SentenceView, masked: SentenceText, earlier: EarlierWords, text: str) -> None:
        """Prepare for the numbers of a sentence."""
        self._view, self._masked, self._earlier, self._text = view, masked, earlier, text
        described = view.facts.described
        self._subject_words, self._weight = described.subject_words, described.weight
        named = [(one.start, one.end) for one in view.mentions.items if one.subjects and not one.pronoun]
        words = view.words
        self._named = {words[at].start for start, end in named for at in range(start, end)}
        self._banded = {words[start].start: band for start, _, band in view.bands}
        self._hidden = {words[at].start for start, end, _ in view.bands for at in range(start, end)}
        letters = (word.start for word in words if word.text[:1].isalpha())
        self._narrowing = Narrowing(view.facts, self._named | self._hidden | view.sayers, text, {next(letters, -1)})
        self._opening = self._narrowing.find_opening(words)
        self._figures = masked.figures
        self._lists = {number: numbers for numbers in find_lists(masked) for number in numbers}
        self._excluded: dict[int, set[int]] = {}
        self._shared_zones: dict[int, range] = {}
        self._distribute()
        self._refers = bool(masked.figures) and _refers(self._own(0))

    def read(self, number: int, before: Sequence[NumberWords], previous: Sequence[NumberWords]) -> NumberWords:
        """Collect the words about the n-th number.

        `before` are those of the numbers before it, `previous` those of the sentence before.
        """
        figure = self._figures[number]
        own, inside = self._own(number), self._inside(number)
        near = self._features([*own, *inside], NEAR_WEIGHT)
        says = self._says(near)
        shared = self._taken_over(number, before, previous, says=says, refers=_refers(own))
        # Of all that the sentence has said so far: "plans to cut 2,300 posts and to save €900 million".
        so_far = [word for word in self._masked.words[: figure.last] if word.text != MASK]
        goes_on = not says and not self._says(shared) and self._count_strange(so_far) <= MOST_STRANGE
        everywhere = self._before(goes_on=goes_on or (self._refers and not self._says(shared)))
        if says:
            # "Ticket sales grew. A ticket cost €13": what a sentence says itself is not what the one before said.
            everywhere = {word: weight * BEFORE_SAID for word, weight in everywhere.items()}
        if number and (says or self._says(shared)):
            frame = self._kept(number, self._masked.words[: self._figures[0].at])
            weight = PARALLEL_WEIGHT if _are_parallel(shared | near, frame) else FRAME_WEIGHT
            add_words(everywhere, self._features(frame, weight))
        add_words(everywhere, self._features(self._kept(number, self._without_parts(number)), OTHER_WEIGHT))
        add_words(shared, near)
        add_words(everywhere, shared)
        behind = [self._masked.words[at] for at in range(figure.at + 1, figure.last)]
        noun = () if self._masked.korean else (*inside[-1:], *self._noun(behind))
        return NumberWords(
            shared, everywhere, noun, noun or (before[-1].units if before else ()),
            frozenset(near), self._narrowing.find_known(own, behind), self._opening,
            self._part(figure)
            or ("it counts a part of something" if number and not says and self._opens_parts(number) else "")
            or self._find_wish(figure)
            or self._narrowing.find_unknown(own, behind)
            or ("" if says else self._find_own_subject(figure)),
        )  # fmt: skip

    def _without_parts(self, number: int) -> Sequence[Word]:
        """Return the words of the sentence but those about a part of a number: "1,222 births, of which 35% were"."""
        start = find_part(self._masked, number)
        return self._masked.words if start is None else self._masked.words[:start]

    def _says(self, found: Mapping[str, float]) -> bool:
        """Return whether words say something of what is measured."""
        return any(word in self._subject_words for word in found)

    def _inside(self, number: int) -> list[Word]:
        """Return the noun within a figure: "12,870 patients", "2.3 officers for every 1,000"."""
        figure, read = self._figures[number], self._view.counting[number].read
        if self._masked.korean or read is None or (read.unit not in COUNTED and read.form is not Form.FRACTION):
            return []
        words = words_of(self._text[self._masked.words[figure.at].start : self._masked.words[figure.at].end])
        scaled = read.form is Form.NUMBER and not read.unit
        return [] if scaled else [word for word in words if word.text[:1].isalpha() and not word.stem.isdecimal()]

    def _own(self, number: int) -> list[Word]:
        figure = self._figures[number]
        behind = range(figure.at + 1, figure.last)
        # "Took 362 samples and found one positive": what "one" counts is another thing.
        end = next((at for at in behind if self._masked.low(at) == "one" and self._opens_noun(at + 1)), figure.last)
        places = [*(at for at in figure_places(figure) if at < end), *self._places_behind_share(number)]
        return self._kept(number, (self._masked.words[at] for at in places))

    def _opens_noun(self, at: int) -> bool:
        low = self._masked.low(at)
        return low.isalpha() and low not in AFTER_FIGURE | STOP

    def _places_behind_share(self, number: int) -> range:
        """Return the words behind a share that only adds to a count: "10,315 pupils, or 22.3%, had free meals"."""
        share = self._figures[number + 1] if number + 1 < len(self._figures) else None
        if share is None or not self._is_share_of_count(number + 1):
            return range(0)
        low = self._masked.low
        added = (low(share.at - 1), low(share.at + 1)) in {("or", ","), ("(", ")")}
        if not added:
            return range(0)
        # What opens behind the comma may be read as words about the next number.
        following = range(share.at + 2, len(self._masked.words))
        end = next((at for at in following if low(at) in _STOPS or low(at) == MASK), len(self._masked.words))
        return range(share.at + 2, end)

    def _kept(self, number: int, words: Iterable[Word]) -> list[Word]:
        excluded = self._excluded.get(number, ())
        return [word for word in words if word.start not in excluded and word.text != MASK]

    def _features(self, words: Iterable[Word], weight: float) -> dict[str, float]:
        """Return the features of words; names stand for themselves, and a band is one feature."""
        found: dict[str, float] = {}
        listed = list(words)
        add_features((word for word in listed if word.start not in self._named | self._hidden), weight, found)
        found |= {band: weight for word in listed if (band := self._banded.get(word.start))}
        return found

    def _taken_over(
        self, number: int, before: Sequence[NumberWords], previous: Sequence[NumberWords], *, says: bool, refers: bool
    ) -> dict[str, float]:
        """Return the words of another number that are about this one too."""
        if says:
            # "4,410, or 9.7% of all": a share of what was counted right before; "19% of them" says so.
            weight = ELLIPSIS_WEIGHT if refers else SHARE_WEIGHT if self._is_share_of_count(number) else 0.0
            return at_weight(before[-1].near, weight) if before and weight else {}
        if (zone := self._shared_zones.get(number)) is not None:
            return self._features(self._kept(number, (self._masked.words[at] for at in zone)), ELLIPSIS_WEIGHT)
        numbers = self._lists.get(number, range(0))
        # "1,342 hip and 1,419 knee replacements, after 1,188 and 1,275": the n-th of a list repeats the n-th before.
        if numbers and not any(self._says(self._features(self._own(one), NEAR_WEIGHT)) for one in numbers):
            repeated = before[: numbers[0]] if numbers[0] else previous
            if len(repeated) == len(numbers):
                return at_weight(repeated[number - numbers[0]].near, ELLIPSIS_WEIGHT)
        if before:
            return {} if self._opens_parts(number) else at_weight(before[-1].near, ELLIPSIS_WEIGHT)
        # "20 and 86 patients": the noun stands behind the last number of the list; in Korean it may follow a number
        # that is said of it (941건이던 절도 사건).
        others = range(1, len(self._figures)) if self._masked.korean else numbers[1:]
        listed = (self._features(self._own(other), ELLIPSIS_WEIGHT) for other in others)
        return next((found for found in listed if self._says(found)), {})

    def _opens_parts(self, number: int) -> bool:
        """Return whether a number is a part of the count before it: "It began with 840 people: 377 from the city"."""
        at, read = self._figures[number].at, self._view.counting[number - 1].read
        is_count = read is not None and read.form is Form.NUMBER and not self._view.counting[number - 1].turned
        return is_count and self._masked.low(at - 1) == ":" and not is_year(self._masked, at - 2)

    def _is_share_of_count(self, number: int) -> bool:
        """Return whether a number is a share right behind a count."""
        if not number:
            return False
        figure, other = self._view.counting[number], self._view.counting[number - 1]
        read, counted = figure.read, other.read
        is_share = read is not None and read.form in {Form.PERCENT, Form.FRACTION} and not figure.turned
        return is_share and counted is not None and counted.form is Form.NUMBER

    def _count_strange(self, own: Sequence[Word]) -> int:
        """Return how many words about a number name what no statistic knows, verbs and small words aside."""
        return sum(
            word.start not in self._named | self._hidden
            and word.text.casefold() not in AFTER_FIGURE | STOP | RISE | FALL
            and any(one not in self._weight and not one.isdecimal() for one in features(word.text))
            for word in own
        )

    def _before(self, *, goes_on: bool) -> dict[str, float]:
        """Return the words before the sentence; they count for more if the sentence goes on about the same."""
        made: dict[str, float] = {}
        last = self._earlier.last if self._says(self._earlier.last) else {}
        heading = BEFORE_WEIGHT if goes_on and not last else HEADING_WEIGHT
        add_words(made, dict.fromkeys(self._earlier.heading, heading))
        add_words(made, self._earlier.words)
        if goes_on:
            add_words(made, dict.fromkeys(last, BEFORE_WEIGHT))
        return made

    def _noun(self, behind: Sequence[Word]) -> Iterable[Word]:
        """Yield up to three words right behind a number, as far as they may name what is counted."""
        # "45 more parking spaces": of so many the number says how many more.
        more = bool(behind) and behind[0].text.casefold() in _MORE
        for word in behind[more : 3 + more]:
            low = word.text.casefold()
            if word.text in _STOPS or low in _NO_NOUNS or not word.text[:1].isalpha():
                return
            yield word

    def _part(self, figure: PlacedFigure) -> str:
        """Return that a number counts a part, or the whole of one: "two of the homicides", "14 of 18"."""
        low = self._masked.low
        following, behind = low(figure.at + 2), {low(figure.at + 3), low(figure.at + 4)}
        # "Most of last year" has no parts that are counted, and "five of its last six" has.
        part = low(figure.at + 1) == "of" and (low(figure.at + 4) == MASK or not behind & WHOLES)
        if part and (following in _WHOLES or following == MASK):
            return "it counts a part of something" if self._is_count(figure) else ""
        whole = low(figure.at - 1) == "of" and low(figure.at - 2) == MASK
        return "it counts the whole of a part" if whole and self._is_count(figure) else ""

    def _find_wish(self, figure: PlacedFigure) -> str:
        """Return that a number is of what is needed or wanted: "it needs 41 more drivers"."""
        words = self._masked.words[figure.first : figure.at]
        wishes = [word for word in words if word.text.casefold() in WISHES and word.start not in self._named]
        # "The city would spend 1.3 billion in 2025" is of a budget, which statistics may have.
        if wishes and any(is_year(self._masked, at) for at in range(len(self._masked.words))):
            wishes = [word for word in wishes if word.text.casefold() != "would"]
        unknown = any(not any(one in self._weight for one in features(word.text)) for word in wishes)
        return "it is of what is needed or wanted" if unknown else ""

    def _find_own_subject(self, figure: PlacedFigure) -> str:
        """Return that a number is of a noun of its own, which no statistic has: "its intake was down 27"."""
        before = self._masked.words[figure.first : figure.at]
        lows = [word.text.casefold() for word in before]
        verb = next((at for at, low in enumerate(lows) if low in _COPULAS | RISE | FALL), 0)
        noun = before[verb - 1] if verb > 1 and not _POSSESSIVES.isdisjoint(lows[: verb - 1]) else None
        if noun is None or noun.start in self._named | self._hidden or noun.text.casefold() in REFERRING_NOUNS:
            return ""
        found = features(noun.text)
        known = not found or any(one in self._weight for one in found)
        return "" if known else f"‘{noun.text}’ appears in no statistic"

    def _is_count(self, figure: PlacedFigure) -> bool:
        read = self._view.counting[self._figures.index(figure)].read
        return read is not None and read.form is Form.NUMBER and read.unit in {*COUNTED, ""}

    def _distribute(self) -> None:
        """Find the words that are about another number of a list: "men and women ... 78.2% and 71.9%"."""
        for numbers in find_lists(self._masked):
            first, last = self._masked.figures[numbers[0]], self._masked.figures[numbers[-1]]
            for places in (range(first.first, first.at), range(last.at + 1, last.last)):
                items = self._items(places, len(numbers))
                if len(items) == len(numbers):
                    for number in numbers:
                        others = (item for at, item in enumerate(items) if at != number - numbers[0])
                        self._excluded[number] = {start for item in others for start in item}
                        self._shared_zones[number] = places
                    break

    def _items(self, places: range, wanted: int) -> list[set[int]]:
        """Return the words of each item of a list: the last noun before a conjunction, the first behind it."""
        parts: list[list[Word]] = [[]]
        for at in places:
            word = self._masked.words[at]
            if word.text.casefold() in LIST_JOINTS and word.text != "respectively":
                parts.append([])
            else:
                parts[-1].append(word)
        subjects = [[word for word in part if self._names_subject(word)] for part in parts]
        if len(parts) < wanted:
            return []
        chosen = subjects[-wanted:]
        if not all(chosen):
            return []
        return [{chosen[0][-1].start}, *({word.start for word in part} for part in chosen[1:-1]), {chosen[-1][0].start}]

    def _names_subject(self, word: Word) -> bool:
        if word.start in self._named:
            return False
        return word.start in self._banded or any(one in self._subject_words for one in features(word.text))


_MORE = frozenset("more fewer extra additional other further".split())
_POSSESSIVES = frozenset("its their his her whose".split())
_COPULAS = frozenset("is are was were stood came totalled totaled remained stayed".split())
_WHOLES = frozenset("the these those all its their".split())


def _refers(words: Sequence[Word]) -> bool:
    """Return whether words refer back to what was named before: "19% of them", "the number fell"."""
    low = [word.text.casefold() for word in words]
    named = any(one in {"the", "that", "this"} and two in REFERRING_NOUNS for one, two in pairwise(low))
    whole = any(two in REFERRING_NOUNS and three in {"of", "in"} for two, three in pairwise(low))
    return not REFERRING.isdisjoint(low) or (named and not whole)


def _are_parallel(about: Mapping[str, float], frame: Sequence[Word]) -> bool:
    """Return whether words about a number say anew what those before all numbers say: "the rate", or that it fell."""
    again = about.keys() & {*find_features(frame)}
    moves = (any(one in _MOTION for one in words) for words in (about, find_features(frame)))
    return not GENERIC.isdisjoint(again) or all(moves)


_MOTION = frozenset(one for word in RISE | FALL for one in features(word))


def figure_places(figure: PlacedFigure) -> Iterable[int]:
    """Yield the places of the words about a figure, without the figure."""
    return (at for at in range(figure.first, figure.last) if at != figure.at)
