"""Markup in any text that comes from outside is shown, never run: attack strings through every field of a report."""

from __future__ import annotations

import csv
import html
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml
from playwright.sync_api import Browser

from conftest import build_once
from schema_org import find_faults

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

ATTACKS = (
    '<script>window.ran="a"</script>',
    '"><img src=x onerror="window.ran=\'b\'">',
    "' onmouseover='window.ran=true' x='",
    '</script><script>window.ran="c"</script>',
    "</title></textarea></style></svg><svg onload=window.ran=true>",
    "javascript:window.ran=true",
    "{{ config }}{% raw %}${config}<%= config %>",
    "]]>",
    "<!-- -->",
    "\u202ebackwards\u202c",
    "[link](javascript:window.ran=true)",
    "\\\" \\u003c \\' %3Cscript%3E",
)
"""Without digits, so that the check of numbers has nothing to say."""
PLAIN = " ".join((*ATTACKS, "&amp;&lt;b&gt;", "{ref}`x <y>`"))
"""For texts that are shown as they are."""
MARKED = " ".join(ATTACKS).replace("*", "").replace("\\", "")
"""For texts in which Markdown is read."""


def make_plain(field: str) -> str:
    return f"Field of {field}: {PLAIN}"


def make_marked(field: str) -> str:
    return f"Field of {field}: {MARKED}"


PLAIN_FIELDS = (
    "title author licence "
    "resource description rights column origin cell sourcetitle publisher sourcenote label "
    "population note period"
).split()
MARKED_FIELDS = "toc charttitle subtitle alt chartnote says found because topic readinglabel readingnote".split()


@pytest.fixture(scope="session")
def attacked(tmp_path_factory: pytest.TempPathFactory, factbook) -> Path:
    """The site of the starter's report, with attacks in every field."""

    def write(folder: Path) -> Path:
        result = factbook("init", folder)
        assert result.returncode == 0, result.stderr
        attack_settings(folder)
        attack_data(folder)
        attack_notebook(folder)
        attack_review(folder)
        attack_page(folder)
        refreshed = factbook("refresh", "--project", folder)
        assert refreshed.returncode == 0, refreshed.stderr
        sealed = factbook("seal", "first", "--note", make_plain("edition"), "--project", folder)
        assert sealed.returncode == 0, sealed.stdout + sealed.stderr
        return folder

    return build_once(tmp_path_factory, "attacked", write, factbook)


def attack_settings(folder: Path) -> None:
    path = folder / "_config.yml"
    config = yaml.safe_load(path.read_text("utf-8"))
    config |= {"title": make_plain("title"), "author": make_plain("author")}
    config["factbook"] |= {
        "licence": make_plain("licence"),
        "address": "https://attacked.example/r/",
        "contact": "errors@attacked.example",
    }
    path.write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
    path = folder / "_toc.yml"
    toc = yaml.safe_load(path.read_text("utf-8"))
    toc["parts"][0]["caption"] = make_marked("caption")
    toc["parts"][0]["chapters"][0]["title"] = make_marked("toc")
    path.write_text(yaml.safe_dump(toc, allow_unicode=True), "utf-8")


def attack_data(folder: Path) -> None:
    path = folder / "data" / "datapackage.json"
    package = json.loads(path.read_text("utf-8"))
    package["title"] = package["description"] = PLAIN
    resource = package["resources"][0]
    resource |= {
        "title": make_plain("resource"),
        "description": make_plain("description"),
        "factbook:rights": make_plain("rights"),
        "sources": [{"title": make_plain("origin")}],
        "licenses": [{"name": "CC-BY-4.0", "title": PLAIN, "path": "https://creativecommons.org/licenses/by/4.0/"}],
    }
    resource["schema"]["fields"][0]["title"] = make_plain("column")
    path.write_text(json.dumps(package, ensure_ascii=False), "utf-8")
    change_rows(folder / "data" / "riders_by_year.csv", {"note": make_plain("cell")}, where={"year": "2020"})
    attacks = {
        "title": make_plain("sourcetitle"),
        "publisher": make_plain("publisher"),
        "note": make_plain("sourcenote"),
    }
    change_rows(folder / "data" / "sources.csv", attacks, where={"source_id": "hb_report_2024"})


