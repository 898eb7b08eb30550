"""Publish every edition that a report has sealed into a folder.

The site of an edition is built from its own sources, with two files added::

    source.zip                the report as known on the edition's day; enough to build the same site
    ro-crate-metadata.json    what went in, what ran, what came out, as a research object

`editions.json` says which figures it corrects: pages of earlier editions look them up in it.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from factbook.editions.changes import add_worded, attach_confirmations
from factbook.editions.corrections import read_corrections, read_history
from factbook.editions.entries import drop_unchanged
from factbook.editions.found_later import changes_path, find_incomplete, list_changes
from factbook.editions.history import FILE as CORRECTIONS
from factbook.editions.history import PAGE, WORDS, Change
from factbook.editions.storage import dump, edition_path, list_editions, load, read_edition
from factbook.engine.fingerprints import SITE, STATE
from factbook.model.edition import FORMAT, Earlier, Edition, Fate, SealedChange
from factbook.project.files import digest_content, digest_file, replace_file
from factbook.project.setting_values import CONFIG
from factbook.project.settings import read_project
from factbook.publish.archive import (
    FOLDER,
    LIST,
    Listing,
    Published,
    add_edition,
    clear,
    find_unnamed,
    locked,
    read_listing,
    renew_front,
    verify_editions,
    write_listing,
)
from factbook.publish.checkout import sources_of
from factbook.publish.manifest import BESIDE, MANIFEST, SHARED, choose_carried, read_manifest, share_static, write_chain
from factbook.publish.origin import origin_of
from factbook.publish.pinned import (
    PinnedSite,
    find_environment,
    is_started_by_publish,
    needs_own_software,
    publish_origin,
    publish_pinned,
    read_manifests,
    read_pin,
    refuse_second,
)
from factbook.publish.seal import capture
from factbook.publish.snapshot import extracted, place_in, zip_folder
from factbook.render.html.corrections import anchor
from factbook.render.metadata.ro_crate import NAME as CRATE
from factbook.render.metadata.ro_crate import SOURCE, Crate, CrateFile, render_crate
from factbook.report.checked_report import Report
from factbook.report.desk.gate import find_lacking_in_edition
from factbook.report.myst import strip_roles
from factbook.sphinx_ext.build.build_site import build_site
from factbook.sphinx_ext.build.builder import NEW
from factbook.sphinx_ext.build.swap import swap_folders
from factbook.sphinx_ext.build.urls import EMBEDS
from figurecheck.model import split_reported
from figurecheck.model.errors import Complaint, EditionError, complain_all
from figurecheck.model.wording import count_of

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
    site = report.project.root / STATE / "public" / FOLDER / report.project.settings.edition
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
        yield Complaint(str(one.place or label), what, "run factbook check for details")


def find_seal_mismatches(report: Report, sealed: Edition, root: Path) -> Iterator[Complaint]:
    """Yield a complaint for each part of a report that differs from its seal; versions of software do not count."""
    # Through its file: a seal of an earlier format is compared in what that format held.
    captured = capture(report, sealed.label, note=sealed.note, in_blocks=sealed.format == FORMAT)
    now = load(dump(replace(captured, format=sealed.format)))
    remedy = "publish from the state that was sealed, or seal this state under another label"
    for name in sorted(sealed.texts.keys() | now.texts.keys()):
        if sealed.texts.get(name) != now.texts.get(name):
            yield Complaint(place_in(root, sealed.label, name), "differs from what was sealed", remedy)
    for name in sorted(sealed.tables.keys() | now.tables.keys()):
        if sealed.tables.get(name) != now.tables.get(name):
            yield Complaint(f"data: {name}", "differs from what was sealed", remedy)
    # changed texts and data explain changed figures: naming these as well would bury the cause
    if (now.texts, now.tables) != (sealed.texts, sealed.tables):
        return
    # `since` was written when the edition was sealed, from the editions before it; a capture alone cannot know it
    statistics = {id: replace(one, since="") for id, one in sealed.statistics.items()}
    if (now.statistics, now.claims, now.reviews) != (statistics, sealed.claims, sealed.reviews):
        both = sorted(statistics.keys() | now.statistics.keys())
        moved = [id for id in both if statistics.get(id) != now.statistics.get(id)]
        what = f"the recomputed figures differ from what was sealed: {', '.join(moved[:5]) or 'verdicts'}"
        yield Complaint(edition_path(sealed.label).as_posix(), what, remedy)


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
        environment={**find_environment(report.project.root), "factbook": version("factbook")},
    )


def _file(site: Path, name: str, title: str, rights: str = "") -> CrateFile:
    content = (site / name).read_bytes()
    return CrateFile(path=name, name=title or name, digest=digest_content(content), size=len(content), licence=rights)


def find_published_corrections(sealed: Edition, root: Path) -> Iterator[dict[str, Any]]:
    """Yield an entry of `editions.json` for each corrected figure, for the pages of earlier editions.

    `root` has the report that the edition was built from, so that what they say is what its own pages say.
    """
    entries, _ = read_corrections(root)
    editions = (*sealed.earlier, Earlier(label=sealed.label, as_of=sealed.as_of, note=sealed.note))
    changes = attach_confirmations(drop_unchanged(list_changes(root, sealed)), entries)
    for change in add_worded(changes, entries, editions, sealed.titles):
        if change.visible:
            yield _correction_document(change, change.sealed, sealed.renamed)


def _correction_document(change: Change, sealed: SealedChange, renamed: Mapping[str, str]) -> dict[str, Any]:
    first = sealed.printings[0]
    shown = first.fate is not Fate.REDESCRIBED
    of_page = first.where in {PAGE, WORDS}
    printed = [one for one in sealed.printings if one.fate is not Fate.REDESCRIBED]
    return {
        "edition": sealed.edition,
        "previous": sealed.previous,
        "statistic": sealed.statistic,
        "label": sealed.label,
        "class": change.kind.value,
        # Pages of earlier editions show both as they stand; of what is described otherwise, the digits are the same.
        "before": strip_roles(first.before) if shown else "",
        "after": strip_roles(first.after) or "–" if shown else "",
        # What their marks may lead to: the statistic under any of its ids, another one of then, the page of a source.
        "ids": [*_find_ids(sealed, renamed)],
        "printings": [{"before": strip_roles(one.before), "after": strip_roles(one.after)} for one in printed],
        "page": _address_of(first.before if first.where == PAGE else first.file) if of_page else "",
        "href": f"corrections.html#{anchor(sealed)}",
    }


def _find_ids(sealed: SealedChange, renamed: Mapping[str, str]) -> Iterator[str]:
    now = renamed.get(sealed.statistic, sealed.statistic)
    yield now
    yield from (old for old, new in renamed.items() if new == now)
    yield from (one.of for one in sealed.printings if one.of)
    if sealed.before is None:
        yield f"source-{split_reported(sealed.statistic)[0]}"


def _address_of(file: str) -> str:
    return Path(file).with_suffix(".html").as_posix().removeprefix("book/")


ALLOWED = frozenset({FOLDER, SHARED, "CNAME"})
"""Names that a folder may contain before anything is published: a publish that was stopped, and the name of a host."""
INPUTS: tuple[str | Path, ...] = ("book", "data", "notebooks", "src", SITE, STATE)
"""Folders of a report in which nothing may be published."""
VERIFIED = STATE / "published.json"
"""Metadata digests of editions that were verified, by folder and label."""


def publish(
    root: Path,
    folder: Path,
    *,
    check: Check,
    shrink: bool = False,
    only: str = "",
    log: Callable[[str], None] = lambda text: None,
) -> Listing:
    """Add every sealed edition that a folder does not have, the oldest first, and put the newest in front.

    `check` runs and checks the report of a folder, `log` receives a line for each edition. With `shrink`, a smaller
    site is accepted; with `only`, one edition is added and no other. Raises EditionError when an edition does not hold,
    or is not what was sealed, and when a published one is not what was published; those that were added before stay.
    """
    check_target(root, folder)
    with locked(folder):
        listing = read_listing(folder)
        clear(folder, listing)
        complain_all(EditionError, find_unnamed(folder, listing))
        there = {one.label for one in listing.editions}
        lacking = tuple(label for _, label in list_editions(root) if label not in there)
        unpublished = [label for label in lacking if only in {"", label}]
        # what can be refused is refused before anything is built
        complain_all(EditionError, _find_faults(root, folder, listing, unpublished, only))
        stored = _read_verified(root)
        # by folder, since times and inodes are those of one folder on one machine: a copy is verified by content
        verified = stored.setdefault(str(folder.resolve()), {})
        complain_all(EditionError, verify_editions(folder, listing, verified))
        if listing.editions and listing.lacking != lacking:
            listing = replace(listing, lacking=lacking)
            write_listing(folder, listing)
        known = _list_manifests(listing) | read_manifests(root)
        for label in unpublished:
            log(f"Building edition {label} ...")
            sealed = read_edition(root, label)
            carried = choose_carried(sealed, known)
            with _built_site(root, sealed, check, log, carried) as built:
                with extracted(built.site / SOURCE) as sources:
                    corrections = [*find_published_corrections(sealed, sources)]
                edition = Published(
                    label=label,
                    as_of=sealed.as_of,
                    manifest=known.get(label, ""),
                    seal=digest_file(root / edition_path(label)),
                    title=built.title,
                    note=sealed.note,
                    pages=built.pages,
                    figures=built.figures,
                )
                listing = add_edition(
                    folder,
                    built.site,
                    edition,
                    shared=built.shared,
                    corrections=corrections,
                    lacking=lacking,
                    shrink=shrink,
                    verified=verified,
                )
            known |= _list_manifests(listing)
            log(f"Published {label}: {count_of(edition.pages, 'page')}, {count_of(edition.figures, 'figure')}")
        # also without a new edition: a killed run may have left the front half renewed
        renew_front(folder, listing)
        complain_all(EditionError, verify_editions(folder, listing, verified))
        replace_file(root / VERIFIED, json.dumps(stored, indent=1) + "\n", sync=True)
        recorded = read_manifests(root)
        write_chain(root, {label: digest for label, digest in known.items() if label not in recorded})
        return listing


@contextmanager
def _built_site(
    root: Path, sealed: Edition, check: Check, log: Callable[[str], None], carried: Mapping[str, str]
) -> Iterator[BuiltEdition]:
    """Provide the site of an edition: as its pin says, or from the state that was sealed."""
    pin = read_pin(root, sealed.label)
    if pin is not None:
        yield _as_built(publish_pinned(root, sealed.label, pin, known=carried, log=log))
        return
    unconfirmed = read_project(root).settings.unconfirmed == "publish"
    with origin_of(root, sealed, unconfirmed=unconfirmed) as origin:
        if not needs_own_software(origin.folder, sealed):
            with built_edition(origin.folder, sealed, check, carried) as built:
                yield built
            return
    refuse_second(root, sealed)
    with origin_of(root, sealed, unconfirmed=unconfirmed, whole=True) as origin:
        write_chain(origin.folder, carried)
        yield _as_built(publish_origin(origin, sealed.label, log=log))


def _as_built(pinned: PinnedSite) -> BuiltEdition:
    one = pinned.edition
    shared = [name for name in read_manifest(pinned.site) if name.startswith(BESIDE)]
    return BuiltEdition(site=pinned.site, shared=shared, title=one.title, pages=one.pages, figures=one.figures)


def check_target(root: Path, folder: Path) -> None:
    """Raise EditionError for a folder that publishing would damage: a report's own, or one with other files."""
    at = folder.resolve()
    what = "is not a folder" if folder.exists() and not folder.is_dir() else _find_owner(root.resolve(), at)
    if what:
        remedy = "name a new or an empty folder, or one that factbook publish wrote"
        raise EditionError.about(folder, what, remedy)


