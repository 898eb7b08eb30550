"""Look up the phrases that qualify an English figure, before it and after it."""

from __future__ import annotations

from functools import lru_cache

from factbook.figures.common.builder import FigureBuilder
from factbook.figures.common.qualifiers import Qualifier, Rules
from factbook.figures.english.numerals import Tokens
from factbook.figures.english.phrases import QUALIFIERS
from factbook.figures.english.tokens import tokenize

Phrases = dict[str, list[tuple[tuple[str, ...], Qualifier]]]


@lru_cache(maxsize=16)
def phrases_before(rules: Rules) -> Phrases:
    """Return the phrases that stand before a figure, indexed by their last word, longest first."""
    return _index(rules, after=False)


@lru_cache(maxsize=16)
def phrases_after(rules: Rules) -> Phrases:
    """Return the phrases that stand after a figure, indexed by their first word, longest first."""
    return _index(rules, after=True)


def _index(rules: Rules, *, after: bool) -> Phrases:
    # By one word, so that a figure is compared with the few phrases that end there and not with all 200.
    index: Phrases = {}
    for qualifier in rules.qualifiers:
        for phrase in qualifier.words_in(QUALIFIERS)[after]:
            words = tuple(token.text for token in tokenize(phrase.lower()))
            if words:
                index.setdefault(words[0 if after else -1], []).append((words, qualifier))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


def qualify(builder: FigureBuilder, qualifier: Qualifier) -> None:
    """Add a qualifier; the one nearer to the number becomes the inner one."""
    if builder.qualifier is None:
        builder.qualifier = qualifier
    elif builder.inner is None and qualifier is not builder.qualifier:
        builder.inner, builder.qualifier = builder.qualifier, qualifier


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
