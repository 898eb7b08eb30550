"""What seals of earlier formats lack: ratings are read from what was sealed, and what changed is found and written."""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from factbook.editions.corrections import FILE, read_history
from factbook.editions.found_later import changes_path, find_incomplete
from factbook.editions.storage import dump, edition_path, read_edition
from factbook.model.edition import FORMAT, Earlier, Edition, Fate, SealedClaim, SealedStatistic
from factbook.project.files import digest_content, digest_file
from factbook.publish.checkout import find_edition
from factbook.publish.earlier_seals import complete, write_all_found_later
from factbook.publish.pinned import publish_pinned, read_pin
from factbook.publish.pipeline import publish
from factbook.publish.snapshot import write_snapshot
from figurecheck.model import Rating, Verdict
from figurecheck.model.errors import EditionError
from published_later import commit, git, start

REVIEW = "book/reviews/herald.yml"
# Keys that no version of today reads, a rating for both days, a figure without quotes, a rating that nobody knows.
FIRST = """\
publication: {paper: The Herald}
claims:
- {id: A1, printed: 15, says: Birds seen last year., statistic: birds.last, rating: holds, seen: gladly}
- {id: A2, rating: {day: part, today: part}, machine: {day: exact, today: exact}, because: {day: a, today: b}}
- {id: A3, printed: few, rating: splendid}
- nothing
"""
LATER = """\
claims:
- {id: A1, printed: "15", says: Birds seen last year., rating: {day: part, today: contradicted}}
- {id: A4, printed: more, says: Birds of this year., rating: {day: holds, today: holds}}
"""


def write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, "utf-8")


def claim(at: int, sentence: str) -> SealedClaim:
    return SealedClaim(
        id=f"book/index.md/{at}", file="book/index.md", line=at, where="prose", role="claim", printed="37 birds",
        target="birds.all", verdict=Verdict.EXACT, sentence=sentence,
    )  # fmt: skip


def write_seal(root: Path, label: str, day: str, review: str, *, before: str = "", number: int = 1) -> None:
    """Write a seal by hand, of a format that has or has not the ratings of a review."""
    sentence = "In the village by the lake there were 37 birds." if not before else ""
    claims = [claim(1, sentence)] if sentence else []
    birds = SealedStatistic(id="birds.all", value=Decimal(37), unit="count", label="All birds")
    edition = Edition(
        label=label, as_of=day, format=number, statistics={birds.id: birds},
        claims={one.id: one for one in claims},
        texts={"book/index.md": "x", REVIEW: digest_content(review)},
        earlier=(Earlier(label=before, as_of="2025-02-01"),) if before else (),
        before=digest_file(root / edition_path(before)) if before and number > 1 else "",
    )  # fmt: skip
    write(root, edition_path(label).as_posix(), dump(edition))


@pytest.fixture
def report(tmp_path) -> Path:
    """A report with two editions of the first format, each with another state of a review; it has changed since."""
    root = start(tmp_path / "report")
    for label, day, review, before in (("a", "2025-02-01", FIRST, ""), ("b", "2025-07-01", LATER, "a")):
        write(root, REVIEW, review)
        write_seal(root, label, day, review, before=before)
        commit(root, f"Edition {label}")
    (root / REVIEW).unlink()
    commit(root, "The review is elsewhere")
    return root


def sealed(root: Path, label: str) -> Edition:
    return read_edition(root, label)


def test_a_seal_without_ratings_is_completed_from_the_commit_that_holds_it(report):
    assert sealed(report, "a").reviews == {}
    found = complete(report, sealed(report, "a")).reviews
    assert list(found) == ["herald/A1", "herald/A2"]
    one = found["herald/A1"]
    assert (one.file, one.printed, one.says, one.statistic) == (REVIEW, "15", "Birds seen last year.", "birds.last")
    assert (one.rating.day, one.rating.today, one.verdict.day) == (Rating.HOLDS, Rating.HOLDS, Verdict.UNKNOWN)
    other = found["herald/A2"]
    assert (other.verdict.today, other.because.today) == (Verdict.EXACT, "b")
    assert find_edition(report, "a", make=pytest.fail).reviews == found


