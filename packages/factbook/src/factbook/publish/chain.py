"""The chains of a published folder: each edition names the seal before it, and carries the manifests of all before it.

::

    book/editions/manifest.sha256    <SHA-256>  <label>/manifest.sha256, for each edition without a pin

`publish` writes that file in the report, as a pin says it of the others, and puts into the sources of each edition the
lines of the editions that its seal names. The edition's own manifest covers its sources. So whoever changes anything in
an edition would have to change every later one too, up to the newest.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from factbook.editions.storage import FOLDER, edition_path
from factbook.model.edition import FORMAT, Edition
from factbook.project.files import digest_content, replace_file
from factbook.publish.archive import FOLDER as PUBLISHED
from factbook.publish.archive import LIST, Listing
from factbook.publish.manifest import MANIFEST, parse_manifest
from factbook.render.metadata.ro_crate import SOURCE
from figurecheck.model.errors import Complaint, EditionError, complain_all

CHAIN = FOLDER / MANIFEST
_RESTORE = "restore the folder from a copy"


def read_chain(root: Path) -> dict[str, str]:
    """Return the SHA-256 of the manifest of each edition in the chain, by label and in the order of publication.

    Raises EditionError for a file that cannot be read.
    """
    try:
        return _parse_chain((root / CHAIN).read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        remedy = "restore it from version control"
        raise EditionError(Complaint(place=CHAIN.as_posix(), what=f"cannot be read: {error}", remedy=remedy)) from error


def write_chain(root: Path, manifests: Mapping[str, str]) -> None:
    """Add manifests, by label, to the chain of a report."""
    if manifests:
        each = {**read_chain(root), **manifests}.items()
        text = "".join(f"{digest}  {label}/{MANIFEST}\n" for label, digest in each)
        replace_file(root / CHAIN, text, sync=True)


def list_carried(sealed: Edition) -> tuple[str, ...]:
    """Return the labels of the editions whose manifests an edition carries: all that were sealed before it."""
    labels = (*(one.label for one in sealed.earlier), *sealed.beside)
    return labels if sealed.format == FORMAT else ()


def choose_carried(sealed: Edition, known: Mapping[str, str]) -> dict[str, str]:
    """Return the manifests that an edition carries, of those that are known by label.

    Raises EditionError where one is not known: an edition has the same bytes whenever it is published.
    """
    labels = list_carried(sealed)
    what, remedy = "carries the manifest of {}, which is not known", "publish that edition first, or pin it"
    complain_all(
        EditionError,
        [Complaint(place=sealed.label, what=what.format(one), remedy=remedy) for one in labels if one not in known],
    )
    return {label: known[label] for label in labels}


def find_chain_faults(folder: Path, listing: Listing) -> Iterator[Complaint]:
    """Yield a complaint for each published seal that is not the listed one, and for each break in their chain.

    Seals of format 1 name no seal before them. Editions that were published without a seal are passed over.
    """
    digests = {edition.label: edition.seal for edition in listing.editions}
    for edition in (one for one in listing.editions if one.seal):
        place = f"{edition.address}/{SOURCE}"
        text = _read_seal(folder / place, edition.label)
        if text is None:
            yield Complaint(place=place, what="holds no seal of its edition", remedy=_RESTORE)
            continue
        if digest_content(text) != edition.seal:
            yield Complaint(place=place, what=f"its seal is not the one that {LIST} names", remedy=_RESTORE)
        seal = json.loads(text)
        before = seal.get("before", "")
        last = seal["earlier"][-1]["label"] if before else ""
        if before and last in digests and digests[last] != before:
            what = f"is not the edition {last} that {edition.label} was sealed after"
            yield Complaint(place=f"{LIST}: {last}", what=what, remedy=_RESTORE)
        for label in dict.fromkeys([last, *read_carried(folder / place)] if before else ()):
            if label not in digests:
                yield Complaint(place=LIST, what=f"lacks {label}, an edition before {edition.label}", remedy=_RESTORE)


def find_manifest_faults(folder: Path, listing: Listing) -> Iterator[Complaint]:
    """Yield a complaint for each edition whose manifest is not the one that a later edition carries."""
    manifests = {edition.label: edition.manifest for edition in listing.editions}
    for edition in listing.editions:
        for label, digest in read_carried(folder / edition.address / SOURCE).items():
            if manifests.get(label, digest) != digest:
                what = f"is not the one that {edition.label} carries"
                yield Complaint(place=f"{PUBLISHED}/{label}/{MANIFEST}", what=what, remedy=_RESTORE)


def list_uncarried(folder: Path, listing: Listing) -> list[str]:
    """Return the labels of the editions whose manifest no other one carries: the newest, and what came late."""
    carried = {label for one in listing.editions for label in read_carried(folder / one.address / SOURCE)}
    return [one.label for one in listing.editions if one.label not in carried]


def read_carried(source: Path) -> dict[str, str]:
    """Return the manifests, by label, that the published sources of an edition carry; none if they are no sources."""
    try:
        with zipfile.ZipFile(source) as archive:
            return _parse_chain(archive.read(CHAIN.as_posix()).decode("utf-8"))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return {}


def _read_seal(source: Path, label: str) -> str | None:
    """Return the seal of an edition as its published sources hold it; ``None`` if it is not there or is none."""
    try:
        with zipfile.ZipFile(source) as archive:
            text = archive.read(edition_path(label).as_posix()).decode("utf-8")
        seal = json.loads(text)
        valid = seal["label"] == label and (not seal.get("before") or bool(seal["earlier"][-1]["label"]))
    except (OSError, ValueError, KeyError, IndexError, TypeError, zipfile.BadZipFile):
        return None
    return text if valid else None


def _parse_chain(text: str) -> dict[str, str]:
    return {name.removesuffix(f"/{MANIFEST}"): digest for name, digest in parse_manifest(text).items()}
