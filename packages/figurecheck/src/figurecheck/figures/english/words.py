"""English: the words by which figures are read."""

from __future__ import annotations

from fractions import Fraction

from figurecheck.figures.common.calendar_names import find_months, find_short_months
from figurecheck.figures.common.word_table import read_table

UNITS = {
    word: value
    for value, word in enumerate(
        """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
    """.split()
    )
}
TENS = {
    word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
SCALES = {"hundred": 100} | {
    word: 10 ** (3 * power)
    for power, word in enumerate(
        "thousand million billion trillion quadrillion quintillion sextillion septillion".split(), 1
    )
}
# Indian papers in English count in lakhs and crores.
SCALES |= {"lakh": 10**5, "lac": 10**5, "crore": 10**7}
SUFFIXES = {
    word: 10 ** int(power)
    for word, power in read_table("""
        3: k
        6: m mn mln mio mil
        8: oku
        9: bn bln b mrd mld
        12: tn trn tr
        7: cr
        """).items()
}
"""Written after digits: 20k, $1.3bn."""
GROUPS = {"dozen": 12}
GROUPS_OF = {"score": 20, "gross": 144, "ream": 500}
"""Groups that are numbers only before "of" and what is counted: "a score of arrests", not "a score of 71"."""
# "Tens" and "scores" are numbers only in some phrases, see `fraction_words`.
VAGUE = {f"{word}s": value for word, value in SCALES.items()} | {"dozens": 12, "scores": 20, "tens": 10}

ORDINAL_UNITS = {
    word: value
    for value, word in enumerate(
        """
    zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth
    """.split()
    )
}
ORDINAL_TENS = {f"{word.removesuffix('y')}ieth": value for word, value in TENS.items()}
ORDINAL_SCALES = {f"{word}th": value for word, value in SCALES.items()}
ORDINALS = ORDINAL_UNITS | ORDINAL_TENS | ORDINAL_SCALES
PARTS = (
    {"half": 2, "halves": 2, "quarter": 4, "quarters": 4}
    | {word: value for word, value in ORDINALS.items() if value >= 3}
    | {f"{word}s": value for word, value in ORDINALS.items() if value >= 3}
)
"""The word below the line of a fraction."""
# Only fractions that Unicode has a character of its own for.
GLYPHS = {
    sign: Fraction(value)
    for value, sign in zip(
        "1/2 1/3 2/3 1/4 3/4 1/5 2/5 3/5 4/5 1/6 5/6 1/7 1/8 3/8 5/8 7/8 1/9 1/10".split(),
        "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒",
        strict=True,
    )
}

_STEMS = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5, "sextupl": 6, "septupl": 7, "octupl": 8}
MULTIPLES = {stem + end: value for stem, value in _STEMS.items() for end in ("e", "es", "ed", "ing")}
MULTIPLES |= {"twice": 2, "thrice": 3}
HALVING = frozenset({"halved", "halve", "halves", "halving"})
"""A fall by a half. ("Halves" after a number is a fraction.)"""
FOLD = frozenset({"fold", "folds"})
TIMES = frozenset({"times", "x", "×"})

LEVEL = frozenset({"to", "at"})
"""After a direction word: what follows is the level that was reached, not the size of the change."""
FILLERS = frozenset(
    """
    a additional again all also an another are as be been by combined estimated full further had has have is just
    many much of only record sharply slightly some steeply the total totaling totalling was were whole
    """.split()
)
"""May stand between a qualifier or a direction and its figure."""

