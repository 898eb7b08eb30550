"""Ways of bringing a number into a page, and passages of ordinary books, as the check of the source reads them."""

import pytest
from tests.ordinary import PASSAGES
from tests.ways import all_ways

from factbook.report.found import Fault
from factbook.report.myst import find_runs
from factbook.report.pages import parse_page
from factbook.report.restructured_text import to_myst

WAYS = all_ways()


def test_there_are_many_ways_and_passages():
    assert len(WAYS) >= 250
    assert len(PASSAGES) >= 100


def test_no_way_leads_past_the_check_of_the_source():
    read = {name: parse_page(page, file="book/x.md") for name, page in WAYS.items()}
    assert [name for name, page in read.items() if not (page.numbers or page.complaints)] == []
    lines = {name: [number.place.line for number in page.numbers] for name, page in read.items()}
    ends = {name: page.count("\n") + 1 for name, page in WAYS.items()}
    assert [name for name in WAYS if not all(line and 0 < line <= ends[name] for line in lines[name])] == []


def test_nothing_of_an_ordinary_book_is_refused():
    read = {name: parse_page(f"# T\n\n{passage}\n", file="book/x.md") for name, passage in PASSAGES.items()}
    assert {name: page.numbers for name, page in read.items() if page.numbers} == {}
    assert {name: page.complaints for name, page in read.items() if page.complaints} == {}


@pytest.mark.parametrize(
    "source",
    [
        "[x](java&#x09;script:alert(1))",
        "[x](<java\tscript:alert(1)>)",
        '<a href="java&#x0A;script:x()">x</a>',
        '<a href="&#106;avascript:x()">x</a>',
        '<a href="\x01javascript:x()">x</a>',
        '<a href="vbscript:x()">x</a>',
        '<a href="data:text/html,x">x</a>',
        '<svg><animate attributeName="href" values="a;javascript:x()"/></svg>',
        '<svg><set to="javascript:x()"/></svg>',
        '<svg><a xlink:href="javascript:x()"><text>x</text></a></svg>',
        '<meta http-equiv="refresh" content="0;url=https://elsewhere.example">',
        '<base href="https://elsewhere.example">',
        '<form action="https://elsewhere.example"><button>x</button></form>',
        '<button formaction="https://elsewhere.example">x</button>',
        '<iframe srcdoc="x"></iframe>',
        '<object data="x.html"></object>',
        '<embed src="x.html">',
        '<img src="x" onerror="x()">',
        "<p ONCLICK=x()>x</p>",
        '<a href="x.html" ping="/x">x</a>',
        '<img src="//elsewhere.example/a.png">',
        "```{eval-rst}\n`x <javascript:x()>`_\n```",
        "```{eval-rst}\n.. _x: javascript:x()\n```",
        "```{eval-rst}\n.. raw:: html\n\n   <p onclick='x()'>x</p>\n```",
        "```{eval-rst}\n.. role:: rh(raw)\n   :format: html\n```",
        "```{role} rh( raw )\n```",
    ],
)
def test_what_would_run_or_leave_the_page_is_a_fault_with_its_line(source):
    faults = [found for found in find_runs(f"# T\n\n{source}\n") if isinstance(found, Fault)]
    assert faults
    assert all(fault.line >= 3 for fault in faults)


def test_restructured_text_stays_line_by_line():
    text = "A.\n\n.. note:: B\n\n   C :ref:`d`.\n\n   .. tip::\n\n      E\n\nF::\n\n   87 x\n\nG [1]_ ``y[2]``"
    lines = to_myst(text).split("\n")
    assert len(lines) == len(text.split("\n"))
    assert (lines[4], lines[-1]) == ("C {ref}`d`.", "G  ``y[2]``")
    assert "87" not in to_myst(text)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        pytest.param(
            ".. tip::\n\n   Of :claim:`12\n   birds <a.b>` and :claim:`3 <a.c>`.\n",
            ["12 birds", "3"],
            id="over two lines",
        ),
        pytest.param(".. note:: Of :claim:`12 <a.b>`\n\n   And :claim:`3 <a.c>`.\n", ["12", "3"], id="in a title"),
        pytest.param("See `x` and :claim:`3\n<a.c>` of `y <z.html>`_.", ["3"], id="beside titles and links"),
        pytest.param("A ``:claim:`12 <a.b>` `` and :claim:`3 <a.c>`.", ["3"], id="not in a literal"),
    ],
)
def test_roles_of_restructured_text_are_read_where_docutils_does(text, printed):
    page = parse_page(to_myst(text), file="x.rst")
    assert [claim.printed for claim in page.claims] == printed


def test_formulas_are_waived_beside_their_reason():
    page = parse_page("{plain}`$n = 30$ <a made-up example>`\n\n```{math}\n:plain: made up\nm = 87\n```\n", file="x.md")
    assert [(claim.printed, claim.target) for claim in page.claims] == [
        ("$n = 30$", "a made-up example"),
        ("m = 87", "made up"),
    ]
    assert page.numbers == ()


def test_a_language_that_is_not_read_is_told_once():
    page = parse_page("```{language} fr\nTrois quarts.\n\nUn tiers.\n```\n", file="x.md")
    assert [str(one) for one in page.unread] == [
        "x.md:2: number words in the language fr are not read (write its numbers in digits, and bind them; the page is "
        "not called checked)"
    ]
