"""Read what follows a number in German: per cent, money, measures in one part or two, runs, and what is counted."""

from __future__ import annotations

from fractions import Fraction

from factbook.figures.common.builder import FigureBuilder
from factbook.figures.common.figure import Form
from factbook.figures.common.number import Core
from factbook.figures.german.nouns import kind_of
from factbook.figures.german.number_words import ENDINGS, MEASURED, Kind, read_word
from factbook.figures.german.numerals import Tokens, past_dot, past_hyphen, read_core, word_at
from factbook.figures.german.words import (
    COUNTRY_MONEY,
    CURRENCIES,
    MEASURES,
    MINOR,
    NESTED,
    PER_HOUR,
    PERCENT,
    POINTS,
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
_SPEEDS = {"km": "km/h", "m": "m/s"}
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
    at = past_hyphen(tokens, core.end)
    if core.unit and not builder.unit:
        builder.unit = core.unit
    if core.form in _NUMERIC and not builder.unit and _take_unit(tokens, at, builder):
        return
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
    if form := _percent(tokens, at, core):
        core.form, builder.end = form
        return True
    if core.form is Form.FRACTION:
        return _take_part_of_measure(tokens, at, builder)
    found = _measured(tokens, at) or _minor(tokens, at, core) or _money(tokens, at)
    if found is not None:
        builder.unit, builder.end = found
        _take_minor_part(tokens, builder)
        return True
    return _take_measure(tokens, at, builder)


def _take_part_of_measure(tokens: Tokens, at: int, builder: FigureBuilder) -> bool:
    """Read "½ Liter", "drei Viertel Stunde", "ein Viertel Jahr"."""
    word = word_at(tokens, at)
    if word not in MEASURES or word in SHORT or not builder.core.bare:
        return False
    builder.core.form, builder.unit, builder.end = Form.NUMBER, MEASURES[word], at + 1
    return True


def _percent(tokens: Tokens, at: int, core: Core) -> tuple[Form, int] | None:
    """Read per cent, per mille, and percentage points: the form, and where it ends."""
    word = word_at(tokens, at)
    if word in POINTS:
        return Form.POINTS, at + 1
    if word == "basispunkte" or word == "basispunkten":
        _divide(core, 100)
        return Form.POINTS, at + 1
    if word in {"‰", "promille"}:
        _divide(core, 10)
        return Form.PERCENT, at + 1
    if word in {"prozentig", *(f"prozentig{ending}" for ending in ENDINGS)}:
        return Form.PERCENT, at + 1
    if word == "v" and word_at(tokens, at + 2) == "h":
        return Form.PERCENT, past_dot(tokens, at + 3)
    if word not in PERCENT or core.form is Form.FRACTION:
        return None
    behind = past_hyphen(tokens, at + 1)
    if word_at(tokens, behind) in {"punkt", "punkte", "punkten"} and behind > at + 1:
        return Form.POINTS, behind + 1
    return Form.PERCENT, at + 1


def _divide(core: Core, by: int) -> None:
    # Divided, the number has decimals, and no zeros to round to.
    core.amount, core.step, core.whole = core.amount / by, core.step / by, core.bare


def _minor(tokens: Tokens, at: int, core: Core) -> tuple[str, int] | None:
    word = word_at(tokens, at)
    if word not in MINOR:
        return None
    _divide(core, 100)
    return MINOR[word], at + 1


def _money(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """Read a currency; "7 kanadische Dollar" is another one than "7 Dollar"."""
    word = word_at(tokens, at)
    if word == "us" and word_at(tokens, at + 1) == "-" and word_at(tokens, at + 2) in {"dollar", "dollars"}:
        return "USD", at + 3
    if word in {"fr", "sfr"} and word_at(tokens, at + 1) == ".":
        return "CHF", at + 2
    if word in CURRENCIES:
        end = at + 1
        sterling = word == "pfund" and word_at(tokens, end) == "sterling"
        return CURRENCIES[word], end + sterling
    behind = word_at(tokens, at + 1)
    for code, (stems, names) in COUNTRY_MONEY.items():
        if behind in names.split() and any(_has_stem(word, stem) for stem in stems.split()):
            return code, at + 2
    return None


def _has_stem(word: str, stem: str) -> bool:
    return word.startswith(stem) and word.removeprefix(stem) in {"", *ENDINGS}


def _take_minor_part(tokens: Tokens, builder: FigureBuilder) -> None:
    """Read the cents of "3 Euro 20"."""
    core, at = builder.core, builder.end
    cents = word_at(tokens, at)
    if builder.unit not in {"EUR", "CHF"} or not core.whole or core.scaled or core.bare or len(cents) != 2:
        return
    if cents.isdecimal() and word_at(tokens, at - 1) in {"euro", "franken"} and not tokens[at].glued:
        core.amount, core.step, core.whole = core.amount + Fraction(int(cents), 100), Fraction(1, 100), False
        builder.end = at + 1
        if word_at(tokens, builder.end) in MINOR:
            builder.end += 1


def _measured(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """Read "km/h", "Kilometer pro Stunde", "Grad Celsius", and "-jährig" behind digits."""
    word = word_at(tokens, at)
    if word == "grad" or word == "°":
        scale = word_at(tokens, at + 1)
        if scale in {"fahrenheit", "f"}:
            return "°F", at + 2
        return "°C", at + 1 + (scale in {"celsius", "c"})
    stem = next((word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending)), word)
    if stem in MEASURED and stem != "prozentig":
        return MEASURED[stem], at + 1
    speed = _SPEEDS.get(MEASURES.get(word, ""), "")
    for phrase in PER_HOUR if speed else ():
        if all(word_at(tokens, at + 1 + step) == part for step, part in enumerate(phrase)):
            return speed if speed == "km/h" else "m/h", at + 1 + len(phrase)
    if speed and word_at(tokens, at + 1) in {"/", "pro"} and word_at(tokens, at + 2) in {"s", "sekunde"}:
        return ("m/s", at + 3) if speed == "m/s" else ("km/s", at + 3)
    return None


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
    if not _take_second_part(tokens, builder):
        _take_run(tokens, builder.end, builder)
    if word_at(tokens, builder.end) in {"alt", "lang"}:
        builder.end += 1
    return True


def _take_second_part(tokens: Tokens, builder: FigureBuilder) -> bool:
    """Read the minutes of "3 Stunden 40 Minuten", the months of "ein Jahr und vier Monate", the 10 of "2 Meter 10"."""
    core, unit = builder.core, builder.unit
    at = builder.end + (word_at(tokens, builder.end) == "und")
    if not core.whole or core.bare or core.scaled or core.form is not Form.NUMBER or at >= len(tokens):
        return False
    metres = unit == "m" and at == builder.end and len(word_at(tokens, at)) == 2 and tokens[at].kind == "n"
    rest = read_core(tokens, at)
    if rest is None or rest.form is not Form.NUMBER or not rest.whole or rest.bare or rest.scaled:
        return False
    other = MEASURES.get(word_at(tokens, rest.end), "cm" if metres else "")
    size = NESTED.get((unit, other), 0)
    if not size or rest.amount >= size:
        return False
    builder.end = rest.end + (word_at(tokens, rest.end) in MEASURES)
    core.amount, core.whole, builder.unit = core.amount * size + rest.amount, False, other
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
        if all(word_at(tokens, at + step) == word for step, word in enumerate(phrase)):
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
    at = past_hyphen(tokens, at)
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


def is_number_word(word: str) -> bool:
    """Return whether a word in lower case is a number by itself."""
    read = read_word(word)
    return read is not None and read.kind is Kind.NUMBER
