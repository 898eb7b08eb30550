"""How long a site takes to build, against stock Jupyter Book 1 on the same invented report, in the same run.

``make bench`` runs it for 4, 20 and 100 notebooks, which takes a quarter of an hour; ``make bench N="4 20"`` does less.
By hand::

    python tests/bench/bench_build.py 4 20 [--no-stock | --stock-from FILE] [--out FOLDER]

Steps, each a command as a user calls it: cold, nothing changed, one CSV changed, one Markdown edit, one notebook edit.
What changes nothing is measured five times, and the median counts.
After each, the pages are read: a tool that shows an old figure is reported as stale, and its right time is that of a
build from nothing. Measured: seconds on the clock, seconds of processor time, and the most memory that the whole tree
of processes held at once. ``--stock-from`` takes what an earlier run measured of stock; it is then marked as such.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from measure import Measured, describe_machine, measure
from synthetic import FACTBOOK, STOCK, Report, value_of, write_report

AGAIN = {"nothing changed": 5}
"""How often a step is measured that can be repeated as it is; the median counts."""
STEPS = ("cold", "nothing changed", "one CSV changed", "one Markdown edit", "one notebook edit")
TOOLS = ("factbook", "jupyter-book", "sphinx", "myst-nb", "pandas", "altair", "vl-convert-python", "nbclient")
EDITED = "A sentence that was not there before."
ADDED = 7
"""What the changed CSV adds to one row, so to one statistic."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """One step of one tool."""

    tool: str
    notebooks: int
    step: str
    seconds: float
    cpu: float
    peak_mib: float
    right: bool
    """Whether the pages show what the inputs say now."""
    recorded: str = ""
    """When it was measured, if not in this run."""


def main(arguments: Sequence[str]) -> None:
    """Measure, and print and write the results."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("notebooks", nargs="*", type=int, default=[4, 20, 100])
    parser.add_argument("--no-stock", action="store_true")
    parser.add_argument("--stock-from", type=Path)
    parser.add_argument("--out", type=Path, default=Path("docs"))
    chosen = parser.parse_args(arguments)
    results: list[Result] = []
    for notebooks in chosen.notebooks:
        results += run_tool(FACTBOOK, notebooks)
        if chosen.stock_from:
            results += read_stock(chosen.stock_from, notebooks)
        elif not chosen.no_stock:
            results += run_tool(STOCK, notebooks)
    document = {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": describe_machine(),
        "versions": {name: version(name) for name in TOOLS},
        "results": [asdict(result) for result in results],
    }
    print("\n".join(table(results)))  # noqa: T201
    chosen.out.mkdir(parents=True, exist_ok=True)
    (chosen.out / "benchmark.json").write_text(json.dumps(document, indent=1) + "\n", "utf-8")
    (chosen.out / "benchmark.md").write_text("\n".join(page(document, results)) + "\n", "utf-8")


def run_tool(tool: str, notebooks: int) -> list[Result]:
    """Write a report, and take one tool through all steps."""
    with tempfile.TemporaryDirectory(prefix="fb-bench-") as folder:
        report = write_report(Path(folder) / "report", tool, notebooks)
        return list(_run_steps(report))


def _run_steps(report: Report) -> Iterator[Result]:
    for step in STEPS:
        shows = CHANGES[step](report)
        if report.kind == FACTBOOK and step == "one CSV changed":
            # a changed file must be confirmed, which is a step of its own and takes no part in the measurement
            measure([_program("factbook"), "refresh", "--project", str(report.folder)])
        measured = _measure_median(_command(report), AGAIN.get(step, 1))
        right = measured.code == 0 and shows()
        result = _result(report, step, measured, right=right)
        _say(result)
        yield result
        if measured.code != 0:
            raise SystemExit(f"{report.kind}: {step}: exit {measured.code}\n{measured.said[-3000:]}")
        if not right:
            # what a user must do to be right; it also makes the next step start from a right site
            measured = measure(_command(report, everything=True))
            result = _result(report, f"{step}, from nothing", measured, right=measured.code == 0 and shows())
            _say(result)
            yield result


