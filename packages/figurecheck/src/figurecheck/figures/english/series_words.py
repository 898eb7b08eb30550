"""English: the phrases of claims about more than one number, in the notation of `common.phrase_parser`.

Slots that are no words here are read by `series_claims`, such as ``number`` (three, 3rd, twenty-one) and ``year``.
"""

from __future__ import annotations

from figurecheck.figures.english.words import MONTHS, SUPERLATIVES

# "Worst" and "best" are in neither: of crimes the worst year is the highest, of harvests the lowest.
HIGH = frozenset(
    "largest biggest highest greatest most longest heaviest oldest busiest deadliest richest strongest costliest "
    "commonest dearest priciest top leading steepest tallest widest fullest".split()
)
LOW = frozenset("lowest smallest fewest least shortest lightest youngest poorest cheapest weakest narrowest".split())
UNSURE = SUPERLATIVES - HIGH - LOW - {"record"}
"""Superlatives that may stand for either end, such as "worst"."""
LAST, FIRST = frozenset({"oldest", "latest"}), frozenset({"youngest", "earliest"})
"""Superlatives that may name the last or the first of labels in an order, such as age groups."""
SPANS = {
    word: span
    for span in ("year", "month", "quarter", "week", "day", "decade", "half-year")
    for word in (span, f"{span}s")
}
ADJECTIVES = {"annual": "year", "yearly": "year", "monthly": "month", "quarterly": "quarter", "weekly": "week"}
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4} | {f"q{number}": number for number in range(1, 5)}
NO_STEPS = frozenset("time times occasion occasions".split())
"""What any run has, whatever its steps are called."""
NO_NOUNS = frozenset(
    """
    a all and as at by consecutive consecutively each even every for from had has have he if in into is it its last
    more most much new next not of off on only or out over past per running same since so straight successive than
    that the their them these they this those to under up via was were when which while who with
    """.split()
)
"""Words that are no noun behind a number."""
LESS = frozenset("few low little fewer lower smaller less cheaper".split())

ENDS = {"high": 1, "low": -1, "peak": 1, "highs": 1, "lows": -1, "best": 0, "worst": 0}
"""What ends "a five-year high", with its sense; whether the best is the highest depends on what is counted."""

SLOTS = {
    "span": tuple(SPANS),
    "adjective": tuple(ADJECTIVES),
    "single span": ("year", "month", "quarter", "week", "day", "decade"),
    "run": ("consecutive", "straight", "successive"),
    "behind": (
        "running", "in a row", "in succession", "on the trot", "on end", "straight", "consecutively",
    ),
    "running": ("running", "in a row", "in succession"),
    "named run": ("run", "streak"),
    "end": ("high", "low", "peak", "best", "worst"),
    "ends": tuple(ENDS),
    "at least": ("at least",),
    "many": tuple("many much high large often few low little".split()),
    "more": tuple("more higher greater larger bigger dearer fewer lower smaller less cheaper".split()),
    "quarter": tuple(QUARTERS),
    "month": tuple(MONTHS),
    "period": "[the ][{quarter}[ quarter][ of] ][{month}[.] ]{year}[-{mm:two digits}]",
    "but": ("one", "two", "three", "four"),
    "last": ("last",),
    "placing": ("ranked", "ranks", "rank", "came", "comes", "finished", "placed"),
    "lead": "[(a|the|new) [(a|the|new) [(a|the|new) ]]]",
}  # fmt: skip

NOT = ("not", "no longer", "never", "neither", "nor", "hardly", "scarcely", "without", "cannot", "isn't", "wasn't",
       "nowhere")  # fmt: skip
