"""Change any figure by one unit in its last place, or make a qualified one untrue: the check names file and line.

The notebooks run once; what follows is the check itself, on text that was changed where the figure stands.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from conftest import Trial
from factbook.notebooks import run_notebooks
from factbook.project.settings import read_project
from factbook.report.checked_report import Report
from factbook.report.pages import Page, merge, parse_page, parse_text
from factbook.report.pipeline import make_report
from factbook.report.review_verdicts import check_review, find_moved_verdicts
from factbook.report.reviews import parse_review
from figurecheck.model import Claim, Finding, Role, Severity, Verdict
from figurecheck.model.fields import Seen
from figurecheck.settings.yaml_reader import parse_yaml
from figurecheck.verdicts.claims import check_claim, check_figure

ROOT = Path(__file__).parents[2]
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
WORDS = "no one two three four five six seven eight nine ten eleven twelve thirteen".split()
KOREAN = "한 두 세 네 다섯 여섯 일곱 여덟 아홉 열".split()
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
UNTRUE = {
    "half": ("a tenth", "nine tenths"),
    "third": ("a tenth", "half"),
    "quarter": ("a tenth", "half"),
    "fifth": ("a tenth", "half"),
    "double": ("ten times",),
    "twice": ("ten times",),
    "triple": ("ten times", "halve"),
    "nineteen": ("thirty", "two"),
}
UNTRUE_IN_KOREAN = {"절반": "10분의 1", "두 배": "열 배", "세 배": "열 배", "네 배": "열 배"}
"""What a fraction or multiple in words is changed to; a word allows five per cent, so its neighbour would not do."""


SUPERLATIVES = {
    "highest": "lowest",
    "largest": "smallest",
    "most ": "fewest ",
    "record": "record low",
    "led": "came second",
    "가장 많": "가장 적",
    "가장 크": "가장 작",
}
"""What a superlative is changed to, which has no digit to change."""


@pytest.fixture(scope="module")
def report(stored_runs: None, warm_kernels: None) -> Report:
    made = make_report(read_project(ROOT))
    assert made.complaints == ()
    assert made.errors == ()
    return made


def next_in_last_place(text: str) -> str:
    """A number with one more in its last printed digit: 16.6 becomes 16.7, 23,022 becomes 23,023."""
    digits = text.replace(",", "")
    step = Decimal(1).scaleb(int(Decimal(digits).as_tuple().exponent))
    return f"{Decimal(digits) + step:,}" if "," in text else f"{Decimal(digits) + step}"


def change_by_one(printed: str) -> str | None:
    """The figure with its last number, or its number word, one higher; ``None`` if there is none."""
    numbers = list(NUMBER.finditer(printed))
    if numbers:
        last = numbers[-1]
        return printed[: last.start()] + next_in_last_place(last[0]) + printed[last.end() :]
    for names in (WORDS, ORDINALS, KOREAN):
        for word, following in pairwise(names):
            if re.search(rf"\b{word}\b", printed, re.IGNORECASE):
                return re.sub(rf"\b{word}\b", following, printed, flags=re.IGNORECASE)
    return None


def make_untrue(printed: str) -> Iterator[str]:
    """The figure ten times as large, ten times as small, or with another fraction: one of them must be untrue."""
    for factor in ("10", "0.1"):
        if NUMBER.search(printed):
            yield NUMBER.sub(lambda match: f"{Decimal(match[0].replace(',', '')) * Decimal(factor):f}", printed)  # noqa: B023
    yield from (printed.replace(word, other) for word, other in UNTRUE_IN_KOREAN.items() if word in printed)
    for word, others in UNTRUE.items():
        if re.search(rf"\b(?:an? )?{word}(?:s|d)?\b", printed):
            yield from (re.sub(rf"\b(?:an? )?{word}(?:s|d)?\b", other, printed) for other in others)
    for word, other in zip(WORDS, reversed(WORDS), strict=True):
        if re.search(rf"\b{word}\b", printed):
            yield re.sub(rf"\b{word}\b", other, printed)


def changes(printed: str, verdict: Verdict) -> list[str]:
    """The changes of which at least one must be an error."""
    one = change_by_one(printed)
    swapped = [re.sub(word, other, printed, flags=re.IGNORECASE) for word, other in SUPERLATIVES.items()]
    turned = [text for text in swapped if text != printed]
    return turned + ([one] if verdict is not Verdict.HOLDS and one is not None else list(make_untrue(printed)))


class Again:
    """Reads and checks texts of a report again; what did not change between two of them is read and checked once."""

    def __init__(self, report: Report) -> None:
        names = self._names = report.project.settings.names
        self.check = cache(lambda claim: check_claim(claim, report.known))
        self._parse = cache(lambda text, place, **options: parse_text(text, place=place, names=names, **options))

    def read(self, claim: Claim, text: str) -> Page:
        file = claim.place.file
        if match := re.fullmatch(r"book/texts\.(\w+)\.yml", file):
            _, parts = parse_yaml(text, file, dict[str, Seen], [])
            return merge(file, [self._parse(part, place, where="", locale=match[1]) for part, place in parts])
        if file.endswith(".yml"):
            texts = parse_review(text, file=file).texts
            return merge(file, [self._parse(part, place, where="review") for part, place in texts])
        return parse_page(text, file=file, names=self._names)


def is_caught(again: Again, claim: Claim, changed: str) -> bool:
    """Whether the check calls the changed figure an error, in the file and the line where it stands."""
    if claim.place.file.endswith(".ipynb"):
        return again.check(replace(claim, printed=changed)).severity is Severity.ERROR
    lines = (ROOT / claim.place.file).read_text("utf-8").split("\n")
    at = (claim.place.line or 0) - 1
    bound = f"`{claim.printed} <{claim.target}>`"
    assert bound in lines[at], f"{claim.place}: {bound} does not stand in that line"
    # The last one: in a file of texts the first may stand in the line's key, which is another language's.
    before, _, after = lines[at].rpartition(bound)
    lines[at] = f"{before}`{changed} <{claim.target}>`{after}"
    page = again.read(claim, "\n".join(lines))
    found = [again.check(one) for one in page.claims if one.role is not Role.PLAIN]
    errors = [one for one in found if one.severity is Severity.ERROR]
    return [(str(one.place), one.printed) for one in errors] == [(str(claim.place), changed)]


def ours(report: Report) -> list[tuple[Claim, Finding]]:
    found = (finding for finding in report.findings if finding.claim is not None)
    return [(finding.claim, finding) for finding in found if finding.verdict is not Verdict.SEARCHED]


def test_there_is_much_to_change(report: Report) -> None:
    assert len(ours(report)) >= 150


def test_a_change_to_any_figure_is_named_with_its_line(report: Report, trial: Trial) -> None:
    missed, again = [], Again(report)
    for claim, finding in ours(report)[:: 1 if trial.whole else 12]:
        candidates = changes(claim.printed, finding.verdict)
        if not any(is_caught(again, claim, changed) for changed in candidates):
            missed.append(f"{claim.place}: {claim.printed!r} ({finding.verdict}) as {candidates}")
    assert not missed, "\n".join(missed)


def test_a_value_that_leaves_its_interval_makes_every_figure_on_it_false(report: Report) -> None:
    missed = []
    for claim, finding in ours(report):
        statistic, interval = finding.statistic, finding.interval
        if statistic is None or interval is None or not isinstance(statistic.value, Decimal):
            continue
        ends = [
            *([interval.high + abs(interval.high) + 1] if interval.high is not None else []),
            *([interval.low - abs(interval.low) - 1] if interval.low is not None else []),
        ]
        for value in ends:
            known = replace(report.known, statistics={statistic.id: replace(statistic, value=value)})
            if check_claim(claim, known).severity is not Severity.ERROR:
                missed.append(f"{claim.place}: {claim.printed!r} for {value}")
    assert not missed, "\n".join(missed)


def test_a_change_to_any_reviewed_figure_is_named_with_its_line(report: Report) -> None:
    missed = []
    for review, found in report.reviews:
        for finding in found:
            changed = change_by_one(finding.claim.printed) or "something else"
            spoilt = replace(review, claims=(replace(finding.claim, printed=changed),))
            complaints = [
                one for it in check_review(spoilt, report.known, report.known) for one in find_moved_verdicts(it)
            ]
            if not any(one.place == str(finding.claim.place) for one in complaints):
                missed.append(f"{finding.claim.place}: {finding.claim.printed!r} as {changed!r}")
    assert not missed, "\n".join(missed)


def test_a_change_to_any_reading_that_was_tried_is_an_error(report: Report) -> None:
    missed = []
    for _, found in report.reviews:
        for reading in (reading for finding in found for reading in finding.readings):
            assert reading.statistic is not None
            tried = [
                check_figure(changed, reading.statistic.id, report.known)
                for changed in changes(reading.printed, reading.verdict)
            ]
            if not any(one.severity is Severity.ERROR for one in tried):
                missed.append(f"{reading.place}: {reading.printed!r}")
    assert not missed, "\n".join(missed)


# A claim over a whole series falls with any value of the series that decides it, also one that no sentence prints.


def errors_after(report: Report, folder: Path, notebook: str, change: tuple[str, str, str], *ids: str) -> set[str]:
    """The printed texts of some statistics that fail once a row of a table that a notebook reads reads otherwise."""
    file, row, changed = change
    for name in ("data", "notebooks"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "_config.yml", folder)
    table = folder / "data" / file
    text = table.read_text("utf-8")
    assert text.count(row) >= 1
    table.write_text(text.replace(row, changed), "utf-8")
    (run,) = run_notebooks(folder, [Path(notebook)], as_of=[str(report.project.settings.edition_date)])
    assert [str(complaint) for complaint in run.complaints] == []
    anew = {statistic.id: statistic for statistic in run.statistics}
    assert anew.keys() >= set(ids)
    known = replace(report.known, statistics={**report.statistics, **anew})
    findings = [check_claim(claim, known) for claim, _ in ours(report) if claim.target in ids]
    return {f"{one.printed} <{one.claim.target}>" for one in findings if one.claim and one.severity is Severity.ERROR}


def test_a_year_before_the_run_that_passes_the_threshold_makes_it_longer(report: Report, tmp_path: Path) -> None:
    change = ("offenders_by_year.csv", "2022,18395", "2022,20395")
    ids = ("offenders.streak20k.2024", "offenders.streak20k.2025", "offenders.extreme.2023")
    failed = errors_after(report, tmp_path, "notebooks/offenders.ipynb", change, *ids)
    assert "three years <offenders.streak20k.2025>" in failed
    assert "second year in a row above 20,000 <offenders.streak20k.2024>" in failed
    assert "the highest figure on record <offenders.extreme.2023>" not in failed


def test_an_old_year_that_was_higher_ends_the_record_and_the_ranks(report: Report, tmp_path: Path) -> None:
    change = ("offenders_by_year.csv", "1999,10589", "1999,27610")
    ids = ("offenders.rank.2024", "offenders.extreme.2023")
    failed = errors_after(report, tmp_path, "notebooks/offenders.ipynb", change, *ids)
    assert "the third-highest <offenders.rank.2024>" in failed
    assert "the highest figure on record <offenders.extreme.2023>" not in failed


def test_a_year_that_fell_ends_a_run_of_rises(report: Report, tmp_path: Path) -> None:
    change = ("foreign_offenders.csv", "2019,1529", "2019,929")
    ids = ("foreign.streak.2024", "foreign.extreme.2024")
    failed = errors_after(report, tmp_path, "notebooks/foreign.ipynb", change, *ids)
    assert "the seventh rise in a row <foreign.streak.2024>" in failed
    assert "rose for the seventh year in a row <foreign.streak.2024>" in failed
    assert "the most so far <foreign.extreme.2024>" not in failed