def _measure_median(command: Sequence[str], times: int) -> Measured:
    """Return the run of median time of several, or one that failed."""
    runs = sorted((measure(command) for _ in range(times)), key=lambda one: one.seconds)
    return next((one for one in runs if one.code != 0), runs[len(runs) // 2])


def _result(report: Report, step: str, measured: Measured, *, right: bool) -> Result:
    return Result(
        tool=report.kind,
        notebooks=report.notebooks,
        step=step,
        seconds=round(measured.seconds, 3),
        cpu=round(measured.cpu, 3),
        peak_mib=round(measured.peak_mib, 1),
        right=right,
    )


def _command(report: Report, *, everything: bool = False) -> list[str]:
    if report.kind == FACTBOOK:
        return [_program("factbook"), "build", "--project", str(report.folder)]
    if everything:
        shutil.rmtree(report.folder / "_build")
    return [_program("jupyter-book"), "build", str(report.folder)]


def _program(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


# Each change is made before its step, and gives the question to ask of the site afterwards.


def _start(report: Report) -> Callable[[], bool]:
    return lambda: _shows_all(report)


def _change_csv(report: Report) -> Callable[[], bool]:
    path = report.table(0)
    lines = path.read_text("utf-8").splitlines()
    row, part, value, source = lines[1].split(",")
    lines[1] = f"{row},{part},{int(value) + ADDED},{source}"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return lambda: _shows_all(report)


def _edit_markdown(report: Report) -> Callable[[], bool]:
    path = report.page(0)
    path.write_text(path.read_text("utf-8") + f"\n{EDITED}\n", "utf-8")
    return lambda: EDITED in report.built_page(0).read_text("utf-8") and _shows_all(report)


def _edit_notebook(report: Report) -> Callable[[], bool]:
    """Let the notebook count one more in its first part, so that the page that cites it must change."""
    path = report.notebook(0)
    path.write_text(path.read_text("utf-8").replace("int(value)", "int(value) + (1 if part == 0 else 0)"), "utf-8")
    return lambda: _shows(report, 0, 0, value_of(report, 0, 0) + 1)


CHANGES: dict[str, Callable[[Report], Callable[[], bool]]] = {
    "cold": _start,
    "nothing changed": _start,
    "one CSV changed": _change_csv,
    "one Markdown edit": _edit_markdown,
    "one notebook edit": _edit_notebook,
}


def _shows_all(report: Report) -> bool:
    """Whether the first and the last notebook's figures stand on their pages as the data says now."""
    asked = [(at, part) for at in {0, report.notebooks - 1} for part in (0, 9)]
    return all(_shows(report, at, part, value_of(report, at, part)) for at, part in asked)


def _shows(report: Report, at: int, part: int, value: int) -> bool:
    """Whether the site shows a value: stock on the page that cites it, factbook on the page of its evidence."""
    if report.kind == STOCK:
        return f">{value:,}<" in report.built_page(at // 2).read_text("utf-8")
    # The pages say "about 5.0 million" before the edit and after it.
    evidence = report.site / "evidence" / f"t{at:03d}.part{part}.2024.html"
    return f"{value:,}" in evidence.read_text("utf-8")


def read_stock(path: Path, notebooks: int) -> list[Result]:
    """Take what an earlier run measured of stock, marked with its day."""
    document = json.loads(path.read_text("utf-8"))
    found = [Result(**result) for result in document["results"] if result["tool"] == STOCK]
    day = document["date"]
    return [
        Result(**{**asdict(result), "recorded": result.recorded or day})
        for result in found
        if result.notebooks == notebooks
    ]


def table(results: Iterable[Result]) -> Iterator[str]:
    """Give the results as lines of text, factbook and stock side by side."""
    yield f"{'N':>4} {'step':<20} {'factbook':>22} {'stock':>22} {'ratio':>7}  remark"
    yield f"{'':>4} {'':<20} {'s / cpu s / MiB':>22} {'s / cpu s / MiB':>22}"
    for ours, stock, ratio, remark in compare(results):
        pieces = [f"{one.seconds:.2f} / {one.cpu:.1f} / {_peak(one)}" if one else "-" for one in (ours, stock)]
        yield f"{ours.notebooks:>4} {ours.step:<20} {pieces[0]:>22} {pieces[1]:>22} {ratio:>7}  {remark}"


def compare(results: Iterable[Result]) -> Iterator[tuple[Result, Result | None, str, str]]:
    """Yield each step of factbook with stock's right result for it, the ratio, and what must be said of it."""
    found = {(one.tool, one.notebooks, one.step): one for one in results}
    for (tool, notebooks, step), ours in found.items():
        if tool != FACTBOOK:
            continue
        stock = found.get((STOCK, notebooks, step))
        remarks = [] if ours.right else ["factbook WRONG"]
        if stock is not None and not stock.right:
            times = stock.seconds / ours.seconds
            remarks.append(f"stock is stale after {stock.seconds:.2f} s ({times:.1f} times ours); right from nothing")
            stock = found.get((STOCK, notebooks, f"{step}, from nothing"))
        if stock is not None and stock.recorded:
            remarks.append(f"stock as recorded on {stock.recorded}")
        usable = stock is not None and stock.right and ours.right
        ratio = f"{stock.seconds / ours.seconds:.1f}" if stock is not None and usable else "-"
        yield ours, stock, ratio, "; ".join(remarks)


def page(document: dict[str, object], results: Iterable[Result]) -> Iterator[str]:
    """Give the results as a page of the documentation."""
    versions = document["versions"]
    assert isinstance(versions, dict)
    yield "# How long a build takes"
    yield ""
    yield "This page is made by `make bench`; `benchmark.json` beside it holds the same."
    yield "An invented report of N notebooks (10,000 rows, ten statistics and two charts each) and N/2 pages (twenty"
    yield "figures each) is built by factbook and by stock Jupyter Book 1, one after the other, on one machine."
    yield "After each build the pages are read; a build that leaves an old figure standing counts as stale, and is"
    yield "compared by the build from nothing that puts it right."
    yield "*Times faster* is stock's time for a right site by ours. Where stock is quick but leaves an old figure"
    yield "standing, the last column says how quick, and the ratio is to the build from nothing that puts it right."
    yield "Wall-clock time of both depends on what else the machine does; processor time hardly does."
    yield "The charts stand on the pages of their notebooks: factbook draws each of them, stock leaves that to the"
    yield "reader's browser."
    yield "What changes nothing is measured five times, and the median counts."
    yield "A dash for memory: all had ended before the first look."
    yield ""
    yield f"{document['date']}, {document['machine']}; " + ", ".join(f"{name} {one}" for name, one in versions.items())
    yield ""
    yield "| N | step | factbook s | CPU s | peak MiB | stock s | CPU s | peak MiB | times faster | |"
    yield "|--:|---|--:|--:|--:|--:|--:|--:|--:|---|"
    for ours, stock, ratio, remark in compare(results):
        cells = [f"{one.seconds:.2f} | {one.cpu:.1f} | {_peak(one)}" if one else "- | - | -" for one in (ours, stock)]
        yield f"| {ours.notebooks} | {ours.step} | {cells[0]} | {cells[1]} | {ratio} | {remark} |"


def _peak(one: Result) -> str:
    """Memory in MiB, or a dash where the processes had ended before the first look at them."""
    return f"{one.peak_mib:.0f}" if one.peak_mib else "-"


def _say(result: Result) -> None:
    state = "right" if result.right else "STALE"
    line = f"N={result.notebooks} {result.tool:<8} {result.step:<32} {result.seconds:8.2f} s  cpu {result.cpu:7.1f} s"
    print(f"{line}  {result.peak_mib:6.0f} MiB  {state}", file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    os.environ["PYTHONUTF8"] = "1"
    main(sys.argv[1:])
