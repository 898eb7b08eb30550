"""English: every word by which figures are read, as plain tables."""

from __future__ import annotations

from fractions import Fraction

QUALIFIERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "about": (
        (
            "about", "around", "roughly", "some", "approximately", "approx", "approx.", "circa", "c.", "ca.", "~", "≈",
            "an estimated", "estimated", "estimated at", "in the region of", "in the order of", "of the order of",
            "on the order of", "somewhere around", "something like", "more or less", "broadly", "at about", "at around",
            "in the neighborhood of", "in the neighbourhood of", "give or take", "an approximate", "very roughly",
            "just about", "in the vicinity of", "somewhere in the region of", "around about",
        ),
        ("or so", "or thereabouts", "give or take", "approximately", "odd", "or about", "more or less", "roughly"),
    ),
    "nearly": (
        (
            "nearly", "almost", "close to", "just under", "just below", "just short of", "a little under",
            "a little less than", "slightly less than", "slightly under", "slightly below", "slightly fewer than",
            "a little below", "a little fewer than", "just less than", "just fewer than", "approaching", "nearing",
            "virtually", "close on", "not quite", "a touch under", "a bit under", "a bit less than", "a shade under",
            "practically", "very nearly", "very close to", "just shy of", "shy of", "verging on", "marginally below",
            "marginally under", "marginally less than", "a fraction under", "a fraction below", "a whisker under",
            "short of", "only just under", "nigh on",
        ),
        (),
    ),
    "just over": (
        (
            "just over", "just above", "just more than", "slightly more than", "slightly over", "slightly above",
            "a little over", "a little more than", "a little above", "barely more than", "marginally more than",
            "marginally over", "marginally above", "only just over", "only just above", "a touch over", "a bit over",
            "a bit more than", "a shade over", "little more than", "a fraction over", "a fraction above", "barely over",
            "a whisker over", "slightly in excess of", "just past", "slightly higher than",
        ),
        (),
    ),
    "over": (
        (
            "more than", "over", "above", "exceeding", "in excess of", "greater than", "upward of", "higher than",
            "larger than", "north of", "beyond", "exceeds", "exceeded", "exceed", "topped", "topping", "surpassed",
            "surpassing", "surpasses", "surpass", "longer than", "older than", "better than",
            "bigger than", "heavier than", "passed", ">",
        ),
        (),
    ),
    "at least": (
        (
            "at least", "no fewer than", "no less than", "not less than", "not fewer than", "upwards of", "a minimum of",
            "minimum", "at the least", "at the very least", "as low as", "as few as", "as little as", "a floor of",
            "not below", "not under", "no lower than", "not lower than", "min", "min.", "≥", ">=", "⩾",
        ),
        (
            "or more", "or over", "or above", "or higher", "or older", "or greater", "and over", "and above", "and up",
            "and more", "upwards", "and older", "or longer", "plus", "-plus", "+", "at least", "at the least", "minimum",
            "or upwards", "or up",
        ),
    ),
    "well over": (
        (
            "well over", "well above", "much more than", "far more than", "far above", "far over",
            "significantly more than", "substantially more than", "considerably more than", "many more than", "way over",
            "well in excess of", "comfortably over", "comfortably above", "comfortably more than", "significantly over",
            "well beyond", "well past", "way more than", "significantly above", "far in excess of", "much higher than",
            "far exceeding", "easily over",
        ),
        (),
    ),
    "under": (
        (
            "less than", "under", "below", "fewer than", "lower than", "smaller than", "south of", "shorter than",
            "younger than", "lighter than", "<",
        ),
        (),
    ),
    "at most": (
        (
            "at most", "up to", "no more than", "not more than", "a maximum of", "maximum", "as many as", "as much as",
            "as high as", "at the most", "at the very most", "not exceeding", "no higher than", "not over", "not above",
            "no greater than", "not higher than", "no longer than", "a ceiling of", "max", "max.", "≤", "<=", "⩽",
            "no larger than", "no bigger than", "not longer than", "as long as", "no older than", "as large as",
        ),
        (
            "or less", "or fewer", "or under", "or below", "or lower", "or younger", "and under", "and below",
            "or shorter", "at most", "at the most", "maximum", "and younger", "and fewer", "and less",
        ),
    ),
    "well under": (
        (
            "well under", "well below", "much less than", "far less than", "far fewer than", "far below", "far under",
            "significantly less than", "significantly fewer than", "substantially less than", "considerably less than",
            "well short of", "much fewer than", "comfortably under", "comfortably below", "way under", "way below",
            "considerably fewer than", "substantially fewer than", "significantly below", "well shy of",
        ),
        (),
    ),
    "exactly": (("exactly", "precisely", "exactly at"), ("exactly",)),
}
"""Each qualifier's words before a figure, and after it."""

