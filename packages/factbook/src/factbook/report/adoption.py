"""What a Jupyter Book that is being taken over holds: pages, notebooks, glued values, the roles that print them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from factbook.project.setting_values import CONFIG
from factbook.report.checked_report import Report
from figurecheck.model import Finding, Statistic
from figurecheck.model.errors import Complaint
from figurecheck.model.statistic import PICTURE, TABLE, TEXT

_ROLE = re.compile(r"\{(?P<name>glue(?::\w*)?)\}[ `]")
_FINE = frozenset({"factbook.sphinx_ext", "sphinx_design", "sphinxcontrib.bibtex", "sphinx_proof", "sphinx_exercise"})
"""Extensions whose pages have been looked at: they need no script, and the style is ours."""
_SCRIPTED: Mapping[str, str] = {
    "sphinx_togglebutton": "what it hides is shown, in a box that opens",
    "sphinx_copybutton": "code has no button that copies it",
    "sphinx_thebe": "code cannot be run on the page",
    "sphinx_comments": "there are no comments",
    "sphinx_tabs.tabs": "all tabs are shown; {tab-set} of sphinx_design needs no script",
    "sphinxcontrib.mermaid": "diagrams are not drawn",
    "jupyterlite_sphinx": "code cannot be run on the page",
}
"""Extensions that work by scripts, and what that means for the pages."""
_THEME: Mapping[str, str] = {
    "launch_buttons": "there are no buttons that start a notebook elsewhere",
    "logo": "pages show the title, and no logo",
    "html.favicon": "the icon is ours",
    "html.announcement": "it is not shown",
    "html.analytics": "pages ask nothing of any other host",
    "html.google_analytics_id": "pages ask nothing of any other host",
    "html.comments": "there are no comments",
    "html.extra_footer": "it is not shown",
    "html.extra_navbar": "it is not shown",
    "html.navbar_footer_text": "it is not shown",
    "html.use_repository_button": "there is no such button",
    "html.use_edit_page_button": "there is no such button",
    "html.use_issues_button": "there is no such button; factbook.contact offers readers a way to report an error",
    "latex": "`factbook pdf` prints the site",
    "sphinx.config.html_theme": "pages are set in factbook's theme",
    "sphinx.config.html_theme_options": "pages are set in factbook's theme",
    "sphinx.config.html_css_files": "styles of the book are not loaded; factbook.style changes colours and fonts",
    "sphinx.config.html_js_files": "pages run no scripts of others",
    "sphinx.config.html_static_path": "its files are not published",
    "sphinx.config.templates_path": "pages are set in factbook's theme",
}
"""Settings of Jupyter Book's theme that do nothing here, since pages are set in a theme of ours."""


@dataclass(frozen=True, kw_only=True)
class Adoption:
    """What was found in a book."""

    pages: int
    unlisted: tuple[Path, ...]
    """Pages that the table of contents does not name."""
    notebooks: Mapping[str, int]
    """How many there are of each kind."""
    failed: tuple[str, ...]
    """Notebooks that did not run to their end."""
    glued: Mapping[str, int]
    """How many values were glued of each kind."""
    roles: Mapping[str, int]
    """How often each role and directive of glue stands on pages."""
    printed: int
    """Figures that pages print of glued values."""
    unread: Mapping[str, int]
    """How many numbers of each page nothing binds."""
    doubtful: tuple[Finding, ...]
    """Printed values that their own format or text does not bear out."""
    unsupported: tuple[Complaint, ...]
    """What cannot be shown, or not as it is written."""


def find_adoption(report: Report, config: Mapping[str, object], lost: Iterable[Complaint] = ()) -> Adoption:
    """Return what a report that is a book holds; `config` is its `_config.yml`.

    `lost` is what its notebooks display and no page shows.
    """
    project = report.project
    glued = [statistic for statistic in report.statistics.values() if statistic.key]
    unread = Counter(one.place.file for one in report.findings if one.unread and one.place)
    return Adoption(
        pages=len(project.pages),
        unlisted=project.unlisted,
        notebooks=Counter("text (MyST)" if path.suffix == ".md" else "JSON (.ipynb)" for path in project.notebooks),
        failed=tuple(run.path.as_posix() for run in report.runs if run.complaints),
        glued=Counter(map(_kind_of, glued)),
        roles=Counter(_find_roles(project.root, project.pages)),
        printed=sum(bool(one.claim and one.claim.flows) for one in report.findings),
        unread={page: count for page, count in unread.items() if count},
        doubtful=tuple(one for one in report.findings if one.deferred and not one.unread and one.severity != "ok"),
        unsupported=(*report.deferred, *lost, *report.project.settings.warnings, *find_unsupported(config)),
    )


def _kind_of(statistic: Statistic) -> str:
    kinds = {TEXT: "texts", TABLE: "tables", PICTURE: "pictures and charts"}
    if statistic.unit in kinds:
        return kinds[statistic.unit]
    # "1,234" and "25.0%" are numbers here, and texts to the notebook.
    is_number = not any(sign in statistic.printed for sign in ",%$£€ ") and not statistic.unit
    return "numbers" if is_number else "formatted numbers"


def _find_roles(root: Path, pages: Iterable[Path]) -> Iterator[str]:
    for page in pages:
        text = (root / page).read_text("utf-8", errors="replace")
        yield from (f"{{{match['name']}}}" for match in _ROLE.finditer(text))


def find_unsupported(config: Mapping[str, object]) -> Iterator[Complaint]:
    """Yield what a `_config.yml` asks for that does nothing in factbook, or needs a package that is not there."""
    sphinx = config.get("sphinx")
    named = sphinx.get("extra_extensions") if isinstance(sphinx, dict) else None
    extensions = [str(name) for name in named] if isinstance(named, list) else []
    extensions += ["sphinxcontrib.bibtex"] if "bibtex_bibfiles" in config else []
    # Looked for and not imported: an extension may do anything when it is loaded.
    for name in dict.fromkeys(extensions):
        if not _is_installed(name):
            what, remedy = f"{name} is not installed, and the build needs it", "install it into this environment"
            yield Complaint(f"{CONFIG}: sphinx.extra_extensions", what, remedy)
        elif name in _SCRIPTED:
            what = f"{name} works by scripts, which pages do not run: {_SCRIPTED[name]}"
            yield Complaint(f"{CONFIG}: sphinx.extra_extensions", what, "take it out, or leave it")
        elif name not in _FINE:
            what = f"{name} is loaded, without scripts and styles of its own"
            yield Complaint(f"{CONFIG}: sphinx.extra_extensions", what, "look at pages that use it")
    for path, means in _THEME.items():
        if _is_set(_value(config, path)):
            what = f"does nothing in factbook's theme: {means}"
            yield Complaint(f"{CONFIG}: {path}", what, "leave it for Jupyter Book")


def _is_set(value: object) -> bool:
    """Return whether a setting asks for something: files made from a template have all of them, most empty."""
    return any(map(_is_set, value.values())) if isinstance(value, dict) else bool(value)


def _is_installed(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def _value(config: Mapping[str, object], path: str) -> object:
    found: object = config
    for key in path.split("."):
        found = found.get(key) if isinstance(found, dict) else None
    return found
