"""factbook: report sites in which every figure in the prose is checked against its data or its source.

::

    data/*.csv --> notebook cell --record()--> statistic --+
                                                        judge --> finding --> page, evidence, claims.json,
    book/*.md  --> pages: {claim}`printed <statistic>` ----+                  CLI line, edition

Figures are read and judged by `figurecheck`, a package of its own. The folders, each importing only those before it::

    model < project < engine < chart_check, data < notebooks, editions < report < render < sphinx_ext < publish < serve
          < cli

    model        values beyond those of `figurecheck.model`: review, edition, the marks of a chart
    project      a report's folder: its settings and its files
    engine       what is known of earlier builds, and when it is stale
    chart_check  what a chart draws and prints against its data
    data         the data package: tables, sources, validation
    notebooks    recording, kernels, the sandbox, what a run reads, stored runs
    editions     what was said on a day, and what changed since
    report       pages and reviews; the pipeline that checks a whole report
    render       model to text: HTML, charts, metadata, terminal
    sphinx_ext   the site, by Sphinx
    publish      sealing, and folders of editions that never change
    serve        the site while somebody writes it
    cli          the command line

Notebooks need one import::

    import factbook as fb
    totals = fb.dataset("offenders_by_year")
    fb.series("offenders.total.{year}", totals, population="...", about="offenders", changes=True)
    fb.record("offenders.mean", totals["value"].mean(), unit="people", population="...", rows=totals)
    fb.streak("offenders.streak20k.2024", totals, above=20_000, at=2024, population="...")
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in `typing`, which a build that has nothing to do does not wait for
if TYPE_CHECKING:
    from factbook.data.catalog import dataset
    from factbook.notebooks.recording.record import chart, record
    from factbook.notebooks.recording.record_column import series
    from factbook.notebooks.recording.series import change, extreme, rank, streak
    from figurecheck.verdicts.judge import judge

__all__ = ["change", "chart", "dataset", "extreme", "judge", "rank", "record", "series", "streak"]

_HOMES = {
    "change": "factbook.notebooks.recording.series",
    "chart": "factbook.notebooks.recording.record",
    "dataset": "factbook.data.catalog",
    "extreme": "factbook.notebooks.recording.series",
    "judge": "figurecheck.verdicts.judge",
    "rank": "factbook.notebooks.recording.series",
    "record": "factbook.notebooks.recording.record",
    "series": "factbook.notebooks.recording.record_column",
    "streak": "factbook.notebooks.recording.series",
}


def __getattr__(name: str) -> object:
    """Import a public function when it is first used (PEP 562): a quick build needs none of them."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return found


def __dir__() -> list[str]:
    """List what users call, and nothing else: this is what ``fb.<TAB>`` offers."""
    return [*__all__, "__all__", "__doc__", "__file__", "__name__", "__path__"]
