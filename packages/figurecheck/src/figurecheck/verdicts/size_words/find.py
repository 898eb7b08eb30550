"""Where words for a size stand in a text."""

from __future__ import annotations

from types import MappingProxyType

from figurecheck.figures.languages import language_code
from figurecheck.verdicts.size_words.english import ENGLISH
from figurecheck.verdicts.size_words.families import SizeWords
from figurecheck.verdicts.size_words.german import GERMAN
from figurecheck.verdicts.size_words.korean import KOREAN

FAMILIES = MappingProxyType({"en": ENGLISH, "de": GERMAN, "ko": KOREAN})


def find_size_words(text: str, locale: str = "en") -> SizeWords | None:
    """Return the words for a size in a text, and what may stand in their place; ``None`` if there are none.

    >>> [words for _, words in find_size_words("has doubled").others]
    ['halved', 'doubled', 'tripled', 'quadrupled']
    """
    for family in FAMILIES.get(language_code(locale), ()):
        found = list(family.pattern.finditer(text))
        if len(found) == 1:
            [match] = found
            return SizeWords(
                start=match.start(), end=match.end(), others=tuple(family.find(match)), family=family,
                groups=match.groupdict(""),
            )  # fmt: skip
    return None
