"""About whom each number of a sentence is: by its own words, a list, the sentence, or what stands before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from figurecheck.figures.common.text import Word
from figurecheck.scan.features import features
from figurecheck.scan.masked import find_lists, find_part
from figurecheck.scan.sentence import SentenceView
from figurecheck.scan.subjects import DETERMINERS, Mention, Mentions
from figurecheck.verdicts.sentence.passage import PlacedFigure, SentenceText

Option = tuple[int, ...]
"""The subjects for which one name may stand."""

# "More than in Bergen", "against Sweden": what a number is compared with.
_BASES = frozenset("against than versus vs over unlike past behind near after like".split())
_PLACES = frozenset("in of for at across within throughout among on".split())
_SOURCES = frozenset("from by".split())
_OPENINGS = frozenset("with at after despite thanks besides having".split())
_JOINTS = frozenset({",", "and", "&", "or", "·", "the"})


@dataclass(frozen=True, slots=True)
class Who:
    """About whom a number is."""

    options: tuple[Option, ...] = ()
    """Any of these, where the text leaves it open; empty for nobody."""
    unknown: str = ""
    """A name that no statistic has."""
    stated: bool = False
    """Whether the sentence itself says so."""
    own: bool = False
    """Whether a name beside the number does."""


class WhoFinder:
    """Finds about whom the numbers of one sentence are."""

    def __init__(
        self, view: SentenceView, masked: SentenceText, context: tuple[Option, ...], previous: Sequence[Who]
    ) -> None:
        """Prepare for the numbers of a sentence.

        `context` is whom the text was about before it, `previous` whom the numbers of the sentence before are about.
        """
        self._view, self._masked, self._context, self._previous = view, masked, context, previous
        # A pronoun for which nobody was named before stands for something: "and work on them".
        self._names = [
            one for one in view.mentions.items if not self._is_saying(one) and (one.subjects or not one.pronoun)
        ]
        self._groups = self._find_groups()
        self._lists = {number: numbers for numbers in find_lists(masked) for number in numbers}

    def find(self, number: int) -> Who:
        """Return about whom the number is that is the n-th of the sentence."""
        if all(one.pronoun for one in self._names):
            if self._repeats(number):
                return self._previous[number]
            numbers = self._lists.get(number, range(0))
            # "Orvale and Tamsk ... they had 702 and 498."
            if len(numbers) > 1 and len(numbers) == len(self._context):
                return Who((self._context[number - numbers[0]],), stated=True)
        if (listed := self._of_group(number)) is not None:
            return listed
        figure = self._masked.figures[number]
        words = self._masked.words
        begin, end = words[figure.first].start, words[figure.last - 1].end
        place = words[figure.at].start
        at = self._view.mentions.sentence.at(place)
        if bracket := self._view.mentions.before_bracket(at):
            return Who((bracket.subjects,), stated=True, own=True)
        if (behind := self._in_bracket(figure)) is not None:
            return Who((behind.subjects,), stated=True, own=True)
        mine = [one for one in self._names if begin <= self._start(one) < end]
        before = [one for one in self._names if one.end <= at]
        if all(one.pronoun for one in mine) and (listed := self._in_list(number, before)) is not None:
            return listed
        chosen = self._choose(mine, at)
        if chosen is None:
            return self._inherited(number, at)
        return replace(chosen if isinstance(chosen, Who) else self._of(chosen), own=True)

    def _choose(self, mine: list[Mention], at: int) -> Mention | Who | None:
        """Choose among the names about a number: those before it, and those behind it."""
        # "Orvale accounted for 2,417 of them": a pronoun behind a number is what is counted.
        trail = next(
            (one for one in mine if one.start > at and not one.pronoun and self._lead(one) in _PLACES | _SOURCES), None
        )
        if trail is not None and self._lead(trail) in _SOURCES and trail.subjects:
            return trail
        subject = self._view.mentions.subject_before(at)
        in_zone = subject is not None and subject in mine
        places = (one for one in reversed(mine) if one.end <= at and not one.pronoun and self._lead(one) in _PLACES)
        place = next(places, None)
        lead = subject if in_zone and subject is not None and subject in self._names else None
        if lead is not None and lead.subjects and not self._is_general(lead):
            return lead
        options = [one for one in (lead, trail or place) if one is not None]
        if len(options) < 2:
            return options[0] if options else None
        return self._narrower(*options)

    def _narrower(self, one: Mention, two: Mention) -> Mention | Who:
        """Return the one of two names that the number is of: the member of the other, or else either."""
        if not one.subjects or one.subjects == two.subjects:
            return two
        return Who((one.subjects, two.subjects), stated=True) if two.subjects else two

    def _inherited(self, number: int, at: int) -> Who:
        """Return whom a number is about that has no name of its own."""
        before = [one for one in self._names if one.end <= at]
        subject = self._view.mentions.subject_before(at)
        known = subject is not None and (subject.subjects or not (subject.complement or subject.pronoun))
        if subject is not None and known and not self._is_saying(subject):
            return self._of(subject)
        place = next((one for one in reversed(before) if self._lead(one) in _PLACES | {""}), None)
        if place is not None:
            return self._of(place)
        # "87 burglaries and 612 robberies in Orvale": the name behind a list is that of all of it.
        # "Of which 35% were in Orvale" is said of the part alone.
        part = find_part(self._masked, number)
        end = self._view.end if part is None else self._masked.words[part].start
        names = [one for one in self._names if one.start > at and self._start(one) < end]
        behind = next((one for one in names if self._lead(one) in _PLACES), None)
        if behind is not None and not before and self._is_list_until(number, behind):
            return self._of(behind)
        if not before and part is None and (opened := self._subject_behind_opening(at)) is not None:
            return self._of(opened)
        if any(not one.subjects and not one.pronoun for one in before):
            return Who(unknown=self._text(next(one for one in before if not one.subjects)))
        return Who(self._context)

    def _subject_behind_opening(self, at: int) -> Mention | None:
        """Return the subject behind what opens a sentence: "With 24 judges, two fewer than in 2023, the court sat"."""
        if self._masked.low(0) not in _OPENINGS:
            return None
        words = self._view.words
        behind = (one for one in self._names if one.start > at and not one.pronoun and not self._lead(one))
        commas = (one for one in behind if "," in (words[one.start - 1].text, words[one.start - 2].text))
        return next(commas, None)

    def _in_bracket(self, figure: PlacedFigure) -> Mention | None:
        """Return the name that stands in brackets right behind a number: "3.9% (Lorvia)"."""
        if self._masked.low(figure.at + 1) != "(" or figure.at + 2 >= len(self._masked.words):
            return None
        start = self._masked.words[figure.at + 2].start
        return next((one for one in self._names if one.subjects and self._start(one) == start), None)

    def _of_group(self, number: int) -> Who | None:
        """Return whom a number of a list is about, where as many names are listed before it, in their order."""
        numbers = self._lists.get(number)
        if numbers is None:
            return None
        first = self._masked.words[self._masked.figures[numbers[0]].at].start
        groups = (one for one in reversed(self._groups) if len(one) == len(numbers) and self._start(one[-1]) < first)
        group = next(groups, None)
        return Who((group[number - numbers[0]].subjects,), stated=True) if group is not None else None

    def _repeats(self, number: int) -> bool:
        """Return whether a sentence lists as many numbers as the one before: "A year earlier it was 4, 3 and 6"."""
        return len(self._lists.get(number, ())) == len(self._masked.figures) == len(self._previous)

    def _in_list(self, number: int, before: Sequence[Mention]) -> Who | None:
        """Return whom a number of a list is about that repeats as many names: "a year earlier 64 and 19"."""
        numbers = self._lists.get(number)
        if numbers is None or not numbers[0]:
            return None
        named = [one for one in dict.fromkeys(one.subjects for one in before if not one.pronoun) if one]
        return Who((named[number - numbers[0]],), stated=True) if len(named) == len(numbers) else None

    def _is_list_until(self, number: int, name: Mention) -> bool:
        """Return whether only a list of what is counted stands between a number and a name."""
        start = self._masked.figures[number].at
        place = self._start(name)
        between = [word for word in self._masked.words[start:] if word.start < place]
        return not any(word.text in ";:." or word.text.casefold() in {"while", "but", "than"} for word in between)

    def _of(self, name: Mention) -> Who:
        """Return whom a name stands for, with the others of its list."""
        if not name.subjects:
            return Who(unknown=self._text(name), stated=True)
        group = next((one for one in self._groups if name in one), [name])
        if len(group) < 2:
            return Who((name.subjects,), stated=True)
        # Named together, a number may be of each or of all: it is decided only where they are alike.
        return Who(tuple(one.subjects for one in group), stated=True)

    def _find_groups(self) -> list[list[Mention]]:
        groups: list[list[Mention]] = []
        for one in self._names:
            if groups and not one.pronoun and self._is_coordinated(groups[-1][-1], one):
                groups[-1].append(one)
            else:
                groups.append([one])
        return [group for group in groups if len(group) > 1 and all(one.subjects for one in group)]

    def _is_coordinated(self, one: Mention, two: Mention) -> bool:
        words = self._view.words[one.end : two.start]
        if self._masked.korean:
            joined = self._view.words[one.end - 1].text.endswith(("와", "과"))
            return all(word.text in {",", "·", "및"} for word in words) if words else joined
        between = [word.text.casefold() for word in words]
        return bool(between) and set(between) <= _JOINTS and between != ["the"]

    def _is_general(self, name: Mention) -> bool:
        """Return whether a name is one of a whole, of which a place in the same words may be a part."""
        subject = self._view.facts.subjects[name.subjects[0]]
        return not subject.member

    def _is_saying(self, name: Mention) -> bool:
        return not name.subjects and self._start(name) in self._view.sayers

    def _lead(self, name: Mention) -> str:
        """Return the preposition before a name; empty if there is none."""
        words, at = self._view.words, name.start - 1
        while at >= 0 and words[at].stem in DETERMINERS:
            at -= 1
        low = words[at].text.casefold() if at >= 0 else ""
        if low == "to" and at and self._is_measured(words[at - 1]):
            return "for"
        return low if low in _PLACES | _SOURCES | _BASES | {"to"} else ""

    def _is_measured(self, word: Word) -> bool:
        """Return whether a word names what a statistic measures: the "visitors" of "visitors to Oslo"."""
        return any(one in self._view.facts.described.subject_words for one in features(word.text))

    def _start(self, name: Mention) -> int:
        return self._view.words[name.start].start

    def _text(self, name: Mention) -> str:
        return " ".join(word.text for word in self._view.words[name.start : name.end])


@dataclass(frozen=True, slots=True)
class EarlierSubjects:
    """Whom a text was about before a sentence."""

    last: tuple[Option, ...] = ()
    """Of the sentences before it in its paragraph."""
    heading: tuple[Option, ...] = ()
    title: tuple[Option, ...] = ()
    """Of the first heading that names somebody, unless the last one may name somebody else."""

    @property
    def options(self) -> tuple[Option, ...]:
        """Whom a sentence without a name may be about."""
        return self.last or self.heading or self.title

    def after(self, mentions: Mentions, *, heading: bool, paragraph: bool, other: bool) -> EarlierSubjects:
        """Return whom the text is about behind a sentence; `paragraph` says whether it ends its paragraph.

        `other` says whether a heading may name somebody whom no statistic is about.
        """
        known = [one for one in mentions.items if one.subjects]
        if heading:
            names = tuple(dict.fromkeys(one.subjects for one in known))
            return EarlierSubjects(heading=names, title=() if other else self.title or names)
        leading = [one for one in known if not one.complement] or known
        # "In Oslo ... and in Bergen ...": which of them the next sentence goes on about, it has to say.
        last = tuple(dict.fromkeys(one.subjects for one in leading)) or self.last
        return EarlierSubjects(() if paragraph else last, self.heading, self.title)
