"""Hold the numbers of one sentence against the statistics that the sentence is about."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from factbook.figures import Form
from factbook.judge import judge
from factbook.model import Verdict
from factbook.scan.facts import Fact, Facts, Measure
from factbook.scan.measures import (
    GAPS,
    HIGHS,
    LASTS,
    SPANS,
    Around,
    matching,
    opposites_of,
    parts_of,
    says,
    shortened,
    strange_span,
)
from factbook.scan.numbers import Figure
from factbook.scan.result import Status
from factbook.scan.subjects import BREAKS, Cast, Mention, others
from factbook.scan.words import Word, stem

Answer = tuple[Status, str, str]
"""Status, the statistic's id, and the reason."""
HOLDS = frozenset({Verdict.EXACT, Verdict.ROUNDED, Verdict.HOLDS, Verdict.TRUNCATED, Verdict.LOOSE})
QUARTER = stem("quarter")
RUNS = frozenset("run start streak record spurt".split())
HALVES = {"1": ("1", "2"), "2": ("3", "4")}


def unsourced(reason: str) -> Answer:
    """Say that no statistic is clearly meant."""
    return Status.UNSOURCED, "", reason


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence: who is in it, and its numbers."""

    cast: Cast
    figures: tuple[Figure, ...]
    locale: str = "en"

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
        """Whether a number word only helps to name a measure: "three-point range", "the fourth quarter"."""
        first, after = self.at(figure), self.after(figure)
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
        tuple(_unhigh(words, begin, stop)),
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


def _unhigh(words: tuple[Word, ...], begin: int, stop: int) -> list[str]:
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
    while end < len(words) and end not in starts and words[end].text not in ",;()." and words[end].stem not in BREAKS:
        end += 1
    return words[at:end]


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
    if not fits and near.percent and not near.complement:
        fits = [(at, name) for at in who.subjects if (name := _first_rate(scene, at))]
    if not fits:
        return unsourced(f"no statistic about {_name(scene, who)} measures what the sentence counts")
    candidates = [fact for at, name in fits for fact in scene.facts.subjects[at].facts[name]]
    candidates = _of_period(candidates, near, scene)
    for fact in candidates:
        span = strange_span(scene.facts.measures[fact.measure or fact.label], fact.period, near)
        if span:
            return unsourced(f"‘{span}’ says that the number covers something else than {fact.id}")
    return compare(figure, candidates, scene.locale)


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
    judged = []
    turned = bool(figure.found and figure.found.figure and figure.found.figure.direction)
    for fact in candidates:
        change = isinstance(fact.value, Decimal) and (fact.value < 0 or fact.unit in {"share", "%", "pp"})
        finding = judge(figure.text if turned and not change else figure.printed, fact.value, unit=fact.unit, locale=locale)
        if finding.verdict is Verdict.INCOMPARABLE:
            finding = judge(_bare(figure), fact.value, unit=fact.unit, locale=locale)
        off = figure.pair and finding.verdict is Verdict.ROUNDED and "." not in figure.text and _whole(fact.value)
        if off:
            judged.append((fact, finding))
        elif finding.verdict in HOLDS:
            return Status.AGREES, fact.id, finding.reason
        elif finding.verdict is Verdict.MISMATCH:
            judged.append((fact, finding))
    if not judged:
        return unsourced("the number and the statistic cannot be compared")
    return Status.DISAGREES, " / ".join(fact.id for fact, _ in judged), judged[0][1].reason


def _whole(value: Decimal | str) -> bool:
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
    names = matching(left, scene.facts, near) or _scoped(scene, next(iter(named)), near)
    if len(names) != 1 or names[0] not in right.facts:
        return unsourced("a difference of something that no statistic measures")
    if strange_span(scene.facts.measures[names[0]], "", near):
        return unsourced("a difference over something else than the statistics cover")
    one, two = left.facts[names[0]][0], right.facts[names[0]][0]
    if isinstance(one.value, str) or isinstance(two.value, str):
        return unsourced("dates have no difference here")
    fact = Fact(id=f"{one.id} - {two.id}", value=abs(one.value - two.value), unit=one.unit)
    return compare(figure, [fact], scene.locale)


def _scoped(scene: Scene, at: int, near: Around) -> list[str]:
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


def decide_pair(scene: Scene, one: Figure, two: Figure) -> tuple[Answer, Answer]:
    """Say what is known of "a - b": part and whole, two opposites of one subject, or two sides."""
    behind = behind_of(scene, two)
    who = subject_of(scene, one)
    if who is None or not who.subjects:
        told = unsourced("the sentence names nobody that a statistic is about")
        return told, told
    parts = _parts(scene, who, behind, one, two)
    if parts or one.of:
        return _sided(scene, who, parts, one, two, "part and whole")
    bracket = scene.cast.bracketed(scene.at(one))
    alone = bracket and scene.words[scene.at(one) - 1].text == "("
    if bracket and alone:
        opposites = opposites_of(scene.facts.subjects[bracket.subjects[0]], scene.facts)
        return _sided(scene, bracket, opposites[:1], one, two, "two opposites")
    if _in_brackets(scene.words, scene.at(one)):
        nothing = unsourced("a pair in brackets that no two statistics are clearly about")
        return nothing, nothing
    return _contest(scene, one, two)


def _in_brackets(words: tuple[Word, ...], at: int) -> bool:
    signs = [word.text for word in words[:at] if word.text in "()"]
    return bool(signs) and signs[-1] == "("


def _parts(scene: Scene, who: Mention, behind: tuple[Word, ...], one: Figure, two: Figure) -> list[tuple[str, str]]:
    """Give the pairs that the words behind "a of b" speak of, by their words or their first letters."""
    pairs = parts_of(scene.facts.subjects[who.subjects[0]], scene.facts)
    stems = {word.stem for word in behind}
    hits = [(len(shared & stems), made, tried) for made, tried, shared in pairs]
    best = max((count for count, _, _ in hits), default=0)
    if best and (one.of or best > 1):
        return [(made, tried) for count, made, tried in hits if count == best]
    short = [(made, tried) for made, tried, shared in pairs if shortened(shared, scene.words[scene.after(two) : scene.after(two) + 2])]
    if short or not one.of or stems & {"from", "on", "in", "behind", "beyond"}:
        return short
    return [(made, tried) for made, tried, _ in pairs[:1]]


def _sided(
    scene: Scene, who: Mention, pairs: list[tuple[str, str]], one: Figure, two: Figure, told: str
) -> tuple[Answer, Answer]:
    if len(pairs) != 1 or len(who.subjects) != 1:
        nothing = unsourced(f"{told} of which no statistic of {_name(scene, who)} is clearly meant")
        return nothing, nothing
    facts = scene.facts.subjects[who.subjects[0]].facts
    left, right = facts[pairs[0][0]], facts[pairs[0][1]]
    return compare(one, left[:1], scene.locale), compare(two, right[:1], scene.locale)


def _contest(scene: Scene, one: Figure, two: Figure) -> tuple[Answer, Answer]:
    """Hold "a - b" against the same measure of two sides."""
    nothing = (unsourced("a pair, and no two sides are clearly meant"),) * 2
    facts, near = scene.facts, around(scene, one)
    named = _sides_named(scene, scene.at(one))
    if not named or {word.stem for word in behind_of(scene, two)[:2]} & RUNS:
        return nothing
    first = named[0]
    wide = near
    if not SPANS & set(near.clause):
        wide = Around(near.noun, near.before, tuple(_unhigh(scene.words, 0, len(scene.words))))
    name = _scoped(scene, first, wide)[0]
    rivals = [at for at in named if at != first] or list(others(facts, first, name))
    if len(rivals) != 1 or name not in facts.subjects[rivals[0]].facts:
        return nothing
    span = strange_span(facts.measures[name], "", wide)
    left, right = facts.subjects[first].facts[name][0], facts.subjects[rivals[0]].facts[name][0]
    if span == "half":
        halves = _halves(scene, first, rivals[0], wide)
        if halves is None:
            return nothing
        left, right = halves
    elif span:
        return nothing
    straight = str(left.value) == one.text or str(right.value) == two.text
    if not straight and (str(right.value) == one.text or str(left.value) == two.text):
        left, right = right, left
    return compare(one, [left], scene.locale), compare(two, [right], scene.locale)


def _sides_named(scene: Scene, at: int) -> list[int]:
    """Give the last two sides that are named before a pair, wholes before others, in the order of the text."""
    cast = scene.cast
    known = [one for one in cast.mentions if one.end <= at and one.subjects]
    wholes = [one for one in known if cast.whole(one)]
    named = list(dict.fromkeys(one.subjects[0] for one in reversed(wholes or known)))[:2]
    return named[::-1] if wholes or len(named) == 2 else []


def _halves(scene: Scene, first: int, rival: int, near: Around) -> tuple[Fact, Fact] | None:
    """Add up two quarters for a half, where the statistics go by quarters."""
    stems = [word.stem for word in scene.words]
    which = {stems[at - 1] for at, stem in enumerate(stems) if at and stem == "half"} & HALVES.keys()
    if len(which) != 1 or QUARTER in stems:
        return None
    made = []
    for at in (first, rival):
        found = [
            fact[0]
            for number in HALVES[which.copy().pop()]
            for name, fact in scene.facts.subjects[at].facts.items()
            if scene.facts.measures[name].scope == (number, QUARTER)
        ]
        if len(found) != 2 or any(isinstance(fact.value, str) for fact in found):
            return None
        total = sum((fact.value for fact in found if isinstance(fact.value, Decimal)), Decimal(0))
        made.append(Fact(id=" + ".join(fact.id for fact in found), value=total, unit=found[0].unit))
    return made[0], made[1]


def _name(scene: Scene, who: Mention) -> str:
    return scene.facts.subjects[who.subjects[0]].about[0]
