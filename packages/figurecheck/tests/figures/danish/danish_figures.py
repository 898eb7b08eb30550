"""Danish as a newsroom adds it: a few tables and a small grammar; what it does not know, it names."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from figurecheck.figures.common.builder import FigureBuilder
from figurecheck.figures.common.calendar_names import find_months
from figurecheck.figures.common.examples import Examples
from figurecheck.figures.common.figure import Form, Found, NumberKind, PrintedFigure
from figurecheck.figures.common.finish import finish
from figurecheck.figures.common.language import Language
from figurecheck.figures.common.number import SEPARATORS, Core, decimal_digits
from figurecheck.figures.common.qualifiers import Rules
from figurecheck.figures.common.running_text import SPECIALS, found_at
from figurecheck.figures.common.separators import write_english_separators
from figurecheck.figures.common.tokens import Token
from figurecheck.figures.common.tokens import tokenize as split
from figurecheck.figures.common.unread import Unread

NUMBERS = {word: number for number, word in enumerate("nul en to tre fire fem seks syv otte ni ti".split())}
SCALES = {"tusind": 1000, "million": 10**6, "millioner": 10**6, "milliarder": 10**9}
UNITS = {"kroner": "DKK", "kr": "DKK", "personer": "people", "sager": "cases", "ton": "t", "år": "year", "km": "km"}
QUALIFIERS = {
    "about": (("cirka", "omkring", "ca."), ()),
    "nearly": (("næsten", "knap"), ()),
    "over": (("mere end", "over"), ()),
    "under": (("mindre end", "under"), ()),
    "at least": (("mindst",), ("eller mere",)),
    "at most": (("højst",), ()),
}
DIRECTIONS = {"faldt": -1, "fald": -1, "mindre": -1, "færre": -1, "steg": 1, "stigning": 1, "mere": 1, "flere": 1}
NEUTRAL = frozenset("med på i og der var blev et en den det er ialt".split())
MONTHS = {name: number for number, name in enumerate(find_months("da"), start=1)}


def tokenize(text: str) -> list[Token]:
    return split(write_english_separators(text, ". "))


def _word(tokens: list[Token], at: int) -> str:
    return tokens[at].text if 0 <= at < len(tokens) else ""


def _read_number(tokens: list[Token], at: int) -> Core | None:
    word = tokens[at].text
    if tokens[at].kind == "n":
        amount, places = decimal_digits(word.translate(SEPARATORS))
        core = Core(amount=amount, end=at + 1, step=Fraction(1, 10**places), whole=not places, digits=True)
        core.year = len(word) == 4 and 1500 <= amount < 2200
    elif word in NUMBERS:
        core = Core(amount=Fraction(NUMBERS[word]), end=at + 1)
    else:
        return None
    if size := SCALES.get(_word(tokens, core.end)):
        core.amount, core.step, core.factor = core.amount * size, core.step * size, size
        core.end, core.scaled, core.year = core.end + 1, True, False
    return core


def find(text: str, rules: Rules, _names: tuple[str, ...] = ()) -> Iterator[Found]:
    """Yield the numbers of a text."""
    tokens, at = tokenize(text), 0
    while at < len(tokens):
        token = tokens[at]
        if token.kind in SPECIALS:
            yield found_at(token.start, token.end, text, SPECIALS[token.kind])
        elif month := MONTHS.get(_word(tokens, at + 2)) if _word(tokens, at + 1) == "." else None:
            year = _word(tokens, at + 3)
            end = at + (4 if len(year) == 4 and year.isdecimal() else 3)
            date = (int(year) if end == at + 4 else 0, month, int(token.text))
            figure = PrintedFigure(text=text, form=Form.DATE, date=date, reading=text)
            yield found_at(token.start, tokens[end - 1].end, text, NumberKind.DATE, figure)
            at = end
            continue
        elif (core := _read_number(tokens, at)) is not None:
            found = _found(tokens, at, core, text, rules)
            yield found
            at = next((here for here in range(at, len(tokens)) if tokens[here].start >= found.full_end), len(tokens))
            continue
        at += 1


def _found(tokens: list[Token], at: int, core: Core, text: str, rules: Rules) -> Found:
    builder = FigureBuilder(core=core, start=at, end=core.end, full_start=at)
    word = _word(tokens, core.end)
    if word in {"%", "procent"}:
        core.form, builder.end = Form.PERCENT, core.end + 1
    elif word in UNITS:
        builder.unit, builder.end = UNITS[word], core.end + 1
    builder.year = core.year and not builder.unit
    _qualify(tokens, at, builder, rules)
    before, behind = _word(tokens, builder.full_start - 1), _word(tokens, builder.full_end)
    if core.form is Form.PERCENT and before in DIRECTIONS:
        builder.direction, builder.full_start = DIRECTIONS[before], builder.full_start - 1
    elif core.form is Form.PERCENT and behind in DIRECTIONS:
        builder.direction, builder.full_end = DIRECTIONS[behind], builder.full_end + 1
    start, end = tokens[builder.full_start].start, tokens[builder.full_end - 1].end
    figure = finish(builder, text[start:end])
    # "En" is the article too.
    kind = NumberKind.YEAR if builder.year else NumberKind.WORD if tokens[at].text == "en" else NumberKind.FIGURE
    return Found(
        start=tokens[at].start, end=tokens[builder.end - 1].end, full_start=start, full_end=end,
        text=text[tokens[at].start : tokens[builder.end - 1].end], kind=kind, reading=figure.reading,
        needs_claim=kind is NumberKind.FIGURE, figure=figure,
    )  # fmt: skip


def _qualify(tokens: list[Token], at: int, builder: FigureBuilder, rules: Rules) -> None:
    words, builder.full_end = [one.text for one in tokens], builder.end
    for qualifier in rules.qualifiers:
        before, behind = qualifier.words_in(QUALIFIERS)
        for phrase in ([one.text for one in split(text)] for text in before):
            if words[max(0, at - len(phrase)) : at] == phrase:
                builder.qualifier, builder.full_start = qualifier, at - len(phrase)
        for phrase in ([one.text for one in split(text)] for text in behind):
            if words[builder.end : builder.end + len(phrase)] == phrase:
                builder.qualifier, builder.full_end = qualifier, builder.end + len(phrase)


def find_refused(text: str, _found: Found) -> str:
    """Return a word that negates."""
    return next((one.text for one in tokenize(text) if one.text in {"ikke", "ingen", "uden"}), "")


def find_unread(text: str, found: Found) -> Unread:
    """Return every word outside the figure that no table has."""
    outside = (one for one in tokenize(text) if not found.full_start <= one.start < found.full_end)
    return Unread(tuple(one.text for one in outside if one.kind == "w" and one.text not in NEUTRAL))


def make_examples() -> Examples:
    """Return what this Danish promises to read."""
    return Examples(
        count="20",
        percent="16,6 procent",
        digits={"1.234,56": Fraction(123456, 100), "23.022": Fraction(23022)},
        numbers={f"{word} personer": number for word, number in NUMBERS.items() if number != 1},
        scales={f"3 {word}": 3 * size for word, size in SCALES.items()},
        units={f"7 {word}": unit for word, unit in UNITS.items()} | {"7 %": "%"},
        falls=("faldt {}", "{} mindre", "fald på {}"),
        rises=("steg {}", "{} mere"),
        negations=("ikke {}", "uden {}"),
        not_plain=("en af fem", "hver femte", "fem gange så mange", "to tredjedele"),
        unknown=("{} smuldrede", "smuldrede {}"),
        dates={f"4. {name} 2025": (2025, month, 4) for name, month in MONTHS.items()},
        running={"Der var 1.312 sager i 2024, mere end 20 procent.": ("1.312 sager", "20 procent")},
    )


DANISH = Language(
    code="da",
    name="Danish",
    find=find,
    qualifiers=QUALIFIERS,
    find_refused=find_refused,
    find_unread=find_unread,
    make_examples=make_examples,
)
