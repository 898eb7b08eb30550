"""Zip files whose bytes depend on nothing but what is put into them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can hold."""


def write_zip(target: Path | IO[bytes], files: Iterable[tuple[str, bytes]], *, level: int = 0) -> None:
    """Put files, each a path and its content, into a zip file in their order; at `level` 0 nothing is compressed."""
    method = zipfile.ZIP_DEFLATED if level else zipfile.ZIP_STORED
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in files:
            # `ZipFile.write` would put the times and rights of files and the name of the system into the archive.
            info = zipfile.ZipInfo(name, EPOCH)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            info.compress_type = method
            archive.writestr(info, content, compresslevel=level)
