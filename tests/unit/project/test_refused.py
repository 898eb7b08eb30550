"""What the system refuses is told with the place that the report has for it, and with what to do."""

from __future__ import annotations

import errno

import pytest

from factbook.project.refused import complain_of


def test_a_file_of_a_report_is_named_from_its_folder_and_any_other_as_it_is(tmp_path):
    report, outside = tmp_path / "report", tmp_path / "outside.csv"
    report.mkdir()
    (report / "_config.yml").touch()
    error = OSError(errno.EACCES, "Permission denied", str(report / "data/birds.csv"))
    assert complain_of(error, then="").place == "data/birds.csv"
    assert complain_of(OSError(errno.EACCES, "Permission denied", str(outside)), then="").place == str(outside)
    full = OSError(errno.ENOSPC, "No space left on device", str(report / "_build/html"))
    assert complain_of(full, then="").place == "_build/html"


def test_a_link_that_leads_back_to_itself_is_what_to_take_out(tmp_path):
    link = tmp_path / "loop"
    link.symlink_to(link)
    with pytest.raises(OSError, match="loop") as raised:
        link.read_bytes()
    assert str(complain_of(raised.value, then="")).endswith("(take out the link that leads back to itself)")
