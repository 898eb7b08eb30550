"""The commands of `figurecheck`, over the statistics and by the rules of a report: `read`, `judge` and `scan`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from factbook.cli.common import ReportRefusals, load_report, project_option
from figurecheck.cli.phrases import make_phrase_commands
from figurecheck.cli.scan import make_scan
from figurecheck.cli.surroundings import Surroundings

if TYPE_CHECKING:
    from figurecheck.cli.surroundings import Known
    from figurecheck.figures import Rules


def _read_known(folder: Path) -> Known:
    from figurecheck.scan.drafts import facts_of

    report = load_report(folder)
    return facts_of(report.statistics.values()), report.rules, report.project.settings.sentence.aliases


def _find_rules(folder: Path) -> Rules:
    from factbook.project.setting_values import CONFIG
    from factbook.project.settings import read_mapping
    from figurecheck.figures import DEFAULT_RULES, rules_from_mapping

    start = folder.resolve()
    root = next((one for one in [start, *start.parents] if (one / CONFIG).is_file()), None)
    own = read_mapping(root / CONFIG).get("factbook") if root else None
    # Other programs have a file of that name too. Only the rules are read: an unfinished report is no hindrance.
    if not isinstance(own, dict):
        return DEFAULT_RULES
    return rules_from_mapping(own.get("qualifiers") or {}, own.get("nouns"))


_AROUND = Surroundings(program="factbook", read_known=_read_known, find_rules=_find_rules, refusals=ReportRefusals)
COMMANDS = (*make_phrase_commands(_AROUND), project_option(make_scan(_AROUND)))
