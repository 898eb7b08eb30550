"""Small files for pictures of ours: a PNG with a palette, a fifth as large as the renderer's.

What a compressing library writes depends on its version, and a site is the same on every machine. So pixels are
written here, as runs: nearly all of a drawing is one colour, or the same as the row above it.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

_HEAD = b"\x89PNG\r\n\x1a\n"
_RGBA = (8, 6, 0, 0, 0)
"""Depth, kind of colours, compression, filters and order of the PNG that vl-convert 1.9.0 writes."""
_SUB, _UP = 1, 2
"""Filters of rows: each value is the difference from the pixel to the left, or from the one above."""
MOST, FEW = 256, 16
"""Colours of a palette, and of one by which a byte holds two pixels."""
_LONGEST, _SHORTEST = 258, 3
"""Values that one match of the format Deflate (RFC 1951) can repeat."""
# Of the fixed code for lengths: the first length of each symbol from 257 on, and how many further bits it has.
_FIRST = np.array([*range(3, 11), *range(11, 19, 2), *range(19, 35, 4), *range(35, 67, 8), *range(67, 131, 16)])
_FIRST = np.append(_FIRST, [131, 163, 195, 227, 258])
_FURTHER = np.array([0] * 8 + [1] * 4 + [2] * 4 + [3] * 4 + [4] * 4 + [5] * 4 + [0])


def use_palette(png: bytes) -> bytes:
    """Return a picture with at most 256 colours, close to those that it has; as it is if it is of another kind.

    Colours that differ by less than an eighth are joined to their mean where that leaves few, as of a drawing of words;
    else by less than a thirty-second part, or a sixteenth. The paper and the ink of a drawing stay what they are, as
    nearly all pixels have them.
    """
    chunks = list(_read(png))
    width, height, *kind = struct.unpack(">IIBBBBB", chunks[0][1])
    rows = np.frombuffer(zlib.decompress(b"".join(data for name, data in chunks if name == b"IDAT")), np.uint8)
    if tuple(kind) != _RGBA or set(rows[:: width * 4 + 1].tolist()) != {_SUB}:
        return png
    # The first byte of each row names its filter.
    pixels, lengths = _find_runs(rows.reshape(height, width * 4 + 1)[:, 1:].reshape(height, width, 4))
    if (pixels[:, 3] != 255).any():
        return png
    # The fewest colours that suffice: with sixteen, a byte holds two pixels.
    for bits, most, kept in ((3, FEW + FEW // 2, FEW), (5, MOST, MOST), (4, MOST, MOST)):
        red, green, blue = (pixels[:, at].astype(np.uint16) >> (8 - bits) for at in range(3))
        codes = (red << (2 * bits)) | (green << bits) | blue
        counts = np.bincount(codes, lengths, minlength=1 << (3 * bits))
        used = np.flatnonzero(counts)
        if len(used) <= most:
            sums = [np.bincount(codes, pixels[:, at] * lengths, minlength=len(counts))[used] for at in range(3)]
            colours = np.stack(sums, axis=1) / counts[used][:, None]
            palette = colours[np.argsort(-counts[used], kind="stable")[:kept]]
            places = np.zeros(len(counts), np.uint8)
            # Each the nearest: those with too few pixels for a place of their own are edges of letters.
            places[used] = ((colours[:, None] - palette) ** 2).sum(axis=2).argmin(axis=1)
            filled = np.repeat(places[codes], lengths).reshape(height, width)
            return _write(palette.round().astype(np.uint8), filled)
    return png


def _find_runs(shifts: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return the colour of each run of equal pixels, and how many these are.

    `shifts` has what each pixel adds to the one on its left. A run may end where its row does: a picture has a fiftieth
    as many runs as pixels.
    """
    height, width, _ = shifts.shape
    differs = np.ascontiguousarray(shifts).view(np.uint32)[:, :, 0] != 0
    differs[:, 0] = True
    starts = np.flatnonzero(differs)
    added = shifts.reshape(-1, 4)[starts]
    # Sums of 8 bits wrap around, as the format has it, and each row begins anew.
    sums = np.cumsum(added, axis=0, dtype=np.uint8)
    first = np.flatnonzero(starts % width == 0)
    before = np.repeat(sums[first] - added[first], np.diff(first, append=len(starts)), axis=0)
    return sums - before, np.diff(starts, append=height * width)


