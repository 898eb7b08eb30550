"""An approval stands until what it is about changes, and the author of its line in git is who approved."""

from __future__ import annotations

import subprocess
from decimal import Decimal
from threading import Thread

import pytest
from click.testing import CliRunner

from factbook.cli.desk import _write, go_through
from factbook.project.authors import Authors, LineState, Person, group_people
from factbook.render.terminal.desk_queue import describe_counts
from factbook.report.desk import approvals
from factbook.report.desk.approvals import (
    FOLDER,
    Approval,
    Method,
    _insert,
    add_approvals,
    approvals_path,
    find_approval_faults,
    read_approvals,
    remove_approvals,
    write_line,
)
from factbook.report.desk.approve import undo_approvals
from factbook.report.desk.risk_queue import find_items
from factbook.report.desk.sign_offs import Lapse, Sight
from figurecheck.model.errors import EditionError, ProjectError
from tiny_desk import TinyDesk

FILE = "book/approvals/index.yml"


@pytest.fixture
def desk(tmp_path) -> TinyDesk:
    desk = TinyDesk(tmp_path / "lake")
    desk.commit("Ann")
    return desk


@pytest.fixture
def approved(desk) -> TinyDesk:
    """Ben has approved all three figures."""
    desk.approve("birds.last", "birds.all", "birds.share", who="Ben")
    return desk


def names(standing) -> list[str]:
    return [person.name for person in standing.people]


def test_the_author_of_the_commit_is_who_approved(approved):
    for printed in ("15", "37 birds", "24.3%"):
        standing = approved.standing(printed)
        assert (standing.sight, names(standing)) == (Sight.SEEN, ["Ben"])


def test_a_file_that_would_not_be_read_is_refused(approved):
    (approved.root / FILE).rename((approved.root / FILE).with_suffix(".yaml"))
    said = (
        f"{FOLDER}/index.yaml: is not read, as files of approvals end with .yml (rename it to index.yml, with git mv)"
    )
    assert [str(one) for one in find_approval_faults(approved.root)] == [said]
    with pytest.raises(ProjectError, match=r"index\.yaml"):
        read_approvals(approved.root)


def test_what_the_file_says_of_a_person_is_refused(approved):
    approved.edit(FILE, 'how: "source"', 'how: "source", who: "Cem"')
    with pytest.raises(ProjectError, match=r"index.yml:3: \[0\].who: no such key"):
        read_approvals(approved.root)


@pytest.mark.parametrize(
    ("change", "printed", "lapses"),
    [
        pytest.param(
            lambda desk: desk.edit("book/index.md", "37 birds", "about 37 birds"), "about 37 birds",
            (Lapse.PRINTED, Lapse.SENTENCE, Lapse.VERDICT), id="digits",
        ),
        pytest.param(
            lambda desk: desk.edit("book/index.md", "all years together", "all years"), "37 birds", (Lapse.SENTENCE,),
            id="sentence",
        ),
        pytest.param(lambda desk: vars(desk.recorded).update(unit="birds"), "37 birds", (Lapse.UNIT,), id="unit"),
        pytest.param(
            lambda desk: vars(desk.recorded).update(population="birds heard"), "37 birds", (Lapse.POPULATION,),
            id="population",
        ),
        pytest.param(
            lambda desk: vars(desk.recorded).update(share=Decimal("0.242")), "24.3%", (Lapse.VALUE, Lapse.VERDICT),
            id="value and verdict",
        ),
        pytest.param(
            lambda desk: vars(desk.recorded).update(share=Decimal("0.2431")), "24.3%", (Lapse.VALUE,), id="value",
        ),
    ],
)  # fmt: skip
def test_an_approval_lapses_with_what_it_is_about(approved, change, printed, lapses):
    change(approved)
    standing = approved.standing(printed)
    assert (standing.sight, standing.changes) == (Sight.CHANGED, lapses)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(
            lambda desk: vars(desk.recorded).update(share=Decimal("0.243243249")), id="the ninth decimal",
        ),
        pytest.param(
            lambda desk: vars(desk.recorded).update(all=Decimal("37.000000001")), id="that of an exact figure",
        ),
        pytest.param(
            lambda desk: desk.edit("book/index.md", " in all years together", "\nin all years\n together"),
            id="line breaks",
        ),
        pytest.param(lambda desk: desk.edit("book/index.md", "# {claim}", "# \n\n# {claim}"), id="lines above"),
        pytest.param(
            lambda desk: (
                desk.git("mv", "book/index.md", "book/birds.md"),
                desk.edit("_toc.yml", "book/index", "book/birds"),
            ),
            id="the page has another name",
        ),
        pytest.param(lambda desk: desk.git("mv", FILE, "book/approvals/lake.yml"), id="the file has another name"),
    ],
)  # fmt: skip
def test_what_readers_do_not_see_lets_it_stand(approved, change):
    change(approved)
    approved.commit("Cem")
    for printed in ("37 birds", "24.3%"):
        assert names(approved.standing(printed)) == ["Ben"]


