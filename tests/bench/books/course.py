"""A course in statistics as a Jupyter Book 1: fifteen pages, most of them notebooks in MyST text, with 60 glued values.

In the manner of published ones: parts and sections, hidden cells, figures with numbers, cards, tabs, margin notes,
proofs, exercises with solutions, citations, a page that no table of contents names, and typical slips of authors.
"""

from __future__ import annotations

from pathlib import Path

HEAD = """\
---
jupytext:
  formats: md:myst
  text_representation:
    extension: .md
    format_name: myst
    format_version: 0.13
    jupytext_version: 1.16.1
kernelspec:
  display_name: Python 3 (ipykernel)
  language: python
  name: python3
---
"""
IMPORTS = """
```{code-cell} ipython3
:tags: [hide-cell]

import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
from myst_nb import glue

rng = np.random.default_rng(42)
```
"""
CONFIG = """\
# The course's own settings; read the docs before you change them.
title: Statistics for the curious   # shown in the sidebar
author: The Statistics Group
logo: logo.png
copyright: "2024"
only_build_toc_files: false
exclude_patterns: [drafts/**, "*.tmp.md"]

execute:
  execute_notebooks: cache        # or force, or off
  timeout: 120

parse:
  myst_enable_extensions:
    - amsmath
    - colon_fence
    - deflist
    - dollarmath
    - html_image
    - substitution
  myst_substitutions:
    course_code: STAT 201

bibtex_bibfiles:
  - references.bib

repository:
  url: https://github.com/example/course
  branch: main
launch_buttons:
  binderhub_url: https://mybinder.org
  thebe: true
html:
  use_repository_button: true
  use_issues_button: true
  announcement: "Second edition in preparation"
sphinx:
  extra_extensions:   # keep sorted
  - sphinx_exercise
  - sphinx_proof
  config:
    bibtex_reference_style: author_year
    html_js_files:
    - https://cdnjs.cloudflare.com/ajax/libs/require.js/2.3.4/require.min.js
"""
TOC = """\
format: jb-book
root: index
parts:
- caption: Describing data
  numbered: true
  chapters:
  - file: part1/intro
    sections:
    - file: part1/centre
    - file: part1/spread
  - file: part1/plots
- caption: Inference
  numbered: true
  chapters:
  - file: part2/sampling
    sections:
    - glob: part2/tests/*
  - file: part2/regression
  - file: part2/bayes
- caption: Back matter
  chapters:
  - file: exercises
  - file: summary
  - file: bibliography
  - url: https://example.org/errata
    title: Errata
"""
BIB = """\
@book{freedman2007,
  author = {Freedman, David and Pisani, Robert and Purves, Roger},
  title = {Statistics},
  publisher = {Norton},
  year = {2007},
  edition = {4}
}
@article{student1908,
  author = {Student},
  title = {The probable error of a mean},
  journal = {Biometrika},
  year = {1908},
  volume = {6},
  pages = {1--25}
}
"""
INDEX = """\
# Statistics for the curious

Welcome to {{ course_code }}. The course follows {cite:t}`freedman2007` loosely.

::::{grid} 1 2 2 3
:gutter: 3

:::{grid-item-card} Describing data
:link: part1/intro
:link-type: doc
Four chapters on what data look like.
:::
:::{grid-item-card} Inference
:link: part2/sampling
:link-type: doc
Six chapters on what they mean.
+++
The sample mean was {glue:text}`part2/sampling.md::sample_mean:.2f`.
:::
::::

:::{note}
Version 2.1 needs Python 3.11 or newer.
:::

```{tableofcontents}
```
"""


def _chapter(title: str, *blocks: str) -> str:
    return f"{HEAD}\n# {title}\n{IMPORTS}\n" + "\n".join(blocks)


