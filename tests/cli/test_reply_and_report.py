"""Readers who report an error, and publishers who are asked for comment and answer."""

from __future__ import annotations

import datetime
import html
import json
import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from factbook.sphinx_ext.pages.error_reports import shorten

NAME = "herald-2026-03-20"
TOMORROW = (datetime.datetime.now(tz=datetime.UTC).date() + datetime.timedelta(days=2)).isoformat()


def write_review(report: Path, publication: str, reply: str = "") -> None:
    path = report / f"book/reviews/{NAME}.yml"
    text = re.sub(
        r"publication: \{source: herald_20260320, as_of: 2026-03-20.*\}",
        f"publication:\n  source: herald_20260320\n  as_of: 2026-03-20\n{publication}".rstrip("\n"),
        path.read_text("utf-8"),
    )
    path.write_text(text + (f"    reply: |\n      {reply}\n" if reply else ""), "utf-8")


@pytest.fixture(scope="module")
def site(untouched, tmp_path_factory, factbook) -> Path:
    """The small report with a contact, and with a publisher who answered."""
    folder = Path(shutil.copytree(untouched, tmp_path_factory.mktemp("asked") / "report", symlinks=True))
    config = folder / "_config.yml"
    config.write_text(
        config.read_text("utf-8").replace("  contact: errors@example.org", "  contact: a+b@lake.example"), "utf-8"
    )
    write_review(
        folder,
        "  asked: 2026-04-02\n  until: 2026-04-09\n  answered: 2026-04-05\n  reply: The Herald counted otherwise.\n",
        "It says that it meant {reported}`doubled <herald_20260320#H2>` on {plain}`24/7 <a manner of speaking>` lines.",
    )
    path = folder / f"book/reviews/{NAME}.yml"
    text = path.read_text("utf-8").replace(
        "    sources: [hb_report_2024, hb_report_2025]",
        "    words: trips have doubled since then\n    aside: The paper names no year.\n"
        "    sources: {day: [hb_report_2024], today: [hb_report_2025]}",
    )
    path.write_text(text, "utf-8")
    built = factbook("build", "--project", folder)
    assert built.returncode == 0, built.stdout + built.stderr
    return folder / "_build/html"


def find_today() -> str:
    return datetime.datetime.now(tz=datetime.UTC).date().isoformat()


def mails(site: Path, file: str) -> list[dict[str, str]]:
    """Return the subject and the body of each mail that a page offers."""
    hrefs = re.findall(r'<a class="fb-report" id="fb-report" href="([^"]*)"', (site / file).read_text("utf-8"))
    found = []
    for href in map(html.unescape, hrefs):
        parts = urlsplit(href)
        assert (parts.scheme, parts.path) == ("mailto", "a%2Bb@lake.example")
        found.append({name: text for name, [text] in parse_qs(parts.query, strict_parsing=True).items()})
    return found


def test_an_error_is_reported_with_figure_page_and_edition_from_page_and_evidence_where_each_panel_leads(site):
    text = (site / "routes.html").read_text("utf-8")
    led = re.findall(r'<a href="([^"#]*)#fb-report">', text)
    assert len(led) == text.count('class="fb-ev"')
    assert all('id="fb-report"' in (site / file).read_text("utf-8") for file in led)
    [page] = mails(site, "routes.html")
    assert re.match(r"Page: routes\.html\r\nEdition: .+\r\n\r\nWhich figure is wrong", page["body"])
    [evidence] = mails(site, "evidence/riders.total.2025.html")
    assert evidence["subject"] == "Error in Harrow Bay by bus: riders.total.2025"
    assert "\nFigure: ‘1,268,480’, ‘1,268,480 trips’, ‘" in evidence["body"]
    assert "’ (riders.total.2025)\r\n" in evidence["body"]


def test_a_page_says_who_answers_for_the_report_and_what_was_answered(site):
    page = (site / "about.html").read_text("utf-8")
    said = re.sub(r"<[^>]+>", " ", page.partition("<main")[2].partition("</main>")[0])
    assert "Harrow Bay Newsroom (invented)" in said
    assert "Ann Ferry (invented)" in said
    assert 'href="mailto:a+b@lake.example"' in page
    assert "Harrow Bay Herald was asked for comment on 2 April 2026 and answered on 5 April 2026." in said
    assert "The Herald counted otherwise." in said
    assert '<a href="herald.html#reply">' in page
    for name in ("index.html", "evidence/index.html", "404.html"):
        assert re.search(r'<footer.*about\.html">About this report</a>', (site / name).read_text("utf-8"), re.DOTALL)


def test_a_report_is_not_sealed_while_a_publication_was_not_asked(starter, factbook):
    write_review(starter, "")
    told = f"book/reviews/{NAME}.yml:3: Harrow Bay Herald was not asked, and the review is not sealed like that"
    # Before the day of the seal an editor reads it too, and nothing fails for it.
    checked = factbook("check", "--strict", "--project", starter)
    assert (checked.returncode, told in checked.stdout) == (0, True), checked.stdout
    refused = factbook("seal", "one", "--project", starter)
    assert (refused.returncode, told in refused.stdout) == (2, True), refused.stdout + refused.stderr
    assert "Nothing was sealed." in refused.stderr
    assert not (starter / "book/editions").exists()


