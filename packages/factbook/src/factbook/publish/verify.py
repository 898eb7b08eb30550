"""Verify a published folder: its bytes, its seals and their chain, what it shows, where it comes from, who signed it.

::

    DIR/attestations/<label>.sigstore.json    of DIR/editions/<label>/manifest.sha256

An attestation is either a signature of the manifest (``sigstore sign``) or a statement that names its digest (GitHub's
``actions/attest``). The certificate in it says which workflow, or whose mail address, signed; that its entry is in the
public log is proved by the attestation itself, so nobody is asked. The roots of trust come with the library.
"""

from __future__ import annotations

import json
import logging
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from factbook.editions.storage import edition_path, list_editions, read_edition
from factbook.project.files import digest_content, digest_file
from factbook.publish.archive import (
    ATTESTATIONS,
    FOLDER,
    LIST,
    Listing,
    Published,
    find_front_faults,
    find_unnamed,
    list_names,
    read_listing,
    verify_editions,
)
from factbook.publish.manifest import MANIFEST, find_unshared, read_carried, read_manifest
from factbook.publish.origin import SealedState
from factbook.publish.pinned import find_environment, needs_own_software, publish_origin, read_manifests
from factbook.publish.pipeline import BuiltEdition, Check, find_published_corrections, rebuilt_edition
from factbook.publish.seal_faults import find_seal_faults
from factbook.publish.snapshot import extracted
from factbook.render.metadata.ro_crate import SOURCE
from figurecheck.model.errors import Complaint, EditionError

_RESTORE = "restore the folder from a copy"
_fault = partial(Complaint, remedy=_RESTORE)


def verify(folder: Path, *, root: Path | None = None, newest: str = "") -> Iterator[Complaint]:
    """Yield a complaint for each part of a published folder that is not what was published; every byte is read.

    With `root`, editions are held against the seals and pins of that report; with `newest`, the newest edition against
    the SHA-256 of its manifest. Raises EditionError for a folder that is no publication.
    """
    listing = read_listing(folder)
    if listing.newest is None:
        raise EditionError.about(folder, f"has no {LIST}", "name a folder that factbook publish wrote")
    # A pipe would be waited for, and a device read for ever.
    if strange := sorted(one for one in folder.rglob("*") if not (one.is_file() or one.is_dir())):
        names = (one.relative_to(folder).as_posix() for one in strange)
        yield from (_fault(place=name, what="is no file") for name in names)
        return
    faults = [*verify_editions(folder, listing)]
    # A seal lies in the sources of its edition; where these were changed, that is told already.
    faults = faults or [*find_chain_faults(folder, listing)]
    faults = faults or [
        *find_manifest_faults(folder, listing),
        *(fault for edition in listing.editions if edition.seal for fault in find_seal_faults(folder, edition)),
    ]
    faults = faults or [*_find_forged_corrections(folder, listing)]
    yield from faults
    if not faults:
        yield from find_front_faults(folder, [edition.address for edition in listing.editions])
    yield from _find_foreign(folder, listing)
    if newest and listing.newest.manifest != newest:
        what = f"the newest edition, {listing.newest.label}, has the manifest {listing.newest.manifest}, not {newest}"
        yield _fault(place=LIST, what=what)
    if root is not None:
        yield from _compare_with_report(listing, root)


def find_chain_faults(folder: Path, listing: Listing) -> Iterator[Complaint]:
    """Yield a complaint for each published seal that is not the listed one, and for each break in their chain.

    Seals of format 1 name no seal before them. Editions that were published without a seal are passed over.
    """
    digests = {edition.label: edition.seal for edition in listing.editions}
    for edition in (one for one in listing.editions if one.seal):
        place = f"{edition.address}/{SOURCE}"
        text = _read_seal(folder / place, edition.label)
        if text is None:
            yield _fault(place=place, what="holds no seal of its edition")
            continue
        if digest_content(text) != edition.seal:
            yield _fault(place=place, what=f"its seal is not the one that {LIST} names")
        seal = json.loads(text)
        before = seal.get("before", "")
        last = seal["earlier"][-1]["label"] if before else ""
        if before and last in digests and digests[last] != before:
            what = f"is not the edition {last} that {edition.label} was sealed after"
            yield _fault(place=f"{LIST}: {last}", what=what)
        for label in dict.fromkeys([last, *read_carried(folder / place)] if before else ()):
            if label not in digests:
                yield _fault(place=LIST, what=f"lacks {label}, an edition before {edition.label}")