def test_one_bird_more_is_seen_although_it_is_printed_as_before(desk):
    desk.edit("book/index.md", "{claim}`37 birds", "{claim}`more than 30 birds")
    desk.approve("birds.all", who="Ben")
    desk.recorded.all = Decimal(38)
    assert desk.standing("more than 30 birds").changes == (Lapse.VALUE,)


def test_a_statistic_that_has_another_id_keeps_its_approvals(approved):
    approved.recorded.names = {"birds.all": "lake.all"}
    approved.edit("book/index.md", "birds.all", "lake.all")
    assert approved.standing("37 birds").sight is Sight.NEVER
    approved.configure(renamed={"birds.all": "lake.all"})
    assert names(approved.standing("37 birds")) == ["Ben"]


def test_figures_of_one_statistic_in_two_sentences_are_approved_one_by_one(desk):
    desk.edit("book/index.md", "No more", "In all {claim}`37 <birds.all>` came.\nNo more")
    with pytest.raises(ProjectError, match="2 figures in several sentences, of which each has to be read"):
        desk.approve("birds.all")
    desk.approve("book/index/birds.all/2", who="Ben")
    assert (desk.standing("37").sight, desk.standing("37 birds").sight) == (Sight.SEEN, Sight.NEVER)


LAKES = "| | {} |\n|---|---|\n| lake | {{claim}}`15 <birds.last>` |\n\n"


def test_figures_below_two_heads_are_approved_one_by_one(desk):
    tables = LAKES.format("2025") + LAKES.format("2024")
    (desk.root / "book/index.md").write_text(f"# Birds\n\n{tables}", "utf-8")
    with pytest.raises(ProjectError, match="2 figures in several sentences, of which each has to be read"):
        desk.approve("birds.last")
    with CliRunner().isolation(input="nn") as (output, *_):
        go_through(desk.queue(), desk.root, desk.authors(), {})
    assert b"2 of 2" in output.getvalue()


def test_figures_that_say_the_same_are_approved_together(desk):
    (desk.root / "book/index.md").write_text("# Birds\n\n" + 2 * LAKES.format("2025"), "utf-8")
    with CliRunner().isolation(input="nn") as (output, *_):
        go_through(desk.queue(), desk.root, desk.authors(), {})
    assert b"2 of 2" not in output.getvalue()
    desk.approve("birds.last", who="Ben")
    assert {one.standing.sight for one in desk.queue().items} == {Sight.SEEN}


MORE = "In all {claim}`more than 30 <birds.all>` came.\nNo more"


def sights(desk) -> list[Sight]:
    """Return how the figures of one statistic stand, in the order of the page."""
    found = [one.standing for one in desk.queue().items if one.figure.statistic == "birds.all"]
    return [one.sight for one in sorted(found, key=lambda one: one.figure.place.line)]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda desk: vars(desk.recorded).update(population="birds heard"), id="what is counted"),
        pytest.param(lambda desk: desk.edit("book/index.md", "`37 birds", "`38 birds"), id="digits"),
        pytest.param(lambda desk: desk.edit("book/index.md", "years together", "years"), id="words"),
        pytest.param(
            lambda desk: desk.edit("book/index.md", "`37 birds <birds.all>` in all years together", "`38 <birds.all>`"),
            id="digits and words",
        ),
    ],
)
def test_a_sentence_that_is_added_is_none_that_changed(approved, change):
    change(approved)
    approved.edit("book/index.md", "No more", MORE)
    assert sights(approved) == [Sight.CHANGED, Sight.NEVER]


def test_an_added_sentence_may_stand_before_the_one_that_changed(approved):
    approved.recorded.all = Decimal(38)
    approved.edit(
        "book/index.md", "There were {claim}`37", "In all {claim}`38 <birds.all>` came.\nThere were {claim}`38"
    )
    assert sights(approved) == [Sight.NEVER, Sight.CHANGED]


