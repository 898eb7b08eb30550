"""The answers to requests. The door of starlette."""

from __future__ import annotations

import asyncio
import html
import json
import mimetypes
import os
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from factbook.engine.file_state import FileState, see_file
from factbook.project.files import digest
from factbook.project.settings import read_project
from factbook.render.html.desk_page import ASSETS as DESK_ASSETS
from factbook.render.html.desk_page import FONTS, HOUSE, read_desk_asset
from factbook.render.metadata.hosting import POLICY
from factbook.serve.conductor import Conductor
from factbook.serve.desk_commands import APPROVE, EVENTS, PAGE, QUEUE, DeskCommands, RefusedError
from factbook.serve.guard import Guard
from factbook.serve.history import mark_history
from factbook.serve.place import DRAFT
from factbook.serve.shown_page import ASSETS, FOLDER, WORDS, add_marks, read_asset, waiting_page, write_words
from figurecheck.model.errors import ComplaintError

Answer = Callable[[], Awaitable[object]]
"""Returns what JSON can hold."""
Action = Callable[[object], Awaitable[object]]
"""Does what the JSON of a request asks for, and returns an answer as JSON."""
TOKEN = "token"  # noqa: S105 - its name in addresses
BEAT = 10.0
"""Seconds after which a page hears that the server is there, though nothing has changed."""
LOOK = 2.0
"""Seconds between two looks at whether something was committed."""
_LARGEST = 1 << 20
"""Bytes of a request that are read: it holds the names of figures, and a note."""
_PICTURE = re.compile(rb"""<img\b[^>]*?\ssrc="(?!\w+:|//)([^"?#]+)""")
"""Where a page has a picture that the server sends."""
_HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'self'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}

_ATTACHED = ("_downloads/", "_images/")
"""Below these lie files that pages attach, as they are. One that holds a script must not be a page of this server,
which could approve figures."""


def make_application(root: Path, conductor: Conductor, guard: Guard) -> ASGIApp:
    """Return the application that serves the drafts of a report, and the commands of its desk."""
    pages, desk = _Pages(root, conductor), DeskCommands(root)
    answers: dict[str, Answer] = {"desk.json": pages.desk, QUEUE: partial(pages.queue, desk)}
    actions: dict[str, Action] = {"rebuild": pages.rebuild, APPROVE: desk.approve}
    files: dict[str, tuple[Callable[[], bytes], str]] = {
        PAGE: (desk.page, "text/html"),
        WORDS: (write_words, "text/javascript"),
        **{name: (partial(read_desk_asset, name), kind) for name, kind in {**DESK_ASSETS, **HOUSE, **FONTS}.items()},
    }
    routes = [
        Route(f"{FOLDER}{EVENTS}", pages.events),
        *(Route(f"{FOLDER}{name}", _asset(name, kind)) for name, kind in ASSETS.items()),
        *(Route(f"{FOLDER}{name}", _file(read, kind)) for name, (read, kind) in files.items()),
        *(Route(f"{FOLDER}{name}", _answer(answer)) for name, answer in answers.items()),
        *(Route(f"{FOLDER}{name}", _action(action), methods=["POST"]) for name, action in actions.items()),
        Route(f"{FOLDER}{{rest:path}}", _nothing),
        Route("/{address:path}", pages.page),
    ]
    return _Guarded(Starlette(routes=routes), guard)


class _Guarded:
    """Lets through what the guard does not refuse, and sets headers."""

    def __init__(self, application: ASGIApp, guard: Guard) -> None:
        self._application, self._guard = application, guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        asked = request.query_params.get(TOKEN, "")
        given = asked or request.cookies.get(self._guard.cookie, "") or request.headers.get("x-factbook-token", "")
        why = self._guard.refuse(request.method, request.url.path, request.headers, given)
        answer: Response | None = None
        if why:
            answer = PlainTextResponse(f"refused: {why}\n", 403)
        elif asked and request.method == "GET":
            # Out of the address bar, and so out of what somebody copies from it.
            # With two slashes it would be the address of another host.
            answer = RedirectResponse(f"/{request.url.path.lstrip('/')}", 303)
            if self._guard.holds(asked):
                answer.set_cookie(self._guard.cookie, asked, httponly=True, samesite="strict")
        if answer is None:
            await self._application(scope, receive, send)
            return
        answer.headers.update(_HEADERS)
        await answer(scope, receive, send)


