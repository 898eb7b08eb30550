from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from factbook.render.metadata.search_index import (
    INDEX,
    MOST_CHARACTERS,
    SearchEntry,
    index_rows,
    page_entries,
    search_scripts,
    statistic_entry,
)
from figurecheck.model import Statistic

PAGE = """<body><nav>menu</nav><main><h1>Count &amp; sum<a class="headerlink" href="#">#</a></h1><p>In all
<b>23,022</b>.</p>
<section id="by-year"><h2>By year</h2><table><tr><td>2024</td><td>23,022</td></tr></table><script>hidden()</script>
<h3 id="of-which">Of which</h3>서울 통계</section></main><footer>foot</footer></body>"""


def test_each_heading_with_an_anchor_begins_a_section():
    assert page_entries(PAGE, "count.html") == [
        SearchEntry(address="count.html", title="Count & sum", text="In all 23,022."),
        SearchEntry(address="count.html#by-year", title="By year", text="2024 · 23,022", page="Count & sum"),
        SearchEntry(address="count.html#of-which", title="Of which", text="서울 통계", page="Count & sum"),
    ]


def test_what_no_reader_sees_is_not_found():
    text = " ".join(entry.title + entry.text for entry in page_entries(PAGE, "p"))
    assert not {"menu", "foot", "hidden()", "#"} & set(text.split())


@given(st.text())
def test_any_page_can_be_read(text):
    page_entries(f"<main><h1>T</h1>{text}</main>", "p.html")


def test_the_script_is_a_few_statements_whatever_the_text():
    entry = SearchEntry(address="a", title="</script>\u2028", text='"];alert(1)')
    script = search_scripts(index_rows([entry]), {"Viet\u2028Nam": ["Vietnamese"]})[INDEX]
    assert script.startswith('window.factbookAliases=[["Viet\\u2028Nam", "Vietnamese"]];\nwindow.factbookSearch=[')
    assert "\u2028" not in script
    assert '\\"];alert(1)' in script


def test_what_no_page_prints_is_in_a_file_of_its_own_once_there_is_much():
    share = Statistic(
        id="a", value=Decimal("0.1404"), unit="share", label="Women at work", about="women", period="2024"
    )
    shown = statistic_entry(share, "evidence/a.html", "14.0%: women at work", 1)
    other = statistic_entry(replace(share, id="b"), "evidence/b.html", "14.04%: women at work")
    assert (shown.title, shown.printed, shown.year) == ("14.0%: women at work", 1, 2024)
    assert shown.text == "share · 2024"
    assert list(search_scripts(index_rows([shown, other]), {})) == [INDEX]
    long = replace(shown, text="x" * MOST_CHARACTERS)
    parts = search_scripts(index_rows([long, other]), {})
    assert '"b"' not in parts[INDEX]
    assert "search-index-more.js" in parts[INDEX]
    assert '"b"' in parts["search-index-more.js"]
    assert '"a"' not in parts["search-index-more.js"]


def test_numbers_of_sections_that_no_reader_sees_are_not_found():
    page = '<main><h1>T</h1><section id="s"><h2><span class="section-number">5.3. </span>By year</h2></section></main>'
    assert page_entries(page, "p.html")[1].title == "By year"


def test_how_many_figures_of_a_page_were_checked_is_no_text_of_it():
    page = '<main><h1>T</h1><ul class="fb-checked"><li>86 figures</li></ul><p>Buses run.</p></main>'
    assert page_entries(page, "p.html")[0].text == "Buses run."
