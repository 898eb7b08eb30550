"""What readers, screen readers and search engines meet on a finished page, and what on it would run or leave it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from factbook.report.found import GAP
from factbook.report.raw_html import acts_by_name, is_foreign, is_spoken, would_run

FIGURES = frozenset({"fb-fig", "fb-plain"})
"""Classes of figures that have a finding, or that an editor has waived."""
GENERATED = frozenset(
    """
    fb-asked fb-change fb-changes fb-chapters fb-chart fb-checked fb-cite fb-citing fb-claims fb-data fb-datasets
    fb-disagreements fb-ev fb-evs fb-feed fb-filter fb-foot fb-glance fb-kicker--part fb-leds fb-local fb-mast
    fb-pagechanges fb-report fb-result fb-review fb-search fb-sift fb-source fb-sources fb-turn
    """.split()
)
"""Classes of the parts that templates fill with what was recorded, or with texts that were checked where they stand."""
NUMBERED = frozenset(
    """
    bibtex-citation brackets caption-number citation citation-reference eqno footnote-reference fn-backref headerlink
    label linenos number-ref section-number sig std-numref
    """.split()
)
"""Classes of what Sphinx numbers by itself (sections, figures, notes, lines), of references, and of signatures."""
OUTPUT = frozenset({"cell_output"})
"""The class of what a notebook's cell displays, which stands on that cell."""
CODE = frozenset({"code", "kbd", "pre", "samp", "tt"})
"""Elements whose numbers are code."""
_HIDDEN = frozenset({"-comment", "noscript", "script", "style", "template"})
_FORMULA = "math"
"""Formulas are checked as TeX, from which they are made."""
_INLINE = frozenset(
    """
    a abbr acronym b bdi bdo big cite data del dfn em font i ins label mark meter nobr output progress q rp rt ruby s
    small span strike strong sub sup time tspan tt u var wbr
    """.split()
)
_ACTING = frozenset("applet base embed frame frameset iframe object portal".split())
_DIGITS = "0123456789"
_RAISED = {
    "sub": dict(zip(_DIGITS, "₀₁₂₃₄₅₆₇₈₉", strict=True)),
    "sup": dict(zip(_DIGITS, "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True)),
}
"""Digits as the elements that raise and lower them show them."""


@dataclass(slots=True, kw_only=True)
class ShownPage:
    """The content of a page of HTML."""

    texts: list[tuple[str, str]] = field(default_factory=list)
    """Each text that is read as one, with the language that an element around it declares."""
    head: list[str] = field(default_factory=list)
    """Texts of the head: titles and descriptions."""
    spoken: list[tuple[str, str]] = field(default_factory=list)
    """Texts of attributes, in which figures have no mark of their own."""
    starts: list[str] = field(default_factory=list)
    """Numbers with which lists start, where they neither begin anew nor go on."""
    acting: list[str] = field(default_factory=list)
    """What would run, load from another host, or leave the page by itself."""


def read_page(html: str) -> ShownPage:
    """Return what a page of HTML shows, apart from figures with a finding, generated parts, code and formulas."""
    page = ShownPage()
    tree = LexborHTMLParser(html)
    if tree.head is not None:
        page.head += _head_texts(tree.head)
    if tree.body is not None:
        _Walk(page).read(tree.body)
    return page


def _head_texts(head: LexborNode) -> Iterator[str]:
    for node in head.css("title"):
        yield node.text()
    for node in head.css("meta[content]"):
        name = (node.attributes.get("name") or node.attributes.get("property") or "").lower()
        # Sizes of pictures, the day and the policy are for machines; the rest is shown in results and previews.
        if name and not name.endswith(_FOR_MACHINES):
            yield node.attributes.get("content") or ""


_FOR_MACHINES = (
    *(":width", ":height", "_time", "_date", ":url", ":image"),
    *("viewport", "generator", "theme-color", "robots", "color-scheme", "twitter:card"),
)


class _Walk:
    """A way through a page that puts together what is read as one text."""

    def __init__(self, page: ShownPage) -> None:
        self._page = page
        self._parts: list[str] = []
        self._lists: dict[int, int] = {}
        """The last number of the last list, by its depth."""

    def read(self, node: LexborNode, language: str = "", depth: int = 0) -> None:
        """Read an element and all in it."""
        attributes = node.attributes
        language = attributes.get("lang") or language
        inline = node.tag in _INLINE
        if not inline:
            self._end(language)
        self._note_attributes(node, attributes, language)
        if node.tag == "ol":
            depth += 1
            self._note_start(node, attributes, depth)
        raised = _RAISED.get(str(node.tag))
        child = node.child
        while child is not None:
            if child.tag == "-text":
                text = child.text_content or ""
                # Raised digits behind a letter are an exponent or an index, also where an element raises them.
                self._parts.append("".join(raised.get(sign, sign) for sign in text) if raised else text)
            elif self._is_apart(child):
                self._parts.append(GAP)
            elif child.tag not in _HIDDEN:
                self.read(child, language, depth)
            child = child.next
        if not inline:
            self._end(language)

    def _is_apart(self, node: LexborNode) -> bool:
        """Return whether an element is accounted for as a whole."""
        classes = (node.attributes.get("class") or "").split()
        # Sphinx sets the text of a link to a file as code.
        if (node.tag in CODE and "download" not in classes) or node.tag == _FORMULA:
            return True
        return not (FIGURES | GENERATED | NUMBERED | OUTPUT).isdisjoint(classes)

    def _end(self, language: str) -> None:
        text = "".join(self._parts)
        if text.strip():
            self._page.texts.append((text, language))
        self._parts.clear()

    def _note_attributes(self, node: LexborNode, attributes: dict[str, str | None], language: str) -> None:
        tag = str(node.tag)
        for name, value in attributes.items():
            if is_spoken(tag, name) and name != "start" and value:
                self._page.spoken.append((value, language))
            if (
                acts_by_name(name)
                or would_run(name, value)
                or (name in {"src", "poster", "data"} and is_foreign(value or ""))
            ):
                self._page.acting.append(f"<{tag} {name}={value!r}>")
        if tag in _ACTING or (tag == "meta" and "http-equiv" in attributes):
            self._page.acting.append(f"<{tag}>")

    def _note_start(self, node: LexborNode, attributes: dict[str, str | None], depth: int) -> None:
        text = attributes.get("start") or "1"
        start = int(text) if text.isascii() and text.isdecimal() else 1
        if start not in {0, 1, self._lists.get(depth, 0) + 1}:
            self._page.starts.append(text)
        self._lists[depth] = start - 1 + sum(1 for child in node.iter() if child.tag == "li")