# Looked for before `NOT`: the one "never" that claims something.
NEVER_SO = (
    "never [(before|yet) ][been ](so|as) {many}[ before]",
    "{more} than (ever|at any time)[ before]",
    "never [(before|yet) ][been ]{more}[ than (now|then|today)]",
)
RECORD = (
    "{lead}(all-time|all time|record)~{end:ends}",
    "{lead}(all-time|all time)",
    "{lead}(new|historic|historical) {end}",
    "{lead}(records|record|unprecedented)",
)
EVER = (
    "on record", "ever[ (recorded|measured|counted|seen)]", "so far", "to date", "in history", "yet", "of all",
    "since [the ](records|counting|recording|record-keeping|series|figures|counts|count|data|measurements|measurement"
    "|it)[ (began|begin|begins|started|starts)][ in {year:four digits}]",
)  # fmt: skip
SINCE = ("since [{at least} ]{period}",)
SINCE_LABEL = ("since [{at least} ][the ]{label}",)
FIRST_TIME = ("[for ]the first time", "first time")
HIGH_OF = ("{number}~({span:single span}|{noun})~{end}",)
BEFORE_SPAN = ("(in|within|after|every|of|per) [the ][(last|past) ]",)
AFTER_SPAN = (" (ago|earlier|later|before|after|old|apart)",)
"""Around a number of years these make a time of it, and not a run: "the second time in three years"."""
EVERY = ("(every|each) {span} since {period}",)
EVERY_LABEL = ("(every|each) ({span}|{noun}) since [the ]{label}",)
ASIDE = (
    "(below|under|beneath|previous|former|earlier|prior|old|last|past|ended|ends|ending|end of|closed|closes|closing)"
    "[ (a|an|the|its|their|his|her)]",
)
"""Before a claim, these say that another value has it: below the record, the previous record, ended a run."""
REACHED = frozenset(
    "broke breaks breaking smashed smashes smashing shattered beat beats set sets setting posted posts marked".split()
)
"""Verbs between a subject and its record, which change nothing about it."""
CLEAR = ("by far", "easily", "clearly", "comfortably", "again", "once again", "once more", "also")
"""What may stand before a claim and changes nothing about it."""
# "The second-largest city, second only to Oslo": what follows names the one ahead, and claims nothing more.
ONLY_TO = ("only to ",)
THEN = ("then", "at the time", "at that time", "until then", "of its day")
JOINT = ("joint", "jointly", "tied", "ties", "equal", "shared", "co-{letter}")
FROM_END = (
    "[(joint|tied|equal) ]{number}[ place]~(from|off)~[the~](bottom|last|end|foot)",
    "[(joint|tied|equal) ]{number}~[to~]last",
    "last but {but}",
    "(penultimate|next to last)[ place]",
    "(joint|equal|tied|dead|{placing}) {last:last}",
    "in {last:last} place",
)
BOTTOM = ("[(among|in|one of|within) ][the ]bottom {number}",)
PENULTIMATE = {"one": "second", "two": "third", "three": "fourth", "four": "fifth"}
"""A place from the end by what comes after it: "last but one"."""
TOP = ("(among|in|one of|within) [the ](top {number}|{number} {superlative})",)
VAGUE = (
    "(among|one of) the [very ]{superlative}",
    "most of",
    "for the most part",
    "in[ (many|several|recent|some|a few|a couple of)] "
    "(years|months|weeks|days|quarters|decades|centuries|generations|ages)",
    "in (living memory|memory|a generation|a lifetime)",
    "next~{superlative}",
)
NTH = ("{number}~{superlative}",)
NUMBERED = ("no[.][ ]{number:one number}", "number {number:one number}", "#{number:one number}")
PLACED_BY = ("(ranks|rank|ranked|ranking|places|place|placed|comes|come|came|finished|stands|stand|leads|lead|led)",)
PLACED = (
    "[(ranks|rank|ranked|ranking|places|place|placed|comes|come|came|finished|stands|stand|in) [the ]]"
    "[(joint|tied|equal) ]{number}[ (place|position|rank)]",
)
BEHIND = (" ({span}|{noun})",)
"""What a place is said of: the fourth *round*."""
SUPERLATIVE = ("{superlative}", "(leads|lead|led)")
OF = ("[out ]of [the |all [the ]]{number}[ ({span}|{noun})]",)
# One alternative behind the number, so that it is read once.
STREAK = (
    "[{qualifier} ]{number:number or article}~[{run}~]{span}[ {behind}]",
    "[{qualifier} ]{number}~({run} {adjective}|{run}~{noun}|{adjective} {noun} {behind}|{noun} {behind}|{run}"
    "|{behind:running}|({span:single span}|{noun}) {behind:named run})",
    "(run|streak) of [{qualifier} ]{number} ({span}|{noun})",
    "for [(a|the|its) ][{qualifier} ]{number} {noun}",
)
WITHIN = (
    "(in|for|over) [the ][(last|past) ][about ][{qualifier} ]({number:number or article}~{span}|{number}~{noun})",
    "of [the ](last|past) {number} ({span}|{noun})",
)
