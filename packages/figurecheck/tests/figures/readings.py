"""The table of readings, as the tests run it and as the documents show it: the rules, and the examples by language.

``readings.csv`` has a line for each printed form: group, locale, printed, value and unit that it is held against,
reading (how it is read, in words; empty where it is not), verdict.
``python packages/figurecheck/tests/figures/readings.py`` writes the pages anew.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from figurecheck.figures import DEFAULT_RULES
from figurecheck.figures.common.nouns import ALSO_CASES, ALSO_PEOPLE, CASES, EITHER, PEOPLE
from figurecheck.figures.common.qualifiers import DOWNWARD, MEANINGS, Qualifier
from figurecheck.figures.languages import find_built_in

TABLE = Path(__file__).with_name("readings.csv")
SHOWN = 6
"""Most words of a qualifier that the page shows of each language, before a figure and behind one."""
MOST_ON_PAGE = 850
"""Most examples of one page."""
DOCS = Path(__file__).parents[4] / "docs"
LANGUAGES = {"en": "English", "ko": "Korean", "de": "German"}
"""Languages whose examples have a page of their own; those of all others share one."""
OTHERS = "other languages"
EXAMPLES_HEAD = """\
# How figures are read: {name}

This page is made from the tests by `make docs`; do not edit it.

Each printed form is held against a value, read, and judged; the tests judge every line.
[How figures are read](../figures.md) says what the verdicts mean.
"""
HEAD = """\
# How figures are read

This page is made from the tests by `make docs`; do not edit it.

A printed figure is read by the words and digits that are bound, and compared with a value.
What cannot be understood is reported as incomparable, with the reason; it is never accepted.
A claim without a figure, such as `` {claim}`<riders.total.2025>` ``, prints its value, which is read like any other.
[Notebooks](notebooks.md) says how it is printed.
`factbook read "nearly two-thirds"` says how a phrase is read, and which values it allows.
[The words that are read](reference/readings.md) are listed by language, and so are examples of every printed form:
{examples}.

| verdict | means |
|---|---|
| exact | the value is the printed one |
| rounded | it rounds to the printed figure, at the precision printed |
| holds | the qualifier, the range or the bare word is true |
| truncated | only cutting digits off gives the printed figure (fails, unless an editor acknowledged it) |
| loose | true, but a reader would be misled (fails, unless an editor acknowledged it) |
| mismatch | not borne out |
| incomparable | the unit or the kind differs, or the text is not understood |
"""
ROUNDING = """\
## Rounding

- Decimals are a promise: 3.60 is not 3.6.
- Trailing zeros of a whole number may be rounding, but leave at least {digits} significant digits.
  So 23,000 stands for 23,022, and 20,000 does not.
- A scale word, or a unit larger than the value's, is its own precision.
  So "6 million" stands for 6.3 million and "7 tonnes" for 7,400 kg; more than {scale} of the value off, it misleads.
- A value exactly between two printable figures may go {ties}.
- Bare words (half, a third, double, one in five) hold within {bare} of what they say.
- "n of m" is held against a share as n / m, to the nearest whole n; against a count, n is compared.
- "Dozens" and its like are at least two of them, and misleading from ten times the word on.
- "30-odd" and 30여 run up to the next number as round.
- "A decade", "an hour" are words for a size like "half"; with "nearly" or "about", within a tenth.
- "Fell below 40", "climbed past 7%" and "fell from 18 to 16" print where something went, not by how much it moved.
- Either number of a score or a split may be the one that is bound ("71-84", "a 70-30 split").
- "100%" and "0%" claim all and none: of a share of 99.6% or 0.4% they are loose, whatever the rounding.
- "The low 30s" are 30 to below 34, "mid-30s" 33 to below 37, "the high 30s" 36 to below 40, "the low 200s" 200 to 240.
- The bare name of a currency may be any that is called so: "500 kroner" are Danish or Norwegian.
- Two figures in one bound text are not understood, unless these rules make one of them: bind each by itself.
"""
BESIDE = """\
## Words beside a figure

