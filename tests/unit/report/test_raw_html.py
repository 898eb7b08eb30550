"""HTML that an author writes into a page."""

import pytest

from factbook.report.myst import Fault, find_runs
from factbook.sphinx_ext.theme.page_context import strip_inline


def faults(text):
    return [(one.line, one.what) for one in find_runs(text) if isinstance(one, Fault)]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("A\n\n<script>x()</script>\n", 3, "<script> would not work on the site"),
        ("A <b onclick='x()'>word</b>.\n", 1, "<b onclick> would not work on the site"),
        ("<div>\n<p onload=x()>word</p>\n</div>\n", 2, "<p onload> would not work on the site"),
        ("<a href='javascript:x()'>word</a>\n", 1, "<a href='javascript:x()'> would not work on the site"),
        ("<a href=' JavaScript:x()'>word</a>\n", 1, "<a href=' JavaScript:x()'> would not work on the site"),
        ("<style>p {}</style>\n", 1, "<style> would not work on the site"),
        ("<img src='https://example.org/a.png'>\n", 1, "https://example.org/a.png would be loaded from another host"),
    ],
)
def test_what_the_site_would_refuse_is_told_by_its_line(text, line, what):
    assert faults(text) == [(line, what)]


@pytest.mark.parametrize(
    "text",
    [
        "<b>word</b>\n",
        "<a href='who.html'>who</a>\n",
        "<img src='data:image/png;base64,AAAA' alt='a dot'>\n",
        "a < b\n",
    ],
)
def test_plain_html_is_let_be(text):
    assert faults(text) == []


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ('<td style="text-align: right">1</td>', "<td>1</td>"),
        ("<b onclick='x()' id=\"a\" style='color: red'>1</b>", '<b id="a">1</b>'),
        ("<p>style=&quot;x&quot; onclick=&quot;y&quot;</p>", "<p>style=&quot;x&quot; onclick=&quot;y&quot;</p>"),
        ('<p title="one">on the style="x" of it</p>', '<p title="one">on the style="x" of it</p>'),
        ("<p>1</p><script>x()</script>", "<p>1</p>"),
    ],
)
def test_what_stands_within_a_page_is_taken_away(body, left):
    assert strip_inline(body) == left
