"""Find every number of an English text, and decide what each is.

These need a claim: digits, number words, fractions, multiples and ordinals that count, measure or compare.
These do not: years and dates, times, list numbers and the numbers of sections, tables and pages, names (COVID-19, A4,
5G, and those that an editor lists), addresses, code, and number words in set phrases (`english.phrases.IDIOMS`:
"second-hand", "double-check"). "First" and "once" never need one. "One" needs one only where it counts: in "one in
five", "one third", "one hundred", before a unit or a person or case ("one kilogram", "one year", "one offender"),
before "of the 23", in a list of counts ("four assists and one steal"), and after a qualifier that compares ("more than
one", "at least one").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from figurecheck.figures.common.builder import FigureBuilder
from figurecheck.figures.common.figure import Found, NumberKind
from figurecheck.figures.common.finish import finish
from figurecheck.figures.common.phrase_slots import digits
from figurecheck.figures.common.phrases import Phrases
from figurecheck.figures.common.qualifiers import Rules
from figurecheck.figures.common.running_text import SPECIALS, Mask, date_at, found_at, name_spans
from figurecheck.figures.common.tokens import MINUS, Token, Tokens, either
from figurecheck.figures.common.units import BITS
from figurecheck.figures.english.classify import kind_of, read_label
from figurecheck.figures.english.currency_words import CURRENCIES, CURRENCY_LETTERS, CURRENCY_PREFIXES
from figurecheck.figures.english.dates import read_date, read_iso
from figurecheck.figures.english.fraction_words import ZERO_WORDS
from figurecheck.figures.english.grammar import read_figure
from figurecheck.figures.english.phrases import IDIOMS
from figurecheck.figures.english.tokens import tokenize
from figurecheck.figures.english.words import (
    DECADES,
    GLYPHS,
    HALVING,
    MONTHS,
    MULTIPLES,
    ORDINALS,
    SCALES,
    TENS,
    UNITS,
    VAGUE,
)

STARTERS = frozenset(
    [
        *(UNITS | TENS | ORDINALS | MULTIPLES | VAGUE | GLYPHS | CURRENCIES | CURRENCY_PREFIXES | MONTHS),
        *(HALVING | DECADES | ZERO_WORDS),
        *("a", "an", "half", "quarter", "several", "few", "many", "nought", "point", "negative", "dozen"),
        *CURRENCY_LETTERS,
        *("-", "+", "–", "±", "single", MINUS, "▲", "▼", "↑", "↓"),
    ]
)
"""Words and signs with which a figure can start, besides digits."""
# The tokens are in lower case, in which megabits and megabytes are alike.
_BYTES = frozenset({"MB", "GB", "TB"})
_COMPOUNDS = frozenset({*TENS, *SCALES})
# A look at the tokens is cheaper than the pattern of all idioms, which most sentences need not be searched for.
IDIOM_WORDS = frozenset(tokenize(idiom)[0].text for idiom in IDIOMS)
# "Second half" before "second": the first alternative that fits is taken.
_IDIOM = re.compile(rf"\b(?:{either(IDIOMS)})\b(?!-)", re.IGNORECASE)
# "One of" is an idiom, but "one of the 23" counts.
_COUNTS_ON = Phrases(
    "one of [the ]({digits}|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)",
    slots={"digits": digits(1, 1000)},
)

# "The fourth quarter" is a date, and "for the fourth quarter running" a run.
_RUNS_ON = Phrases(" (running|straight|in a row|on the trot|in succession)")


def _masks(text: str, tokens: Tokens, names: tuple[str, ...]) -> list[Mask]:
    """Return the stretches whose numbers are no figures: names and set phrases; the last one first."""
    found = [*name_spans(text, names), *find_names(text, tokens)]
    if any(token.text in IDIOM_WORDS for token in tokens):
        # A few words of the text: in lower case it may be longer, and as a whole it would be lowered for each idiom.
        idioms = (
            one
            for one in _IDIOM.finditer(text)
            if not _COUNTS_ON.match(text[one.start() : one.end() + 30].lower())
            and not _RUNS_ON.match(text[one.end() : one.end() + 30].lower())
            # "Nine and a half years".
            and not text[max(0, one.start() - 6) : one.start()].lower().endswith(("and a ", "and-a-"))
        )
        found += [(*match.span(), NumberKind.WORD) for match in idioms]
    return sorted(found, reverse=True)


def find_english(text: str, rules: Rules, names: tuple[str, ...] = ()) -> Iterator[Found]:
    """Yield each number of an English text that `tokens.swap` has been through."""
    tokens = tokenize(text)
    hidden = _masks(text, tokens, names)
    at = 0
    while at < len(tokens):
        token = tokens[at]
        # The masks are sorted backwards, so that the next one is the last and popping it is cheap.
        while hidden and hidden[-1][1] <= token.start:
            hidden.pop()
        if hidden and hidden[-1][0] <= token.start:
            start, end, kind = hidden.pop()
            yield found_at(start, end, text, kind)
            while at < len(tokens) and tokens[at].start < end:
                at += 1
            continue
        # Most tokens are words that start no figure; this test spares them all the readers below.
        if token.kind == "w" and token.text not in STARTERS and not token.text.endswith("fold"):
            at += 1
            continue
        found, at = _at(tokens, at, text, rules, hidden[-1][0] if hidden else len(text))
        if found is not None:
            yield found


def _special(token: Token, text: str) -> Found:
    kind = SPECIALS[token.kind]
    date = read_iso(token.text) if kind is NumberKind.DATE else None
    return date_at(token.start, token.end, text, date) if date else found_at(token.start, token.end, text, kind)


def _runs_into(tokens: Tokens, builder: FigureBuilder, limit: int) -> bool:
    """Return whether a number takes words of the phrase at `limit`: "a half-brother" does, "twenty-one of" does not."""
    inside = next((at for at in range(builder.start, builder.end) if tokens[at].start >= limit), None)
    if inside is None:
        return False
    before = tokens[inside - 1].text
    if before == "-" and tokens[inside - 2].text == "a":  # two-and-a-half years
        return False
    return (tokens[inside - 2].text if before in {"-", "and"} else before) not in _COMPOUNDS


def _at(tokens: Tokens, at: int, text: str, rules: Rules, limit: int) -> tuple[Found | None, int]:
    """Read what starts at a token; words must end before `limit`, a place in the text."""
    token = tokens[at]
    if token.kind in SPECIALS:
        return _special(token, text), at + 1
    if token.kind != "n" and token.text not in STARTERS and not token.text.endswith("fold"):
        return None, at + 1
    # Dates before figures: "4 June" would be read as four of something.
    if (date := read_date(tokens, at)) is not None:
        return date_at(token.start, tokens[date[1] - 1].end, text, date[0]), date[1]
    # "No" and "none" are a number only where hardly anything else is bound ("no cases"), never in running text.
    if token.text in ZERO_WORDS and len(tokens) > 3:
        return None, at + 1
    builder = read_figure(tokens, at, rules)
    if builder is None or (token.kind != "n" and _runs_into(tokens, builder, limit)):
        return None, at + 1
    if (label := read_label(tokens, builder, text)) is not None:
        kind, end = label
        return found_at(token.start, tokens[end - 1].end, text, kind), end
    if builder.unit in _BYTES and (unit := BITS.get(text[tokens[builder.end - 1].start : tokens[builder.end - 1].end])):
        builder.unit = unit
    kind = kind_of(tokens, builder)
    full_end = max(builder.end, builder.full_end)
    figure = finish(builder, text[tokens[builder.full_start].start : tokens[full_end - 1].end])
    found = Found(
        start=token.start,
        end=tokens[builder.end - 1].end,
        full_start=tokens[builder.full_start].start,
        full_end=tokens[full_end - 1].end,
        text=text[token.start : tokens[builder.end - 1].end],
        kind=kind,
        reading=figure.reading,
        needs_claim=kind in {NumberKind.FIGURE, NumberKind.ORDINAL},
        figure=figure,
    )
    return found, full_end


# Bodies and series whose documents are numbered: RFC 9110, ISO/IEC 27001, BS 7671, CVE-2024-3094, PEP 8.
_STANDARDS = (
    "RFC ISO IEC IEEE DIN EN BS ASTM ANSI NIST FIPS CVE PEP GOST JIS NFPA ASME SAE API ETSI ITU ECMA IFRS IAS FRS SOC "
    "ICD DSM HTTP RAL"
).split()
# The model numbers of makers, which may stand before other numbers too: Boeing 120 orders.
_MAKERS = {
    "Boeing": "7[0-8]7",
    "Airbus": r"2[0-2]0|3[0-8]0|31[89]|321",
    "Porsche": "9[0-9][0-9]",
    "Peugeot": "[1-5]0[1-8]",
}
_INDEXES = {
    "FTSE": "100|250|350", "S&P": "100|400|500|600", "Nasdaq": "100", "NASDAQ": "100", "Nikkei": "225", "CAC": "40",
    "DAX": "30|40", "MDAX": "50", "Stoxx": "50|600", "STOXX": "50|600", "Russell": "1000|2000|3000", "KOSPI": "200",
    "ASX": "200", "CSI": "300", "Fortune": "100|500|1000", "Dow": "30", "Area": "51", "Catch": "22", "Cop": r"\d\d",
    "COP": r"\d\d",
}  # fmt: skip


def _either(numbers: dict[str, str]) -> str:
    return "|".join(f"{re.escape(name)} (?:{one})" for name, one in numbers.items())


_NAMES = re.compile(
    rf"(?<![\w-])(?:(?:{'|'.join(_STANDARDS)})(?:/[A-Z]{{2,5}})?[ -]\d+(?:[.:-]\d+)*(?!,?\d)"
    rf"|(?:{_either(_MAKERS)})(?:-\d{{1,4}}[A-Z]*)?(?![\d,]*\d|%)"
    rf"|(?:{_either(_INDEXES)})(?![\d,.]*\d|%))"
)
_HEADS = frozenset(name.lower() for name in (*_STANDARDS, *_MAKERS, *_INDEXES, "p"))
"""The tokens with which they start, or of "S&P" the last one."""


def find_names(text: str, tokens: list[Token]) -> Iterator[Mask]:
    """Yield where numbered names stand."""
    # A look at the tokens is cheaper than the pattern, which most texts need not be searched for.
    if not any(token.text in _HEADS for token in tokens):
        return
    for match in _NAMES.finditer(text):
        yield (*match.span(), NumberKind.NAME)
