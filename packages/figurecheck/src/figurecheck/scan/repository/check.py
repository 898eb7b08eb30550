"""Check the texts of a repository: each number that a phrase names or a sentence describes, and what must be stated."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from figurecheck.figures import DEFAULT_RULES, find
from figurecheck.figures.english.words import TENS, UNITS
from figurecheck.figures.languages import language_code
from figurecheck.model import Verdict
from figurecheck.model.errors import Complaint, DataError, complain_all
from figurecheck.scan.compare import HOLDS, judged
from figurecheck.scan.consistency.result import Candidate, Scanned, Status
from figurecheck.scan.drafts import Draft, read_drafts
from figurecheck.scan.fact import Fact
from figurecheck.scan.fact_index import index_facts
from figurecheck.scan.repository.counts_file import SLOT, CountsFile, CountSource
from figurecheck.scan.repository.flat_text import find_spans
from figurecheck.scan.repository.phrases import Named, find_named, make_phrases
from figurecheck.scan.repository.texts import find_texts, matches
from figurecheck.scan.repository.values import read_facts
from figurecheck.scan.scan_text import scan

Made = TypeVar("Made", Draft, Fact)
_COMPARED = frozenset({Status.AGREES, Status.DISAGREES})
_ROUNDED = frozenset({Verdict.ROUNDED, Verdict.TRUNCATED, Verdict.LOOSE})
"""Verdicts on a number without a qualifier that is near the value and not the value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A statistic that a file must state and does not."""

    file: str
    statistic: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedTexts:
    """What is known of the texts of a repository."""

    scans: tuple[tuple[Draft, tuple[Scanned, ...]], ...]
    facts: tuple[Fact, ...]
    missing: tuple[Missing, ...] = ()


def check_texts(counts: CountsFile, config: Path, files: Sequence[str] = ()) -> CheckedTexts:
    """Check the texts that a `figurecheck.yml` names, or `files` alone; `config` is where it lies.

    Raises DataError for texts that cannot be read, and for statistics without a value.
    """
    folder = config.parent
    complaints: list[Complaint] = []
    drafts = _collect(lambda: _read_texts(counts, config, files), complaints)
    facts = _collect(lambda: read_facts(counts.statistics, folder), complaints)
    complain_all(DataError, complaints)
    checker = CountsChecker(counts, facts)
    scans = tuple((draft, tuple(checker.check_draft(draft))) for draft in drafts)
    missing = () if files else tuple(checker.find_missing(scans, folder))
    return CheckedTexts(scans=scans, facts=tuple(facts), missing=missing)


def _read_texts(counts: CountsFile, config: Path, files: Sequence[str]) -> list[Draft]:
    folder = config.parent
    names = list(files) or [str(folder / name) for name in find_texts(counts, folder, str(config))]
    # Every text is a file here: standard input belongs to whoever calls the hook.
    return read_drafts(names, io.BytesIO())


def _collect(read: Callable[[], list[Made]], complaints: list[Complaint]) -> list[Made]:
    """Return what is read; what is wrong with it is added to the complaints, so that one run names all faults."""
    try:
        return read()
    except DataError as error:
        complaints += error.complaints
        return []


def _leave(one: Scanned) -> Scanned:
    reason = "the words are listed under ignore"
    return replace(one, status=Status.UNSOURCED, statistic="", candidates=(), reason=reason)


def leave_parts(made: Sequence[Scanned], text: str, locale: str) -> list[Scanned]:
    """Leave a smaller number alone that opens a sentence right behind the whole: "There are 6. Four are implicit"."""
    result: list[Scanned] = []
    whole: Scanned | None = None
    for one in made:
        same = whole is not None and whole.statistic == one.statistic
        near = same and whole is not None and "\n\n" not in text[whole.end : one.start]
        opens = text[: one.start].rstrip()[-1:] in _ENDS
        if near and opens and whole is not None and _amount(one, locale) < _amount(whole, locale):
            reason = "it may be a part of the number in the sentence before"
            result.append(replace(one, status=Status.UNSOURCED, statistic="", reason=reason))
            continue
        whole = one
        result.append(one)
    return result


_ENDS = frozenset(".!?")


def _amount(one: Scanned, locale: str) -> Fraction:
    found = find(one.text, locale)
    read = found[0].figure if len(found) == 1 else None
    return read.amount if read is not None else Fraction(0)


class CountsChecker:
    """Holds texts against statistics whose values are known."""

    def __init__(self, counts: CountsFile, facts: Sequence[Fact]) -> None:
        self._sources, self._locale, self._ignored = counts.statistics, counts.locale, counts.ignore
        self._facts = {fact.id: fact for fact in facts}
        # Without a name there is nothing by which a sentence could describe it; then the phrases are all there is.
        self._index = index_facts(fact for fact in facts if fact.about)
        self._phrases = make_phrases(counts.statistics)

    def check_draft(self, draft: Draft) -> list[Scanned]:
        """Return what is known of each number of a text, in order."""
        named = {one.start: one for one in find_named(draft, self._phrases, self._locale)}
        made = [
            self._add_remedy(one)
            for one in scan(draft.text, self._index, locale=self._locale)
            if not any(one.start <= start < one.end for start in named)
        ]
        made += leave_parts([self._compare(draft, one) for one in named.values()], draft.text, self._locale)
        left_alone = find_spans(draft, self._ignored)
        return [
            _leave(one) if any(start <= one.start < end for start, end in left_alone) else one
            for one in sorted(made, key=lambda one: one.start)
        ]

    def find_missing(self, scans: Iterable[tuple[Draft, Iterable[Scanned]]], folder: Path) -> Iterator[Missing]:
        """Yield the statistics that a file must state, and does not."""
        for draft, found in scans:
            name = Path(draft.name).relative_to(folder).as_posix()
            stated = {one.statistic for one in found if one.status in _COMPARED}
            for source in self._sources:
                if source.id not in stated and any(matches(name, pattern) for pattern in source.stands):
                    yield Missing(file=draft.name, statistic=source.id, reason=self._say_what_lacks(source))

    def _say_what_lacks(self, source: CountSource) -> str:
        value = self._facts[source.id].value
        shown = value if isinstance(value, str) else f"{value:,f}"
        how = f" (write ‘{source.said_as[0].replace(SLOT, shown)}’)" if source.said_as else ""
        return f"no figure here is that of {source.id}, which is {shown}{how}"

    def _compare(self, draft: Draft, one: Named) -> Scanned:
        status, reason = Status.UNSOURCED, one.doubt
        if one.statistic:
            status, reason = self._judge(one, self._facts[one.statistic])
        candidates = tuple(
            Candidate(id, agrees=self._judge(one, self._facts[id])[0] is Status.AGREES, score=1.0)
            for id in ([one.statistic] if one.statistic else one.candidates)
        )
        made = Scanned(
            start=one.start, end=one.end, text=one.text, reading=one.reading, status=status, statistic=one.statistic,
            reason=reason, line=draft.place(one.start)[0], candidates=candidates,
        )  # fmt: skip
        return self._add_remedy(made, one.lead)

    def _judge(self, one: Named, fact: Fact) -> tuple[Status, str]:
        finding = judged(one.printed, fact.value, unit=fact.unit, locale=self._locale, rules=DEFAULT_RULES)
        if finding.verdict is Verdict.MISMATCH:
            return Status.DISAGREES, finding.reason
        if finding.verdict not in HOLDS:
            return Status.UNSOURCED, finding.reason
        exact = any(source.exact for source in self._sources if source.id == fact.id)
        if exact and finding.verdict in _ROUNDED and not one.lead:
            return Status.DISAGREES, f"{finding.reason}, which is not exact"
        return Status.AGREES, finding.reason

    def _add_remedy(self, one: Scanned, lead: str = "") -> Scanned:
        """Add what to write to the reason of a number that disagrees with one statistic."""
        if one.status is not Status.DISAGREES or one.statistic not in self._facts:
            return one
        written = restate(lead, one.text, self._facts[one.statistic], self._locale)
        remedy = f"write ‘{written}’; where the words mean something else, list them under unless"
        return replace(one, reason=f"{one.reason} ({remedy})") if written else one


_DIGITS = re.compile(r"\d[\d,]*(?P<places>\.\d+)?")
_WORDS = {value: word for table in (TENS, UNITS) for word, value in table.items()}
_LARGEST_WORD = 99


def restate(lead: str, number: str, fact: Fact, locale: str) -> str:
    """Return what to print in place of a number and its qualifier; empty where no form is sure to be right.

    >>> restate("", "Fourteen", Fact(id="formats", value=Decimal(15)), "en")
    'Fifteen'
    >>> restate("more than ", "1,200", Fact(id="tests", value=Decimal(1100)), "en")
    '1,100'
    """
    if not isinstance(fact.value, Decimal):
        return ""
    written = _write(number, fact.value, locale)
    # The qualifier stays where it is true of the new number: "about 14", but not "more than 14" for 14.
    for text in (f"{lead}{written}", written) if written else ():
        if judged(text, fact.value, unit=fact.unit, locale=locale, rules=DEFAULT_RULES).verdict in HOLDS:
            return text
    return ""


def _write(number: str, value: Decimal, locale: str) -> str:
    whole = value == value.to_integral_value()
    found = _DIGITS.search(number)
    if found is None:
        words = _in_words(int(value)) if whole and language_code(locale) == "en" else ""
        return (words.capitalize() if number[:1].isupper() else words) or (f"{value:,f}" if whole else "")
    places = len(found["places"] or ".") - 1
    # Four digits keep the style of the text; more are never printed without separators.
    separator = "," if "," in found.group() or len(found.group()) < 4 or abs(value) >= 10_000 else ""
    shown = f"{value:{separator}.{places}f}" if places or whole else f"{value:{separator}f}"
    return number[: found.start()] + shown + number[found.end() :]


def _in_words(value: int) -> str:
    """Return a whole number below a hundred in English words; empty for others."""
    if not 0 <= value <= _LARGEST_WORD:
        return ""
    tens, units = divmod(value, 10)
    return _WORDS.get(value) or f"{_WORDS[10 * tens]}-{_WORDS[units]}"