def test_all_figures_of_a_sentence_may_have_new_digits(desk):
    desk.edit("book/index.md", "There were {claim}`37", "Beside {claim}`15 <birds.last>` there were {claim}`37")
    desk.approve("book/index/birds.last/2", "birds.all", who="Ben")
    desk.recorded.all, desk.recorded.last = Decimal(38), Decimal(16)
    desk.edit("book/index.md", "15 <", "16 <")
    desk.edit("book/index.md", "37 birds", "38 birds")
    desk.edit("book/index.md", "Beside", "In all {claim}`38 birds <birds.all>` came.\nBeside")
    assert sights(desk) == [Sight.NEVER, Sight.CHANGED]


def test_older_lines_of_a_figure_say_nothing_of_one_that_is_added(approved):
    approved.edit("book/index.md", "`37 birds", "`38 birds")
    approved.recorded.all = Decimal(38)
    approved.approve("birds.all", who="Ann")
    approved.edit("book/index.md", "No more", MORE)
    assert sights(approved) == [Sight.SEEN, Sight.NEVER]
    # Both of its approvals are of the sentence that has changed twice, although only the first has its words.
    approved.edit("book/index.md", "years together", "years")
    assert sights(approved) == [Sight.CHANGED, Sight.NEVER]


def test_two_sentences_that_were_looked_at_have_both_changed(desk):
    desk.edit("book/index.md", "No more", MORE)
    desk.approve("book/index/birds.all/1", "book/index/birds.all/2", who="Ben")
    desk.edit("book/index.md", "In all", "Altogether")
    desk.edit("book/index.md", "years together", "years")
    assert sights(desk) == [Sight.CHANGED, Sight.CHANGED]


def test_the_heads_of_a_table_belong_to_its_figures(desk):
    table = "| | 2025 |\n|---|---|\n| lake | {claim}`15 <birds.last>` |\n"
    (desk.root / "book/index.md").write_text(f"# Birds\n\n{table}", "utf-8")
    desk.approve("birds.last", who="Ben")
    assert names(desk.standing("15")) == ["Ben"]
    desk.edit("book/index.md", "| lake |", "| pond |")
    assert desk.standing("15").changes == (Lapse.SENTENCE,)


def test_of_two_approvals_at_once_none_is_lost(desk, monkeypatch):
    first, second = (
        (desk.root, find_items(desk.queue(), name), Method.SOURCE, "", desk.authors(), ())
        for name in ("birds.all", "birds.last")
    )
    others: list[Thread] = []

    def insert(text, added):
        if not others:
            # Between the reading of the file and its writing.
            others.append(Thread(target=_write, args=second))
            others[0].start()
            others[0].join(0.5)
        return _insert(text, added)

    monkeypatch.setattr(approvals, "_insert", insert)
    _write(*first)
    others[0].join()
    assert {one.approval.statistic for one in read_approvals(desk.root)} == {"birds.all", "birds.last"}


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["unix", "windows"])
def test_what_is_not_committed_is_taken_back_and_nothing_else(desk, end):
    desk.approve("birds.all", who="Ben")
    path = desk.root / FILE
    before = path.read_bytes().replace(b"\n", end.encode())
    path.write_bytes(before)
    desk.commit("Ben")
    desk.approve("birds.last")
    (last, whole) = (find_items(desk.queue(), name) for name in ("birds.last", "birds.all"))
    assert [path.as_posix() for path in undo_approvals(desk.root, last, Authors(desk.root))] == [FILE]
    assert path.read_bytes() == before
    with pytest.raises(ProjectError, match=r"‘37 birds’ has no approval that is not committed \(what is"):
        undo_approvals(desk.root, whole, Authors(desk.root))
    assert path.read_bytes() == before


def test_another_person_s_line_that_reads_the_same_stays(desk):
    desk.approve("birds.last", who="Ben")
    path = desk.root / FILE
    before = path.read_bytes()
    desk.approve("birds.last")
    assert path.read_bytes().count(b"birds.last") == 2
    undo_approvals(desk.root, find_items(desk.queue(), "birds.last"), Authors(desk.root))
    assert path.read_bytes() == before
    assert names(desk.standing("15")) == ["Ben"]


def test_nothing_is_taken_back_where_git_does_not_say_what_is_committed(desk, monkeypatch):
    desk.approve("birds.last", who="Ben")
    items, before = find_items(desk.queue(), "birds.last"), (desk.root / FILE).read_bytes()
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(ProjectError, match=r"git: detected dubious ownership.*: without it nobody knows"):
        undo_approvals(desk.root, items, Authors(desk.root))
    assert (desk.root / FILE).read_bytes() == before


