"""What a run is known by before it runs: its cells, its kernel, the environment, the day whose knowledge counts."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from factbook.engine.software import digest_software
from factbook.notebooks.sandbox.environment import INHERITED, pick
from factbook.project.files import digest, digest_content

UNUSED = frozenset(
    """factbook/cli factbook/editions factbook/publish factbook/render factbook/report factbook/sphinx_ext
    figurecheck/cli figurecheck/report figurecheck/scan""".split()
)
"""Our folders that no kernel imports, as a test checks: a change in them makes no notebook run again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What a run is known by; two runs with one key and the same inputs are the same run."""

    notebook: str
    """Path from the root, with forward slashes."""
    day: str
    """The ISO day whose knowledge counts."""
    cells: str
    """Digest of the notebook without outputs and without the texts of its Markdown."""
    kernel: str
    environment: str
    """Digest of Python, of every installed package, and of the code of factbook that a kernel uses."""
    variables: str = ""
    """Digest of the environment variables that a run gets from the build, with their values, which may be secrets."""

    @property
    def digest(self) -> str:
        """One digest of it all."""
        return digest(*asdict(self).values())

    def describe_difference(self, earlier: Key) -> str:
        """Describe what changed since an earlier run of the same notebook; empty if nothing did."""
        texts = {"kernel": "its kernel changed", "cells": "its cells changed", "environment": "the environment changed"}
        texts["variables"] = "an environment variable that it gets changed"
        texts["day"] = f"it had not run as of {self.day}"
        return next((text for name, text in texts.items() if getattr(self, name) != getattr(earlier, name)), "")


def make_key(
    notebook: Mapping[str, Any], *, path: Path, day: str, variables: Mapping[str, str] | None = None, memory: str = ""
) -> Key | None:
    """Return the key of a run that gets these environment variables besides those that are the same for all.

    `memory` is a file that remembers the digest of the environment.
    ``None`` for a document that is not shaped like a notebook.
    """
    try:
        cells = [_without_results(cell) for cell in notebook["cells"]]
        kernel = find_kernel(notebook)
    except (KeyError, TypeError, AttributeError):
        return None
    shape = {**notebook, "cells": cells}
    environment, given = find_conditions(variables, memory)
    return Key(
        notebook=path.as_posix(),
        day=day,
        cells=digest_content(json.dumps(shape, sort_keys=True)),
        kernel=kernel,
        environment=environment,
        variables=given,
    )


def find_conditions(variables: Mapping[str, object] | None, memory: str = "") -> tuple[str, str]:
    """Return what the keys of all runs of a build have in common: the digests of environment and variables."""
    given = {**pick(INHERITED, os.environ), **(variables or {})}
    return digest_environment(memory), digest(sorted(given.items()))


def find_kernel(notebook: Mapping[str, Any]) -> str:
    """Return the name of the kind of kernel that a notebook is for. Raises AttributeError for what is none."""
    return str((notebook["metadata"].get("kernelspec") or {}).get("name") or "python3")


def list_code(notebook: Mapping[str, Any]) -> list[object]:
    """Return all by which the runs of two texts of a notebook may differ: its kernel, code and tags of cells."""
    code = (("".join(one["source"]) if one["cell_type"] == "code" else "", one) for one in notebook["cells"])
    # A cell without metadata is run all the same.
    cells = [(one["cell_type"], text, (one.get("metadata") or {}).get("tags")) for text, one in code]
    return [find_kernel(notebook), *cells]


def _without_results(cell: Mapping[str, Any]) -> dict[str, Any]:
    if cell["cell_type"] == "code":
        # nbformat allows a text or its lines, and Jupyter writes now one and now the other
        return {**cell, "source": "".join(cell["source"]), "outputs": [], "execution_count": None}
    return {**cell, "source": ""} if isinstance(cell["source"], str | list) else dict(cell)


# Once in a process: a build's code cannot change under it, and each notebook asks.
@cache
def digest_environment(memory: str = "") -> str:
    """Return the digest of Python, of every installed package, and of the code of factbook that a kernel uses.

    `memory` is a file that remembers it, as for `digest_software`.
    """
    return digest_software(without=UNUSED, memory=memory)
