"""What a sentence says of the figures in it, held against their statistics (design, section 5).

A passage with its claims goes in; for each claim a reading of period, group, direction, counted thing and comparison
comes out: borne out, contradicted or not read.

::

    check        all claims of the passages of a report
    context      what sentences are held against; names and groups as features in `namer`
    acknowledged what an editor has read and leaves as it is
    reported_rows  the row of a reported figure as a statistic
    passage      a sentence as words, with its claims and the zone of each
    spans        stretches of time as days
    zones        where the words about one figure end and those about the next begin
    mentions     the periods that a sentence names
    said         which of them is said of which figure
    times        the periods of a statistic, and whether a mention is one of them
    periods      reading of the period
    siblings     statistics that differ in period or group alone, by what they share
    groups       reading of the place or group
    directions   reading of verbs of rise and fall
    directed     figures whose direction stands in the sentence, judged again with it
    counted      reading of what is counted
    kinds        reading of the kind of figure that the words want
    exchanges    two figures in each other's place
    comparisons  reading of how figures of one sentence compare
    english, korean   the words, as tables
"""