def test_an_answer_stands_with_the_review_and_with_its_claim(site):
    page = (site / "herald.html").read_text("utf-8")
    assert "Harrow Bay Herald was asked for comment on 2 April 2026 and answered on 5 April 2026." in page
    assert "The Herald counted otherwise." in page
    [reply] = re.findall(
        r'<div class="fb-claim__reply"><p>(.*?)</p><blockquote>(.*?)</blockquote></div>', page, re.DOTALL
    )
    assert reply[0] == "Harrow Bay Herald answered:"
    # Its figures are marked like those of every text.
    assert 'class="fb-fig"' in reply[1]
    assert 'class="fb-plain">24/7<' in reply[1]
    assert page.index('id="H2"') < page.index("fb-claim__reply")
    assert '"@type": "ClaimReview"' in page or '"@type":"ClaimReview"' in page


def test_a_claim_shows_its_own_words_and_evidence_of_each_day_and_nothing_that_the_check_says(site):
    page = (site / "herald.html").read_text("utf-8")
    claim = page.partition('id="H2"')[2].partition("</article>")[0]
    assert '<q lang="en">trips have doubled since then</q>' in claim
    assert re.search(r'class="fb-claim__aside"><p>The paper names no year\.</p>', claim)
    day, today = re.findall(r"<p>(What [^<]*)</p>\s*<ul><li>Town of Harrow Bay, ([^<]*)</li></ul>", claim)
    assert day == ("What was known on 20 March 2026", "14 March 2025")
    assert today == ("What has come to be known since", "12 March 2026")
    assert "A machine found that the printed figure differs from the value that the evidence shows;" in claim
    findings = json.loads((site / "claims.json").read_text("utf-8"))["findings"]
    reasons = {one["reason"] for one in findings if one["role"] in {"review", "reading"}}
    assert len(reasons) > 1
    assert [one for one in reasons if html.escape(one) in page.partition('class="fb-evs"')[0]] == []


@pytest.mark.parametrize(
    ("publication", "reply", "told"),
    [
        (
            "  until: 2026-04-09\n",
            "",
            "has a last day for an answer and no day of the question (write asked: with the day)",
        ),
        ("  asked: 2026-04-02\n  until: 2026-04-01\n", "", "wanted an answer until 2026-04-01, before it was asked"),
        ("", "No.", "has a reply and no day of the question (write asked: with the day)"),
        ("  asked: 2026-04-02\n", "No.", "has a reply and no day of it (write answered: with the day)"),
        ("  asked: 2026-04-02\n  answered: 2026-04-05\n", "It is 17 now.", "‘17’ unbound"),
    ],
)
def test_an_answer_is_checked_like_every_text(starter, factbook, publication, reply, told):
    write_review(starter, publication, reply)
    result = factbook("check", "--project", starter)
    assert result.returncode != 0
    assert told in result.stdout + result.stderr


def test_the_message_to_the_publisher_is_printed_and_names_what_to_write(starter, factbook):
    before = find_today()
    result = factbook("review", "ask", NAME, "--until", TOMORROW, "--project", starter)
    assert result.returncode == 0, result.stderr
    assert "\n[H2] You print: doubled\n" in result.stdout
    assert "\n  As we understand it: Trips have doubled since 2020.\n" in result.stdout
    assert "\nThese hold: H1 (1.27 million).\n" in result.stdout
    # It may be run just before midnight.
    written = f"write into book/reviews/{NAME}.yml, under publication: asked: {{}}, until: {TOMORROW}"
    assert any(written.format(day) in result.stderr for day in (before, find_today()))
    chosen = factbook(
        "review", "ask", f"book/reviews/{NAME}.yml", "--until", TOMORROW, "--claim", "H1", "--project", starter
    )
    assert "[H1]" in chosen.stdout
    assert "[H2]" not in chosen.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["heral", "--until", TOMORROW], "heral: is no review of this report (did you mean herald-2026-03-20?)"),
        ([NAME, "--until", "2026-04"], "--until: '2026-04' is no day (write it as 2026-04-09)"),
        ([NAME, "--until", "2020-04-09"], "--until: 2020-04-09 is over (give a day from tomorrow on)"),
        ([NAME, "--until", TOMORROW, "--claim", "H3"], f"--claim H3: is no claim of {NAME} (did you mean H2?)"),
        ([NAME, "--until", TOMORROW, "--language", "fr"], "--language: 'fr' has no words (use one of en, ko)"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(starter_site, factbook, arguments, told):
    result = factbook("review", "ask", *arguments, "--project", starter_site.parents[1])
    assert result.returncode == 2
    assert result.stdout == ""
    assert told.partition(" (did")[0] in result.stderr
    assert told in result.stderr or "did you mean" in told


def test_the_day_that_a_question_lacks_is_told_by_one_that_works(starter, factbook):
    write_review(starter, "")
    project = starter
    refused = factbook("review", "ask", NAME, "--project", project)
    assert refused.returncode == 2
    assert "--until: is missing (give the last day for an answer: --until " in refused.stderr
    day = refused.stderr.partition("answer: --until ")[2].partition(")")[0]
    asked = factbook("review", "ask", NAME, "--until", day, "--project", project)
    assert asked.returncode == 0, asked.stderr


def test_a_rating_that_must_be_read_again_is_not_sent(starter, factbook):
    path = starter / f"book/reviews/{NAME}.yml"
    path.write_text(
        path.read_text("utf-8").replace(
            "machine: {day: mismatch, today: mismatch}", "machine: {day: holds, today: holds}"
        ),
        "utf-8",
    )
    result = factbook("review", "ask", NAME, "--until", TOMORROW, "--project", starter)
    assert result.returncode == 2
    assert result.stdout == ""


def test_what_a_mail_quotes_is_one_line_that_a_mail_program_keeps():
    assert shorten("two\nlines") == "two lines"
    assert len(shorten("긴 제목 " * 100)) == len(shorten("x" * 121)) == 120
