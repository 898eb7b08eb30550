"""Boxes that open without a script: under their title, or under a word where the title leads elsewhere."""

from __future__ import annotations

from docutils import nodes

from factbook.sphinx_ext.transforms.dropdowns import wrap_box


def wrapped(*children: nodes.Node, classes: tuple[str, ...] = ("dropdown",)) -> str:
    box = nodes.admonition("", *children, classes=list(classes))
    wrap_box(box, "Show")
    return "".join(child.astext() for child in box.children)


def test_the_content_opens_under_the_title():
    body = nodes.paragraph("", "Inside.")
    assert wrapped(nodes.title("", "Why?"), body) == "<details><summary>Why?</summary>Inside.</details>"
    assert wrapped(body) == "<details><summary>Show</summary>Inside.</details>"


def test_a_title_that_is_a_link_stays_outside():
    title = nodes.title("", "", nodes.reference("", "Exercise", refuri="#one"))
    assert wrapped(title, nodes.paragraph("", "5")) == "Exercise<details><summary>Show</summary>5</details>"


def test_a_box_may_be_open_at_first():
    assert wrapped(nodes.paragraph("", "A"), classes=("dropdown", "toggle-shown")).startswith("<details open>")
