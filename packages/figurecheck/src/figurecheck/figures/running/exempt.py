"""Which numbers of a running text need no claim, beyond what a grammar says of each by itself.

The kinds are the table of `figures.running.exemptions`; the words are those of `figures.running.exempt_names`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from figurecheck.figures.common.figure import Found, NumberKind
from figurecheck.figures.common.tokens import either
from figurecheck.figures.running.exempt_names import (
    COMPOUNDS,
    NAMED,
    NO_PLURALS,
    NUMBERED,
    PLURAL_NOUNS,
    POSITIONED,
    TERMS,
    YEAR_DATING,
    YEAR_NOUNS,
)

_NUMBER = r"\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?"
# A number behind a label, and those that are listed with it, unless a noun in the plural is counted behind them.
_LABELLED = re.compile(
    rf"(?<![\w-])(?:{either(NUMBERED)})(?P<dot>\.?)[ \u00a0]?[(#]?(?P<first>{_NUMBER})(?![\w%]|[.,]\d|-\w*[a-z])"
    rf"(?P<more>(?:\s?(?:,|;|&|–|-|\band\b|\bor\b|\bto\b|\bthrough\b)\s?)+(?:{_NUMBER})(?![\w%]|[.,]\d))*",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"(?<![\w.-])(?:{either(NAMED)})(?:[ \u00a0](?:v|ver\.|version|level|release)\.?)?"
    rf"(?:\s?(?:[<>~=!]=|[<>≥≤]))?[ \u00a0–/-]?"
    rf"(?P<number>\d{{1,5}}(?:[.:-]\d{{1,4}}){{0,4}}(?:[a-z]\b)?)"
    r"(?:(?:,| and| or| to|/|–)\s?\d+(?:\.\d+)+)*(?![\w%]|,\d|\.\d)"
)
_CITED = re.compile(r"\[\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*\](?=\s*(?:[.,;:!?)(]|$|[a-z]+\b))")
_ISSUE = re.compile(r"(?<![\w#])#\d{1,6}\b(?![,.]\d)")
_PHONE = re.compile(
    r"\(\d{2,5}\)[ -]?\d{3,4}[ -]\d{3,4}\b"
    r"|\b(?:call|dial|phone|tel|telephone|fax|mobile|hotline|emergency number|helpline)\b[.:]?\s+"
    r"(?:(?:us|on|at|is)\s+){0,2}"
    r"\+?\d[\d ()-]{1,18}\d",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+o['’]clock\b"
    r"|\b\d{1,2}(?:[:.]\d\d)?\s?(?:–|-|to|and)\s?\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b"
    r"|\b(?:half|quarter|five|ten|twenty|twenty-five)\s+(?:past|to)\s+(?:one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|noon|midnight)\b(?!\s+(?:[a-z]+s)\b)|\b(?:UTC|GMT)\s?[+−-]\s?\d{1,2}\b",
    re.IGNORECASE,
)
_KEYS = re.compile(
    r"\b(?:Ctrl|Control|Cmd|Command|Alt|Option|Shift|Fn|⌘|⌥|⇧)\s?[+-]\s?(?:\w+\s?[+-]\s?)*\d\b", re.IGNORECASE
)
_SPANNED = re.compile(r"\b(?:19|20)\d\d/(?:(?:19|20)\d\d|\d\d)\b(?!/)")
_TERM = re.compile(rf"\b(?:\w+)-(?:{either(COMPOUNDS)})\b(?!-)", re.IGNORECASE)
_DOUBLED = re.compile(
    rf"\b(?:double|doubles|triple|treble|quadruple|zero)[ -](?:{either(TERMS)})\b"
    r"|\bnon-?zero\b|\bone or (?:more|several)\b",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"\b(?:half|semi)-(?:open|closed|plane|line|space|normal|moon|mast|light|width|height|edge)\b", re.IGNORECASE
)
# "Scores of people" counts, "test scores of people" does not.
_SCORES = re.compile(
    r"\b(?:the|their|his|her|its|these|those|our|your|all|test|exam|credit|mean|average|median|raw|total|final|highe?r?|"
    r"lowe?r?|quality|risk|similarity|sum|factor|latent|maths?|reading|\w+[- ]?score|z|t)[ -]scores?\b",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"\b\d{1,4}[a-z]?(?:[–-]\d{1,4})? (?:[A-Z][\w'’.]+ ){1,3}"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Square|Place|Way|Boulevard|Court|Terrace|Row)\b"
)
# A colour, and what names a content by its digest.
_DIGEST = re.compile(
    # Versions before their release, and all versions of a kind: 2.0.0b1, 0.17.x.
    r"\b\d+(?:\.\d+){1,3}(?:a|b|rc|\.?dev|\.?post)\d+\b|\b\d+(?:\.\d+)*\.[xX]\b|"
    r"#(?:[0-9a-f]{6}|[0-9a-f]{3}|[0-9a-f]{8})\b"
    r"|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{32,64}\b",
    re.IGNORECASE,
)
_CARDINAL = "one|two|three|four|five|six|seven|eight|nine|ten"
# Places in laws and works: "§ 12 (3)", "Article 5(2)", "Appendix B.1", "Regulation (EU) 2016/679", "Part Two".
_CITATION = re.compile(
    r"§{1,2}\s?\d{1,4}[a-z]?(?:\s?\(\d{1,2}\))*"
    r"|\b(?i:article|section|art\.|paragraph|rule|clause|schedule)\s\d{1,4}[a-z]?(?:\(\d{1,2}\))+"
    r"|\b(?i:appendix|annex|table|figure|exhibit|part|section)\s[A-Z](?:\.\d{1,2}){1,3}(?!\d)"
    r"|\b(?i:regulation|directive|decision)\s(?:\([A-Z]{2,7}(?:, Euratom)?\)\s)?(?:No\.?\s)?\d{2,4}/\d{1,4}\b"
    rf"|\b(?:Part|Chapter|Act|Scene|Volume|Book|Section|Phase|Stage|Season|Episode)\s(?i:{_CARDINAL})\b(?!-)"
    r"|\bScene\s\d{1,2}\b|\barXiv:\d{4}\.\d{4,5}(?:v\d{1,2})?\b"
)
_ERA = re.compile(r"\bAD\s\d{1,4}\b|\b\d{1,4}\s(?:BCE?|CE|AD)\b|\bFY\s?\d{4}[/–-]\d\d\b")
_IDIOM = re.compile(
    r"\b24/7\b|\b9/11\b(?! of)|\b[248]K (?:video|resolution|display|screen|television|TV|camera|image)s?\b"
    r"|\bzero-days?\b|\b(?:double|triple) glazing\b",
    re.IGNORECASE,
)
_POSITION = re.compile(
    rf"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|2nd|3rd|[4-9]th|10th)[ \u00a0]"
    rf"(?:{either(POSITIONED)})\b",
    re.IGNORECASE,
)
_SPANS = (
    (_POSITION, NumberKind.LIST),
    (_DIGEST, NumberKind.CODE),
    (_SCORES, NumberKind.WORD),
    (_STREET, NumberKind.ADDRESS),
    (_NAMED, NumberKind.NAME),
    (_CITATION, NumberKind.LIST),
    (_ERA, NumberKind.DATE),
    (_IDIOM, NumberKind.WORD),
    (_PHONE, NumberKind.ADDRESS),
    (_CLOCK, NumberKind.TIME),
    (_KEYS, NumberKind.CODE),
    (_SPANNED, NumberKind.DATE),
    (_TERM, NumberKind.WORD),
    (_DOUBLED, NumberKind.WORD),
    (_HALF, NumberKind.WORD),
)

_POINTED = re.compile(r"\d{1,3}(?:\.\d{3}){1,2}")
_HEX = re.compile(r"0[xob][0-9a-f]+", re.IGNORECASE)
_YEARS = re.compile(r"(?:19|20)\d\d")
_NEXT = re.compile(r"[ \u00a0\n]+(?:([a-z]+)[ \u00a0\n]+)?([a-z]+)\b")


def find_exempt(text: str) -> list[tuple[int, int, NumberKind]]:
    """Return the places whose numbers name or refer to something, each with its kind."""
    found = [
        (*match.span(), kind)
        for pattern, kind in _SPANS
        for match in pattern.finditer(text)
        if pattern is not _NAMED or not _counts_behind_name(match, text)
    ]
    references = (*_CITED.finditer(text), *_ISSUE.finditer(text))
    cited = (match.span() for match in references if not _is_counted(text, match.end()))
    return [*found, *((start, end, NumberKind.LIST) for start, end in (*_labelled(text), *cited))]


def _counts_behind_name(match: re.Match[str], text: str) -> bool:
    """Return whether the number behind a name counts what follows: "Bus 87657 trips", but not "Windows 11 machines"."""
    number = match["number"]
    return number.isdecimal() and len(number) > 2 and not _YEARS.fullmatch(number) and _is_counted(text, match.end())


def _labelled(text: str) -> Iterator[tuple[int, int]]:
    for match in _LABELLED.finditer(text):
        counted = _is_counted(text, match.end())
        # "Section 876 trips" is a label and a count that lost the comma between them.
        if counted and not match["more"] and len(match["first"]) > 2:
            continue
        yield match.start(), match.end("first") if counted else match.end()


def _is_counted(text: str, end: int) -> bool:
    """Return whether a noun in the plural follows."""
    following = re.match(r"[ \u00a0\n]+([a-z]+)\b", text[end : end + 40])
    return following is not None and _is_plural(following[1])


def _is_plural(word: str) -> bool:
    return word in PLURAL_NOUNS or (word.endswith("s") and not word.endswith("ss") and word not in NO_PLURALS)


def reconsider(found: Found, text: str) -> Found:
    """Return a number that a grammar took for a name, a code, a year or a label as a figure, where it is one."""
    if found.needs_claim or not _is_figure(found, text):
        return found
    return replace(found, kind=NumberKind.FIGURE, needs_claim=True)


def _is_figure(found: Found, text: str) -> bool:
    counted = _is_counted(text, found.end)
    if found.kind is NumberKind.NAME:
        return _is_no_name(found.text, counted=counted)
    if found.kind is NumberKind.CODE:
        # No part of a version has five digits, and nobody counts with codes of digits alone.
        parted = re.fullmatch(r"v?\d+(?:\.\d+)+", found.text) is not None
        return (
            _POINTED.fullmatch(found.text) is not None
            or (parted and re.search(r"\d{5}", found.text) is not None)
            or (counted and not any(sign.isalpha() for sign in found.text))
        )
    if found.kind is NumberKind.YEAR:
        return _counts(found, text)
    if found.kind is NumberKind.LIST:
        bracketed = text[: found.start].strip() == "(" and not text[found.end :].strip(" )")
        return counted or bracketed
    # Of dates only a year without its century could count: '87 trips.
    return found.kind is NumberKind.DATE and found.text.startswith(("'", "‘", "’")) and counted


def _is_no_name(name: str, *, counted: bool) -> bool:
    """Return whether digits with letters are more than a name: n87654, 0x15666."""
    if _HEX.fullmatch(name):
        return True
    letters = "".join(sign for sign in name if sign.isalpha())
    longest = max((len(run) for run in re.findall(r"\d+", name)), default=0)
    if name.lower().startswith("covid") and re.sub(r"\D", "", name) != "19":
        return True
    # "RTX4090" and "CVPR2023" are names, "n8765" is none, and no name of ours has five digits.
    if longest >= 5 or (longest == 4 and not (letters.isupper() and len(letters) > 1) and not _YEARS.search(name)):
        return True
    if longest >= 4 and counted and not _YEARS.search(name):
        return True
    return longest >= 3 and len(letters) == 1 and letters.islower()


def _counts(found: Found, text: str) -> bool:
    """Return whether four digits that could be a year stand before what they count: "1999 trips"."""
    is_year = re.fullmatch(r"(?:19|20)\d\d(?:[–-]\d\d(?:\d\d)?)?", found.text) is not None
    following = _NEXT.match(text[found.end : found.end + 60]) if is_year else None
    if following is None:
        return False
    first, second = following.groups()
    nouns = [word for word in (first, second) if word and _is_plural(word)]
    if not nouns or nouns[0] in YEAR_NOUNS or (first and first in NO_PLURALS and not _is_plural(second)):
        return False
    # "2022 harbour accidents" is a title; in a sentence a word stands before.
    if first and not _is_plural(first) and not text[: found.start].strip():
        return False
    # Between the year and the plural may stand an adjective, not a verb or a conjunction: "2024 saw trips".
    if first and not _is_plural(first) and first in _NO_ADJECTIVES:
        return False
    before = text[: found.start].rstrip()
    word = re.search(r"([\w’']+)$", before)
    if word is None:
        return not before.endswith(("(", ",", "–", "-", "/", "&"))
    lead = word[1].lower()
    if lead == "to" and re.search(r"\bfrom\s+\S+(?:\s+\S+)?\s+to$", before, re.IGNORECASE):
        return False
    dated = lead in YEAR_DATING or lead.endswith(("'s", "’s")) or _YEARS.fullmatch(lead) is not None
    return not dated and not word[1].istitle()


_NO_ADJECTIVES = frozenset(
    """
    a all an and are as at be been but by can could did do does for from gave had has have if in into is made many may
    might more most no nor of on or our over per saw shall should showed shows since so some such than that the their
    then there these they this those through to under until up was we were what when where which while who will with
    without would
    """.split()
)
