import os
from dataclasses import replace
from decimal import Decimal

import pytest

from factbook.editions.changes import add_changes_since, add_worded, attach_confirmations, find_stray_confirmations
from factbook.editions.corrections import FILE, add_entries, preview_history, read_corrections, render_entries
from factbook.editions.history import Confirmation
from factbook.model.edition import (
    Cause,
    Earlier,
    Edition,
    Fate,
    Kind,
    SealedClaim,
    SealedRow,
    SealedStatistic,
    SealedTable,
)
from figurecheck.figures import DEFAULT_RULES, rules_from_mapping
from figurecheck.model import Place, Verdict
from figurecheck.model.errors import CorrectionError


def edition(label, value, printed, *, source="press", code="c", verdict=Verdict.EXACT):
    row = SealedRow(digest=str(value), source=source)
    total = SealedStatistic(id="total", value=Decimal(value), unit="people", rows={"years": ("2024",)}, code=code)
    claim = SealedClaim(
        id="p/total/1",
        file="p.md",
        line=3,
        where="prose",
        role="claim",
        printed=printed,
        target="total",
        verdict=verdict,
    )
    return Edition(
        label=label,
        as_of=f"{label}-20",
        tables={"years": SealedTable(digest=str(value), rows={"2024": row})},
        statistics={"total": total},
        claims={claim.id: claim},
    )


def confirmation(edition="2026-01", statistic="total", kind=Kind.UPDATE):
    place = Place(file=FILE, line=1)
    return Confirmation(edition=edition, statistic=statistic, kind=kind, reason="The white paper.", place=place)


FIRST = edition("2025-05", 23022, "23,022")
UPDATED = edition("2026-01", 23403, "23,403", source="paper")


def changes_between(*editions, confirmations=()):
    """What is told after sealing the editions one after the other."""
    last = editions[0]
    for one in editions[1:]:
        last = add_changes_since(last, one, rules=DEFAULT_RULES)
    return attach_confirmations(last.changes, confirmations)


def test_the_latest_change_comes_first_and_the_editions_before_are_named():
    second = add_changes_since(FIRST, UPDATED, rules=DEFAULT_RULES)
    newest = edition("2026-02", 23404, "23,404", source="paper 2")
    third = add_changes_since(second, newest, rules=DEFAULT_RULES)
    assert [change.edition for change in third.changes] == ["2026-02", "2026-01"]
    assert [(one.label, one.as_of) for one in third.earlier] == [("2025-05", "2025-05-20"), ("2026-01", "2026-01-20")]


def test_a_class_is_proposed_from_the_cause_until_an_editor_has_said():
    (change,) = changes_between(FIRST, UPDATED)
    assert (change.kind, change.confirmation, change.sealed.causes) == (Kind.UPDATE, None, (Cause.REVISED,))
    (change,) = changes_between(FIRST, UPDATED, confirmations=[confirmation(kind=Kind.CORRECTION)])
    assert (change.kind, change.reason) == (Kind.CORRECTION, "The white paper.")


def test_a_move_within_the_rounding_is_recorded_and_needs_no_word():
    (change,) = changes_between(
        *(edition(label, value, "about 23,000") for label, value in (("2025-05", 23022), ("2026-01", 23023)))
    )
    assert (change.sealed.before, change.sealed.after) == (23022, 23023)
    assert not change.visible
    assert render_entries([change]) == ""


def test_a_figure_that_was_misprinted_and_is_mended_is_a_correction():
    (change,) = changes_between(edition("2025-05", 23022, "23,202"), edition("2026-01", 23022, "23,022"))
    assert (change.sealed.causes, change.kind, change.visible) == ((Cause.PROSE,), Kind.CORRECTION, True)
    assert change.sealed.before is None


@pytest.mark.parametrize("stray", [confirmation(edition="2025-05"), confirmation(statistic="other")])
def test_a_confirmation_of_what_did_not_happen_is_a_complaint(stray):
    last = add_changes_since(FIRST, UPDATED, rules=DEFAULT_RULES)
    (complaint,) = find_stray_confirmations([stray], last.changes, ["2025-05", "2026-01"])
    assert f"{stray.statistic} did not change in edition {stray.edition}" in str(complaint)


def test_a_confirmation_may_be_of_the_edition_to_come():
    assert list(find_stray_confirmations([confirmation(edition="2027-01")], (), ["2025-05", "2026-01"])) == []


def test_a_confirmation_given_twice_is_a_complaint():
    last = add_changes_since(FIRST, UPDATED, rules=DEFAULT_RULES)
    (complaint,) = find_stray_confirmations([confirmation(), confirmation()], last.changes, ["2025-05", "2026-01"])
    assert "is listed twice" in complaint.what


def write(folder, text):
    (folder / "book").mkdir(exist_ok=True)
    (folder / FILE).write_text(text, "utf-8")


def test_the_record_is_read_with_its_lines_and_its_texts(tmp_path):
    write(
        tmp_path, '- edition: "2026-01"\n  statistic: total\n  class: update\n  reason: It rose by {claim}`two <x>`.\n'
    )
    (entry,), texts = read_corrections(tmp_path)
    assert (entry.edition, entry.kind, entry.place.line) == ("2026-01", Kind.UPDATE, 2)
    assert [(text, place.line) for text, place in texts] == [("It rose by {claim}`two <x>`.", 4)]


def test_a_report_without_a_record_has_none(tmp_path):
    assert read_corrections(tmp_path) == ((), ())


