"""Texts of a second language hold the numbers of the first, however each language writes them."""

from pathlib import Path

import pytest

from factbook.project.settings import Settings
from factbook.report.second_language import read_texts_file
from factbook.report.texts import read_lines


@pytest.mark.parametrize(
    ("first", "second", "is_bound"),
    [
        ("5 million won", "500만 원", True),
        ("1.35 billion won", "13억5000만 원", True),
        ("seven agencies", "7개 기관", True),
        ("more than double", "두 배 넘게", True),
        ("more than double", "두 배 이상", False),
        ("5 million won", "50만 원", False),
        ("5 million won", "500만 명", False),
        ("seven agencies", "8개 기관", False),
    ],
)
def test_a_figure_of_a_text_is_that_of_the_first_language(
    tmp_path: Path, first: str, second: str, is_bound: bool
) -> None:
    (tmp_path / "book").mkdir()
    (tmp_path / "book/texts.ko.yml").write_text(f'"{first}": {second}\n', encoding="utf-8")
    page = read_lines(read_texts_file(tmp_path, "ko", []), {}, frozenset(), Settings())
    assert (not page.numbers) == is_bound


def test_a_line_break_in_quotes_begins_no_line_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    line = '"A turn": "첫 줄\\n둘째 줄, {claim}`840명 <agencies.people>`"\n'
    (tmp_path / "book/texts.ko.yml").write_text('"Nothing": 없음\n' + line, encoding="utf-8")
    page = read_lines(read_texts_file(tmp_path, "ko", []), {}, frozenset(), Settings())
    assert [(claim.printed, claim.place.line) for claim in page.claims] == [("840명", 2)]
