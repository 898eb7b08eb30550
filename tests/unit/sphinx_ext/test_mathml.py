"""Formulas that docutils does not know are set by another library, and only if what it writes is plain."""

from __future__ import annotations

import pytest
from docutils.utils.math import MathError
from hypothesis import given
from hypothesis import strategies as st

from factbook.sphinx_ext.transforms.mathml import expand_macros, is_plain, set_formula

KNOWN = (
    r"\dots",
    r"\begin{align} a &= b \label{eq:x} \\ c &= d \nonumber \end{align}",
    r"\begin{equation} x \end{equation}",
    r"\begin{array}{cc} a & b \\ c & d\end{array}",
    r"\stackrel{d}{\to}",
    r"\tfrac12 \textbf{a} \bm{x}",
    r"a < b \dots",
)
REFUSED = (
    r"\foo{x}",
    r"\dots \foo{x}",
    r"\color{red\" onclick=\"x()} x",
    r"\href{javascript:alert(1)}{x}",
    r"\dots \text{&lt;script&gt;} \unknown",
)


@pytest.mark.parametrize("tex", KNOWN)
def test_what_books_write_is_set_without_a_number(tex):
    written = set_formula(tex, as_block=True, macros={})
    assert is_plain(written)
    assert "(1)" not in written


@pytest.mark.parametrize("tex", REFUSED)
def test_what_nobody_can_set_or_would_do_something_is_refused(tex):
    with pytest.raises(MathError):
        set_formula(tex, as_block=False, macros={})


@given(st.lists(st.sampled_from([r"\dots", "<script>", "&amp;", r"\text{", "}", "<b onclick=x>", "x", '"', "'"])))
def test_no_markup_comes_through(parts):
    try:
        written = set_formula(" ".join(parts), as_block=False, macros={})
    except MathError:
        return
    assert is_plain(written)


def test_macros_of_mathjax_are_expanded():
    macros = {"E": [r"\mathbb{E}[#1]", 1], "R": r"\mathbb{R}", "pair": ["(#1, #2)", 2], "deep": r"\R^2"}
    assert expand_macros(r"\E{X} \R \Rightarrow \pair{a}{b} \deep", macros) == (
        r"\mathbb{E}[X] \mathbb{R} \Rightarrow (a, b) \mathbb{R}^2"
    )


def test_a_macro_that_holds_itself_ends():
    assert expand_macros(r"\a", {"a": r"\a x"}).startswith(r"\a x")
