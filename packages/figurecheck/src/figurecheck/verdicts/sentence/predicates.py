"""Verbs that no table has, where a figure is their object or subject: "forfeited 2.6%", "64 cases were shelved".

Such a verb says what happened to what is counted, or which way it went, and nothing is known of it. So it is named as
not read; a verb elsewhere in the sentence is not.
"""

from __future__ import annotations

import re

from figurecheck.figures.english.neutral_words import VERBS
from figurecheck.figures.english.verb_forms import IRREGULAR, conjugate_all
from figurecheck.model import Statistic
from figurecheck.verdicts.sentence import english
from figurecheck.verdicts.sentence.changes import change_of
from figurecheck.verdicts.sentence.passage import PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.races import VERBS as RACES

_GENERIC = conjugate_all(
    "record report register log count see show stand reach total say tell announce find make have amount include"
    " represent estimate expect list name call number publish take get come go give put be do account produce generate"
    " deliver supply provide yield handle carry serve attract draw bring contribute win earn lead stay hold".split()
)
"""Verbs that say of nothing what happened to it."""
_KNOWN = english.RISE | english.FALL | english.RISE_AFTER | english.FALL_AFTER | english.DIRECT.keys() | RACES
_PASSED = frozenset(
    "about around nearly almost some only just roughly over under more less fewer than at least most a an another"
    " further up to by as many much exactly fully barely well away in out off over back".split()
)
"""Between a verb and its figure."""
_BEING = frozenset("was were are is been being be got get".split())
_ATTRIBUTE = frozenset(
    "the a an of with in for on by at to from as and or its their his her our this that these those some any all no"
    " each every than".split()
)
"""Before a participle that is an adjective, or belongs to another noun."""
_PAST = frozenset(form for forms in IRREGULAR.values() for form in forms)
_OWN_VERB = re.compile(r"[a-z]+ed\b")
STEM = 5
"""Letters by which a word is one that a statistic has."""
LONGEST_NOUN = 3
"""Words between a figure and the verb behind it."""


def find_verb(figure: PlacedFigure, statistic: Statistic, sentence: SentenceText) -> str:
    """Return a verb beside a figure of which it is not known what it says of it."""
    own = f"{statistic.measure} {statistic.population} {statistic.label} {statistic.unit}".casefold()
    return next((word for word in _beside(figure, sentence) if word and not _is_read(word, own, statistic)), "")


def _beside(figure: PlacedFigure, sentence: SentenceText) -> tuple[str, str]:
    """Return the verb of which a figure is the object, and that of which it is the subject; empty for none."""
    at = figure.at - 1
    while at > figure.first and sentence.low(at) in _PASSED:
        at -= 1
    lead = sentence.low(at) if at >= figure.first and sentence.low(at - 1) not in _ATTRIBUTE else ""
    behind = ""
    for at in list(sentence.trail(figure))[: LONGEST_NOUN + 1]:
        if not sentence.low(at).isalpha():
            break
        if sentence.low(at) in _BEING:
            behind = sentence.low(at + 1)
            break
    return lead, behind


def is_verb(word: str) -> bool:
    """Return whether a word has the form of a verb in the past that no table has as one of a movement."""
    past = word in _PAST or (word.endswith("ed") and len(word) > STEM and word.isalpha())
    return past and word not in _KNOWN


def _is_read(word: str, own: str, statistic: Statistic) -> bool:
    if not is_verb(word) or word[:STEM] in own or word in _GENERIC:
        return True
    if word not in VERBS or change_of(statistic) is not None:
        return word in VERBS
    # "Closed" of cases that were opened.
    done = {verb for verb in _OWN_VERB.findall(statistic.measure.casefold()) if verb in VERBS}
    return not done
