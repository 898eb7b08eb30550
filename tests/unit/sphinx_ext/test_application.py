"""The parts of MyST-NB that run notebooks are imported once a notebook is to be run, and not before."""

from __future__ import annotations

import subprocess
import sys

TRIED = """
import sys
from pathlib import Path
from factbook.sphinx_ext.build.application import load_extensions

load_extensions(Path("nowhere"))
from myst_nb.core.execute import create_client
from myst_nb.core.execute.base import NotebookClientBase

assert "sqlalchemy" not in sys.modules and "nbclient" not in sys.modules
import nbformat
from myst_nb.core.config import NbParserConfig

client = create_client(nbformat.v4.new_notebook(), "a.ipynb", NbParserConfig(execution_mode="force"), None)
assert isinstance(client, NotebookClientBase)
assert type(client).__name__ == "NotebookClientDirect"
"""


def test_a_client_of_myst_nb_is_imported_once_it_is_used():
    subprocess.run([sys.executable, "-c", TRIED], check=True)
