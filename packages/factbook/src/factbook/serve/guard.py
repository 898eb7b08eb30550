"""Who may ask: pages of this server and people on this machine, not pages of other sites.

Any site that somebody visits can send requests to a port of their machine, and with a name of its own that leads there
(DNS rebinding) it could read the answers. So the name in ``Host`` must be ours, and whatever says where it comes from
must come from here.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

HTTP = 80
"""The port that an address need not name."""
LOCAL = ("127.0.0.1", "localhost", "[::1]")
_TRUSTED = frozenset({"same-origin", "none"})
"""What ``Sec-Fetch-Site`` says of our own pages, and of addresses that somebody typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Decides who is answered."""

    host: str
    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    """A secret of this start. Nothing is written without it; where others reach the port, nothing is read either."""

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach the port."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host.strip("[]")).is_loopback
        except ValueError:
            return False

    @property
    def cookie(self) -> str:
        """The name of the cookie with the token; browsers share cookies among the ports of a host."""
        return f"factbook-{self.port}"

    def refuse(self, method: str, path: str, headers: Mapping[str, str], given: str) -> str:
        """Return why a request is refused; empty if it is not. `given` is the token that came with it, if any.

        Names of headers are in lower case.
        """
        # First of all: with a name of its own that leads here, another site would have an origin that agrees with it.
        host = headers.get("host", "")
        if not self._is_ours(host):
            return "this server has another name"
        origin = headers.get("origin")
        if origin is not None and origin != f"http://{host}":
            return "it comes from another site"
        writes = method not in {"GET", "HEAD"}
        site = headers.get("sec-fetch-site", "none")
        # Another site may lead somebody to a page, as any link does, and may not load it or a part of it into its own.
        leads_here = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
        if site not in _TRUSTED and (writes or path.startswith("/-/") or not leads_here):
            return "it comes from another site"
        if (writes or not self.is_local) and not self.holds(given):
            return "it needs the token that was printed when the server started"
        return ""

    def holds(self, token: str) -> bool:
        """Return whether a token is that of this start."""
        return hmac.compare_digest(token.encode(), self.token.encode())

    def _is_ours(self, host: str) -> bool:
        # Where others can reach the port, it may have names that only they know; then the token decides.
        if not self.is_local:
            return True
        names = {f"{name}:{self.port}" for name in (*LOCAL, self.host)}
        # Browsers leave out the port where it is that of the scheme.
        return host in names or (self.port == HTTP and f"{host}:{HTTP}" in names)
