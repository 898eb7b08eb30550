"""Drafts of every kind are read, and `factbook scan` says where a number is wrong."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from click.testing import CliRunner

from factbook.cli import main
from factbook.drafts import blank_markdown, parse_html, parse_statistics, read_draft
from factbook.errors import DataError

STATISTICS = [{"id": "oslo.murders", "about": ["Oslo"], "measure": "murders", "value": "12", "unit": "cases"}]
DOCUMENT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>Oslo had </w:t></w:r><w:r><w:t>13 murders.</w:t></w:r></w:p></w:body></w:document>"
)


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "statistics.json").write_text(json.dumps(STATISTICS), "utf-8")
    (tmp_path / "draft.txt").write_text("Rain.\nOslo had 13 murders.", "utf-8")
    (tmp_path / "draft.md").write_text("# Oslo\n\nOslo had 12 murders; see `9 murders`.", "utf-8")
    (tmp_path / "draft.html").write_text("<p>Oslo had <b>13</b> murders.</p><script>var a = 5</script>", "utf-8")
    with zipfile.ZipFile(tmp_path / "draft.docx", "w") as archive:
        archive.writestr("word/document.xml", DOCUMENT)
    return tmp_path


def run(desk, name, *options, **more):
    path = "-" if name == "-" else str(desk / name)
    return CliRunner().invoke(main, ["scan", path, "--statistics", str(desk / "statistics.json"), *options], **more)


def test_json_has_every_key_and_the_right_place(desk):
    result = run(desk, "draft.txt", "--format", "json")
    [number] = json.loads(result.stdout)
    assert list(number) == ["file", "line", "start", "end", "text", "reading", "status", "statistic", "reason"]
    assert (number["line"], number["start"], number["status"], number["statistic"]) == (
        2, 15, "disagrees", "oslo.murders",
    )  # fmt: skip
    assert result.exit_code == 1


@pytest.mark.parametrize(("name", "status"), [("draft.md", "agrees"), ("draft.html", "disagrees"), ("draft.docx", "disagrees")])  # fmt: skip # noqa: E501
def test_every_kind_of_draft_is_read(desk, name, status):
    numbers = json.loads(run(desk, name, "--format", "json").stdout)
    assert [number["status"] for number in numbers] == [status]


def test_standard_input_is_read(desk):
    result = run(desk, "-", input="Oslo had 12 murders.")
    assert result.exit_code == 0
    assert "1 numbers: 1 agrees" in result.stdout


@pytest.mark.parametrize("name", ["missing.txt", "broken.docx"])
def test_what_cannot_be_read_is_refused_without_a_traceback(desk, name):
    (desk / "broken.docx").write_bytes(b"no zip")
    result = run(desk, name)
    assert result.exit_code == 2
    assert name in result.stderr


def test_a_word_file_that_declares_entities_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(DataError, match="declares entities"):
        read_draft(str(tmp_path / "a.docx"), io.BytesIO())


def test_markdown_keeps_its_places():
    text = "See `9` and [this](http://x.org/12) now."
    blank = blank_markdown(text)
    assert len(blank) == len(text)
    assert "9" not in blank
    assert "12" not in blank


def test_blocks_of_a_page_are_apart():
    assert parse_html("<p>One</p><p>Two</p>").split() == ["One", "Two"]


def test_all_faults_of_a_list_are_said_at_once():
    with pytest.raises(DataError) as caught:
        parse_statistics([{"id": "a", "value": "many"}, {"value": 1}])
    assert len(caught.value.complaints) == 2


def test_the_printed_text_of_a_role_is_scanned_where_it_stands():
    text = "It {claim}`fell 16.6% <a.b.2024>` in May."
    blank = blank_markdown(text)
    assert blank.index("fell 16.6%") == text.index("fell 16.6%")
    assert "a.b.2024" not in blank
