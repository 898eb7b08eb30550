"""German figures: sign, money, number, unit, range, and the qualifiers and directions beside them."""

from __future__ import annotations

from functools import lru_cache

from figurecheck.figures.common.builder import FigureBuilder
from figurecheck.figures.common.figure import RELATIVE, Form
from figurecheck.figures.common.number import Core
from figurecheck.figures.common.qualifier_index import Phrases, index_phrases
from figurecheck.figures.common.qualifiers import Qualifier, Rules
from figurecheck.figures.common.ranges import DASHES, NO_RANGE, join_range
from figurecheck.figures.common.tokens import SIGNED, Tokens, read_sign, skip_hyphen, word_at, words_stand_at
from figurecheck.figures.common.units import SPANS
from figurecheck.figures.german.builder import GermanBuilder
from figurecheck.figures.german.directions import (
    AFTERWARDS,
    COMPARATIVES,
    DEGREES,
    SPEEDS,
    STANDING,
    direction_at,
    is_verb,
    signs_of,
)
from figurecheck.figures.german.fraction_words import read_core
from figurecheck.figures.german.neutral_words import FILLERS, PERIODS
from figurecheck.figures.german.nouns import kind_of
from figurecheck.figures.german.phrases import ADJECTIVES, QUALIFIERS
from figurecheck.figures.german.tokens import tokenize
from figurecheck.figures.german.units import read_currency, read_unit
from figurecheck.figures.german.words import ARTICLES, PLACES, SUPERLATIVE

REACH = 4
"""Most small words between a figure and its qualifier or direction."""
LIMITS = frozenset({"unter", "über"})
_DETERMINERS = frozenset("den der die dem das diesen ihren seinen".split())
CHANGES, LEVELS = frozenset({"um"}), frozenset({"auf", "bei"})
"""Before a figure: "um 40 gesunken" is a change, "auf 40 gesunken" a level."""
_CLAUSE = 6
"""Words between a verb and the figure behind it, in one clause."""


@lru_cache(maxsize=16)
def phrases_of(rules: Rules, *, after: bool) -> Phrases:
    """Return the phrases before or after a figure by the word that stands next to it, the longest first."""
    return index_phrases(rules, QUALIFIERS, tokenize, after=after)


def read_figure(tokens: Tokens, at: int, rules: Rules, floor: int = 0) -> GermanBuilder | None:
    """Read the figure that starts at a token, with all that belongs to it; nothing before `floor` does."""
    sign, place = _sign(tokens, at)
    currency, place = read_currency(tokens, place)
    if currency and not sign:
        sign, place = _sign(tokens, place)
    before = phrases_of(rules, after=False)
    # "Ein gutes Drittel": the qualifier stands between the article and its noun.
    adjective = ADJECTIVES.get(word_at(tokens, place + 1), "") if word_at(tokens, place) in ARTICLES else ""
    core = _one_of(tokens, place + 2) if adjective else read_core(tokens, place)
    if core is None:
        return None
    builder = GermanBuilder(core=core, start=at, end=core.end, unit=currency, full_start=at)
    builder.negative, builder.direction = sign == "-", SIGNED.get(sign, core.direction)
    if adjective:
        builder.qualifier = next((one for words, one in before.get(adjective, ()) if words == (adjective,)), None)
    read_unit(tokens, builder)
    builder.intro = word_at(tokens, at - 1) in {"zwischen", "von"}
    if not read_age_band(tokens, builder):
        read_range(tokens, builder)
    counts = builder.unit in {"", "people", "cases"} and not builder.streak
    builder.year = core.year and counts and builder.core.form is Form.NUMBER
    builder.full_end = builder.end
    _read_place(tokens, builder)
    _read_before(tokens, builder, before, floor)
    _read_after(tokens, builder, phrases_of(rules, after=True))
    return builder


def _one_of(tokens: Tokens, at: int) -> Core | None:
    """Read what stands behind "ein gutes": a part, a scale word, a dozen, a measure."""
    # The number one of an article that the adjective has parted from its noun.
    joined = [tokens[at - 2], *tokens[at:]] if at < len(tokens) else []
    core = read_core(joined, 0)
    if core is None:
        return None
    core.end += at - 1
    return core


def _sign(tokens: Tokens, at: int) -> tuple[str, int]:
    return read_sign(tokens, at, {} if word_at(tokens, at - 1) in _NO_SIGN else _SIGN_WORDS)


_SIGN_WORDS = {"minus": "-", "plus": "+"}
_NO_SIGN = frozenset({*ARTICLES, "im", "das", "beim", "dem", "plus"})
"""Behind these "Plus" is a noun, and "plus minus" a qualifier."""


def _read_place(tokens: Tokens, builder: GermanBuilder) -> None:
    """Read "Platz 3" as a rank, and "um den Faktor 3" as a multiple."""
    core = builder.core
    before = word_at(tokens, builder.start - 1)
    if core.form is not Form.NUMBER or builder.unit or core.year:
        return
    if before in PLACES and core.whole:
        core.form, builder.full_start = Form.ORDINAL, builder.start - 1
    elif before == "faktor":
        core.form, builder.full_start = Form.MULTIPLE, builder.start - 1


