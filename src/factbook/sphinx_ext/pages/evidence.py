"""Pages of evidence: one for each statistic and each source, and an index.

They differ in title and body only, so the theme renders the page around them once.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from factbook.model import Finding
from factbook.project.files import digest
from factbook.render.html.evidence_index import render_evidence_index
from factbook.render.html.evidence_page import (
    EarlierValue,
    Links,
    find_title,
    render_source_page,
    render_statistic_page,
    statistic_json,
)
from factbook.report.pipeline import Report
from factbook.sphinx_ext.build.builder import SiteBuilder
from factbook.sphinx_ext.build.state import state_of
from factbook.sphinx_ext.build.urls import relative_address, relative_file, source_address, statistic_address
from factbook.sphinx_ext.pages.citations import render_citing
from factbook.sphinx_ext.pages.head import heads_of
from factbook.sphinx_ext.pages.titles import distinguish_titles

EVIDENCE = "evidence.html"
"""The template of evidence pages."""
_ANY = "evidence/any"
"""The address of a page of evidence that represents all of them: links are relative, and they share a folder."""
# The theme takes milliseconds for each page, and a report has hundreds of pages of evidence. So it renders one, with
# these in place of what differs. They begin with a private-use character, which no template and no text of the
# interface contains, and which passes through escaping unchanged; `render_shell` refuses a page that does not show each
# of them exactly once, so a template that changes fails the build instead of losing a part.
_PLACEHOLDERS = ("\ue000title", "\ue000head", "\ue000body", "\ue000extras")
"""Placeholders for the parts of a page that differ, in the order of the template."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """A page of evidence without title, head, body and extras: the pieces around them."""

    pieces: tuple[str, ...]

    def fill(self, title: str, head: Markup, body: Markup, extras: Markup) -> str:
        """Return the page."""
        parts = (escape(title), head, body, extras, "")
        return "".join(f"{piece}{part}" for piece, part in zip(self.pieces, parts, strict=True))


def setup_evidence(app: Sphinx) -> None:
    """Write the evidence together with the other pages."""
    app.connect("html-collect-pages", _write_evidence)


def _write_evidence(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    builder = app.builder
    if not isinstance(builder, SiteBuilder):
        return
    evidence = _Evidence(app, Path(builder.outdir), render_shell(builder))
    (evidence.outdir / "evidence").mkdir(parents=True, exist_ok=True)
    evidence.write_statistics()
    evidence.write_sources()
    if not evidence.reuse_index():
        yield "evidence/index", _context(evidence.heads.words["evidence.index"], evidence.render_index()), EVIDENCE


def render_shell(builder: SiteBuilder, address: str = _ANY, kind: str = "evidence") -> Shell:
    """Let the theme render a page at an address, and split it at the parts that differ.

    Raises ExtensionError when the templates do not show each part once.
    """
    file = Path(builder.outdir) / "shell.html"
    title, head, body, extras = (Markup(one) for one in _PLACEHOLDERS)  # noqa: S704 - constants of this module
    parts = _context(title, body, kind) | {"fb_head": head, "fb_extras": extras}
    # Public in Sphinx, though meant for pages that it then publishes; with `outfilename` it writes to any path.
    builder.handle_page(address, parts, EVIDENCE, outfilename=str(file))
    page = file.read_text("utf-8")
    file.unlink()
    if any(page.count(one) != 1 for one in _PLACEHOLDERS):
        raise ExtensionError("the templates must show title, head, body and extras of a page of evidence once each")
    return Shell(pieces=tuple(re.split("|".join(map(re.escape, _PLACEHOLDERS)), page)))


class _Evidence:
    def __init__(self, app: Sphinx, outdir: Path, shell: Shell) -> None:
        self.app, self.outdir, self.shell = app, outdir, shell
        state = state_of(app)
        self.report, self.previous, self.digests = state.report, state.previous, state.digests
        self.language = self.report.project.settings.language
        self.links = find_links(app, _ANY)
        self.heads, language = heads_of(app), self.language
        self.titles = distinguish_titles(
            {id: find_title(one, language) for id, one in self.report.statistics.items()}
            | {f"source {id}": one.title or id for id, one in self.report.known.sources.items()}
        )
        # What every page of evidence shows besides its own; a new masthead or another front picture makes all of them
        # stale.
        self.around = digest(shell, self.links, self.heads.front_picture)
        self.earlier = _find_earlier(self.report)
        self.by_statistic: dict[str, list[Finding]] = defaultdict(list)
        self.by_source: dict[str, list[Finding]] = defaultdict(list)
        for finding in self.report.all_findings:
            if finding.statistic is not None:
                self.by_statistic[finding.statistic.id].append(finding)
            elif finding.source is not None:
                self.by_source[finding.source.id].append(finding)

    def write_statistics(self) -> None:
        """Write a page and a JSON file for each statistic."""
        sources = self.report.known.sources
        for statistic in self.report.statistics.values():
            address, findings = statistic_address(statistic.id), self.by_statistic[statistic.id]
            known = {id: one for id in (statistic.part, statistic.whole) if (one := self.report.statistics.get(id))}
            earlier = self.earlier.get(statistic.id, ())
            title = self.titles[statistic.id]
            fingerprint = self.digests.evidence(statistic, findings, digest(self.around, known, earlier, title))
            files = [f"{address}.html", f"{address}.json"]
            if self.previous.reuse(address, fingerprint, files, self.outdir):
                continue
            links = self.links.with_json(relative_file(self.app, address, f"{address}.json"))
            body = render_statistic_page(
                statistic, findings, sources, links=links, language=self.language, known=known, earlier=earlier
            )
            head = self.heads.statistic(statistic, title, findings)
            self._write(files[0], self._fill(files[0], title, head, body, statistic.id))
            self._write(files[1], as_json(statistic_json(statistic, findings, earlier)))

    def write_sources(self) -> None:
        """Write a page for each source."""
        for source in self.report.known.sources.values():
            address, findings = source_address(source.id), self.by_source[source.id]
            title = self.titles[f"source {source.id}"]
            fingerprint = self.digests.evidence(source, findings, self.around, title)
            if self.previous.reuse(address, fingerprint, [f"{address}.html"], self.outdir):
                continue
            body = render_source_page(source, findings, links=self.links, language=self.language)
            file = f"{address}.html"
            self._write(file, self._fill(file, title, self.heads.source(source, title, file), body, source.id))

    def reuse_index(self) -> bool:
        """Link the index of the previous site, if it would be the same; return whether."""
        fingerprint = digest(self.digests.everything, self.around)
        return self.previous.reuse("evidence/index", fingerprint, ["evidence/index.html"], self.outdir)

    def render_index(self) -> Markup:
        """Return the list of all evidence."""
        report = self.report
        links = find_links(self.app, "evidence/index", report)
        statistics, findings = list(report.statistics.values()), list(report.all_findings)
        sources = report.known.sources
        return render_evidence_index(statistics, findings, links=links, sources=sources, language=self.language)

    def _fill(self, file: str, title: str, head: Markup, body: Markup, id: str) -> str:
        return self.shell.fill(title, head, body, render_citing(self.app, file, title, id=id, about=id))

    def _write(self, file: str, text: str) -> None:
        # "x": a file that exists may be a link to the previous site's, which must never be written into.
        with (self.outdir / file).open("x", encoding="utf-8") as out:
            out.write(text)


def _find_earlier(report: Report) -> dict[str, tuple[EarlierValue, ...]]:
    """Return the values of earlier editions, latest first, for each statistic that any of them recorded."""
    settings = report.project.settings
    return {
        id: tuple(
            EarlierValue(edition=one.label, as_of=one.as_of, value=value, unit=unit)
            for one, value, unit in values
            if one.label != settings.edition and one.as_of <= settings.edition_date
        )
        for id, values in report.history.values.items()
    }


def as_json(document: Any) -> str:
    """Return a document as the JSON that the site publishes."""
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=False) + "\n"


def _context(title: str, body: Markup, kind: str = "evidence") -> dict[str, Any]:
    return {"title": title, "body": body, "fb_kind": kind}


def find_links(app: Sphinx, address: str, report: Report | None = None) -> Links:
    """Return the addresses that a page of evidence may link to; with `report`, those of all evidence as well."""
    own = state_of(app).report
    pages = {
        path.as_posix(): relative_address(app, address, path.with_suffix("").as_posix().removeprefix("book/"))
        for path in own.project.pages
    }
    titles = {path.as_posix(): _title(app, path) for path in own.project.pages}
    for review, _ in own.reviews:
        file = review.file
        where = next((name for name, page in own.pages.items() if _shows(page.references, review.name)), "")
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
    )


def _shows(references: Sequence[Any], review: str) -> bool:
    return any(reference.name == "review" and reference.argument == review for reference in references)


def _title(app: Sphinx, path: Path) -> str:
    title = app.env.titles.get(path.with_suffix("").as_posix())
    return title.astext() if title is not None else path.as_posix()


def _evidence_links(app: Sphinx, address: str, report: Report) -> dict[str, str]:
    statistics = {id: relative_address(app, address, statistic_address(id)) for id in report.statistics}
    return {**{id: relative_address(app, address, source_address(id)) for id in report.known.sources}, **statistics}
