"""Read printed claims about more than one number: a run, a rank, a record, "the highest since 2008".

`read_series_claim` reads bound texts only; in running text such words need no role. `verdicts.series` compares what is
read with the whole series, and the numbers that remain in `rest` as well.

======================================  =========================================================
``for the second year running``         a run of 2 years
``three straight years``                a run of 3 years
``every year since 2017``               a run that begins there
``the third-highest``                   place 3, the highest first
``the largest``, ``joint second``       place 1, or place 2 shared
``among the top five``                  a place up to 5
``the highest since 2008``              no value since 2008 was as high
``the lowest in 12 years``              no value in the 12 years before was as low
``a record``, ``an all-time low``       no value before was as far
======================================  =========================================================
"""

from __future__ import annotations

from functools import lru_cache

from figurecheck.figures.common.qualifiers import Rules
from figurecheck.figures.common.series_claim import SeriesClaim
from figurecheck.figures.common.tokens import swap
from figurecheck.figures.languages import find_language


@lru_cache(maxsize=4096)
def read_series_claim(text: str, locale: str, rules: Rules) -> SeriesClaim | None:
    """Read a bound text as a claim over a series; ``None`` if it is none."""
    language = find_language(locale)
    return language.read_series_claim(" ".join(swap(text).lower().split()), rules) if language else None
