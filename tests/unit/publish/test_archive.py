import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from factbook.publish.archive import (
    ADDING,
    LIST,
    NEW,
    Listing,
    Published,
    add_edition,
    find_front_faults,
    find_unnamed,
    locked,
    read_listing,
    renew_front,
    verify_editions,
    write_listing,
)
from factbook.publish.verify import verify
from figurecheck.model.errors import EditionError

TESTS = Path(__file__).parents[2]


def make_site(folder, said):
    (folder / "evidence").mkdir(parents=True)
    (folder / "index.html").write_text(f"<p>{said}", "utf-8")
    for number in range(8):
        (folder / "evidence" / f"{number}.html").write_text(f"<p>{said} {number}", "utf-8")
    return folder


def publish(folder, site, label, *, as_of="", figures=10, **options):
    edition = Published(label=label, as_of=as_of or f"{label}-15", manifest="", pages=9, figures=figures)
    with locked(folder):
        return add_edition(folder, site, edition, **options)


def addresses(folder):
    return [edition.address for edition in read_listing(folder).editions]


@pytest.fixture
def two(tmp_path):
    folder = tmp_path / "public"
    publish(folder, make_site(tmp_path / "a", "old"), "2025-05")
    publish(folder, make_site(tmp_path / "b", "new"), "2026-01")
    return folder


def whole(folder):
    listing = read_listing(folder)
    assert [str(complaint) for complaint in verify_editions(folder, listing)] == []
    return [edition.label for edition in listing.editions]


def test_each_edition_stands_whole_and_the_newest_is_in_front(two):
    assert whole(two) == ["2025-05", "2026-01"]
    assert (two / "index.html").read_text("utf-8") == "<p>new"
    assert (two / "editions/2025-05/index.html").read_text("utf-8") == "<p>old"


def test_only_what_the_new_edition_lacks_is_left_in_front_and_leads_to_the_one_before(two, tmp_path):
    (two / "CNAME").write_text("mine", "utf-8")
    site = make_site(tmp_path / "c", "newer")
    (site / "evidence" / "3.html").unlink()
    (site / "evidence" / "new.html").write_text("<p>newer", "utf-8")
    publish(two, site, "2026-02")
    assert 'href="../editions/2026-01/evidence/3.html"' in (two / "evidence/3.html").read_text("utf-8")
    assert (two / "evidence/new.html").read_text("utf-8") == "<p>newer"
    assert (two / "CNAME").read_text("utf-8") == "mine"
    assert list(find_front_faults(two, addresses(two))) == []


def test_a_changed_byte_in_front_is_found_and_mended(two):
    (two / "index.html").write_text("<p>now", "utf-8")
    assert [fault.place for fault in find_front_faults(two, addresses(two))] == ["index.html"]
    renew_front(two, read_listing(two))
    assert list(find_front_faults(two, addresses(two))) == []


def test_an_edition_known_to_be_right_is_not_read_again_until_it_is_touched(two, monkeypatch):
    known = {}
    listing = read_listing(two)
    assert list(verify_editions(two, listing, known)) == []
    assert known.keys() == {"2025-05", "2026-01"}
    read = []
    check = "factbook.publish.archive.check_manifest"
    monkeypatch.setattr(check, lambda folder, **options: read.append(folder.name) or ())
    assert list(verify_editions(two, listing, known)) == []
    assert read == []
    (two / "editions/2025-05/evidence/3.html").write_text("<p>old 3", "utf-8")
    assert list(verify_editions(two, listing, known)) == []
    assert read == ["2025-05"]


def test_a_page_that_would_hide_the_list_is_refused(two, tmp_path):
    site = make_site(tmp_path / "c", "newer")
    (site / LIST).write_text("{}", "utf-8")
    with pytest.raises(EditionError, match=r"2026-02: editions\.json: is a reserved name"):
        publish(two, site, "2026-02")


def test_a_page_where_editions_share_files_is_refused(two, tmp_path):
    site = make_site(tmp_path / "c", "newer")
    (site / "_shared").mkdir()
    (site / "_shared/more.html").write_text("<p>More", "utf-8")
    with pytest.raises(EditionError, match=r"2026-02: _shared: is a reserved name"):
        publish(two, site, "2026-02")


def test_an_edition_is_published_once(two, tmp_path):
    with pytest.raises(EditionError, match="2026-01: is published already"):
        publish(two, tmp_path / "a", "2026-01")


def test_an_older_state_gets_its_place_and_the_newest_stays_in_front(two, tmp_path):
    front = (two / "index.html").read_bytes()
    publish(two, tmp_path / "a", "2025-11")
    assert whole(two) == ["2025-05", "2025-11", "2026-01"]
    assert (two / "index.html").read_bytes() == front


def test_the_list_says_which_sealed_editions_lack(two, tmp_path):
    publish(two, tmp_path / "a", "2026-02", lacking=["2025-11", "2026-02", "2026-03"])
    assert json.loads((two / LIST).read_text("utf-8"))["lacking"] == ["2025-11", "2026-03"]
    publish(two, tmp_path / "b", "2026-03", lacking=["2025-11", "2026-02", "2026-03"])
    assert read_listing(two).lacking == ("2025-11",)


def test_an_empty_site_is_refused(two, tmp_path):
    (tmp_path / "nothing").mkdir()
    with pytest.raises(EditionError, match="the site is empty"):
        publish(two, tmp_path / "nothing", "2026-02")
    with pytest.raises(EditionError, match="the site is empty"):
        publish(two, tmp_path / "b", "2026-02", figures=0)


