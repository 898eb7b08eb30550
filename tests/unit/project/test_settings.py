"""House rules in `_config.yml`: whatever is wrong in them is told, by place, all at once."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
import yaml

from factbook.project import setting_values
from factbook.project.settings import EXTENSION, parse_settings, read_project
from factbook.render.words import interface
from figurecheck.figures import rules_from_mapping
from figurecheck.figures.languages import find_language
from figurecheck.model import Verdict
from figurecheck.model.errors import ProjectError
from figurecheck.verdicts.judge import judge
from tiny import write_tiny


def read(own):
    complaints = []
    settings = parse_settings(
        {"sphinx": {"extra_extensions": [EXTENSION]}, "factbook": yaml.safe_load(own)}, complaints
    )
    return settings, [str(complaint) for complaint in complaints]


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("licence: [A]", "factbook.licence: ['A'] is not text (write it in quotes)"),
        ("names: A4", "factbook.names: 'A4' is not a list (write [a, b] or - lines)"),
        ("names: ''", "factbook.names: '' is not a list"),
        ("names: [A4, 20]", "factbook.names[1]: 20 is not a name (write it in quotes, such as 'A4')"),
        ("names: ['']", "factbook.names[0]: '' is not a name"),
        ("qualifiers: [about]", "factbook.qualifiers: ['about'] is not a mapping"),
        ("qualifiers: 0", "factbook.qualifiers: 0 is not a mapping"),
        ("qualifers: {}", "factbook.qualifers: no such key (did you mean qualifiers?)"),
        ("address: example.org", "factbook.address: 'example.org' is not the address of a site (write it as https://"),
        ("address: 'https://example.org/?q=x'", "factbook.address: 'https://example.org/?q=x' is not the address"),
        ("address: 'javascript:x'", "factbook.address: 'javascript:x' is not the address of a site"),
        ("contact: nobody", "factbook.contact: 'nobody' is neither a mail address nor a web address (write errors@"),
        ("contact: 'javascript:x'", "factbook.contact: 'javascript:x' is neither a mail address nor a web address"),
        ("contact: 'a@b.c?bcc=x@y.z'", "factbook.contact: 'a@b.c?bcc=x@y.z' is neither a mail address"),
        (
            "cache: 3",
            "factbook.cache: 3 is not a folder (write a folder outside, such as ../runs, or one below _build)",
        ),
        ("environment: [TOWN]", "factbook.environment: ['TOWN'] is not a mapping (write key: value lines)"),
        ("environment: {a.ipynb: TOWN}", "factbook.environment.a.ipynb: 'TOWN' is not a list"),
        ("environment: {a.ipynb: [T, 1T]}", "a.ipynb[1]: '1T' is not an environment variable (write its name, such as"),
        ("{1: 2}", "factbook.1: no such key (known are acknowledged,"),
        ("timeout: 99999999999999999999", "is not a number of seconds (write a whole number from 1 to 2592000)"),
        ("cache: ''", "factbook.cache: '' is not a folder"),
        ("cache: data/../runs", "factbook.cache: 'data/../runs' lies among the report's own files"),
        ("cache: _builds/runs", "factbook.cache: '_builds/runs' lies among the report's own files"),
        ("cache: .", "factbook.cache: '.' lies among the report's own files"),
        ("acknowledged: [x]", "factbook.acknowledged: ['x'] is not a mapping"),
        ("acknowledged: {x: thin}", "factbook.acknowledged.x: 'thin' is not a mapping"),
        ("acknowledged: {x: {thin-margins: y}}", "x.thin-margins: 'thin-margins' is unknown (did you mean"),
        ("acknowledged: {x: {gaps: y}}", "x.gaps: 'gaps' is unknown (write one of double-rounding, rounded"),
        ("acknowledged: {x: {thin-margin: }}", "x.thin-margin: has no reason (say why the figure stays)"),
        ("acknowledged: {x: {thin-margin: 3}}", "x.thin-margin: has no reason (say why the figure stays)"),
    ],
)
def test_a_wrong_setting_is_reported(own, expected):
    _, complaints = read(own)
    assert len(complaints) == 1
    assert complaints[0].startswith("_config.yml: ")
    assert expected in complaints[0]


def test_right_settings_are_read():
    settings, complaints = read("{names: [A4], acknowledged: {x.2024: {thin-margin: it is final}}}")
    assert complaints == []
    assert settings.names == ("A4",)
    assert settings.acknowledged == {"x.2024": {"thin-margin": "it is final"}}


@pytest.mark.parametrize(
    ("given", "address"),
    [("https://example.org", "https://example.org/"), ("http://a.example/r/", "http://a.example/r/")],
)
def test_an_address_ends_with_a_slash(given, address):
    settings, complaints = read(f"{{address: '{given}', contact: 'mailto:errors@example.org'}}")
    assert complaints == []
    assert settings.address == address
    assert settings.contact == "errors@example.org"


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("about: {test: [about]}", "about.test: ['about'] is none of them (about, nearly, just over"),
        ("about: {test: {}}", "about.test: {} is none of them"),
        ("over: {loose: 0}", "over.loose: 0 is not a number from 1 to 1000000"),
        ("over: {loose: [2]}", "over.loose: [2] is not a number"),
        ("over: {loose: true}", "over.loose: True is not a number"),
        ("about: {tolerance: .nan}", "about.tolerance: nan is not a number from 0 to 1"),
        ("about: {tolerance: 5 %}", "about.tolerance: '5 %' is not a number from 0 to 1"),
        ("about: {words: about}", "about.words: is not a list of words (write [about, around])"),
        ("rounding: {ties: [up]}", "rounding.ties: ['up'] is none of them (either, up, even)"),
        ("rounding: {digits: 2.5}", "rounding.digits: 2.5 is not a whole number from 1 to 9"),
        ("rounding: up", "rounding: is not a table"),
        ("nearby: {test: about}", "nearby: a new qualifier needs test and words"),
    ],
)
def test_a_wrong_rule_is_reported(table, expected):
    with pytest.raises(ProjectError) as caught:
        rules_from_mapping(yaml.safe_load(table))
    assert [expected in str(complaint) for complaint in caught.value.complaints] == [True]


def test_a_new_qualifier_takes_over_what_its_test_has_by_default():
    rules = rules_from_mapping({"thereabouts": {"test": "about", "words": ["in the ballpark of"]}})
    assert judge("in the ballpark of 380", 366, unit="people", rules=rules).verdict is Verdict.HOLDS
    assert judge("in the ballpark of 380", 350, unit="people", rules=rules).verdict is Verdict.MISMATCH


def test_the_house_rules_of_the_documentation_are_right():
    page = (Path(__file__).parents[3] / "docs" / "pages.md").read_text("utf-8")
    own = page.split("```yaml\nfactbook:\n", 1)[1].split("```", 1)[0]
    settings, complaints = read(own)
    assert complaints == []
    rules = rules_from_mapping(settings.qualifiers)
    assert judge("about 380", 366, unit="people", rules=rules).verdict is Verdict.MISMATCH
    assert settings.acknowledged["riders.share.2025"].keys() == {"rounded-inputs"}


def test_a_language_is_one_whose_words_are_read():
    known = setting_values.find_languages()
    assert interface.find_languages() <= set(known)
    assert all(language and language.reads_words for language in map(find_language, known))
    assert read("language: fr")[1] == [
        "_config.yml: factbook.language: 'fr' is not a language that pages can be in (write de, en or ko)"
    ]
    settings, complaints = read("language: de")
    assert (settings.language, complaints) == ("de", [])


@pytest.mark.parametrize("cache", ["../runs", "/srv/runs", ".runs", "_build/runs"])
def test_a_store_of_runs_may_lie_outside_of_what_is_read(cache):
    settings, complaints = read(f"cache: {cache}")
    assert (settings.cache, complaints) == (cache, [])


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
@pytest.mark.parametrize(
    ("name", "shown"), [(b"caf\xe9.ipynb", r"notebooks/caf\udce9.ipynb"), (b"a\nb.ipynb", r"notebooks/a\nb.ipynb")]
)
def test_a_file_whose_name_no_page_could_show_is_refused(name, shown, tmp_path):
    write_tiny(tmp_path)
    (tmp_path / "notebooks" / os.fsdecode(name)).write_bytes((tmp_path / "notebooks/birds.ipynb").read_bytes())
    with pytest.raises(ProjectError) as caught:
        read_project(tmp_path)
    [complaint] = caught.value.complaints
    assert complaint.place == shown


def test_a_pipe_in_place_of_a_notebook_is_refused_and_not_waited_for(tmp_path):
    write_tiny(tmp_path)
    for name in ("a.ipynb", "b.md", "c.py"):
        os.mkfifo(tmp_path / "notebooks" / name)
    with pytest.raises(ProjectError, match=r"notebooks/a.ipynb: is no regular file \(make it a file that you may read"):
        read_project(tmp_path)


def test_variables_are_named_for_notebooks_of_the_report(tmp_path):
    write_tiny(tmp_path)
    config = tmp_path / "_config.yml"
    others = config.read_text("utf-8")
    for name, fault in (("birds", ""), ("brids", r"/brids.ipynb: is no notebook .*mean notebooks/birds.ipynb")):
        named = f'"factbook": {{"environment": {{"notebooks/{name}.ipynb": ["TOWN"]}}, '
        config.write_text(others.replace('"factbook": {', named), "utf-8")
        with pytest.raises(ProjectError, match=fault) if fault else nullcontext():
            assert read_project(tmp_path).settings.environment == {"notebooks/birds.ipynb": ("TOWN",)}


def test_a_key_that_is_written_twice_is_a_complaint_and_of_a_book_that_is_taken_over_a_warning(tmp_path):
    write_tiny(tmp_path)
    for name, old, new in [
        ("_config.yml", '"title": "The lake"', '"title": "A", "title": "The lake"'),
        ("_toc.yml", "root: ", "format: jb-book\nroot: "),
    ]:
        text = (tmp_path / name).read_text("utf-8")
        (tmp_path / name).write_text(text.replace(old, new), "utf-8")
    said = [
        "_config.yml:1: title is written more than once, and only this one counts (keep one of them)",
        "_toc.yml:2: format is written more than once, and only this one counts (keep one of them)",
    ]
    with pytest.raises(ProjectError) as refused:
        read_project(tmp_path)
    assert list(map(str, refused.value.complaints)) == said
    text = (tmp_path / "_config.yml").read_text("utf-8")
    (tmp_path / "_config.yml").write_text(text.replace('"factbook": {', '"factbook": {"mode": "adopt", '), "utf-8")
    assert list(map(str, read_project(tmp_path).settings.warnings)) == said


def test_a_value_that_jupyter_book_does_not_allow_is_a_warning_of_the_check_with_its_line(tmp_path):
    write_tiny(tmp_path)
    path = tmp_path / "_config.yml"
    changed = {**yaml.safe_load(path.read_text("utf-8")), "execute": {"timeout": "soon"}, "logo": 5}
    path.write_text(yaml.safe_dump(changed, sort_keys=False), "utf-8")
    lines = path.read_text("utf-8").splitlines()
    assert list(map(str, read_project(tmp_path).settings.warnings)) == [
        f"_config.yml:{lines.index('logo: 5') + 1}: logo: 5 is not text (write it in quotes)",
        f"_config.yml:{lines.index('  timeout: soon') + 1}: execute.timeout: 'soon' is not a number of seconds "
        "(write -1 for no limit)",
    ]


def test_a_slip_of_a_key_of_the_table_of_contents_is_a_complaint(tmp_path):
    write_tiny(tmp_path)
    (tmp_path / "_toc.yml").write_text("root: book/index\noptions:\n  numberd: true\n", "utf-8")
    with pytest.raises(ProjectError) as refused:
        read_project(tmp_path)
    assert list(map(str, refused.value.complaints)) == ["_toc.yml:3: numberd: no such key (did you mean numbered?)"]


@pytest.mark.parametrize("value", [None, 5, "", ["a.b"]])
def test_a_renaming_to_what_is_no_id_is_a_complaint(value):
    complaints = []
    config = {"sphinx": {"extra_extensions": [EXTENSION]}, "factbook": {"renamed": {"a.old": value}}}
    parse_settings(config, complaints)
    expected = f"_config.yml: factbook.renamed.a.old: {value!r} is not the id of a statistic (write old.id: new.id)"
    assert list(map(str, complaints)) == [expected]
