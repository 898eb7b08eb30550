"""Words whose numbers cannot be read: those of languages of which only digits are, and those of other scripts."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from figurecheck.figures.languages import find_language

_WORD = re.compile(r"[^\W\d_]{3,}")
# Chinese numerals are found as signs (`figures.running.unread`), wherever they stand.
_READ = frozenset(
    {"LATIN", "HANGUL", "CJK", "HIRAGANA", "KATAKANA", "MICRO", "FEMININE", "MASCULINE", "MATHEMATICAL", "FULLWIDTH"}
)


def find_unread_words(text: str, locale: str) -> str:
    """Return the language or the script of words that cannot be read; empty if all can.

    >>> find_unread_words("Environ trois quarts", "fr"), find_unread_words("две трети", "en")
    ('the language fr', 'Cyrillic letters')
    """
    words = _WORD.findall(text)
    language = find_language(locale)
    if words and (language is None or not language.reads_words):
        return f"the language {locale}"
    scripts = ({_script(sign) for sign in word} for word in words if not word.isascii())
    # A word with a letter of another script in it, such as TNFα, is a term.
    strange = next((min(one) for one in scripts if one.isdisjoint(_READ)), "")
    return f"{strange.title()} letters" if strange else ""


@lru_cache(maxsize=4096)
def _script(sign: str) -> str:
    return unicodedata.name(sign, "UNKNOWN").split()[0].split("-")[0] if not sign.isascii() else "LATIN"
