"""The evidence for one printed figure, in a panel beside it and as an endnote in print."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from factbook.model import Finding, Source, Statistic
from factbook.render.html.arithmetic import show_arithmetic
from factbook.render.html.falsify import draw_margin, say_what_falsifies
from factbook.render.html.recheck import find_recheck
from factbook.render.html.row_summary import ShortRow, find_short_rows, find_short_terms
from factbook.render.html.sureness import describe_sources, find_source_ids
from factbook.render.html.what_it_says import say_what_it_is
from factbook.render.series_basis import find_facts
from factbook.render.templating import render_part
from factbook.render.values import show_bare
from factbook.render.words.interface import find_words
from factbook.render.words.verdicts import GROUPS, RATINGS
from factbook.verdicts.last_step import keep_used_rows


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
) -> Markup:
    """Render one popover: what the figure is, how sure, arithmetic, rows, sources, recheck, what would make it false.

    `known` holds the statistics that the figure may be a share of, `claim_href` is the address of the reviewed claim
    that it quotes. `was` are the ids that the panel had in earlier editions.
    """
    known = known or {}
    statistic = keep_used_rows(finding.statistic) if finding.statistic else None
    rows, more = _find_rows(finding, statistic, known, language)
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
        found=_say_what_was_found(finding, known, language),
        rows=rows,
        more=more,
        sources=sources,
        source_ids=find_source_ids(finding),
        sure=describe_sources(statistic, language) if statistic else "",
        evidence_href=evidence_href,
        claim_href=claim_href,
        arithmetic=show_arithmetic(statistic, known, language) if statistic else "",
        sentences=_find_facts(statistic, language),
        falsify=say_what_falsifies(finding, known, language),
        bar=draw_margin(finding),
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
    if finding.source is None:
        return finding.printed
    source = sources.get(finding.source.id, finding.source)
    says = finding.rated.says.rstrip(".") if finding.rated else _name_row(finding, language)
    key = "said.reported" if says else "said.reported.plain"
    return find_words(language)[key].format(
        publisher=source.publisher or source.title or source.id, printed=finding.printed, says=says
    )


def _name_row(finding: Finding, language: str) -> str:
    """Return what the row of a reported figure is about; empty where it is not known which row that is."""
    rows, _ = find_short_rows((finding.row,) if finding.row else (), language)
    return rows[0].label if len(rows) == 1 else ""


def _find_facts(statistic: Statistic | None, language: str) -> list[str]:
    """Return what makes a claim about a series true; of a change, the arithmetic says it."""
    basis = statistic.basis if statistic else None
    return find_facts(basis, language) if basis is not None and basis.kind != "change" else []


def _say_what_was_found(finding: Finding, known: Mapping[str, Statistic], language: str) -> list[str]:
    """Return what a quoted claim was found to be, and the value that was found instead."""
    rated, words = finding.rated, find_words(language)
    if rated is None:
        return []
    day, today = words[RATINGS[rated.day]], words[RATINGS[rated.today]]
    both = words["found.both" if rated.day == rated.today else "found.two"].format(day=day, today=today)
    said = [both, *([f"{rated.because[:1].upper()}{rated.because[1:]}."] if rated.because else [])]
    statistic = known.get(rated.statistic)
    if statistic is not None:
        shown = show_bare(statistic.value, statistic.unit, language)
        said.append(words["found.value"].format(says=say_what_it_is(shown, statistic, known, language)))
    return said


def _find_rows(
    finding: Finding, statistic: Statistic | None, known: Mapping[str, Statistic], language: str
) -> tuple[Sequence[ShortRow], int]:
    """Return the values that the last step uses, else the rows; and how many were left out."""
    if statistic is not None and (terms := find_short_terms(statistic, known, language)):
        return terms, 0
    return find_short_rows(statistic.rows if statistic else (finding.row,) if finding.row else (), language)


def render_panels(panels: Markup, language: str = "en") -> Markup:
    """Render the panels of a page as a section, which print shows as endnotes."""
    return render_part("panels.html", language, panels=panels) if panels else Markup("")
