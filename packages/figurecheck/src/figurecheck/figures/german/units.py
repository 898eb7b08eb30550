"""Read what follows a number in German: its unit, runs, rates, and what is counted."""

from __future__ import annotations

from fractions import Fraction

from figurecheck.figures.common.builder import FigureBuilder
from figurecheck.figures.common.figure import Form
from figurecheck.figures.common.number import Core
from figurecheck.figures.common.tokens import Tokens, skip_hyphen, word_at, words_stand_at
from figurecheck.figures.german.fraction_words import read_core
from figurecheck.figures.german.measures import (
    read_measured,
    read_minor,
    read_money,
    read_percent,
    take_minor_part,
    take_second_part,
)
from figurecheck.figures.german.nouns import kind_of
from figurecheck.figures.german.numerals import past_dot
from figurecheck.figures.german.words import (
    CURRENCIES,
    MEASURES,
    RUN_ADJECTIVES,
    RUNS,
    SCALED_MEASURES,
    SCALES,
    SHORT,
    SO_MUCH,
    TIMES_NOUNS,
)

NOUN_REACH = 3
"""Most words up to the counted noun: "762 verurteilte ausländische Tatverdächtige"."""
_RATE_REACH = 3
_BASES = frozenset(10**power for power in range(2, 10))
"""A rate is said of a hundred, a thousand, a million."""
_NUMERIC = frozenset({Form.NUMBER, Form.FRACTION})


def read_currency(tokens: Tokens, at: int) -> tuple[str, int]:
    """Read a currency sign or code before a number: its code, and the place of the number."""
    word = word_at(tokens, at)
    if word in {"fr", "sfr"} and word_at(tokens, at + 1) == ".":
        return "CHF", at + 2
    if word in CURRENCIES and (tokens[at].kind == "p" or (len(word) == 3 and word.isascii() and word not in _WORDS)):
        return CURRENCIES[word], at + 1
    return "", at


_WORDS = frozenset({"yen", "won", "try"})


def read_unit(tokens: Tokens, builder: FigureBuilder) -> None:
    """Add the unit after the number to the builder, and the noun that is counted."""
    core = builder.core
    at = skip_hyphen(tokens, core.end)
    if core.unit and not builder.unit:
        builder.unit = core.unit
    if core.form in _NUMERIC and not builder.unit and _take_unit(tokens, at, builder):
        return
    # Before the noun: "in Folge" behind "Jahre" makes a run of a span of time.
    if core.form in {Form.ORDINAL, Form.NUMBER}:
        _take_run(tokens, core.end, builder)
    if core.form is Form.NUMBER and not builder.unit and _take_rate(tokens, builder):
        return
    if core.form is Form.MULTIPLE and word_at(tokens, core.end) == "so" and word_at(tokens, core.end + 1) in SO_MUCH:
        builder.end = core.end + 2 + (word_at(tokens, core.end + 2) == "wie")
    if core.form in {Form.NUMBER, Form.VAGUE, Form.FRACTION} and not builder.unit:
        _take_noun(tokens, core.end, builder)


def _take_unit(tokens: Tokens, at: int, builder: FigureBuilder) -> bool:
    core = builder.core
    if form := read_percent(tokens, at, core):
        core.form, builder.end = form
        return True
    if core.form is Form.FRACTION:
        return _take_part_of_measure(tokens, at, builder)
    found = read_measured(tokens, at) or read_minor(tokens, at, core) or read_money(tokens, at)
    if found is not None:
        builder.unit, builder.end = found
        take_minor_part(tokens, builder)
        return True
    return _take_measure(tokens, at, builder)


def _take_part_of_measure(tokens: Tokens, at: int, builder: FigureBuilder) -> bool:
    """Read "½ Liter", "drei Viertel Stunde", "ein Viertel Jahr"."""
    word = word_at(tokens, at)
    if word not in MEASURES or word in SHORT or not builder.core.bare:
        return False
    builder.core.form, builder.unit, builder.end = Form.NUMBER, MEASURES[word], at + 1
    return True


