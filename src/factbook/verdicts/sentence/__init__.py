"""What a sentence says of the figures in it, held against their statistics (design, section 5).

A passage with its claims goes in; for each claim a reading of period, group, direction, counted thing and comparison
comes out: borne out, contradicted or not read.

::

    check        all claims of the passages of a report
    context      what sentences are held against; names and groups as features in `namer`
    acknowledged what an editor has read and leaves as it is
    passage      a sentence as words, with its claims and the zone of each
    spans        stretches of time as days
    mentions     the periods that a sentence names
    times        the periods of a statistic, and whether a mention is one of them
    periods      reading of the period
    siblings     statistics that differ in period or group alone, by what they share
    groups       reading of the place or group
    directions   reading of verbs of rise and fall
    counted      reading of what is counted
    comparisons  reading of how figures of one sentence compare
    english, korean   the words, as tables
"""
