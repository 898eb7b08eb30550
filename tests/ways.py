"""Ways of bringing a number into a page: numerals, and the markup that carries them."""

from __future__ import annotations

import sys

from sources import ROOT

sys.path.insert(0, str(ROOT / "packages/figurecheck/tests/figures"))
from numerals import NUMERALS

CARRIERS = {
    "paragraph": "There were {n} here.",
    "heading": "## About {n} here",
    "bold": "There were **{n}** here.",
    "quote": "> There were {n} here.",
    "bullet": "- There were {n} here.",
    "item": "1. There were {n} here.",
    "cell": "| a | b |\n|---|---|\n| c | {n} |",
    "table head": "| a | {n} |\n|---|---|\n| c | d |",
    "link": "See [{n}](index.md).",
    "link title": 'See [this](index.md "{n}").',
    "alternative": "![{n}](dot.png)",
    "picture title": '![dot](dot.png "{n}")',
    "caption": "```{{figure}} dot.png\nThere were {n} here.\n```",
    "figure alternative": "```{{figure}} dot.png\n:alt: There were {n} here\n\nA dot.\n```",
    "note": "```{{note}}\nThere were {n} here.\n```",
    "admonition": "```{{admonition}} About {n}\nText.\n```",
    "colon fence": ":::{{note}}\nThere were {n} here.\n:::",
    "div": "::::{{div}} wide\nThere were {n} here.\n::::",
    "table caption": "```{{table}} About {n}\n| a |\n|---|\n| b |\n```",
    "list table": "```{{list-table}} About this\n* - a\n  - {n}\n```",
    "footnote": "A text.[^a]\n\n[^a]: There were {n} here.",
    "definition": "Word\n: There were {n} here.",
    "html": "<p>There were {n} here.</p>",
    "inline html": "There were <b>{n}</b> here.",
    "html title": '<p title="{n}">word</p>',
    "label": '<p aria-label="{n}">word</p>',
    "description": '<p aria-description="{n}">word</p>',
    "value text": '<p aria-valuetext="{n}">word</p>',
    "role description": '<p aria-roledescription="{n}">word</p>',
    "details": "<details><summary>{n}</summary>word</details>",
    "drawing": "<svg><text>{n}</text></svg>",
    "drawing title": "<svg><title>{n}</title></svg>",
    "abbreviation": '<abbr title="{n}">w</abbr>',
    "restructured": "```{{eval-rst}}\nThere were {n} here.\n```",
    "restructured strong": "```{{eval-rst}}\nThere were **{n}** here.\n```",
    "restructured role": "```{{eval-rst}}\nThere were :emphasis:`{n}` here.\n```",
    "restructured title": "```{{eval-rst}}\nThere were :title:`{n}` here.\n```",
    "restructured table": "```{{eval-rst}}\n.. csv-table:: A table\n\n   a, {n}\n```",
    "restructured note": "```{{eval-rst}}\n.. note::\n\n   There were {n} here.\n```",
    "substitution": "---\nmyst:\n  substitutions:\n    x: {n}\n---\n\n# T\n\nThere were {{{{ x }}}} here.",
    "page description": "---\ndescription: There were {n} here\n---\n\n# T",
    "kicker": "---\nkicker: There were {n} here\n---\n\n# T",
    "meta": "---\nhtml_meta:\n  keywords: {n}\n---\n\n# T",
    "role": "There were {{abbr}}`TR ({n})` here.",
    "download": "{{download}}`{n} <dot.png>`",
    "reference": "{{doc}}`{n} <index>`",
    "text in formula": r"$\text{{There were {n}}}$",
    "sidenote": "```{{sidenote}}\nThere were {n} here.\n```",
}
SPECIAL = {
    "list start": "87657. trips were carried",
    "list start in HTML": '<ol start="87657"><li>trips</li></ol>',
    "list value": '<ol><li value="87657">trips</li></ol>',
    "list in reStructuredText": "```{eval-rst}\n87657. trips were carried\n```",
    "formula": "The rate was $87658$ of all",
    "formula of a sample": "Of all, $n = 87658$",
    "block formula": "$$\n87658\n$$",
    "display formula": "$$n = 87658$$",
    "math directive": "```{math}\nn = 87658\n```",
    "math role": "{math}`n = 87658`",
    "amsmath": "\\begin{align}\nn &= 87658\n\\end{align}",
    "formula in reStructuredText": "```{eval-rst}\n.. math::\n\n   n = 87658\n```",
    "math role in reStructuredText": "```{eval-rst}\nIt is :math:`n = 87658`.\n```",
    "formula with a fraction": r"$\frac{87}{100}$",
    "formula in words": r"$87658 \ trips$",
    "split": "<b>87</b>656 trips",
    "split by emphasis": "8*7*6 trips",
    "split by entity": "&#56;&#55;&#54; trips",
    "meter": '<meter value="87657"></meter>',
    "progress": '<progress value="87657">word</progress>',
    "input": '<input value="87657 trips">',
    "button": '<button value="87657">word</button>',
    "now": '<p aria-valuenow="87657">word</p>',
    "raw role": "```{eval-rst}\n.. role:: rh(raw)\n   :format: html\n\nThe bus :rh:`<b>87656</b>` trips\n```",
    "raw role in MyST": "```{role} rh(raw)\n:format: html\n```\n\nThe bus {rh}`<b>87656</b>` trips",
    "raw directive": "```{raw} html\n<b>87656</b> trips\n```",
    "raw in reStructuredText": "```{eval-rst}\n.. raw:: html\n\n   <b>87656</b> trips\n```",
    "srcdoc": '<iframe srcdoc="87657 trips"></iframe>',
    "sup": "<sup>87657</sup> trips",
    "replacement": "```{eval-rst}\n.. |x| replace:: 87657\n\nThere were |x| here.\n```",
    "alternative in reStructuredText": "```{eval-rst}\n.. image:: dot.png\n   :alt: 87657 trips\n```",
    "continued lists": "1. a\n2. b\n\nText\n\n87. c",
    "data table": "```{csv-table} A table\na, 87657\n```",
    "nested": "````{note}\n```{tip}\nThere were 87657 trips.\n```\n````",
    "braced argument": "```{admonition} 87657\nText.\n```",
    "option title": "```{table}\n:name: x\n:caption: 87657\n| a |\n|---|\n| b |\n```",
    "term list": "```{glossary}\n87657 trips\n  A word.\n```",
    "epigraph": "```{epigraph}\n87657 trips\n\n-- A driver\n```",
    "rubric": "```{rubric} 87657 trips\n```",
    "topic": "```{topic} 87657 trips\nText.\n```",
    "margin": "```{margin} 87657 trips\nText.\n```",
    "centered": "```{centered} 87657 trips\n```",
    "hlist": "```{hlist}\n- 87657 trips\n```",
    "line block": "```{eval-rst}\n| 87657 trips\n| more\n```",
    "field list": "```{eval-rst}\n:Trips: 87657\n```",
    "subscript role": "{sub}`87657` trips",
    "superscript role": "{sup}`87657` trips",
    "menu": "{menuselection}`87657 --> trips`",
    "gui label": "{guilabel}`87657 trips`",
    "index": "{index}`87657 trips`",
    "unknown role text": "{emphasis}`87657 trips`",
    "description": "```{describe} 87657 trips\nText.\n```",
    "note": "Trips[^87657].\n\n[^87657]: A text.",
    "note in reStructuredText": "```{eval-rst}\nTrips [87657]_.\n\n.. [87657] A text.\n```",
    "year list": "1999. trips were carried",
}


def all_ways():
    """Return every way: its name, and the page that it makes."""
    ways = dict(SPECIAL)
    for at, (numeral, text) in enumerate(NUMERALS.items()):
        for number, (carrier, page) in enumerate(CARRIERS.items()):
            # Every numeral in a paragraph, and each with a sixth of the other carriers, so that each carrier has some.
            if carrier == "paragraph" or (number + at) % 6 == 0:
                ways[f"{numeral}, {carrier}"] = page.format(n=text)
    return {name: page if page.startswith("---") else f"# T\n\n{page}\n" for name, page in ways.items()}


def few_ways():
    """Return each special way, each numeral in a paragraph, and each other carrier with the first of its numerals."""
    firsts = {}
    for name in all_ways():
        numeral, _, carrier = name.partition(", ")
        firsts.setdefault(numeral if carrier in {"", "paragraph"} else carrier, name)
    return {name: page for name, page in all_ways().items() if name in firsts.values()}
