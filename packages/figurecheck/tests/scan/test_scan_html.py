"""The marked copy of a draft, and the page with roles filled in."""

from __future__ import annotations

import base64
import hashlib
import re
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figurecheck.figures import DEFAULT_RULES, rules_from_mapping
from figurecheck.report.scan_html import render_marked
from figurecheck.report.scan_text import describe_language
from figurecheck.report.suggest_roles import LEAD, render_patch, render_skipped, suggest_roles
from figurecheck.scan import Fact, Scanned, Status, index_facts, scan
from figurecheck.scan.consistency.result import Candidate
from figurecheck.scan.drafts import DraftKind, parse_draft

FACTS = {
    fact.id: fact
    for fact in [
        Fact(id="oslo.murders", value=Decimal(12), label="Murders in Oslo", about=("Oslo",), measure="murders"),
        Fact(id="oslo.thefts", value=Decimal("1268.4"), about=("Oslo",), measure="thefts"),
    ]
}
INDEX = index_facts(FACTS.values())
EVIL = "# <script>alert(1)</script>\n\nOslo <img src=x onerror=alert(2)> had 13 murders \"'>&lt;.\n\n| <b>1 | 2 |\n"


def marked(text: str, kind: DraftKind = DraftKind.MARKDOWN) -> str:
    draft = parse_draft(text.encode(), "a<b>.md", kind)
    return render_marked([(draft, scan(draft.text, INDEX))], FACTS)


def suggested(text: str, rules=DEFAULT_RULES):
    draft = parse_draft(text.encode(), "a.md", DraftKind.MARKDOWN)
    return suggest_roles(draft, scan(draft.text, INDEX, rules=rules), FACTS, rules=rules)


class Seen(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("kind", [DraftKind.MARKDOWN, DraftKind.TEXT])
def test_nothing_of_a_draft_can_run(kind):
    tags = Seen(marked(EVIL, kind)).tags
    assert {tag for tag, _ in tags}.isdisjoint({"script", "img", "iframe", "link", "object"})
    assert not [name for _, attrs in tags for name in attrs if name.startswith("on") or name == "style"]


def test_the_page_asks_nobody_and_its_policy_names_its_style():
    page = marked("Oslo had 13 murders.")
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = next(attrs["content"] for _, attrs in Seen(page).tags if attrs.get("http-equiv"))
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert not re.search(r"https?://", page)
    assert "--fb-wrong" in style


def test_every_mark_opens_its_own_note_and_every_wrong_one_is_listed():
    page = marked("Oslo had 13 murders. Oslo had 12 murders. It had 5 fires.")
    tags = Seen(page).tags
    ids = {attrs["id"] for _, attrs in tags if "id" in attrs}
    marks = [attrs for tag, attrs in tags if tag == "button" and attrs.get("class") == "f"]
    assert [mark["data-s"] for mark in marks] == ["disagrees", "agrees", "unsourced"]
    assert all(mark["popovertarget"] in ids and mark["aria-describedby"] in ids for mark in marks)
    links = [attrs["href"] for tag, attrs in tags if tag == "a" and attrs.get("href", "").startswith("#f")]
    assert links == [f"#{marks[0]['id']}"]
    assert "1 of 3 numbers is wrong." in page
    assert "Murders in Oslo" in page


def test_the_shape_of_a_draft_is_kept():
    page = marked(
        "# Head\n\nText **bold** {claim}`12 <oslo.murders>`.\n\n- a\n- b\n\n| x | y |\n|---|---|\n| 1 | 2 |\n"
    )
    tags = [tag for tag, _ in Seen(page.partition('id="d1"')[2]).tags]
    assert tags.count("li") == 2
    assert tags.count("td") == 2
    assert 'aria-level="3">Head' in page
    assert "Text bold <button" in page
    assert "{claim}" not in page


def test_headings_of_a_draft_go_down_one_step_at_a_time():
    page = marked("## a\n\n#### b\n\n# c\n\n### d\n")
    assert re.findall(r'aria-level="(\d)">(\w)', page) == [("3", "a"), ("4", "b"), ("3", "c"), ("4", "d")]


@given(st.text(max_size=120, alphabet="#|`*_[]()<>&'\"{} \n12.%aé한"))
def test_no_draft_breaks_the_page(text):
    page = marked(f"{text} 13 murders")
    assert page.count("<main") == page.count("</main>") == 1
    assert "<script" not in page


def test_a_figure_beyond_doubt_gets_a_role_round_the_whole_of_it():
    page = "Oslo had more than 11 murders and 1,268.4 thefts.\n"
    wanted = "Oslo had {claim}`more than 11 <oslo.murders>` murders and {claim}`1,268.4 <oslo.thefts>` thefts.\n"
    assert suggested(page).text == wanted


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Oslo had `12 murders`.", id="code"),
        pytest.param("---\ntitle: Oslo had 12 murders\n---\n", id="front matter"),
        pytest.param("Oslo had [12 murders](a.md).", id="a link's text"),
        pytest.param("[Oslo](12.md)", id="an address"),
        pytest.param("Oslo had {claim}`12 <oslo.murders>` murders.", id="a role"),
        pytest.param("Oslo had {plain}`12 <why>` murders.", id="a waived figure"),
        pytest.param("```\nOslo had 12 murders.\n```", id="a block of code"),
        pytest.param("Oslo had 13 murders.", id="wrong"),
        pytest.param("Oslo had 1,268.3 thefts.", id="not so"),
        pytest.param("Bergen had 12 murders.", id="nobody known"),
    ],
)  # fmt: skip
def test_everything_else_is_left_alone(text):
    assert suggested(text).text == text
    assert suggested(text).bound == 0


