"""HTML that an author writes into a page."""

import pytest

from factbook.report.found import Fault
from factbook.report.myst import find_runs


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
        ("<a href='java&#10;script:x()'>word</a>\n", 1, "<a href='java\\nscript:x()'> would not work on the site"),
        ("<style>p {}</style>\n", 1, "<style> would not work on the site"),
        ("<img src='https://example.org/a.png'>\n", 1, "https://example.org/a.png would be loaded from another host"),
        ("<img srcset='a.png 1x, //b.org/a.png 2x'>\n", 1, "//b.org/a.png would be loaded from another host"),
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
