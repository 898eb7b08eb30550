"""Charts drawn in processes of their own, while pages are rendered, and kept by what they were drawn from.

::

    store    drawings by key, in `_build/.factbook/drawings`
    pool     the processes, and who waits for which drawing
    worker   the program that a process runs
    pictures pictures of pages, which need drawings to be made

No process that is ever forked may draw: a child of one that has drawn hangs.
"""

from factbook.render.charts.drawing.pool import Drawings

__all__ = ["Drawings"]
