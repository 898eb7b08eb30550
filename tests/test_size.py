"""The code is no larger than it was agreed to be."""

from __future__ import annotations

import pytest

import size


@pytest.fixture(scope="module")
def found():
    return size.measure()


@pytest.mark.parametrize("key", size.read_ceilings())
def test_nothing_is_above_its_ceiling(key, found):
    above = {
        name: (found[key][name], most) for name, most in size.read_ceilings()[key].items() if found[key][name] > most
    }
    assert above == {}, "take something away that is worth less than what was added"


def test_ceilings_are_lowered_when_work_is_done(found):
    ceilings = size.read_ceilings()
    slack = {key: most["tokens"] - found[key]["tokens"] for key, most in ceilings.items()}
    assert {key: left for key, left in slack.items() if left > 2000} == {}, "python tests/size.py --lower"


def test_what_is_measured_is_code_and_not_how_it_is_laid_out(tmp_path, monkeypatch):
    package = tmp_path / "packed"
    package.mkdir()
    monkeypatch.setattr(size, "name_of", lambda path: f"packed.{path.stem}")
    (package / "__init__.py").write_text('"""What it is."""\n', "utf-8")
    (package / "one.py").write_text(
        '"""What\nit is."""\n\nfrom packed.two import (\n    x,\n)\n\n# why\ny = [\n    x,\n]\n"""Below a field."""\n',
        "utf-8",
    )
    (package / "two.py").write_text("x = 1\n", "utf-8")
    (package / "words.toml").write_text("a = 'one two'\n", "utf-8")
    # from packed.two import ( x , ) / y = [ x , ] / x = 1
    assert size.measure([package])["packed"] == {
        "tokens": 9 + 6 + 3, "words": 4, "code": 7, "imports": 3, "modules": 3, "single": 1,
    }  # fmt: skip