def test_a_history_that_git_cannot_read_makes_no_approval_of_somebody_else_s_open(desk):
    desk.approve("birds.last", who="Ben")
    desk.approve("birds.all", who="Ann")
    # What the line of the first was written into is lost.
    first = subprocess.check_output(["git", "rev-parse", f"HEAD~1:./{FILE}"], cwd=desk.root, text=True).strip()
    folder = subprocess.check_output(["git", "rev-parse", "--git-path", "objects"], cwd=desk.root, text=True).strip()
    (desk.root / folder / first[:2] / first[2:]).unlink()
    with pytest.raises(EditionError, match="git: "):
        desk.queue()


FIGURE = "{claim}`15 <birds.last>`"
VALUES = ":::{{csv-table}} Birds\n:header: place, what, new\n\nlake, herons, {}\n:::"
GRID = ":::{{list-table}} Birds\n:header-rows: 1\n\n* - place\n  - all\n  - new\n* - lake\n  - 37\n  - {}\n:::"


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        pytest.param(f"On `lake` there were {FIGURE} birds.", "lake", "pond", id="code in the sentence"),
        pytest.param(f"See `all`. There were {FIGURE} birds on `lake`. See `more`.", "lake", "pond", id="behind it"),
        pytest.param(f"On $lake$ there were {FIGURE} birds.", "lake", "pond", id="a formula"),
        pytest.param(f"On {{kbd}}`lake` there were {FIGURE} birds.", "lake", "pond", id="a role"),
        pytest.param(f"On {{doc}}`data` there were {FIGURE} birds.", "data", "index", id="a reference"),
        pytest.param(f"lake\n: {FIGURE} birds", "lake", "pond", id="a term"),
        pytest.param(f"pond\n: none\n\nlake\n: {FIGURE}", "lake", "hill", id="the second term"),
        pytest.param(f"- lake, of {{claim}}`37 <birds.all>`\n  - {FIGURE}", "lake", "pond", id="an item above"),
        pytest.param(f"| | place | |\n|---|---|---|\n| a | lake | {FIGURE} |", "lake", "pond", id="a cell before"),
        pytest.param(GRID.format(FIGURE), "lake", "pond", id="the head of a row in a list"),
        pytest.param(GRID.format(FIGURE), "- new", "- old", id="the head of a column in a list"),
        pytest.param(VALUES.format(FIGURE), "lake", "pond", id="the head of a row of values"),
        pytest.param(VALUES.format(FIGURE), "what, new", "what, old", id="the head of a column of values"),
        pytest.param(VALUES.format(FIGURE), "herons", "swans", id="a value before"),
    ],
)
def test_what_readers_take_with_a_sentence_belongs_to_its_figure(desk, text, old, new):
    (desk.root / "book/index.md").write_text(f"# Birds\n\n{text}\n", "utf-8")
    desk.approve("birds.last", who="Ben")
    assert names(desk.standing("15")) == ["Ben"]
    desk.edit("book/index.md", old, new)
    assert desk.standing("15").changes == (Lapse.SENTENCE,)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (f"There were {FIGURE} birds. Nobody saw `ducks`.", "ducks", "geese"),
        (f"- lake, of {{claim}}`37 <birds.all>`\n  - {FIGURE}", "37 <", "37 birds <"),
        (f"- hill\n- lake\n  - {FIGURE}", "hill", "pond"),
        (f"| | place | |\n|---|---|---|\n| a | {{claim}}`37 <birds.all>` | {FIGURE} |", "37 <", "37 birds <"),
        (GRID.format(FIGURE), "- all", "- both"),
    ],
    ids=["another sentence", "the figure above", "another item", "the figure beside", "another column"],
)
def test_what_speaks_of_another_figure_lets_an_approval_stand(desk, text, old, new):
    (desk.root / "book/index.md").write_text(f"# Birds\n\n{text}\n", "utf-8")
    desk.approve("birds.last", who="Ben")
    desk.edit("book/index.md", old, new)
    assert names(desk.standing("15")) == ["Ben"]


def test_mailmap_makes_two_addresses_one_person(desk):
    desk.approve("birds.all", who="Ben")
    desk.approve("birds.all", who="benjamin")
    assert names(desk.standing("37 birds")) == ["Ben", "benjamin"]
    (desk.root / ".mailmap").write_text("Ben <ben@lake.example> <benjamin@lake.example>\n", "utf-8")
    assert names(desk.standing("37 birds")) == ["Ben"]


