"""Whether a word beside a number would be another one with another number: 1 week, 2 weeks."""

from __future__ import annotations

import re
from fractions import Fraction
from types import MappingProxyType

from figurecheck.figures import Form, PrintedFigure
from figurecheck.figures.common.units import is_money
from figurecheck.figures.languages import language_code

_COUNTS = frozenset({Form.NUMBER, Form.MULTIPLE, Form.POINTS})
_SYMBOL = re.compile(r"\d\s?(?:°[CF]?|[km]?m|km²|[km]?g|t|ha|l|ml|h|min|ft|mph|km/h|[kMGT]Wh?|ppm|ppb|dB)(?![\w/])")
"""Units that are written alike for one and for many."""
_ABBREVIATED = re.compile(r"\bpp\b|%p|\bppt\b", re.IGNORECASE)
# Codes and signs of currencies stay as they are, and so do some of their names, most of them in German.
_MONEY = MappingProxyType(
    {
        "en": re.compile(r"\d[\s-]?(?!won\b|yen\b|yuan\b|baht\b|rand\b)[a-z]{4,}"),
        "de": re.compile(
            r"\d[\s-]?(?!(?:US-)?(?:Euro|Cent|Rappen|Dollar|Pfund|Franken|Yuan|Rubel|Z[lł]oty|Baht|Rand|Forint|Lira|Mark)\b)"
            r"[^\W\d_][\w-]{3,}",
            re.IGNORECASE,
        ),
    }
)
_SIGN = re.compile(r"[$€£¥₩]")
_ONE = Fraction(1)
_INVARIANT = frozenset({"ko", "ja", "zh"})
_IRREGULAR = MappingProxyType(
    {"people": "person", "children": "child", "men": "man", "women": "woman", "feet": "foot", "buses": "bus"}
)
_GERMAN_NOUNS = MappingProxyType(
    {
        "Wochen": "Woche", "Monate": "Monat", "Monaten": "Monat", "Jahre": "Jahr", "Jahren": "Jahr", "Tage": "Tag",
        "Tagen": "Tag", "Stunden": "Stunde", "Minuten": "Minute", "Sekunden": "Sekunde", "Tonnen": "Tonne",
        "Personen": "Person", "Menschen": "Mensch", "Fälle": "Fall", "Fällen": "Fall", "Kinder": "Kind",
        "Kindern": "Kind", "Frauen": "Frau", "Männer": "Mann", "Männern": "Mann",
        "Prozentpunkte": "Prozentpunkt", "Prozentpunkten": "Prozentpunkt",
    }
)  # fmt: skip
"""German plurals, which no rule tells, of what reports count most often."""
_SINGULAR_S = frozenset("is was as this its plus less thus gas bus".split())
_WORD = re.compile(r"[^\W\d_]{2,}")
_ES, _PLURAL_ES = ("s", "x", "ch", "sh", "z"), ("sses", "xes", "ches", "shes", "zes")


def changes_noun(
    printed: str,
    figure: PrintedFigure,
    number: Fraction,
    unit: str,
    locale: str,
    *,
    tail: str = "",
    one: Fraction = _ONE,
) -> bool:
    """Return whether a noun beside the figure, or behind it in its sentence, would change: 1 fire, 2 fires.

    `tail` is the text behind the figure, and `one` what its digits count: a hundredth of a euro in "5 cents".
    """
    language = language_code(locale)
    is_one = number == one, figure.size == one
    if figure.form not in _COUNTS or figure.step != one or language in _INVARIANT or is_one[0] == is_one[1]:
        return False
    if _SYMBOL.search(printed):
        return False
    if figure.form is Form.POINTS:
        return not _ABBREVIATED.search(printed)
    if not is_money(unit):
        return one == 1
    # Behind a sign stands no name: "$2 each".
    named = printed if _SIGN.search(printed) else printed + tail
    return language in _MONEY and bool(_MONEY[language].search(named))


def make_singular(tail: str, locale: str = "en") -> str:
    """Return what is counted as one of it; empty where the noun has no plural that we know.

    >>> make_singular(" cases"), make_singular(" countries"), make_singular(" weeks later"), make_singular(" sheep")
    (' case', ' country', ' week later', '')
    >>> make_singular(" Wochen", "de"), make_singular(" Brände", "de")
    (' Woche', '')
    """
    find = _find_singular if language_code(locale) == "en" else lambda word: _GERMAN_NOUNS.get(word, "")
    words = [word for word in _WORD.finditer(tail) if find(word[0])]
    if len(words) != 1:
        return ""
    [word] = words
    return f"{tail[: word.start()]}{find(word[0])}{tail[word.end() :]}"


def make_plural(tail: str, locale: str = "en") -> str:
    """Return what is counted as many of it; empty where it is more than a noun.

    In German the plural that may follow no preposition: "3 Jahre".

    >>> make_plural(" case"), make_plural(" country"), make_plural(" percentage point"), make_plural(" week later")
    (' cases', ' countries', ' percentage points', '')
    """
    noun = tail.strip()
    if language_code(locale) != "en":
        plural = next((plural for plural, one in _GERMAN_NOUNS.items() if one == noun), "")
        return tail.replace(noun, plural) if plural else ""
    if noun == "percentage point":
        return f"{tail}s"
    if not noun.isascii() or not noun.isalpha() or not noun.islower() or noun in _IRREGULAR or len(noun) < _SHORTEST:
        return ""
    known = next((plural for plural, singular in _IRREGULAR.items() if singular == noun), None)
    if known:
        return tail.replace(noun, known)
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return f"{tail.rstrip()[:-1]}ies"
    return f"{tail.rstrip()}{'es' if noun.endswith(_ES) else 's'}"


_SHORTEST = 3
"""Letters of a noun; what is shorter is an abbreviation."""


def _find_singular(word: str) -> str:
    """Return the singular of a plural; empty for another word."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _SINGULAR_S or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return ""
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(_PLURAL_ES) else word[:-1]
