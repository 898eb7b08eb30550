"""Which manifests an edition carries, and what is known of those that come late."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from factbook.editions.storage import dump, edition_path, load
from factbook.model.edition import FORMAT, Earlier, Edition
from factbook.publish.archive import Listing, Published
from factbook.publish.manifest import CHAIN, choose_carried, read_chain, write_chain
from factbook.publish.verify import find_manifest_faults, list_uncarried
from figurecheck.model.errors import EditionError

A, B, C = ("a" * 64, "b" * 64, "c" * 64)


def sealed(label: str, *earlier: str, beside: tuple[str, ...] = (), number: int = FORMAT) -> Edition:
    line = tuple(Earlier(label=one, as_of="2025-01-01") for one in earlier)
    return Edition(label=label, as_of="2025-02-01", earlier=line, beside=beside, format=number)


def publish(folder: Path, label: str, manifest: str, carried: dict[str, str]) -> Published:
    """Write the sources of an edition, which carry manifests."""
    write_chain(folder / label, carried)
    place = folder / "editions" / label
    place.mkdir(parents=True)
    with zipfile.ZipFile(place / "source.zip", "w") as sources:
        if carried:
            sources.write(folder / label / CHAIN, CHAIN.as_posix())
    return Published(label=label, as_of="2025-02-01", manifest=manifest)


def test_an_edition_carries_its_own_line_and_what_was_sealed_on_other_branches():
    known = {"a": A, "late": B, "other": C}
    assert choose_carried(sealed("c", "a", beside=("late",)), known) == {"a": A, "late": B}
    assert choose_carried(sealed("c", "a", number=2), known) == {}
    with pytest.raises(EditionError, match="c: carries the manifest of late, which is not known"):
        choose_carried(sealed("c", "a", beside=("late",)), {"a": A})


def test_seals_name_what_was_sealed_on_other_branches_since_the_seventh_format():
    assert load(dump(sealed("c", "a", beside=("late",)))).beside == ("late",)
    assert "beside" not in json.loads(dump(sealed("c", "a", number=2)))


def test_an_edition_that_comes_late_is_carried_by_the_next_and_told_apart_until_then(tmp_path):
    first, second = publish(tmp_path, "first", A, {}), publish(tmp_path, "second", B, {"first": A})
    late = publish(tmp_path, "late", C, {"first": A})
    listing = Listing(editions=(first, late, second))
    assert list_uncarried(tmp_path, listing) == ["late", "second"]
    assert [*find_manifest_faults(tmp_path, listing)] == []
    third = publish(tmp_path, "third", "d" * 64, {"first": A, "late": C, "second": B})
    listing = Listing(editions=(first, late, second, third))
    assert list_uncarried(tmp_path, listing) == ["third"]
    forged = Listing(editions=(first, Published(label="late", as_of="2025-02-01", manifest=A), second, third))
    assert [one.place for one in find_manifest_faults(tmp_path, forged)] == ["editions/late/manifest.sha256"]


def test_a_chain_is_read_in_its_order_and_refused_where_it_is_none(tmp_path):
    write_chain(tmp_path, {"b": B})
    write_chain(tmp_path, {"a": A})
    assert [*read_chain(tmp_path).items()] == [("b", B), ("a", A)]
    assert edition_path("a").parent == CHAIN.parent
    (tmp_path / CHAIN).write_text("nothing", "utf-8")
    with pytest.raises(EditionError, match=r"book/editions/manifest\.sha256: cannot be read: line 1"):
        read_chain(tmp_path)
