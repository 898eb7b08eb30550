"""The pages of a report in our theme, beside an extension that puts all it can on them."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
import sphinx
from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from selectolax.lexbor import LexborHTMLParser
from sphinx import addnodes

from factbook.project.settings import read_project
from factbook.report.pipeline import make_report
from factbook.sphinx_ext.build.build_site import build_site
from factbook.sphinx_ext.build.page_digests import _is_fixed
from factbook.sphinx_ext.markup.roles import printed_figure
from factbook.sphinx_ext.theme.page_context import translate_links
from factbook.sphinx_ext.transforms.foreign_html import clean_children
from tiny import write_tiny

# Sphinx and its extensions warn of each other's future.
pytestmark = pytest.mark.filterwarnings("ignore")

EXTENSION = """
from docutils import nodes
from docutils.parsers.rst import Directive


class gadget(nodes.General, nodes.Element):
    pass


class Gadget(Directive):
    def run(self):
        raw = nodes.raw("", "<p onclick='ran()'>raw gadget</p><script>ran()</script>", format="html")
        return [gadget(), raw]


def write_gadget(translator, node):
    translator.body.append('<p style="color: red" onclick="ran()">written gadget</p><script>ran()</script>')


def add_to_page(app, pagename, templatename, context, doctree):
    app.add_js_file(None, body="ran()")
    context["metatags"] = "<meta http-equiv=refresh content=ran>" + context.get("metatags", "")
    context["html_tag"] = "<html class=ran>"


def add_raw(app, doctree, docname):
    doctree.append(nodes.raw("", "<i>late gadget</i><script>ran()</script>", format="html"))


def setup(app):
    app.add_node(gadget, html=(write_gadget, lambda translator, node: None))
    app.add_directive("gadget", Gadget)
    app.add_js_file("ran.js")
    app.add_css_file("ran.css")
    app.connect("html-page-context", add_to_page)
    app.connect("doctree-resolved", add_raw)
"""
PAGE = """---
html_meta:
  keywords: birds, lake
  "http-equiv=refresh": "url=ran"
---
# Birds *here*

```{standfirst}
They were **counted**.

Every year.
```

There were {claim}`37 birds <birds.all>`.

<details><summary>More</summary>

A *paragraph* within.

</details>

A <kbd>key</kbd>, $a \\\\le b$ and $\\\\nonsense$.

$$a = b$$

| Kind | Note |
|:-----|-----:|
| duck | `x`  |

```{gadget}
```

# Another first heading
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_tiny(tmp_path_factory.mktemp("theme"))
    (root / "book/index.md").write_text(PAGE.replace("\\\\", "\\"), "utf-8")
    (root / "theme_gadget.py").write_text(EXTENSION, "utf-8")
    config = json.loads((root / "_config.yml").read_text("utf-8"))
    config["sphinx"]["extra_extensions"].append("theme_gadget")
    config["sphinx"]["local_extensions"] = {"theme_gadget": "."}
    config["sphinx"]["config"] = {"html_math_renderer": "mathjax", "html_theme": "alabaster"}
    config["exclude_patterns"] = ["_build", "theme_gadget.py"]
    (root / "_config.yml").write_text(json.dumps(config), "utf-8")
    report = make_report(read_project(root))
    assert [*map(str, report.complaints)] == []
    return build_site(report)


@pytest.fixture(scope="module")
def page(site: Path) -> LexborHTMLParser:
    return LexborHTMLParser((site / "index.html").read_text("utf-8"))


def test_nothing_of_another_extension_acts_and_what_it_shows_stays(site, page):
    assert "ran" not in re.findall(r"\w+", (site / "index.html").read_text("utf-8"))
    shown = page.css_first("main").text()
    assert all(f"{kind} gadget" in shown for kind in ("raw", "written", "late"))


def test_no_file_of_a_theme_or_an_extension_is_named_or_copied(site, page):
    named = [node.attributes.get("src") or node.attributes.get("href") for node in page.css("script, link")]
    assert {Path(one.partition("?")[0]).name for one in named if one} <= {
        "factbook.css", "factbook.js", "favicon.ico", "favicon.svg", "feed.xml"
    }  # fmt: skip
    ours = {
        path.name
        for path in (Path(__file__).parents[3] / "packages/factbook/src/factbook/render/assets/static").iterdir()
    }
    assert {path.name for path in (site / "_static").iterdir()} == ours | {"search-index.js"}


