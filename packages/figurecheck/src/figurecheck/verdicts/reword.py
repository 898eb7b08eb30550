"""Words in place of those that a new value makes false, as a proposal: "fourth" for "third", "fell" for "rose".

`reprint` sets digits in; what it leaves out needs other words. A proposal is what one such change makes true, as judged
for the printed text alone; whether it suits the sentence only a person can say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from figurecheck.figures import Rules
from figurecheck.figures.english.words import TENS
from figurecheck.figures.languages import language_code
from figurecheck.figures.parser import read
from figurecheck.model import Basis, Claim, Statistic, Verdict
from figurecheck.model.finding import HOLDING
from figurecheck.verdicts.beside import CLAUSE
from figurecheck.verdicts.claims import check_value, find_names
from figurecheck.verdicts.fits_around import needs_an
from figurecheck.verdicts.number_words import write_other_number
from figurecheck.verdicts.on_scale import read_on_scale
from figurecheck.verdicts.other_qualifiers import write_other_half, write_other_qualifiers
from figurecheck.verdicts.reprint import reprint
from figurecheck.verdicts.reprint_spans import has_span, write_span
from figurecheck.verdicts.size_words.resize import write_exact, write_other_words

_OPPOSITES = {
    "en": (
        ("rose", "fell"), ("rise", "fall"), ("rises", "falls"), ("risen", "fallen"), ("rising", "falling"),
        ("increased", "decreased"), ("increase", "decrease"), ("increases", "decreases"), ("increasing", "decreasing"),
        ("grew", "shrank"), ("grow", "shrink"), ("grown", "shrunk"), ("growing", "shrinking"), ("growth", "decline"),
        ("gained", "lost"), ("gain", "loss"), ("up", "down"), ("more", "fewer"), ("more", "less"),
        ("higher", "lower"), ("over", "under"), ("above", "below"), ("+", "−"), ("+", "-"),
    ),
    "ko": (
        ("증가", "감소"), ("상승", "하락"), ("늘어난", "줄어든"), ("급증", "급감"), ("급등", "급락"),
        ("늘었", "줄었"), ("늘어", "줄어"), ("늘", "줄"), ("올랐", "내렸"),
        ("올라", "내려"), ("많", "적"), ("높", "낮"),
    ),
    "de": (
        ("stieg", "sank"), ("stiegen", "sanken"), ("gestiegen", "gesunken"), ("mehr", "weniger"),
        ("höher", "niedriger"), ("Anstieg", "Rückgang"), ("+", "−"), ("+", "-"),
    ),
}  # fmt: skip
"""Words for up and down, each pair with the same grammar."""
_BANDS = {
    "en": (("low", "mid", "high"), tuple(f"{word[:-1]}ies" for word in TENS)),
    "ko": (("초반", "중반", "후반"),),
}
"""Words for a part of ten or a hundred, and for the tens."""
_MINUS = re.compile(
    r"(?<![0-9%])[−-](?=[$€£¥₩]?[0-9])|\b[Mm]inus (?=[0-9])|영하 ?(?=[0-9])| (?:below zero|unter null)\b"
)
_ARTICLE = re.compile(r"\b([Aa])n?(?= [$€£¥]?[0-9])")
_MOST = 100


def reword(printed: str, statistic: Statistic, *, locale: str, rules: Rules) -> tuple[str, ...]:
    """Return the printed text with other words, such that the statistic bears it out: none, or the most fitting one.

    Words for a size that are not exact are followed by digits: "one in seven", "14%".
    """
    value, unit, names = statistic.value, statistic.unit, find_names(statistic)
    if not isinstance(value, Decimal) or not value.is_finite():
        return ()

    def choose(texts: Iterable[str]) -> dict[str, Verdict]:
        for text in texts:
            if text == printed:
                continue
            found = check_value(text, value, unit=unit, locale=locale, rules=rules, basis=statistic.basis, names=names)
            if found.verdict in HOLDING:
                return {text: found.verdict}
        return {}

    if words := choose(_candidates(printed, value, unit, locale, rules, statistic.basis, names)):
        return tuple(words)
    if (figure := read(printed, locale, rules).figure) is None:
        return ()
    figure, at = read_on_scale(figure, value, unit, rules, names)
    if at is None:
        return ()
    sizes = choose(write_other_words(printed, figure, at, locale))
    if Verdict.EXACT not in sizes.values():
        sizes |= choose(write_exact(printed, figure, at, locale))
    return tuple(sizes)


def turn_around(words: str, locale: str = "en") -> str:
    """Return words of a rise as words of a fall, or the other way round; empty where none is known.

    >>> turn_around("rose"), turn_around("grew"), turn_around("증가했다", "ko"), turn_around("stood")
    ('fell', 'shrank', '감소했다', '')
    """
    return next(_turned(words, language_code(locale)), "")


def turn_sentence(claim: Claim, statistic: Statistic, rules: Rules) -> str:
    """Return new digits for what has turned around, and the word beside it that has to: “5%”, and “fell” for “rose”.

    Empty where the value is not below zero, or where no word beside the figure says that it rose.
    """
    value = statistic.value
    if not isinstance(value, Decimal) or value >= 0:
        return ""
    digits = reprint(
        claim.printed, -value, unit=statistic.unit, locale=claim.locale, rules=rules, names=find_names(statistic)
    )
    lead, tail = CLAUSE.split(claim.passage[: claim.start])[-1], CLAUSE.split(claim.passage[claim.end :])[0]
    for word in (*reversed(lead.split()), *tail.split()):
        if digits and (turned := next(_turned(word, language_code(claim.locale), is_rise=True), "")):
            return f"“{digits}”, and “{turned}” for “{word}”"
    return ""


def _candidates(
    printed: str,
    value: Decimal,
    unit: str,
    locale: str,
    rules: Rules,
    basis: Basis | None,
    names: tuple[str, ...],
) -> Iterator[str]:
    # An article or a plural beside the digits: another word has to change with them.
    # Of what is no change, a plus would say that it is one: a balance of −2 million is now one of 2 million.
    unsigned = () if basis else (_MINUS.sub("", printed, count=1),)
    others = (*write_other_half(printed, locale), *write_other_qualifiers(printed, locale))
    for text in (printed, *unsigned, *others, *_turned(printed, language_code(locale))):
        for bare, article in ((text, ""), *_without_article(text, locale)):
            if again := reprint(bare, value, unit=unit, locale=locale, rules=rules, basis=basis, names=names):
                yield _with_article(again, article, text)
        yield text
    yield from _in_other_bands(printed, value, unit, locale, rules)
    figure = read(printed, locale, rules).figure
    if figure is not None and has_span(figure):
        yield from write_span(printed, figure, value, unit, locale, rules, names=names, is_proposal=True)
    if value == value.to_integral_value() and 0 < value < _MOST:
        for text in (printed, *others):
            yield from write_other_number(text, int(value), locale)


def _without_article(text: str, locale: str) -> Iterator[tuple[str, str]]:
    """Yield an English text without the article before its number, and that: another number may need the other."""
    found = list(_ARTICLE.finditer(text)) if language_code(locale) == "en" else []
    if len(found) == 1:
        [match] = found
        yield f"{text[: match.start()]}{text[match.end() + 1 :]}", match[1]


def _with_article(again: str, article: str, text: str) -> str:
    """Return a text with the article that its number needs, where the article of the printed one stood."""
    found = _ARTICLE.search(text) if article else None
    if found is None:
        return again
    lead, number = again[: found.start()], again[found.start() :]
    return f"{lead}{article}{'n' if needs_an(number) else ''} {number}"


def _in_other_bands(printed: str, value: Decimal, unit: str, locale: str, rules: Rules) -> Iterator[str]:
    """Yield "high 30s" for "low 30s", "forties" for "thirties", "50%대 후반" for "40%대 초반"."""
    texts = [printed]
    for words in _BANDS.get(language_code(locale), ()):
        pattern = re.compile("|".join(words), re.IGNORECASE)
        # With the words that are printed first, so that as few change as may be.
        texts += [pattern.sub(word, text) for text in texts for word in words if len(pattern.findall(text)) == 1]
    for text in dict.fromkeys(texts[1:]):
        yield text
        if again := reprint(text, value, unit=unit, locale=locale, rules=rules):
            yield again


def _turned(text: str, language: str, *, is_rise: bool = False) -> Iterator[str]:
    """Yield a text with one of its words of direction turned around; with `is_rise` only words of rises."""
    for pair in _OPPOSITES.get(language, ()):
        for old, new in (pair,) if is_rise else (pair, pair[::-1]):
            # Korean verbs have endings; a sign stands at its number.
            bounded = language != "ko" and old.isalpha()
            pattern = rf"\b{re.escape(old)}\b" if bounded else re.escape(old)
            # Nothing is fewer than tripled.
            pattern += r"(?! than [a-z]+ed\b)" if new == "fewer" else ""
            turned, count = re.subn(pattern, new, text, flags=re.IGNORECASE if bounded else 0)
            if count == 1:
                yield turned[:1].upper() + turned[1:] if text[:1].isupper() else turned
