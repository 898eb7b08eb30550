"""What is named by a text, and would break without a word if it moved, is where the text says."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

import factbook
from factbook import notebooks
from factbook.notebooks.kernel.fork_client import COMMAND
from factbook.notebooks.kernel.provisioner import sandboxed
from factbook.notebooks.kernel.start_sandboxed import OPTIONS
from factbook.notebooks.kernel.warm_up import LIBRARIES
from factbook.notebooks.sandbox.limits import Limits
from factbook.notebooks.tracing import client, in_kernel, paths


def test_the_function_that_the_audit_hook_looks_for_is_fb_dataset():
    function, module = in_kernel.DATASET
    found = getattr(import_module(module), function)
    assert found is factbook.dataset
    assert (found.__code__.co_name, found.__globals__["__name__"]) == (function, module)


def test_python_lists_folders_for_imports_where_the_audit_hook_looks_for_it(tmp_path):
    watches = f"""
import sys, inspect
from importlib.machinery import FileFinder
seen = []
sys.addaudithook(lambda event, about: event == "os.listdir" and seen.append(inspect.currentframe().f_back))
FileFinder({str(tmp_path)!r}, (object, [".py"])).find_spec("anything")
print([frame.f_code.co_filename for frame in seen])
"""
    shown = subprocess.run([sys.executable, "-c", watches], capture_output=True, text=True, check=True).stdout
    assert shown == f"{[in_kernel.FINDER]}\n"


@pytest.mark.parametrize("module", [*LIBRARIES, COMMAND[-1], sandboxed([sys.executable], Limits())[3]])
def test_a_module_that_is_started_or_imported_by_name_is_there(module):
    assert find_spec(module) is not None


@pytest.mark.parametrize("name", ["kernel_class", "outstream_class"])
def test_a_class_that_a_kernel_is_told_by_name_is_there(name):
    module, _, found = OPTIONS[name].rpartition(".")
    assert getattr(import_module(module), found).__name__ == found


def test_the_tracer_is_started_by_a_path_that_is_there():
    assert (Path(client.__file__).with_name("tracer") / "__main__.py").is_file()


def test_what_lies_in_factbook_itself_is_no_input_of_a_run(tmp_path):
    places = paths.Places(tmp_path, "")
    home = Path(factbook.__file__).parent
    assert [places.name(str(home / name)) for name in ("__init__.py", "data/catalog.py", "cli/main.py")] == ["", "", ""]


@pytest.mark.parametrize("name", notebooks.__all__)
def test_every_public_name_of_notebooks_has_a_home(name):
    assert getattr(notebooks, name).__module__.startswith("factbook.notebooks.")