PERCENT = frozenset({"%", "percent", "pct", "pc", "٪"})
MEASURES = read_table("""
    kg: kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes
    g: g gram grams gramme grammes
    mg: mg milligram milligrams
    µg: µg μg ug microgram micrograms microgramme microgrammes
    t: t tonne tonnes ton tons
    lb: lb lbs pound pounds
    stone: stone stones
    oz: oz ounce ounces
    km: km kms kilometre kilometres kilometer kilometers
    m: metre metres meter meters
    cm: cm centimetre centimetres centimeter centimeters
    mm: mm millimetre millimetres millimeter millimeters
    mile: mile miles
    foot: ft foot feet
    inch: inch inches
    yard: yd yds yard yards
    ha: ha hectare hectares
    acre: acre acres
    l: litre litres liter liters
    ml: ml millilitre millilitres milliliter milliliters
    second: sec secs seconds
    minute: min mins minute minutes
    hour: hour hours hr hrs h
    day: day days
    week: week weeks
    fortnight: fortnight fortnights
    month: month months
    year: year years yr yrs
    decade: decade decades
    biennium: biennium biennia
    triennium: triennium triennia
    quinquennium: quinquennium quinquennia
    century: century centuries centenary centenaries
    millennium: millennium millennia
    mph: mph
    km/h: kph kmh
    kW: kw kilowatt kilowatts
    MW: mw megawatt megawatts
    GW: gw gigawatt gigawatts
    kWh: kwh
    MWh: mwh
    GWh: gwh
    TWh: twh
    ppm: ppm
    ppb: ppb
    MB: mb megabyte megabytes
    GB: gb gigabyte gigabytes
    TB: tb terabyte terabytes
    kbit: kbit kbits kilobit kilobits
    Mbit: mbit mbits megabit megabits
    Gbit: gbit gbits gigabit gigabits
    Tbit: tbit tbits terabit terabits
    gallon: gallon gallons
    km²: km² sqkm
    m²: m² sqm
    """)
"""One word each; `english.measures` reads those of several words."""
NOUN_STOPS = frozenset(
    """
    a about according after against an and are as at be because been before between but by compared during each
    every for from had has have he her his if in is it its last not of on or our over per she since so than that the
    their these they this those to under until via was we were when which while who whose with year-on-year you
    """.split()
)
"""Words that end the search for what is counted."""

STREAK_NOUNS = frozenset(
    "quarter season game match session election term time defeat win loss victory draw race round half".split()
)
"""What runs besides spans of time: "the fourth quarter running"."""
STREAK_PLURALS = {f"{noun}{'es' if noun.endswith(('s', 'ch')) else 's'}": noun for noun in sorted(STREAK_NOUNS)}
STREAKS = frozenset({"running", "straight", "consecutive", "successive"})
RUN_PHRASES = (("in", "a", "row"), ("on", "the", "trot"), ("on", "end"))
MONTHS = {
    name.lower(): number
    for names in (find_months("en"), find_short_months("en"))
    for number, name in enumerate(names, start=1)
} | {"sept": 9}
"""Month by name. "Sept." is what news agencies print; CLDR has it for British English only."""
DECADES = frozenset("twenties thirties forties fifties sixties seventies eighties nineties teens".split())

LABELS = frozenset(
    """
    act annex appendix article articles box category channel chapter clause column fig figure figures flight
    footnote grade highway issue item level line lines no nos note notes number p page pages para paragraph part
    phase platform pp question regulation resolution room round route row rule schedule section sections step table
    tables type unit version vol volume
    """.split()
)
"""A number behind one of these names a thing: "Table 3"."""
YEAR_LEADS = frozenset(
    """
    a after autumn before between by during early fall from in late mid of since spring summer fiscal the through till
    until winter year
    """.split()
) | {name.lower() for name in find_months("en")}
"""Four digits behind one of these are a year."""
NOT_TAKEN = frozenset(
    "none not never hardly scarcely neither nor cannot without ± versus vs except if unless denied denies".split()
) | {"no longer", "instead of", "rather than", "all but", "other than", "apart from", "far from"}
"""Words that turn a bound text into something that these rules do not read."""

SUPERLATIVES = frozenset(
    """
    largest biggest highest greatest most lowest smallest fewest least longest shortest heaviest lightest oldest
    youngest deadliest dearest priciest worst best fastest slowest earliest latest richest poorest top record
    """.split()
)
"""Without a number beside them, these name the first rank."""
