"""Findings, sources and rows for the tests of rendering, and a reader of what was rendered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from html.parser import HTMLParser

import pytest

from figurecheck.model import Cell, Finding, Interval, Place, RowSet, Source, Statistic, Verdict

VOID = {"wbr", "input", "br", "img", "meta", "link", "hr"}


@dataclass
class Html(HTMLParser):
    """Every tag with its attributes, and all text; fails on a tag that is never closed."""

    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    text: str = ""
    open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def find(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


@pytest.fixture
def read_html() -> Callable[[str], Html]:
    def read(text: str) -> Html:
        found = Html()
        found.feed(str(text))
        found.close()
        assert not found.open
        return found

    return read


@pytest.fixture
def make_finding() -> Callable[..., Finding]:
    """A finding on a statistic of two rows; `text` stands in every field that comes from outside."""

    def make(verdict: Verdict = Verdict.ROUNDED, text: str = "plain", url: str = "https://example.org/a") -> Finding:
        columns = ("year", "series", "value", "unit", "source_id")
        rows = tuple((year, text, Decimal(value), "people", "src") for year, value in ((2023, "3151"), (2024, "3232")))
        statistic = Statistic(
            id="foreign.total.2024",
            value=Decimal(3232),
            unit="people",
            population=text,
            label=text,
            note=text,
            period=text,
            rows=(RowSet(dataset="foreign", columns=columns, rows=rows, lines=(12, 13)),),
            cell=Cell(notebook=f"notebooks/{text}.ipynb", index=2, code=text),
        )
        return Finding(
            verdict=verdict,
            reason=text,
            printed=text,
            value=Decimal(3232),
            unit="people",
            interval=Interval(low=Decimal("3231.5"), high=Decimal("3232.5")),
            margin=Decimal("0.5"),
            statistic=statistic,
            place=Place(file=f"book/{text}.md", line=3),
            source=Source(id="src", title=text, publisher=text, published=text, url=url, note=text)
            if verdict is Verdict.REPORTED
            else None,
        )

    return make


@pytest.fixture
def sources() -> dict[str, Source]:
    return {
        "src": Source(
            id="src", title="A release", publisher="An office", published="2025-02-17", url="https://example.org/a"
        )
    }
