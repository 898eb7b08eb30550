"""What the site carries beside its pages: evidence, data, notebooks, and everything as JSON."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from markupsafe import Markup
from sphinx.application import Sphinx

from factbook.datapackage import PACKAGE
from factbook.markup import strip_roles
from factbook.model import Chart, Finding, Statistic
from factbook.notebooks import Run, export_page, export_script
from factbook.render.claims import claims_document, statistics_document
from factbook.render.evidence import (
    Links,
    find_title,
    render_evidence_index,
    render_source_page,
    render_statistic_page,
    statistic_json,
)
from factbook.report import Report
from factbook.sphinx_ext.addresses import relative_address, relative_file, source_address, statistic_address
from factbook.sphinx_ext.output import SiteBuilder
from factbook.sphinx_ext.state import state_of

EVIDENCE = "evidence.html"
"""The template of evidence pages."""


def setup_pages(app: Sphinx) -> None:
    """Make evidence pages with the others, and put the files beside them before the site is swapped in."""
    app.connect("html-collect-pages", _evidence_pages)
    app.connect("build-finished", _write_files, priority=800)


def _evidence_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    report = state_of(app).report
    language = report.project.settings.language
    found = list(_our_findings(report))
    by_statistic: dict[str, list[Finding]] = defaultdict(list)
    by_source: dict[str, list[Finding]] = defaultdict(list)
    for finding in found:
        if finding.statistic is not None:
            by_statistic[finding.statistic.id].append(finding)
        elif finding.source is not None:
            by_source[finding.source.id].append(finding)
    sources = report.known.sources
    for statistic in report.statistics.values():
        address = statistic_address(statistic.id)
        links = _links(app, address, json_file=f"{address}.json")
        findings = by_statistic[statistic.id]
        whole = report.statistics.get(statistic.whole)
        body = render_statistic_page(statistic, findings, sources, links=links, language=language, whole=whole)
        yield address, _context(find_title(statistic, language), body), EVIDENCE
    for source in sources.values():
        address = source_address(source.id)
        body = render_source_page(source, by_source[source.id], links=_links(app, address), language=language)
        yield address, _context(source.title or source.id, body), EVIDENCE
    links = _links(app, "evidence/index", report=report)
    body = render_evidence_index(
        list(report.statistics.values()), found, links=links, sources=sources, language=language
    )
    yield "evidence/index", _context("Evidence", body), EVIDENCE


def _our_findings(report: Report) -> Iterator[Finding]:
    yield from report.all_findings


def _context(title: str, body: Markup) -> dict[str, Any]:
    return {"title": title, "body": body, "fb_kind": "evidence"}


def _links(app: Sphinx, address: str, *, json_file: str = "", report: Report | None = None) -> Links:
    own = state_of(app).report
    pages = {
        path.as_posix(): relative_address(app, address, path.with_suffix("").as_posix().removeprefix("book/"))
        for path in own.project.pages
    }
    titles = {path.as_posix(): _title(app, path) for path in own.project.pages}
    for review, _ in own.reviews:
        file = f"book/reviews/{review.name}.yml"
        where = next((name for name, page in own.pages.items() if _shows(page, review.name)), "")
        if where:
            pages[file], titles[file] = pages[where], titles[where]
    return Links(
        evidence={} if report is None else _evidence_links(app, address, report),
        pages=pages,
        titles=titles,
        datasets={resource.name: relative_file(app, address, resource.place) for resource in own.catalog.resources},
        notebooks={
            path.as_posix(): relative_address(app, address, path.with_suffix("").as_posix())
            for path in own.project.notebooks
        },
        json=relative_file(app, address, json_file) if json_file else "",
    )


def _shows(page: Any, review: str) -> bool:
    return any(reference.name == "review" and reference.argument == review for reference in page.references)


def _title(app: Sphinx, path: Path) -> str:
    title = app.env.titles.get(path.with_suffix("").as_posix())
    return title.astext() if title is not None else path.as_posix()


def _evidence_links(app: Sphinx, address: str, report: Report) -> dict[str, str]:
    statistics = {id: relative_address(app, address, statistic_address(id)) for id in report.statistics}
    return {**{id: relative_address(app, address, source_address(id)) for id in report.known.sources}, **statistics}


def _write_files(app: Sphinx, error: Exception | None) -> None:
    builder = app.builder
    if error is not None or not isinstance(builder, SiteBuilder):
        return
    site, state = Path(builder.outdir), state_of(app)
    report = state.report
    _write_json(site / "claims.json", claims_document(report.findings, report.reviews, waived=report.waived))
    _write_json(site / "statistics.json", statistics_document(report.statistics))
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in _our_findings(report):
        if finding.statistic is not None:
            found[finding.statistic.id].append(finding)
    for statistic in report.statistics.values():
        _write_statistic(site, statistic, found[statistic.id])
    for file in [PACKAGE, *(resource.place for resource in report.catalog.resources)]:
        (site / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(report.project.root / file, site / file)
    charts = {id: _still_chart(chart, state.drawings[id]["m"]) for id, chart in report.charts.items()}
    for run in report.runs:
        _write_notebook(site, run, report, charts)


def _still_chart(chart: Chart, svg: str) -> str:
    """A drawing with its title and its text alternative, without marks and script."""
    drawn = svg.replace("<svg", str(Markup('<svg role="img" aria-label="{}"').format(strip_roles(chart.alt))), 1)
    title = Markup("<figcaption>{}</figcaption>").format(strip_roles(chart.title))
    return f"<figure>{title}{drawn}</figure>"


def _write_statistic(site: Path, statistic: Statistic, findings: list[Finding]) -> None:
    _write_json(site / f"{statistic_address(statistic.id)}.json", statistic_json(statistic, findings))


def _write_notebook(site: Path, run: Run, report: Report, charts: dict[str, str]) -> None:
    settings = report.project.settings
    page = site / run.path.with_suffix(".html")
    if page.exists():
        page = page.with_name(f"{page.stem}-notebook.html")
    page.parent.mkdir(parents=True, exist_ok=True)
    about = f"{settings.title}, edition {settings.edition}: {run.path.as_posix()}, as it ran for this edition"
    title = f"{run.path.stem} · {settings.title}"
    page.write_text(
        export_page(run, charts=charts, plain=strip_roles, title=title, about=about, language=settings.language),
        "utf-8",
    )
    page.with_suffix(".py").write_text(export_script(run), "utf-8")


def _write_json(path: Path, document: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1, sort_keys=False) + "\n", "utf-8")
