"""English: the words by which a sentence is held against its statistics; `factbook: sentence:` adds to them."""

from __future__ import annotations

from figurecheck.figures.common.calendar_names import find_months
from figurecheck.figures.common.nouns import ALSO_CASES, ALSO_PEOPLE, CASES, EITHER, PEOPLE, THINGS
from figurecheck.figures.english.motion_words import DOWN, DOWN_AFTER, UP, UP_AFTER

RISE = frozenset(UP - {"plus", "more", "extra", "additional", "added", "adding"}) | frozenset(
    "higher mounting mounted accelerated recovered rocketed doubled doubling tripled trebled quadrupled"
    " exceeded improved improving lengthened lengthening".split()
)
FALL = frozenset(DOWN - {"off", "minus", "less", "fewer", "sheds", "shed", "cut", "cuts"}) | frozenset(
    "lower shrinking halved halving receding dwindling worsened worsening deteriorated slowed slowing eased cooled"
    " shortened shortening".split()
)
"""Verbs, nouns and adjectives of rise and fall, anywhere near a figure."""
RISE_AFTER = frozenset(UP_AFTER | {"more", "higher"})
FALL_AFTER = frozenset(DOWN_AFTER | {"fewer", "less", "lower"})
"""The same directly behind a figure."""
GREATER = frozenset(
    "more higher larger bigger greater above over exceeds exceeded exceeding exceed outnumbered outnumber outstripped"
    " outpaced surpassed surpassing topped topping beat overtook overtaken eclipsed dwarfed outdid outdone dearer"
    " costlier longer older heavier faster stronger".split()
)
SMALLER = frozenset(
    "fewer less lower smaller below under cheaper shorter younger lighter slower weaker trailed trails lagged".split()
)
"""Between two figures, before "than"; or by themselves."""
NEEDS_THAN = frozenset(
    "more higher larger bigger greater dearer costlier longer older heavier faster stronger fewer less lower smaller"
    " cheaper shorter younger lighter slower weaker".split()
)
FIRST = (("ahead", "of"), ("followed", "by"), ("before",))
"""Between two figures of a ranking: the first is no smaller."""
LAST = (("behind",), ("short", "of"))
MULTIPLES = frozenset("twice double thrice triple half treble".split())
BETTER = frozenset("better improved improve improves improving improvement best".split())
WORSE = frozenset("worse worsened worsen worsens worsening deteriorated deteriorating worst".split())
"""Higher or lower: that hangs on what is measured."""
GOOD = tuple(
    "punctual pass surviv turnout coverage profit revenue earning satisf litera recover employ medal point win wins"
    " donation donor reliab attend graduat vaccin solved cleared complet yield approv saving attainment expectancy"
    " harvest scored reached vote votes voting intention seat seats popularity".split()
)
BAD = tuple(
    "death died dead kill fatal injur wound accident crash collision crime offence offender burglar theft homicide"
    " murder robber delay cancel complaint unemploy jobless poverty debt deficit loss emission pollut dropout truan"
    " wait infection fires flood error fault failure bankrupt insolven eviction homeless hunger response overdose"
    " suicide absen shortage backlog casualt conceded victim".split()
)
"""Beginnings of words of measures of which more is better, or worse."""
REMEDIED = tuple("solv clear surviv recover prevent avert punctual".split())
"""The same of what is done about something bad: "share of burglaries solved"."""
SERVED = frozenset("treated seen decided answered heard arrived arriving delivered paid processed resolved".split())
"""Of what is served within a time, more is better."""
RACES = tuple("race run swim sprint lap marathon metres meters hurdles best record".split())
"""Words of times that athletes take."""
SPEEDS = frozenset("slowed slowing slows slower faster quicker".split())
OF_CHANGES = frozenset("slowed slowing eased easing cooled accelerated accelerating quickened quickening".split())
"""Verbs that say of a change how it changes."""
UNMOVED = frozenset("gave give gives giving given made make makes making set ended turned took broke".split())
"""Verbs that with "up" say nothing of a rise."""
DIRECT = dict.fromkeys("cut cutting shed lost axed dismissed scrapped".split(), -1)
DIRECT |= {"laid off": -1, "laying off": -1, "gave up": -1, "giving up": -1}
DIRECT |= dict.fromkeys("hired recruited added adding gained created creating".split(), 1)
DIRECT |= {"took on": 1, "taking on": 1}
"""Directly before a change, which way it went."""
BY = frozenset("cut cuts cutting eased easing cooled slowed".split())
"""Before "by", that a change was a fall."""
GAPS = frozenset("gap gaps gulf difference distance margin lead".split())
WIDER = frozenset("widened widening widens wider opened grew grown growing".split())
CLOSER = frozenset("narrowed narrowing narrows narrower closed closing closes closer shrank shrunk shrinking".split())
PARTS = frozenset("half twice double triple thrice third thirds quarter quarters fifth fifths tenth times".split())
PART_OF = (
    ("of", "whom"), ("of", "which"), ("of", "them"), ("of", "these"), ("of", "those"), ("among", "them"),
    ("including",), ("includes",), ("included",), ("among", "whom"), ("among", "these"),
)  # fmt: skip
"""Between two figures: the second is a part of the first."""
WHOLE_BEFORE = (("of",), ("out", "of"), ("among",))
"""Between two figures, and nothing else but articles: the first is a part of the second."""
TOGETHER = frozenset("together altogether combined jointly".split())
REST = (("the", "rest"), ("the", "remaining"), ("the", "remainder"), ("the", "others"), ("the", "other"))
HIGHEST = frozenset("highest largest biggest greatest peak peaked".split())
LOWEST = frozenset("lowest smallest fewest trough bottomed".split())
BUSIEST = frozenset({"busiest"})
QUIETEST = frozenset({"quietest"})
POPULAR = frozenset("popular common frequent numerous populous visited used borrowed read watched crowded".split())
"""Behind "most" and "least": of which of a count that is the highest."""
PEAKS = frozenset("peak peaked trough bottomed".split())
"""Superlatives that have their figure right behind them: "a peak of 31"."""
AMOUNTS = frozenset(
    "number share rate figure total level value amount count sum proportion percentage result annual monthly yearly"
    " quarterly".split()
)
"""Nouns of a superlative that is said of the figure: "the lowest number in six years"."""
FORMER = frozenset("once formerly previously long then traditionally usually normally almost nearly not".split())
"""Before a superlative in its clause: it is not said of now, or not said."""
NO_EXTREME = frozenset("second third fourth fifth second- third- next among one two three nearly almost".split())
EXCEPT = frozenset("except outside apart bar excluding besides other after behind single".split())
OF_TIME = frozenset("since ever yet record years decade decades year time history memory".split())
WIDE = frozenset(
    "national nationally nationwide nation country overall total whole all both together elsewhere other others"
    " neighbour neighbours rival rivals average region-wide worldwide".split()
)
"""Words of a sentence that is about more than what its heading names."""
KINDS = frozenset(
    "group contingent market share bloc category cause source party customer supplier buyer exporter importer producer"
    " employer contributor".split()
)
"""Nouns of which the largest has the highest number."""
LASTING = frozenset("since ever record decade decades history".split())
OF_GROUPS = frozenset("any all among country region operators regions cities countries parties".split())
"""Behind a superlative: among which values it is meant."""
NEGATIONS = frozenset(
    "not no never neither nor without hardly nothing none nobody nowhere seldom rarely cannot n't".split()
)
# A month or a year behind one of these is when something appeared, and not what the figure is of.
PUBLISHED = frozenset(
    "article articles paper papers report reports study studies survey surveys book"
    " books census table tables estimate estimates forecast forecasts plan plans budget edition review white release"
    " release's yearbook almanac statement said says reported published wrote announced".split()
)
LAWS = frozenset("law laws act acts bill bills treaty treaties ruling decree".split())
"""Of the year in which they were made; what is counted under them may be of any later one."""
PARTICIPLES = frozenset("born built begun bought cut drawn given held known led made run set sold taken won".split())
"""Those that do not end in -ed, with which a clause about the subject opens: "born in 1985, she ..."."""
BASE = frozenset("than since from against versus vs over unlike compared relative above below short behind".split())
LOOSE = frozenset(
    "before until till after whose as because although though despite once except excluding bar besides".split()
)
"""Words that lead to a period which the figure need not be of."""
SKIPPED = frozenset(
    "in the of a an during throughout for on at with to year years month months whole full calendar that those figure"
    " figures level levels total count record all early late mid by around about end start beginning only just back"
    " was were is been had it what already still its their".split()
)
"""Words between a preposition and its period that change nothing."""
CLAUSES = frozenset(
    "and but while whereas or which who where when as because so since though although yet then after before".split()
)
"""Behind a comma, these open a clause of its own."""
SUBORDINATE = frozenset(
    "when while as because although though if since after before whereas despite once unless".split()
)
JOINTS = frozenset("and or but while than to from against versus compared after by nor yet plus".split())
LIST_WORDS = frozenset("and or to from then , & respectively / plus".split())
COUNTERPART = frozenset(
    "than compared from against versus after before over unlike instead exceeded above below".split()
)
"""A figure behind one of these is compared with the one before it, and need not be of its period."""
_TIMES = "year season campaign quarter month week day weekend fortnight night decade century"
TIMES = frozenset(f"{unit}{end}" for unit in f"{_TIMES} time".split() for end in ("", "s"))
"""Units by which a text counts time, in the singular and the plural."""
TIME = rf"(?:{'|'.join(f'{unit}s?' for unit in f'{_TIMES} time'.split())})"
"""The same as a pattern."""
_BACK = (
    "the {} before", "the {} earlier", "the {} previously", "the previous {}", "the preceding {}", "the prior {}",
    "a {} before", "a {} earlier", "a {} ago", "one {} earlier",
)  # fmt: skip
_ON = (
    "the {} after", "the {} following", "the following {}", "the next {}", "a {} later", "a {} on", "one {} later",
)  # fmt: skip


