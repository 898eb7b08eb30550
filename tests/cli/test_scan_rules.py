"""`factbook scan` judges a draft by the rules of the report whose statistics it uses."""

from __future__ import annotations

import json

import pytest

from tiny import write_tiny


@pytest.fixture(scope="module")
def lake(tmp_path_factory):
    """A report in which "about" is wide, and a draft that only its rules allow."""
    folder = write_tiny(tmp_path_factory.mktemp("lake") / "report")
    settings = json.loads((folder / "_config.yml").read_text("utf-8"))
    settings["factbook"]["qualifiers"] = {"about": {"tolerance": 0.4}}
    (folder / "_config.yml").write_text(json.dumps(settings), "utf-8")
    (folder / "draft.md").write_text("All birds: about 30 birds were seen on the lake.\n", "utf-8")
    return folder


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        pytest.param((), "1 number: 1 agrees", id="scan"),
        pytest.param(("--suggest",), "{claim}`about 30 <birds.all>`   holds", id="suggest"),
    ],
)
def test_the_rules_of_the_report_decide(lake, factbook, options, wanted):
    result = factbook("scan", lake / "draft.md", "--project", lake, *options)
    assert result.returncode == 0, result.stderr
    assert wanted in result.stdout + result.stderr
