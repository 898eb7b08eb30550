"""German: the words by which figures are read."""

from __future__ import annotations

import re

from figurecheck.figures.common.calendar_names import find_months, find_short_months
from figurecheck.figures.common.units import join_currencies
from figurecheck.figures.common.word_table import read_table


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SEPARATORS = ".'\u2019 \u00a0\u2009\u202f"
"""Signs between thousands; the decimal sign is a comma."""
SCALES = {"hundert": 100, "tausend": 1000} | {
    form: 10**power
    for power, name in ((6, "million"), (9, "milliarde"), (12, "billion"), (15, "billiarde"), (18, "trillion"))
    for form in (name, f"{name}n" if name.endswith("e") else f"{name}en")
}
"""The long scale: a Billion is a million millions."""
SUFFIXES = {"mio": 10**6, "mill": 10**6, "mrd": 10**9, "mia": 10**9, "bio": 10**12, "tsd": 1000, "td": 1000}
"""Scale words that are cut short, with a full stop or without."""
LARGE = frozenset(word for word, size in SCALES.items() if size >= 10**6)
GROUPS = {"dutzend": 12, "dutzends": 12}
VAGUE = {
    "dutzende": 12, "hunderte": 100, "tausende": 1000, "zehntausende": 10**4, "hunderttausende": 10**5,
    "millionen": 10**6, "milliarden": 10**9, "abertausende": 1000,
}  # fmt: skip
VAGUE |= {f"{word}r": size for word, size in VAGUE.items() if word.endswith("e")} | {
    f"{word}n": size for word, size in VAGUE.items() if word.endswith("e")
}
SEVERAL = _words("mehrere mehreren mehrerer einige einigen einiger etliche etlichen viele vielen zig paar wenige")
"""Before a scale word they leave open how many."""
ARTICLES = _words("ein eine einen einem einer eines eins")
"""Forms of the article that are the number one too."""
ZERO_WORDS = _words("kein keine keinen keinem keiner keines keinerlei niemand")
EACH = _words("jeder jede jedes jeden jedem")
EITHER_HALF = _words("halb halbe halben halber halbes halbem")
FOLD = _words("fach fache fachen faches facher fachem")
TIMES = _words("mal x ×")
SO_MUCH = _words(
    "viel viele vielen hoch hohe groß große großer schwer teuer lang oft häufig stark weit alt schnell wie"
)
"""Behind "dreimal so": what is compared."""
PERCENT = _words("% prozent prozente prozents prozenten v.h. ٪")
POINTS = _words("prozentpunkt prozentpunkte prozentpunkten pp ppt %-punkt %-punkte")

CURRENCIES = read_table("""
    EUR: € eur euro euros
    CHF: chf franken sfr
    USD: $ usd us-dollar us-dollars dollar dollars
    GBP: £ gbp
    JPY: ¥ jpy yen
    CNY: cny yuan renminbi
    RUB: ₽ rub
    PLN: pln zloty złoty
    CZK: czk
    HUF: huf forint
    SEK: sek
    NOK: nok
    DKK: dkk
    TRY: try
    KRW: ₩ krw won
    INR: ₹ inr
    AUD: aud
    CAD: cad
    """)
