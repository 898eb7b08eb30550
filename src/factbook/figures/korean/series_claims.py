"""Korean claims over a series: 2년 연속, 세 번째로 많은, 역대 최다, 2008년 이후 최고, 12년 만에 최저.

What is read comes back as plain names and values, which `standing` makes a figure of.
"""

from __future__ import annotations

import re

Found = dict[str, str | int | bool]

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
_NOT = re.compile(r"아니|않|못했|못한|(?<!전례)(?<!유례)(?<!전례 )(?<!유례 )없")
_VAGUE = re.compile(r"가장 [가-힣]+ [가-힣]+ (?:중|가운데) (?:하나|한)")
_STREAK = re.compile(rf"{_N}\s?{_SPAN}\s?(?:연속|째|내리|연달아)")
_SINCE = re.compile(r"(?P<year>\d{4})년(?:\s?(?P<month>\d{1,2})월)?\s?(?:이후|이래)(?:로)?")
_WITHIN = re.compile(rf"{_N}\s?{_SPAN}\s?만(?:에|의)")
_NTH = re.compile(rf"{_N}\s?번째로\s?(?:(?P<high>{_HIGH_STEMS})|(?P<low>{_LOW_STEMS}))[가-힣]*")
_PLACE = re.compile(r"(?P<n>\d+)위|(?P<first>선두|으뜸)|(?P<word>첫|두|세|네|다섯) 번째")
_RECORD = re.compile(
    r"역대|사상|지금까지|(?:전례|유례) ?없"
    r"|(?:관측|집계|통계 작성|조사) (?:이래|이후)|신기록|기록적|기록을 (?:세|경신)|최고치 경신"
)
_LONE = re.compile(_SUP)
_THEN = re.compile(r"당시|그때까지")


def read_korean(text: str) -> Found | None:
    """Read a bound Korean text as a claim over a series; ``None`` if it is none."""
    if _NOT.search(text) or _VAGUE.search(text):
        return {"kind": "UNSURE", "rest": text}
    found = _read(text)
    if found is not None:
        found |= {"joint": "공동" in text, "then": _THEN.search(text) is not None}
    return found


def _read(text: str) -> Found | None:
    lone = _LONE.search(text)
    if run := _STREAK.search(text):
        rest = _without(text, run)
        if lone or _RECORD.search(rest):
            return {"kind": "UNSURE", "rest": rest}
        return {"kind": "STREAK", "number": _number(run["n"]), "span": _SPANS[run["span"]], "rest": rest}
    if nth := _NTH.search(text):
        since = _SINCE.search(text) or _WITHIN.search(text)
        kind = "UNSURE" if since else "RANK"
        return {
            "kind": kind,
            "number": _number(nth["n"]),
            "sense": 1 if nth["high"] else -1,
            "rest": _without(text, nth),
        }
    if (lone or "처음" in text) and (since := _SINCE.search(text)):
        month = f"-{int(since['month']):02d}" if since["month"] else ""
        rest = _without(_without(text, since), lone)
        return {"kind": "SINCE", "since": since["year"] + month, "sense": _sense(lone), "rest": rest}
    if (lone or "처음" in text) and (within := _WITHIN.search(text)):
        span, rest = _SPANS[within["span"]], _without(_without(text, within), lone)
        return {"kind": "SINCE", "number": _number(within["n"]), "span": span, "sense": _sense(lone), "rest": rest}
    if record := _RECORD.search(text):
        return {"kind": "RECORD", "sense": _sense(lone), "rest": _without(_without(text, record), lone)}
    if lone:
        return {"kind": "RANK", "number": "1", "sense": _sense(lone), "rest": _without(text, lone)}
    if place := _PLACE.search(text):
        number = "1" if place["first"] else place["n"] or _number(place["word"])
        return {"kind": "RANK", "number": number, "rest": _without(text, place)}
    return None


def _without(text: str, match: re.Match[str] | None) -> str:
    return text.replace(match.group(), " ", 1).strip() if match else text


def _number(word: str) -> str:
    return _NATIVE.get(word, word)


def _sense(lone: re.Match[str] | None) -> int:
    if lone is None:
        return 0
    return 1 if lone["high"] or ((lone["end"] or "") in _HIGH_ENDS and lone["end"]) else -1
