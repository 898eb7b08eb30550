"""The phrases that qualify a figure, by the word that stands next to it; the same for every language with spaces."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from figurecheck.figures.common.qualifiers import Qualifier, Rules
from figurecheck.figures.common.tokens import Token

Phrases = dict[str, list[tuple[tuple[str, ...], Qualifier]]]


def index_phrases(
    rules: Rules,
    table: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]],
    tokenize: Callable[[str], Sequence[Token]],
    *,
    after: bool,
) -> Phrases:
    """Return the phrases before or after a figure by the word that stands next to it, the longest first."""
    # By one word, so that a figure is compared with the few phrases that end there and not with all 200.
    index: Phrases = {}
    for qualifier in rules.qualifiers:
        for phrase in qualifier.words_in(table)[after]:
            words = _split(phrase, tokenize)
            if words:
                index.setdefault(words[0 if after else -1], []).append((words, qualifier))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


# Most rules of a house differ in a tolerance, and share their 400 phrases with all others.
@lru_cache(maxsize=4096)
def _split(phrase: str, tokenize: Callable[[str], Sequence[Token]]) -> tuple[str, ...]:
    """Return the words of a phrase, in small letters."""
    return tuple(token.text for token in tokenize(phrase.lower()))
