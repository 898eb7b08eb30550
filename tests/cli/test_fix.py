"""`factbook fix`: new digits are written where nothing else must change, and the rest is left to a person."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tiny import OVERLAY, write_tiny

CELL = """
share = birds['value'].iloc[-1] / birds['value'].sum()
fb.record('birds.share', share, unit='share', population=who, rows=birds)
fb.record('birds.first', birds['value'].iloc[0], unit='count', population=who, rows=birds.iloc[[0]])
fb.record('birds.2024', 1234, unit='count', population=who, measure='sightings', rows=birds)
fb.record('birds.2025', 1432, unit='count', population=who, measure='sightings', rows=birds)
fb.change('birds.change', birds, population=who)
fb.record('geese.2025', 20, unit='geese', population='geese', measure='geese', period='2025', rows=birds)
fb.record('geese.weight', 90, unit='kg', population='geese', measure='weight', period='2025', rows=birds)
fb.record('birds.part', share, unit='share', population=who, rows=birds, part='birds.last', whole='birds.all')
"""
# 15 birds in the last year, 37 in all, a share of 40.54%.
PLACES = """\
---
description: In all {claim}`36 birds <birds.all>` were seen.
---
# {claim}`12 <birds.last>` birds

Of {claim}`36 birds <birds.all>`, {claim}`12 <birds.last>` came last, which is {claim}`33.3% <birds.share>`.[^note]
A code span, `` {claim}`12 <birds.last>` ``, stays, and {claim}`12 <birds.last>` does not.

:::{table} All {claim}`36 birds <birds.all>`
| last | {claim}`12 <birds.last>` |
|---|---|
| all | {claim}`36 <birds.all>` |
:::

```{image} a.png
:alt: {claim}`36 birds <birds.all>` on the lake
```

:::{language} ko
모두 {claim}`36 <birds.all>` 마리이다.
:::

