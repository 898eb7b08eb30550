"""An edition that somebody forged with its manifest, the list and the front: an older one, and the newest."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import Factbook, make_once
from factbook.publish.archive import LIST, read_listing
from factbook.publish.manifest import CHAIN, read_chain
from factbook.publish.verify import list_uncarried
from forging import change, change_list, change_source, forge, found
from tiny import PAGE, draw_tiny, write_tiny

DAY = "2025-07-01"
AT_NIGHT = "\nNobody counted at night, as the keeper says.\n"
REVIEW = f"""\
publication: {{source: old, as_of: {DAY}, asked: {DAY}, until: {DAY}}}
claims:
  - id: A1
    topic: Birds
    printed: "40"
    says: So many birds were seen in all.
    statistic: birds.all
    machine: {{day: unknown, today: unknown}}
    sources: [old]
    found: There were {{claim}}`37 <birds.all>`.
    readings: [{{label: In a good year, printed: about 37, statistic: birds.all}}]
    rating: {{day: contradicted, today: contradicted}}
    because: {{day: the count, today: unchanged}}
"""
IN_KOREAN = """\
"old.A1.because.day": 집계 수치
"old.A1.because.today": 변함없음
"old.A1.printed": 40마리
"old.A1.says": 모두 그만큼 보였다.
"old.A1.found": "{claim}`37마리 <birds.all>`였다."
"In a good year": 좋은 해
"about {n}": 약 {n}
"Birds": 새
"The lake": 호수
"All birds": 모든 새
"""


@pytest.fixture(scope="module")
def shore(tmp_path_factory: pytest.TempPathFactory, factbook: Factbook) -> Path:
    """A folder with a report that has a chart and a review, and its two editions, published together."""

    def make(folder: Path) -> subprocess.CompletedProcess[str]:
        report = write_tiny(folder / "report")
        shutil.rmtree(report / "book/editions")
        draw_tiny(report)
        # As GitHub Pages serves it: below a path.
        change_once(report / "_config.yml", '"factbook": {', '"factbook": {"address": "https://x.example/lake/", ')
        (report / "book/reviews").mkdir()
        (report / "book/reviews/old.yml").write_text(REVIEW, "utf-8")
        (report / "book/index.md").write_text(PAGE.format(last="15", all="37") + AT_NIGHT, "utf-8")
        (report / "book/judged.md").write_text("# Judged\n\n```{review} old\n```\n", "utf-8")
        (report / "book/judged.ko.md").write_text(
            "---\nlanguage: ko\ntranslates: book/judged\n---\n# 판정\n\n```{review} old\n```\n", "utf-8"
        )
        (report / "book/texts.ko.yml").write_text(IN_KOREAN, "utf-8")
        with (report / "_toc.yml").open("a", encoding="utf-8") as contents:
            contents.write("  - file: book/judged\n  - file: book/judged.ko\n")
        for label in ("first", "second"):
            result = factbook("seal", label, "--as-of", DAY, "--project", report)
            if result.returncode:
                return result
        return factbook("publish", folder / "public", "--project", report)

    return make_once(tmp_path_factory, "shore", make)


@pytest.fixture
def public(shore, tmp_path) -> Path:
    return shutil.copytree(shore / "public", tmp_path / "public")


def add(name: str, text: str, before: str = "</section>"):
    return lambda at: change_once(at / name, before, text + before)


def change_once(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text, path
    path.write_text(text.replace(before, after, 1), "utf-8")


def replaced(name: str, before: str, after: str):
    return lambda at: change(at / name, before, after)


POLICY = re.compile(r"<meta http-equiv=.Content-Security-Policy.[^>]*>")
FORGERIES = [
    pytest.param(replaced("data/birds.csv", "2024,12", "2024,13"), "is not the file of the sources", id="data"),
    pytest.param(replaced("charts/birds.bars.csv", ",12,", ",13,"), "is not in the table birds", id="chart as CSV"),
    pytest.param(
        replaced("charts/birds.bars.csv", ",12,old", ",12,new,x"), "is not in the table birds", id="cell more"
    ),
    pytest.param(
        lambda at: (at / "about.html").write_bytes(b"\xff"),
        "about.html: has not the content",
        id="a page that is no text",
    ),
    pytest.param(replaced("charts/birds.bars.svg", ">2024<", ">2014<"), "", id="chart as SVG"),
    pytest.param(replaced("drawn.html", '"2024","12"', '"2024","13"'), "", id="chart on its page"),
    pytest.param(replaced("drawn.html", '"Value">12<', '"Value">13<'), "", id="table of a chart"),
    pytest.param(replaced("judged.html", 'data-today="contradicted"', 'data-today="holds"'), "rate A1", id="rating"),
    pytest.param(replaced("judged.html", "Contradicted</span><small>u", "Holds</span><small>u"), "names", id="word"),
    pytest.param(replaced("judged.html", "<small>the count", "<small>the guess"), "rate A1", id="reason of a rating"),
    pytest.param(replaced("judged.ko.html", "<small>집계 수치", "<small>짐작"), "rate A1", id="in another language"),
    pytest.param(replaced("judged.ko.html", "약 37", "약 39"), "prints ‘약 39’", id="reading in another language"),
    pytest.param(
        replaced("evidence/source-old.html", "10 January", "9 January"), "who published", id="day of a source"
    ),
    pytest.param(replaced("index.html", "birds</h1>", "dead birds</h1>"), "says ‘dead birds’", id="heading"),
    pytest.param(add("index.html", "<p>There were 87,654 deaths.</p>"), "says ‘There were 87,654", id="sentence more"),
    pytest.param(replaced("index.html", AT_NIGHT.strip(), ""), "does not say ‘Nobody", id="sentence less"),
    pytest.param(replaced("index.html", "There were <a", "It is false that there were <a"), "says ‘It is", id="before"),
    pytest.param(replaced("index.html", "together.", "together, which is false."), "says ‘in all", id="after"),
    pytest.param(
        add("index.html", '<script src="https://evil.example/a.js"></script>', "</head>"), "another site", id="script"
    ),
    pytest.param(add("index.html", "<script>alert(1)</script>", "</head>"), "has a script in it", id="inline script"),
    pytest.param(
        lambda at: (at / "index.html").write_text(POLICY.sub("", (at / "index.html").read_text("utf-8")), "utf-8"),
        "content security policy",
        id="policy",
    ),
    pytest.param(
        lambda at: change_source(at.parents[1], at.name, "notebooks/birds.ipynb", lambda text: text + " "),
        "notebooks/birds.ipynb in it is not what was sealed",
        id="sources",
    ),
]


@pytest.mark.parametrize(("tamper", "said"), FORGERIES)
@pytest.mark.parametrize("label", ["first", "second"])
def test_a_forgery_is_found_by_the_next_edition_and_in_the_newest_by_its_digest(shore, public, label, tamper, said):
    digest = read_listing(public).newest.manifest
    tamper(public / "editions" / label)
    forge(public, label)
    faults = "\n".join(found(public, newest=digest, root=shore / "report"))
    by_others = {
        "first": "editions/first/manifest.sha256: is not the one that second carries",
        "second": f"not {digest}",
    }
    assert by_others[label] in faults
    assert f"{label}: its manifest is not the one that was pinned or published" in faults
    # What the edition's own sources say otherwise needs neither.
    assert said in faults


def test_what_was_not_forged_is_not_found_and_which_editions_are_carried_is_known(shore):
    public = shore / "public"
    assert found(public, root=shore / "report", newest=read_listing(public).newest.manifest) == []
    assert list_uncarried(public, read_listing(public)) == ["second"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": "The sea"}, "its title is not the sealed one"),
        ({"figures": 400}, "its number of pages or figures is not the sealed one"),
        ({"pages": 400}, "its number of pages or figures is not the sealed one"),
    ],
)
def test_what_the_list_says_of_an_edition_is_what_was_sealed(public, changed, said):
    change_list(public, lambda listing: listing["editions"][0].update(changed))
    assert [one.partition(" (")[0] for one in found(public)] == [f"{LIST}: first: {said}"]


def test_a_page_lies_in_no_folder_of_a_house(public):
    (public / ".well-known").mkdir()
    (public / ".well-known/security.txt").write_text("Contact: https://lake.example", "utf-8")
    assert found(public) == []
    (public / ".well-known/more.html").write_text("More.", "utf-8")
    assert found(public) == [".well-known/more.html: is of no edition (remove it)"]


def test_an_edition_comes_out_as_it_was_published_or_not_at_all(shore, tmp_path, factbook):
    report = Path(shutil.copytree(shore / "report", tmp_path / "report"))
    change(report / CHAIN, read_chain(report)["first"], "0" * 64)
    result = factbook("publish", tmp_path / "public", "--project", report)
    assert result.returncode == 2
    assert f"and was published with manifest {'0' * 64} (publish into a copy of the published folder" in result.stderr
    (report / CHAIN).unlink()
    result = factbook("publish", tmp_path / "public", "--project", report, "--only", "second")
    assert "second: carries the manifest of first, which is not known (publish that edition first" in result.stderr
