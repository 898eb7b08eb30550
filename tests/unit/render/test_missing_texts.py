"""The lines that a second language lacks: one for each text, and one for all that differ in years alone."""

from factbook.render.terminal.missing_texts import group_by_line, write_lines
from factbook.report.second_language import ShownText, Texts


def shown(*texts, name=""):
    return [
        ShownText(text=text, name=name and f"{name}.{at}", place=f"book/a.ko.md:{at}") for at, text in enumerate(texts)
    ]


def test_texts_that_differ_in_years_have_one_line():
    texts = shown("Trips in 2024", "Riders", "Trips in 2025", "Change, 2025 on 2024", "Season 2024/25", "12,025 trips")
    groups = group_by_line(texts, {})
    assert list(groups) == [
        "Trips in {year}", "Riders", "Change, {year} on {before}", "Season {year}", "12,025 trips",
    ]  # fmt: skip
    assert [*write_lines(groups)][:4] == [
        "# book/a.ko.md:0, and 1 more", "# Trips in 2024", '"Trips in {year}": ""', "# book/a.ko.md:1",
    ]  # fmt: skip
    filled = Texts(language="ko", lines={key: f"글 {key}" for key in groups})
    assert [one.text for one in texts if filled.lacks(one.text)] == []


def test_a_line_that_is_there_already_is_not_proposed_again():
    texts = shown("Trips in 2024", "Trips in 2025")
    assert list(group_by_line(texts, {"Trips in {year}": ""})) == ["Trips in {year}"]
    assert list(group_by_line(texts, {"Trips in 2024": ""})) == ["Trips in 2024", "Trips in {year}"]


def test_a_long_text_is_named_by_what_it_belongs_to_unless_others_are_like_it():
    long = "Counted at every gate of the market from the first to the last day of the season of {} by hand"
    assert list(group_by_line(shown(long.format(2025), name="n"), {})) == ["n.0"]
    assert list(group_by_line(shown(long.format(2024), long.format(2025), name="n"), {})) == [long.format("{year}")]
    # Figures flow in, and a text with them is named.
    assert list(group_by_line(shown("{claim}`5 <a>` in 2024", "{claim}`6 <a>` in 2025", name="n"), {})) == [
        "n.0",
        "n.1",
    ]
