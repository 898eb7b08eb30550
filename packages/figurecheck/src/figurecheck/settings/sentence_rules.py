"""What an editor says of the words of sentences: `factbook: sentence:` in `_config.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from figurecheck.settings.faults import ReadBy, refuse_value
from figurecheck.settings.values import Reason

SETTING = "_config.yml: factbook.sentence"


def read_pair(value: object) -> tuple[str, str]:
    """Return two words that exclude each other."""
    if isinstance(value, list) and len(value) == 2 and all(isinstance(word, str) and word.strip() for word in value):
        return value[0].casefold(), value[1].casefold()
    raise refuse_value("{value} is not a pair of words", value, "write [largest, smallest]")


Pair = Annotated[tuple[str, str], ReadBy(read_pair)]


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgedSentence:
    """A sentence that an editor has read and leaves as it is; it lapses when the sentence changes."""

    page: str
    """The file, from the report's folder."""
    statistic: str
    """Id of the statistic of the figure."""
    text: str
    """The sentence as a reader sees it."""
    reason: Reason
    """Why it stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceRules:
    """What is added to the words by which sentences are held against statistics."""

    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Other words for a place or group that statistics are about, by its name there: ``Viet Nam: [Vietnamese]``."""
    rise: tuple[str, ...] = ()
    """More words of rise; for Korean the beginnings of words."""
    fall: tuple[str, ...] = ()
    """More words of fall."""
    counted: tuple[tuple[str, ...], ...] = ()
    """More words of what is counted, in lists of which a sentence may not have one in the place of another."""
    opposites: tuple[Pair, ...] = ()
    """More pairs of words that exclude each other, such as ``[northern, southern]``."""
    acknowledged: tuple[AcknowledgedSentence, ...] = ()
    """Sentences that an editor has read and leaves as they are, each with the reason."""
