"""What is fetched from an address, and what is never asked or written down."""

import http.server
import ipaddress
import json
import threading
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factbook.data.adding import fetch as fetching
from factbook.data.adding import package as packages
from factbook.data.adding.fetch import Fetched, fetch, hide_secrets, is_public
from factbook.data.adding.package import fetch_package, find_package
from figurecheck.model.errors import DataError

PUBLIC = "93.184.215.14"


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers by path."""

    asked: ClassVar[list[str]] = []

    def do_GET(self):
        self.asked.append(self.headers["Host"])
        path = self.path.partition("?")[0]
        if path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", path.removeprefix("/to/").replace("_", "/"))
            self.end_headers()
        elif path == "/missing.csv":
            self.send_error(404)
        else:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"a,b\n" * (100_000 if path == "/large.csv" else 1))

    def log_message(self, *_):
        """Print nothing."""


@pytest.fixture
def server(monkeypatch):
    # The one server that a test can have is on this machine, which is what must never be asked.
    monkeypatch.setattr(fetching, "is_public", lambda number: number == "127.0.0.1")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as found:
        threading.Thread(target=found.serve_forever, daemon=True).start()
        yield f"http://data.example:{found.server_port}"
        found.shutdown()


def here(_host, _port):
    return ["127.0.0.1"]


def refusal(address, **options):
    with pytest.raises(DataError) as caught:
        fetch(address, **options)
    return str(caught.value)


def test_a_file_is_fetched_by_number_under_its_name_and_its_secrets_are_kept(server):
    secret = server.replace("//", "//me:hunter2@")
    found = fetch(f"{secret}/x/births.csv?year=2024&token=abc", resolve=here)
    assert (found.content, found.name) == (b"a,b\n", "births.csv")
    assert found.address == f"{server}/x/births.csv?year=2024"
    assert Handler.asked[-1] == server.removeprefix("http://")


def test_an_answer_may_lead_on_a_few_times_and_never_to_a_private_host(server):
    assert fetch(f"{server}/to/_births.csv", resolve=here).content == b"a,b\n"
    loop = refusal(f"{server}/to/" + "_to_" * 6 + "x", resolve=lambda host, port: ["127.0.0.1"])
    assert "leads on more than" in loop or "status" in loop

    def resolve(host, _port):
        return ["127.0.0.1" if host == "data.example" else "10.0.0.1"]

    message = refusal(f"{server}/to/http:__intranet_secret.csv", resolve=resolve)
    assert "its host is not on the public internet" in message


def test_a_package_is_fetched_with_the_files_of_its_tables(server, monkeypatch, tmp_path):
    package = {"resources": [{"name": "t", "path": "data/t.csv", "schema": {"fields": [{"name": "a"}]}}, {"name": "x"}]}
    asked = []

    def answer(address):
        asked.append(address)
        content = json.dumps(package).encode() if address.endswith("json") else b"a\n1\n"
        return Fetched(content=content, name="", address=address)

    monkeypatch.setattr(packages, "fetch", answer)
    found = find_package(fetch_package("https://data.example/p/datapackage.json", tmp_path))
    assert asked == ["https://data.example/p/datapackage.json", "https://data.example/p/data/t.csv"]
    assert (found.files, found.left_out) == (("datapackage.json", "data/t.csv"), ("x names no file",))


def test_what_is_too_large_missing_or_slow_is_refused_in_words(server):
    assert "is larger than 0 MB" in refusal(f"{server}/large.csv", most=1000, resolve=here)
    assert "answers with status 404" in refusal(f"{server}/missing.csv", resolve=here)
    assert "took too long" in refusal(f"{server}/large.csv", seconds=-1, resolve=here)


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *("100.64.0.1", "::2", "::10.0.0.1"),
        *("224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "not a number"),
    ],
)
def test_no_host_is_asked_that_is_not_public(number):
    address = "https://user:hunter2@data.example/a.csv?key=hunter2"
    message = refusal(address, resolve=lambda _host, _port: [PUBLIC, number])
    assert message.startswith("https://data.example/a.csv: its host is not on the public internet")
    assert "hunter2" not in message


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "ftp://example.org/a.csv", "gopher://x/", "http://", "https://[::1", "http://x:99999/"],
)
def test_only_the_web_is_asked(address):
    assert "(" in refusal(address, resolve=lambda _host, _port: [PUBLIC])


@settings(max_examples=30)
@given(st.ip_addresses())
def test_a_public_address_is_never_one_that_the_standard_library_calls_private(number):
    found = ipaddress.ip_address(number)
    if found.is_private or found.is_loopback or found.is_link_local or found.is_multicast or found.is_reserved:
        assert not is_public(str(number))


@settings(max_examples=20)
@given(
    st.sampled_from(["token", "api_key", "X-Amz-Signature", "access_token", "password", "sig"]),
    st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=8, max_size=12).map(lambda text: f"q7{text}"),
)
def test_no_secret_survives_in_an_address(name, secret):
    shown = hide_secrets(f"https://u:{secret}@data.example/a.csv?{name}={secret}&year=2024#{secret}")
    assert shown == "https://data.example/a.csv?year=2024"
