"""What a report said on a day, and what changed since: sealed editions, their differences, and corrections.

In: `Edition`s, captured elsewhere or read from ``book/editions``, and ``book/corrections.yml``. Out: a `Difference`
between two editions, and the `History` that pages show. No third-party library but YAML, through `project`.

    storage        editions in files: written canonically, read back
    match_claims   which printed figure of an edition is which of the next
    code_slice     the code that a statistic follows from, by backward slicing
    diff           what differs between two editions, with its cause
    changes        differences as readers see them, edition by edition
    corrections    the record in which an editor confirms changes
"""
