"""Time how a command starts: ``python tests/bench/bench_start.py [ROUNDS]``, beside Python itself on the same machine.

The report is the starter, checked and built once. What counts is the difference to a Python that does nothing: an
unchanged `factbook check` should take less than 0.2 seconds more.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FACTBOOK = Path(sys.executable).with_name("factbook")


def main(rounds: int = 15) -> None:
    """Print the median milliseconds of each command, and what it takes more than Python's own start."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([FACTBOOK, "init", folder], check=True, capture_output=True)
        subprocess.run([FACTBOOK, "build", "--project", folder], check=True, capture_output=True)
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "factbook check, nothing changed": [FACTBOOK, "check", "--project", folder],
            "factbook build, nothing changed": [FACTBOOK, "build", "--project", folder],
            "factbook --help": [FACTBOOK, "--help"],
        }
        seconds: dict[str, list[float]] = {name: [] for name in commands}
        # In turn, so that a busy machine is busy for all.
        for _ in range(rounds):
            for name, command in commands.items():
                begun = time.perf_counter()
                subprocess.run(command, check=True, capture_output=True)
                seconds[name].append(time.perf_counter() - begun)
    own = statistics.median(seconds["python -c pass"])
    for name, found in seconds.items():
        median = statistics.median(found)
        sys.stdout.write(f"{name:34} {median * 1000:7.1f} ms {(median - own) * 1000:+8.1f} ms\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
