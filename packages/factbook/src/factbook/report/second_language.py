"""The texts of statistics, charts and reviews in a second language, ``book/texts.<language>.yml``, and these with them.

Each line is a text of the report and the same in the other language. A text is named by itself; by a template, in which
``{year}`` stands for what differs in a series; or by what it belongs to, such as ``visitors.years.alt``. Ids, values,
verdicts and ratings are the same in all languages; only what readers read is another text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from factbook.model import Judged, Review, ReviewedClaim, ReviewFinding
from factbook.model.edition import SealedReviewedClaim
from factbook.report.flowing import locale_of
from factbook.report.myst import strip_roles
from figurecheck.figures.common.calendar_names import find_months, find_short_months, find_weekdays
from figurecheck.figures.languages import language_code
from figurecheck.model import Basis, Cellvalue, Chart, Finding, Place, RowSet, Source, Statistic
from figurecheck.model.errors import Complaint
from figurecheck.model.fields import Seen
from figurecheck.settings.faults import read_text
from figurecheck.settings.yaml_reader import parse_yaml

# A brace before a backtick opens a role: {claim}`370 <id>`.
LONGEST_KEY = 80
"""Characters of a text that is the key of its line; a longer one is named by what it belongs to."""
_GAP = re.compile(r"\{([a-z_]+)\}(?!`)")


def texts_file(language: str) -> str:
    """Return the file with the texts of a language, from the project's root."""
    return f"book/texts.{language}.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownText:
    """A text that a page shows, and where it comes from."""

    text: str
    name: str = ""
    """What it may be named by besides itself; empty for what is drawn and for cells of data."""
    place: str
    """The page, and the line that shows it."""
    chart: str = ""
    """The chart that puts it together while it is drawn, by its id; empty for a text that stands somewhere."""
    made: tuple[str, ...] = ()
    """The words of it that stand nowhere."""

    @property
    def key(self) -> str:
        """The key of its line: the text; of one that is long, or has figures, its name."""
        text = " ".join(self.text.split())
        # Figures in a text flow in from the data and change; and nobody repeats a paragraph to name it.
        return self.name if self.name and ("{" in text or len(text) > LONGEST_KEY) else text


# Not with slots: it keeps its patterns.
@dataclass(frozen=True, kw_only=True)
class Texts:
    """The texts of one second language."""

    language: str
    lines: Mapping[str, str] = field(default_factory=dict)
    """Each text in the second language, by the text, template or name that it stands for."""
    places: tuple[tuple[str, Place], ...] = ()
    """Each text in the second language with its place, for the check of its numbers."""

    @property
    def file(self) -> str:
        """The file that they stand in, from the project's root."""
        return texts_file(self.language)

    def find(self, text: str, *names: str) -> str | None:
        """Return a text in the second language; ``None`` if the file has none for it.

        `names` are what it may be named by besides itself.

        >>> lines = {"Trips in {year}": "{year}년 운행", "charts.a.alt": "막대", "Oslo": "오슬로"}
        >>> texts = Texts(language="ko", lines=lines | {"{city}, {year}": "{year}년 {city}"})
        >>> texts.find("Trips in 2024"), texts.find("Bars", "charts.a.alt"), texts.find("Oslo, 2024")
        ('2024년 운행', '막대', '2024년 오슬로')
        >>> texts.find("Routes")
        """
        for name in names:
            if name in self._lines:
                return self._lines[name]
        # A table names the same few things in thousands of cells.
        if text not in self._found:
            self._found[text] = self._look_up(" ".join(text.split()))
        return self._found[text]

    def _look_up(self, key: str) -> str | None:
        if key in self._lines:
            return self._lines[key]
        return next((found for pattern, line in self._templates if (found := self._fill(pattern, line, key))), None)

    def of(self, text: str, *names: str) -> str:
        """Return a text in the second language; as it is, where the file has none for it."""
        found = self.find(text, *names) if text else None
        return text if found is None else found

    def needs(self, text: str) -> bool:
        """Return whether a text must stand in the file: it has words, and is not in the language already."""
        # A figure in a role is judged in the text of each language, so what it prints decides nothing.
        # Signs that belong to no language ("2024", "27,611", "%") are the same in all.
        plain = strip_roles(text)
        return any(char.isalpha() for char in plain) and locale_of(plain, "") != language_code(self.language)

    def lacks(self, text: str, *names: str) -> bool:
        """Return whether a text must stand in the file and does not."""
        return self.needs(text) and self.find(text, *names) is None

    def _fill(self, pattern: re.Pattern[str], line: str, text: str) -> str:
        match = pattern.fullmatch(text)
        if match is None:
            return ""
        # What fills a gap is a number or a name, which is a line of its own.
        filled = match.groupdict().items()
        parts = {name: self.find(part) or ("" if self.needs(part) else part) for name, part in filled}
        return _GAP.sub(lambda gap: parts.get(gap[1], gap[0]), line) if all(parts.values()) else ""

    @cached_property
    def _found(self) -> dict[str, str | None]:
        return {}

    @cached_property
    def _lines(self) -> dict[str, str]:
        return {" ".join(key.split()): line for key, line in self.lines.items() if line}

    @cached_property
    def _templates(self) -> list[tuple[re.Pattern[str], str]]:
        # The longest first, so that a line for some of a series comes before one for all.
        keys = sorted((key for key in self._lines if _GAP.search(key)), key=len, reverse=True)
        return [(_pattern(key), self._lines[key]) for key in keys]