UNITS = {word: value for value, word in enumerate((
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split())}
TENS = {word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALES = {
    "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "quadrillion": 10**15, "quintillion": 10**18, "sextillion": 10**21, "septillion": 10**24,
}
SUFFIXES = {
    "k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "mio": 10**6, "mil": 10**6, "bn": 10**9, "bln": 10**9, "b": 10**9,
    "tn": 10**12, "trn": 10**12, "tr": 10**12,
}
"""Written behind digits: 20k, $1.3bn."""
GROUPS = {"dozen": 12}
VAGUE = {
    "dozens": 12, "scores": 20, "tens": 10, "hundreds": 100, "thousands": 10**3, "millions": 10**6, "billions": 10**9,
    "trillions": 10**12,
}

ORDINAL_UNITS = {word: value for value, word in enumerate((
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
).split())}
ORDINAL_TENS = {
    word: 10 * value
    for value, word in enumerate("twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth".split(), 2)
}
ORDINAL_SCALES = {f"{word}th": value for word, value in SCALES.items()}
ORDINALS = ORDINAL_UNITS | ORDINAL_TENS | ORDINAL_SCALES

PARTS: dict[str, int] = {
    "half": 2, "halves": 2, "quarter": 4, "quarters": 4,
    **{word: value for word, value in ORDINALS.items() if value >= 3},
    **{f"{word}s": value for word, value in ORDINALS.items() if value >= 3},
}
"""The word below the line of a fraction."""
GLYPHS = {
    "½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4), "¾": Fraction(3, 4),
    "⅕": Fraction(1, 5), "⅖": Fraction(2, 5), "⅗": Fraction(3, 5), "⅘": Fraction(4, 5), "⅙": Fraction(1, 6),
    "⅚": Fraction(5, 6), "⅐": Fraction(1, 7), "⅛": Fraction(1, 8), "⅜": Fraction(3, 8), "⅝": Fraction(5, 8),
    "⅞": Fraction(7, 8), "⅑": Fraction(1, 9), "⅒": Fraction(1, 10),
}

_STEMS = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5, "sextupl": 6, "septupl": 7, "octupl": 8}
MULTIPLES = {
    **{stem + ending: value for stem, value in _STEMS.items() for ending in ("e", "es", "ed", "ing")},
    "twice": 2, "thrice": 3,
}
HALVING = {"halved": 2, "halve": 2, "halves": 2, "halving": 2}
"""A fall by a half. ("Halves" after a number is a fraction.)"""
FOLD = {"fold", "folds"}
TIMES = {"times", "x", "×"}

DOWN = frozenset(
    "fell fall falls falling fallen down drop drops dropped dropping decline declines declined declining decrease decreases "
    "decreased decreasing fewer less lower reduced reduce reduces reducing reduction reductions cut cuts cutting shrank "
    "shrink shrinks shrunk shrinking slid slide slides sliding slipped slip slips plunged plunge plunges plunging plummeted "
    "plummet tumbled tumble sank sink sinks sunk dip dips dipped lost loses losing loss losses minus contracted contraction "
    "slump slumped slumps dwindled receded eased weaker smaller shorter lowered diminished halved retreated lighter".split()
)
UP = frozenset(
    "rose rise rises rising risen up more higher increase increases increased increasing grew grow grows growing grown "
    "growth gain gains gained gaining jump jumps jumped jumping climb climbs climbed climbing surge surges surged surging "
    "soar soars soared soaring leapt leaped leap plus added adds adding extra additional expanded expansion greater larger "
    "bigger swelled swollen spike spiked spikes advanced widened boosted raised upturn stronger rallied longer heavier".split()
)
DOWN_AFTER = frozenset(
    "fewer less lower down below under smaller shorter weaker lighter fall drop decline decrease reduction cut dip slump loss "
    "plunge slide contraction slowdown falls drops declines decreases reductions cuts".split()
)
UP_AFTER = frozenset(
    "more higher up above larger bigger greater longer stronger heavier rise increase growth gain jump surge climb leap "
    "expansion hike upturn spike rises increases gains extra additional".split()
)
"""Direction words that may follow the figure: "16.6% fewer", "a 16.6% fall"."""
PLAIN_AFTER = frozenset({"up", "down", "above", "below", "under", "extra", "additional", "cut", "cuts", "loss", "gain", "gains"})
"""Of these, the ones that say nothing after a plain number ("762, up from 370")."""
LEVEL = frozenset({"to", "at"})
"""After a direction word: what follows is where it went, not how far."""

FILLERS = frozenset(
    "by of a an the just only record total full whole some further another additional also was were is are been be has had "
    "have as much many total totalling totaling all combined sharply steeply slightly again another estimated".split()
)
"""May stand between a qualifier or a direction and its figure."""

PERCENT = {"%", "percent", "pct", "pc", "٪"}
CURRENCIES = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW", "₹": "INR", "₽": "RUB", "₫": "VND", "฿": "THB",
    "usd": "USD", "eur": "EUR", "gbp": "GBP", "jpy": "JPY", "krw": "KRW", "cny": "CNY", "rmb": "CNY", "chf": "CHF", "aud": "AUD",
    "cad": "CAD", "hkd": "HKD", "sgd": "SGD", "nzd": "NZD", "thb": "THB", "vnd": "VND", "inr": "INR", "sek": "SEK", "nok": "NOK",
    "dkk": "DKK", "won": "KRW", "dollar": "USD", "dollars": "USD", "euro": "EUR", "euros": "EUR", "yen": "JPY", "yuan": "CNY",
    "baht": "THB", "dong": "VND", "rupees": "INR", "rupee": "INR", "sterling": "GBP", "francs": "CHF", "franc": "CHF",
    "roubles": "RUB", "rubles": "RUB", "krona": "SEK", "kronor": "SEK", "kroner": "NOK",
}
CURRENCY_PREFIXES = {
    "us": "USD", "a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD", "nz": "NZD", "hk": "HKD", "s": "SGD", "nt": "TWD", "usd": "USD",
}
"""Letters glued before ``$``."""

