"""Templates, compiled once: to compile those of a page takes longer than to render it.

factbook's own lie beside the templates, where Python stores compiled modules of the same package, and as it does: not
with `PYTHONDONTWRITEBYTECODE`, elsewhere with `PYTHONPYCACHEPREFIX`. Nothing that lies in a report is run.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from factbook.engine.checksummed import DamagedError, read_checksummed, write_checksummed
from factbook.engine.software import PACKAGES
from factbook.project.files import digest
from factbook.render.templating import reuse_compiled


class CompiledTemplates(BytecodeCache):
    """The compiled templates of a package in files, and those of somebody else for the life of the process."""

    def __init__(self, package: str = PACKAGES["factbook"]) -> None:
        """Store the templates below the folder `package`, and no others."""
        self._package = package
        # nbconvert makes an environment for each notebook, with its own template below ours.
        self._others: dict[tuple[str, str], bytes] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the file of a compiled template; empty for one of somebody else."""
        own = filename is not None and Path(filename).is_relative_to(self._package)
        # With the ending, since templates of one name may be HTML and CSS.
        return cache_from_source(f"{filename}.py") if own else ""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template that was compiled; one that is missing, damaged or of another version is compiled anew."""
        kind = _kind(bucket.environment)
        if not bucket.key:
            bucket.bytecode_from_string(self._others.get((bucket.checksum, kind), b""))
            return
        with suppress(OSError, DamagedError):
            bucket.bytecode_from_string(read_checksummed(bucket.key, kind))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template that was compiled; where that is not possible, the next build compiles it as well."""
        kind = _kind(bucket.environment)
        if not bucket.key:
            self._others[bucket.checksum, kind] = bucket.bytecode_to_string()
        elif not sys.dont_write_bytecode:
            with suppress(OSError):
                write_checksummed(bucket.key, kind, bucket.bytecode_to_string())


def keep_compiled() -> BytecodeCache:
    """Reuse the compiled templates of parts, and return the same for those of whole pages."""
    found = CompiledTemplates()
    reuse_compiled(found)
    return found


def _kind(environment: Environment) -> str:
    """Return what is compiled, by all that decides on it besides the source and the version of Python."""
    options = (
        environment.autoescape,
        environment.trim_blocks,
        environment.lstrip_blocks,
        environment.optimized,
        sorted(environment.extensions),
        sorted(environment.filters),
        sorted(environment.tests),
    )
    return f"factbook-template {_version()} {digest(*options)}"


@cache
def _version() -> str:
    return version("jinja2")
