"""The texts in a second language as texts of the report: their figures are claims, their numbers are bound.

A number that the first language prints in the same text without binding it is the same number: it was judged there, or
it is a part of what the text defines ("under 20"). So is a text that is one figure of the same amount ("5 million
won", 500만 원). Any other number is bound like every number of the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from factbook.model import Review
from factbook.notebooks import Run
from factbook.project.settings import Settings
from factbook.report.pages import Page, flatten, merge, parse_text
from factbook.report.statistic_texts import find_defined_numbers
from factbook.report.texts_file import Texts
from factbook.report.translated import CHART_PARTS, PARTS, claim_texts
from figurecheck.figures import parse

_ROLE = re.compile(r"\{\w+\}`[^`]*`")
_NUMBER = re.compile(r"\d[\d,.  ]*")


def find_named(runs: Iterable[Run], reviews: Iterable[Review]) -> dict[str, str]:
    """Return the texts of charts, statistics and reviews by the names that a file of texts may give them."""
    named: dict[str, str] = {}
    for run in runs:
        for chart in run.charts:
            named |= {f"{chart.id}.{part}": getattr(chart, part) for part in CHART_PARTS}
        for one in run.statistics:
            named |= {f"{one.id}.{part}": text for part in PARTS if (text := getattr(one, part))}
    for review in reviews:
        named |= review.replies
        named |= {
            f"{review.name}.{claim.id}.{name}": text for claim in review.claims for name, text in claim_texts(claim)
        }
    return named


def read_lines(texts: Texts, named: dict[str, str], defining: frozenset[str], settings: Settings) -> Page:
    """Return the lines of a file with their claims and unbound numbers.

    `named` are the texts of the first language by name, `defining` those that say what a statistic is.
    """
    # Places are those of the texts in the file, and say nothing of the key.
    originals = {flatten(line): named.get(key, key) for key, line in texts.lines.items()}
    parts = []
    for text, place in texts.places:
        page = parse_text(text, place=place, where="second language", names=settings.names, locale=texts.language)
        original = originals.get(flatten(text), "")
        # What a role binds there is bound here as well, since each language has words of its own for it.
        known = set(_digits(_ROLE.sub(" ", original)))
        is_definition = original in defining and not page.claims
        numbers = (
            find_defined_numbers(text, place, settings.names, texts.language) if is_definition else iter(page.numbers)
        )
        unbound = tuple(one for one in numbers if not {*_digits(one.text)} <= known or not any(_digits(one.text)))
        if unbound and not page.claims and _is_same_figure(original, settings.language, text, texts.language):
            unbound = ()
        # Texts of statistics, and those that charts draw, cannot hold a role.
        unsearched = page.unsearched if "{searched}" in original else ()
        parts.append(replace(page, numbers=unbound, unsearched=unsearched))
    return merge(texts.file, parts)


def _is_same_figure(original: str, language: str, text: str, second: str) -> bool:
    """Return whether two texts are one figure each, and the same: "5 million won" and 500만 원."""
    one, other = parse(original, language), parse(text, second)
    if one is None or other is None:
        return False
    units = {one.unit, other.unit} - {""}
    qualifiers = {figure.qualifier and figure.qualifier.name for figure in (one, other)}
    return (
        (one.amount, one.upper, one.total) == (other.amount, other.upper, other.total)
        and one.direction == other.direction
        and len(units) <= 1
        and len(qualifiers) == 1
    )


def _digits(text: str) -> Iterator[str]:
    """Yield each number of a text as its digits: 23,403 and 2만3403 are the same."""
    joined = re.sub(r"(?<=\d)[만억](?=\d)", "", text)
    yield from (re.sub(r"\D", "", one[0]) for one in _NUMBER.finditer(joined))