@pytest.mark.parametrize("text", ["", "# What changed, and why.\n", "\n  # nothing yet\n\n"])
def test_a_record_without_entries_is_none(tmp_path, text):
    write(tmp_path, text)
    assert read_corrections(tmp_path) == ((), ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- [", "not readable as YAML"),
        ("edition: 1", "the file: .* is not a list"),
        ("- 5", r"\[0\]: 5 is not a mapping"),
        ('- {edition: "1", statistic: a, class: mistake, reason: b}', "'mistake' is unknown .*one of correction"),
        ('- {edition: "1", statistic: a, class: update}', r"\[0\].reason: is missing"),
        ("- {edition: 2026, statistic: a, class: update, reason: b}", "2026 is not text"),
        ('- {edition: "1", statistic: a, class: update, reason: b, why: c}', r"\[0\].why: no such key"),
    ],
)
def test_every_fault_of_the_record_is_named(tmp_path, text, said):
    write(tmp_path, text)
    with pytest.raises(CorrectionError, match=rf"book/corrections.yml.*: .*{said}"):
        read_corrections(tmp_path)


def test_a_folder_or_a_pipe_in_place_of_the_record_is_a_complaint(tmp_path):
    (tmp_path / FILE).mkdir(parents=True)
    with pytest.raises(CorrectionError, match=r"book/corrections.yml: cannot be read: Is a directory"):
        read_corrections(tmp_path)
    (tmp_path / FILE).rmdir()
    os.mkfifo(tmp_path / FILE)
    with pytest.raises(CorrectionError, match=r"book/corrections.yml: cannot be read: Not a regular file"):
        read_corrections(tmp_path)


def test_a_record_that_is_not_utf_8_is_a_complaint(tmp_path):
    (tmp_path / "book").mkdir()
    (tmp_path / FILE).write_bytes("- 정정".encode("cp949"))
    with pytest.raises(CorrectionError, match="not UTF-8"):
        read_corrections(tmp_path)


def test_what_is_proposed_reads_back_once_a_reason_is_given(tmp_path):
    proposed = render_entries(changes_between(FIRST, UPDATED))
    write(tmp_path, proposed.replace("reason:", "reason: The white paper counts all."))
    entries, _ = read_corrections(tmp_path)
    assert render_entries(changes_between(FIRST, UPDATED, confirmations=entries)) == ""


def test_entries_are_added_to_what_is_there(tmp_path):
    write(tmp_path, "# The record\n")
    add_entries(tmp_path, changes_between(FIRST, UPDATED))
    assert (tmp_path / FILE).read_text("utf-8").startswith('# The record\n- edition: "2026-01"\n  statistic: total\n')
    with pytest.raises(CorrectionError, match="reason: is missing"):
        read_corrections(tmp_path)


def test_the_changes_of_the_next_edition_are_found_by_the_rules_of_the_report(tmp_path):
    last, now = edition("2025-05", 100, "about 100"), edition("2026-01", 120, "about 120", source="paper")
    strict, wide = DEFAULT_RULES, rules_from_mapping({"about": {"tolerance": 0.5}})
    fates = {
        rules: preview_history(tmp_path, last, now, "2026-01", rules=rules).changes[0].sealed.printings[0].fate
        for rules in (strict, wide)
    }
    assert fates == {strict: Fate.REWRITTEN, wide: Fate.REPRINTED}


LISTED = """- edition: "2026-01"
  statistics:
    - total
    - women
  class: update
  reason: The white paper.
- edition: "2026-01"
  page: book/old.md
  class: withdrawal
  reason: It was about another year.
- edition: "2026-01"
  page: book/index.md
  before: Jon Smith
  after: John Smith
  class: correction
  reason: His name was wrong.
"""


def test_an_entry_may_name_several_figures_a_page_or_words_that_no_figure_carries(tmp_path):
    write(tmp_path, LISTED)
    entries, texts = read_corrections(tmp_path)
    assert [one.names for one in entries] == [("total", "women"), ("book/old.md",), ()]
    # what readers see of it is checked for numbers like any page
    assert {"Jon Smith", "John Smith"} < {text for text, _ in texts}
    changed = changes_between(FIRST, UPDATED, confirmations=entries)
    assert [one.reason for one in changed] == ["The white paper."]


def test_corrected_words_are_told_with_the_changes_of_their_edition(tmp_path):
    write(tmp_path, LISTED)
    entries, _ = read_corrections(tmp_path)
    last = add_changes_since(FIRST, UPDATED, rules=DEFAULT_RULES)
    editions = (*last.earlier, Earlier(label=last.label, as_of=last.as_of))
    found = add_worded(attach_confirmations(last.changes, entries), entries, editions, {"book/index.md": "Front"})
    assert [(one.sealed.label, one.kind, one.visible) for one in found] == [
        ("Front", Kind.CORRECTION, True),
        ("", Kind.UPDATE, True),
    ]
    (printing,) = found[0].sealed.printings
    assert (printing.file, printing.before, printing.after) == ("book/index.md", "Jon Smith", "John Smith")
    # nothing was said before the first edition
    first = [replace(one, edition="2025-05") for one in entries]
    assert len(add_worded((), first, editions, {})) == 0


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"statistic": "", "page": ""}, "names nothing that changed"),
        ({"statistic": "", "before": "Jon"}, "names no page"),
        ({"statistic": "", "statistics": ("total", "total")}, "total is listed twice"),
        ({"statistic": "", "page": "book/old.md"}, "book/old.md did not change in edition 2026-01"),
    ],
)
def test_an_entry_of_nothing_is_a_complaint(entry, said):
    last = add_changes_since(FIRST, UPDATED, rules=DEFAULT_RULES)
    (complaint,) = find_stray_confirmations([replace(confirmation(), **entry)], last.changes, ["2025-05", "2026-01"])
    assert complaint.what == said
