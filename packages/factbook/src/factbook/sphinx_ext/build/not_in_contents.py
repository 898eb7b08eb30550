"""Files that the table of contents leaves out are found without looking into folders that hold no pages.

sphinx-external-toc looks through the whole folder of a report for each kind of pages, the last site included.
What the table of contents names is there, or nothing is built.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util.matching import compile_matchers, patmatch

from factbook.sphinx_ext.build.state import state_of

_SETTING = "external_toc_exclude_missing"
_SIGN = re.compile(r"[*?\[]")


def setup_not_in_contents(app: Sphinx) -> None:
    """Exclude what sphinx-external-toc would exclude."""
    # Reach: sphinx-external-toc (1.0 to 1.1): it reads the table of contents at 900, and then excludes files if the
    # setting, which is documented, says so; what it read is `external_site_map` of the configuration. For a site of
    # 20,000 files its search takes 0.07 s. Where it is none of these, it searches itself.
    # Tested by tests/unit/sphinx_ext/test_not_in_contents.py
    app.connect("config-inited", _take_over, priority=899)
    app.connect("config-inited", _exclude, priority=901)
    app.connect("env-before-read-docs", _stop_without_pages)


def _take_over(app: Sphinx, config: Config) -> None:
    if getattr(config, _SETTING, False):
        setattr(config, _SETTING, False)
        app.factbook_excludes = True  # type: ignore[attr-defined]


def _exclude(app: Sphinx, config: Config) -> None:
    if getattr(app, "factbook_excludes", False):
        # Sphinx compares it with the last build's.
        setattr(config, _SETTING, True)
        missing = sorted(set(_find_missing(app, config)))
        # A name may hold what means something else in a pattern.
        config.exclude_patterns = [*config.exclude_patterns, *(_SIGN.sub(r"[\\\g<0>]", name) for name in missing)]


def _stop_without_pages(app: Sphinx, env: BuildEnvironment, _docnames: list[str]) -> None:
    """Stop where Sphinx makes no page of a file whose figures were checked: the site would count and link them."""
    project = state_of(app).report.project
    checked = (page.as_posix() for page in project.pages if page.with_suffix("").as_posix() not in env.found_docs)
    missing = [name for name in checked if not project.settings.defers(name)]
    if missing:
        what = "is a page that Sphinx was told to leave out, or cannot read"
        raise ExtensionError("\n".join(f"{name}: {what}" for name in missing))


def _find_missing(app: Sphinx, config: Config) -> Iterator[str]:
    site_map = config.external_site_map
    patterns = site_map.globs()
    # As Sphinx finds its pages. Its `Matcher` is for files that are copied: there `**/a.md` leaves out `a.md`, too.
    matchers = compile_matchers(config.exclude_patterns)
    for file in _walk(str(app.srcdir), "", lambda path: any(matches(path) for matches in matchers)):
        for suffix in filter(file.endswith, config.source_suffix):
            name = file.removesuffix(suffix)
            if not (file in site_map or name in site_map or any(patmatch(name, pattern) for pattern in patterns)):
                yield file


def _walk(folder: str, prefix: str, excluded: Callable[[str], bool]) -> Iterator[str]:
    """Yield the files of a folder that are neither hidden nor excluded, by their paths; links are followed."""
    for entry in os.scandir(folder):
        path = f"{prefix}{entry.name}"
        if entry.name.startswith(".") or excluded(path):
            continue
        if entry.is_dir():
            yield from _walk(entry.path, f"{path}/", excluded)
        elif entry.is_file():
            yield path
