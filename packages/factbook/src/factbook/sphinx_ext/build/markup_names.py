"""The names of directives, roles and settings that a report may use, as JSON: ``python -m`` this module.

A process of its own, since extensions register them for the whole process when Sphinx starts.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Any

from docutils.parsers.rst import directives, roles
from docutils.parsers.rst.languages import en
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from factbook.project.scratch import scratch_folder
from factbook.project.setting_values import CONFIG
from factbook.project.settings import read_mapping
from factbook.project.table_of_contents import TOC, replace_reader
from factbook.sphinx_ext.build.application import SiteApplication
from factbook.sphinx_ext.build.book_config import translate


def main(root: Path) -> None:
    """Print the names for the report at `root`."""
    found = translate(read_mapping(root / CONFIG), notebooks=True)
    sys.path.extend((root / folder).resolve().as_posix() for folder in found.folders)
    replace_reader()
    settings = {
        **found.settings,
        "extensions": [*found.extensions, "factbook.sphinx_ext.build.markup_names"],
        "external_toc_path": (root / TOC).as_posix(),
    }
    with scratch_folder("markup") as folder, patch_docutils(None), docutils_namespace():
        options = {"outdir": folder, "doctreedir": folder, "buildername": "html", "confoverrides": settings}
        SiteApplication(
            fetches=found.fetches, srcdir=root, confdir=None, status=None, warning=StringIO(), **options
        )  # fmt: skip


def setup(app: Sphinx) -> None:
    """Print the names and end, once all extensions are there and before a report is made."""
    app.connect("builder-inited", _print_names, priority=0)


def _print_names(app: Sphinx) -> None:
    # Reach: docutils (0.21 to 0.22): the registries of directives and roles are not documented; what is public looks
    # one name up, and lists none from which the nearest could be chosen.
    # Tested by tests/unit/report/test_asked_for.py
    found = {
        kind: sorted(_find_names(app, kind, vars(module)))
        for kind, module in (("directive", directives), ("role", roles))
    }
    found["setting"] = [value.name for value in app.config]
    sys.stdout.write(json.dumps(found))
    sys.exit()


def _find_names(app: Sphinx, kind: str, module: Mapping[str, Any]) -> Iterator[str]:
    yield from {*vars(en)[f"{kind}s"], *module[f"_{kind}_registry"], *module[f"_{kind}s"]}
    domains: Any = app.env.domains
    for domain in domains.values():
        is_default = domain.name in {"std", app.config.primary_domain}
        for name in getattr(domain, f"{kind}s"):
            yield from (f"{domain.name}:{name}", name) if is_default else (f"{domain.name}:{name}",)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
