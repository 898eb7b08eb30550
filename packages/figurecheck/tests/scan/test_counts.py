"""Counts in README and docs: the words say which count is meant, whatever the number is, in every copy."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from figurecheck.cli.main import main
from figurecheck.figures import DEFAULT_RULES
from figurecheck.figures.english.words import TENS, UNITS
from figurecheck.model.errors import DataError
from figurecheck.scan import Fact, Status
from figurecheck.scan.compare import HOLDS, judged
from figurecheck.scan.drafts import parse_draft
from figurecheck.scan.repository import CONFIG, CheckedTexts, CountSource, check_texts, propose_counts, read_counts_file
from figurecheck.scan.repository.check import CountsChecker, restate
from figurecheck.scan.repository.counts_file import CountsFile, parse_counts_file
from figurecheck.scan.repository.phrases import find_named, make_phrases
from figurecheck.scan.repository.texts import find_texts, matches
from figurecheck.scan.repository.values import LARGEST, read_facts

FORMATS = CountSource(id="formats", file="x.json", phrases=("{} formats",), unless=("between {} formats",))
COUNTS = """
statistics:
  - id: formats
    file: package.json
    pointer: /contributes/formats
    phrases: ["{} formats"]
    unless: ["between {} formats"]
    stands: [README.md]
