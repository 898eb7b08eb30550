"""Compare any text with a list of statistics: each number, and what is known of it.

::

    text --figures.find--> numbers ------------+
         --sentences--> mentions, antecedents -+--> who, what, when --> the statistic --judge--> agrees, disagrees
    statistics --index_facts--> facts ---------+                   \\-> none is clearly meant --> unsourced

A number agrees only with the statistic that its sentence is about, never because the value occurs somewhere.
Nothing here knows a subject: names, measures and units are the statistics' own words.
Only `drafts` imports third-party libraries.

    fact             one statistic, as a published list has it
    fact_index       the statistics by subject and measure
    series_index     the statistics whose subjects are described rather than named
    periods          the periods that a text states
    subjects         mentions of a sentence, and the antecedents of its pronouns
    measures         the words near a number against the words of a measure
    sentence         a sentence with its mentions, numbers and the words near each
    context          the context window of a number: weighted words, and the period
    compare          a number against the statistics that may be meant
    by_name          a number about a subject that is named
    by_description   a number about a subject that is described
    pairs, ranks     "7-of-9", "61 - 44"; "second on the team"
    scan_text        `scan`: all of it, sentence by sentence
    consistency      a text against itself
    words            the phrases of each language, as tables
    drafts           files to scan, and published lists of statistics
    repository       README and docs of any repository against counts of its own things
"""

from factbook.scan.consistency.result import Scanned, Status
from factbook.scan.fact import Fact
from factbook.scan.fact_index import Facts, index_facts
from factbook.scan.scan_text import cut_sentences, scan

__all__ = ["Fact", "Facts", "Scanned", "Status", "cut_sentences", "index_facts", "scan"]
