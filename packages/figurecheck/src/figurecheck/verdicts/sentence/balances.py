"""Reading of surpluses and deficits, profits and losses: of one balance, and of what came in and what went out."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from figurecheck.model import Aspect, SentenceReading, SentenceState, Statistic
from figurecheck.model.worded import phrase
from figurecheck.verdicts.sentence import english
from figurecheck.verdicts.sentence.changes import change_of, is_level, same_unit, sign
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.orders import make, values_of
from figurecheck.verdicts.sentence.passage import PlacedFigure, SentenceText

_PLUS = (
    *"gainer surplus profit profits earned earning earns gained gaining gains gain überschuss überschüsse".split(),
    *"gewinn gewinne gewinnzone plus verdient verdiente verdienten 흑자 이익 순이익 영업이익".split(),
)
_MINUS = (
    *"gap loser deficit deficits loss losses lost losing loses lose shortfall shortfalls defizit defizite".split(),
    *"fehlbetrag verlust verluste verlustzone minus verlor verloren 적자 손실 순손실 영업손실".split(),
)
"""Words for a balance above and below zero; a Korean one takes particles."""
_IN = tuple(
    "revenue income receipt export einnahme ertrag ausfuhr birth immigra arrival geburt zuzüg 세입 수출 출생".split()
)
_OUT = tuple(
    "spending expend cost outlay import ausgabe aufwand einfuhr death emigra sterbe fortzüg 세출 지출 사망 전출".split()
)
"""How the words of a measure begin of what comes in and of what goes out."""
_NAMED = frozenset(
    "surplus profit profits deficit loss losses gewinn verlust überschuss defizit 흑자 적자 이익 손실 순이익"
    " 순손실".split()
)
"""Words of a measure that is a balance, though none of its values lies below zero."""
_LINKS = frozenset(
    """
    of to at by was is stood reached came totalled totaled amounted about around nearly almost some just over only a an
    the net in year last this another with balance von um auf bei betrug rund etwa knapp fast gut über nur noch
    """.split()
)
"""Words between one of these and its figure: "a deficit in 2024 of", "lost about", "Verlust von rund"."""
_TURNED = ("돌아", "돌아선", "전환", "바뀌", "바뀐")
"""Verbs behind the side to which something turned: "적자로 돌아섰다"."""
_OTHERS = ("던", "에서", "보다")
_REACH = 6


def read_balance(figure: PlacedFigure, sentence: SentenceText, context: Context) -> tuple[int, str] | None:
    """Return 1 or -1 for the side of zero on which a balance is said to lie, and the word; ``None`` if it is not."""
    statistic = figure.statistic
    if statistic is None or not isinstance(statistic.value, Decimal) or change_of(statistic) is not None:
        return None
    if not is_balance(statistic, context):
        return None
    if sentence.korean:
        return _find_korean([sentence.low(at) for at in (*sentence.trail(figure), *reversed(sentence.lead(figure)))])
    return (
        _find_before(figure, sentence, context, statistic) or _find_colour(sentence) or _find_behind(figure, sentence)
    )


def _find_korean(words: list[str]) -> tuple[int, str] | None:
    turned = (word for word, verb in pairwise(words) if verb.startswith(_TURNED) and side_of_word(word))
    if word := next(turned, ""):
        return side_of_word(word)
    # "적자였던 2020년보다" is said of another year.
    return next((found for word in words if not word.endswith(_OTHERS) and (found := side_of_word(word))), None)


def _find_before(
    figure: PlacedFigure, sentence: SentenceText, context: Context, statistic: Statistic
) -> tuple[int, str] | None:
    before = max((one for one in sentence.figures if one.at < figure.at), key=lambda one: one.at, default=None)
    first = before.at + 1 if before is not None else figure.first
    for at in reversed(range(max(first, figure.at - _REACH), figure.at)):
        if (found := side_of_word(sentence.low(at))) is not None:
            return found
        if not _links(sentence.low(at)):
            return None
    return None


def _find_colour(sentence: SentenceText) -> tuple[int, str] | None:
    """Return the side of "remained in the red" and of "in die roten Zahlen"."""
    text = " ".join(sentence.lows)
    return next(((way, words) for words, way in _COLOURS.items() if words in text), None)


_COLOURS = {"in the red": -1, "into the red": -1, "in the black": 1, "into the black": 1}
_COLOURS |= {"roten zahlen": -1, "rote zahlen": -1, "schwarzen zahlen": 1, "schwarze zahlen": 1}


def _find_behind(figure: PlacedFigure, sentence: SentenceText) -> tuple[int, str] | None:
    """Return the side of "42 Millionen Euro Verlust", "a €42 million loss" and "in die Verlustzone"."""
    behind = figure.at + 1
    while sentence.low(behind) in {"in", "die"}:
        behind += 1
    return side_of_word(sentence.low(behind)) or side_of_word(sentence.low(figure.at + 2))


def _links(word: str) -> bool:
    return word in _LINKS or word in english.RISE | english.FALL or word.isdecimal()


def is_balance(statistic: Statistic, context: Context) -> bool:
    """Return whether a statistic may lie on either side of zero: a profit, a trade balance, net migration."""
    named = not _NAMED.isdisjoint(statistic.measure.casefold().split())
    return named or (change_of(statistic) is None and context.siblings.is_signed(statistic))


def side_of(statistic: Statistic) -> int | None:
    """Return the side of zero on which a balance lies: a deficit that is recorded as such is below it."""
    own = [found for word in statistic.measure.casefold().split() if (found := side_of_word(word)) is not None]
    named = -1 if {way for way, _ in own} == {-1} else 1
    real = sign(statistic.value) if isinstance(statistic.value, Decimal) else None
    return real and real * named


def side_of_word(word: str) -> tuple[int, str] | None:
    """Return the side of zero that a word names, and the word."""
    korean = word[:1] >= "가"
    plus, minus = (word.startswith(words) if korean else word in words for words in (_PLUS, _MINUS))
    return (1 if plus else -1, word) if plus or minus else None


def read_in_and_out(sentence: SentenceText) -> SentenceReading | None:
    """Read "took in 501 and spent 498, leaving a surplus": the balance of the two figures of a sentence."""
    if len(sentence.figures) != 2:
        return None
    one, other = (figure.statistic for figure in sentence.figures)
    if one is None or other is None or not (is_level(one) and is_level(other)) or not same_unit(one, other):
        return None
    sides = (_flow_of(one, other), _flow_of(other, one))
    if set(sides) != {1, -1} or one.period != other.period or one.about != other.about:
        return None
    behind = sentence.lows[sentence.figures[1].at + 1 :]
    # "Ended the deficit" is about another one.
    placed = [at for at in range(len(behind)) if sentence.korean or _NEW & set(behind[max(0, at - _NEAR) : at])]
    found = [found for at in placed if (found := side_of_word(behind[at])) is not None]
    # "Cutting the deficit of 2023" is of another year.
    apart = any(word.isdecimal() and len(word) == 4 for word in behind) or english.NEGATIONS & set(behind)
    if len(found) != 1 or apart:
        return None
    (way, word), (mine, theirs) = found[0], values_of(one, other)
    return make((mine - theirs) * sides[0] * way > 0, word, one, other)


_NEW = frozenset("a an ein einen einem im".split())
_NEAR = 3
"""Words from the article of a balance to its noun: "a small trade surplus"."""


def _flow_of(statistic: Statistic, other: Statistic) -> int:
    words = statistic.measure.casefold().split()
    came, went = (any(word.startswith(stems) for word in words) for stems in (_IN, _OUT))
    if not came and not went and any(word.startswith("수입") for word in words):
        # 수입 are imports beside exports, and revenue beside what was spent.
        return -1 if "수출" in other.measure else 1
    return came - went


def make_side(found: tuple[int, str], statistic: Statistic) -> SentenceReading:
    """Return the reading of a balance that is said to lie on a side of zero."""
    side, (way, word) = side_of(statistic), found
    if side == way or side is None:
        state = SentenceState.BORNE_OUT if side else SentenceState.NOT_READ
        return SentenceReading(aspect=Aspect.DIRECTION, state=state, words=word)
    above, below = (phrase("{id} lies above", id=statistic.id), phrase("{id} lies below", id=statistic.id))
    return SentenceReading.contradicted(
        Aspect.DIRECTION, word, "the text says “{words}”, and {what}", what=above if side > 0 else below
    )
