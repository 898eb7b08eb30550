"""Sentences that an editor has read and leaves as they are: contradictions and warnings that stop nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from figurecheck.model import Finding, Risk
from figurecheck.model.errors import Complaint
from figurecheck.model.worded import phrase
from figurecheck.settings.sentence_rules import SETTING, AcknowledgedSentence

Key = tuple[str, str, str]
"""File, id of a statistic, and sentence."""


class AcknowledgedSentences:
    """The reasons of an editor by sentence; it notes which of them were needed."""

    def __init__(self, sentences: Iterable[AcknowledgedSentence], renamed: Mapping[str, str]) -> None:
        """Take the sentences, with the ids that their statistics have now."""
        # By file, statistic and sentence: the same words about another figure are another claim.
        self._entries = {
            (one.page, renamed.get(one.statistic, one.statistic), _flat(one.text)): one for one in sentences
        }
        self._used: set[Key] = set()

    def note(self, finding: Finding) -> Finding:
        """Attach the reason to what the sentence of a finding contradicts, and to words that are not borne out."""
        claim = finding.claim
        if claim is None or finding.statistic is None or not self._entries:
            return finding
        key = (claim.place.file, finding.statistic.id, _flat(claim.sentence))
        entry = self._entries.get(key)
        open_words = any(one.risk is Risk.NOT_BORNE_OUT for one in finding.warnings)
        if entry is None or not (finding.contradictions or open_words):
            return finding
        # Only what was needed counts as used, so that a reason lapses once the sentence is right.
        self._used.add(key)
        return replace(
            finding,
            sentence=tuple(replace(one, acknowledged=entry.reason) if one.open else one for one in finding.sentence),
            warnings=tuple(
                replace(one, acknowledged=entry.reason) if one.risk is Risk.NOT_BORNE_OUT else one
                for one in finding.warnings
            ),
        )

    def find_stale(self) -> Iterator[Complaint]:
        """Yield a complaint for each reason that no sentence has needed."""
        for number, (key, entry) in enumerate(self._entries.items(), 1):
            if key not in self._used:
                what = phrase(
                    "no sentence of {page} needs this for {statistic}: “{text}”",
                    page=entry.page,
                    statistic=entry.statistic,
                    text=entry.text,
                )
                remedy = "take it out; if the sentence was changed, read it again and write it as it stands now"
                yield Complaint(f"{SETTING}.acknowledged[{number}]", what, remedy, stale=True)


def _flat(text: str) -> str:
    return " ".join(text.split())