def _pattern(template: str) -> re.Pattern[str]:
    """Return the pattern of a template; a gap that is named twice is the same text twice."""
    # What fills a gap is as short as it can be, so that the words between two gaps decide where each ends.
    seen: set[str] = set()
    made, at = "", 0
    for gap in _GAP.finditer(template):
        made += re.escape(template[at : gap.start()])
        made += f"(?P={gap[1]})" if gap[1] in seen else f"(?P<{gap[1]}>.+?)"
        seen.add(gap[1])
        at = gap.end()
    return re.compile(made + re.escape(template[at:]))


def read_all_texts(root: Path, complaints: list[Complaint]) -> dict[str, Texts]:
    """Return the texts of each language that has a file."""
    names = sorted(path.name for path in (root / "book").glob("texts.*.yml"))
    found = (name.removeprefix("texts.").removesuffix(".yml") for name in names)
    return {language: read_texts_file(root, language, complaints) for language in found}


def read_texts_file(root: Path, language: str, complaints: list[Complaint]) -> Texts:
    """Return the texts of a language; none where there is no file, and faults are added to `complaints`."""
    file = texts_file(language)
    content = read_text(root / file, file, complaints) if (root / file).is_file() else None
    if not content or not content.strip():
        return Texts(language=language)
    found, places = parse_yaml(content, file, dict[str, Seen], complaints)
    return Texts(language=language, lines=found or {}, places=places)


PARTS = ("label", "population", "about", "measure", "note", "period")
"""The texts of a statistic that readers see."""
CHART_PARTS = ("title", "subtitle", "alt", "note")
"""Those of a chart, besides what it draws."""
CLAIM_PARTS = ("topic", "printed", "says", "aside", "found", "likely", "reply")
READING_PARTS = ("label", "printed", "note")
"""Those of a reviewed claim, besides why it is rated so, and of its readings."""
QUIET = frozenset({"unit", "status", "source_id", "note"})
"""Columns whose cells keep their texts: codes that other code reads, and notes on sources."""
_FIELDS = frozenset(
    "field fields groupby as key lookup from type aggregate op mark color fill stroke font format formatType name "
    "align baseline orient anchor shape interpolate strokeCap strokeJoin fontWeight fontStyle $schema param range "
    "scheme timeUnit url href id cursor projection resolve".split()
)
"""Keys of a specification whose values are names and settings, and no texts."""
_CODE = frozenset({"expr", "labelExpr", "calculate", "filter", "test", "joinaggregate", "update", "signal"})
"""Keys whose values are expressions; the texts in them stand in quotes."""
_ROW = "(row)"
_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")
Part = TypeVar("Part")
Find = Callable[[str], str | None]
"""Returns a text in the second language; ``None`` where there is none for it."""


def translate_statistic(statistic: Statistic, texts: Texts) -> Statistic:
    """Return a statistic with its texts, the cells of its rows and the names of its series in a second language."""
    # By name as well as by text: one word of the first language may be two of the second.
    own: dict[str, Any] = {part: texts.of(getattr(statistic, part), f"{statistic.id}.{part}") for part in PARTS}
    rows = tuple(translate_rows(rowset, texts) for rowset in statistic.rows)
    return replace(statistic, **own, rows=rows, basis=_translate_basis(statistic.basis, texts))


