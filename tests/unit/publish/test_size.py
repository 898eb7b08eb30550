"""How large a published folder is said to be, and to become."""

from __future__ import annotations

import pytest

from factbook.publish.archive import PAGES_LIMIT, Listing, Published, Size, measure_size


def test_every_file_counts_once_and_a_clone_of_git_not(tmp_path):
    for name, size in {"index.html": 5, "editions/a/index.html": 7, "editions/b/x/y": 11, ".git/objects/z": 99}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x" * size)
    listing = Listing(editions=tuple(Published(label=one, as_of="2025-01-01", manifest="") for one in "ab"))
    assert measure_size(tmp_path, listing) == Size(total=23, editions=[7, 11])


@pytest.mark.parametrize(
    ("editions", "following"),
    [([100], 100), ([100, 110], 120), ([10, 100, 110, 120], 130), ([120, 110], 110)],
)
def test_the_next_edition_grows_as_the_latest_did(editions, following):
    size = Size(total=PAGES_LIMIT - 1000, editions=editions)
    assert (size.next, size.room) == (following, 1000 // following)


def test_a_full_folder_has_room_for_none():
    assert Size(total=PAGES_LIMIT + 1, editions=[5]).room == 0
