"""Scanned drafts: their numbers as lines and JSON, as a marked page, and with roles filled in.

In come drafts and the numbers that `scan` found in them; out go lines, JSON values, HTML and patches.

::

    scan_text      numbers as lines and as JSON
    scan_html      the draft as a page, every number marked
    suggest_roles  the draft with roles where there is no doubt
"""
