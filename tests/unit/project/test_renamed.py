"""An earlier name of a module or a setting works, and is warned of with the name to write."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

import factbook
from factbook.project import renamed
from factbook.project.settings import EXTENSION, parse_settings


@pytest.mark.parametrize(("old", "new"), renamed.MODULES.items())
def test_an_earlier_path_is_the_same_module(old, new):
    with pytest.warns(DeprecationWarning, match=f"{old} is now {new} "):
        module = importlib.import_module(old)
    assert module is importlib.import_module(new)
    assert module.__spec__.name == new


def test_no_earlier_path_hides_a_public_function():
    assert not {path.removeprefix("factbook.") for path in renamed.MODULES} & set(factbook.__all__)


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
    code = "import sys, factbook, json; print('factbook.project.renamed' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "False\n"


def read(own, monkeypatch):
    monkeypatch.setattr(renamed, "SETTINGS", {"patience": "timeout"})
    complaints = []
    settings = parse_settings({"sphinx": {"extra_extensions": [EXTENSION]}, "factbook": own}, complaints)
    return settings, [str(one) for one in complaints], [str(one) for one in settings.warnings]


def test_an_earlier_key_is_read_with_a_warning(monkeypatch):
    settings, complaints, warnings = read({"patience": 7}, monkeypatch)
    assert (settings.timeout, complaints) == (7, [])
    remedy = "rename it to timeout; the old name will go in the next version"
    assert warnings == [f"_config.yml: factbook.patience: is called timeout now ({remedy})"]


def test_a_setting_under_both_keys_is_a_complaint(monkeypatch):
    settings, complaints, warnings = read({"patience": 7, "timeout": 8}, monkeypatch)
    assert (settings.timeout, warnings) == (8, [])
    expected = "_config.yml: factbook.patience: is set a second time as timeout (remove patience, the earlier name)"
    assert complaints == [expected]


@pytest.mark.parametrize("value", [None, 5, "", ["a.b"]])
def test_a_renaming_to_what_is_no_id_is_a_complaint(value, monkeypatch):
    _, complaints, _ = read({"renamed": {"a.old": value}}, monkeypatch)
    expected = f"_config.yml: factbook.renamed.a.old: {value!r} is not the id of a statistic (write old.id: new.id)"
    assert complaints == [expected]
