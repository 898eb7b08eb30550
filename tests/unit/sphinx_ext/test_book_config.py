"""Our translation of `_config.yml`, held against that of Jupyter Book over made-up files."""

from __future__ import annotations

import datetime
import sys

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from factbook.project.book_keys import ANY, FLAG, FLAG_OR_TABLE, KEYS, SECONDS, TABLE, TEXT, TEXTS
from factbook.sphinx_ext.build.book_config import (
    EXTENSIONS,
    LEFT_OUT,
    NOTEBOOKS,
    PLAIN,
    needs_notebooks,
    translate,
)

jupyter_book = pytest.importorskip("jupyter_book.config")

# Values that both sides take, whatever the key; Jupyter Book fails on others at some keys.
WORDS = st.sampled_from(["", "a", "b/*.md", "지하철", "off", "https://example.org/"])
SIMPLE = st.one_of(WORDS, st.booleans(), st.integers(-2, 40), st.floats(0, 9))
TABLES = st.dictionaries(WORDS.filter(bool), SIMPLE, max_size=2)
OF_KIND = {
    TEXT.name: WORDS,
    FLAG.name: st.booleans(),
    TEXTS.name: st.lists(WORDS.filter(bool), max_size=3),
    TABLE.name: TABLES,
    SECONDS.name: st.integers(-1, 900),
    FLAG_OR_TABLE.name: st.one_of(st.booleans(), TABLES),
}
STRUCTURED = frozenset(
    "exclude_patterns bibtex_bibfiles parse.myst_enable_extensions sphinx.extra_extensions sphinx.local_extensions "
    "sphinx.config html.analytics latex.latex_documents sphinx.recursive_update".split()
)
"""Keys of which Jupyter Book takes values apart: those get values of their kind only."""
SECTIONS = frozenset({"html", "parse", "execute", "latex", "repository", "sphinx"})


def values(key, *, odd):
    words = key.kind.name.removeprefix("one of ").split(", ")
    fitting = OF_KIND.get(key.kind.name, SIMPLE if key.kind is ANY else st.sampled_from(words))
    return st.one_of(fitting, st.none(), SIMPLE) if odd and key.path not in STRUCTURED else fitting


@st.composite
def configs(draw, odd=False):
    """Any `_config.yml`, as YAML reads it; with `odd`, also values that no key allows."""
    config = {}
    for key in draw(st.lists(st.sampled_from([one for one in KEYS if one.path not in SECTIONS]), max_size=14)):
        *sections, name = key.path.split(".")
        table = config
        for section in sections:
            table = table.setdefault(section, {})
            if not isinstance(table, dict):
                break
        else:
            table[name] = draw(values(key, odd=odd))
    # Without an address of the repository, Jupyter Book fails at buttons that need one.
    repository = config.setdefault("repository", {})
    repository["url"] = repository.get("url") or "https://example.org/a"
    return yaml.safe_load(yaml.safe_dump(config))


def by_jupyter_book(config, monkeypatch):
    monkeypatch.setattr(sys, "path", list(sys.path))
    found, _ = jupyter_book.get_final_config(
        user_yaml=yaml.safe_load(yaml.safe_dump(config)), cli_config={"latex_individualpages": False}, validate=False
    )
    return found


def comparable(found):
    """The settings without those of what factbook leaves out."""
    starts = tuple(start for name, one in LEFT_OUT.items() if name != NOTEBOOKS for start in one.settings)
    return {name: value for name, value in found.items() if name != "extensions" and not name.startswith(starts)}


@given(config=configs())
def test_each_setting_is_that_of_jupyter_book(config):
    with pytest.MonkeyPatch.context() as monkeypatch:
        theirs = by_jupyter_book(config, monkeypatch)
    assert comparable(translate(config, notebooks=True).settings) == comparable(theirs)


@given(config=configs(odd=True))
def test_values_that_no_key_allows_are_passed_on_as_jupyter_book_does(config):
    with pytest.MonkeyPatch.context() as monkeypatch:
        theirs = by_jupyter_book(config, monkeypatch)
    assert comparable(translate(config, notebooks=True).settings) == comparable(theirs)


@given(config=configs(odd=True))
def test_we_complain_of_the_values_that_jupyter_book_complains_of(config):
    theirs = {".".join(map(str, error.path)) for error in jupyter_book.get_validator().iter_errors(config)}
    # Inside a list Jupyter Book names the item, we the list.
    theirs = {path.rstrip("0123456789").rstrip(".") for path in theirs}
    ours = {one.place.removeprefix("_config.yml: ") for one in translate(config, notebooks=True).warnings}
    assert ours == theirs


