"""Reading of "a majority", "a minority", Mehrheit and 과반 beside a share: more than half of the whole is one."""

from __future__ import annotations

import re
from decimal import Decimal

from figurecheck.figures.common.units import canonical
from figurecheck.model import Aspect, SentenceReading
from figurecheck.model.worded import phrase
from figurecheck.verdicts.sentence.passage import MASK, PlacedFigure, SentenceText

_HALF = Decimal("0.5")
_MAJORITY = re.compile(
    rf"\b(?:a|the|die|eine|der|einer) (?:(?!relative|einfache|simple|two)\w+ )?"
    rf"(?P<word>majority|minority|mehrheit|minderheit)(?: (?:of|der|des|von)(?: [\w’'-]+){{0,4}})?"
    rf"(?:,| \(|:| with| at| von| of|) ?(?:just |only |nur |rund |about )?{MASK}"
    rf"|{MASK}\)?(?:,| [–—])? (?:a|the|die|eine) (?:\w+ )?(?P<behind>majority|minority|mehrheit|minderheit)\b"
    rf"|(?P<korean>과반|절반 이상)(?:인|\(|,| )*{MASK}"
)
_WORDS = frozenset({"majority", "minority", "mehrheit", "minderheit"})
_HALVES = ("과반", "절반")
_OWN = ("majority", "minority", "margin", "lead", "mehrheit", "minderheit", "vorsprung", "과반", "격차")


def read_majority(figure: PlacedFigure, sentence: SentenceText) -> SentenceReading | None:
    """Contradict "a majority of 48.1%", which is less than half, and "a minority" of more than that."""
    statistic = figure.statistic
    # Most sentences have neither.
    halves = sentence.korean and any(low.startswith(_HALVES) for low in sentence.lows)
    if not halves and _WORDS.isdisjoint(sentence.lows):
        return None
    if statistic is None or statistic.basis is not None or canonical(statistic.unit) != "share":
        return None
    # A majority may also be by how much somebody won.
    if any(word in f"{statistic.measure} {statistic.label}".casefold() for word in _OWN):
        return None
    first = max((one.at + 1 for one in sentence.figures if one.at < figure.at), default=0)
    last = min((one.at for one in sentence.figures if one.at > figure.at), default=len(sentence.words))
    text = sentence.text(range(first, last)).casefold()
    found = _MAJORITY.search(" ".join(text.split()))
    if found is None or not isinstance(statistic.value, Decimal) or statistic.value == _HALF:
        return None
    word = found["word"] or found["behind"] or found["korean"]
    if (statistic.value > _HALF) == (not word.startswith("min")):
        return SentenceReading.borne_out(Aspect.COMPARISON, word)
    below, above = phrase("{id} is below half", id=statistic.id), phrase("{id} is above half", id=statistic.id)
    what = below if statistic.value < _HALF else above
    return SentenceReading.contradicted(Aspect.COMPARISON, word, "the text says “{words}”, and {what}", what=what)
