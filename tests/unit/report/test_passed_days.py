"""Sentences that have a day still to come which has passed since the newest source, by page and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from factbook.report.passed_days import find_days, is_to_come


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("The baths will close in October 2026.", "en"),
        ("The baths are to lose their licence on 2 October 2026.", "en"),
        ("The council passed the act, by which the baths close on October 2, 2026.", "en"),
        ("In October 2026, the baths close.", "en"),
        ("By an act of 2025 the office ends in October 2026", "en"),
        ("수영장은 2026년 10월 2일 문을 닫는다.", "ko"),
        ("수영장은 2026년 10월에 폐쇄될 예정이다.", "ko"),
        ("Das Bad soll im Oktober 2026 schließen.", "de"),
    ],
)
def test_a_day_ahead_of_the_writer_is_named(sentence, language):
    ((words, _),) = find_days(sentence, language)
    assert is_to_come(sentence, words, language)


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("The baths were to close in October 2026.", "en"),
        ("By an act of 2025 the office was to end in October 2026", "en"),
        ("What happened in October 2026, our sources are too old to say.", "en"),
        ("We asked the council on 20 October 2026.", "en"),
        ("| End of the lease | 1 October 2026 |", "en"),
        ("수영장은 2026년 10월 문을 닫을 예정이었다.", "ko"),
        ("수영장은 2026년 10월 문을 닫았다.", "ko"),
        ("Das Bad sollte im Oktober 2026 schließen.", "de"),
    ],
)
def test_one_behind_or_told_of_as_planned_is_not(sentence, language):
    ((words, _),) = find_days(sentence, language)
    assert not is_to_come(sentence, words, language)


def test_check_and_queue_name_the_line_strict_passes_and_seal_refuses(factbook, starter: Path):
    folder = starter
    page = folder / "book" / "index.md"
    last = page.read_text("utf-8").count("\n") + 3
    page.write_text(page.read_text("utf-8") + "\n\nThe depot will close on 1 May 2026.\n", "utf-8")
    place = f"book/index.md:{last}: “The depot will close on 1 May 2026.” has 1 May 2026 still to come"
    result = factbook("check", "--strict", "--project", folder)
    assert (result.returncode, place in result.stdout) == (0, True)
    assert place in factbook("queue", "--project", folder).stdout
    result = factbook("seal", "2026-12", "--project", folder)
    assert (result.returncode, place in result.stderr) == (2, True)
    assert not list((folder / "book").glob("editions/*.json"))
    # As of a day before it, it is still to come.
    assert place not in factbook("check", "--as-of", "2026-04-01", "--project", folder).stdout