def archive(root: Path) -> None:
    with zipfile.ZipFile(root / edition_path("a").with_suffix(".zip"), "w") as opened:
        opened.writestr(REVIEW, FIRST)


def pin(root: Path, name: str) -> None:
    held = {"commit": git(root, "rev-parse", name), "lock": "0" * 64, "python": "3.11.7", "manifest": "0" * 64}
    write(root, edition_path("a").with_suffix(".pin.yml").as_posix(), yaml.safe_dump(held))


@pytest.mark.parametrize(
    "keep",
    [
        pytest.param(archive, id="the archive beside it"),
        pytest.param(lambda root: write(root, f"book/editions/a/{REVIEW}", FIRST), id="the folder beside it"),
        pytest.param(lambda root: write(root, REVIEW, FIRST), id="the report, where it is the same today"),
        pytest.param(lambda root: pin(root, "HEAD~2"), id="the commit of its pin"),
    ],
)
def test_its_reviews_may_be_in_several_places(report, keep):
    keep(report)
    # Without a history, all that is not here is gone.
    if not (report / edition_path("a").with_suffix(".pin.yml")).exists():
        (report / ".git").rename(report / "gone")
    assert list(complete(report, sealed(report, "a")).reviews) == ["herald/A1", "herald/A2"]


def test_a_folder_beside_a_seal_in_its_commit_replaces_the_review_of_the_report(tmp_path):
    root = start(tmp_path / "report")
    write(root, REVIEW, LATER)
    write(root, f"book/editions/a/{REVIEW}", FIRST)
    write_seal(root, "a", "2025-02-01", FIRST)
    commit(root, "An edition of an earlier day")
    (root / f"book/editions/a/{REVIEW}").unlink()
    assert list(complete(root, sealed(root, "a")).reviews) == ["herald/A1", "herald/A2"]


@pytest.mark.parametrize("pinned", [True, False])
def test_a_shallow_clone_is_refused_by_the_name_of_the_edition_and_the_way_out(report, tmp_path, pinned):
    if pinned:
        pin(report, "HEAD~2")
        commit(report, "A pin")
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{report}", "clone")
    with pytest.raises(EditionError) as error:
        complete(tmp_path / "clone", sealed(report, "a"))
    (complaint,) = map(str, error.value.complaints)
    assert complaint.startswith("book/editions/a.json: ")
    assert "git fetch --unshallow" in complaint
    assert not pinned or git(report, "rev-parse", "HEAD~3")[:12] in complaint
    if pinned:
        pinned_to = read_pin(tmp_path / "clone", "a")
        said = r"^book/editions/a\.pin\.yml: names commit \w{12}, which this repository does not have .*--unshallow"
        with pytest.raises(EditionError, match=said):
            publish_pinned(tmp_path / "clone", "a", pinned_to, known={})
    # the whole history, and the same clone can be compared
    git(tmp_path / "clone", "fetch", "--quiet", "--unshallow")
    assert complete(tmp_path / "clone", sealed(report, "a")).reviews


def test_what_the_seals_do_not_list_is_found_and_written_once_and_the_same_each_time(report):
    ((path, number),) = write_all_found_later(report)
    assert (path, number) == (changes_path("b"), 4)
    text = (report / path).read_text("utf-8")
    assert text.startswith("# What readers see otherwise in edition b than in a, and its seal does not list")
    assert "# Written by: factbook corrections --write\n{" in text
    assert yaml.safe_load(text)["changes"][0]["statistic"] == "birds.all"
    assert list(write_all_found_later(report)) == []
    (report / path).unlink()
    assert len(list(write_all_found_later(report))) == 1
    assert (report / path).read_text("utf-8") == text
    found = {
        one.sealed.statistic: [(each.fate, each.before, each.after) for each in one.sealed.printings]
        for one in read_history(report).changes
    }
    assert found == {
        "birds.all": [(Fate.GONE, "37 birds", "")],
        "herald/A1": [(Fate.RATED, "holds", "part"), (Fate.RATED, "holds", "contradicted")],
        "herald/A2": [(Fate.DROPPED, "part", "")],
        "herald/A4": [(Fate.TAKEN_UP, "", "holds")],
    }


