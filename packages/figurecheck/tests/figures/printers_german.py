"""Ways of printing a value in German, written without the code under test."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st
from printers import rounded

SMALL = (
    "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
    "achtzehn neunzehn"
).split()
TENS = "_ _ zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()


def words(number: int) -> str:
    """Write a whole number below a million in one German word, as before a noun."""
    if number >= 1000:
        head, rest = divmod(number, 1000)
        return words(head) + "tausend" + (words(rest) if rest else "")
    if number >= 100:
        head, rest = divmod(number, 100)
        return SMALL[head] + "hundert" + (words(rest) if rest else "")
    if number >= 20:
        tens, ones = divmod(number, 10)
        return (f"{SMALL[ones]}und" if ones else "") + TENS[tens]
    return SMALL[number]


def digits(value: Decimal | int, point: str = ".") -> str:
    """Write a number with German separators."""
    return f"{value:,}".replace(",", "_").replace(".", ",").replace("_", point)


SCALES = ((10**12, "Billionen"), (10**9, "Milliarden"), (10**9, "Mrd."), (10**6, "Millionen"), (10**6, "Mio."))
counts = st.integers(21, 10**8)


@st.composite
def printed_values(draw):
    """Draw a printed figure with the value that it prints exactly, and its unit."""
    value, places = draw(st.integers(2000, 10**13)), draw(st.integers(1, 3))
    kind = draw(st.sampled_from(["count", "share", "fall", "points", "money", "scaled", "words", "measure", "nouns"]))
    if kind == "count":
        return digits(value, draw(st.sampled_from([".", " ", "'", "\u202f"]))), Decimal(value), "count"
    if kind == "nouns":
        noun, unit = draw(st.sampled_from([("Menschen", "people"), ("Straftaten", "cases"), ("Schüler", "people")]))
        return f"{digits(value)} {noun}", Decimal(value), unit
    if kind == "words":
        number = value % 999_999 + 2
        return f"{words(number)} Menschen", Decimal(number), "people"
    if kind == "scaled":
        size, name = draw(st.sampled_from(SCALES))
        printed = rounded(Decimal(value) / 997, places)
        return f"{digits(printed)} {name} Euro", printed * size, "EUR"
    amount = rounded(Decimal(value) / Decimal(10**11), places) + Decimal("0.5")
    if kind == "share":
        return f"{digits(amount)} {draw(st.sampled_from(['Prozent', '%']))}", amount / 100, "share"
    if kind == "fall":
        form = draw(st.sampled_from(["um {} Prozent gesunken", "nahm um {} Prozent ab", "ein Minus von {} Prozent"]))
        return form.format(digits(amount)), -amount / 100, "share"
    if kind == "points":
        form = draw(st.sampled_from(["um {} Prozentpunkte gestiegen", "legte um {} Prozentpunkte zu"]))
        return form.format(digits(amount)), amount, "pp"
    if kind == "money":
        return f"{digits(rounded(amount, 2))} {draw(st.sampled_from(['Euro', '€']))}", rounded(amount, 2), "EUR"
    return f"{digits(amount)} {draw(st.sampled_from(['Tonnen', 't']))}", amount, "t"
