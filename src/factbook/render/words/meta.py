"""Words around a page: citing it, reporting an error, a page that does not exist."""

from __future__ import annotations

from collections.abc import Mapping

EN: Mapping[str, str] = {
    "cite": "Cite this page",
    "cite.text": "{author}“{page}”, {report}, edition {label}, {date}.",
    "cite.report": "{author}{report}, edition {label}, {date}.",
    "cite.bibtex": "BibTeX",
    "cite.csl": "CSL-JSON",
    "report": "Report an error",
    "report.subject": "Error in {report}: {about}",
    "report.body": "Page: {address}\nFigure: {id}\nEdition: {label}\n\nWhat is wrong, and how can it be seen?\n",
    "report.page": "Page: {address}\nEdition: {label}\n\nWhich figure is wrong, and how can it be seen?\n",
    "missing": "This page does not exist",
    "missing.text": "The address may be mistyped, or the page may stand in an earlier edition only.",
    "missing.front": "The front page",
    "missing.evidence": "All evidence",
    "dataset.covers": "Covers {first} to {last}.",
    "dataset.covers.one": "Covers {first}.",
    "dataset.size": "{size} CSV",
    "dataset.unit": "in {unit}",
    "dataset.sources": "{n} sources, published {first} to {last}.",
    "dataset.sources.one": "One source, published {last}.",
    "licence": "Licence",
    "contents": "Contents",
    "notebook.said": "The notebook {name} with its code, as it ran for this edition, and what it recorded.",
    "pdf.evidence": "Evidence: {title}",
}

KO: Mapping[str, str] = {
    "cite": "이 면 인용하기",
    "cite.text": "{author}“{page}”, {report}, {label}판, {date}.",
    "cite.report": "{author}{report}, {label}판, {date}.",
    "cite.bibtex": "BibTeX",
    "cite.csl": "CSL-JSON",
    "report": "오류 알리기",
    "report.subject": "{report}의 오류: {about}",
    "report.body": "면: {address}\n수치: {id}\n판: {label}\n\n무엇이 틀렸고, 어떻게 확인할 수 있습니까?\n",
    "report.page": "면: {address}\n판: {label}\n\n어느 수치가 틀렸고, 어떻게 확인할 수 있습니까?\n",
    "missing": "없는 면입니다",
    "missing.text": "주소가 잘못되었거나, 이전 판에만 있던 면일 수 있습니다.",
    "missing.front": "첫 면",
    "missing.evidence": "모든 근거",
    "dataset.covers": "대상 기간 {first}\u2013{last}.",
    "dataset.covers.one": "대상 기간 {first}.",
    "dataset.size": "CSV {size}",
    "dataset.unit": "단위 {unit}",
    "dataset.sources": "출처 {n}건, {first}부터 {last}까지 공개.",
    "dataset.sources.one": "출처 1건, {last} 공개.",
    "licence": "이용 조건",
    "contents": "차례",
    "notebook.said": "이 판에서 실행된 노트북 {name}: 코드와 기록한 값.",
    "pdf.evidence": "근거: {title}",
}
