"""The keys of `_config.yml` that Jupyter Book 1 knows: what each becomes, what it may hold, and its default."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from figurecheck.model.worded import as_phrase, phrase
from figurecheck.settings.faults import FileFault, show_plain

THEME = "html_theme_options"
SYNTAX = "myst_enable_extensions"


@dataclass(frozen=True, slots=True)
class ValueKind:
    """A kind of values: how it is called, and whether a value is one."""

    name: str
    remedy: str
    holds: Callable[[object], bool] = field(repr=False)


def _is_list_of_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


ANY = ValueKind("a value", "", lambda value: True)
TEXT = ValueKind("text", "write it in quotes", lambda value: isinstance(value, str))
FLAG = ValueKind("true or false", "write true or false", lambda value: isinstance(value, bool))
TABLE = ValueKind("a mapping", "write key: value lines", lambda value: isinstance(value, dict))
OPEN_TABLE = ValueKind("a mapping", TABLE.remedy, lambda value: value is None or isinstance(value, dict))
TEXTS = ValueKind("a list of texts", "write [a, b] or - lines", _is_list_of_texts)
OPEN_TEXTS = ValueKind(TEXTS.name, TEXTS.remedy, lambda value: value is None or _is_list_of_texts(value))
SECONDS = ValueKind(
    "a number of seconds",
    "write -1 for no limit",
    lambda value: isinstance(value, int | float) and not isinstance(value, bool) and value >= -1,
)
FLAG_OR_TABLE = ValueKind("true, false or a mapping", FLAG.remedy, lambda value: isinstance(value, bool | dict))


def _one_of(*words: str, off: bool = False) -> ValueKind:
    """Return the kind of a value that is one of `words`; with `off`, also false, which YAML 1.1 reads in ``off``."""
    listed = phrase("one of {names}", names=", ".join(words))
    return ValueKind(
        listed,
        phrase("write {what}", what=listed),
        lambda value: (isinstance(value, str) and value in words) or (off and value is False),
    )


@dataclass(frozen=True, slots=True)
class BookKey:
    """A key of `_config.yml`, the setting that it becomes, what it may hold, and Jupyter Book's default."""

    path: str
    target: str
    """The setting, with dots into options of the theme; empty if the value is only looked at, or read apart."""
    kind: ValueKind
    default: object = None


