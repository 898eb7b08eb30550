"""Where a figure comes from, as lines of text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches

from factbook.model import Review, ReviewFinding
from factbook.render.series_text import find_sentences
from figurecheck.figures import show
from figurecheck.model import Finding, How, RowSet, Source, Statistic
from figurecheck.model.errors import ComplaintError, in_one_line
from figurecheck.report.margins import show_margin

_CAME_ABOUT = {
    How.LOOKED_UP: "taken from the table as it stands there",
    How.RECORDED: "as the notebook recorded it; its rows do not show how",
}
SHOWN_ROWS = 12
"""How many rows of one set are listed."""


def render_explanation(
    name: str,
    statistics: Mapping[str, Statistic],
    findings: Sequence[Finding],
    reviews: Sequence[tuple[Review, Sequence[ReviewFinding]]],
    sources: Mapping[str, Source],
) -> list[str]:
    """Return the explanation of a statistic, of one of our claims, or of a reviewed claim, whichever `name` is.

    Raises ComplaintError when it is none of these, with the nearest name there is.
    """
    if name in statistics:
        return list(_statistic_lines(statistics[name], findings, sources))
    for finding in findings:
        if finding.claim is not None and finding.claim.id == name:
            return list(_claim_lines(finding, findings, sources))
    for review, reviewed in reviews:
        for found in reviewed:
            if name in {found.claim.id, f"{review.name}/{found.claim.id}"}:
                return list(_review_lines(review, found, findings, sources))
    known = [*statistics, *(finding.claim.id for finding in findings if finding.claim)]
    known += [found.claim.id for _, reviewed in reviews for found in reviewed]
    close = get_close_matches(name, known, n=3)
    remedy = f"did you mean {', '.join(close)}?" if close else "factbook check --all lists every figure"
    raise ComplaintError.about(name, "no statistic and no claim of that name", remedy)


def render_claim(finding: Finding, sources: Mapping[str, Source]) -> list[str]:
    """Return what one figure rests on: its verdict, value, population, computation, rows and sources."""
    # Not where else the statistic is printed: whoever asks for one figure is looking at that one.
    lines = [f"‘{finding.printed}’ at {finding.place}: {finding.verdict}", f"  {finding.reason}"]
    lines += _edge_lines(finding, "  ")
    lines += [f"  {_source_line(finding.source)}"] if finding.source is not None else []
    lines += _row_lines(finding.row) if finding.row is not None else ()
    return [*lines, *(_value_lines(finding.statistic, sources) if finding.statistic is not None else ())]


def _claim_lines(finding: Finding, findings: Sequence[Finding], sources: Mapping[str, Source]) -> Iterator[str]:
    yield f"‘{finding.printed}’ at {finding.place}: {finding.verdict}"
    yield f"  {finding.reason}"
    yield from _edge_lines(finding, "  ")
    if finding.source is not None:
        yield f"  {_source_line(finding.source)}"
    if finding.statistic is not None:
        yield ""
        yield from _statistic_lines(finding.statistic, findings, sources)


def _review_lines(
    review: Review, found: ReviewFinding, findings: Sequence[Finding], sources: Mapping[str, Source]
) -> Iterator[str]:
    claim = found.claim
    yield f"{claim.id} ‘{claim.printed}’ in {review.source}, at {claim.place}"
    yield f"  on {review.as_of}: {claim.rating.day} ({found.day.verdict}: {found.day.reason})"
    yield f"  today: {claim.rating.today} ({found.today.verdict}: {found.today.reason})"
    for reading in found.readings:
        yield f"  read as {reading.statistic.id if reading.statistic else '?'}: {reading.verdict}: {reading.reason}"
    yield from _edge_lines(found.today, "  ")
    if found.today.statistic is not None:
        yield ""
        yield from _statistic_lines(found.today.statistic, findings, sources)


def _statistic_lines(statistic: Statistic, findings: Iterable[Finding], sources: Mapping[str, Source]) -> Iterator[str]:
    yield from _value_lines(statistic, sources)
    places = [finding for finding in findings if finding.statistic == statistic]
    yield f"  printed {len(places)} time{'' if len(places) == 1 else 's'}"
    for finding in places:
        yield f"      {finding.place}: ‘{finding.printed}’ {finding.verdict}"
        yield from _edge_lines(finding, "          ")


def _value_lines(statistic: Statistic, sources: Mapping[str, Source]) -> Iterator[str]:
    value = statistic.value
    yield f"{statistic.id} = {show(value, statistic.unit)}"
    if isinstance(value, Decimal) and show(value, statistic.unit) != str(value):
        yield f"  exactly     {value} {statistic.unit}"
    yield f"  counts      {statistic.population or 'not stated'}"
    if statistic.period:
        yield f"  period      {statistic.period}"
    if statistic.basis is not None:
        first, *others = find_sentences(statistic.basis)
        yield f"  makes it so {first}"
        yield from (f"              {sentence}" for sentence in others)
    if statistic.how is not How.COMPUTED:
        yield f"  came about  {_CAME_ABOUT[statistic.how]}"
    if statistic.whole:
        yield f"  computed as {statistic.part or 'published share'} of {statistic.whole}"
    if statistic.cell is not None:
        yield f"  recorded in {in_one_line(statistic.cell.notebook)}, cell {statistic.cell.index + 1}"
        yield from (f"      {line}" for line in statistic.cell.code.splitlines())
    for rowset in statistic.rows:
        yield from _row_lines(rowset)
    yield from _source_lines(statistic, sources)
    yield f"  not established: {statistic.note or 'nothing is noted'}"


def _source_lines(statistic: Statistic, sources: Mapping[str, Source]) -> Iterator[str]:
    for head, ids in (("source     ", statistic.source_ids), ("confirmed by", statistic.confirming_ids)):
        for id in ids:
            yield f"  {head} {_source_line(sources[id]) if id in sources else id}"


def _edge_lines(finding: Finding, indent: str) -> Iterator[str]:
    margin = show_margin(finding)
    if margin:
        yield f"{indent}{margin}"
    if finding.acknowledged:
        yield f"{indent}acknowledged: {finding.acknowledged}"
    yield from (f"{indent}{caution.risk}: {caution}" for caution in finding.warnings)
    for reading in finding.sentence:
        said = f" (“{reading.words}”)" if reading.words else ""
        yield f"{indent}{reading.aspect}: {reading.state}{said}"
        if reading.reason:
            yield f"{indent}  {reading.reason}"
        if reading.acknowledged:
            yield f"{indent}  acknowledged: {reading.acknowledged}"


def _row_lines(rowset: RowSet) -> Iterator[str]:
    name = f"data: {rowset.dataset}" if rowset.dataset and rowset.lines else "rows that the notebook made"
    if rowset.origins and not rowset.lines:
        name = f"rows that the notebook computed from {', '.join(rowset.origins)}"
    yield f"  {name}, {rowset.count:,} row{'' if rowset.count == 1 else 's'} ({', '.join(rowset.columns)})"
    lines = rowset.lines or (None,) * len(rowset.rows)
    for at, row in list(zip(lines, rowset.rows, strict=True))[:SHOWN_ROWS]:
        where = f"line {at}: " if at else ""
        yield f"      {where}{', '.join('' if cell is None else str(cell) for cell in row)}"
    if rowset.count > SHOWN_ROWS:
        yield f"      ... and {rowset.count - SHOWN_ROWS:,} more"


def _source_line(source: Source) -> str:
    return ", ".join(part for part in (source.id, source.title, source.publisher, source.published, source.url) if part)
