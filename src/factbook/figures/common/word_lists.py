"""Read the lists of words that the tables of a language are written as."""

from __future__ import annotations


def read_table(text: str) -> dict[str, str]:
    """Read lines of ``value: word word`` as word -> value."""
    rows = (line.split(":", 1) for line in text.strip().splitlines())
    return {word: value.strip() for value, words in rows for word in words.split()}


def phrases(text: str) -> tuple[str, ...]:
    """Split a list of phrases at its commas, white space made single."""
    return tuple(" ".join(phrase.split()) for phrase in text.split(",") if phrase.strip())
