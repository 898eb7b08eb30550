"""Every number that a running text states, whatever it is written with."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import replace

from figurecheck.figures.common.figure import Found, NumberKind
from figurecheck.figures.common.running_text import found_at, name_spans
from figurecheck.figures.languages import find_language, language_code
from figurecheck.figures.parser import find
from figurecheck.figures.running.exempt import find_exempt, reconsider
from figurecheck.figures.running.look_alikes import drop_unseen, has_unseen, unmask
from figurecheck.figures.running.unread import find_unread

Spans = list[tuple[int, int, NumberKind]]
_HANGUL = re.compile(r"[\uac00-\ud7a3]+")
_LATIN = re.compile(r"[A-Za-z]+")
_DIGITS = re.compile(r"\d+")


def find_stated(text: str, locale: str = "en", names: tuple[str, ...] = ()) -> list[Found]:
    """List every number of a text in order: those that `find` reads, and those that no grammar reads.

    A number that no grammar reads needs a claim and has no `figure`. Places are those of `text`.

    >>> [(one.text, one.needs_claim) for one in find_stated("A trio of ⑧ on Windows 11, some LXXXVII trips")]
    [('A trio', True), ('⑧', True), ('11', False), ('LXXXVII', True)]
    """
    if not has_unseen(text):
        return _find(text, locale, names)
    seen, places = drop_unseen(text)
    places.append(len(text))
    return [_moved(one, text, places) for one in _find(seen, locale, names)]


def _moved(found: Found, text: str, places: list[int]) -> Found:
    start, end = places[found.start], places[found.end - 1] + 1
    full_start, full_end = places[found.full_start], places[found.full_end - 1] + 1
    return replace(found, start=start, end=end, full_start=full_start, full_end=full_end, text=text[start:end])


def _find(text: str, locale: str, names: tuple[str, ...]) -> list[Found]:
    # Lines of a source are broken anywhere; to a reader they are one.
    plain = unmask(text).replace("\n", " ").replace("’", "'")
    exempt = [*name_spans(text, names), *find_exempt(plain)]
    near = _group(exempt)
    numbers = [_classify(one, plain, near(one.start)) for one in find(plain, locale=locale, names=names)]
    numbers += _find_in_other_script(plain, locale, names, numbers)
    # What is bound may be "삼"; a label that is 구 alone is a district.
    numbers = [one for one in numbers if one.text != plain.strip() or not _is_other_word(one.text, locale)]
    unread = _find_unread(plain, numbers, exempt, _language_read(locale))
    is_unread = _touch_any(unread)
    numbers = [one for one in numbers if one.needs_claim or not is_unread(one.start, one.end)]
    numbers += [replace(found_at(*span, text, NumberKind.FIGURE), needs_claim=True) for span in unread]
    return [replace(one, text=text[one.start : one.end]) for one in sorted(numbers, key=lambda one: one.start)]


def _is_other_word(text: str, locale: str) -> bool:
    language = find_language("ko" if _HANGUL.match(text) else locale)
    return language is not None and language.is_other_word(text)


def _find_in_other_script(text: str, locale: str, names: tuple[str, ...], numbers: list[Found]) -> list[Found]:
    """Return the number words of Korean in English text, and of English in Korean text."""
    if _HANGUL.search(text) is None:
        return []
    korean = language_code(locale) == "ko"
    script = _LATIN if korean else _HANGUL
    others = find(text, locale="en" if korean else "ko", names=names)
    is_found = _touch_any((one.start, one.end) for one in numbers)
    return [one for one in others if one.needs_claim and script.match(one.text) and not is_found(one.start, one.end)]


def _language_read(locale: str) -> str:
    """Return the name of the language whose number words are read in a text: English where its own are not."""
    language = find_language(locale)
    return language.name if language is not None and language.reads_words else "English"


def _find_unread(plain: str, numbers: list[Found], exempt: Spans, language: str) -> list[tuple[int, int]]:
    """Return the places of numbers that no grammar reads, or takes for a name."""
    # A number that a grammar reads as well is told once, as it reads it.
    known = [
        *((start, end) for start, end, _ in exempt),
        *((one.start, one.end) for one in numbers if one.needs_claim),
    ]
    is_known = _touch_any(known)
    spans = [span for span in find_unread(plain, language) if not is_known(*span)]
    # The last resort: digits that no reader has taken.
    known += [*spans, *((one.full_start, one.full_end) for one in numbers)]
    is_taken = _touch_any(known)
    spans += [match.span() for match in _DIGITS.finditer(plain) if not is_taken(*match.span())]
    return _merge(spans)


def _classify(found: Found, text: str, exempt: Spans) -> Found:
    for start, end, kind in exempt:
        # The noun behind "Windows 11 users" is read with the number, so only its beginning must lie in the name.
        if start <= found.start < end and not any(sign.isdecimal() for sign in text[end : found.end]):
            return replace(found, kind=kind, needs_claim=False)
    return found if found.needs_claim else reconsider(found, text)


def _group(spans: Spans) -> Callable[[int], Spans]:
    """Return a function that returns the spans near a place, those among them that hold it, in their order."""
    starts = [start for start, _ in _merge([(start, end) for start, end, _ in spans])]
    groups: list[Spans] = [[] for _ in starts]
    for span in spans:
        groups[bisect_right(starts, span[0]) - 1].append(span)

    def near(place: int) -> Spans:
        at = bisect_right(starts, place)
        return groups[at - 1] if at else []

    return near


def _touch_any(spans: Iterable[tuple[int, int]]) -> Callable[[int, int], bool]:
    """Return a function that says whether a place has a character in common with any of some spans."""
    # Sorted once: a line of dates has thousands of both.
    merged = _merge([*spans])
    ends = [end for _, end in merged]

    def touches(start: int, end: int) -> bool:
        at = bisect_right(ends, start)
        return at < len(merged) and merged[at][0] < end

    return touches


def _merge(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
