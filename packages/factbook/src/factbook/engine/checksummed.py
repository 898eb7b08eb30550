"""Files of our own whose first line says what they are, and digests the rest.

::

    factbook-run 1 <sha256 of all that follows>
    ...

A disk that was full, a copy that was broken off or an editor that saved one of them is noticed when it is read. Like
`factbook.project.files`, this loads nothing that takes long.
"""

from __future__ import annotations

import os

from factbook.project.files import digest_content, replace_file


class DamagedError(ValueError):
    """A file is not as it was written; the text says in what way."""


def write_checksummed(path: str | os.PathLike[str], kind: str, body: bytes) -> None:
    """Write a file whole or not at all; `kind` says in one line what it is, and in which version. Raises OSError."""
    replace_file(path, f"{kind} {digest_content(body)}\n".encode() + body)


def read_checksummed(path: str | os.PathLike[str], kind: str) -> bytes:
    """Return what follows the first line. Raises OSError, and DamagedError for what was not written as this `kind`."""
    return read_with_digest(path, kind)[0]


def read_with_digest(path: str | os.PathLike[str], kind: str) -> tuple[bytes, str]:
    """Return the same with its digest, which the first line names."""
    with open(path, "rb") as file:  # noqa: PTH123 - paths may be texts here
        first, _, body = file.read().partition(b"\n")
    if not first.startswith(f"{kind} ".encode()):
        raise DamagedError("is of another kind or version")
    found = digest_content(body)
    if first != f"{kind} {found}".encode():
        raise DamagedError("is not as it was written")
    return body, found
