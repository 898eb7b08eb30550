"""Get a file from an address that anybody may ask; the one door to urllib3.

A report is often made where more can be reached than from elsewhere. So every address, also that to which an answer
leads, is looked at before it is opened: only http and https, only hosts of the public internet, and the address that
was looked at is the one that is opened.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

import urllib3
from urllib3.exceptions import HTTPError

from figurecheck.model.errors import DataError

MOST_BYTES = 500_000_000
MOST_SECONDS = 120
MOST_REDIRECTS = 5
_CHUNK = 1 << 16
_VALIDATORS = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PORTS = {"http": 80, "https": 443}
_SECRET = re.compile(
    r"token|key|sig|secret|pass|pwd|auth|bearer|cred|session|jwt|code|sas|^x-(amz|goog|ms)", re.IGNORECASE
)
"""Names of parameters whose values are told to nobody."""
_PARAMETER = re.compile(r";([^;/=]+)=[^;/]*")
_RANDOM = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[\w+/=.~-]{24,}")
"""A value that nobody has written by hand."""
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
Resolve = Callable[[str, int], Iterable[str]]
"""Returns the numeric addresses of a host."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address answered."""

    content: bytes
    name: str
    """Name of the file, as the last part of its address."""
    address: str
    """The address without secrets, as it may be written down."""
    is_unchanged: bool = False
    """Whether the answer is what the validators stand for, so that it was not sent."""
    validators: Mapping[str, str] = field(default_factory=dict)
    """What is to be sent the next time (``If-None-Match``, ``If-Modified-Since``), so that it need not come again."""


def is_address(text: str) -> bool:
    """Return whether a text is an address, and no path of a file.

    >>> is_address("https://example.org/a.csv"), is_address("data/a.csv"), is_address("ftp://example.org/a")
    (True, False, True)
    """
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", text) is not None


def hide_secrets(address: str) -> str:
    """Return an address without user, password, fragment, and parameters that look like secrets.

    >>> hide_secrets("https://me:pw@example.org/a.csv?year=2024&api_key=abc#x")
    'https://example.org/a.csv?year=2024'
    """
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    pairs = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _SECRET.search(name) and not _RANDOM.fullmatch(value)
    ]
    # A part of a path may have parameters of its own: /a;token=abc/b.csv.
    path = _PARAMETER.sub(lambda found: "" if _SECRET.search(found[1]) else found[0], parts.path)
    return urlunsplit((parts.scheme, host, path, urlencode(pairs), ""))


def fetch(
    address: str,
    *,
    most: int = MOST_BYTES,
    seconds: float = MOST_SECONDS,
    resolve: Resolve | None = None,
    validators: Mapping[str, str] | None = None,
) -> Fetched:
    """Return what an address answers; nothing where that is what the `validators` of an earlier answer stand for.

    Raises DataError, which names no secret, for whatever stands against it.
    """
    deadline, here = time.monotonic() + seconds, address
    for _ in range(MOST_REDIRECTS + 1):
        with _ask(here, deadline, resolve or _resolve, validators or {}) as answer:
            if answer.status in _REDIRECTS and answer.headers.get("Location"):
                # Where it leads is looked at like the first one.
                here = urljoin(here, answer.headers["Location"])
                continue
            if answer.status == 304 and validators:
                return Fetched(content=b"", name="", address=hide_secrets(address), is_unchanged=True)
            if answer.status != 200:
                remedy = "open it in a browser, and see whether the file is still there"
                raise _refuse(here, f"answers with status {answer.status}", remedy)
            content = b"".join(_read(answer, here, most, deadline))
            name = unquote(urlsplit(here).path.rstrip("/").rpartition("/")[2]) or "data"
            # As it was given: where that leads today is its publisher's to change.
            sent = {key: answer.headers[of] for of, key in _VALIDATORS.items() if answer.headers.get(of)}
            return Fetched(content=content, name=name, address=hide_secrets(address), validators=sent)
    raise _refuse(address, f"leads on more than {MOST_REDIRECTS} times", "give the address where it ends")


