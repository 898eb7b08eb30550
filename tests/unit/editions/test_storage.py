"""Seals as files: the three formats that are in use, each read and written exactly."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbook.editions.storage import FOLDER, dump, edition_path, list_needed, load, read_edition
from factbook.model import Judged
from factbook.model.edition import (
    FORMAT,
    Cause,
    Earlier,
    Edition,
    Fate,
    Kind,
    Printing,
    SealedBlock,
    SealedChange,
    SealedClaim,
    SealedReviewedClaim,
    SealedStatistic,
    SealedTable,
)
from factbook.project.files import digest_file
from figurecheck.model import Rating, Verdict
from figurecheck.model.errors import EditionError

ROOT = Path(__file__).parents[3]
LATER = {"commit", "before", "reviews"}
texts = st.text(st.characters(codec="utf-8"), max_size=12)
ratings = st.builds(Judged, day=st.sampled_from(Rating), today=st.sampled_from(Rating))
verdicts = st.builds(Judged, day=st.sampled_from(Verdict), today=st.sampled_from(Verdict))
statistics = st.builds(
    SealedStatistic,
    id=texts,
    value=st.decimals(allow_nan=False, allow_infinity=False),
    unit=st.just("people"),
    about=texts,
    measure=texts,
    period=texts,
)
claims = st.builds(
    SealedClaim,
    id=texts, file=texts, line=st.none() | st.integers(1, 99), where=texts, role=texts, printed=texts, target=texts,
    verdict=st.sampled_from(Verdict), sentence=texts, locale=texts, acknowledged=texts,
)  # fmt: skip
reviewed = st.builds(
    SealedReviewedClaim,
    id=texts, file=texts, line=st.none() | st.integers(1, 99), printed=texts, says=texts, statistic=texts,
    verdict=verdicts, rating=ratings, because=st.builds(Judged, day=texts, today=texts),
)  # fmt: skip


@given(
    edition=st.builds(
        Edition,
        label=texts,
        as_of=texts,
        commit=texts,
        before=texts,
        statistics=st.dictionaries(texts, statistics, max_size=3),
        claims=st.dictionaries(texts, claims, max_size=3),
        reviews=st.dictionaries(texts, reviewed, max_size=3),
    )
)
def test_what_is_sealed_is_read_back(edition):
    assert load(dump(edition)) == edition
    # in the first format, all of it that this format holds
    earlier = load(dump(replace(edition, format=1)))
    assert dump(earlier) == dump(replace(edition, format=1))
    assert {one.name for one in fields(Edition) if not getattr(earlier, one.name)} >= LATER
    assert {id: one.value for id, one in earlier.statistics.items()} == {
        id: one.value for id, one in edition.statistics.items()
    }


@pytest.mark.parametrize("path", sorted((ROOT / FOLDER).glob("*.json")), ids=lambda path: path.stem)
def test_the_seals_of_this_report_are_read_and_would_be_written_as_they_are(path):
    text = path.read_text("utf-8")
    base = json.loads(text).get("base")
    before = read_edition(ROOT, base) if base else None
    assert dump(read_edition(ROOT, path.stem), before) == text


def test_a_seal_of_the_first_format_has_no_key_of_the_second():
    one = SealedStatistic(id="birds", value=Decimal("3.60"), about="birds", measure="count")
    document = json.loads(dump(Edition(label="a", as_of="2025-01-01", statistics={"birds": one}, format=1)))
    assert document["format"] == 1
    assert LATER.isdisjoint(document)
    assert {"about", "measure"}.isdisjoint(document["statistics"]["birds"])


def test_blocks_are_read_back_and_other_seals_do_not_name_them():
    table = SealedTable(digest="d", divided="day:7", blocks={"2025-01": SealedBlock(count=3, digest="a", keys="b")})
    sealed = Edition(label="a", as_of="2025-01-01", tables={"t": table})
    assert load(dump(sealed)) == sealed
    plain = json.loads(dump(Edition(label="a", as_of="2025-01-01", tables={"t": SealedTable(digest="d")})))
    assert plain["tables"]["t"].keys() == {"digest", "rows", "others"}


@pytest.mark.parametrize("number", [0, *range(3, FORMAT), FORMAT + 1, "2", None])
def test_another_format_is_refused(number):
    document = json.loads(dump(Edition(label="a", as_of="2025-01-01")))
    with pytest.raises(ValueError, match="another version of factbook"):
        load(json.dumps({**document, "format": number}))


def test_what_the_last_format_added_is_read_back_and_earlier_seals_do_not_name_it():
    printing = Printing(file="book/a.md", where="prose", fate=Fate.REBOUND, before="5", after="7", of="old.id")
    change = SealedChange(
        edition="b", previous="a", day="2025-02-01", statistic="new.id", kind=Kind.CORRECTION, causes=(Cause.REBOUND,),
        printings=(printing,), group="new.id",
    )  # fmt: skip
    sealed = Edition(
        label="b",
        as_of="2025-02-01",
        tables={"t": SealedTable(digest="d", revises=True)},
        titles={"book/a.md": "A page"},
        changes=(change,),
    )
    assert load(dump(sealed)) == sealed
    document = json.loads(dump(replace(sealed, format=2)))
    assert "titles" not in document
    assert "revises" not in document["tables"]["t"]
    assert "group" not in document["changes"][0]
    assert "of" not in document["changes"][0]["printings"][0]


def write_after(folder: Path, edition: Edition, base: Edition) -> Edition:
    """Write an edition after another one, and return it as it is read back."""
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    sealed = folder / edition_path(base.label)
    if not sealed.is_file():
        sealed.write_text(dump(base), "utf-8")
    before = Earlier(label=base.label, as_of=base.as_of)
    edition = replace(edition, before=digest_file(sealed), earlier=(*base.earlier, before))
    (folder / edition_path(edition.label)).write_text(dump(edition, base), "utf-8")
    assert replace(read_edition(folder, edition.label), patched=0) == edition
    return read_edition(folder, edition.label)


def with_claims(label: str, count: int, line: int = 1) -> Edition:
    claims = [
        SealedClaim(
            id=f"book/a/{at}", file="book/a.md", line=line + at, where="prose", role="claim", printed=str(at),
            target="birds", verdict=Verdict.EXACT, sentence=f"There were {at}.",
        )
        for at in range(count)
    ]  # fmt: skip
    one = SealedStatistic(id="birds", value=Decimal(count), cell=None if line > 1 else 3)
    return Edition(label=label, as_of="2025-01-01", statistics={"birds": one}, claims={one.id: one for one in claims})


def test_a_seal_says_what_differs_from_the_one_before(tmp_path):
    first, second = with_claims("a", 100), with_claims("b", 101)
    read = write_after(tmp_path, second, first)
    document = json.loads((tmp_path / edition_path("b")).read_text("utf-8"))
    assert document["claims"].keys() == {"book/a/100"}
    assert document["statistics"] == {"birds": {"value": "101"}}
    assert (document["base"], document["patched"]) == ("a", read.patched)
    assert list_needed(tmp_path, "b") == ["a", "b"]
    # another line is all that is said of a claim that was moved, and a cell that is not there any more is taken out
    third = write_after(tmp_path, with_claims("c", 101, line=5), read)
    document = json.loads((tmp_path / edition_path("c")).read_text("utf-8"))
    assert document["claims"]["book/a/7"] == {"line": 12}
    assert document["statistics"] == {"birds": {"cell": None}}
    assert third.statistics["birds"].cell is None


def test_a_seal_says_everything_again_once_what_differs_is_as_long(tmp_path):
    last = with_claims("e0", 40)
    sizes = []
    for at in range(1, 9):
        edition = with_claims(f"e{at}", 40, line=1 + at)
        last = write_after(tmp_path, edition, last)
        sizes.append(len((tmp_path / edition_path(edition.label)).read_text("utf-8")))
        needed = list_needed(tmp_path, edition.label)
        whole = len(dump(edition))
        assert sum((tmp_path / edition_path(one)).stat().st_size for one in needed) < 2 * whole + 1000
    assert [at for at, size in enumerate(sizes) if size > 3 * min(sizes)]


def test_a_seal_is_read_however_many_before_it_say_only_what_differs(tmp_path):
    read = write_after(tmp_path, with_claims("e1", 101), with_claims("e0", 100))
    patch = json.loads((tmp_path / edition_path("e1")).read_text("utf-8"))
    for at in range(1, 1000):
        before = digest_file(tmp_path / edition_path(f"e{at}"))
        document = patch | {"label": f"e{at + 1}", "base": f"e{at}", "before": before, "claims": {}}
        document["statistics"] = {"birds": {"value": str(at)}}
        (tmp_path / edition_path(f"e{at + 1}")).write_text(json.dumps(document), "utf-8")
    last = read_edition(tmp_path, "e1000")
    assert (last.claims, last.statistics["birds"].value) == (read.claims, 999)
    assert len(last.earlier) == 1000


def test_a_seal_whose_base_is_another_or_gone_or_itself_is_refused(tmp_path):
    write_after(tmp_path, with_claims("b", 101), with_claims("a", 100))
    base, path = tmp_path / edition_path("a"), edition_path("b")
    base.write_text(dump(with_claims("a", 99)), "utf-8")
    with pytest.raises(EditionError, match="sealed after another edition a than the one here"):
        read_edition(tmp_path, "b")
    base.write_text((tmp_path / path).read_text("utf-8").replace('"base": "a"', '"base": "b"'), "utf-8")
    with pytest.raises(EditionError, match="sealed after another"):
        read_edition(tmp_path, "b")
    base.unlink()
    with pytest.raises(EditionError, match=r"b\.json: is not a sealed edition: .*edition a, which is missing"):
        read_edition(tmp_path, "b")
    with pytest.raises(ValueError, match="which is not here"):
        load((tmp_path / path).read_text("utf-8"))
