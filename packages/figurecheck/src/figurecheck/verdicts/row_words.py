"""Compare the words around a reported figure with what a row says that it counts: noun, unit, names and years."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from figurecheck.figures import Form, PrintedFigure, Rules, find
from figurecheck.figures.common.nouns import kinds_of
from figurecheck.figures.common.units import COUNTED, canonical
from figurecheck.figures.english.words import NOUN_STOPS, UNITS
from figurecheck.model import PrintedCell, PrintedRow
from figurecheck.model.worded import phrase
from figurecheck.verdicts.relate import relate

REACH = 4
"""Most words from a number to the noun that it counts."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_YEAR = re.compile(r"(?<![\d.,])(?:1[5-9]|20)\d\d(?![\d,]|\.\d)")
_NO_WORDS = re.compile(r"^\W*\d|\w[._]\w")
"""Numbers as printed, and names such as `seized.2024`."""
_CLAUSE_END = re.compile(r"[,;:()|—]|\s–\s|[.!?]\s")
_PLURALS = frozenset(
    "aircraft bacteria cattle children criteria deer feet fish fungi geese media mice moose offspring people "
    "phenomena poultry salmon sheep shrimp species squid swine teeth trout women".split()
)
"""Plurals without an s."""
_NO_PLURAL = ("ss", "us", "is", "'s", "’s")
# They say that something is counted, and not what.
_GENERIC = frozenset(
    """
    dozens hundreds items kinds millions sorts thousands things times types units ways
    all among another any any both count counted counting counts data each figure figures first found had half has have
    last made make many more most number numbers only other others part place point print printed prints record
    recorded report reported reports row rows said same say says second shown shows since some source still sum table
    than that the their them then there these they this total totals value values was were what when where which while
    with year years
    """.split()
)

