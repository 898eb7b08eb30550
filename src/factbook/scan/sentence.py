"""A sentence with its numbers: the words around each, and whom it is about."""

from __future__ import annotations

from dataclasses import dataclass, field

from factbook.figures import Form
from factbook.scan.consistency.text_figures import Figure
from factbook.scan.consistency.words import Word
from factbook.scan.fact_index import Facts
from factbook.scan.measures import HIGHS, LASTS, SPANS, Around
from factbook.scan.subjects import BREAKS, Cast, Mention


@dataclass(frozen=True, slots=True)
class Settled:
    """What an earlier number of the sentence measures, and of whom."""

    subjects: tuple[int, ...]
    measure: str
    percent: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence: who is in it, and its numbers."""

    cast: Cast
    figures: tuple[Figure, ...]
    locale: str = "en"
    settled: list[Settled] = field(default_factory=list)
    """The numbers before, of which it is known what they measure."""

    @property
    def facts(self) -> Facts:
        """The statistics."""
        return self.cast.facts

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of the sentence."""
        return self.cast.sentence.words

    def at(self, figure: Figure) -> int:
        """Index of a number's first word."""
        return self.cast.sentence.at(figure.start)

    def after(self, figure: Figure) -> int:
        """Index of the word behind a number."""
        return self.cast.sentence.at(figure.end)

    def counts(self, figure: Figure) -> bool:
        """Whether a number counts something, rather than naming a thing or a measure."""
        return figure.counted and not figure.article and not self.in_speech(figure)

    def in_speech(self, figure: Figure) -> bool:
        """Whether a number only helps to name a measure or somebody: "the fourth quarter", "those under twenty"."""
        first, after = self.at(figure), self.after(figure)
        if first and (self.words[first - 1].stem, self.words[first].stem) in self.facts.described.numbers:
            return True
        words = [word.stem for word in self.words[first : after + 2] if word.stem not in {"-", "–"}]
        return len(words) > 1 and not figure.text.isdecimal() and (words[0], words[1]) in self.facts.figures_of_speech


def around(scene: Scene, figure: Figure) -> Around:
    """Collect the words around a number."""
    words, first = scene.words, scene.at(figure)
    begin = first
    while begin > 0 and not _breaks(words, begin - 1):
        begin -= 1
    behind = behind_of(scene, figure)
    stop = first + 1
    while stop < len(words) and not _breaks(words, stop):
        stop += 1
    own = [word.stem for word in words[first + 1 : scene.after(figure)] if word.stem.isalpha()]
    noun = tuple(own + [word.stem for word in behind if word.stem.isalnum() and word.stem not in {"of", "more"}])
    form = figure.found.figure.form if figure.found and figure.found.figure else None
    return Around(
        noun,
        () if noun else _leading(words, scene, figure),
        tuple(unpraised(words, begin, stop)),
        percent=form is Form.PERCENT,
        complement=any(word.stem in {"from", "among"} for word in behind),
    )


def _leading(words: tuple[Word, ...], scene: Scene, figure: Figure) -> tuple[str, ...]:
    """Give the few words before a number that has none behind it, back to the last number or comma."""
    first = scene.at(figure)
    last = max((scene.after(one) for one in scene.figures if one.end <= figure.start and not one.article), default=0)
    begin = max(first - 4, last)
    stops = [at for at in range(begin, first) if words[at].text in ",;()"]
    return tuple(word.stem for word in words[(stops[-1] + 1 if stops else begin) : first])


def _breaks(words: tuple[Word, ...], at: int) -> bool:
    return words[at].stem in BREAKS - {"and", "with"} or (words[at].stem == "as" and words[at - 1].text == ",")


def unpraised(words: tuple[Word, ...], begin: int, stop: int) -> list[str]:
    """Leave out the words that only praise: "season-high"."""
    kept = []
    for at in range(begin, stop):
        ahead = [word.stem for word in words[at + 1 : at + 3]]
        high = ahead and (ahead[0] in HIGHS or (ahead[0] == "-" and ahead[-1] in HIGHS))
        if words[at].stem in SPANS and high:
            continue
        if words[at].stem in LASTS and not any(word.isdecimal() or word in SPANS for word in ahead[:1]):
            continue
        kept.append(words[at].stem)
    return kept


def behind_of(scene: Scene, figure: Figure) -> tuple[Word, ...]:
    """Give the words behind a number, up to the next number, comma or bracket."""
    words, at = scene.words, scene.after(figure)
    starts = {scene.at(one) for one in scene.figures if one.start >= figure.end and scene.counts(one)}
    end = at
    if _bracketed_share(scene, figure):
        at = end = at + 1
    while end < len(words) and end not in starts and words[end].text not in ",;()." and words[end].stem not in BREAKS:
        end += 1
    return words[at:end]


def _bracketed_share(scene: Scene, figure: Figure) -> bool:
    """Whether a percentage stands alone in brackets behind a number, so that its words come later: "7 (39 %) of"."""
    words, first, after = scene.words, scene.at(figure), scene.after(figure)
    form = figure.found.figure.form if figure.found and figure.found.figure else None
    if form is not Form.PERCENT or first < 2 or after >= len(words):
        return False
    closed = words[first - 1].text == "(" and words[after].text == ")"
    return closed and any(scene.after(one) == first - 1 for one in scene.figures)


def subject_of(scene: Scene, figure: Figure) -> Mention | None:
    """Who a number is about: the one named behind it ("38 points from ..."), or the last subject before it."""
    words, at = scene.words, scene.at(figure)
    behind = behind_of(scene, figure)
    end = scene.after(figure) + len(behind)
    for mention in scene.cast.mentions:
        if mention.subjects and not mention.pronoun and at < mention.start < end:
            before = [word.stem for word in words[max(at, mention.start - 2) : mention.start]]
            if "from" in before or "by" in before:
                return mention
    return scene.cast.bracketed(at) or scene.cast.subject(at)


def name_of(scene: Scene, who: Mention) -> str:
    """Give the first name of the one that is meant."""
    return scene.facts.subjects[who.subjects[0]].about[0]
