"""The evidence for one printed figure, in a panel beside it and as an endnote in print."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from factbook.data.sources import known_on
from factbook.render.desk_reasons import say_finding
from factbook.render.html.arithmetic import show_arithmetic
from factbook.render.html.recheck import find_recheck
from factbook.render.html.row_summary import ShortRow, find_short_rows, find_short_terms
from factbook.render.html.sureness import describe_sources
from factbook.render.html.what_it_says import say_what_is_reported, say_what_it_is
from factbook.render.series_text import find_facts
from factbook.render.templating import render_part
from factbook.render.text import render_source
from factbook.render.values import show_bare, show_value
from factbook.render.words.interface import find_words
from factbook.render.words.verdicts import GROUPS, RATINGS
from factbook.report.checked_report import find_source_ids
from figurecheck.model import Finding, Rating, Source, Statistic
from figurecheck.verdicts.last_step import find_all_sources, find_last_step, keep_used_rows
from figurecheck.verdicts.row_names import is_one_row


def render_panel(
    finding: Finding,
    *,
    panel_id: str,
    n: int,
    sources: Mapping[str, Source],
    evidence_href: str,
    language: str = "en",
    known: Mapping[str, Statistic] | None = None,
    claim_href: str = "",
    was: Sequence[str] = (),
    report_href: str = "",
) -> Markup:
    """Render one popover: what the figure is, how sure, arithmetic, rows, sources, recheck.

    `known` holds the statistics that the figure may be a share of, `claim_href` is the address of the reviewed claim
    that it quotes. `was` are the ids that the panel had in earlier editions, and `report_href` is where a reader
    reports an error in it.
    """
    known, finding = known or {}, say_finding(finding, language)
    statistic = keep_used_rows(finding.statistic) if finding.statistic else None
    rows, more = _find_rows(statistic, known, language)
    return render_part(
        "panel.html",
        language,
        finding=finding,
        statistic=statistic,
        panel_id=panel_id,
        was=" ".join(was),
        n=n,
        says=_say(finding, statistic, known, sources, language).partition(finding.printed),
        verdict="" if GROUPS[finding.verdict] == "ok" else find_words(language)[finding.verdict],
        found=_say_what_was_found(finding, known, sources, language),
        rows=rows,
        more=more,
        sources=sources,
        source_ids=find_source_ids(finding),
        sure=describe_sources(statistic, language, shown=len(rows) + more) if statistic else "",
        evidence_href=evidence_href,
        claim_href=claim_href,
        report_href=report_href,
        arithmetic=show_arithmetic(statistic, known, language) if statistic else "",
        sentences=_find_facts(statistic, language),
        recheck=json.dumps(recheck, ensure_ascii=False) if (recheck := find_recheck(finding, known, language)) else "",
    )


def _say(
    finding: Finding,
    statistic: Statistic | None,
    known: Mapping[str, Statistic],
    sources: Mapping[str, Source],
    language: str,
) -> str:
    if statistic is not None:
        return say_what_it_is(finding.printed, statistic, known, language)
    return say_what_is_reported(finding, sources, language)


def _find_facts(statistic: Statistic | None, language: str) -> list[str]:
    """Return what makes a claim about a series true; of a change, the arithmetic says it."""
    basis = statistic.basis if statistic else None
    return find_facts(basis, language) if basis is not None and basis.kind != "change" else []


def _say_what_was_found(
    finding: Finding, known: Mapping[str, Statistic], sources: Mapping[str, Source], language: str
) -> list[str]:
    """Return what a quoted claim was found to be, the value found instead, what it likely is, and who was not asked."""
    rated, words = finding.rated, find_words(language)
    if rated is None or finding.source is None:
        return []
    day, today = words[RATINGS[rated.day]], words[RATINGS[rated.today]]
    said = [words["found.both" if rated.day == rated.today else "found.two"].format(day=day, today=today)]
    said.append(rated.because)
    statistic = known.get(rated.statistic)
    if statistic is not None:
        # What is counted is in the label; in Korean a number keeps its counter all the same.
        show = show_value if language.startswith("ko") else show_bare
        shown = show(statistic.value, statistic.unit, language)
        says = say_what_it_is(shown, statistic, known, language).replace(": ", ", ", 1)
        named = _name_proof(statistic, rated.proof, sources, language)
        said.append(words["found.value" if rated.proof else "found.now"].format(says=says + named))
    said.append(rated.likely)
    if not rated.asked and {rated.day, rated.today} != {Rating.HOLDS}:
        source = sources.get(finding.source.id, finding.source)
        said.append(words["asked.not"].format(publisher=source.publisher or source.title))
    return [f"{text[:1].upper()}{text[1:].removesuffix('.')}." for text in said if text]


def _name_proof(statistic: Statistic, proof: Sequence[str], sources: Mapping[str, Source], language: str) -> str:
    """Return in brackets the newest source of a value; where it has `proof` of an earlier day, the newest of that."""
    # The newest one has the value; of a change, the oldest may have its base alone.
    ids = find_all_sources(statistic)
    dated = [sorted((sources[id] for id in some if id in sources), key=known_on) for some in (proof or ids, ids)]
    named = [render_source(some[-1], language).striptags() for some in dated if some]
    if len(set(named)) > 1 and is_one_row(statistic.rows):
        named[:1] = [find_words(language)["found.confirmed"].format(first=named[0], then=named[1])]
    return f" ({named[0]})" if named else ""


def _find_rows(
    statistic: Statistic | None, known: Mapping[str, Statistic], language: str
) -> tuple[Sequence[ShortRow], int]:
    """Return the values that the last step uses, else the rows; and how many were left out."""
    # The row of a reported figure is in the first line.
    if statistic is None:
        return (), 0
    terms, more = find_short_terms(statistic, known, language)
    if terms:
        return terms, more
    step = find_last_step(statistic, known)
    columns = step.columns if step else ()
    return find_short_rows(statistic.rows, language, columns=columns, titled=is_one_row(statistic.rows))


def render_panels(panels: Markup, language: str = "en") -> Markup:
    """Render the panels of a page as a section, which print shows as endnotes."""
    return render_part("panels.html", language, panels=panels) if panels else Markup("")
