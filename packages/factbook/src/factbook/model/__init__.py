"""The values of a report, beyond those of `figurecheck.model`; standard library only, and nothing here reads or writes.

::

    review       somebody else's publication, claim by claim, with the editor's ratings
    edition      a sealed report, and what changed since the one before
    drawn        the marks of a drawn chart, and what is wrong with them
    stored_rows  rows of tables as the cache keeps them
"""

from factbook.model.review import Judged, Reading, Review, ReviewedClaim, ReviewFinding

__all__ = ["Judged", "Reading", "Review", "ReviewFinding", "ReviewedClaim"]