def test_a_shrunken_site_is_refused_unless_it_is_meant(two, tmp_path):
    with pytest.raises(EditionError, match=r"2026-02: has 7 figures, 2026-01 has 10 .*--shrink"):
        publish(two, tmp_path / "b", "2026-02", figures=7)
    publish(two, tmp_path / "b", "2026-02", figures=7, shrink=True)
    assert whole(two)[-1] == "2026-02"


def test_a_changed_byte_in_an_earlier_edition_stops_the_next(two, tmp_path):
    (two / "editions/2025-05/evidence/3.html").write_text("<p>old 4", "utf-8")
    with pytest.raises(EditionError, match=r"editions/2025-05/evidence/3\.html: is not what was published"):
        publish(two, tmp_path / "b", "2026-02")
    assert not (two / "editions/2026-02").exists()


def test_two_at_once_do_not_mix(two, tmp_path):
    with locked(two), pytest.raises(EditionError, match="another publish is running"):
        publish(two, tmp_path / "b", "2026-02")


def test_a_folder_in_the_way_is_never_removed(two, tmp_path):
    (two / "editions/2026-02").mkdir()
    (two / "editions/2026-02/mine.txt").write_text("mine", "utf-8")
    with pytest.raises(EditionError, match="is in the way"):
        publish(two, tmp_path / "b", "2026-02")
    assert (two / "editions/2026-02/mine.txt").exists()


@pytest.mark.parametrize("gone", ["2025-05", "2026-01"])
def test_an_edition_that_the_list_lost_is_never_removed(two, tmp_path, gone):
    listing = read_listing(two)
    write_listing(two, replace(listing, editions=tuple(one for one in listing.editions if one.label != gone)))
    before = {path: path.read_bytes() for path in (two / "editions").rglob("*") if path.is_file()}
    with pytest.raises(EditionError, match=rf"editions/{gone}: was published, but editions.json does not name it"):
        publish(two, tmp_path / "b", "2026-02")
    assert {path: path.read_bytes() for path in (two / "editions").rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("left", [".new-2026-02-77", "2026-02"], ids=["half copied", "renamed and not yet listed"])
def test_what_a_killed_publish_left_is_no_edition_that_the_list_lost(two, left):
    shutil.copytree(two / "editions/2026-01", two / "editions" / left)
    if not left.startswith(NEW):
        (two / f"{ADDING}{left}").touch()
    assert list(find_unnamed(two, read_listing(two))) == []


def test_a_list_that_cannot_be_read_stops_everything(two, tmp_path):
    (two / LIST).write_text("{", "utf-8")
    with pytest.raises(EditionError, match=r"editions.json: cannot be read"):
        publish(two, tmp_path / "b", "2026-02")


@pytest.mark.parametrize("name", ["editions/2026-01/manifest.sha256", LIST])
def test_a_pipe_in_a_published_folder_is_told_and_not_waited_for(two, name):
    (two / name).unlink()
    os.mkfifo(two / name)
    if name == LIST:
        with pytest.raises(EditionError, match=r"editions.json: cannot be read"):
            list(verify(two))
    else:
        assert list(map(str, verify(two))) == [f"{name}: is no file (restore the folder from a copy)"]


def test_a_folder_without_a_list_has_no_editions(tmp_path):
    assert read_listing(tmp_path) == Listing()


def test_kills_lose_nothing(tmp_path, trial):
    folder, chance, kills = tmp_path / "public", trial.random(), trial.count(8, of=100)
    site = make_site(tmp_path / "site", "said")
    publish(folder, site, "2025-01")
    program = textwrap.dedent("""
        import os, sys
        from pathlib import Path
        from factbook.publish.archive import Published, add_edition, locked
        from killing import count_writes
        folder, site, label, kill_at = sys.argv[1:]
        os.setsid()
        edition = Published(label=label, as_of=label + "-15", manifest="", pages=9, figures=10)
        with locked(Path(folder)):
            counted = count_writes(int(kill_at))
            add_edition(Path(folder), Path(site), edition)
        print(int.from_bytes(counted[:8], "little"))
    """)

    def add(label: str, kill_at: int = 0) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", program, folder, site, label, str(kill_at)]
        return subprocess.run(
            command, stdout=subprocess.PIPE, text=True, check=False, env={**os.environ, "PYTHONPATH": str(TESTS)}
        )

    writes = int(add("2025-02").stdout)
    killed, labels = 0, ["2025-01", "2025-02"]
    for number in range(kills):
        label = f"{2026 + number // 12}-{number % 12 + 1:02}"
        killed += add(label, chance.randrange(1, writes + 1)).returncode == -signal.SIGKILL
        found = whole(folder)
        assert found[: len(labels)] == labels
        labels = found
        assert (folder / "index.html").read_text("utf-8") == "<p>said"
    assert killed > kills // 2
    publish(folder, site, "2040-01")
    assert whole(folder) == [*labels, "2040-01"]
    assert {path.name for path in (folder / "editions").iterdir()} == {*labels, "2040-01"}
    assert list(find_front_faults(folder, addresses(folder))) == []
    assert {path.name for path in folder.iterdir()} == {"editions", LIST, "index.html", "evidence", ".nojekyll"}
    assert len(list((folder / "evidence").iterdir())) == 8
