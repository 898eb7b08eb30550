"""Take a new release of a table: compare it with the present one, and keep that as an earlier release.

In comes a file; out goes what is new, revised or gone in it, and then, once somebody has agreed, the files and the
descriptor with one release more. Nothing is written before all of it is known to be right.

::

    compare     two tables by key: which rows are new, revised or gone, and in which cells
    outliers    values that are further from the past of their series than that ever moved
    rescaled    columns whose values were all multiplied, as when a unit changed
    release_source   whose a new release is, and the day from which it is known
    release_columns  columns and keys that are otherwise than the entry says
    incoming    a file as the next release of a table, or what stands against it
    package     a newer state of a Data Package of others: which tables it has new releases of
    fetch_release    the file that an address answers, if it is a new one
    write       the files and the descriptor with a new release, whole or not at all
    convert     a table whose rows say their vintages, as releases
"""
