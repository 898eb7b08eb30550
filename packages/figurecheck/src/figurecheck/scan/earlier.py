"""What stands before a sentence: whom and what the text was about, and in which period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from figurecheck.figures.common.text import PREPOSITIONS, Sentence
from figurecheck.scan.context import EarlierWords
from figurecheck.scan.features import features
from figurecheck.scan.narrowing import is_common
from figurecheck.scan.number_context import NumberContext
from figurecheck.scan.of_period import months_of
from figurecheck.scan.subjects import Antecedents, Mentions
from figurecheck.scan.tables import TableHead
from figurecheck.scan.when import EarlierPeriods
from figurecheck.scan.who import EarlierSubjects
from figurecheck.verdicts.sentence.passage import SentenceText
from figurecheck.verdicts.sentence.spans import Span

LONGEST_HEADING = 16
"""Words that a paragraph without a full stop has at most, if it is a heading."""


@dataclass(frozen=True, slots=True)
class EarlierText:
    """What a text has said before a sentence."""

    antecedents: Antecedents = field(default_factory=Antecedents)
    subjects: EarlierSubjects = field(default_factory=EarlierSubjects)
    words: EarlierWords = field(default_factory=EarlierWords)
    periods: EarlierPeriods = field(default_factory=EarlierPeriods)
    numbers: tuple[NumberContext, ...] = ()
    """What is said of each number of the sentence before."""
    table: TableHead = field(default_factory=TableHead)
    """The head of the table that the text is in."""
    masked: SentenceText | None = None
    """The sentence before, with its figures masked."""
    opens: bool = True
    """Whether the next sentence opens a paragraph."""

    def of_period(self, span: Span) -> EarlierText:
        """Return the same for a cell of a table whose head says a period."""
        return replace(self, periods=EarlierPeriods(carried=span, fresh=True, cell=True), numbers=(), masked=None)

    def after(
        self,
        mentions: Mentions,
        antecedents: Antecedents,
        masked: SentenceText,
        numbers: tuple[NumberContext, ...],
        text: str,
    ) -> EarlierText:
        """Return what the text has said behind a sentence."""
        sentence = mentions.sentence
        paragraph = _ends_paragraph(text, sentence.end)
        heading = _is_heading(text, sentence, alone=self.opens and paragraph)
        if heading and not mentions.items:
            # "They" below a heading is nobody above it.
            antecedents = Antecedents(introduced=antecedents.introduced)
        return EarlierText(
            antecedents=antecedents,
            subjects=self.subjects.after(
                mentions, heading=heading, paragraph=paragraph, other=heading and _may_name_other(mentions, text)
            ),
            words=self.words.after(
                sentence.words, numbers[0].words.near if numbers else {}, heading=heading, paragraph=paragraph
            ),
            periods=replace(
                self.periods.after(masked, heading=heading, paragraph=paragraph),
                months=0 if paragraph else _compared_months(numbers) or self.periods.months,
            ),
            numbers=numbers,
            masked=None if heading else masked,
            opens=paragraph,
        )


def _compared_months(numbers: Sequence[NumberContext]) -> int:
    """Return how many months back the comparisons of a sentence go, if all go as far."""
    whens = [one.when for one in numbers]
    main = next((one.spans[0] for one in whens if one.spans and not (one.compared or one.before)), None)
    found = set()
    for when in whens:
        base = when.base or (when.spans[0] if when.compared and when.stated and when.spans else None)
        if when.months or (base is not None and main is not None):
            found.add(when.months or (months_of(main) - months_of(base) if base and main else 0))
    return found.pop() if len(found) == 1 else 0


def _may_name_other(mentions: Mentions, text: str) -> bool:
    """Return whether a heading may name somebody whom no statistic is about: "## Bergen", "## Bergen in 2024"."""
    if any(not one.subjects and not one.pronoun for one in mentions.items):
        return True
    words = [word for word in mentions.sentence.words if word.text[0].isalpha()]
    first, behind = words[:1], words[1:2]
    if not first or mentions.items or (behind and behind[0].stem not in PREPOSITIONS):
        return False
    known = any(one in mentions.facts.described.weight for one in features(first[0].text))
    return not known and not is_common(first[0], text)


def _ends_paragraph(text: str, at: int) -> bool:
    rest = text[at : at + LONGEST_HEADING]
    return rest[: len(rest) - len(rest.lstrip())].count("\n") > 1 or not rest.strip()


def _is_heading(text: str, sentence: Sentence, *, alone: bool) -> bool:
    if text[text.rfind("\n", 0, sentence.start) + 1 :][:1] == "#":
        return True
    return alone and len(sentence.words) <= LONGEST_HEADING and sentence.words[-1].text not in ".!?。:;,|"
