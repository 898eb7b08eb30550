"""Hold the numbers of one sentence against the statistics that the sentence is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from factbook.figures import Form
from factbook.figures.units import canonical
from factbook.judge import judge
from factbook.model import Finding, Verdict
from factbook.scan.fact import Fact
from factbook.scan.facts import Facts, Measure
from factbook.scan.measures import (
    AVERAGES,
    GAPS,
    HIGHS,
    LASTS,
    SPANS,
    SUMS,
    Around,
    matching,
    names_something,
    says,
    strange_span,
)
from factbook.scan.numbers import Figure
from factbook.scan.result import Candidate, Status
from factbook.scan.subjects import BREAKS, Cast, Mention
from factbook.scan.words import Word


class Answer(NamedTuple):
    """What is known of a number."""

    status: Status
    statistic: str
    reason: str
    candidates: tuple[Candidate, ...] = ()


SO_FAR = frozenset("including until far date".split())
"""Words of a measure that counts from a beginning up to now."""
DURATIONS = frozenset(canonical(unit) for unit in "seconds minutes hours days weeks months years".split())
HOLDS = frozenset({Verdict.EXACT, Verdict.ROUNDED, Verdict.HOLDS, Verdict.TRUNCATED, Verdict.LOOSE})


def unsourced(reason: str) -> Answer:
    """Say that no statistic is clearly meant."""
    return Answer(Status.UNSOURCED, "", reason)


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


def decide(scene: Scene, figure: Figure) -> Answer:
    """Say what is known of a single number."""
    who = subject_of(scene, figure)
    if who is None or not who.subjects:
        return unsourced("the sentence names nobody that a statistic is about")
    near = around(scene, figure)
    if _is_gap(scene, figure):
        return _gap(scene, figure, who, near)
    fits = [(at, name) for at in who.subjects for name in matching(scene.facts.subjects[at], scene.facts, near)]
    if not fits:
        who, fits = _left_out(scene, figure, who, near)
    if not fits and near.percent and near.noun and not near.complement:
        fits = [(at, name) for at in who.subjects if (name := _first_rate(scene, at))]
    if not fits and (more := _narrower(scene, figure, who, near)):
        return more
    if not fits:
        return unsourced(f"no statistic about {name_of(scene, who)} measures what the sentence counts")
    candidates = [fact for at, name in fits for fact in scene.facts.subjects[at].facts[name]]
    candidates = [fact for fact in _of_period(candidates, near, scene) if _of_kind(scene.facts, fact, figure)]
    for fact in candidates:
        span = strange_span(scene.facts.measures[fact.measure or fact.label], fact.period, near)
        if span:
            return _wider(figure, fact, span, near)
    scene.settled.append(Settled(who.subjects, fits[0][1], near.percent))
    return compare(figure, candidates, scene.locale)


def _left_out(scene: Scene, figure: Figure, who: Mention, near: Around) -> tuple[Mention, list[tuple[int, str]]]:
    """Give what a number measures where its noun is left out and an earlier one stands for it.

    "They had 14 thefts, with 12 of our own" counts thefts; "A had 5 fires and 3 thefts, while B had 4 and 2" counts
    fires and thefts again, in the same order.
    """
    alike = [one for one in scene.settled if one.percent == near.percent]
    behind = [word.stem for word in behind_of(scene, figure)[:3]]
    if not alike:
        return who, []
    if behind[:1] == ["of"] and behind[2:] == ["own"]:
        owner = scene.cast.leader(scene.at(figure)) or who
        return owner, _measured(scene, owner, alike[-1].measure)
    if near.noun and not (near.percent and near.complement):
        return who, []
    first = [one for one in alike if one.subjects != who.subjects]
    done = sum(one.subjects == who.subjects for one in alike)
    told = [one.measure for one in first if one.subjects == first[-1].subjects] if first else []
    return (who, _measured(scene, who, told[done])) if done < len(told) else (who, [])


def _narrower(scene: Scene, figure: Figure, who: Mention, near: Around) -> Answer | None:
    """Refute a part that is larger than its whole: "six road wins" of one who has five in all."""
    read = figure.found.figure if figure.found else None
    if (
        read is None
        or read.form is not Form.NUMBER
        or read.qualifier
        or len(who.subjects) != 1
        or LASTS & set(near.clause)
    ):
        return None
    for name, facts in scene.facts.subjects[who.subjects[0]].facts.items():
        measure, value = scene.facts.measures[name], facts[0].value
        inside = set(measure.counted) <= set(near.noun[1:3]) and (
            not measure.scope or SO_FAR & set(measure.text.split())
        )
        if inside and not measure.rate and isinstance(value, Decimal) and read.amount > value:
            reason = f"a part of {facts[0].id}, which is {value}, cannot be more"
            return Answer(Status.DISAGREES, facts[0].id, reason, (Candidate(facts[0].id, agrees=False, score=1.0),))
    return None


def _measured(scene: Scene, who: Mention, measure: str) -> list[tuple[int, str]]:
    return [(at, measure) for at in who.subjects if measure in scene.facts.subjects[at].facts]


def _wider(figure: Figure, fact: Fact, span: str, near: Around) -> Answer:
    """Say what is known of a number that covers more than the statistic: a sum is no smaller than its parts."""
    read = figure.found.figure if figure.found else None
    summed = SUMS & set(near.clause) and not AVERAGES & set(near.clause)
    if summed and read and read.qualifier is None and isinstance(fact.value, Decimal) and read.amount < fact.value:
        reason = f"{fact.id} alone is {fact.value}, and the number adds more to it"
        return Answer(Status.DISAGREES, fact.id, reason, (Candidate(fact.id, agrees=False, score=1.0),))
    return unsourced(f"‘{span}’ says that the number covers something else than {fact.id}")


def _of_kind(facts: Facts, fact: Fact, figure: Figure) -> bool:
    """Whether the number carries the statistic's unit, where the measure has no words of its own ("count")."""
    if names_something(facts.measures[fact.measure or fact.label]):
        return True
    read = figure.found.figure if figure.found else None
    return read is not None and read.upper is None and bool(read.unit) and read.unit == canonical(fact.unit)


