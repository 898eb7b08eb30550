import pytest

from factbook.editions.code_slice import Code

BEFORE = (
    "import factbook as fb\ntotals = fb.dataset('totals')\nages = fb.dataset('ages')",
    "last = totals.index.max()\nfor year in totals.index:\n    fb.record(f'total.{year}', totals.loc[year])",
    "fb.record('share', ages.loc[last] / totals.loc[last])\nfb.record('oldest', ages.max())",
)


def slice_digest(id, *, cells=BEFORE, cell=None):
    return Code(cells).slice_digest(id, len(cells) - 1 if cell is None else cell)


def edited(old, new):
    assert sum(cell.count(old) for cell in BEFORE) == 1
    return tuple(cell.replace(old, new) for cell in BEFORE)


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        pytest.param("ages.loc[last] /", "ages.loc[last] * 2 /", {"share"}, id="the statement itself"),
        pytest.param("totals.index.max()", "totals.index.min()", {"share"}, id="what a name was made of"),
        pytest.param("fb.dataset('ages')", "fb.dataset('age')", {"share", "oldest"}, id="a table, by way of a name"),
        pytest.param("totals.loc[year])", "totals.loc[year] + 1)", {"total.2024"}, id="a loop over ids"),
        pytest.param("fb.record('oldest'", "# why\nfb.record('oldest'", set(), id="a comment"),
        pytest.param("import factbook as fb\n", "import factbook as fb\nother = 1\n", set(), id="what nothing needs"),
        pytest.param("import factbook as fb\n", "import factbook as fb\n%time\n", {"share", "oldest", "total.2024"},
                     id="a magic may change anything"),
    ],
)  # fmt: skip
def test_only_what_follows_from_a_change_has_changed(old, new, changed):
    after = edited(old, new)
    at = {"share": 2, "oldest": 2, "total.2024": 1}
    assert {
        id for id, cell in at.items() if slice_digest(id, cell=cell) != slice_digest(id, cells=after, cell=cell)
    } == changed


def test_a_value_changed_in_place_counts():
    cells = ("a = {}\nb = {}", "a['x'] = 1\nb.update(x=1)", "record('n', a)")
    assert slice_digest("n", cells=cells) != slice_digest("n", cells=(cells[0], "a['x'] = 2\nb.update(x=1)", cells[2]))
    assert slice_digest("n", cells=cells) == slice_digest("n", cells=(cells[0], "a['x'] = 1\nb.update(x=2)", cells[2]))


def test_names_inside_functions_and_comprehensions_are_their_own():
    cells = ("x = 1\ny = 2\ndef f(x):\n    y = x\n    return y + z\nz = 3", "record('n', f(5) + sum(y for y in [1]))")
    assert slice_digest("n", cells=cells) == slice_digest("n", cells=(cells[0].replace("x = 1", "x = 9", 1), cells[1]))
    assert slice_digest("n", cells=cells) != slice_digest("n", cells=(cells[0].replace("z = 3", "z = 4"), cells[1]))


def test_a_name_that_is_used_again_for_something_else_is_not_followed_further():
    cells = ("import fb\ndf = 1", "fb.record('m', df)\ndf = 2", "fb.record('n', df)")
    assert slice_digest("n", cells=cells) == slice_digest("n", cells=("import fb\ndf = 5", *cells[1:]))
    assert slice_digest("m", cells=cells, cell=1) != slice_digest("m", cells=("import fb\ndf = 5", *cells[1:]), cell=1)


def test_all_code_up_to_a_cell_is_told_too():
    code, longer = Code(BEFORE), Code((*BEFORE, "more = 1"))
    assert code.prefix_digest(2) == longer.prefix_digest(2) != longer.prefix_digest(3)


@pytest.mark.parametrize(
    ("first", "id"), [("fb.series('n{of}.{year}', a)", "n.2024"), ("fb.series(f'n{kind}.{{year}}', a)", "n.of.2024")]
)
def test_a_template_is_the_id_of_each_of_its_rows(first, id):
    tables, columns = "import fb\na = 1\nb = 1\nkind = ''", f"{first}\nfb.series('m.{{year}}', b, changes=True)"
    for one, ours, theirs in ((id, "a = 1", "b = 1"), ("m.change.2024", "b = 1", "a = 1")):
        digest = slice_digest(one, cells=(tables, columns))
        assert slice_digest(one, cells=(tables.replace(ours, f"{ours} + 1"), columns)) != digest
        assert slice_digest(one, cells=(tables.replace(theirs, f"{theirs} + 1"), columns)) == digest


HELPER = "def note(name, value):\n    fb.record(f'lake.{name}', value, unit='m')"
CALLS = "note('depth', a.max())\nnote('mean', a.mean())\nshow = f'{a}'"


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param(("a = 1", f"{HELPER}\n{CALLS}"), id="in the same cell"),
        pytest.param((f"a = 1\n{HELPER}", CALLS), id="in a cell before"),
        pytest.param(
            (f"a = 1\n{HELPER}\ndef twice(name, value):\n    note(name, value)", CALLS.replace("note(", "twice(")),
            id="by another function",
        ),
    ],
)
def test_what_a_function_records_follows_from_the_call_that_names_it(cells):
    def with_other(old, new):
        return tuple(cell.replace(old, new) for cell in cells)

    other = with_other("a.mean()", "a.median()")
    assert slice_digest("lake.mean", cells=cells) != slice_digest("lake.mean", cells=other)
    assert slice_digest("lake.depth", cells=cells) == slice_digest("lake.depth", cells=other)
    for id in ("lake.mean", "lake.depth"):
        assert slice_digest(id, cells=cells) != slice_digest(id, cells=with_other("unit='m'", "unit='km'"))
