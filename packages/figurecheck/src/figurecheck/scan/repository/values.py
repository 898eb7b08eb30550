"""The value of each statistic: out of a JSON file, or printed by a command."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from figurecheck.model.errors import Complaint, DataError, complain_all
from figurecheck.scan import Fact
from figurecheck.scan.drafts import parse_value
from figurecheck.scan.drafts.decode import decode_json, read_bytes
from figurecheck.scan.repository.counts_file import CountSource

LARGEST = 50_000_000
"""Most bytes of a file, and of what a command prints."""
_STEP = 0.05
"""Seconds between two looks at whether a command has ended."""
_SHOWN = 80
"""Most characters of a message or a value that a complaint shows."""


def read_facts(sources: Iterable[CountSource], folder: Path) -> list[Fact]:
    """Return each statistic with its value; files and commands are read once, also for several statistics.

    Raises DataError with every fault: files that cannot be read, commands that fail, values that are none.
    """
    facts: list[Fact] = []
    complaints: list[Complaint] = []
    documents: dict[object, object] = {}
    for source in sources:
        place = source.file or " ".join(source.command)
        key = source.file or (source.command, source.timeout)
        try:
            if key not in documents:
                documents[key] = _read_document(source, folder, place)
            facts.append(_fact(source, documents[key], f"{place}{source.pointer and '#'}{source.pointer}"))
        except DataError as error:
            # one command may serve many statistics, and its fault is one
            complaints += [one for one in error.complaints if one not in complaints]
    complain_all(DataError, complaints)
    return facts


def _fact(source: CountSource, document: object, place: str) -> Fact:
    found = _follow(document, source.pointer, place)
    value = Decimal(len(found)) if isinstance(found, list | dict) else parse_value(found, source.unit)
    if value is None:
        what = f"{_short(found)} is no value for {source.id}"
        raise DataError.about(place, what, "lead to a number, a list or an object with pointer")
    return Fact(
        id=source.id, value=value, label=source.label, about=source.about, measure=source.measure, unit=source.unit,
        population=source.population, period=source.period,
    )  # fmt: skip


def _follow(document: object, pointer: str, place: str) -> object:
    """Return what a JSON Pointer (RFC 6901) leads to."""
    for part in pointer.split("/")[1:]:
        # in this order: "~01" is "~1" and no slash
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(document, dict) and key in document:
            document = document[key]
        elif isinstance(document, list) and key.isdecimal() and key.isascii() and int(key) < len(document):
            document = document[int(key)]
        else:
            there = f"; there are {', '.join(list(map(str, document))[:8])}" if isinstance(document, dict) else ""
            what = f"has nothing at {key!r}{_shorten(there)}"
            raise DataError.about(place, what, "correct pointer")
    return document


def _read_document(source: CountSource, folder: Path, place: str) -> object:
    remedy = "correct file, or make it first, with the counts alone"
    ran = bool(source.command)
    data = run_command(source, folder, place) if ran else read_bytes(folder / source.file, LARGEST, remedy, place)
    try:
        return decode_json(data, place)
    except ValueError as error:
        shown = data[:_SHOWN].decode("utf-8", "replace").strip()
        what = f"prints no number and no JSON: {shown!r}" if ran else "is no JSON"
        raise DataError.about(place, what, "give one JSON document") from error


def run_command(source: CountSource, folder: Path, place: str) -> bytes:
    """Return what a command prints; end it, with all that it started, when its time is over or it prints too much."""
    try:
        process = subprocess.Popen(  # noqa: S603 - the repository's own program, and no shell
            source.command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        what = f"cannot be started: {getattr(error, 'strerror', None) or error}"
        raise DataError.about(place, what, "correct command") from error
    with process:
        try:
            printed, errors = _read_streams(process, time.monotonic() + source.timeout)
        except _EndedError as error:
            remedy = "make it faster, or raise timeout" if error.slow else "print the counts alone"
            limit = f"takes more than {source.timeout} s"
            what = limit if error.slow else f"prints more than {LARGEST // 1_000_000} MB"
            raise DataError.about(place, what, remedy) from error
        finally:
            _end_session(process)
    if process.returncode:
        said = errors.decode("utf-8", "replace").strip().splitlines() or ["it prints no reason"]
        what = f"ends with {process.returncode}: {_shorten(said[-1])}"
        raise DataError.about(place, what, "run it by hand and correct it")
    return printed


class _EndedError(Exception):
    """A command went over a limit."""

    def __init__(self, *, slow: bool) -> None:
        super().__init__()
        self.slow = slow


def _read_streams(process: subprocess.Popen[bytes], until: float) -> tuple[bytes, bytes]:
    """Read both streams to their ends, within a limit of time and size, and wait for the process."""
    made = {stream: bytearray() for stream in (process.stdout, process.stderr) if stream is not None}
    with selectors.DefaultSelector() as selector:
        for stream, read in made.items():
            selector.register(stream, selectors.EVENT_READ, read)
        while selector.get_map():
            for key, _ in selector.select(_STEP):
                piece = os.read(key.fd, 1 << 16)
                key.data.extend(piece)
                if not piece:
                    selector.unregister(key.fileobj)
            if process.poll() is not None:
                # What it left running would hold the streams open.
                _end_session(process)
            if sum(map(len, made.values())) > LARGEST:
                raise _EndedError(slow=False)
            if time.monotonic() > until:
                raise _EndedError(slow=True)
    try:
        process.wait(max(0, until - time.monotonic()))
    except subprocess.TimeoutExpired:
        raise _EndedError(slow=True) from None
    printed, errors = made.values()
    return bytes(printed), bytes(errors)


def _end_session(process: subprocess.Popen[bytes]) -> None:
    """End a command and all that it started, whether they still run or not."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _shorten(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def _short(value: object) -> str:
    return _shorten("null" if value is None else str(value) if isinstance(value, Decimal) else repr(value))
