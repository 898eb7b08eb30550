"""Reading of what a sentence denies of its figure: "did not grant 3,188 permits", nicht fertiggestellt, 하지 않았다.

Only a verb that the statistic itself has, or one that says of anything that it was so, is held against it: of any other
the statistic may count what was not done.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from figurecheck.figures.common.text import stem
from figurecheck.figures.english.verb_forms import IRREGULAR
from figurecheck.model import Aspect, SentenceReading, Statistic
from figurecheck.verdicts.sentence import korean
from figurecheck.verdicts.sentence.passage import PlacedFigure, SentenceText

OPEN = SentenceReading(aspect=Aspect.COUNTED)
REACH = 4
"""Words between a negation and its figure: "did not grant the full"."""
SHORTEST = 4
_AUXILIARIES = frozenset("did does do has have had was were is are could".split())
_FAILED = frozenset("failed fails failing fail refused refuses declined declines neglected unable".split())
_DENYING = _FAILED | {"not", "never"}
_PLAIN = frozenset(
    "run have see count record register report score make get hold win show conduct carry handle issue".split()
)
"""Verbs that say of any figure that there was so much of it."""
_NEGATIVE = re.compile(
    r"\b(?:not|no|non|without|never|missing|missed|unsolved|unpaid|undone|refus\w+|reject\w+|den(?:y|ied)|fail\w*)\b|\bun"
    r"|nicht|ohne|kein|[미비불무]\w|않|못|없",
    re.IGNORECASE,
)
"""In the words of a statistic: it may count what was not done."""
_MORE = re.compile(r"\b(?:than|only|just|yet|until|all|as|the)\b")


def read_denials(sentence: SentenceText) -> list[SentenceReading]:
    """Return a contradiction for each figure that its sentence denies."""
    find = _find_korean if sentence.korean else _find
    # Most sentences deny nothing.
    if not any(low in _DENYING or low.endswith(("n't", "n’t", "지")) for low in sentence.lows):
        return [OPEN] * len(sentence.figures)
    return [read_denial(figure, sentence, find) for figure in sentence.figures]


def read_denial(
    figure: PlacedFigure, sentence: SentenceText, find: Callable[[PlacedFigure, SentenceText, str], str]
) -> SentenceReading:
    """Return whether a figure is denied, by a function that finds the words in one language."""
    statistic = figure.statistic
    texts = _texts(statistic) if statistic is not None else ""
    words = find(figure, sentence, texts) if statistic is not None and statistic.basis is None else ""
    if statistic is None or not words or _NEGATIVE.search(texts):
        return OPEN
    template, own = "the text says “{words}”, and {id} counts what was: {own}", statistic.label or statistic.population
    return SentenceReading.contradicted(Aspect.COUNTED, words, template, id=statistic.id, own=own)


def _texts(statistic: Statistic) -> str:
    return f"{statistic.label} {statistic.measure} {statistic.population} {statistic.about}".casefold()


def _find(figure: PlacedFigure, sentence: SentenceText, texts: str) -> str:
    """Return "did not grant", "never granted" and "failed to grant" before a figure; empty for any other words."""
    near = range(max(figure.first, figure.at - REACH), figure.at)
    for at in near:
        low, before = sentence.low(at), sentence.low(at - 1)
        denied = (low == "not" and before in _AUXILIARIES) or low == "never" or low.endswith(("n't", "n’t"))
        failed = low in _FAILED and sentence.low(at + 1) == "to"
        verb = at + 1 + failed
        # Between the verb and the figure nothing may say that it is of a part of it: "did not grant all of the".
        rest = " ".join(sentence.low(place) for place in range(verb + 1, figure.at))
        if not (denied or failed) or verb >= figure.at or _MORE.search(rest):
            continue
        forms = (sentence.low(verb), *IRREGULAR.get(sentence.low(verb), ()))
        roots = {root for form in forms if len(root := stem(form)) >= SHORTEST}
        known = not roots.isdisjoint(map(stem, texts.split()))
        if known or sentence.low(verb) in _PLAIN or not roots.isdisjoint(map(stem, _PLAIN)):
            return sentence.text(range(at - (low == "not"), verb + 1))
    return ""


def find_german(figure: PlacedFigure, sentence: SentenceText, texts: str) -> str:
    """Return "nicht fertiggestellt" behind a figure, at the end of its clause; empty for any other words."""
    for at in range(figure.at + 1, min(figure.at + 1 + REACH, len(sentence.words) - 1)):
        low, verb, behind = sentence.low(at), sentence.low(at + 1), sentence.low(at + 2)
        if not low[:1].isalpha():
            return ""
        if low == "nicht" and len(verb) >= SHORTEST and behind in {"", ".", ",", "!"} and verb in texts:
            return f"nicht {verb}"
    return ""


def _find_korean(figure: PlacedFigure, sentence: SentenceText, texts: str) -> str:
    """Return "투표하지 않" behind a figure whose statistic has 투표; empty for any other words."""
    behind = sentence.text(range(figure.at + 1, min(figure.at + 1 + REACH + 2, len(sentence.words)))).split(",")[0]
    for verb in korean.find_denied(behind):
        noun = verb.removesuffix("하").removesuffix("되").removesuffix("받")
        if len(noun) > 1 and noun in texts and "지만" not in behind:
            return f"{verb}지 않"
    return ""
