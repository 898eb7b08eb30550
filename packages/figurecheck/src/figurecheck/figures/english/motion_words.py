"""English: words of rise and fall. Verbs are listed by their base, and `verb_forms` derives the others.

Words of which it is not certain which way they move a figure ("worsened", "moved", "corrected") are in no table: beside
a figure they are not understood, so that no wrong direction passes.
"""

from __future__ import annotations

from figurecheck.figures.english.verb_forms import compare, conjugate_all

_FALL = """
    contract cut decline decrease diminish dip drop dwindle ease fall halve lose lower plummet plunge recede reduce
    retreat shrink sink slide slip slump tumble slash trim shed pare depreciate weaken soften narrow crash collapse
    crater dive nosedive cool slow erode tank deplete ebb wane abate subside slacken backslide curtail curb axe
    devalue downsize downgrade deflate decelerate lessen lag regress relapse nose-dive sag swoon tail taper topple
    tighten crumple crumble cave evaporate implode hemorrhage haemorrhage shave fade falter melt drain sap chop clip
    hack dock vanish flop thin moderate scale whittle winnow dent discount lop prune withdraw backtrack skid stumble
    wilt wither
"""
_RISE = """
    add advance boost climb expand gain grow increase jump leap raise rally rise soar spike surge swell widen
    rebound balloon skyrocket rocket hike lift appreciate strengthen accelerate accrue accumulate amplify augment
    bolster bulge burgeon catapult elevate enlarge escalate explode heighten inflate intensify mount multiply
    mushroom proliferate ratchet snowball sprout sprint spurt upsize upscale vault zoom bounce recover quicken
    outgrow creep heat lengthen broaden deepen thicken magnify revive
"""
# The base of these is a noun, an adjective or a preposition far more often than a verb of motion.
_NO_BASE = frozenset(
    """
    tank dive cool slow narrow ease crash crater trim mount scale tail lag bulge heat spring sprint spurt cave
    discount dent prune lower bounce multiply explode tighten withdraw drain melt chop clip hack dock flop thin
    moderate
    """.split()
)
# These forms say something else of a figure: "mounting 5", "discounted", "tightened security", "scales".
_LEFT_OUT = frozenset(
    """
    mounts mounting scales scaling tails tailing tailed lags caves discounts discounting discounted dents prunes
    heats heating heated tightens tightening tightened deepens deepened deepening thickens thickened multiplied
    multiplies multiplying withdraws withdrew withdrawn withdrawing accrues accrued explodes exploding scaled
    cooling slowing lengthens
    """.split()
)


def _verbs(bases: str) -> frozenset[str]:
    listed = frozenset(bases.split())
    return conjugate_all(listed) - _NO_BASE - _LEFT_OUT


