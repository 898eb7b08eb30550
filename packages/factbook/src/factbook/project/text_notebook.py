"""Which files are notebooks written as text: Markdown, by its front matter, and Python, by its marked cells."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from figurecheck.settings.faults import refuse_special
from figurecheck.settings.yaml_reader import NOT_YAML, YamlFile

Form = Literal["", "myst", "percent"]
"""How a notebook is written as text; empty for a page that is none."""
LONGEST = 1 << 14
"""Characters in which a front matter must end to be looked at."""
_CLOSING = ("---", "...")
PERCENT = ".py"
"""How the names of notebooks end that are Python with marked cells, the format ``py:percent`` of jupytext."""
_MARK = re.compile(r"# ?%%")
_PROSE = re.compile(r"# ?%%.*\[(?:markdown|md)\]")


def find_form(path: Path) -> Form:
    """Return in which form of text a file is a notebook; empty for a page, and for what cannot be read."""
    if path.suffix not in {".md", PERCENT}:
        return ""
    try:
        refuse_special(path)
        # Some editors write a mark of the encoding ahead of the text.
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            if path.suffix == PERCENT:
                return "percent" if any(map(_MARK.match, file)) else ""
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


def find_text_notebooks(folder: Path) -> list[Path]:
    """Return the notebooks of a folder that are written as text; not one beside a notebook of the same name in JSON.

    Jupytext pairs a notebook with its text, and both are one notebook.
    """
    texts = sorted(path for ending in (".md", PERCENT) for path in folder.glob(f"*{ending}"))
    return [path for path in texts if find_form(path) and not path.with_suffix(".ipynb").exists()]


def show_prose(text: str) -> str:
    """Return the Markdown of a notebook that is written as Python, each character where it stands in the file.

    >>> show_prose("# %% [markdown]\\n# ## Sums\\n\\n# %%\\n1 + 1\\n")
    '\\n  ## Sums\\n\\n\\n\\n'
    """
    shown, is_prose, quoted = [], False, False
    for line in text.removeprefix("\ufeff").split("\n"):
        if _MARK.match(line):
            is_prose, quoted = _PROSE.match(line) is not None, False
            shown.append("")
        elif is_prose and line.strip() in {'"""', "'''"}:
            quoted = not quoted
            shown.append("")
        elif is_prose and quoted:
            shown.append(line)
        else:
            shown.append("  " + line[2:] if is_prose and line.startswith("# ") else "")
    return "\n".join(shown)
