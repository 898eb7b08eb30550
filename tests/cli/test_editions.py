"""The commands of editions, as a user calls them: seal, diff, corrections, publish, verify, and --as-of."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from factbook.editions.storage import dump, edition_path, read_edition
from factbook.publish.archive import LIST, read_listing, verify_editions
from factbook.publish.manifest import CHAIN, read_manifest
from factbook.publish.pipeline import check_target, rebuilt_edition
from factbook.publish.verify import verify
from figurecheck.model.errors import EditionError
from forging import change_source, forge
from tiny import DAYS, write_tiny

SEALED = ("first", "second")


def seal(factbook, folder, label, *more):
    return factbook("seal", label, "--as-of", DAYS[label], *more, "--project", folder)


@pytest.fixture(scope="module")
def sealed(lake) -> Path:
    """The small report with both editions sealed; copied by whoever runs a command in it."""
    return lake / "report"


@pytest.fixture(scope="module")
def published(lake) -> Path:
    return lake / "public"


@pytest.fixture
def report(sealed, tmp_path) -> Path:
    return shutil.copytree(sealed, tmp_path / "report")


@pytest.fixture
def public(published, tmp_path) -> Path:
    return shutil.copytree(published, tmp_path / "public")


HANGING = {
    "the clock": "from datetime import date as d\nvalue = (d.today() - d(2026, 1, 1)).days",
    "chance": "from numpy.random import default_rng as g\nvalue = int(g().integers(10**9))",
    "the order of a set": "value = [*map(ord, {chr(at) for at in range(300, 400)})][0]",
}


@pytest.mark.parametrize("code", HANGING.values(), ids=HANGING)
def test_a_figure_that_hangs_on_clock_or_chance_is_not_sealed(tmp_path, factbook, code):
    folder = write_tiny(tmp_path / "report")
    path = folder / "notebooks" / "birds.ipynb"
    notebook = json.loads(path.read_text())
    record = "fb.record('birds.hanging', value, unit='count', population=who, rows=birds)"
    notebook["cells"].append({**notebook["cells"][-1], "id": "last", "source": f"{code}\n{record}"})
    path.write_text(json.dumps(notebook))
    result = seal(factbook, folder, "first")
    assert result.returncode == 1
    assert "birds.hanging as of 2025-02-01 is not reproducible: its value is" in result.stderr
    assert "Nothing was sealed." in result.stderr
    assert not (folder / "book" / "editions" / "first.json").exists()


def test_the_same_state_seals_to_the_same_bytes_anywhere(report, factbook, tmp_path):
    other = shutil.copytree(report, tmp_path / "elsewhere" / "a b")
    shutil.rmtree(other / "_build")
    # the second one, whose moves and chain rest on the first
    seal = other / "book/editions/second.json"
    before = seal.read_bytes()
    seal.unlink()
    environment = {**os.environ, "TZ": "Asia/Seoul", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    result = factbook("seal", "second", "--as-of", DAYS["second"], "--project", other, env=environment)
    assert result.returncode == 0, result.stdout + result.stderr
    assert seal.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["first"], "book/editions/first.json: is sealed already", id="a label that exists"),
        pytest.param(["a/b"], "'a/b' cannot be part of an address", id="a label that is no address"),
        pytest.param(["now"], "'now' already means the current state", id="a label that diff reads otherwise"),
        pytest.param(["third", "--as-of", "2025-02-02"], "third: is older than second", id="an older day"),
        pytest.param(
            ["third", "--note", "With 7 more."],
            "--note: contains the number '7', which nothing checks",
            id="an unchecked note",
        ),
        pytest.param(["third", "--as-of", "May"], "'May' is not a date (write it as 2025-05-20)", id="no date"),
    ],
)
def test_what_cannot_be_sealed_is_refused_before_anything_runs(report, factbook, arguments, said):
    result = factbook("seal", *arguments, "--project", report)
    assert result.returncode == 2
    assert said in result.stderr
    assert "Running notebooks" not in result.stderr


def test_a_report_that_does_not_hold_is_not_sealed_and_the_page_of_the_edition_is_named(report, factbook):
    (report / "book/editions/first.json").unlink()
    (report / "book/editions/second.json").unlink()
    page = report / "book/editions/first/book/index.md"
    page.write_text(page.read_text("utf-8").replace("`22 birds", "`23 birds"), "utf-8")
    result = seal(factbook, report, "first")
    assert result.returncode == 1
    assert "book/editions/first/book/index.md:3: ‘23 birds’ mismatch" in result.stdout
    assert not (report / "book/editions/first.json").exists()


def test_any_day_can_be_checked_and_built(report, factbook):
    result = factbook("check", "--as-of", DAYS["first"], "--project", report)
    assert result.returncode == 0, result.stdout
    result = factbook("check", "--as-of", "2025-03-01", "--format", "json", "--project", report)
    assert result.returncode == 1
    wrong = {found["statistic"]: found["value"] for found in json.loads(result.stdout)["findings"]}
    assert wrong == {"birds.last": 12, "birds.all": 22}
    result = factbook("build", "--as-of", DAYS["first"], "--project", report)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "12</a> birds" in (report / "_build/html/index.html").read_text("utf-8")
    assert factbook("build", "--project", report).returncode == 0
    assert "15</a> birds" in (report / "_build/html/index.html").read_text("utf-8")


def test_diff_names_what_moved_and_why_between_editions_revisions_and_now(report, factbook):
    between = factbook("diff", "first", "second", "--format", "json", "--project", report)
    assert between.returncode == 0, between.stderr
    moves = {move["statistic"]: move for move in json.loads(between.stdout)["moves"]}
    assert {id: move["causes"] for id, move in moves.items()} == {
        "birds.last": ["data appended"],
        "birds.all": ["data appended"],
    }
    assert list(moves) == ["birds.last", "birds.all"], "the headline comes first"
    git = ["git", "-C", report, "-c", "user.name=a", "-c", "user.email=a@b"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "as it was"]):
        subprocess.run([*git, *command], check=True)
    data = report / "data/birds.csv"
    data.write_text(data.read_text("utf-8").replace("2024,12", "2024,13"), "utf-8")
    assert factbook("refresh", "--project", report).returncode == 0
    since = factbook("diff", "HEAD", "--project", report)
    assert since.returncode == 1
    assert "data revised (birds 2024 under the same source); proposed as a correction" in since.stdout
    assert "book/index.md:3: ‘37 birds’ false now: the value 38" in since.stdout
    assert "birds.last" not in since.stdout
    nothing = factbook("diff", "nowhere", "--project", report)
    assert nothing.returncode == 2
    assert "nowhere: is neither an edition nor a revision (sealed editions: first, second" in nothing.stderr


def test_code_that_changed_nothing_is_no_cause_of_what_new_data_moved(report, factbook):
    git = ["git", "-C", report, "-c", "user.name=a", "-c", "user.email=a@b"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "as it was"]):
        subprocess.run([*git, *command], check=True)
    (notebook,) = (report / "notebooks").glob("*.ipynb")
    text = notebook.read_text("utf-8")
    assert text.count(".sum()") == 1
    data = report / "data/birds.csv"
    data.write_text(data.read_text("utf-8").replace("2024,12", "2024,13"), "utf-8")
    assert factbook("refresh", "--project", report).returncode == 0
    causes = {}
    for code in (".sum() * 1", ".sum() * 2"):
        notebook.write_text(text.replace(".sum()", code), "utf-8")
        since = factbook("diff", "HEAD", "--format", "json", "--project", report)
        causes[code] = {move["statistic"]: move["causes"] for move in json.loads(since.stdout)["moves"]}
    assert causes == {
        ".sum() * 1": {"birds.all": ["data revised"]},
        ".sum() * 2": {"birds.all": ["data revised", "code changed"]},
    }


def test_a_revision_that_no_printed_figure_shows_is_no_cause_of_what_a_new_row_moved(report, factbook):
    git = ["git", "-C", report, "-c", "user.name=a", "-c", "user.email=a@b"]
    page, data = report / "book/index.md", report / "data/birds.csv"
    page.write_text(page.read_text("utf-8").replace("37 birds", "about 40 birds"), "utf-8")
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "as it was"]):
        subprocess.run([*git, *command], check=True)
    page.write_text(page.read_text("utf-8").replace("about 40 birds", "about 240 birds"), "utf-8")
    text = data.read_text("utf-8").replace("2024,12", "2024,11").replace("2023,10", "2022,200,old\n2023,10")
    data.write_text(text, "utf-8")
    assert factbook("refresh", "--project", report).returncode == 0
    since = factbook("diff", "HEAD", "--format", "json", "--project", report)
    moves = {move["statistic"]: move for move in json.loads(since.stdout)["moves"]}
    told = {id: (move["causes"], move["class"], [row["key"] for row in move["rows"]]) for id, move in moves.items()}
    assert told["birds.all"] == (["data appended"], "update", ["2022"])


def add_column(report: Path, name: str, cells: list[str]) -> None:
    """Add a described column of words to the table of birds."""
    data, descriptor = report / "data/birds.csv", report / "data/datapackage.json"
    lines = zip(data.read_text("utf-8").splitlines(), [name, *cells], strict=True)
    data.write_text("".join(f"{line},{cell}\n" for line, cell in lines), "utf-8")
    package = json.loads(descriptor.read_text("utf-8"))
    (birds,) = (one for one in package["resources"] if one["name"] == "birds")
    birds["schema"]["fields"].append({"name": name, "type": "string"})
    descriptor.write_text(json.dumps(package), "utf-8")


@pytest.mark.parametrize(
    ("code", "keys"),
    [
        pytest.param(".sum()", ["2024"], id="a column that nothing reads"),
        pytest.param(".sum() + 0 * birds['seen_by'].str.len().sum()", ["2023", "2024"], id="one that it reads"),
        pytest.param(".sum() + 0 * len(birds.filter(like='seen').columns)", ["2023", "2024"], id="by no name"),
    ],
)
def test_rows_in_which_only_other_columns_changed_moved_nothing(report, factbook, code, keys):
    git = ["git", "-C", report, "-c", "user.name=a", "-c", "user.email=a@b"]
    (notebook,) = (report / "notebooks").glob("*.ipynb")
    notebook.write_text(notebook.read_text("utf-8").replace(".sum()", code), "utf-8")
    add_column(report, "seen_by", ["Ann", "Ben", "Cem"])
    assert factbook("refresh", "--project", report).returncode == 0
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "as it was"]):
        subprocess.run([*git, *command], check=True)
    data = report / "data/birds.csv"
    text = data.read_text("utf-8").replace("2024,12", "2024,13").replace("Ann", "Ann and Dan")
    data.write_text(text, "utf-8")
    assert factbook("refresh", "--project", report).returncode == 0
    since = factbook("diff", "HEAD", "--format", "json", "--project", report)
    (move,) = json.loads(since.stdout)["moves"]
    assert (move["statistic"], move["causes"], [row["key"] for row in move["rows"]]) == (
        "birds.all", ["data revised"], keys,
    )  # fmt: skip


def test_a_column_that_is_added_revises_no_row_for_a_figure_that_does_not_read_it(report, factbook):
    git = ["git", "-C", report, "-c", "user.name=a", "-c", "user.email=a@b"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "as it was"]):
        subprocess.run([*git, *command], check=True)
    add_column(report, "seen_by", ["Ann", "Ben", "Cem"])
    data = report / "data/birds.csv"
    data.write_text(data.read_text("utf-8").replace("2024,12", "2024,13"), "utf-8")
    assert factbook("refresh", "--project", report).returncode == 0
    since = factbook("diff", "HEAD", "--format", "json", "--project", report)
    (move,) = json.loads(since.stdout)["moves"]
    assert [row["key"] for row in move["rows"]] == ["2024"]


def test_markdown_for_a_pull_request_leads_with_what_is_false(report, factbook):
    data = report / "data/birds.csv"
    data.write_text(data.read_text("utf-8").replace("2024,12", "2024,13"), "utf-8")
    assert factbook("refresh", "--project", report).returncode == 0
    whole, summary = report / "_build/whole.md", report / "_build/summary.md"
    whole.parent.mkdir(exist_ok=True)
    command = (
        "diff",
        "--format",
        "markdown",
        "--whole",
        whole,
        "--site",
        "https://x.example/site",
        "--project",
        report,
    )
    result = factbook(*command, env={**os.environ, "GITHUB_STEP_SUMMARY": str(summary)})
    assert result.returncode == 1
    assert result.stdout == whole.read_text("utf-8") == summary.read_text("utf-8")
    assert result.stdout.startswith("<!-- factbook: check=fails boxes=1 ticked=0 left_out=0 -->\n")
    assert "Compared: second, of 1 July 2025, with now" in result.stdout
    assert "[The site as it would be](https://x.example/site)" in result.stdout
    assert "### False now: 1" in result.stdout
    assert "- [ ] <b>All birds</b> <code>birds.all</code>: 37 → 38 (+2.7%)" in result.stdout
    assert "why: data revised: birds 2024 under the same source (value 12 → 13); a correction" in result.stdout
    assert "would read: “There were <b>38 birds</b> in all years together.”" in result.stdout
    whole.write_text(result.stdout.replace("- [ ]", "- [x]"), "utf-8")
    cut = factbook("diff", "--format", "markdown", "--limit", "700", "--keep", whole, "--project", report)
    assert "<b>Not shown here: 1, of which 1 with a box</b>" in cut.stdout
    kept = factbook("diff", "--format", "markdown", "--keep", whole, "--project", report)
    assert "- [x] <b>All birds</b>" in kept.stdout
    assert "boxes=1 ticked=1 left_out=0" in kept.stdout
    data.write_text("year,value,source_id\n2023,ten,old\n", "utf-8")
    unusable = factbook("diff", "--format", "markdown", "--keep", whole, "--project", report)
    assert unusable.returncode == 2
    assert "cannot be used as it is on this branch" in unusable.stdout
    assert "- [x] an item <!-- box " in unusable.stdout


def test_changes_wait_until_an_editor_has_said_why(report, factbook):
    waiting = factbook("corrections", "--write", "--project", report)
    assert waiting.returncode == 1
    assert "second: 2 changes with one cause; proposed as update" in waiting.stdout
    assert "birds.last: 12 → 15 (data appended)" in waiting.stdout
    assert "2 changes to confirm, by 1 reason." in waiting.stdout
    record = report / "book/corrections.yml"
    assert record.read_text("utf-8").count("  reason:\n") == 1
    unfinished = factbook("corrections", "--project", report)
    assert unfinished.returncode == 2
    assert "[0].reason: is missing (write it)" in unfinished.stderr
    record.write_text(record.read_text("utf-8").replace("reason:\n", "reason: The new list is out.\n"), "utf-8")
    said = factbook("corrections", "--project", report)
    assert (said.returncode, said.stdout) == (0, "No changes to confirm.\n")
    record.write_text(record.read_text("utf-8").replace("birds.last", "birds.lost"), "utf-8")
    stray = factbook("check", "--project", report)
    assert stray.returncode == 2
    assert "birds.lost did not change in edition second" in stray.stdout


def test_each_edition_stands_whole_and_the_newest_is_in_front(published):
    listing = read_listing(published)
    assert [edition.label for edition in listing.editions] == list(SEALED)
    for label, headline in (
        ("editions/first", "12</a> birds"),
        ("editions/second", "15</a> birds"),
        ("", "15</a> birds"),
    ):
        assert headline in (published / label / "index.html").read_text("utf-8")
        assert (published / label / "evidence/birds.last.html").is_file()
    assert {correction["statistic"] for correction in listing.corrections} == {"birds.last", "birds.all"}
    # Not "16" by itself, which a digest in the address of a style sheet may hold.
    assert "change-second" not in (published / "editions/first/corrections.html").read_text("utf-8")
    assert "change-second-birds-last" in (published / "corrections.html").read_text("utf-8")


def test_publishing_again_changes_nothing(report, public, factbook):
    before = {path: path.read_bytes() for path in public.rglob("*") if path.is_file()}
    result = factbook("publish", public, "--project", report)
    assert result.returncode == 0, result.stderr
    assert {path: path.read_bytes() for path in public.rglob("*") if path.is_file()} == before


def test_one_changed_byte_is_found_by_verify_and_stops_the_next_edition(report, public, factbook):
    assert factbook("verify", public).returncode == 0
    page = public / "editions/first/evidence/birds.last.html"
    content = page.read_bytes()
    page.write_bytes(content.replace(b"12", b"13", 1))
    for command in (("verify", public), ("publish", public, "--project", report)):
        result = factbook(*command)
        assert result.returncode in {1, 2}
        assert "editions/first/evidence/birds.last.html: is not what was published" in result.stdout + result.stderr
    page.write_bytes(content)
    assert factbook("verify", public).returncode == 0


def test_an_edition_is_built_again_from_its_own_sources_to_the_same_bytes(public, factbook, tmp_path):
    environment = {**os.environ, "TZ": "Asia/Seoul", "LC_ALL": "C", "PYTHONHASHSEED": "7", "TMPDIR": str(tmp_path)}
    result = factbook("verify", public, "--rebuild", env=environment)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "sources build to the same bytes" in result.stdout


@pytest.mark.parametrize("label", ["a/b", "", "now"])
def test_a_next_edition_needs_a_label_that_can_be_sealed(report, factbook, label):
    result = factbook("corrections", "--next", label, "--project", report)
    assert result.returncode == 2
    assert f"label: {label!r} " in result.stderr


def test_sources_that_are_no_archive_are_told(tmp_path):
    source = tmp_path / "first" / "source.zip"
    source.parent.mkdir()
    source.write_bytes(b"junk")
    with pytest.raises(EditionError, match=r"first/source.zip: cannot be read: .* \(restore the edition"):
        rebuilt_edition(source, lambda folder: pytest.fail("nothing can be checked")).__enter__()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        pytest.param(lambda r, p: (p / LIST).write_text("{"), "editions.json: cannot be read", id="a broken list"),
        pytest.param(
            lambda r, p: (p / LIST).write_text((p / LIST).read_text().replace('"label": "first"', '"label": "../.."')),
            "editions.json: cannot be read",
            id="a list that leads out of the folder",
        ),
        pytest.param(lambda r, p: (p / LIST).unlink(), "has lost editions.json", id="a list that is gone"),
        pytest.param(
            lambda r, p: (r / "book/editions/first.json").write_text(
                (r / "book/editions/first.json").read_text("utf-8").replace('"note": ""', '"note": "x"'), "utf-8"
            ),
            "first: was published from another seal than the one here",
            id="a label sealed anew",
        ),
        pytest.param(
            lambda r, p: (p / "_config.yml").write_text("a: b"), "is the folder of a report", id="a folder with sources"
        ),
    ],
)
def test_a_folder_that_cannot_be_published_into_is_refused(report, public, factbook, spoil, said):
    spoil(report, public)
    result = factbook("publish", public, "--project", report)
    assert result.returncode == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert (public / "editions/first/manifest.sha256").is_file()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("file", "is not a folder", id="a file"),
        pytest.param("foreign", "contains files that factbook did not publish: index.html", id="another site"),
        pytest.param(".", "contains the report", id="a folder around"),
        pytest.param("report/book/public", "belongs to the report", id="among the pages"),
        pytest.param("report/_build/html", "belongs to the report", id="the site that is built"),
        pytest.param("linked", "has a link as editions/", id="a folder whose editions lie elsewhere"),
    ],
)
def test_what_lies_in_a_folder_is_never_overwritten(tmp_path, name, said):
    root = write_tiny(tmp_path / "report")
    for folder in ("foreign", "linked"):
        (tmp_path / folder).mkdir()
    (tmp_path / "linked/editions").symlink_to("../foreign")
    for file in ("file", "foreign/index.html"):
        (tmp_path / file).write_text("mine", "utf-8")
    with pytest.raises(EditionError, match=said):
        check_target(root, tmp_path / name)


@pytest.mark.parametrize("name", ["report/public", "new", "branch"])
def test_an_empty_folder_a_new_one_and_a_branch_can_be_published_into(tmp_path, name):
    root = write_tiny(tmp_path / "report")
    for file in (".git", "CNAME"):
        (tmp_path / "branch").mkdir(exist_ok=True)
        (tmp_path / "branch" / file).write_text("", "utf-8")
    check_target(root, tmp_path / name)


def git(folder, *arguments):
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    done = subprocess.run(["git", "-C", folder, *who, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def seal_of(folder, label):
    return json.loads((folder / f"book/editions/{label}.json").read_text("utf-8"))


def test_a_seal_names_the_commit_that_holds_what_it_was_sealed_from_and_no_other(factbook, tmp_path):
    report = write_tiny(tmp_path / "report")
    (report / ".gitignore").write_text("_build\n", "utf-8")
    git(tmp_path, "init", "--quiet", "report")
    git(report, "add", "--all")
    git(report, "commit", "--quiet", "--message", "The lake")
    assert seal(factbook, report, "first").returncode == 0
    assert seal_of(report, "first")["commit"] == git(report, "rev-parse", "HEAD")
    # the seal before lies there uncommitted, and is no part of what an edition is built from; a page is
    assert seal(factbook, report, "second").returncode == 0
    assert seal_of(report, "second")["commit"] == git(report, "rev-parse", "HEAD")
    (report / "book/editions/second.json").unlink()
    page = report / "book/index.md"
    page.write_text(page.read_text("utf-8") + "\nMore words.\n", "utf-8")
    assert seal(factbook, report, "second").returncode == 0
    assert seal_of(report, "second")["commit"] == ""


def test_each_seal_holds_the_digest_of_the_one_before(report):
    first = (report / "book/editions/first.json").read_bytes()
    assert (seal_of(report, "first")["before"], seal_of(report, "first")["commit"]) == ("", "")
    assert seal_of(report, "second")["before"] == hashlib.sha256(first).hexdigest()


def forge_seal(public, label, change):
    """Change the seal of a published edition, and every digest that tells of it."""
    change_source(public, label, f"book/editions/{label}.json", change)
    forge(public, label)


def test_an_edition_that_was_removed_or_forged_with_all_its_digests_is_found_by_the_next_seal(public):
    assert [*verify(public)] == []
    forge_seal(public, "first", lambda text: text.replace('"note": ""', '"note": "Forged."'))
    found = [str(fault) for fault in verify(public)]
    assert found == [
        "editions.json: first: is not the edition first that second was sealed after (restore the folder from a copy)"
    ]
    shutil.rmtree(public / "editions/first")
    listing = json.loads((public / LIST).read_text("utf-8"))
    listing["editions"] = [one for one in listing["editions"] if one["label"] != "first"]
    (public / LIST).write_text(json.dumps(listing), "utf-8")
    found = [str(fault) for fault in verify(public)]
    assert "editions.json: lacks first, an edition before second (restore the folder from a copy)" in found


@pytest.mark.parametrize(
    "spoilt", ["{", "[]", '{"label": "first"', '{"label": "other"}', '{"label": "second", "before": "x"}']
)
def test_a_published_seal_that_is_none_is_told(public, spoilt):
    forge_seal(public, "second", lambda text: spoilt)
    assert [str(fault) for fault in verify(public)] == [
        "editions/second/source.zip: holds no seal of its edition (restore the folder from a copy)"
    ]


def test_seals_of_the_first_format_are_compared_published_and_verified(report, factbook, tmp_path):
    read = {label: read_edition(report, label) for label in SEALED}
    for label, edition in read.items():
        (report / edition_path(label)).write_text(dump(replace(edition, format=1)), "utf-8")
    (report / CHAIN).unlink()
    result = factbook("diff", "first", "second", "--project", report)
    assert (result.returncode, "2 statistics moved" in result.stdout) == (0, True), result.stdout + result.stderr
    result = factbook("publish", tmp_path / "public", "--project", report)
    assert result.returncode == 0, result.stdout + result.stderr
    assert [*verify(tmp_path / "public")] == []
    # a third of the second format continues the chain
    result = factbook("seal", "third", "--as-of", "2025-08-01", "--project", report)
    assert result.returncode == 0, result.stdout + result.stderr
    assert (
        seal_of(report, "third")["before"]
        == hashlib.sha256((report / "book/editions/second.json").read_bytes()).hexdigest()
    )
    result = factbook("publish", tmp_path / "public", "--project", report)
    assert result.returncode == 0, result.stdout + result.stderr
    assert [*verify(tmp_path / "public")] == []


def test_nothing_sealed_and_nothing_published_are_told(factbook, tmp_path):
    folder = write_tiny(tmp_path / "report")
    for command, said in (
        (("diff", "--project", folder), "no edition is sealed"),
        (("publish", tmp_path / "public", "--project", folder), "no edition is sealed"),
        (("verify", tmp_path), "has no editions.json"),
    ):
        result = factbook(*command)
        assert result.returncode == 2
        assert said in result.stderr


KITCHEN = """
import sys
import factbook.publish.pipeline, jupyter_book.sphinx, myst_nb, sphinx_book_theme  # loaded once
from factbook.cli.main import main
from killing import run_forked
for line in sys.stdin:
    print(*run_forked(lambda: main(["publish", sys.argv[1], "--project", sys.argv[2]]), int(line)), flush=True)
