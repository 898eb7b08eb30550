"""A site that was built step by step is the same, byte by byte, as one that is built from nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from factbook.data.validate import refresh
from factbook.engine.fingerprints import see_inputs
from factbook.engine.results import Results, using
from factbook.engine.up_to_date import find_current
from factbook.notebooks import Run, reuse_runs
from factbook.project.files import digest, digest_file
from factbook.project.settings import read_project
from factbook.report.pipeline import make_report
from factbook.sphinx_ext.build.build_site import build_site
from tiny import CELLS, write_tiny

# Sphinx and its extensions warn of each other's future; what they say of pages stops the build all the same.
pytestmark = [pytest.mark.filterwarnings("ignore"), pytest.mark.usefixtures("warm_kernels")]


class Builder:
    """Builds reports in this process, and runs notebooks only when they or the data differ from all seen before."""

    def __init__(self) -> None:
        self.runs: dict[str, list[Run]] = {}

    def build(self, root: Path) -> Path:
        inputs = see_inputs(root)
        with using(Results(root, inputs)) as results:
            report = make_report(read_project(root), run=self._run)
            results.save()
            assert [str(complaint) for complaint in report.complaints] == []
            return build_site(report, strict=True, inputs=inputs)

    def build_from_nothing(self, root: Path) -> Path:
        elsewhere = root.with_name("from-nothing")
        shutil.rmtree(elsewhere, ignore_errors=True)
        shutil.copytree(root, elsewhere, ignore=shutil.ignore_patterns("_build"))
        return self.build(elsewhere)

    def _run(self, root: Path, paths: Any, **options: Any) -> list[Run]:
        files = sorted(path for folder in ("data", "notebooks") for path in (root / folder).iterdir())
        key = digest([(path.name, digest_file(path)) for path in files])
        if key not in self.runs:
            self.runs[key] = reuse_runs(root, paths, **options)
        return self.runs[key]


def contents(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def differing(one: Path, other: Path) -> list[str]:
    ours, theirs = contents(one), contents(other)
    return sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))


def replace(file: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        text = (root / file).read_text("utf-8")
        assert old in text
        (root / file).write_text(text.replace(old, new), "utf-8")
        if file.startswith("data/"):
            refresh(root)

    return edit


def add(file: str, text: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        with (root / file).open("a", encoding="utf-8") as out:
            out.write(text if file.startswith("data/") else f"\n{text}")
        if file.startswith("data/"):
            refresh(root)

    return edit


def add_page(root: Path) -> None:
    (root / "book/more.md").write_text("# More\n\nA page that was not there before.\n", "utf-8")
    replace("_toc.yml", "      - file: book/routes\n", "      - file: book/routes\n      - file: book/more\n")(root)


def remove_page(root: Path) -> None:
    replace("_toc.yml", "      - file: book/more\n", "")(root)
    (root / "book/more.md").unlink()


EDITS = {
    "a setting, which every page shows": replace("_config.yml", "title: Harrow Bay by bus", "title: By bus"),
    "a page more": add_page,
    "a sentence": replace("book/routes.md", "Whoever changes", "Anybody who changes"),
    "a title, which every page shows": replace("book/data.md", "# Data and sources", "# Sources and data"),
    "a digit of the data": replace("data/riders_by_route.csv", "248400", "248401"),
    "a source, which pages of evidence show": replace("data/sources.csv", "Annual bus report 2024", "Bus report 2024"),
    "a description, which the front page shows": replace("book/routes.md", "The Night Bus grew", "Our Night Bus grew"),
    "an option of a chart": replace("book/index.md", "```{chart} riders.years\n", "```{chart} riders.years\n:lead:\n"),
}


@pytest.fixture(scope="module")
def builder() -> Builder:
    return Builder()


@pytest.fixture
def root(starter: Path) -> Path:
    return starter


@pytest.mark.trial
@pytest.mark.parametrize("order", range(9))
def test_after_any_order_of_edits_the_site_is_that_of_a_build_from_nothing(root, builder, order, trial):
    builder.build(root)
    names = list(EDITS)
    trial.random(order).shuffle(names)
    edits = {**{name: EDITS[name] for name in names}, "a page less": remove_page}
    for name, edit in edits.items():
        edit(root)
        assert not find_current(root), name
        site = builder.build(root)
        assert differing(site, builder.build_from_nothing(root)) == [], (name, names)
        assert find_current(root), name


def test_what_was_checked_before_and_is_not_now_is_said_no_more(root, builder):
    # The command has drawn the charts and read them back; this builder does not.
    page = root / "_build/html/notebooks/riders.html"
    assert "values checked against the data" in page.read_text("utf-8")
    assert differing(builder.build(root), builder.build_from_nothing(root)) == []
    assert "values checked against the data" not in page.read_text("utf-8")


def test_an_edit_renders_the_pages_that_show_it_and_takes_the_others_over(root, builder):
    site = builder.build(root)
    before = {path: path.stat().st_ino for path in site.rglob("*") if path.is_file()}
    EDITS["a sentence"](root)
    builder.build(root)
    made = {path.relative_to(site) for path, inode in before.items() if path.stat().st_ino != inode}
    pages = {path.as_posix() for path in made if path.suffix == ".html"}
    assert pages == {"routes.html", "index.html"}, "the front page has the list of chapters"
    assert not {path.as_posix() for path in made if path.parts[0] in {"cite", "CITATION.cff", "_headers", "robots.txt"}}


def test_another_value_of_the_same_measure_and_period_makes_no_evidence_anew(tmp_path, builder):
    # Of one measure, unit and period there may be hundreds: one for each part of a country.
    root = write_tiny(tmp_path / "lake")
    replace("book/index.md", "together.\n", "together.\n\nElsewhere it was {claim}`10 <birds.first>`.\n")(root)
    notebook, rest = "notebooks/birds.ipynb", ", unit='count', population=who, period='2025', rows=birds.iloc[[{}]])"
    replace(notebook, CELLS[1].splitlines()[0], _record("birds.first", 0, rest))(root)
    site = builder.build(root)
    before = {path.name: path.stat().st_ino for path in (site / "evidence").glob("birds.*.html")}
    replace("data/birds.csv", "2023,10", "2023,11")(root)
    replace("book/index.md", "10 <birds.first>", "11 <birds.first>")(root)
    replace("book/index.md", "37 birds", "38 birds")(root)
    builder.build(root)
    made = {name for name, inode in before.items() if (site / "evidence" / name).stat().st_ino != inode}
    assert made == {"birds.first.html", "birds.all.html"}
    assert differing(site, builder.build_from_nothing(root)) == []


def _record(first: str, at: int, rest: str) -> str:
    lines = [
        f"fb.record('{id}', birds['value'].iloc[{at}]{rest.format(at)}" for id, at in ((first, at), ("birds.last", -1))
    ]
    return "\\n".join(lines)


def test_a_page_of_the_site_that_was_changed_or_is_gone_is_made_again(root, builder):
    site = builder.build(root)
    before = contents(site)
    (site / "routes.html").write_text("a wrong figure")
    next((site / "evidence").glob("routes.*.html")).unlink()
    (site / "searchindex.js").write_text("nothing")
    assert not find_current(root)
    builder.build(root)
    assert contents(site) == before


def test_a_picture_from_a_hidden_folder_or_behind_a_link_is_never_stale(root, builder):
    square = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
    pictures = root / "book/.pictures/one.svg", root / ".kept/other.svg"
    for path in pictures:
        path.parent.mkdir()
        path.write_text(square)
    (root / "book/other.svg").symlink_to(pictures[1])
    shown = "![A square](.pictures/one.svg)\n\n![Another](other.svg)\n\n## The sources"
    replace("book/data.md", "## The sources", shown)(root)
    builder.build(root)
    assert find_current(root)
    for path in pictures:
        path.write_text(square.replace("1", "2"))
        assert not find_current(root)
        site = builder.build(root)
        assert (site / "_images" / path.name).read_bytes() == path.read_bytes()
        assert find_current(root)


@pytest.mark.parametrize(
    ("shown", "file"),
    [("```{chart} riders.years\n```\n", "book/index.md"), ("```{review} herald-2026-03-20\n```\n", "book/herald.md")],
    ids=["chart", "review"],
)
def test_where_something_is_shown_first_is_stale_on_no_other_page(root, builder, shown, file):
    replace("_config.yml", "  # address:", "  address:")(root)
    add("book/data.md", shown if "chart" in shown else shown.replace("\n", "\n:glance:\n", 1))(root)
    before = contents(builder.build(root))
    replace(file, shown, "")(root)
    add("book/routes.md", shown)(root)
    site = builder.build(root)
    assert contents(site)["data.html"] != before["data.html"]
    assert differing(site, builder.build_from_nothing(root)) == []


def test_an_included_file_is_never_stale_where_an_older_one_takes_its_place(root, builder):
    (root / "code").mkdir()
    included, other = root / "code/sums.py", root / "code/other.py"
    included.write_text("total = first + second\n")
    add("book/routes.md", "```{literalinclude} ../code/sums.py\n```\n")(root)
    builder.build(root)
    other.write_text("total = sum(everything)\n")
    os.utime(other, (0, 0))
    other.replace(included)
    site = builder.build(root)
    assert "everything" in (site / "routes.html").read_text("utf-8")
    assert differing(site, builder.build_from_nothing(root)) == []


def test_a_list_in_restructuredtext_is_never_stale(root, builder):
    add("book/data.md", "```{eval-rst}\n.. chapters::\n\n.. datasets::\n```\n")(root)
    add("book/herald.md", "```{eval-rst}\n.. datasets::\n```\n")(root)
    builder.build(root)
    EDITS["a description, which the front page shows"](root)
    replace("data/datapackage.json", "as the town counts them", "as the city counts them")(root)
    site = builder.build(root)
    assert "as the city counts them" in (site / "herald.html").read_text("utf-8")
    assert differing(site, builder.build_from_nothing(root)) == []


def test_how_many_rows_are_not_known_yet_is_never_stale(root, builder):
    add("data/sources.csv", "late,A later report,Harrow Bay,2050-01-01,,,\n")(root)
    for row in ("2018,1,trips,conflict,late,first\n", "2019,2,trips,conflict,late,second\n"):
        add("data/riders_by_year.csv", row)(root)
        site = builder.build(root)
    assert "2 of 11 rows are not known yet" in (site / "claims.json").read_text("utf-8")
    assert differing(site, builder.build_from_nothing(root)) == []


def test_behind_a_link_to_a_folder_every_build_looks(root, builder):
    builder.build(root)
    assert find_current(root)
    (root.parent / "shared").mkdir()
    (root / "data/shared").symlink_to("../../shared")
    assert not find_current(root)