[^note]: Or {claim}`about 30% <birds.share>`, {claim}`40.5% <birds.share>` in full.
"""
FIXED = (
    PLACES.replace("`36", "`37").replace("{claim}`12 <", "{claim}`15 <").replace("`33.3%", "`40.5%")
    .replace("`about 30%", "`about 41%").replace("`` {claim}`15", "`` {claim}`12")
)  # fmt: skip


def notebook_text(figure: str) -> str:
    cells = [
        {"cell_type": "code", "id": "a", "metadata": {}, "source": ["x = 1"], "outputs": [], "execution_count": None},
        {
            "cell_type": "markdown",
            "id": "b",
            "metadata": {},
            "source": ["Caf\u00e9:\n", f"{{claim}}`{figure} <birds.all>`."],
        },
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}) + "\n"


def percent_text(figure: str) -> str:
    return f"# %% [markdown]\n# In all {{claim}}`{figure} <birds.all>` came.\n\n# %%\nx = '{{claim}}`36 <birds.all>`'\n"


@pytest.fixture(scope="module")
def checked(tmp_path_factory, factbook) -> Path:
    """A report whose notebooks have run."""
    folder = write_tiny(tmp_path_factory.mktemp("fix") / "report")
    notebook = folder / "notebooks/birds.ipynb"
    document = json.loads(notebook.read_text("utf-8"))
    document["cells"][-1]["source"] += CELL
    notebook.write_text(json.dumps(document), "utf-8")
    (folder / "book/a.png").write_bytes(b"GIF89a")
    (folder / "book/text.ipynb").write_text(notebook_text("37 birds"), "utf-8")
    (folder / "notebooks/more.py").write_text(percent_text("37"), "utf-8")
    (folder / "_toc.yml").write_text("format: jb-book\nroot: book/index\nchapters:\n- file: book/text\n", "utf-8")
    assert factbook("check", "--project", folder).returncode == 0
    return folder


@pytest.fixture
def report(checked, tmp_path) -> Path:
    return Path(shutil.copytree(checked, tmp_path / "report", symlinks=True))


def write_page(report: Path, text: str, encoding: str = "utf-8") -> Path:
    page = report / "book/index.md"
    page.write_bytes(text.encode(encoding))
    return page


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["unix", "windows"])
def test_digits_change_in_every_place_and_nothing_else_does(report, factbook, end):
    page = write_page(report, PLACES.replace("\n", end))
    page.chmod(0o640)
    overlay = (report / OVERLAY).read_bytes()
    (report / "book/text.ipynb").write_text(notebook_text("36 birds"), "utf-8")
    (report / "notebooks/more.py").write_text(percent_text("36"), "utf-8")
    shown = factbook("fix", "--project", report)
    assert shown.returncode == 1
    assert "Nothing was written; to write it, give the same command with --yes." in shown.stdout
    assert page.read_bytes() == PLACES.replace("\n", end).encode()
    written = factbook("fix", "--project", report, "--yes")
    assert written.returncode == 0, written.stdout + written.stderr
    assert page.read_bytes().decode() == FIXED.replace("\n", end)
    assert page.stat().st_mode & 0o777 == 0o640
    assert (report / OVERLAY).read_bytes() == overlay
    assert (report / "book/text.ipynb").read_text("utf-8") == notebook_text("37 birds")
    assert (report / "notebooks/more.py").read_text("utf-8") == percent_text("37")
    assert factbook("check", "--project", report).returncode == 0
    assert not list(report.rglob("*.part"))
    again = factbook("fix", "--project", report)
    assert (again.returncode, again.stdout) == (0, "No figure needs other digits.\n")


def test_the_whole_of_a_part_is_left_to_a_person_and_one_that_nothing_knows_is_listed(report, factbook):
    page = write_page(report, "# Birds\n\nOf them, {claim}`15 of 36 birds <birds.last>` came.\n")
    shown = factbook("fix", "--project", report, "--yes")
    assert shown.returncode == 1
    assert "of 37 (birds.all), and the text has 36" in shown.stdout
    assert "perhaps ‘15 of 37 birds’" in shown.stdout
    assert "15 of 36" in page.read_text("utf-8")
    write_page(report, "# Birds\n\nOf them, {claim}`15 of 37 birds <birds.last>` came.\n")
    assert factbook("check", "--project", report).returncode == 0
    write_page(report, "# Birds\n\nOf them, {claim}`37 of 90 birds <birds.all>` came.\n")
    listed = factbook("check", "--project", report)
    assert listed.returncode == 1
    assert "‘90’ unbound: nothing checks it: “37 of 90 birds” is held against birds.all" in listed.stdout


RESTRUCTURED = """\
More birds
==========