def number(*candidates: Candidate) -> list[Scanned]:
    return [Scanned(start=9, end=11, text="12", reading="12", status=Status.AGREES, statistic="oslo.murders",
                    candidates=candidates)]  # fmt: skip


@pytest.mark.parametrize(
    ("candidates", "bound"),
    [
        pytest.param((), 1, id="nobody else"),
        pytest.param((Candidate("oslo.murders", True, 0.9), Candidate("b", False, 0.9 - 2 * LEAD)), 1, id="far ahead"),
        pytest.param((Candidate("oslo.murders", True, 0.9), Candidate("b", False, 0.9 - LEAD / 2)), 0, id="close"),
        pytest.param((Candidate("oslo.murders", True, 0.9), Candidate("b", True, 0.1)), 0, id="another agrees"),
    ],
)
def test_only_a_clear_lead_binds(candidates, bound):
    draft = parse_draft(b"Oslo had 12 murders.", "a.md")
    made = suggest_roles(draft, number(*candidates), FACTS, rules=DEFAULT_RULES)
    assert made.bound == bound
    if not bound:
        lines = list(render_skipped(draft, made.skipped))
        assert lines[0] == "a.md:1:10: ‘12’ left alone: more than one statistic matches"
        assert "{claim}`12 <b>`" in lines[2]


def test_a_role_is_suggested_by_the_rules_of_the_report():
    assert suggested("Oslo had about 20 murders.").bound == 0
    assert suggested("Oslo had about 20 murders.", rules_from_mapping({"about": {"tolerance": 0.5}})).bound == 1


def test_a_statistic_with_a_twin_is_not_bound():
    draft = parse_draft(b"Oslo had 12 murders.", "a.md")
    twin = Fact(id="said.murders", value=Decimal(12), about=("The paper",), measure="murders")
    made = suggest_roles(draft, number(), FACTS | {twin.id: twin}, rules=DEFAULT_RULES)
    assert [one.why for one in made.skipped] == ["said.murders has the same value as oslo.murders"]


PIECES = [
    "Oslo had 12 murders. ",
    "`12 murders` ",
    "[x](12.md) ",
    "Oslo had 1,268.4 thefts. ",
    "\r\n\r\n",
    "> ",
    "| ",
    "<b>12</b> ",
    "**12** ",
    "한국 12명 ",
    "{claim}`12 <oslo.murders>` ",
    "\n",
    "made up 12 ",
    "$12 ",
]


def strip_roles(text: str) -> str:
    return re.sub(r"\{claim\}`([^`<]*?) ?<[^>`]*>`", r"\1", text)


@pytest.mark.slow
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_taking_the_roles_off_again_gives_the_page(text):
    assert strip_roles(suggested(text).text) == strip_roles(text)
    again = suggested(suggested(text).text)
    assert again.bound == 0


def test_a_patch_shows_only_what_changes():
    draft = parse_draft(b"Rain.\n\nOslo had 12 murders.\n", "a.md")
    patch = render_patch(draft, suggest_roles(draft, scan(draft.text, INDEX), FACTS, rules=DEFAULT_RULES))
    assert [line for line in patch.splitlines() if line[0] in "+-"] == [
        "--- a/a.md", "+++ b/a.md", "-Oslo had 12 murders.", "+Oslo had {claim}`12 <oslo.murders>` murders.",
    ]  # fmt: skip


def test_a_precise_number_is_bound_to_the_one_candidate_that_it_agrees_with():
    def number(text: str, *candidates: Candidate) -> Scanned:
        return Scanned(
            start=9, end=9 + len(text), text=text, reading=text, status=Status.UNSOURCED, candidates=candidates
        )

    known = {"a": Fact(id="a", value=Decimal(1268)), "b": Fact(id="b", value=Decimal(77))}
    likely = Candidate("a", agrees=True, score=0.5), Candidate("b", agrees=False, score=0.6)
    for text, candidates, wanted in (
        ("1,268", likely, 1), ("1,268", (likely[0], Candidate("b", agrees=True, score=0.4)), 0), ("77", likely, 0),
    ):  # fmt: skip
        draft = parse_draft(f"They had {text}.".encode(), "a.md", DraftKind.MARKDOWN)
        assert suggest_roles(draft, [number(text, *candidates)], known, rules=DEFAULT_RULES).bound == wanted


def test_a_text_in_another_language_than_the_statistics_is_told():
    korean = parse_draft(("오슬로에서 절도가 늘었다. " * 8).encode(), "a.md", DraftKind.MARKDOWN)
    english = parse_draft(("Thefts in Oslo rose again. " * 8).encode(), "a.md", DraftKind.MARKDOWN)
    [note] = describe_language(korean, list(FACTS.values()), {})
    assert note.startswith("a.md: the text is in Korean, and the statistics are described in other words")
    assert not [*describe_language(english, list(FACTS.values()), {})]
    assert not [*describe_language(korean, list(FACTS.values()), {"Oslo": ["오슬로"], "thefts": ["절도"]})]
