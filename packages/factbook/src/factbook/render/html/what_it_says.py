"""What a figure says, as one sentence that a reader can quote."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from factbook.render.html.arithmetic import show_terms
from factbook.render.html.row_summary import find_short_rows
from factbook.render.values import name_periods, show_bare
from factbook.render.words.interface import find_words
from figurecheck.figures.shown_value import is_noun
from figurecheck.model import Finding, Source, Statistic
from figurecheck.verdicts.last_step import find_last_step
from figurecheck.verdicts.row_names import name_table
from figurecheck.verdicts.steps import LastStep, Step

SAID = {Step.QUOTIENT: "share", Step.CHANGE: "change", Step.DIFFERENCE: "change"}


def say_what_it_is(printed: str, statistic: Statistic, known: Mapping[str, Statistic], language: str = "en") -> str:
    """Return a figure with what it counts, and of a share or a change the two values that it is made of.

    >>> from decimal import Decimal as D
    >>> part, whole = (Statistic(id=id, value=D(n), unit="people") for id, n in (("a", 3232), ("b", 23022)))
    >>> share = Statistic(
    ...     id="c", value=D(3232) / D(23022), unit="share", part="a", whole="b", label="Women at work", about="women"
    ... )
    >>> say_what_it_is("14.0%", share, {"a": part, "b": whole})
    '14.0%: women at work, 3,232 of 23,022'
    >>> say_what_it_is("25", Statistic(id="d", value=D(25), unit="years", label="The longest sentence, 2025-11"), {})
    '25 years: the longest sentence, November 2025'
    """
    step = find_last_step(statistic, known)
    key = _find_form(statistic, step)
    values = dict(zip(("first", "second"), show_terms(step, language), strict=False)) if step and key else {}
    label = name_periods(uncapitalise(statistic), language)
    value = _add_unit(printed, statistic.unit, label) if language == "en" else printed
    return find_words(language)[f"said{key}"].format(value=value, label=label, **values)


def say_what_is_reported(finding: Finding, sources: Mapping[str, Source], language: str = "en") -> str:
    """Return who prints a reported figure, and what it is of: of a reviewed claim, what that says; else its row."""
    if finding.source is None:
        return finding.printed
    source = sources.get(finding.source.id, finding.source)
    if source.searched:
        return f"{finding.printed}: {source.title}"
    says = finding.rated.says.rstrip(".") if finding.rated else _name_row(finding, language)
    key = "said.reported" if says else "said.reported.plain"
    return find_words(language)[key].format(
        publisher=source.publisher or source.title or source.id, printed=finding.printed, says=says
    )


def _name_row(finding: Finding, language: str) -> str:
    """Return what the row of a reported figure is about; empty where it is not known which row that is."""
    rows, _ = find_short_rows((finding.row,) if finding.row else (), language)
    if len(rows) != 1 or finding.row is None:
        return ""
    # A row may hold the figure as it was printed, which is said before it.
    label = ", ".join(part for part in rows[0].label.split(", ") if part != finding.printed)
    # A table of one measure tells its rows apart by period alone; what is counted is in its title.
    title = name_table(finding.row)
    return f"{title}, {label}" if title else label


def _add_unit(printed: str, unit: str, label: str) -> str:
    """Return a bare number with its unit, which a table has in its head: "42 mg a day per 1,000 people".

    What is counted is in the label.
    """
    is_bare = re.fullmatch(r"[\d.,]+", printed) is not None
    if not is_bare or not unit or is_noun(unit) or unit in label or show_bare(Decimal(2), unit) != f"2 {unit}":
        return printed
    return f"{printed} {unit}"


def _find_form(statistic: Statistic, step: LastStep | None) -> str:
    # What two rows without names differ by is no way from one to the other.
    if step is None or step.step not in SAID or (step.step is Step.DIFFERENCE and not step.terms[0].label):
        return ""
    # A multiple is no part of its whole.
    if step.step is Step.QUOTIENT and statistic.unit not in {"share", "%"}:
        return ".ratio"
    return f".{SAID[step.step]}"


def uncapitalise(statistic: Statistic) -> str:
    """Return the label of a statistic as it stands within a sentence: a name keeps its capital.

    What is a name cannot be known of a single word; the other texts of the statistic, which begin in the middle of a
    sentence, show it.
    """
    label = statistic.label or statistic.about or statistic.population or statistic.id
    first = re.match(r"[A-Z][a-z\u2019'-]*\b", label)
    if first is None:
        return label
    word = first[0].lower()
    texts = f"{statistic.about} {statistic.measure} {statistic.population}"
    common = word in ORDINARY or re.search(rf"(?<!\w){re.escape(word)}s?(?!\w)", texts)
    return label[0].lower() + label[1:] if common else label


ORDINARY = frozenset(
    "a all an average change count days difference each every first highest how if in largest last lowest mean median "
    "months most number of part people place places rank rate ratio rise fall share since sum the those total weight "
    "what which who year years".split()
)
"""Words that begin a label and are no names."""
