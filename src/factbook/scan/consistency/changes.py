"""Changes whose direction or size differs from that of the two numbers that they join."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from factbook.figures import Form, Rules
from factbook.model import Verdict
from factbook.scan.consistency.exact import Refutation, TextSentence, is_percentage, may_print, show_share
from factbook.scan.consistency.result import Status
from factbook.scan.consistency.text_figures import Figure
from factbook.verdicts.judge import judge

# Between the ends may stand a noun and a year: "from 762 people in 2019 to 370".
_TO = re.compile(r"(?:\s+[^\W\d]+)?(?:\s+in\s+\d{4})?\s+to\s+(?:[^\W\d]+\s+)?", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+(?:[^\W\d]+\s+)?$", re.IGNORECASE)
# Between the end and the percentage: "to 250, up 25%", "to 250 cases in 2024, a rise of 25%". Anything longer may be
# about something else: "to 250, and fines were up 30%".
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
# "Nearly doubled" and "never doubled" are other claims than "doubled".
_NEARLY = re.compile(
    r"\b(?:nearly|almost|about|roughly|over|than|quite|virtually|not|never|have|would)\s+$", re.IGNORECASE
)
# A team that rose from 9 to 3 in the ranking rose, though the number fell.
_RANKED = re.compile(r"\brank|\bplace|\bposition|\bworld number|\bseed", re.IGNORECASE)
_ENDS = re.compile(r"(?P<left>.+?)\s*(?:\bto\b|에서)\s*(?P<right>.+)", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def find_wrong_changes(sentences: list[TextSentence]) -> Iterator[Refutation]:
    """Yield the changes that their own two ends refute."""
    for sentence in sentences:
        for span in sentence.figures:
            ends = _ends(sentence, span)
            if ends is None:
                continue
            yield from _check_verb(sentence, span, *ends)
            share = next((one for one in sentence.figures if one.start >= span.end), None)
            if share is not None and is_percentage(share):
                yield from _check_share(sentence, span, share, *ends)
        yield from _check_separate_ends(sentence)


def _ends(sentence: TextSentence, span: Figure) -> tuple[Fraction, Fraction] | None:
    """Return both ends of "from a to b" that was read as one range, in the order in which they are printed."""
    read = span.read
    if read is None or read.upper is None or read.form is not Form.NUMBER:
        return None
    sides = _ENDS.fullmatch(span.text)
    full = sentence.source[span.found.full_start : span.end] if span.found else ""
    if sides is None or not ("from" in full.casefold() or "에서" in span.text):
        return None
    # The grammar sorts the ends of a range; which one was printed first decides the direction of the change.
    amounts = sorted((read.amount, read.upper))
    numbers = [_NUMBER.search(sides["left"]), _NUMBER.search(sides["right"])]
    first = [Fraction(number.group().replace(",", "")) if number else None for number in numbers]
    if first[0] == first[1] or None in first:
        return None
    if first == amounts[::-1]:
        return amounts[1], amounts[0]
    return (amounts[0], amounts[1]) if first == amounts else None


def _check_separate_ends(sentence: TextSentence) -> Iterator[Refutation]:
    """Check "from a in 2019 to b in 2024, up c%", which is read as two numbers."""
    figures = sentence.figures
    for one, two, share in zip(figures, figures[1:], figures[2:], strict=False):
        sizes = _size(one), _size(two)
        joined = _FROM.search(sentence.before(one)[-40:]) and _TO.fullmatch(sentence.between(one, two))
        if joined and sizes[0] and sizes[1] is not None and is_percentage(share):
            yield from _check_share(sentence, two, share, sizes[0], sizes[1])


def _size(figure: Figure) -> Fraction | None:
    read = figure.read
    plain = read is not None and read.form is Form.NUMBER and read.upper is None and read.qualifier is None
    return read.amount if read is not None and plain else None


def _check_share(
    sentence: TextSentence, span: Figure, share: Figure, left: Fraction, right: Fraction
) -> Iterator[Refutation]:
    """Compare "up c%" with a change from `left` to `right`."""
    way = _way(sentence, span, share)
    if not way or left <= 0:
        return
    change = (right - left) / left
    # No direction in words, no accusation: the percentage may be of anything.
    if (change > 0) - (change < 0) != way or not may_print(share, abs(change), sentence.rules):
        yield share.start, Status.CONTRADICTS, f"from {_plain(left)} to {_plain(right)} is {_signed(change)}"


def _way(sentence: TextSentence, span: Figure, share: Figure) -> int:
    """Return the direction of the words around a percentage: 1 up, -1 down, 0 if they are not about this change."""
    gap = sentence.between(span, share)
    if _KOREAN_BY.fullmatch(gap) and (said := _KOREAN_WAY.match(sentence.after(share))):
        return 1 if said[1] else -1
    way = _WAY.search(gap) if _BY.fullmatch(gap) else None
    return 0 if way is None else 1 if way[1] else -1


def _check_verb(sentence: TextSentence, span: Figure, left: Fraction, right: Fraction) -> Iterator[Refutation]:
    """Compare "rose from a to b" and "doubled from a to b" with a and b."""
    said = sentence.text[: span.start - sentence.start]
    verb = _VERBS.search(said)
    if verb is None or _RANKED.search(sentence.text) or _NEARLY.search(said[: verb.start()]):
        return
    way = f"from {_plain(left)} to {_plain(right)}"
    if (verb["up"] and right < left) or (verb["down"] and right > left):
        yield span.start, Status.CONTRADICTS, f"{way} is {'down' if right < left else 'up'}, not {_way_of_verb(verb)}"
    # As "about", since papers say "doubled" of anything near it.
    if verb["times"] and left > 0 and not _may_be(verb["times"], right / left, sentence.rules):
        yield span.start, Status.CONTRADICTS, f"{way} is {float(right / left):.3g} times, not “{verb['times']}”"


def _may_be(multiple: str, ratio: Fraction, rules: Rules) -> bool:
    finding = judge(f"about {multiple.casefold()}", ratio, unit="ratio", rules=rules)
    return finding.verdict is not Verdict.MISMATCH


def _way_of_verb(verb: re.Match[str]) -> str:
    return "up" if verb["up"] else "down"


def _plain(value: Fraction) -> str:
    return f"{float(value):,.10g}"


def _signed(change: Fraction) -> str:
    return f"{'+' if change > 0 else ''}{show_share(change)}"
