"""A report in German: its figures are read and judged, and its site is built."""

import json

import pytest

from tiny import write_tiny

CELL = """import factbook as fb

bestand = fb.dataset('birds')
zuletzt, zuvor = bestand['value'].iloc[-1], bestand['value'].iloc[-2]
wer = 'Vögel, die am See gezählt wurden'
fb.record('voegel.zuletzt', zuletzt, unit='count', population=wer, label='Vögel am See', period='2025',
          rows=bestand.iloc[[-1]])
fb.record('voegel.anteil', zuletzt / bestand['value'].sum(), unit='share', population=wer, label='Anteil des Jahres',
          rows=bestand)
fb.record('voegel.zuwachs', (zuletzt - zuvor) / zuvor, unit='share', population=wer, label='Zuwachs zum Vorjahr',
          rows=bestand.iloc[-2:])
fb.record('voegel.rueckgang', (bestand['value'].iloc[0] - zuletzt) / zuletzt, unit='share', population=wer,
          label='Unterschied zur ersten Zählung', rows=bestand)
"""
PAGE = """# Die Vögel am See

Am 4. Juni 2025 um 14.30 Uhr wurden {{claim}}`15 Vögel <voegel.zuletzt>` gezählt, {{claim}}`mehr als ein Dutzend
<voegel.zuletzt>`. Das sind {{claim}}`{rise} Prozent mehr <voegel.zuwachs>` als im Vorjahr.

Auf das Jahr 2025 entfallen {{claim}}`rund zwei Fünftel <voegel.anteil>` aller Vögel, die Zahl der ersten Zählung liegt
{{claim}}`ein Drittel niedriger <voegel.rueckgang>`. Zum einen ist der See groß, zum anderen die B 27 weit.{more}
"""


@pytest.fixture
def report(tmp_path):
    folder = write_tiny(tmp_path / "bericht")
    config = json.loads((folder / "_config.yml").read_text("utf-8"))
    config["factbook"]["language"] = "de"
    (folder / "_config.yml").write_text(json.dumps(config), "utf-8")
    notebook = json.loads((folder / "notebooks/birds.ipynb").read_text("utf-8"))
    notebook["cells"] = [{**notebook["cells"][0], "source": CELL}]
    (folder / "notebooks/birds.ipynb").write_text(json.dumps(notebook), "utf-8")
    return folder


def test_a_german_report_is_checked_and_built(report, factbook):
    page = report / "book/index.md"
    wrong = " Es fehlen drei Viertel, sie verschwanden {claim}`mehr als 20 <voegel.zuletzt>` Mal."
    page.write_text(PAGE.format(rise="35,0", more=wrong), "utf-8")
    checked = factbook("check", "--project", report)
    assert checked.returncode == 1
    told = " ".join(checked.stdout.split())
    for printed in ("35,0 Prozent mehr", "mehr als 20", "drei Viertel"):
        assert printed in told
    assert "rund zwei Fünftel" not in told

    page.write_text(PAGE.format(rise="25", more=""), "utf-8")
    built = factbook("build", "--project", report)
    assert built.returncode == 0, built.stdout
    html = (report / "_build/html/index.html").read_text("utf-8")
    assert 'lang="de"' in html
    assert "rund zwei Fünftel" in html
