"""A small report is taken through a history: each update is compared, shown, written, mended and sealed."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from factbook.data.adding.entry import Answers
from factbook.data.updating.incoming import Incoming, find_incoming
from factbook.data.updating.write import write_release
from factbook.data.validate import refresh
from factbook.editions.corrections import read_history
from factbook.editions.diff import Difference, compare
from factbook.editions.storage import read_newest
from factbook.model.edition import Fate, SealedChange
from factbook.publish.checkout import check_sources, sources_of
from factbook.publish.seal import capture, seal
from factbook.publish.try_update import TriedUpdate, try_update
from factbook.report.checked_report import Report
from figurecheck.figures import DEFAULT_RULES
from figurecheck.model import Severity
from replays.brute_force import Expected, Said, find_expected, holds, is_exact, say
from replays.histories import History
from replays.small_report import CLAIMS, set_day, write_notebook, write_page, write_report, write_table


@dataclass(kw_only=True)
class Score:
    """How many of the answers were right, and what was wrong with the others."""

    right: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def count(self, what: str, is_right: bool, *about: object) -> None:
        """Count an answer."""
        self.of[what] += 1
        self.right[what] += is_right
        if not is_right:
            self.wrong.append(f"{what}: {' '.join(map(str, about))}")

    def __str__(self) -> str:
        return "; ".join(f"{what} {self.right[what]}/{count}" for what, count in self.of.items())


def replay(folder: Path, history: History) -> Score:
    """Take a report through a history, and return how what it says compares with computing everything anew."""
    score, root = Score(), write_report(folder / "report", history)
    _git(root, "init", "--quiet")
    said = say(history, history.states[0])
    write_page(root, said.texts)
    _seal(root, history, 0)
    for number in range(1, len(history.states)):
        now = say(history, history.states[number], recoded=history.is_recoded(number))
        expected = find_expected(history, number)
        if history.in_place:
            _replace(root, history, number)
        else:
            tried = _update(root, folder, history, number, score)
        set_day(root, history.days[number])
        write_notebook(root, history, number)
        difference = _look(root)
        if not history.in_place:
            same = number in history.recoded or _fates(tried.difference) == _fates(difference)
            score.count("update shows what diff shows", same, history.name, number)
        _score_sentences(score, difference, said, now, (history.name, number))
        write_page(root, now.texts)
        changes = _seal(root, history, number)
        _score_moves(score, changes, expected, said, now, (history.name, number))
        said = now
    return score


def look_at_updates(folder: Path, history: History) -> Score:
    """Compare and write each release without running anything, and return how the invented faults are shown."""
    score, root = Score(), write_report(folder / "report", history)
    for number in range(1, len(history.states)):
        write_release(root, _find_incoming(root, folder, history, number, score))
    return score


def _replace(root: Path, history: History, number: int) -> None:
    write_table(root / "data/readings.csv", history.states[number])
    path = root / "data/datapackage.json"
    package = json.loads(path.read_text("utf-8"))
    if number >= history.revises_from:
        package["resources"][0]["factbook:revises"] = True
    path.write_text(json.dumps(package), "utf-8")
    refresh(root)


def _update(root: Path, folder: Path, history: History, number: int, score: Score) -> TriedUpdate:
    incoming = _find_incoming(root, folder, history, number, score)
    tried = try_update(root, incoming, check=partial(check_sources, owner=root))
    assert not tried.complaints, tried.complaints
    write_release(root, incoming)
    return tried


def _find_incoming(root: Path, folder: Path, history: History, number: int, score: Score) -> Incoming:
    file = write_table(folder / f"{number}.csv", history.states[number])
    incoming = find_incoming(root, "readings", file, file.name, Answers(published=history.days[number]))
    assert incoming is not None
    _score_outliers(score, incoming, history, number)
    return incoming


def _look(root: Path) -> Difference:
    """Return what `diff` says before the page is mended."""
    before = read_newest(root)
    assert before is not None
    now = capture(check_sources(root, owner=root), "now")
    return compare(before, now, rules=DEFAULT_RULES)


def _seal(root: Path, history: History, number: int) -> tuple[SealedChange, ...]:
    """Commit the report, seal it, and return the changes of this edition."""
    label, day = f"e{number:02}", history.days[number]
    _commit(root, f"State {number}")
    with sources_of(root, label, day) as sources:
        report: Report = check_sources(sources, owner=root)
        faults = [str(one) for one in report.complaints]
        faults += [f"{one.printed}: {one.reason}" for one in report.findings if one.severity is Severity.ERROR]
        assert not faults, (history.name, number, faults)
        seal(report, label, root=root)
    _commit(root, f"Edition {number}")
    return tuple(one.sealed for one in read_history(root).changes if one.sealed.edition == label)


def _score_outliers(score: Score, incoming: Incoming, history: History, number: int) -> None:
    faulty = history.faults.get(number, frozenset())
    if not faulty:
        return
    found = [tuple(str(cell) for cell in one.key) for one in incoming.outliers]
    score.count("faults shown as outliers first", set(found[: len(faulty)]) >= faulty, history.name, number,
                sorted(faulty - set(found))[:5], len(faulty))  # fmt: skip


def _fates(difference: Difference | None) -> set[tuple[str, str, str]]:
    if difference is None:
        return set()
    return {(move.id, one.claim.printed, one.fate.value) for move in difference.moves for one in move.sentences}


def _score_sentences(score: Score, difference: Difference, said: Said, now: Said, at: tuple[object, ...]) -> None:
    fates = {
        (move.id, one.claim.printed): one.fate for move in difference.moves for one in move.sentences
    }  # what is in no move was not touched
    for name, text in said.texts.items():
        fate = fates.get((CLAIMS[name], text), Fate.HOLDS)
        stands = holds(name, text, now)
        if not stands:
            score.count("false sentences", fate in (Fate.FALSE, Fate.CARELESS), *at, name, text, now.texts[name], fate)
        elif is_exact(name, text, said) and not is_exact(name, text, now):
            score.count("worse, and not ‘holds still’", fate is Fate.WORSE, *at, name, text, now.texts[name], fate)
        else:
            score.count("true sentences", fate is Fate.HOLDS, *at, name, text, now.texts[name], fate)


def _score_moves(
    score: Score, changes: tuple[SealedChange, ...], expected: dict[str, Expected], said: Said, now: Said,
    at: tuple[object, ...],
) -> None:  # fmt: skip
    found = {one.statistic: one for one in changes if one.before is not None}
    for id in sorted({*found, *expected}):
        score.count("moved figures", id in found and id in expected, *at, id, said.values[id], now.values[id])
        if id not in found or id not in expected:
            continue
        one, wanted = found[id], expected[id]
        causes = frozenset(cause.value for cause in one.causes)
        score.count("causes", causes == wanted.causes, *at, id, sorted(causes), "for", sorted(wanted.causes),
                    "seen" if wanted.visible else "not seen")  # fmt: skip
        if wanted.visible:
            score.count("classes", one.kind == wanted.kind, *at, id, one.kind, "for", wanted.kind)
        # What readers are told: exactly where a figure that they see is another one.
        score.count("told if seen", bool(one.printings) == wanted.visible, *at, id, one.printings)
    others = [one for one in changes if one.before is None]
    for one in others:
        score.count("nothing else told", False, *at, one.statistic, one.causes, one.printings)


def _git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    subprocess.run(["git", "-C", root, *who, *arguments], check=True, capture_output=True)


def _commit(root: Path, message: str) -> None:
    _git(root, "add", "--all")
    _git(root, "commit", "--quiet", "--allow-empty", "--message", message)
