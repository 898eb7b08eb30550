"""The next release of a table, fetched from where its entry says; an answer that did not change is not sent again."""

from __future__ import annotations

import datetime
import hashlib
import json
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from factbook.cli.main import main
from factbook.data.adding import fetch as fetching
from factbook.data.catalog import read_catalog
from factbook.data.updating.fetch_release import fetch_release, is_due
from factbook.data.validate import check_data
from factbook.publish.try_update import TriedUpdate
from figurecheck.model.errors import DataError
from tiny_releases import FIRST, SECOND, write_with_releases

ANSWERS: dict[str, bytes] = {}
ASKED: list[tuple[str, int]] = []


class Handler(BaseHTTPRequestHandler):
    """Answers with what is there, and with nothing where it is what the client has."""

    def do_GET(self) -> None:
        content = ANSWERS.get(self.path)
        tag = hashlib.sha256(content or b"").hexdigest()[:8]
        status = 404 if content is None else 304 if self.headers.get("If-None-Match") == tag else 200
        ASKED.append((self.path, status))
        self.send_response(status)
        self.send_header("ETag", tag)
        self.end_headers()
        if status == 200:
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@pytest.fixture
def server(monkeypatch):
    ANSWERS.clear()
    ASKED.clear()
    monkeypatch.setattr(fetching, "is_public", lambda number: number == "127.0.0.1")
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{made.server_port}"
        made.shutdown()


fetch = partial(fetching.fetch, resolve=lambda host, port: ["127.0.0.1"])


def write(tmp_path: Path, said: dict[str, str]) -> Path:
    (tmp_path / "report").mkdir()
    root = write_with_releases(tmp_path / "report")
    path = root / "data/datapackage.json"
    package = json.loads(path.read_text("utf-8"))
    package["resources"][-1]["factbook:pull"] = said
    path.write_text(json.dumps(package), "utf-8")
    return root


def fish(root: Path):
    return next(one for one in read_catalog(root).resources if one.name == "fish")


def test_an_answer_that_is_the_present_release_is_nothing_new_and_is_not_sent_again(server, tmp_path):
    root = write(tmp_path, {"url": f"{server}/fish.csv"})
    ANSWERS["/fish.csv"] = FIRST.encode()
    assert fetch_release(root, fish(root), fetch=fetch) is None
    assert fetch_release(root, fish(root), fetch=fetch) is None
    ANSWERS["/fish.csv"] = SECOND.encode()
    # As long as it was not taken, it is told again.
    assert fetch_release(root, fish(root), fetch=fetch).content == SECOND.encode()
    assert fetch_release(root, fish(root), fetch=fetch).content == SECOND.encode()
    assert [status for _, status in ASKED] == [200, 304, 200, 200]


def test_a_document_may_name_the_file_and_a_digest_may_be_asked_of_it(server, tmp_path):
    root = write(tmp_path, {"url": f"{server}/api", "pointer": "/files/0/href", "sha256": f"{server}/fish.csv.sha256"})
    ANSWERS["/api"] = json.dumps({"files": [{"href": "fish.csv"}]}).encode()
    ANSWERS["/fish.csv"] = SECOND.encode()
    ANSWERS["/fish.csv.sha256"] = f"{hashlib.sha256(SECOND.encode()).hexdigest()}  fish.csv\n".encode()
    assert fetch_release(root, fish(root), fetch=fetch).content == SECOND.encode()
    ANSWERS["/fish.csv"] = b"year,value\n"
    with pytest.raises(DataError, match="has another SHA-256 than is stated"):
        fetch_release(root, fish(root), fetch=fetch)
    ANSWERS["/api"] = b'{"files": []}'
    with pytest.raises(DataError, match="has nothing at /files/0/href"):
        fetch_release(root, fish(root), fetch=fetch)


def test_a_release_is_due_when_its_time_has_passed(server, tmp_path):
    root = write(tmp_path, {"url": f"{server}/fish.csv", "every": "month"})
    sources = read_catalog(root).sources
    assert not is_due(fish(root), sources, datetime.date(2025, 5, 20))
    assert is_due(fish(root), sources, datetime.date(2025, 6, 1))


def test_what_is_pulled_is_shown_like_an_update_and_written_only_with_yes(server, tmp_path, monkeypatch):
    root = write(tmp_path, {"url": f"{server}/fish.csv"})
    monkeypatch.setattr(fetching, "fetch", fetch)
    monkeypatch.setattr("factbook.cli.update._try", lambda root, incoming: TriedUpdate(day="2025-07-01"))
    before = (root / "data/fish.csv").read_bytes()

    def call(*options: str):
        return CliRunner().invoke(main, ["data", "pull", "--project", str(root), *options])

    ANSWERS["/fish.csv"] = SECOND.encode()
    shown = call()
    assert (shown.exit_code, (root / "data/fish.csv").read_bytes()) == (0, before)
    assert "1 new, 1 revised, 0 gone" in shown.output
    assert "Nothing was written" in shown.output
    for answer in (b"<!DOCTYPE html><html>busy</html>", b"year,value\n2024,15\n", b"year,count\n2020,8\n"):
        ANSWERS["/fish.csv"] = answer
        assert call("--yes").exit_code == 2
    del ANSWERS["/fish.csv"]
    missing = call("--yes")
    assert missing.exit_code == 2
    assert "answers with status 404" in missing.output
    assert (root / "data/fish.csv").read_bytes() == before
    ANSWERS["/fish.csv"] = SECOND.encode()
    assert call("--yes").exit_code == 0
    assert (root / "data/fish.csv").read_text("utf-8") == SECOND
    assert [str(one) for one in check_data(root)] == []
    assert call("--yes").output == "fish: nothing new\n"


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"every": "month"}, "names no address"),
        ({"url": "ftp://fish.example/"}, "names no address"),
        ({"url": "https://fish.example/", "every": "fortnight"}, "every is 'fortnight'"),
        ({"url": "https://fish.example/", "sha256": "abc"}, "sha256 is no digest"),
        ({"url": "https://fish.example/", "pointer": "a"}, "pointer does not begin with /"),
    ],
)
def test_what_is_wrong_with_where_it_comes_from_is_named(tmp_path, said, message):
    assert any(message in str(one) for one in check_data(write(tmp_path, said)))
