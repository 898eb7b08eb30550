"""The words of each language: the same keys, the same names to fill in, and no text forgotten."""

from __future__ import annotations

import re

import pytest

from factbook.model.edition import Kind
from factbook.render.words.interface import find_languages, find_words, read_words
from factbook.render.words.verdicts import GROUPS
from figurecheck.model import Aspect, How, Rating, Risk, Verdict

OTHERS = sorted(find_languages() - {"en"})


def names_of(text: str) -> set[str]:
    return set(re.findall(r"\{(\w*)\}", text))


def is_polite(text: str) -> bool:
    """Whether a Korean text has a sentence in the style by which readers are addressed: 합니다, and not 아니다."""
    return any((ord(before) - 0xAC00) % 28 == 17 for before in re.findall(r"(\w)니다", text))


def test_there_are_languages_beside_english():
    assert "ko" in OTHERS


@pytest.mark.parametrize("tag", OTHERS)
def test_a_language_has_the_keys_of_english_and_no_others(tag):
    assert read_words(tag).keys() == read_words("en").keys()


@pytest.mark.parametrize(
    ("start", "named"),
    [
        ("", Verdict),
        ("", Rating),
        ("caution.", Risk),
        ("aspect.", Aspect),
        ("how.", How),
        ("how.short.", How),
        ("kind.", Kind),
        ("review.result.", Rating),
    ],
)
def test_each_value_that_is_shown_by_its_name_has_a_text(start, named):
    assert {f"{start}{one.value}" for one in named} <= read_words("en").keys()


def test_each_verdict_has_a_line_under_its_figures():
    assert GROUPS.keys() == {*Verdict}


@pytest.mark.parametrize("tag", OTHERS)
def test_a_text_has_the_same_names_to_fill_in_as_in_english(tag):
    english, words = read_words("en"), read_words(tag)
    assert {key for key in english if names_of(english[key]) != names_of(words[key])} == set()


@pytest.mark.parametrize("tag", sorted(find_languages()))
def test_no_text_is_empty(tag):
    assert {key for key, text in read_words(tag).items() if not text.strip()} == set()


@pytest.mark.parametrize(
    ("language", "tag"), [("ko-KR", "ko"), ("KO", "ko"), ("fr", "en"), ("", "en"), ("../en", "en")]
)
def test_a_language_is_found_by_its_main_tag_and_english_serves_where_there_is_none(language, tag):
    assert find_words(language) is read_words(tag)


def test_korean_sentences_end_in_one_style_and_leave_no_particle_open():
    words = read_words("ko")
    # Pages are written as newspapers are; publishers who are asked, and editors at work, are addressed.
    addressed = ("ask.", "desk.", "serve.", "report.")
    polite = {key for key, text in words.items() if is_polite(text) or re.search("십시오|니까", text)}
    assert {key for key in polite if not key.startswith(addressed)} == set()
    assert {key for key, text in words.items() if "평가" in text or "오늘" in text or "기계" in text} == set()
    # Only the phrases of the check are filled in with the particle that fits.
    assert [
        key for key, text in words.items() if re.search(r"\((?:으|이)\)|은\(는\)|이\(가\)|을\(를\)|과\(와\)", text)
    ] == []


def test_a_page_of_the_site_has_one_korean_name():
    assert [
        key for key, text in read_words("ko").items() if re.search(r"(?<!\w)[면쪽](?:[은을의이에]|$|:)", text)
    ] == []
