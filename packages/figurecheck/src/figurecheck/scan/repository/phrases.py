"""The numbers of a text that stand in a phrase: "14 formats", "fourteen different formats", "formats: 14".

Which statistic a number is of follows from its words alone, so that a wrong number is found as surely as a right one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from figurecheck.figures import Form, Found, NumberKind, find_stated
from figurecheck.figures.common.word_table import is_hangul
from figurecheck.scan.drafts import Draft
from figurecheck.scan.repository.counts_file import SLOT, CountSource
from figurecheck.scan.repository.flat_text import FlatText, flatten_blocks

# Adjectives that leave the number as it is: as many different formats as there are formats. Others select ("3 lossless
# formats"), and so may these in a text that also counts what is not supported; then `unless` or a longer phrase helps.
_NEUTRAL = "different distinct separate individual unique supported available existing current total"
# Behind these, another number is meant than that of all: "the first 3 formats", "between two formats".
_SELECTING = frozenset(
    "first last next other another previous following further additional extra more these those any every per between "
    "either but except another's his her their one's two three".split()
)
# A count of another time, or of a part that comes or goes: "it supported 12 formats", "adds 3 formats".
_CHANGING = re.compile(
    r"\b(?:had|was|were|[a-z]+ed|(?:add|remov|drop|introduc|deprecat|lack)(?:s|es|p?ing))(?: only| just| about)? \Z",
    re.IGNORECASE,
)
# "\n" stands for the number.
_OTHER_TIME = re.compile(
    r"\b(?:used to|until|previously|formerly|originally|initially|no longer|planned|roadmap|soon)\b"
    r"|\b(?:grew|grown|rose|risen|increased|expanded|went|up|down) from\b"
    r"|\b(?:in|by|before) (?:(?:(?:version|release) ?|v)\d|(?:19|20)\d\d\b)"
    r"|\n [^.,;]{1,40} (?:was|were|(?:have|has|had) been) ",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?;](?=\s|\Z)")
# "Up to 3 formats at once" limits something else as often as it counts.
_LIMIT = "up to"
_LONGEST = 200
"""Most characters that are looked at before and behind a number."""
_KINDS = frozenset({NumberKind.FIGURE, NumberKind.YEAR})
_COUNTING = frozenset({Form.NUMBER, Form.VAGUE})
PARTS = frozenset(
    "a an and are as at but by for from has have in is of on or than that the to was were which with".split()
)
"""Words that begin another part of the sentence, so that a noun behind them is not what the number counts."""
_BETWEEN = rf"(?:(?!(?:{'|'.join(sorted(PARTS))})\b)[^\W\d]+(?:-[^\W\d]+)* ){{1,2}}"
"""One or two words between a number and its noun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A number that a phrase names."""

    start: int
    """Where the number begins in the draft, without its qualifier."""
    end: int
    text: str
    """The number."""
    lead: str
    """Its qualifier, with the space behind: "more than "."""
    printed: str
    """What is judged: the number with its qualifier and its unit."""
    reading: str
    statistic: str
    """Id of the statistic; empty where there is no telling which, or none is meant."""
    candidates: tuple[str, ...] = ()
    """Ids of statistics that may be meant."""
    doubt: str = ""
    """Why it is not compared."""


@dataclass(frozen=True)
class Phrase:
    """A phrase of a statistic, and whether it speaks of the statistic or of something else."""

    source: CountSource
    phrase: str
    fits: bool = True

    @property
    def size(self) -> int:
        """How many words it has, the number included."""
        return len(self.phrase.split())

    @property
    def rarest(self) -> str:
        """Its longest word, without which nothing matches."""
        return max(re.split(r"[\W_]+", self.phrase.casefold()), key=len)

    @cached_property
    def before(self) -> re.Pattern[str]:
        """Matches what stands before the number, up to the end."""
        left = self.phrase.partition(SLOT)[0]
        return re.compile(rf"{_edge(left[:1], behind=False)}{re.escape(left)}\Z", re.IGNORECASE)

    @cached_property
    def after(self) -> re.Pattern[str]:
        """Matches what stands behind the number."""
        return self._behind(rf"(?:(?:{_NEUTRAL.replace(' ', '|')}) )?")

    @cached_property
    def near(self) -> re.Pattern[str]:
        """Matches the same with words between, which may make it the number of something else."""
        return self._behind(_BETWEEN)

    def _behind(self, between: str) -> re.Pattern[str]:
        right = self.phrase.partition(SLOT)[2]
        words = rf" {between}{re.escape(right[1:])}" if right.startswith(" ") else re.escape(right)
        return re.compile(f"{words}{_edge(right[-1:], behind=True)}", re.IGNORECASE)


def _edge(sign: str, *, behind: bool) -> str:
    """Return a pattern for the end of a word, where a phrase ends in one; Korean words have particles behind."""
    if not sign.isalnum() or (behind and is_hangul(sign)):
        return ""
    return r"(?!\w|-\w)" if behind else r"(?<![\w-])"


def make_phrases(sources: Iterable[CountSource]) -> list[Phrase]:
    """Return the phrases of all statistics, those with the most words first."""
    made = [Phrase(source, phrase, fits) for source in sources
            for phrases, fits in ((source.said_as, True), (source.unless, False)) for phrase in phrases]  # fmt: skip
    return sorted(made, key=lambda one: -one.size)


def find_named(draft: Draft, phrases: list[Phrase], locale: str) -> Iterator[Named]:
    """Yield the numbers of a draft that stand in a phrase, in order."""
    words = {phrase.rarest for phrase in phrases}
    for flat in flatten_blocks(draft):
        # Reading figures takes most of the time, and few blocks have a word of any phrase.
        plain = flat.text.casefold()
        for one in find_stated(flat.text, locale) if any(word in plain for word in words) else ():
            if _counts(one):
                yield from _name(flat, one, phrases)


def _counts(one: Found) -> bool:
    figure = one.figure
    if one.kind not in _KINDS or figure is None or figure.form not in _COUNTING:
        return False
    # "No commands are run" denies, and counts nothing.
    return bool(figure.amount) or any(sign.isdecimal() for sign in one.text)


def _name(flat: FlatText, one: Found, phrases: list[Phrase]) -> Iterator[Named]:
    matched = [(phrase, span) for phrase in phrases if (span := _match(phrase, flat.text, one)) is not None]
    ruled_out = {phrase.source.id for phrase, _ in matched if not phrase.fits}
    meant = [(phrase, span) for phrase, span in matched if phrase.source.id not in ruled_out]
    if not meant:
        whole = (one.start, one.end)
        if ruled_out:
            doubt = f"the words are listed under unless of {' and '.join(sorted(ruled_out))}"
            yield _named(flat, one, whole, doubt=doubt)
        elif maybe := _find_candidates(flat.text, one, phrases):
            doubt = "other words stand between the number and its noun"
            yield _named(flat, one, whole, candidates=maybe, doubt=doubt)
        return
    # Longer phrases are more particular: "{} output formats" before "{} formats".
    first, span = meant[0]
    best = [phrase for phrase, _ in meant if phrase.size == first.size]
    ids = tuple(dict.fromkeys(phrase.source.id for phrase in best))
    doubt = _find_doubt(flat.text, one) if first.phrase.startswith(SLOT) else ""
    if len(ids) > 1:
        doubt = "several statistics have such a phrase"
    if doubt:
        yield _named(flat, one, span, candidates=ids, doubt=doubt)
    else:
        yield _named(flat, one, span, statistic=ids[0])


def _match(phrase: Phrase, text: str, one: Found) -> tuple[int, int] | None:
    """Return where the number begins, with its qualifier, and where it ends, if it stands in a phrase."""
    # A qualifier is the text's own ("over 14 formats"), unless the phrase has it: "at most {} runs" states a limit.
    starts = (one.full_start, one.start)
    start = next((at for at in starts if phrase.before.search(text[max(0, at - _LONGEST) : at])), None)
    # The grammar takes a unit into the number ("380 officers", "14개"), which may be the noun of the phrase.
    inside = () if phrase.phrase.endswith(SLOT) else range(one.start + 1, one.end)
    ends = (*(at for at in inside if _ends_number(text, at)), one.end, one.full_end)
    end = next((at for at in ends if phrase.after.match(text, at)), None)
    return None if start is None or end is None else (start, end)


def _ends_number(text: str, at: int) -> bool:
    """Return whether a number may end before a sign: before a noun, but not within "1,200" or "4.2"."""
    return text[at].isspace() or text[at] == "-" or (text[at].isalpha() and text[at - 1].isdigit())


def _find_candidates(text: str, one: Found, phrases: list[Phrase]) -> tuple[str, ...]:
    found = [phrase.source.id for phrase in phrases
             if phrase.fits and phrase.phrase.startswith(f"{SLOT} ") and phrase.near.match(text, one.end)]  # fmt: skip
    return tuple(dict.fromkeys(found))


def _find_doubt(text: str, one: Found) -> str:
    """Return why a number with the right noun behind may not count all of them; empty where nothing speaks for it."""
    if one.kind is NumberKind.YEAR:
        return "it may be a year"
    words = text[max(0, one.full_start - 80) : one.full_start].split()
    last = words[-1] if words else ""
    if last.casefold() in _SELECTING or text[one.full_start : one.start].casefold().strip() == _LIMIT:
        return "the word before it selects some of them"
    # The grammar takes a verb of motion ("adds 3") into the number as it does a qualifier.
    changing = any(_CHANGING.search(text[max(0, at - 40) : at]) for at in (one.full_start, one.start))
    if changing or _OTHER_TIME.search(_sentence_around(text, one)):
        return "the sentence may speak of another time"
    # "Runs Bash 5 commands": a version, where the name does not begin a sentence.
    inside = len(words) > 1 and not words[-2].endswith((".", "!", "?", ":"))
    if inside and last[:1].isupper() and last.isalnum() and one.text.isdecimal():
        return "the name before it may have a version"
    return ""


def _sentence_around(text: str, one: Found) -> str:
    """Return the sentence of a number, with a line break in its place."""
    starts = [end.end() for end in _SENTENCE_END.finditer(text, max(0, one.full_start - _LONGEST), one.full_start)]
    end = _SENTENCE_END.search(text, one.end)
    before = text[max([*starts, one.full_start - _LONGEST, 0]) : one.full_start]
    return f"{before}\n{text[one.end : end.start() if end else one.end + _LONGEST]}"


def _named(
    flat: FlatText,
    one: Found,
    span: tuple[int, int],
    *,
    statistic: str = "",
    candidates: tuple[str, ...] = (),
    doubt: str = "",
) -> Named:
    start, end = span
    # A verb of motion ("rose to 14") says nothing about a count.
    moved = one.figure is not None and one.figure.direction
    number, lead = flat.text[one.start : end], "" if moved else flat.text[start : one.start]
    return Named(
        start=flat.places[one.start], end=flat.places[end - 1] + 1, text=number, lead=lead, printed=lead + number,
        reading=one.reading, statistic=statistic, candidates=candidates, doubt=doubt,
    )  # fmt: skip
