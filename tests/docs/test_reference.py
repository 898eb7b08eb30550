"""The reference is what the code says, and nothing in it lacks a text."""

from __future__ import annotations

import inspect
from decimal import Decimal

import click
import pytest
import yaml

import factbook
from docs import reference, schemas
from factbook.cli.main import main as cli
from factbook.data.descriptor import Package
from factbook.data.descriptor_file import read_package
from factbook.data.validate import check_data
from factbook.editions.history import Confirmation
from factbook.project.settings import EXTENSION, OwnSettings, parse_settings
from factbook.publish.pinned import Pin
from factbook.render.metadata.json_documents import DOCUMENTS, schema_file
from factbook.report.front_matter import FrontMatter
from factbook.report.reviews import ReviewFile, parse_review
from factbook.sphinx_ext.markup.content import MAKERS
from factbook.sphinx_ext.markup.directives import DIRECTIVES
from figurecheck.model import Role
from figurecheck.scan import Fact
from figurecheck.scan.drafts import parse_draft
from figurecheck.scan.repository import CountsChecker, CountsFile
from figurecheck.scan.repository.counts_file import parse_counts_file

# by this name, since the script imports it from its own folder
import word_tables  # isort: skip

NAMES = [*reference.PAGES, word_tables.SHARED, *word_tables.find_pages(word_tables.find_languages())]


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    """Each page by its name. Not made when tests are collected, which each worker does for all files."""
    return reference.make_pages()


def test_no_page_of_the_reference_is_forgotten(made):
    assert [*made] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_the_reference_is_written_from_the_code(name, made):
    assert (reference.FOLDER / name).read_text("utf-8") == made[name], "run: make docs"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_schema_is_written_from_the_types(name):
    file = schemas.SCHEMAS / schema_file(name)
    assert file.read_text("utf-8") == schemas.show_schema(name), "run: make docs"


def test_the_page_of_documents_is_written_from_the_types():
    assert schemas.PAGE.read_text("utf-8") == schemas.make_page(), "run: make docs"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_key_of_a_document_has_a_text(name):
    assert [path for path, _, text in schemas.describe_keys(DOCUMENTS[name]) if not text] == []


@pytest.mark.parametrize("owner", [OwnSettings, FrontMatter, Package, ReviewFile, Confirmation, Pin, CountsFile])
def test_every_key_of_a_file_has_a_text(owner):
    assert [name for name, _, text in reference.describe_keys(owner) if not text] == []


def test_every_role_directive_and_option_has_a_text():
    found = [*reference.describe_roles(), *reference.describe_directives()]
    assert [shown for shown, text in found if not text] == []
    registered = {shown.split("}")[0].removeprefix("{") for shown, _ in found}
    assert registered == {*Role, "source", *DIRECTIVES} >= set(MAKERS)


def test_the_example_of_settings_is_right():
    complaints = []
    config = yaml.safe_load((reference.EXAMPLES / "settings.yml").read_text("utf-8"))
    settings = parse_settings({**config, "sphinx": {"extra_extensions": [EXTENSION]}}, complaints)
    assert complaints == []
    assert (settings.edition, settings.edition_date, settings.memory) == ("2026-11", "2026-11-24", 4 << 30)


def test_the_example_of_counts_says_what_is_found():
    counts = parse_counts_file((reference.EXAMPLES / "figurecheck.yml").read_text("utf-8"), "figurecheck.yml")
    facts = {"formats": 14, "rules": 120, "checks": 31}
    texts = {
        "14 formats. Formats: 14. It converts between two formats. Over 100 rules, 31 checks.": [],
        "15 formats. Formats: 15. 100 rules. 110 rules. Linty's 32 checks.": ["15", "15", "100", "110", "32"],
    }
    for text, stale in texts.items():
        draft = parse_draft(text.encode(), "a.md")
        checker = CountsChecker(counts, [Fact(id=id, value=Decimal(value)) for id, value in facts.items()])
        assert [one.text for one in checker.check_draft(draft) if one.status.wrong] == stale


def test_the_example_of_a_review_is_right():
    review = parse_review((reference.EXAMPLES / "review.yml").read_text("utf-8"), file="book/reviews/review.yml")
    claim = review.claims[0]
    assert (review.as_of, claim.printed, claim.rating.today) == ("2026-03-20", "1.27 million", "holds")


def test_the_example_of_a_descriptor_is_right():
    assert [str(one) for one in check_data(reference.EXAMPLES)] == []
    rain = read_package(reference.EXAMPLES).resources[0]
    assert (rain.key, rain.fields[1].unit, rain.licences[0][0]) == (("year",), "mm", "CC BY 4.0")


def test_the_example_of_a_page_builds_without_a_warning(tmp_path, factbook):
    folder = tmp_path / "report"
    assert factbook("init", folder).returncode == 0
    page = (reference.EXAMPLES / "page.md").read_text("utf-8")
    # As docs/editions.md shows it.
    page = page.replace("---\n", "---\nfactbook:\n  from: 2026-01-01\n  until: 2036-12-31\n", 1)
    (folder / "book" / "reference.md").write_text(page, "utf-8")
    toc = folder / "_toc.yml"
    toc.write_text(f"{toc.read_text('utf-8')}      - file: book/reference\n", "utf-8")
    result = factbook("build", "--strict", "--project", folder)
    assert result.returncode == 0, result.stdout + result.stderr
    html = (folder / "_build/html/reference.html").read_text("utf-8")
    parts = ["standfirst", "side", "finding", "keys", "timeline", "claims", "cite", "ko"]
    assert [part for part in parts if f"fb-{part}" not in html] == []


def test_every_command_and_option_has_a_text():
    missing = [
        f"{name} {parameter.opts[0] if parameter else ''}"
        for name, command in reference.find_commands(cli)
        for parameter in (None, *(one for one in command.params if isinstance(one, click.Option)))
        if not (parameter.help if parameter else command.help)
    ]
    assert missing == []


@pytest.mark.parametrize("name", factbook.__all__)
def test_every_public_function_has_a_text(name):
    assert inspect.getdoc(getattr(factbook, name))
