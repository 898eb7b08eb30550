"""What German promises to read, made from its tables."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from figurecheck.figures.common.examples import Examples
from figurecheck.figures.german.directions import (
    DOWN_COMPARATIVES,
    DOWN_NOUNS,
    DOWN_VERBS,
    UP_COMPARATIVES,
    UP_NOUNS,
    UP_VERBS,
    conjugate,
)
from figurecheck.figures.german.number_words import ORDINAL_STEMS, SMALL
from figurecheck.figures.german.words import CURRENCIES, MEASURES, MONTHS, SCALED_MEASURES, SCALES, SHORT, SUFFIXES

_MULTIPLES = {
    word: Fraction(amount)
    for amount, words in {
        "2": "das Doppelte, doppelt so viele, verdoppelt", "3": "das Dreifache, dreimal so hoch", "4": "vervierfacht",
        "5/2": "das 2,5-Fache", "1/2": "halb so groß",
    }.items()
    for word in words.split(", ")
}  # fmt: skip
_SERIES = {
    "im dritten Jahr in Folge": "a run 3 years", "zum vierten Mal hintereinander": "a run 4",
    "die drittgrößte Stadt": "a rank 3 high", "der zweitniedrigste Wert": "a rank 2 low",
    "Höchststand seit 2008": "an extreme since 2008 high", "Tiefststand seit Juni 2020": "an extreme since 2020-06 low",
    "so viele wie nie zuvor": "a record high", "der höchste Wert seit Beginn der Aufzeichnungen": "a record high",
    "der niedrigste Wert seit zwölf Jahren": "an extreme since 12 years low", "Platz 3": "a rank 3",
    "so wenige wie seit 2008 nicht mehr": "an extreme since 2008 low", "unter den fünf größten": "a rank 5 high",
}  # fmt: skip
_RUNNING = {
    "Die Polizei hat 1.312 Einbrüche gezählt, 16,6 Prozent weniger als 2023.": ("1.312 Einbrüche", "16,6 Prozent"),
    "Am 4. Juni um 14.30 Uhr brannte in der Hauptstraße 12 eine Scheune.": (),
    "Rund zwei Drittel stimmten zu, jeder Fünfte war dagegen.": ("zwei Drittel", "jeder Fünfte"),
    "Zum einen fehlt Geld, zum anderen der dritte Arzt.": ("dritte",),
    "Paragraf 5 und Tabelle 3 gelten auf der B 27 im Jahr 2024.": (),
    "Der Zweitligist trifft auf einen Gegner aus dem Viertel.": (),
}  # fmt: skip


def make_examples() -> Examples:
    """Return the examples."""
    numbers = {word: number for word, number in SMALL.items() if number != 1} | {"eine Person": 1, "hundert": 100}
    numbers |= {"zweiundzwanzigtausenddreihundert": 22300, "dreihunderttausend": 300_000}
    return Examples(
        count="20",
        percent="16,6 Prozent",
        digits={
            "1.234,56": Fraction(123456, 100), "23.022": Fraction(23022), "23 022": Fraction(23022),
            "1'234": Fraction(1234), "0,5": Fraction(1, 2), "1.234.567": Fraction(1234567),
        },
        numbers=numbers,
        ordinals={f"{stem}e Platz": number for stem, number in ORDINAL_STEMS.items() if number > 1} | {"3. Platz": 3},
        fractions={
            "zwei Drittel": Fraction(2, 3), "die Hälfte": Fraction(1, 2), "ein Viertel": Fraction(1, 4),
            "drei Viertel": Fraction(3, 4), "ein Zehntel": Fraction(1, 10), "jeder Fünfte": Fraction(1, 5),
            "jeder zweite": Fraction(1, 2), "drei von vier": Fraction(3, 4),
        },
        multiples=_MULTIPLES,
        scales={f"3 {word}": 3 * size for word, size in (SCALES | SUFFIXES).items()}
        | {"eine Million": 10**6, "zwei Dutzend": 24, "eine halbe Million": 500_000},
        units={f"7 {word}": unit for word, unit in MEASURES.items() if word not in SHORT}
        | {f"7 {word}": unit for word, unit in CURRENCIES.items()}
        | {f"7 {word}": unit for word, (unit, _) in SCALED_MEASURES.items()}
        | {"7 Prozent": "%", "7 Prozentpunkte": "pp", "7 Menschen": "people", "7 Fälle": "cases",
           "7 kanadische Dollar": "CAD", "7 Fabrikarbeiter": "people", "7 Straftaten": "cases"},
        falls=tuple(_phrases(DOWN_VERBS, DOWN_NOUNS, DOWN_COMPARATIVES)),
        rises=tuple(_phrases(UP_VERBS, UP_NOUNS, UP_COMPARATIVES)),
        negations=("nicht {}", "ohne {}", "weder {}", "alles andere als {}"),
        not_plain=("einer von fünf", "jeder Fünfte", "fünfmal so viele", "ein Fünftel", "fünf zu eins"),
        unknown=("um {} zerbröselt", "ein Gerumpel von {}", "rumpelte um {}", "zerbröselte {}", "{} Gerumpel"),
        dates={f"{name.capitalize()} 2024": (2024, at, 0) for name, at in MONTHS.items() if len(name) > 3 or at == 5}
        | {"4. Juni 2025": (2025, 6, 4), "04.06.2025": (2025, 6, 4), "4.6.2025": (2025, 6, 4), "2025": (2025, 0, 0)},
        running=_RUNNING,
        series=_SERIES,
        from_to={"von 370 auf 762": ("370", "762"), "stieg von 3,2 auf 4,1 Prozent": ("3,2", "4,1 Prozent")},
    )  # fmt: skip


def _phrases(verbs: tuple[str, ...], nouns: frozenset[str], comparatives: frozenset[str]) -> Iterator[str]:
    for entry in verbs:
        forms = conjugate(entry)
        yield from (f"um {{}} {word}" for word in sorted(forms.whole))
        yield from (f"{word} um {{}} {forms.prefix}" for word in sorted(forms.apart))
    yield from (f"{noun.capitalize()} um {{}}" for noun in sorted(nouns))
    yield from (f"{{}} {word}" for word in sorted(comparatives))
