"""The site of an edition, built from its own sources, with two files added.

::

    source.zip                the report as known on the edition's day; enough to build the same site
    ro-crate-metadata.json    what went in, what ran, what came out, as a research object
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from factbook.editions.storage import FOLDER, dump, load
from factbook.engine.fingerprints import SITE, STATE
from factbook.model.edition import FORMAT, Edition
from factbook.project.files import digest_content
from factbook.publish.archive import FOLDER as PUBLISHED
from factbook.publish.chain import write_chain
from factbook.publish.checkout import sources_of
from factbook.publish.environment import find_report_environment
from factbook.publish.seal import capture
from factbook.publish.shared import share_static
from factbook.publish.snapshot import extracted, place_in, zip_folder
from factbook.render.metadata.ro_crate import NAME as CRATE
from factbook.render.metadata.ro_crate import SOURCE, Crate, CrateFile, render_crate
from factbook.report.checked_report import Report
from factbook.sphinx_ext.build.build_site import build_site
from factbook.sphinx_ext.build.builder import NEW
from factbook.sphinx_ext.build.swap import swap_folders
from factbook.sphinx_ext.build.urls import EMBEDS
from figurecheck.model.errors import Complaint, EditionError, complain_all

Check = Callable[[Path], Report]
"""Runs and checks the report of a folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltEdition:
    """The built site of an edition, ready to be copied."""

    site: Path
    shared: Sequence[str]
    """What it shares with other editions, as paths from the site."""
    title: str
    pages: int
    figures: int


@contextmanager
def built_edition(root: Path, sealed: Edition, check: Check, carried: Mapping[str, str]) -> Iterator[BuiltEdition]:
    """Provide the site of a sealed edition for as long as the context lasts.

    `carried` are the manifests, by label, that its sources carry. Raises EditionError when the report does not hold on
    the edition's day, or is not what was sealed.
    """
    with sources_of(root, sealed.label, sealed.as_of) as sources:
        write_chain(sources, carried)
        # zipped before anything runs, so that no output of a run gets into the archive
        zip_folder(sources, sources.parent / SOURCE)
        report = check(sources)
        complain_all(EditionError, find_faults(report, sealed.label))
        complain_all(EditionError, find_seal_mismatches(report, sealed, root))
        yield build_with_sources(report, sources.parent / SOURCE)


@contextmanager
def rebuilt_edition(source: Path, check: Check) -> Iterator[BuiltEdition]:
    """Provide the site that the sources of a published edition build to, for as long as the context lasts.

    Raises EditionError when they do not hold.
    """
    with extracted(source) as sources:
        report = check(sources)
        complain_all(EditionError, find_faults(report, source.parent.name))
        yield build_with_sources(report, source)


def build_with_sources(report: Report, source: Path) -> BuiltEdition:
    """Build the site of a report, and add its sources and the research object."""
    # As in a publication, since its pages name what it shares with other editions by where both lie.
    site = report.project.root / STATE / "public" / PUBLISHED / report.project.settings.edition
    shutil.rmtree(site.parents[1], ignore_errors=True)
    site.parent.mkdir(parents=True)
    build_site(report).rename(site)
    shared = share_static(site)
    shutil.copyfile(source, site / SOURCE)
    (site / CRATE).write_text(render_crate(make_crate(report, site)), "utf-8", newline="\n")
    # Pages for frames on other sites say what other pages say.
    own = (path for path in site.rglob("*.html") if not path.relative_to(site).as_posix().startswith(EMBEDS))
    pages = sum(1 for path in own if path.is_file())
    title = report.project.settings.title
    return BuiltEdition(site=site, shared=shared, title=title, pages=pages, figures=len(report.findings))


def replace_site(report: Report, root: Path) -> Path:
    """Build the site of an edition's sources in the place of the report's own site, and return that folder."""
    # the temporary folder may be on another disk: the site is copied next to its place, then swapped in one step
    built, site = build_site(report), root / SITE
    site.parent.mkdir(parents=True, exist_ok=True)
    staging = site.parent / f"{NEW}{os.getpid()}-past"
    shutil.copytree(built, staging)
    swap_folders(staging, site)
    return site


def find_faults(report: Report, label: str) -> Iterator[Complaint]:
    """Yield a complaint for everything that keeps a report from being published."""
    yield from report.complaints
    for one in report.errors:
        what = f"‘{one.printed}’ {one.verdict}: {one.reason}"
        yield Complaint(place=str(one.place or label), what=what, remedy="run factbook check for details")


def find_seal_mismatches(report: Report, sealed: Edition, root: Path) -> Iterator[Complaint]:
    """Yield a complaint for each part of a report that differs from its seal; versions of software do not count."""
    # Through its file: a seal of an earlier format is compared in what that format held.
    captured = capture(report, sealed.label, note=sealed.note, in_blocks=sealed.format == FORMAT)
    now = load(dump(replace(captured, format=sealed.format)))
    remedy = "publish from the state that was sealed, or seal this state under another label"
    for name in sorted(sealed.texts.keys() | now.texts.keys()):
        if sealed.texts.get(name) != now.texts.get(name):
            yield Complaint(
                place=place_in(root, sealed.label, name), what="differs from what was sealed", remedy=remedy
            )
    for name in sorted(sealed.tables.keys() | now.tables.keys()):
        if sealed.tables.get(name) != now.tables.get(name):
            yield Complaint(place=f"data: {name}", what="differs from what was sealed", remedy=remedy)
    # changed texts and data explain changed figures: naming these as well would bury the cause
    if (now.texts, now.tables) != (sealed.texts, sealed.tables):
        return
    # `since` was written when the edition was sealed, from the editions before it; a capture alone cannot know it
    statistics = {id: replace(one, since="") for id, one in sealed.statistics.items()}
    if (now.statistics, now.claims, now.reviews) != (statistics, sealed.claims, sealed.reviews):
        both = sorted(statistics.keys() | now.statistics.keys())
        moved = [id for id in both if statistics.get(id) != now.statistics.get(id)]
        what = f"the recomputed figures differ from what was sealed: {', '.join(moved[:5]) or 'verdicts'}"
        yield Complaint(place=f"{(FOLDER / sealed.label).as_posix()}.json", what=what, remedy=remedy)


def make_crate(report: Report, site: Path) -> Crate:
    """Describe a built site as a research object."""
    settings, package = report.project.settings, report.catalog.package
    rights = {one.place: one for one in package.resources}
    inputs = [_file(site, name, rights[name].title, rights[name].rights) for name in rights if (site / name).is_file()]
    # notebooks that are not pages of the site have no page to name as an output
    notebooks = [run.path.with_suffix(".html").as_posix() for run in report.runs]
    outputs = ["claims.json", "statistics.json", *(name for name in notebooks if (site / name).is_file())]
    return Crate(
        title=settings.title,
        label=settings.edition,
        day=settings.edition_date,
        author=settings.author,
        licence=settings.licence,
        language=settings.language,
        source=_file(site, SOURCE, "The report as known on the edition's day"),
        inputs=inputs,
        outputs=[_file(site, name, name) for name in outputs],
        environment={**find_report_environment(report), "factbook": version("factbook")},
    )


def _file(site: Path, name: str, title: str, rights: str = "") -> CrateFile:
    content = (site / name).read_bytes()
    return CrateFile(path=name, name=title or name, digest=digest_content(content), size=len(content), licence=rights)
