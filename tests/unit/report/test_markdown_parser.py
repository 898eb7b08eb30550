"""One Markdown: what is checked of a page is what Sphinx reads, whatever syntax its author is used to."""

from __future__ import annotations

import pytest
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig, merge_file_level, read_topmatter
from myst_parser.parsers.mdit import create_md_parser

from factbook.project.settings import parse_settings
from factbook.report.markdown_parser import make_parser, parser_of_page
from factbook.report.pages import parse_page
from factbook.sphinx_ext.build.book_config import translate
from figurecheck.model.errors import ProjectError

ALL = """amsmath attrs_inline attrs_block colon_fence deflist dollarmath fieldlist html_admonition html_image linkify
replacements smartquotes strikethrough substitution tasklist""".split()
CONFIGS = {
    "Jupyter Book's own": {},
    "no dollars": {"parse": {"myst_enable_extensions": ["colon_fence"]}},
    "everything": {"parse": {"myst_enable_extensions": ALL}},
    "by Sphinx": {
        "parse": {"myst_enable_extensions": ALL},
        "sphinx": {"config": {"myst_enable_extensions": ["dollarmath"], "myst_dmath_allow_space": False}},
    },
    "less": {"sphinx": {"config": {"myst_disable_syntax": ["table", "emphasis"]}}},
}
SYNTAX = r"""
The bus^[see the report] runs, x^[y].¦H~2~O, x^2^, ~~87~~, ==87==, ++87++¦a[^1]\n\n[^1]: 87 of them\n\n[^2]: unused
$5 and $6¦$ 5 $, $$7$$, \(8\), \[9\]¦$$\na = 7\n$$ (label)¦\begin{align}\na &= 7\n\end{align}¦Term\n: 87 of them
:name: 87¦- [ ] 87 of them\n- [x] done¦{{ total }} and {{ 5 * 3 }}¦{{ total }}¦"87" -- (c) 'x'... --- +-5
https://a.org/87%2088 a.org¦![87](x.png){width=300px}¦[87]{.cls #id title="88"}¦{.cls #id}\nA paragraph
:::{note}\n87\n:::¦::: {.note}\n87\n:::¦```{note} 87\n88\n```¦``` {.python}\n87\n```¦% 87¦+++ {"a": 87}
(target)=\n# 87 {#id}¦Head\n====¦* * *¦> 87
    87¦1) 87\n2) 88¦(@) 87¦| Line 87\n| Line 88¦: Table 87\n\n| a | b |\n|---|--:|\n| 87 | 88 |¦+---+\n| 87|\n+---+
<div>87</div>¦<b title="87">88</b> <!-- 89 -->¦[87][ref] [ref]\n\n[ref]: x "88"¦<https://a.org/87>¦`87` ``8`7``
\*88\* &copy;¦@smith04 [see @doe99, pp. 33-35]¦A {sup}`2`, {claim}`87 <a.b>`, {plain}`88 <years>`¦a  \nb¦*a **b*** __c__
{=html}\n<b>7</b>¦---\nmyst:\n  enable_extensions: [amsmath]\n---\n$5 and $6\n\n\begin{align}\n7\n\end{align}
---\nmyst: 87\n---\nx
"""  # fmt: skip
TEXTS = [text.replace("\\n", "\n") for line in SYNTAX.strip("\n").split("\n") for text in line.split("¦")]


def read_by_sphinx(text, config):
    """Return the tokens from which Sphinx makes a page, by the settings that it gets."""
    settings = translate(config, notebooks=False).settings
    fields = {name.removeprefix("myst_"): value for name, value in settings.items() if name.startswith("myst_")}
    merged = merge_file_level(MdParserConfig(**fields), read_topmatter(text) or {}, lambda kind, text: None)
    return create_md_parser(merged, RendererHTML).parse(text)


def describe(tokens):
    return [(one.type, one.content, one.map, describe(one.children or ())) for one in tokens]


@pytest.mark.parametrize("config", CONFIGS.values(), ids=CONFIGS)
@pytest.mark.parametrize("text", TEXTS)
def test_a_page_is_checked_as_sphinx_reads_it(text, config):
    markdown = parse_settings(config, []).markdown
    assert parse_page(text, file="book/bus.md", markdown=markdown).is_read
    # Substitutions are text to the check: what they stand for is checked where it is written.
    if "{{" not in text:
        assert describe(parser_of_page(text, markdown).parse(text)) == describe(read_by_sphinx(text, config))


def test_settings_that_myst_does_not_take_are_told():
    markdown = parse_settings({"parse": {"myst_enable_extensions": ["footnotes"]}}, []).markdown
    with pytest.raises(ProjectError, match=r"_config\.yml: settings of MyST: .*'footnotes'.* \(see https://myst-"):
        make_parser(markdown)