BOOK_SYNTAX = ("colon_fence", "dollarmath", "linkify", "substitution", "tasklist")
"""The syntax of MyST that Jupyter Book enables where `_config.yml` names none."""
_LAUNCH, _ANALYTICS = f"{THEME}.launch_buttons", f"{THEME}.analytics"
KEYS = (
    BookKey("title", "html_title", TEXT, "My Jupyter Book"),
    BookKey("author", "author", TEXT, "The Jupyter Book community"),
    BookKey("copyright", "copyright", TEXT, "2023"),
    BookKey("logo", "html_logo", TEXT, ""),
    BookKey("project", "project", ANY),
    BookKey("exclude_patterns", "", TEXTS),
    BookKey("only_build_toc_files", "external_toc_exclude_missing", ANY, False),
    BookKey("launch_buttons", _LAUNCH, TABLE),
    BookKey("launch_buttons.notebook_interface", _LAUNCH + ".notebook_interface", TEXT, "classic"),
    *(
        BookKey(f"launch_buttons.{name}", f"{_LAUNCH}.{name}", TEXT, "")
        for name in ("binderhub_url", "jupyterhub_url", "colab_url", "deepnote_url")
    ),
    BookKey("launch_buttons.thebe", _LAUNCH + ".thebe", FLAG, False),
    BookKey("repository", "", TABLE),
    BookKey("repository.path_to_book", f"{THEME}.path_to_docs", TEXT, ""),
    BookKey("repository.url", f"{THEME}.repository_url", TEXT, "https://github.com/executablebooks/jupyter-book"),
    BookKey("repository.branch", f"{THEME}.repository_branch", TEXT, "master"),
    BookKey("html", "", TABLE),
    BookKey("html.favicon", "html_favicon", TEXT, ""),
    BookKey("html.baseurl", "html_baseurl", TEXT, ""),
    BookKey("html.comments", "", TABLE),
    BookKey("html.comments.hypothesis", "", FLAG_OR_TABLE),
    BookKey("html.comments.utterances", "", FLAG_OR_TABLE),
    BookKey("html.use_multitoc_numbering", "use_multitoc_numbering", ANY, True),
    BookKey("html.navbar_footer_text", f"{THEME}.navbar_footer_text", ANY),
    BookKey("html.extra_footer", f"{THEME}.extra_footer", TEXT, ""),
    BookKey("html.home_page_in_navbar", f"{THEME}.home_page_in_toc", FLAG, True),
    BookKey("html.announcement", f"{THEME}.announcement", TEXT, ""),
    BookKey("html.analytics", "", TABLE),
    BookKey("html.analytics.google_analytics_id", f"{_ANALYTICS}.google_analytics_id", TEXT, ""),
    BookKey("html.analytics.plausible_analytics_domain", f"{_ANALYTICS}.plausible_analytics_domain", TEXT, ""),
    BookKey(
        "html.analytics.plausible_analytics_url",
        f"{_ANALYTICS}.plausible_analytics_url",
        TEXT,
        "https://plausible.io/js/script.js",
    ),
    *(
        BookKey(f"html.{name}", f"{THEME}.{name}", FLAG, False)
        for name in ("use_repository_button", "use_edit_page_button", "use_issues_button")
    ),
    BookKey("parse", "", TABLE),
    BookKey("parse.myst_enable_extensions", "", OPEN_TEXTS, [*BOOK_SYNTAX]),
    BookKey("parse.myst_substitutions", "myst_substitutions", ANY),
    BookKey("parse.myst_url_schemes", "myst_url_schemes", OPEN_TEXTS, ["mailto", "http", "https"]),
    BookKey("parse.myst_dmath_double_inline", "", FLAG),
    BookKey("execute", "", TABLE),
    BookKey("execute.allow_errors", "nb_execution_allow_errors", FLAG, False),
    BookKey("execute.raise_on_error", "nb_execution_raise_on_error", FLAG),
    BookKey("execute.eval_regex", "nb_eval_name_regex", TEXT),
    BookKey("execute.show_tb", "nb_execution_show_tb", FLAG),
    BookKey("execute.run_in_temp", "nb_execution_in_temp", FLAG, False),
    BookKey(
        "execute.stderr_output",
        "nb_output_stderr",
        _one_of("show", "remove", "remove-warn", "warn", "error", "severe"),
        "show",
    ),
    BookKey("execute.timeout", "nb_execution_timeout", SECONDS, 30),
    BookKey("execute.cache", "nb_execution_cache_path", TEXT, ""),
    BookKey(
        "execute.execute_notebooks",
        "nb_execution_mode",
        _one_of("auto", "cache", "force", "inline", "off", off=True),
        "auto",
    ),
    BookKey("execute.exclude_patterns", "nb_execution_excludepatterns", TEXTS, []),
    BookKey("bibtex_bibfiles", "", TEXTS),
    BookKey("latex", "", TABLE),
    BookKey("latex.latex_engine", "latex_engine", TEXT, "pdflatex"),
    BookKey("latex.latex_documents", "", TABLE),
    BookKey("latex.use_jupyterbook_latex", "", FLAG),
    BookKey("sphinx", "", TABLE),
    BookKey("sphinx.extra_extensions", "", OPEN_TEXTS),
    BookKey("sphinx.local_extensions", "", OPEN_TABLE),
    BookKey("sphinx.recursive_update", "", FLAG),
    BookKey("sphinx.config", "", OPEN_TABLE),
)
"""In this order; where two become one setting, the later one counts."""


def find_given(config: Mapping[str, object]) -> Iterator[tuple[BookKey, object]]:
    """Yield each key of Jupyter Book's that a `_config.yml` has, with its value."""
    for key in KEYS:
        *sections, name = key.path.split(".")
        table: object = config
        for section in sections:
            table = table.get(section) if isinstance(table, dict) else None
        if isinstance(table, dict) and name in table:
            yield key, table[name]


def find_odd(config: Mapping[str, object]) -> Iterator[FileFault]:
    """Yield a fault for each value that Jupyter Book's documentation does not allow; it is passed on all the same."""
    for key, value in find_given(config):
        if not key.kind.holds(value):
            what = phrase("{value} is not {name}", value=show_plain(value), name=as_phrase(key.kind.name))
            yield FileFault(tuple(key.path.split(".")), what, key.kind.remedy)
