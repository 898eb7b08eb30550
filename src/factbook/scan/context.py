"""What is said around a number: the words, each with its weight, and the period; carried from sentence to sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from factbook.figures import Form
from factbook.scan.consistency.text_figures import Figure
from factbook.scan.consistency.words import STOP, Sentence, Word
from factbook.scan.periods import BEFORE, When, find_periods
from factbook.scan.sentence import Scene
from factbook.scan.series_index import features, hangul, said
from factbook.scan.subjects import NO_NAMES

NEAR, LEFT_OUT, BEFORE_IT, AFTER_IT, CONTEXT, HEADING = 1.0, 0.95, 0.75, 0.5, 0.5, 0.45
"""How much a word counts: in the number's own stretch, before it where that says nothing, elsewhere in
its sentence, in those before, in a title."""
FADES = 0.6
FRAME = 3
"""A name that occurs so often is what the whole text is about."""
_PLACED = re.compile(r"([가-힣]{2,})(?:의|에서|에서는|에서만|에서도)")
_WHOLE = frozenset(
    "them it us last this same kind sort age year month time day week total country nation whole".split()
)
"""Words that may follow "of" and narrow nothing."""
_TIMES = frozenset("지난해 올해 작년 금년 이번 최근 전국 국내 우리나라 이날 당시 가운데 전체".split())
_ARTICLES = frozenset("the a all its their these those".split())
_STOPS = frozenset(",;:()|")
_TO_YEAR = re.compile(r"\s*(?:to|and|[-–])\s*(?:19|20)\d\d")


@dataclass(slots=True)
class Discourse:
    """What was talked about before."""

    words: dict[str, float] = field(default_factory=dict)
    heading: dict[str, float] = field(default_factory=dict)
    period: str = ""

    def follow(self, sentence: Sentence, text: str) -> None:
        """Remember a sentence for the next; a title starts anew."""
        now: dict[str, float] = {}
        said(sentence.words, CONTEXT, now)
        if text[text.rfind("\n", 0, sentence.start) + 1 :][:1] == "#":
            self.heading, self.words, self.period = dict.fromkeys(now, HEADING), {}, ""
        else:
            self.words = {word: weight * FADES for word, weight in self.words.items() if weight > 0.2} | now
        stated = [one for one in find_periods(text[sentence.start : sentence.end]) if not one.base]
        if stated:
            self.period = stated[-1].period


@dataclass(frozen=True, slots=True)
class Heard:
    """What is said around a number."""

    near: dict[str, float]
    """In its own stretch: from the number before to the number, comma or bracket behind."""
    words: dict[str, float]
    """Everywhere, with the weight of each."""
    period: str
    stated: bool
    """Whether the text gives the period."""
    first: str = ""
    """For "from a to b": the period of a, which is another that the sentence says, or the year before."""
    stranger: str = ""
    """Somebody or some place in the number's own stretch that no statistic speaks of."""


def hear(text: str, scene: Scene, figure: Figure, before: Discourse) -> Heard:
    """Collect what is said around a number."""
    words, at, after = scene.words, scene.at(figure), scene.after(figure)
    counted = [one for one in scene.figures if scene.counts(one)]
    begin = max((scene.after(one) for one in counted if one.end <= figure.start), default=0)
    begin = next((back + 1 for back in range(at - 1, begin, -1) if words[back].text in ";|"), begin)
    end = min((scene.at(one) for one in counted if one.start >= figure.end), default=len(words))
    end = next((ahead for ahead in range(after, end) if words[ahead].text in _STOPS), end)
    own = [word for word in words[at:after] if not word.text[0].isdecimal()]
    if end > after and _is_whole(scene, at):
        begin = at
    near: dict[str, float] = {}
    said([*words[begin:at], *own, *words[after:end]], NEAR, near)
    telling = scene.facts.described.telling
    everything = dict(before.heading)
    for word, weight in before.words.items():
        everything[word] = max(weight, everything.get(word, 0.0))
    said(words[:begin], BEFORE_IT if any(word in telling for word in near) else LEFT_OUT, everything)
    said(words[end:], AFTER_IT, everything)
    everything |= near
    stranger = _stranger([*words[begin:at], *words[after:end]], words[0], scene, text)
    stranger = stranger or _narrowed(words[after:end], scene)
    period, stated = _period(text, scene, figure, before)
    sentence = scene.cast.sentence
    others = [one.period for one in find_periods(text[sentence.start : sentence.end]) if one.period != period]
    return Heard(near, everything, period, stated, others[0] if others else _earlier(period), stranger)