# "The 762 includes...": behind a number these are verbs far more often than the plural of a noun.
_VERBS = frozenset(
    """
    adds appears applies becomes begins belongs comes compares consists contains covers depends describes differs does
    equals exceeds excludes fails falls fits follows gets gives goes grows happens has holds includes indicates is
    keeps lacks leads leaves lies looks makes marks matches means needs omits refers reflects remains represents rests
    rises seems shows sits stands stays suggests takes tells turns was works
    """.split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowWords:
    """What the words around a figure say of it."""

    sentence: str
    clause: frozenset[str]
    """The words of its clause that may say what is counted, each without its ending."""
    noun: str = ""
    """The noun that is counted, in lower case; empty where none follows the number."""
    figure: PrintedFigure | None = None
    """The figure as it reads in its sentence."""
    rules: Rules

    def find_other_unit(self, cell: PrintedCell) -> str:
        """Return how the unit in the sentence differs from that of a cell; empty if it does not."""
        # Whether a date is that of the row has been judged already.
        if self.figure is None or cell.unit in {"", "date"}:
            return ""
        clash = relate(self.figure, cell.unit, self.rules)
        return clash if isinstance(clash, str) else ""

    def find_other_noun(self, row: PrintedRow, cell: PrintedCell) -> str:
        """Return how the noun differs from what a row counts; empty if it does not, or if there is no noun."""
        if not self.noun or self._is_borne(row, cell):
            return ""
        return phrase("it counts {what}, and not {noun}", what=self._describe(row, cell), noun=self.noun)

    def find_missing_noun(self, row: PrintedRow, cell: PrintedCell) -> str:
        """Return why the words do not say what a row counts; empty if they do."""
        if self.noun:
            return self.find_other_noun(row, cell)
        if self.clause & _stems(f"{row.about}. {cell.about}"):
            return ""
        return phrase("nothing beside the figure says that it counts {what}", what=self._describe(row, cell))

    def find_other_name(self, row: PrintedRow, siblings: Mapping[str, Mapping[str, str]]) -> str:
        """Return the name of another row, if the sentence has that and not this row's.

        `siblings` are the names that rows of the table have in each column, by their lower case.
        """
        phrases = _phrases(self.sentence)
        for column, own in row.names:
            named = [siblings[column][phrase] for phrase in phrases if phrase in siblings[column]]
            if named and own not in named:
                return phrase("the row is about {own}, and the sentence names {named}", own=own, named=named[0])
        return ""

    def find_other_year(self, row: PrintedRow) -> str:
        """Return the years of the sentence, if they are not those of the row."""
        named = dict.fromkeys(_YEAR.findall(self.sentence))
        if not named or not row.years or row.years & named.keys():
            return ""
        own, said = ", ".join(sorted(row.years)), ", ".join(named)
        return phrase("the row is about {own}, and the sentence names {named}", own=own, named=said)

    def _is_borne(self, row: PrintedRow, cell: PrintedCell) -> bool:
        counted = kinds_of(cell.unit.lower(), self.rules.nouns)
        if kinds_of(self.noun, self.rules.nouns) & counted or canonical(self.noun) == canonical(cell.unit):
            return True
        # Those of a place are named for it: Alaskans, Koreans, Londoners.
        places = (name.lower()[: max(4, len(name) - 2)] for _, name in row.names)
        if any(self.noun.startswith(place) for place in places):
            return True
        return _stem(self.noun) in _stems(f"{row.about}. {cell.about}. {cell.unit}")

    def _describe(self, row: PrintedRow, cell: PrintedCell) -> str:
        named = ", ".join(name for _, name in row.names)
        what = cell.about.split(". ")[1] or cell.column
        return f"“{what}{f', {named}' if named else ''}” ({row.dataset})"


def read_words(sentence: str, number: str, locale: str, rules: Rules) -> list[RowWords]:
    """Read what a sentence says of a figure in it: once for each place where it has that number.

    >>> from figurecheck.figures import DEFAULT_RULES
    >>> (words,) = read_words("Of 3,605 people, 425 foreign buyers were fined", "425", "en", DEFAULT_RULES)
    >>> words.noun
    'buyers'
    """
    places = [match.span() for match in re.finditer(rf"(?<![\w.,]){re.escape(number)}(?!\d)", sentence)]
    found = list(find(sentence, locale, rules=rules))
    readings = []
    for start, end in places:
        figure = next((one.figure for one in found if one.start < end and start < one.end), None)
        clause = frozenset(_stems(_clause(sentence, start, end)))
        noun = _find_noun(sentence[end:], number, figure, locale, rules)
        readings.append(RowWords(sentence=sentence, clause=clause, noun=noun, figure=figure, rules=rules))
    return readings


def has_words_of(row: PrintedRow, cell: PrintedCell, text: str) -> bool:
    """Return whether a text names what a row counts: half the words of its table's title, column or text.

    Neither its number nor its unit says what, since "six agencies" is said of any six; nor do ids of rows.
    """
    counted = _stems(cell.unit) | UNITS.keys()
    parts = [part for part in f"{row.about}. {cell.about}".split(". ") if not _NO_WORDS.search(part)]
    wanted = [stems for part in parts if (stems := _stems(part) - counted)]
    return any(2 * len(_stems(text) & stems) >= len(stems) for stems in wanted)


def _clause(sentence: str, start: int, end: int) -> str:
    marks = list(_CLAUSE_END.finditer(sentence))
    first = max((mark.end() for mark in marks if mark.end() <= start), default=0)
    last = min((mark.start() for mark in marks if mark.start() >= end), default=len(sentence))
    return sentence[first:last]


def _find_noun(following: str, number: str, figure: PrintedFigure | None, locale: str, rules: Rules) -> str:
    """Return the counted noun: one of a known kind, else the last word in the plural before the next function word."""
    # Money, weights and shares say by their unit what they are, and what follows is something else.
    if figure is None or figure.form not in {Form.NUMBER, Form.VAGUE}:
        return ""
    if figure.unit and canonical(figure.unit) not in COUNTED:
        return ""
    if kinds_of(figure.noun, rules.nouns):
        return figure.noun
    # Other languages put verbs behind a number, or form the plural in other ways.
    if locale.partition("-")[0] != "en":
        return ""
    inside = [word.lower() for word in _WORD.findall(number)]
    words: list[str] = []
    for word in re.split(r"[\s-]+", following.strip())[:REACH]:
        if not _WORD.fullmatch(word.rstrip('.,;:!?)”’"')) or word.lower() in NOUN_STOPS:
            break
        words.append(word.rstrip('.,;:!?)”’"').lower())
        if words[-1] != word.lower():
            break
    return next(filter(_is_plural, reversed([*inside, *words])), "")


def _is_plural(word: str) -> bool:
    if word in _GENERIC or word in _VERBS or len(word) < 4:
        return False
    return word in _PLURALS or (word.endswith("s") and not word.endswith(_NO_PLURAL))


def _phrases(sentence: str) -> list[str]:
    """Return all runs of a few words in lower case, of single words also without an ending that a name may take."""
    words = [word.lower() for word in re.findall(r"[^\W_]+(?:['’.-][^\W_]+)*", sentence)]
    runs = [" ".join(words[at : at + size]) for size in range(1, REACH + 1) for at in range(len(words) - size + 1)]
    bare = [run.removesuffix(ending) for run in runs for ending in ("'s", "’s", "s", "ns", "n") if run.endswith(ending)]
    return [run for run in [*runs, *bare] if len(run) > 2]


def _stems(text: str) -> set[str]:
    words = (word.lower() for word in _WORD.findall(text.replace("_", " ")))
    return {_stem(word) for word in words if word not in _GENERIC and word not in NOUN_STOPS and _says_something(word)}


def _says_something(word: str) -> bool:
    # A syllable of Hangul or Han is a word; of an alphabet, three letters are the least.
    return len(word) > 2 or not word.isascii()


def _stem(word: str) -> str:
    """Return a word without its possessive and its English plural."""
    word = word.lower().removesuffix("'s").removesuffix("’s")
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("ses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
