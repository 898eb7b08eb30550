"""What goes to the process that renders: nobody waits for it to read, and nobody for one that is gone."""

from __future__ import annotations

import os
import pickle
import threading

from factbook.sphinx_ext.build.outbox import Outbox

LARGE = [b"%06d" % number * 1000 for number in range(600)]
"""More than any pipe holds."""


def make_pipe():
    reading, writing = os.pipe()
    return os.fdopen(reading, "rb"), Outbox(os.fdopen(writing, "wb"))


def test_whoever_writes_does_not_wait_and_all_arrives_in_order():
    out, outbox = make_pipe()
    pickler = pickle.Pickler(outbox, pickle.HIGHEST_PROTOCOL)
    # Nobody reads yet: a pipe alone would wait here for ever.
    pickler.dump(LARGE)
    pickler.dump(("again", LARGE))
    closing = threading.Thread(target=outbox.close)
    closing.start()
    with out:
        unpickler = pickle.Unpickler(out)
        first, (word, second) = unpickler.load(), unpickler.load()
        # What was sent before is only named.
        assert (first, word) == (LARGE, "again")
        assert second is first
        assert out.read() == b""
    closing.join(60)
    assert not closing.is_alive()


def test_nobody_waits_for_one_that_reads_no_more():
    out, outbox = make_pipe()
    for part in LARGE:
        outbox.write(part)
    out.close()
    outbox.write(b"more")
    outbox.close()


def test_one_that_nothing_was_written_into_is_closed():
    out, outbox = make_pipe()
    outbox.close()
    with out:
        assert out.read() == b""
