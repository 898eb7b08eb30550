"""The texts of a repository against counts of its own things: README and docs, without a report and without notebooks.

::

    figurecheck.yml --counts_file--> what is counted, where its value comes from, how texts say it
    a JSON file, a command --values--> facts
    texts --phrases--> the numbers that a phrase names --+
          --scan-----> the numbers that are described ---+--> agrees, disagrees with what to write

A phrase names its statistic whatever the number is, so that a stale one is found in every copy of the sentence.

    counts_file  ``figurecheck.yml``
    values       the value of each statistic
    texts        which files are scanned
    flat_text    a block as it reads, on one line, with the place of every character
    phrases      the numbers that stand in a phrase
    restate      a number as it should be printed instead
    check        all of it
    propose      a first ``figurecheck.yml`` from what the texts say
"""

from figurecheck.scan.repository.check import CheckedTexts, CountsChecker, Missing, check_texts
from figurecheck.scan.repository.counts_file import CONFIG, CountsFile, CountSource, read_counts_file
from figurecheck.scan.repository.propose import ProposedCount, propose_counts
from figurecheck.scan.repository.texts import find_texts

__all__ = [
    "CONFIG",
    "CheckedTexts",
    "CountSource",
    "CountsChecker",
    "CountsFile",
    "Missing",
    "ProposedCount",
    "check_texts",
    "find_texts",
    "propose_counts",
    "read_counts_file",
]
