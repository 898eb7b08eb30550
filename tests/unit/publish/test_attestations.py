"""Attestations of editions, by the library that verifies them; one of another project is stored here."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from pathlib import Path

import pytest

from factbook.publish.archive import Published
from factbook.publish.verify import find_attestation_faults, find_subject, make_verifier

BUNDLE = Path(__file__).with_name("rfc8785.sigstore.json")
"""What the release workflow of rfc8785 signed on 19 March 2024: its wheel 0.1.2, of which only the digest is needed."""
SIGNED = "c4e92e9ecc828bef2aa7dba1de8ac983511f7532a0df11c770d39099a25cf201"
WORKFLOW = "https://github.com/trailofbits/rfc8785.py/.github/workflows/release.yml@refs/tags/v0.1.2"


def test_a_stored_attestation_is_verified_without_a_network():
    make_verifier(WORKFLOW)(BUNDLE.read_text("utf-8"), SIGNED)


@pytest.mark.parametrize(
    ("identity", "issuer", "change", "said"),
    [
        (WORKFLOW.replace("v0.1.2", "v0.1.3"), None, None, "SANs do not match"),
        (WORKFLOW, "https://accounts.example", None, "issuer does not match"),
        (WORKFLOW, None, ("1710888076", "1710888077"), ""),
        (WORKFLOW, None, ("MEYCIQCeH6E3", "MEYCIQCeH6E4"), ""),
        (WORKFLOW, None, ('"mediaType"', '"media"'), ""),
    ],
    ids=["another workflow", "another issuer", "another time", "another signature", "no bundle"],
)
def test_what_was_not_signed_so_is_refused(identity, issuer, change, said):
    text = BUNDLE.read_text("utf-8")
    verify = make_verifier(identity, *([issuer] if issuer else []))
    with pytest.raises(ValueError, match=f"(?i){said}"):
        verify(text.replace(*change) if change else text, SIGNED)


def test_an_edition_that_is_not_signed_or_was_changed_since_is_told(tmp_path):
    edition = tmp_path / "editions/first"
    edition.mkdir(parents=True)
    (edition / "manifest.sha256").write_bytes(b"changed")
    editions = (Published(label="first", as_of="2025-02-01", manifest=hashlib.sha256(b"changed").hexdigest()),)
    verify = make_verifier(WORKFLOW)
    (fault,) = find_attestation_faults(tmp_path, editions, verify)
    assert str(fault).startswith("attestations/first.sigstore.json: is missing")
    (tmp_path / "attestations").mkdir()
    (tmp_path / "attestations/first.sigstore.json").write_bytes(BUNDLE.read_bytes())
    (fault,) = find_attestation_faults(tmp_path, editions, verify)
    assert "does not attest the manifest of first: Bundle message digest mismatch" in str(fault)


def test_a_statement_must_be_about_the_manifest():
    statement = {"subject": [{"name": "manifest.sha256", "digest": {"sha256": "a" * 64}}]}
    find_subject(json.dumps(statement).encode(), "a" * 64)
    for other in ({"subject": []}, [], {"subject": [{"digest": {"sha512": "a" * 64}}]}):
        with pytest.raises(ValueError, match="about other files"):
            find_subject(json.dumps(other).encode(), "a" * 64)


def test_the_library_is_the_one_that_the_extra_names():
    assert version("sigstore").startswith("4.")
