"""Hold any text against a list of statistics: each number, and what is known of it.

::

    text --figures.find--> numbers --+
         --sentences, names--> cast -+-- who, what, when --> the statistic meant --judge--> agrees, disagrees
    statistics --index_facts--> facts+                   \\-> none is clearly meant ------> unsourced

A number agrees only with the statistic that its sentence is about, never because the value occurs somewhere.
Nothing here knows a subject: names, measures and units are the statistics' own words.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from factbook.figures import Found, find
from factbook.scan.by_description import decide_described
from factbook.scan.by_name import decide
from factbook.scan.compare import Answer, unsourced
from factbook.scan.consistency.result import Scanned, Status
from factbook.scan.consistency.run import check_inside
from factbook.scan.consistency.text_figures import Figure, figures_of
from factbook.scan.consistency.words import sentences
from factbook.scan.context import Discourse
from factbook.scan.fact import Fact
from factbook.scan.fact_index import Facts, index_facts
from factbook.scan.pairs import decide_pair
from factbook.scan.ranks import decide_rank, is_rank
from factbook.scan.sentence import Scene
from factbook.scan.subjects import Memory, cast

__all__ = ["Fact", "Facts", "Scanned", "Status", "index_facts", "scan"]


def scan(text: str, facts: Facts, *, locale: str = "en") -> list[Scanned]:
    """Say of each number of a text what is known of it, in order.

    >>> from decimal import Decimal
    >>> facts = index_facts([Fact(id="n", value=Decimal(12), about=("Oslo",), measure="murders")])
    >>> [(one.text, one.status.value) for one in scan("Oslo had 13 murders.", facts)]
    [('13', 'disagrees')]
    """
    figures = figures_of(text, find(text, locale), locale)
    lines = [at for at, sign in enumerate(text) if sign == "\n"]
    memory, before, at = Memory(), Discourse(), 0
    made: list[Scanned] = []
    for sentence in sentences(text):
        held = []
        while at < len(figures) and figures[at].start < sentence.end:
            held.append(figures[at])
            at += 1
        people = cast(facts, sentence, memory)
        if held:
            scene = Scene(people, tuple(held), locale)
            made += _scan_sentence(scene, text, before)
        before.follow(sentence, text)
    made = check_inside(text, figures, made)
    return [_on_line(one, bisect_right(lines, one.start) + 1) for one in made]


def _on_line(one: Scanned, line: int) -> Scanned:
    return replace(one, line=line)


def _scan_sentence(scene: Scene, text: str, before: Discourse) -> list[Scanned]:
    made: list[Scanned] = []
    skip = False
    for at, figure in enumerate(scene.figures):
        if skip:
            skip = False
            continue
        if figure.pair == 1 and at + 1 < len(scene.figures):
            sides = (figure, scene.figures[at + 1])
            made += [_scanned(one, answer) for one, answer in zip(sides, decide_pair(scene, *sides), strict=True)]
            skip = True
        elif figure.article:
            made += _article(scene, figure)
        elif figure.text.casefold() == "one" and (counted := _article(scene, figure)):
            made += counted
        elif not figure.counted:
            made.append(_scanned(figure, Answer(Status.NOT_A_FIGURE, "", _kind(figure.found))))
        elif scene.in_speech(figure):
            made.append(_scanned(figure, Answer(Status.NOT_A_FIGURE, "", "it is part of the name of what is measured")))
        elif is_rank(scene, figure):
            made.append(_scanned(figure, _or_described(decide_rank(scene, figure), scene, figure, text, before)))
        else:
            made.append(_scanned(figure, _or_described(decide(scene, figure), scene, figure, text, before)))
    return made


def _or_described(answer: Answer, scene: Scene, figure: Figure, text: str, before: Discourse) -> Answer:
    """Try the statistics that are described where none that is named is meant."""
    if answer.status is not Status.UNSOURCED or answer.candidates or not scene.facts.described:
        return answer
    other = decide_described(text, scene, figure, before)
    return other if other.candidates or not scene.facts.subjects else answer


def _kind(found: Found | None) -> str:
    return f"a {found.kind}" if found else ""


def _article(scene: Scene, figure: Figure) -> list[Scanned]:
    """Read "a" as one where it stands among counts of things that the statistics measure."""
    counts = [one for one in scene.figures if not one.article and one.counted]
    answer = decide(scene, figure) if counts else unsourced("")
    return [_scanned(figure, answer)] if answer.status in {Status.AGREES, Status.DISAGREES} else []


def _scanned(figure: Figure, answer: Answer) -> Scanned:
    reading = "1" if figure.article else figure.found.reading if figure.found else figure.text
    return Scanned(
        start=figure.start, end=figure.end, text=figure.text, reading=reading, status=answer.status,
        statistic=answer.statistic, reason=answer.reason, candidates=answer.candidates,
    )  # fmt: skip
