"""The text of a pull request: what changed, from which an editor can decide.

In come items (`editions.decisions`) and tables that differ; out goes Markdown as code hosts show it. Whatever comes
from data or pages is escaped: it shows as it is written, and notifies nobody.

::

    markdown    texts made safe, bold figures, links to lines
    boxes       the boxes that an editor ticks, and what of a present text is ticked
    rows        the rows that moved a figure, in words
    item        a figure with its sentences, as they stand and as they would read
    head        the summary: totals, the check, the tables
    text        all of it, within a limit
"""
