"""A text with other words for a size, or digits in their place, as a new value needs them: "nearly a third", "31%"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain

from figurecheck.figures import Form, PrintedFigure
from figurecheck.figures.common.format import show_number
from figurecheck.figures.korean.particles import refit_particle
from figurecheck.figures.languages import language_code
from figurecheck.figures.shown_value import DECIMAL_COMMA
from figurecheck.verdicts.size_words.families import HEDGE, SizeWords
from figurecheck.verdicts.size_words.find import find_size_words
from figurecheck.verdicts.size_words.hedges import HEDGES, Hedges

_NEAR, _NEARLY = Fraction(1, 40), Fraction(1, 20)
"""How far words may be from a value without saying so: best, and where no words that say so are true."""
_ABOUT = Fraction(1, 5)
"""How far they may be if they say so."""
_COARSE, _FINE = Fraction(1, 40), Fraction(1, 200)
"""How far the digits of a part and of a multiple may be from it; else one more is written."""
_NOUN_DE = re.compile(r" [A-ZÄÖÜ]")
_MOST_DECIMALS = 4
_ARTICLE_EN = re.compile(r"\ban? $", re.IGNORECASE)
_NOUN_EN = re.compile(r" (?!of\b|as\b|in\b|is\b|are\b|was\b|were\b|more\b|less\b|fewer\b)[a-z]")


def write_other_words(printed: str, figure: PrintedFigure, at: Fraction, locale: str) -> Iterator[str]:
    """Yield a text with words for another size, the nearest first; `at` is the value on the scale of the figure."""
    found, hedges = find_size_words(printed, locale), HEDGES.get(language_code(locale))
    size = _measure(found, figure, at) if found else Fraction(0)
    if found is None or hedges is None or size <= 0 or _is_adjective(printed, found, locale):
        return
    lead, tail = printed[: found.start], printed[found.end :]
    bare_lead, bare_tail = hedges.before.sub("", lead), hedges.behind.sub("", tail, count=1)
    others = sorted(found.others, key=lambda one: abs(one[0] - size))

    def find_within(far: Fraction) -> list[tuple[Fraction, str]]:
        return [(amount, words) for amount, words in others if abs(amount - size) <= far * size]

    around = dict.fromkeys([(lead, tail), (bare_lead, bare_tail)])
    plain = [
        [_join(before, words.replace(HEDGE, ""), behind) for before, behind in around for _, words in find_within(far)]
        for far in (_NEAR, _NEARLY)
    ]
    hedged = (
        _join(bare_lead, f"{_put_before(words, before)}{behind}", bare_tail)
        for amount, words in find_within(_ABOUT)
        for before, behind in _hedge(hedges, amount, size)
        if not hedges.verbs.match(bare_tail)
    )
    yield from (_begin_like(printed, text) for text in chain(plain[0], hedged, plain[1]))


def write_exact(printed: str, figure: PrintedFigure, at: Fraction, locale: str) -> Iterator[str]:
    """Yield a text with digits instead of its words for a size."""
    found, hedges = find_size_words(printed, locale), HEDGES.get(language_code(locale))
    if found is None or hedges is None or not found.family.exact or _is_adjective(printed, found, locale):
        return
    size = _measure(found, figure, at)
    text = _write_digits(found, size, locale)
    lead, tail = hedges.before.sub("", printed[: found.start]), hedges.behind.sub("", printed[found.end :], count=1)
    if text.endswith("%"):
        if language_code(locale) == "de" and _NOUN_DE.match(tail):
            # "14 % der Frauen" for "jede siebte Frau": another case, and another number.
            return
        text += " of" if language_code(locale) == "en" and _NOUN_EN.match(tail) else ""
    yield _begin_like(printed, _join(lead, text, tail))


def _join(lead: str, words: str, tail: str) -> str:
    """Return words in their text, with the Korean particle behind them that fits: "과반이" is "43%가"."""
    return f"{lead}{words}{refit_particle(words, tail)}"


def _is_adjective(printed: str, found: SizeWords, locale: str) -> bool:
    """Return whether words belong to an article before them: "a two-thirds majority"."""
    return language_code(locale) == "en" and _ARTICLE_EN.search(printed[: found.start]) is not None


def _put_before(words: str, hedge: str) -> str:
    return words.replace(HEDGE, hedge) if HEDGE in words else f"{hedge}{words}"


def _measure(found: SizeWords, figure: PrintedFigure, at: Fraction) -> Fraction:
    """Return what the words say: of verbs, what something became of what it was."""
    return 1 - at if found.family.is_change and figure.form is Form.FRACTION else at


def _hedge(hedges: Hedges, amount: Fraction, size: Fraction) -> tuple[tuple[str, str], ...]:
    return (hedges.just_under if amount > size else hedges.just_over, hedges.about)


def _write_digits(found: SizeWords, size: Fraction, locale: str) -> str:
    family = found.family
    template = family.exact[0] if not family.is_change or size >= 2 else family.exact[1 if size >= 1 else 2]
    share = abs(size - 1) if family.is_change else size
    hundredths = _write_number(share * 100, locale, _COARSE)
    percent = hundredths + (" %" if language_code(locale) == "de" else "%")
    return template.format(
        **found.groups, percent=percent, hundredths=hundredths, times=_write_number(size, locale, _FINE),
        count=_write_number(size, locale),
    )  # fmt: skip


def _write_number(amount: Fraction, locale: str, far: Fraction = Fraction(0)) -> str:
    """Return a number with as few digits as come near enough."""
    places = 0
    # "100%" of 99.96% is all of it.
    while places < _MOST_DECIMALS and (
        abs(_round(amount, places) - amount) > far * abs(amount) or amount != _round(amount, places) == 100
    ):
        places += 1
    text = show_number(_round(amount, places), places)
    if (thousands := DECIMAL_COMMA.get(language_code(locale))) is None:
        return text
    return text.translate({ord(","): thousands, ord("."): ","})


def _round(amount: Fraction, places: int) -> Fraction:
    return Fraction(round(amount * 10**places), 10**places)


def _begin_like(printed: str, text: str) -> str:
    """Return a text that begins with a capital where the printed one does."""
    if not printed[:1].isupper():
        return text
    return text[:1].upper() + text[1:]
