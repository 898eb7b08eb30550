"""Values that flow into a text: `` {claim}`<id>` `` gets its figure before anything else reads the page.

The figure is written into the source of the text, where an author would have typed it, so that whatever comes after
sees an ordinary claim: it is judged like any other, and headings, captions, search and editions have it. Only roles
that the parser finds are filled in; in code, one stays as it is written.
"""

from __future__ import annotations

import json
import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from factbook.notebooks import Run
from factbook.notebooks.old_versions import parse_notebook
from factbook.project.settings import BOOK_MARKDOWN
from factbook.project.text_notebook import PERCENT, show_prose
from factbook.report.found import TextRun
from factbook.report.front_matter import read_language
from factbook.report.markdown_parser import parser_of_page, shared_parser
from factbook.report.myst import find_runs, parse_target
from figurecheck.figures.shown_value import print_value
from figurecheck.model import Chart, Role, Statistic

# A span of code that shows the role, and the role; its closing backtick is the first one.
_CODE_OR_ROLE = re.compile(r"(?<!`)(?P<ticks>`{2,})(?!`)[^\n]*?(?<!`)(?P=ticks)(?!`)|\{claim\}`(?P<content>[^`]*)`")
_MAYBE = re.compile(r"\{claim\}`[^`<]*(?:\{[^`]*)?<")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_LATIN = re.compile(r"[A-Za-z]")
UNKNOWN = "?"
"""What is printed for a statistic that was never recorded; the figure is then refused for that reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A role without a figure of its own, and where it stands."""

    line: int
    cell: int | None = None
    """Of a notebook, the number of the cell."""
    template: str
    target: str
    locale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledRole:
    """What is printed there."""

    flow: Flow
    text: str


def is_flowing(printed: str) -> bool:
    """Return whether the text of a role is no figure, but nothing or a template for one.

    >>> is_flowing(""), is_flowing("about {:,.0f}"), is_flowing("29.1%")
    (True, True, False)
    """
    return not printed or "{" in printed


def find_flows(root: Path, path: Path, locale: str, markdown: str = BOOK_MARKDOWN) -> list[Flow]:
    """Return the roles of a page or a notebook that have no figure of their own; `markdown` is as in `read_page`."""
    try:
        text = (root / path).read_text("utf-8")
        if not _MAYBE.search(text.replace("\\n", "\n") if path.suffix == ".ipynb" else text):
            return []
        if path.suffix != ".ipynb":
            text = show_prose(text) if path.suffix == PERCENT else text
            return list(find_in_text(text, read_language(text)[0] or locale, parser_of_page(text, markdown)))
        cells = parse_notebook(text)["cells"]
        texts = {at: "".join(one["source"]) for at, one in enumerate(cells) if one.get("cell_type") == "markdown"}
    # Whoever reads the page complains of what cannot be read.
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []
    parser = shared_parser(markdown)
    return [replace(flow, cell=at) for at, source in texts.items() for flow in find_in_text(source, locale, parser)]


def find_in_text(text: str, locale: str, parser: MarkdownIt | None = None) -> Iterator[Flow]:
    """Yield the roles of a text that have no figure of their own."""
    if not _MAYBE.search(text):
        return
    # By the parser of pages and not by a pattern: only it knows what is code, and in which language a block is.
    for run in find_runs(text, parser=parser):
        if not isinstance(run, TextRun):
            continue
        for piece in run.pieces:
            if piece.role == Role.CLAIM and piece.target and is_flowing(piece.text):
                language = run.locale or locale_of(run.text, locale)
                yield Flow(line=piece.line, template=piece.text, target=piece.target, locale=language)


def print_flows(flows: Iterable[Flow], statistics: Mapping[str, Statistic]) -> tuple[FilledRole, ...]:
    """Return what each prints, without those whose template does not fit the value."""
    printed = []
    for flow in flows:
        statistic = statistics.get(flow.target)
        # What does not fit stays as it is written, and whoever collects the claims of the page complains of it.
        try:
            text = print_value(statistic.value, statistic.unit, flow.locale, flow.template) if statistic else UNKNOWN
        except ValueError:
            continue
        printed.append(FilledRole(flow=flow, text=text))
    return tuple(printed)


