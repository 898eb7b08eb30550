"""A sentence with its numbers and mentions: the words near each number, and the subject that it is about."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from figurecheck.figures import Form, Rules
from figurecheck.figures.common.text import Word
from figurecheck.scan.consistency.text_figures import Figure
from figurecheck.scan.fact_index import Facts
from figurecheck.scan.features import find_bands
from figurecheck.scan.measures import HIGHS, LASTS, SPANS, NearWords
from figurecheck.scan.subjects import CLAUSE_BREAKS, Mention, Mentions


@dataclass(frozen=True, slots=True)
class ResolvedFigure:
    """Which measure of which subjects an earlier number of the sentence was compared with."""

    subjects: tuple[int, ...]
    measure: str
    percent: bool


# Without slots, for the cached properties: what each number asks of its whole sentence is worked out once.
@dataclass(frozen=True)
class SentenceView:
    """A sentence with its mentions and its numbers."""

    mentions: Mentions
    figures: tuple[Figure, ...]
    locale: str
    rules: Rules
    resolved: list[ResolvedFigure] = field(default_factory=list)
    """The numbers so far whose measure is known; a number whose noun is left out takes over theirs."""
    _clauses: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)

    @property
    def facts(self) -> Facts:
        """The statistics."""
        return self.mentions.facts

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of the sentence."""
        return self.mentions.sentence.words

    @cached_property
    def sayers(self) -> set[int]:
        """Where the words of names start that only say what the sentence tells."""
        return set(_find_sayers(self.words))

    @property
    def end(self) -> int:
        """Where the sentence ends in the text."""
        return self.mentions.sentence.end

    def at(self, figure: Figure) -> int:
        """Return the index of a number's first word."""
        return self.mentions.sentence.at(figure.start)

    def after(self, figure: Figure) -> int:
        """Return the index of the word after a number."""
        return self.mentions.sentence.at(figure.end)

    def counts(self, figure: Figure) -> bool:
        """Return whether a number counts something, rather than being part of a name or an article."""
        return figure.counted and not figure.article and not self.is_part_of_name(figure)

    @cached_property
    def counting(self) -> tuple[Figure, ...]:
        """The numbers that count something, in order."""
        return tuple(one for one in self.figures if self.counts(one))

    @cached_property
    def _counting_starts(self) -> list[int]:
        return [one.start for one in self.counting]

    @cached_property
    def _numbers(self) -> list[Figure]:
        """The numbers that are no articles, in order."""
        return [one for one in self.figures if not one.article]

    @cached_property
    def _breaks(self) -> list[int]:
        """The indices of the words that break the sentence into clauses."""
        return [at for at in range(len(self.words)) if _breaks_clause(self.words, at)]

    @cached_property
    def bands(self) -> tuple[tuple[int, int, str], ...]:
        """The bands of ages and sizes that the sentence names: the first word of each, the word behind it, and it."""
        found = find_bands(self.words, self.facts.described.bands)
        return tuple((at, at + size, band) for at, size, band in found)

    @cached_property
    def _named(self) -> tuple[tuple[int, int], ...]:
        """The places of what is named, in words."""
        names = [(one.start, one.end) for one in self.mentions.items if one.subjects and not one.pronoun]
        return (*names, *((start, end) for start, end, _ in self.bands))

    def is_part_of_name(self, figure: Figure) -> bool:
        """Return whether a number is part of a name: "the fourth quarter", "those under twenty", "5G"."""
        first, after = self.at(figure), self.after(figure)
        if any(start <= first and after <= end for start, end in self._named):
            return True
        # Digits always count ("3 points"); in words, "three-point" and "fourth quarter" are parts of a measure's name.
        words = [word.stem for word in self.words[first : after + 2] if word.stem not in {"-", "–"}]
        return len(words) > 1 and not figure.text.isdecimal() and (words[0], words[1]) in self.facts.numbered_terms

    def words_near(self, figure: Figure) -> NearWords:
        """Collect the words near a number that say what it measures."""
        words, first = self.words, self.at(figure)
        # The clause around the number: what stands beyond "while" or "but" is said of somebody else.
        breaks = self._breaks
        opening, closing = bisect_left(breaks, first), bisect_right(breaks, first)
        begin = breaks[opening - 1] + 1 if opening else 0
        stop = breaks[closing] if closing < len(breaks) else len(words)
        behind = self.words_after(figure)
        own = [word.stem for word in words[first + 1 : self.after(figure)] if word.stem.isalpha()]
        noun = tuple(own + [word.stem for word in behind if word.stem.isalnum() and word.stem not in {"of", "more"}])
        form = figure.read.form if figure.read else None
        return NearWords(
            noun,
            () if noun else self._words_before(figure),
            self._clause(begin, stop),
            percent=form is Form.PERCENT,
            complement=any(word.stem in {"from", "among"} for word in behind),
        )

    def _clause(self, begin: int, stop: int) -> tuple[str, ...]:
        if (begin, stop) not in self._clauses:
            self._clauses[begin, stop] = tuple(drop_emphasis(self.words, begin, stop))
        return self._clauses[begin, stop]

    def _words_before(self, figure: Figure) -> tuple[str, ...]:
        """Return up to four words before a number that has none after it, back to the last number or comma."""
        words, first = self.words, self.at(figure)
        last = bisect_right(self._numbers, figure.start, key=lambda one: one.end)
        begin = max(first - 4, self.after(self._numbers[last - 1]) if last else 0)
        stops = [at for at in range(begin, first) if words[at].text in ",;()"]
        return tuple(word.stem for word in words[(stops[-1] + 1 if stops else begin) : first])

    def words_after(self, figure: Figure) -> tuple[Word, ...]:
        """Return the words after a number, up to the next number, comma, bracket or conjunction."""
        words, at = self.words, self.after(figure)
        # "7 (39 %) of the shots": step over the closing bracket, since the noun of both numbers stands behind it.
        if self._bracketed_share(figure):
            at += 1
        following = bisect_left(self._counting_starts, figure.end)
        while following < len(self.counting) and self.at(self.counting[following]) < at:
            following += 1
        last = self.at(self.counting[following]) if following < len(self.counting) else len(words)
        stops = (
            place for place in range(at, last) if words[place].text in ",;()." or words[place].stem in CLAUSE_BREAKS
        )
        return words[at : next(stops, last)]

    def _bracketed_share(self, figure: Figure) -> bool:
        """Return whether a percentage stands alone in brackets after a number, its words behind them: "7 (39 %) of"."""
        words, first, after = self.words, self.at(figure), self.after(figure)
        form = figure.read.form if figure.read else None
        if form is not Form.PERCENT or first < 2 or after >= len(words):
            return False
        closed = words[first - 1].text == "(" and words[after].text == ")"
        return closed and first - 1 in self._all_ends

    @cached_property
    def _all_ends(self) -> frozenset[int]:
        return frozenset(map(self.after, self.figures))

    def subject_of(self, figure: Figure) -> Mention | None:
        """Return whom a number is about: a name after it ("38 points from ..."), or the last subject before it."""
        words, at = self.words, self.at(figure)
        behind = self.words_after(figure)
        end = self.after(figure) + len(behind)
        # "Oslo got 38 points from Hansen": the name behind the number wins over the subject of the sentence.
        for mention in self.mentions.items:
            if mention.subjects and not mention.pronoun and at < mention.start < end:
                before = [word.stem for word in words[max(at, mention.start - 2) : mention.start]]
                if "from" in before or "by" in before:
                    return mention
        return self.mentions.before_bracket(at) or self.mentions.subject_before(at)

    def name_of(self, who: Mention) -> str:
        """Return the first name of the subject that a mention refers to."""
        return self.facts.subjects[who.subjects[0]].about[0]


