"""`factbook serve` as somebody starts it, for tests that save files and look at what it shows."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factbook.serve.place import TRACE
from processes import PATIENCE
from warm_command import WarmCommand, WarmProcess


@dataclass(frozen=True, kw_only=True)
class Serving:
    """A server that is running."""

    root: Path
    process: subprocess.Popen[str] | WarmProcess
    port: int
    token: str
    log: Path

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self, path: str, *, method: str = "GET", headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> tuple[int, Mapping[str, str], bytes]:
        request = urllib.request.Request(f"{self.base}{path}", body, dict(headers or {}), method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Stay())
        try:
            with opener.open(request, timeout=PATIENCE) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def state(self, page: str) -> str:
        """How a page is shown now: ``settled``, ``faulty`` or ``checking``."""
        return re.search(r'data-fb-serve="(\w+)"', self.ask(f"/{page}")[2].decode())[1]

    def desk(self) -> dict[str, Any]:
        return json.loads(self.ask("/-/desk.json")[2])

    def wait(self, holds: Callable[[], Any], what: str = "") -> Any:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            assert self.process.poll() is None, self.log.read_text()
            if found := holds():
                return found
            time.sleep(0.1)
        raise AssertionError(f"never came to hold: {what}\n{self.log.read_text()}")

    def wait_for(self, page: str, state: str = "settled") -> str:
        """Wait until a page is shown in a state, and return its text as it was sent."""

        def look() -> str | None:
            text = self.ask(f"/{page}")[2].decode()
            return text if f'data-fb-serve="{state}"' in text else None

        return self.wait(look, f"{page} {state}")


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follow nothing: where an answer leads is looked at."""


@contextmanager
def serving(root: Path, *options: str, warm: WarmCommand | None = None) -> Iterator[Serving]:
    """Start the command on a report; in the end it is interrupted, and must end well.

    It is forked where `warm` is given and nothing asks for another start.
    """
    log = root.parent / f"{root.name}-serve.log"
    program = Path(sys.executable).with_name("factbook")
    arguments = ["serve", "--project", str(root), "--port", "0", *options]
    env = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process: subprocess.Popen[str] | WarmProcess
    with log.open("w") as out:
        if warm is not None and warm.can_run({"env": env}):
            process = warm.start(arguments, out=out.fileno(), env=env)
        else:
            process = subprocess.Popen([program, *arguments], stdout=out, stderr=subprocess.STDOUT, text=True, env=env)
    try:
        until = time.monotonic() + PATIENCE
        while not (found := re.search(r":(\d+)/\?token=(\S+)", log.read_text())):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.02)
        yield Serving(root=root, process=process, port=int(found[1]), token=found[2], log=log)
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            assert process.wait(PATIENCE) == 0, log.read_text()
        assert "Traceback" not in log.read_text(), log.read_text()
        # What nobody foresaw is told without its trace, which lies here.
        assert not (root / TRACE).exists(), (root / TRACE).read_text("utf-8")
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def without_marks(page: str) -> str:
    """A page as it was sent, without what serving adds to it."""
    page = re.sub(r'<html data-fb-serve="\w+" data-fb-digest="\w*"', "<html", page, count=1)
    return re.sub(r'<link rel="stylesheet" href="/-/serve.css">\n(?:<script .*?</script>){4}', "", page, count=1)
