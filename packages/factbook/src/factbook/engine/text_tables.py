"""Tables of texts in one file, which is read without JSON: to load that takes longer than to read thousands of texts.

Name and length of each table, and then each key and its text, all ended by a zero byte.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

Tables = Mapping[str, Mapping[str, str]]
_END = "\0"
# Names of files may hold bytes that are no UTF-8, as lone surrogates.
_ERRORS = "surrogatepass"


def dump_tables(tables: Tables) -> bytes:
    """Return tables as bytes. A zero byte in a text is left out, as a terminal does; in a file name there is none."""
    parts = _list_parts(tables)
    body = _END.join(parts)
    # Hardly any text has one, and to ask each of thousands takes longer than all else.
    if body.count(_END) >= len(parts):
        cleaned = {name: {key: text.replace(_END, "") for key, text in texts.items()} for name, texts in tables.items()}
        body = _END.join(_list_parts(cleaned))
    return body.encode("utf-8", _ERRORS)


def _list_parts(tables: Tables) -> list[str]:
    """Return what stands between the zero bytes, the last of which ends it all."""
    parts: list[str] = []
    for name, texts in tables.items():
        parts += (name, str(len(texts)), *chain.from_iterable(texts.items()))
    return [*parts, ""]


def parse_tables(body: bytes) -> dict[str, dict[str, str]]:
    """Return what `dump_tables` made bytes of. Raises ValueError for what it did not."""
    *parts, last = body.decode("utf-8", _ERRORS).split(_END)
    tables: dict[str, dict[str, str]] = {}
    at = 0
    while at < len(parts):
        name, length = parts[at : at + 2]
        if not length.isdecimal():
            raise ValueError("no tables")
        begin, at = at + 2, at + 2 + 2 * int(length)
        tables[name] = dict(zip(parts[begin:at:2], parts[begin + 1 : at : 2], strict=True))
    if last or at != len(parts):
        raise ValueError("no tables")
    return tables
