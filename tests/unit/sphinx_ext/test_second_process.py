"""A build from nothing whose evidence a second process writes is the build that one process makes."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sqlite3
from pathlib import Path

import pytest

from factbook.engine.fingerprints import read_record, see_inputs
from factbook.engine.results import FILE, Results, using
from factbook.notebooks import reuse_runs
from factbook.project.settings import read_project
from factbook.render.charts.drawing.chart_values import read_drawings
from factbook.report.pipeline import make_report
from factbook.sphinx_ext.build.build_site import build_site
from factbook.sphinx_ext.pages import evidence
from figurecheck.model.errors import SiteError

# Sphinx and its extensions warn of each other's future, and Python of forks.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
ALWAYS, NEVER = 0, 1_000_000


def build(root: Path) -> dict[str, bytes]:
    inputs = see_inputs(root)
    with using(Results(root, inputs)):
        report = make_report(read_project(root), run=reuse_runs, read_drawings=read_drawings)
        site = build_site(report, inputs=inputs)
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def remembered(root: Path) -> set[bytes]:
    with sqlite3.connect(root / FILE) as database:
        return {key for (key,) in database.execute("SELECT key FROM results")}


def begin_anew(root: Path) -> None:
    # The stored runs stay, so that both builds are of the same ones.
    for made in ("html", ".factbook/site", ".factbook/memo", ".factbook/spare", ".factbook/doctrees"):
        path = root / "_build" / made
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


@pytest.fixture
def processes(monkeypatch) -> list[int]:
    """The processes that wrote pages of evidence of statistics."""
    written = multiprocessing.get_context("fork").SimpleQueue()
    render = evidence.render_statistic_page
    monkeypatch.setattr(
        evidence, "render_statistic_page", lambda *args, **named: (written.put(os.getpid()), render(*args, **named))[1]
    )
    return written


def test_the_site_and_what_the_next_build_knows_are_those_of_one_process(starter, monkeypatch, processes):
    found = {}
    for many in (NEVER, ALWAYS):
        begin_anew(starter)
        monkeypatch.setattr(evidence, "MANY", many)
        site = build(starter)
        record = read_record(starter)
        writers = set()
        while not processes.empty():
            writers.add(processes.get())
        found[many] = site, record.marks, record.messages, remembered(starter)
        assert (os.getpid() in writers) == (many == NEVER)
        assert writers
    assert found[NEVER] == found[ALWAYS]
    # Of what was written there, nothing is written again.
    build(starter)
    assert processes.empty()


def test_where_something_can_be_reused_one_process_writes(starter, monkeypatch, processes):
    monkeypatch.setattr(evidence, "MANY", ALWAYS)
    build(starter)
    while not processes.empty():
        processes.get()
    page = starter / "book" / "routes.md"
    page.write_text(f"{page.read_text('utf-8')}\nThe Hill Line carried {{claim}}`421,770 trips <routes.hill.2025>`.\n")
    build(starter)
    writers = set()
    while not processes.empty():
        writers.add(processes.get())
    assert writers == {os.getpid()}


def test_what_stops_the_second_process_stops_the_build(starter, monkeypatch):
    def fail(*args: object, **named: object) -> None:
        raise OSError(28, "No space left on device", "page.html")

    begin_anew(starter)
    monkeypatch.setattr(evidence, "MANY", ALWAYS)
    monkeypatch.setattr(evidence, "render_statistic_page", fail)
    with pytest.raises((OSError, SiteError), match="No space left on device"):
        build(starter)
    assert not list((starter / "_build").glob(".html*"))
    assert not multiprocessing.active_children()


def test_a_second_process_that_is_killed_stops_the_build(starter, monkeypatch):
    begin_anew(starter)
    monkeypatch.setattr(evidence, "MANY", ALWAYS)
    monkeypatch.setattr(evidence, "render_statistic_page", lambda *args, **named: os.kill(os.getpid(), signal.SIGKILL))
    with pytest.raises(SiteError, match=r"^_build: the process that writes evidence ended \(look for memory"):
        build(starter)
    assert not list((starter / "_build").glob(".html*"))
