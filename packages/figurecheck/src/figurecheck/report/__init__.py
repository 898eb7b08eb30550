"""Scanned drafts: their numbers as lines and JSON, as a marked page, and with roles filled in; counts of repositories.

In come drafts and the numbers that `scan` found in them; out go lines, JSON values, HTML and patches.

::

    scan_text        numbers as lines, as JSON, and as annotations of GitHub
    counts_text      the same of a repository's texts, with what is missing
    proposed_counts  a first figurecheck.yml
    scan_html        the draft as a page, every number marked
    suggest_roles    the draft with roles where there is no doubt
"""
