"""Tables of words: read as they are written in the code, and looked up at a place of a text, the longest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator


def read_table(text: str) -> dict[str, str]:
    """Read lines of ``value: word word`` as word -> value."""
    rows = (line.split(":", 1) for line in text.strip().splitlines())
    return {word: value.strip() for value, words in rows for word in words.split()}


def phrases(text: str) -> tuple[str, ...]:
    """Split a list of phrases at its commas, white space made single."""
    return tuple(" ".join(phrase.split()) for phrase in text.split(",") if phrase.strip())


class WordTable:
    """Words that are looked for at places of a text."""

    def __init__(self, words: Iterable[str]) -> None:
        # By first and last character, since at most places of a text no word of the table stands.
        self._by_first: dict[str, list[str]] = defaultdict(list)
        self._by_last: dict[str, list[str]] = defaultdict(list)
        for word in sorted(set(words), key=lambda word: (-len(word), word)):
            self._by_first[word[0]].append(word)
            self._by_last[word[-1]].append(word)

    def at(self, text: str, at: int) -> str:
        """Return the longest word that starts at a place; empty if there is none."""
        # No generator: this is asked at every place where a figure may go on.
        for word in self._by_first.get(text[at : at + 1], ()):
            if text.startswith(word, at):
                return word
        return ""

    def behind(self, text: str, at: int) -> int:
        """Return where the longest word ends that starts at a place, or after one space there; 0 if there is none."""
        start = past_space(text, at)
        word = self.at(text, start)
        return start + len(word) if word else 0

    def before(self, text: str) -> str:
        """Return the longest word with which a text ends; empty if there is none."""
        return next(self.befores(text), "")

    def befores(self, text: str) -> Iterator[str]:
        """Yield each word with which a text ends."""
        return (word for word in self._by_last.get(text[-1:], ()) if text.endswith(word))

    def ends(self, text: str, at: int) -> Iterator[int]:
        """Yield where each word ends that starts at a place."""
        for word in self._by_first.get(text[at : at + 1], ()):
            if text.startswith(word, at):
                yield at + len(word)

    def is_in(self, text: str) -> bool:
        """Return whether any of the words is in a text."""
        return any(word in text for words in self._by_first.values() for word in words)


def is_hangul(text: str) -> bool:
    """Return whether a text begins with a Hangul syllable."""
    return "가" <= text[:1] <= "힣"


def past_space(text: str, at: int) -> int:
    """Return the place behind one sign of white space, if there is one."""
    return at + 1 if text[at : at + 1].isspace() else at


def sign_behind(text: str, at: int) -> str:
    """Return the sign at a place, or behind one sign of white space there; empty at the end."""
    sign = text[at : at + 1]
    return text[at + 1 : at + 2] if sign.isspace() else sign
