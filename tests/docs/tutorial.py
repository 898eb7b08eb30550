"""The tutorial as a list of steps that can be done: its commands with their output, and the files that it has written.

A comment before a fence, which readers do not see, says what becomes of it::

    <!-- write FILE -->       the fence is the file
    <!-- append FILE -->      it is added at the end
    <!-- change FILE -->      each line takes the place of the line with the same target, or follows the one before
    <!-- ends with N -->      the last command of the fence ends with this exit code
    <!-- not run -->          it is for the reader's machine alone

A fence in ``console`` has commands behind ``$``, each with the lines that it prints; ``...`` stands for any others.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FENCE = re.compile(r"^(?:<!-- (?P<comment>.+?) -->\n)?(?P<marks>`{3,})(?P<language>\S+)(?P<rest>[^\n]*)\n"
                   r"(?P<text>.*?)^(?P=marks)$", re.MULTILINE | re.DOTALL)  # fmt: skip
TARGET = re.compile(r"<[\w.]+>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A command with its output, or a file to write."""

    line: int
    command: str = ""
    output: str = ""
    code: int = 0
    file: str = ""
    how: str = ""
    text: str = ""


def read_steps(page: Path) -> Iterator[Step]:
    """Yield the steps of a page in their order."""
    content = page.read_text("utf-8")
    for match in FENCE.finditer(content):
        line = content.count("\n", 0, match.start()) + 1
        how, _, file = (match["comment"] or "").partition(" ")
        if match["comment"] == "not run":
            continue
        if match["language"] == "{literalinclude}":
            source = page.parent / match["rest"].strip()
            yield Step(line=line, file=f"../{source.name}", how="write", text=source.read_text("utf-8"))
        elif how in {"write", "append", "change"}:
            yield Step(line=line, file=file, how=how, text=match["text"])
        elif match["language"] == "bash":
            yield from (Step(line=line, command=command) for command in match["text"].splitlines())
        elif match["language"] == "console":
            code = int(file.removeprefix("with ")) if how == "ends" else 0
            parts = re.split(r"^\$ ", match["text"], flags=re.MULTILINE)[1:]
            for at, part in enumerate(parts, 1):
                command, _, output = part.partition("\n")
                yield Step(line=line, command=command, output=output, code=code if at == len(parts) else 0)
        else:
            raise AssertionError(f"{page.name}:{line}: a fence of {match['language']} that no step is made of")


class Reader:
    """Somebody who does what the tutorial says, in a folder of his own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._around = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}

    def do(self, step: Step) -> None:
        """Do one step. Raises AssertionError where a command ends or prints otherwise than the tutorial says."""
        if step.command:
            self._run(step)
        else:
            self._write(step)

    def _run(self, step: Step) -> None:
        # the shell says at the end in which folder it is, so that `cd` has an effect on the next command
        script = f'{step.command}\ncode=$?\npwd >&3\nexit "$code"'
        where, told = os.pipe()
        done = subprocess.run(
            ["bash", "-c", f"exec 3>&{told}\n{script}"],
            cwd=self.folder, env=self._around, pass_fds=[told], text=True, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        os.close(told)
        with os.fdopen(where) as last:
            self.folder = Path(last.read().strip() or self.folder)
        place = f"line {step.line}: {step.command}"
        assert done.returncode == step.code, f"{place}: ended with {done.returncode}\n{done.stdout}"
        pattern = "".join("(?:.*\n)*?" if one == "..." else f"{re.escape(one)}\n" for one in step.output.splitlines())
        assert not step.output or re.fullmatch(pattern, done.stdout.rstrip() + "\n"), f"{place}: printed\n{done.stdout}"

    def _write(self, step: Step) -> None:
        path = self.folder / step.file
        path.parent.mkdir(parents=True, exist_ok=True)
        if step.how == "write":
            path.write_text(step.text, "utf-8")
        elif step.how == "append":
            path.write_text(f"{path.read_text('utf-8')}\n{step.text}", "utf-8")
        else:
            lines = path.read_text("utf-8").splitlines()
            path.write_text("\n".join(change_lines(lines, step.text.splitlines())) + "\n", "utf-8")


def change_lines(lines: list[str], changed: list[str]) -> list[str]:
    """Return lines in which some are changed: those with the same target, else the line after the last of the prose."""
    for line in changed:
        target = TARGET.search(line)
        assert target, line
        at = next((at for at, one in enumerate(lines) if target[0] in one), None)
        if at is not None:
            lines[at] = line
        else:
            last = max(at for at, one in enumerate(lines) if TARGET.search(one))
            lines.insert(last + 1, line)
    return lines
