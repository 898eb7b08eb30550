"""The checked report behind a Sphinx build, and which figures stand on which page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from factbook.check import check_claim
from factbook.errors import FactbookError
from factbook.model import Claim, Finding, Place, Role
from factbook.project import read_project
from factbook.render.chart import draw_svg, house_spec
from factbook.report import Report, make_report


@dataclass
class Shown:
    """A figure on a page: its finding, the number of its endnote, and the id of its panel."""

    finding: Finding
    n: int
    panel_id: str


@dataclass
class State:
    """What the roles, directives and pages of one build share."""

    report: Report
    shown: dict[str, dict[tuple[str, str, str], Shown]] = field(default_factory=lambda: defaultdict(dict))
    """By page, then by role, target and printed text."""

    def show(self, docname: str, role: str, printed: str, target: str, locale: str) -> Shown:
        """Judge a figure and note that it stands on a page."""
        on_page = self.shown[docname]
        key = (role, target, printed)
        if key not in on_page:
            claim = Claim(
                id="", role=Role(role), printed=printed, target=target, place=Place(file=docname), locale=locale
            )
            finding = check_claim(claim, self.report.known)
            on_page[key] = Shown(finding=finding, n=len(on_page) + 1, panel_id=_panel_id(on_page, role, target))
        return on_page[key]

    @cached_property
    def drawings(self) -> dict[str, dict[str, str]]:
        """The SVG of every chart, by chart id and width name."""
        lead = {
            reference.argument
            for page in self.report.pages.values()
            for reference in page.references
            if reference.name == "chart" and reference.lead
        }
        return {
            chart.id: {
                width: draw_svg(house_spec(spec, width, lead=chart.id in lead)) for width, spec in chart.specs.items()
            }
            for chart in self.report.charts.values()
        }


def state_of(app: Sphinx) -> State:
    """Give the state of a build; it exists from `builder-inited` on."""
    state: State = app.config.factbook_state
    return state


def setup_state(app: Sphinx) -> None:
    """Take the report from whoever started the build, or make it; if it does not hold, stop before writing."""
    app.add_config_value("factbook_report", None, "")
    app.add_config_value("factbook_state", None, "")
    app.connect("builder-inited", _check_report, priority=100)


def _check_report(app: Sphinx) -> None:
    try:
        report = app.config.factbook_report or make_report(read_project(Path(app.srcdir)))
    except FactbookError as error:
        raise ExtensionError("\n".join(["this report cannot be used", *map(str, error.complaints)])) from error
    faults = [*map(str, report.complaints), *map(_line, report.errors)]
    if faults:
        raise ExtensionError("\n".join(["this report does not hold; the last site is as it was", *faults]))
    app.config.factbook_state = State(report=report)


def _line(finding: Finding) -> str:
    return f"{finding.place}: ‘{finding.printed}’ {finding.verdict}: {finding.reason}"


def _panel_id(on_page: dict[Any, Shown], role: str, target: str) -> str:
    stem = "ev-" + ("said-" if role == Role.REPORTED else "") + target.replace(".", "-").replace("_", "-")
    taken = {shown.panel_id for shown in on_page.values()}
    count = 1
    while (candidate := stem if count == 1 else f"{stem}-{count}") in taken:
        count += 1
    return candidate
