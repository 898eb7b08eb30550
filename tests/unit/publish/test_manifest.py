import os
import shutil
import subprocess

import pytest

from factbook.publish.manifest import MANIFEST, check_manifest, metadata_digest, read_manifest, write_manifest


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "2026-01"
    (folder / "evidence").mkdir(parents=True)
    (folder / "index.html").write_text("<p>23,022", "utf-8")
    (folder / "evidence" / "통계 a.json").write_text("{}", "utf-8")
    (folder / "empty.txt").write_text("", "utf-8")
    return folder


def complaints(folder, **options):
    return [str(complaint) for complaint in check_manifest(folder, **options)]


def test_an_untouched_folder_has_no_complaint(site):
    digest = write_manifest(site)
    assert complaints(site, digest=digest) == []


def test_it_lists_every_file_but_itself(site):
    write_manifest(site)
    assert sorted(read_manifest(site)) == ["empty.txt", "evidence/통계 a.json", "index.html"]


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="coreutils are not on this system")
def test_sha256sum_reads_it(site):
    write_manifest(site)
    done = subprocess.run(["sha256sum", "--check", "--strict", MANIFEST], cwd=site, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_each_byte_counts(site):
    digest = write_manifest(site)
    path = site / "index.html"
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert complaints(site, digest=digest) == [
            "2026-01/index.html: is not what was published (restore it from a copy; an edition never changes)"
        ]


def test_a_file_that_is_gone_or_new_is_named(site):
    digest = write_manifest(site)
    (site / "empty.txt").unlink()
    (site / "more.html").write_text("", "utf-8")
    found = complaints(site, digest=digest)
    assert [line.partition(" (")[0] for line in found] == [
        "2026-01/empty.txt: is missing",
        "2026-01/more.html: was not published with the edition",
    ]


def test_a_manifest_made_anew_over_a_tampered_file_is_not_the_one_published(site):
    digest = write_manifest(site)
    (site / "index.html").write_text("<p>23,023", "utf-8")
    write_manifest(site)
    assert "is not the one that was published" in complaints(site, digest=digest)[0]


@pytest.mark.parametrize("text", ["nonsense\n", "ab  index.html\n", f"{'a' * 64} index.html\n"])
def test_a_manifest_of_another_form_is_a_complaint(site, text):
    (site / MANIFEST).write_text(text, "utf-8")
    assert "cannot be read: line 1 is not a digest and a path" in complaints(site)[0]


def test_a_missing_manifest_is_a_complaint(site):
    assert "cannot be read: No such file" in complaints(site)[0]


def test_a_signature_stays_until_anything_is_touched(site):
    signed = metadata_digest(site)
    assert metadata_digest(site) == signed
    for touch in (
        lambda: (site / "index.html").write_text("<p>23,023", "utf-8"),
        lambda: os.utime(site / "index.html", ns=(0, 0)),
        lambda: (site / "empty.txt").rename(site / "void.txt"),
        lambda: (site / "evidence" / "more.json").write_text("", "utf-8"),
        lambda: (site / "evidence").rename(site / "proof"),
    ):
        touch()
        signed, before = metadata_digest(site), signed
        assert signed != before