def _read_before(tokens: Tokens, builder: GermanBuilder, index: Phrases, floor: int) -> None:
    """Walk back over qualifiers, small words, "um" or "auf", and one direction."""
    at, small = builder.full_start, 0
    if builder.intro and builder.upper is not None:
        at -= 1
        builder.full_start = at
    # "Unter die Marke von 50.000".
    elif word_at(tokens, at - 1) == "von" and word_at(tokens, at - 2) in _LINES:
        at = builder.full_start = at - 2 - (word_at(tokens, at - 3) in _DETERMINERS)
    if _read_top(tokens, builder):
        return
    while at > floor and small <= REACH:
        hit = _ending_at(tokens, at, index, floor)
        if hit is not None:
            # "Unter den 20" is among them; directly before the number it is a limit.
            if tokens[at - 1].text in LIMITS:
                if small and tokens[at].text in _DETERMINERS and builder.core.form is not Form.FRACTION:
                    return
                builder.limit = True
            builder.qualify(hit[0])
            at = builder.full_start = hit[1]
            continue
        word = tokens[at - 1].text
        leads = word in FILLERS or (word == "von" and direction_at(tokens, at - 2))
        if _read_lead(tokens, at, builder, floor) or not leads:
            return
        at, small = at - 1, small + 1


_LINES = frozenset({"marke", "grenze", "schwelle", "linie"})
"""What is passed at a figure, and changes nothing about it."""


def _read_top(tokens: Tokens, builder: GermanBuilder) -> bool:
    """Read "unter den ersten fünf", "unter den fünf größten", "Top 5": any place up to the last of them."""
    start = builder.start
    if word_at(tokens, start - 1) not in _TOP_LEADS:
        return False
    before = [word_at(tokens, start - step) for step in (3, 2, 1)]
    if builder.core.form is not Form.NUMBER or not builder.core.whole or builder.unit:
        return False
    if before == ["unter", "den", before[2]] and before[2] in _FIRSTS:
        builder.top, builder.full_start = True, start - 3
    elif before[1:] == ["unter", "den"] and SUPERLATIVE.fullmatch(word_at(tokens, builder.core.end)):
        builder.top, builder.full_start = True, start - 2
        builder.end = builder.full_end = builder.core.end + 1
    elif before[2] == "top":
        builder.top, builder.full_start = True, start - 1
    return builder.top


_FIRSTS = frozenset({"ersten", "besten", "top"})
_TOP_LEADS = _FIRSTS | {"den"}


def _read_lead(tokens: Tokens, at: int, builder: GermanBuilder, floor: int) -> bool:
    """Read the "um" or "auf", or the word of direction, that stands before a place; return whether there is one."""
    word = tokens[at - 1].text
    if word in CHANGES or word in LEVELS:
        builder.level, builder.changes, builder.full_start = word in LEVELS, word in CHANGES, at - 1
        if builder.changes and not builder.direction:
            builder.direction = _direction_before(tokens, at - 1, floor)
        return True
    sign = direction_at(tokens, at - 1)
    # "Sank unter 40": where it went, and not by how much.
    if sign and builder.limit and word not in STANDING:
        builder.level, builder.full_start = True, at - 1
    elif sign and builder.moved:
        builder.full_start = at - 1
    elif sign and (is_relative(builder) or word_at(tokens, at) in {"von", "um"}):
        builder.direction, builder.changes, builder.full_start = builder.direction or sign, True, at - 1
    return bool(sign)


def _direction_before(tokens: Tokens, at: int, floor: int) -> int:
    """Return the direction of the verb in the same clause before "um": "stieg der Wert um 3 Prozent"."""
    for here in range(at - 1, max(floor, at - 1 - _CLAUSE) - 1, -1):
        if tokens[here].kind != "w":
            return 0
        if sign := direction_at(tokens, here):
            return sign
    return 0


def is_relative(builder: GermanBuilder) -> bool:
    """Return whether a figure can be a change without a word that says so: "16 Prozent gesunken"."""
    return builder.core.form in RELATIVE


def _ending_at(tokens: Tokens, at: int, index: Phrases, floor: int) -> tuple[Qualifier, int] | None:
    for words, qualifier in index.get(tokens[at - 1].text, ()):
        start = at - len(words)
        if start >= floor and all(tokens[start + step].text == word for step, word in enumerate(words)):
            return qualifier, start
    return None


def _read_after(tokens: Tokens, builder: GermanBuilder, index: Phrases) -> None:
    """Add a qualifier and a direction after the figure to the builder."""
    at = skip_hyphen(tokens, builder.end)
    for words, qualifier in index.get(word_at(tokens, at), ()):
        if words_stand_at(tokens, at, words):
            if words == ("+",) and not tokens[at].glued:
                continue
            builder.qualify(qualifier)
            builder.full_end = at = at + len(words)
            break
    if builder.level or builder.direction or builder.core.form in {Form.ORDINAL, Form.VAGUE}:
        return
    direction, end = _direction_after(tokens, at, builder)
    if not direction or (builder.limit and not builder.changes and tokens[end - 1].text not in STANDING):
        return
    builder.direction, builder.full_end = direction, end
    # "Sechsmal weniger" may be a sixth, or nothing that anybody could compute.
    if builder.core.form is Form.MULTIPLE and direction < 0:
        builder.core.form = Form.UNSURE