def translate_rows(rowset: RowSet, texts: Texts) -> RowSet:
    """Return rows with their words in a second language; columns keep their names, by which they are known."""
    keep = [name in QUIET for name in rowset.columns]
    rows = tuple(
        tuple(cell if kept else _cell(cell, texts) for cell, kept in zip(row, keep, strict=True)) for row in rowset.rows
    )
    table = replace(rowset.table, title=texts.of(rowset.table.title)) if rowset.table else None
    return replace(rowset, rows=rows, table=table)


def _cell(cell: Cellvalue, texts: Texts) -> Cellvalue:
    return texts.of(cell) if isinstance(cell, str) else cell


def _translate_basis(basis: Basis | None, texts: Texts) -> Basis | None:
    if basis is None:
        return None

    # Names stay the same in all places at once, since a run or a rank is found in the series by them.
    def pairs(found: tuple[tuple[str, Part], ...]) -> tuple[tuple[str, Part], ...]:
        return tuple((texts.of(name), value) for name, value in found)

    return replace(
        basis,
        at=texts.of(basis.at),
        series=pairs(basis.series),
        run=tuple(map(texts.of, basis.run)),
        before=texts.of(basis.before),
        next=texts.of(basis.next),
        others=pairs(basis.others),
        order=tuple(map(texts.of, basis.order)),
    )


def translate_finding(finding: Finding, texts: Texts) -> Finding:
    """Return a finding whose statistic, row and reviewed claim are in a second language."""
    rated = finding.rated
    if rated is not None:
        name = f"{rated.review}.{rated.id}"
        says = strip_roles(texts.of(rated.says, f"{name}.says"))
        because = strip_roles(texts.of(rated.because, f"{name}.because.{rated.reason_day}"))
        likely = strip_roles(texts.of(rated.likely, f"{name}.likely"))
        rated = replace(rated, says=" ".join(says.split()), because=because, likely=likely)
    return replace(
        finding,
        statistic=translate_statistic(finding.statistic, texts) if finding.statistic else None,
        row=translate_rows(finding.row, texts) if finding.row else None,
        rated=rated,
    )


def translate_sealed(claim: SealedReviewedClaim, texts: Texts) -> SealedReviewedClaim:
    """Return a rated claim of a sealed edition as a page in a second language prints it, and why it is rated so."""
    name, because = claim.id.replace("/", "."), claim.because
    return replace(
        claim,
        printed=texts.of(claim.printed, f"{name}.printed"),
        because=Judged(
            day=texts.of(because.day, f"{name}.because.day"), today=texts.of(because.today, f"{name}.because.today")
        ),
    )


def translate_sources(sources: Mapping[str, Source], texts: Texts) -> dict[str, Source]:
    """Return sources under their names in a second language; most publications have one name in all."""
    return {
        id: replace(
            one,
            title=texts.of(one.title),
            publisher=texts.of(one.publisher),
            searched=texts.of(one.searched),
            note=texts.of(one.note),
        )
        for id, one in sources.items()
    }


def translate_chart(chart: Chart, texts: Texts) -> Chart:
    """Return a chart with its texts in a second language, those that it draws too."""
    parts: dict[str, Any] = {part: texts.of(getattr(chart, part), f"{chart.id}.{part}") for part in CHART_PARTS}
    rows = tuple(translate_rows(rowset, texts) for rowset in chart.rows)
    specs = {width: translate_spec(spec, texts) for width, spec in chart.specs.items()}
    return replace(chart, id=chart_in(chart.id, texts.language), **parts, rows=rows, specs=specs)


def chart_in(id: str, language: str) -> str:
    """Return the name of a chart's drawings in a second language; no id has such a sign."""
    return f"{id}@{language}"


def translate_spec(spec: Mapping[str, object], texts: Texts) -> dict[str, object]:
    """Return a specification whose texts are in a second language, wherever they stand.

    A text that the data hold is another one in all places at once: rows, order, domains, and what expressions compare.
    """
    found = {key: _translate(value, key, texts.find) for key, value in spec.items()}
    # Named here and not by the page: a drawing is made once, and shown in one language.
    config = found.get("config")
    given = dict(config) if isinstance(config, Mapping) else {}
    return {**found, "config": {"locale": {"time": _name_times(texts.language)}, **given}}


