"""German: words beside a figure that change neither its size, its kind nor its direction.

A word that is in none of these tables, and is no noun where German puts one, leaves a bound text not understood.
"""

from __future__ import annotations

from figurecheck.figures.common.calendar_names import find_weekdays
from figurecheck.figures.german.words import MONTHS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


OPENING = _words(
    """
    am an ans auf aus bei beim das dem den der des die durch ein eine einem einen einer eines für gegenüber im in ins
    innerhalb laut mit nach seit seiner seinem seinen seine sein ihr ihre ihrem ihren ihrer um vom von vor während
    wegen zu zum zur zwischen diese diesem diesen dieser dieses alle allen aller dank infolge aufgrund trotz entlang
    jener jene unser unsere unseren
    """
)
"""Articles, pronouns and prepositions: a noun behind one of these names where, when or of what, and needs no table."""
FUNCTION = OPENING | _words(
    """
    als auch dass er es ihm ihn ihnen sie sich und wie wir wo wobei worden wurde wurden war waren wird werden sind ist
    sei seien hat haben hatte hatten habe gewesen damit davon dabei darunter daran darin dort hier da dann so nun
    aber denn ja man welche welcher welches deren dessen wenn
    """
)
"""Words that join others."""
FILLERS = _words(
    """
    ein eine einem einen einer eines der die das dem den des noch nur sogar schon bereits insgesamt etwa wieder zuletzt
    jetzt aktuell derzeit weitere weiteren weiterer auch immerhin lediglich gerade ganze ganzen zusammen jeweils
    durchschnittlich im schnitt mehr einmal bloß satte satten stolze stolzen volle vollen glatte glatten
    schlappe schlappen magere mageren saftige saftigen happige üppige beachtliche beachtlichen
    """
) - {"mehr"}
"""May stand between a qualifier or a direction and its figure."""
VERBS = _words(
    """
    angab angaben angegeben beläuft belief beliefen beträgt betragen betrug betrugen bezifferte beziffert erfasst
    erfasste erfassten ermittelt ermittelte erreicht erreichte erreichten ergab ergaben ergibt entfallen entfielen
    entfällt festgestellt festgenommen festgenommene gab gibt gegeben gemeldet meldet meldete meldeten gezählt zählt
    zählte zählten getötet starben gestorben starb kamen kam gekommen kommen kommt kostet kostete kosten gekostet lag
    lagen liegt liegen gelegen leben lebt lebte lebten gelebt machen macht machte machten gemacht registriert
    registrierte registrierten umfasst umfasste verzeichnet verzeichnete verzeichneten verletzt verletzte wohnen wohnt
    gewesen wiegt wog misst maß dauert dauerte dauerten gedauert arbeiten arbeitet arbeitete arbeiteten beschäftigt
    beschäftigte besuchten besucht besuchte teilgenommen teilnahmen standen steht stand stehen erhielt erhielten
    erhalten bekam bekamen bezahlt zahlt zahlte zahlten verkauft verkaufte verkauften gebaut investiert investierte
    investierten ausgegeben verhaftet verurteilt verurteilte angeklagt entspricht entsprach entsprechen fanden gefunden
    siegt siegte siegten
    geboren umgekommen verstorben geschätzt heißt hieß sagte sagten teilte mitgeteilt mitteilte berichtet berichtete
    wählten stimmten gestimmt
    """
)
"""Verbs that say that something was so, was counted, or is as large as the figure says."""
ADVERBS = _words(
    """
    aktuell bereits bisher bislang bundesweit landesweit weltweit europaweit landkreisweit stadtweit dabei damals danach
    daher derzeit dort durchschnittlich erneut erstmals früher gestern gesamt gleich gleichzeitig heute heuer immerhin
    insgesamt inzwischen jeweils jährlich jetzt lang lange laut lediglich letztlich mittlerweile monatlich momentan nur
    pro noch rechnerisch schließlich schon seither seitdem sogar täglich tatsächlich trotzdem unterdessen vergangene
    vergangenen vergangenes vergangener letzte letzten letztes letzter diesem dieses vorigen vorige voriges wieder
    wöchentlich zudem zuletzt zuvor zusammen zwar bekannt offiziell offiziellen amtlich amtlichen statistisch groß hoch
    zugleich damit binnen
    """
) - {"pro", "monatlich", "täglich", "jährlich", "wöchentlich", "gesamt", "durchschnittlich", "groß", "hoch", "lang"}
BEHIND = _words(
    """
    hoch lang lange schwer alt weit breit tief entfernt groß große großen großer großes stark dick teuer schnell später
    zuvor her darauf danach
    """
)
"""Behind a measure these say what was measured."""
NOUNS = _words(
    """
    vorjahr vorjahres vorjahren vorjahresmonat vorjahreszeitraum vorjahresquartal vormonat vormonats vorquartal vorwoche
    vortag jahr jahres jahren monat monats woche quartal halbjahr zeitraum ende anfang mitte beginn vergleich schnitt
    prozent zahl anzahl anteil wert höhe stand stelle rekord gesamt summe angaben statistik polizei bundesamt
    jahresvergleich jahresfrist jahresende heute dezember
    """
) - {"prozent", "schnitt", "rekord", "dezember", "anfang", "mitte", "ende"}
"""Nouns that name the period, or a number as such."""
PERIODS = _words("vorjahr vorjahresniveau vorjahreswert vormonat vorkrisenniveau plan soll durchschnitt")
_HEADS = (
    "zahl anzahl höhe summe stand wert bestand menge umfang gruppe team bevölkerung kosten preis umsatz schaden "
    "betrag budget etat volumen länge fläche breite tiefe größe gewicht alter dauer tempo geschwindigkeit temperatur "
    "leistung kapazität auflage einkommen gehalt lohn miete strafe bußgeld gebühr entfernung abstand umkreis strecke "
    "zeitraum radius anteil quote rate mehrheit schätzung ergebnis"
)
HEADS = tuple(_HEADS.split())
"""Ends of nouns of which "von" with a figure says how much they are: "eine Einwohnerzahl von 23.022"."""
SIGNED_NOUNS = _words(
    """
    verlust verluste verlusten defizit defizite defizits fehlbetrag fehlbeträge gewinn gewinne gewinnen überschuss
    überschüsse schulden rückstand vorsprung mehrkosten minderung nettoverlust jahresverlust nettogewinn abfluss
    abflüsse zufluss zuflüsse abwanderung zuwanderung
    """
)
"""What they say of a figure depends on which way it counts, so that the statistic must be called so too."""
COLLECTIVES = _words(
    "handvoll hand paar trio duo quartett reihe vielzahl haufen menge schwung schar anzahl schock gros lakh crore oku"
)
"""Nouns that stand for a number, which no rule reads: "eine Handvoll" is not one."""
NO_HEADS = _words("fehlbetrag rückstand vorstand abstand aufstand umstand widerstand")
"""Ends as those, and still says something else."""
PREPOSITIONS = _words("am an ans auf aus bei beim durch für im in ins innerhalb laut mit nach seit vom vor wegen zum")
LEVEL_NOUNS = _words(
    """
    anteil anteile quote quoten rate raten mehrheit beteiligung wahlbeteiligung inflation teuerung inflationsrate
    arbeitslosigkeit arbeitslosenquote auslastung marktanteil rendite zins zinsen zustimmung zuspruch deckung marge
    ausländeranteil steuersatz zinssatz hebesatz leitzins jugendarbeitslosigkeit erfolgsquote impfquote aufklärungsquote
    """
)
"""Nouns of which a percentage is the level: "44 Prozent Wahlbeteiligung"."""
LEVEL_ENDS = ("quote", "rate", "anteil", "beteiligung", "mehrheit")
WEEKDAYS = frozenset(name.lower() for name in find_weekdays("de"))
NEUTRAL = FUNCTION | VERBS | ADVERBS | NOUNS | WEEKDAYS | frozenset(MONTHS)
