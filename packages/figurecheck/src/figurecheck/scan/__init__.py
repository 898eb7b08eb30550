"""Compare any text with a list of statistics: each number, and what is known of it.

::

    text --figures.find--> numbers --+-> whom, what, when -choose-> the statistic -judge-> agrees, disagrees
    statistics --index_facts---------+                        \\-> several -> ambiguous; none -> unsourced

Words choose the statistic, blind to the value: which one a number is held against depends on names, words, units,
period and form, and never on what its digits say. Where two may be meant, the number is held against neither.
Nothing here knows a subject: names, measures and units are the statistics' own words.
Only `drafts` imports third-party libraries.

    fact             one statistic, as a published list has it
    names            names, whole, with their adjectives; `features`: words as stems, kinds of quantity
    fact_index       the statistics by subject and measure
    series_index     the statistics by what describes them, apart from the period
    masked           a sentence with its numbers masked, as `verdicts.sentence` reads it
    compared         which numbers are what others are compared with
    when, find_when  the period of each number
    subjects, who    mentions of a sentence and antecedents of pronouns; about whom each number is
    measures         the words near a number against the words of a measure
    sentence         a sentence with its mentions, numbers and the words near each
    context          weighted words; `words_about`: those about a number; `narrowing`: those that rule statistics out
    number_context   all that is said of one number
    units, of_period, computed   whether a unit fits; the statistics of a period; changes of two levels
    earlier, tables  what stands before a sentence; rows of tables as sentences, with their `head_units`
    synonyms         words of a text that no statistic has, as those by which statistics name the same
    compare          a number against the statistic that is meant
    by_name          a number about a subject that is named, in a list without periods: a box score
    pairs, ranks     "7-of-9", "61 - 44"; "second on the team"
    match            how well words match descriptions
    choose, decide   the statistics that may be meant, by score; the decision about each number of a sentence
    scan_text        `scan`: all of it, sentence by sentence
    consistency      a text against itself
    words            the phrases of each language, as tables
    drafts           files to scan, and published lists of statistics
    repository       README and docs of any repository against counts of its own things
"""

from figurecheck.scan.consistency.result import AMBIGUOUS, Scanned, Status
from figurecheck.scan.fact import Fact
from figurecheck.scan.fact_index import Facts, index_facts
from figurecheck.scan.scan_text import cut_sentences, scan

__all__ = ["AMBIGUOUS", "Fact", "Facts", "Scanned", "Status", "cut_sentences", "index_facts", "scan"]
