"""What is written to a descriptor is taken in whole, and what is counted stops a cell but never the kernel."""

from __future__ import annotations

import os
import time

import pytest

from factbook.notebooks.kernel.streams import DescriptorReader, Meter, TooMuchOutputError


def test_a_character_that_comes_in_two_pieces_is_whole():
    number, taken = os.open(os.devnull, os.O_WRONLY), []
    reader = DescriptorReader(number, taken.append)
    for piece in (b"\xc3", b"\xa4"):
        os.write(number, piece)
        assert reader.take()
    os.close(number)
    assert "".join(taken) == "ä"


def test_a_descriptor_that_is_closed_is_read_no_longer():
    number, taken = os.open(os.devnull, os.O_WRONLY), []
    reader = DescriptorReader(number, taken.append)
    os.write(number, b"last\xc3")
    os.close(number)
    deadline = time.monotonic() + 60
    while reader.take() and time.monotonic() < deadline:
        time.sleep(0.001)
    assert "".join(taken) == "last\N{REPLACEMENT CHARACTER}"


def test_where_the_descriptor_led_before_is_known():
    reading, writing = os.pipe()
    reader = DescriptorReader(writing, lambda text: None)
    os.write(reader.original, b"there")
    assert os.read(reading, 9) == b"there"


def test_a_cell_is_stopped_once_and_nothing_between_two_cells():
    meter = Meter(3)
    with pytest.raises(TooMuchOutputError, match="more than"):
        meter.count(4)
    meter.stop()
    meter.begin_cell()
    with pytest.raises(TooMuchOutputError):
        meter.stop()
    meter.stop()
    meter.begin_cell()
    meter.end_cell()
    meter.stop()


def test_without_a_limit_nothing_is_too_much():
    meter = Meter(0)
    message = {"content": {"data": {"text/html": "a" * 99, "application/json": {}}}}
    assert meter.count_message(message) is message
    meter.count(10**12)