def _stranger(stretch: list[Word], opening: Word, scene: Scene, text: str) -> str:
    """Find a name that no statistic knows; one that a text keeps using is its frame and binds nothing."""
    described = scene.facts.described
    for word in stretch:
        known = word.stem in NO_NAMES | STOP or any(one in described.weight for one in features(word.text))
        name = word.text[:1].isupper() and len(word.text) > 1 and word is not opening
        if (name or _placed(word.text)) and not known and text.count(word.text) < FRAME:
            return word.text
    return ""


def _narrowed(behind: tuple[Word, ...], scene: Scene) -> str:
    """Find a word behind "of" that no statistic knows: 903 burglaries of churches are not 903 burglaries."""
    weight = scene.facts.described.weight
    stems = [word.stem for word in behind]
    first = stems.index("of") + 1 if "of" in stems else len(stems)
    word = next((one for one in behind[first:] if one.stem not in STOP and one.stem not in _WHOLE), None)
    known = word is None or not features(word.text) or any(one in weight for one in features(word.text))
    return "" if word is None or known or word.text[0].isdecimal() else word.text


def _placed(word: str) -> bool:
    """Whether a Korean word says of what or where: "일본의", "부산에서"."""
    place = _PLACED.fullmatch(word)
    return place is not None and place[1] not in _TIMES


def _is_whole(scene: Scene, at: int) -> bool:
    """Whether a number is the whole that something is part of: "20 of the 300 cases"."""
    before = [word.stem for word in scene.words[max(0, at - 3) : at] if word.stem not in _ARTICLES]
    return before[-1:] in (["of"], ["among"])


def _period(text: str, scene: Scene, figure: Figure, before: Discourse) -> tuple[str, bool]:
    """Give the period that a number is of, and whether the text states it."""
    sentence = scene.cast.sentence
    stated = find_periods(text[sentence.start : sentence.end], sentence.start)
    full = figure.found.full_end if figure.found else figure.end
    counted = [one for one in scene.figures if scene.counts(one) and one.start >= figure.end]
    stop = min((one.start for one in counted), default=sentence.end)
    behind = [one for one in stated if full <= one.start < stop and not _compared(text, full, one, figure.turned)]
    told = [one for one in stated if one.end <= figure.start]
    ahead = [one for one in told if not one.base or not text[one.end : figure.start].strip(" 년")]
    if BEFORE.search(text[full:stop]) and _told_alone(figure) and (ahead or before.period):
        return _earlier(ahead[-1].period if ahead else before.period), True
    letters = [word.text for word in scene.words if word.text[0].isalpha()]
    korean = 2 * sum(map(hangul, letters)) > len(letters)
    if behind and not (ahead and korean) and not any(sign in text[full : behind[0].start] for sign in _STOPS):
        return behind[0].period, True
    if ahead or behind:
        return (ahead or behind)[-1 if ahead else 0].period, True
    return before.period, bool(before.period)


def _told_alone(figure: Figure) -> bool:
    """Whether a number is no comparison, so that "the year before" is the time that it is of."""
    read = figure.found.figure if figure.found else None
    return not figure.turned and read is not None and read.form is not Form.MULTIPLE


def _compared(text: str, start: int, one: When, turned: bool) -> bool:
    """Whether a period behind a number is what the number is compared with."""
    if not one.base:
        return False
    return turned or " than " in text[start : one.start] or bool(_TO_YEAR.match(text, one.end))


def _earlier(period: str) -> str:
    return str(int(period) - 1) if len(period) == 4 else ""
