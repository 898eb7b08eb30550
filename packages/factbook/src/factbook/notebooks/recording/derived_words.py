"""How what is derived of a column is called: its measure in English, by which sentences are read, and its label.

A kernel has no settings of the report, so a label is in the language of the texts that the notebook gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from figurecheck.model.orders import plural

_HANGUL = re.compile("[가-힣]")
_CHANGES = {
    "share": ("change", "on"),
    "pp": ("change", "on"),
    "difference": ("difference", "from"),
    "ratio": ("multiple", "of"),
}
"""What a change is called, and how the label before follows."""
_KOREAN_CHANGES = {"share": "증감률", "pp": "증감", "difference": "차이", "ratio": "배수"}
_KOREAN_STEPS = {
    "year": ("전년", "몇 년"),
    "quarter": ("전분기", "몇 분기"),
    "month": ("전월", "몇 개월"),
    "week": ("전주", "몇 주"),
    "day": ("전날", "며칠"),
}
"""By the step of a series: the one before, and how many of them."""


def name_measure(word: str, given: Mapping[str, Any], span: str) -> str:
    """Return the measure of what is derived: `word` is ``change``, ``rank``, ``extreme``, ``streak`` or ``share``.

    `given` are the arguments of the call, `span` is what a step of the series is called; empty if it has no name.
    """
    match word:
        case "rank":
            return f"rank, the {'largest' if given.get('largest', True) else 'smallest'} first"
        case "extreme":
            return f"{given.get('kind', 'highest')} since"
        case "streak":
            return f"{plural(span)} in a row" if span else "run"
        case "share":
            return "share of the sum" if given.get("of") is None else "share"
    noun, link = _CHANGES.get(given.get("as_", "share"), _CHANGES["share"])
    if given.get("since") is not None:
        return f"{noun} {'since' if link == 'on' else link} {{before}}"
    return f"{noun} {link} the {span or 'one'} before"


def name_label(word: str, given: Mapping[str, Any], span: str, texts: Iterable[object]) -> str:
    """Return what readers see for what `name_measure` names, in the language of the `texts` of the same column."""
    if not any(isinstance(text, str) and _HANGUL.search(text) for text in texts):
        return name_measure(word, given, span)
    before, counted = _KOREAN_STEPS.get(span, ("직전", ""))
    match word:
        case "rank":
            return "큰 순 순위" if given.get("largest", True) else "작은 순 순위"
        case "extreme":
            return "언제 이후 최고" if given.get("kind", "highest") == "highest" else "언제 이후 최저"
        case "streak":
            return f"{counted} 연속" if counted else "연속 횟수"
        case "share":
            return "합계에서 차지하는 비율" if given.get("of") is None else "비율"
    noun = _KOREAN_CHANGES.get(given.get("as_", "share"), _KOREAN_CHANGES["share"])
    return f"{{before}} 대비 {noun}" if given.get("since") is not None else f"{before} 대비 {noun}"
