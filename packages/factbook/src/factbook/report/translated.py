"""Statistics, charts, reviews and findings with their texts in a second language, as a page in it shows them.

Ids, values, verdicts and ratings are the same; only what readers read is another text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from factbook.model import Judged, Review, ReviewedClaim, ReviewFinding
from factbook.model.edition import SealedReviewedClaim
from factbook.report.myst import strip_roles
from factbook.report.texts_file import Texts
from figurecheck.figures.common.calendar_names import find_months, find_short_months, find_weekdays
from figurecheck.model import Basis, Cellvalue, Chart, Finding, RowSet, Source, Statistic

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
    found = {key: _translate(value, key, texts) for key, value in spec.items()}
    # Named here and not by the page: a drawing is made once, and shown in one language.
    config = found.get("config")
    given = dict(config) if isinstance(config, Mapping) else {}
    return {**found, "config": {"locale": {"time": _name_times(texts.language)}, **given}}


def _translate(part: object, key: str, texts: Texts) -> object:
    if isinstance(part, str):
        if key in _CODE:
            return _QUOTED.sub(lambda quoted: _requote(quoted, texts), part)
        return part if key in _FIELDS else _of_words(part, texts)
    if isinstance(part, Mapping):
        return {name: _translate(value, _key_below(key, name), texts) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return _translate_list(part, key, texts)
    return part


def _key_below(key: str, name: object) -> str:
    """Return the key of what stands below a key: of a row, every value may be shown, and its keys are fields."""
    return _ROW if key in {"values", "datasets", _ROW} else str(name)


def _of_words(text: str, texts: Texts) -> str:
    """Return a text in the second language between the blanks that it has around it."""
    # A label that an expression joins to a number begins with the blank between them.
    found = texts.find(text)
    words = text.strip()
    return text if found is None or not words else text.replace(words, found, 1)


def _translate_list(part: list[object] | tuple[object, ...], key: str, texts: Texts) -> list[object]:
    # A text of several lines is one text, and its lines break where the file breaks them.
    if key in {"text", "title", "subtitle"} and all(isinstance(one, str) for one in part):
        whole = texts.find(" ".join(map(str, part)))
        if whole is not None:
            return list(whole.split("\n"))
    return [_translate(one, key, texts) for one in part]


def _requote(quoted: re.Match[str], texts: Texts) -> str:
    text = quoted[1] if quoted[1] is not None else quoted[2]
    found = _of_words(text, texts)
    if found == text:
        return quoted[0]
    escaped = found.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def find_spec_texts(spec: object, key: str = "") -> Iterator[str]:
    """Yield each text of a specification that `translate_spec` can put into another language."""
    if isinstance(spec, str):
        if key in _CODE:
            yield from (one[1] if one[1] is not None else one[2] for one in _QUOTED.finditer(spec))
        elif key not in _FIELDS:
            yield spec
    elif isinstance(spec, Mapping):
        for name, value in spec.items():
            yield from find_spec_texts(value, _key_below(key, name))
    elif isinstance(spec, list | tuple):
        if key in {"text", "title", "subtitle"} and all(isinstance(one, str) for one in spec):
            yield " ".join(spec)
        for one in spec:
            yield from find_spec_texts(one, key)


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
    unasked, reply = (texts.of(text, name) for name, text in review.replies.items())
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
