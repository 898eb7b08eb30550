"""Messages are lines, whatever a file is called."""

import pytest

from figurecheck.model import Place
from figurecheck.model.errors import Complaint


@pytest.mark.parametrize("name", ["two\nlines.csv", "two\r\nlines.csv"])
def test_a_line_break_in_the_name_of_a_file_splits_no_message(name):
    for text in (Complaint(name, "x"), Place(file=name, line=3), Place(file=name, cell=3)):
        assert len(str(text).splitlines()) == 1
        assert "\\nlines.csv" in str(text)
