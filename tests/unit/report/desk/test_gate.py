"""Where the house asks for people, each figure lacks them until they have looked; not all of them wrote it last."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace

import pytest

from factbook.project.authors import AuthoredLine, Authors, LineState, Person
from factbook.project.setting_values import ApprovalRules
from factbook.publish.seal import capture
from factbook.render.desk_reasons import describe_reason
from factbook.report.desk.figure import find_prominent_lines
from factbook.report.desk.gate import find_lacking, find_lacking_in_edition
from factbook.report.desk.last_authors import LastAuthors, choose_last
from factbook.report.desk.risk_queue import Level
from tiny_desk import TinyDesk

FILE = "book/approvals/index.yml"


def start(tmp_path, **approval) -> TinyDesk:
    desk = TinyDesk(tmp_path / "lake", approval=approval or None)
    desk.commit("Ann")
    return desk


def test_a_house_that_asks_for_nobody_lacks_nobody(tmp_path):
    assert start(tmp_path).lacking() == []


def test_one_person_is_asked_for_by_figure(tmp_path):
    desk = start(tmp_path, people=1)
    assert desk.lacking()[1] == (
        "book/index.md:3: ‘37 birds’ [birds.all]: nobody has looked at it, and 1 person is asked for "
        "(factbook approve book/index/birds.all/1 --how recomputed/source/asked)"
    )
    desk.approve("birds.last", "birds.all", who="Ann")
    assert [one.partition(":")[2][:9] for one in desk.lacking()] == ["5: ‘24.3%"]
    desk.approve("birds.share", who="Ben")
    assert desk.lacking() == []


def test_the_command_that_is_named_can_be_typed_and_approves_nothing_as_it_stands(tmp_path):
    desk = start(tmp_path, people=1)
    (desk.root / "book/index.md").rename(desk.root / "book/my page.md")
    (desk.root / "_toc.yml").write_text("format: jb-book\nroot: book/my page\n", "utf-8")
    desk.commit("Ann")
    assert desk.lacking()[1].endswith("(factbook approve 'book/my page/birds.all/1' --how recomputed/source/asked)")


def test_headlines_may_ask_for_more_people_than_the_rest(tmp_path):
    desk = start(tmp_path, people=1, headlines=2)
    desk.approve("birds.last", "birds.all", "birds.share", who="Ben")
    # The heading waits for one more, in the gate and in the queue of whoever comes next.
    [line] = desk.lacking()
    assert line.startswith("book/index.md:1: ‘15’ [birds.last]: one person has looked at it, and 2 people are asked")
    assert [one.figure.printed for one in desk.queue().items if one.level is Level.SECOND] == ["15"]
    desk.approve("birds.last", who="Cem")
    assert desk.lacking() == []
    assert [one for one in desk.queue().items if one.level is Level.SECOND] == []


def test_where_git_knows_nobody_that_is_told_first(tmp_path):
    desk = TinyDesk(tmp_path / "lake", approval={"people": 1})
    assert desk.lacking()[0].startswith("git: not a git repository (commit the report")
    desk.git("init", "--quiet")
    assert desk.lacking()[0].startswith("git: nothing is committed yet (commit the report")
    assert len(desk.lacking()) == 4


def test_a_report_in_a_folder_of_a_repository_is_asked_alike(tmp_path):
    desk = TinyDesk(tmp_path / "repository/lake", approval={"people": 2})
    top = tmp_path / "repository"
    desk.git("init", "--quiet", top)
    desk.git("-C", top, "add", "--all")
    desk.git("commit", "--quiet", "--message", "x")
    for who in ("Ann", "Ben"):
        desk.approve("birds.last", "birds.all", "birds.share")
        desk.git("add", "--all")
        desk.git("commit", "--quiet", "--message", "x", who=who)
    assert desk.lacking() == []
    desk.root = tmp_path / "shallow/lake"
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{top}", tmp_path / "shallow"], check=True)
    assert "older than this shallow history" in desk.lacking()[0]


def test_of_headlines_only_those_are_asked_for(tmp_path):
    desk = start(tmp_path, people=1, of="headlines")
    (one,) = desk.lacking()
    assert one.startswith("book/index.md:1: ‘15’")
    desk.edit("book/index.md", "There were", "```{standfirst}\nThere were")
    desk.edit("book/index.md", "together.", "together.\n```")
    assert [one.partition(": ")[0] for one in desk.lacking()] == ["book/index.md:1", "book/index.md:4"]


@pytest.mark.parametrize(
    ("prepare", "expected"),
    [
        pytest.param(
            lambda desk: None, "1 approval not committed yet (git -C ", id="uncommitted"
        ),
        pytest.param(
            lambda desk: (desk.commit("Ben"), desk.edit("book/index.md", "all years", "every year")),
            "sentence changed since it was approved", id="lapsed",
        ),
    ],
)  # fmt: skip
def test_what_does_not_count_is_told(tmp_path, prepare, expected):
    desk = start(tmp_path, people=1)
    desk.approve("birds.all")
    prepare(desk)
    assert any("‘37 birds’" in one and expected in one for one in desk.lacking())


def test_a_shallow_history_is_told_with_its_remedy(tmp_path):
    desk = start(tmp_path, people=1)
    desk.approve("birds.all", who="Ben")
    desk.commit("Cem")
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{desk.root}", tmp_path / "shallow"], check=True)
    desk.root = tmp_path / "shallow"
    assert any("1 approval older than this shallow history (git fetch --unshallow)" in one for one in desk.lacking()), (
        desk.lacking()
    )


def test_two_people_of_whom_one_wrote_nothing_of_it(tmp_path):
    desk = start(tmp_path, people=2)
    everything = ("birds.last", "birds.all", "birds.share")
    desk.approve(*everything, who="Ann")
    assert all("one person has looked at it, and 2 people are asked for" in one for one in desk.lacking())
    desk.approve(*everything, who="Ben")
    assert desk.lacking() == []


def test_the_second_person_is_not_the_last_author_of_the_sentence(tmp_path):
    desk = start(tmp_path, people=2)
    desk.edit("book/index.md", "in all years together", "in all of the years")
    desk.commit("Ben")
    desk.approve("birds.last", "birds.all", "birds.share", who="Ann")
    desk.approve("birds.last", "birds.all", "birds.share", who="Ben")
    assert [one.partition(" (")[0] for one in desk.lacking()] == [
        "book/index.md:3: ‘37 birds’ [birds.all]: everybody who looked at it wrote a part of it last: "
        "its cell, rows and sentence"
    ]
    # Whoever comes next finds it in the queue, too.
    (waiting,) = (one for one in desk.queue().items if one.level is Level.SECOND)
    said = describe_reason(waiting.reasons[0])["text"]
    assert (waiting.figure.printed, said) == (
        "37 birds", "everybody who has looked at it wrote its sentence, its cell or its rows last"
    )  # fmt: skip
    assert f"(somebody else: factbook approve {waiting.figure.id} --how" in desk.lacking()[0]
    desk.approve("birds.all")
    assert "; 1 approval not committed yet (git -C " in desk.lacking()[0]
    desk.commit("Cem")
    assert desk.lacking() == []
    assert [one for one in desk.queue().items if one.level is Level.SECOND] == []


def test_the_second_person_is_not_the_last_author_of_the_cell(tmp_path):
    desk = start(tmp_path, people=2, names="public")
    desk.edit("notebooks/birds.ipynb", "birds['value'].sum()", "sum(birds['value'])")
    desk.commit("Ben")
    desk.recorded.statistics = lambda original=desk.recorded.statistics: (
        replace(one, cell=replace(one.cell, code=one.cell.code.replace("birds['value'].sum()", "sum(birds['value'])")))
        for one in original()
    )
    desk.approve("birds.all", who="Ann")
    desk.approve("birds.all", who="Ben")
    assert any("last: Ann its sentence and rows; Ben its cell" in one for one in desk.lacking()), desk.lacking()


def test_the_second_person_is_not_the_last_author_of_the_rows(tmp_path):
    desk = start(tmp_path, people=2, names="public")
    desk.edit("data/birds.csv", "2025,15,new", '2025,15,"new"')
    desk.commit("Ben")
    for who in ("Ann", "Ben"):
        desk.approve("birds.last", "birds.share", who=who)
    # The share rests on the row of 2023 alone, which is still Ann's.
    lacking = [one for one in desk.lacking() if "birds.all" not in one]
    assert len(lacking) == 1
    assert lacking[0].startswith("book/index.md:1: ‘15’")
    assert "last: Ann its sentence and cell; Ben its rows" in lacking[0]


def test_a_part_that_is_not_committed_leaves_the_second_person_open(tmp_path):
    desk = start(tmp_path, people=2)
    for who in ("Ann", "Ben"):
        desk.approve("birds.all", who=who)
    desk.edit("book/index.md", "There were", "There  were")
    lacking = [one for one in desk.lacking() if "birds.all" in one]
    [told] = (one.partition(": ")[2] for one in lacking)
    what = "‘37 birds’ [birds.all]: who wrote its sentence last is not known: book/index.md is not committed"
    assert re.fullmatch(re.escape(what) + r" \(git -C (\S+) add book/index\.md && git -C \1 commit\)", told)


def test_names_are_told_only_where_they_are_public(tmp_path):
    desk = start(tmp_path, people=2)
    desk.approve("birds.all", who="Ben")
    assert "Ben" not in "".join(desk.lacking())
    desk.configure(approval={"people": 2, "names": "public"})
    assert "one person has looked at it (Ben)" in "".join(desk.lacking())


def test_a_sentence_is_found_over_its_lines(tmp_path):
    desk = start(tmp_path)
    desk.edit(
        "book/index.md", "birds <birds.all>` in all years together.", "birds <birds.all>`\nin all years together."
    )
    desk.edit("book/index.md", "There were", "Before it.\nThere were")
    desk.commit("Ben")
    desk.edit("book/index.md", "in all years together.", "in all years together. After it.")
    desk.commit("Cem")
    desk.edit("book/index.md", "Before it.", "Before them.")
    desk.commit("Dee")
    finding = next(one for one in desk.report().findings if one.printed == "37 birds")
    parts = {one.part: one for one in LastAuthors(desk.authors(), desk.root).find(finding)}
    assert [str(one) for one in parts["sentence"].people] == ["Cem"]
    assert [str(one) for one in parts["cell"].people] == ["Ann"]
    assert [str(one) for one in parts["rows"].people] == ["Ann"]


def test_of_a_cell_that_cannot_be_told_everybody_of_the_file_is_its_author(tmp_path):
    desk = start(tmp_path)
    desk.edit("notebooks/birds.ipynb", "who = 'birds seen on the lake'", "who = 'birds  seen on the lake'")
    desk.commit("Ben")
    finding = next(one for one in desk.report().findings if one.printed == "37 birds")
    finding = replace(
        finding, statistic=replace(finding.statistic, cell=replace(finding.statistic.cell, code="elsewhere"))
    )
    (cell,) = (one for one in LastAuthors(desk.authors(), desk.root).find(finding) if one.part == "cell")
    assert sorted(map(str, cell.people)) == ["Ann", "Ben"]


def test_a_list_of_commits_to_pass_over_hides_no_author(tmp_path):
    desk = start(tmp_path)
    desk.edit("book/index.md", "There were", "There  were")
    commit = desk.commit("Ben")
    (desk.root / "ignored").write_text(f"{commit}\n", "utf-8")
    desk.git("config", "blame.ignoreRevsFile", "ignored")
    assert str(Authors(desk.root).of_file("book/index.md")[2].person) == "Ben"


def test_a_list_of_commits_that_a_repository_lacks_hides_no_author(tmp_path):
    desk = start(tmp_path)
    desk.approve("birds.all", who="Ben")
    # As it is configured for all repositories of a person, of which some have none.
    desk.git("config", "blame.ignoreRevsFile", ".git-blame-ignore-revs")
    assert [str(one) for one in desk.standing("37 birds").people] == ["Ben"]


def test_a_replaced_commit_names_no_other_author(tmp_path):
    desk = start(tmp_path)
    desk.approve("birds.all", who="Ben")
    old = desk.git("rev-parse", "HEAD").strip()
    desk.git("commit", "--amend", "--quiet", "--no-edit", "--reset-author", who="Eve")
    new = desk.git("rev-parse", "HEAD").strip()
    desk.git("reset", "--quiet", "--hard", old)
    desk.git("replace", old, new)
    assert [str(one) for one in desk.standing("37 birds").people] == ["Ben"]


def test_a_sealed_edition_is_asked_for_its_own_figures(tmp_path):
    desk = start(tmp_path, people=1)
    edition = capture(desk.report(), "2025")

    def lacking():
        settings = desk.report().project.settings
        return [one.place for one in find_lacking_in_edition(edition, settings, desk.root)]

    assert len(lacking()) == 3
    desk.approve("birds.last", "birds.share", who="Ben")
    assert lacking() == ["book/index.md:3"]
    # What the page says by now is of no interest for an edition that said something else.
    desk.edit("book/index.md", "all years", "every year")
    desk.approve("birds.all", who="Ben")
    assert lacking() == ["book/index.md:3"]


REVIEW = """\
publication: {source: old, as_of: 2025-01-01}
claims:
  - id: A1
    topic: Birds
    printed: "37"
    says: So many birds were seen.
    statistic: birds.all
    machine: {day: exact, today: exact}
    rating: {day: holds, today: holds}
    because: {day: it is the sum, today: the same}
