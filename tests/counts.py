"""Print what the documents count, as JSON: ``python tests/counts.py``, which `factbook-scan.yml` names."""

from __future__ import annotations

import json
import sys

import try_package
from docs import reaches, reference
from factbook.cli.main import main as cli
from factbook.figures.running.exemptions import EXEMPTIONS
from factbook.model import Aspect, How
from factbook.notebooks.cache.store import MAX_RUNS
from factbook.project.faults import known_keys
from factbook.project.settings import OwnSettings

COUNTS = {
    "aspects of a sentence": len(Aspect),
    "ways in which a value came about": len(How),
    "stored runs of a notebook": MAX_RUNS,
    "commands": len(cli.commands),
    "settings": len(known_keys(OwnSettings)),
    "kinds of numbers without a role": len(EXEMPTIONS),
    "pages of the reference": len(reference.PAGES),
    "reaches": reaches.MOST,
    "megabytes of the package": try_package.MOST,
}


if __name__ == "__main__":
    json.dump(COUNTS, sys.stdout, indent=1)
