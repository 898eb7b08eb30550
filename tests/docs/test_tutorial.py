"""A reader who does what the tutorial says gets what it says: each file, each command, each line that is printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

# by this name, as the other scripts of this folder
from docs import tutorial

PAGE = Path(__file__).parents[2] / "docs" / "tutorial.md"
STEPS = list(tutorial.read_steps(PAGE))
AT_LENGTH = re.compile(r"factbook (build|seal|publish|verify)")
"""Commands that take long, and are tried of other reports; `make trial` does all of them."""


def test_each_file_that_is_written_is_named_in_the_text_before_it():
    lines = PAGE.read_text("utf-8").splitlines()
    for step in STEPS:
        if step.file and not step.file.startswith(".."):
            before = "\n".join(lines[max(step.line - 16, 0) : step.line - 1])
            assert Path(step.file).name in before or step.how == "change", step.line


@pytest.mark.slow
def test_the_steps_can_be_done_up_to_the_first_edition(tmp_path):
    sealed = next(at for at, step in enumerate(STEPS) if step.command.startswith("factbook seal"))
    reader = tutorial.Reader(tmp_path)
    for step in STEPS[:sealed]:
        if not AT_LENGTH.match(step.command) and not (step.command == "factbook check" and step.code == 0):
            reader.do(step)
    # in the place of all checks that find nothing, and of the build
    reader.do(tutorial.Step(line=0, command="factbook check --strict", output="...\nNothing to fix.\n..."))


@pytest.mark.trial
def test_all_of_it_can_be_done(tmp_path):
    reader = tutorial.Reader(tmp_path)
    for step in STEPS:
        reader.do(step)
    assert (tmp_path / "public/editions/second/index.html").is_file()