"""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with fifteen formats, and a README that says so."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "package.json").write_text(json.dumps({"contributes": {"formats": list(range(15))}}), "utf-8")
    (tmp_path / "README.md").write_text("# Reader\n\nIt reads 15 formats.\n", "utf-8")
    (tmp_path / CONFIG).write_text(COUNTS, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(folder: Path) -> CheckedTexts:
    return check_texts(read_counts_file(folder / CONFIG), folder / CONFIG)


def found_in(text: str, *sources: CountSource, name: str = "a.md") -> list[tuple[str, str, str]]:
    draft = parse_draft(text.encode(), name)
    return [
        (one.printed, one.statistic, one.doubt) for one in find_named(draft, make_phrases(sources or [FORMATS]), "en")
    ]


def in_words(number: int) -> str:
    words = {value: word for table in (UNITS, TENS) for word, value in table.items()}
    return words.get(number) or f"{words[number // 10 * 10]}-{words[number % 10]}"


WRITTEN = {
    "digits": str,
    "separators": lambda number: f"{number:,}",
    "words": lambda number: in_words(number) if number < 100 else f"{number}",
    "capital": lambda number: in_words(number).capitalize() if number < 100 else f"{number}",
    "bold": lambda number: f"**{number}**",
    "emphasis": lambda number: f"_{number}_",
    "link": lambda number: f"[{number}](docs/x-7.md)",
}
AROUND = [
    "It reads {} formats.",
    "It reads {}\nformats.",
    "> It reads {}\n> formats.",
    "- all of the {} formats:\n  and more",
    "## The {} formats",
    "| reads | {} formats |\n|---|---|\n| x | y |",
    "We read {} different formats, 3 of them new.",
    "There are {} supported formats.",
    "One of {} formats, and of 5 modes.",
    "It reads {}&nbsp;formats.",
    "It reads {} [formats](docs/formats.md) since 2025.",
    "See `9 formats` for the *{}* formats.",
    "Half of the {} formats.",
    "It was old. It reads {} formats; none were lost.",
    "The reader, which runs since 2019, reads {} formats.",
    "In 3 steps you see {} formats.",
    "It will read {} formats for you in seconds.",
    "As said below[^2].\n\n[^2]: It reads {} formats.",
    "It reads <b>{}</b> _formats_.",
    ":::{{note}}\nIt reads {}\nformats.\n:::",
]


@given(
    stated=st.integers(2, 999) | st.integers(2_200, 12_000), value=st.integers(2, 12_000), same=st.booleans(),
    written=st.sampled_from(sorted(WRITTEN)), around=st.sampled_from(AROUND),
)  # fmt: skip
def test_the_words_choose_whatever_the_number_is(stated, value, same, written, around):
    value = stated if same else value
    text = around.format(WRITTEN[written](stated))
    draft = parse_draft(text.encode(), "a.md")
    [one] = [one for one in find_named(draft, make_phrases([FORMATS]), "en") if one.statistic]
    assert text[one.start : one.end].strip("*") == WRITTEN[written](stated).strip("*_").split("]")[0].lstrip("[")
    verdict = judged(one.printed, Decimal(value), unit="", locale="en", rules=DEFAULT_RULES).verdict
    near = abs(value - stated) <= stated / 20
    assert verdict in HOLDS if value == stated else near or verdict not in HOLDS


@pytest.mark.parametrize(
    "text",
    [
        "The first 3 formats are old.",
        "Convert between two formats.",
        "Another 3 formats follow.",
        "Version 1 supported 12 formats.",
        "This release adds 3 formats.",
        "It used to read 12 formats.",
        "There were 12 formats.",
        "In 2023, it read 12 formats.",
        "In version 1.2 it reads 12 formats.",
        "Before v2 there are 12 formats.",
        "It grew from 12 formats to more.",
        "Support for 20 formats is planned.",
        "Three formats were deprecated; we removed two formats.",
        "Four old formats have been dropped; four formats have been dropped.",
        "Any two formats can be compared.",
        "It writes up to 3 formats at once.",
        "These three formats are old.",
        "No formats are written.",
        "14 image formats",
        "It runs Bash 5 formats.",
        "Python 3 formats",
        "Table 3 formats",
        "HTML 5 formats",
        "version 2 formats",
        "In 2024 formats changed.",
        "It reads 1500 formats.",
        "the 14th formats",
        "14% formats",
        "14 `raw` formats",
        "`14 formats`",
        "```\n14 formats\n```",
        "14\n\nformats",
        "14. formats",
        "| 14 | formats |\n|---|---|\n| 14 | formats |",
        "<!-- 14 formats -->",
        "14 formats-based",
        "a14 formats",
        "3.14 formatsx",
    ],
)
def test_what_counts_something_else_is_not_compared(text):
    assert [statistic for _, statistic, _ in found_in(text) if statistic] == []


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("It reads more than 10 formats.", "more than 10"),
        ("It reads some 14 formats.", "some 14"),
        ("It reads 14 or more formats.", "14 or more"),
        ("It reads a dozen formats.", "a dozen"),
        ("It now has grown to 14 formats.", "14"),
    ],
)
def test_a_qualifier_belongs_to_what_is_judged(text, printed):
    assert [shown for shown, statistic, _ in found_in(text) if statistic] == [printed]


@pytest.mark.parametrize(
    ("phrase", "text", "printed"),
    [
        ("formats: {}", "Formats: 1,200, all of them.", "1,200"),
        ("formats: {}", "Formats: 4.25", "4.25"),
        ("{}-format", "A 14-format reader.", "14"),
        ("({} formats)", "Many (fourteen formats).", "fourteen"),
        ("a {} download", "It is a 4.2 MB download.", "4.2 MB"),
        ("{} officers", "It lists 1,380 officers.", "1,380"),
        ("| formats | {} |", "| formats | 14 | x |\n|---|---|---|\n| modes | 3 | y |", "14"),
        ("for {}", "A tool for 14.", "14"),
        ("formats in {} groups", "Formats in twenty-four\ngroups", "twenty-four"),
    ],
)
def test_a_phrase_may_stand_around_the_number(phrase, text, printed):
    source = CountSource(id="a", file="x.json", phrases=(phrase,))
    assert [shown for shown, statistic, _ in found_in(text, source) if statistic] == [printed]


def test_a_qualifier_of_the_phrase_does_not():
    limit = CountSource(id="limit", file="x.json", phrases=("at most {} runs",))
    assert found_in("At most fifty runs are stored.", limit) == [("fifty", "limit", "")]


def test_the_longer_phrase_is_meant_and_two_alike_accuse_nobody():
    output = CountSource(id="output", file="x.json", phrases=("{} output formats",))
    again = CountSource(id="again", file="x.json", phrases=("{} output formats",))
    assert found_in("3 output formats", FORMATS, output) == [("3", "output", "")]
    assert found_in("3 output formats", again, output) == [("3", "", "several statistics have such a phrase")]


def test_korean_particles_may_follow_a_phrase():
    source = CountSource(id="formats", file="x.json", phrases=("형식 {}개",))
    draft = parse_draft("형식 14개를 읽는다.".encode(), "a.md")
    assert [one.statistic for one in find_named(draft, make_phrases([source]), "ko")] == ["formats"]


@given(
    lead=st.sampled_from(["", "about ", "more than ", "over ", "nearly ", "at least "]),
    number=st.sampled_from(["14", "1,400", "1400", "fourteen", "Fourteen", "a dozen", "4.2 MB", "0.5", "12k"]),
    value=st.decimals(0, 200_000, places=2) | st.integers(0, 120).map(Decimal),
)
def test_what_is_to_be_written_holds(lead, number, value):
    fact = Fact(id="a", value=value, unit="MB" if "MB" in number else "")
    text = restate(lead, number, fact, "en")
    assert not text or judged(text, value, unit=fact.unit, locale="en", rules=DEFAULT_RULES).verdict in HOLDS
    # a whole number can always be written
    assert text or value != value.to_integral_value() or "k" in number


def test_every_copy_is_found_with_its_place_and_what_to_write(repository):
    (repository / "README.md").write_text("It reads 15 formats.\n", "utf-8")
    (repository / "docs" / "other.md").write_text("# Other\n\nWe support fourteen\nformats.\n", "utf-8")
    result = CliRunner().invoke(main, ["scan"])
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "docs/other.md:3:12: ‘fourteen’ disagrees: the value 15, outside 13.5 to 14.5 (write ‘fifteen’; where the "
        "words mean something else, list them under unless) [formats]",
        "    We support [fourteen] formats.",
        "2 texts, 1 statistic: 1 disagrees, 1 agrees",
    ]


def test_the_last_line_counts_what_is_not_compared(repository):
    (repository / "README.md").write_text("15 formats, the first 3 formats, 14 image formats, 9 modes.\n", "utf-8")
    result = CliRunner().invoke(main, ["scan"])
    shown = "1 text, 1 statistic: 1 agrees, 2 that may be one not compared (--all lists them)\n"
    assert (result.exit_code, result.stdout) == (0, shown)
    everything = CliRunner().invoke(main, ["scan", "--all"]).stdout
    assert everything.count("    maybe formats, which does not agree") == 2


def test_a_phrase_that_no_text_has_is_not_passed_over(repository):
    (repository / CONFIG).write_text(
        COUNTS.replace("{} formats", "{} fromats").replace("    stands: [README.md]", ""), "utf-8"
    )
    result = CliRunner().invoke(main, ["scan"])
    assert (result.exit_code, result.stdout) == (0, "1 text, 1 statistic: no figure of formats\n")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It reads 14 formats. Twelve formats are binary.", ["agrees", "unsourced"]),
        ("It reads 13 formats. Twelve formats are binary.", ["disagrees", "unsourced"]),
        ("It reads 14 formats. Fifteen formats are binary.", ["agrees", "disagrees"]),
        ("It reads 14 formats. It writes 12 formats.", ["agrees", "disagrees"]),
        ("It reads 14 formats.\n\nTwelve formats are binary.", ["agrees", "disagrees"]),
    ],
)
def test_a_smaller_number_that_opens_the_next_sentence_may_be_a_part(text, wanted):
    draft = parse_draft(text.encode(), "a.md")
    checker = CountsChecker(CountsFile(statistics=(FORMATS,)), [Fact(id=FORMATS.id, value=Decimal(14))])
    assert [one.status.value for one in checker.check_draft(draft)] == wanted


def test_a_wording_under_ignore_is_left_alone(repository):
    text = "15 formats. It says that 29.1%\nof 12 people agree, and **14** formats are shown here.\n"
    (repository / "README.md").write_text(text, "utf-8")
    assert [one.status.value for _, found in check(repository).scans for one in found if one.status.wrong] == [
        "impossible", "disagrees",
    ]  # fmt: skip
    ignored = COUNTS + 'ignore: ["29.1% of 12 people", "14 Formats are shown"]\n'
    (repository / CONFIG).write_text(ignored, "utf-8")
    assert [one.status.value for _, found in check(repository).scans for one in found if one.status.wrong] == []


def test_a_repository_that_agrees_ends_with_0(repository):
    result = CliRunner().invoke(main, ["scan"])
    assert (result.exit_code, result.stdout) == (0, "1 text, 1 statistic: 1 agrees\n")
    assert "‘15’ agrees: the value 15 [formats]" in CliRunner().invoke(main, ["scan", "--all"]).stdout


def test_a_file_that_must_state_a_count_and_does_not_is_named(repository):
    (repository / "README.md").write_text("It reads formats.\n", "utf-8")
    result = CliRunner().invoke(main, ["scan"])
    lack = "missing: no figure here is that of formats, which is 15 (write ‘15 formats’) [formats]"
    assert result.stdout.splitlines()[0] == f"README.md:1:1: {lack}"
    assert result.exit_code == 1
    [item] = json.loads(CliRunner().invoke(main, ["scan", "--format", "json"]).stdout)
    assert (item["file"], item["status"], item["statistic"]) == ("README.md", "missing", "formats")
    shown = CliRunner().invoke(main, ["scan", "--format", "github"]).stdout
    assert shown.startswith("::error file=README.md::README.md:1:1: missing")


def test_a_pattern_of_files_that_must_state_a_count_is_for_each_of_them(repository):
    (repository / CONFIG).write_text(COUNTS.replace("[README.md]", '["docs/**/*.md", README.md]'), "utf-8")
    (repository / "docs" / "a.md").write_text("It reads fifteen formats.\n", "utf-8")
    (repository / "docs" / "b.md").write_text("It reads formats.\n", "utf-8")
    assert [Path(one.file).name for one in check(repository).missing] == ["b.md"]


def test_github_is_told_file_line_and_column(repository):
    (repository / "README.md").write_text("It reads 14 formats, 100% of them.\n", "utf-8")
    (repository / "docs" / "a,b.md").write_text("14 formats.\n", "utf-8")
    shown = CliRunner().invoke(main, ["scan", "--format", "github"]).stdout.splitlines()
    assert [line.partition("::README")[0].partition("::docs")[0] for line in shown] == [
        "::error file=README.md,line=1,col=10",
        "::error file=docs/a%2Cb.md,line=1,col=1",
    ]


def test_a_count_is_rounded_unless_it_must_be_exact(repository):
    (repository / "package.json").write_text('{"contributes": {"formats": 1234}}', "utf-8")
    (repository / "README.md").write_text("It reads 1,200 formats.\n", "utf-8")
    assert CliRunner().invoke(main, ["scan"]).exit_code == 0
    (repository / CONFIG).write_text(COUNTS + "    exact: true\n", "utf-8")
    result = CliRunner().invoke(main, ["scan"])
    assert result.exit_code == 1
    assert "write ‘1,234’" in result.stdout


def test_a_sentence_that_names_the_project_needs_no_phrase(repository):
    about = COUNTS.replace('phrases: ["{} formats"]', "about: Reader\n    measure: readable formats")
    (repository / CONFIG).write_text(about, "utf-8")
    (repository / "README.md").write_text("Reader has 15 readable formats.\n", "utf-8")
    assert [one.status for _, found in check(repository).scans for one in found] == [Status.AGREES]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", "lists no statistics"),
        ("statistics: []", "lists no statistics"),
        ("statistics:", "lists no statistics"),
        ("[", "not readable as YAML"),
        ("- a", "the file: ['a'] is not a mapping"),
        ("statistics: [{id: a}]", "statistics[0]: has no source"),
        ("statistics: [{id: a}]", "statistics[0]: names nothing in a text"),
        ("statistics: [{phrases: ['{} x'], file: a}]", "statistics[0].id: is missing"),
        ("statistics: [{id: a, phrases: ['{} x'], file: a, command: [b]}]", "has both file and command"),
        ("statistics: [{id: a, phrases: ['x'], file: a}]", "statistics[0].phrases: 'x' is no phrase"),
        ("statistics: [{id: a, phrases: ['{}'], file: a}]", "'{}' is no phrase"),
        ("statistics: [{id: a, phrases: ['{} of {}'], file: a}]", "'{} of {}' is no phrase"),
        ("statistics: [{id: a, phrases: [1], file: a}]", "[1] is neither a text nor a list"),
        ("statistics: [{id: a, phrases: ['{} x'], command: ls -l}]", "statistics[0].command: 'ls -l' is one text"),
        ("statistics: [{id: a, phrases: ['{} x'], command: []}]", "[] is no command"),
        ("statistics: [{id: a, phrases: ['{} x'], file: a, pointer: b}]", "'b' is no JSON Pointer"),
        ("statistics: [{id: a, phrases: ['{} x'], file: a, exact: 1}]", "1 is neither true nor false"),
        ("statistics: [{id: a, phrases: ['{} x'], file: a, timeout: 0}]", "0 is not a number of seconds"),
        ("statistics: [{id: a, phrase: '{} x', file: a}]", "statistics[0].phrase: no such key (did you mean phrases?)"),
        ("locale: xx\nstatistics: []", "figures cannot be read in 'xx'"),
        ("statistics:\n- {id: a, file: b, phrases: ['{} x']}\n- {id: a, file: b, phrases: ['{} x']}", "f.yml:3: "),
    ],
)
def test_what_is_wrong_with_the_file_is_named_by_line(content, fault):
    with pytest.raises(DataError) as caught:
        parse_counts_file(content, "f.yml")
    assert str(caught.value).startswith("f.yml")
    assert fault in str(caught.value)


# The examples of RFC 6901, section 5.
POINTED = {
    "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, 'k"l': 6, " ": 7, "m~n": 8,
}  # fmt: skip


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("", 10), ("/foo", 2), ("/", 0), ("/a~1b", 1), ("/c%d", 2), ("/e^f", 3), ("/g|h", 4), ("/i\\j", 5),
        ('/k"l', 6), ("/ ", 7), ("/m~0n", 8),
    ],
)  # fmt: skip
def test_a_value_is_found_by_its_pointer(tmp_path, pointer, value):
    (tmp_path / "x.json").write_text(json.dumps(POINTED), "utf-8")
    [fact] = read_facts([CountSource(id="a", file="x.json", pointer=pointer)], tmp_path)
    assert fact.value == value


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ({"file": "y.json"}, "y.json: does not exist"),
        ({"file": "."}, ".: is a folder"),
        ({"file": "x.json", "pointer": "/b"}, "x.json#/b: has nothing at 'b'; there are a"),
        ({"file": "x.json", "pointer": "/a/2"}, "x.json#/a/2: has nothing at '2'"),
        ({"file": "x.json", "pointer": "/a/0"}, "x.json#/a/0: 'one' is no value for n"),
        ({"file": "x.json", "pointer": "/a/1"}, "null is no value for n"),
        ({"file": "bad.json"}, "bad.json: is no JSON"),
        ({"command": ("no-such-program-here",)}, "no-such-program-here: cannot be started: No such file or directory"),
        ({"command": (sys.executable, "-c", "raise SystemExit('not today')")}, "ends with 1: not today"),
        ({"command": (sys.executable, "-c", "print('14 formats')")}, "prints no number and no JSON: '14 formats'"),
        ({"command": (sys.executable, "-c", "")}, "prints no number and no JSON: ''"),
        ({"command": (sys.executable, "-c", "import time; time.sleep(60)"), "timeout": 0}, "takes more than 0 s"),
    ],
)
def test_what_has_no_value_is_refused(tmp_path, source, fault):
    (tmp_path / "x.json").write_text('{"a": ["one", null]}', "utf-8")
    (tmp_path / "bad.json").write_text("{", "utf-8")
    with pytest.raises(DataError) as caught:
        read_facts([CountSource(id="n", **source)], tmp_path)
    assert fault in str(caught.value)


def test_a_command_runs_once_without_a_shell_in_the_folder_of_the_file(tmp_path):
    code = "import json, os, sys; open('ran', 'a').write('x'); print(json.dumps([os.getcwd(), sys.argv[1:]]))"
    command = (sys.executable, "-c", code, "$HOME", "*")
    sources = [CountSource(id=id, command=command, pointer="/1") for id in "ab"]
    assert [fact.value for fact in read_facts(sources, tmp_path)] == [2, 2]
    assert (tmp_path / "ran").read_text("utf-8") == "x"


def test_a_command_that_prints_without_end_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr("figurecheck.scan.repository.values.LARGEST", 100_000)
    assert LARGEST > 100_000
    source = CountSource(id="n", command=(sys.executable, "-c", "while True: print('1' * 9999)"))
    with pytest.raises(DataError, match="prints more than"):
        read_facts([source], tmp_path)


def test_what_a_command_leaves_running_does_not_hold_it_up(tmp_path):
    code = "import subprocess; subprocess.Popen(['sleep', '100']); print(14)"
    [fact] = read_facts([CountSource(id="n", command=(sys.executable, "-c", code), timeout=90)], tmp_path)
    assert fact.value == 14


def test_all_faults_are_named_in_one_run(repository):
    (repository / CONFIG).write_text(COUNTS.replace("package", "missing").replace("README", "ABSENT"), "utf-8")
    with pytest.raises(DataError) as caught:
        check(repository)
    assert [one.what for one in caught.value.complaints] == [
        "stands: ABSENT.md names no file", "does not exist",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "pattern", "fits"),
    [
        ("a.md", "**/*.md", True), ("a/b/c.md", "**/*.md", True), ("a/b.md", "*.md", False), ("a.md", "a.md", True),
        ("docs/a.md", "docs/**", True), ("docs/x/a.md", "docs/*/a.md", True), ("docsa.md", "docs/**", False),
        ("LICENCE", "**/LICEN[CS]E*", True), ("LICENXE", "LICEN[CS]E", False), ("LICENXE", "LICEN[!CS]E", True),
        ("a.md", "./a.md", True), ("a/b.md", "./a/*.md", True), ("a+b.md", "a+b.md", True),
        ("ab.md", "a?.md", True), ("a/.md", "a?.md", False),
    ],
)  # fmt: skip
def test_patterns_name_files(name, pattern, fits):
    assert matches(name, pattern) is fits


def test_what_git_ignores_is_not_scanned(repository):
    for name in ("built/x.md", ".hidden/y.md", "docs/z.rst", "CHANGELOG.md", "node_modules/a/b.md"):
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        (repository / name).write_text("14 formats\n", "utf-8")
    counts = read_counts_file(repository / CONFIG)
    assert find_texts(counts, repository, "") == ["README.md", "built/x.md", "docs/z.rst"]
    subprocess.run(["git", "init", "-q", "."], check=True)
    (repository / ".gitignore").write_text("built\nnode_modules\n", "utf-8")
    assert find_texts(counts, repository, "") == [".hidden/y.md", "README.md", "docs/z.rst"]


PROPOSING = {
    "README.md": "# Reader\n\nIt reads 15 formats, in two ways, for 3 seconds.\n"
    "All **fifteen** formats; 4 output modes.\n",
    "docs/a.md": "We support fourteen\nformats since 2024 and 20% more on Python 3.\n",
    "CHANGELOG.md": "9 formats",
}


def fill_in(text: str) -> str:
    return re.sub(r"^  # ( *- id|  )", r"  \1", text, flags=re.MULTILINE)


def test_init_proposes_every_count_and_what_is_filled_in_finds_them_all(repository):
    (repository / CONFIG).unlink()
    for name, text in PROPOSING.items():
        (repository / name).write_text(text, "utf-8")
    result = CliRunner().invoke(main, ["scan", "--init"])
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, f"{CONFIG}: 2 figures proposed from 2 texts")
    written = (repository / CONFIG).read_text("utf-8")
    assert "  # docs/a.md:1:12: We support [fourteen] formats since 2024 and" in written
    assert "{} ways" not in written
    # nothing is checked before somebody has said where a value comes from
    assert "lists no statistics" in CliRunner().invoke(main, ["scan"]).stderr
    (repository / CONFIG).write_text(fill_in(written), "utf-8")
    (repository / "counts.json").write_text('{"formats": 15, "output-modes": 4}', "utf-8")
    result = CliRunner().invoke(main, ["scan"])
    assert result.stdout.splitlines()[-1] == "2 texts, 2 statistics: 1 disagrees, 3 agrees"
    (repository / "counts.json").write_text('{"formats": 16, "output-modes": 5}', "utf-8")
    assert CliRunner().invoke(main, ["scan"]).stdout.splitlines()[-1] == "2 texts, 2 statistics: 4 disagrees"


def test_init_never_overwrites(repository):
    before = (repository / CONFIG).read_bytes()
    result = CliRunner().invoke(main, ["scan", "--init"])
    assert (result.exit_code, (repository / CONFIG).read_bytes()) == (2, before)
    assert "exists already" in result.stderr
    assert CliRunner().invoke(main, ["scan", "--init", "--config", "other.yml"]).exit_code == 0


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), st.integers(4, 99))
def test_whatever_the_texts_hold_the_proposal_is_a_file_that_can_be_read(words, number):
    from figurecheck.report.proposed_counts import render_proposal
    from figurecheck.scan.repository import CountsFile

    text = f"{words} {number} {words.replace(chr(10), '')} formats, {number} formats {words}"
    draft = parse_draft(re.sub(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]", "", text).encode(), "a.md")
    proposed = propose_counts([draft])
    written = fill_in(render_proposal(proposed, CountsFile()))
    if proposed:
        counts = parse_counts_file(written, "f.yml")
        assert [one.phrases for one in counts.statistics] == [(one.phrase,) for one in proposed]


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        (["--statistics", "x.json"], "--statistics: needs a text (give FILE...)"),
        (["--suggest"], "--suggest: needs a text"),
        (["--config", CONFIG, "--kind", "html", "README.md"], "--kind: is not used with --config and --init"),
        (["--config", CONFIG, "--statistics", "x", "README.md"], "--statistics: is not used with --config"),
        (["--locale", "ko"], "--locale: is a key of that file"),
        (["--config", "absent.yml"], "absent.yml: does not exist"),
        (["--config", CONFIG, "absent.md"], "absent.md: does not exist"),
    ],
)
def test_options_that_do_not_go_together_are_refused(repository, options, fault):
    result = CliRunner().invoke(main, ["scan", *options])
    assert result.exit_code == 2
    assert fault in result.stderr


def test_files_that_are_named_are_scanned_alone(repository):
    (repository / "docs" / "a.md").write_text("14 formats\n", "utf-8")
    result = CliRunner().invoke(main, ["scan", "--config", CONFIG, "docs/a.md"])
    assert result.stdout.splitlines()[-1] == "1 text, 1 statistic: 1 disagrees"
    html = CliRunner().invoke(main, ["scan", "--format", "html"]).stdout
    assert "14" in html
    assert "Does not agree" in html
