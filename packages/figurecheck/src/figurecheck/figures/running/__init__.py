"""Every number that a text shows: those that a grammar reads, those that none reads, and those that need no claim.

::

    text --look_alikes--> plain signs --parser.find, unread--> numbers --exemptions--> numbers with their kind

    look_alikes  letters and signs that look like others, and signs that nobody sees
    unread       numerals and words that state a number and that no grammar reads
    exemptions   the kinds of numbers that need no claim: the table, and its rules for names, labels and years
    formulas     numbers in TeX
    unread_words words of languages and scripts whose numbers cannot be read
    stated       all of it, for a running text
"""