@given(config=configs())
def test_its_extensions_come_in_the_same_order_without_those_left_out(config):
    with pytest.MonkeyPatch.context() as monkeypatch:
        theirs = by_jupyter_book(config, monkeypatch)["extensions"]
    gone = {*LEFT_OUT, "jupyter_book", "sphinx_multitoc_numbering"} - {NOTEBOOKS}
    ours = translate(config, notebooks=True).extensions
    assert list(ours) == list(dict.fromkeys(name for name in theirs if name not in gone))


def test_what_jupyter_book_turns_on_is_either_ours_or_left_out_with_a_reason():
    theirs = {*jupyter_book.get_default_sphinx_config()["extensions"], "sphinx_jupyterbook_latex"}
    # `jupyter_book` registers two settings, and sphinx_external_toc brings sphinx_multitoc_numbering along.
    assert {*EXTENSIONS, *LEFT_OUT} == theirs - {"jupyter_book"}


@pytest.mark.parametrize(
    ("sphinx", "fetches"),
    [
        pytest.param({"extra_extensions": ["factbook.sphinx_ext"]}, False, id="nothing may"),
        pytest.param({"extra_extensions": ["sphinx.ext.autodoc"]}, True, id="an extension may"),
        pytest.param({"local_extensions": {"own": "."}}, True, id="an extension of the report may"),
        pytest.param({"config": {"linkcheck_timeout": 5}}, True, id="a setting of one"),
        pytest.param({"config": {"intersphinx_mapping": {}}}, True, id="a setting of another"),
    ],
)
def test_whether_a_report_may_fetch_from_other_hosts(sphinx, fetches):
    assert translate({"sphinx": sphinx}, notebooks=False).fetches is fetches


def test_settings_of_what_is_not_loaded_are_passed_over_and_kept_once_it_is_asked_for():
    config = {"sphinx": {"config": {"togglebutton_hint": "more", "nb_merge_streams": True, "nitpicky": True}}}
    found = translate(config, notebooks=False)
    assert found.extensions[0] == PLAIN
    assert [name for name in found.settings if name.startswith(("nb_", "togglebutton_"))] == []
    assert found.settings["nitpicky"] is True
    config["sphinx"]["extra_extensions"] = ["sphinx_togglebutton", "myst_nb"]
    found = translate(config, notebooks=False)
    assert (found.extensions[0], found.extensions[-1]) == (NOTEBOOKS, "sphinx_togglebutton")
    assert found.settings["togglebutton_hint"] == "more"
    assert found.settings["nb_merge_streams"] is True


@pytest.mark.parametrize("given", [{"html": {"use_issues_button": True}}])
def test_a_button_without_a_repository_is_a_fault_with_its_place(given):
    (fault,) = translate(given, notebooks=False).faults
    assert str(fault) == (
        "_config.yml: repository.url: is missing, and html.use_issues_button needs it "
        "(write it, or html.use_issues_button: false)"
    )
    with pytest.raises(ValueError, match="repository URL"):
        by_jupyter_book(given, pytest.MonkeyPatch())


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        pytest.param("index.md", "# Plain\n\nText", False, id="plain Markdown"),
        pytest.param("index.md", "---\nfile_format: mystnb\n---\n", True, id="a notebook written as text"),
        pytest.param("index.md", "---\njupytext:\n  text_representation: {}\n---\n", True, id="jupytext"),
        pytest.param("index.md", "{glue:text}`a`", True, id="a role of MyST-NB"),
        pytest.param("run.ipynb", "{}", True, id="a notebook"),
    ],
)
def test_myst_nb_reads_a_report_if_a_page_may_need_it(name, text, expected):
    assert needs_notebooks(name, text) is expected


@pytest.mark.parametrize(
    ("config", "complaint"),
    [
        ({"copyright": 2026}, "_config.yml: copyright: 2026 is not text (write it in quotes)"),
        (
            {"execute": {"execute_notebooks": "never"}},
            "_config.yml: execute.execute_notebooks: 'never' is not one of auto, cache, force, inline, off "
            "(write one of auto, cache, force, inline, off)",
        ),
        ({"html": []}, "_config.yml: html: [] is not a mapping (write key: value lines)"),
    ],
)
def test_a_value_that_no_key_allows_is_told_with_place_and_remedy(config, complaint):
    assert list(map(str, translate(config, notebooks=False).warnings)) == [complaint]


NO_TEXTS = [1, [1, 2], [1, "a"], [{"a": "b"}], [["a"]], [None], {1: 2}, {"a": [1]}, datetime.date(2025, 1, 1), [True]]


@pytest.mark.parametrize("path", sorted({key.path for key in KEYS} | {"sphinx.config.exclude_patterns", "unknown"}))
def test_whatever_stands_under_a_key_there_are_settings(path):
    for value in NO_TEXTS:
        config: object = value
        for name in reversed(path.split(".")):
            config = {name: config}
        found = translate(config, notebooks=False)
        assert all(isinstance(name, str) for name in found.settings), (path, value)
        assert path.startswith("sphinx") or all(isinstance(one, str) for one in found.settings["exclude_patterns"])
