"""Korean: the phrases by which a text is checked against itself and its periods are read; the keys are the English."""

from __future__ import annotations

SLOTS = {
    "rise": ("증가", "늘", "상승", "올"),
    "fall": ("감소", "줄", "하락", "떨어"),
}

PHRASES: dict[str, tuple[str, ...]] = {
    "parts join": ("{four words}_(와|과|및)_{three words}_",),
    "total follows": ("{four words}_[등_](모두|총|합계|합쳐)_",),
    "the rest": (r"나머지_[은|는|인]_[\(]",),
    "share of": ("_(중에서|가운데|중){two more words}_", "의_"),
    "share behind": (r"_(\(|,_즉)_",),
    "before way": ("_(으로|로)_",),
    "way behind": ("_({rise}|{fall})",),
    "between ends": ("에서",),
    "from to": ("에서_",),
    "years": ("{a:year}년(부터|에서)_{end:year}년(까지|_사이)",),
    "subtotal": ("이_중", "중 "),
    "from the year before": ("(전년|전년_동월|전년_동기|전년동월|전년동기|작년)[_]대비", "전년보다"),
    "from the quarter before": ("전분기[_]대비", "전기_대비"),
    "from the month before": ("전월[_]대비",),
    "per": ("당 ",),
}

STEMS: dict[str, tuple[str, ...]] = {
    "open-ended": ("포함", "비롯", "각각", "중복", "미상"),
    "weighted": ("가중", "추정", "보정"),
    "mean": ("평균",),
    "integer": ("정수",),
    "revised": ("잠정", "수정", "정정", "당초", "아니라", "확정"),
    "subtotal": ("소계", "포함"),
}
EXCEEDED = ("웃돌", "밑돌", "넘")
SHARE_WORDS = ("중에서", "가운데", "중")
AND_SO_ON = "등"
"""Leaves a list open, except before a total."""
ALL_TOLD = ("총", "모두")
TOTALS = frozenset({"합계", "총계", "계", "전체"})
HALVES_OF_ALL = (({"남성", "남자", "남"}, {"여성", "여자", "여"}), ({"내국인", "한국인"}, {"외국인"}))
PARTICLES = tuple("은는이가을를도")