"""


def test_what_is_quoted_of_a_publication_under_review_is_no_figure_to_approve(tmp_path):
    desk = start(tmp_path, people=1)
    quotation = "In 2023 there were {reported}`10 <old#2023>` birds on the list."
    desk.edit("book/index.md", "There were", f"{quotation}\n\nThere were")
    printed = [one.figure.printed for one in desk.queue().items]
    edition = capture(desk.report(), "2025")
    settings = desk.report().project.settings
    assert "10" in printed
    assert len(desk.lacking()) == len([*find_lacking_in_edition(edition, settings, desk.root)]) == 4
    (desk.root / "book/reviews").mkdir()
    (desk.root / "book/reviews/list.yml").write_text(REVIEW, "utf-8")
    (desk.root / "book/reviews/unreadable.yml").write_text("a: [", "utf-8")
    assert len([*find_lacking_in_edition(edition, settings, desk.root)]) == 3
    (desk.root / "book/reviews/unreadable.yml").unlink()
    assert [one.figure.printed for one in desk.queue().items] == [one for one in printed if one != "10"]
    assert len(desk.lacking()) == 3


def test_what_a_cell_of_a_table_says_is_looked_for_at_its_own_line(tmp_path):
    desk = start(tmp_path)
    table = "| place | birds |\n|---|---|\n| Lake 37 | {claim}`15 <birds.last>` |\n| all | {claim}`37 <birds.all>` |"
    desk.edit("book/index.md", "There were {claim}`37 birds <birds.all>` in all years together.", table)
    desk.commit("Ben")
    desk.edit("book/index.md", "| all |", "| all of them |")
    desk.commit("Cem")
    finding = next(one for one in desk.report().findings if one.printed == "37")
    (sentence,) = (one for one in LastAuthors(desk.authors(), desk.root).find(finding) if one.part == "sentence")
    assert [str(one) for one in sentence.people] == ["Cem"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("~~~{standfirst}\nA\n~~~\nB", [1, 2], id="tildes"),
        pytest.param("``` {standfirst}\nA\n```\nB", [1, 2], id="a space before the name"),
        pytest.param("- x\n\n  :::{keyfigures}\n  - A\n  :::\nB", [3, 4], id="in a list"),
        pytest.param("```{standfirst}\r\nA\r\n`````\r\nB", [1, 2], id="a longer end, as Windows writes lines"),
        pytest.param("````{standfirst}\n```{note}\nA\n```\n````\nB", [1, 2, 3, 4], id="a directive in it"),
        pytest.param("```{note}\nA\n```", [], id="another directive"),
    ],
)
def test_standfirsts_and_key_figures_are_headlines_however_they_are_fenced(text, expected):
    assert sorted(find_prominent_lines(text.split("\n"))) == expected


def test_an_edition_of_other_settings_asks_whom_the_house_asks(tmp_path):
    desk = start(tmp_path, people=1)
    report = desk.report()
    settings = replace(report.project.settings, approval=ApprovalRules())
    own = replace(report, project=replace(report.project, root=tmp_path / "sources", settings=settings))
    assert len([*find_lacking(own, desk.root)]) == 3


def test_headlines_of_an_edition_are_those_of_its_own_page(tmp_path):
    desk = start(tmp_path, headlines=1, of="headlines")
    desk.edit("book/index.md", "There were", "```{standfirst}\nThere were")
    desk.edit("book/index.md", "together.", "together.\n```")
    commit = desk.commit("Ann")
    edition = replace(capture(desk.report(), "2025"), commit=commit)
    settings = desk.report().project.settings
    desk.edit("book/index.md", "```{standfirst}\nThere were", "There were")
    desk.edit("book/index.md", "together.\n```", "together.")
    desk.commit("Ann")
    places = [one.place for one in find_lacking_in_edition(edition, settings, desk.root)]
    assert sorted(places) == ["book/index.md:1", "book/index.md:4"]


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        pytest.param(("COMMITTED", "BEYOND"), "BEYOND", id="a line beyond a shallow history"),
        pytest.param(("COMMITTED", "BEYOND", "UNCOMMITTED"), "UNCOMMITTED", id="a line that is not committed"),
        pytest.param(("COMMITTED",), "COMMITTED", id="all are known"),
        pytest.param((), "UNCOMMITTED", id="no file"),
    ],
)
def test_a_line_that_git_cannot_name_leaves_the_whole_part_open(states, expected, tmp_path):
    ann = Person(name="Ann", email="ann@lake.example")
    lines = [AuthoredLine(text="x", state=LineState[one], person=ann if one == "COMMITTED" else None) for one in states]
    authors = Authors(tmp_path)
    authors._co_authors[""] = []
    assert choose_last(authors, "cell", "a.ipynb", [], lines).state is LineState[expected]


def test_whom_a_commit_names_beside_its_author_wrote_it_too_and_has_approved_nothing(tmp_path):
    desk = start(tmp_path, people=2, names="public")
    (desk.root / ".mailmap").write_text("Ben <ben@lake.example> <b@home.example>\n", "utf-8")
    desk.edit("book/index.md", "in all years together", "in all of the years")
    trailers = "Co-authored-by: Benny <b@home.example>\nCo-authored-by: nobody"
    desk.commit("Ann", f"x\n\n{trailers}")
    for who in ("Ann", "Ben"):
        desk.approve("birds.all", who=who)
    (line,) = (one for one in desk.lacking() if "birds.all" in one)
    assert "wrote a part of it last: Ann its sentence, cell and rows; Ben its sentence" in line
    desk.approve("birds.last")
    desk.commit("Ann", "x\n\nCo-authored-by: Cem <cem@lake.example>")
    assert [str(one) for one in desk.standing("15").people] == ["Ann"]


def test_rows_of_a_submodule_are_of_whom_wrote_them_there(tmp_path):
    desk = start(tmp_path, people=2, names="public")
    inner = tmp_path / "data"
    (desk.root / "data").rename(inner)
    desk.git("init", "--quiet", inner)
    desk.git("-C", inner, "add", "--all")
    desk.git("-C", inner, "commit", "--quiet", "--message", "x", who="Benny")
    desk.git("commit", "--quiet", "--all", "--message", "x")
    desk.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner, "data")
    (desk.root / ".mailmap").write_text("Ben <ben@lake.example> <benny@lake.example>\n", "utf-8")
    commit = desk.commit("Ann")
    edition = replace(capture(desk.report(), "second"), commit=commit)
    for who in ("Ann", "Ben"):
        desk.approve("birds.all", who=who)
    settings = desk.report().project.settings
    for told in (desk.lacking(), map(str, find_lacking_in_edition(edition, settings, desk.root))):
        (line,) = (one for one in told if "birds.all" in one)
        assert "wrote a part of it last: Ann its sentence and cell; Ben its rows" in line


def test_a_mailmap_counts_as_it_is_committed(tmp_path):
    desk = start(tmp_path, people=2)
    for who in ("Ann", "Ben"):
        desk.approve("birds.last", "birds.all", "birds.share", who=who)
    assert desk.lacking() == []
    desk.git("config", "mailmap.file", tmp_path / "mine")
    (tmp_path / "mine").write_text("Ann <ann@lake.example> <ben@lake.example>\n", "utf-8")
    assert desk.lacking() == []
    (desk.root / ".mailmap").write_text("Cem <ben@lake.example>\n", "utf-8")
    assert desk.lacking() == [".mailmap: is not committed as it stands (commit it: it says who is who)"]
