"""SARIF 2.1.0: the log of a check, as code hosts and editors read it.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from factbook.project.setting_values import CONFIG
from factbook.render.check.problems import Problem
from factbook.render.check.rules import RULES, ProblemRule
from figurecheck.model import Place, Severity
from figurecheck.report.annotation import show_hidden
from figurecheck.report.plain_values import plain_value

SCHEMA = "https://json.schemastore.org/sarif-2.1.0-rtm.5.json"
ROOT = "%SRCROOT%"
"""How SARIF's readers call the folder of the repository."""
FINGERPRINT = "factbookProblem/v1"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.OK: "note"}
# Rules are numbered, and a rule is described whether or not the check found it.
_NUMBERS = {id: at for at, id in enumerate(RULES)}


def sarif_document(
    problems: Iterable[Problem], *, version: str, strict: bool, usable: bool, code: int, name: str = ""
) -> dict[str, Any]:
    """Return the log; acknowledged problems are in it as suppressed ones.

    `usable` is false where the input could not be used, and `code` the exit code. `name` tells the logs of several
    reports in one repository apart.
    """
    seen: Counter[str] = Counter()
    run: dict[str, Any] = {
        "tool": {"driver": _driver(version)},
        # A reader that compares the logs of two runs needs to know that they are of the same check.
        "automationDetails": {"id": f"factbook/{name}/" if name else "factbook/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder of the repository."}}},
        "invocations": [{"executionSuccessful": usable, "exitCode": code}],
        "results": [
            _result(problem, strict, seen, Place(file=f"{name}/{CONFIG}" if name else CONFIG)) for problem in problems
        ],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _driver(version: str) -> dict[str, Any]:
    return {
        "name": "factbook",
        "version": version,
        "rules": [_rule(rule) for rule in RULES.values()],
    }


def _rule(rule: ProblemRule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.short},
        "fullDescription": {"text": f"{rule.short} {rule.help}"},
        "help": {"text": rule.help},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(problem: Problem, strict: bool, seen: Counter[str], otherwise: Place) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": problem.rule,
        "ruleIndex": _NUMBERS[problem.rule],
        "level": _LEVELS[problem.level(strict=strict)],
        "message": {"text": _message(problem)},
        # The standard asks for no place; GitHub refuses a log whole for one result without (codeql-action #1738).
        "locations": [_location(problem.place or otherwise, problem.cell)],
        "partialFingerprints": {FINGERPRINT: _fingerprint(problem, seen)},
    }
    if problem.acknowledged:
        result["suppressions"] = [{"kind": "external", "justification": show_hidden(problem.acknowledged)}]
    if properties := _properties(problem):
        result["properties"] = properties
    return result


def _message(problem: Problem) -> str:
    # Of [text](address) a reader makes a link, also in plain text.
    return show_hidden(problem.text).replace("](", "\\](")


def _location(place: Place, cell: int | None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(place.file, safe="/"), "uriBaseId": ROOT}}
    location: dict[str, Any] = {"physicalLocation": physical}
    cell = place.cell if cell is None else cell
    if cell is not None:
        location["logicalLocations"] = [{"name": f"cell {cell + 1}", "kind": "element"}]
    # Lines of a cell are none of the file.
    if place.cell is None and place.line:
        physical["region"] = _region(place.line, place)
    return location


def _region(line: int, place: Place) -> dict[str, int]:
    if place.column is None or place.last_column is None:
        return {"startLine": line}
    # SARIF's end is the column behind the last one.
    return {"startLine": line, "startColumn": place.column, "endLine": line, "endColumn": place.last_column + 1}


def _fingerprint(problem: Problem, seen: Counter[str]) -> str:
    """Return what a problem is known by in a later log, wherever its line has moved to."""
    finding = problem.finding
    where = problem.place.file if problem.place else ""
    parts = [problem.rule, where]
    if finding is None:
        parts.append(problem.title)
    else:
        claim = finding.claim
        parts += [claim.target if claim else "", finding.printed, " ".join(claim.sentence.split()) if claim else ""]
    # The second of two equal ones is another problem.
    key = "\0".join(parts)
    seen[key] += 1
    return hashlib.sha256(f"{key}\0{seen[key]}".encode("utf-8", "surrogatepass")).hexdigest()


def _properties(problem: Problem) -> dict[str, Any]:
    """Return what is known of the figure, whole; messages leave out what goes beyond some hundred characters."""
    finding = problem.finding
    if finding is None:
        return {}
    properties = {
        "id": finding.claim.id if finding.claim else "",
        "printed": finding.printed,
        "verdict": finding.verdict.value,
        "reason": finding.reason,
        "reading": finding.reading,
        "statistic": finding.statistic.id if finding.statistic else "",
        "value": plain_value(finding.value),
        "unit": finding.unit,
        "where": finding.where,
    }
    return {
        name: show_hidden(value) if isinstance(value, str) else value
        for name, value in properties.items()
        if value not in ("", None)
    }
