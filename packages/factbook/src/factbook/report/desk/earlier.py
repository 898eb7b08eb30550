"""Which figure a lapsed approval was of, where a statistic is printed in several sentences.

An approval names a statistic, its printed text and a digest of its sentence. It was of the figure whose sentence is
still that one, or would be with the digits that were approved. One whose sentence has other words by now was of at most
one figure of the statistic that is there today, so that a sentence that was added is not taken for one that changed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from factbook.report.desk.approval import Approval
from factbook.report.desk.figure import DeskFigure, digest_words
from factbook.report.desk.files import approvals_path
from factbook.report.desk.sign_off import SignOff

Key = tuple[str, str, str | None]
"""What readers see of a figure of a statistic: equal ones cannot be told apart, and are approved together."""


def key_of(figure: DeskFigure) -> Key:
    """Return what readers see of a figure."""
    return figure.printed, figure.text, figure.heads


class EarlierSentences:
    """The sentences of figures as they were with the digits that were approved."""

    def __init__(self, figures: Iterable[DeskFigure], sign_offs: Iterable[SignOff], renamed: Mapping[str, str]) -> None:
        self._beside: dict[str, list[DeskFigure]] = defaultdict(list)
        for figure in figures:
            self._beside[figure.text].append(figure)
        self._approved: dict[str, dict[str, str]] = defaultdict(dict)
        for one in sign_offs:
            approval = one.approval
            statistic = renamed.get(approval.statistic, approval.statistic)
            self._approved[approval.sentence][statistic] = approval.printed

    def is_of(self, approval: Approval, figure: DeskFigure) -> bool:
        """Return whether an approval was of a figure whose sentence has no other words since."""
        if figure.heads is not None and approval.heads != _digest(figure.heads):
            return False
        if approval.sentence == _digest(figure.text):
            return True
        # All figures of a sentence may have other digits by now.
        approved = self._approved[approval.sentence]
        before = {
            one.printed: approved[one.statistic] for one in self._beside[figure.text] if one.statistic in approved
        }
        before[figure.printed] = approval.printed
        return _digest(_put_back(figure.text, tuple(before.items()))) == approval.sentence


# Each figure of a statistic is held against each of its approvals, and few differ in what they put back.
_digest = lru_cache(maxsize=4096)(digest_words)


@lru_cache(maxsize=4096)
def _find_path(page: str) -> str:
    return approvals_path(page).as_posix()


@lru_cache(maxsize=4096)
def _put_back(text: str, before: tuple[tuple[str, str], ...]) -> str:
    """Return a sentence with what its figures printed before."""
    texts = dict(before)
    pattern = "|".join(re.escape(printed) for printed in sorted(texts, key=len, reverse=True))
    return re.sub(rf"(?<![\d.,])(?:{pattern})(?!\d)", lambda found: texts[found[0]], text)


def find_earlier(
    figures: Sequence[DeskFigure], looked_at: Iterable[DeskFigure], sign_offs: Sequence[SignOff],
    sentences: EarlierSentences,
) -> dict[Key, list[SignOff]]:  # fmt: skip
    """Return the lapsed approvals of a statistic by the figure that each was of.

    `figures` are those that nobody has looked at as they stand, and `looked_at` the others of the statistic.
    """
    found: dict[Key, list[SignOff]] = defaultdict(list)
    left: dict[tuple[str, str, str], list[SignOff]] = defaultdict(list)
    for one in sign_offs:
        owners = {key_of(figure) for figure in figures if sentences.is_of(one.approval, figure)}
        for key in owners:
            found[key].append(one)
        # An older line of a figure that was looked at again since says nothing of another one.
        if not owners and not any(sentences.is_of(one.approval, figure) for figure in looked_at):
            left[one.approval.printed, one.approval.sentence, one.approval.heads].append(one)
    without = {key_of(figure): figure for figure in figures if key_of(figure) not in found}
    for group in _newest(left.values()):
        if without:
            key = max(without, key=lambda key: _nearness(group[0], without[key]))
            found[key] += group
            del without[key]
    return found


def _newest(groups: Iterable[list[SignOff]]) -> list[list[SignOff]]:
    """Return the approvals that were given of the last value of all; those before were of the same figures earlier."""
    ordered = sorted(groups, key=_time, reverse=True)
    return [group for group in ordered if group[0].approval.value == ordered[0][0].approval.value]


def _time(group: Sequence[SignOff]) -> float:
    # What is not committed is the newest.
    return max(one.author.time if one.author and one.author.time else float("inf") for one in group)


def _nearness(one: SignOff, figure: DeskFigure) -> tuple[bool, bool, bool]:
    """Return how much of an approval is about a figure; of two that are as near, the first in the text is taken."""
    approval = one.approval
    return (
        approval.sentence == _digest(figure.text),
        approval.printed == figure.printed,
        _find_path(figure.page) == one.file,
    )
