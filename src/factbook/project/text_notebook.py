"""Which pages are notebooks written as text, by their front matter alone."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from factbook.project.yaml_reader import NOT_YAML, YamlFile

Form = Literal["", "myst"]
"""How a notebook is written as text; empty for a page that is none."""
LONGEST = 1 << 14
"""Characters in which a front matter must end to be looked at."""
_CLOSING = ("---", "...")


def find_form(path: Path) -> Form:
    """Return in which form of text a file is a notebook; empty for a page, and for what cannot be read."""
    if path.suffix != ".md":
        return ""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return "myst" if is_myst_notebook(file.read(LONGEST)) else ""
    except OSError:
        return ""


def is_myst_notebook(text: str) -> bool:
    """Return whether MyST-NB takes a Markdown text for a notebook: by ``file_format: mystnb``, or as jupytext says it.

    >>> is_myst_notebook("---\\nfile_format: mystnb\\n---\\n# Title"), is_myst_notebook("# Title")
    (True, False)
    """
    # Almost every page ends here: parsing the YAML of each would be felt in a large report.
    if not text.startswith("---") or ("mystnb" not in text and "format_name" not in text):
        return False
    lines = text.splitlines()[1:]
    end = next((at for at, line in enumerate(lines) if line.startswith(_CLOSING)), len(lines))
    try:
        said = YamlFile(name="", content="\n".join(lines[:end])).values
    except NOT_YAML:
        return False
    if not isinstance(said, dict):
        return False
    if said.get("file_format") == "mystnb":
        return True
    jupytext = said.get("jupytext")
    form = jupytext.get("text_representation") if isinstance(jupytext, dict) else None
    return isinstance(form, dict) and form.get("format_name") == "myst"