def _step(phrases: tuple[str, ...], *units: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(one.format(unit).split()) for unit in units for one in phrases)


_YEARS = ("year", "season", "campaign")
_MONTHS = (("12", "months"), ("twelve", "months"))
YEAR_BEFORE = (*_step(_BACK, *_YEARS), *((*months, "earlier") for months in _MONTHS))
QUARTER_BEFORE = _step(_BACK, "quarter")
MONTH_BEFORE = _step(_BACK, "month")
YEAR_AFTER = (*_step(_ON, *_YEARS), *((*months, "later") for months in _MONTHS))
QUARTER_AFTER = _step(_ON, "quarter")
MONTH_AFTER = _step(_ON, "month")
SAME = (
    ("that", "year"),
    ("the", "same", "year"),
    ("that", "month"),
    ("the", "same", "month"),
    ("the", "same", "period"),
    ("the", "same", "quarter"),
    ("the", "same", "half"),
)
ABOUT = frozenset("about around nearly almost some over under than roughly within just only every".split())
"""Before a number of years: it is not exact."""
HALVES = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "last": 2}
QUARTERS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "last": 4,
    "final": 4,
}
COUNTED: dict[str, dict[str, str]] = {
    "law": {
        "counted": "count record register report identif catch detect apprehend arrest detain caught",
        "charged": "charge indict prosecuted accus",
        "convicted": "convict sentenc jail imprison guilt",
        "acquitted": "acquit",
        "deported": "deport extradit",
    },
    "harm": {
        "killed": "kill die dead death fatal lethal murder lives",
        "injured": "injur hurt wound",
        "missing": "missing",
        "surviving": "surviv",
        "accident": "accident crash collision",
    },
    "severity": {"serious": "serious sever", "slight": "slight minor"},
    "life": {"births": "birth born", "deaths": "death die dead"},
    "trade": {"exports": "export", "imports": "import"},
    "business": {"revenue": "revenue turnover sale", "profit": "profit earning", "loss": "loss"},
    "money": {"spent": "spend spent expenditure outlay", "budget": "budget allocat earmark pledg"},
    "goods": {"seized": "seiz confiscat", "destroyed": "destroy", "sold": "sold sell"},
    "application": {
        "applied": "applied application applicant",
        "granted": "grant approv admit admission accept",
        "rejected": "reject refus deni",
    },
    "school": {"pupils": "pupil student schoolchild", "teachers": "teacher"},
    "care": {"patients": "patient", "staff": "doctor nurse"},
    "queue": {"waiting": "waiting wait", "treated": "treated"},
    "migration": {
        "in": "immigra arriv settl newcomer inflow",
        "out": "emigra depart outflow left leav",
    },
    "offence": {
        "burglary": "burgl",
        "robbery": "robber robbed mugg",
        "homicide": "homicid murder manslaughter",
        "assault": "assault",
        "fraud": "fraud scam",
        "arson": "arson",
    },
    "crime": {"offenders": "offender perpetrator suspect dealer", "victims": "victim"},
}
"""Families of what may be counted, with the beginnings of each member's words; other languages have the same keys."""
OPPOSITES: tuple[tuple[str, str], ...] = (
    ("largest", "smallest"), ("biggest", "smallest"), ("highest", "lowest"), ("most", "fewest"), ("most", "least"),
    ("best", "worst"), ("longest", "shortest"), ("earliest", "latest"), ("first", "last"), ("maximum", "minimum"),
    ("men", "women"), ("male", "female"), ("boys", "girls"), ("import", "export"), ("arrival", "departure"),
    ("rural", "urban"), ("win", "loss"), ("above", "below"), ("rise", "fall"), ("increase", "decrease"),
    ("increase", "decline"), ("gain", "loss"), ("older", "younger"), ("public", "private"), ("oldest", "youngest"),
    ("dearer", "cheaper"), ("heavier", "lighter"), ("richer", "poorer"), ("dearest", "cheapest"),
    ("richest", "poorest"), ("home", "away"), ("surplus", "deficit"), ("over", "under"), ("pass", "fail"),
    ("scored", "conceded"), ("granted", "refused"), ("granted", "rejected"), ("granted", "denied"),
    ("approved", "rejected"), ("favour", "opposed"), ("favour", "oppose"), ("support", "oppose"),
    ("support", "opposed"), ("against", "supported"), ("against", "backed"), ("against", "favour"),
)  # fmt: skip
"""Where the statistic's own words have one, the sentence may not have the other in its place."""
NOUNS = PEOPLE | ALSO_PEOPLE | CASES | ALSO_CASES | EITHER | THINGS.keys()
"""Nouns of what can be counted, which stand right behind a number, and not behind a percentage."""
VERBS = frozenset(
    "rose fell grew shrank climbed dropped doubled tripled trebled quadrupled halved declined increased decreased led"
    " topped jumped plunged surged slipped sank soared slumped gained lost".split()
)
"""Verbs with which a printed figure may begin: "fell 16.6%"."""
PREPOSITIONS = frozenset("from to of by with than at for in between the a an about under over among".split())
AFTER_FIGURE = frozenset(
    "of in for to at on by from with than and or but as is was are were had has have that which who whom whose so far"
    " since when while where because after before until then too also more fewer less higher lower up down each per"
    " ago later earlier again altogether together combined over under above below against between among points point"
    " percentage through during without within not nor only there here it they this these those now still"
    " already".split()
)
"""Words behind a figure that are no noun of it."""
SAYS_LITTLE = (
    RISE | FALL | VERBS | AFTER_FIGURE | PREPOSITIONS | HIGHEST | LOWEST | AMOUNTS | OF_TIME | ABOUT
    | SUBORDINATE | SKIPPED | BASE
    | {month.casefold() for month in find_months("en")}
    | frozenset(
        "all any change changes counts counted cases day days everyone figures hold month months other part people"
        " recorded report reported reports row several week weeks".split()
    )
)  # fmt: skip
"""Words of many a statistic that name nothing that is counted."""
