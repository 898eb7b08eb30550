"""The variables of the house style: read with a message for each fault, in step with the style sheet and its page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from factbook.project.settings import EXTENSION, parse_settings
from factbook.project.style import COLOURS, FONTS, LENGTHS, NEEDS, Style, contrast, find_weak_contrasts

ROOT = Path(__file__).parents[3]
SHEET = (ROOT / "packages/factbook/src/factbook/render/assets/static/factbook.css").read_text("utf-8")
PAGE = (ROOT / "docs/style.md").read_text("utf-8")


def parse(text: str) -> tuple[Style, list[str]]:
    complaints: list = []
    config = {"sphinx": {"extra_extensions": [EXTENSION]}, "factbook": {"style": yaml.safe_load(text)}}
    return parse_settings(config, complaints).style, [str(one) for one in complaints]


def test_variables_are_those_of_the_style_sheet():
    for name, (light, dark) in COLOURS.items():
        assert f"--fb-{name}: light-dark({light}, {dark});" in SHEET
    for name, length in LENGTHS.items():
        assert f"--fb-{name}: {length};" in SHEET
    assert all(f"--fb-{name}:" in SHEET for name in FONTS)


def test_the_page_on_style_names_every_variable_with_its_values():
    rows = {match[1]: match[2].split(" | ") for match in re.finditer(r"^\| `([\w-]+)` \| (.*) \|$", PAGE, re.MULTILINE)}
    assert {name: tuple(row[:2]) for name, row in rows.items() if name in COLOURS} == COLOURS
    assert {name: row[0] for name, row in rows.items() if name in LENGTHS} == LENGTHS
    assert set(rows) == {*COLOURS, *LENGTHS}


@pytest.mark.parametrize("example", re.findall(r"```yaml\nfactbook:\n  style:\n(.*?)```", PAGE, re.DOTALL))
def test_examples_of_the_page_work_and_can_be_read_on(example):
    style, complaints = parse(example)
    assert style
    assert complaints == []
    assert list(find_weak_contrasts(style)) == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("paper: '#fed'", ["--fb-paper: light-dark(#ffeedd, #ffeedd);"], id="one colour for both"),
        pytest.param("ink: {dark: '#FFFFFF'}", ["--fb-ink: light-dark(#171c20, #ffffff);"], id="only the dark one"),
        pytest.param("ok: ['#111', '#eee']", ["--fb-ok: light-dark(#111111, #eeeeee);"], id="a pair"),
        pytest.param("measure: 36rem\nradius: 0", ["--fb-measure: 36rem;", "--fb-radius: 0rem;"], id="lengths"),
        pytest.param("serif: Charter, Gill Sans, serif", ['--fb-serif: "Charter", "Gill Sans", serif;'], id="families"),
    ],
)
def test_what_is_changed_is_said(text, lines):
    style, complaints = parse(text)
    assert complaints == []
    assert [line.strip() for line in style.css.splitlines() if line.startswith("  ")] == lines


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("papr: '#fff'", "papr: no such variable (did you mean paper?)"),
        (
            "ink: red",
            "ink: 'red' is not a colour (write it in quotes, as '#171c20' or as {light: '#...', dark: '#...'})",
        ),
        ("ink: {light: '#fff', dusk: '#000'}", "ink: {'light': '#fff', 'dusk': '#000'} is not a colour"),
        ("measure: wide", "measure: 'wide' is not a length (write a number with rem, em, px or ch, such as 38rem)"),
        ("sans: 'A\"; } body { display: none'", "names no fonts"),
        ("faces: {House: ../house.woff2}", "names no files of fonts"),
        ("faces: {House: /etc/house.woff2}", "names no files of fonts"),
        ("[paper]", "style: is not a table of variables (write name: value lines)"),
    ],
)
def test_a_fault_is_told_with_its_place(text, complaint):
    style, complaints = parse(text)
    assert len(complaints) == 1
    assert complaints[0].startswith("_config.yml: factbook.style")
    assert complaint in complaints[0]
    assert "display" not in style.css


def test_colours_that_can_no_longer_be_read_are_named():
    style, _ = parse("ink-3: {light: '#999999'}")
    assert [str(one) for one in find_weak_contrasts(style)] == [
        "_config.yml: factbook.style.ink-3: #999999 on paper #ffffff has a contrast of 2.85 on light pages "
        "(WCAG AA asks for 4.5; make one of them darker)"
    ]
    ground, _ = parse("paper: {dark: '#888888'}")
    found = {str(one).split(":")[1] for one in find_weak_contrasts(ground)}
    assert found > {" factbook.style.ink-2", " factbook.style.mark"}


def test_our_own_colours_are_strong_enough():
    for text, ground, least in NEEDS:
        assert all(contrast(COLOURS[text][at], COLOURS[ground][at]) >= least for at in (0, 1)), (text, ground)


def test_nothing_changed_is_nothing_said():
    assert parse("{}")[0].css == parse("")[0].css == ""
