"""An earlier path of a module works, and is warned of with the name to write."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

import factbook
from factbook.project.earlier_modules import MODULES


@pytest.mark.parametrize(("old", "new"), MODULES.items())
def test_an_earlier_path_is_the_same_module(old, new):
    with pytest.warns(DeprecationWarning, match=f"{old} is now {new} "):
        module = importlib.import_module(old)
    assert module is importlib.import_module(new)
    assert module.__spec__.name == new


def test_no_earlier_path_hides_a_public_function():
    assert not {path.removeprefix("factbook.") for path in MODULES} & set(factbook.__all__)


def test_a_script_is_told_its_own_line(tmp_path):
    script = tmp_path / "old.py"
    script.write_text("import factbook\n\nfrom factbook.catalog import dataset\n\nprint(dataset is factbook.dataset)\n")
    result = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    assert result.stdout == "True\n"
    assert f"{script}:3: DeprecationWarning: factbook.catalog is now factbook.data.catalog" in result.stderr


def test_what_never_was_is_not_found():
    with pytest.raises(ModuleNotFoundError, match=r"No module named 'factbook\.catalogue'"):
        importlib.import_module("factbook.catalogue")


def test_importing_factbook_loads_no_table_of_earlier_names():
    code = "import sys, factbook, json; print('factbook.project.earlier_modules' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "False\n"