MEASURES: dict[str, str] = {
    word: unit
    for unit, words in {
        "kg": "kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes",
        "g": "g gram grams gramme grammes",
        "mg": "mg milligram milligrams",
        "t": "t tonne tonnes ton tons",
        "lb": "lb lbs pound pounds",
        "oz": "oz ounce ounces",
        "km": "km kms kilometre kilometres kilometer kilometers",
        "m": "metre metres meter meters",
        "cm": "cm centimetre centimetres centimeter centimeters",
        "mm": "mm millimetre millimetres millimeter millimeters",
        "mile": "mile miles",
        "foot": "ft foot feet",
        "inch": "inch inches",
        "ha": "ha hectare hectares",
        "acre": "acre acres",
        "l": "litre litres liter liters",
        "ml": "ml millilitre millilitres milliliter milliliters",
        "second": "sec secs seconds",
        "minute": "min mins minute minutes",
        "hour": "hour hours hr hrs",
        "day": "day days",
        "week": "week weeks",
        "month": "month months",
        "year": "year years yr yrs",
        "decade": "decade decades",
    }.items()
    for word in words.split()
}
PEOPLE = frozenset(
    "people person persons man men woman women child children offender offenders foreigner foreigners national nationals "
    "suspect suspects defendant defendants user users dealer dealers smuggler smugglers trafficker traffickers officer "
    "officers investigator investigators resident residents citizen citizens worker workers employee employees student "
    "students patient patients victim victims migrant migrants teenager teenagers minor minors adult adults investigators "
    "prosecutor prosecutors teacher teachers passenger passengers voter voters member members player players personnel "
    "prisoner prisoners inmate inmates refugee refugees girls boys girl boy individuals individual".split()
)
CASES = frozenset("case cases incident incidents".split())
NOUN_STOPS = frozenset(
    "of in on at to by for from with and or but than as was were is are be been has have had the a an that which who whose "
    "last this these those its their his her our it they he she we you not year-on-year since during after before over "
    "under per each every between compared according against while when if so because until via about".split()
)

