"""A textbook on pandas as a Jupyter Book 1: notebooks as .ipynb beside their pages, with everything that they show.

Plots, widgets, charts that need scripts, images, exercises, citations, a page in reStructuredText, a notebook of
another language, one that reads from the network, one that fails; values are glued in cells and printed in Markdown.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

PYTHON = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
R = {"kernelspec": {"display_name": "R", "language": "R", "name": "ir"}, "language_info": {"name": "R"}}


def _markdown(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": text.strip("\n")}


def _code(text: str, *tags: str, outputs: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    count = 1 if outputs else None
    return {
        "cell_type": "code",
        "execution_count": count,
        "metadata": {"tags": list(tags)} if tags else {},
        "outputs": list(outputs),
        "source": text.strip("\n"),
    }


def _shown(text: str, **forms: str) -> dict[str, Any]:
    data = {"text/plain": text, **{name.replace("_", "/"): form for name, form in forms.items()}}
    return {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": data}


def _saved_glue(key: str, text: str) -> dict[str, Any]:
    about = {"scrapbook": {"name": key, "mime_prefix": "application/papermill.record/"}}
    data = {"application/papermill.record/text/plain": text}
    return {"output_type": "display_data", "metadata": about, "data": data}


def _notebook(*cells: dict[str, Any], metadata: dict[str, Any] | None = None) -> str:
    document = {"cells": list(cells), "metadata": metadata or PYTHON, "nbformat": 4, "nbformat_minor": 4}
    return json.dumps(document, indent=1)


IMPORTS = "import numpy as np\nimport pandas as pd\nimport matplotlib.pyplot as plt\nfrom myst_nb import glue"
FRAMES = _notebook(
    _markdown("# Data frames\n\nA frame has rows and columns {cite}`mckinney2010`. This chapter takes 20 minutes."),
    _code(f"%matplotlib inline\n{IMPORTS}\npd.set_option('display.max_rows', 8)"),
    _code("df = pd.read_csv('../data/ducks.csv')\ndf"),
    _code("df.groupby('pond').agg({'ducks': ['sum', 'mean']})"),
    _code("df.style.bar('ducks', color='#d65f5f').format('{:.0f}', subset=['ducks'])"),
    _code(
        """
total = df['ducks'].sum()
glue('total', total, display=False)
glue('ponds', df['pond'].nunique(), display=False)
glue('mean', df['ducks'].mean(), display=False)
glue('busiest', df.loc[df['ducks'].idxmax(), 'pond'], display=False)
glue('share', f"{df['ducks'].max() / total:.1%}", display=False)
glue('head', df.head(3), display=False)
"""
    ),
    _markdown(
        """
There are {glue:text}`total` ducks on {glue:text}`ponds` ponds, {glue:text}`mean:.1f` each time;
{glue:text}`busiest` once had {glue:text}`share` of all.

```{glue:} head
```

```{tip}
:class: dropdown
Use `head()` with 3 rows.
```
"""
    ),
    _code("x = df['ducks']\nprint(x.describe())\nimport sys; print('careful', file=sys.stderr)"),
    _code("from IPython.display import HTML, Image, Latex, Markdown, display\ndisplay(HTML('<b>bold</b> and 12'))"),
    _code("Latex(r'$\\\\frac{a}{b}$')"),
    _code("display(Markdown('*Emphasis* in an output'))"),
    _markdown("## Exercises\n\n```{exercise}\n:label: ex-sum\nHow many ducks were seen in 2023?\n```\n"),
    _markdown("````{solution} ex-sum\n:class: dropdown\n\n```python\ndf[df.year == 2023].ducks.sum()\n```\n````"),
)
PLOTS = _notebook(
    _markdown("# Plots\n\n(fig-section)=\n## With matplotlib\n\nSee {numref}`ducks-by-year`."),
    _code(
        f"%config InlineBackend.figure_format = 'svg'\n{IMPORTS}\ndf = pd.read_csv('../data/ducks.csv')", "hide-cell"
    ),
    _code(
        """
fig, ax = plt.subplots(figsize=(5, 3))
df.groupby('year')['ducks'].sum().plot(ax=ax)
glue('by_year', fig, display=False)
"""
    ),
    _markdown("```{glue:figure} by_year\n:name: ducks-by-year\n:figwidth: 80%\n\nDucks by year.\n```"),
    _code("ax = df.plot.scatter('year', 'ducks')", "hide-input"),
    _code("plt.hist(df['ducks'], bins=4);", "remove-input"),
    _markdown("## With Altair"),
    _code("import altair as alt\nalt.Chart(df).mark_bar().encode(x='pond:N', y='sum(ducks):Q', color='pond:N')"),
    _code(
        """
points = alt.Chart(df).mark_circle().encode(x='year:O', y='ducks:Q', tooltip=['pond', 'ducks'])
(points | points.mark_line().encode(color='pond:N')).properties(title='Two at once')
"""
    ),
    _markdown("## With scripts"),
    _code(
        """
from IPython.display import display
display({'application/vnd.plotly.v1+json': {'data': [], 'layout': {}},
         'text/html': '<div id="p"></div><script>Plotly.newPlot("p", [])</script>'}, raw=True)
