"""German nouns that are counted, by the English noun of their kind; of a compound the last part decides."""

from __future__ import annotations

from functools import lru_cache

PEOPLE = frozenset(
    """
    mensch menschen person personen leute einwohner einwohnern einwohnerinnen bewohner bewohnern bürger bürgern
    bürgerinnen kind kinder kindern frau frauen mann männer männern mädchen junge jungen jugendliche jugendlichen
    jugendlicher erwachsene erwachsenen senioren seniorinnen rentner rentnern rentnerinnen schüler schülern schülerinnen
    lehrer lehrern lehrerinnen lehrkraft lehrkräfte lehrkräften student studenten studentinnen studierende studierenden
    auszubildende auszubildenden azubi azubis lehrling lehrlinge arbeiter arbeitern beschäftigte beschäftigten
    mitarbeiter mitarbeitern mitarbeiterinnen angestellte angestellten arbeitslose arbeitslosen arbeitsloser arzt ärzte
    ärzten ärztinnen patient patienten patientinnen pfleger pflegern pflegekräfte pflegekräften polizist polizisten
    polizistinnen beamte beamten beamter beamtinnen täter tätern tatverdächtige tatverdächtigen tatverdächtiger
    verdächtige verdächtigen beschuldigte beschuldigten opfer opfern tote toten toter verletzte verletzten verletzter
    verunglückte verunglückten schwerverletzte leichtverletzte todesopfer vermisste vermissten infizierte infizierten
    erkrankte erkrankten genesene besucher besuchern besucherinnen gast gäste gästen zuschauer zuschauern teilnehmer
    teilnehmern teilnehmerinnen teilnehmende teilnehmenden demonstrant demonstranten demonstrierende fahrgast fahrgäste
    fahrgästen passagier passagiere passagieren insasse insassen fahrer fahrern autofahrer radfahrer fußgänger
    flüchtling flüchtlinge flüchtlingen geflüchtete geflüchteten asylbewerber asylbewerbern migrant migranten zuwanderer
    zugezogene ausländer ausländern deutsche deutschen wähler wählern wählerinnen wahlberechtigte wahlberechtigten
    stimmberechtigte abgeordnete abgeordneten mitglied mitglieder mitgliedern kandidat kandidaten kandidatinnen bewerber
    bewerbern bewerberinnen befragte befragten feuerwehrleute feuerwehrleuten einsatzkräfte einsatzkräften kräfte helfer
    helfern helferinnen retter rettern rettungskräfte freiwillige freiwilligen ehrenamtliche ehrenamtlichen soldat
    soldaten gefangene gefangenen häftling häftlinge spieler spielern kunde kunden kundinnen nutzer nutzern
    haushaltsmitglieder bauern landwirte landwirten unternehmer richter anwälte geborene neugeborene verstorbene
    gestorbene obdachlose obdachlosen alleinerziehende eltern mütter väter zwillinge festgenommene
    """.split()
)
CASES = frozenset(
    """
    fall fälle fällen vorfall vorfälle vorfällen straftat straftaten delikt delikte delikten einbruch einbrüche
    einbrüchen diebstahl diebstähle diebstählen unfall unfälle unfällen anzeige anzeigen einsatz einsätze einsätzen
    brand brände bränden verstoß verstöße verstößen angriff angriffe angriffen überfall überfälle überfällen tötung
    tötungsdelikte ermittlungsverfahren verfahren klage klagen beschwerde beschwerden prozess prozesse razzia razzien
    infektion infektionen erkrankung erkrankungen todesfall todesfälle todesfällen festnahme festnahmen verbrechen
    insolvenz insolvenzen kontrolle kontrollen durchsuchung durchsuchungen
    """.split()
)
_THINGS = """
    trips: fahrt fahrten reise reisen
    cars: auto autos autobahn fahrzeug fahrzeuge fahrzeugen pkw lkw wagen lastwagen kraftfahrzeuge neuwagen
    buses: bus busse bussen
    trains: zug züge zügen bahn bahnen
    ships: schiff schiffe schiffen boot boote booten
    flights: flug flüge flügen flugzeug flugzeuge flugzeugen
    books: buch bücher büchern titel
    houses: haus häuser häusern wohnung wohnungen haushalt haushalte haushalten wohneinheit wohneinheiten
    companies: firma firmen unternehmen betrieb betriebe betrieben geschäft geschäfte
    schools: schule schulen hochschule hochschulen kita kitas universität universitäten
    hospitals: krankenhaus krankenhäuser krankenhäusern klinik kliniken
    countries: land länder ländern staat staaten
    cities: stadt städte städten gemeinde gemeinden kommune kommunen dorf dörfer dörfern ort orte orten
    districts: landkreis landkreise kreis kreise bezirk bezirke bezirken
    plants: pflanze pflanzen baum bäume bäumen
    weapons: waffe waffen schusswaffe schusswaffen
    animals: tier tiere tieren kuh kühe kühen schaf schafe schafen schwein schweine schweinen hund hunde hunden katze
      katzen huhn hühner pferd pferde rind rinder rindern vogel vögel vögeln
    jobs: stelle stellen arbeitsplatz arbeitsplätze arbeitsplätzen job jobs ausbildungsplätze ausbildungsplatz
    votes: stimme stimmen
    seats: sitz sitze sitzen mandat mandate mandaten
    buildings: gebäude gebäuden
    bridges: brücke brücken
    letters: brief briefe briefen mail mails nachricht nachrichten
    """


def _things() -> dict[str, str]:
    table: dict[str, str] = {}
    for line in _THINGS.replace("\n      ", " ").strip().splitlines():
        kind, _, words = line.strip().partition(":")
        table |= dict.fromkeys(words.split(), kind)
    return table


THINGS = _things()
_SHORTEST = 3
"""Letters that a compound has before its last noun at least."""
_LAST_PARTS = tuple(sorted((word for word in {*PEOPLE, *CASES, *THINGS} if len(word) > 3), key=len, reverse=True))
# Ends of compounds that count nobody: the "Einwohner" of "Einwohnerzahl" stand first, and "Geschäftsjahr" is no year.
NO_COMPOUNDS = frozenset("vorjahr ruhestand zustand".split())


# A text repeats its nouns.
@lru_cache(maxsize=8192)
def kind_of(word: str) -> tuple[str, str]:
    """Return the unit that a noun in lower case stands for, and the English noun of its kind; empty if not known.

    >>> kind_of("fabrikarbeiter"), kind_of("neuwagen"), kind_of("gartenzwerge")
    (('people', ''), ('', 'cars'), ('', ''))
    """
    for one in (word, _last_part(word)):
        if one in PEOPLE:
            return "people", ""
        if one in CASES:
            return "cases", ""
        if one in THINGS:
            return "", THINGS[one]
    return "", ""


def _last_part(word: str) -> str:
    if word in NO_COMPOUNDS:
        return ""
    return next((one for one in _LAST_PARTS if word.endswith(one) and len(word) >= len(one) + _SHORTEST), "")
