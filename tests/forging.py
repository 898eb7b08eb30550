"""Changes of a published folder, with every digest that tells of them, and what `verify` finds."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

from factbook.publish.archive import LIST, read_listing, renew_front
from factbook.publish.manifest import read_manifest, write_manifest
from factbook.publish.verify import verify


def found(public: Path, **more) -> list[str]:
    return [str(fault) for fault in verify(public, **more)]


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text, path
    path.write_text(text.replace(before, after), "utf-8")


def change_list(public: Path, change: Callable[[dict], object]) -> None:
    listing = json.loads((public / LIST).read_text("utf-8"))
    change(listing)
    (public / LIST).write_text(json.dumps(listing), "utf-8")


def forge(public: Path, label: str) -> None:
    """Make manifest, list and front say that an edition was always like that."""
    place = public / "editions" / label
    shared = [name for name in read_manifest(place) if name.startswith("../")]
    (place / "manifest.sha256").unlink()
    digest = write_manifest(place, shared)
    with zipfile.ZipFile(place / "source.zip") as archive:
        seal = hashlib.sha256(archive.read(f"book/editions/{label}.json")).hexdigest()
    change_list(
        public,
        lambda listing: [
            one.update(manifest=digest, seal=seal) for one in listing["editions"] if one["label"] == label
        ],
    )
    renew_front(public, read_listing(public))


def change_source(public: Path, label: str, name: str, change: Callable[[str], str]) -> None:
    source = public / "editions" / label / "source.zip"
    with zipfile.ZipFile(source) as archive:
        files = {one: archive.read(one) for one in archive.namelist()}
    files[name] = change(files[name].decode("utf-8")).encode()
    with zipfile.ZipFile(source, "w") as archive:
        for one, content in files.items():
            archive.writestr(one, content)
