"""What is said around a number: the words, each with its weight, and the period; carried from sentence to sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from factbook.scan.decide import Scene
from factbook.scan.described import said
from factbook.scan.numbers import Figure
from factbook.scan.periods import BEFORE, When, find_periods
from factbook.scan.words import Sentence

NEAR, BEFORE_IT, AFTER_IT, CONTEXT, HEADING = 1.0, 0.75, 0.5, 0.5, 0.45
"""How much a word counts: in the number's own stretch, elsewhere in its sentence, in those before, in a title."""
FADES = 0.6
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


def hear(text: str, scene: Scene, figure: Figure, before: Discourse) -> Heard:
    """Collect what is said around a number."""
    words, at, after = scene.words, scene.at(figure), scene.after(figure)
    counted = [one for one in scene.figures if scene.counts(one)]
    begin = max((scene.after(one) for one in counted if one.end <= figure.start), default=0)
    begin = next((back + 1 for back in range(at - 1, begin, -1) if words[back].text in ";|"), begin)
    end = min((scene.at(one) for one in counted if one.start >= figure.end), default=len(words))
    end = next((ahead for ahead in range(after, end) if words[ahead].text in _STOPS), end)
    own = [word for word in words[at:after] if not word.text[0].isdecimal()]
    near: dict[str, float] = {}
    said([*words[begin:at], *own, *words[after:end]], NEAR, near)
    everything = dict(before.heading)
    for word, weight in before.words.items():
        everything[word] = max(weight, everything.get(word, 0.0))
    said(words[:begin], BEFORE_IT, everything)
    said(words[end:], AFTER_IT, everything)
    everything |= near
    return Heard(near, everything, *_period(text, scene, figure, before))


def _period(text: str, scene: Scene, figure: Figure, before: Discourse) -> tuple[str, bool]:
    """Give the period that a number is of, and whether the text states it."""
    sentence = scene.cast.sentence
    stated = find_periods(text[sentence.start : sentence.end], sentence.start)
    full = figure.found.full_end if figure.found else figure.end
    counted = [one for one in scene.figures if scene.counts(one) and one.start >= figure.end]
    stop = min((one.start for one in counted), default=sentence.end)
    behind = [one for one in stated if full <= one.start < stop and not _compared(text, full, one, figure.turned)]
    ahead = [one for one in stated if one.end <= figure.start and not one.base]
    if BEFORE.search(text[full:stop]) and not figure.turned and (ahead or before.period):
        return _earlier(ahead[-1].period if ahead else before.period), True
    if behind and not any(sign in text[full : behind[0].start] for sign in _STOPS):
        return behind[0].period, True
    if ahead or behind:
        return (ahead or behind)[-1 if ahead else 0].period, True
    return before.period, bool(before.period)


def _compared(text: str, start: int, one: When, turned: bool) -> bool:
    """Whether a period behind a number is what the number is compared with."""
    if not one.base:
        return False
    return turned or " than " in text[start : one.start] or bool(_TO_YEAR.match(text, one.end))


def _earlier(period: str) -> str:
    return str(int(period) - 1) if len(period) == 4 else ""
