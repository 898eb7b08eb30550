"""MyST pages are read as their readers see them, and every figure keeps its line."""

from __future__ import annotations

import pytest

from factbook.report import pages
from factbook.report.myst import (
    GAP,
    Fault,
    Piece,
    Reference,
    TextRun,
    find_runs,
    parse_target,
    split_options,
    strip_roles,
)
from factbook.report.pages import parse_page


def runs(text: str) -> list[TextRun]:
    return [run for run in find_runs(text) if isinstance(run, TextRun)]


def roles(text: str) -> list[Piece]:
    return [piece for run in runs(text) for piece in run.pieces if piece.role]


@pytest.mark.parametrize(
    ("source", "visible"),
    [
        pytest.param("A **23**,022 b", "A 23,022 b", id="emphasis does not split a number"),
        pytest.param("[seven](http://x/9)", "seven", id="a link's address is not visible"),
        pytest.param("`12` and {math}`3`", f"{GAP} and {GAP}", id="code and mathematics are passed over"),
        pytest.param("{sup}`2` of {abbr}`5`", "2 of 5", id="the text of an unknown role is visible"),
        pytest.param("x {claim}`5 <a.b>` y", f"x {GAP} y", id="a figure is a gap in the text around it"),
        pytest.param("<b>6</b> apples", "6 apples", id="text between HTML tags"),
        pytest.param("a &amp; 7 \\* 8", "a & 7 * 8", id="entities and escapes"),
    ],
)
def test_visible_text(source: str, visible: str) -> None:
    assert runs(source)[-1].text == visible


@pytest.mark.parametrize(
    ("source", "where"),
    [
        pytest.param("# Seven", "heading", id="heading"),
        pytest.param("| a |\n|---|\n| 7 |", "table", id="cell"),
        pytest.param("![alt of 7](x.png)", "text alternative", id="picture"),
        pytest.param("```{figure} x.png\n:alt: seven\nCaption of 7\n```", "caption", id="figure caption"),
        pytest.param("```{table} Title of 7\n| a |\n|---|\n| b |\n```", "table", id="table body"),
        pytest.param("---\ndescription: All 7\n---\n", "description", id="front matter"),
        pytest.param('a <img src="x" alt="7 dwarfs">', "text alternative", id="alt of an HTML picture"),
    ],
)
def test_where_a_text_stands(source: str, where: str) -> None:
    assert where in {run.where for run in runs(source)}


@pytest.mark.parametrize(
    "source",
    [
        "```python\nx = 23022\n```",
        "```{code-block} python\nx = 23022\n```",
        "```{ figure } x.png\n23022\n```",
        "```{toctree}\nbook/7\n```",
        "% a comment of 7",
        "<!-- 23,022 -->",
        "<script>23022</script>",
        "$$\n23022\n$$",
    ],
)
def test_what_no_reader_sees_is_passed_over(source: str) -> None:
    assert "".join(run.text for run in runs(source)).strip() == ""


@pytest.mark.parametrize(
    "source",
    [
        "```{unheard-of}\n23,022\n```",
        "```{raw} html\n<p>23,022</p>\n```",
        "```{eval-rst}\n23,022\n```",
        ":::{note} 23,022\nx\n:::",
        "```{admonition} x\n:class: y\n\n> - 23,022\n```",
        "````{tab-set}\n```{tab-item} x\n23,022\n```\n````",
        "Term\n: 23,022",
        "x[^1]\n\n[^1]: 23,022",
    ],
)
def test_what_is_not_known_counts_as_visible(source: str) -> None:
    assert any("23,022" in run.text for run in runs(source))


def test_a_figure_keeps_its_line_through_every_kind_of_nesting() -> None:
    source = """---
kicker: x
description: >-
  One {claim}`line-4 <a>`
  and {claim}`line-5 <a>`.
---
# Title {claim}`line-7 <a>`

Text
goes {claim}`line-10 <a>`
on {claim}`line-11
<a>` and {claim}`line-12 <a>`.

- item
  - {claim}`line-15 <a>`

| a | b |
|---|---|
| 1 | {claim}`line-19 <a>` |

:::{note} A {claim}`line-21 <a>` title
:class: x

Body {claim}`line-24 <a>`
::::{sidenote} Inner {claim}`line-25 <a>`
Deep {claim}`line-26 <a>`
::::
:::
"""
    assert [(piece.text, piece.line) for piece in roles(source)] == [
        (f"line-{line}", line) for line in (4, 5, 7, 10, 11, 12, 15, 19, 21, 24, 25, 26)
    ]


