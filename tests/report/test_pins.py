"""The committed editions, published by the factbook and the lock that their pins name."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
import yaml

from conftest import spoil_clone
from factbook.editions.storage import list_editions
from factbook.publish.pinned import pin_path, read_pin

ROOT = Path(__file__).parents[2]


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", folder, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture(scope="module")
def clone(tmp_path_factory) -> Path:
    """The repository as committed, with pages, notebooks and factbook of today spoilt; its seals are as they are."""
    folder = tmp_path_factory.mktemp("pins") / "clone"
    subprocess.run(["git", "clone", "--quiet", ROOT, folder], check=True)
    spoil_clone(folder)
    return folder


@pytest.fixture
def pins(clone):
    """The pins by label, put back after the test has changed them."""
    yield {label: clone / pin_path(label) for _, label in list_editions(clone)}
    git(clone, "checkout", "--", "book/editions")


def spoil(pin: Path, **changed: str) -> None:
    pin.write_text(yaml.safe_dump({**yaml.safe_load(pin.read_text("utf-8")), **changed}), "utf-8")


def test_every_committed_seal_has_a_pin_of_the_commit_that_sealed_it():
    for _, label in list_editions(ROOT):
        pin = read_pin(ROOT, label)
        assert pin is not None, label
        sealed = f"book/editions/{label}.json"
        assert git(ROOT, "rev-parse", f"{pin.commit}:{sealed}") == git(ROOT, "hash-object", sealed)


def test_the_committed_seals_publish_to_their_manifests_whatever_today_looks_like(published, factbook, trial):
    pins = {label: read_pin(ROOT, label) for _, label in list_editions(ROOT)}
    listed = json.loads((published / "editions.json").read_text("utf-8"))["editions"]
    assert len(listed) == trial.count(2, of=len(pins))
    assert {one["label"]: one["manifest"] for one in listed}.items() <= {
        (label, pin.manifest) for label, pin in pins.items()
    }
    verified = factbook("verify", published)
    assert verified.returncode == 0, verified.stdout + verified.stderr


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        pytest.param({"manifest": "0" * 64}, "2025-05.files.gz: is not of the manifest 0000", id="another manifest"),
        pytest.param(
            {"lock": "0" * 64}, "the lock of 3201c90846d9 is not the one that the pin names", id="another lock"
        ),
        pytest.param({"commit": "0" * 40}, "0000", id="a commit that git does not have"),
        pytest.param({"commit": "main"}, "commit: 'main' is not a full commit hash", id="a name that can move"),
        pytest.param({"more": "x"}, "more: no such key", id="a key too many"),
    ],
)
def test_a_pin_that_does_not_lead_to_the_edition_publishes_nothing(clone, pins, tmp_path, factbook, changed, said):
    spoil(pins["2025-05"], **changed)
    result = factbook("publish", tmp_path / "public", "--project", clone)
    assert result.returncode == 2, result.stdout
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "public/editions.json").exists()


def test_a_seal_that_was_changed_after_its_commit_is_not_published(clone, pins, tmp_path, factbook):
    config = clone / "_config.yml"
    settings = config.read_text("utf-8")
    seal = clone / "book/editions/2025-05.json"
    seal.write_text(seal.read_text("utf-8").replace("As known on", "As seen on"), "utf-8")
    result = factbook("publish", tmp_path / "public", "--project", clone)
    assert result.returncode == 2
    assert "2026-01.changes.yml: was written for another seal of 2025-05 than the one here" in result.stderr
    # A house that publishes without an editor's word is stopped by the pin.
    config.write_text(settings.replace("\nfactbook:\n", "\nfactbook:\n  unconfirmed: publish\n", 1), "utf-8")
    result = factbook("publish", tmp_path / "public", "--project", clone)
    config.write_text(settings, "utf-8")
    assert result.returncode == 2
    assert "is not what commit 3201c90846d9 sealed" in result.stderr
