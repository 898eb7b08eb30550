"""Charts: whether each drawn value stands in the rows and statistics that the chart names.

In come a chart, what its renderer drew of it and the statistics; out go how many values were found, and each that was
not. No third-party library.

::

    row_index    the rows of a chart, found by what stands in them
    shows        what `fb.chart(shows=...)` says of a field: statistics, sums, other names
    series       whether the values of one mark belong to one series
    match        each drawn value against rows and statistics
    faults       what was not found, in words
    check        a whole chart: how many values were found, and what is wrong
    texts        the numbers of a chart's own texts
"""
