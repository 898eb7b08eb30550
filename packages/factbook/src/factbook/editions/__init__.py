"""What a report said on a day, and what changed since: sealed editions, their differences, and corrections.

In: `Edition`s, captured elsewhere or read from ``book/editions``, and ``book/corrections.yml``. Out: a `Difference`
between two editions, and the `History` that pages show. No third-party library but YAML, through `project`.

    storage        editions in files: written canonically, read back
    match_claims   which printed figure of an edition is which of the next
    code_slice     the code that a statistic follows from, by backward slicing
    row_changes    rows that were added, revised or withdrawn
    causes         why a figure moved, from the digests in both editions
    fates          what became of the sentences that print it
    moves          statistics that moved, with causes and sentences
    parts          causes by trial: what moves a figure alone
    pages, ratings  pages that were removed or moved, ratings that changed
    diff           everything that differs between two editions
    groups         moves that have one cause
    entries        differences as entries of the record of corrections
    found_later    changes that seals of earlier formats do not list, beside them
    changes        entries with their confirmations, edition by edition
    corrections    the record in which an editor confirms changes
    decisions      what an editor decides on, with sentences as they would read
    table_changes  tables that differ, with the cells that moved figures
"""