def test_an_offset_in_a_run_leads_to_its_line() -> None:
    run = runs("one\ntwo {claim}`2 <a>` three\nfour 44")[0]
    assert run.line_at(run.text.index("44")) == 3
    assert run.line_at(run.text.index("three")) == 2


def test_directives_that_stand_for_something_recorded_are_references() -> None:
    found = list(find_runs("```{chart} offenders.by_year\n:lead:\n```\n\n```{review} x\n```"))
    assert [(ref.name, ref.argument, ref.line, ref.lead) for ref in found if isinstance(ref, Reference)] == [
        ("chart", "offenders.by_year", 1, True),
        ("review", "x", 5, False),
    ]


def test_a_part_in_another_language_says_so() -> None:
    assert [run.locale for run in runs(":::{language} ko\n약 380명\n:::")] == ["ko"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("16.6% <a.b>", ("16.6%", "a.b")),
        ("16.6%<a.b>", ("16.6%", "a.b")),
        ("< 5 % <a.b>", ("< 5 %", "a.b")),
        ("16.6%", ("16.6%", "")),
        ("<a.b>", ("", "a.b")),
    ],
)
def test_target(content: str, expected: tuple[str, str]) -> None:
    assert parse_target(content) == expected


def test_options_are_read_in_both_spellings() -> None:
    assert split_options(":alt: x y\n:name: z\nbody") == ({"alt": "x y", "name": "z"}, "body", 2)
    assert split_options("---\nalt: x\n---\nbody") == ({"alt": "x"}, "body", 3)


def test_roles_can_be_taken_off() -> None:
    assert strip_roles("from {claim}`5 <a>` to {reported}`2 tonnes <b>`") == "from 5 to 2 tonnes"


@pytest.mark.parametrize(
    ("source", "line", "what"),
    [
        (
            "x\n\n```{include} other.md\n```",
            3,
            "{include} includes text from other.md, whose figures would not be checked",
        ),
        ("```{raw} html\n:file: x.html\n```", 1, "{raw} includes text from x.html, whose figures would not be checked"),
        ("---\nkicker: x\ndescription: [\n---\n", 3, "the front matter is not valid YAML: "),
        (f"---\ntitle: {'[' * 3000}\n---\n", 2, "the front matter is not valid YAML: "),
        ("---\n- a\n---\n", 2, "the front matter is not a mapping"),
        ("---\ndescription: [a]\n---\n", 2, "description is not text"),
        ("![x](https://elsewhere.example/a.png)", 1, "would be loaded from another host"),
        ('a\n\n<iframe src="//elsewhere.example">', 3, "would be loaded from another host"),
        ("Words\n```{table} Of {claim}`37 <a.b>`\n| a |\n```\n", 2, "a backtick in its first line makes this"),
        ("Words\n\n```{note} All\nof it.\n\nMore", 3, "```{note} All is never closed"),
        ("> :::{chart} a.b\n> Words\n\nMore", 1, ":::{chart} a.b is never closed"),
        ("~~~~\n5 kg\n~~~\n", 1, "~~~~ is never closed"),
        ("````{note}\n```{tip}\nWords\n````\nMore", 2, "```{tip} is never closed"),
        ("All\n{claim}`45 kg <drugs.seized> of\nthem", 2, "{claim}`... is never closed"),
        ("See {doc}`the lake and go on.", 1, "{doc}`... is never closed"),
        ("All {claim} `45 kg <drugs.seized>` of", 1, "{claim} `...` is no role, and would be shown as it is written"),
        ("All {claim`45 kg <drugs.seized>` of", 1, "{claim`...` is no role"),
        ("All reported}`45 kg <a#b>` of", 1, "reported}`...` is no role"),
        ("All claim`45 kg <drugs.seized>` of", 1, "claim`...` is no role"),
        ("See {ref} `the lake`", 1, "{ref} `...` is no role"),
        ("All {claim}'45 kg' of", 1, "{claim} has no text in backticks"),
    ],
)
def test_what_must_not_stand_in_a_page_is_a_fault_with_its_line(source: str, line: int, what: str) -> None:
    faults = [found for found in find_runs(source) if isinstance(found, Fault)]
    assert [(fault.line, what in fault.what) for fault in faults] == [(line, True)]


@pytest.mark.parametrize(
    "source",
    [
        '[x](http://a.example "555 kittens")',
        '<input placeholder="555 kittens">',
        "---\nmyst:\n  html_meta:\n    description: 555 kittens\n---\n",
    ],
)
def test_texts_beside_the_text_are_visible(source: str) -> None:
    assert any("555 kittens" in run.text for run in runs(source))