def find_spec_texts(spec: Mapping[str, object]) -> list[str]:
    """Return each text of a specification that `translate_spec` can put into another language."""
    found: list[str] = []
    # What finds nothing in the other language changes nothing.
    _translate(spec, "", found.append)
    return found


def _translate(part: object, key: str, find: Find) -> object:
    if isinstance(part, str):
        if key in _CODE:
            return _QUOTED.sub(lambda quoted: _requote(quoted, find), part)
        return part if key in _FIELDS else _of_words(part, find)
    if isinstance(part, Mapping):
        # Of a row, every value may be shown, and its keys are fields.
        is_row = key in {"values", "datasets", _ROW}
        return {name: _translate(value, _ROW if is_row else str(name), find) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return _translate_list(part, key, find)
    return part


def _of_words(text: str, find: Find) -> str:
    """Return a text in the second language between the blanks that it has around it."""
    # A label that an expression joins to a number begins with the blank between them.
    found = find(text)
    words = text.strip()
    return text if found is None or not words else text.replace(words, found, 1)


def _translate_list(part: list[object] | tuple[object, ...], key: str, find: Find) -> list[object]:
    # A text of several lines is one text, and its lines break where the file breaks them.
    if key in {"text", "title", "subtitle"} and all(isinstance(one, str) for one in part):
        whole = find(" ".join(map(str, part)))
        if whole is not None:
            return list(whole.split("\n"))
    return [_translate(one, key, find) for one in part]


def _requote(quoted: re.Match[str], find: Find) -> str:
    text = quoted[1] if quoted[1] is not None else quoted[2]
    found = _of_words(text, find)
    if found == text:
        return quoted[0]
    escaped = found.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _name_times(language: str) -> dict[str, object]:
    """Return how the renderer writes dates in a language, as d3 wants it; Sunday first."""
    weekdays = find_weekdays(language)
    days = [weekdays[-1], *weekdays[:-1]]
    return {
        "dateTime": "%x, %X",
        "date": "%Y-%m-%d",
        "time": "%H:%M:%S",
        "periods": ["AM", "PM"],
        "days": days,
        "shortDays": days,
        "months": list(find_months(language)),
        "shortMonths": list(find_short_months(language)),
    }


def translate_review(review: Review, texts: Texts) -> Review:
    """Return a review with all that readers see of it in a second language."""
    claims = tuple(translate_claim(review.name, claim, texts) for claim in review.claims)
    unasked, reply = (Seen(texts.of(text, name)) for name, text in review.replies.items())
    return replace(review, unasked=unasked, reply=reply, claims=claims)


def translate_reviewed(review: str, found: ReviewFinding, texts: Texts) -> ReviewFinding:
    """Return a reviewed claim, and the figures of its readings, in a second language; verdicts are of the original."""
    claim = translate_claim(review, found.claim, texts)
    printed = (one.printed for one in claim.readings if one.is_judged)
    readings = tuple(replace(one, printed=text) for one, text in zip(found.readings, printed, strict=True))
    return replace(found, claim=claim, readings=readings)


def translate_claim(review: str, claim: ReviewedClaim, texts: Texts) -> ReviewedClaim:
    """Return a claim of a review in a second language; what it quotes stays as the publication printed it."""
    parts: dict[str, Any] = {name: texts.of(text, f"{review}.{claim.id}.{name}") for name, text in claim_texts(claim)}
    return replace(
        claim,
        **{name: parts[name] for name in CLAIM_PARTS},
        because=replace(claim.because, day=parts["because.day"], today=parts["because.today"]),
        readings=tuple(
            replace(one, **{name: parts[f"readings.{at}.{name}"] for name in READING_PARTS})
            for at, one in enumerate(claim.readings, start=1)
        ),
    )


def claim_texts(claim: ReviewedClaim) -> Iterator[tuple[str, str]]:
    """Yield each text of a reviewed claim with its name within the claim."""
    yield from ((name, getattr(claim, name)) for name in CLAIM_PARTS)
    yield "because.day", claim.because.day
    yield "because.today", claim.because.today
    for at, reading in enumerate(claim.readings, start=1):
        yield from ((f"readings.{at}.{name}", getattr(reading, name)) for name in READING_PARTS)
