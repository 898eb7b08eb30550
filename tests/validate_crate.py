"""Run RO-Crate's validator offline: ``python validate_crate.py FOLDER SEVERITY < CONTEXTS``.

CONTEXTS is JSON: what is behind each address that a research object may name. It runs in an environment of its own,
which `make env` makes from tests/validators.txt.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from requests import PreparedRequest, Response
from requests.adapters import BaseAdapter, HTTPAdapter
from rocrate_validator.utils.http import HttpRequester
from urllib3.response import HTTPResponse


class Carried(BaseAdapter):
    """Answers with what is given, where the network would be asked."""

    def __init__(self, contexts: dict[str, Any]) -> None:
        super().__init__()
        self.contexts = contexts

    def send(self, request: PreparedRequest, **_: Any) -> Response:  # type: ignore[override]
        body = json.dumps(self.contexts[request.url or ""]).encode()
        headers = {"Content-Type": "application/ld+json"}
        raw = HTTPResponse(body=io.BytesIO(body), headers=headers, status=200, preload_content=False)
        return HTTPAdapter().build_response(request, raw)

    def close(self) -> None:
        """There is nothing to close."""


def main(folder: str, severity: str) -> int:
    """Fill the validator's cache of addresses, then run it on that cache alone; return its exit code."""
    contexts = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as scratch:
        cache = str(Path(scratch, "addresses"))
        requester = HttpRequester.initialize_cache(cache_path=cache, cache_max_age=-1)
        requester.session.mount("https://", Carried(contexts))
        for address in contexts:
            for kinds in ("application/ld+json, application/json", "application/ld+json"):
                requester.get(address, headers={"Accept": kinds}).raise_for_status()
        command = [Path(sys.executable).with_name("rocrate-validator"), "-y", "validate", "--no-paging"]
        options = ["--output-format", "json", "--offline", "--metadata-only", "--cache-path", cache]
        return subprocess.run([*command, *options, "--requirement-severity", severity, folder], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
