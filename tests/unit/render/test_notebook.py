"""A notebook as a page: nothing that it displayed reaches the page as it is, and headings never skip a level."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from markupsafe import Markup

from factbook.render.code_block import render_code
from factbook.render.html.displayed_tables import read_displayed_tables
from factbook.render.html.notebook import BUNDLE, MOST_RECORDED, NotebookView, render_notebook
from figurecheck.model import Statistic

FRAME = """
<table><thead><tr><th></th><th>a</th><th>b</th></tr><tr><th>year</th><th></th><th></th></tr></thead>
<tbody><tr><th>2023</th><td>1</td><td><b>x</b> &lt;y&gt;</td></tr><tr><th>2024</th><td>2</td><td>z</td></tr></tbody>
</table>
"""


def statistic(id: str, population: str = "everyone") -> Statistic:
    return Statistic(id=id, value=Decimal(3), unit="people", population=population, label=f"Label of {id}")


def markdown(text: str) -> dict:
    return {"cell_type": "markdown", "source": text}


def code(*outputs: dict, source: str = "1 + 1") -> dict:
    return {"cell_type": "code", "source": source, "outputs": list(outputs)}


def shown(**data: str) -> dict:
    names = {"html": "text/html", "plain": "text/plain", "png": "image/png", "svg": "image/svg+xml"}
    return {"output_type": "display_data", "data": {names[name]: value for name, value in data.items()}}


def recorded(id: str, kind: str = "statistic") -> dict:
    return {"output_type": "display_data", "data": {BUNDLE: {"kind": kind, "id": id}, "text/plain": f"{id} = 3"}}


def render(*cells: dict, **options) -> str:
    return str(render_notebook(NotebookView(name="notebooks/n.ipynb", edition="2026-11", cells=cells, **options)))


def test_first_heading_is_the_title_and_the_others_never_skip_a_level():
    page = render(markdown("# Rain"), markdown("#### Deep\n\n# Again\n\n#### Deeper"), markdown("## Days\n\n## Days"))
    assert re.findall(r"<h(\d)", page) == ["1", "2", "2", "3", "2", "2"]
    ids = re.findall(r'<h2 id="([^"]*)"', page)
    assert len(set(ids)) == len(ids) == page.count('<li><a href="#section-')


def test_a_notebook_without_title_is_called_by_its_path():
    assert '<h1 class="fb-title">notebooks/n.ipynb</h1>' in render(code())


def test_statistics_recorded_one_after_the_other_are_one_table_with_links():
    known = {id: statistic(id) for id in ("rain.a", "rain.b")}
    page = render(code(recorded("rain.a"), recorded("rain.b")), statistics=known, evidence={"rain.a": "../a.html"})
    assert page.count("<table") == 1
    assert '<a href="../a.html"><code>rain.a</code></a>' in page
    assert page.count("everyone") == 1


def test_of_many_statistics_the_first_are_listed_and_the_index_has_the_others():
    known = {id: statistic(id) for id in (f"rain.n{at}" for at in range(MOST_RECORDED + 1))}
    page = render(code(*map(recorded, known)), statistics=known, index="../evidence/index.html")
    assert page.count("<code>rain.n") == MOST_RECORDED
    assert f'{MOST_RECORDED + 1} figures; all are in <a href="../evidence/index.html">' in page


def test_different_populations_stand_in_a_column():
    known = {"rain.a": statistic("rain.a", "days"), "rain.b": statistic("rain.b", "nights")}
    page = render(code(recorded("rain.a"), recorded("rain.b")), statistics=known)
    assert '<td data-th="Counts">days</td>' in page


def test_a_chart_stands_in_its_place():
    assert "<figure>drawn</figure>" in render(
        code(recorded("rain", "chart")), charts={"rain": Markup("<figure>drawn</figure>")}
    )


def test_a_displayed_frame_is_set_as_a_house_table():
    page = render(code(shown(html=FRAME, plain="  a b")))
    assert '<th scope="col">year</th><th scope="col" class="n">a</th>' in re.sub(r"\n", "", page)
    assert '<td data-th="b">x &lt;y&gt;</td>' in page
    assert '<th scope="row">2024</th>' in page


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '<img src=x onerror="alert(1)">'])
def test_markup_is_shown_or_left_out_and_never_kept(hostile):
    stream = {"output_type": "stream", "name": "stdout", "text": hostile}
    error = {"output_type": "error", "ename": "E", "evalue": "", "traceback": [hostile]}
    table = f"<table><tr><td>{hostile}</td><td>{hostile.replace('<', '&lt;')}</td></tr></table>"
    page = render(
        markdown(f"# {hostile}\n\n{hostile}\n\n## {hostile}"),
        code(stream, error, shown(html=hostile, plain=hostile), shown(html=table), source=hostile),
    )
    assert "<script" not in page
    assert "<img" not in page
    assert page.count("&lt;") > 7


def test_raw_cells_are_left_out():
    assert render(markdown("# A"), {"cell_type": "raw", "source": "87 trips"}) == render(markdown("# A"))


def test_long_tables_of_one_cell_have_names_of_their_own():
    long = "<table>" + "<tr><td>a</td><td>1</td></tr>" * 30 + "</table>"
    page = render(code(shown(html=long + long), shown(html=long)), markdown("# A"))
    names = re.findall(r'role="region" aria-label="(A table[^"]*)"', page)
    assert len(set(names)) == len(names) == 3


def test_pictures_stand_as_pictures_with_an_alternative():
    page = render(code(shown(png="aGk=\n"), shown(svg="<svg onload='x()'/>")))
    assert '<img src="data:image/png;base64,aGk=" alt="A picture made by cell 1' in page
    assert "onload" not in page


def test_cells_have_addresses():
    assert re.findall(r'id="(cell-\d)"', render(markdown("# A"), code(), code())) == ["cell-1", "cell-2", "cell-3"]


def test_spans_of_a_frame_are_spelled_out():
    (frame,) = read_displayed_tables(
        "<table><thead><tr><th colspan=2>k</th><th>v</th></tr></thead><tbody>"
        "<tr><th rowspan=2>a</th><th>x</th><td>1</td></tr><tr><th>y</th><td>2</td></tr></tbody></table>"
    )
    assert (frame.head, frame.named) == (["k", "k", "v"], 2)
    assert frame.rows == [["a", "x", "1"], ["a", "y", "2"]]


@pytest.mark.parametrize(
    ("source", "marked"),
    [
        pytest.param("x = 'a # b'  # c", "x = <s>'a # b'</s>  <c># c</c>", id="a comment is none within a text"),
        pytest.param("import_of = None", "import_of = <k>None</k>", id="a keyword is a whole word"),
        pytest.param('f"""a\n"b" """ + 1', '<s>f"""a\n"b" """</s> + 1', id="texts over several lines"),
    ],
)
def test_code_is_set_in_two_tones(source, marked):
    html = str(render_code(source)).replace("&#39;", "'").replace("&#34;", '"')
    assert re.sub(r'<span class="(.)">(.*?)</span>', r"<\1>\2</\1>", html, flags=re.DOTALL) == marked
    assert render_code(source, "r").unescape() == source
