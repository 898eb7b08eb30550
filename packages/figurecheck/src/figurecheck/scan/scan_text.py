"""Compare each number of a text with the statistics that its sentence is about, and the text with itself."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from figurecheck.figures import DEFAULT_RULES, Form, Rules, find
from figurecheck.figures.common.text import Sentence, Word, sentences, stem
from figurecheck.scan.by_name import decide_by_name
from figurecheck.scan.compare import Decision, unsourced
from figurecheck.scan.consistency.result import Scanned, Status
from figurecheck.scan.consistency.run import check_consistency
from figurecheck.scan.consistency.text_figures import Figure, by_sentence, figures_of, with_ends
from figurecheck.scan.decide import decide_by_words, read_contexts
from figurecheck.scan.earlier import EarlierText
from figurecheck.scan.fact_index import Facts
from figurecheck.scan.features import features
from figurecheck.scan.head_units import with_unit
from figurecheck.scan.masked import mask
from figurecheck.scan.measures import match_measures
from figurecheck.scan.names import name_token
from figurecheck.scan.number_context import NumberContext
from figurecheck.scan.pairs import decide_pair
from figurecheck.scan.sentence import SentenceView
from figurecheck.scan.subjects import find_mentions, is_title_case
from figurecheck.scan.words.synonyms import GROUPS


def scan(
    text: str, facts: Facts, *, locale: str = "en", rules: Rules = DEFAULT_RULES, day: date | None = None
) -> list[Scanned]:
    """Return what is known of each number of a text, in order.

    `rules` are those of the report, if there is one, and `day` is that of the text, from which "last year" counts.

    >>> from decimal import Decimal
    >>> from figurecheck.scan import Fact, index_facts
    >>> facts = index_facts([Fact(id="n", value=Decimal(12), about=("Oslo",), measure="murders")])
    >>> [(one.text, one.status.value) for one in scan("Oslo had 13 murders.", facts)]
    [('13', 'disagrees')]
    """
    figures = figures_of(text, find(text, locale, rules=rules), locale)
    line_ends = [at for at, sign in enumerate(text) if sign == "\n"]
    earlier = EarlierText()
    made: list[Scanned] = []
    for sentence, own in by_sentence(text, figures):
        words = in_own_words(sentence, facts.described.weight)
        table, parts = earlier.table.read(words, text, locale, lambda word: _opens_name(facts, word))
        left = with_ends(own, rules)
        behind = earlier
        for part in parts:
            inside = tuple(one for one in left if _holds(part.sentence, one))
            left = tuple(one for one in left if one not in inside)
            if part.unit is not None:
                inside = tuple(with_unit(one, part.unit, locale, rules) for one in inside)
            before = earlier.of_period(part.span) if part.span is not None else earlier
            # Sentences without a number are read too: they hold the antecedents and the period of the next ones.
            mentions, antecedents = find_mentions(facts, part.sentence, before.antecedents)
            view = SentenceView(mentions, inside, locale, rules)
            masked = mask(part.sentence, view.counting, before.masked, day)
            contexts = read_contexts(view, masked, before, text)
            made += _scan_sentence(view, contexts)
            behind = before.after(mentions, antecedents, masked, tuple(contexts), text)
        earlier = replace(earlier, table=table) if table.cells else behind
    made = check_consistency(text, figures, sorted(made, key=lambda one: one.start), rules)
    return [replace(one, line=bisect_right(line_ends, one.start) + 1) for one in made]


def _holds(part: Sentence, figure: Figure) -> bool:
    at = part.at(figure.start)
    return at < len(part.words) and part.words[at].start < figure.end


def _opens_name(facts: Facts, word: Word) -> bool:
    """Return whether the first word of a cell opens a name: one that is known, or a word that no statistic has."""
    known = any(one in facts.described.subject_words for one in features(word.text))
    return name_token(word.text) in facts.longest or not known


def cut_sentences(text: str) -> list[int]:
    """Return where the sentences start that are too long to be read as a whole; one cut twice counts twice."""
    return [one.start for one in sentences(text) if one.cut]


def _scan_sentence(sentence: SentenceView, contexts: list[NumberContext]) -> list[Scanned]:
    made: list[Scanned] = []
    decided = decide_by_words(sentence, contexts)
    by_words = {context.figure.start: decision for context, decision in zip(contexts, decided, strict=True)}
    for at, figure in enumerate(sentence.figures):
        if figure.pair == 1 and at + 1 < len(sentence.figures):
            sides = (figure, sentence.figures[at + 1])
            decisions = decide_pair(sentence, *sides)
            made += [_scanned(one, decision) for one, decision in zip(sides, decisions, strict=True)]
        elif figure.pair == 2 and at:
            continue
        elif (decision := _decide(sentence, figure, by_words.get(figure.start))) is not None:
            made.append(_scanned(figure, decision))
    return made


def _decide(sentence: SentenceView, figure: Figure, by_words: Decision | None) -> Decision | None:
    """Decide about a number that is no side of a pair; ``None`` for an article that counts nothing."""
    if figure.article:
        return _decide_article(sentence, figure)
    # "One" is mostly a pronoun, so that it is read like an article; where it counts nothing it is still a number.
    if figure.text.casefold() == "one" and (decision := _decide_article(sentence, figure)) is not None:
        return decision
    if not figure.counted:
        kind = figure.found.kind if figure.found else ""
        return Decision(Status.NOT_A_FIGURE, "", f"{'an' if kind == 'address' else 'a'} {kind}" if kind else "")
    if sentence.is_part_of_name(figure):
        return Decision(Status.NOT_A_FIGURE, "", "it is part of the name of what is measured")
    decision = decide_rank(sentence, figure) if is_rank(sentence, figure) else decide_by_name(sentence, figure)
    # Descriptions come second: a name is said or not, and a description is only more or less like a sentence.
    if by_words is None or decision.status is not Status.UNSOURCED or decision.candidates:
        return decision
    return by_words if by_words.candidates or not sentence.facts.has_events else decision


def _decide_article(sentence: SentenceView, figure: Figure) -> Decision | None:
    """Read "a" as one where it stands among counts of things that the statistics measure."""
    # "A fire" alone counts nothing; "four thefts and a fire" does, and only if a statistic says how many fires.
    if not any(not one.article and one.counted for one in sentence.figures):
        return None
    decision = decide_by_name(sentence, figure)
    return decision if decision.status in {Status.AGREES, Status.DISAGREES} else None


def _scanned(figure: Figure, decision: Decision) -> Scanned:
    reading = "1" if figure.article else figure.found.reading if figure.found else figure.text
    return Scanned(
        start=figure.start, end=figure.end, text=figure.text, reading=reading, status=decision.status,
        statistic=decision.statistic, reason=decision.reason, candidates=decision.candidates,
    )  # fmt: skip


def in_own_words(sentence: Sentence, known: Mapping[str, float]) -> Sentence:
    """Return a sentence with its synonyms for words of statistics replaced by those; `known` are their features."""
    # "Old Selby" is a name, but for a first word, and in a headline, a capital says nothing.
    names = () if is_title_case(sentence.words) else [word for word in sentence.words[1:] if word.capital]
    words = tuple(word if word in names else _own_word(word, known) for word in sentence.words)
    return sentence if words == sentence.words else replace(sentence, words=words)


def _own_word(word: Word, known: Mapping[str, float]) -> Word:
    others = _synonyms().get(word.text.casefold(), ())
    if not others or any(one in known for one in features(word.text)):
        return word
    found = {one: other for other in others for one in features(other) if one in known}
    if len(found) != 1:
        return word
    [text] = found.values()
    return replace(word, text=text.capitalize() if word.capital else text, stem=stem(text))


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, tuple[str, ...]]:
    """Return the other words of the lines of each word."""
    made: dict[str, tuple[str, ...]] = {}
    for line in GROUPS.strip().splitlines():
        group = line.split()
        for word in group:
            made[word] = (*made.get(word, ()), *(other for other in group if other != word))
    return made


def is_rank(sentence: SentenceView, figure: Figure) -> bool:
    """Return whether a number is an ordinal that ranks somebody within a group."""
    read = figure.read
    if read is None or read.form is not Form.ORDINAL or read.streak:
        return False
    behind = [word.stem for word in sentence.words_after(figure)[:3]]
    # "Second in the league" ranks; "the second half" and "his second goal" do not, and have no preposition behind.
    return behind[:1] in (["on"], ["in"], ["among"]) and len(behind) > 1


def decide_rank(sentence: SentenceView, figure: Figure) -> Decision:
    """Compare a rank with the values of the group, by the measure that the sentence counts next."""
    who = sentence.subject_of(figure)
    read = figure.read
    if who is None or len(who.subjects) != 1 or read is None or sentence.facts.subjects[who.subjects[0]].collective:
        return unsourced("a rank, and nobody is clearly ranked")
    subject = sentence.facts.subjects[who.subjects[0]]
    # The measure comes after the rank: "was second on the team with 12 rebounds".
    following = [one for one in sentence.figures if one.start > figure.end and not one.article and not one.pair]
    names = match_measures(subject, sentence.facts, sentence.words_near(following[0])) if following else []
    group = _group(sentence.facts, who.subjects[0])
    # A group of two is more likely two subjects that happen to share a name than a list to rank in.
    if len(names) != 1 or len(group) < 3:
        return unsourced("a rank of something that no statistics measure over a group")
    values = [fact.value for at in group for fact in sentence.facts.subjects[at].facts.get(names[0], [])[:1]]
    fact = subject.facts[names[0]][0]
    numbers = [value for value in values if isinstance(value, Decimal)]
    if not isinstance(fact.value, Decimal) or len(numbers) != len(group):
        return unsourced("a rank among values that cannot be compared")
    best = 1 + sum(value > fact.value for value in numbers)
    # Equal values share their places, and any of the shared places may be named.
    last = sum(value >= fact.value for value in numbers)
    reason = (
        f"place {best} of {len(numbers)} by {names[0]}" if best == last else f"places {best} to {last} by {names[0]}"
    )
    status = Status.AGREES if best <= read.amount <= last else Status.DISAGREES
    return Decision(status, fact.id, reason)


def _group(facts: Facts, at: int) -> list[int]:
    """Return the subjects that share the widest name of this one and are no collectives themselves."""
    widest = facts.subjects[at].about[-1]
    return [
        other
        for other, one in enumerate(facts.subjects)
        if not one.collective and len(one.about) > 1 and one.about[-1] == widest
    ]