def test_one_name_with_two_addresses_is_one_person(desk):
    desk.approve("birds.all", who="Ben")
    desk.approve("birds.all")
    desk.git("add", "--all")
    desk.git("commit", "--quiet", "--message", "x", "--author", "ben <home@lake.example>")
    assert names(desk.standing("37 birds")) == ["Ben"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(
            ["J\u00f6rg <a@x>", "Jo\u0308rg <b@x>", "J\u00f6rg \u00a0 <c@x>"], 1, id="letters of two machines"
        ),
        pytest.param(["Ann Lee <a@x>", "annlee <b@x>", "Ann Lee <b@x>"], 1, id="one with the name and address of two"),
        pytest.param(["Ann <>", "Ben <>"], 2, id="no address"),
        pytest.param(["Ann <a@x>", "Ben <b@x>"], 2, id="two"),
    ],
)
def test_who_is_one_person_by_name_and_address(given, expected):
    people = [Person(name=one.partition(" <")[0], email=one.partition(" <")[2][:-1]) for one in given]
    assert [len(group_people(order)) for order in (people, people[::-1])] == [expected, expected]


def test_a_program_of_the_host_approves_nothing(desk):
    desk.approve("birds.all", who="helper[bot]")
    standing = desk.standing("37 birds")
    assert (standing.sight, names(standing)) == (Sight.PENDING, [])
    assert "1 approved, which does not count: by a program" in describe_counts(desk.queue())


# Of a shell that has git read paths as they are, too.
@pytest.mark.parametrize("variable", ["A_VARIABLE", "GIT_LITERAL_PATHSPECS", "GIT_NOGLOB_PATHSPECS"])
def test_what_was_taken_back_does_not_count_though_a_merge_brings_it_in_again(tmp_path, monkeypatch, variable):
    monkeypatch.setenv(variable, "1")
    desk = TinyDesk(tmp_path, approval={"people": 1})
    desk.approve("birds.last", "birds.share", who="Ben")
    desk.git("checkout", "--quiet", "-b", "side")
    desk.approve("birds.all", who="Cem")
    desk.git("checkout", "--quiet", "main")
    taken = next(one for one in read_approvals(desk.root) if one.approval.statistic == "birds.last")
    remove_approvals(desk.root, [taken.approval])
    desk.commit("Ben")
    # Lines that stand side by side are put together, whatever became of one of them.
    desk.git("merge", "--quiet", "side", who="Dee")
    assert "birds.last" in (desk.root / FILE).read_text("utf-8")
    assert [names(desk.standing(one)) for one in ("15", "37 birds", "24.3%")] == [[], ["Cem"], ["Ben"]]
    (line,) = desk.lacking()
    assert "1 approval taken back, which a merge did not keep" in line
    assert "1 approved, which does not count: taken back" in describe_counts(desk.queue())
    assert desk.standing("15").sight is Sight.NEVER
    desk.approve("birds.last", who="Ben")
    assert names(desk.standing("15")) == ["Ben"]


def test_a_copy_from_a_branch_beside_is_taken_back_too(desk):
    desk.git("checkout", "--quiet", "-b", "side")
    desk.approve("birds.all", who="Ben")
    copied = desk.git("rev-parse", "HEAD").strip()
    desk.git("checkout", "--quiet", "main")
    desk.commit("Ann")
    desk.git("cherry-pick", copied, who="Dee")
    desk.git("revert", "--no-edit", "HEAD", who="Ben")
    desk.git("merge", "--quiet", "side", "--message", "x", who="Dee")
    assert names(desk.standing("37 birds")) == []
    # What is added again on top of that counts, as whose it then is.
    desk.git("rm", "--quiet", FILE)
    desk.commit("Ann")
    desk.git("revert", "--no-edit", "HEAD", who="Cem")
    assert names(desk.standing("37 birds")) == ["Cem"]


def test_an_author_without_name_and_address_is_nobody():
    people = [Person(name="", email=""), Person(name="(unknown)", email=""), Person(name="Ann", email="")]
    assert [one.is_bot for one in people] == [True, True, False]


def test_a_line_that_goes_to_another_file_is_not_taken_back(approved):
    approved.git("mv", FILE, "book/approvals/other.yml")
    approved.commit("Cem")
    assert names(approved.standing("15")) == ["Ben"]


