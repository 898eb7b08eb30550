"""Lines of text for a terminal: explanations, differences between editions, pending corrections.

In come values of the model; out go lines, which the command line prints.

::

    pending_corrections  changes that an editor must confirm
    explain              where a figure comes from
    listing              what is recorded and where it is claimed, as a table and JSON
    edition_diff         what changed between two editions, as text and JSON
"""
