"""A new value as a sentence prints it: with its precision, unit, qualifier and language.

Only digits are set in, and the names of months and weekdays in dates. Where words would have to change ("doubled",
"the second year running", "rose" of what fell, "one fire" of two), there is nothing to propose. What is proposed has
been judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from figurecheck.figures import Form, PrintedFigure, Rules
from figurecheck.figures.common.qualifiers import DOWNWARD, UPWARD, Test
from figurecheck.figures.common.rounding import last_place, round_half_up
from figurecheck.figures.common.units import canonical, is_money
from figurecheck.figures.languages import find_language, language_code
from figurecheck.figures.parser import read
from figurecheck.figures.scale_words import ScaleWord, find_scale_word
from figurecheck.figures.written_number import WrittenNumber, find_written_number, with_korean_words
from figurecheck.model import Basis, Claim, Statistic
from figurecheck.model.claim import AnyClaim
from figurecheck.model.finding import HOLDING
from figurecheck.model.statistic import AnyStatistic
from figurecheck.verdicts.agreement import changes_noun
from figurecheck.verdicts.beside import CLAUSE
from figurecheck.verdicts.claims import check_value, find_names
from figurecheck.verdicts.on_scale import express, read_on_scale
from figurecheck.verdicts.relate import implied_unit
from figurecheck.verdicts.reprint_parts import fits_around, write_dates, write_parts
from figurecheck.verdicts.reprint_spans import has_span, write_span

_CLOSE = frozenset({Test.JUST_OVER, Test.NEARLY})
_SIDED = UPWARD | DOWNWARD | _CLOSE
_STRICT = _CLOSE | {Test.OVER, Test.UNDER, Test.FAR_OVER, Test.FAR_UNDER}
"""Those that are false of the number itself."""
_IN_DIGITS = frozenset({Form.NUMBER, Form.PERCENT, Form.POINTS, Form.MULTIPLE})
_BASES = {
    "en": re.compile(r"\b(?:per|(?:for|in) every) \d[\d,]*", re.IGNORECASE),
    "de": re.compile(r"\b(?:je|pro|auf) \d[\d.]*", re.IGNORECASE),
    "ko": re.compile(r"^.*?\d.*?당"),
}
"""That of which a rate is so many."""
_TO_ONE = re.compile(r"(?<=\d)(?:\s?:\s?|\s?대\s?| zu | to )1(?![\d.,])")
"""The second number of a ratio of so many to one."""
_LOWER = re.compile(r"\b(?:down|lower|less|fewer|below)\b", re.IGNORECASE)
"""English words that compare a fall with what was before; no verbs of movement."""
_FINER = 2
"""Decimals that are added where fewer would print nothing, or all of something, or what is far from it."""
_FAR, _NEAR = Fraction(1, 4), Fraction(1, 10)
"""How far a rounding may be from the value, and one that is coarser than the printed figure."""
_CENT = Fraction(1, 100)


def reprint(
    printed: str,
    value: Decimal | str,
    *,
    unit: str = "",
    locale: str = "en",
    rules: Rules,
    basis: Basis | None = None,
    names: tuple[str, ...] = (),
    before: Decimal | str | None = None,
    lead: str = "",
    tail: str = "",
) -> str | None:
    """Return how a printed figure would print another value; ``None`` where its words would have to change.

    `before` is the value that the figure was printed of: a figure that was exact stays exact, and a rounding as coarse
    as it is. `lead` and `tail` are the texts before and behind the figure: an article or a Korean particle has to fit.
    """
    if isinstance(value, str):
        candidates = write_dates(printed, value, unit, locale, rules, before)
    else:
        candidates = _write_numbers(printed, value, unit, locale, rules, names, before, lead, tail)
    for text in candidates:
        finding = check_value(text, value, unit=unit, locale=locale, rules=rules, basis=basis, names=names)
        if finding.verdict in HOLDING:
            return text if fits_around(lead, printed, text, tail, locale) else None
    return None


def reprint_claim(
    claim: AnyClaim,
    statistic: AnyStatistic,
    *,
    rules: Rules,
    before: Decimal | str | None = None,
) -> str | None:
    """Return how the text of a bound figure would print its statistic; ``None`` where words would have to change."""
    lead, tail, value = _find_lead(claim), _find_tail(claim), statistic.value

    def write(value: Decimal | str, basis: Basis | None, before: Decimal | str | None) -> str | None:
        return reprint(
            claim.printed, value, unit=statistic.unit, locale=claim.locale, rules=rules, basis=basis,
            names=find_names(statistic), before=before, lead=lead, tail=tail,
        )  # fmt: skip

    text = write(value, statistic.basis if isinstance(statistic, Statistic) else None, before)
    language = find_language(claim.locale)
    if text or not isinstance(value, Decimal) or value >= 0 or language is None:
        return text
    # "Fell by 3%": the verb stands beside the digits, which print a fall as they would print a rise.
    clause = f"{CLAUSE.split(lead)[-1]}{claim.printed}{CLAUSE.split(tail)[0]}"
    is_fall = language.find_movement(clause) < 0 or (language.code == "en" and _LOWER.search(clause))
    figure = read(claim.printed, claim.locale, rules).figure
    if not is_fall or figure is None or figure.direction or figure.amount < 0:
        return None
    return write(-value, None, -before if isinstance(before, Decimal) else None)


def _find_lead(claim: AnyClaim) -> str:
    """Return the words before a figure; a sealed claim does not say where in its sentence it stands."""
    if isinstance(claim, Claim):
        return claim.passage[: claim.start]
    return claim.sentence.partition(claim.printed)[0] if claim.sentence.count(claim.printed) == 1 else ""


def _find_tail(claim: AnyClaim) -> str:
    if isinstance(claim, Claim):
        return claim.passage[claim.end :]
    return claim.sentence.partition(claim.printed)[2] if claim.sentence.count(claim.printed) == 1 else ""


def _write_numbers(
    printed: str,
    value: Decimal,
    unit: str,
    locale: str,
    rules: Rules,
    names: tuple[str, ...],
    before: Decimal | str | None,
    lead: str,
    tail: str,
) -> Iterator[str]:
    figure = read(printed, locale, rules).figure
    if figure is not None and has_span(figure) and value.is_finite():
        around = f"{lead} {tail}"
        yield from write_span(printed, figure, value, unit, locale, rules, names=names, around=around, before=before)
    written = find_written_number(_with_one_number(printed, figure, locale), locale)
    if figure is None or not value.is_finite():
        return
    if written is None:
        yield from write_parts(printed, figure, value, unit, locale, rules, names)
        return
    if figure.date and canonical(unit) in {"year", "year number"}:
        yield _set_in(printed, written, str(value))
        return
    figure, at = read_on_scale(figure, value, unit, rules, names)
    # Of the other sign: the words that say which way it went are wrong, or those around it may be.
    is_signed = figure is not None and (figure.direction or figure.amount < 0)
    if not _is_plain(figure) or at is None or at < 0 or (at == 0 and is_signed):
        return
    unit = unit or implied_unit(figure, Fraction(value))
    was = express(figure, unit, Fraction(before), rules) if isinstance(before, Decimal) else None
    # It has turned around: "fell by" before the figure was right, and is not any more.
    if was is not None and was < 0 <= at:
        return
    # "2.5 times as high" of 0.8 is less.
    if figure.form is Form.MULTIPLE and (figure.size > 1) != (at > 1):
        return
    # A share above one was meant in per cent.
    if canonical(unit) == "share" and figure.form is Form.NUMBER and figure.size > 1:
        return
    yield from _write_plain(printed, written, figure, at, was, unit, locale, rules, tail)


def _write_plain(
    printed: str, written: WrittenNumber, figure: PrintedFigure, at: Fraction, was: Fraction | None, unit: str,
    locale: str, rules: Rules, tail: str,
) -> Iterator[str]:  # fmt: skip
    """Yield a text with its one number rounded ever less."""
    scale = None if written.is_korean else find_scale_word(printed, written.end, locale)
    if scale is not None:
        yield from _write_other_scale(printed, at, figure, written, scale)
    one = figure.step * 10**written.decimals if is_money(unit) and figure.step < 1 else Fraction(1)
    for place in (*_find_places(figure, at, was, rules), *_find_rounder(figure, at)):
        number = _round(at, place, figure)
        if (
            _is_far_off(number, at, figure)
            or _is_on_other_side(number, at, place, figure)
            or changes_noun(printed, figure, number, unit, locale, tail=tail, one=one)
        ):
            continue
        yield _set_in(printed, *_write(number, figure, written, place, printed), scale)


def _is_rate(figure: PrintedFigure) -> bool:
    """Return whether a figure is so many of a base: 12.4 per 100,000."""
    has_base = figure.unit.startswith("per ") or any(base.search(figure.text) for base in _BASES.values())
    return figure.form is Form.FRACTION and figure.total is None and not figure.bare and has_base


def _is_to_one(figure: PrintedFigure) -> bool:
    """Return whether a figure is a ratio of so many to one: 12:1."""
    return figure.form is Form.MULTIPLE and _TO_ONE.search(figure.text) is not None


def _with_one_number(printed: str, figure: PrintedFigure | None, locale: str) -> str:
    """Return a rate or a ratio with letters in place of its base, so that its own digits are the only ones."""
    base = _BASES.get(language_code(locale)) if figure and _is_rate(figure) else None
    base = _TO_ONE if figure and _is_to_one(figure) else base
    return base.sub(lambda match: "x" * len(match[0]), printed, count=1) if base else printed


def _is_plain(figure: PrintedFigure) -> bool:
    """Return whether a figure is one number in digits, and nothing that another number makes true."""
    whole = figure.upper is None and figure.total is None and figure.latest is None and figure.either is None
    is_bare = figure.bare and not _is_to_one(figure)
    words = is_bare or figure.open or figure.top or figure.digits or figure.streak or figure.date
    return (figure.form in _IN_DIGITS or _is_rate(figure)) and whole and not words and figure.inner is None


def _find_places(figure: PrintedFigure, at: Fraction, was: Fraction | None, rules: Rules) -> Iterator[Fraction]:
    """Yield the places to which the figure is rounded, the coarsest first."""
    place = last_place(figure, rules)
    if figure.step == 1 and figure.whole and place > 1:
        # 510 may well be 510; two zeros are a rounding, unless the value was just that.
        exact = was == figure.size if was is not None else place == 10 and figure.qualifier is None
        place = Fraction(1) if exact else place
    if figure.qualifier and figure.qualifier.test in _SIDED and figure.whole and figure.size.denominator == 1:
        # "Over 20" of 43 is "over 40", although 20 would be too coarse for a rounding.
        digits = str(figure.size)
        place = max(place, Fraction(10) ** (len(digits) - len(digits.rstrip("0"))))
    while place > figure.step:
        yield place
        place /= 10
    yield figure.step
    # "1 million" of 1.45 million misleads, and "0%" of 0.4%; but 33% is near enough for whatever is nearly that.
    is_near = figure.qualifier is not None and figure.qualifier.test in _CLOSE and at >= 10 * figure.step
    if _has_finer(figure) and not is_near:
        for power in range(1, _FINER + 1):
            yield figure.step / 10**power
    elif is_money(figure.unit) and figure.step == 1 and not is_near:
        # "$4" of $4.40 misleads.
        yield _CENT


def _find_rounder(figure: PrintedFigure, at: Fraction) -> list[Fraction]:
    """Return the places to which a figure may be rounded that its value must not reach: "over 40" of 41, for "over 23".

    First those with as many digits that count as are printed, then with more, then with fewer.
    """
    if figure.qualifier is None or figure.qualifier.test not in _STRICT:
        return []
    shown = len(str(figure.size / figure.step).rstrip("0"))
    places, place = [], figure.step * 10
    while place <= at:
        if abs(_round(at, place, figure) - at) <= _NEAR * at:
            places.append((len(str(at // place)) - shown, place))
        place *= 10
    return [place for _, place in sorted(places, key=lambda one: (one[0] < 0, abs(one[0])))]


def _has_finer(figure: PrintedFigure) -> bool:
    """Return whether a figure may have more decimals than it has; a count has none."""
    return figure.step != 1 or figure.form is not Form.NUMBER


def _round(at: Fraction, place: Fraction, figure: PrintedFigure) -> Fraction:
    test = figure.qualifier.test if figure.qualifier else None
    if test in UPWARD or test is Test.JUST_OVER:
        return (at / place).__floor__() * place
    if test in DOWNWARD or test is Test.NEARLY:
        return (at / place).__ceil__() * place
    return round_half_up(at, place)


def _is_far_off(number: Fraction, at: Fraction, figure: PrintedFigure) -> bool:
    """Return whether a rounding says none, or all, of what is neither; or 1% of 0.6%, where 0.6% can be said."""
    if number != at and (number == 0 or (figure.form is Form.PERCENT and number == 100)):
        return True
    # "At least 200" of 290 is true, and nobody would say so.
    is_sided = figure.qualifier is not None and figure.qualifier.test in _SIDED
    return (is_sided or _has_finer(figure)) and abs(number - at) > _FAR * at


def _is_on_other_side(number: Fraction, at: Fraction, place: Fraction, figure: PrintedFigure) -> bool:
    """Return whether "nearly" or "just over" would be said of the farther number: "nearly 42" of 41.3."""
    return figure.qualifier is not None and figure.qualifier.test in _CLOSE and 2 * abs(number - at) > place


def _write(
    number: Fraction, figure: PrintedFigure, written: WrittenNumber, place: Fraction, printed: str
) -> tuple[WrittenNumber, str]:
    """Return the digits of a number, as those of the figure are written, and these."""
    if written.is_korean:
        return written, written.write(number)
    # What one in the printed digits stands for: a million, or a hundredth of a euro.
    one = figure.step * 10**written.decimals
    # 3천 becomes 4천, and not 12천 or 9.8천.
    wide = with_korean_words(written, printed)
    if wide is not None and (number >= 10 * one or (number / one).denominator > 1):
        return wide, wide.write(number)
    added = 0
    while place * 10**added < figure.step:
        added += 1
    # A rounder number has no zeros behind its decimal point.
    while place >= figure.step * Fraction(10) ** (1 - added) and written.decimals + added > 0:
        added -= 1
    return written, replace(written, decimals=written.decimals + added).write(number / one)


def _set_in(
    printed: str, written: WrittenNumber, digits: str, scale: ScaleWord | None = None, size: int | None = None
) -> str:
    """Return a text with other digits; its scale word is that of another size, or has the ending that they need."""
    if scale is None:
        return f"{printed[: written.start]}{digits}{printed[written.end :]}"
    word = scale.write(scale.size if size is None else size, digits)
    return f"{printed[: written.start]}{digits}{word}{printed[scale.end :]}"


def _write_other_scale(
    printed: str, at: Fraction, figure: PrintedFigure, written: WrittenNumber, scale: ScaleWord
) -> Iterator[str]:
    """Yield a text with another scale word where the number has outgrown its own: "€2.19 billion" for 2,190 million.

    With as many digits that count as are printed, or more where these say too little.
    """
    one = figure.step * 10**written.decimals
    number, was = (round_half_up(at, figure.step) or at) / one, figure.size / one
    size = scale.find_other(number) if number else scale.size
    largest = min((other for _, other in scale.family if other > scale.size), default=None)
    is_outgrown = number >= 1 if largest is None else number * scale.size >= largest > was * scale.size
    if size == scale.size or not (is_outgrown or (number < 1 <= was)):
        return
    one = one * size / scale.size
    shown = len(printed[written.start : written.end].translate(_NO_SIGNS).lstrip("0"))
    before = len(str((at / one).__floor__()))
    for counting in range(max(shown, _FEWEST), before + _MOST_DECIMALS):
        decimals = max(counting - before, 0)
        number = _round(at / one, Fraction(10) ** (before - counting), figure)
        yield _set_in(printed, written, replace(written, decimals=decimals).write(number), scale, size)


_NO_SIGNS = str.maketrans("", "", ",.'\u2019 \u00a0\u2009\u202f")
_FEWEST = 2
"""Digits that a number has at least where its scale word is another one: "6.3 billion" after "6 million"."""
_MOST_DECIMALS = 3
