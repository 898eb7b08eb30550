"""The context window of a number: the words around it, each with its weight, and the period that the text states."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from factbook.figures import Form
from factbook.figures.common.text import STOP, Sentence, Word, words_of
from factbook.figures.common.word_table import is_hangul
from factbook.scan.consistency.text_figures import Figure
from factbook.scan.periods import When, find_periods, names_year_before
from factbook.scan.sentence import SentenceView
from factbook.scan.series_index import add_features, features
from factbook.scan.subjects import CAPITALIZED_WORDS
from factbook.scan.words.tables import LanguagePhrases

# The weights were tuned on the drafts that tests/bench/bench_scan_drafts.py measures. Only their order is a
# rule: what stands nearer to the number says more about it, and a heading less than any sentence.
NEAR_WEIGHT, ELLIPSIS_WEIGHT, BEFORE_WEIGHT, AFTER_WEIGHT = 1.0, 0.95, 0.75, 0.5
"""Weights of words: in the number's own phrase; before it where that names no subject; else before it; after it."""
EARLIER_WEIGHT, HEADING_WEIGHT = 0.5, 0.45
"""How much a word of an earlier sentence counts, and one of the heading."""
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
_TIMES = frozenset("지난해 올해 작년 금년 이번 최근 전국 국내 우리나라 이날 당시 가운데 전체".split())
_ARTICLES = frozenset("the a all its their these those".split())
_STOPS = frozenset(",;:()|")
_TO_YEAR = LanguagePhrases("to year", may_go_on=True)


@dataclass(frozen=True, slots=True)
class EarlierContext:
    """The words and the period of the sentences before, and the words of the heading."""

    words: dict[str, float] = field(default_factory=dict)
    heading: dict[str, float] = field(default_factory=dict)
    period: str = ""

    def after(self, sentence: Sentence, text: str) -> EarlierContext:
        """Return the context behind a sentence; a heading starts a new one."""
        now: dict[str, float] = {}
        add_features(sentence.words, EARLIER_WEIGHT, now)
        # "Than in 2023" is a base of comparison; the next sentence goes on about the other year.
        stated = [one.period for one in find_periods(text[sentence.start : sentence.end]) if not one.base]
        # Markdown's mark of a heading; HTML and Word drafts have no such sign, and their headings count as sentences.
        if text[text.rfind("\n", 0, sentence.start) + 1 :][:1] == "#":
            return EarlierContext(heading=dict.fromkeys(now, HEADING_WEIGHT), period=stated[-1] if stated else "")
        words = {word: weight * DECAY for word, weight in self.words.items() if weight > FORGOTTEN} | now
        return EarlierContext(words, self.heading, stated[-1] if stated else self.period)


@dataclass(frozen=True, slots=True)
class ContextWindow:
    """What a text says about one number."""

    near: dict[str, float]
    """Features of its own phrase: from the number before to the number, comma or bracket after it."""
    words: dict[str, float]
    """Features of the phrase, sentence, earlier sentences and heading, with the weight of each."""
    period: str
    period_is_stated: bool
    """Whether the text states the period, here or before."""
    first_period: str = ""
    """For "from a to b": the period of a, which is another that the sentence says, or the year before."""
    unknown_name: str = ""
    """An out-of-vocabulary name or noun in the number's own phrase, about which no statistic can be."""


def read_context(text: str, sentence: SentenceView, figure: Figure, earlier: EarlierContext) -> ContextWindow:
    """Collect what a text says about a number of one of its sentences."""
    words, at, after = sentence.words, sentence.at(figure), sentence.after(figure)
    first, last = _phrase_bounds(sentence, figure)
    before, behind = words[first:at], words[after:last]
    near: dict[str, float] = {}
    add_features(
        [*before, *(word for word in words[at:after] if not word.text[0].isdecimal()), *behind], NEAR_WEIGHT, near
    )
    # "Burglaries rose in 2024. There were 144 of them": where the phrase itself names no subject, the words before
    # it stand in for the noun that is left out, and count nearly as much as its own.
    names_subject = any(word in sentence.facts.described.subject_words for word in near)
    everywhere = dict(earlier.heading)
    for word, weight in earlier.words.items():
        everywhere[word] = max(weight, everywhere.get(word, 0.0))
    add_features(words[:first], BEFORE_WEIGHT if names_subject else ELLIPSIS_WEIGHT, everywhere)
    add_features(words[last:], AFTER_WEIGHT, everywhere)
    unknown = _unknown_name([*before, *behind], words[0], sentence, text) or _narrowing_word(behind, sentence)
    period, stated = _period(text, sentence, figure, earlier)
    periods = (one.period for one in find_periods(text[sentence.start : sentence.end]))
    other = next((one for one in periods if one != period), _year_before(period))
    return ContextWindow(near, everywhere | near, period, stated, other, unknown)


