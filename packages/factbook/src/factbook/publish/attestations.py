"""Attestations of editions: who published, signed with Sigstore, and verified without a network.

::

    DIR/attestations/<label>.sigstore.json    of DIR/editions/<label>/manifest.sha256

An attestation is either a signature of the manifest (``sigstore sign``) or a statement that names its digest (GitHub's
``actions/attest``). The certificate in it says which workflow, or whose mail address, signed; that its entry is in the
public log is proved by the attestation itself, so nobody is asked. The roots of trust come with the library.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

from factbook.publish.archive import FOLDER, Published
from factbook.publish.front import ATTESTATIONS
from factbook.publish.manifest import MANIFEST
from figurecheck.model.errors import Complaint, EditionError

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
            yield Complaint(place=place, what="is missing or cannot be read", remedy=remedy)
            continue
        try:
            verify(text, edition.manifest)
        except ValueError as error:
            what, remedy = f"does not attest the manifest of {edition.label}: {error}", "restore the folder from a copy"
            yield Complaint(place=place, what=what, remedy=remedy)


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
        raise EditionError(Complaint(place="--identity", what=what, remedy=_EXTRA)) from error
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
