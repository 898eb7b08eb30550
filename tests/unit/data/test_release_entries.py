"""The entries of the descriptor as they are on the day of a report."""

from __future__ import annotations

import pytest

from factbook.data.descriptor import Resource
from factbook.data.release_entries import entry_on
from figurecheck.model.errors import DataError

ENTRY = {"name": "fish", "path": "fish.csv", "factbook:releases": [{"path": "fish-05.csv"}]}


def test_an_earlier_release_takes_the_place_of_the_newest():
    entry = entry_on(ENTRY, Resource(name="fish", path="fish-05.csv"))
    assert entry == {"name": "fish", "path": "fish-05.csv"}


def test_a_descriptor_that_was_changed_after_it_was_read_is_told():
    # As `factbook data update` does while somebody else's build renders what it has read before.
    with pytest.raises(DataError, match=r"datapackage.json: has changed meanwhile, and does not list old.csv any more"):
        entry_on(ENTRY, Resource(name="fish", path="old.csv"))