def test_what_an_author_says_to_machines_is_in_the_head_and_orders_to_browsers_are_not(page):
    assert [node.attributes["content"] for node in page.css("meta[name=keywords]")] == ["birds, lake"]
    # A source is not told which page its reader came from.
    assert [node.attributes["content"] for node in page.css("meta[name=referrer]")] == ["same-origin"]
    assert [node.attributes["http-equiv"] for node in page.css("meta[http-equiv]")] == ["Content-Security-Policy"]


def test_title_and_standfirst_are_set_by_the_template_and_later_headings_stay(page):
    assert page.css_first("h1").inner_html == "Birds <em>here</em>"
    assert [node.text(deep=False) for node in page.css("h1")][1:] == ["Another first heading"]
    standfirst = [node.inner_html for node in page.css("p.fb-standfirst")]
    assert standfirst == ["They were <strong>counted</strong>.", "Every year."]
    assert len(page.css("a.fb-fig")) == 1


def test_raw_html_around_markdown_stays_around_it(page):
    assert page.css_first("main details > summary + p > em").text() == "paragraph"
    assert page.css_first("main p > kbd").text() == "key"


def test_formulas_are_mathml_whatever_renderer_the_settings_name(page):
    assert len(page.css("main math")) == 2
    assert page.css_first("main p > code").text() == "\\nonsense"
    assert page.css_first(".fb-math > math[display=block]") is not None


def test_tables_are_ours(page):
    table = page.css_first("main .fb-tablewrap > table.fb-table")
    assert table.css_first("th[scope=col]").attributes == {"scope": "col"}
    assert table.css_first("td").attributes == {"class": "n", "data-th": "Note"}
    assert not table.css("[style], colgroup, p")


def test_docutils_still_sets_formulas_by_the_function_that_we_call():
    assert str(tex2mathml("a", as_block=False)).startswith("<math ")
    assert 'display="block"' in str(tex2mathml("a", as_block=True))
    with pytest.raises(MathError):
        tex2mathml("\\nonsense", as_block=False)


@pytest.mark.parametrize(
    ("node", "fixed"),
    [
        (nodes.paragraph(), True),
        (nodes.raw("", "<b>", format="html"), True),
        (addnodes.toctree(), True),
        (printed_figure(), True),
        (addnodes.pending_xref(refdomain="std"), True),
        (addnodes.pending_xref(refdomain="py"), False),
        (nodes.image(uri="a.png"), False),
        (addnodes.download_reference(), False),
        (type("todolist", (nodes.General, nodes.Element), {"__module__": "sphinx.ext.todo"})(), False),
    ],
)
def test_a_page_is_taken_over_only_if_all_that_it_shows_is_in_its_digest(node, fixed):
    assert _is_fixed(node) is fixed


def test_raw_nodes_for_other_writers_are_left_out():
    parent = nodes.paragraph("", "", nodes.raw("", "\\x", format="latex"), nodes.Text("word"))
    clean_children(parent)
    assert parent.astext() == "word"
    assert parent.children[0].parent is parent


@pytest.mark.parametrize(
    ("raw", "left"),
    [
        pytest.param("\n<script>a()</script>\n<script>b()</script>\n", [], id="scripts with blanks around them"),
        pytest.param("<script>a()</script><p>A text.</p>", ["<p>A text.</p>"], id="a text after a script"),
    ],
)
def test_of_raw_html_with_scripts_the_rest_stays(raw, left):
    page = nodes.section("", nodes.paragraph("", "1"), nodes.raw("", raw, format="html"))
    clean_children(page)
    assert [child.astext() for child in page.children] == ["1", *left]


def test_no_korean_text_has_digits_of_the_serif_beside_hangul_of_the_sans():
    style = (files("factbook.render.assets") / "static" / "factbook.css").read_text("utf-8")
    (listed,) = re.findall(r"html:lang\(ko\) :is\((.*)\) \{", style)
    selectors = [rule.split("{")[0] for rule in style.splitlines() if "var(--fb-serif)" in rule and "{" in rule]
    assert selectors
    assert [one.strip() for rule in selectors for one in rule.split(",") if one.strip() not in listed] == []


def test_links_to_parts_of_a_page_are_named_in_its_language():
    # As Sphinx itself names them, so that one that it adds is found.
    sources = (Path(sphinx.__file__).parent / "writers/html5.py", Path(sphinx.__file__).parent / "util/math.py")
    titles = {title for path in sources for title in re.findall(r"Link to this \w+", path.read_text("utf-8"))}
    assert len(titles) > 6
    for title in titles:
        body = f'<a class="headerlink" href="#a" title="{title}">#</a>'
        assert translate_links(body, "en") == translate_links(body, "de") == body
        assert "Link" not in translate_links(body, "ko")
