"""Fetch the next release of a table from where its entry says that it comes out.

What an address said of its answer (``ETag``, ``Last-Modified``) is kept in `_build/.factbook/pulls.json`, so that an
answer that did not change is not sent again. A library that caches answers would bring connections of its own, beside
the one door that looks at each address before it is opened (`adding.fetch`); and the one answer that is worth keeping
is in the repository already, as the present release.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol
from urllib.parse import urljoin

from factbook.data.adding.fetch import Fetched, hide_secrets
from factbook.data.descriptor import PACKAGE, Resource
from factbook.data.pull import EVERY, PULL
from factbook.data.releases import known_since, release_of
from factbook.project.files import digest_content, digest_file, replace_file
from figurecheck.model import Source
from figurecheck.model.errors import DataError

RECORD = Path("_build/.factbook/pulls.json")


class Fetch(Protocol):
    """Returns what an address answers; nothing where that is what the validators stand for."""

    def __call__(self, address: str, *, validators: Mapping[str, str] | None = None) -> Fetched:
        """Return what the address answers."""
        ...


def is_due(resource: Resource, sources: Mapping[str, Source], today: datetime.date) -> bool:
    """Return whether the next release of a table is due; one that does not say how often it comes out always is."""
    every = EVERY.get(resource.pull.every, 0) if resource.pull else 0
    return (today - known_since(release_of(resource), sources)).days >= every


def fetch_release(root: Path, resource: Resource, *, fetch: Fetch) -> Fetched | None:
    """Return the file that a table's address answers; ``None`` if it is the present release.

    Raises DataError where nothing can be fetched, or the digest is another than it should be.
    """
    pull = resource.pull
    if pull is None:
        remedy = 'write "factbook:pull": {"url": "https://example.org/data.csv", "every": "month"}'
        raise DataError.about(f"{PACKAGE}: {resource.name}", f"has no {PULL}, which says where from", remedy)
    address = _follow(pull.url, pull.pointer, fetch) if pull.pointer else pull.url
    present, records = digest_file(root / resource.place), _read_records(root)
    record = records.get(hide_secrets(address), {})
    # Only an answer that is the present release may be left out.
    validators = (
        {key: text for key, text in record.items() if key != "sha256"} if record.get("sha256") == present else {}
    )
    found = fetch(address, validators=validators)
    if found.is_unchanged:
        return None
    digest = digest_content(found.content)
    # Before it is remembered: a file that broke off must come again.
    if pull.sha256:
        _hold_digest(found, digest, pull.sha256, fetch)
    replace_file(
        root / RECORD,
        json.dumps({**records, hide_secrets(address): {**found.validators, "sha256": digest}}, indent=1),
    )
    return None if digest == present else found


def _follow(url: str, pointer: str, fetch: Fetch) -> str:
    """Return the address that a JSON document names."""
    place = hide_secrets(url)
    try:
        found: object = json.loads(fetch(url).content)
        for part in pointer.removeprefix("/").split("/"):
            key = part.replace("~1", "/").replace("~0", "~")
            found = found[int(key)] if isinstance(found, list) else found[key]  # type: ignore[index]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        remedy = f"look at the document, and correct {PULL}"
        raise DataError.about(place, f"has nothing at {pointer}", remedy) from error
    if not isinstance(found, str):
        remedy = "let it lead to the address of the file"
        raise DataError.about(place, f"has no text at {pointer}", remedy)
    return urljoin(url, found)


def _hold_digest(found: Fetched, digest: str, stated: str, fetch: Callable[[str], Fetched]) -> None:
    if "://" in stated:
        stated = (fetch(stated).content.decode("ascii", "replace").split() or [""])[0]
    if digest != stated.lower():
        remedy = "fetch it again; if it stays so, ask its publisher which file is right"
        raise DataError.about(found.address, "has another SHA-256 than is stated", remedy)


def _read_records(root: Path) -> dict[str, dict[str, str]]:
    # It only saves time: what is missing or damaged is fetched in full.
    try:
        found = json.loads((root / RECORD).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): one for key, one in found.items() if isinstance(one, dict)} if isinstance(found, dict) else {}