_FALL_NOUNS = frozenset(
    """
    contraction cut cuts decline declines decrease decreases dip dips drop drops fall falls loss losses plunge
    plunges reduction reductions slide slump slumps slowdown downturn shrinkage crash collapse haircut haircuts
    shortfall shortfalls deficit deficits outflow outflows pullback pullbacks selloff selloffs sell-off sell-offs
    nosedive tumble retreat setback setbacks erosion attrition deterioration devaluation depreciation writedown
    writedowns write-down write-downs write-off write-offs clawback markdown markdowns rollback rollbacks cutback
    cutbacks downgrade drawdown drawdowns decay weakening softening tightening cooling slowing narrowing
    deceleration recession slippage plummet dive shave correction corrections exodus drain squeeze leakage rout
    meltdown swoon hit retrenchment wipeout clampdown shortage shortages drop-off drop-offs fall-off tail-off
    pull-back cut-back mark-down roll-back draw-down run-off
    """.split()
)
_RISE_NOUNS = frozenset(
    """
    climb expansion gain gains growth hike hikes increase increases jump jumps leap leaps rise rises spike spikes
    surge surges upturn upswing uptick upticks rebound rebounds rally boost boosts raise raises inflow inflows
    surplus surpluses acceleration appreciation escalation widening strengthening recovery markup mark-up windfall
    windfalls influx uplift upgrade bump upsurge increment increments pick-up pickup step-up run-up bounce-back
    """.split()
)
_FALL_ADJECTIVES = (
    "cheap slow poor young light low small short weak narrow cool cold thin shallow quiet dry lean few slim tiny brief "
    "rare scarce sparse dull soft slack mild meek calm"
)
_RISE_ADJECTIVES = (
    "big great heavy high large long strong wide dear pricey costly rich fast tall broad thick hot warm deep loud "
    "steep bright old hefty bulky"
)
FALL_COMPARATIVES = frozenset(map(compare, _FALL_ADJECTIVES.split())) | {"less"}
RISE_COMPARATIVES = frozenset(map(compare, _RISE_ADJECTIVES.split())) | {"more"}
UNDER = frozenset("undervalued underpriced undervaluation underweight understated underestimated".split())
OVER = frozenset("overvalued overpriced overvaluation overweight overstated overestimated".split())
"""On which side of a measure something lies: "undervalued by 48%"."""
DOWN = (
    _verbs(_FALL)
    | {"contraction", "reduction", "reductions", "decline", "declines", "loss", "losses"}
    | FALL_COMPARATIVES
    | UNDER
    | frozenset("down lower minus less fewer off downward downwards shortfall deficit outflow".split())
)
"""Words before a figure by which it falls."""
UP = (
    _verbs(_RISE)
    | {"expansion", "growth", "gain", "gains", "upturn"}
    | (RISE_COMPARATIVES - {"older"})
    | OVER
    | frozenset("additional extra plus up upped upward upwards".split())
)
"""Words before a figure by which it rises."""
DOWN_AFTER = (_FALL_NOUNS | FALL_COMPARATIVES | UNDER) | frozenset("below down under off ↓ ▼".split())
"""Words of fall that may follow the figure: "16.6% fewer"."""
UP_AFTER = (_RISE_NOUNS | OVER | RISE_COMPARATIVES - {"older"}) | frozenset("above additional extra up ↑ ▲".split())
"""Words of rise that may follow the figure: "a 16.6% rise"."""
TAKES_AWAY = conjugate_all("cut shed lose axe slash trim lop chop reduce drop".split()) | frozenset(
    """
    loss losses deficit deficits shortfall shortfalls outflow outflows shortage shortages leakage writedown
    writedowns write-down write-downs write-off write-offs clawback drawdown drawdowns draw-down cutback cutbacks
    cut-back hit setback setbacks squeeze haircut markdown mark-down
    """.split()
)
"""Words of fall that may name what was taken away, or is missing, by its size: "cut 4,000 jobs", "a $2bn deficit"."""
LOSSES = frozenset("loss losses deficit deficits shortfall shortfalls".split())
"""What is below zero, whichever way it moves: "swung to a $4m loss"."""
GOES = frozenset("went gone moved changed shifted swung developed evolved".split())
"""Verbs of motion that name no direction: "went from 15 to 37"; what goes from 15 to 37 may be a range."""
SPEEDS = {"faster": -1, "slower": 1}
"""Of a span of time, the faster is the shorter one: "two seconds faster"."""
NOUNS_OF = dict.fromkeys(sorted(_FALL_NOUNS), -1) | dict.fromkeys(sorted(_RISE_NOUNS), 1)
"""Nouns of motion by their direction, which a figure may follow: "a haircut of 12%"."""
SIDES_AFTER = frozenset("off above additional below down extra under up".split())
"""Of the words behind a figure, those that say nothing behind a plain number ("762, up from 370")."""
EVENTS_AFTER = frozenset(
    (_FALL_NOUNS | _RISE_NOUNS)
    - frozenset(
        """
        contraction decline declines decrease decreases dip drop drops fall falls plunge reduction reductions slide
        slowdown slump climb expansion growth hike increase increases jump leap rise rises spike surge upturn
        """.split()
    )
)
"""Nouns that a plain number counts ("12 crashes"), and that move a percentage or money ("a $3bn shortfall")."""