"""
"""Forks a publish for each line that it reads, killed at the write of that number; prints its status and its writes."""


def test_kills_of_the_whole_command_lose_nothing(report, published, tmp_path, trial):
    before, public = tmp_path / "before", tmp_path / "public"
    shutil.copytree(published, before)
    shutil.rmtree(before / "editions/second")
    listed = json.loads((before / LIST).read_text("utf-8"))
    (before / LIST).write_text(json.dumps({"editions": listed["editions"][:1], "corrections": []}), "utf-8")
    shutil.copytree(before, public)
    chance, killed, kills = trial.random(), 0, trial.count(6, of=40)
    with subprocess.Popen(
        [sys.executable, "-c", KITCHEN, public, report],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        bufsize=1,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    ) as kitchen:

        def publish(kill_at: int = 0) -> tuple[int, int]:
            """Publish, or kill it at a write; its status, and how often it wrote."""
            kitchen.stdin.write(f"{kill_at}\n")
            status, writes = map(int, kitchen.stdout.readline().split())
            return status, writes

        status, writes = publish()
        assert status == 0
        assert len(read_listing(public).editions) == 2
        for _ in range(kills):
            if len(read_listing(public).editions) == 2:
                shutil.rmtree(public)
                shutil.copytree(before, public)
            killed += publish(chance.randrange(1, writes + 1))[0] == -signal.SIGKILL
            listing = read_listing(public)
            assert [edition.label for edition in listing.editions][:1] == ["first"]
            assert list(verify_editions(public, listing)) == []
            assert "</a> birds" in (public / "index.html").read_text("utf-8")
        assert killed > kills // 2
        assert publish()[0] == 0
        kitchen.stdin.close()
    assert list(verify(public)) == []
    assert read_manifest(public / "editions/second") == read_manifest(published / "editions/second")
