"""Try whether a language reads what its examples promise, and say what it does not read at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from figurecheck.figures.common.examples import Examples
from figurecheck.figures.common.figure import Form, PrintedFigure
from figurecheck.figures.common.language import Language
from figurecheck.figures.common.qualifiers import DEFAULT_RULES
from figurecheck.figures.common.tokens import swap
from figurecheck.figures.parser import find, read

_HUNDRED = range(1, 101)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One capability of a language: how many examples were tried, and which of them failed."""

    capability: str
    tried: int
    broken: tuple[str, ...] = ()
    """Each with what was expected."""
    missing: str = ""
    """What a language should have that this one does not; it breaks no promise."""


def try_language(language: Language) -> list[Trial]:
    """Return a trial of each capability, in the order of the documentation."""
    if language.make_examples is None:
        return [Trial(capability="examples", tried=0, missing="the language has none, so nothing can be tried")]
    examples = language.make_examples()
    return [capability(language, examples) for capability in _CAPABILITIES]


def _amounts(
    name: str, expected: Mapping[str, Fraction | int], code: str, forms: set[Form], *, missing: str = ""
) -> Trial:
    broken = [
        f"{text!r} is not read as {amount}"
        for text, amount in expected.items()
        if (figure := _read(text, code)) is None or figure.amount != amount or figure.form not in forms
    ]
    return Trial(capability=name, tried=len(expected), broken=tuple(broken), missing=missing or _absent(expected))


def _absent(expected: Iterable[object]) -> str:
    return "" if any(True for _ in expected) else "no example"


def _read(text: str, code: str) -> PrintedFigure | None:
    """Return the figure of a text, every word of which was read."""
    figure = read(text, code).figure
    return None if figure is None or figure.unread else figure


def _try_digits(language: Language, examples: Examples) -> Trial:
    return _amounts("digits and separators", examples.digits, language.code, {Form.NUMBER})


def _try_numbers(language: Language, examples: Examples) -> Trial:
    absent = sorted(set(_HUNDRED) - {*examples.numbers.values()})
    missing = f"no word for {', '.join(map(str, absent[:5]))}{' ...' if len(absent) > 5 else ''}" if absent else ""
    return _amounts("number words", examples.numbers, language.code, {Form.NUMBER}, missing=missing)


def _try_ordinals(language: Language, examples: Examples) -> Trial:
    return _amounts("ordinals", examples.ordinals, language.code, {Form.ORDINAL})


def _try_fractions(language: Language, examples: Examples) -> Trial:
    return _amounts("fractions", examples.fractions, language.code, {Form.FRACTION})


def _try_multiples(language: Language, examples: Examples) -> Trial:
    return _amounts("multiples", examples.multiples, language.code, {Form.MULTIPLE})


def _try_scales(language: Language, examples: Examples) -> Trial:
    return _amounts("scale words", examples.scales, language.code, {Form.NUMBER})


def _try_units(language: Language, examples: Examples) -> Trial:
    broken = [
        f"{text!r} is not read with the unit {unit}"
        for text, unit in examples.units.items()
        if (figure := _read(text, language.code)) is None or unit not in {figure.unit, _unit_of_form(figure)}
    ]
    return Trial(capability="units", tried=len(examples.units), broken=tuple(broken), missing=_absent(examples.units))


def _unit_of_form(figure: PrintedFigure) -> str:
    return {Form.PERCENT: "%", Form.POINTS: "pp"}.get(figure.form, "")


def _try_qualifiers(language: Language, examples: Examples) -> Trial:
    tried, broken = 0, []
    for name, sides in language.qualifiers.items():
        for after, words in enumerate(sides):
            for word in words:
                tried += 1
                pair = (examples.count, word) if after else (word, examples.count)
                if not any(_qualifies("".join((pair[0], gap, pair[1])), name, language.code) for gap in (" ", "")):
                    broken.append(f"{' '.join(pair)!r} is not read as {name}")
    rules = {one.name for one in DEFAULT_RULES.qualifiers}
    absent = sorted(rules - {name for name, sides in language.qualifiers.items() if any(sides)})
    missing = f"no words for {', '.join(absent)}" if absent else ""
    return Trial(capability="qualifiers", tried=tried, broken=tuple(broken), missing=missing)


def _qualifies(text: str, name: str, code: str) -> bool:
    figure = _read(text, code)
    return figure is not None and figure.qualifier is not None and figure.qualifier.name == name