def test_a_report_that_is_moved_and_comes_back_loses_no_approval(tmp_path):
    desk = TinyDesk(tmp_path / "repository/lake")
    top = desk.root.parent
    desk.git("init", "--quiet", top)
    desk.approve("birds.all")
    # Not by `commit`, which would make a repository of the report's own folder.
    desk.git("-C", top, "add", "--all")
    desk.git("commit", "--quiet", "--message", "x", who="Ben")
    for old, new in (("lake", "pond"), ("pond", "lake")):
        desk.root = top / new
        (top / old).rename(desk.root)
        desk.git("-C", top, "add", "--all")
        desk.git("commit", "--quiet", "--message", "x", who="Cem")
        assert names(desk.standing("37 birds")) == ["Ben"]


def test_a_repository_within_that_the_report_does_not_name_commits_nothing(desk):
    desk.approve("birds.all")
    inner = desk.root / "book/approvals"
    desk.git("init", "--quiet", inner)
    desk.git("-C", inner, "add", "--all")
    desk.git("-C", inner, "commit", "--quiet", "--message", "x", who="Ben")
    assert desk.standing("37 birds").count(LineState.UNCOMMITTED) == 1
    desk.git("add", "book/approvals")
    desk.git("commit", "--quiet", "--message", "x")
    assert names(desk.standing("37 birds")) == ["Ben"]
    desk.approve("birds.last")
    desk.git("-C", inner, "commit", "--quiet", "--all", "--message", "x", who="Cem")
    assert [names(desk.standing(one)) for one in ("37 birds", "15")] == [[], []]


def test_grafts_and_what_a_hook_sets_name_no_other_author(approved, tmp_path, monkeypatch):
    (approved.root / ".git/info").mkdir(exist_ok=True)
    (approved.root / ".git/info/grafts").write_text(approved.commit("Cem") + "\n", "utf-8")
    assert names(approved.standing("15")) == ["Ben"]
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    assert names(approved.standing("15")) == ["Ben"]


def test_lines_are_those_of_the_file_and_of_none_made_for_people(approved):
    (approved.root / ".git/info").mkdir(exist_ok=True)
    (approved.root / ".git/info/attributes").write_text("*.yml diff=words\n", "utf-8")
    approved.git("config", "diff.words.textconv", "sed /birds.all/d")
    assert names(approved.standing("24.3%")) == ["Ben"]


def test_a_link_is_followed_to_the_file_that_people_write(desk):
    desk.approve("birds.all")
    (desk.root / FILE).rename(desk.root / "elsewhere.yml")
    (desk.root / FILE).symlink_to("../../elsewhere.yml")
    (desk.root / ".gitignore").write_text("elsewhere.yml\n", "utf-8")
    lines = (desk.root / "elsewhere.yml").read_text("utf-8").splitlines()
    (desk.root / "elsewhere.yml").write_text(lines[-1], "utf-8")
    desk.commit("Ben")
    assert names(desk.standing("37 birds")) == []


@pytest.mark.parametrize("stage", [False, True], ids=["in a new file", "staged"])
def test_what_is_not_committed_does_not_count(desk, stage):
    desk.approve("birds.all")
    if stage:
        desk.git("add", "--all")
    standing = desk.standing("37 birds")
    assert (standing.sight, standing.count(LineState.UNCOMMITTED)) == (Sight.PENDING, 1)


def test_a_line_that_is_added_to_a_committed_file_does_not_count_yet(desk):
    desk.approve("birds.last", who="Ben")
    desk.approve("birds.all")
    assert names(desk.standing("15")) == ["Ben"]
    assert desk.standing("37 birds").count(LineState.UNCOMMITTED) == 1


def test_without_a_repository_nobody_counts(tmp_path):
    desk = TinyDesk(tmp_path)
    desk.approve("birds.all")
    assert desk.standing("37 birds").sight is Sight.PENDING
    assert not desk.authors().has_history


def test_what_lies_beyond_a_shallow_history_does_not_count(approved, tmp_path):
    approved.commit("Cem")
    copy = tmp_path / "shallow"
    command = ["git", "clone", "--quiet", "--depth", "1", f"file://{approved.root}", copy]
    subprocess.run(command, check=True)
    whole, approved.root = approved.root, copy
    standing = approved.standing("37 birds")
    assert (standing.sight, standing.count(LineState.BEYOND)) == (Sight.PENDING, 1)
    assert approved.authors().is_shallow
    # With the first commit of a whole history, the line is no older than what is there.
    approved.root = whole
    assert names(approved.standing("37 birds")) == ["Ben"]


def test_the_first_commit_of_a_repository_counts(tmp_path):
    desk = TinyDesk(tmp_path)
    desk.approve("birds.all", who="Ben")
    assert desk.git("rev-list", "--count", "HEAD").strip() == "1"
    assert names(desk.standing("37 birds")) == ["Ben"]