def test_a_seal_that_lists_all_and_the_first_one_lack_nothing(report):
    assert [one.label for one in find_incomplete(report)] == ["b"]
    write_seal(report, "b", "2025-07-01", LATER, before="a", number=FORMAT)
    assert list(find_incomplete(report)) == []


def test_a_file_of_other_seals_is_a_complaint_with_a_way_out(report):
    list(write_all_found_later(report))
    path = report / changes_path("b")
    text = path.read_text("utf-8")
    for label in ("a", "b"):
        spoilt = re.sub(rf'"{label}": "\w{{4}}', f'"{label}": "0000', text)
        path.write_text(spoilt, "utf-8")
        (complaint,) = map(str, read_history(report).complaints)
        assert complaint == (
            f"book/editions/b.changes.yml: was written for another seal of {label} than the one here "
            "(restore seals and file from version control, or remove the file and run: factbook corrections --write)"
        )
    path.write_text(text[:-9], "utf-8")
    assert "b.changes.yml: cannot be read" in str(read_history(report).complaints[0])
    path.write_text(text, "utf-8")
    assert read_history(report).complaints == ()


def test_the_sources_of_an_edition_have_what_was_found_of_it_and_of_those_before(report, tmp_path):
    list(write_all_found_later(report))
    later = write_snapshot(report, tmp_path / "later", label="c", day="2026-01-01")
    assert len(read_history(later).changes) == 4
    earlier = write_snapshot(report, tmp_path / "earlier", label="a", day="2025-02-01")
    assert not (earlier / changes_path("b")).exists()


class BuiltError(Exception):
    """That nothing was refused before the first edition was built."""


def try_publish(root: Path, folder: Path) -> str:
    """Return what a publication is refused for, if it is before anything is built."""

    def check(sources: Path):
        raise BuiltError

    try:
        publish(root, folder, check=check)
    except EditionError as error:
        return "\n".join(map(str, error.complaints))
    except BuiltError:
        return ""
    raise AssertionError("it was published")


ENTRY = '- edition: "b"\n  {}\n  class: correction\n  reason: We looked again.\n'


def test_nothing_is_published_before_what_was_found_has_a_class_and_a_reason(report, tmp_path):
    public = tmp_path / "public"
    assert try_publish(report, public) == (
        "book/editions/b.changes.yml: is missing, and the seal of b, of format 1, does not list every change "
        "(write it with: factbook corrections --write)"
    )
    list(write_all_found_later(report))
    assert try_publish(report, public).startswith("b: has 4 changes that no editor has confirmed (see them with: ")
    own = "".join(ENTRY.format(f"statistic: {name}") for name in ("herald/A1", "herald/A2"))
    write(report, FILE, own + ENTRY.format("statistic: birds.all"))
    said = try_publish(report, public)
    assert "b: has 1 change that no editor has confirmed" in said
    assert "add entries to book/corrections.yml with --write" in said
    write(report, FILE, own + ENTRY.format("statistics: [birds.all, herald/A4]"))
    assert try_publish(report, public) == ""
    # one reason for a figure and a rating is none for the rating
    write(report, FILE, ENTRY.format("statistics: [birds.all, herald/A1]") + own.partition("- ")[0])
    assert "book/corrections.yml:1: herald/A1 is rated otherwise, which needs an entry" in try_publish(report, public)
    config = report / "_config.yml"
    config.write_text(config.read_text("utf-8").replace('"edition":', '"unconfirmed": "publish", "edition":'), "utf-8")
    assert try_publish(report, public) == ""