_MONEY_NAMES = {
    "dollar": {
        "CAD": "kanadisch", "AUD": "australisch", "NZD": "neuseeländisch", "HKD": "hongkonger",
        "USD": "us-amerikanisch amerikanisch", "TWD": "taiwanisch", "JMD": "jamaikanisch",
    },
    "krone kronen": {
        "SEK": "schwedisch", "NOK": "norwegisch", "DKK": "dänisch", "CZK": "tschechisch", "ISK": "isländisch",
    },
    "franken": {"CHF": "schweizer"},
    "lira": {"TRY": "türkisch", "LBP": "libanesisch"},
    "pfund": {"GBP": "britisch", "EGP": "ägyptisch", "LBP": "libanesisch", "SYP": "syrisch", "SDG": "sudanesisch"},
    "peso pesos": {
        "MXN": "mexikanisch", "PHP": "philippinisch", "ARS": "argentinisch", "CLP": "chilenisch",
        "COP": "kolumbianisch", "UYU": "uruguayisch", "CUP": "kubanisch",
    },
    "rupie rupien": {"INR": "indisch", "PKR": "pakistanisch", "NPR": "nepalesisch"},
    "dinar": {
        "KWD": "kuwaitisch", "BHD": "bahrainisch", "JOD": "jordanisch", "IQD": "irakisch", "TND": "tunesisch",
        "DZD": "algerisch", "RSD": "serbisch",
    },
    "dirham": {"AED": "emiratisch", "MAD": "marokkanisch"},
    "rial riyal": {"SAR": "saudisch", "QAR": "katarisch", "OMR": "omanisch", "IRR": "iranisch"},
    "schilling": {"KES": "kenianisch", "UGX": "ugandisch", "TZS": "tansanisch"},
    "rubel": {"RUB": "russisch", "BYN": "belarussisch"},
    "lei": {"RON": "rumänisch", "MDL": "moldauisch"},
    "lewa": {"BGN": "bulgarisch"},
    "hrywnja": {"UAH": "ukrainisch"},
    "schekel": {"ILS": "israelisch"},
    "baht": {"THB": "thailändisch"},
    "rand": {"ZAR": "südafrikanisch"},
}  # fmt: skip
"""Currencies of which a country's adjective tells which one it is, by the stem of that adjective."""
COUNTRY_MONEY = {
    (stem, name): code
    for names, codes in _MONEY_NAMES.items()
    for code, stems in codes.items()
    for stem in stems.split()
    for name in names.split()
}
# A bare name may be any currency that is called so. A dollar is read as the sign is, a "Rand" is an edge more often,
# and a "Schilling" was Austrian.
CURRENCIES |= {
    name: join_currencies(codes)
    for names, codes in _MONEY_NAMES.items()
    for name in names.split()
    if name not in {"dollar", "franken", "rand", "schilling"}
}
MONEY = _words("rand real mark schilling gulden taler drachmen peseten lire kuna")
"""Money of which the word alone does not say which currency it is, or that is none of ours."""
MINOR = {"cent": "of money", "cents": "of money", "eurocent": "EUR", "rappen": "CHF", "pence": "GBP"}
"""A hundredth of any currency, or of the one named."""
MEASURES = read_table("""
    kg: kg kilo kilos kilogramm kilogramms
    g: g gramm gramms
    mg: mg milligramm
    µg: µg μg mikrogramm
    t: t tonne tonnen
    km: km kilometer kilometern kilometers
    m: m meter metern meters
    cm: cm zentimeter zentimetern
    mm: mm millimeter millimetern
    mile: meile meilen
    foot: fuß
    inch: zoll
    ha: ha hektar hektaren
    l: l liter litern
    ml: ml milliliter millilitern
    second: s sek sekunde sekunden
    minute: min minute minuten
    hour: h std stunde stunden
    day: d tag tage tagen tages
    week: woche wochen
    month: monat monate monaten monats
    year: jahr jahre jahren jahres lebensjahr lebensjahre
    decade: jahrzehnt jahrzehnte jahrzehnten jahrzehnts
    century: jahrhundert jahrhunderte jahrhunderten jahrhunderts
    km²: km² quadratkilometer quadratkilometern qkm
    m²: m² quadratmeter quadratmetern qm
    m³: m³ kubikmeter kubikmetern
    km/h: kmh stundenkilometer stundenkilometern
    °C: grad ℃ °
    kW: kw kilowatt
    MW: mw megawatt
    GW: gw gigawatt
    kWh: kwh kilowattstunde kilowattstunden
    MWh: mwh megawattstunde megawattstunden
    GWh: gwh gigawattstunde gigawattstunden
    TWh: twh terawattstunde terawattstunden
    ppm: ppm
    ppb: ppb
    MB: mb megabyte
    GB: gb gigabyte
    TB: tb terabyte
    """)
SCALED_MEASURES = {
    "hektoliter": ("l", 100), "doppelzentner": ("kg", 100), "zentner": ("kg", 50), "zentnern": ("kg", 50),
    "quartal": ("quarter", 1), "quartale": ("quarter", 1), "quartalen": ("quarter", 1), "halbjahr": ("month", 6),
    "halbjahre": ("month", 6),
}  # fmt: skip
"""Measures that are so many of another; quarters and half-years only where they are counted."""
SHORT = _words("t g l m h s d min")
"""Measures of few letters, which are read behind digits only."""
NESTED = {
    ("hour", "minute"): 60, ("minute", "second"): 60, ("day", "hour"): 24, ("week", "day"): 7, ("year", "month"): 12,
    ("km", "m"): 1000, ("m", "cm"): 100, ("kg", "g"): 1000, ("t", "kg"): 1000, ("foot", "inch"): 12,
}  # fmt: skip
"""How many of the second unit one of the first is: "3 Stunden 40 Minuten"."""
PER_HOUR = (("pro", "stunde"), ("je", "stunde"), ("in", "der", "stunde"), ("/", "h"), ("/", "std"))

