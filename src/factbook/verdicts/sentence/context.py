"""All that a sentence is held against: the report's statistics, their periods and siblings, and the house's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from factbook.model import Statistic
from factbook.project.sentence_rules import SentenceRules
from factbook.verdicts.sentence.namer import Namer
from factbook.verdicts.sentence.siblings import Siblings
from factbook.verdicts.sentence.times import Times, find_times


@dataclass(frozen=True)
class Context:
    """What the sentences of a report are held against."""

    statistics: Mapping[str, Statistic]
    words: SentenceRules
    siblings: Siblings
    namer: Namer
    _times: dict[str, Times] = field(default_factory=dict)

    def times(self, statistic: Statistic) -> Times:
        """Return the periods of a statistic."""
        # A statistic is printed in many sentences, and is a sibling in more.
        if statistic.id not in self._times:
            self._times[statistic.id] = find_times(statistic, self.statistics)
        return self._times[statistic.id]


def make_context(statistics: Mapping[str, Statistic], words: SentenceRules) -> Context:
    """Return what the sentences of a report with these statistics are held against."""
    return Context(statistics, words, Siblings(statistics), Namer(statistics.values(), words.aliases))
