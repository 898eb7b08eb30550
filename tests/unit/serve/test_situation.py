"""What is settled: nothing that is not known to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from factbook.serve.situation import Situation

WRONG = {
    "severity": "error",
    "place": "book/a.md:3",
    "what": "mismatch",
    "remedy": "",
    "printed": "5%",
    "page": "a.html",
    "hangs": [],
}
IN_A_CHART = WRONG | {"place": "notebooks/n.ipynb: cell 1", "page": "", "hangs": ["b.html"]}
IN_A_TITLE = WRONG | {"place": "_config.yml", "page": ""}
NO_FIGURE = WRONG | {"place": "notebooks/n.ipynb", "printed": "", "page": ""}
PAGES = ["a.html", "b.html"]
BUILT = Situation().show_built(PAGES, [], [])


def states(situation: Situation, *addresses: str) -> list[str]:
    return [situation.look_at(one).state for one in addresses or ("a.html", "b.html", "evidence/x.html")]


@pytest.mark.parametrize(
    ("situation", "expected"),
    [
        pytest.param(Situation(), "checking checking checking", id="at the start nothing is"),
        pytest.param(BUILT, "settled settled settled", id="a whole site is"),
        pytest.param(BUILT.change("x"), "checking checking checking", id="after a change nothing is"),
        pytest.param(
            BUILT.change("x").show_early(PAGES, [], [], {}), "settled settled checking", id="pages come before the rest"
        ),
        pytest.param(
            BUILT.change("x").show_early(["a.html"], [], [], {}), "settled checking checking", id="one page comes first"
        ),
        pytest.param(
            BUILT.change("x").show_built(PAGES, ["b.html"], []),
            "settled checking checking",
            id="while a notebook runs, pages that do not hang on it are, and no evidence",
        ),
        pytest.param(BUILT.show_built(PAGES, None, []), "checking checking checking", id="what may change all"),
        pytest.param(BUILT.show_built(PAGES, [], [WRONG]), "faulty settled settled", id="a page with an error"),
        pytest.param(
            BUILT.show_built(PAGES, [], [IN_A_CHART]),
            "settled faulty faulty",
            id="a false figure in a chart, which pages that show it and any list or evidence may show",
        ),
        pytest.param(
            BUILT.show_built(PAGES, ["b.html"], [NO_FIGURE]),
            "settled checking checking",
            id="a notebook that failed, on which one page hangs",
        ),
        pytest.param(
            BUILT.show_built(PAGES, [], [IN_A_TITLE]), "faulty faulty faulty", id="a false figure that may be anywhere"
        ),
        pytest.param(BUILT.show_refused([WRONG]), "checking checking checking", id="an earlier site"),
    ],
)
def test_states(situation: Situation, expected: str):
    assert states(situation) == expected.split()


def test_an_early_page_is_shown_only_while_it_is_settled():
    files = {"a.html": Path("a"), "b.html": Path("b")}
    early = BUILT.change("x").show_early(PAGES, ["b.html"], [], files)
    assert (early.look_at("a.html").early, early.look_at("b.html").early) == (Path("a"), None)
    assert early.change("y").look_at("a.html").early is None


def test_each_step_has_a_number_of_its_own():
    steps = [Situation()]
    for step in (lambda s: s.change("x"), lambda s: s.show_early(PAGES, [], [], {}), lambda s: s.say("y")):
        steps.append(step(steps[-1]))
    assert [one.generation for one in steps] == [0, 1, 2, 3]


def test_a_revision_counts_changes_and_nothing_else():
    changed = Situation().change("x")
    assert (Situation().revision, changed.revision, changed.change("y").revision) == (0, 1, 2)
    assert {
        one.revision for one in (changed.say("y"), changed.show_built(PAGES, [], []), changed.show_refused([]))
    } == {1}
