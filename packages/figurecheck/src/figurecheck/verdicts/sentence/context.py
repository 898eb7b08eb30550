"""All that a sentence is held against: the report's statistics, their periods and siblings, and the house's words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from figurecheck.model import Finding, Source, Statistic
from figurecheck.settings.sentence_rules import SentenceRules
from figurecheck.verdicts.sentence.namer import Namer
from figurecheck.verdicts.sentence.siblings import Siblings
from figurecheck.verdicts.sentence.spans import Span, parse_span
from figurecheck.verdicts.sentence.times import Times, find_times

MOST_FOREIGN = 10
"""One in so many statistics of an English report may have a German name in it."""
_GERMAN = re.compile(r"[äöüß]|\b(?:der|die|das|den|des|und|von|im|für|mit|je|pro|Anteil|Anzahl|Zahl)\b")


@dataclass(frozen=True)
class Context:
    """What the sentences of a report are held against."""

    statistics: Mapping[str, Statistic]
    words: SentenceRules
    siblings: Siblings
    sources: Mapping[str, Source] = field(default_factory=dict)
    """The report's sources, by id."""
    _times: dict[str, Times] = field(default_factory=dict)

    @cached_property
    def namer(self) -> Namer:
        """The names of what the statistics are about."""
        return Namer(self.statistics.values(), self.words.aliases)

    @cached_property
    def is_german(self) -> bool:
        """Whether the statistics are called in German, so that words of theirs may stand in a German text."""
        names = [f"{one.label} {one.measure}" for one in self.statistics.values()]
        return sum(_GERMAN.search(name) is not None for name in names) * MOST_FOREIGN > len(names)

    def published(self, finding: Finding, *, own: bool) -> list[Span]:
        """Return the days on which sources came out: those of a figure, or all of the report."""
        ids = finding.statistic.source_ids if finding.statistic else ()
        found = [finding.source] if finding.source else [self.sources[id] for id in ids if id in self.sources]
        chosen = found if own else self.sources.values()
        return [span for source in chosen if (span := parse_span(source.published)) and span.days == 1]

    def times(self, statistic: Statistic) -> Times:
        """Return the periods of a statistic."""
        # A statistic is printed in many sentences, and is a sibling in more.
        if statistic.id not in self._times:
            self._times[statistic.id] = find_times(statistic, self.statistics)
        return self._times[statistic.id]


def make_context(
    statistics: Mapping[str, Statistic], words: SentenceRules, sources: Mapping[str, Source] | None = None
) -> Context:
    """Return what the sentences of a report with these statistics are held against."""
    return Context(statistics, words, Siblings(statistics), sources or {})
