"""Pages, notebooks and tables may have any name that a file can have: every address of the site leads to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from html_pages import find_broken_links, read_site

pytestmark = pytest.mark.slow

RENAMED = {
    "book/routes": "book/a#b/50% of Routen?",
    "book/herald": "book/Über den Herold #1",
    "notebooks/riders": "notebooks/Fähren? 100%20",
}
ADDRESS = "https://example.org/"


@pytest.fixture
def site(starter, factbook) -> Path:
    (starter / "book/a#b").mkdir()
    config, contents = starter / "_config.yml", starter / "_toc.yml"
    for old, new in RENAMED.items():
        [path] = starter.glob(f"{old}.*")
        path.rename(f"{starter / new}{path.suffix}")
        contents.write_text(contents.read_text("utf-8").replace(f"{old}\n", f'"{new}"\n'), "utf-8")
    text = re.sub(r"# (?=address: |contact: )", "", config.read_text("utf-8"))
    config.write_text(re.sub(r"address: \S+", f"address: {ADDRESS}", text), "utf-8")
    built = factbook("build", "--strict", "--project", starter)
    assert built.returncode == 0, built.stdout + built.stderr
    return starter / "_build/html"


def find_addresses(site: Path) -> Iterator[tuple[str, str]]:
    """Yield each whole address of the site that a file of it names, with that file; also those in prepared letters."""
    for path in site.rglob("*"):
        if path.suffix in {".html", ".xml", ".json", ".js", ".txt", ".cff", ".bib"}:
            text = path.read_text("utf-8")
            text += "".join(map(unquote, re.findall(r'"mailto:[^"]*', text)))
            yield from ((path.name, one) for one in re.findall(rf"{ADDRESS}([^\s\"'<>&\\}}]*)", text))


def test_every_address_leads_to_a_file_whatever_that_is_called(site):
    pages = read_site(site)
    assert {f"{name.removeprefix('book/')}.html" for name in RENAMED.values()} <= pages.keys()
    assert list(find_broken_links(site, pages)) == []
    named = {(file, unquote(re.split("[#?]", one)[0].rstrip(".,"))) for file, one in find_addresses(site)}
    assert len(named) > 100
    assert {(file, one) for file, one in named if not (site / one).exists()} == set()