def _direction_after(tokens: Tokens, at: int, builder: GermanBuilder) -> tuple[int, int]:
    """Read "weniger", "Zuwachs", "im Plus" or "gesunken" behind a figure: the direction, and where it ends."""
    changes = builder.changes or is_relative(builder)
    word = word_at(tokens, at)
    # "5 Prozent unter dem Vorjahr", but "20 Tote unter den Fahrgästen".
    measured = is_relative(builder) or builder.unit not in {"", "people", "cases"}
    among = kind_of(word_at(tokens, at + 2))[0] == "people"
    if word in LIMITS and measured and not among and word_at(tokens, at + 1) in _DETERMINERS | PERIODS:
        return (-1 if word == "unter" else 1), at + 1
    # The verb at the end of a longer clause is left to `unread.read_movement`, which sees a bound text whole.
    for here in range(at, min(at + REACH, len(tokens))):
        word = tokens[here].text
        if tokens[here].kind != "w":
            return 0, at
        if sign := direction_at(tokens, here):
            # "312 Einbrüche weniger" is a change of a count, "312 gesunken" nothing that can be read.
            compared = word in _COUNTED_MORE or (word in COMPARATIVES and builder.unit not in {"", "people", "cases"})
            # "Vier Sekunden schneller" takes less time.
            sign = -sign if builder.unit in SPANS and word.startswith(SPEEDS) else sign
            return (sign, here + 1) if changes or compared else (0, at)
        counted = here == at and not is_relative(builder) and not builder.unit
        if word in AFTERWARDS or not (word in DEGREES or word == "im" or counted):
            return 0, at
    return 0, at


_COUNTED_MORE = frozenset({"mehr", "weniger", "zusätzlich"})


def read_age_band(tokens: Tokens, builder: GermanBuilder) -> bool:
    """Read "18- bis 24-Jährige", "12- oder 13-jährig": a hyphen that stands for the word behind the second number."""
    at, core = builder.core.end, builder.core
    if word_at(tokens, at) != "-" or not tokens[at].glued or core.form is not Form.NUMBER:
        return False
    if word_at(tokens, at + 1) not in {"bis", "und", "oder"} or at + 2 >= len(tokens):
        return False
    high = read_core(tokens, at + 2)
    if high is None or high.form is not Form.NUMBER or high.amount <= core.amount:
        return False
    other = FigureBuilder(core=high, start=at + 2, end=high.end)
    read_unit(tokens, other)
    if not other.unit and high.form is Form.NUMBER:
        return False
    builder.upper, builder.unit, builder.end, core.form = high.amount, other.unit, other.end, high.form
    builder.band = True
    return True


def read_range(tokens: Tokens, builder: GermanBuilder) -> None:
    """Add "bis b", "-b", "oder b" and, after "zwischen", "und b" to the builder."""
    link = word_at(tokens, builder.end)
    between = builder.intro and word_at(tokens, builder.start - 1) == "zwischen"
    wanted = {"und", *DASHES} if between else {"bis", "oder", *DASHES}
    # A range that begins below zero has no single reading.
    if link not in wanted or builder.negative or builder.core.form in NO_RANGE:
        return
    start = builder.end + 1 + (link == "bis" and word_at(tokens, builder.end + 1) == "zu")
    currency, place = read_currency(tokens, start)
    core = read_core(tokens, place)
    if core is None or (currency and builder.unit and currency != builder.unit):
        return
    other = FigureBuilder(core=core, start=start, end=core.end, unit=currency)
    read_unit(tokens, other)
    join_range(tokens, builder, other, link, choice="oder")
    builder.moved = (
        link == "bis" and builder.latest is not None and not builder.core.year and _is_moved(tokens, builder)
    )


def _is_moved(tokens: Tokens, builder: GermanBuilder) -> bool:
    """Return whether a verb of motion goes with "von 15 bis 37": where it went, and no range of any value."""
    if word_at(tokens, builder.start - 1) != "von":
        return False
    parts = [at for at, token in enumerate(tokens) if token.kind == "p"]
    first = max((at + 1 for at in parts if at < builder.start), default=0)
    last = min((at for at in parts if at >= builder.end), default=len(tokens))
    # "Preise von 15 bis 37 Euro sind gestiegen": a verb behind another word is not said of the range, nor is a noun
    # that has it for its size: "ein Anstieg von 15 bis 37 Prozent".
    verbs = [first + at for at, _ in signs_of(tokens[first:last]) if is_verb(tokens[first + at].text)]
    return any(at == builder.end or builder.start - _REACH <= at < builder.start - 1 for at in verbs)


_REACH = 8
"""Most words from a verb to the number behind "von": "stieg die Zahl der Fälle im Jahr darauf von"."""
