"""Names of subjects, matched as whole names: "Nottingham" is neither "Nottinghamshire" nor "Nottingham Forest".

A name is a tuple of tokens in lower case, without possessives and without "the". Adjectives and nouns made of a name
("Chinese", "Norwegians") are generated from the names that are known, and never guessed from those of a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from figurecheck.figures.common.calendar_names import find_months, find_weekdays
from figurecheck.figures.common.text import STOP, Word, words_of
from figurecheck.figures.common.word_table import is_hangul
from figurecheck.verdicts.sentence.namer import DEMONYMS

NameKey = tuple[str, ...]
"""The tokens of a name."""

# English writes these with a capital, so that they look like names: "on Monday Oslo had ..." names Oslo only.
CAPITALIZED_WORDS = frozenset({"i", *(name.lower() for name in (*find_weekdays("en"), *find_months("en")))})
_JOINTS = frozenset("of the and for de la le du des van von der den al & - – ' ’ . /".split())
"""Within a name these stand in lower case, or are signs: "Ministry of Justice", "A&E"."""
PARTICLES = tuple(
    "에서는 에서도 으로는 이라는 이었고 이었다 까지는 에서 에게 에는 에도 에선 으로 까지 부터 보다 처럼 이다 였다 이며"
    " 이고 들은 들이 들의 은 는 이 가 을 를 의 에 로 와 과 도 만".split()
)
"""Korean particles, the longer ones first."""
_DISTRICTS = ("특별시", "광역시", "시", "도")
"""Behind the name of a Korean place these name the same place."""


def name_token(word: str) -> str:
    """Return a word as a token of a name.

    >>> [name_token(word) for word in ("U.S.", "Oslo’s", "Coca-Cola")]
    ['us', 'oslo', 'coca-cola']
    """
    low = word.casefold().replace("’", "'").removesuffix("'s")
    return low.replace(".", "") or low


# A list names the same subject in many statistics.
@lru_cache(maxsize=16384)
def read_name(text: str) -> NameKey:
    """Return the tokens of a name; empty for a text without a letter or digit.

    >>> read_name("the S&P 500"), read_name("5G"), read_name("—")
    (('s', '&', 'p', '500'), ('5', 'g'), ())
    """
    tokens = [name_token(word.text) for word in words_of(text)]
    while tokens[:1] == ["the"]:
        tokens = tokens[1:]
    return tuple(tokens) if any(token[:1].isalnum() for token in tokens) else ()


def find_common(texts: Iterable[str]) -> frozenset[str]:
    """Return the Korean words that stand within descriptions, so that alone they name nobody either: 마약류사범."""
    several = (text.split() for text in texts if any(map(is_hangul, text)))
    return frozenset(word for words in several if len(words) > 1 for word in words)


@lru_cache(maxsize=16384)
def is_described(text: str, common: frozenset[str] = frozenset()) -> bool:
    """Return whether a subject is described rather than named: in several Korean words, or mostly in lower case.

    >>> [is_described(one) for one in ("shop lifters", "Nando de Colo", "76ers", "nationals of China", "서울", "A&E")]
    [True, False, False, True, False, False]
    """
    words = [word for word in text.split() if word.casefold() not in STOP]
    if not words:
        return False
    if any(map(is_hangul, text)):
        return len(words) > 1 or text in common
    # "Nationals of China" in lower case is a description, "Nando de Colo" a name: one word in two decides, or a long
    # first one.
    low = sum(word[:1].islower() for word in words)
    first = next((one for one in words_of(text) if one.text.casefold() not in STOP), None)
    return 2 * low >= len(words) or (first is not None and first.text[:1].islower() and len(first.text) > 3)


# Many statistics have one description.
@lru_cache(maxsize=16384)
def find_names(text: str) -> tuple[str, ...]:
    """Return the names within a description: "Northshire" of "victims of burglary in Northshire"."""
    return tuple(_read_names(text))


def _read_names(text: str) -> Iterator[str]:
    words = words_of(text)
    at = 0
    while at < len(words):
        end = _end_of_name(words, at)
        # Many write the first word of a description with a capital; alone it is no name.
        if end > at and not (at == 0 and end == 1 and len(words) > 1):
            yield text[words[at].start : words[end - 1].end]
        at = max(end, at + 1)


def _end_of_name(words: Sequence[Word], at: int) -> int:
    """Return where a run of capitalized words ends, which starts at a word."""
    end = at
    while end < len(words) and is_capital(words[end]):
        end += 1
        ahead = end
        while ahead < len(words) and ahead - end < 2 and words[ahead].text.casefold() in _JOINTS - {"and"}:
            ahead += 1
        if ahead > end and ahead < len(words) and is_capital(words[ahead]):
            end = ahead
    return end


def is_capital(word: Word) -> bool:
    """Return whether a word is written like a part of a name, and is no month, weekday or "I"."""
    return word.capital and word.text.casefold() not in CAPITALIZED_WORDS


@lru_cache(maxsize=16384)
def demonyms(name: str) -> tuple[str, ...]:
    """Return the adjectives and nouns that English makes of a place's name, by its common endings.

    >>> "chinese" in demonyms("china"), "mauritanian" in demonyms("mauritius"), "norwegians" in demonyms("norway")
    (True, False, True)
    """
    made = [word for word, place in DEMONYMS.items() if place == name.replace(" ", "")]
    bare = name.rstrip("aeiouy")
    # No common adjective is formed otherwise but for the irregular ones of the table.
    for root, ends in ((name, ("n", "an", "ian", "ese", "i", "ish", "er")), (bare, ("ese", "ian", "ean", "an", "ish"))):
        made += [f"{root}{end}" for end in ends if len(root) > 3 or root == name]
    return tuple(dict.fromkeys([*made, *(f"{one}s" for one in made if not one.endswith(("s", "ese", "ish")))]))


def fits_case(words: Sequence[Word], name: str) -> bool:
    """Return whether words are written as a name: "US" is not "us", nor "Reading" "reading"."""
    first = words[0].text
    letters = name.replace(".", "")
    if letters.isupper() and len(letters) <= 4:
        return "".join(word.text for word in words).replace(".", "").removesuffix("’s").removesuffix("'s").isupper()
    return not name[:1].isupper() or first[:1].isupper() or (len(words) > 1 and any(word.capital for word in words))


def korean_stems(text: str) -> Iterator[str]:
    """Yield a Korean word as it is, then without its particle, then without what makes a place's name official.

    >>> [*korean_stems("서울시의")]
    ['서울시의', '서울시', '서울']
    """
    yield text
    bare = next((text[: -len(one)] for one in PARTICLES if text.endswith(one) and len(text) - len(one) > 1), text)
    if bare != text:
        yield bare
    district = next((bare[: -len(one)] for one in _DISTRICTS if bare.endswith(one) and len(bare) - len(one) > 1), "")
    if district:
        yield district
