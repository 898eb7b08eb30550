"""Figures that the roles of a book print: found on the page, filled when the notebooks have run."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from factbook.report.glued import fill_glued, find_pasted, name_glued
from factbook.report.pages import parse_page
from factbook.sphinx_ext.build.urls import safe
from figurecheck.model import Cell, Statistic, Verdict
from figurecheck.model.statistic import PICTURE, TEXT
from figurecheck.verdicts.claims import check_claim
from figurecheck.verdicts.known import Known

BOOK = "cells/hives.ipynb"


def make(key: str, printed: str, unit: str = "", notebook: str = BOOK) -> Statistic:
    value = Decimal(printed) if not unit else printed
    cell = Cell(notebook=notebook, index=0)
    return Statistic(id=key, key=key, value=value, unit=unit, printed=printed, cell=cell)


def know(*glued: Statistic, recorded: tuple[Statistic, ...] = ()) -> Known:
    statistics = {one.id: one for one in recorded}
    named = name_glued(glued, statistics)
    statistics |= {one.id: one for one in named.values()}
    places = {place: one.id for place, one in named.items()}
    return Known(statistics=statistics, sources={}, printed_by=lambda _: None, glued=places)


KNOWN = know(
    make("rise", "0.34859"),
    make("most", "South", TEXT),
    make("plot", "", PICTURE),
    make("tbl:n", "12"),
    make("n", "40", notebook="cells/other.md"),
    make("n", "41"),
)
PAGE = """\
A rise of {glue:text}`cells/hives.ipynb::rise:.0%`, most in {glue:text}`cells/hives.ipynb::most`: 5 more.

```{glue:figure} plot
:doc: cells/hives.ipynb
Seen {glue:text}`cells/hives.ipynb::tbl:n` times.
```

{glue:text}`cells/hives.ipynb::ryse:.1f` {glue:text}`cells/other::n` {glue:text}`cells/hives.ipynb::n:d`

`{glue:text}` is the role; {glue:md}`cells/hives.ipynb::rise`.
"""


def test_a_page_has_a_claim_for_each_number_and_text_and_a_complaint_for_what_is_missing():
    page = fill_glued(parse_page(PAGE, file="index.md"), KNOWN)
    assert [(one.printed, one.target, one.where) for one in page.claims] == [
        ("35%", "rise", "prose"),
        ("South", "most", "prose"),
        ("12", "tbl:n", "caption"),
        ("40", "cells/other::n", "prose"),
        ("41", "cells/hives::n", "prose"),
    ]
    assert [str(one) for one in page.complaints] == [
        "index.md:8: 'ryse' was not glued in cells/hives.ipynb (did you mean rise?)"
    ]
    assert [number.text for number in page.numbers] == ["5"]
    assert {check_claim(one, KNOWN).verdict for one in page.claims} == {Verdict.EXACT, Verdict.ROUNDED}


def test_columns_are_those_of_the_roles():
    page = fill_glued(parse_page(PAGE, file="index.md"), KNOWN)
    first = page.claims[0].place
    line = PAGE.split("\n", maxsplit=1)[0]
    assert line[first.column - 1 : first.last_column] == "{glue:text}`cells/hives.ipynb::rise:.0%`"


WORDS = st.lists(st.sampled_from(["rise", "most", "tbl:n", "a", "word.", "Then"]), min_size=1, max_size=9)


@given(WORDS)
def test_every_claim_stands_where_its_passage_says(words):
    marked = (f"{{glue:text}}`cells/hives.ipynb::{one}`" if one in {"rise", "most", "tbl:n"} else one for one in words)
    page = fill_glued(parse_page(" ".join(marked), file="index.md"), KNOWN)
    assert len(page.claims) == sum(one in {"rise", "most", "tbl:n"} for one in words)
    for claim in page.claims:
        assert claim.passage[claim.start : claim.end] == claim.printed
        assert claim.printed in claim.sentence


def test_names_are_relative_to_the_page_or_to_the_root_with_an_ending_or_without():
    for name in ("hives.ipynb", "hives", "/cells/hives.ipynb", "./hives.md", "cells/hives"):
        assert find_pasted(f"{name}::rise", file="cells/page.md", known=KNOWN).printed == "0.34859", name
    assert find_pasted("rise:.1%", file=BOOK, known=KNOWN).printed == "34.9%"
    assert find_pasted("rise", file=BOOK, known=KNOWN, document="").is_figure
    assert not find_pasted("plot", file="page.md", known=KNOWN, document="cells/hives.ipynb").is_figure


def test_a_format_that_does_not_fit_prints_the_value_and_says_so():
    pasted = find_pasted("most:.1f", file=BOOK, known=KNOWN)
    assert (pasted.printed, pasted.remedy) == ("South", "correct the format")


def test_a_key_that_something_else_has_gets_the_name_of_its_notebook():
    recorded = Statistic(id="n", value=Decimal(1))
    known = know(make("n", "2"), recorded=(recorded,))
    assert known.statistics["n"] is recorded
    assert known.statistics["cells/hives::n"].printed == "2"


def test_of_a_key_that_a_notebook_uses_twice_the_last_value_counts():
    assert know(make("n", "2"), make("n", "3")).statistics["n"].printed == "3"


def test_what_a_format_prints_is_never_called_misread():
    known = know(make("p", "0.0000123"), make("x", "nan", TEXT))
    for role in ("p:.1e", "x"):
        page = fill_glued(parse_page(f"p = {{glue:text}}`{BOOK}::{role}`", file="index.md"), known)
        assert check_claim(page.claims[0], known).verdict is Verdict.EXACT


KEYS = st.lists(st.text("aB .:/-_", min_size=1, max_size=4), min_size=1, max_size=8, unique=True)


@given(KEYS, st.booleans())
def test_every_key_has_an_id_and_a_page_of_its_own(keys, is_shared):
    glued = [make(key, "1") for key in keys]
    glued += [make(key, "2", notebook="b.ipynb") for key in keys] if is_shared else []
    named = name_glued(glued, {})
    assert {key for _, key in named} == set(keys)
    files = [safe(item.id).lower() for item in named.values()]
    assert len(set(files)) == len(files) == len(glued)
