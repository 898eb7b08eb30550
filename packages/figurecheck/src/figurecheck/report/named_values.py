"""Statistics of which only a name is known, found by their values: a glued value is a key and a number.

What describes a statistic lets the words of a sentence choose it, and its value is not looked at. Of a key there are
two or three words, which sentences say in part; but an editor accepts each role, so that here the value may help: a
number is of the statistic that its sentence names in part, if no other one of the report prints like it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence

from figurecheck.figures import PrintedFigure, Rules
from figurecheck.figures.common.text import Sentence, sentences
from figurecheck.model import Severity
from figurecheck.scan import Fact
from figurecheck.scan.features import GENERIC, phrase_features
from figurecheck.scan.words.tables import lone_years
from figurecheck.verdicts.claims import check_value

_PRECISE = 3
"""Digits from which a number agrees with little by chance, so that half of the words of a name will do."""
_TELLING = 2
"""Digits from which it will do if the sentence has all words of the name, and nothing else prints like it."""
_FRACTION = re.compile(r"[.,]\d{1,2}\D*$")


class NamedValues:
    """Finds the statistic of which only a name is known that a number of a text prints."""

    def __init__(self, text: str, facts: Iterable[Fact], *, rules: Rules, locale: str) -> None:
        """Prepare for the numbers of a text."""
        self._text, self._rules, self._locale = text, rules, locale
        self._facts = [fact for fact in facts if not isinstance(fact.value, str)]
        self._names = {fact.id: name for fact in self._facts if (name := _words_of(fact))}
        self._sentences: Sequence[Sentence] | None = None

    def find(self, start: int, printed: str, read: PrintedFigure | None, candidates: Collection[str]) -> str:
        """Return the id of the statistic that is printed at a place; empty if none is, or it is open which.

        `candidates` are those that the words of the sentence may mean.
        """
        # "About 18" agrees with many a value, and a range with more.
        if not self._names or read is None or read.upper is not None or read.qualifier:
            return ""
        digits = _count_digits(printed)
        if digits < _TELLING:
            return ""
        said = self._sentence_at(start)
        words, years = phrase_features(said), {year for _, year in lone_years(said)}
        # Words first, since they are quickly compared and leave few values to judge.
        least = 0.5 if digits >= _PRECISE else 1.0
        named = [
            fact
            for fact in self._facts
            if (name := self._names.get(fact.id))
            and (fact.id in candidates or len(name & words) >= least * len(name))
            and self._prints(fact, printed)
        ]
        if len(named) != 1:
            return ""
        # Two digits agree with something in every report: here nothing else may print like it, named or not.
        if least == 1 and any(self._prints(fact, printed) for fact in self._facts if fact is not named[0]):
            return ""
        # ‘Hives 2025’ is no value of a sentence about 2016.
        own = {year for _, year in lone_years(_name_of(named[0]))}
        return "" if own and years and own.isdisjoint(years) else named[0].id

    def _prints(self, fact: Fact, printed: str) -> bool:
        finding = check_value(printed, fact.value, unit=fact.unit, locale=self._locale, rules=self._rules)
        return finding.severity is Severity.OK

    def _sentence_at(self, start: int) -> str:
        if self._sentences is None:
            self._sentences = [one for one in sentences(self._text) if one.words]
        at = bisect_right(self._sentences, start, key=lambda one: one.start) - 1
        return self._text[self._sentences[at].start : self._sentences[at].end] if at >= 0 else ""


def _count_digits(printed: str) -> int:
    """Return how many digits of a number say something: the zeros of 5,000 need not.

    >>> [_count_digits(text) for text in ("5,000", "1,149", "21.0% more", "£6.29", "0.05")]
    [1, 4, 3, 3, 1]
    """
    digits = "".join(char for char in printed if char.isdecimal()).lstrip("0")
    return len(digits if _FRACTION.search(printed) else digits.rstrip("0"))


def _name_of(fact: Fact) -> str:
    return fact.label or fact.id.replace("_", " ")


def _words_of(fact: Fact) -> frozenset[str]:
    """Return the words of the name of a statistic that nothing else describes; none for any other."""
    if fact.measure or fact.about or fact.population:
        return frozenset()
    words = phrase_features(_name_of(fact))
    return words - GENERIC or words
