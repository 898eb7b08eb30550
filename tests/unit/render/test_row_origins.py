from factbook.render.html.row_origins import find_captions, find_files, find_spans
from figurecheck.model import RowSet


def rows_at(*lines, dataset="wages", **given):
    return RowSet(dataset=dataset, columns=("value",), rows=[(1,)] * (len(lines) or 1), lines=lines, **given)


def test_lines_are_written_as_ranges():
    assert find_spans(rows_at(5, 3, 4, 9)) == "3\u20135, 9"
    assert find_spans(rows_at(5, 9), rows_at(6, 3)) == "3, 5\u20136, 9"
    assert find_spans(rows_at(4, spans=((2, 7), (30, 31))), rows_at(8)) == "2\u20138, 30\u201331"
    assert find_spans(rows_at(*range(1, 100, 2))).endswith(", 79, \u2026")


def test_the_lines_of_a_file_are_those_of_all_its_sets_of_rows():
    # The second set of a ratio had taken the place of the first.
    assert find_files([rows_at(23), rows_at(45), rows_at(7, dataset="rents")], "en") == {
        "wages": "wages.csv, lines 23, 45",
        "rents": "rents.csv, line 7",
    }


def test_no_lines_are_named_where_those_of_some_rows_are_not_known():
    assert find_files([rows_at(23), rows_at()], "en") == {"wages": "wages.csv"}
    assert find_files([RowSet(dataset="wages"), rows_at(23)], "en") == {"wages": "wages.csv, line 23"}


def test_tables_of_one_file_are_told_apart_by_their_lines():
    held = [rows_at(23), rows_at(45, 46), rows_at(7, dataset="rents"), rows_at(dataset="")]
    assert find_captions(held, "share", "en") == [
        "wages.csv, line 23",
        "wages.csv, lines 45\u201346",
        "rents.csv",
        "share",
    ]