def test_a_comment_or_script_over_several_lines_is_passed_over() -> None:
    assert runs("<!-- 555 cats\n more -->\n\n<script>\nvar x = 555;\n</script>") == []


@pytest.mark.parametrize("options", ["a: [", "- a", "class: 2026-13-45"])
def test_options_that_are_no_mapping_are_text(options: str) -> None:
    assert isinstance(split_options(f"---\n{options}\n---\nbody"), tuple)


@pytest.mark.parametrize(
    "source", ["```{claim}``` is a role", "Write `` ```{note} `` here", "````\n```{table} a `b`\n```\n````\n"]
)
def test_a_directive_that_is_shown_as_text_is_no_fault(source: str) -> None:
    assert [found for found in find_runs(source) if isinstance(found, Fault)] == []


@pytest.mark.parametrize(
    "source",
    [
        "```{chapters}\n```",
        "```{chapters}",
        "> ```python\n> 5\n> ```\n\nMore",
        "- :::{note}\n  Words\n  :::\n\nMore",
        "````{note}\n```{tip}\nWords\n```\n````",
        "The column `claim` and the {term} of `x`, a reclaim`5`, its {source} and the claim `5`.",
        "\\{ref}\\`lake\\` and {sub-ref}`today`",
    ],
)
def test_what_is_closed_is_no_fault(source: str) -> None:
    assert [found.what for found in find_runs(source) if isinstance(found, Fault)] == []


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ('a <b title="{claim}`45 kg <drugs.seized>`">x</b>', 1),
        ("Of\nthe $\\text{{claim}`45 kg <drugs.seized>`}$ seized", 2),
        ("![{reported}`45 kg <a#b>`](x.png)", 1),
        ("Of\n[x](y.md '{plain}`45 <no>`')", 2),
        ("<div>\n{claim}`45 kg <drugs.seized>`\n</div>", 2),
        ("All {claim}`45 kg <drugs.seized>`, and `{claim}` or `` {claim}`4 <a>` `` and <!-- {claim}`4 <a>` -->", None),
    ],
)
def test_a_role_where_none_is_read_is_told_with_its_line(source: str, line: int | None) -> None:
    told = [f"{one.place}: {one.what}" for one in parse_page(source, file="p.md").complaints]
    assert [one.partition(": {")[0] for one in told] == ([f"p.md:{line}"] if line else [])


def test_what_directives_say_beside_their_content_is_read():
    card = ":::{card} Birds\n:img-alt: {claim}`37 <birds.all>` on it\n:link-alt: See {}\n\nx\n:::\n"
    tip = "```{button-link} https://a.example\n:tooltip: All {claim}`37 <birds.all>`\nx\n```\n"
    page = parse_page(card.replace("{}", "18 birds") + tip, file="p.md")
    assert [(one.printed, one.where, one.place.line) for one in page.claims] == [
        ("37", "text alternative", 2),
        ("37", "text alternative", 8),
    ]
    assert [(one.text, one.where, one.place.line) for one in page.numbers] == [("18", "text alternative", 3)]
    page = parse_page(card.replace("{}", "{claim}`18 <birds.all>`"), file="p.md")
    assert [(one.place, one.what) for one in page.complaints] == [
        ("p.md:3", "{claim}`...` would be shown as it is written")
    ]


@pytest.mark.parametrize("role", ["cite", "cite:p", "cite:t", "footcite:ts", "ref", "any", "prf:ref"])
def test_what_the_page_makes_of_a_reference_is_no_word_of_its_sentence(role):
    [run] = runs(f"It fell {{{role}}}`registry2026` in {{claim}}`2026 <a>`.")
    assert run.text == f"It fell {GAP} in {GAP}."


def test_a_line_is_looked_at_once_however_many_numbers_it_holds(monkeypatch):
    looked = []

    class Counted(pages._Columns):
        def _line(self, number: int) -> str:
            looked.append(number)
            return super()._line(number)

    monkeypatch.setattr(pages, "_Columns", Counted)
    page = parse_page("# T\n\n" + "The 5 birds of {claim}`7 <a.b>` " * 50, file="page.md")
    assert (len(page.numbers), len(page.claims)) == (50, 50)
    # Once for its roles, once for its numbers.
    assert looked == [3, 3]


def test_a_line_with_a_thousand_figures_is_told_and_not_read():
    few, many = ("of {claim}`7 <a.b>` " * count for count in (999, 1000))
    assert parse_page(few[:9000], file="page.md").is_read
    assert [str(one) for one in parse_page(f"# T\n\n{many}\n", file="page.md").complaints] == [
        "page.md:3: this line has a thousand figures (break it into paragraphs)"
    ]