def _breaks_clause(words: tuple[Word, ...], at: int) -> bool:
    # "And" and "with" join what belongs together ("in the first and second quarter"); "as" opens a clause only
    # after a comma, elsewhere it compares ("as many as 12").
    return words[at].stem in CLAUSE_BREAKS - {"and", "with"} or (words[at].stem == "as" and words[at - 1].text == ",")


def drop_emphasis(words: tuple[Word, ...], begin: int, stop: int) -> list[str]:
    """Return the stems of words without those that only emphasize: the "season" of "a season-high 12"."""
    stems = []
    for at in range(begin, stop):
        ahead = [word.stem for word in words[at + 1 : at + 3]]
        high = ahead and (ahead[0] in HIGHS or (ahead[0] == "-" and ahead[-1] in HIGHS))
        # "A season-high 12" binds the number to no season: it is the figure of the day, and emphasis.
        if words[at].stem in SPANS and high:
            continue
        # "Last" without a number or a time after it ("at last", "his last shot") is no period either.
        if words[at].stem in LASTS and not any(word.isdecimal() or word in SPANS for word in ahead[:1]):
            continue
        stems.append(words[at].stem)
    return stems


def _find_sayers(words: Sequence[Word]) -> Iterator[int]:
    """Yield where the words of a name start that says so: "according to the Supreme Prosecutors' Office"."""
    first = 0
    for is_name, run in groupby(words, lambda word: word.capital or word.text.casefold() in _WITHIN_NAMES):
        name = list(run)
        last = first + len(name)
        before, behind = [word.text.casefold() for word in words[max(0, first - 2) : first]], words[last : last + 1]
        ends = not behind or not behind[0].text[0].isalpha()
        says = behind and behind[0].text.casefold() in _SAYING
        if is_name and (says or before == ["according", "to"] or (ends and before[-1:] and before[-1] in _SAYING)):
            yield from (word.start for word in name)
        first = last


_WITHIN_NAMES = frozenset("the of for and ’ ' ’s 's".split())
_SAYING = frozenset("said says say told tells added adds reported announced noted wrote writes".split())
