"""What a check prints for programs: each format says the same, whatever stands in the texts.

The schemas beside this file are that of SARIF 2.1.0 as Microsoft's package @microsoft/jest-sarif carries it (MIT), and
that of the xUnit plugin of Jenkins for JUnit's XML, as pytest's sources carry it (MIT, in its head).
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import jsonschema
import pytest
from junitparser import Error, Failure, JUnitXml, Skipped
from lxml import etree

from factbook.render.check.annotations import render_problem_annotations, render_summary
from factbook.render.check.junit import junit_xml
from factbook.render.check.problems import from_complaints, list_problems, locate, open_problems
from factbook.render.check.rules import RULES
from factbook.render.check.sarif import FINGERPRINT, sarif_document
from factbook.report.checked_report import group_by_severity
from figurecheck.model import (
    Aspect,
    Caution,
    Claim,
    Finding,
    Place,
    Risk,
    Role,
    SentenceReading,
    SentenceState,
    Severity,
    Verdict,
)
from figurecheck.model.errors import Complaint
from figurecheck.report.annotation import show_hidden
from github_commands import parse_command
from made_findings import make_findings

SCHEMA = json.loads(Path(__file__).with_name("sarif-2.1.0-rtm.5.json").read_text("utf-8"))
JUNIT = etree.XMLSchema(etree.parse(Path(__file__).with_name("junit-10.xsd")))
NASTY = {
    "plain": "12 people",
    "commands": "12::set-output name=a::b\n::error::c ##[error]d",
    "cdata": "]]> <b>&amp; 12",
    "control": "12\x00\x1b[31m\x07 \u202e21 \ufffe",
    "half": "12 \ud800",
    "korean": "126만 8,480건, 25% 늘어",
    "percent": "12%0A%25, 13:14",
    "markdown": "`12` **b** [c](https://example.org) @somebody #12 |\r\n# 3",
    "long": "12 " * 5000,
}


def claim(printed: str, line: int, target: str = "a.b") -> Claim:
    place = Place(file="book/a b.md", line=line, column=3, last_column=9)
    return Claim(
        id=f"{target}/{line}",
        role=Role.CLAIM,
        printed=printed,
        target=target,
        place=place,
        sentence=f"In 2024 {printed}.",
    )


def finding(printed: str, line: int = 4, verdict: Verdict = Verdict.MISMATCH, **more) -> Finding:
    bound = claim(printed, line)
    return Finding(
        verdict=verdict, reason=f"recomputed 13, not {printed}", printed=printed, claim=bound, place=bound.place,
        value=Decimal(13), **more,
    )  # fmt: skip


THIN = Caution(risk=Risk.THIN_MARGIN, text="one more", remedy="look")
SEEN = Caution(risk=Risk.UNSOURCED, text="no source", acknowledged="it is ours")
OTHER_YEAR = SentenceReading(
    aspect=Aspect.PERIOD, state=SentenceState.CONTRADICTED, words="2024", reason="it is of 2023"
)
IN_CELL = Finding(
    verdict=Verdict.UNBOUND, reason="bind it", printed="7", place=Place(file="notebooks/n.ipynb", cell=2, line=3)
)


def make_report(*findings: Finding, complaints=(), warnings=(), notes=()):
    return SimpleNamespace(
        all_findings=findings, open_findings=findings, reviewed_findings=(), findings=make_findings(*findings),
        complaints=complaints, warnings=warnings, notes=notes, unanswered=(), reviews=(),
        by_severity=group_by_severity(findings),
    )  # fmt: skip


EVERYTHING = make_report(
    *(finding(text, line) for line, text in enumerate(NASTY.values(), start=2)),
    finding("7", 30, Verdict.EXACT),
    finding("8", 31, Verdict.EXACT, warnings=(THIN, SEEN)),
    finding("9", 32, Verdict.TRUNCATED, acknowledged="as the source has it"),
    finding("10", 33, Verdict.ROUNDED, sentence=(OTHER_YEAR,)),
    finding("11", 34, Verdict.UNKNOWN, failed="notebooks/n.ipynb"),
    finding("1", 35, Verdict.UNBOUND, deferred=True),
    IN_CELL,
    complaints=(
        Complaint("book/a b.md:7", NASTY["commands"], NASTY["markdown"]),
        Complaint("--scheduler", "is needed", "use it"),
        Complaint("data/a.csv: row 7, column b", "is no number"),
        Complaint("_config.yml: factbook.acknowledged", "matches nothing", stale=True),
    ),
    warnings=(
        Complaint("data/a.csv", "is someone's", warns=True),
        Complaint("book/a b.md:9", "words"),
    ),
)
FILES = frozenset({"book/a b.md", "data/a.csv", "_config.yml", "notebooks/n.ipynb"})
RUNS = (Complaint("notebooks/n.ipynb", "reads the clock", "check --twice"),)


def everything(prefix=""):
    return locate(list_problems(EVERYTHING, RUNS), FILES.__contains__, prefix)


def make_sarif(problems, **more):
    options = {"version": "1.2", "strict": False, "usable": True, "code": 1}
    return json.loads(json.dumps(sarif_document(problems, **(options | more))))


def test_all_formats_say_the_same():
    problems = everything()
    wanted = sorted(show_hidden(one.message).replace("\r\n", "\n") for one in open_problems(problems))
    assert len(wanted) == len(NASTY) + 12
    commands = [parse_command(line) for line in render_problem_annotations(problems, strict=False)]
    sarif = [one for one in make_sarif(problems)["runs"][0]["results"] if "suppressions" not in one]
    cases = list(JUnitXml.fromstring(junit_xml(EVERYTHING.all_findings, problems, strict=False).encode()))
    told = [
        text
        for suite in cases
        for case in suite
        for text in (*(one.message for one in case.result if not isinstance(one, Skipped)), case.system_out or "")
    ]
    summary = render_summary(problems, strict=False, figures=3)
    assert len(commands) == len(sarif) == len(re.findall("^- ", summary, re.MULTILINE)) == len(wanted)
    for given in (
        [message for _, _, message in commands],
        [one["message"]["text"].replace("\\](", "](") for one in sarif],
        # Attributes of XML have spaces where the text has line breaks.
        told,
    ):
        squeezed = [re.sub(r"\s+", " ", one) for one in given]
        missing = [one for one in wanted if not any(re.sub(r"\s+", " ", one) in text for text in squeezed)]
        assert missing == []


def test_a_level_is_the_same_in_all_formats():
    for strict in (False, True):
        problems = open_problems(everything())
        levels = [one.level(strict=strict).value for one in problems]
        commands = [line.split(" ")[0].strip(":") for line in render_problem_annotations(problems, strict=strict)]
        assert [{"error": "error", "warning": "warning", "notice": "ok"}[one] for one in commands] == levels
        sarif = [one["level"] for one in make_sarif(problems, strict=strict)["runs"][0]["results"]]
        assert [{"error": "error", "warning": "warning", "note": "ok"}[one] for one in sarif] == levels
        document = JUnitXml.fromstring(junit_xml(EVERYTHING.all_findings, problems, strict=strict).encode())
        failing = [
            one for suite in document for case in suite for one in case.result if isinstance(one, Error | Failure)
        ]
        assert len(failing) == levels.count("error")


def test_strict_does_not_make_an_error_of_data_of_others():
    [ours, theirs] = [one for one in everything() if one.message in {"words", "is someone's"}][::-1]
    assert (ours.level(strict=True), theirs.level(strict=True)) == (Severity.ERROR, Severity.WARNING)


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_a_text_is_one_command_and_no_other_one(text):
    [line] = render_problem_annotations(open_problems(list_problems(make_report(finding(text)))), strict=False)
    assert "\n" not in line
    assert "\r" not in line
    assert "\x1b" not in line
    level, properties, message = parse_command(line)
    assert (level, properties["file"], properties["line"], properties["col"]) == ("error", "book/a b.md", "4", "3")
    assert properties["endColumn"] == "9"
    assert message.startswith(f"‘{show_hidden(text)[:40]}")


def test_an_annotation_has_a_line_only_where_the_file_has_it():
    commands = [parse_command(line) for line in render_problem_annotations(everything("my/"), strict=False)]
    [cell] = [
        properties for _, properties, message in commands if message.startswith("notebooks/n.ipynb: cell 3, line 3")
    ]
    assert cell == {"file": "my/notebooks/n.ipynb", "title": "‘7’ unbound"}
    [option] = [properties for _, properties, message in commands if message == "--scheduler: is needed (use it)"]
    assert "file" not in option


def test_sarif_keeps_to_its_schema():
    document = make_sarif(everything())
    jsonschema.validate(document, SCHEMA)
    jsonschema.validate(make_sarif(from_complaints(EVERYTHING.complaints), usable=False, code=2), SCHEMA)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(make_sarif(everything(), version=1), SCHEMA)
    [run] = document["runs"]
    assert run["automationDetails"]["id"] == "factbook/"
    assert make_sarif([], name="my")["runs"][0]["automationDetails"]["id"] == "factbook/my/"
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert all(rules[one["ruleIndex"]] == one["ruleId"] for one in run["results"])


def test_sarif_names_places_from_the_repository_in_its_own_columns():
    results = make_sarif(everything("my/"), name="my")["runs"][0]["results"]
    places = {one["message"]["text"]: one.get("locations") for one in results}
    [place] = places[next(text for text in places if text.startswith("‘12 people’"))]
    physical = place["physicalLocation"]
    assert physical["artifactLocation"] == {"uri": "my/book/a%20b.md", "uriBaseId": "%SRCROOT%"}
    assert physical["region"] == {"startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 10}
    # GitHub refuses a whole log for one result without a place.
    [elsewhere] = places["--scheduler: is needed (use it)"]
    assert elsewhere["physicalLocation"]["artifactLocation"]["uri"] == "my/_config.yml"
    [cell] = next(place for text, place in places.items() if "cell 3" in text)
    assert "region" not in cell["physicalLocation"]


def test_sarif_suppresses_what_is_acknowledged_and_no_other_format_shows_it():
    problems = everything()
    suppressed = [one for one in make_sarif(problems)["runs"][0]["results"] if "suppressions" in one]
    reasons = {one["ruleId"]: one["suppressions"][0]["justification"] for one in suppressed}
    assert reasons == {"unsourced": "it is ours", "truncated": "as the source has it"}
    shown = [*render_problem_annotations(problems, strict=True), render_summary(problems, strict=True, figures=1)]
    assert not any("it is ours" in text or "as the source has it" in text for text in shown)
    document = JUnitXml.fromstring(junit_xml(EVERYTHING.all_findings, problems, strict=True).encode())
    messages = [one.message or "" for suite in document for case in suite for one in case.result]
    assert not any("it is ours" in one or "as the source has it" in one for one in messages)


def test_a_fingerprint_stays_when_lines_move_and_parts_what_is_equal():
    def prints(*lines: int) -> list[str]:
        problems = list_problems(make_report(*(finding("12", line) for line in lines), finding("13", 50)))
        return [one["partialFingerprints"][FINGERPRINT] for one in make_sarif(problems)["runs"][0]["results"]]

    assert prints(4, 9) == prints(14, 19)
    assert len(set(prints(4, 9))) == 3


def test_junit_has_what_the_schema_of_jenkins_has_and_counts_its_cases():
    text = junit_xml(EVERYTHING.all_findings, everything(), strict=False)
    document = JUnitXml.fromstring(text.encode())
    allowed = {
        "testsuites": {"name", "tests", "failures", "errors"},
        "testsuite": {"name", "tests", "failures", "errors", "skipped"},
        "testcase": {"name", "classname"},
        "failure": {"type", "message"},
        "error": {"type", "message"},
        "skipped": {"message"},
        "system-out": set(),
    }
    for element in document._elem.iter():
        assert set(element.attrib) <= allowed[element.tag]
    assert {suite.name: suite.skipped for suite in document}["book/a b.md"] == 2
    cases = [case for suite in document for case in suite]
    failing = [case for case in cases if any(isinstance(one, Failure) for one in case.result)]
    broken = [case for case in cases if any(isinstance(one, Error) for one in case.result)]
    assert (document.tests, document.failures, document.errors) == (len(cases), len(failing), len(broken))
    assert sum(suite.tests for suite in document) == len(cases)


@pytest.mark.parametrize("strict", [False, True])
def test_junit_keeps_to_its_schema(strict):
    documents = [
        junit_xml(EVERYTHING.all_findings, everything(), strict=strict),
        junit_xml((), from_complaints(EVERYTHING.complaints), strict=strict),
        junit_xml((), (), strict=strict),
        *(junit_xml((one,), open_problems(list_problems(make_report(one))), strict=strict) for one in (IN_CELL,)),
        *(junit_xml((finding(text),), list_problems(make_report(finding(text))), strict=strict)
          for text in NASTY.values()),
    ]  # fmt: skip
    for text in documents:
        JUNIT.assertValid(etree.fromstring(text.encode()))
    # What the schema does not have is found.
    assert not JUNIT.validate(etree.fromstring(documents[0].replace("<testcase ", '<testcase line="1" ').encode()))


def test_what_is_in_a_cell_has_the_line_of_the_notebook_s_file_where_that_is_known():
    problems = locate(list_problems(make_report(IN_CELL)), FILES.__contains__, "my/", lambda _: replace_line(IN_CELL))
    [(_, properties, message)] = [parse_command(line) for line in render_problem_annotations(problems, strict=False)]
    assert (properties["file"], properties["line"], properties["col"]) == ("my/notebooks/n.ipynb", "40", "8")
    assert message.startswith("notebooks/n.ipynb: cell 3, line 3: ")
    [result] = make_sarif(problems)["runs"][0]["results"]
    [location] = result["locations"]
    assert location["physicalLocation"]["region"]["startLine"] == 40
    assert location["logicalLocations"] == [{"name": "cell 3", "kind": "element"}]
    assert result["message"]["text"].startswith("notebooks/n.ipynb: cell 3, line 3: ")


@pytest.mark.parametrize(
    ("at", "line", "cell"),
    [(":7", 7, None), ("", None, None), (": row 3", None, None), (": cell 2, line 5", 5, 1), (":7: x", 7, None)],
)
@pytest.mark.parametrize("file", ["book/a: b.md", "book/a:7.md", "data/a: row 3.csv"])
def test_the_name_of_a_file_may_hold_what_else_ends_it(file, at, line, cell):
    problems = from_complaints([Complaint(f"{file}{at}", "is wrong")])
    [located] = locate(problems, {file}.__contains__, "my/")
    assert located.place == Place(file=f"my/{file}", line=line, cell=cell)


def replace_line(one: Finding) -> Place:
    return Place(file=one.place.file, line=40, column=8, last_column=9)


def test_a_summary_shows_texts_as_they_are():
    problems = list_problems(make_report(*(finding(text) for text in NASTY.values())))
    shown = render_summary(problems, strict=False, figures=9)
    body = shown.partition("### To fix")[2]
    assert shown.startswith(f"## factbook check\n\n9 figures checked: {len(NASTY)} to fix.\n")
    assert "@somebody" not in body
    assert "#12" not in body
    assert "<b>" not in body
    assert "\\[c\\]\\(https\\://" in body
    assert all(line.startswith("- ") for line in body.strip().splitlines())


def test_a_summary_is_never_cut_without_a_word_and_leaves_out_the_least_grave():
    report = make_report(*(finding(f"{n} people", n) for n in range(1, 200)), warnings=(Complaint("a.md", "w"),))
    problems = list_problems(report)
    whole = render_summary(problems, strict=False, figures=199)
    assert whole.index("### To fix") < whole.index("### Warnings")
    room = len(whole.encode()) // 2
    cut = render_summary(problems, strict=False, figures=199, room=room)
    assert len(cut.encode()) <= room
    shown = len(re.findall("^- ", cut, re.MULTILINE))
    assert cut.endswith(f"\n{200 - shown} more had no room here; the log of the step lists all.\n")
    assert render_summary(problems, strict=False, figures=199, room=10) == ""


def test_there_is_a_rule_for_every_problem():
    from factbook.render.check import problems

    names = {
        problems.INPUT,
        problems.STALE,
        problems.OTHER,
        problems.NOTE,
        problems.RUN,
        problems.FAILED,
        problems.UNREAD,
    }
    grave = {one.value for one in Verdict if one.severity is not Severity.OK}
    assert set(RULES) == names | grave | {one.value for one in Risk} | {f"sentence-{one}" for one in Aspect}
