"""The small report with its editions, made once for all who copy it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from conftest import Factbook, make_once
from tiny import DAYS, write_tiny

SAID = "said.txt"
"""What the command printed that published it."""


@pytest.fixture(scope="session")
def lake(tmp_path_factory: pytest.TempPathFactory, factbook: Factbook) -> Path:
    """A folder with the small report, both editions sealed, and what was published of it; nobody changes them."""

    def make(folder: Path) -> subprocess.CompletedProcess[str]:
        report = write_tiny(folder / "report")
        for label, day in DAYS.items():
            result = factbook("seal", label, "--as-of", day, "--project", report)
            if result.returncode:
                return result
        result = factbook("publish", folder / "public", "--project", report)
        (folder / SAID).write_text(result.stdout, "utf-8")
        return result

    return make_once(tmp_path_factory, "lake", make)