def test_merges_keep_the_approvals_of_both_sides(desk):
    desk.approve("birds.last", who="Ann")
    desk.git("checkout", "--quiet", "-b", "side")
    desk.approve("birds.all", "birds.share", who="Ben")
    desk.git("checkout", "--quiet", "main")
    desk.approve("birds.all", "birds.share", who="Cem")
    desk.git("merge", "--quiet", "side", who="Dee")
    for printed in ("37 birds", "24.3%"):
        assert sorted(names(desk.standing(printed))) == ["Ben", "Cem"]
    assert names(desk.standing("15")) == ["Ann"]


def test_files_that_two_branches_began_are_merged_too(desk):
    desk.git("checkout", "--quiet", "-b", "side")
    desk.approve("birds.all", who="Ben")
    desk.git("checkout", "--quiet", "main")
    desk.approve("birds.all", who="Cem")
    desk.git("merge", "--quiet", "side", who="Dee")
    assert sorted(names(desk.standing("37 birds"))) == ["Ben", "Cem"]


def test_a_rebase_by_somebody_else_leaves_the_author(desk):
    desk.git("checkout", "--quiet", "-b", "side")
    desk.approve("birds.all", who="Ben")
    desk.git("checkout", "--quiet", "main")
    desk.edit("book/index.md", "# {", "#  {")
    desk.commit("Cem")
    desk.git("rebase", "--quiet", "main", "side", who="Dee")
    assert desk.git("log", "-1", "--format=%an %cn").split() == ["Ben", "Dee"]
    assert names(desk.standing("37 birds")) == ["Ben"]


def test_a_squash_by_somebody_else_makes_the_approvals_theirs(desk):
    desk.git("checkout", "--quiet", "-b", "side")
    desk.approve("birds.all", who="Ben")
    desk.approve("birds.all", who="Cem")
    desk.git("checkout", "--quiet", "main")
    desk.git("merge", "--quiet", "--squash", "side")
    desk.commit("Dee")
    assert names(desk.standing("37 birds")) == ["Dee"]


def test_whoever_changes_a_line_stands_for_it(approved):
    approved.edit(FILE, 'note: "the list"', 'note: "the list, page 2"')
    approved.commit("Cem")
    assert names(approved.standing("37 birds")) == ["Cem"]


@pytest.mark.parametrize(("old", "new"), [("\n", "\r\n"), ("{", "{ "), ("- {", "  -   {"), (": ", ":  ")])
def test_whoever_sets_a_file_anew_has_approved_nothing(approved, old, new):
    path = approved.root / FILE
    path.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))
    approved.commit("Cem")
    assert names(approved.standing("37 birds")) == ["Ben"]


def test_an_item_over_several_lines_is_of_whom_wrote_any_of_them_last(approved):
    path = approved.root / FILE
    lines = path.read_text("utf-8").splitlines()
    item = next(line for line in lines if "birds.all" in line)
    rest = "\n".join([line for line in lines if line != item] + ["# Note of the desk", *by_key(item)])
    path.write_text(rest + "\n# End\n", "utf-8")
    approved.commit("Cem")
    assert names(approved.standing("37 birds")) == ["Cem"]
    assert names(approved.standing("15")) == ["Ben"]
    # A comment after an item is nobody's approval.
    approved.edit(FILE, "# End", "# The end")
    approved.edit(FILE, "# Note of the desk", "# Of the desk")
    approved.commit("Dee")
    assert names(approved.standing("37 birds")) == ["Cem"]


def test_a_line_below_a_note_with_dashes_belongs_to_its_item(approved):
    path = approved.root / FILE
    items = [line for line in path.read_text("utf-8").splitlines() if line.startswith("- ")]
    rest = "\n".join(line for item in items for line in by_key(item))
    path.write_text(rest.replace('note: "the list"', "note: >\n    - the list\n    - its end") + "\n", "utf-8")
    approved.commit("Cem")
    head, _, tail = path.read_text("utf-8").partition('  id: "')
    path.write_text(f'{head}  id: "1{tail}', "utf-8")
    approved.commit("Dee")
    assert [names(approved.standing(one)) for one in ("37 birds", "15")] == [["Dee"], ["Cem"]]


def test_lines_are_counted_as_git_counts_them(approved):
    # YAML ends a line at both, and git at neither.
    approved.edit(FILE, 'note: "the list"', 'note: "the\u2028list\u0085"')
    approved.commit("Cem")
    approved.edit(FILE, '{statistic: "birds.share"', '{"statistic": "birds.share"')
    approved.commit("Dee")
    found = [names(approved.standing(one)) for one in ("37 birds", "15", "24.3%")]
    assert found == [["Cem"], ["Cem"], ["Dee"]]