INTRO = _chapter(
    "What data are",
    """
(sec:data)=
We measured 120 seedlings in 2023.

```{code-cell} ipython3
heights = pd.Series(rng.normal(12.5, 2.25, 120)).round(2)
glue("n", len(heights), display=False)
glue("mean", heights.mean(), display=False)
glue("mean_pretty", f"{heights.mean():.1f} cm", display=False)
glue("tallest", float(heights.max()), display=False)
glue("share_tall", f"{(heights > 15).mean():.0%}")
glue("tallest_np", heights.max(), display=False)
glue("where", "the greenhouse at Ås", display=False)
heights.describe()
```

There were {glue:text}`n` seedlings in {glue:text}`where`, with a mean height of {glue:text}`mean:.2f` cm,
or {glue:text}`mean_pretty`. The tallest had {glue:text}`tallest:.1f` cm ({glue:text}`tallest_np:.1f`);
{glue:text}`share_tall` were above 15 cm.

```{margin}
A *seedling* is a plant of at most eight weeks.
```

```{code-cell} ipython3
:tags: [hide-input]
:mystnb:
:  image:
:    width: 300px

fig, ax = plt.subplots()
ax.hist(heights, bins=15)
ax.set_xlabel("height, cm")
glue("hist", fig, display=False)
```

```{glue:figure} hist
:name: fig:hist
:figwidth: 400px

Heights of {glue:text}`n` seedlings.
```

{numref}`fig:hist` shows them; see also {numref}`Figure %s <fig:hist>` and {ref}`sec:data`.
""",
)
CENTRE = _chapter(
    "Mean and median",
    r"""
The mean of $x_1, \dots, x_n$ is

$$
\bar x = \frac{1}{n} \sum_{i=1}^n x_i
$$ (eq:mean)

and by {eq}`eq:mean` it moves with every value.

```{prf:theorem} Least squares
:label: thm:ls
The mean minimises $\sum (x_i - a)^2$.
```
```{prf:proof}
Set the derivative to 0.
```

By {prf:ref}`thm:ls` it is the best single number.

```{code-cell} ipython3
incomes = pd.Series([18, 21, 22, 25, 27, 31, 33, 240], name="income")
glue("median", float(incomes.median()))
glue("mean", incomes.mean(), display=False)
glue("ratio", incomes.mean() / incomes.median(), display=False)
glue("incomes_table", incomes.to_frame().describe().round(1), display=False)
incomes.to_frame().T
```

The median is {glue:text}`median:.1f`, the mean {glue:text}`mean:.1f`, {glue:text}`ratio:.2f` times as much.

```{glue:} incomes_table
```

:::{admonition} Why so different?
:class: dropdown tip
One value of 240 lifts the mean by 26.
:::
""",
)
SPREAD = _chapter(
    "Spread",
    """
```{code-cell} ipython3
x = pd.Series(rng.gamma(2.0, 3.0, 500))
for name in ["mean", "std", "min", "max"]:
    glue(f"spread_{name}", getattr(x, name)(), display=False)
q1, q3 = x.quantile([0.25, 0.75])
glue("iqr", q3 - q1, display=False)
glue("n_fmt", f"{len(x):,}", display=False)
glue("big_fmt", f"{1234567:,}", display=False)
```

| statistic | value |
|-----------|------:|
| mean | {glue:text}`spread_mean:.3f` |
| SD | {glue:text}`spread_std:.3f` |
| least | {glue:text}`spread_min:.2e` |
| most | {glue:text}`spread_max:.1f` |

The interquartile range of {glue:text}`n_fmt` values is {glue:text}`iqr:.2f`; a city has {glue:text}`big_fmt` people.

`````{tab-set}
````{tab-item} pandas
```python
x.std()
```
The divisor is n - 1 = {glue:text}`part1/spread.md::n_fmt` less one.
````
````{tab-item} numpy
`np.std(x)` divides by n.
````
`````
""",
)
PLOTS = _chapter(
    "Plots",
    """
```{code-cell} ipython3
:tags: [remove-input]

import altair as alt
frame = pd.DataFrame({"week": range(1, 9), "height": [1.0, 1.9, 3.2, 4.6, 6.0, 7.7, 9.1, 10.2]})
chart = alt.Chart(frame).mark_line(point=True).encode(x="week:O", y="height:Q")
glue("growth_chart", chart, display=False)
glue("growth", frame.height.iloc[-1] / frame.height.iloc[0], display=False)
```

Growth by week, {glue:text}`growth:.0f` times in all:

```{glue} growth_chart
```

```{code-cell} ipython3
fig, ax = plt.subplots(figsize=(4, 2))
ax.plot(frame.week, frame.height)
plt.show()
```

```{code-cell} ipython3
:tags: [remove-output]
print("this is not shown")
```

```{code-cell} ipython3
:tags: [raises-exception]
1 / 0
```
""",
)
SAMPLING = _chapter(
    "Sampling",
    """
```{code-cell} ipython3
population = rng.exponential(10.0, 10_000)
sample = rng.choice(population, 200)
glue("population_mean", float(population.mean()), display=False)
glue("sample_mean", float(sample.mean()), display=False)
glue("se", float(sample.std(ddof=1) / np.sqrt(len(sample))), display=False)
for k in (10, 50, 100, 500):
    glue(f"se_{k}", float(population.std() / np.sqrt(k)), display=False)
glue("seed", 42, display=False)
glue("formula", r"$\\sigma / \\sqrt{n}$", display=False)
from IPython.display import Markdown, Math
glue("rule", Markdown("**Four times** the sample, *half* the error."), display=False)
glue("eq_se", Math(r"SE = \\frac{\\sigma}{\\sqrt{n}}"), display=False)
```

The sample mean is {glue:text}`sample_mean:.2f`, the population's {glue:text}`population_mean:.2f`;
the standard error is {glue:text}`se:.3f`. With 10, 50, 100 and 500 values it is {glue:text}`se_10:.2f`,
{glue:text}`se_50:.2f`, {glue:text}`se_100:.2f` and {glue:text}`se_500:.2f`.

```{glue:md} rule
:format: myst
```

```{glue:math} eq_se
:label: eq:se
```

{glue:md}`rule`

As in {cite:p}`student1908`.[^student]

[^student]: William Gosset worked at Guinness from 1899.
""",
)
ZTEST = _chapter(
    "A z test",
    """
```{code-cell} ipython3
from statistics import NormalDist
z = 2.17
p = 2 * (1 - NormalDist().cdf(z))
glue("z", z, display=False)
glue("p_value", p, display=False)
glue("p_small", 3.2e-07, display=False)
glue("significant", bool(p < 0.05), display=False)
glue("alpha", "5%", display=False)
```

With z = {glue:text}`z:.2f` the p-value is {glue:text}`p_value:.3f`, or {glue:text}`p_value:.1%`;
below {glue:text}`alpha`: {glue:text}`significant`. A smaller one: {glue:text}`p_small:.1e`.
""",
)
TTEST = _chapter(
    "A t test",
    """
```{code-cell} ipython3
a, b = rng.normal(5.0, 1.0, 40), rng.normal(5.6, 1.0, 40)
diff = b.mean() - a.mean()
glue("diff", diff, display=False)
glue("n", len(a), display=False)
glue("pct", 100 * diff / a.mean(), display=False)
```

Group b is larger by {glue:text}`diff:.2f` ({glue:text}`pct:.1f`%) with {glue:text}`n` in each.
The seedlings were {glue:text}`../../part1/intro.md::n:d`.
A wrong key: {glue:text}`difff:.2f`. A wrong page: {glue:text}`../nowhere.md::n:d`.
""",
)
REGRESSION = _chapter(
    "Regression",
    """
```{code-cell} ipython3
:tags: ["hide-input", "hide-output"]
x = np.linspace(0, 10, 60)
y = 1.5 + 0.8 * x + rng.normal(0, 1, 60)
slope, intercept = np.polyfit(x, y, 1)
r2 = np.corrcoef(x, y)[0, 1] ** 2
glue("slope", slope)
glue("intercept", intercept)
glue("r2", r2, display=False)
glue("r2_pct", f"{r2:.1%}", display=False)
fig, ax = plt.subplots()
ax.scatter(x, y); ax.plot(x, intercept + slope * x)
glue("fit", fig, display=False)
```

The line is $y = $ {glue:text}`intercept:.2f` $+$ {glue:text}`slope:.2f` $x$; it explains {glue:text}`r2_pct`
of the variance ($R^2$ = {glue:text}`r2:.3f`).

```{glue:figure} fit
:name: fig:fit
The fitted line.
```

In a list:

1. slope {glue:text}`slope:.1f`
2. intercept {glue:text}`intercept:.1f`

```{list-table} Coefficients
:header-rows: 1
:name: tab:coef

* - Term
  - Value
* - Slope
  - {glue:text}`slope:.4f`
```

See {numref}`tab:coef`.
""",
)
BAYES = _chapter(
    "Bayes",
    """
```{code-cell} ipython3
prior, sensitivity, specificity = 0.01, 0.95, 0.90
posterior = prior * sensitivity / (prior * sensitivity + (1 - prior) * (1 - specificity))
glue("prior", prior, display=False)
glue("posterior", posterior, display=False)
glue("posterior_pct", 100 * posterior, display=False)
glue("odds", f"1 in {round(1 / posterior)}", display=False)
glue("counts", {"sick": 10, "well": 990}, display=False)
```

Of those who test positive {glue:text}`posterior:.1%` are ill, {glue:text}`odds`, though only {glue:text}`prior:.0%`
of all are; that is {glue:text}`posterior_pct:.0f` per cent. Counts: {glue:text}`counts`.

{glue:text}`posterior:.0%` of the positive ones, again as {glue}`posterior`.

```{toggle}
The prior is what you believed before.
```
""",
)
EXERCISES = """\
# Exercises

````{exercise} Means
:label: ex:means
Which of 3, 5 and 10 is nearest to the mean?
````

````{solution} ex:means
:class: dropdown
The mean is 6, so 5.
````

- [x] done
- [ ] to do

Term
: A definition with 2 parts.
"""
SUMMARY = """\
---
description: What 15 chapters said.
---
# Summary

{glue:text}`part1/intro.md::n` seedlings had a mean of {glue:text}`part1/intro.md::mean:.1f` cm; the slope was
{glue:text}`part2/regression.md::slope:.2f` and {glue:text}`part2/regression.md::r2_pct` of the variance was explained.
The posterior was {glue:text}`/part2/bayes.md::posterior:.1%`, the sampling error {glue:text}`part2/sampling::se:.2f`.

```{glue:} fit
:doc: part2/regression.md
```

```{glue:figure} hist
:doc: part1/intro.md
:name: fig:hist-again

The same histogram.
```

<img src="https://example.org/badge.png" alt="badge">

```{figure} logo.png
:alt: Our logo
:width: 120px
Our logo.
```

{download}`the logo <logo.png>`
"""
BIBLIOGRAPHY = "# References\n\n```{bibliography}\n```\n"
DRAFT = "# Draft\n\nNothing yet of the 12 planned.\n"
LEFT = "# Left over\n\nA page with 7 numbers that no table of contents names.\n"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)
PAGES = {
    "index.md": INDEX,
    "part1/intro.md": INTRO,
    "part1/centre.md": CENTRE,
    "part1/spread.md": SPREAD,
    "part1/plots.md": PLOTS,
    "part2/sampling.md": SAMPLING,
    "part2/tests/a-z-test.md": ZTEST,
    "part2/tests/b-t-test.md": TTEST,
    "part2/regression.md": REGRESSION,
    "part2/bayes.md": BAYES,
    "exercises.md": EXERCISES,
    "summary.md": SUMMARY,
    "bibliography.md": BIBLIOGRAPHY,
    "left-over.md": LEFT,
    "drafts/one.md": DRAFT,
    "_config.yml": CONFIG,
    "_toc.yml": TOC,
    "references.bib": BIB,
}


def write_course(folder: Path) -> None:
    """Write the book into a folder."""
    for name, text in PAGES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (folder / "logo.png").write_bytes(PIXEL)
