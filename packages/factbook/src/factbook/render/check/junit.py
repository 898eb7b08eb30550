"""JUnit's XML, as CI servers read it: a test suite for each file, in it a test case for each figure and each fault."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree import ElementTree

from factbook.render.check.problems import INPUT, Problem
from figurecheck.model import Finding, Severity
from figurecheck.report.annotation import show_hidden


def junit_xml(findings: Sequence[Finding], problems: Sequence[Problem], *, strict: bool) -> str:
    """Return the document; `problems` are all of a check, and `findings` its figures, of which most hold.

    A figure that holds has passed, also with warnings, which its output shows, unless the check is `strict`. A figure
    whose notebook failed, and a number on a page that is not checked yet, are skipped.
    """
    about: dict[int, list[Problem]] = {}
    others: list[Problem] = []
    for problem in problems:
        if problem.finding is None:
            others.append(problem)
        else:
            about.setdefault(id(problem.finding), []).append(problem)
    cases: dict[str, list[ElementTree.Element]] = {}
    for finding in findings:
        file = finding.place.file if finding.place else "report"
        cases.setdefault(file, []).append(_figure_case(file, finding, about.get(id(finding), []), strict))
    for problem in others:
        file = problem.place.file if problem.place else "report"
        cases.setdefault(file, []).append(_problem_case(file, problem, strict))
    return _write(cases)


def _write(cases: dict[str, list[ElementTree.Element]]) -> str:
    root = ElementTree.Element(
        "testsuites", {"name": "factbook"} | _counts(one for some in cases.values() for one in some)
    )
    for file, elements in cases.items():
        counts = _counts(elements)
        skipped = sum(one.find("skipped") is not None for one in elements)
        suite = ElementTree.SubElement(
            root, "testsuite", {"name": show_hidden(file), **counts, "skipped": str(skipped)}
        )
        suite.extend(elements)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _counts(cases: Iterable[ElementTree.Element]) -> dict[str, str]:
    listed = list(cases)
    return {
        "tests": str(len(listed)),
        "failures": str(sum(one.find("failure") is not None for one in listed)),
        "errors": str(sum(one.find("error") is not None for one in listed)),
    }


def _figure_case(file: str, finding: Finding, problems: Sequence[Problem], strict: bool) -> ElementTree.Element:
    line = f"line {finding.place.line}: " if finding.place and finding.place.line else ""
    about = finding.statistic.id if finding.statistic else finding.claim.target if finding.claim else ""
    case = _case(file, f"{line}‘{finding.printed}’{f' <{about}>' if about else ''}")
    if finding.failed or finding.unread:
        why = f"{finding.failed} failed" if finding.failed else "the page is not checked yet"
        ElementTree.SubElement(case, "skipped", {"message": show_hidden(why)})
        return case
    _add_problems(case, problems, strict)
    return case


def _problem_case(file: str, problem: Problem, strict: bool) -> ElementTree.Element:
    case = _case(file, f"{problem.at}: {problem.title}")
    _add_problems(case, [problem], strict)
    return case


def _case(file: str, name: str) -> ElementTree.Element:
    # Without `file` and `line`: Jenkins refuses a document with attributes that its schema does not have.
    return ElementTree.Element("testcase", {"classname": show_hidden(file), "name": show_hidden(name)})


def _add_problems(case: ElementTree.Element, problems: Sequence[Problem], strict: bool) -> None:
    failing = [one for one in problems if one.level(strict=strict) is Severity.ERROR and not one.acknowledged]
    for problem in failing:
        kind = "error" if problem.rule == INPUT else "failure"
        element = ElementTree.SubElement(case, kind, {"type": problem.rule, "message": show_hidden(problem.message)})
        element.text = show_hidden(str(problem))
    told = [f"{one.rule}: {one}" for one in problems if one not in failing]
    if told:
        ElementTree.SubElement(case, "system-out").text = show_hidden("\n".join(told))