def change_rows(path: Path, changes: dict[str, str], *, where: dict[str, str]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if where.items() <= row.items():
            row.update(changes)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def attack_notebook(folder: Path) -> None:
    path = folder / "notebooks" / "riders.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        source = source.replace('measure="count",', f'measure="count", note={make_plain("note")!r},')
        source = source.replace('label=f"Trips in {year}"', f"label={make_plain('label')!r} + str(year)")
        source = source.replace(
            'ALL = "every boarding of a bus in Harrow Bay in the year"', f"ALL = {make_plain('population')!r}"
        )
        source = source.replace('period="2020/2025"', f"period={make_plain('period')!r}")
        source = source.replace(
            'subtitle="Trips by bus in Harrow Bay each year"', f"subtitle={make_marked('subtitle')!r}"
        )
        source = source.replace("    rows=totals,\n)", f"    rows=totals,\n    note={make_marked('chartnote')!r},\n)")
        source = source.replace('title="In 2025', f'title={make_marked("charttitle")!r} + " In 2025')
        source = source.replace('alt="A line', f'alt={make_marked("alt")!r} + " A line')
        cell["source"] = source
    path.write_text(json.dumps(notebook, ensure_ascii=False), "utf-8")


FORMULA = "<script>window.ran=true</script></math><img src=x onerror=window.ran=true>"


def attack_page(folder: Path) -> None:
    formula = f"{{math}}`\\frac{{a}}{{b}} \\text{{{FORMULA}}}`, and $a \\le b$.\n\n```{{math}}\na = b\n```"
    with (folder / "book" / "routes.md").open("a", encoding="utf-8") as page:
        page.write(f"\nA formula {formula}\n\nA printed text: {{plain}}`{FORMULA} <a reason>`.\n")


def attack_review(folder: Path) -> None:
    path = folder / "book" / "reviews" / "herald-2026-03-20.yml"
    review = yaml.safe_load(path.read_text("utf-8"))
    claim = review["claims"][0]
    claim |= {field: make_marked(field) for field in ("says", "found", "topic")}
    claim["because"] = {"day": make_marked("because"), "today": make_marked("because")}
    claim["readings"] = [{"label": make_marked("readinglabel"), "note": make_marked("readingnote")}]
    review["publication"]["as_of"] = str(review["publication"]["as_of"])
    path.write_text(yaml.safe_dump(review, allow_unicode=True, sort_keys=False), "utf-8")


class Texts(HTMLParser):
    """Everything that a page says, in its text and in its attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: list[str] = []
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on") or name == "style"]
        self.text += "".join(f"\n{value}\n" for _, value in attrs if value)

    def handle_data(self, data: str) -> None:
        self.text += data


def squeeze(text: str) -> str:
    """A text without what only sets it: blanks, joiners, and the quotes that Markdown makes curly."""
    text = re.sub(r"[\s\u2060]+", "", text)
    return text.translate(str.maketrans("\u2018\u2019\u201c\u201d\u2026\u2013\u2014", "''\"\"...-"[:7]))


@pytest.fixture(scope="module")
def said(attacked: Path) -> str:
    found = []
    for path in sorted(attacked.rglob("*.html")):
        reader = Texts()
        reader.feed(path.read_text("utf-8"))
        reader.close()
        assert not reader.handlers, path
        assert "img" not in reader.tags, path
        found.append(reader.text)
    return squeeze("\n".join(found))


@pytest.mark.parametrize("field", PLAIN_FIELDS)
def test_a_field_is_shown_to_the_last_character(field, said):
    assert squeeze(make_plain(field)) in said


@pytest.mark.parametrize("field", MARKED_FIELDS)
def test_a_field_of_markdown_is_shown_to_the_last_character(field, said):
    assert squeeze(make_marked(field)) in said


def test_nothing_runs_in_a_browser(attacked, serve: Callable[[Path], str], browser: Browser):
    base, faults = serve(attacked), []
    context = browser.new_context()
    page = context.new_page()
    told: list[str] = []
    page.on("dialog", lambda dialog: (told.append("dialog"), dialog.dismiss()))
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    pages = sorted(
        path.relative_to(attacked).as_posix() for path in attacked.rglob("*.html") if path.name != "404.html"
    )
    evidence = [name for name in pages if name.startswith("evidence/")]
    seldom = set(evidence) - {*evidence[::4], *(name for name in evidence if "source-" in name or "index" in name)}
    for name in filter(lambda name: name not in seldom, pages):  # pages of evidence are alike
        told.clear()
        page.goto(base + name + ("?q=field" if name == "search.html" else ""))
        ran = page.evaluate("""async () => {
            for (const link of document.querySelectorAll("a.fb-fig")) link.click();
            for (const one of document.querySelectorAll("summary, figure, td, th, h1, h2, h3, p, li, svg text"))
                one.dispatchEvent(new MouseEvent("mouseover", {bubbles: true}));
            await new Promise(done => setTimeout(done, 5));
            return window.ran;
        }""")
        if ran is not None or told:
            faults.append((name, ran, told[:]))
    if not page.locator("body").count():
        faults.append("no page was shown")
    context.close()
    assert faults == []


def test_data_for_machines_can_still_be_read(attacked):
    kinds = set()
    for path in attacked.rglob("*.html"):
        for text in re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', path.read_text("utf-8"), re.DOTALL
        ):
            document = json.loads(text)
            assert find_faults(document) == [], path
            kinds |= {one["@type"] for one in document["@graph"]}
    assert {"NewsArticle", "Claim", "ClaimReview", "Dataset", "BreadcrumbList"} <= kinds
    for path in [*attacked.rglob("*.json"), *attacked.rglob("*.geojson")]:
        json.loads(path.read_text("utf-8"))
    feed = "".join(ET.parse(attacked / "feed.xml").getroot().itertext())
    assert make_plain("edition") in feed
    assert make_plain("title") in feed
    assert len(ET.parse(attacked / "sitemap.xml").getroot()) > 30
    assert yaml.safe_load((attacked / "CITATION.cff").read_text("utf-8"))["title"] == make_plain("title")


def test_formulas_are_set_without_a_script(attacked):
    page = (attacked / "routes.html").read_text("utf-8")
    assert page.count("<math ") == 3
    assert "<mfrac>" in page
    assert page.count(FORMULA.replace("<", "&lt;").replace(">", "&gt;")) == 2, "in a formula, and in a printed text"


def test_a_mail_about_an_error_holds_nothing_but_text(attacked):
    page = (attacked / "index.html").read_text("utf-8")
    href = html.unescape(re.search(r'<a class="fb-report" id="fb-report" href="([^"]*)"', page)[1])
    assert re.fullmatch(r"mailto:errors@attacked\.example\?[\w.~%&=+-]*", href)


@pytest.mark.parametrize(
    ("file", "spoil", "told"),
    [
        pytest.param(
            "data/sources.csv",
            lambda path: change_rows(path, {"url": "javascript:window.ran"}, where={"source_id": "hb_report_2024"}),
            "data/sources.csv: row 2, column url: 'javascript:window.ran' is no address that a reader can follow "
            "(begin it with https:// or http://)",
            id="a source",
        ),
        pytest.param(
            "data/datapackage.json",
            lambda path: path.write_text(
                path.read_text("utf-8").replace(
                    "https://creativecommons.org/licenses/by/4.0/", "javascript:window.ran"
                ),
                "utf-8",
            ),
            "'javascript:window.ran' is no address that a reader can follow",
            id="a licence",
        ),
        pytest.param(
            "_config.yml",
            lambda path: path.write_text(path.read_text("utf-8") + "  contact: javascript:window.ran\n", "utf-8"),
            "_config.yml:49: factbook.contact: 'javascript:window.ran' is neither a mail address nor a web address",
            id="a contact",
        ),
        pytest.param(
            "_config.yml",
            lambda path: path.write_text(path.read_text("utf-8") + "  address: 'data:text/html,x'\n", "utf-8"),
            "_config.yml:49: factbook.address: 'data:text/html,x' is not the address of a site",
            id="an address",
        ),
    ],
)
def test_an_address_that_could_run_is_refused(file, spoil, told, factbook, tmp_path):
    assert factbook("init", tmp_path / "report").returncode == 0
    spoil(tmp_path / "report" / file)
    factbook("refresh", "--project", tmp_path / "report")
    result = factbook("check", "--project", tmp_path / "report")
    assert result.returncode == 2
    assert told in result.stdout + result.stderr
