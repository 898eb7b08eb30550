"""Reading of parts and multiples that no figure is bound to: "nearly twice as many as", "more than half of the".

The words are held, by the grammar of printed figures, against what the two figures beside them make.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from figurecheck.figures import DEFAULT_RULES
from figurecheck.figures.common.figure import Form
from figurecheck.figures.common.qualifiers import Test
from figurecheck.figures.common.units import canonical
from figurecheck.figures.parser import find
from figurecheck.model import Aspect, SentenceReading, Statistic, Verdict
from figurecheck.verdicts.claims import check_value
from figurecheck.verdicts.sentence import english
from figurecheck.verdicts.sentence.orders import make, values_of
from figurecheck.verdicts.sentence.passage import MASK, PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.words import find_lists

LONGEST_WAY = 9
"""Words between a multiple and the figure that it is of."""
LONGEST_CLAUSE = 14
_SLACK = (Decimal("0.93"), Decimal(1), Decimal("1.07"))
"""What an editor allows a bare "half"; "more than half" means what it says."""
_NUMBER = r"(?:\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten)"
_PART = r"(?:half|thirds?|quarters?|fifths?|sixths?|eighths?|tenths?)"
_CORE = (
    r"(?P<multiple>twice|double|thrice|triple|half (?:again )?as \w+ again|half(?= as )"
    rf"|{_NUMBER}(?: and a half)? times)"
    rf"|(?P<part>(?:(?:an?|{_NUMBER})[ -])?{_PART}|{_NUMBER}(?: [a-z]+)? (?:in|out of) (?:every )?{_NUMBER})"
)
QUALIFIER = (
    r"(?:(?:just |slightly |well |a little |a bit |only |far |much )?(?:more than|less than|fewer than|over|under)"
    r"|nearly|almost|about|around|roughly|some|approximately|at least|not quite|close to)"
)
AMOUNT = (
    # Not "the second half of 2024".
    r"(?<!\S)(?<!first )(?<!second )(?<!last )(?<!other )(?<!latter )"
    rf"(?P<words>(?:(?P<way>{QUALIFIER}) )?(?:{_CORE}))(?!\S)"
)
_AMOUNT = re.compile(AMOUNT)
_OF_THEM = re.compile(rf"{AMOUNT} of (?:them|these|those|which|whom)\b")
_LEADS_ON = frozenset("as the that those these what its their his her of all".split())
_CLAUSE = frozenset({"which", "who", "where", "when", "whose"})
_ENDS = frozenset({";", ":", "—", "but", "while", "whereas", "and"})
_AGAINST = (["to"], ["against"], ["versus"], [",", "compared", "with"], ["compared", "with"])
"""Between two figures that stand behind what was said of both."""


def read_amount(
    one: PlacedFigure, other: PlacedFigure, first: Statistic, second: Statistic, sentence: SentenceText
) -> SentenceReading | None:
    """Read a part or a multiple that the first of two figures is of the second."""
    between = sentence.between(one, other)
    lead = [sentence.low(at) for at in sentence.lead(one)]
    mine, theirs = values_of(first, second)
    if not theirs or not mine or english.NEGATIONS & {*lead, *between}:
        return None
    if (part := _OF_THEM.search(_text(between))) is not None:
        # "3,463 burglaries, nearly half of them (1,631)": the second is a part of the first.
        return judge_amount(part["words"], theirs / mine, part["words"], first, second)
    # "Half as many boys (12) as girls (24)": the words stand before both.
    joined = "as" in between and not _ENDS & {*between, ","} and len(between) <= LONGEST_WAY
    found = _find(between, leads=True) or (_find(lead, leads=True, pair=True) if joined else None)
    if found is None and lead[-1:] in (["("], [":"]) and between in _AGAINST and "as" in lead:
        # "Half as many boys as girls (12 to 24)".
        found = _find(lead[:-1], leads=True, pair=True)
    return judge_amount(found, mine / theirs, found, first, second) if found else None


def read_restated(figure: PlacedFigure, sentence: SentenceText) -> SentenceReading | None:
    """Read "more than half of all donations (56.1%)": a bracket has as a figure what the words say."""
    if sentence.korean:
        return read_part_before(figure, sentence, "ko")
    parts = _find_parts(figure, sentence)
    value = sum((_share(one.statistic) for one in parts), Decimal(0))
    statistic = parts[0].statistic if parts else None
    if statistic is None or not value:
        return None
    start = parts[0].at
    lead = [sentence.low(at) for at in range(figure.first if parts[0] is figure else parts[0].first, start)]
    # "More than half of all trips, 55.6%, were made there", "fewer than half were made there: 44.4%".
    ends = {"", "."} if lead[-1:] != [","] else {"", ".", ","}
    apposed = lead[-1:] and lead[-1] in {",", ":", "—", "–"} and sentence.low(figure.at + 1) in ends
    if not (lead[-1:] == ["("] or apposed):
        return None
    opened = max((at for at, word in enumerate(lead[:-1]) if word in {*_ENDS, ","}), default=-1) + 1
    if len(parts) > 1:
        # "Wind and solar together".
        opened = 0
    clause = lead[opened:-1][-LONGEST_CLAUSE:]
    text = _text(clause)
    found = _AMOUNT.search(text)
    if found is None and (most := _QUANTITY.match(text)) is not None:
        return _judge_quantity(most, statistic)
    if found is None or not found["part"] or english.NEGATIONS & set(clause) or "than" in _behind(clause, found):
        return None
    return judge_amount(found["words"], value, found["words"], statistic, statistic)


_QUANTITIES = {
    "most": (Decimal("0.5"), Decimal(2)),
    "majority": (Decimal("0.5"), Decimal(2)),
    "few": (Decimal(-1), Decimal("0.5")),
    "minority": (Decimal(-1), Decimal("0.5")),
    "any": (Decimal(-1), Decimal("0.2")),
    "all": (Decimal("0.8"), Decimal(2)),
}
"""Between which shares a quantity without a number lies."""
_QUANTITY = re.compile(
    r"(?P<word>most|few|(?:the|a) (?:\w+ )?(?:majority|minority)|(?:hardly|scarcely) any|(?:almost|nearly) all)\b"
    r"(?: of (?:all |the )?(?:\w+ ?’s )?)? ?(?P<noun>[a-z]+)"
)
STEM = 5
"""Letters by which a word is one that a statistic has."""


def _judge_quantity(found: re.Match[str], statistic: Statistic) -> SentenceReading | None:
    """Hold "most", "few" or "hardly any" of what a share is a share of against it; "most famous" is of none."""
    own = f"{statistic.measure} {statistic.population} {statistic.label}".casefold()
    noun, words = found["noun"], found["word"]
    if noun != "people" and not (len(noun) >= STEM and noun[:STEM] in own):
        return None
    low, high = _QUANTITIES[words.split()[-1]]
    value = _share(statistic)
    return None if value in {low, high} else make(low < value < high, words, statistic, statistic)


def _share(one: Statistic | None) -> Decimal:
    """Return the share that a statistic is; 0 for any other."""
    if one is None or canonical(one.unit) != "share" or one.basis is not None:
        return Decimal(0)
    return one.value if isinstance(one.value, Decimal) else Decimal(0)


def _find_parts(figure: PlacedFigure, sentence: SentenceText) -> list[PlacedFigure]:
    """Return the figures whose sum a figure is said to be a part of: "together more than half (45% and 19%)"."""
    for numbers in find_lists(sentence):
        parts = [sentence.figures[number] for number in numbers]
        if figure in parts and english.TOGETHER & {sentence.low(at) for at in range(parts[0].at)}:
            return parts if all(_share(part.statistic) for part in parts) else []
    return [figure]


def read_part_before(figure: PlacedFigure, sentence: SentenceText, locale: str) -> SentenceReading | None:
    """Read "절반 미만(54.8%)" and "knapp ein Drittel (30,7 Prozent)" by the grammar of their language."""
    statistic, at = figure.statistic, figure.at - 1
    is_share = statistic is not None and canonical(statistic.unit) == "share" and statistic.basis is None
    if statistic is None or not is_share or sentence.low(at) != "(" or not isinstance(statistic.value, Decimal):
        return None
    first = next((place + 1 for place in range(at - 1, -1, -1) if sentence.low(place) in _SIGNS), 0)
    clause = sentence.text(range(first, at))
    parts = [one for one in find(clause, locale) if one.figure is not None and one.figure.form is Form.FRACTION]
    # "Mehr als doppelt so viele wie", "절반보다": of what is compared, it is no share.
    if len(parts) != 1 or parts[0].figure is None or _THAN.search(clause[parts[0].full_end :]):
        return None
    text = clause[parts[0].full_start : parts[0].full_end]
    qualifier = parts[0].figure.qualifier
    slack = _MORE_SLACK if qualifier is None or qualifier.test in _NEAR else (Decimal(1),)
    found = {
        check_value(text, statistic.value * one, unit="share", locale=locale, rules=DEFAULT_RULES).verdict
        for one in slack
    }
    return None if Verdict.INCOMPARABLE in found else make(found != {Verdict.MISMATCH}, text, statistic, statistic)


_NEAR = frozenset({Test.ABOUT, Test.NEARLY, Test.JUST_OVER})
_MORE_SLACK = (*_SLACK, Decimal("0.96"), Decimal("1.04"))
_SIGNS = frozenset({",", ";", ":", "(", ")", "–", "—", MASK})
_THAN = re.compile(r"\b(?:als|wie)\b|보다")


def _find(words: Sequence[str], *, leads: bool, pair: bool = False) -> str | None:
    """Return the last part or multiple among words that leads on to the figure behind them."""
    text = _text(words)
    for found in reversed(list(_AMOUNT.finditer(text))):
        behind = _behind(words, found)
        if leads and behind[:1] and behind[0] not in _LEADS_ON and "’s" not in f"{behind[0]}{''.join(behind[1:2])}":
            continue
        closed = [
            at
            for at, word in enumerate(behind)
            if word in _ENDS or (word == "," and _CLAUSE.isdisjoint(behind[at + 1 : at + 2]))
        ]
        # "And half as many (42)" is said of the second.
        reverse = not pair and behind[-1:] == ["("] and behind[1:2] in (["many"], ["much"]) and behind.count("as") == 1
        if reverse or len(behind) > LONGEST_WAY or closed or not (behind or found["multiple"]):
            continue
        # "Twice as many in 2024 as": "three times more than" may be three times or four.
        return found["words"]
    return None


def _behind(words: Sequence[str], found: re.Match[str]) -> list[str]:
    return _text(words)[found.end() :].split()


def _text(words: Sequence[str]) -> str:
    return " ".join(words).replace(" - ", "-").replace(" ’s", "’s")


def judge_amount(
    amount: str, value: Decimal, words: str, first: Statistic, second: Statistic
) -> SentenceReading | None:
    """Hold a part or a multiple in words against what two values make, by the grammar of printed figures."""
    # "Half as much again" is one and a half times.
    plain = re.sub(r"half (?:again )?as \w+ again", "1.5 times", amount).replace("every ", "")
    # "A little over half" is over half; how little is for the editor to say.
    plain = re.sub(r"^(?:just|slightly|well|a little|a bit|only|far|much) (?=more|less|fewer|over|under)", "", plain)
    strict = re.search("than|over|under|least", plain) is not None
    unit = "share" if re.search(_PART, plain) or " in " in plain or " out " in plain else "ratio"
    found = [
        check_value(plain, value * slack, unit=unit, rules=DEFAULT_RULES).verdict
        for slack in ((Decimal(1),) if strict else _MORE_SLACK)
    ]
    if Verdict.INCOMPARABLE in found:
        return None
    if set(found) != {Verdict.MISMATCH}:
        return SentenceReading.borne_out(Aspect.COMPARISON, words)
    return make(False, words, first, second)