def _find_owner(root: Path, folder: Path) -> str:
    """Return why a folder is not for publishing; empty if it is."""
    # Publishing removes and overwrites files in front. A mistyped path must not cost anybody theirs.
    if (folder / CONFIG).exists():
        return "is the folder of a report"
    if root.is_relative_to(folder):
        return "contains the report"
    if folder == root / "_build" or any(folder.is_relative_to(root / name) for name in INPUTS):
        return "belongs to the report"
    if (folder / FOLDER).is_symlink():
        return f"has a link as {FOLDER}/, whose pages would not find what they share, in DIR/{SHARED}"
    if not folder.is_dir() or (folder / LIST).exists():
        return ""
    if any((folder / FOLDER).glob(f"*/{MANIFEST}")) and (folder / "index.html").exists():
        return f"has lost {LIST}, the list of its editions"
    foreign = sorted(
        path.name for path in folder.iterdir() if not path.name.startswith(".") and path.name not in ALLOWED
    )
    return f"contains files that factbook did not publish: {', '.join(foreign[:3])}" if foreign else ""


def _list_manifests(listing: Listing) -> dict[str, str]:
    return {one.label: one.manifest for one in listing.editions}


def _find_faults(root: Path, folder: Path, listing: Listing, unpublished: list[str], only: str) -> Iterator[Complaint]:
    """Yield a complaint for each edition that cannot be published, as far as that is known before a build."""
    days, known = {label: day for day, label in list_editions(root)}, read_manifests(root)
    if only and only not in days:
        yield Complaint(only, "is not sealed", f"sealed editions: {', '.join(days) or 'none'}")
    elif not days:
        yield Complaint("book/editions", "no edition is sealed", "seal one with: factbook seal LABEL")
    for edition in listing.editions:
        if edition.label in days and edition.seal and edition.seal != digest_file(root / edition_path(edition.label)):
            what = "was published from another seal than the one here"
            yield Complaint(edition.label, what, "an edition never changes; seal another label")
        if known.get(edition.label, edition.manifest) != edition.manifest:
            what = "has another manifest than the one that was pinned or published"
            yield Complaint(edition.address, what, "restore the folder from a copy")
    own = is_started_by_publish(root, folder)
    if read_project(root).settings.unconfirmed != "publish":
        yield from _find_unconfirmed(root, unpublished, own=own)
    # An edition's own factbook, which is started for this one, has no history to ask.
    if not own:
        for label in unpublished:
            yield from _find_unapproved(root, label)


