"""The verdicts over German claims about a whole series."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from test_series import (
    ABOVE,
    FALL,
    LOW_SINCE,
    MONTHLY,
    POINTS,
    RECORD,
    RISE,
    RISE_SHARE,
    RISES,
    SINCE_2009,
    nations,
    verdict_of,
)

SECOND, FOURTH, LAST = nations("Thailand"), nations("Uzbekistan"), nations("Mongolia")
CASES = {
    "run": (RISES, """
        im siebten Jahr in Folge: exact
        im siebten Jahr in Folge gestiegen: exact
        im siebten Jahr in Folge gesunken: mismatch
        das achte Jahr in Folge: mismatch
        mehr als fünf Jahre in Folge: holds
        zum achten Mal hintereinander: mismatch"""),
    "above": (ABOVE, """
        zwei Jahre nacheinander: exact
        drei aufeinanderfolgende Jahre: mismatch
        im zweiten Jahr in Folge mehr als 20.000: exact
        im zweiten Jahr in Folge mehr als 25.000: mismatch"""),
    "months": (MONTHLY, """
        im zweiten Monat in Folge gestiegen: exact
        im zweiten Jahr in Folge gestiegen: incomparable"""),
    "second": (SECOND, """
        die zweitgrößte Gruppe: exact
        die drittgrößte Gruppe: mismatch
        Platz zwei von sechs: exact
        Platz zwei von sieben: mismatch
        an zweiter Stelle: exact
        der 2. Platz: exact
        unter den drei größten: holds
        eine der größten Gruppen: incomparable
        die größte Gruppe: mismatch"""),
    "fourth": (FOURTH, """
        gemeinsam auf Platz vier: exact
        Platz vier: loose"""),
    "last": (LAST, """
        die kleinste Gruppe: exact
        die zweitkleinste Gruppe: mismatch"""),
    "record": (RECORD, """
        Rekord: exact
        so viele wie nie: exact
        so wenige wie nie zuvor: mismatch
        der höchste Wert seit Beginn der Aufzeichnungen: exact
        Tiefststand: mismatch
        kein Rekord: incomparable"""),
    "since": (SINCE_2009, """
        Höchststand seit 2009: exact
        Höchststand seit 2008: mismatch
        Höchststand seit 2010: loose
        der höchste Wert seit sechs Jahren: exact
        der höchste Wert seit zehn Jahren: mismatch
        so viele wie seit 2009 nicht mehr: exact
        so hoch wie zuletzt 2009: exact
        6-Jahres-Hoch: exact
        ein 6-Jahres-Tief: mismatch
        Tiefststand seit 2009: mismatch"""),
    "low": (LOW_SINCE, """
        der niedrigste Wert seit 2018: exact
        höchster Stand seit 2018: mismatch"""),
    "change": (RISE, """
        von 370 auf 762: exact
        von 370 auf 762 gestiegen: exact
        von 370 auf 762 gesunken: mismatch
        von 762 auf 370: mismatch
        mehr als verdoppelt: holds"""),
    "share": (RISE_SHARE, """
        um 106 Prozent gestiegen: rounded
        um 106 Prozent gesunken: mismatch"""),
    "points": (POINTS, """
        um 6,3 Prozentpunkte gestiegen: exact
        um 6,3 Prozent gestiegen: mismatch"""),
    "fall": (FALL, """
        nahm um 16,6 Prozent ab: rounded
        nahm um 16,6 Prozent zu: mismatch"""),
}  # fmt: skip


@pytest.mark.parametrize(
    ("known", "printed", "verdict"),
    [
        pytest.param(known, *line.strip().rsplit(": ", 1), id=f"{name} | {line.strip()}")
        for name, (known, lines) in CASES.items()
        for line in lines.strip().splitlines()
    ],
)
def test_a_claim_over_a_series_is_judged_by_it(known, printed, verdict):
    finding = verdict_of(printed, known, "de")
    assert finding.verdict.value == verdict, finding.reason
