"""English: the phrases that qualify a figure, and those that contain a number word but no number."""

from __future__ import annotations

from figurecheck.figures.common.word_table import phrases

_UNDER = phrases("under, below, less than, fewer than, shy of, short of, lower than, smaller than, south of, beneath")
_OVER = phrases("over, above, more than, in excess of, higher than, greater than, larger than, north of, past, beyond")
# By little, as newsrooms say it: "a tad over 70%".
_LITTLE = phrases(
    "a tad, a touch, a bit, a shade, a little, a smidgen, a smidge, a fraction, a notch, a tick, a trifle, slightly"
)
_LITTLE += phrases("marginally, modestly, moderately, somewhat, ever so slightly, a whit, a mite, a dash, a squeak")
# By hardly anything, with half the tolerance.
_HARDLY = phrases(
    "a whisker, a hair, a hair's breadth, a sliver, fractionally, narrowly, barely, a hairsbreadth, a gnat's"
)
_HARDLY += phrases(
    "infinitesimally, a nose, a cat's whisker, imperceptibly, minimally, by a whisker, by a hair, a breath"
)


def _margins(sides: tuple[str, ...]) -> tuple[str, ...]:
    """Return "a tad over" and its like, of a few words each; below a figure the tolerance is narrow in any case."""
    words = _LITTLE if sides is _OVER else _LITTLE + _HARDLY
    return tuple(f"{word} {side}" for word in words for side in sides)


def _barely(sides: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{word} {side}" for word in _HARDLY for side in sides)


# The names are those of `common.qualifiers`, which has test and tolerance of each. A word may be in one row only, since
# the grammar takes the first that has it; `tests/figures/test_rules.py` checks this.
QUALIFIERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "about": (
        phrases("""
            about, around, roughly, some, approximately, approx, approx., circa, c., ca., ~, ≈, an estimated,
            estimated, estimated at, in the region of, in the order of, of the order of, on the order of, somewhere
            around, something like, more or less, broadly, at about, at around, in the neighborhood of, in the
            neighbourhood of, give or take, an approximate, very roughly, just about, somewhere in
            the region of, around about, barely
            """),
        phrases("""
            or so, or thereabouts, give or take, approximately, or about, more or less, roughly, ish, -ish
            """),
    ),
    "nearly": (
        (
            *_margins(_UNDER),
            *phrases("""
            nearly, almost, as good as,
            just under, just below, just short of, just less than, just fewer than, approaching,
            nearing, virtually, not quite, practically, very nearly, just shy of, shy of, verging on, short of, only
            just under, nigh on, getting on for, coming up to, pushing, knocking on, fast approaching
            """),
        ),
        phrases(""),
    ),
    "just over": (
        (
            *_margins(_OVER),
            *phrases("""
            just over, just above, just more than, only just over, only just above, little more than, just past, a good
            """),
        ),
        phrases("and change, and a bit"),
    ),
    "close to": (phrases("close to, close on, very close to, coming close to, near, near to, in the vicinity of"), ()),
    "the best part of": (phrases("the best part of, the better part of, the bulk of, best part of"), ()),
    "barely over": (_barely(_OVER), ()),
    "nowhere near": (phrases("nowhere near, nothing like, nowhere close to"), ()),
    "over": (
        phrases("""
            more than, over, above, exceeding, in excess of, greater than, upward of, higher than, larger than, north
            of, beyond, exceeds, exceeded, exceed, topped, topping, surpassed, surpassing, surpasses, surpass, longer
            than, older than, better than, bigger than, heavier than, passed, >
            """),
        phrases(""),
    ),
    "at least": (
        phrases("""
            at least, no fewer than, no less than, not less than, not fewer than, upwards of, a minimum of, minimum,
            at the least, at the very least, as low as, as few as, as little as, a floor of, not below, not under, no
            lower than, not lower than, min, min., ≥, >=, ⩾
            """),
        phrases("""
            or more, or over, or above, or higher, or older, or greater, and over, and above, and up, and more,
            upwards, and older, or longer, plus, -plus, +, at least, at the least, minimum, or upwards, or up
            """),
    ),
    "well over": (
        phrases("""
            well over, well above, much more than, far more than, far above, far over, significantly more than,
            substantially more than, considerably more than, many more than, way over, well in excess of, comfortably
            over, comfortably above, comfortably more than, significantly over, well beyond, well past, way more than,
            significantly above, far in excess of, much higher than, far exceeding, easily over
            """),
        phrases(""),
    ),
    "under": (
        phrases("""
            less than, under, below, fewer than, lower than, smaller than, south of, shorter than, younger than,
            lighter than, not even, did not reach, didn't reach, does not reach, do not reach, has not reached, have
            not reached, had not reached, not reaching, without reaching, never reached, failed to reach, fails to
            reach, failing to reach, did not hit, failed to hit, never hit, yet to reach, <
            """),
        phrases(""),
    ),
    "at most": (
        phrases("""
            at most, up to,
            no more than, not more than, a maximum of, maximum, as many as, as much as, as high as, at
            the most, at the very most, not exceeding, no higher than, not over, not above, no greater than, not
            higher than, no longer than, a ceiling of, max, max., ≤, <=, ⩽, no larger than, no bigger than, not longer
            than, as long as, no older than, as large as, did not exceed, didn't exceed, does not exceed, do not
            exceed, has not exceeded, have not exceeded, had not exceeded, never exceeded, failed to exceed, without
            exceeding, at best, at the very best
            """),
        phrases("""
            or less, or fewer, or under, or below, or lower, or younger, and under, and below, or shorter, at most, at
            the most, at the very most, at best, at the very best, maximum, and younger, and fewer, and less
            """),
    ),
    "well under": (
        phrases("""
            well under, well below, much less than, far less than, far fewer than, far below, far under, significantly
            less than, significantly fewer than, substantially less than, considerably less than, well short of, much
            fewer than, comfortably under, comfortably below, way under, way below, considerably fewer than,
            substantially fewer than, significantly below, well shy of
            """),
        phrases(""),
    ),
    "exactly": (
        phrases("""
            exactly, precisely, exactly at
            """),
        phrases("""
            exactly
            """),
    ),
}
"""Each qualifier's words before a figure, and after it."""

# Numbers in these need no claim. A phrase that may count ("one of the 23") has its exception in `english.find`.
IDIOMS = phrases("""
    no one, any one, one another, at once, once, second-hand, second hand, second nature, second thoughts, second
    thought, split second, second to none, first and foremost, at first, first of all, first, firstly, secondly,
    thirdly, third party, third parties, third-party, zero tolerance, zero-sum, ground zero, half-hearted, half way,
    halfway, half-way, double check, double-check, double-checked, double standard, double standards, double agent,
    double-edged, double life, double click, quarter-final, quarter-finals, semi-final, on the one hand, one day, one
    by one, one of, one time, one-time, one-off, one-sided, one-way, one thing, third world, second world war, first
    world war, sixth sense, second best, seven seas, better half, at sixes and sevens, double entendre, double bass,
    double vision, double take, second guess, second-guess, half-life, half-brother, half-sister, half term,
    half-time, half time, seconded, quarterly, headquarter, headquarters, one or other, one and the same, square one,
    day one, one-size-fits-all, first-hand, one such, one side, third reich, double down, doubled down, doubles down,
    doubling down, fifth column, forty winks, half year, half years, half-year, half-yearly, half-years,
    a dime a dozen, baker's dozen, first half, second half, first quarter, second quarter, third quarter, fourth quarter
    """)
"""Number words that are not meant as numbers."""
