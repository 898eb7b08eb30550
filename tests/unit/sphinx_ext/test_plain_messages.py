"""What Sphinx warns of, as a command prints it, and what no site may lack."""

from __future__ import annotations

import pytest

from tiny import write_tiny


@pytest.mark.slow
def test_a_warning_has_its_place_and_no_colours_and_what_a_page_would_lack_stops_the_build(tmp_path, factbook):
    root = write_tiny(tmp_path / "report")
    page = root / "book/index.md"
    text = page.read_text("utf-8") + "\n### Below\n"
    page.write_text(text, "utf-8")
    built = factbook("build", "--project", root)
    assert built.returncode == 0, built.stderr
    assert "book/index.md:5: WARNING: Non-consecutive header level increase; H1 to H3 [myst.header]" in built.stderr
    assert "\x1b" not in built.stderr
    site = (root / "_build/html/index.html").read_text("utf-8")
    # An option is what only Sphinx knows.
    page.write_text(f"{text}\n```{{note}}\n:clas: tip\nA note.\n```\n", "utf-8")
    refused = factbook("build", "--strict", "--project", root)
    assert refused.returncode == 2, refused.stderr
    said = "book/index.md:7: 'note': Unknown option keys: ['clas'] (allowed: ['class', 'name']) (correct it, or "
    assert said in refused.stderr
    assert (root / "_build/html/index.html").read_text("utf-8") == site
