"""What a seal of an earlier format lacks, from the state that was sealed: its ratings, and changes that readers see."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from factbook.editions.diff import compare
from factbook.editions.entries import find_changes
from factbook.editions.found_later import find_incomplete, find_unlisted, write_found_later
from factbook.editions.storage import FOLDER, edition_path, read_edition
from factbook.model import Judged
from factbook.model.edition import FORMAT_WITH_REVIEWS, Edition, SealedReviewedClaim
from factbook.model.review import Property
from factbook.project.files import digest_content
from factbook.project.settings import read_project
from factbook.publish.origin import WHOLE_HISTORY, archive_path, find_record, read_file, require_commit
from factbook.publish.pinned import read_pin
from figurecheck.figures import rules_from_mapping
from figurecheck.model import Rating, Verdict
from figurecheck.model.errors import EditionError
from figurecheck.settings.yaml_reader import NOT_YAML, YamlFile

_ENDINGS = (".yml", ".yaml")
"""How the names of reviews end; no other text of a report ends so."""


def complete(root: Path, sealed: Edition) -> Edition:
    """Return a sealed edition with its reviews, which a seal of the first format lacks.

    Raises EditionError where they are in no commit that is here.
    """
    if sealed.format >= FORMAT_WITH_REVIEWS:
        return sealed
    files = [name for name in sealed.texts if name.endswith(_ENDINGS)]
    claims = (claim for name in files for claim in _parse_claims(name, _read_sealed(root, sealed, name)))
    return replace(sealed, reviews={one.id: one for one in claims})


def write_all_found_later(root: Path) -> Iterator[tuple[Path, int]]:
    """Write for each edition the changes that its seal of an earlier format lacks, unless they are written already.

    Yield each file with their number. Raises EditionError where a sealed state is not here.
    """
    settings = read_project(root).settings
    rules = rules_from_mapping(settings.qualifiers, settings.nouns)
    for sealed in find_incomplete(root):
        earlier = read_edition(root, sealed.earlier[-1].label)
        before, after = complete(root, earlier), complete(root, sealed)
        # Without trials of causes, which would take the software of both: what moved is in the seal.
        changes = find_changes(compare(before, after, rules=rules), before, after)
        found = tuple(find_unlisted(sealed, changes))
        yield write_found_later(root, before.label, after.label, found), len(found)


def _read_sealed(root: Path, sealed: Edition, name: str) -> str:
    """Return a text of an edition as it was sealed, wherever it is: its digest is in the seal."""
    for content in _find_copies(root, sealed, name):
        if digest_content(content) == sealed.texts[name]:
            return content.decode("utf-8")
    what = f"{name} is not here as it was sealed"
    raise EditionError.about(edition_path(sealed.label), what, WHOLE_HISTORY)


def _find_copies(root: Path, sealed: Edition, name: str) -> Iterator[bytes]:
    with suppress(OSError, KeyError, zipfile.BadZipFile), zipfile.ZipFile(root / archive_path(sealed.label)) as archive:
        yield archive.read(name)
    own = (FOLDER / sealed.label / name).as_posix()
    # As it stands now, too: without a history, what did not change since can be compared.
    yield from ((root / place).read_bytes() for place in (own, name) if (root / place).is_file())
    pin = read_pin(root, sealed.label)
    commit = pin.commit if pin else sealed.commit or find_record(root, sealed, unconfirmed=True)
    if commit:
        require_commit(root, edition_path(sealed.label), commit, f"its {name} is in")
    for place in (own, name) if commit else ():
        if content := read_file(root, commit, place):
            yield content


def _parse_claims(file: str, text: str) -> Iterator[SealedReviewedClaim]:
    """Yield the claims of a review of any version of factbook; one without ratings that are known is passed over."""
    try:
        document: Any = YamlFile(name=file, content=text).values
    except NOT_YAML:
        return
    for one in document.get("claims") or () if isinstance(document, dict) else ():
        with suppress(ValueError, KeyError, TypeError, AttributeError):
            yield SealedReviewedClaim(
                id=f"{Path(file).stem}/{one['id']}",
                file=file,
                printed=str(one.get("printed", "")),
                says=str(one.get("says", "")).strip(),
                statistic=str(one.get("statistic", "")),
                verdict=_on_both_days(one.get("machine") or Verdict.UNKNOWN, Verdict),
                rating=_on_both_days(one["rating"], Rating),
                because=_on_both_days(one.get("because", ""), str),
            )


def _on_both_days(value: Any, make: Callable[[Any], Property]) -> Judged[Property]:
    """Return what is written of both days, or once for both."""
    each = value if isinstance(value, dict) else {"day": value, "today": value}
    return Judged(day=make(each["day"]), today=make(each["today"]))
