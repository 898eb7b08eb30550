"""Changes that go another way, or another distance, than the two numbers that they join."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from factbook.figures import Form
from factbook.model import Verdict
from factbook.scan.consistency.exact import Fault, Part, bears, percent, shown
from factbook.scan.consistency.result import Status
from factbook.scan.consistency.text_figures import Figure
from factbook.verdicts.judge import judge

_TO = re.compile(r"(?:\s+[^\W\d]+)?(?:\s+in\s+\d{4})?\s+to\s+(?:[^\W\d]+\s+)?", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+(?:[^\W\d]+\s+)?$", re.IGNORECASE)
_BY = re.compile(
    r"(?:\s+[^\W\d]+){0,2}(?:\s+in\s+\d{4})?\s*[(,]?\s*"
    r"(?:up|down|a\s+(?:rise|fall|drop|gain|decline)\s+of|an?\s+(?:increase|decrease)\s+of)?(?:\s+by)?\s*",
    re.IGNORECASE,
)
_WAY = re.compile(r"\b(?:(up|rise|increase|gain)|(down|fall|decrease|drop|decline))\b", re.IGNORECASE)
_KOREAN_BY = re.compile(r"\s*(?:으로|로)\s*")
_KOREAN_WAY = re.compile(r"\s*(?:(증가|늘|상승|올)|(감소|줄|하락|떨어))")
_VERBS = re.compile(
    r"\b(?:(?P<up>rose|risen|rising|grew|grown|climbed|increased|jumped|surged|soared)"
    r"|(?P<down>fell|fallen|dropped|declined|decreased|shrank|plunged|plummeted)"
    r"|(?P<times>doubled|tripled|trebled|quadrupled|halved))\s+from\s+$",
    re.IGNORECASE,
)
_NEARLY = re.compile(
    r"\b(?:nearly|almost|about|roughly|over|than|quite|virtually|not|never|have|would)\s+$", re.IGNORECASE
)
_RANKED = re.compile(r"\brank|\bplace|\bposition|\bworld number|\bseed", re.IGNORECASE)
_ENDS = re.compile(r"(?P<left>.+?)\s*(?:\bto\b|에서)\s*(?P<right>.+)", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def find_wrong_changes(parts: list[Part]) -> Iterator[Fault]:
    """Find changes that their own two ends refute."""
    for part in parts:
        for span in part.figures:
            ends = _ends(part, span)
            if ends is None:
                continue
            yield from _against_verb(part, span, *ends)
            share = next((one for one in part.figures if one.start >= span.end), None)
            if share is not None and percent(share):
                yield from _against_share(part, span, share, *ends)
        yield from _apart(part)


def _ends(part: Part, span: Figure) -> tuple[Fraction, Fraction] | None:
    """Give both ends of "from a to b" that was read as one range, as they are printed."""
    read = span.found.figure if span.found else None
    if read is None or read.upper is None or read.form is not Form.NUMBER:
        return None
    sides = _ENDS.fullmatch(span.text)
    full = part.text[span.found.full_start : span.end] if span.found else ""
    if sides is None or not ("from" in full.casefold() or "에서" in span.text):
        return None
    amounts = sorted((read.amount, read.upper))
    numbers = [_NUMBER.search(sides["left"]), _NUMBER.search(sides["right"])]
    first = [Fraction(number.group().replace(",", "")) if number else None for number in numbers]
    if first[0] == first[1] or None in first:
        return None
    if first == amounts[::-1]:
        return amounts[1], amounts[0]
    return (amounts[0], amounts[1]) if first == amounts else None


def _apart(part: Part) -> Iterator[Fault]:
    """Find "from a in 2019 to b in 2024, up c%", which is read as two numbers."""
    figures = part.figures
    for one, two, share in zip(figures, figures[1:], figures[2:], strict=False):
        sizes = _size(one), _size(two)
        joined = _FROM.search(part.before(one)[-40:]) and _TO.fullmatch(part.gap(one, two))
        if joined and sizes[0] and sizes[1] is not None and percent(share):
            yield from _against_share(part, two, share, sizes[0], sizes[1])


def _size(figure: Figure) -> Fraction | None:
    read = figure.found.figure if figure.found else None
    plain = read is not None and read.form is Form.NUMBER and read.upper is None and read.qualifier is None
    return read.amount if read is not None and plain else None


def _against_share(part: Part, span: Figure, share: Figure, left: Fraction, right: Fraction) -> Iterator[Fault]:
    """Hold "up c%" against a change from `left` to `right`."""
    way = _way(part, span, share)
    if not way or left <= 0:
        return
    change = (right - left) / left
    if (change > 0) - (change < 0) != way or not bears(share, abs(change)):
        yield share.start, Status.CONTRADICTS, f"from {_plain(left)} to {_plain(right)} is {_signed(change)}"


def _way(part: Part, span: Figure, share: Figure) -> int:
    """Say which way the words around a percentage go: 1 up, -1 down, 0 if they do not say that it is this change."""
    gap = part.gap(span, share)
    if _KOREAN_BY.fullmatch(gap) and (said := _KOREAN_WAY.match(part.behind(share))):
        return 1 if said[1] else -1
    told = _WAY.search(gap) if _BY.fullmatch(gap) else None
    return 0 if told is None else 1 if told[1] else -1


def _against_verb(part: Part, span: Figure, left: Fraction, right: Fraction) -> Iterator[Fault]:
    """Hold "rose from a to b" and "doubled from a to b" against a and b."""
    said = part.said[: span.start - part.start]
    verb = _VERBS.search(said)
    if verb is None or _RANKED.search(part.said) or _NEARLY.search(said[: verb.start()]):
        return
    told = f"from {_plain(left)} to {_plain(right)}"
    if (verb["up"] and right < left) or (verb["down"] and right > left):
        yield span.start, Status.CONTRADICTS, f"{told} is {'down' if right < left else 'up'}, not {_told(verb)}"
    if verb["times"] and left > 0 and judge(_times(verb), right / left, unit="ratio").verdict is Verdict.MISMATCH:
        yield span.start, Status.CONTRADICTS, f"{told} is {float(right / left):.3g} times, not “{verb['times']}”"


def _told(verb: re.Match[str]) -> str:
    return "up" if verb["up"] else "down"


def _times(verb: re.Match[str]) -> str:
    """Say with a tolerance what the verb says: "nearly doubled" is common, and not for this check."""
    return f"about {verb['times'].casefold()}"


def _plain(value: Fraction) -> str:
    return f"{float(value):,.10g}"


def _signed(change: Fraction) -> str:
    return f"{'+' if change > 0 else ''}{shown(change)}"
