"""The words about a number, each with its weight: its own, those that it shares, and those that stand before it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from factbook.figures import Form
from factbook.figures.common.text import STOP, Word, words_of
from factbook.figures.common.word_table import is_hangul
from factbook.scan.features import add_features, features
from factbook.scan.names import CAPITALIZED_WORDS
from factbook.scan.sentence import SentenceView
from factbook.scan.who import LIST_JOINTS, find_lists
from factbook.verdicts.sentence.english import AFTER_FIGURE
from factbook.verdicts.sentence.passage import MASK, PlacedFigure, SentenceText

# Only their order is a rule: what stands nearer to the number says more about it, and a heading less than a sentence.
NEAR_WEIGHT, ELLIPSIS_WEIGHT, FRAME_WEIGHT, SHARE_WEIGHT, OTHER_WEIGHT = 1.0, 0.95, 0.85, 0.8, 0.3
"""Of a word about the number; of one that it takes over; of one before all numbers; of one about the count of which it
is a share; of one about another number."""
BEFORE_WEIGHT, EARLIER_WEIGHT, HEADING_WEIGHT = 0.8, 0.5, 0.45
"""Of a word of the sentence before or the heading, if the sentence itself says nothing; else of those."""
DECAY = 0.6
"""What the weight of an earlier sentence's word is multiplied by with each further sentence."""
FORGOTTEN = 0.2
"""Earlier words that weigh no more than this are dropped: after three sentences."""
FREQUENT = 3
"""A name that occurs so often is the topic of the whole text, and narrows no single number."""
# "Outside Paris there were 903 burglaries" is not about the report's country. Korean has no capitals; there the
# particles of possession and place mark such a word, except on words of time and on "the whole country".
_PLACING = ("에서는", "에서만", "에서도", "에서", "의")
_WHOLE = frozenset(
    "them it us last this same kind sort age year month time day week total country nation whole".split()
)
"""Words after "of" that narrow nothing: "most of them", "of last year"."""
_TIMES = frozenset("지난해 올해 작년 금년 이번 최근 전국 국내 우리나라 이날 당시 가운데 전체 전년 지난달".split())
_NEUTRAL = frozenset(
    "total overall annual official recorded reported registered estimated latest average new all such other main"
    " number numbers count share rate figure figures amount level proportion percentage additional further".split()
)
"""Words before a noun that narrow it to no other thing than the statistic's."""
_STOPS = frozenset(",;:()|.")


@dataclass(frozen=True, slots=True)
class EarlierWords:
    """The words of the sentences before, and of the heading."""

    last: dict[str, float] = field(default_factory=dict)
    """Of the sentence right before, in the same paragraph."""
    words: dict[str, float] = field(default_factory=dict)
    heading: dict[str, float] = field(default_factory=dict)

    def after(self, words: Sequence[Word], *, heading: bool, paragraph: bool) -> EarlierWords:
        """Return the context behind a sentence; a heading starts a new one."""
        now: dict[str, float] = {}
        add_features(words, 1.0, now)
        if heading:
            return EarlierWords(heading=now)
        older = {word: weight * DECAY for word, weight in self.words.items() if weight > FORGOTTEN}
        return EarlierWords({} if paragraph else now, older | dict.fromkeys(now, EARLIER_WEIGHT), self.heading)