def _take_measure(tokens: Tokens, at: int, builder: FigureBuilder) -> bool:
    word, core = word_at(tokens, at), builder.core
    if word in SHORT and not core.digits:
        return False
    if word in MEASURES:
        builder.unit, builder.end = MEASURES[word], at + 1
        # "5 Std.", "40 Min.": the full stop belongs to the abbreviation if a word in lower case or nothing follows.
        if word in {"std", "min", "sek"}:
            builder.end = past_dot(tokens, builder.end)
    elif word in SCALED_MEASURES:
        unit, size = SCALED_MEASURES[word]
        builder.unit, builder.end = unit, at + 1
        core.amount, core.step = core.amount * size, core.step * size
        # Runs count quarters, not months.
        if _run_end(tokens, builder.end):
            return False
    else:
        return False
    if not take_second_part(tokens, builder):
        _take_run(tokens, builder.end, builder)
    if word_at(tokens, builder.end) in {"alt", "lang"}:
        builder.end += 1
    return True


def _take_run(tokens: Tokens, at: int, builder: FigureBuilder) -> None:
    """Read "im dritten Jahr in Folge", "zum vierten Mal hintereinander", "drei aufeinanderfolgende Jahre"."""
    core = builder.core
    start = at + 1 if word_at(tokens, at) in RUN_ADJECTIVES else at
    word = word_at(tokens, start)
    end = start + 1 if word in MEASURES or word in SCALED_MEASURES or word in TIMES_NOUNS else start
    run = _run_end(tokens, end)
    if not run and start > at and end > start:
        run = end
    unit = MEASURES.get(word, "") or builder.unit
    if run:
        builder.unit, builder.end, builder.streak = unit, run, True
    elif core.form is Form.ORDINAL and end > start:
        builder.unit, builder.end = unit, end


def _run_end(tokens: Tokens, at: int) -> int:
    """Return where the words for a run end that start here; 0 if none do."""
    for phrase in RUNS:
        if words_stand_at(tokens, at, phrase):
            return at + len(phrase)
    return 0


def _take_rate(tokens: Tokens, builder: FigureBuilder) -> bool:
    """Read "12,5 je 100.000 Einwohner", "3,2 Todesfälle pro eine Million", "fünf auf 1000"."""
    core, at = builder.core, builder.core.end
    for _ in range(_RATE_REACH):
        if word_at(tokens, at) in {"je", "pro", "auf"} or not (at < len(tokens) and tokens[at].kind == "w"):
            break
        at += 1
    if word_at(tokens, at) not in {"je", "pro", "auf"} or (word_at(tokens, at) == "auf" and at > core.end):
        return False
    scale = word_at(tokens, at + 1)
    below = Core(amount=Fraction(SCALES[scale]), end=at + 2) if scale in SCALES else read_core(tokens, at + 1)
    if below is None or below.form is not Form.NUMBER or below.amount not in _BASES:
        return False
    # "Um 41 auf 100 gesunken" and "von 41 auf 100" are two figures.
    if word_at(tokens, at) == "auf" and word_at(tokens, builder.start - 1) in {"um", "von"}:
        return False
    builder.core = Core(
        amount=core.amount / below.amount, end=below.end, form=Form.FRACTION, step=core.step / below.amount, whole=False
    )
    builder.unit, builder.end = f"per {below.amount}", below.end
    if kind_of(word_at(tokens, below.end))[0] == "people":
        builder.end += 1
    return True


def _take_noun(tokens: Tokens, at: int, builder: FigureBuilder) -> None:
    """Add the noun that is counted, up to the next word that is none."""
    if builder.core.form is Form.FRACTION and word_at(tokens, at) in {"der", "aller", "des", "von", "davon"}:
        at += 1
    at = skip_hyphen(tokens, at)
    for here in range(at, min(at + NOUN_REACH, len(tokens))):
        if tokens[here].kind != "w":
            return
        unit, noun = kind_of(tokens[here].text)
        if unit or noun:
            builder.unit, builder.noun = unit, noun
            if here == at:
                builder.end = _past_gendered(tokens, here + 1)
            return


def _past_gendered(tokens: Tokens, at: int) -> int:
    """Return the place behind "*innen", ":innen", "/-innen" and "und Schülerinnen"."""
    end = at
    while word_at(tokens, end) in {"*", ":", "/", "-", "_"} and tokens[end].glued:
        end += 1
    if end > at and word_at(tokens, end) in {"innen", "in"}:
        return end + 1
    if word_at(tokens, at) in {"und", "oder"} and kind_of(word_at(tokens, at + 1))[0] == "people":
        return at + 2
    return at
