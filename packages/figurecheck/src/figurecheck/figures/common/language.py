"""What a language provides, so that its figures are found, read and held to their words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from figurecheck.figures.common.examples import Examples
from figurecheck.figures.common.figure import Found, PrintedFigure
from figurecheck.figures.common.qualifiers import QualifierWords, Rules
from figurecheck.figures.common.reworded import make_reword
from figurecheck.figures.common.series_claim import SeriesClaim
from figurecheck.figures.common.stretches import StretchWords
from figurecheck.figures.common.text import content
from figurecheck.figures.common.unread import Unread


def _read_nothing(_text: str) -> PrintedFigure | None:
    return None


def _read_no_word(_found: Found, _text: str) -> PrintedFigure | None:
    return None


def _keep(_text: str, _found: Found, figure: PrintedFigure) -> PrintedFigure:
    return figure


def _is_no_other_word(_text: str) -> bool:
    return False


def _joins_nothing(_between: str) -> bool:
    return False


def _refuse_nothing(_text: str, _found: Found) -> str:
    return ""


def _read_no_series(_text: str, _rules: Rules) -> SeriesClaim | None:
    return None


def _split_nothing(_text: str) -> tuple[str, str] | None:
    return None


def _move_nowhere(_text: str) -> int:
    return 0


def _count_anything(
    _words: tuple[str, ...], _figure: PrintedFigure, _unit: str, _texts: tuple[str, ...], _house: Mapping[str, str]
) -> str:
    return ""


def _read_no_pair(_text: str, _found: list[Found]) -> Found | None:
    return None


def _find_nothing(_text: str, _rules: Rules) -> Iterator[Found]:
    return iter(())


@lru_cache(maxsize=4096)
def _stems_of(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(stem for text in texts for stem in content(text))


def is_named(word: str, texts: tuple[str, ...]) -> bool:
    """Return whether the words of some texts have the stem of a word.

    >>> is_named("rebounds", ("Rebounding of all players",)), is_named("assists", ("rebounds",))
    (True, False)
    """
    stems = content(word)
    return bool(stems) and _stems_of(texts).issuperset(stems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language: its tables, and the functions of its grammar.

    Every text that reaches these functions has been through `tokens.swap`. All but `find` have a default, with which
    the language reads less and passes nothing that is false.
    """

    code: str
    """As in a locale: ``en``, ``ko``."""
    name: str
    """In English, for messages."""
    find: Callable[[str, Rules, tuple[str, ...]], Iterator[Found]]
    """Yields each number of a running text, in order and without overlaps; the last argument are names with digits."""
    reads_words: bool = True
    """Whether number words and qualifiers are read; without, a bound text with any other word is not understood."""
    qualifiers: Mapping[str, QualifierWords]
    """Words before and after a figure, by the names of `qualifiers.DEFAULT_RULES`."""
    reword: Callable[[str], str] = make_reword(())
    """Returns a bound text with phrases that no grammar reads in words that it does: "every third" as "1 in 3"."""
    stretches: StretchWords | None = None
    """How it says which part of a year, month or decade it means; nothing where no such text is read."""
    find_refused: Callable[[str, Found], str] = _refuse_nothing
    """Returns a word of a bound text that turns its figure into a claim that no rule reads, such as a negation."""
    find_unread: Callable[[str, Found], Unread]
    """Returns the words of a bound text that neither the figure nor the grammar has taken, as they are printed.

    The judge accepts those that name what the statistic counts, and refuses the figure for any other. What a grammar
    passes over within its figure stands in `Found.figure.unread` and belongs to them.
    """
    is_named: Callable[[str, tuple[str, ...]], bool] = is_named
    """Returns whether one of these texts, the words of a statistic, names what an unread word names.

    The default compares stems of English; a language with particles or compounds has its own.
    """
    find_uncounted: Callable[[tuple[str, ...], PrintedFigure, str, tuple[str, ...], Mapping[str, str]], str] = (
        _count_anything
    )
    """Returns the noun behind a number that cannot be what a unit counts: "14,300 wickets" of people.

    Its arguments are `Unread.nouns`, the figure, the unit, the texts that name the statistic, and the house's nouns.
    The default accepts any noun.
    """
    is_other_word: Callable[[str], bool] = _is_no_other_word
    """Returns whether a number word is another word where a text is nothing else: 구 is nine, and a district."""
    joins_part: Callable[[str], bool] = _joins_nothing
    """Returns whether the text between two numbers makes one a part of the other: "17 *of the* 20"."""
    whole_first: bool = False
    """Whether the whole stands before its part: "45곳 중 12곳"."""
    read_pair: Callable[[str, list[Found]], Found | None] = _read_no_pair
    """Reads what only a bound text makes one figure: a score, a split, odds, a place of so many, the low 30s."""
    find_bound: Callable[[str, Rules], Iterator[Found]] = _find_nothing
    """Yields what is a figure only in a bound text without any other, and not in running text: "more than a decade"."""
    read_without_number: Callable[[str], PrintedFigure | None] = _read_nothing
    """Reads a bound text that holds no number: "the largest", "both", "an hour"."""
    read_bound_word: Callable[[Found, str], PrintedFigure | None] = _read_no_word
    """Reads what is no figure in running text and is one where it is bound: "one", "first", "No. 3"."""
    add_direction: Callable[[str, Found, PrintedFigure], PrintedFigure] = _keep
    """Adds the direction that a bound text names apart from its figure."""
    split_from_to: Callable[[str], tuple[str, str] | None] = _split_nothing
    """Returns the two figures of "from 370 to 762", the earlier one first; ``None`` where a text has no such pair."""
    find_movement: Callable[[str], int] = _move_nowhere
    """Returns the direction of movement that a text names: 1, -1, or 0 if it names none, or both."""
    fall: str = ""
    """How a fall is printed, with ``{}`` for its size: where its verb stands apart from the figure that is bound, the
    figure is judged again as one.
    """
    years_ago: Mapping[str, int] = field(default_factory=dict)
    """Words for a year that is counted back from the day of writing, in lower case: "last year" is 1."""
    year_before: tuple[str, ...] = ()
    """Words for the year before one that is named, in lower case: "the year before"."""
    tenses: tuple[str, str] = ("", "")
    """Patterns of a verb that puts a day ahead of the writer, and of one that puts it behind: "will", "was to"."""
    not_found: str = ""
    """A pattern of statements that no source says something, in any case: "no figure was found". It names what has to
    be a source or what one prints, since "no survivors were found" is no search of ours.
    """
    read_series_claim: Callable[[str, Rules], SeriesClaim | None] = _read_no_series
    """Reads a claim over a series, in lower case and with single spaces: "the highest since 2008"."""
    make_examples: Callable[[], Examples] | None = None
    """Returns what the language promises to read, to which `figures.kit` holds it."""
