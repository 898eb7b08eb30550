"""Check a text against itself: no statistic is needed, and a number is refuted only where no other reading is left.

::

    shares          percentages and means that no count gives; "n of N (p%)"
    changes         "from a to b, up c%"; "rose from 9 to 3"; "doubled from 20 to 30"
    orders          "between 2019 and 2017"
    sums            parts that do not make their whole: "762 people, 370 men and 392 women"; "the remaining 30%"
    table_totals    rows and columns of tables that do not make their total
    contradictions  the same thing printed twice with two values
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from figurecheck.figures import Rules
from figurecheck.scan.consistency.changes import find_wrong_changes
from figurecheck.scan.consistency.contradictions import find_differing
from figurecheck.scan.consistency.exact import Refutation, checked_sentences
from figurecheck.scan.consistency.result import Scanned, Status
from figurecheck.scan.consistency.shares import find_wrong_shares
from figurecheck.scan.consistency.sums import find_wrong_sums
from figurecheck.scan.consistency.table_totals import find_wrong_totals
from figurecheck.scan.consistency.text_figures import Figure, with_ends
from figurecheck.scan.words.tables import LanguagePhrases

FROM_STATISTICS = frozenset({Status.AGREES, Status.DISAGREES})
"""Statuses that a statistic gave to a number; the text itself does not overrule them."""


def check_consistency(text: str, figures: list[Figure], scanned: list[Scanned], rules: Rules) -> list[Scanned]:
    """Mark the numbers that the text itself refutes."""
    sentences = checked_sentences(text, figures, rules)
    # Later checks replace the reason of earlier ones for the same number, so that the most particular comes last: an
    # impossible share says more than a number that is printed twice.
    found = chain(
        find_differing(text, sentences),
        find_wrong_totals(text),
        find_wrong_sums(sentences),
        find_wrong_orders(text),
        find_wrong_changes(sentences),
        find_wrong_shares(sentences),
    )
    refuted = {start: (status, why) for start, status, why in found}
    # "From 762 to 370" is one figure to the checks of a text, and two to its reader.
    for figure in figures:
        if figure.start in refuted:
            refuted |= {end.start: refuted[figure.start] for end in with_ends((figure,), rules)}
    return [
        replace(one, status=refuted[one.start][0], reason=refuted[one.start][1], statistic="")
        if one.start in refuted and one.status not in FROM_STATISTICS
        else one
        for one in scanned
    ]


_YEARS, _AGES = LanguagePhrases("years", may_go_on=True), LanguagePhrases("ages", may_go_on=True)
_NO_YEARS, _BACK = LanguagePhrases("no years"), LanguagePhrases("back")


def find_wrong_orders(text: str) -> Iterator[Refutation]:
    """Yield both ends of spans that end before they begin."""
    plain_text = text.lower()
    # A few letters grow when they are lowered, and every place behind them would move.
    if len(plain_text) != len(text):
        plain_text = text
    # Only a bare number can be a count or a year BC; a Korean year has its counter.
    years = (
        match
        for match in _YEARS.find_all(plain_text)
        if not (match.text.endswith(match["end"]) and _NO_YEARS.match(plain_text, match.end))
    )
    for matches, what in ((years, "year"), (_AGES.find_all(plain_text), "age")):
        for match in matches:
            a, end = match["a"], match["end"]
            near = plain_text[max(0, match.start - 30) : match.end]
            if int(end) < int(a) and not _BACK.search(near):
                why = f"the {what} {end} is before {a}"
                yield text.index(a, match.start), Status.CONTRADICTS, why
                yield text.rindex(end, match.start, match.end), Status.CONTRADICTS, why