def _read(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_HEAD)
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        at += size + 12


def _write(palette: NDArray[np.uint8], places: NDArray[np.uint8]) -> bytes:
    height, width = places.shape
    # Rows of odd length would end within a byte; ours never do.
    depth = 4 if len(palette) <= FEW and width % 2 == 0 else 8
    packed = (places[:, ::2] << 4) | places[:, 1::2] if depth == 4 else places
    rows = np.full((height, packed.shape[1] + 1), _UP, np.uint8)
    rows[:, 1:] = np.diff(packed, axis=0, prepend=np.zeros((1, packed.shape[1]), np.uint8))
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, depth, 3, 0, 0, 0)),
        (b"PLTE", palette.tobytes()),
        (b"IDAT", _deflate(rows.ravel())),
        (b"IEND", b""),
    )
    return _HEAD + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def _deflate(values: NDArray[np.uint8]) -> bytes:
    """Return values in the format of zlib (RFC 1950): runs, in the fixed code of Deflate."""
    # A run ends where the next value differs; the first one begins at the first value, whatever that is.
    starts = np.flatnonzero(np.diff(values, prepend=values[:1] + np.uint8(1)))
    lengths = np.diff(starts, append=len(values))
    # Of each run: its value, as many of the longest matches as fit, and what is left as a match or as values.
    full, left = np.divmod(lengths - 1, _LONGEST)
    short = left < _SHORTEST
    parts = np.stack([np.ones_like(full), full, np.where(short, left, 1)], axis=1)
    kinds = np.tile(np.array([_SHORTEST - 3, _LONGEST, 0]), (len(starts), 1))
    kinds[:, 2] = np.where(short, 0, left)
    repeats = np.repeat(kinds.ravel(), parts.ravel())
    literals = np.repeat(values[starts].astype(np.int64), parts.sum(axis=1))
    codes, sizes = _encode(literals, repeats)
    return b"\x78\x01" + _pack(codes, sizes) + struct.pack(">I", zlib.adler32(values.tobytes()))


def _encode(literals: NDArray[np.int64], repeats: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the code of each value, or of its repetition, with its first bit in the highest place, and its size."""
    symbol = np.searchsorted(_FIRST, repeats, side="right") - 1
    further, extra = _FURTHER[symbol], repeats - _FIRST[symbol]
    # Further bits are written with their lowest first, codes with their highest.
    turned = sum(((extra >> at) & 1) << (further - 1 - at).clip(0) for at in range(5))
    # Symbols up to 279 have seven bits, the others eight.
    number = symbol + 257
    code = np.where(number < 280, number - 256, number - 280 + 0b11000000)
    size = np.where(number < 280, 7, 8)
    # Five bits of zeros: the distance of one.
    match, match_size = ((code << further) | turned) << 5, size + further + 5
    plain = np.where(literals < 144, literals + 0b00110000, literals - 144 + 0b110010000)
    is_match = repeats > 0
    return np.where(is_match, match, plain), np.where(is_match, match_size, np.where(literals < 144, 8, 9))


def _pack(codes: NDArray[np.int64], sizes: NDArray[np.int64]) -> bytes:
    """Return codes one behind the other as the last block of Deflate, each byte filled from its lowest bit on."""
    # A block's head is 1 (the last) and 01 (the fixed code), lowest bit first; its end is the symbol 256, seven zeros.
    codes, sizes = np.concatenate([[0b110], codes, [0]]), np.concatenate([[3], sizes, [7]])
    # Bit by bit, each with the code that it belongs to: a picture has some hundred thousand of them.
    ends = np.cumsum(sizes)
    owner = np.repeat(np.arange(len(sizes)), sizes)
    bits = (codes[owner] >> (ends[owner] - 1 - np.arange(ends[-1]))) & 1
    return np.packbits(bits.astype(np.uint8), bitorder="little").tobytes()
