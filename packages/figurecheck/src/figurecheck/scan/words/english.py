"""English: the phrases by which a text is checked against itself and its periods are read.

They are in the notation of `figures.common.phrase_parser`; `words.tables` has the slots that are no words here.
"""

from __future__ import annotations

SLOTS = {
    "rise": ("up", "rise", "increase", "gain"),
    "fall": ("down", "fall", "decrease", "drop", "decline"),
    "rose": tuple("rose risen rising grew grown climbed increased jumped surged soared".split()),
    "fell": tuple("fell fallen dropped declined decreased shrank plunged plummeted".split()),
    "times": ("doubled", "tripled", "trebled", "quadrupled", "halved"),
    "all of": "[(the|its|their|all|those) [(the|its|their|all|those) [(the|its|their|all|those) ]]]",
}

PHRASES: dict[str, tuple[str, ...]] = {
    # sums: a colon, or words that promise a full list, between the total and its parts
    "list opens": ("{four words}_(:|[,] (made up of|consisting of|comprising|namely|split into))_{two words}_",),
    # A comma or a bracket promises nothing; it is enough only for two groups that leave nobody out, such as men and
    # women.
    "list may open": (r"{four words}_(,|\(|–|—|:|-)_{two words}_",),
    "parts join": ("{four words}_(,|，|·|/|;|and|plus|,_and)_{three words}_",),
    "total follows": (
        r"{four words}_[,|\(|:|–|—|-]_[for |making |or |which makes ](a total of|totalling|totaling|adding up to) ",
    ),
    "in all": ("{two more words} (in all|in total|altogether|all told)",),
    # Any of these says that the list is not complete, that it overlaps, or that it compares.
    "open-ended": (
        "includ{ending}", "among", "such as", "for example", "e.g", "at least", "mostly", "mainly", "some", "others",
        "other", "both", "respectively", "per", "each", "average", "record", "than", "versus", "against", "compared",
        "overlap{ending}", "unknown", "up", "down",
    ),
    "the rest": (r"(the (remaining|other|rest[,])|remaining)_[\(]",),
    # shares: words between the share and its total ("29.1% of all the 12")
    "of": (" of {all of}",),
    "out of": ("{one more word} [out ]of {all of}",),
    "that is": (r"{three more words}_(\(|, or |, that is[,] |, i.e.[,] )_",),
    "share opens": (r"(,|;|:|\()_(of|among|out of) {all of}",),
    "share follows": ("{three more words}_, ",),
    # "35% more than in 2019" and "29.1% of voters" behind a total are shares of something else.
    "other base": ("_(points|point|of|in|more|less|fewer|higher|lower)",),
    "n is": ("n_=_",),
    # A weighted share need not be a count over the total.
    "weighted": ("weight{ending}",),
    "mean": ("mean", "average", "averaged"),
    "integer": ("integer", "integers", "whole~(number|numbers|point|points)"),
    # changes: between the ends may stand a noun and a year ("from 762 people in 2019 to 370")
    "to": ("{one more word}[ in {four digits}] to [{word} ]",),
    "from": ("from [{word} ]",),
    # Between the end and the percentage: "to 250, up 25%", "to 250 cases in 2024, a rise of 25%". Anything longer may
    # be about something else: "to 250, and fines were up 30%".
    "by": (
        r"{two more words}[ in {four digits}]_[\(|,]_"
        "[up|down|a (rise|fall|drop|gain|decline) of|(a|an) (increase|decrease) of][ by]_",
    ),
    "way": ("({rise}|{fall})",),
    "moved from": ("({rose}|{fell}|{times}) from ",),
    # "Nearly doubled" and "never doubled" are other claims than "doubled".
    "nearly": ("(nearly|almost|about|roughly|over|than|quite|virtually|not|never|have|would) ",),
    # A team that rose from 9 to 3 in the ranking rose, though the number fell.
    "ranked": ("(rank|place|position|world number|seed){ending}",),
    "between ends": ("to",),
    "from to": (" _to _",),
    # orders
    "years": ("(between _{a:year} _and|from _{a:year} _(to|until|through)) _{end:year}",),
    "ages": (
        "between _the _ages _of _{a:age} _and _{end:age}",
        "aged _[(from|between) _]{a:age} _(to|and) _{end:age}",
    ),
    # Behind the end no "BC" (years run backwards there) and no noun that makes it a count: "from 1950 to 1200 people".
    "no years": ("_(bc|bce)", "_%", "_[{word}] _(people|cases|years)"),
    # "Looked back from 2019 to 2017" runs backwards on purpose.
    "back": ("back",),
    # contradictions: a text that speaks of a correction or another source prints two values on purpose
    "revised": ("according",),
    "other": ("later", "another", "second", "other"),
    "source": ("(report|source|table|count){ending}",),
    # numbers of a text
    "more than": ("(more|less|fewer|higher|lower|larger|smaller|greater) than",),
    "make": ("(make|makes|made|making) ",),
    # tables: one with such a row adds up in a way of its own
    "subtotal": ("of which", "including", "thereof"),
    # changes of statistics: what they are measured from
    "from the year before": (
        "(annual|yearly|year~on~year)", "(on|from|over|than|in) (the|a) year[ before| earlier]", "previous year",
        "year (before|earlier)",
    ),
    "from the quarter before": (
        "(quarterly|quarter~on~quarter)", "(on|from|over|than|in) (the|a) quarter[ before]", "previous quarter",
    ),
    "from the month before": (
        "(monthly|month~on~month)", "(on|from|over|than|in) (the|a) month[ before]", "previous month",
    ),
    "per": ("per", "for each", "for every"),
}  # fmt: skip

