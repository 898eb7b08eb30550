"""The blocks of a table that is held by columns of Arrow; no row of it becomes a value of Python.

What is digested are the bytes of the cells as every machine has them, and not how a version of Arrow writes a number:
of each column its cells, of texts also their lengths, and which of them are missing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow
from pyarrow import compute

from factbook.data.blocks import KeyPart
from factbook.model.edition import SealedBlock

_LABEL = "block"


def count_beginnings(column: Any, part: KeyPart) -> int:
    """Return how many different beginnings the cells of a column have."""
    return int(compute.count_distinct(_label(column.array, part), "all").as_py())


def digest_columns(
    columns: Mapping[str, Any], names: Sequence[str], parts: Sequence[KeyPart]
) -> Mapping[str, SealedBlock]:
    """Return the blocks of all rows by their names in order; within one, rows are in the order of their keys."""
    labels = [_label(columns[part.name].array, part).cast(pyarrow.string()).fill_null("None") for part in parts]
    label = compute.binary_join_element_wise(*labels, "/")
    keys = {str(at): columns[name].array for at, name in enumerate(names)}
    order = compute.sort_indices(
        pyarrow.table({_LABEL: label, **keys}), sort_keys=[(one, "ascending") for one in (_LABEL, *keys)]
    )
    ordered = label.take(order).combine_chunks().dictionary_encode()
    indices = ordered.indices.to_numpy()
    starts = np.r_[0, np.flatnonzero(np.diff(indices)) + 1, len(indices)]
    of_rows = [hashlib.sha256() for _ in starts[1:]]
    of_keys = [hashlib.sha256() for _ in starts[1:]]
    for name, column in columns.items():
        # One column at a time, since each is in memory twice while it is put in order.
        for block, content in enumerate(_spell(column.array.take(order), starts)):
            of_rows[block].update(content)
            if name in names:
                of_keys[block].update(content)
    texts = ordered.dictionary.take(ordered.indices.take(starts[:-1])).to_pylist()
    return {
        text: SealedBlock(count=int(end - start), digest=rows.hexdigest()[:16], keys=own.hexdigest()[:16])
        for text, start, end, rows, own in zip(texts, starts[:-1], starts[1:], of_rows, of_keys, strict=True)
    }


def _label(array: Any, part: KeyPart) -> Any:
    # By characters and not by bytes: half a letter is no name.
    if part.length is not None:
        return compute.utf8_slice_codeunits(array.cast(pyarrow.string()), 0, part.length)
    if not part.step:
        return array
    # Arrow cuts towards zero; blocks go down, below zero too.
    rest = compute.subtract(array, compute.multiply(compute.divide(array, part.step), part.step))
    below = compute.if_else(compute.less(rest, 0), compute.add(rest, part.step), rest)
    return compute.subtract(array, below)


def _spell(array: Any, starts: np.ndarray) -> Iterator[bytes]:
    """Yield the bytes of the cells of each block."""
    there = compute.is_valid(array).to_numpy()
    if pyarrow.types.is_string(array.type) or pyarrow.types.is_decimal(array.type):
        texts = array.cast(pyarrow.large_string()).fill_null("").combine_chunks()
        lengths = compute.binary_length(texts).to_numpy()
        ends = np.r_[0, np.cumsum(lengths)]
        # Taken anew, so that the buffer begins with the first cell.
        content = np.frombuffer(pyarrow.concat_arrays([texts]).buffers()[2] or b"", dtype="uint8")
        for start, end in pairwise(starts):
            own = content[ends[start] : ends[end]]
            yield there[start:end].tobytes() + lengths[start:end].astype("<i8").tobytes() + own.tobytes()
        return
    # In one order of bytes, whatever the machine.
    kind = "<f8" if pyarrow.types.is_floating(array.type) else "<i8"
    filled = array.cast(pyarrow.float64() if kind == "<f8" else pyarrow.int64()).fill_null(0).to_numpy().astype(kind)
    for start, end in pairwise(starts):
        yield there[start:end].tobytes() + filled[start:end].tobytes()
