"""Figures of headlines name their period, or have it from above; a headline's own year is of its figure alone."""

from __future__ import annotations

import pytest

from figurecheck.model import Risk

from .reading import check, claim, contradicted

TOWN = claim("Alderby", 2024)


def undated(text: str, locale: str) -> list[str]:
    found = check(text, locale=locale)
    return [str(one) for finding in found for one in finding.warnings if one.risk is Risk.UNDATED]


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        (f"# Alderby showed {TOWN} geese", "en"),
        (f"# The fair\n\n## Alderby showed {TOWN} geese", "en"),
        (f"---\ndescription: Alderby showed {TOWN} geese.\n---\n", "en"),
        (f"# 올더비 거위 {TOWN}마리", "ko"),
        (f"# Alderby zeigte {TOWN} Gänse", "de"),
        (f"- {TOWN}\n\n  geese were shown by Alderby", "en"),
        # A founding year is no period of the figure.
        (f"# Alderby, founded in 1871, showed {TOWN} geese", "en"),
    ],
)
def test_a_headline_without_a_period_is_named(text, locale):
    (named,) = undated(text, locale)
    assert named.startswith("it is of 2024, which is not said here (")


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        (f"# Alderby showed {TOWN} geese in 2024", "en"),
        (f"# The fair of 2024\n\n## Alderby showed {TOWN} geese", "en"),
        (f"---\ndescription: In 2024 there were prizes. Alderby showed {TOWN} geese.\n---\n", "en"),
        (f"# 2024년 올더비 거위 {TOWN}마리", "ko"),
        (f"# Alderby zeigte 2024 {TOWN} Gänse", "de"),
        (f"- {TOWN}\n\n  geese were shown by Alderby in 2024", "en"),
        # Prose is read with the text around it.
        (f"Alderby showed {TOWN} geese.", "en"),
        (f"| Town | Geese |\n|---|---|\n| Alderby | {TOWN} |", "en"),
    ],
)
def test_one_that_prints_or_inherits_its_period_is_not(text, locale):
    assert undated(text, locale) == []


def test_the_year_of_a_headline_is_of_its_own_figure_and_not_of_every_table_below():
    table = f"| Town | Geese |\n|---|---|\n| Alderby | {claim('Alderby', 2023)} |"
    assert contradicted(f"# Alderby showed {TOWN} geese in 2024\n\n{table}") == set()
    assert contradicted(f"# Geese shown in 2024\n\n{table}") != set()
