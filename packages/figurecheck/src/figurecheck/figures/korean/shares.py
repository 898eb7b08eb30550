"""Read two Korean numbers that are one: parts of a whole, shares, rates, ratios; and words that are figures."""

from __future__ import annotations

import re
from fractions import Fraction

from figurecheck.figures.common.builder import FigureBuilder
from figurecheck.figures.common.figure import Form
from figurecheck.figures.common.number import Core, decimal_digits
from figurecheck.figures.common.units import SPANS
from figurecheck.figures.common.word_table import WordTable, past_space
from figurecheck.figures.korean.numerals import read_digits, read_words
from figurecheck.figures.korean.units import read_unit

_PART_OF, _PER, _EACH_ABOUT = WordTable(["분의"]), WordTable(["당"]), WordTable(["평균", "약"])
_SLASH = re.compile(r"/(\d{1,3})(?![\d/])")
# "1000명당 출생아 수는 5.5명".
_EACH_COUNTED = re.compile(r" (?!평균|약 )(?P<noun>[가-힣]{2,}?)(?: ?수)?[은는이가]?(?= (?:평균 |약 )?\d)")
_AMONG = WordTable(["중에서", "중", "가운데에서", "가운데서", "가운데", "당"])
_AMONG_THINGS = re.compile(r"[가-힣]{0,4}(?:\s[가-힣]{1,6})?\s(?:중에서|중|가운데)(?=\s)")
_NIGHTS = re.compile(r"박\s?(\d{1,2})일")
_AGAINST = re.compile(
    r"\s?(?:대|:)\s?(\d{1,3}(?:\.\d+)?)(?![\d,.]\d|\d|\s?[만억조천백십%개대명건원배년월일시분초살세위]|\s?달러|\s?퍼)"
)


def read_part(text: str, core: Core) -> Core | None:
    """Read "3분의 1"."""
    link = _PART_OF.behind(text, core.end)
    if not link:
        return None
    at = past_space(text, link)
    above = read_digits(text, at) if text[at : at + 1].isdecimal() else read_words(text, at, alone=True)
    if above is None or not 0 < above.amount < core.amount:
        return None
    return make_fraction(above.amount.numerator, core.amount.numerator, above.end)


def read_slash(text: str, core: Core) -> Core | None:
    """Read "1/3"."""
    match = _SLASH.match(text, core.end) if text[core.end : core.end + 1] == "/" else None
    if match is None or not core.whole or core.scaled or not 0 < core.amount < int(match.group(1)):
        return None
    return make_fraction(core.amount.numerator, int(match.group(1)), match.end())


def make_fraction(above: int, below: int, end: int) -> Core:
    """Return a fraction of two whole numbers, which ends at a place of the text."""
    return Core(amount=Fraction(above, below), end=end, bare=True, form=Form.FRACTION)


def read_among(text: str, builder: FigureBuilder) -> None:
    """Read "5명 중 1명" as a share, and "38개국 가운데 5위" as a rank; larger groups stay two figures."""
    core = builder.core
    counts = core.form is Form.NUMBER and core.whole and (builder.unit or builder.noun)
    # "12위 중 3위" is a place of twelve as well.
    may_hold = builder.upper is None and (counts or core.form is Form.ORDINAL)
    link = _AMONG.behind(text, builder.end) if may_hold else 0
    # "17개 시도 가운데 3위".
    if not link and builder.noun == "개" and (match := _AMONG_THINGS.match(text, builder.end)) is not None:
        link = match.end()
    if not link:
        return
    at = past_space(text, link)
    above = read_digits(text, at) if text[at : at + 1].isdecimal() else read_words(text, at)
    if above is None or not above.whole or not 0 < above.amount <= core.amount or above.scaled:
        return
    part = FigureBuilder(core=above, start=at, end=above.end)
    if not read_unit(text, part):
        return
    if above.form is Form.ORDINAL:
        builder.among = core.amount
        builder.core, builder.upper, builder.end = above, part.upper, part.end
        builder.unit = builder.noun = ""
        return
    # As in English: a share is said of a dozen or of a round number; "5,231명 중 12명" are two figures.
    if core.form is Form.ORDINAL:
        return
    is_base = core.amount <= 12 or (core.amount <= 1000 and core.amount % 10 == 0)
    # "10만 명당 3.2명" is a rate, which `read_rate` reads.
    if not is_base or above.amount == core.amount or (text[link - 1] == "당" and core.amount > 12):
        return
    if part.unit != builder.unit or above.form is not Form.NUMBER:
        return
    share = make_fraction(above.amount.numerator, core.amount.numerator, part.end)
    # "300석 중 108석" and "12개월 중 7개월" may be the count too; "5명 중 1명" is only the share.
    if core.amount > 12 or builder.unit in SPANS:
        share.total, share.whole = core.amount, False
    builder.core = share
    builder.end, builder.unit, builder.noun = part.end, "", ""


def read_rate(text: str, builder: FigureBuilder) -> None:
    """Read "10만 명당 3.2명" as a rate."""
    base, link = builder.core, _PER.behind(text, builder.end)
    if not link or base.form is not Form.NUMBER or not base.whole or base.amount < 2 or builder.upper is not None:
        return
    counted = _EACH_COUNTED.match(text, link)
    link = counted.end() if counted is not None else link
    at = past_space(text, _EACH_ABOUT.behind(text, link) or link)
    core = read_digits(text, at) if text[at : at + 1].isdecimal() else None
    if core is None:
        return
    part = FigureBuilder(core=core, start=at, end=core.end)
    read_unit(text, part)
    if core.form is not Form.NUMBER or part.unit not in {builder.unit, "people", "cases", ""}:
        return
    builder.core = Core(
        amount=core.amount / base.amount, end=part.end, form=Form.FRACTION, step=core.step / base.amount, whole=False
    )
    builder.end, builder.unit, builder.noun = part.end, f"per {base.amount}", counted["noun"] if counted else ""


def read_nights(text: str, builder: FigureBuilder) -> bool:
    """Read "3박 4일" as four days; return whether it is that."""
    match = _NIGHTS.match(text, builder.core.end)
    if match is None or int(match.group(1)) != builder.core.amount + 1:
        return False
    builder.core.amount, builder.core.end = Fraction(int(match.group(1))), match.end()
    builder.unit, builder.end = "day", match.end()
    return True


def read_ratio(text: str, builder: FigureBuilder) -> bool:
    """Read "10대 1" and "3 대 2", so many of one for so many of the other; return whether it is one."""
    core = builder.core
    match = _AGAINST.match(text, core.end)
    if match is None or core.form is not Form.NUMBER or core.scaled or builder.upper is not None or core.amount == 0:
        return False
    below, _ = decimal_digits(match.group(1))
    if not below:
        return False
    core.form, core.end = Form.MULTIPLE, match.end()
    core.amount, core.step, core.whole = core.amount / below, core.step / below, core.whole and below == 1
    builder.end, builder.unit, builder.noun = match.end(), "", ""
    return True
