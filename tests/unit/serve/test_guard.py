"""Who is answered: our own pages and people on this machine."""

from __future__ import annotations

import pytest

from factbook.serve.guard import Guard

LOCAL = Guard(host="127.0.0.1", port=8000, token="secret")
OPEN = Guard(host="0.0.0.0", port=8000, token="secret")
HOST = {"host": "127.0.0.1:8000"}
OWN = {**HOST, "sec-fetch-site": "same-origin"}
CROSS = {**HOST, "sec-fetch-site": "cross-site"}


@pytest.mark.parametrize(
    ("method", "path", "headers", "given", "is_refused"),
    [
        pytest.param("GET", "/who.html", HOST, "", False, id="a page, by whatever sends no more"),
        pytest.param("GET", "/who.html", {"host": "localhost:8000"}, "", False, id="by the other name"),
        pytest.param("GET", "/who.html", {"host": "[::1]:8000"}, "", False, id="by the longer address"),
        pytest.param("GET", "/who.html", {"host": "evil.example:8000"}, "", True, id="a name that leads here"),
        pytest.param("GET", "/who.html", {"host": "127.0.0.1:9000"}, "", True, id="another port"),
        pytest.param("GET", "/who.html", {}, "", True, id="no name at all"),
        pytest.param("GET", "/-/events", {**OWN, "origin": "http://127.0.0.1:8000"}, "", False, id="events"),
        pytest.param("GET", "/-/events", {**HOST, "origin": "http://evil.example"}, "", True, id="events elsewhere"),
        pytest.param("GET", "/-/events", CROSS, "", True, id="events without an origin, from elsewhere"),
        pytest.param("GET", "/-/desk.json", {**HOST, "origin": "null"}, "", True, id="from a frame without origin"),
        pytest.param("GET", "/-/desk.json", {**HOST, "origin": "https://127.0.0.1:8000"}, "", True, id="other scheme"),
        pytest.param("GET", "/charts/a.js", {**CROSS, "sec-fetch-mode": "no-cors"}, "", True, id="a script for others"),
        pytest.param(
            "GET",
            "/who.html",
            {**CROSS, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"},
            "",
            False,
            id="a link from elsewhere",
        ),
        pytest.param(
            "GET",
            "/who.html",
            {**CROSS, "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"},
            "",
            True,
            id="a frame elsewhere",
        ),
        pytest.param("POST", "/-/rebuild", OWN, "", True, id="writing without the token"),
        pytest.param("POST", "/-/rebuild", OWN, "secre", True, id="writing with another one"),
        pytest.param("POST", "/-/rebuild", OWN, "secret", False, id="writing with it"),
        pytest.param("POST", "/-/rebuild", CROSS, "secret", True, id="writing with it, from elsewhere"),
        pytest.param("DELETE", "/who.html", OWN, "", True, id="any other method writes"),
    ],
)
def test_refusals(method: str, path: str, headers: dict[str, str], given: str, is_refused: bool):
    assert bool(LOCAL.refuse(method, path, headers, given)) is is_refused


def test_where_others_reach_the_port_nothing_is_read_without_the_token():
    assert not OPEN.is_local
    assert OPEN.refuse("GET", "/who.html", {"host": "desk.example:8000"}, "")
    assert not OPEN.refuse("GET", "/who.html", {"host": "desk.example:8000"}, "secret")


@pytest.mark.parametrize(
    ("host", "local"), [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("desk", False)]
)
def test_which_addresses_only_this_machine_can_reach(host: str, local: bool):
    assert Guard(host=host, port=1).is_local is local


def test_the_port_of_the_scheme_need_not_be_named():
    usual = Guard(host="127.0.0.1", port=80, token="secret")
    assert not usual.refuse("GET", "/who.html", {"host": "127.0.0.1", "origin": "http://127.0.0.1"}, "")
    assert not usual.refuse("GET", "/who.html", {"host": "localhost:80"}, "")
    assert usual.refuse("GET", "/who.html", {"host": "evil.example"}, "")
    assert LOCAL.refuse("GET", "/who.html", {"host": "127.0.0.1"}, "")


def test_a_token_is_not_printed_with_the_guard_and_differs_each_time():
    assert Guard(host="a", port=1).token != Guard(host="a", port=1).token
    assert "secret" not in repr(LOCAL)