def test_a_dash_on_a_line_of_its_own_is_nobodys(approved):
    approved.edit(FILE, '- {statistic: "birds.share"', '-\n  {statistic: "birds.share"')
    approved.commit("Cem")
    assert [names(approved.standing(one)) for one in ("15", "24.3%")] == [["Ben"], ["Cem"]]
    approved.edit(FILE, "-\n", "- # The share\n")
    approved.commit("Dee")
    assert [names(approved.standing(one)) for one in ("15", "24.3%")] == [["Ben"], ["Cem"]]


def by_key(item: str) -> list[str]:
    pairs = item.removeprefix("- {").removesuffix("}").split('", ')
    lines = [pair if pair.endswith('"') else f'{pair}"' for pair in pairs]
    return [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- {statistic: a}\n", "index.yml:1: [0].printed: is missing (write it)"),
        ("- {statistic: a, printed: 3.60, verdict: exact, how: source}\n", "3.60 is not text (quote it"),
        ("- {statistic: a, printed: b, verdict: exact, how: looked}\n", "[0].how: 'looked' is unknown (write one of"),
        ("- {statistic: a,\n", "index.yml:2: not readable as YAML"),
        ("a: b\n", "a list"),
        (
            "- {statistic: a, printed: b, verdict: exact, how: source}\n<<<<<<< HEAD\n- {}\n",
            "index.yml:2: a merge stopped here (keep the lines of both sides, and take out those of git",
        ),
    ],
)
def test_a_fault_of_a_file_is_told_with_its_line(tmp_path, text, expected):
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / FILE).write_text(text, "utf-8")
    with pytest.raises(ProjectError) as caught:
        read_approvals(tmp_path)
    assert expected in str(caught.value)


def test_the_check_tells_a_fault_of_a_file_beside_all_others(desk):
    assert not any("approvals" in one.place for one in desk.report().warnings)
    (desk.root / FILE).parent.mkdir(parents=True, exist_ok=True)
    (desk.root / FILE).write_text("- {statistic: a, printed: 3.60, verdict: exact, how: source, who: Ann}\n", "utf-8")
    # It stops no build of those who still write.
    assert desk.report().complaints == ()
    told = [str(one) for one in desk.report().warnings if one.place.startswith(FILE) and not one.warns]
    assert len(told) == 2
    assert any("3.60 is not text (quote it" in one for one in told)
    assert any("'who'" in one or ".who" in one for one in told)


@pytest.mark.parametrize(
    "text",
    ["no", 'a "b" \\ {c}: #d', "37만 2,456명", "a\u2028b\x85c\x7f", "\U0001f600 \ufeff", "- x", "'"],
)
def test_any_text_is_written_and_read_back(tmp_path, text):
    approval = Approval(statistic=text, printed=text, verdict="exact", how=Method.SOURCE, note=text, id="1")
    add_approvals(tmp_path, {"book/index.md": [approval]})
    assert len((tmp_path / FILE).read_text("utf-8").splitlines()) == 3
    (found,) = read_approvals(tmp_path)
    assert (found.approval.statistic, found.approval.note, found.lines) == (text, text, (3,))
    assert write_line(found.approval) == write_line(approval)


def test_lines_are_sorted_and_what_an_editor_wrote_stays(tmp_path):
    path = tmp_path / FILE
    path.parent.mkdir(parents=True)
    path.write_bytes(b'# Ours\r\n- {statistic: "b", printed: "1", verdict: "exact", how: "source"}\r\n')
    for name in ("c", "a"):
        approval = Approval(statistic=name, printed="1", verdict="exact", how=Method.ASKED, id="1")
        add_approvals(tmp_path, {"book/index.md": [approval]})
    lines = path.read_bytes().decode().split("\r\n")
    assert [line[:17] for line in lines] == [
        "# Ours",
        '- {statistic: "a"',
        '- {statistic: "b"',
        '- {statistic: "c"',
        "",
    ]


@pytest.mark.parametrize(
    ("page", "path"),
    [
        ("book/index.md", "index.yml"),
        ("_config.yml", "config.yml"),
        ("book/reviews/paper.yml", "reviews/paper.yml"),
        ("pages/../x.md", "pages/x.yml"),
    ],
)
def test_a_page_has_a_file_that_is_no_settings(page, path):
    assert approvals_path(page) == FOLDER / path
