"""English: the words by which figures are read."""

from __future__ import annotations

from fractions import Fraction

from factbook.figures.common.calendar_names import find_months, find_short_months


def _table(text: str) -> dict[str, str]:
    """Read lines of ``value: word word`` as word -> value."""
    rows = (line.split(":", 1) for line in text.strip().splitlines())
    return {word: value.strip() for value, words in rows for word in words.split()}


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
    for word, power in _table("""
        3: k
        6: m mn mln mio mil
        9: bn bln b
        12: tn trn tr
        7: cr
        """).items()
}
"""Written after digits: 20k, $1.3bn."""
GROUPS = {"dozen": 12}
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

# Forms are listed one by one: no rule derives "sank", and each must be known to say nothing else before a number.
DOWN = frozenset(
    """
    contracted contraction cut cuts cutting decline declined declines declining decrease decreased decreases
    decreasing diminished dip dipped dips down drop dropped dropping drops dwindled eased fall fallen falling falls
    fell fewer halved less lighter loses losing loss losses lost lower lowered minus plummet plummeted plunge
    plunged plunges plunging receded reduce reduced reduces reducing reduction reductions retreated sank shorter
    shrank shrink shrinking shrinks shrunk sink sinks slid slide slides sliding slip slipped slips slump slumped
    slumps smaller sunk tumble tumbled weaker
    narrowed narrowing slashed slashing trimmed trimming shed sheds pared off depreciated weakened softened
    """.split()
)
UP = frozenset(
    """
    added adding additional adds advanced bigger boosted climb climbed climbing climbs expanded expansion extra gain
    gained gaining gains greater grew grow growing grown grows growth heavier higher increase increased increases
    increasing jump jumped jumping jumps larger leap leaped leapt longer more plus raised rallied rise risen rises
    rising rose soar soared soaring soars spike spiked spikes stronger surge surged surges surging swelled swollen
    up upturn widened
    rebounded ballooned skyrocketed rocketed hiked lifted upped swelled appreciated strengthened boosting
    """.split()
)
DOWN_AFTER = frozenset(
    """
    below contraction cut cuts decline declines decrease decreases dip down drop drops fall falls fewer less lighter
    loss lower plunge reduction reductions shorter slide slowdown slump smaller under weaker
    off ↓ ▼
    """.split()
)
UP_AFTER = frozenset(
    """
    above additional bigger climb expansion extra gain gains greater growth heavier higher hike increase increases
    jump larger leap longer more rise rises spike stronger surge up upturn
    ↑ ▲
    """.split()
)
"""Direction words that may follow the figure: "16.6% fewer", "a 16.6% fall"."""
PLAIN_AFTER = frozenset("off above additional below cut cuts down extra gain gains loss under up".split())
"""Of these, the ones that say nothing after a plain number ("762, up from 370")."""
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
CURRENCIES = _table("""
    USD: $ usd dollar dollars
    EUR: € eur euro euros
    GBP: £ gbp sterling
    JPY: ¥ jpy yen
    KRW: ₩ krw won
    INR: ₹ inr rupees rupee
    RUB: ₽ roubles rubles
    VND: ₫ vnd dong
    THB: ฿ thb baht
    CNY: cny rmb yuan
    CHF: chf francs franc
    AUD: aud
    CAD: cad
    HKD: hkd
    SGD: sgd
    NZD: nzd
    SEK: sek krona kronor
    NOK: nok kroner
    DKK: dkk
    BRL: brl
    """)
MINOR = {"cent": "of money", "cents": "of money", "¢": "of money", "pence": "GBP", "penny": "GBP", "p": "GBP"}
"""A hundredth of any currency, or of the pound."""
CURRENCY_PREFIXES = _table("""
    USD: us usd
    AUD: a au
    CAD: c ca
    NZD: nz
    HKD: hk
    SGD: s
    TWD: nt
    BRL: r
    MXN: mx
    """)
"""Letters glued before ``$``."""
MEASURES = _table("""
    kg: kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes
    g: g gram grams gramme grammes
    mg: mg milligram milligrams
    t: t tonne tonnes ton tons
    lb: lb lbs pound pounds
    oz: oz ounce ounces
    km: km kms kilometre kilometres kilometer kilometers
    m: metre metres meter meters
    cm: cm centimetre centimetres centimeter centimeters
    mm: mm millimetre millimetres millimeter millimeters
    mile: mile miles
    foot: ft foot feet
    inch: inch inches
    ha: ha hectare hectares
    acre: acre acres
    l: litre litres liter liters
    ml: ml millilitre millilitres milliliter milliliters
    second: sec secs seconds
    minute: min mins minute minutes
    hour: hour hours hr hrs
    day: day days
    week: week weeks
    month: month months
    year: year years yr yrs
    decade: decade decades
    century: century centuries
    mph: mph
    km/h: kph kmh
    kW: kw kilowatt kilowatts
    MW: mw megawatt megawatts
    GW: gw gigawatt gigawatts
    kWh: kwh
    MWh: mwh
    GWh: gwh
    TWh: twh
    MB: mb megabyte megabytes
    GB: gb gigabyte gigabytes
    TB: tb terabyte terabytes
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
NOT_TAKEN = frozenset({"all but", "other than", "apart from", "far from", "nowhere"}) | frozenset(
    "none not never hardly scarcely neither nor cannot without ± versus vs except".split()
)
"""Words that turn a bound text into something that these rules do not read."""

SUPERLATIVES = frozenset(
    """
    largest biggest highest greatest most lowest smallest fewest least longest shortest heaviest lightest oldest
    youngest deadliest worst best fastest slowest earliest latest richest poorest top record
    """.split()
)
"""Without a number beside them, these name the first rank."""
