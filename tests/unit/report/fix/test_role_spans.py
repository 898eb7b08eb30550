"""New digits are set into a file, and no other byte of it changes."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbook import judge
from factbook.report.fix.role_spans import FileText, apply_splices, read_cell_sources
from factbook.report.pages import parse_notebook_text, parse_page
from figurecheck.figures import DEFAULT_RULES
from figurecheck.model import Claim, Place, Role, Severity
from figurecheck.verdicts.reprint import reprint

PAGE = (
    "# {claim}`12 people <a.b>` came\n\nOf `{claim}` and ``{claim}`12 people <a.b>` `` and then\n"
    "{claim}`12 people <a.b>`, {claim}`12 people <a.c>` and {claim}`12 people <a.b>` more.\n\n"
    "| x | {claim}` 12 people  <a.b>` |\n|---|---|\n| y | {claim}`3만 2,456명 <a.k>` |\n"
)


def change(text: str, claims, new: dict[str, str], *, is_notebook: bool = False) -> str:
    places = FileText(text, is_notebook=is_notebook)
    splices = [places.splice(claim, new[claim.id]) for claim in claims if claim.id in new]
    assert None not in splices
    return apply_splices(text, splices)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old mac"])
@pytest.mark.parametrize("begin", ["", "\ufeff"], ids=["plain", "byte order mark"])
def test_each_of_several_equal_figures_is_found(begin, end):
    text = begin + PAGE.replace("\n", end)
    claims = parse_page(begin + PAGE, file="p.md").claims
    assert [claim.printed for claim in claims] == ["12 people"] * 5 + ["3만 2,456명"]
    for number, claim in enumerate(claims):
        changed = change(text, claims, {claim.id: claim.printed.replace("2", "7")})
        pages = parse_page(changed.replace(end, "\n"), file="p.md").claims
        differing = [
            at for at, (one, other) in enumerate(zip(claims, pages, strict=True)) if one.printed != other.printed
        ]
        assert differing == [number]
        assert len(changed) == len(text)
    assert "``{claim}`12 people <a.b>` ``" in changed


@pytest.mark.parametrize(
    "text",
    [
        "> Of {claim}`12\n> people <a.b>` more.\n",
        "> > Of {claim}`12\n> >people <a.b>` more.\n",
        "> - Of {claim}`more than 12\r\n>   people <a.b>`\n",
    ],
    ids=["a quotation", "one in another", "a list in one, of Windows"],
)
def test_a_figure_that_goes_over_two_lines_of_a_quotation_is_found(text):
    (claim,) = parse_page(text, file="p.md").claims
    changed = change(text, [claim], {claim.id: claim.printed.replace("12", "17")})
    assert changed == text.replace("12", "17")


SOURCES = [
    "Of {claim}`1,234 people <a.b>` “some” \U0001f600 {claim}`1,234 people <a.b>`.\n",
    ['A \\ "quote", \t\n', "and {claim}`3만 2,456명 <a.k>` – ", "here {claim}`40% <a.s>`.\n"],
]


@pytest.mark.parametrize("ascii", [True, False])
@pytest.mark.parametrize("indent", [None, 1])
def test_only_the_digits_of_a_notebook_change(ascii, indent):
    cells = [
        {"source": "x = '{claim}`40% <a.s>`'", "cell_type": "code", "outputs": [{"text": ["{claim}`40% <a.s>`"]}]},
        *({"cell_type": "markdown", "source": one, "metadata": {"source": "{claim}`40% <a.s>`"}} for one in SOURCES),
    ]
    text = json.dumps(
        {"metadata": {}, "cells": cells, "nbformat": 4, "nbformat_minor": 5}, ensure_ascii=ascii, indent=indent
    )
    claims = parse_notebook_text(text, file="n.ipynb").claims
    new = {
        claim.id: {"1,234 people": "987 people", "3만 2,456명": "1억 3,000만 200명", "40%": "41%"}[claim.printed]
        for claim in claims
    }
    changed = change(text, claims, new, is_notebook=True)
    assert changed.isascii() == ascii
    again = parse_notebook_text(changed, file="n.ipynb").claims
    assert [claim.printed for claim in again] == ["987 people", "987 people", "1억 3,000만 200명", "41%"]
    assert json.loads(changed)["cells"][0] == cells[0]
    # As many lines, and the same but for three of them at most.
    lines, others = text.split("\n"), changed.split("\n")
    assert len(lines) == len(others)
    assert sum(one != other for one, other in zip(lines, others, strict=True)) <= 3


def test_the_text_of_a_cell_is_the_one_that_json_has():
    cells = [{"source": ['a\\u00e9\\\\ "\n', "\U0001f600 \ud800"]}, {"source": ""}, {"attachments": {"source": "no"}}]
    for ascii in (True, False):
        text = json.dumps({"a": [{"cells": [{"source": "no"}]}, [], {}], "cells": cells, "z": "\\"}, ensure_ascii=ascii)
        sources = read_cell_sources(text)
        assert {at: one.text for at, one in sources.items()} == {0: "".join(cells[0]["source"]), 1: ""}
        begin, end = sources[0].span(0, 3)
        assert json.loads(f'"{text[begin:end]}"') == sources[0].text[:3]
        # A string ends in between.
        assert sources[0].span(0, len(sources[0].text)) is None


def test_what_is_not_found_for_certain_is_not_changed():
    place = Place(file="p.md", line=9)
    claim = Claim(id="1", role=Role.CLAIM, printed="12", target="a.b", place=place)
    assert FileText("{claim}`12 <a.b>` {claim}`12 <a.b>`", is_notebook=False).splice(claim, "13") is None
    assert FileText("{claim}`12 <a.c>` {claim}`13 <a.b>`", is_notebook=False).splice(claim, "13") is None
    chart = Claim(id="1", role=Role.CLAIM, printed="12", target="a.b", place=Place(file="n.ipynb", cell=0))
    code = json.dumps({"cells": [{"cell_type": "code", "source": "x = 1\n'{claim}`12 <a.b>`'"}]})
    assert FileText(code, is_notebook=True).splice(chart, "13") is None
    # A person changes it, who is told the line.
    assert FileText(code, is_notebook=True).find_code_line(chart) == 2
    made = json.dumps({"cells": [{"cell_type": "code", "source": "f'{claim}`{x} <a.b>`'"}]})
    assert FileText(made, is_notebook=True).find_code_line(chart) is None


@pytest.mark.parametrize("end", ["\n", "\r\n", " \n  "])
def test_a_role_that_breaks_over_lines_breaks_there_still(end):
    place = Place(file="p.md", line=1)
    claim = Claim(id="1", role=Role.CLAIM, printed="about 12 people", target="a.b", place=place)
    text = f"Of {{claim}}`about 12{end}people <a.b>` some."
    found = FileText(text, is_notebook=False).splice(claim, "about 15 people")
    assert apply_splices(text, [found]) == f"Of {{claim}}`about 15{end}people <a.b>` some."
    assert FileText(text, is_notebook=False).splice(claim, "15 people") is None


SHAPES = [
    ("1,234 people", "people", "en"), ("about 380 people", "people", "en"), ("29.1%", "share", "en"),
    ("more than 380", "people", "en"), ("nearly 400", "people", "en"), ("€4.30", "EUR", "en"),
    ("fell 16.6%", "share", "en"), ("$5.2bn", "USD", "en"), ("1.2 million", "people", "en"),
    ("2.06 times", "ratio", "en"), ("at least 30%", "share", "en"), ("3만 2,456명", "people", "ko"),
    ("약 127만 명", "people", "ko"), ("1.2억 원", "KRW", "ko"), ("29.1% 감소", "share", "ko"),
    ("29,1 %", "share", "de"), ("1.268.480", "people", "de"), ("rund 400", "people", "de"),
]  # fmt: skip


@given(
    printed=st.sampled_from(SHAPES),
    value=st.one_of(
        st.decimals("-2", "2", places=5), st.decimals("0", "1000", places=3), st.integers(0, 10**10).map(Decimal)
    ),
)
def test_what_is_written_holds_and_is_all_that_changes(printed, value):
    printed, unit, locale = printed
    text = reprint(printed, value, unit=unit, locale=locale, rules=DEFAULT_RULES)
    if text is None:
        return
    page = f"Of {{claim}}`12 <a.c>` there were {{claim}}`{printed} <a.b>`, and {{claim}}`12 <a.c>`.\r\n"
    [claim] = [one for one in parse_page(page, file="p.md", locale=locale).claims if one.target == "a.b"]
    changed = change(page, [claim], {claim.id: text})
    [written] = re.findall(r"\{claim\}`([^`]*) <a.b>`", changed)
    assert judge(written, value, unit=unit, locale=locale).verdict.severity is Severity.OK
    assert changed.replace(written, "", 1) == page.replace(printed, "", 1)
