"""factbook's own templates, compiled once: to compile those of a page takes longer than to render it.

They lie beside the templates, where Python stores compiled modules of the same package, and as it does: not with
`PYTHONDONTWRITEBYTECODE`, elsewhere with `PYTHONPYCACHEPREFIX`. Nothing that lies in a report is run.
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

from factbook.project.checksummed import DamagedError, read_checksummed, write_checksummed
from factbook.project.files import digest
from factbook.project.software import PACKAGE
from factbook.render.templating import reuse_compiled


class CompiledTemplates(BytecodeCache):
    """The compiled templates of a package."""

    def __init__(self, package: str = PACKAGE) -> None:
        """Keep the templates below the folder `package`, and no others."""
        self._package = package

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the file of a compiled template; empty for one of somebody else."""
        own = filename is not None and Path(filename).is_relative_to(self._package)
        # With the ending, since templates of one name may be HTML and CSS.
        return cache_from_source(f"{filename}.py") if own else ""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template from its file; one that is missing, damaged or of another version is compiled anew."""
        with suppress(OSError, DamagedError):
            bucket.bytecode_from_string(read_checksummed(bucket.key, _kind(bucket.environment)))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write a template that was compiled; where that is not possible, the next build compiles it as well."""
        if bucket.key and not sys.dont_write_bytecode:
            with suppress(OSError):
                write_checksummed(bucket.key, _kind(bucket.environment), bucket.bytecode_to_string())


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
