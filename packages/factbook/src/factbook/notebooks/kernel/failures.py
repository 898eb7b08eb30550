"""What stopped a notebook, as a complaint with place and remedy."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from factbook.notebooks.sandbox.audit_hook import NO_NETWORK, NO_WRITING
from factbook.notebooks.sandbox.limits import ENVELOPE, Limits, show_bytes
from figurecheck.model.errors import Complaint, ComplaintError
from figurecheck.model.worded import phrase

_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_CELL_LINE = re.compile(r"Cell In\[\d+\], line (\d+)")
SHORT = "try again; if it happens each time, see whether this machine is short of memory"
"""What to do where the system may have killed a process."""
_REPORT = "try again; if it happens each time, report it as a bug of factbook"
_CRASHES = {signal.SIGSEGV: "segmentation fault", signal.SIGBUS: "bus error", signal.SIGABRT: "aborted"}


class KernelEndedError(Exception):
    """A kernel ended while a cell was running."""

    def __init__(self, status: int | None, seconds: float) -> None:
        """`status` is the exit status, or minus the number of a signal; `seconds` is how long the cell had run."""
        super().__init__(f"ended with {status}")
        self.status, self.seconds = status, seconds


class KernelStartError(Exception):
    """A kernel ended, or failed, before it could run a cell."""

    def __init__(self, status: int | None = None, error: str = "") -> None:
        """`status` is the exit status, or minus the number of a signal; `error` is what it said instead."""
        self.said = phrase("the kernel {end} while it started", end=_say_end(status, error))
        super().__init__(self.said)
        self.status, self.error = status, error


class OutputFloodError(Exception):
    """A notebook prints without end."""


def describe_failure(failure: Exception | None, notebook: Any, path: Path, limits: Limits) -> Iterator[Complaint]:
    """Yield what an editor has to correct: which cell and line, and what happened there."""
    if isinstance(failure, ComplaintError):
        yield from failure.complaints
        return
    at, output = _failed_cell(notebook)
    place = f"{path.as_posix()}: cell {at + 1}"
    # By name: the classes of nbclient and jupyter_client are loaded only where a notebook runs.
    name = type(failure).__name__
    if output is not None:
        place = _with_line(place, output)
    if name == "CellTimeoutError":
        what = phrase("took longer than {n} s", n=limits.timeout)
        yield Complaint(place, what, _raise("timeout", "faster"))
    elif isinstance(failure, OutputFloodError):
        yield _sent_too_much(place, limits)
    elif isinstance(failure, KernelEndedError):
        yield _ended(place, failure, limits)
    elif output is not None:
        in_pandas = any("pandas" in line for line in output["traceback"])
        yield _raised(place, output["ename"], output["evalue"], limits, in_pandas=in_pandas)
    elif name == "CellExecutionError":
        yield _raised(place, getattr(failure, "ename", ""), getattr(failure, "evalue", ""), limits)
    elif isinstance(failure, KernelStartError) or name == "NoSuchKernel":
        yield _never_ran(path.as_posix(), failure)
    elif failure is not None:
        yield Complaint(place, f"{name}: {failure}", "run it in Jupyter to see more")


def _never_ran(place: str, failure: Exception | None) -> Complaint:
    if isinstance(failure, KernelStartError):
        is_killed = failure.status is not None and failure.status < 0
        return Complaint(place, failure.said, SHORT if is_killed else _REPORT)
    remedy = "install that kernel, or set the notebook's kernel to python3"
    what = phrase("its kernel {name!r} is not installed", name=getattr(failure, "name", failure))
    return Complaint(place, what, remedy)


def _raise(setting: str, otherwise: str) -> str:
    template = "make it {how}, or raise factbook.{setting} in _config.yml"
    return phrase(template, how=phrase(otherwise), setting=setting)


def _with_line(place: str, output: Any) -> str:
    lines = _CELL_LINE.findall(_ANSI.sub("", "\n".join(output["traceback"])))
    return f"{place}, line {lines[-1]}" if lines else place


def _sent_too_much(place: str, limits: Limits) -> Complaint:
    # Messages hold what was recorded too, which is not printed.
    template = "sent more than {most}, with the cells before it, of what is printed, displayed and recorded"
    what = phrase(template, most=show_bytes(limits.output * ENVELOPE))
    remedy = "print less, record fewer statistics, or raise factbook.output in _config.yml"
    return Complaint(place, what, remedy)


def _flooded(place: str, limits: Limits) -> Complaint:
    what = phrase("printed more than {size}", size=show_bytes(limits.output))
    return Complaint(place, what, phrase("print less, or raise factbook.output in _config.yml"))


def _raised(place: str, name: str, text: str, limits: Limits, *, in_pandas: bool = False) -> Complaint:
    if name == "TooMuchOutputError":
        return _flooded(place, limits)
    # numpy raises a class of its own, _ArrayMemoryError
    if name.endswith("MemoryError"):
        what = phrase("needs more than {size} of memory", size=show_bytes(limits.memory))
        return Complaint(place, what, _raise("memory", "smaller"))
    remedy = phrase("correct the cell")
    if NO_NETWORK in text:
        remedy = phrase("put what it fetches into data/")
    elif NO_WRITING in text:
        remedy = phrase("write to the folder that tempfile gives, or record it")
    elif name == "ModuleNotFoundError":
        remedy = phrase("install it into this environment, or correct the cell")
    elif name == "KeyError" and in_pandas:
        # What is in the file as a column is looked for as one.
        remedy = phrase(
            "correct the cell; a column of a table's key is in the index, and a column again with .reset_index()"
        )
    return Complaint(place, f"{name}: {text}", remedy)


def _ended(place: str, failure: KernelEndedError, limits: Limits) -> Complaint:
    after = phrase("after {seconds} s", seconds=f"{failure.seconds:.1f}")
    memory = phrase(
        "see that it needs less than {memory} of memory, or raise factbook.memory", memory=show_bytes(limits.memory)
    )
    if failure.status is None or failure.status >= 0:
        how = "" if failure.status is None else phrase(" with status {status}", status=failure.status)
        return Complaint(
            place,
            phrase("the kernel ended itself{how} {after}", how=how, after=after),
            phrase("take the exit out of the cell; or {memory}", memory=memory),
        )
    number = -failure.status
    if number in _CRASHES:
        what = phrase(
            "the kernel crashed ({crash}) {after}", crash=phrase(_CRASHES[signal.Signals(number)]), after=after
        )
        return Complaint(place, what, phrase("look for a fault in a library; {memory}", memory=memory))
    what = phrase("the kernel was killed ({signal}) {after}", signal=_name_signal(number), after=after)
    return Complaint(place, what, memory)


def _say_end(status: int | None, error: str) -> str:
    """Return how a process ended, after its name."""
    if status is None:
        return phrase("failed ({error})", error=error)
    return (
        phrase("was killed ({signal})", signal=_name_signal(-status))
        if status < 0
        else phrase("ended with status {status}", status=status)
    )


def _name_signal(number: int) -> str:
    # Those for programs to use as they like have none.
    names = {one.value: one.name for one in signal.Signals}
    return names.get(number, phrase("signal {number}", number=number))


def _failed_cell(notebook: Any) -> tuple[int, Any]:
    """Return the cell that raised and its error; else the cell that was running when the kernel stopped."""
    running = 0
    for at, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        # An author who tags a cell so wants its error to be seen, and the notebook goes on.
        is_meant = "raises-exception" in (cell.get("metadata", {}).get("tags") or ())
        for output in cell.get("outputs", []):
            if output.output_type == "error" and not is_meant:
                return at, output
        if cell.get("execution_count") is None and cell.source.strip():
            return at, None
        running = at
    return running, None