In all :claim:`36 birds <birds.all>` were seen, and :claim:`12
birds <birds.last>` came last; that is :claim:`33.3% <birds.share>` [#a]_.

.. note:: Of :claim:`36 birds <birds.all>`

   Some :claim:`36 <birds.all>` and again :claim:`36 <birds.all>` came.

.. list-table:: All :claim:`36 birds <birds.all>`

   * - :claim:`12 <birds.last>`

===== ==========================
last  :claim:`12 <birds.last>`
===== ==========================

A literal, ``:claim:`12 <birds.last>``\\ , stays.

.. [#a] Or :claim:`about 30% <birds.share>`.
"""


@pytest.mark.slow
def test_pages_in_restructured_text_are_fixed_queued_approved_and_built(report, factbook):
    config = report / "_config.yml"
    settings = json.loads(config.read_text("utf-8"))
    settings["factbook"]["mode"] = "adopt"
    config.write_text(json.dumps(settings), "utf-8")
    page = report / "book/more.rst"
    page.write_text(RESTRUCTURED, "utf-8")
    write_page(report, "# A\n\n```{eval-rst}\n.. note::\n\n   :claim:`36 <birds.all>` birds.\n```\n")
    toc = "format: jb-book\nroot: book/index\nchapters:\n- file: book/more\n"
    (report / "_toc.yml").write_text(toc, "utf-8")
    fixed = factbook("fix", "--project", report, "--yes")
    assert fixed.returncode == 0, fixed.stdout + fixed.stderr
    now = RESTRUCTURED.replace("`36", "`37").replace(":claim:`12", ":claim:`15").replace("33.3%", "40.5%")
    assert page.read_text("utf-8") == now.replace("30%", "41%").replace("``:claim:`15", "``:claim:`12")
    assert ":claim:`37 <birds.all>`" in (report / "book/index.md").read_text("utf-8")
    queue = json.loads(factbook("queue", "--project", report, "--format", "json").stdout)
    assert ("book/more.rst", 4) in {(one["file"], one["line"]) for one in queue["items"]}
    approved = factbook("approve", "book/more.rst:13", "--how", "source", "--project", report)
    assert approved.returncode == 0, approved.stderr
    assert '{statistic: "birds.last", printed: "15"' in (report / "book/approvals/more.yml").read_text("utf-8")
    built = factbook("build", "--project", report)
    assert built.returncode == 0, built.stderr
    html = (report / "_build/html/more.html").read_text("utf-8")
    assert "15 birds" in html


SPANS = """\
# Birds

Of all, {claim}`12 of 37 birds <birds.last>` came last, which is {claim}`30 to 35 percent <birds.share>`.
Last year {claim}`between 1,200 and 1,300 <birds.2025>` were seen, and {claim}`more than 800 <birds.2024>` before.

:::{language} ko
모두 {claim}`30%대 <birds.share>`였고, {claim}`37마리 중 12마리 <birds.last>`가 왔다.
:::
"""
SPANS_FIXED = (
    SPANS.replace("12 of 37", "15 of 37").replace("30 to 35", "40 to 45").replace("1,200 and 1,300", "1,400 and 1,500")
    .replace("more than 800", "more than 1,200").replace("30%대", "40%대").replace("중 12마리", "중 15마리")
)  # fmt: skip


def test_ranges_bands_and_parts_of_a_whole_get_new_digits_and_hold(report, factbook):
    page = write_page(report, SPANS)
    written = factbook("fix", "--project", report, "--yes")
    assert page.read_text("utf-8") == SPANS_FIXED, written.stdout + written.stderr
    assert written.returncode == 0, written.stdout + written.stderr
    assert factbook("check", "--project", report).returncode == 0


def test_the_patch_is_what_git_applies(report, factbook):
    subprocess.run(["git", "init", "-q", report.parent], check=True)
    page = write_page(report, PLACES)
    shown = factbook("fix", "--project", report, "--diff")
    assert shown.returncode == 1
    assert "with new digits" not in shown.stdout
    assert page.read_text("utf-8") == PLACES
    subprocess.run(["git", "apply"], input=shown.stdout, text=True, cwd=report.parent, check=True)
    assert page.read_text("utf-8") == FIXED


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param(
            "It {claim}`fell by 10% <birds.change>`.",
            ["words must change [birds.change]", "    It fell by 10%."],
            id="a fall that is a rise",
        ),
        pytest.param(
            "The confidence interval is {claim}`30 to 35 <birds.all>`.",
            ["its ends may be two values [birds.all]", "interval is 30 to 35.\n"],
            id="a range that was computed",
        ),
        pytest.param(
            "In all {claim}`12 of 40 <birds.share>` came last.",
            ["words must change [birds.share]"],
            id="a part of another whole",
        ),
        pytest.param(
            "Sightings fell by {claim}`10% <birds.change>`.",
            ["the text says “fell”", "    Sightings fell by 10%.", "    perhaps ‘50%’"],
            id="a verb beside the figure",
        ),
        pytest.param(
            "The highest number was {claim}`40 birds <birds.all>`.",
            ["the text says “highest” [birds.all]", "    perhaps ‘37 birds’"],
            id="a record that may be lost",
        ),
        pytest.param(
            "There were {claim}`19 geese <geese.2025>` in 2024, which was {claim}`80 kg <geese.weight>` of bird.",
            ["the text says “2024”", "beside it the text says “2024”", "perhaps ‘90 kg’", "2 left to a person"],
            id="a figure beside one of another year",
        ),
        pytest.param(
            "In 2024 there were {claim}`12 birds <birds.last>`.",
            ["the text says “2024”, and birds.last is of 2025", "    perhaps ‘15 birds’"],
            id="the newest row beside an earlier year",
        ),
        pytest.param("In all {claim}`six birds <birds.last>` came.", ["words must change"], id="a number word"),
        pytest.param(
            "There were {claim}`1,234 <birds.2025>` sightings.",
            ["it fits birds.2024: perhaps it is bound to the wrong one [birds.2025]", "    perhaps ‘1,432’"],
            id="another statistic that fits",
        ),
        pytest.param(
            "It was an {claim}`8% <birds.change>` rise, or {claim}`9% <birds.gone>`.",
            ["perhaps ‘50%’", "1 wrong for other reasons than digits (factbook check)"],
            id="an article",
        ),
        pytest.param(
            "Of all birds, {claim}`one in eight <birds.share>` came last.",
            ["words must change [birds.share]"],
            id="words for a size",
        ),
        pytest.param(
            "새가 왔다. 37마리였다. {claim}`여섯 마리 <birds.last>`는 마지막에 왔다. 2025년의 일이다.",
            ["\n    여섯 마리는 마지막에 왔다.\n"],
            id="one Korean sentence of several",
        ),
    ],
)  # fmt: skip
def test_what_needs_other_words_is_left_to_a_person(report, factbook, text, shown):
    page = write_page(report, f"# A\n\n{text}\n")
    result = factbook("fix", "--project", report, "--yes")
    assert result.returncode == 1
    for one in shown:
        assert one in result.stdout
    assert "book/index.md:3: ‘" in result.stdout
    assert page.read_text("utf-8") == f"# A\n\n{text}\n"


def test_the_newest_row_gives_its_digits_to_a_sentence_about_its_year(report, factbook):
    page = write_page(report, "# A\n\nIn 2025 there were {claim}`12 birds <birds.last>`.\n")
    assert factbook("fix", "--project", report, "--yes").returncode == 0
    assert "In 2025 there were {claim}`15 birds <birds.last>`." in page.read_text("utf-8")


def test_what_the_newest_edition_prints_of_its_statistic_is_bound_to_the_right_one(report, factbook):
    notebook = report / "notebooks/birds.ipynb"
    now = notebook.read_text("utf-8")
    page = write_page(report, "# A\n\nThere were {claim}`1,234 <birds.2025>` sightings.\n")
    notebook.write_text(now.replace("'birds.2025', 1432", "'birds.2025', 1234"), "utf-8")
    sealed = factbook("seal", "may", "--project", report)
    assert sealed.returncode == 0, sealed.stderr
    notebook.write_text(now, "utf-8")
    assert factbook("fix", "--project", report, "--yes").returncode == 0
    assert "`1,432 <birds.2025>`" in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("before", "after"),
    [pytest.param("248400", "248,512", id="exact"), pytest.param("248420", "248,500", id="rounded")],
)
def test_the_last_site_says_whether_a_figure_with_zeros_was_exact(starter, factbook, before, after):
    page, table = starter / "book/routes.md", starter / "data/riders_by_route.csv"

    def turn(old: str, new: str) -> None:
        table.write_text(table.read_text("utf-8").replace(old, new), "utf-8")
        assert factbook("refresh", "--project", starter).returncode == 0

    if before != "248400":
        turn("248400", before)
        built = factbook("build", "--project", starter)
        assert built.returncode == 0, built.stderr
    turn(before, "248512")
    factbook("fix", "--project", starter, "--yes")
    assert f"{{claim}}`{after} <routes.night.2025>`" in page.read_text("utf-8")


def test_only_what_is_named_is_changed(report, factbook):
    page = write_page(report, PLACES)
    notebook = report / "book/text.ipynb"
    notebook.write_text(notebook_text("36 birds"), "utf-8")
    assert factbook("fix", "birds.share", "--project", report, "--yes").returncode == 0
    assert page.read_text("utf-8") == PLACES.replace("`33.3%", "`40.5%").replace("`about 30%", "`about 41%")
    assert factbook("fix", "book/text.ipynb", "--project", report, "--yes").returncode == 0
    assert notebook.read_text("utf-8") == notebook_text("37 birds")
    assert "`36" in page.read_text("utf-8")
    unknown = factbook("fix", "birds.shar", "--project", report)
    assert unknown.returncode == 2
    assert "birds.shar: is no page, statistic or claim of this report (did you mean birds.share?)" in unknown.stderr


def test_an_input_that_cannot_be_used_is_refused(report, factbook):
    page = write_page(report, PLACES + "\n{claim}`12`\n")
    result = factbook("fix", "--project", report, "--yes")
    assert result.returncode == 2
    assert page.read_text("utf-8") == PLACES + "\n{claim}`12`\n"


def answer(report: Path, reply: bytes, meanwhile=lambda: None) -> subprocess.CompletedProcess[str]:
    """Run the command on a terminal, do something once it asks, and reply."""
    theirs, ours = pty.openpty()
    with os.fdopen(theirs, "wb", buffering=0) as typed, os.fdopen(ours, "rb") as read:
        command = [Path(sys.executable).with_name("factbook"), "fix", "--project", report]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        with subprocess.Popen(command, stdin=read, text=True, **pipes) as process:
            shown = ""
            while "Write this? [Y/n]" not in shown and (char := process.stdout.read(1)):
                shown += char
            meanwhile()
            typed.write(reply)
            rest, errors = process.communicate()
    return subprocess.CompletedProcess(command, process.returncode, shown + rest, errors)


def test_what_comes_next_is_to_write_it_until_it_is_written(report, factbook):
    write_page(report, PLACES.replace("`33.3%", "`six per cent"))
    asked = factbook("fix", "--project", report)
    assert "Nothing was written; to write it, give the same command with --yes." in asked.stdout
    assert "left to a person" in asked.stdout
    assert "Next:" not in asked.stdout
    assert "Next: factbook check" in factbook("fix", "--project", report, "--yes").stdout


def test_on_a_terminal_it_asks(report):
    page = write_page(report, PLACES)
    assert answer(report, b"n\n").returncode == 1
    assert page.read_text("utf-8") == PLACES
    assert answer(report, b"y\n").returncode == 0
    assert page.read_text("utf-8") == FIXED


def test_a_file_that_was_changed_meanwhile_is_not_overwritten(report):
    page = write_page(report, PLACES)
    result = answer(report, b"y\n", lambda: page.write_text(f"{PLACES}\nMore.\n", "utf-8"))
    assert result.returncode == 2
    assert "book/index.md: was changed meanwhile, so nothing was written (run factbook fix again)" in result.stderr
    assert page.read_text("utf-8") == f"{PLACES}\nMore.\n"


def test_what_does_not_hold_after_all_is_taken_back(report):
    page = write_page(report, PLACES)
    notebook = report / "notebooks/birds.ipynb"
    other = notebook.read_text("utf-8").replace("birds['value'].sum(), unit='count'", "38, unit='count'")
    result = answer(report, b"y\n", lambda: notebook.write_text(other, "utf-8"))
    assert result.returncode == 1
    assert "book/index.md: taken back, since it does not hold with the new digits" in result.stderr
    assert page.read_text("utf-8") == PLACES