def _first_rate(scene: Scene, at: int) -> str:
    facts = scene.facts
    return next((name for name in facts.subjects[at].facts if facts.measures[name].rate), "")


def _of_period(candidates: list[Fact], near: Around, scene: Scene) -> list[Fact]:
    """Keep the statistics of a period that the sentence names, if it names one."""
    said = {word.stem for word in scene.words if word.stem.isdecimal() and len(word.stem) == 4}
    named = [fact for fact in candidates if fact.period and set(fact.period.replace("-", " ").split()) & said]
    return named or ([] if said and all(fact.period for fact in candidates) else candidates)


def compare(figure: Figure, candidates: list[Fact], locale: str) -> Answer:
    """Judge a number against the statistics that may be meant."""
    if len({fact.value for fact in candidates}) > 3 or not candidates:
        return unsourced("several statistics may be meant" if candidates else "no statistic is of that period")
    held = []
    turned = bool(figure.found and figure.found.figure and figure.found.figure.direction)
    for fact in candidates:
        change = isinstance(fact.value, Decimal) and (fact.value < 0 or fact.unit in {"share", "%", "pp"})
        finding = judged(
            figure.text if turned and not change else figure.printed, fact.value, unit=fact.unit, locale=locale
        )
        if finding.verdict is Verdict.INCOMPARABLE:
            finding = judged(_bare(figure), fact.value, unit=fact.unit, locale=locale)
        if finding.verdict is Verdict.MISMATCH and _lasting(figure):
            finding = judged(figure.text, fact.value, unit=fact.unit, locale=locale)
        off = figure.pair and finding.verdict is Verdict.ROUNDED and "." not in figure.text and is_whole(fact.value)
        if off:
            held.append((fact, finding))
        elif finding.verdict in HOLDS:
            return Answer(Status.AGREES, fact.id, finding.reason, (Candidate(fact.id, agrees=True, score=1.0),))
        elif finding.verdict is Verdict.MISMATCH:
            held.append((fact, finding))
    if not held:
        return unsourced("the number and the statistic cannot be compared")
    meant = tuple(Candidate(fact.id, agrees=False, score=1.0) for fact, _ in held)
    return Answer(Status.DISAGREES, " / ".join(fact.id for fact, _ in held), held[0][1].reason, meant[:5])