def _find_unconfirmed(root: Path, labels: Iterable[str], *, own: bool) -> Iterator[Complaint]:
    """Yield a complaint for each edition with changes that readers see and no editor has confirmed, or nobody found.

    An edition's `own` factbook is started once both was asked, and its tree may be older than what was found later.
    """
    if not own:
        yield from read_history(root).complaints
        for one in find_incomplete(root):
            what = f"is missing, and the seal of {one.label}, of format {one.format}, does not list every change"
            remedy = "write it with: factbook corrections --write"
            yield Complaint(changes_path(one.label).as_posix(), what, remedy)
    entries, _ = read_corrections(root)
    for label in labels:
        sealed = read_edition(root, label)
        changes = drop_unchanged(one for one in list_changes(root, sealed) if one.edition == label)
        found = attach_confirmations(changes, entries)
        if waiting := sum(one.visible and one.confirmation is None for one in found):
            what = f"has {count_of(waiting, 'change')} that no editor has confirmed"
            remedy = (
                f"see them with: factbook corrections; add entries to {CORRECTIONS} with --write, "
                "or set factbook: unconfirmed: publish"
            )
            yield Complaint(label, what, remedy)


def _find_unapproved(root: Path, label: str) -> Iterator[Complaint]:
    """Yield a complaint for an edition with figures at which the people whom the house asks for have not looked."""
    if found := [*find_lacking_in_edition(read_edition(root, label), read_project(root).settings, root)]:
        what = f"has {count_of(len(found), 'figure')} that lack an approval, first {found[0].place}"
        yield Complaint(label, f"{what}: {found[0].what}", "see them with: factbook queue")


def _read_verified(root: Path) -> dict[str, dict[str, str]]:
    """Return all stored digests; none if they cannot be read, so that every file is verified by its content."""
    try:
        found = json.loads((root / VERIFIED).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