STREAKS = frozenset({"running", "straight", "consecutive", "successive"})
RUN_PHRASES = (("in", "a", "row"), ("on", "the", "trot"), ("on", "end"))
MONTHS = {
    name: number
    for number, names in enumerate((
        "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
        "september sep sept", "october oct", "november nov", "december dec",
    ), 1)
    for name in names.split()
}
DECADES = frozenset("twenties thirties forties fifties sixties seventies eighties nineties teens".split())

LABELS = frozenset(
    "section sections chapter table tables figure figures fig page pages p pp no nos number article articles act line lines "
    "step note notes footnote version volume vol issue route room rule annex appendix part level grade phase round category "
    "item question column row box highway flight platform channel paragraph para clause schedule regulation resolution "
    "unit type".split()
)
"""A number behind one of these names a thing: "Table 3"."""
YEAR_LEADS = frozenset(
    "in since by of from until till to through during before after the a and between january february march april may june "
    "july august september october november december early mid late spring summer autumn winter fall year".split()
)
NOT_TAKEN = frozenset({"not", "never", "hardly", "scarcely", "neither", "nor", "cannot", "without", "±", "versus", "vs", "except"})
"""Words that turn a bound text into something that these rules do not read."""

IDIOMS = (
    "no one", "any one", "one another", "at once", "once", "second-hand", "second hand", "second nature", "second thoughts",
    "second thought", "split second", "second to none", "first and foremost", "at first", "first of all", "first", "firstly",
    "secondly", "thirdly", "third party", "third parties", "third-party", "zero tolerance", "zero-sum", "ground zero", "half-hearted", "half way",
    "halfway", "half-way", "double check", "double-check", "double-checked", "double standard", "double standards",
    "double agent", "double-edged", "double life", "double click", "quarter-final", "quarter-finals", "semi-final",
    "on the one hand", "one day", "one by one", "one of", "one time", "one-time", "one-off", "one-sided", "one-way", "one thing",
    "third world", "second world war", "first world war", "sixth sense", "second best", "seven seas", "better half",
    "at sixes and sevens", "double entendre", "double bass", "double vision", "double take", "second guess", "second-guess",
    "half-life", "half-brother", "half-sister", "half term", "half-time", "half time", "seconded", "quarterly",
    "headquarter", "headquarters", "one or other", "one and the same", "square one", "day one", "one-size-fits-all", "first-hand",
    "one such", "one side", "third reich", "double down", "doubled down", "doubles down", "doubling down", "ten to one", "fifth column", "forty winks",
)
"""Number words that are not meant as numbers."""
