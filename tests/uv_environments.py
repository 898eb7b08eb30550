"""Environments of pinned commits, made by uv: it takes a twentieth of the processor time of pip.

`tests/unit/publish/test_own_software.py` makes a small one as `factbook publish` does, and a whole trial all of them.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from factbook.publish import pinned
from factbook.publish.origin import cloned

PIP = ["-m", "pip", "install"]


def make_with_uv(root: Path, commit: str) -> None:
    """Make the environment of a commit where `factbook publish` looks for it, unless it is there."""
    run = pinned.run

    def run_uv(command: list[str | Path], place: str, *, environment: Mapping[str, str] | None = None) -> str:
        python, *rest = command
        if rest[:3] == PIP:
            given = [word for word in rest[3:] if word != "--disable-pip-version-check"]
            command = [Path(sys.executable).with_name("uv"), "pip", "install", "--python", python, *given]
        else:
            assert rest[:2] == ["-m", "venv"], command
            command = [python, "-m", "venv", "--without-pip", *rest[2:]]
        return run(command, place, environment=environment)

    with pytest.MonkeyPatch.context() as patch, cloned(root, commit) as tree:
        patch.setattr(pinned, "run", run_uv)
        pinned.make_environment(tree, commit, lambda _: None)