def find_manifest_faults(folder: Path, listing: Listing) -> Iterator[Complaint]:
    """Yield a complaint for each edition whose manifest is not the one that a later edition carries."""
    manifests = {edition.label: edition.manifest for edition in listing.editions}
    for edition in listing.editions:
        for label, digest in read_carried(folder / edition.address / SOURCE).items():
            if manifests.get(label, digest) != digest:
                what = f"is not the one that {edition.label} carries"
                yield _fault(place=f"{FOLDER}/{label}/{MANIFEST}", what=what)


def list_uncarried(folder: Path, listing: Listing) -> list[str]:
    """Return the labels of the editions whose manifest no other one carries: the newest, and what came late."""
    carried = {label for one in listing.editions for label in read_carried(folder / one.address / SOURCE)}
    return [one.label for one in listing.editions if one.label not in carried]


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


def _find_foreign(folder: Path, listing: Listing) -> Iterator[Complaint]:
    yield from find_unnamed(folder, listing)
    yield from find_unshared(folder, list_names(folder, listing))
    named = {edition.label for edition in listing.editions}
    for path in sorted((folder / FOLDER).glob("*")):
        if path.name not in named and not (path / MANIFEST).is_file():
            yield Complaint(f"{FOLDER}/{path.name}", f"is not named by {LIST}", "remove it")


def _find_forged_corrections(folder: Path, listing: Listing) -> Iterator[Complaint]:
    """Yield a complaint for each correction in the list that the newest edition does not make, or that is missing."""
    newest = listing.newest
    if newest is None or not newest.seal:
        return
    with extracted(folder / newest.address / SOURCE) as sources:
        sealed = read_edition(sources, newest.label)
        wanted = [*find_published_corrections(sealed, sources)]
    listed = [dict(one) for one in listing.corrections]
    # An earlier factbook told less of each.
    known = {name for one in listed for name in one}
    for one in wanted:
        told = {name: value for name, value in one.items() if name in known}
        if told in listed:
            listed.remove(told)
        elif known or not listing.corrections:
            what = f"lacks the change of {one['statistic']} in {one['edition']}, or tells it otherwise"
            yield _fault(place=f"{LIST}: corrections", what=what)
    for rest in listed:
        what = f"tells a change of {rest.get('statistic')} in {rest.get('edition')} that {newest.label} does not"
        yield _fault(place=f"{LIST}: corrections", what=what)


def _compare_with_report(listing: Listing, root: Path) -> Iterator[Complaint]:
    """Yield a complaint for each edition that a report has otherwise, or that is in one of the two only."""
    published = {edition.label: edition for edition in listing.editions}
    sealed, known = [label for _, label in list_editions(root)], read_manifests(root)
    for label in sealed:
        edition = published.get(label)
        if edition is None:
            yield Complaint(label, "is sealed, and not in the folder", "factbook publish adds it")
            continue
        if edition.seal and edition.seal != digest_file(root / edition_path(label)):
            yield _fault(place=label, what="its seal is not the one of the report")
        if known.get(label, edition.manifest) != edition.manifest:
            what = "its manifest is not the one that was pinned or published"
            yield _fault(place=label, what=what)
    for label in sorted(published.keys() - set(sealed)):
        yield _fault(place=f"{FOLDER}/{label}", what="was never sealed in the report")


def rebuild(folder: Path, edition: Published, check: Check) -> Iterator[Complaint]:
    """Yield a complaint for each file of a published edition that its sources do not reproduce, byte for byte.

    Where the sources name all of their software, that is what builds them. Raises EditionError when they do not hold.
    """
    place = folder / edition.address
    with extracted(place / SOURCE) as sources:
        if needs_own_software(sources, read_edition(sources, edition.label)):
            state = SealedState(folder=sources, commit="", record="")
            yield from _compare(place, edition.address, read_manifest(publish_origin(state, edition.label).site), "")
            return
        software = find_software(sources, edition.label)
    with rebuilt_edition(place / SOURCE, check) as built:
        yield from _compare(place, edition.address, _digest_built(built), software)


