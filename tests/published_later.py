"""The small report in git, for tests of editions that are published later than they were sealed."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from tiny import write_tiny

FLOWING = "# {claim}`<birds.last>` birds\n\nThere were {claim}`<birds.all>` in all years together.\n"
"""A page whose figures follow the data, so that each edition prints others."""


def git(folder, *arguments):
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    done = subprocess.run(["git", "-C", folder, *who, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(folder, message):
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)


def start(folder: Path) -> Path:
    """Write a report in git whose house publishes confirmed changes only."""
    write_tiny(folder)
    shutil.rmtree(folder / "book/editions")
    config = json.loads((folder / "_config.yml").read_text("utf-8"))
    del config["factbook"]["unconfirmed"]
    (folder / "_config.yml").write_text(json.dumps(config), "utf-8")
    (folder / "book/index.md").write_text(FLOWING, "utf-8")
    (folder / ".gitignore").write_text("_build\n", "utf-8")
    git(folder.parent, "init", "--quiet", folder.name)
    commit(folder, "The lake")
    return folder
