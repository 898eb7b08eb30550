"""Changes whose direction or size differs from that of the two numbers that they join."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from figurecheck.figures import Form, Rules
from figurecheck.model import Verdict
from figurecheck.scan.consistency.exact import Refutation, TextSentence, is_percentage, may_print, show_share
from figurecheck.scan.consistency.result import Status
from figurecheck.scan.consistency.text_figures import Figure
from figurecheck.scan.words.tables import LanguagePhrases, plain
from figurecheck.verdicts.judge import judge

_TO, _FROM, _BY, _WAY = (LanguagePhrases(name) for name in ("to", "from", "by", "way"))
_BEFORE_WAY, _WAY_BEHIND = LanguagePhrases("before way"), LanguagePhrases("way behind")
_BETWEEN_ENDS = LanguagePhrases("between ends")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_MOVED_FROM, _NEARLY, _RANKED = LanguagePhrases("moved from"), LanguagePhrases("nearly"), LanguagePhrases("ranked")


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
    text = plain(span.text)
    link = _BETWEEN_ENDS.search(text)
    full = sentence.source[span.found.full_start : span.end] if span.found else ""
    if link is None or not ("from" in full.casefold() or "에서" in span.text):
        return None
    # The grammar sorts the ends of a range; which one was printed first decides the direction of the change.
    amounts = sorted((read.amount, read.upper))
    numbers = [_NUMBER.search(text[: link.start]), _NUMBER.search(text[link.end :])]
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
        left, right = _size(one), _size(two)
        # What costs most comes last: most numbers are followed by no percentage.
        if not left or right is None or not is_percentage(share):
            continue
        if _TO.fullmatch(sentence.between(one, two)) and _FROM.search_end(sentence.before(one)[-40:]):
            yield from _check_share(sentence, two, share, left, right)


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
    way = _WAY.search(gap) if _BY.fullmatch(gap) else None
    if way is None and _BEFORE_WAY.fullmatch(gap):
        way = _WAY_BEHIND.match(sentence.after(share))
    return 0 if way is None else 1 if way["rise"] else -1


def _check_verb(sentence: TextSentence, span: Figure, left: Fraction, right: Fraction) -> Iterator[Refutation]:
    """Compare "rose from a to b" and "doubled from a to b" with a and b."""
    said = sentence.before(span)
    verb = _MOVED_FROM.search_end(said)
    if verb is None or _RANKED.is_in(sentence.plain) or _NEARLY.search_end(said[: verb.start]):
        return
    way = f"from {_plain(left)} to {_plain(right)}"
    if (verb["rose"] and right < left) or (verb["fell"] and right > left):
        yield (
            span.start,
            Status.CONTRADICTS,
            f"{way} is {'down' if right < left else 'up'}, not {'up' if verb['rose'] else 'down'}",
        )
    # As "about", since papers say "doubled" of anything near it.
    printed = sentence.source[sentence.start : span.start].split()[-2]
    if verb["times"] and left > 0 and not _may_be(verb["times"], right / left, sentence.rules):
        yield span.start, Status.CONTRADICTS, f"{way} is {float(right / left):.3g} times, not “{printed}”"


def _may_be(multiple: str, ratio: Fraction, rules: Rules) -> bool:
    finding = judge(f"about {multiple}", ratio, unit="ratio", rules=rules)
    return finding.verdict is not Verdict.MISMATCH


def _plain(value: Fraction) -> str:
    return f"{float(value):,.10g}"


def _signed(change: Fraction) -> str:
    return f"{'+' if change > 0 else ''}{show_share(change)}"
