"""Tables of texts come back as they were written, or not at all."""

import pytest

from factbook.engine.text_tables import dump_tables, parse_tables

TABLES = {
    "about": {"said": "two\nlines\t\x1b[1m", "": "an empty key", "empty": ""},
    "none": {},
    "files": {"마약.html": "12 3 4", "bytes-\udcff.html": "5", "line\nbreak.html": "6"},
}


def test_tables_come_back_as_they_were():
    assert parse_tables(dump_tables(TABLES)) == TABLES
    assert parse_tables(dump_tables({})) == {}


def test_a_zero_byte_is_left_out():
    assert parse_tables(dump_tables({"about": {"said": "a\0b"}})) == {"about": {"said": "ab"}}


@pytest.mark.parametrize("cut", range(len(dump_tables(TABLES)) - 1))
def test_what_was_cut_short_is_refused_or_lacks_whole_tables(cut):
    try:
        found = parse_tables(dump_tables(TABLES)[:cut])
    except ValueError:
        return
    assert found == {name: TABLES[name] for name in found}


@pytest.mark.parametrize(
    "body", [b"\x80\x04pickle", b"name\0", b"name\0one\0", b"name\0-1\0", b"name\x002\0a\0b\0", b"a"]
)
def test_other_bytes_are_refused(body):
    with pytest.raises(ValueError, match=r"no tables|codec|unpack|argument"):
        parse_tables(body)
