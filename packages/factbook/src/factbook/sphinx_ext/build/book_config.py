"""Translate `_config.yml` into Sphinx's settings, as Jupyter Book 1 does.

In comes the file as a mapping; out go the settings by which Sphinx makes the site that ``jupyter-book build .`` makes.
The keys, their defaults and the order in which one overrides another are those of Jupyter Book (1.0.4.post1), with
which the tests compare each setting. What can show nothing on a site without foreign scripts is left out: `LEFT_OUT`.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass

from factbook.project.book_keys import KEYS, SYNTAX, THEME, find_given, find_odd
from factbook.project.setting_values import CONFIG
from figurecheck.model.errors import Complaint
from figurecheck.model.worded import phrase

Settings = dict[str, object]

EXTENSIONS = ("sphinx_external_toc", "sphinx.ext.intersphinx", "sphinx_design")
OURS = frozenset({"myst_parser", "myst_nb", *EXTENSIONS, "factbook.sphinx_ext"})
"""Extensions of which it is known what they need of Sphinx."""
"""What Jupyter Book turns on besides the parser of pages, without what is in `LEFT_OUT`."""
# MyST-NB (1.4.0) is MyST-Parser plus notebooks, and loads IPython and nbclient for them: a third of the time that a
# page edit takes. Plain Markdown comes out of both alike, which the comparison with `jupyter-book build .` shows.
PLAIN, NOTEBOOKS = "myst_parser", "myst_nb"
BOOK_THEME = "sphinx_book_theme"
LINK_CHECK, CLIENT = "sphinx.builders.linkcheck", "sphinx.util.requests"
"""What checks links, which `factbook build` never does, and Sphinx's HTTP client, which loads for 0.05 s."""

EXCLUDED = frozenset(("_build", "Thumbs.db", ".DS_Store", "**.ipynb_checkpoints"))
"""What Jupyter Book never reads, whatever `exclude_patterns` says."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An extension that Jupyter Book turns on and factbook does not, with what it would have registered."""

    settings: tuple[str, ...] = ()
    """How the names of its settings begin; they are passed over."""
    directives: tuple[str, ...] = ()
    instead: str = ""
    """What to write in the place of its directives."""


LEFT_OUT: Mapping[str, LeftOut] = {
    "sphinx_togglebutton": LeftOut(("togglebutton_",), ("toggle",), "write {dropdown}, which needs no script"),
    "sphinx_copybutton": LeftOut(("copybutton_",)),
    "sphinx_thebe": LeftOut(("thebe_",), ("thebe-button",), "leave it out"),
    "sphinx_comments": LeftOut(("comments_",)),
    "sphinx_jupyterbook_latex": LeftOut(("jblatex_", "use_jupyterbook_latex")),
    NOTEBOOKS: LeftOut(("nb_", "jupyter_", "execution_")),
    BOOK_THEME: LeftOut(("html_theme",)),
}
"""They work by scripts, which no page runs, or write LaTeX; MyST-NB is here for reports without notebooks as pages.

The theme shows nothing, since pages are set in ours; its directive ``{margin}`` is ours as well (`left_out`).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """Sphinx's settings, with what the file says besides."""

    settings: Settings
    extensions: tuple[str, ...]
    folders: tuple[str, ...] = ()
    """Folders of the report's own extensions, from the root."""
    warnings: tuple[Complaint, ...] = ()
    """Values that are passed on, though Jupyter Book's documentation allows no such."""
    faults: tuple[Complaint, ...] = ()
    """What stops the build."""

    @property
    def fetches(self) -> bool:
        """Whether something of this report may fetch from other hosts, or ask for what does."""
        # An extension of the report's own may do so, and Sphinx warns of settings that no part has declared.
        is_own = not OURS.issuperset(self.extensions)
        return is_own or any(name.startswith(("linkcheck_", "intersphinx_")) for name in self.settings)


def translate(config: Mapping[str, object], *, notebooks: bool) -> Translation:
    """Return Sphinx's settings for a `_config.yml`; `notebooks` says whether a page is a notebook."""
    settings = _start()
    extensions = _find_extensions(config, notebooks=notebooks)
    for key, value in find_given(config):
        if key.target:
            _put(settings, key.target, value)
    for name in ("html_title", "author", "copyright", "html_logo", "project"):
        if name in settings and settings[name] is None:
            settings[name] = ""
    # YAML 1.1 reads `off` without quotes as false.
    if settings["nb_execution_mode"] is False:
        settings["nb_execution_mode"] = "off"
    _put_lists(settings, config)
    sphinx = _table(config, "sphinx")
    own = _rename_maths(_table(sphinx, "config"))
    if sphinx.get("recursive_update") is True:
        _merge(settings, own)
    else:
        settings.update(own)
    return Translation(
        settings={**_without_unused(settings, extensions), "extensions": list(extensions)},
        extensions=extensions,
        folders=tuple(str(folder) for folder in _table(sphinx, "local_extensions").values()),
        warnings=tuple(Complaint(f"{CONFIG}: {one.where}", one.what, one.remedy) for one in find_odd(config)),
        faults=tuple(_find_faults(config)),
    )