class _Pages:
    """Answers from the draft of the site."""

    def __init__(self, root: Path, conductor: Conductor) -> None:
        self._root, self._site, self._conductor = root, root / DRAFT.site, conductor
        self._pictures: dict[str, FileState] = {}
        """As they were seen last, so that none is read again for each look at a page."""

    async def page(self, request: Request) -> Response:
        """Return a file of the site; a page with its state."""
        # A change of which the system said nothing must not show an old page as if it were right.
        self._conductor.note_changes()
        address = _complete(request.path_params["address"])
        found = self._read(address)
        if found is None:
            missing = self._read("404.html")
            content = missing[0] if missing else waiting_page(self._language())
            return Response(add_marks(content, state="checking", digest=""), 404, _HEADERS, "text/html")
        content, state, digest = found
        if address.endswith(".html"):
            content = add_marks(content, state=state, digest=digest)
        kind = mimetypes.guess_type(address)[0] or "application/octet-stream"
        return Response(content, 200, {**headers_of(address), "X-Factbook-State": state}, kind)

    def _read(self, address: str) -> tuple[bytes, str, str] | None:
        """Return the content of an address, its state, and its digest; ``None`` if there is none."""
        # Without a pause between the look and the reading, nobody can change the situation meanwhile. A site that was
        # swapped in just now is that of a build whose end is not known yet, and nothing of it is called settled.
        situation = self._conductor.situation
        look = situation.look_at(address)
        try:
            file = (look.early or self._site / address).resolve()
            # Nothing but the site is served, wherever an address or a link leads.
            if look.early is None and not file.is_relative_to(self._site.resolve()):
                return None
            content = file.read_bytes()
        except (OSError, ValueError):
            return None
        return content, look.state, digest(content, *self._pictures_of(address, content))[:16]

    def _pictures_of(self, address: str, page: bytes) -> Iterator[str]:
        """Yield the states of the pictures that a page shows: with another one it is another page."""
        if not address.endswith(".html"):
            return
        for found in dict.fromkeys(_PICTURE.findall(page)):
            path = os.path.normpath(self._site / Path(address).parent / unquote(html.unescape(found.decode())))
            with suppress(OSError, ValueError):
                self._pictures[path] = see_file(path, self._pictures.get(path))
                yield self._pictures[path].digest

    def _language(self) -> str:
        try:
            return read_project(self._root).settings.language
        except ComplaintError:
            # What is wrong with the settings is told in the list.
            return "en"

    async def events(self, request: Request) -> Response:
        """Return the stream by which an open page learns of its state."""
        # One stream may be for several windows; without a page it is that of the desk.
        pages = dict.fromkeys(request.query_params.getlist("page") or [""])
        return StreamingResponse(self._stream(list(pages)), 200, _HEADERS, "text/event-stream")

    async def _stream(self, pages: Sequence[str]) -> AsyncIterator[str]:
        while True:
            said = self._say(pages)
            # The same once more after a while: a page that hears nothing takes the server to be gone.
            yield said
            with suppress(TimeoutError):
                async with asyncio.timeout(BEAT):
                    while self._say(pages) == said:
                        await self._wait_for_news()

    async def _wait_for_news(self) -> None:
        """Wait until the situation is another one, or something may have been committed."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOK), self._conductor.renewed:
                await self._conductor.renewed.wait()

    def _say(self, pages: Sequence[str]) -> str:
        return "".join(f"data: {json.dumps(self._describe(page))}\n\n" for page in pages)

    def _describe(self, page: str) -> dict[str, Any]:
        situation = self._conductor.situation
        found = self._read(_complete(page.lstrip("/")))
        _, state, digest = found or (b"", "checking", "")
        return {
            "page": page,
            "generation": situation.generation,
            "revision": self._revision(),
            "state": state,
            "digest": digest,
            "doing": situation.doing,
            "items": list(situation.items),
        }

    def _revision(self) -> str:
        """Return what is another one once a file of the report has changed, or something was committed."""
        return f"{self._conductor.situation.revision} {mark_history(self._root)}"

    async def desk(self) -> object:
        """Return all that is wrong, and what is being done."""
        self._conductor.note_changes()
        situation = self._conductor.situation
        return {"settled": not situation.is_changed, "doing": situation.doing, "items": list(situation.items)}

    async def queue(self, desk: DeskCommands) -> object:
        """Return the queue, with the revision of the report that it was read from, or of an earlier one."""
        # Before it is read: a change meanwhile is one that it may lack.
        self._conductor.note_changes()
        revision = self._revision()
        return {**await desk.queue(), "revision": revision}

    async def rebuild(self, asked: object) -> object:
        """Make a new draft."""
        self._conductor.rebuild()
        return {"doing": self._conductor.situation.doing}


def headers_of(address: str) -> dict[str, str]:
    """Return the headers of an address of the site."""
    if not address.startswith(_ATTACHED):
        return _HEADERS
    return {**_HEADERS, "Content-Security-Policy": f"sandbox; {_HEADERS['Content-Security-Policy']}"}


def _complete(address: str) -> str:
    return f"{address}index.html" if not address or address.endswith("/") else address


def _asset(name: str, kind: str) -> Any:
    async def answer(request: Request) -> Response:
        return Response(read_asset(name), 200, _HEADERS, kind)

    return answer


def _file(read: Callable[[], bytes], kind: str) -> Any:
    async def answer(request: Request) -> Response:
        try:
            return Response(read(), 200, _HEADERS, kind)
        except ComplaintError as error:
            return PlainTextResponse("\n".join(map(str, error.complaints)) + "\n", 400, _HEADERS)

    return answer


def _answer(answer: Answer) -> Any:
    async def respond(request: Request) -> Response:
        return await _respond(answer())

    return respond


def _action(action: Action) -> Any:
    async def respond(request: Request) -> Response:
        try:
            asked = json.loads(await _read_body(request) or b"null")
        # What is nested too deep is none that a page of ours sends.
        except (ValueError, RecursionError):
            return PlainTextResponse("refused: it is not JSON, or too long\n", 400, _HEADERS)
        return await _respond(action(asked))

    return respond


async def _read_body(request: Request) -> bytes:
    """Return what was sent with a request. Raises ValueError when it is too long to be held in memory."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > _LARGEST:
            raise ValueError("it is too long")
    return bytes(body)


async def _respond(answer: Awaitable[object]) -> Response:
    try:
        return JSONResponse(await answer, headers=_HEADERS)
    except RefusedError as error:
        return JSONResponse({"complaints": error.args[0]}, 400, headers=_HEADERS)


async def _nothing(request: Request) -> Response:
    return PlainTextResponse("there is nothing here\n", 404, _HEADERS)
