"""Look up the phrases that qualify an English figure, before it and after it."""

from __future__ import annotations

from functools import lru_cache

from figurecheck.figures.common.qualifier_index import Phrases, index_phrases
from figurecheck.figures.common.qualifiers import Qualifier, Rules
from figurecheck.figures.common.tokens import Tokens
from figurecheck.figures.english.phrases import QUALIFIERS
from figurecheck.figures.english.tokens import tokenize


@lru_cache(maxsize=16)
def phrases_before(rules: Rules) -> Phrases:
    """Return the phrases that stand before a figure, indexed by their last word, longest first."""
    return index_phrases(rules, QUALIFIERS, tokenize, after=False)


@lru_cache(maxsize=16)
def phrases_after(rules: Rules) -> Phrases:
    """Return the phrases that stand after a figure, indexed by their first word, longest first."""
    return index_phrases(rules, QUALIFIERS, tokenize, after=True)


def ending_at(tokens: Tokens, at: int, index: Phrases) -> tuple[Qualifier, int] | None:
    """Return the qualifier whose phrase ends before a token, and where it starts."""
    before = tokens[at - 2].text if at > 1 else ""
    for words, qualifier in index.get(tokens[at - 1].text, ()):
        # Thirty phrases end in "below", and the word before it tells nearly all of them apart.
        if len(words) > 1 and words[-2] != before:
            continue
        start = at - len(words)
        if start >= 0 and all(tokens[start + step].text == word for step, word in enumerate(words)):
            return qualifier, start
    return None
