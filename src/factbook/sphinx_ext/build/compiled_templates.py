"""Templates as they were compiled by an earlier build: to compile those of a page takes longer than to render it.

They lie in `_build/.factbook/templates`, each for one version of factbook, of Python and of the packages around. Like
the pages that Sphinx has read they are code, and stay in the folder of the report.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from factbook.project.checksummed import DamagedError, read_checksummed, write_checksummed
from factbook.project.fingerprints import STATE
from factbook.render.templating import reuse_compiled

FOLDER = STATE / "templates"


class CompiledTemplates(BytecodeCache):
    """The compiled templates of one environment of Jinja."""

    def __init__(self, folder: Path, stamp: str) -> None:
        """Keep them in `folder`; `stamp` is a digest of all that they depend on besides their source."""
        self._folder, self._kind = folder, f"factbook-template {stamp}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template from its file; one that is missing, damaged or of another version is compiled anew."""
        with suppress(OSError, DamagedError):
            bucket.bytecode_from_string(read_checksummed(self._folder / bucket.key, self._kind))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write a template that was compiled; where that is not possible, the next build compiles it as well."""
        with suppress(OSError):
            write_checksummed(self._folder / bucket.key, self._kind, bucket.bytecode_to_string())


def keep_compiled(root: Path, stamp: str) -> BytecodeCache:
    """Reuse the compiled templates of parts, and return the cache for those of whole pages.

    Two environments compile a template differently, so each has a folder of its own.
    """
    reuse_compiled(CompiledTemplates(root / FOLDER / "parts", stamp))
    return CompiledTemplates(root / FOLDER / "pages", stamp)
