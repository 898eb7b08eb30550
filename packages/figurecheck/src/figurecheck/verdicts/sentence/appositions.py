"""Reading of a noun that sums up what a figure says of a movement: "rose by 65.1%: a steep fall", "(a drop)"."""

from __future__ import annotations

from collections.abc import Iterator

from figurecheck.verdicts.sentence.passage import MASK, PlacedFigure, SentenceText

LONGEST = 7
"""Words and hyphens of an apposition behind its article: "a steep year-on-year fall"."""
_MARKS = frozenset(",;:(–—")
_ENDS = frozenset({"", ".", "!", "?", ")", *_MARKS})
_JOINTS = frozenset("after before of in from than for to despite following without nach vor von ohne trotz".split())
_ARTICLES = frozenset("a an the ein eine einen einem einer der die das".split())


def find_apposed(figure: PlacedFigure, sentence: SentenceText) -> Iterator[str]:
    """Yield the last word of each apposition behind a figure: of what stands between two marks, led by an article.

    In Korean, which has no articles, it is a word in brackets.
    """
    start = None
    for at in range(figure.at + 1, len(sentence.words) + 1):
        word = sentence.low(at)
        if word == MASK:
            return
        if word not in _ENDS:
            continue
        if start is not None and _is_apposition(sentence, start, at):
            yield sentence.low(at - 1)
        start = at if word in _MARKS else None


def _is_apposition(sentence: SentenceText, start: int, end: int) -> bool:
    words = [sentence.low(at) for at in range(start + 1, end)]
    if sentence.korean:
        return sentence.low(start) == "(" and len(words) == 1
    # "A rise after a fall" is no fall.
    return 1 < len(words) <= LONGEST + 1 and words[0] in _ARTICLES and _JOINTS.isdisjoint(words[1:])