def fill_text(text: str, printed: Iterable[FilledRole], *, cell: int | None = None) -> str:
    """Return a text with the figures that flow into it; its lines stay what they are."""
    wanted = by_place(printed, cell)
    if not wanted:
        return text
    return _replace_roles(text, lambda line, template, target: wanted.get((line, template, target)))


def _replace_roles(text: str, find: Callable[[int, str, str], str | None]) -> str:
    """Return a text with the figures that `find` returns for line, template and target of a role."""

    def fill(match: re.Match[str]) -> str:
        if match["content"] is None:
            return match[0]
        template, target = parse_target(match["content"])
        found = find(text.count("\n", 0, match.start()) + 1, template, target)
        if found is None:
            return match[0]
        # A role may break over lines, and what follows keeps its number.
        breaks = "\n" * match["content"].count("\n")
        return f"{{claim}}`{found}{breaks or ' '}<{target}>`"

    return _CODE_OR_ROLE.sub(fill, text)


def fill_source(text: str, printed: tuple[FilledRole, ...], *, is_notebook: bool) -> str:
    """Return the source of a page, or of a notebook that is one, with the figures that flow into it."""
    if not is_notebook:
        return fill_text(text, printed)
    notebook = parse_notebook(text)
    return json.dumps({**notebook, "cells": fill_cells(notebook["cells"], printed)}, ensure_ascii=False)


def fill_cells(cells: Sequence[Mapping[str, Any]], printed: tuple[FilledRole, ...]) -> Sequence[Mapping[str, Any]]:
    """Return the cells of a notebook, with the figures that flow into their prose."""
    if not printed:
        return cells
    # A notebook that is written as text has lines, but its cells do not say at which of them they begin.
    lineless = {(one.flow.template, one.flow.target): one.text for one in printed if one.flow.cell is None}

    def fill(at: int, source: str) -> str:
        if not lineless:
            return fill_text(source, printed, cell=at)
        return _replace_roles(source, lambda line, template, target: lineless.get((template, target)))

    return [
        {**cell, "source": fill(at, "".join(cell["source"]))} if cell["cell_type"] == "markdown" else cell
        for at, cell in enumerate(cells)
    ]


def by_place(printed: Iterable[FilledRole], cell: int | None = None) -> dict[tuple[int, str, str], str]:
    """Return what is printed in a text, or in a cell, by line, template and target."""
    return {(one.flow.line, one.flow.template, one.flow.target): one.text for one in printed if one.flow.cell == cell}


def fill_charts(runs: Iterable[Run], statistics: Mapping[str, Statistic], locale: str) -> tuple[Run, ...]:
    """Return runs whose charts have the figures that flow into their texts."""
    return tuple(_fill_run(run, statistics, locale) for run in runs)


# A chart's texts are filled in before it is drawn: titles are parts of drawings, and of the pictures of pages.
def _fill_run(run: Run, statistics: Mapping[str, Statistic], locale: str) -> Run:
    if not any(_MAYBE.search(text) for one in run.outlines for text in one.texts):
        return run
    filled = [_fill_chart(chart, statistics, locale) for chart in run.charts]
    return run if all(map(operator.is_, filled, run.charts)) else run.with_charts(filled)


def _fill_chart(chart: Chart, statistics: Mapping[str, Statistic], locale: str) -> Chart:
    texts = {name: getattr(chart, name) for name in ("title", "subtitle", "alt", "note")}
    changed: dict[str, Any] = {
        name: fill_text(text, print_flows(find_in_text(text, locale), statistics)) for name, text in texts.items()
    }
    return chart if changed == texts else replace(chart, **changed)


def locale_of(text: str, default: str) -> str:
    """Return ``ko`` where most of the letters are Hangul, else the default."""
    hangul, latin = len(_HANGUL.findall(text)), len(_LATIN.findall(text))
    return "ko" if hangul > latin else default