@lru_cache(maxsize=65536)
def judged(printed: str, value: Decimal | str, *, unit: str, locale: str) -> Finding:
    """Judge a number, once for each text and value."""
    return judge(printed, value, unit=unit, locale=locale)


def _lasting(figure: Figure) -> bool:
    """Whether "over" may mean "in the course of": over 14 minutes."""
    read = figure.found.figure if figure.found else None
    return read is not None and figure.printed.casefold().startswith("over ") and read.unit in DURATIONS


def is_whole(value: Decimal | str) -> bool:
    """Whether a value is a whole number."""
    return isinstance(value, Decimal) and value == value.to_integral_value()


def _bare(figure: Figure) -> str:
    """Give the number alone, where its noun is the statistic's own and no unit that is known."""
    read = figure.found.figure if figure.found else None
    plain = read is not None and read.form is Form.NUMBER and not read.unit and read.amount.denominator == 1
    return str(read.amount) if read is not None and plain else figure.text


def _is_gap(scene: Scene, figure: Figure) -> bool:
    at = scene.at(figure)
    before = [word.stem for word in scene.words[max(0, at - 5) : at]]
    by = before[-1:] == ["by"] or ("by" in before and before[-1] in {"as", "than", "most", "many", "only", "just"})
    behind = [word.stem for word in behind_of(scene, figure)][:5]
    return by or ("-" in behind[:1] and bool(GAPS & set(behind)))


def _gap(scene: Scene, figure: Figure, who: Mention, near: Around) -> Answer:
    """Hold "by 16" and "a 30-point win" against the difference of two that the sentence names."""
    named = {one.subjects[0] for one in scene.cast.wholes() if one.subjects}
    if len(named) != 2 or {"lead", "led", "trail", "ahead", "behind"} & set(near.clause):
        return unsourced("a difference, and the sentence does not name both sides")
    left, right = (scene.facts.subjects[at] for at in named)
    names = matching(left, scene.facts, near) or scoped_measures(scene, next(iter(named)), near)
    if len(names) != 1 or names[0] not in right.facts:
        return unsourced("a difference of something that no statistic measures")
    if strange_span(scene.facts.measures[names[0]], "", near):
        return unsourced("a difference over something else than the statistics cover")
    one, two = left.facts[names[0]][0], right.facts[names[0]][0]
    if isinstance(one.value, str) or isinstance(two.value, str):
        return unsourced("dates have no difference here")
    fact = Fact(id=f"{one.id} - {two.id}", value=abs(one.value - two.value), unit=one.unit)
    return compare(figure, [fact], scene.locale)


def scoped_measures(scene: Scene, at: int, near: Around) -> list[str]:
    """Give the measures that the clause names by their scope alone ("in the fourth quarter"), else the first of all."""
    facts = scene.facts
    names = list(facts.subjects[at].facts)
    scoped = [name for name in names if facts.measures[name].scope and says(near.clause, facts.measures[name].scope)]
    counted = [
        name
        for name in names
        if facts.measures[name].counted and not facts.measures[name].rate and _said(facts.measures[name], near)
    ]
    return scoped[:1] or counted[:1] or names[:1]


def _said(measure: Measure, near: Around) -> bool:
    return set(measure.counted) <= set(near.clause) and says(near.clause, measure.scope)


def name_of(scene: Scene, who: Mention) -> str:
    """Give the first name of the one that is meant."""
    return scene.facts.subjects[who.subjects[0]].about[0]
