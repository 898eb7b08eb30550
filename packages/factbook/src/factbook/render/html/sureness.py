"""How sure a figure is, as far as sources show: how many there are, and whether they confirm one another."""

from __future__ import annotations

from factbook.render.words.interface import find_words
from figurecheck.model import Statistic
from figurecheck.verdicts.last_step import find_all_sources, keep_used_rows


def describe_sources(statistic: Statistic, language: str = "en", *, shown: int | None = None) -> str:
    """Return in words how many sources the rows of a statistic have, and how many rows another source confirms.

    Empty for a statistic without rows. Where another number of values is `shown` than there are rows, such as shares of
    two rows each, it says no number: readers would count what they see.
    """
    statistic = keep_used_rows(statistic)
    words, count = find_words(language), len(find_all_sources(statistic))
    rows, confirmed = sum(rowset.count for rowset in statistic.rows), sum(map(bool, statistic.confirming))
    if not count:
        return words["sure.none"] if rows else ""
    if not confirmed:
        return words["sure.one"] if count == 1 else words["sure.more"].format(n=count)
    if rows == 1:
        return words["sure.same"].format(n=count)
    key = "sure.each" if confirmed == rows else "sure.some"
    key += "" if shown in {None, rows} else ".uncounted"
    return words[key].format(n=count, rows=rows, confirmed=confirmed)