def needs_notebooks(name: str, text: str) -> bool:
    """Return whether MyST-NB must read a page: it is a notebook, or may use something of MyST-NB's.

    Whether it really does is MyST-NB's to decide; a wrong yes costs time only.
    """
    signs = ("file_format:", "jupytext:", "{code-cell}", "{raw-cell}", "{glue", "{eval", "{nb-", "{include}")
    return not name.endswith(".md") or any(sign in text for sign in signs)


def _start() -> Settings:
    settings: Settings = {
        "pygments_style": "sphinx",
        THEME: {"search_bar_text": "Search this book..."},
        "html_sourcelink_suffix": "",
        "numfig": True,
        "suppress_warnings": ["myst.domains"],
        "exclude_patterns": sorted(EXCLUDED),
        SYNTAX: [],
    }
    for key in KEYS:
        if key.default is not None:
            # A default may be a list, which extensions append to.
            _put(settings, key.target or SYNTAX, deepcopy(key.default))
    return settings


def _put_lists(settings: Settings, config: Mapping[str, object]) -> None:
    """Put in what becomes no setting as it stands."""
    if isinstance(patterns := config.get("exclude_patterns"), list):
        settings["exclude_patterns"] = sorted(EXCLUDED.union(map(str, patterns)))
    if isinstance(syntax := _table(config, "parse").get(SYNTAX), list) and syntax:
        settings[SYNTAX] = list(dict.fromkeys(map(str, syntax)))
    if files := config.get("bibtex_bibfiles"):
        settings["bibtex_bibfiles"] = [files] if isinstance(files, str) else files


def _find_extensions(config: Mapping[str, object], *, notebooks: bool) -> tuple[str, ...]:
    sphinx = _table(config, "sphinx")
    extra = sphinx.get("extra_extensions") or []
    more = [*(extra if isinstance(extra, list) else [extra]), *_table(sphinx, "local_extensions")]
    if "bibtex_bibfiles" in config or "bibtex_reference_style" in config:
        more.append("sphinxcontrib.bibtex")
    parser = NOTEBOOKS if notebooks or NOTEBOOKS in more else PLAIN
    return tuple(dict.fromkeys([parser, *EXTENSIONS, *map(str, more)]))


def _rename_maths(own: Mapping[str, object]) -> Settings:
    """Return the settings of Sphinx with MathJax's under the name that it has since Sphinx 4."""
    # YAML has keys that are no text, and Sphinx no such settings.
    found = {str(name): value for name, value in own.items()}
    if "mathjax_config" in found:
        is_second = "@2" in str(found.get("mathjax_path", ""))
        found["mathjax2_config" if is_second else "mathjax3_config"] = found.pop("mathjax_config")
    return found


def _without_unused(settings: Settings, extensions: Container[str]) -> Settings:
    """Return the settings without those of extensions that are not loaded, at which Sphinx would warn."""
    unused = tuple(start for name, one in LEFT_OUT.items() if name not in extensions for start in one.settings)
    return {name: value for name, value in settings.items() if not name.startswith(unused)}


def _find_faults(config: Mapping[str, object]) -> Iterator[Complaint]:
    html = _table(config, "html")
    buttons = [
        name for name in ("use_repository_button", "use_edit_page_button", "use_issues_button") if html.get(name)
    ]
    if buttons and not _table(config, "repository").get("url"):
        what = phrase("is missing, and html.{buttons} needs it", buttons=buttons[0])
        yield Complaint(
            f"{CONFIG}: repository.url",
            what,
            phrase("write it, or html.{buttons}: false", buttons=buttons[0]),
        )


def _table(config: Mapping[str, object], name: str) -> Mapping[str, object]:
    """Return a section; an empty one where it is left out, or is none."""
    found = config.get(name)
    return found if isinstance(found, dict) else {}


def _put(settings: Settings, target: str, value: object) -> None:
    """Set a setting, or with dots an option within one; a mapping is merged into one that is there."""
    for section in reversed(target.split(".")):
        value = {section: value}
    _merge(settings, value)


def _merge(into: Settings, more: object) -> None:
    for name, value in more.items() if isinstance(more, dict) else ():
        there = into.get(name)
        if isinstance(value, dict) and isinstance(there, dict):
            _merge(there, value)
        else:
            into[name] = value
