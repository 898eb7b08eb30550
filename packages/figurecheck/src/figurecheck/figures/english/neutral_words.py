"""English: the words beside a figure that change nothing about it.

Every other word of a bound text must be read by the grammar, or name what the statistic counts (`english.unread`).
"""

from __future__ import annotations

from figurecheck.figures.common.calendar_names import find_months, find_short_months, find_weekdays
from figurecheck.figures.english.verb_forms import conjugate_all

FUNCTION = frozenset(
    """
    out across amid into onto throughout via despite inside a an the this that these those such each every all both
    any some its their his her our your my whose it they he she we you them him i who which what there here is are
    was were be been being am has have had having do does did will would shall should can could may might must of in
    on at for with to from by as and so then also too even still now yet only just already ever once when where while
    since until till during after before because if whether although though one age ages aged no number top
    magnitude category 's s 've 're 'd 'll et al
    """.split()
)
"""Articles, pronouns, auxiliaries, prepositions and conjunctions."""
AFTER_ONLY = frozenset(
    """
    above across against along alongside amid among amongst around back behind below beside between beyond despite
    following inside into near off onto out outside over past per than through throughout under up upon versus via
    within aged old but however
    """.split()
)
"""Prepositions that say nothing of a figure before them, and would qualify one behind them."""
TIMES = frozenset(
    """
    year years month months week weeks day days quarter quarters hour hours decade decades century season seasons
    yearly annual annually monthly weekly daily quarterly half fiscal calendar financial today yesterday tomorrow
    tonight morning evening night afternoon summer winter spring autumn ago earlier later previous previously prior
    past last next latest recent recently current currently new early late mid yoy qoq mom y-o-y year-on-year
    month-on-month quarter-on-quarter year-over-year week-on-week period time times date
    """.split()
) | frozenset(
    name.lower() for names in (find_months("en"), find_short_months("en"), find_weekdays("en")) for name in names
)
"""Words of time; which period is meant is held against the statistic by the check of the sentence."""
COUNTING = frozenset(
    """
    total totals totaled totalled totaling totalling overall altogether combined cumulative aggregate together
    number numbers figure figures count counts tally toll sum amount amounts volume quantity level levels size value
    rate rates share shares proportion percentage ratio portion average averages averaging mean median score
    estimate estimates estimated projected forecast forecasts expected official officially record records roughly
    whole entire full single different separate individual respective respectively
    """.split()
)
"""Words that announce a number, or say how it was found."""
VERBS = conjugate_all(
    """
    record report register log count see show stand reach total say tell announce confirm publish find become remain
    stay stick hover plateau peak linger settle sit beat defeat thrash come go amount make get take leave set put
    kill die injure wound arrest detain hold charge convict jail sentence prosecute indict deport admit treat test
    seize catch book refer win earn pay spend cost sell buy produce generate receive attract draw include account
    represent comprise live employ issue file involve affect value price measure weigh cover last rank place finish
    calculate base need require open close launch build use lose claim fine support oppose favour favor vote elect
    approve reject serve host visit attend travel walk run drive fly sail carry house shelter evacuate rescue save
    displace flee damage destroy burn flood hospitalise hospitalize infect vaccinate donate invest borrow lend owe
    own rent deliver ship export import process handle clear complete sign order recruit hire train enrol graduate
    apply grant award collect contain feature span stretch average score net bag commit play start begin call name
    list estimate expect forecast predict survey poll ask interview welcome scorch greet invite uncover confiscate
    intercept recover dismantle recall suspend investigate shut strand delay cancel cast tally uphold dismiss quash
    overturn hold rule acquit exonerate pardon parole evict expel ban inspect audit lead bat bowl summon subpoena
    extradite acquitted acquitting perform convert operate
    """.split()
) | frozenset(
    """
    bottomed bottoming bottoms backed backing worth admitting admitted born according compared due dead based linked
    totalling totalled
    """.split()
)
"""Verbs of recording, of being at a level, and of what is done to those who are counted; none moves a figure."""
NAMING = frozenset(
    """
    authorities officials government ministry data statistics agency office bureau survey poll report study people
    persons person men women children adults others respondents
    """.split()
)
"""Who says it, and who is meant."""
EMPHASIS = frozenset(
    """
    anywhere somewhere joint tied equal whopping staggering massive huge enormous mere merely fully paltry hefty
    slim tiny impressive eye-watering meagre meager astonishing solid healthy astounding colossal unprecedented
    anything stunning remarkable respectable sobering shocking good cool modest comfortable stubborn dismal
    annualised annualized seasonally adjusted nominal gross net provisional preliminary real actual initial final
    revised
    """.split()
)
"""Adjectives that judge a figure or say how it was computed, without moving it."""
BEFORE_ONLY = frozenset("hit hits hitting".split())
"""Verbs of reaching a level that behind a figure are nouns of fall."""
NEUTRAL = BEFORE_ONLY | EMPHASIS | FUNCTION | TIMES | COUNTING | VERBS | NAMING
NEUTRAL_BEHIND = (NEUTRAL | AFTER_ONLY) - BEFORE_ONLY
BEHIND_NUMBERS = NEUTRAL_BEHIND - {word for word in VERBS if word.endswith("s") and not word.endswith("ss")}
"""Of many the verb has no s, so that those of "14,300 visits" are nouns."""
OPENERS = (FUNCTION | AFTER_ONLY) - {
    "one",
    "age",
    "ages",
    "aged",
    "no",
    "number",
    "top",
    "every",
    "magnitude",
    "category",
}
"""Words behind which a noun phrase says where, when or of whom."""
FINITE = (
    VERBS
    | BEFORE_ONLY
    | frozenset("is are was were has have had will would can could may might must did does do".split())
)
"""Verbs before which any noun is the subject."""
LEVELS = frozenset(
    """
    rating ratings shareholding holding reward rewards sentiment pass success failure dropout survival error
    discrepancy split division lead rate rates share shares majority majorities minority stake stakes turnout
    inflation margin margins level levels approval support unemployment employment participation interest tariff
    tariffs tax taxes levy duty vat yield yields probability chance chances likelihood odds risk risks confidence
    capacity occupancy ownership coverage literacy mortality target ceiling threshold floor limit cap quota
    concentration purity efficacy efficiency effectiveness accuracy vote votes score scores grade mark advantage gap
    interval commission fee fees coupon dividend return returns weight weighting tolerance humidity alcohol note notes
    coin banknote bailout package project stadium ransom jackpot bounty bid takeover scheme programme program lawsuit
    settlement claim ticket house home car plan gift rebate subsidy credit line facility fine debt debts turnover
    revenue revenues sales budget deal deals loan loans profit profits income salary price prices bill fund funding
    investment bond bonds spending contract pay wage wages payout bonus grant aid damages value valuation population
    speed speeds temperature temperatures height depth length width area distance strength life age output wealth
    estate portfolio order orders backlog reserves deposit pension proportion portion part parts ratio slice chunk
    segment version reading estimate figure swing
    """.split()
)
"""Heads of noun phrases that a percentage stands before: "a 51% majority", "a 7.4% unemployment rate"."""
REACHING = frozenset(
    """
    edged swung knocked wiped took ticked crept nudged inched went going shot came drifted trended marked bid pushed
    sent driven drove pulled dragged brought revised adjusted edging ticking creeping nudging inching drifting
    trending picked perked picks edges ticks creeps inches
    """.split()
)
"""Verbs that need a particle or a comparative to say which way: "edged up", "ticked lower"."""
UNCHANGED_BY = frozenset("sharp sharply steep steeply slight slightly steady steadily dramatic dramatically".split())
