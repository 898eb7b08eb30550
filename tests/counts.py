"""Print what the documents count, as JSON: ``python tests/counts.py``, which `figurecheck.yml` names."""

from __future__ import annotations

import json
import sys

import try_package
from docs import reaches, reference
from factbook.cli.main import main as cli
from factbook.notebooks.cache.store import MAX_RUNS
from factbook.project.settings import OwnSettings
from figurecheck.figures.running.exemptions import EXEMPTIONS
from figurecheck.model import Aspect, How
from figurecheck.settings.faults import known_keys

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
