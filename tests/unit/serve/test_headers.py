"""What is sent with the files of a served site."""

from __future__ import annotations

from factbook.serve.application import headers_of


def test_a_file_that_a_page_attaches_can_run_nothing_in_the_name_of_the_server():
    for address in ("_downloads/a1/evil.html", "_images/evil.svg"):
        assert headers_of(address)["Content-Security-Policy"].startswith("sandbox;")
    assert "sandbox" not in headers_of("routes.html")["Content-Security-Policy"]
