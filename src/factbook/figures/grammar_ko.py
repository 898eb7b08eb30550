"""Korean figures: number, counter, range, and the qualifiers and directions around them."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from factbook.figures.core import Core
from factbook.figures.draft import Draft
from factbook.figures.figure import Form
from factbook.figures.numerals_ko import ranged, read_digits, read_words
from factbook.figures.qualifiers import Qualifier, Rules
from factbook.figures.tokens import MINUS
from factbook.figures.words_en import CURRENCIES
from factbook.figures.words_ko import COUNTERS, DAYS, DOWN, EMPTY, RATES, UNITS, UP


def _either(words: frozenset[str] | tuple[str, ...] | dict[str, str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_LATIN_END = r"(?![A-Za-z])"
_UNIT = re.compile(rf"\s?(?:({_either(UNITS)}|{_either(COUNTERS)})){_LATIN_END}", re.IGNORECASE)
_PERCENT = re.compile(r"\s?(bps?(?![a-z])|%\s?p(?![a-z])|%\s?포인트|퍼센트\s?포인트|%|퍼센트|프로(?![가-힣])|포인트)", re.IGNORECASE)
_LINK = re.compile(r"\s?(?:[~\-–]|에서|부터)\s?")
_PARTICLE = r"(?:이나|나|이|가|을|를|도|에도|에|은|는|씩|의|보다)?\s?"
_PART_OF = re.compile(r"\s?분의\s?")
_SINO_PART = re.compile(r"[이삼사오육칠팔구십백천]+\s?분의")
_AND_HALF = re.compile(r"\s반(?=$|[^가-힣])")
_RATE_OF = re.compile(r"\s?당\s?(?:평균\s?|약\s?)?")
_SLASH = re.compile(r"/(\d{1,3})(?![\d/])")
_BAND = re.compile(r"대(?=$|[^가-힣]|[를로에의가는])")
_ARROWS = re.compile(r"([▲▼△])\s?$")
_SPEED = re.compile(r"시속\s?(?:약\s?)?$")
_AMONG = re.compile(r"\s?(?:중에서|중|가운데|당)\s?")
_RUN = re.compile(r"\s?(?:연속|내리|연달아|째(?!로))")
_NTH = re.compile(r"\s?(?:번째|위(?![가-힣]{2})|등(?![가-힣]))")
_LEVEL = re.compile(r"\s?(?:으로|로|까지)(?![가-힣]*\s?(?:나눈))")
_DOWN_UP = re.compile(rf"(?:(?P<down>급?(?:{_either(DOWN)}))|(?P<up>급?(?:{_either(UP)})))")
_HALF = re.compile(r"절반|반(?=\s?(?:이상|이하|넘|가량|정도|에))")
_DOUBLE = re.compile(r"갑절|곱절")
_DAYS = re.compile(_either(tuple(DAYS)))
GLUED = frozenset("명 건 배 번 번째 개 개월 시간 사람 원 살 곳 달러 년 퍼센트".split())
"""Counters that may follow a number word without a space."""
_WORD_END = re.compile(
    r"$|[^가-힣]|(?:이상|이하|미만|초과|가량|정도|쯤|안팎|째|연속|이나|에서|부터|까지|보다|으로|로|씩|짜리|당|중"
    r"|[이가은는을를의에도만과와나여꼴다인로며라였])"
)
_EMPTY = re.compile(rf"(?:{_either(EMPTY)})\s*$")
_RATE = re.compile(rf"({'|'.join(RATES)})(?:은|는|이|가)?\s*$")
_GAP = re.compile(rf"(?:게|은|는|한|어)?\s?{_PARTICLE}(?:가량|정도|이상|넘게|더|크게|대폭|소폭|급격히|약간)?\s?")
_MONEY = re.compile(r"(US\$|[$€£¥₩]|USD|KRW|EUR)\s?$", re.IGNORECASE)


@lru_cache(maxsize=16)
def _before(rules: Rules) -> tuple[re.Pattern[str], dict[str, Qualifier]]:
    table = {word: one for one in rules.qualifiers for word in one.words}
    return re.compile(rf"(?:^|(?<=[\s(,]))({_either(tuple(table))})\s*$"), table


@lru_cache(maxsize=16)
def _after(rules: Rules) -> tuple[re.Pattern[str], dict[str, Qualifier]]:
    table = {word: one for one in rules.qualifiers for word in one.after}
    return re.compile(rf"\s?{_PARTICLE}({_either(tuple(table))})"), table


def read_draft(text: str, at: int, rules: Rules) -> Draft | None:
    """Read the figure that starts at a place in the text. Places in the draft are characters."""
    draft = _special_word(text, at) or _days(text, at) or _number(text, at)
    if draft is None:
        return None
    draft.full_start, draft.full_end = draft.start, draft.end
    _read_before(text, draft, rules)
    _read_after(text, draft, rules)
    return draft


def _special_word(text: str, at: int) -> Draft | None:
    if match := _HALF.match(text, at):
        return Draft(core=_fraction(1, 2, match.end()), start=at, end=match.end())
    if match := _DOUBLE.match(text, at):
        core = Core(amount=Fraction(2), end=match.end(), bare=True, form=Form.MULTIPLE)
        return Draft(core=core, start=at, end=match.end())
    return None


def _days(text: str, at: int) -> Draft | None:
    """Read "사흘" and its like, where they are words of their own."""
    match = _DAYS.match(text, at)
    if match is None or _WORD_END.match(text, match.end()) is None and text[match.end() : match.end() + 1] != "간":
        return None
    core = Core(amount=Fraction(DAYS[match.group()]), end=match.end())
    return Draft(core=core, start=at, end=match.end(), unit="day")


def _number(text: str, at: int) -> Draft | None:
    digits = text[at].isdecimal()
    alone = (at == 0 and text.isalpha()) or _SINO_PART.match(text, at) is not None
    core = read_digits(text, at) if digits else read_words(text, at, alone=alone)
    if core is None:
        return None
    draft = Draft(core=core, start=at, end=core.end)
    if (part := _part(text, core) or _slashed(text, core)) is not None:
        draft.core, draft.end = part, part.end
        return draft
    draft.upper = ranged(text, core, at)
    if text[core.end : core.end + 1] == "여":
        draft.end = core.end = core.end + 1
        draft.upper = core.amount + _round_place(core)
    unit = _read_unit(text, draft)
    if not digits and not (_stands(text, draft) if unit else alone and core.end == len(text)):
        return None
    _read_range(text, draft)
    _read_among(text, draft)
    _read_rate(text, draft)
    _read_band(text, draft)
    return draft


def _read_rate(text: str, draft: Draft) -> None:
    """Read "10만 명당 3.2명" as a rate."""
    base, link = draft.core, _RATE_OF.match(text, draft.end)
    if link is None or base.form is not Form.NUMBER or not base.whole or base.amount < 2 or draft.upper is not None:
        return
    core = read_digits(text, link.end()) if text[link.end() : link.end() + 1].isdecimal() else None
    if core is None:
        return
    part = Draft(core=core, start=link.end(), end=core.end)
    _read_unit(text, part)
    if core.form is not Form.NUMBER or part.unit not in {draft.unit, "people", "cases", ""}:
        return
    draft.core = Core(
        amount=core.amount / base.amount, end=part.end, form=Form.FRACTION, step=core.step / base.amount, whole=False
    )
    draft.end, draft.unit, draft.noun = part.end, f"per {base.amount}", ""


def _read_band(text: str, draft: Draft) -> None:
    """Read "3만 원대", "10%대": from there up to the next number of as few digits."""
    core = draft.core
    match = _BAND.match(text, draft.end)
    if match is None or draft.upper is not None or draft.end == core.end or draft.noun or not core.whole:
        return
    if core.form in {Form.NUMBER, Form.PERCENT} and core.amount:
        draft.upper, draft.end = core.amount + _round_place(core), match.end()


def _stands(text: str, draft: Draft) -> bool:
    """Whether a number word and its counter are words of their own: 세 대, but not 세대 or 구조 개선."""
    counter = text[draft.core.end : draft.end]
    if not counter.startswith(" ") and draft.core.form is Form.NUMBER and counter not in GLUED:
        return False
    return _WORD_END.match(text, draft.end) is not None


def _round_place(core: Core) -> int:
    """The place of the last digit that is not zero: "380여" leaves room up to 390."""
    digits = str(core.amount.numerator)
    return int(10 ** (len(digits) - len(digits.rstrip("0"))))


def _part(text: str, core: Core) -> Core | None:
    """Read "3분의 1"."""
    link = _PART_OF.match(text, core.end)
    if link is None:
        return None
    at = link.end()
    above = read_digits(text, at) if text[at : at + 1].isdecimal() else read_words(text, at, alone=True)
    if above is None or not 0 < above.amount < core.amount:
        return None
    return _fraction(above.amount.numerator, core.amount.numerator, above.end)


def _slashed(text: str, core: Core) -> Core | None:
    """Read "1/3"."""
    match = _SLASH.match(text, core.end)
    if match is None or not core.whole or core.scaled or not 0 < core.amount < int(match.group(1)):
        return None
    return _fraction(core.amount.numerator, int(match.group(1)), match.end())


def _fraction(above: int, below: int, end: int) -> Core:
    return Core(amount=Fraction(above, below), end=end, bare=True, form=Form.FRACTION)


def _read_unit(text: str, draft: Draft) -> bool:
    """Take the counter, unit or per cent sign behind the number; say whether there was one."""
    core = draft.core
    if (match := _PERCENT.match(text, core.end)) is not None and core.form is Form.NUMBER:
        points = "p" in match.group(1).lower() or "포인트" in match.group(1)
        if match.group(1).lower().startswith("bp"):
            core.amount, core.step, core.whole = core.amount / 100, core.step / 100, core.bare
        core.form, draft.end = (Form.POINTS if points else Form.PERCENT), match.end()
        return True
    if core.form is Form.NUMBER and (nth := _NTH.match(text, core.end)) is not None:
        core.form, draft.end = Form.ORDINAL, nth.end()
        return True
    match = _UNIT.match(text, core.end)
    if match is None:
        return False
    word = match.group(1).lower()
    draft.end = match.end()
    if core.whole and (half := _AND_HALF.match(text, draft.end)) is not None:
        core.amount, core.bare, draft.end = core.amount + Fraction(1, 2), True, half.end()
    if word == "배":
        core.form = Form.MULTIPLE
        core.bare = core.bare or (core.amount == 2 and core.whole)
        return True
    draft.unit = UNITS.get(word, "")
    draft.noun = "" if draft.unit else word
    if (run := _RUN.match(text, match.end())) is not None and draft.unit:
        draft.end, draft.streak = run.end(), True
    return True


def _read_range(text: str, draft: Draft) -> None:
    """Take "~30만 명" or "에서 762명" into the draft."""
    link = _LINK.match(text, draft.end)
    low = draft.core
    if link is None or draft.upper is not None or low.form in {Form.ORDINAL, Form.VAGUE}:
        return
    at = link.end()
    core = read_digits(text, at) if text[at : at + 1].isdecimal() else read_words(text, at)
    if core is None:
        return
    other = Draft(core=core, start=at, end=core.end)
    _read_unit(text, other)
    if not _joins(draft, other):
        return
    if core.factor > 1 and not low.scaled and low.amount * core.factor <= core.amount:
        low.amount, low.step, low.scaled = low.amount * core.factor, low.step * core.factor, True
    if low.amount == core.amount or (low.amount > core.amount and "에서" not in link.group()):
        return
    draft.end, draft.unit, draft.noun = other.end, other.unit, other.noun
    low.form, low.year = core.form, low.year and core.year
    low.amount, draft.upper = min(low.amount, core.amount), max(low.amount, core.amount)


def _joins(draft: Draft, other: Draft) -> bool:
    """Whether two numbers are of one kind, so that they can be the ends of a range."""
    low, high = draft.core, other.core
    if draft.unit or draft.noun or low.form is not Form.NUMBER:
        return (draft.unit, draft.noun, low.form) == (other.unit, other.noun, high.form)
    return high.form not in {Form.ORDINAL, Form.VAGUE}


def _read_among(text: str, draft: Draft) -> None:
    """Read "5명 중 1명" as a share; larger groups stay two figures."""
    core = draft.core
    if core.form is not Form.NUMBER or not core.whole or draft.upper is not None or not (draft.unit or draft.noun):
        return
    link = _AMONG.match(text, draft.end)
    if link is None or not (core.amount <= 12 or (core.amount <= 1000 and core.amount % 10 == 0)):
        return
    at = link.end()
    above = read_digits(text, at) if text[at : at + 1].isdecimal() else read_words(text, at)
    if above is None or not 0 < above.amount < core.amount or above.scaled:
        return
    part = Draft(core=above, start=at, end=above.end)
    if not _read_unit(text, part) or part.unit != draft.unit or above.form is not Form.NUMBER:
        return
    draft.core = _fraction(above.amount.numerator, core.amount.numerator, part.end)
    draft.end, draft.unit, draft.noun = part.end, "", ""


def _read_before(text: str, draft: Draft, rules: Rules) -> None:
    """Walk back over a sign, a currency, qualifiers, and empty words."""
    head = text[: draft.start]
    if (match := _MONEY.search(head[-6:])) is not None and not draft.unit:
        sign = match.group(1).lower()
        draft.unit = CURRENCIES.get("$" if sign == "us$" else sign, "")
        draft.start = draft.full_start = draft.start - len(match.group())
        head = text[: draft.start]
    if (match := _SPEED.search(head[-6:])) is not None and draft.unit == "km":
        draft.unit = "km/h"
        draft.full_start -= len(match.group())
        head = text[: draft.full_start]
    if (match := _ARROWS.search(head[-3:])) is not None and _points(match, draft):
        draft.direction = 1 if match.group(1) == "▲" else -1
        draft.start = draft.full_start = draft.start - len(match.group())
        head = text[: draft.start]
    if head[-1:] in {"-", MINUS, "+"} and not head[-2:-1].isalnum():
        draft.negative, draft.direction = head[-1] != "+", 1 if head[-1] == "+" else 0
        draft.start = draft.full_start = draft.start - 1
        head = head[:-1]
    pattern, table = _before(rules)
    while True:
        tail = head[-24:]
        if (match := pattern.search(tail)) is not None:
            _qualify(draft, table[match.group(1)])
        elif (match := _RATE.search(tail)) is not None and not draft.direction:
            draft.direction = RATES[match.group(1)]
        elif (match := _EMPTY.search(tail)) is None:
            return
        draft.full_start = len(head) - len(match.group())
        head = head[: draft.full_start]


def _points(match: re.Match[str], draft: Draft) -> bool:
    """Whether an arrow shows a change; a white one away from a number may open an item of a list."""
    return match.group(1) != "△" or len(match.group()) == 1 or draft.core.form in {Form.PERCENT, Form.POINTS}


def _qualify(draft: Draft, qualifier: Qualifier) -> None:
    if draft.qualifier is None:
        draft.qualifier = qualifier
    elif draft.inner is None and qualifier is not draft.qualifier:
        draft.inner, draft.qualifier = sorted((draft.qualifier, qualifier), key=lambda one: one.name != "about")


def _read_after(text: str, draft: Draft, rules: Rules) -> None:
    pattern, table = _after(rules)
    at, core = draft.end, draft.core
    if (match := pattern.match(text, at)) is not None:
        _qualify(draft, table[match.group(1)])
        draft.full_end = at = match.end()
    level = _LEVEL.match(text, at)
    if level is not None and core.form is not Form.FRACTION:
        draft.level = True
        return
    if draft.direction or core.form in {Form.ORDINAL, Form.VAGUE, Form.MULTIPLE}:
        return
    gap = _GAP.match(text, level.end() if level else at)
    match = _DOWN_UP.match(text, gap.end() if gap else at)
    if match is None:
        return
    draft.direction, draft.full_end = -1 if match.group("down") else 1, match.end()
    if level is not None and draft.direction < 0:  # to a third is down by two thirds
        core.amount = 1 - core.amount
