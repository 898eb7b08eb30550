"""Hold the words beside a figure that no rule has read against the words of its statistic: nothing is dropped."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from figurecheck.figures.common.contrasts import find_contrary, find_goal, says_per
from figurecheck.figures.common.figure import Form, PrintedFigure
from figurecheck.figures.common.language import Language, is_named
from figurecheck.figures.common.qualifiers import Rules
from figurecheck.figures.common.units import COUNTED, PHYSICAL, all_names, canonical, is_money
from figurecheck.figures.languages import find_language

_NO_COUNT = frozenset({"share", "%", "pp", "ratio", "rank", "date"})
"""Units of which a bare number counts nothing."""


def find_unnamed(figure: PrintedFigure, unit: str, names: tuple[str, ...], locale: str, rules: Rules) -> str:
    """Return the first word beside a figure that neither a rule has read nor its statistic names; empty if none is.

    `names` are the texts of the statistic: its unit, label, measure, population and whom it is about.
    """
    # Behind "most" stands what is counted, whichever it is, where its place is known.
    if figure.most and canonical(unit) == "rank":
        return ""
    unread = figure.unread
    if figure.beside and not _counts(figure, unit):
        unread += figure.beside
    if word := find_unnamed_word(unread, unit, names, locale, rules):
        return word
    unit = canonical(unit).partition(" per ")[0] if _base_of(unit) else unit
    named = figure.beside or figure.unit in {"people", "cases"}
    language = find_language(locale) if named and unit and _counts(figure, unit) else None
    if language is None or figure.form is not Form.NUMBER:
        return ""
    texts = (unit, all_names(unit), *names, *rules.nouns)
    return language.find_uncounted(figure.beside, figure, canonical(unit), texts, rules.nouns)


def find_unnamed_word(unread: tuple[str, ...], unit: str, names: tuple[str, ...], locale: str, rules: Rules) -> str:
    """Return the first of these words that does not name what a statistic counts; empty if each does."""
    if not unread:
        return ""
    language = find_language(locale)
    texts = (unit, all_names(unit), *names, *rules.nouns)
    return next((word for word in unread if language is None or not _is_named(word, unit, texts, language)), "")


def _is_named(word: str, unit: str, texts: tuple[str, ...], language: Language) -> bool:
    """Return whether the texts of a statistic name a word, or its unit the "/m²" or "per hectare" behind an amount."""
    base = _base_of(unit)
    return bool(base and says_per(word, base)) or language.is_named(word, texts)


def _base_of(unit: str) -> str:
    """Return by what the values of a unit are: m² of "EUR/m²"; empty for amounts of nothing else."""
    return canonical(unit).partition(" per ")[2]


@lru_cache(maxsize=256)
def _says_nothing(unit: str) -> bool:
    """Return whether a unit does not say of whom or of what its value is."""
    kind = canonical(unit)
    return kind in _NO_COUNT | PHYSICAL | COUNTED or is_money(kind)


def find_other(figure: PrintedFigure, unit: str, names: tuple[str, ...]) -> tuple[str, str] | None:
    """Return a word of the text, and the word of its statistic that it excludes; ``None`` if there are no such two."""
    if not names and _says_nothing(unit):
        return None
    if names and (goal := find_goal(figure.text, names)):
        return goal, next(filter(None, names), unit)
    return find_contrary(figure.text, (unit, *names), amount=figure.form is Form.NUMBER)


def name_balance(figure: PrintedFigure, names: tuple[str, ...]) -> PrintedFigure:
    """Return the figure without its direction if its statistic is named by it: "a deficit of $2bn" of a deficit."""
    if not (figure.motion and names and figure.direction and figure.form is Form.NUMBER):
        return figure
    return replace(figure, direction=0) if is_named(figure.motion, names) else figure


def _counts(figure: PrintedFigure, unit: str) -> bool:
    """Return whether a noun behind the number may be what is counted: of a count, but not of kilograms or euros."""
    kind = canonical(unit)
    if kind.startswith("per "):
        return False
    return figure.form is not Form.NUMBER or not (kind in PHYSICAL or kind in _NO_COUNT or is_money(kind))
