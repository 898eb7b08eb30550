"""A page in which git has left both sides of a merge stops the build."""

import pytest

from factbook.report.pages import read_page
from tiny_desk import TinyDesk

SIDES = "<<<<<<< HEAD\nIt rose.\n=======\nIt fell.\n>>>>>>> other\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param(f"# A\n\n{SIDES}", 3, id="in a text"),
        pytest.param(f"# A\n\n{SIDES}".replace("\n", "\r\n"), 3, id="with other line ends"),
        pytest.param("# A\n\nIt fell.\n>>>>>>> other\n", 4, id="half taken out"),
        pytest.param(f"# A\n\n```{{note}}\n{SIDES}```\n", 4, id="in a directive"),
        pytest.param(f"# A\n\n````{{note}}\n```python\n1\n```\n{SIDES}````\n", 7, id="behind code in a directive"),
        pytest.param(f"---\n{SIDES}---\n# A\n", 2, id="in the front matter"),
        pytest.param(f"# A\n\n```\n{SIDES}```\n", None, id="in code"),
        pytest.param(f"# A\n\n~~~text\n```\n{SIDES}~~~\n", None, id="in code that shows a fence"),
        pytest.param(f"# A\n\n```{{code-block}} text\n{SIDES}```\n", None, id="in a block of code"),
        pytest.param("# A\n\n<<<<<<<<<< older\n", None, id="longer"),
        pytest.param("A\n=======\n\n> > It fell.\n", None, id="a heading and a quotation"),
    ],
)
def test_marks_of_git_are_told_by_their_line_unless_code_shows_them(tmp_path, text, line):
    (tmp_path / "a.md").write_bytes(text.encode())
    page = read_page(tmp_path, (tmp_path / "a.md").relative_to(tmp_path))
    said = f"a.md:{line}: a merge stopped here (decide between the two sides, and take out the lines of git)"
    assert [str(one) for one in page.complaints] == ([said] if line else [])


def test_nothing_of_a_page_in_which_a_merge_stopped_is_shown_unless_it_is_not_taken_over_yet(tmp_path):
    desk = TinyDesk(tmp_path)
    page = tmp_path / "book/index.md"
    assert not desk.report().is_unreadable("book/index.md")
    page.write_text(f"<<<<<<< HEAD\n{page.read_text('utf-8')}=======\n", "utf-8")
    assert desk.report().is_unreadable("book/index.md")
    # The site of a book that is being taken over is built all the same, and shows what it holds.
    desk.configure(mode="adopt")
    assert not desk.report().is_unreadable("book/index.md")
    desk.configure(checked=["book/index"])
    assert desk.report().is_unreadable("book/index.md")
