"""Read Korean claims over a series: 2년 연속, 세 번째로 많은, 역대 최다, 2008년 이후 최고, 12년 만에 최저.

Returned as plain fields, of which `figures.series_claims` makes a claim: it imports this module.
"""

from __future__ import annotations

import re

ClaimFields = dict[str, str | int | bool]

_SPANS = {"년": "year", "해": "year", "개월": "month", "달": "month", "분기": "quarter", "주": "week", "일": "day"}
_NATIVE = {
    word: str(number)
    for number, word in enumerate("한 두 세 네 다섯 여섯 일곱 여덟 아홉 열 열한 열두".split(), start=1)
} | {"첫": "1"}
_N = rf"(?P<n>\d+|{'|'.join(sorted(_NATIVE, key=len, reverse=True))})"
_SPAN = f"(?P<span>{'|'.join(_SPANS)})"
_HIGH_STEMS = "많|크|큰|높|길|긴|무겁|무거"
_LOW_STEMS = "적|작|낮|짧|가볍"
_SUP = rf"(?:가장 (?P<high>{_HIGH_STEMS})|가장 (?P<low>{_LOW_STEMS})|최(?P<end>대|다|고|장|소|저|단))[가-힣]*"
_HIGH_ENDS = frozenset("대다고장")
"""Second syllables of 최대, 최다, 최고, 최장: largest, most, highest, longest."""
# "없" denies, except in "전례 없는" (unprecedented), which claims a record.
_NOT = re.compile(r"아니|않|못했|못한|(?<!전례)(?<!유례)(?<!전례 )(?<!유례 )없")
# "One of the most ...": names no place.
_VAGUE = re.compile(r"가장 [가-힣]+ [가-힣]+ (?:중|가운데) (?:하나|한)")
# 내리 and 째 also mean "in a row"; the counter before them says of what.
_STREAK = re.compile(rf"{_N}\s?{_SPAN}\s?(?:연속|째|내리|연달아)")
_SINCE = re.compile(r"(?P<year>\d{4})년(?:\s?(?P<month>\d{1,2})월)?\s?(?:이후|이래)(?:로)?")
_WITHIN = re.compile(rf"{_N}\s?{_SPAN}\s?만(?:에|의)")
_NTH = re.compile(rf"{_N}\s?번째로\s?(?:(?P<high>{_HIGH_STEMS})|(?P<low>{_LOW_STEMS}))[가-힣]*")
_PLACE = re.compile(r"(?P<n>\d+)위|(?P<first>선두|으뜸)|(?P<word>첫|두|세|네|다섯) 번째")
_RECORD = re.compile(
    r"역대|사상|지금까지|(?:전례|유례) ?없"
    r"|(?:관측|집계|통계 작성|조사) (?:이래|이후)|신기록|기록적|기록을 (?:세|경신)|최고치 경신"
)
_SUPERLATIVE = re.compile(_SUP)
_THEN = re.compile(r"당시|그때까지")


def read_korean(text: str) -> ClaimFields | None:
    """Read a bound Korean text as a claim over a series; ``None`` if it is none."""
    if _NOT.search(text) or _VAGUE.search(text):
        return {"kind": "UNSURE", "rest": text}
    found = _read(text)
    if found is not None:
        found |= {"joint": "공동" in text, "then": _THEN.search(text) is not None}
    return found


def _read(text: str) -> ClaimFields | None:
    superlative = _SUPERLATIVE.search(text)
    if run := _STREAK.search(text):
        rest = _without(text, run)
        # A run and a record in one text are two claims, of which only one could be judged.
        if superlative or _RECORD.search(rest):
            return {"kind": "UNSURE", "rest": rest}
        return {"kind": "STREAK", "number": _number(run["n"]), "span": _SPANS[run["span"]], "rest": rest}
    if nth := _NTH.search(text):
        # "The third highest since 2008" is no place in the whole series.
        since = _SINCE.search(text) or _WITHIN.search(text)
        kind = "UNSURE" if since else "RANK"
        return {
            "kind": kind,
            "number": _number(nth["n"]),
            "sense": 1 if nth["high"] else -1,
            "rest": _without(text, nth),
        }
    if (superlative or "처음" in text) and (since := _SINCE.search(text)):
        month = f"-{int(since['month']):02d}" if since["month"] else ""
        rest = _without(_without(text, since), superlative)
        return {"kind": "SINCE", "since": since["year"] + month, "sense": _sense(superlative), "rest": rest}
    if (superlative or "처음" in text) and (within := _WITHIN.search(text)):
        span, rest = _SPANS[within["span"]], _without(_without(text, within), superlative)
        return {
            "kind": "SINCE",
            "number": _number(within["n"]),
            "span": span,
            "sense": _sense(superlative),
            "rest": rest,
        }
    # After "since": "2008년 이후 역대 최고" is read by its period, which says more.
    if record := _RECORD.search(text):
        return {"kind": "RECORD", "sense": _sense(superlative), "rest": _without(_without(text, record), superlative)}
    if superlative:
        return {"kind": "RANK", "number": "1", "sense": _sense(superlative), "rest": _without(text, superlative)}
    if place := _PLACE.search(text):
        number = "1" if place["first"] else place["n"] or _number(place["word"])
        return {"kind": "RANK", "number": number, "rest": _without(text, place)}
    return None


def _without(text: str, match: re.Match[str] | None) -> str:
    return text.replace(match.group(), " ", 1).strip() if match else text


def _number(word: str) -> str:
    return _NATIVE.get(word, word)


def _sense(superlative: re.Match[str] | None) -> int:
    """Return 1 for the highest and its like, -1 for the lowest, 0 without a superlative."""
    if superlative is None:
        return 0
    return 1 if superlative["high"] or superlative["end"] in _HIGH_ENDS else -1
