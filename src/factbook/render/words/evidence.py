"""Words of evidence and charts, besides those that every page shares."""

from __future__ import annotations

from collections.abc import Mapping

EVIDENCE: Mapping[str, Mapping[str, str]] = {
    "en": {
        "computed": "Computed",
        "sum.rows": "sum of {n} rows",
        "sure": "How sure",
        "sure.one": "One source.",
        "sure.more": "{n} sources.",
        "replicate": "Replicate",
        "replicate.head": "Replicate this figure",
        "replicate.lead": (
            "One command computes it again, offline, with Python and pandas alone, and compares it with the value "
            "published here. It ends with 0 if both are the same, and with 1 if not."
        ),
        "replicate.get": "Download {file}",
        "replicate.holds": "It holds the cells of the notebook, the data that they read, and the pinned packages.",
        "copy": "Copy",
        "copied": "Copied",
        "earlier.head": "In earlier editions",
        "earlier.none": "not recorded",
        "earlier.edition": "Edition",
        "earlier.day": "As known on",
        "chart.enlarge": "Enlarge",
        "chart.values": (
            "Values of the chart, one by one: left and right go along a line, up and down between lines, "
            "Home and End to its ends, Escape leaves"
        ),
        "chart.smaller": "Smaller",
        "chart.larger": "Larger",
        "chart.whole": "Whole chart",
        "chart.dialog": "The chart, enlarged",
        "chart.csv": "The values of this chart, as CSV",
    },
    "ko": {
        "computed": "계산",
        "sum.rows": "{n}개 행의 합",
        "sure": "확실성",
        "sure.one": "출처 하나.",
        "sure.more": "출처 {n}개.",
        "replicate": "재현",
        "replicate.head": "이 수치 다시 계산하기",
        "replicate.lead": (
            "명령 하나로 인터넷 없이 파이썬과 pandas만으로 다시 계산해 여기 실린 값과 비교합니다. "
            "같으면 종료 코드 0, 다르면 1입니다."
        ),
        "replicate.get": "{file} 내려받기",
        "replicate.holds": "노트북의 셀, 셀이 읽은 자료, 고정된 패키지 목록이 들어 있습니다.",
        "copy": "복사",
        "copied": "복사됨",
        "earlier.head": "이전 판의 값",
        "earlier.none": "기록 없음",
        "earlier.edition": "판",
        "earlier.day": "기준일",
        "chart.enlarge": "크게 보기",
        "chart.values": (
            "차트의 값을 하나씩 보기: 좌우 화살표는 선을 따라, 상하 화살표는 선 사이로, "
            "Home과 End는 양 끝으로, Esc로 나감"
        ),
        "chart.smaller": "작게",
        "chart.larger": "크게",
        "chart.whole": "차트 전체",
        "chart.dialog": "크게 본 차트",
        "chart.csv": "이 차트의 값(CSV)",
    },
}
