"""What Sphinx warns of, as a command prints it."""

from __future__ import annotations

import pytest

from tiny import write_tiny


@pytest.mark.slow
def test_a_warning_has_its_place_from_the_report_s_folder_and_no_colours(tmp_path, factbook):
    root = write_tiny(tmp_path / "report")
    page = root / "book/index.md"
    page.write_text(page.read_text("utf-8") + "\n```{literalinclude} none.py\n```\n", "utf-8")
    built = factbook("build", "--project", root)
    assert built.returncode == 0, built.stderr
    assert (
        "book/index.md:5: WARNING: Include file 'book/none.py' not found or reading it failed\n"
        in built.stderr.splitlines(keepends=True)
    )
    assert "\x1b" not in built.stderr
