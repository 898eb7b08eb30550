from hypothesis import given
from hypothesis import strategies as st

from factbook.render.metadata.search_index import SearchEntry, page_entries, search_script

PAGE = """<body><nav>menu</nav><main><h1>Count &amp; sum<a class="headerlink" href="#">#</a></h1><p>In all
<b>23,022</b>.</p>
<section id="by-year"><h2>By year</h2><table><tr><td>2024</td><td>23,022</td></tr></table><script>hidden()</script>
<h3 id="of-which">Of which</h3>서울 통계</section></main><footer>foot</footer></body>"""


def test_each_heading_with_an_anchor_begins_a_section():
    assert page_entries(PAGE, "count.html") == [
        SearchEntry(address="count.html", title="Count & sum", text="In all 23,022."),
        SearchEntry(address="count.html#by-year", title="By year", text="2024 23,022", page="Count & sum"),
        SearchEntry(address="count.html#of-which", title="Of which", text="서울 통계", page="Count & sum"),
    ]


def test_what_no_reader_sees_is_not_found():
    text = " ".join(entry.title + entry.text for entry in page_entries(PAGE, "p"))
    assert not {"menu", "foot", "hidden()", "#"} & set(text.split())


@given(st.text())
def test_any_page_can_be_read(text):
    page_entries(f"<main><h1>T</h1>{text}</main>", "p.html")


def test_the_script_is_one_statement_whatever_the_text():
    entry = SearchEntry(address="a", title="</script>\u2028", text='"];alert(1)')
    script = search_script([entry])
    assert script.startswith("window.factbookSearch=[")
    assert "\u2028" not in script
    assert '\\"];alert(1)' in script
