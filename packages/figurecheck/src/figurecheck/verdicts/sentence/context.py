"""All that a sentence is held against: the report's statistics, their periods and siblings, and the house's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from figurecheck.model import Finding, Source, Statistic
from figurecheck.settings.sentence_rules import SentenceRules
from figurecheck.verdicts.sentence.namer import Namer
from figurecheck.verdicts.sentence.siblings import Siblings
from figurecheck.verdicts.sentence.spans import Span, parse_span
from figurecheck.verdicts.sentence.times import Times, find_times


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
