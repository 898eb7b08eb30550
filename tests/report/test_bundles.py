"""Every figure of this report comes out the same from the bundle of its notebook: offline, with pandas alone."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

NOTEBOOKS = sorted(path.stem for path in (Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
ALONE = """
import runpy, sys
def refuse(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo"}:
        raise SystemExit(f"asked the network: {arguments}")
sys.addaudithook(refuse)
bundle = sys.argv.pop(1)
try:
    runpy.run_path(bundle, run_name="__main__")
finally:
    loaded = {"IPython", "altair", "jinja2", "pint", "sphinx", "yaml"} & {
        name for name, module in sys.modules.items() if getattr(module, "__file__", None)
    }
    assert not loaded, loaded
"""


def replicate(bundle: Path, folder: Path, *ids: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-c", ALONE, str(bundle), *ids]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


# Every other one in each test run; a trial tries the rest.
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.trial] * (at % 2)) for at, name in enumerate(NOTEBOOKS)]
)
def test_every_figure_of_a_notebook_comes_out_the_same(name, site, tmp_path):
    result = replicate(site / "notebooks" / f"{name}.zip", tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr
    count = re.search(r"^(\d+) figures: \1 same, 0 different$", result.stdout, re.MULTILINE)
    assert count, result.stdout
    assert int(count[1]) > 10


def test_one_changed_row_is_told_by_every_figure_that_rests_on_it(site, tmp_path):
    spoilt = tmp_path / "offenders.zip"
    with zipfile.ZipFile(site / "notebooks/offenders.zip") as source, zipfile.ZipFile(spoilt, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "data/offenders_by_year.csv":
                content, count = re.subn(rb"^2024,23022,", b"2024,23023,", content, flags=re.MULTILINE)
                assert count > 0
            target.writestr(name, content)
    result = replicate(spoilt, tmp_path, "offenders.total.2024", "offenders.change.2024", "offenders.total.2023")
    assert result.returncode == 1
    assert re.findall(r"^(\S+): (same|different)$", result.stdout, re.MULTILINE) == [
        ("offenders.total.2024", "different"),
        ("offenders.change.2024", "different"),
        ("offenders.total.2023", "same"),
    ]


def test_every_page_of_evidence_names_a_bundle_that_holds_its_figure(site):
    held = {
        path.name: json.loads(zipfile.ZipFile(path).read("published.json"))["figures"]
        for path in (site / "notebooks").glob("*.zip")
    }
    faults = []
    for path in sorted((site / "evidence").glob("*.json")):
        document = json.loads(path.read_text("utf-8"))
        # An earlier id has the JSON of the present one, and a page that leads to it.
        if path.stem != document["id"]:
            continue
        bundle = document["replicate"]["bundle"].rpartition("/")[2]
        if held[bundle][document["id"]]["value"] != document["value"]:
            faults.append(document["id"])
        page = path.with_suffix(".html").read_text("utf-8").replace("<wbr>", "")
        if f"python {bundle} {document['id']}" not in page or f'href="../notebooks/{bundle}"' not in page:
            faults.append(document["id"])
    assert not faults
