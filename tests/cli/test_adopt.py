"""A Jupyter Book is taken over as it is: untouched, with nothing blank, and nothing unread called checked."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from factbook.cli.adopt import add_lines, ignore_site

FILES = {
    "_config.yml": (
        "title: Bees   # of the county\nexecute:\n  execute_notebooks: force\n\nsphinx:\n  # keep\n"
        "  extra_extensions:\n    - sphinx_design\nhtml:\n  use_repository_button: false\n"
    ),
    "_toc.yml": "format: jb-book\nroot: intro\nchapters:\n- file: cells/text\n- file: cells/nb\n- file: plain\n",
    "intro.md": (
        "# Bees\n\nThere were {glue:text}`cells/nb.ipynb::hives:,.0f` hives, {glue:text}`cells/nb.ipynb::share` lost,"
        " most in {glue:text}`cells/nb.ipynb::where`; a jar cost {glue:text}`cells/text::jar:.2f`.\n\n"
        "```{glue:} bars\n:doc: cells/nb.ipynb\n```\n\n"
        "```{glue:figure} cells/nb.ipynb::bars\n:name: fig-bars\nBars of {glue:text}`cells/nb.ipynb::hives`.\n```\n\n"
        "{numref}`fig-bars`. {glue:md}`cells/nb.ipynb::said`\n\n"
        "```{glue:md} said\n:doc: cells/nb.ipynb\n```\n\n```{glue:math} tex\n:doc: cells/nb.ipynb\n```\n\n"
        "```{glue} frame\n:doc: /cells/nb\n```\n\n```{toggle}\nHidden.\n```\n\n$a \\dots b$\n\n"
        "`````{tab-set}\n````{tab-item} One\nSeven bees.\n````\n`````\n"
    ),
    "cells/text.md": (
        "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n---\n# Text\n\n```{code-cell}\n"
        "import numpy as np\nfrom myst_nb import glue\nglue('jar', np.float64(6.294), display=False)\n"
        "with open('../made.txt', 'w') as file:\n    file.write('Told')\n```\n\n"
        "It cost {glue:text}`jar:.1f`, not {glue:text}`jam:.1f`.\n"
    ),
    "plain.md": "# Plain\n\nNothing but 12 words.\n",
    "data/datapackage.json": '{"resources": [{"name": "bees", "path": "https://example.org/bees.csv"}]}\n',
    "left.md": "# Left\n\nA page with 99 numbers.\n",
}
CELLS = (
    "import altair as alt\nimport pandas as pd\nfrom myst_nb import glue\n"
    "frame = pd.DataFrame({'a': [1, 2], 'b': [3, 4]})\n"
    "glue('hives', 1149, display=False)\nglue('share', '7.5%', display=False)\nglue('where', 'South', display=False)",
    "from IPython.display import Markdown, Math\nmade = open('../made.txt').read()\n"
    "glue('said', Markdown(f'*{made}* of 4'), display=False)\n"
    "glue('tex', Math(r'\\frac{1}{2}'), display=False)\nglue('frame', frame, display=False)\n"
    "glue('bars', alt.Chart(frame).mark_bar().encode(x='a:O', y='b:Q'), display=False)\nframe",
)


def write_book(root: Path) -> Path:
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    cells = [
        {"cell_type": "code", "metadata": {}, "source": cell, "outputs": [], "execution_count": None} for cell in CELLS
    ]
    title = {"cell_type": "markdown", "metadata": {}, "source": "# Cells"}
    spec = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    book = {"cells": [title, *cells], "metadata": spec, "nbformat": 4, "nbformat_minor": 4}
    (root / "cells/nb.ipynb").write_text(json.dumps(book), "utf-8")
    return root


def files_of(root: Path) -> dict[str, bytes]:
    found = (path for path in root.rglob("*") if path.is_file() and "_build" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


@pytest.mark.slow
def test_a_book_is_adopted_built_and_turned_on_page_by_page(tmp_path, factbook):
    root = write_book(tmp_path)
    before = files_of(root)
    adopted = factbook("adopt", ".", cwd=root)
    assert adopted.returncode == 0, adopted.stderr
    after = files_of(root)
    assert {name for name in after if after[name] != before.get(name)} == {"_config.yml", ".gitignore"}
    assert [line for line in after["_config.yml"].splitlines() if line not in before["_config.yml"].splitlines()] == [
        b"    - factbook.sphinx_ext",
        b"factbook:",
        b"  mode: adopt",
    ]
    for said in (
        "4 in _toc.yml, 1 that it does not name: left.md",
        "8 values",
        "'jam' was not glued in cells/text.md",
        "bees: path",
    ):
        assert said in adopted.stdout
    # What it names next can be typed as it stands, also where the book lies elsewhere.
    assert "\n  cd " not in adopted.stdout
    again = factbook("adopt", root.name, cwd=root.parent).stdout
    commands = re.findall(r"^  ((?:cd|factbook) [^:\s]+(?: [^:\s]+(?: --suggest)?)?)  ", again, re.MULTILINE)
    assert commands == [f"cd {root.name}", "factbook build", "factbook scan intro.md --suggest"]

    built = factbook("build", cwd=root)
    assert built.returncode == 0, built.stderr
    assert "plain.md: 1 number not read: ‘12’ (3)" in built.stdout
    site = root / "_build/html"
    intro, text, plain, left = (
        LexborHTMLParser((site / f"{name}.html").read_text("utf-8"))
        for name in ("intro", "cells/text", "plain", "left")
    )
    assert [figure.text() for figure in intro.css("main .fb-fig")] == ["1,149", "7.5%", "South", "6.29", "1149"]
    assert [figure.text() for figure in text.css("main .fb-fig")] == ["6.3"]
    assert text.css_first(".missing-value").text() == "?"
    assert len(intro.css("main img")) == 2
    assert "Fig. 1" in intro.css_first("figcaption").text()
    assert [one.text() for one in intro.css("main em")] == ["Told", "Told"]
    assert [len(intro.css(f"main {tag}")) for tag in ("mfrac", "table", "details.dropdown", "math")] == [1, 1, 1, 2]
    for page, said in ((intro, "One number"), (plain, "One number"), (left, "One number"), (text, "not checked")):
        assert said in page.css_first(".fb-unread").text()
    assert plain.css_first(".fb-checked") is None
    found = json.loads((site / "claims.json").read_text("utf-8"))["findings"]
    assert {(one["verdict"], one["severity"]) for one in found if one["printed"] in {"12", "99", "Seven bees"}} == {
        ("unbound", "warning")
    }

    refused = factbook("seal", "2026-01", cwd=root)
    assert (refused.returncode, "factbook.mode: is adopt" in refused.stderr) == (2, True)

    config = after["_config.yml"].decode() + "  checked: [plain]\n"
    (root / "_config.yml").write_text(config, "utf-8")
    checked = factbook("check", cwd=root)
    assert checked.returncode == 1
    assert "plain.md:3: ‘12’ unbound" in checked.stdout
    assert "left.md: 1 number not read" in checked.stdout
    assert not add_lines(root)
    assert (root / "_config.yml").read_text("utf-8") == config


@pytest.mark.parametrize("has_git", [False, True])
def test_git_ignores_the_site_of_a_book_once(tmp_path, has_git):
    if has_git:
        subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    book = tmp_path / "book"
    book.mkdir()
    (book / ".gitignore").write_bytes(b"*.tmp")
    assert ignore_site(book)
    assert (book / ".gitignore").read_bytes() == b"*.tmp\n_build/\n"
    assert not ignore_site(book)
    other = tmp_path / "other"
    other.mkdir()
    (tmp_path / ".gitignore").write_text("_build\n", "utf-8")
    assert ignore_site(other) is not has_git, "the repository says so"


@pytest.mark.slow
@pytest.mark.trial
def test_both_commands_build_the_same_site_of_a_book(tmp_path, factbook):
    roots = [write_book(tmp_path / name) for name in ("one", "two")]
    assert all(add_lines(root) for root in roots)
    assert factbook("build", cwd=roots[0]).returncode == 0
    program = Path(sys.executable).with_name("jupyter-book")
    built = subprocess.run([program, "build", "."], cwd=roots[1], capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    one, two = (
        {path.relative_to(root): path.read_bytes() for path in (root / "_build/html").rglob("*") if path.is_file()}
        for root in roots
    )
    assert one == two


def test_what_is_no_book_is_refused(tmp_path, factbook):
    refused = factbook("adopt", ".", cwd=tmp_path)
    assert (refused.returncode, "_config.yml: not found" in refused.stderr) == (2, True)


def test_settings_in_another_encoding_are_refused(tmp_path, factbook):
    (tmp_path / "_config.yml").write_bytes("title: Übung\n".encode("latin-1"))
    (tmp_path / "_toc.yml").write_text("root: a\n", "utf-8")
    refused = factbook("adopt", ".", cwd=tmp_path)
    assert (refused.returncode, "_config.yml: is not UTF-8 (save the file as UTF-8)" in refused.stderr) == (2, True)
