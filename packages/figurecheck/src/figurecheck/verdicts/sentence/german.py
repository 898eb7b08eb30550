"""German: the words by which a sentence is held against its statistics; only contradictions are read.

Words are compared without regard to capitals, which writes ß as ss.
"""

from __future__ import annotations

BASE = frozenset("gegenüber seit als wie verglichen vergleich".split())
"""Before a year: what a change is compared with."""
APART = frozenset(
    """
    bis ab vor nach von zu zum zur mit ohne statt ausser trotz der die das des dem den ein eine einer eines einem einen
    zwischen bericht berichts plan plans haushaltsplan studie umfrage gesetz agenda statistik prognose reform vertrag
    strategie ziel ziele zensus jahrgang januar februar märz april mai juni juli august september oktober november
    dezember quartal halbjahr vierteljahr
    """.split()
)
"""Before a year: it is no year of the figure, or not the whole of it."""
SKIPPED = frozenset("jahr jahre jahres dem im in den ende anfang mitte noch erst schon bereits auch nur".split())
"""Between the word that leads to a year and the year."""
ENDS = frozenset(",;:.!?()–—")
PARTS = frozenset("und oder aber während sowie auf von gegenüber nach vor statt als wie".split())
"""Between two figures, these open the words about the second."""
COMPARED = frozenset("als wie gegenüber vor hinter nach statt ausser anders vergleich verglichen".split())
"""Before a name: what a figure is compared with."""
GREATER = ("mehr", "höher", "grösser", "teurer", "länger", "stärker", "älter", "häufiger", "schwerer")
SMALLER = ("weniger", "niedriger", "geringer", "kleiner", "billiger", "günstiger", "kürzer", "schwächer", "jünger")
"""Beginnings of comparatives, before "als"."""
EXCEEDS = frozenset("übertrifft übertraf übertrafen übersteigt überstieg überstiegen überholte überholten".split())
MULTIPLES = ("doppel", "halb", "drei", "vier", "fünf", "zehn", "zwei")
NEGATIONS = frozenset("nicht kein keine keinen keiner weder nie niemals kaum nirgends".split())
ABOUT = frozenset("rund etwa knapp fast gut über unter circa ca. nur noch".split())
"""Between "auf" and the level that was reached."""
SAYS_LITTLE = (
    APART
    | SKIPPED
    | PARTS
    | frozenset(
        """
    zahl anzahl anteil höhe summe wert menge quote rate insgesamt gesamt durchschnitt mittel prozent jahr jahre jahren
    monat monate monaten quartal woche tag tage menschen personen fälle
    """.split()
    )
)
"""Words of many a statistic that name nothing that is counted."""
BETTER = ("verbesser",)
WORSE = ("verschlechter",)
"""Beginnings of verbs of better and worse: higher or lower, by what is measured."""
GOOD = tuple(
    "pünktlich gewinn überschuss überschüsse ergebnis stimmenanteil beteiligung zufrieden erfolg umsatz beschäftigt"
    " geburten lebenserwartung medaillen punkte bestanden impf genes".split()
)
BAD = tuple(
    "verspät tote todesfäl getötet verletzt unfall unfälle straftat einbr einbrüch diebstahl diebstähl delikt mord"
    " verlust defizit fehlbetrag schuld arbeitslos armut ausfall ausfälle verschmutz stickstoff feinstaub emission"
    " überschreitung wartezeit wartende beschwerde insolvenz fehlzeit leerstand".split()
)
"""Beginnings of words of measures of which more is better, or worse."""
REMEDIED = tuple("aufgeklärt aufklärung geheilt überleb gelöst".split())
"""The same of what is done about something bad."""