def _try_directions(language: Language, examples: Examples) -> Trial:
    phrases = [*((phrase, -1) for phrase in examples.falls), *((phrase, 1) for phrase in examples.rises)]
    broken = [
        f"{phrase.format(examples.percent)!r} is not read as a {'fall' if sign < 0 else 'rise'}"
        for phrase, sign in phrases
        if (figure := _read(phrase.format(examples.percent), language.code)) is None or figure.direction != sign
    ]
    return Trial(capability="rise and fall", tried=len(phrases), broken=tuple(broken), missing=_absent(phrases))


def _try_refused(
    name: str, phrases: tuple[str, ...], figure: str, is_refused: Callable[[str], bool], does: str
) -> Trial:
    texts = [phrase.format(figure) for phrase in phrases]
    broken = tuple(f"{text!r} is {does}" for text in texts if not is_refused(text))
    return Trial(capability=name, tried=len(texts), broken=broken, missing=_absent(phrases))


def _try_negations(language: Language, examples: Examples) -> Trial:
    def is_refused(text: str) -> bool:
        return read(text, language.code).figure is None

    return _try_refused("negations", examples.negations, examples.count, is_refused, "read, and says the opposite")


def _try_unknown(language: Language, examples: Examples) -> Trial:
    def is_refused(text: str) -> bool:
        figure = read(text, language.code).figure
        return figure is None or bool(figure.unread or figure.beside)

    return _try_refused("unread words", examples.unknown, examples.percent, is_refused, "read, and a word is dropped")


def _try_not_plain(language: Language, examples: Examples) -> Trial:
    # Nearly always a preposition that stands among the words that change nothing.
    def is_refused(text: str) -> bool:
        figure = _read(text, language.code)
        return figure is None or bool(figure.beside) or figure.form is not Form.NUMBER

    told = _try_refused("no plain numbers", examples.not_plain, "", is_refused, "read as a plain number")
    return told if told.tried else replace(told, missing="no example of how 'one in five' is said")


def _try_dates(language: Language, examples: Examples) -> Trial:
    broken = [
        f"{text!r} is not read as {date}"
        for text, date in examples.dates.items()
        if (figure := read(text, language.code).figure) is None or figure.date != date
    ]
    absent = sorted(set(range(1, 13)) - {month for _, month, _ in examples.dates.values()})
    missing = f"no date in month {', '.join(map(str, absent))}" if absent else ""
    return Trial(capability="dates", tried=len(examples.dates), broken=tuple(broken), missing=missing)


def _try_running(language: Language, examples: Examples) -> Trial:
    broken = [
        f"in {text!r} these need a claim: {', '.join(found) or 'none'}"
        for text, expected in examples.running.items()
        if (found := tuple(one.text for one in find(text, language.code) if one.needs_claim)) != expected
    ]
    return Trial(
        capability="running text", tried=len(examples.running), broken=tuple(broken), missing=_absent(examples.running)
    )


def _try_series(language: Language, examples: Examples) -> Trial:
    broken = []
    for text, expected in examples.series.items():
        claim = language.read_series_claim(" ".join(swap(text).lower().split()), DEFAULT_RULES)
        if claim is None or claim.reading != expected:
            broken.append(f"{text!r} is read as {claim.reading if claim else 'no claim'}, not as {expected}")
    return Trial(
        capability="claims over a series", tried=len(examples.series), broken=tuple(broken),
        missing=_absent(examples.series),
    )  # fmt: skip


def _try_from_to(language: Language, examples: Examples) -> Trial:
    broken = [
        f"{text!r} is not read as from {pair[0]} to {pair[1]}"
        for text, pair in examples.from_to.items()
        if language.split_from_to(swap(text)) != pair
    ]
    return Trial(
        capability="from one to another", tried=len(examples.from_to), broken=tuple(broken),
        missing=_absent(examples.from_to),
    )  # fmt: skip


_CAPABILITIES = (
    _try_digits, _try_numbers, _try_ordinals, _try_fractions, _try_multiples, _try_scales, _try_units, _try_qualifiers,
    _try_directions, _try_negations, _try_unknown, _try_not_plain, _try_dates, _try_running, _try_series, _try_from_to,
)  # fmt: skip


def describe_trials(language: Language, trials: Iterable[Trial]) -> Iterator[str]:
    """Yield the lines that tell a reader how a language did."""
    yield f"{language.code}: {language.name}"
    for trial in trials:
        state = "broken" if trial.broken else "reads" if trial.tried else "missing"
        counted = f"{trial.tried - len(trial.broken)} of {trial.tried}" if trial.tried else ""
        missing = f"({trial.missing})" if trial.missing else ""
        yield f"  {state:9}{trial.capability:23}{counted:14}{missing}".rstrip()
        yield from (f"           {one}" for one in trial.broken)