RUNS = (("in", "folge"), ("hintereinander",), ("nacheinander",), ("in", "serie"), ("am", "stück"), ("infolge",))
RUN_ADJECTIVES = _words("aufeinanderfolgende aufeinanderfolgenden aufeinander")
TIMES_NOUNS = _words("mal male")
PLACES = _words("platz rang position tabellenplatz tabellenrang stelle spitzenplatz listenplatz startplatz weltrang")
"""A number behind one of these is a rank."""
MONTHS = {
    name.lower(): number
    for names in (find_months("de"), find_short_months("de"))
    for number, name in enumerate(names, start=1)
} | {"jänner": 1, "jan": 1, "feb": 2, "feber": 2, "mär": 3, "mrz": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
     "sept": 9, "okt": 10, "nov": 11, "dez": 12}  # fmt: skip
"""Month by name; Austrian papers write Jänner."""
LABELS = _words(
    """
    abbildung abb absatz abs abschnitt anhang anlage artikel art aufgabe ausgabe autobahn bahnsteig band beispiel blatt
    bundesstraße buslinie etage fall folge formel fußnote gate gleis gruppe halle hausnummer haus heft kapitel kategorie
    klasse kreisstraße landesstraße linie los modul nr nummer paragraf paragraph phase posten punkt raum saal satz seite
    notruf durchwahl telefon tel stadion staffel station stufe tabelle tab teil thema typ version wohnung zeile ziffer
    zimmer zone §
    """
)
"""A number behind one of these names a thing: "Tabelle 3"."""
YEAR_LEADS = _words(
    """
    ab anfang anno bis der des dem ende frühjahr herbst im in jahr jahre jahren jahres mitte seit sommer von vor winter
    saison zwischen und um nach spätestens
    """
) | {name.lower() for name in find_months("de")}
"""Four digits behind one of these are a year."""
ORDINAL_LEADS = _words(
    """
    am beim das dem den der des die dessen eine einen ihr ihre ihren im ins jede jeden jeder jedes sein seine seinen
    vom zum zur
    """
)
"""Before digits with a full stop behind them: "der 3. Platz", "zum 3. Mal"."""
NUMBERED_NOUNS = _words(
    """
    stock stockwerk stocks obergeschoss obergeschosses etage geschoss klasse klassen halbzeit wahlgang liga bundesliga
    senat kammer instanz lesung lebensjahr lebensjahrs semester schuljahr kapitel akt satz spieltag runde etappe
    bauabschnitt
    vorsitzende vorsitzender vorsitzenden bürgermeister bürgermeisterin bürgermeisters beigeordneter beigeordnete
    beigeordneten landesbeamter sportwart kassier kassierer schriftführer vorstand weihnachtsfeiertag advent
    """
)
"""An ordinal before one of these numbers or names it: "im dritten Stock", "der 2. Vorsitzende"."""
COMPOUND_NAMES = _words(
    "ticket regel woche feier haushalt haushalte hürde gespräch bett zimmer menü plan marke klausel formel"
)
"""Last parts of compounds that are named by a number: das Neun-Euro-Ticket, die Vier-Tage-Woche."""
NOT_TAKEN = _words(
    """
    nicht nie niemals weder ohne außer kaum statt anstatt entweder kein keine keinen keiner keinem keines
    ± geschweige
    """
)
STRETCHES = _words("ab anfang bis ende frühestens gegen kurz mitte nach seit spätestens vor rund etwa um")
"""Beside a date these make a stretch of time of it, which is not judged."""
NOT_TAKEN_PHRASES = ("alles andere als",)
"""Words that turn a bound text into something that these rules do not read."""
SUPERLATIVE_STEMS = tuple(
    "größt höchst meist niedrigst kleinst wenigst geringst längst kürzest schwerst leichtest ältest jüngst stärkst "
    "schwächst tiefst schnellst langsamst teuerst günstigst best schlechtest häufigst reichst ärmst".split()
)
"""Superlatives without their ending; alone they name the first rank."""
SUPERLATIVE = re.compile(rf"(?<!\w)(?:{'|'.join(SUPERLATIVE_STEMS)})(?:e|en|er|es|em)?(?!\w)")
"""Matches a superlative by itself."""