Every word of a bound text is read as a part of its figure, or changes nothing, or names what the statistic counts.
For any other word the figure is not understood, and the reason says: `'worsened' beside the figure is not understood`.

- Articles, prepositions, verbs of recording and of being at a level, and words of time change nothing.
- A noun is accepted as the subject of a known verb, behind a preposition, and behind a number that counts one by one.
- Behind a percentage it must be a level: rate, share, majority, turnout and the like.
- Any word is accepted that occurs in the unit, label, measure, population or name of the statistic.
- Words of rise and fall give the figure a direction.
- "Worse", "moved" and the like may go either way, and are not understood unless the statistic is named by them.
- Words that exclude each other are compared: "40% of women" is not held against a share of men, "the unvaccinated"
  against the vaccinated, "£512 a day" against pay per week, an average against a median.
- "A target of 60%", "a forecast of 3%" need a statistic that is named so.
- A unit of "GBP per week" or "USD per barrel" is held against a text that says "a week", "a barrel".
"""
KOREAN = """\
## Korean

- "30%대" is 30 or more and below 40, "2만원대 후반" the upper third of 20,000 to 30,000.
- "380여 명" runs up to 390, "30만여 명" up to 310,000, and "30여만 명" up to 400,000.
- "7할" is 70 per cent to the last place printed, "3할2푼" 32 per cent.
- "3년 4개월" and "1시간 20분" are one figure, in the smaller unit.
- "10대 1" is a ratio; "7대 3" a split, of which either part may be the value; "3대 2로 이겼다" a score.
- "상위 10위 안" is any of the first ten places; a place counted from the end is not understood.
- "영하 20도 이하" is below zero, and its qualifier speaks of how far.
- Verbs and nouns of rise and fall give a change its sign, in all their forms; "30% 아래로 떨어졌다" is a level.
- A number word before a noun is a figure too: "두 아들", "세 모녀", "네 종류", "첫 번째", "십여 명".
  한 ("a certain") needs a claim only before people, cases, multiples and measures.
- A word beside the figure that none of the tables has is named, and the figure is not understood.
"""
HOUSE = """\
## House rules

An editor changes the rules in `_config.yml`; `factbook rules` prints them with the changes.

```yaml
factbook:
  qualifiers:
    about: {tolerance: 0.03}             # of the printed figure
    over: {loose: 2}                     # misleading from twice the figure on; never: not at all
    thereabouts: {test: about, words: [in the ballpark of], tolerance: 0.1}
    rounding: {ties: up, digits: 3, bare: 0.04, scale: 0.05}   # scale: 0 gives "million" no precision of its own
  nouns:
    people: [walkers]                    # held against people
    cases: [call-outs]
    things: [parcels]                    # a kind of its own
```
"""


class Reading(NamedTuple):
    """One line of the table."""

    group: str
    locale: str
    printed: str
    value: str
    unit: str
    reading: str
    verdict: str


def read_table() -> list[Reading]:
    """Read the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [Reading(**row) for row in csv.DictReader(file)]


def make_pages(readings: Iterable[Reading]) -> dict[Path, str]:
    """Return each page by its path: the rules, and for each language every reading by group."""
    by_name: dict[str, list[Reading]] = {}
    for row in readings:
        by_name.setdefault(LANGUAGES.get(row.locale, OTHERS), []).append(row)
    examples: dict[str, str] = {}
    pages: dict[Path, str] = {}
    for name, rows in by_name.items():
        for at, groups in enumerate(_divide(rows)):
            title = f"{name}, continued" if at else name
            examples[title] = f"reference/examples-{name.lower().replace(' ', '-')}{f'-{at + 1}' if at else ''}.md"
            pages[DOCS / examples[title]] = _render_examples(title, groups)
    return {DOCS / "figures.md": _render_rules(examples), **pages}


def _divide(readings: list[Reading]) -> list[dict[str, list[Reading]]]:
    """Return the groups of each page of a language: whole groups, as many as have room."""
    by_group: dict[str, list[Reading]] = {}
    for row in readings:
        by_group.setdefault(row.group, []).append(row)
    pages: list[dict[str, list[Reading]]] = [{}]
    for group, rows in by_group.items():
        if pages[-1] and sum(map(len, pages[-1].values())) + len(rows) > MOST_ON_PAGE:
            pages.append({})
        pages[-1][group] = rows
    return pages


