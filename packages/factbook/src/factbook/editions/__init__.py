"""What a report said on a day, and what changed since: sealed editions, their differences, and corrections.

In: `Edition`s, captured elsewhere or read from ``book/editions``, and ``book/corrections.yml``. Out: a `Difference`
between two editions, and the `History` that pages show. No third-party library but YAML, through `project`.

    storage        editions in files: written canonically, read back
    code_slice     the code that a statistic follows from, by backward slicing
    row_changes    rows that were added, revised or withdrawn
    fates          which printed figure of an edition is which of the next, and what became of its sentence
    moves          statistics that moved, with sentences and causes: from the digests, then by trial
    diff           everything that differs between two editions; pages that moved, ratings that changed
    entries        differences as entries of the record of corrections, grouped by cause
    found_later    changes that seals of earlier formats do not list, beside them
    history        entries with their confirmations, as values
    changes        entries with their confirmations, edition by edition
    corrections    the record in which an editor confirms changes
    decisions      what an editor decides on, with sentences as they would read
    table_changes  tables that differ, with the cells that moved figures
"""
