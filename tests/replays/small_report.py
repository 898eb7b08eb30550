"""The small report that a history is taken through: a notebook with ten statistics, and a page that prints them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from factbook.data.validate import refresh
from replays.histories import History

CODE = """import factbook as fb

table = fb.dataset('readings')
period = table.index.get_level_values({period!r}).astype(str)
groups = table[{value!r}].astype(float).groupby(period)
series = groups.mean() if {mean} else groups.sum()
who = 'what was read'


def record(name, value, unit, rows):
    # What sums of fractions leave behind the ninth digit would decide ties.
    value = round(float(value), 9)
    fb.record(f'readings.{{name}}', value, unit=unit, population=who, label=name, rows=rows)


record('latest', series.iloc[-1], 'points', table[period == series.index[-1]])
record('total', series.sum(), 'points', table)
record('mean', {typical}, 'points', table)
record('count', len(table), 'count', table)
record('change', series.iloc[-1] / series.iloc[-2] - 1, 'share', table[period >= series.index[-2]])
record('early', series.iloc[1], 'points', table[period == series.index[1]])
record('peak', series.max(), 'points', table)
"""
SERIES = """
fb.rank('readings.rank', series, population=who, rows=table)
fb.extreme('readings.extreme', series, population=who, rows=table)
fb.streak('readings.streak', series, direction='up', every='survey', population=who, rows=table)
"""
CLAIMS = {
    "latest": "readings.latest",
    "total": "readings.total",
    "bound": "readings.total",
    "mean": "readings.mean",
    "roughly": "readings.mean",
    "count": "readings.count",
    "change": "readings.change",
    "early": "readings.early",
    "peak": "readings.peak",
    "rank": "readings.rank",
    "extreme": "readings.extreme",
    "streak": "readings.streak",
}
"""The statistic of each printed figure."""
SENTENCES = {
    "latest": "The newest reading is {}.",
    "total": "Together they come to {}.",
    "bound": "The sum of them all is {}.",
    "mean": "On average a reading is {}.",
    "roughly": "The mean of them all is {}.",
    "count": "The list has {} rows.",
    "change": "The newest differs from the one before by {}.",
    "early": "One of the first readings was {}.",
    "peak": "None is above {}.",
    "rank": "By size the newest is {}.",
    "extreme": "The newest is {}.",
    "streak": "It is {}.",
}
"""By printed figure: its sentence on the page."""


def write_report(folder: Path, history: History) -> Path:
    """Write the report with the first state of a history; its page is written by `write_page`."""
    (folder / "data").mkdir(parents=True)
    (folder / "_toc.yml").write_text("format: jb-book\nroot: book/index\n", "utf-8")
    write_notebook(folder, history, 0)
    write_table(folder / "data/readings.csv", history.states[0])
    package = {"name": "readings", "resources": [_describe(history)]}
    (folder / "data/datapackage.json").write_text(json.dumps(package), "utf-8")
    refresh(folder)
    set_day(folder, history.days[0])
    return folder


def write_notebook(folder: Path, history: History, number: int) -> None:
    """Write the notebook by which a state is read."""
    (folder / "notebooks").mkdir(exist_ok=True)
    (folder / "notebooks/readings.ipynb").write_text(json.dumps(_notebook(history, number)), "utf-8")


def write_table(path: Path, state: pd.DataFrame) -> Path:
    """Write a state as CSV."""
    state.to_csv(path, index=False, lineterminator="\n")
    return path


def set_day(folder: Path, day: str) -> None:
    """Set the day of the edition."""
    settings = {
        "title": "Readings",
        "author": "The post",
        "only_build_toc_files": True,
        "execute": {"execute_notebooks": "off"},
        "sphinx": {"extra_extensions": ["factbook.sphinx_ext"]},
        "factbook": {"edition": {"label": "draft", "date": day}, "unconfirmed": "publish"},
    }
    (folder / "_config.yml").write_text(json.dumps(settings), "utf-8")


def write_page(folder: Path, texts: Mapping[str, str]) -> None:
    """Write the page with these printed figures."""
    lines = [SENTENCES[name].format(f"{{claim}}`{text} <{CLAIMS[name]}>`") for name, text in texts.items()]
    (folder / "book").mkdir(exist_ok=True)
    (folder / "book/index.md").write_text("# Readings\n\n" + "\n\n".join(lines) + "\n", "utf-8")


def _describe(history: History) -> dict[str, object]:
    others = [name for name in history.states[0].columns if name not in history.key]
    # Columns with empty cells, or with others than numbers, are texts: nothing depends on them.
    kinds = {name: "number" if name == history.value else "string" for name in others}
    keys = [{"name": name, "type": history.period if name == history.key[0] else "string"} for name in history.key]
    fields = [*keys, *({"name": name, "type": kind} for name, kind in kinds.items())]
    return {
        "name": "readings",
        "path": "readings.csv",
        "schema": {"fields": fields, "primaryKey": list(history.key)},
        "sources": [{"title": "The office", "path": "https://office.example/", "factbook:published": history.days[0]}],
    }


def _notebook(history: History, number: int) -> dict[str, object]:
    typical = "series.tail(12).mean()" if history.is_recoded(number) else "series.mean()"
    code = CODE.format(period=history.key[0], value=history.value, mean=history.mean, typical=typical)
    cells = [
        {"cell_type": "code", "id": f"c{at}", "metadata": {}, "source": cell, "outputs": [], "execution_count": None}
        for at, cell in enumerate((code, SERIES))
    ]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