def _render_examples(name: str, groups: Mapping[str, list[Reading]]) -> str:
    parts = [EXAMPLES_HEAD.format(name=name)]
    for group, rows in groups.items():
        head = [] if [group] == list(groups) else [f"## {group}\n"]
        lines = [*head, "| printed | against | read as | verdict |", "|---|---|---|---|", *map(_line, rows)]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _render_rules(examples: Mapping[str, str]) -> str:
    """Write the page of rules: verdicts, qualifiers, rounding, house rules, nouns."""
    rounding = ROUNDING.format(
        digits=DEFAULT_RULES.digits,
        ties="either way",
        bare=f"{float(DEFAULT_RULES.bare):.0%}",
        scale=f"{float(DEFAULT_RULES.scale):.0%}",
    )
    links = ", ".join(f"[{name}]({path})" for name, path in examples.items())
    return "\n".join([HEAD.replace("{examples}", links), _qualifiers(), rounding, BESIDE, KOREAN, HOUSE, _nouns()])


def _line(row: Reading) -> str:
    locale = f" ({row.locale})" if row.locale not in LANGUAGES else ""
    cells = (_code(row.printed) + locale, _code(f"{row.value} {row.unit}".strip()), _code(row.reading), row.verdict)
    return f"| {' | '.join(cells)} |"


def _code(text: str) -> str:
    """Return a text as code in a table: an example, letter by letter, and no number of the page."""
    # a text with a backtick stands between two
    fence = "`" * (1 + text.count("`"))
    space = " " if "`" in text else ""
    return f"{fence}{space}{text}{space}{fence}".replace("|", "\\|") if text else ""


def _qualifiers() -> str:
    lines = [
        "## Qualifiers\n",
        "v is the value, c the printed figure.\n",
        "| name | holds when | tolerance | loose from | words |",
        "|---|---|---|---|---|",
    ]
    return "\n".join([*lines, *(_qualifier(one) for one in DEFAULT_RULES.qualifiers)]) + "\n"


def _qualifier(one: Qualifier) -> str:
    tolerance = f"{float(one.tolerance):.0%} of c" if one.tolerance else ""
    loose = "" if one.loose is None else f"c / {one.loose}" if one.test in DOWNWARD else f"{one.loose} c"
    cells = (one.name, _code(MEANINGS[one.test]), _code(tolerance), _code(loose), _some_words(one))
    return f"| {' | '.join(cells)} |"


def _some_words(one: Qualifier) -> str:
    """Return the shortest words of a qualifier in each language, with a link to all."""
    tables = [one.words_in(language.qualifiers) for language in find_built_in()]
    # Margins such as "a touch under" are made from a few lists, and there are hundreds; the plain words are short.
    shown = [
        [*sorted(before, key=len)[:SHOWN], *(f"... {word}" for word in sorted(after, key=len)[:SHOWN])]
        for before, after in tables
    ]
    left_out = sum(len(before) + len(after) for before, after in tables) - sum(map(len, shown))
    words = _code(", ".join(dict.fromkeys(word for words in shown for word in words)))
    return f"{words}, [and {left_out} more](reference/readings.md)" if left_out else words


def _nouns() -> str:
    kinds = (("people", PEOPLE | ALSO_PEOPLE), ("cases", CASES | ALSO_CASES), ("people or cases", EITHER))
    lines = [f"- {kind}: {', '.join(sorted(words))}" for kind, words in kinds]
    listed = "`figures/common/nouns.py`"
    text = (
        f"The things are listed in {listed}; a noun that stands in no list is compared with a count of anything.\n"
        "Where the unit is a noun itself (people, homes, runs), an English noun behind a bare number must be one of\n"
        "the statistic's own words, or name people or events where those are counted: 14,300 wickets are no people."
    )
    return "\n".join(["## Nouns\n", *lines, "", text, ""])


if __name__ == "__main__":
    for page, text in make_pages(read_table()).items():
        page.write_text(text, "utf-8")