def _digest_built(built: BuiltEdition) -> dict[str, str]:
    files = (path.relative_to(built.site).as_posix() for path in built.site.rglob("*") if path.is_file())
    return {name: digest_file(built.site / name) for name in [*files, *built.shared]}


def _compare(place: Path, address: str, digests: Mapping[str, str], remedy: str) -> Iterator[Complaint]:
    listed = read_manifest(place)
    for name in sorted(listed.keys() | digests.keys()):
        if listed.get(name) != digests.get(name):
            what = "is not what its sources build to" if name in listed else "is built, but was not published"
            yield Complaint(f"{address}/{name}", what, remedy or _RESTORE)


def find_software(sources: Path, label: str) -> str:
    """Return how the software here differs from that of an edition's sources, as a remedy for an editor."""
    # other bytes from the same sources nearly always come from another version of a library
    sealed = read_edition(sources, label)
    here = find_environment(sources)
    differing = [
        f"{name} {sealed.environment.get(name, 'none')}, here {here.get(name, 'none')}"
        for name in sorted({name for name, _ in sealed.environment.items() ^ here.items()})
    ]
    if not differing:
        return f"its libraries are the same; compare factbook with version {sealed.version}"
    return f"the edition was sealed with {'; '.join(differing[:5])}"


GITHUB = "https://token.actions.githubusercontent.com"
"""Who vouches for the identity of a workflow on GitHub."""
_EXTRA = "pip install 'factbook[sign]'"


VerifyBundle = Callable[[str, str], None]
"""Verifies the text of an attestation of a SHA-256; raises ValueError with what is wrong."""


def find_attestation_faults(folder: Path, editions: tuple[Published, ...], verify: VerifyBundle) -> Iterator[Complaint]:
    """Yield a complaint for each edition whose manifest is not attested as `verify` wants it."""
    for edition in editions:
        place = f"{ATTESTATIONS}/{edition.label}.sigstore.json"
        try:
            text = (folder / place).read_text("utf-8")
        except (OSError, ValueError):
            remedy = f"sign {FOLDER}/{edition.label}/{MANIFEST}, and store the bundle there"
            yield Complaint(place, "is missing or cannot be read", remedy)
            continue
        try:
            verify(text, edition.manifest)
        except ValueError as error:
            yield _fault(place=place, what=f"does not attest the manifest of {edition.label}: {error}")


def make_verifier(identity: str, issuer: str = GITHUB) -> VerifyBundle:
    """Return what verifies that an identity, for which an issuer vouches, signed something.

    Raises EditionError where the library is not installed.
    """
    try:
        # Imported here: an extra, and a second of work.
        from sigstore.errors import Error
        from sigstore.hashes import Hashed
        from sigstore.models import Bundle
        from sigstore.verify import Verifier, policy
        from sigstore_models.common.v1 import HashAlgorithm
    except ImportError as error:
        what = "attestations are verified by the package sigstore, which is not installed"
        raise EditionError.about("--identity", what, _EXTRA) from error
    # It warns that it asks nobody, which is what is wanted.
    logging.getLogger("sigstore").setLevel(logging.ERROR)
    verifier, wanted = Verifier.production(offline=True), policy.Identity(identity=identity, issuer=issuer)

    def verify(text: str, digest: str) -> None:
        try:
            bundle = Bundle.from_json(text)
            if _is_statement(text):
                _, payload = verifier.verify_dsse(bundle, wanted)
                find_subject(payload, digest)
            else:
                hashed = Hashed(algorithm=HashAlgorithm.SHA2_256, digest=bytes.fromhex(digest))
                verifier.verify_artifact(hashed, bundle, wanted)
        except Error as error:
            raise ValueError(str(error)) from error

    return verify


def _is_statement(text: str) -> bool:
    # The library has read it by now, so it is JSON.
    found = json.loads(text)
    return isinstance(found, dict) and "dsseEnvelope" in found


def find_subject(payload: bytes, digest: str) -> None:
    """Raise ValueError unless a statement (in-toto) is about a SHA-256."""
    statement = json.loads(payload)
    subjects = statement.get("subject", ()) if isinstance(statement, dict) else ()
    if not any(one.get("digest", {}).get("sha256") == digest for one in subjects):
        raise ValueError("it is about other files")
