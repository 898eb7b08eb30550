"""Words of the interface, a table for each language, and the groups of verdicts that choose among them.

Nothing comes in but the name of a language; out go its words. A test holds the keys of all languages to be the same.

::

    basis      what a claim about a whole series rests on
    meta       citations, reports of errors, missing pages
    pages      notebooks, reviews, the index of evidence
    evidence   evidence and charts
    history    editions and corrections
    verdicts   the group of each verdict, the key of each rating
    interface  what every page shares, and the tables of all modules as one
"""
