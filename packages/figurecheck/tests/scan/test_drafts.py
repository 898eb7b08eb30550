"""Drafts of every kind are read, whatever cannot be used is refused in plain words, and `factbook scan` tells it."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from figurecheck.cli.main import main
from figurecheck.model.errors import DataError
from figurecheck.scan.drafts import (
    Draft,
    DraftKind,
    blank_markdown,
    parse_draft,
    parse_statistics,
    read_drafts,
)
from figurecheck.scan.drafts.read_html import build_html

STATISTICS = [{"id": "oslo.murders", "about": ["Oslo"], "measure": "murders", "value": "12", "unit": "cases"}]
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
KEYS = ["file", "line", "column", "start", "end", "text", "reading", "status", "statistic", "reason", "candidates"]


def word(body: str, **parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {SPACE}><w:body>{body}</w:body></w:document>")
        for name, part in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {SPACE}>{part}</w:{name}>")
    return made.getvalue()


def run_of(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(text: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{run_of(text)}</w:p>"


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "statistics.json").write_text(json.dumps(STATISTICS), "utf-8")
    (tmp_path / "draft.txt").write_text("Rain.\nOslo had 13 murders.", "utf-8")
    (tmp_path / "draft.md").write_text("# Oslo\n\nOslo had 12 murders; see `9 murders`.", "utf-8")
    (tmp_path / "draft.html").write_text("<p>Oslo had <b>13</b> murders.</p><script>var a = 5</script>", "utf-8")
    (tmp_path / "draft.docx").write_bytes(word(f"<w:p>{run_of('Oslo had ')}{run_of('13 murders.')}</w:p>"))
    return tmp_path


def run(desk, *names, **more):
    options = [str(name) for name in names]
    return CliRunner().invoke(main, ["scan", "--statistics", str(desk / "statistics.json"), *options], **more)


def test_json_has_every_key_and_the_right_place(desk):
    result = run(desk, desk / "draft.txt", "--format", "json")
    [number] = json.loads(result.stdout)
    assert list(number) == KEYS
    place = [number[key] for key in ("line", "column", "start", "status", "statistic")]
    assert place == [2, 10, 15, "disagrees", "oslo.murders"]
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("name", "status"), [("draft.md", "agrees"), ("draft.html", "disagrees"), ("draft.docx", "disagrees")]
)
def test_every_kind_of_draft_is_read(desk, name, status):
    numbers = json.loads(run(desk, desk / name, "--format", "json").stdout)
    assert [number["status"] for number in numbers] == [status]


def test_text_names_the_wrong_numbers_of_each_file_and_counts_the_rest(desk):
    result = run(desk, desk / "draft.md", desk / "draft.txt")
    lines = result.stdout.splitlines()
    assert lines[0] == f"{desk / 'draft.md'}: 1 number: 1 agrees"
    assert lines[1] == f"{desk / 'draft.txt'}: 1 number: 1 disagrees"
    assert lines[2].startswith(f"  {desk / 'draft.txt'}:2:10: ‘13’ disagrees: ")
    assert lines[3].strip() == "Rain. Oslo had [13] murders."
    assert lines[4] == "2 files: 2 numbers: 1 disagrees, 1 agrees"


def test_all_lists_what_agrees_too(desk):
    assert "‘12’ agrees" not in run(desk, desk / "draft.md").stdout
    assert "‘12’ agrees" in run(desk, desk / "draft.md", "--all").stdout


def test_a_paragraph_of_a_word_file_is_named(desk):
    assert "draft.docx: paragraph 1: ‘13’ disagrees" in run(desk, desk / "draft.docx").stdout


@pytest.mark.parametrize(
    ("text", "options"),
    [
        pytest.param("Oslo had 12 murders.", (), id="text"),
        pytest.param("<p>Oslo had&nbsp;12 murders.<style>p{top:9px}</style>", (), id="html, seen"),
        pytest.param("Oslo had <i>12</i> murders.", ("--kind", "html"), id="html, reported"),
        pytest.param("# Oslo\n\nOslo had 12 murders, `13 fires`.", (), id="markdown, seen"),
        pytest.param(word(paragraph("Oslo had 12 murders.")), (), id="word, seen"),
    ],
)
def test_standard_input_is_read_and_its_kind_seen(desk, text, options):
    result = run(desk, "-", *options, input=text)
    assert result.stdout == "standard input: 1 number: 1 agrees\n"
    assert result.exit_code == 0


def test_an_empty_text_has_no_numbers(desk):
    assert run(desk, "-", input="").stdout == "standard input: 0 numbers\n"


BAD = {
    "a.docx": (b"no zip", "is no Word file"),
    "b.docx": (word("<w:p>"), "word/document.xml is broken"),
    "c.txt": (b"Oslo\n\x00\x01\x02", "so it is no text"),
    "d.txt": (b"caf\xe9 12 \xff", "neither UTF-8, UTF-16 nor CP949"),
    "e.pdf": (b"%PDF-1.4", "is a PDF (save its text"),
    "f.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1", "old or a locked Office file"),
    "g.rtf": (b"{\\rtf1 12}", "is an RTF file"),
}


def test_every_file_that_cannot_be_used_is_named_in_one_run(desk):
    for name, (data, _) in BAD.items():
        (desk / name).write_bytes(data)
    result = run(desk, desk / "missing.txt", desk, desk / "draft.md", *(desk / name for name in BAD))
    assert result.exit_code == 2
    assert result.stdout == ""
    for name, (_, what) in BAD.items():
        [line] = [line for line in result.stderr.splitlines() if name in line]
        assert what in line
        assert line.endswith(")")
    assert f"{desk / 'missing.txt'}: does not exist" in result.stderr
    assert f"{desk}: is a folder" in result.stderr


def test_texts_and_statistics_are_complained_about_together(desk):
    (desk / "statistics.json").write_text("[1", "utf-8")
    result = run(desk, desk / "missing.txt")
    assert "missing.txt: does not exist" in result.stderr
    assert "statistics.json: is no JSON" in result.stderr
    assert "line 1" in result.stderr


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (("--suggest", "--format", "json"), "--suggest: prints a page, not json"),
        (("--diff",), "--diff: needs --suggest"),
        (("--locale", "xx"), "--locale: figures cannot be read in 'xx'"),
    ],
)
def test_options_that_do_not_go_together_are_refused(desk, options, what):
    result = run(desk, desk / "draft.md", *options)
    assert what in result.stderr
    assert result.exit_code == 2


def test_the_marked_copy_is_written_to_a_file_and_keeps_every_draft(desk):
    page = desk / "marked.html"
    result = run(desk, desk / "draft.md", desk / "draft.docx", "--format", "html", "--output", page)
    assert (result.stdout, result.exit_code) == ("", 1)
    made = page.read_text("utf-8")
    assert "1 of 2 numbers is wrong." in made
    assert f"{desk / 'draft.docx'}, paragraph 1</p>" in made
    assert f">{desk / 'draft.md'}</h2>" in made
    assert f">{desk / 'draft.docx'}</h2>" in made


def test_a_page_that_cannot_be_written_is_said(desk):
    result = run(desk, desk / "draft.md", "--format", "html", "--output", desk / "none" / "a.html")
    assert result.exit_code == 2
    assert "a.html: cannot be read or written" in result.stderr


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp949"])
def test_a_page_with_roles_is_stored_as_it_was(desk, encoding):
    (desk / "draft.md").write_bytes("# 서울\r\n\r\nOslo had 12 murders.\r\n".encode(encoding))
    result = run(desk, desk / "draft.md", "--suggest")
    wanted = "# 서울\r\n\r\nOslo had {claim}`12 <oslo.murders>` murders.\r\n"
    assert result.stdout_bytes == wanted.encode(encoding)
    assert result.stderr == "1 role filled in, 0 numbers left alone\n"


@pytest.mark.parametrize("name", ["draft.txt", "draft.docx", "draft.html"])
def test_roles_are_suggested_for_markdown_only(desk, name):
    result = run(desk, desk / name, "--suggest")
    assert result.exit_code == 2
    assert "roles are Markdown (use a .md page, or --kind markdown)" in result.stderr


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp949"])
def test_every_encoding_is_read_and_written_back(encoding):
    text = "2024년 마약사범 2만3022명.\r\nIt is 12.\n"
    data = text.encode(encoding)
    draft = parse_draft(data, "draft.txt")
    assert draft.text == text
    assert draft.writing.encode(draft.text) == data


@given(st.binary(max_size=200), st.sampled_from([None, *DraftKind]))
def test_no_bytes_raise_anything_but_a_complaint(data, kind):
    try:
        draft = parse_draft(data, "draft", kind)
    except DataError as error:
        reported = error.complaints
    else:
        reported = ()
        assert_whole(draft)
    assert all(complaint.remedy for complaint in reported)


def assert_whole(draft: Draft) -> None:
    assert len(draft.text) == len(draft.source)
    assert all(0 <= block.start <= block.end <= len(draft.text) for block in draft.blocks)


@given(st.text(max_size=200, alphabet="#|`~:-{}<>()[]!*_ \n\r\t12ab=\\%$"))
def test_blanked_markdown_keeps_every_place(text):
    blank = blank_markdown(text)
    assert len(blank) == len(text)
    assert all(new in {old, " "} or (old, new) == ("|", ".") for old, new in zip(text, blank, strict=True))
    parse_draft(text.encode(), "draft.md")


def test_markdown_loses_code_addresses_and_front_matter_but_no_prose():
    text = (
        "---\ntitle: 1 page\n---\n# 2 heads\n\n3 `4` [5](http://x.org/6) {claim}`fell 7% <a.8>` {source}`s9`\n\n"
        "```python\n10\n```\n\n```{standfirst}\n11 people\n```\n\n````{note}\n```\n12\n```\n13\n````\n\n"
        "```{figure} 14.png\n:name: f15\n:alt: 16 people\n17 more\n```\n\n| 18 |\n|---|\n| 19 |\n\n<!-- 20 -->\n"
        "<script>21</script> 22\n\n    23\n\n- 24\n\n      25\n\n1. 26\n"
    )
    seen = blank_markdown(text)
    numbers = [one for one in seen.replace("%", " ").split() if one.isdecimal()]
    assert numbers == ["2", "3", "7", "11", "13", "16", "17", "18", "19", "22", "24", "25", "26"]
    assert "[5" in seen


def test_the_printed_text_of_a_role_is_scanned_where_it_stands():
    text = "It {claim}`fell 16.6% <a.b.2024>` in May."
    blank = blank_markdown(text)
    assert blank.index("fell 16.6%") == text.index("fell 16.6%")
    assert "a.b.2024" not in blank


def test_html_is_read_as_it_is_seen():
    page = (
        "<title>T</title><style>1</style><p>One &amp; <b>t</b>wo<p hidden>2</p><div style='display: none'><p>3</div>"
        "<ul><li>four<li>five</ul><table><tr><th>a<th>b<tr><td>6<td><p>7</p></table><noscript>8</noscript><br>nine"
    )
    assert build_html(page).text == "T\n\nOne & two\n\nfour\n\nfive\n\na | b .\n6 | 7  .\n\nnine\n\n"


@pytest.mark.slow
def test_html_is_read_across_comments_and_however_deep():
    assert build_html("<p>Oslo had 1<!-- one -->2<?php 3 ?> <img alt=x>murders").text == "Oslo had 12 murders\n\n"
    assert build_html("<div>" * 20_000 + "12").text == "12\n\n"


def test_rows_of_a_page_are_held_against_their_total(desk):
    rows = "".join(f"<tr><td>{name}<td>{one}<td>{two}</tr>" for name, one, two in
                   [("Group", 2023, 2024), ("Men", 10, 20), ("Women", 30, 40), ("Total", 40, 61)])  # fmt: skip
    numbers = json.loads(run(desk, "-", "--format", "json", input=f"<p>x<table>{rows}</table>").stdout)
    assert [one["text"] for one in numbers if one["status"] == "contradicts"] == ["61"]


def test_word_is_read_without_what_was_deleted_or_hidden():
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('boxed')}</w:txbxContent></w:pict></w:r>"
    again = '<mc:Fallback xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">' + box
    body = (
        paragraph("Title", "Heading1")
        + f"<w:p>{run_of('a')}<w:del><w:r><w:delText>1</w:delText></w:r></w:del><w:ins>{run_of('b')}</w:ins>"
        f"<w:moveFrom>{run_of('2')}</w:moveFrom><w:r><w:rPr><w:vanish/></w:rPr><w:t>3</w:t></w:r>"
        f"<w:r><w:tab/><w:t>c</w:t><w:footnoteReference w:id='1'/></w:r>{box}{again}</mc:Fallback></w:p>"
        + f"<w:tbl><w:tr><w:tc>{paragraph('x')}</w:tc><w:tc>{paragraph('4')}</w:tc></w:tr></w:tbl>"
    )
    notes = (
        f'<w:footnote w:type="separator">{paragraph("5")}</w:footnote>'
        f'<w:footnote w:id="1">{paragraph("noted")}</w:footnote>'
    )
    draft = parse_draft(word(body, footnotes=notes), "a.docx")
    assert [line.strip(" |") for line in draft.text.split("\n") if line] == [
        "Title",
        "ab c",
        "boxed",
        "x  | 4  .",
        "noted",
    ]
    assert [block.kind for block in draft.blocks] == ["heading", "paragraph", "paragraph", "row", "item"]


def test_numbers_in_fields_and_notes_are_read_but_not_those_that_count_notes():
    field = f'<w:fldSimple w:instr="=SUM(ABOVE)">{run_of("7")}</w:fldSimple>'
    first = '<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">Joined to </w:t></w:r></w:p>'
    noted = f'{run_of("what follows")}<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = f"{first}<w:p>{noted}{run_of('. In all ')}{field}</w:p>"
    draft = parse_draft(word(body, footnotes=f'<w:footnote w:id="2">{paragraph("Of 8.")}</w:footnote>'), "a.docx")
    assert draft.text.split() == "Joined to what follows. In all 7 Of 8.".split()


def test_a_cell_that_continues_the_one_above_keeps_the_others_below_their_heads():
    def row(first, second, merge=""):
        properties = f"<w:tcPr>{merge}</w:tcPr>"
        return f"<w:tr><w:tc>{properties}{paragraph(first)}</w:tc><w:tc>{paragraph(second)}</w:tc></w:tr>"

    rows = row("Oslo", "1", '<w:vMerge w:val="restart"/>') + row("", "2", "<w:vMerge/>")
    draft = parse_draft(word(f"<w:tbl>{rows}</w:tbl>"), "a.docx")
    assert [[draft.text[start:end].strip() for start, end in block.cells] for block in draft.blocks] == [
        ["Oslo", "1"],
        ["", "2"],
    ]


@pytest.mark.parametrize("body", ["<w:footnoteReference/>", "<w:p><w:r><w:footnoteReference w:id='9'/></w:r></w:p>"])
def test_a_word_file_against_the_standard_is_refused_in_plain_words(body):
    with pytest.raises(DataError, match="is no Word file"):
        parse_draft(word(body), "a.docx")


def test_a_word_file_that_declares_entities_is_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(DataError, match="declares entities"):
        parse_draft(made.getvalue(), "a.docx")


def test_a_word_file_that_unpacks_without_end_is_refused(monkeypatch):
    monkeypatch.setattr("figurecheck.scan.drafts.read_docx.LARGEST", 1_000_000)
    with pytest.raises(DataError, match="is larger than 1 MB when unpacked"):
        parse_draft(word(" " * 2_000_000), "a.docx")


def test_a_word_file_that_is_nested_without_end_is_refused():
    with pytest.raises(DataError, match="nested too deeply"):
        parse_draft(word("<w:sdt>" * 2000 + "</w:sdt>" * 2000), "a.docx")


def test_an_entry_without_a_value_is_left_out_and_further_keys_are_ignored():
    entries = [
        {"id": "a", "value": None, "label": None},
        {"id": "b", "value": 1, "label": None, "of_tomorrow": {"x": 1}},
    ]
    document = {"$schema": "statistics.schema.json", "edition": None, "of_tomorrow": [1], "statistics": entries}
    assert [fact.id for fact in parse_statistics(document)] == [fact.id for fact in parse_statistics(entries)] == ["b"]


def test_the_text_of_a_footnote_is_prose_and_its_mark_is_not():
    text = "Oslo[^1] is old.\n\n[^1]: It had 13 murders.\n[x]: https://example.org/14\n"
    shown = blank_markdown(text)
    assert len(shown) == len(text)
    assert shown.split() == ["Oslo", "is", "old.", "It", "had", "13", "murders."]


@pytest.mark.parametrize(
    ("document", "what"),
    [
        ({"findings": []}, "is a list of claims (give the statistics.json beside it)"),
        ({"resources": []}, "describes tables"),
        ({"$defs": {}}, "is a JSON Schema"),
        ({"type": "FeatureCollection"}, "contains no list of statistics"),
        ("statistics", "contains no list of statistics"),
    ],
)
def test_another_file_of_a_site_is_called_what_it_is(document, what):
    with pytest.raises(DataError) as caught:
        parse_statistics(document, "x.json")
    assert str(caught.value).startswith(f"x.json: {what}")


def test_a_period_may_be_written_as_a_number():
    [fact] = parse_statistics([{"id": "a", "value": 1, "period": 2024}])
    assert fact.period == "2024"


def test_a_file_that_is_given_twice_is_read_once(desk):
    assert len(read_drafts([str(desk / "draft.md")] * 2, io.BytesIO())) == 1


@pytest.mark.parametrize(
    ("item", "what"),
    [
        (1, "is no object"),
        ({"value": 1}, "has no id"),
        ({"id": " ", "value": 1}, "has no id"),
        ({"id": "a", "value": "many"}, "value: 'many' is no number"),
        ({"id": "a", "value": "NaN"}, "value: 'NaN' is no number"),
        ({"id": "a", "value": float("inf")}, "value: inf is no number"),
        ({"id": "a", "value": True}, "value: True is no number"),
        ({"id": "a"}, "value: nothing is no number"),
        ({"id": "a", "value": "1e999999"}, "value: '1e999999' is no number"),
        ({"id": "a", "value": [1]}, "value: [1] is no number"),
        ({"id": "a", "value": "soon", "unit": "date"}, "value: 'soon' is no date"),
        ({"id": "a", "value": "", "unit": "since"}, "value: '' is no period"),
        ({"id": "a", "value": True, "unit": "since"}, "value: True is no period"),
        ({"id": "a", "value": 1, "unit": [5]}, "unit: [5] is no text"),
        ({"id": "a", "value": 1, "about": [2]}, "about: [2] is neither"),
        ({"id": "b", "value": 1}, "id b is already used by statistics[0]"),
    ],
)
def test_an_entry_that_cannot_be_used_is_named(item, what):
    with pytest.raises(DataError) as caught:
        parse_statistics([{"id": "b", "value": 1}, item, {"value": 2}])
    first, second = caught.value.complaints
    assert str(first).startswith(f"statistics: statistics[1]: {what}")
    assert first.remedy
    assert second.place == "statistics: statistics[2]"


@pytest.mark.parametrize("text", ["", "{", "[1", "\ufeff[", "[" * 100_000, '{"statistics": 5}', '"a"', "NaN", "[NaN]"])
def test_a_list_that_is_no_list_is_refused_without_a_traceback(desk, text):
    (desk / "statistics.json").write_text(text, "utf-8")
    result = run(desk, desk / "draft.md")
    assert result.exit_code == 2
    assert "statistics.json" in result.stderr
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_the_example_of_the_readme_is_what_scan_prints(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    statistic = {"id": "riders.total.2025", "about": "buses", "measure": "trips", "value": 1268480, "unit": "trips"}
    (tmp_path / "statistics.json").write_text(json.dumps([statistic | {"period": "2025"}]), "utf-8")
    lines = [
        "Buses in 2025",
        "The buses carried 1.37 million trips in 2025.",
        "Of the 12 drivers asked, 29.1% agreed.",
    ]
    (tmp_path / "draft.docx").write_bytes(word("".join(map(paragraph, lines))))
    result = CliRunner().invoke(main, ["scan", "--statistics", "statistics.json", "draft.docx"])
    readme = (Path(__file__).parents[4] / "README.md").read_text("utf-8")
    assert f"$ factbook scan --statistics statistics.json draft.docx\n{result.stdout}```" in readme
