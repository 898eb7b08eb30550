"""The chain of seals in a published folder: each names the digest of the seal before it.

Whoever replaces or removes a published edition, its entry and all digests of it is found by the seal of the next.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

from factbook.editions.storage import edition_path
from factbook.model.errors import Complaint
from factbook.project.files import digest_content
from factbook.publish.archive import LIST, Listing
from factbook.render.metadata.ro_crate import SOURCE

_RESTORE = "restore the folder from a copy"


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
        if before and last not in digests:
            yield Complaint(place=LIST, what=f"lacks {last}, the edition before {edition.label}", remedy=_RESTORE)
        elif before and digests[last] != before:
            what = f"is not the edition {last} that {edition.label} was sealed after"
            yield Complaint(place=f"{LIST}: {last}", what=what, remedy=_RESTORE)


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