"""
    ),
    _code("import ipywidgets as widgets\nwidgets.IntSlider(value=7, description='n')"),
    _code("from IPython.display import IFrame\nIFrame('https://example.org', 300, 200)"),
    _markdown(
        '<iframe src="https://www.youtube.com/embed/x" width="560"></iframe>\n\n<div style="color:red">Red</div>'
    ),
)
FAILS = _notebook(
    _markdown("# What goes wrong\n\nThe second cell is meant to fail, the last one is not."),
    _code("a = 1"),
    _code("a / 0", "raises-exception"),
    _code("from myst_nb import glue\nglue('before', 3)"),
    _code("open('/no/such/file')"),
    _code("glue('after', 4)"),
    _markdown("Before: {glue:text}`before`; after: {glue:text}`after`."),
)
NETWORK = _notebook(
    _markdown("# From the network\n\nRows: {glue:text}`rows`, or {glue:text}`rows_pretty`."),
    _code(
        "import pandas as pd\ndf = pd.read_csv('https://example.org/big.csv')\nlen(df)",
        outputs=(_shown("1234"),),
    ),
    _code("from myst_nb import glue\nglue('rows', len(df), display=False)", outputs=(_saved_glue("rows", "1234"),)),
    _code("glue('rows_pretty', f'{len(df):,}', display=False)", outputs=(_saved_glue("rows_pretty", "'1,234'"),)),
)
IN_R = _notebook(
    _markdown("# In R\n\nThe same in another language."),
    _code("summary(cars)", outputs=(_shown("     speed           dist       \n Min.   : 4.0   Min.   :  2.00  "),)),
    metadata=R,
)
WRITES = _notebook(
    _markdown("# Saving\n\nA file is written."),
    _code("import matplotlib.pyplot as plt\nplt.plot([1, 2, 3])\nplt.savefig('saved.png')"),
    _code("print('saved')"),
)
INTRO = _notebook(
    _markdown("# Ducks with pandas\n\nA book in {{ n_parts }} parts.\n\n```{tableofcontents}\n```"),
    _markdown("Seen: {glue:text}`chapters/frames.ipynb::total:,d` ducks."),
)
METHOD = """\
Method
======

Ducks were counted on :math:`n = 3` ponds at 7 a.m.

.. note::

   Two people counted.

* first
* second
"""
EXTRA = """\
# Extras

```{include} snippet.txt
```

```{literalinclude} chapters/helper.py
```

:::{figure} images/duck.svg
:alt: A duck
:name: fig-duck
:align: center

A duck of 58 cm.
:::

{numref}`fig-duck` and {ref}`the section <fig-section>`; the footnote[^1] and ~~strike~~.

[^1]: Counted on 1 May.

$$
\\begin{align}
\\E{X} &= \\sum_i p_i x_i \\\\
       &\\le \\max_i x_i
\\end{align}
$$

\\begin{equation}
a^2 + b^2 = c^2
\\end{equation}

```{epigraph}
Birds of a feather.

-- Anon
```

{abbr}`CSV (comma separated values)`, {kbd}`Ctrl+C`, {sub}`low`, {sup}`high`, {download}`data/ducks.csv`.

```{dropdown} More
:open:
Inside are 4 things.
```

:::{card} A card
Body with {bdg-primary}`new`
:::

```{button-link} https://example.org
Click me
```

```{mermaid}
graph LR; A --> B
```

| Left | Right |
|:-----|------:|
| a    | 1     |

```{bibliography}
```
"""
CONFIG = """\
title: Ducks with pandas
author: Ducklings
execute:
  execute_notebooks: {mode}
  allow_errors: false
  exclude_patterns:
    - "*/nothing.ipynb"
bibtex_bibfiles: references.bib
parse:
  myst_enable_extensions: [amsmath, dollarmath, colon_fence, substitution, strikethrough, html_image, attrs_inline]
  myst_substitutions:
    n_parts: two
html:
  favicon: images/duck.svg
sphinx:
  extra_extensions: [sphinx_exercise, sphinx.ext.todo]
  config:
    mathjax3_config:
      tex:
        macros:
          E: ["\\\\mathbb{{E}}[#1]", 1]
    suppress_warnings: ["mystnb.unknown_mime_type"]
    bibtex_reference_style: label
"""
TOC = """\
format: jb-book
root: intro
chapters:
- file: chapters/frames
  sections:
  - file: chapters/plots
- file: chapters/fails
- file: chapters/network
- file: chapters/in-r
- file: chapters/writes
- file: method
- file: extra
- file: missing-page
"""
BIB = """\
@inproceedings{mckinney2010,
  author = {McKinney, Wes},
  title = {Data structures for statistical computing in Python},
  booktitle = {Proceedings of the 9th Python in Science Conference},
  year = {2010},
  pages = {56--61}
}
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><ellipse cx="20" cy="10" rx="18" ry="8"/></svg>'
DUCKS = "year,pond,ducks\n" + "".join(
    f"{2020 + at // 3},{('North', 'Mill', 'Park')[at % 3]},{10 + at * 7 % 23}\n" for at in range(12)
)
FILES = {
    "intro.ipynb": INTRO,
    "chapters/frames.ipynb": FRAMES,
    "chapters/plots.ipynb": PLOTS,
    "chapters/fails.ipynb": FAILS,
    "chapters/network.ipynb": NETWORK,
    "chapters/in-r.ipynb": IN_R,
    "chapters/writes.ipynb": WRITES,
    "chapters/helper.py": "def help_me():\n    return 42\n",
    "method.rst": METHOD,
    "extra.md": EXTRA,
    "snippet.txt": "Included: 17 swans.\n",
    "images/duck.svg": SVG,
    "data/ducks.csv": DUCKS,
    "references.bib": BIB,
    "_toc.yml": TOC,
}


def write_textbook(folder: Path, mode: str = "cache") -> None:
    """Write the book into a folder, with ``execute_notebooks`` as given."""
    for name, text in {**FILES, "_config.yml": CONFIG.format(mode=mode)}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