@dataclass(frozen=True, slots=True)
class NumberWords:
    """What a text says about one number."""

    near: dict[str, float]
    """Features of the words about it, those that it takes over included."""
    words: dict[str, float]
    """Features of the sentence, earlier sentences and heading as well, with the weight of each."""
    noun: tuple[Word, ...] = ()
    """The words right behind it that name what is counted; none where it is left out."""
    strange: str = ""
    """A word about it that names something else than any statistic: 903 burglaries of churches."""
    narrowed: tuple[str, ...] = ()
    """Words that no statistic knows and that stand right before a noun that one knows: "armed robberies"."""


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
        self._figures = masked.figures
        self._lists = {number: numbers for numbers in find_lists(masked) for number in numbers}
        self._excluded = self._distribute()

    def read(self, number: int, before: Sequence[NumberWords], previous: Sequence[NumberWords]) -> NumberWords:
        """Collect the words about the n-th number.

        `before` are those of the numbers before it, `previous` those of the sentence before.
        """
        figure = self._masked.figures[number]
        own = self._kept(number, (self._masked.words[at] for at in figure_places(figure)))
        inside = [word for word in words_of(self._view_text(number)) if word.text[:1].isalpha()]
        near = self._features([*own, *inside], NEAR_WEIGHT)
        says = self._says(near)
        shared = self._taken_over(number, before, previous, says=says, refers=_refers(own))
        silent = not says and not self._says(shared)
        everywhere = self._before(silent=silent or (_refers(own) and not before))
        if number and says:
            frame = self._masked.words[: self._masked.figures[0].at]
            _add(everywhere, self._features(self._kept(number, frame), FRAME_WEIGHT))
        _add(everywhere, self._features(self._kept(number, self._masked.words), OTHER_WEIGHT))
        _add(shared, near)
        _add(everywhere, shared)
        behind = [self._masked.words[at] for at in range(figure.at + 1, figure.last)]
        noun = () if self._masked.korean else (*inside, *self._noun(behind))
        return NumberWords(shared, everywhere, noun, self._strange(own, behind), tuple(self._narrowed(own)))

    def _says(self, found: Mapping[str, float]) -> bool:
        """Return whether words say something of what is measured."""
        return any(word in self._subject_words for word in found)

    def _view_text(self, number: int) -> str:
        figure = self._masked.figures[number]
        start, end = self._masked.words[figure.at].start, self._masked.words[figure.at].end
        return self._text[start:end]

    def _kept(self, number: int, words: Iterable[Word]) -> list[Word]:
        excluded = self._excluded.get(number, ())
        return [word for word in words if word.start not in excluded and word.text != MASK]

    def _features(self, words: Iterable[Word], weight: float) -> dict[str, float]:
        """Return the features of words; names stand for themselves, and a band is one feature."""
        found: dict[str, float] = {}
        add_features((word for word in words if word.start not in self._named | self._hidden), weight, found)
        for word in words:
            if band := self._banded.get(word.start):
                found[band] = weight
        return found

    def _taken_over(
        self, number: int, before: Sequence[NumberWords], previous: Sequence[NumberWords], *, says: bool, refers: bool
    ) -> dict[str, float]:
        """Return the words of another number that are about this one too."""
        if says:
            # "4,410, or 9.7% of them": a share of what was counted right before.
            is_share = bool(before) and self._is_share(number) and not self._is_share(number - 1)
            return _at_weight(before[-1].near, ELLIPSIS_WEIGHT if refers else SHARE_WEIGHT) if is_share or (
                refers and before
            ) else {}
        numbers = self._lists.get(number, range(0))
        place = number - numbers[0] if numbers else 0
        # "1,342 hip and 1,419 knee replacements, after 1,188 and 1,275": the n-th of a list repeats the n-th before.
        if numbers and numbers[0] == len(numbers) and not any(self._own_says(one) for one in numbers):
            return _at_weight(before[place].near, ELLIPSIS_WEIGHT)
        if numbers and not numbers[0] and len(previous) == len(numbers) == len(self._masked.figures):
            return _at_weight(previous[place].near, ELLIPSIS_WEIGHT)
        if before:
            return _at_weight(before[-1].near, ELLIPSIS_WEIGHT)
        # "20 and 86 patients": the noun stands behind the last number of the list.
        listed = (self._features(self._own(other), ELLIPSIS_WEIGHT) for other in range(number + 1, len(self._figures)))
        return next((found for found in listed if self._says(found)), {})

    def _own(self, number: int) -> list[Word]:
        return self._kept(number, (self._masked.words[at] for at in figure_places(self._figures[number])))

    def _own_says(self, number: int) -> bool:
        return self._says(self._features(self._own(number), NEAR_WEIGHT))

    def _is_share(self, number: int) -> bool:
        read = self._view.counting[number].read
        return read is not None and read.form in {Form.PERCENT, Form.FRACTION} and not self._view.counting[number].turned

    def _before(self, *, silent: bool) -> dict[str, float]:
        """Return the words before the sentence; they count for more if the sentence itself says nothing."""
        made: dict[str, float] = {}
        last = self._earlier.last if self._says(self._earlier.last) else {}
        _add(made, dict.fromkeys(self._earlier.heading, BEFORE_WEIGHT if silent and not last else HEADING_WEIGHT))
        _add(made, self._earlier.words)
        if silent:
            _add(made, dict.fromkeys(last, BEFORE_WEIGHT))
        return made

    def _noun(self, behind: Sequence[Word]) -> Iterable[Word]:
        """Yield up to three words right behind a number, as far as they may name what is counted."""
        for word in behind[:3]:
            low = word.text.casefold()
            if word.text in _STOPS or low in AFTER_FIGURE or low in STOP or not word.text[:1].isalpha():
                return
            yield word

    def _narrowed(self, own: Sequence[Word]) -> Iterable[str]:
        """Yield the words that no statistic knows, right before a word that names what one measures."""
        for word, following in zip(own, own[1:], strict=False):
            low = word.text.casefold()
            plain = low.isalpha() and not is_hangul(low) and low not in AFTER_FIGURE | STOP | _NEUTRAL
            known = not features(word.text) or any(one in self._weight for one in features(word.text))
            names = following.end - word.start == len(word.text) + 1 + len(following.text)
            if plain and not known and names and any(one in self._subject_words for one in features(following.text)):
                yield word.text

    def _strange(self, own: Sequence[Word], behind: Sequence[Word]) -> str:
        """Return a name or a noun about a number that appears in no statistic."""
        opening = self._masked.words[0]
        for word in own:
            low = word.text.casefold()
            known = low in CAPITALIZED_WORDS | STOP or any(one in self._weight for one in features(word.text))
            # The opening word of a sentence always has a capital.
            name = word.text[:1].isupper() and len(word.text) > 1 and word is not opening
            placed = _is_placed(word.text)
            if (name or placed) and word.start not in self._named and not known and _occurrences(self._text)[word.text] < FREQUENT:
                return word.text
        return self._narrowing(behind)

    def _narrowing(self, behind: Sequence[Word]) -> str:
        """Return a word after "of" that no statistic knows: 903 burglaries of churches are not 903 burglaries."""
        stems = [word.stem for word in behind]
        first = stems.index("of") + 1 if "of" in stems else len(stems)
        word = next((one for one in behind[first:] if one.stem not in STOP and one.stem not in _WHOLE), None)
        if word is None or word.start in self._named | self._hidden or not word.text[0].isalpha():
            return ""
        found = features(word.text)
        return "" if not found or any(one in self._weight for one in found) else word.text

    def _distribute(self) -> dict[int, set[int]]:
        """Return the words that are about another number of a list: "men and women ... 78.2% and 71.9%"."""
        made: dict[int, set[int]] = {}
        for numbers in find_lists(self._masked):
            first, last = self._masked.figures[numbers[0]], self._masked.figures[numbers[-1]]
            for places in (range(first.first, first.at), range(last.at + 1, last.last)):
                items = self._items(places, len(numbers))
                if len(items) == len(numbers):
                    for number in numbers:
                        others = (item for at, item in enumerate(items) if at != number - numbers[0])
                        made[number] = {start for item in others for start in item}
                    break
        return made

    def _items(self, places: range, wanted: int) -> list[set[int]]:
        """Return the words of each item of a list of things: the last noun before a conjunction, the first behind it."""
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


