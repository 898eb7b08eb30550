"""What users see of the package: names on TAB, types in editors, and a quick import."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

import factbook

ROOT = Path(__file__).parents[2]
PROGRAM = """
import factbook as fb
reveal_type(fb.dataset)
reveal_type(fb.record)
reveal_type(fb.judge)
fb.nothing
"""


@pytest.mark.parametrize("jedi", [True, False])
def test_tab_in_ipython_and_jupyterlab_offers_what_users_call(jedi):
    """JupyterLab asks the kernel, which asks this completer."""
    shell = InteractiveShell()
    shell.Completer.use_jedi = jedi
    shell.user_ns["fb"] = factbook
    with provisionalcompleter():
        offered = {one.text.rpartition(".")[2] for one in shell.Completer.completions("fb.", 3)}
    assert {name for name in offered if not name.startswith("_")} == set(factbook.__all__)


def test_editors_see_the_types_of_the_public_functions(tmp_path):
    (tmp_path / "cell.py").write_text(PROGRAM, "utf-8")
    # With what this repository tells mypy, it reads fewer packages of others, and half of the time.
    config = ["--config-file", ROOT / "pyproject.toml", "--cache-dir", os.devnull]
    command = [sys.executable, "-m", "mypy", *config, "--strict", "--ignore-missing-imports", "cell.py"]
    shown = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False).stdout
    revealed = [line for line in shown.splitlines() if "Revealed type" in line]
    assert len(revealed) == 3
    assert "name: str" in revealed[0]
    assert "rows:" in revealed[1]
    assert "-> figurecheck.model.finding.Finding" in revealed[2]


def test_importing_the_package_loads_nothing_of_it():
    program = "import sys, factbook; print([name for name in sys.modules if name.startswith('factbook.')])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'factbook' has no attribute 'nothing'"):
        factbook.nothing  # noqa: B018 - looking it up is the test
