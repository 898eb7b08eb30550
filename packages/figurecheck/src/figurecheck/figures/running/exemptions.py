"""The kinds of numbers that need no claim: what belongs to each, an example, and how often other books have it.

Counted in 381 pages of the documentation of Sphinx, NetworkX, seaborn, Jupyter Book and MyST-NB (104,592 words), and
given for 10,000 words; 47 numbers in 10,000 words are figures there.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """One kind of number that needs no claim."""

    kind: str
    rule: str
    """What belongs to it."""
    example: str
    """A passage that has one."""
    counts: str
    """A passage much like it, in which the number is a figure."""
    per_10000_words: float | None
    """How often other books have it; none where it is not counted by itself."""


EXEMPTIONS = (
    Exemption(
        kind="year",
        rule="Four digits from 1900 to 2099, unless what they count follows: a noun in the plural behind a verb.",
        example="The survey was made in 2019, and the 2020 results followed.",
        counts="The bus carried 1999 trips.",
        per_10000_words=2.7,
    ),
    Exemption(
        kind="date",
        rule="Days, months with a year, spans such as 2023/24, quarters of a year, centuries by their number, 44 BC.",
        example="It was published on 20 May 2025, in the 21st century.",
        counts="It took 20 days.",
        per_10000_words=3.7,
    ),
    Exemption(
        kind="period",
        rule="A decade, a century and their like behind the, this or last, and in rates.",
        example="In the last decade it was counted once per century.",
        counts="It took a decade.",
        per_10000_words=None,
    ),
    Exemption(
        kind="time",
        rule="Times of the day, also as ranges and in words; time zones.",
        example="The office is open from 9 am to 5 pm, and closes at 5 o'clock.",
        counts="It is open for 9 hours.",
        per_10000_words=0.1,
    ),
    Exemption(
        kind="label",
        rule="Up to three digits behind what is numbered (Figure 2, Sections 2 and 3), references such as [12] and "
        "#345, places in laws and works (§ 12, Article 5(2), Part Two), "
        "ordinals of parts of a text, and the numbers of list items that begin with 1 or go on.",
        example="See Chapter 3, the second column and options 2 or 3 [12].",
        counts="The second bus had 3 doors.",
        per_10000_words=6.4,
    ),
    Exemption(
        kind="name",
        rule="Letters with up to four digits (A4, COVID-19, H1N1), names that are followed by a number (Windows 11, "
        "ISO 9001, CC BY 4.0), Roman numerals behind a name or a label, and the names that an editor lists.",
        example="Windows 11, ISO 9001, the G20, Henry VIII and World War II.",
        counts="There were n87654 trips, and LXXXVII buses.",
        per_10000_words=20.5,
    ),
    Exemption(
        kind="code",
        rule="Everything that is set as code or keys; versions of three parts, digests, colours, ISBN.",
        example="Call `range(10)`, press Ctrl+1, install 1.26.4.",
        counts="There were 87.654.321 trips.",
        per_10000_words=20.1,
    ),
    Exemption(
        kind="address",
        rule="Addresses of pages, mails and streets, names of files, DOI, telephone numbers.",
        example="Open data_2024.csv, call (555) 123-4567 or visit 10 Downing Street.",
        counts="There are 10 streets.",
        per_10000_words=16.8,
    ),
    Exemption(
        kind="word",
        rule="Number words in set phrases and terms: one another, double quotes, two-sided, string quartet.",
        example="One of the editors put it in double quotes, and no one saw it.",
        counts="Two of the editors saw it.",
        per_10000_words=31.9,
    ),
    Exemption(
        kind="vague quantity",
        rule="Words that no value could be compared with: most, many, several, a few, a handful, a majority.",
        example="Most readers and a handful of editors agree.",
        counts="A dozen readers agree.",
        per_10000_words=None,
    ),
    Exemption(
        kind="index",
        rule="One or two raised or lowered digits behind a letter, a bracket or a digit.",
        example="The area is in km², the gas is CO₂.",
        counts="There were ⁸⁷⁶ trips.",
        per_10000_words=None,
    ),
    Exemption(
        kind="formula",
        rule="Exponents, indices, coefficients and constants of up to two digits beside variables; 0, 1 and -1.",
        example="$y = 2x^3 + 1$",
        counts="$n = 87658$",
        per_10000_words=None,
    ),
    Exemption(
        kind="limits of a statistic",
        rule="In the texts of a statistic: limits of its group, its span, and its parts in words up to twelve.",
        example="everyone aged 30 to 39, sum of two counts over five years",
        counts="80053 trips every boarding",
        per_10000_words=None,
    ),
    Exemption(
        kind="cell of data",
        rule="Rows of data, titles and notes of sources, and what a notebook's cell displays: they stand on that cell.",
        example="",
        counts="",
        per_10000_words=None,
    ),
    Exemption(
        kind="generated",
        rule="What Sphinx and the templates number by themselves: sections, figures, notes, formulas, evidence.",
        example="",
        counts="",
        per_10000_words=None,
    ),
)
"""In the order of the documentation."""
