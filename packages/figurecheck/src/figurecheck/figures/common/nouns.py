"""What is counted: nouns by kind, so that trips are never compared with people.

Of a noun in no list nothing is known; whether a unit may count it is asked of the language (`Language.find_uncounted`).
An editor adds nouns under
``factbook: nouns:`` in ``_config.yml``::

    nouns:
      people: [pensioners, walkers]
      cases: [call-outs]
      things: [parcels, letters]

A house noun of `things` is a kind of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from figurecheck.model.errors import Complaint

PLACE = "_config.yml: factbook.nouns"
# Two lists of people, and two of cases: the nouns of the second are compared by kind too, but stay the noun of their
# figure, so that "20 riders" is shown as riders and can be held against a unit of that name.
PEOPLE = frozenset(
    """
    adult adults boy boys child children citizen citizens dealer dealers defendant defendants employee employees
    foreigner foreigners girl girls individual individuals inmate inmates investigator investigators man member
    members men migrant migrants minor minors national nationals offender offenders officer officers passenger
    passengers patient patients people person personnel persons player players prisoner prisoners prosecutor
    prosecutors refugee refugees resident residents smuggler smugglers student students suspect suspects teacher
    teachers teenager teenagers trafficker traffickers user users victim victims voter voters woman women worker
    workers
    """.split()
)
CASES = frozenset({"case", "cases", "incident", "incidents"})
"""PEOPLE and CASES become the unit of a figure: "762 foreigners" is a number of people."""
ALSO_PEOPLE = frozenset(
    """
    americans civilians customers detainees doctors drivers farmers fighters fans guests
    householders immigrants journalists judges jurors lawmakers lawyers legislators males females mothers fathers
    nurses parents participants pedestrians pensioners police policemen protesters protestors pupils readers
    respondents riders rioters senators settlers shoppers soldiers spectators staff survivors tourists travellers
    travelers troops veterans viewers visitors volunteers youths
    abductees addicts agents amputees apprentices applicants aides assistants athletes attendants babies bachelors
    bishops brides brothers cadets candidates captives celebrities chefs chiefs claimants cleaners clerics clerks
    clients clowns conscripts consultants contestants convicts cooks cousins crooks crew delegates
    deputies descendants detectives diplomats disciples dissidents dwarves envoys executives experts expatriates
    females fugitives geniuses graduates guards heads heirs heroes hostages hosts infants informants inhabitants
    kids knights lads lives lords marines martyrs mechanics medics mercenaries merchants militants mps monks natives
    neighbours neighbors newborns nobles nominees nuns occupants officials operatives orphans paramedics peasants
    peers pilgrims pilots poets presidents priests princes professionals pupils recipients recruits relatives
    representatives rogues saints scouts seniors servants shareholders siblings sisters slaves souls spies sponsors
    staffers subscribers talents tenants thieves thugs toddlers trainees troopers tutors undergraduates
    vagrants villains virgins widows witnesses workforce youngsters academics activists alcoholics diabetics
    """.split()
)
ALSO_CASES = frozenset(
    """
    seizure seizures report reports crime crimes offence offences offense offenses
    complaint complaints lawsuit lawsuits attack attacks accident accidents crash crashes raid raids bust busts
    investigation investigations trial trials robbery robberies burglary burglaries theft thefts violation violations
    shooting shootings explosion explosions
    """.split()
)
EITHER = frozenset(
    """
    arrest arrests death deaths fatality fatalities casualty casualties injury injuries infection infections murder
    murders homicide homicides killing killings suicide suicides conviction convictions prosecution prosecutions
    detention detentions indictment indictments deportation deportations admission admissions birth births
    overdose overdoses hospitalizations hospitalisations referrals
    """.split()
)
"""Counted by head or by event; both are common."""
_THINGS = """
    trip trips journey journeys ride rides boarding boardings
    car cars vehicle vehicles truck trucks lorry lorries van vans automobile automobiles
    bus buses coaches
    train trains
    boat boats ship ships vessel vessels
    plane planes aircraft flight flights
    book books title titles
    song songs track tracks album albums
    film films movie movies
    house houses home homes household households dwelling dwellings
    company companies firm firms business businesses
    shop shops store stores
    school schools university universities college colleges
    hospital hospitals clinic clinics
    country countries nation nations
    city cities town towns village villages
    county counties district districts province provinces
    pill pills tablet tablets dose doses
    plant plants tree trees
    gun guns rifle rifles weapon weapons firearm firearms
    missile missiles drone drones rocket rockets
    dog dogs cat cats cow cows cattle sheep pig pigs chicken chickens bird birds animal animals
    phone phones smartphone smartphones handset handsets
    computer computers laptop laptops device devices
    account accounts
    website websites
    bill bills law laws
    bottle bottles
    barrel barrels
    ticket tickets
    building buildings
    bridge bridges road roads
    letter letters email emails message messages
    job jobs
    vote votes
    seat seats
    stamp stamps coin coins banknote banknotes
    """
THINGS = {word: f"things {line.split()[0]}" for line in _THINGS.strip().splitlines() for word in line.split()}
"""Each line above is one kind of thing."""
KNOWN = ALSO_PEOPLE | ALSO_CASES | EITHER | THINGS.keys()
KINDS = ("people", "cases", "things")


def kinds_of(noun: str, house: Mapping[str, str]) -> frozenset[str]:
    """Return the kinds that a noun may count; empty if that is not known.

    >>> sorted(kinds_of("arrests", {})), sorted(kinds_of("widgets", {}))
    (['cases', 'people'], [])
    """
    # The house's word first: it may say something else of a noun that is in our lists.
    if noun in house:
        return frozenset({house[noun]})
    if noun in PEOPLE or noun in ALSO_PEOPLE:
        return _PEOPLE
    if noun in CASES or noun in ALSO_CASES:
        return _CASES
    if noun in EITHER:
        return _EITHER
    return frozenset({THINGS[noun]}) if noun in THINGS else _NOTHING


# Built once: `kinds_of` is called twice for every figure that is judged.
_PEOPLE, _CASES, _EITHER, _NOTHING = (
    frozenset({"people"}), frozenset({"cases"}), frozenset({"people", "cases"}), frozenset[str](),
)  # fmt: skip


def nouns_from_mapping(mapping: object, complaints: list[Complaint]) -> dict[str, str]:
    """Read the house's nouns: kind by noun. Faults are added to `complaints`."""
    if not isinstance(mapping, Mapping):
        complaints.append(Complaint(PLACE, "is not a table", "write people: [walkers]"))
        return {}
    house: dict[str, str] = {}
    for kind, words in mapping.items():
        place = f"{PLACE}.{kind}"
        if kind not in KINDS:
            complaints.append(Complaint(place, "no such kind of noun", ", ".join(KINDS)))
        elif not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
            complaints.append(Complaint(place, "is not a list of words", "write [walkers]"))
        else:
            nouns = [word.strip().lower() for word in words]
            # Each thing is a kind of its own, so that parcels are not letters.
            house |= {noun: kind if kind != "things" else f"things {noun}" for noun in nouns}
    return house
