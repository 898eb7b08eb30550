"""Words beside a figure that a new value makes false, and that a check accepts: "more than", "a majority", "fell to".

A check takes "more than 410" for a comparison with another amount, and cannot know what "fell to 150" fell from.
Whoever writes new digits knows the printed ones: where these moved against the words, a person has to look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from figurecheck.figures import Form, PrintedFigure, Rules
from figurecheck.figures.languages import find_language, language_code
from figurecheck.figures.parser import read
from figurecheck.model import Claim, Finding, Statistic, Verdict
from figurecheck.verdicts.beside import CLAUSE, find_beside
from figurecheck.verdicts.claims import check_value, find_names
from figurecheck.verdicts.reprint import reprint

_HALF = Fraction(50)
_MAJORITIES = MappingProxyType(
    {
        "en": re.compile(r"\b(?:majority|minority|most|half)\b", re.IGNORECASE),
        "de": re.compile(r"\b(?:\w*mehrheit|minderheit|meisten|großteil|hälfte)\b", re.IGNORECASE),
        "ko": re.compile("과반|다수|소수|절반"),
    }
)
_ODD = MappingProxyType({"en": re.compile("-odd"), "ko": re.compile(r"여(?=\s?[가-힣])")})
"""What stands behind a round number alone: 300여 명."""
_ANY, _NOWHERE = re.compile(""), (re.compile(r"(?!)"),) * 2
_TO = MappingProxyType(
    {
        "en": (re.compile(r"\bto\s+(?:\w+\s+){0,2}[$€£¥₩]?$", re.IGNORECASE), _ANY),
        "de": (re.compile(r"\bauf\s+(?:\w+\s+){0,2}[$€£¥₩]?$", re.IGNORECASE), _ANY),
        "ko": (_ANY, re.compile(r"(?:으로|로|까지)\s")),
    }
)
"""What stands before and behind a figure to which something went."""
_VERBS = MappingProxyType({"en": "{0}", "de": "{0} {1}", "ko": "{1}"})
"""Where the verb stands: in the text before it, or in the one behind it."""
_FROM = re.compile(r"\bfrom\b|에서|부터", re.IGNORECASE)
"""Where both ends stand in a sentence, a check reads which way it went; in German it does not."""


_LOW = MappingProxyType(
    {
        "en": re.compile(r"\b(?:record low|all-time low|(?<!-)(?:lowest|smallest|fewest))\b", re.IGNORECASE),
        "de": re.compile(r"\b(?:rekordtief|tiefst|niedrigste|kleinste)", re.IGNORECASE),
        "ko": re.compile("최저|최소치|가장 (?:적|낮|작)"),
    }
)
_HIGH = MappingProxyType(
    {
        "en": re.compile(r"\b(?:a record|all-time high|(?<!-)(?:highest|largest|biggest))\b", re.IGNORECASE),
        "de": re.compile(r"\b(?:rekord|höchst(?!ens)|größte)", re.IGNORECASE),
        "ko": re.compile("최고|최다|최대치|(?:역대|사상) 최대|가장 (?:많|높|크|큰)"),
    }
)


def find_stale_words(
    claim: Claim, text: str, statistic: Statistic, rules: Rules, before: Decimal | str | None = None
) -> str:
    """Return the words beside a figure that may be false once it prints `text`; empty where there are none.

    `before` is what it was printed of.
    """
    bound = _Bound(claim, statistic, rules)
    return bound.find_added(text, before) or bound.find_odd(text) or bound.find_turned(text)


def find_lost_record(claim: Claim, text: str, rules: Rules) -> str:
    """Return "the highest" beside a figure that is lower once it prints `text`; empty where no such word is."""
    lead, tail = CLAUSE.split(claim.passage[: claim.start])[-1], CLAUSE.split(claim.passage[claim.end :])[0]
    old, new = (read(one, claim.locale, rules).figure for one in (claim.printed, text))
    tables = [table[language] for table in (_LOW, _HIGH) if (language := language_code(claim.locale)) in table]
    found = [match for table in tables if (match := table.search(f"{lead} {tail}"))]
    if old is None or new is None or not found:
        return ""
    is_low = found[0].re is tables[0]
    return found[0][0] if (new.amount > old.amount if is_low else new.amount < old.amount) else ""


@dataclass(frozen=True, slots=True)
class _Bound:
    claim: Claim
    statistic: Statistic
    rules: Rules

    def find_added(self, text: str, before: Decimal | str | None) -> str:
        """Return "more than 50%" where it would be "more than 47%" of 47 per cent, and "1.2 million" of 1.4 million."""
        claim, value = self.claim, self.statistic.value
        if value is None:
            return ""
        passage = f"{claim.passage[: claim.start]}{text}{claim.passage[claim.end :]}"
        anew = replace(claim, printed=text, passage=passage)
        # "More than 410" of 410 compares with another amount, as it did before.
        compares = before is not None and self._check(claim.printed, before).verdict is Verdict.EXACT
        verdict = Verdict.EXACT if compares else Verdict.ROUNDED
        for words, refuting in find_beside(anew, verdict, self.statistic.unit, self.rules).items():
            if self._check(words, value).verdict in refuting:
                return words.replace(text, claim.printed)
        return ""

    def find_odd(self, text: str) -> str:
        """Return "300여" where the number before it would not be round any more."""
        behind = _ODD.get(language_code(self.claim.locale))
        odd = behind.match(self.claim.passage, self.claim.end) if behind else None
        words = f"{self.claim.printed}{odd[0]}" if odd else ""
        return "" if odd is None or self._reprint(words) == f"{text}{odd[0]}" else words

    def find_turned(self, text: str) -> str:
        """Return "a majority" of what is none any more, and "fell to" of what is higher than it was printed."""
        old, new = (self._read(one) for one in (self.claim.printed, text))
        if old is None or new is None:
            return ""
        return next((words for words, is_false in self._find_words(old, new) if is_false), "")

    def _find_words(self, old: PrintedFigure, new: PrintedFigure) -> Iterator[tuple[str, bool]]:
        language = language_code(self.claim.locale)
        majority = _MAJORITIES[language].search(self.claim.sentence) if language in _MAJORITIES else None
        if majority and old.form is Form.PERCENT:
            sides = [(figure.amount > _HALF) - (figure.amount < _HALF) for figure in (old, new)]
            yield majority[0], sides[0] != sides[1]
        moves, clause = self._find_level()
        yield clause, moves * (new.amount - old.amount) < 0

    def _find_level(self) -> tuple[int, str]:
        """Return which way the clause goes at whose end the figure is, 0 where it goes nowhere, and its words."""
        passage, claim, language = self.claim.passage, self.claim, find_language(self.claim.locale)
        lead, tail = CLAUSE.split(passage[: claim.start])[-1], CLAUSE.split(passage[claim.end :])[0]
        clause = f"{lead}{claim.printed}{tail}".strip()
        if language is None or (language.code != "de" and _FROM.search(clause)):
            return 0, clause
        # A Korean verb stands behind the figure, and a German one anywhere.
        before, behind = _TO.get(language.code, _NOWHERE)
        is_level = before.search(lead) and behind.match(tail)
        return language.find_movement(_VERBS.get(language.code, "{0}").format(lead, tail)) if is_level else 0, clause

    def _read(self, text: str) -> PrintedFigure | None:
        figure = read(text, self.claim.locale, self.rules).figure
        return figure if figure is not None and figure.upper is None and not figure.date else None

    def _check(self, text: str, value: Decimal | str) -> Finding:
        statistic = self.statistic
        return check_value(
            text, value, unit=statistic.unit, locale=self.claim.locale, rules=self.rules, basis=statistic.basis,
            names=find_names(statistic),
        )  # fmt: skip

    def _reprint(self, text: str) -> str | None:
        statistic = self.statistic
        if statistic.value is None:
            return None
        return reprint(
            text, statistic.value, unit=statistic.unit, locale=self.claim.locale, rules=self.rules,
            basis=statistic.basis, names=find_names(statistic),
        )  # fmt: skip