def _read(answer: urllib3.BaseHTTPResponse, address: str, most: int, deadline: float) -> Iterator[bytes]:
    size = 0
    for chunk in answer.stream(_CHUNK, decode_content=False):
        size += len(chunk)
        if size > most:
            remedy = "download it yourself, take out what is not needed, and add the file"
            raise _refuse(address, f"is larger than {most // 1_000_000} MB", remedy)
        _hold_time(address, deadline)
        yield chunk


@contextmanager
def _ask(
    address: str, deadline: float, resolve: Resolve, validators: Mapping[str, str]
) -> Iterator[urllib3.BaseHTTPResponse]:
    try:
        parts = urlsplit(address)
        scheme, host, port = parts.scheme.lower(), (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        raise _refuse("the address", "cannot be read", "write it as https://example.org/data.csv") from error
    if scheme not in _PORTS or not host:
        raise _refuse(address, "is no address of the web", "begin it with https:// or http://")
    number = _choose_address(address, host, port or _PORTS[scheme], resolve)
    timeout = urllib3.Timeout(total=max(0.1, min(30.0, deadline - time.monotonic())))
    # By number, so that no second look-up can answer otherwise; the certificate is still that of the name.
    pool: urllib3.HTTPConnectionPool
    if scheme == "https":
        pool = urllib3.HTTPSConnectionPool(
            number, port or 443, server_hostname=host, assert_hostname=host, timeout=timeout, retries=False
        )
    else:
        pool = urllib3.HTTPConnectionPool(number, port or 80, timeout=timeout, retries=False)
    own = {"Host": parts.netloc.rpartition("@")[2], "Accept-Encoding": "identity", "User-Agent": "factbook"}
    headers = {**validators, **own}
    if parts.username:
        credentials = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers |= urllib3.make_headers(basic_auth=credentials)
    try:
        target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        answer = pool.request("GET", target, headers=headers, redirect=False, preload_content=False)
        try:
            yield answer
        finally:
            answer.close()
    # Its own messages hold the address, and with it whatever is secret there.
    except (HTTPError, OSError, ValueError) as error:
        what = "took too long" if "imeout" in type(error).__name__ else "cannot be reached"
        remedy = "try it in a browser; if it works there, download the file and add that"
        raise _refuse(address, what, remedy) from error
    finally:
        pool.close()


def _choose_address(address: str, host: str, port: int, resolve: Resolve) -> str:
    """Return a numeric address of a host, if all that it has are public."""
    try:
        found = list(dict.fromkeys(resolve(host, port)))
    except (OSError, UnicodeError) as error:
        raise _refuse(address, "its host is not known", "check the spelling") from error
    if not found or not all(map(is_public, found)):
        remedy = "download the file and add that"
        raise _refuse(address, "its host is not on the public internet", remedy)
    return found[0]


def is_public(number: str) -> bool:
    """Return whether a numeric address is of the public internet, also where it wraps one of another version.

    >>> [is_public(one) for one in ("8.8.8.8", "127.0.0.1", "10.1.2.3", "169.254.169.254", "::ffff:10.0.0.1", "::1")]
    [True, False, False, False, False, False]
    """
    try:
        found = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    inner: ipaddress.IPv4Address | None = None
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
    # What translates between the versions is on the network of whoever asks; only where it leads counts.
    outer = None if found in _NAT64 else found
    checked = [one for one in (outer, inner) if one is not None]
    return all(one.is_global and not (one.is_multicast or one.is_reserved) for one in checked)


def _resolve(host: str, port: int) -> list[str]:
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _hold_time(address: str, deadline: float) -> None:
    if time.monotonic() > deadline:
        raise _refuse(address, "took too long", "download the file yourself and add that")


def _refuse(address: str, what: str, remedy: str) -> DataError:
    return DataError.about(hide_secrets(address), what, remedy)