STEMS: dict[str, tuple[str, ...]] = {
    "weighted": ("adjusted", "estimate"),
    "revised": (
        "revis", "correct", "preliminar", "provisional", "earlier", "initial", "wrong", "instead", "original",
        "first said", "first reported", "first put",
    ),
    "subtotal": ("subtotal", "sub-total"),
}  # fmt: skip
"""Pieces of words that are looked for within words as well."""
TOTALS = frozenset({"total", "totals", "grand total", "sum"})
HALVES_OF_ALL = (
    ({"men", "man", "males", "male"}, {"women", "woman", "females", "female"}),
    ({"boys", "boy"}, {"girls", "girl"}),
    ({"koreans"}, {"foreigners"}),
)
"""Pairs of groups that together leave nobody out."""
IRREGULAR = {
    form: root
    for root, forms in {
        "rise": "rose risen", "fall": "fell fallen", "growth": "grew grow grown growing", "see": "saw seen",
        "steal": "stole stolen", "birth": "born", "death": "died dead dying", "sell": "sold", "buy": "bought",
        "spend": "spent", "lose": "lost", "pay": "paid", "build": "built", "begin": "began begun",
        "drive": "drove driven", "bus": "buses",
        "win": "won", "shrink": "shrank shrunk", "sink": "sank sunk", "take": "took taken",
        "give": "gave given", "hold": "held", "choose": "chose chosen", "drink": "drank drunk", "fly": "flew flown",
        "catch": "caught", "find": "found", "make": "made", "bring": "brought", "send": "sent", "leave": "left",
        "keep": "kept", "get": "got", "write": "written wrote", "shoot": "shot", "break": "broke broken",
        "strike": "struck", "seek": "sought",
    }.items()
    for form in forms.split()
}  # fmt: skip
"""Forms of verbs and nouns that share no ending with the word by which a statistic may name the same thing."""
REFERRING = frozenset("it its they them their those these whom".split())
REFERRING_NOUNS = frozenset("number figure rate share total proportion count level".split())
"""With "the" before them these refer back to what was named before."""
NEUTRAL = frozenset(
    "total overall annual official recorded reported registered estimated latest average new all such other main"
    " number numbers count share rate figure figures amount level proportion percentage additional further saw counted"
    " logged investigated handled faced treated answered employed employs has had said about nearly almost around some"
    " roughly only just over under more fewer most median monthly quarterly yearly every each".split()
)
"""Words before a noun that narrow it to no other thing than the statistic's."""
OPENERS = frozenset(
    "however meanwhile overall nearly another both since although though despite while whereas across among during"
    " after before by of last this that these those there it they we he she our most many few several one two three"
    " only even still yet thus hence today yesterday later earlier elsewhere together altogether nationwide what when"
    " where how why no not nobody nothing everyone somebody such according per crime data figures statistics".split()
)
"""Words that open a sentence with a capital and are no names."""
WHOLES = frozenset(
    "them it us last this same kind sort age year month time day week total country nation whole previou preced"
    " previous preceding following next current prior earlier".split()
)
"""Words after "of" that narrow nothing: "most of them", "of last year"."""
PARTING = frozenset("from against than versus compared while whereas but to ; ( ) when after before".split())
"""Between two numbers: they are of two clauses, or one is compared with the other."""
WISHES = frozenset(
    "need needs want wants wanted lack lacks seek seeks sought require requires aim aims hope hopes hoped plan plans"
    " intend intends pledge pledges pledged promise promises promised demand demands demanded propose proposes proposed"
    " should must could would".split()
)
"""Before a number: it is of what is needed or wanted, which no statistic measures."""
