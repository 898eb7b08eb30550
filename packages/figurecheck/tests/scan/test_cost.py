"""What a scan costs grows with the length of the text and not with its square, whatever the text repeats."""

from __future__ import annotations

import sys
import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from figurecheck.scan import Fact, Facts, cut_sentences, index_facts, scan
from figurecheck.scan.drafts import DraftKind, parse_draft

FACTS = index_facts(
    [
        Fact(id="oslo", value=Decimal(12), about=("Oslo", "Norway"), measure="murders", period="2024"),
        Fact(id="bergen", value=Decimal(13), about=("Bergen", "Norway"), measure="murders", period="2024"),
        Fact(id="thefts", value=Decimal(23022), label="thefts", population="Thefts on record", period="2024"),
        Fact(id="share", value=Decimal("0.3"), unit="share", label="share of words in things", period="2024"),
    ]
)
ATOMS = (
    *("1", "12%", "23,022", "61 - 44", "7-of-9", "$5", "2024", "from 1 to 2", "more than", "one hundred", "만천백"),
    *(
        "2만3022명",
        "0",
        ".",
        ",",
        "-",
        "/",
        ":",
        "(",
        ")",
        "[",
        "](",
        "`",
        "``",
        "*",
        "**",
        "_",
        "|",
        "<",
        "<!--",
        "<div>",
    ),
    *("&lt", "\n", "\n\n", "\t", " ", "a", "aa.", "A-", "Oslo", "the thefts", "by", "of the", "up", "\u0301", "“"),
    *("{claim}`", "```", ":::{note}", "$$", "---", "# ", "> ", "- ", "1. ", "[^1]", "한 번"),
)
TEXTS = st.lists(st.sampled_from(ATOMS), min_size=1, max_size=4).map("".join)
LOCALES = st.sampled_from(["en", "ko"])


def repeated(piece: str, size: int) -> str:
    return (piece * (size // len(piece) + 1))[:size]


def calls_of(text: str, locale: str, facts: Facts = FACTS) -> int:
    """Count the calls of functions in a scan: as seconds do, but not on how busy the machine is."""
    count = 0

    def profile(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event.endswith("call")

    sys.setprofile(profile)
    try:
        scan(text, facts, locale=locale)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.slow
@settings(max_examples=8)
@given(TEXTS, LOCALES)
def test_twice_the_text_costs_twice_the_work(piece, locale):
    scan(repeated(piece, 500), FACTS, locale=locale)
    once, twice = (calls_of(repeated(piece, size), locale) for size in (2500, 5000))
    assert twice < 3 * once + 1000


def listed(count: int) -> list[Fact]:
    """So many statistics on towns, whose names share their letters."""
    return [
        Fact(id=str(at), value=Decimal(at), about=(f"Town{chr(97 + at % 26)}{at}",), measure="thefts", period="2024")
        for at in range(count)
    ]


def test_twice_the_statistics_cost_a_scan_no_more():
    text = "In 2024 Towna0 had 5 thefts and Townb1 had 7. " * 20
    once, twice = (calls_of(text, "en", index_facts(listed(size))) for size in (200, 400))
    assert twice < 1.2 * once


@pytest.mark.slow
@settings(max_examples=25)
@given(TEXTS, st.sampled_from(DraftKind))
def test_a_draft_of_a_hundred_kilobytes_is_read_in_seconds(piece, kind):
    if kind is DraftKind.DOCX:
        return
    data = repeated(piece, 100_000).encode()
    begun = time.process_time()
    parse_draft(data, "draft", kind)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("head", ["<!--a-->" * 60, "<!--" * 25_000, "\n" * 50_000], ids=len)
def test_the_kind_of_a_draft_is_found_in_seconds(head):
    begun = time.process_time()
    parse_draft(f"{head}x".encode(), "draft")
    assert time.process_time() - begun < 5


def test_a_sentence_without_an_end_is_read_in_parts_that_are_named():
    text = "Oslo had 12 murders, " * 200
    assert len(cut_sentences(text)) > 1
    assert cut_sentences("Oslo had 12 murders. " * 200) == []
    assert len(scan(text, FACTS)) == 200