def _phrase_bounds(sentence: SentenceView, figure: Figure) -> tuple[int, int]:
    """Return the first word of a number's own phrase, and the word after its last."""
    words, at, after = sentence.words, sentence.at(figure), sentence.after(figure)
    earlier, later = sentence.counting_before(figure), sentence.counting_after(figure)
    first = sentence.after(earlier) if earlier else 0
    # A comma does not end the phrase backwards: "In Oslo, 12 murders" is one. A semicolon or a table's bar does.
    first = next((back + 1 for back in range(at - 1, first, -1) if words[back].text in ";|"), first)
    last = sentence.at(later) if later else len(words)
    last = next((ahead for ahead in range(after, last) if words[ahead].text in _STOPS), last)
    # Words before the whole of "20 of the 300 cases" are about the 20.
    return (at if last > after and _is_whole(sentence, at) else first), last


def _unknown_name(stretch: list[Word], opening: Word, sentence: SentenceView, text: str) -> str:
    """Return the first out-of-vocabulary name of a phrase; one that the text uses often is its topic, and let pass."""
    described = sentence.facts.described
    for word in stretch:
        known = word.stem in CAPITALIZED_WORDS | STOP or any(one in described.weight for one in features(word.text))
        # The opening word of a sentence always has a capital.
        name = word.text[:1].isupper() and len(word.text) > 1 and word is not opening
        if (name or _is_placed(word.text)) and not known and _occurrences(text)[word.text] < FREQUENT:
            return word.text
    return ""


# Asked for by each name of a text; the texts of a scan come one after the other.
@lru_cache(maxsize=1)
def _occurrences(text: str) -> Counter[str]:
    """Count the words of a text; "Oslo's" and "Oslo-based" count for Oslo too."""
    parts = (part for word in words_of(text) for part in {word.text, *re.split("['’-]", word.text)})
    return Counter(parts)


def _narrowing_word(behind: tuple[Word, ...], sentence: SentenceView) -> str:
    """Return a word after "of" that no statistic knows: 903 burglaries of churches are not 903 burglaries."""
    weight = sentence.facts.described.weight
    stems = [word.stem for word in behind]
    first = stems.index("of") + 1 if "of" in stems else len(stems)
    word = next((one for one in behind[first:] if one.stem not in STOP and one.stem not in _WHOLE), None)
    known = word is None or not features(word.text) or any(one in weight for one in features(word.text))
    return "" if word is None or known or word.text[0].isdecimal() else word.text


def _is_placed(word: str) -> bool:
    """Return whether a Korean word names a place or an owner by its particle: "일본의", "부산에서"."""
    # The shortest particle first: "에서의" is 에서 and 의.
    places = (word.removesuffix(particle) for particle in reversed(_PLACING) if word.endswith(particle))
    return any(len(place) > 1 and all(map(is_hangul, place)) and place not in _TIMES for place in places)


def _is_whole(sentence: SentenceView, at: int) -> bool:
    """Return whether a number is the whole of a part before it: the 300 of "20 of the 300 cases"."""
    before = [word.stem for word in sentence.words[max(0, at - 3) : at] if word.stem not in _ARTICLES]
    return before[-1:] in (["of"], ["among"])


def _period(text: str, sentence: SentenceView, figure: Figure, earlier: EarlierContext) -> tuple[str, bool]:
    """Return the period that a number is of, and whether the text states it."""
    stated = find_periods(text[sentence.start : sentence.end], sentence.start)
    full = figure.found.full_end if figure.found else figure.end
    later = sentence.counting_after(figure)
    stop = later.start if later else sentence.end
    behind = [one for one in stated if full <= one.start < stop and not _is_base(text, full, one, figure.turned)]
    ahead = [one for one in stated if one.end <= figure.start]
    ahead = [one for one in ahead if not one.base or not text[one.end : figure.start].strip(" 년")]
    # "The year before" moves a count one year back, but a rise "on the year before" is of the year itself.
    if names_year_before(text[full:stop]) and _is_no_comparison(figure) and (ahead or earlier.period):
        return _year_before(ahead[-1].period if ahead else earlier.period), True
    # English puts the period behind the number ("903 in 2024, 941 in 2023"), Korean before it ("2023년 941건"), so
    # that each number takes the one on its side; a comma between says that the period belongs to the next number.
    if (
        behind
        and not (ahead and sentence.is_korean)
        and not any(sign in text[full : behind[0].start] for sign in _STOPS)
    ):
        return behind[0].period, True
    # Otherwise the nearest one: the last of those before, or the first of those after the number.
    if ahead or behind:
        return (ahead or behind)[-1 if ahead else 0].period, True
    return earlier.period, bool(earlier.period)


def _is_no_comparison(figure: Figure) -> bool:
    """Return whether a number compares nothing, so that "the year before" says of which year it is."""
    read = figure.read
    return not figure.turned and read is not None and read.form is not Form.MULTIPLE


def _is_base(text: str, start: int, one: When, turned: bool) -> bool:
    """Return whether a period after a number is only what the number is compared with."""
    if not one.base:
        return False
    return turned or " than " in text[start : one.start] or _TO_YEAR.match(text, one.end) is not None


def _year_before(period: str) -> str:
    return str(int(period) - 1) if len(period) == 4 else ""
