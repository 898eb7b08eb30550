"""Words of a text that no statistic has, read as those by which statistics name the same thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from figurecheck.figures.common.text import Sentence, Word, stem
from figurecheck.scan.features import features
from figurecheck.scan.subjects import is_title_case
from figurecheck.scan.words.synonyms import GROUPS


def in_own_words(sentence: Sentence, known: Mapping[str, float]) -> Sentence:
    """Return a sentence with its synonyms for words of statistics replaced by those; `known` are their features."""
    # "Old Selby" is a name, but for a first word, and in a headline, a capital says nothing.
    names = () if is_title_case(sentence.words) else [word for word in sentence.words[1:] if word.capital]
    words = tuple(word if word in names else _own_word(word, known) for word in sentence.words)
    return sentence if words == sentence.words else replace(sentence, words=words)


def _own_word(word: Word, known: Mapping[str, float]) -> Word:
    others = _synonyms().get(word.text.casefold(), ())
    if not others or any(one in known for one in features(word.text)):
        return word
    found = {one: other for other in others for one in features(other) if one in known}
    if len(found) != 1:
        return word
    [text] = found.values()
    return replace(word, text=text.capitalize() if word.capital else text, stem=stem(text))


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, tuple[str, ...]]:
    """Return the other words of the lines of each word."""
    made: dict[str, tuple[str, ...]] = {}
    for line in GROUPS.strip().splitlines():
        group = line.split()
        for word in group:
            made[word] = (*made.get(word, ()), *(other for other in group if other != word))
    return made
