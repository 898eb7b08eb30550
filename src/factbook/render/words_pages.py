"""Interface words of pages that list, sort or show code: notebooks, the review, the index of evidence."""

from __future__ import annotations

from collections.abc import Mapping

EN: Mapping[str, str] = {
    "notebook": "Notebook",
    "notebook.ran": "as it ran for edition {edition}",
    "notebook.ran.only": "as it ran for this site",
    "notebook.script": "The code alone, as a script",
    "notebook.code": "Code of cell {n}",
    "notebook.recorded": "What cell {n} recorded",
    "notebook.table": "A table shown by cell {n}",
    "notebook.picture": "A picture made by cell {n}; the notebook gives no description of it",
    # review
    "review.sort": "Order",
    "review.sort.topic": "By subject",
    "review.sort.id": "By number",
    "review.sort.rating": "By today\u2019s rating",
    "review.sort.changed": "What changed first",
    "review.changed": "Rated otherwise today than on its day",
    "review.same": "Rated the same on both days",
    "review.address": "address of this claim",
    "review.machine.short": "Machine",
    "review.machine.nothing": "nothing to recompute",
    # index of evidence
    "index.filter": "Find a figure by value, words or id",
    "index.none": "No figure has all these words.",
    "index.shown": "{n} of {all} figures",
    "index.group": "{n} figures",
    "index.group.one": "1 figure",
    "index.printed": "Printed figures only",
    "index.sources": "{n} sources",
    "index.sources.one": "1 source",
}

KO: Mapping[str, str] = {
    "notebook": "노트북",
    "notebook.ran": "{edition}판을 위해 실행한 그대로",
    "notebook.ran.only": "이 사이트를 위해 실행한 그대로",
    "notebook.script": "코드만, 스크립트로",
    "notebook.code": "{n}번 셀의 코드",
    "notebook.recorded": "{n}번 셀이 기록한 것",
    "notebook.table": "{n}번 셀이 보인 표",
    "notebook.picture": "{n}번 셀이 만든 그림. 노트북에 설명이 없습니다",
    "review.sort": "순서",
    "review.sort.topic": "주제별",
    "review.sort.id": "번호순",
    "review.sort.rating": "오늘의 평가별",
    "review.sort.changed": "달라진 것 먼저",
    "review.changed": "당시와 오늘의 평가가 다름",
    "review.same": "두 날의 평가가 같음",
    "review.address": "이 주장의 주소",
    "review.machine.short": "기계",
    "review.machine.nothing": "다시 계산할 것 없음",
    "index.filter": "값, 낱말, 식별자로 수치 찾기",
    "index.none": "이 낱말이 모두 든 수치가 없습니다.",
    "index.shown": "{all}개 가운데 {n}개 수치",
    "index.group": "수치 {n}개",
    "index.group.one": "수치 1개",
    "index.printed": "실린 수치만",
    "index.sources": "출처 {n}건",
    "index.sources.one": "출처 1건",
}