_PRONOUNS = frozenset("it its they them their those these whom".split())
_NOUNS = frozenset("number figure rate share total proportion count level".split())


def _refers(words: Sequence[Word]) -> bool:
    """Return whether words refer back to what was named before: "19% of them", "the number fell"."""
    low = [word.text.casefold() for word in words]
    named = any(one in {"the", "that", "this"} and two in _NOUNS for one, two in pairwise(low))
    whole = any(two in _NOUNS and three in {"of", "in"} for two, three in pairwise(low))
    return bool(_PRONOUNS & set(low)) or (named and not whole)


def _at_weight(words: Mapping[str, float], most: float) -> dict[str, float]:
    return {word: min(weight, most) for word, weight in words.items()}


def figure_places(figure: PlacedFigure) -> Iterable[int]:
    """Yield the places of the words about a figure, without the figure."""
    return (at for at in range(figure.first, figure.last) if at != figure.at)


def _add(into: dict[str, float], found: dict[str, float]) -> None:
    for word, weight in found.items():
        if into.get(word, 0.0) < weight:
            into[word] = weight


# Asked for by each name of a text; the texts of a scan come one after the other.
@lru_cache(maxsize=1)
def _occurrences(text: str) -> Counter[str]:
    """Count the words of a text; "Oslo's" and "Oslo-based" count for Oslo too."""
    parts = (part for word in words_of(text) for part in {word.text, *re.split("['’-]", word.text)})
    return Counter(parts)


def _is_placed(word: str) -> bool:
    """Return whether a Korean word names a place or an owner by its particle: "일본의", "부산에서"."""
    # The shortest particle first: "에서의" is 에서 and 의.
    places = (word.removesuffix(particle) for particle in reversed(_PLACING) if word.endswith(particle))
    return any(len(place) > 1 and all(map(is_hangul, place)) and place not in _TIMES for place in places)
