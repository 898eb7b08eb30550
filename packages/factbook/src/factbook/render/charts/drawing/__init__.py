"""Charts drawn in separate processes while pages are rendered, and stored by what they were drawn from.

In come specifications; out go SVG and PNG. The only part of `render` that is not pure.

::

    store           drawings by key, in `_build/.factbook/drawings`
    worker          what a process runs
    pool            the processes; the one door to pebble
    chart_drawings  the drawings of charts, and who waits for which
    chart_values    what charts draw, read back for their check
    processes       the processes of one build: charts are read in them, and then drawn
    share_pictures  pictures of pages, which contain drawings

No process that forks later may draw: the renderer runs threads, and a child of a process that has drawn hangs.
"""
