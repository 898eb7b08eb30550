"""The year, the group and the comparison of a German sentence: another one contradicts, and nothing is borne out."""

from __future__ import annotations

import pytest

from figurecheck.model import Aspect

from .reading import change, contradicted, value_of
from .reading import claim as english_claim


def claim(town: str, year: int) -> str:
    return english_claim(town, year).replace(",", ".")


def percent(town: str, year: int) -> str:
    return change(town, year).replace(".", ",", 1).replace("%", " Prozent")


A, B, BEFORE, C = claim("Alderby", 2024), claim("Brackwater", 2024), claim("Alderby", 2023), claim("Denmouth", 2024)
FELL = percent("Alderby", 2024)
assert value_of("Alderby", 2024) < value_of("Alderby", 2023)
assert value_of("Alderby", 2024) < value_of("Brackwater", 2024) < value_of("Denmouth", 2024)


@pytest.mark.parametrize(
    ("true", "false", "aspect"),
    [
        (f"Alderby zeigte 2024 {A} Gänse.", f"Alderby zeigte 2023 {A} Gänse.", Aspect.PERIOD),
        (f"Im Jahr 2024 waren es in Alderby {A}.", f"Im Jahr 2022 waren es in Alderby {A}.", Aspect.PERIOD),
        (
            f"2023 waren es in Alderby {BEFORE} Gänse, 2024 {A}.",
            f"2023 waren es in Alderby {BEFORE} Gänse, 2022 {A}.",
            Aspect.PERIOD,
        ),
        (
            f"Gegenüber 2023 sank die Zahl in Alderby um {FELL}.",
            f"Gegenüber 2021 sank die Zahl in Alderby um {FELL}.",
            Aspect.PERIOD,
        ),
        (f"In Alderby waren es {A} Gänse.", f"In Denmouth waren es {A} Gänse.", Aspect.GROUP),
        (f"{A} Gänse kamen aus Alderby.", f"{A} Gänse kamen aus Brackwater.", Aspect.GROUP),
        (
            f"Alderby zeigte {A} Gänse, Brackwater {B}.",
            f"Brackwater zeigte {A} Gänse, Alderby {B}.",
            Aspect.GROUP,
        ),
        (
            f"Alderby zeigte {A} Gänse, weniger als Brackwater mit {B}.",
            f"Alderby zeigte {A} Gänse, mehr als Brackwater mit {B}.",
            Aspect.COMPARISON,
        ),
        (
            f"Alderby zeigte weniger Gänse ({A}) als Brackwater ({B}).",
            f"Alderby zeigte mehr Gänse ({A}) als Brackwater ({B}).",
            Aspect.COMPARISON,
        ),
        (
            f"Alderby lag mit {A} hinter Brackwater mit {B}.",
            f"Alderby lag mit {A} vor Brackwater mit {B}.",
            Aspect.COMPARISON,
        ),
        (
            f"Die Zahl von Alderby ({A}) liegt unter der von Brackwater ({B}).",
            f"Die Zahl von Alderby ({A}) liegt über der von Brackwater ({B}).",
            Aspect.COMPARISON,
        ),
        (f"In Alderby sank die Zahl auf {A}.", f"In Alderby stieg die Zahl auf {A}.", Aspect.DIRECTION),
        (
            f"In Alderby sank die Zahl von {BEFORE} auf {A}.",
            f"In Alderby stieg die Zahl von {BEFORE} auf {A}.",
            Aspect.DIRECTION,
        ),
    ],
)
def test_what_a_german_sentence_names_is_held_against_its_figure(true, false, aspect):
    assert contradicted(true, locale="de") == set()
    assert contradicted(false, locale="de") == {aspect}


@pytest.mark.parametrize(
    "text",
    [
        f"Anders als 2023 zeigte Alderby {A} Gänse.",
        f"Seit 2023 ist die Zahl in Alderby um {FELL} gesunken.",
        f"Nach dem Rekord von 2023 zeigte Alderby {A} Gänse.",
        f"Der 2023 gegründete Verein aus Alderby zeigte {A} Gänse.",
        f"Der Plan 2023 sah mehr vor, doch Alderby zeigte {A} Gänse.",
        f"Obwohl 2023 vieles gelang, sank die Zahl in Alderby auf {A}.",
        f"Im Vergleich zu Denmouth waren es wenige: {A}.",
        f"Nirgends, auch nicht in Denmouth, waren es so wenige wie hier: {A}.",
        f"Alderby und Brackwater zeigten {A} und {B} Gänse.",
        f"Mehr als Alderby mit {A} zeigte Denmouth ({C}).",
        f"Mit {A} lag sie hinter Brackwater, das {B} Gänse zeigte.",
        f"Alderby zeigte {A} Gänse, nicht mehr als Brackwater mit {B}.",
        f"Brackwater zeigte {B} Gänse, mehr als doppelt so viele wie einst Alderby mit {A}.",
        f"Nach 2023 stieg die Zahl erst und kam in Alderby auf {A}.",
    ],
)
def test_what_is_compared_or_stands_apart_contradicts_nothing(text):
    assert contradicted(text, locale="de") == set()
