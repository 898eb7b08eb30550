"""Each language reads what it promises; what it breaks and what it lacks is told, of a newsroom's own language too."""

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from figurecheck.cli.main import main
from figurecheck.figures import find, languages
from figurecheck.figures.kit import describe_trials, try_language
from figurecheck.figures.languages import find_language
from figurecheck.figures.parser import read
from figurecheck.verdicts.judge import judge

DANISH = Path(__file__).parent / "danish"


def broken(language):
    return {trial.capability: trial.broken for trial in try_language(language) if trial.broken}


@pytest.mark.parametrize("code", ["en", "ko", "de"])
def test_a_language_reads_what_it_promises(code):
    assert broken(find_language(code)) == {}


@pytest.fixture
def danish(monkeypatch, tmp_path):
    """Install Danish, as a package that declares it."""
    shutil.copytree(DANISH, tmp_path / "site")
    monkeypatch.syspath_prepend(tmp_path / "site")
    caches = (languages._installed, languages._load, read)
    for cache in caches:
        cache.cache_clear()
    yield tmp_path / "site"
    for cache in caches:
        cache.cache_clear()


def test_a_package_adds_a_language(danish):
    assert "da" in languages.find_language_codes()
    assert judge("cirka 1.234 kroner", 1240, unit="DKK", locale="da").verdict.value == "holds"
    assert judge("faldt 16,6 procent", "0.166", unit="share", locale="da-DK").verdict.value == "mismatch"
    assert judge("smuldrede 16,6 procent", "0.166", unit="share", locale="da").verdict.value == "incomparable"
    assert [one.text for one in find("Der var to sager.", "da")] == ["to sager"]


def test_what_it_lacks_is_told_and_what_it_breaks_fails(danish):
    lines = {line.split()[0] + " " + line[11:34].strip(): line for line in _check("da", 1).splitlines()[1:]}
    assert "missing fractions" in lines
    assert "no word for 1, 11, 12, 13, 14 ..." in lines["reads number words"]
    assert "'fald på 16,6 procent' is not read as a fall" in _check("da", 1)
    assert "4 of 5" in lines["broken rise and fall"]


def _check(code, exit_code):
    result = CliRunner().invoke(main, ["language", "check", code])
    assert result.exit_code == exit_code, result.output
    return result.output


def test_a_word_between_two_numbers_is_none_that_changes_nothing(danish, monkeypatch):
    language = find_language("da")
    assert "no plain numbers" not in broken(language)
    read.cache_clear()
    monkeypatch.setattr(sys.modules["danish_figures"], "NEUTRAL", sys.modules["danish_figures"].NEUTRAL | {"af"})
    assert broken(language)["no plain numbers"] == ("'en af fem' is read as a plain number",)


def test_a_package_replaces_a_language_of_which_only_digits_are_read(danish):
    points = danish / "danish_figures-1.0.dist-info" / "entry_points.txt"
    points.write_text(points.read_text("utf-8").replace("da =", "nl =") + "de = danish_figures:DANISH\n", "utf-8")
    assert find_language("nl").name == "Danish"
    assert find_language("fr").name == "French"
    assert find_language("de").name == "German"


def test_a_broken_table_is_named():
    german = find_language("de")
    wrong = replace(german, qualifiers={**german.qualifiers, "under": (("zirpend",), ())})
    assert broken(wrong) == {"qualifiers": ("'zirpend 20' is not read as under",)}
    told = "\n".join(describe_trials(wrong, try_language(wrong)))
    assert "broken   qualifiers" in told


@pytest.mark.parametrize(
    ("source", "what"),
    [("raise ImportError('no table')\n", "cannot be loaded"), ("DANISH = 'da'\n", "is no language of figures")],
)
def test_a_package_whose_language_cannot_be_used_is_refused(danish, source, what, monkeypatch):
    monkeypatch.delitem(sys.modules, "danish_figures", raising=False)
    (danish / "danish_figures.py").write_text(source, "utf-8")
    result = CliRunner().invoke(main, ["language", "check", "da"])
    assert result.exit_code == 2
    assert f"figurecheck.languages: da: {what}" in result.output
    monkeypatch.delitem(sys.modules, "danish_figures", raising=False)


def test_a_language_without_examples_says_so():
    (trial,) = try_language(find_language("fr"))
    assert trial.missing


def test_an_unknown_language_is_refused():
    result = CliRunner().invoke(main, ["language", "check", "xx"])
    assert result.exit_code == 2
    assert "xx: no language whose figures are read" in result.output
