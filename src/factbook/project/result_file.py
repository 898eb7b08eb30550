"""Results by key in one file, to which new ones are added at its end: the memo of a report.

::

    factbook-memo <stamp> <sha256 of all lines up to the next of these>
    <key> {"name": "book/index.md", "claims": [...], ...}
    ...
    factbook-memo <stamp> <sha256 of what was added>
    <key> 3

What is damaged, and all that follows it, is as good as not there. Of two results of one key the latter counts.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from factbook.project.file_state import marks_of
from factbook.project.files import digest_content, replace_file

Results = dict[str, bytes]
"""By digests; each is one line."""
_KEY = 64
"""Letters of a key."""


def measure(results: Mapping[str, bytes]) -> int:
    """Return how many bytes results take in a file."""
    return sum(map(len, results.values())) + len(results) * (_KEY + 2)


class ResultFile:
    """The file; it is read when it is opened."""

    def __init__(self, path: Path, kind: str) -> None:
        """Read it; `kind` says in one line what it is, and what made it. What is of another kind is not read."""
        self._path, self._begin = path, f"{kind} ".encode()
        self.results: Results = {}
        self.size = 0
        """Bytes of the file as far as it is whole; nothing where it cannot be added to."""
        self._marks: tuple[int, ...] = ()
        try:
            with path.open("rb") as file:
                self._marks = marks_of(os.fstat(file.fileno()))
                content = file.read()
        except OSError:
            return
        self._read(content)

    def _read(self, content: bytes) -> None:
        before, *blocks = (b"\n" + content).split(b"\n" + self._begin)
        if before:
            return
        for block in blocks:
            first, _, body = block.partition(b"\n")
            # The line break before the next block was taken away with it.
            seen = hashlib.sha256(body)
            if block is not blocks[-1]:
                seen.update(b"\n")
            if first != seen.hexdigest().encode():
                return
            # Results stay as they are until somebody asks for them; most builds ask for a few.
            lines = body.split(b"\n")
            self.results |= {line[:_KEY].decode("ascii", "replace"): line[_KEY + 1 :] for line in lines if line}
        # Somebody else may have written it: behind an unfinished line nothing can be added.
        self.size = len(content) if content.endswith(b"\n") else 0

    def add(self, results: Mapping[str, bytes]) -> None:
        """Add results at the end of the file; where it is not as it was read, write all that is known. Raises OSError.

        Two processes that add at once do no harm: a block that another one got into is not as its digest says.
        """
        content = self._dump(results)
        if not self.size or not self._is_as_read():
            self.replace({**self.results, **results})
            return
        with self._path.open("ab", buffering=0) as file:
            written = file.write(content)
            self._marks = marks_of(os.fstat(file.fileno()))
        self.results |= results
        # On a full disk, a part is written.
        self.size = self.size + len(content) if written == len(content) else 0

    def replace(self, results: Results) -> None:
        """Write these results and no others, in one step. Raises OSError."""
        content = self._dump(results)
        replace_file(self._path, content)
        self.results, self.size, self._marks = results, len(content), marks_of(self._path.stat())

    def _dump(self, results: Mapping[str, bytes]) -> bytes:
        body = b"".join([b"%s %s\n" % (key.encode(), stored) for key, stored in results.items()])
        return b"%s%s\n%s" % (self._begin, digest_content(body).encode(), body)

    def _is_as_read(self) -> bool:
        try:
            return marks_of(self._path.stat()) == self._marks
        except OSError:
            return False
