"""A file that is not as it was written is known as such when it is read."""

from __future__ import annotations

import pytest

from factbook.engine.checksummed import DamagedError, read_checksummed, write_checksummed

KIND = "factbook-test 1"


@pytest.mark.parametrize("body", [b"", b"a", b"a\nb\n", b"\n", b"\x80\x00"])
def test_what_was_written_comes_back(tmp_path, body):
    write_checksummed(tmp_path / "a", KIND, body)
    assert read_checksummed(tmp_path / "a", KIND) == body


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        pytest.param(lambda raw: raw[:-1], "is not as it was written", id="cut off"),
        pytest.param(lambda raw: raw[:-1] + b"c", "is not as it was written", id="one byte is another"),
        pytest.param(lambda raw: raw + b"\n", "is not as it was written", id="something added"),
        pytest.param(lambda raw: raw.replace(b"test 1", b"test 2"), "is of another kind or version", id="another form"),
        pytest.param(lambda raw: raw[:9], "is of another kind or version", id="hardly begun"),
        pytest.param(lambda raw: b"", "is of another kind or version", id="empty"),
    ],
)
def test_what_is_not_as_it_was_written_is_damaged(tmp_path, spoil, what):
    write_checksummed(tmp_path / "a", KIND, b"a\nb")
    (tmp_path / "a").write_bytes(spoil((tmp_path / "a").read_bytes()))
    with pytest.raises(DamagedError, match=what):
        read_checksummed(tmp_path / "a", KIND)
