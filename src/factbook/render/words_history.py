"""Interface words of editions and corrections, one table per language."""

from __future__ import annotations

from collections.abc import Mapping

HISTORY: Mapping[str, Mapping[str, str]] = {
    "en": {
        "kind.update": "Update",
        "kind.correction": "Correction",
        "kind.clarification": "Clarification",
        "cause.appended": "new data",
        "cause.revised": "data revised",
        "cause.withdrawn": "data withdrawn",
        "cause.code": "our calculation changed",
        "cause.environment": "our software changed",
        "cause.unit": "another unit",
        "cause.population": "what is counted is described otherwise",
        "cause.prose": "our wording changed",
        "cause.unexplained": "cause not found",
        "change.edition": "edition {label}",
        "change.printed": "printed {before}, now {after}",
        "change.cause": "Cause",
        "change.none": "No printed figure has changed since the first edition.",
        "change.quiet": "{n} more moved, and every sentence about them still holds",
        "change.page": "Changes to this page",
        "corrections": "Corrections and updates",
    },
    "ko": {
        "kind.update": "갱신",
        "kind.correction": "정정",
        "kind.clarification": "설명 보완",
        "cause.appended": "새 자료",
        "cause.revised": "자료 수정",
        "cause.withdrawn": "자료 철회",
        "cause.code": "계산 방법 변경",
        "cause.environment": "소프트웨어 변경",
        "cause.unit": "단위 변경",
        "cause.population": "집계 대상 설명 변경",
        "cause.prose": "문장 변경",
        "cause.unexplained": "원인 미확인",
        "change.edition": "{label}판",
        "change.printed": "종전 {before}, 현재 {after}",
        "change.cause": "원인",
        "change.none": "첫 판 이후 바뀐 수치가 없습니다.",
        "change.quiet": "그 밖에 {n}개 값이 움직였으나 관련 문장은 모두 성립합니다",
        "change.page": "이 면의 변경 사항",
        "corrections": "정정과 갱신",
    },
}
