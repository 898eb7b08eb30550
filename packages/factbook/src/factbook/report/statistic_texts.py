"""The texts of statistics, which readers see beside figures and on pages of evidence: who, what and when is counted.

They say what a statistic is, and may name its years, the limits of its group ("under twenty", "aged 30 to 39"), its
span ("over five years"), its parts ("sum of two bands", 다섯 분야) and the base of a rate (인구 1000명당). Any other
number states something that nobody checked.
What is copied from a cell of the rows that a statistic rests on is data, as is the code of its unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from figurecheck.figures import find_stated
from figurecheck.figures.common.tokens import either
from figurecheck.figures.english.words import ORDINALS, SCALES, TENS, UNITS
from figurecheck.model import Number, Place, Statistic

_NUMBER = rf"(?:\d{{1,3}}(?:,000|000)?|an?\s+(?:{either(SCALES)})|(?:{either([*UNITS, *TENS])}))"
_LIMITS = (
    r"\b(?:aged?|ages|under|over|above|below|at least|at most|up to|exceed(?:s|ing)?"
    r"|(?:more|less|fewer|older|younger) than)"
    rf"\s+{_NUMBER}(?:\s*(?:to|and|or|-|–)\s*{_NUMBER})?(?![\d,.]*\d)(?:\s*%)?"
    rf"|\bfrom\s+{_NUMBER}\s+(?:on|onwards|up)\b"
    rf"|\bper\s+{_NUMBER}(?![\d,.]*\d)"
    rf"|\b(?:top|bottom)\s+{_NUMBER}(?![\d,.]*\d)"
    rf"|\b{_NUMBER}(?:\s+years?)?\s+(?:and|or)\s+(?:over|above|older|under|below|younger|more|less)\b"
)
_COUNTED = r"(?:\d{1,3}(?:,000|000)?(?:\.\d)?\s?[백천만억조]*|[십백천만]+)"
_UNIT = r"[가-힣A-Za-z%²³㎡㎥㎏㎞]{0,3}"
# As in English: limits, ages, "so many of each", and who is at the top or the bottom.
_KOREAN_LIMITS = (
    rf"{_COUNTED}\s?{_UNIT}\s?(?:이상|이하|미만|초과|이내)"
    r"|\d{1,3}(?:세|살)?\s?(?:[~∼–-]|에서|부터)\s?(?:만\s)?\d{1,3}(?:세|살)"
    rf"|(?<![가-힣]){_COUNTED}\s?{_UNIT}\s?당(?![가-힣])"
    rf"|[상하]위\s?{_COUNTED}"
)
_BASE = r"\d{4}년?\s?=\s?100(?!\d)"
"""What an index is counted from: 2020 = 100."""
_SPAN = (
    rf"\b{_NUMBER}[ -](?:years?|months?|weeks?|days?|quarters?|hours?|decades?)\b"
    r"|\d{1,3}\s?(?:개?년|개월|일|시간|분기|주\s?(?:간|동안))"
)
_NATIVE = "첫 한 두 세 석 네 넉 다섯 여섯 일곱 여덟 아홉 열 열한 열두 절반".split()
# Up to twelve in words; with digits nobody counts the parts of a definition.
_PARTS = (
    rf"\b(?:{either([word for word, value in UNITS.items() if value <= 12])}|half"
    rf"|{either([word for word, value in ORDINALS.items() if value <= 12])})\b"
    rf"|(?<![가-힣])(?:{either(_NATIVE)})(?![가-힣]|\s?(?:배|자릿))"
    rf"|(?<![가-힣])(?:하나|둘|셋|넷)[의과와을를은는이가](?![가-힣])"
    r"|(?<!\d)\d분의\s?\d(?!\d)"
)


# Eight milliseconds, which a check that reads no new text of a statistic does not spend.
@cache
def _compile() -> list[re.Pattern[str]]:
    return [re.compile(pattern, re.IGNORECASE) for pattern in (_LIMITS, _KOREAN_LIMITS, _BASE, _SPAN, _PARTS)]


def find_statistic_numbers(statistics: Iterable[Statistic], *, names: tuple[str, ...], locale: str) -> Iterator[Number]:
    """Yield each number that the text of a statistic states beside what the statistic is, each text once."""
    seen: set[str] = set()
    for statistic in statistics:
        # What a book has glued has its key for a label, which is a name and states nothing.
        if statistic.key:
            continue
        texts = (statistic.label, statistic.about, statistic.population, statistic.measure, statistic.note)
        place = Place(file=statistic.cell.notebook, cell=statistic.cell.index) if statistic.cell else Place(file="")
        for text in (*texts, statistic.period):
            if text and text not in seen:
                seen.add(text)
                # Looked for only where the text states a number, as there may be thousands of rows.
                yield from find_defined_numbers(text, place, names, locale, _find_copied(text, statistic))


def _find_copied(text: str, statistic: Statistic) -> Iterator[tuple[int, int]]:
    """Yield where a text has a whole cell of the rows in words, or the code of the unit."""
    cells = {cell for rowset in statistic.rows for row in rowset.rows for cell in row if isinstance(cell, str)}
    # A cell of digits alone is a number, which a text may not state by chance.
    copied = {cell for cell in cells if cell in text and any(map(str.isalpha, cell))} | {statistic.unit} - {""}
    for one in copied | ({text} & cells):
        yield from (match.span() for match in re.finditer(rf"(?<!\w){re.escape(one)}(?!\w)", text))


def find_defined_numbers(
    text: str, place: Place, names: tuple[str, ...], locale: str, copied: Iterable[tuple[int, int]] = ()
) -> Iterator[Number]:
    """Yield each number that a text states, without those that say what is counted: limits, spans and parts.

    `copied` is where it repeats words of the data.
    """
    found = [one for one in find_stated(text, locale=locale, names=names) if one.needs_claim]
    if not found:
        return
    defining = [match.span() for pattern in _compile() for match in pattern.finditer(text)]
    defining += copied
    for one in found:
        if not any(start <= one.start < end for start, end in defining):
            yield Number(text=one.text, place=place, where="statistic", context=text)
