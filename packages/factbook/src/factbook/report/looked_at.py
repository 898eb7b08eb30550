"""What the editor acknowledged, of figures and of sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from figurecheck.model.errors import Complaint
from figurecheck.verdicts.cautions import Acknowledged
from figurecheck.verdicts.sentence.acknowledged import AcknowledgedSentences


@dataclass(frozen=True, kw_only=True)
class LookedAt:
    """What the editor acknowledged; both note which of the reasons were needed."""

    figures: Acknowledged
    sentences: AcknowledgedSentences

    def find_stale(self) -> Iterator[Complaint]:
        """Yield a complaint for each reason that nothing has needed."""
        yield from self.figures.find_stale()
        yield from self.sentences.find_stale()
