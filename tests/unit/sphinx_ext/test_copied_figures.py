"""Figures in copies of checked texts, such as descriptions, that the last look at a page accounts for."""

import pytest

from factbook.project.settings import Settings
from factbook.sphinx_ext.transforms.written_pages import compile_printed, drop_printed

KOREAN = Settings(language="ko")


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        pytest.param("425.65 ppm", "평균 425.65 ppm이었다.", id="a particle behind a unit in Latin letters"),
        pytest.param("164,900㎡", "면적은 164,900㎡로 늘었다.", id="behind a sign"),
        pytest.param("16만4900명", "16만4900명이었다.", id="behind a counter"),
        pytest.param("164,900", "방문객은 164,900으로 늘었다.", id="behind digits"),
        pytest.param("164,900", "방문객은 164,900명으로 늘었다.", id="a counter behind digits"),
        pytest.param("70", "노선 70의 승객", id="one letter behind digits"),
        pytest.param("425.65 ppm", "It averaged 425.65 ppm.", id="the end of a sentence"),
    ],
)
def test_a_printed_figure_is_accounted_for(printed, text):
    assert not any(sign.isdigit() for sign in drop_printed(text, compile_printed([printed]), KOREAN))


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        pytest.param("5", "5월에 늘었다", id="a month"),
        pytest.param("5", "5만에 이른다", id="a scale word"),
        pytest.param("5", "5분의 1에 이른다", id="a fraction"),
        pytest.param("5", "5.3 ppm", id="a longer number"),
        pytest.param("5 pp", "5 ppm이었다", id="a longer unit"),
    ],
)
def test_what_merely_begins_like_one_is_not(printed, text):
    assert drop_printed(text, compile_printed([printed]), KOREAN) == text
