"""Times `factbook publish` into a folder of 1, 10 and 100 editions: the time must not grow with their number.

    python tests/bench/bench_publish.py [MOST] [--files N]

Each edition is a site of N files of 8 KiB. What is timed is everything after the site is built: earlier editions are
verified before and after, the new one is copied and listed, the front is renewed. CPU time, user and system.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from factbook.publish.archive import Published, add_edition, locked


def make_site(folder: Path, files: int) -> Path:
    for number in range(files):
        path = folder / "evidence" / f"{number}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(os.urandom(4096).hex().encode())
    shutil.copy(folder / "evidence/0.html", folder / "index.html")
    return folder


def publish(folder: Path, site: Path, number: int, known: dict[str, str], files: int) -> tuple[float, float]:
    """Give CPU and wall seconds."""
    edition = Published(label=f"e{number:04}", as_of="2026-01-01", manifest="", pages=files, figures=files)
    cpu, wall = time.process_time(), time.monotonic()
    with locked(folder):
        add_edition(folder, site, edition, known=known)
    return time.process_time() - cpu, time.monotonic() - wall


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("most", nargs="?", type=int, default=100)
    parser.add_argument("--files", type=int, default=1500)
    asked = parser.parse_args()
    with TemporaryDirectory() as scratch:
        site, folder = make_site(Path(scratch) / "site", asked.files), Path(scratch) / "public"
        known: dict[str, str] = {}
        sys.stdout.write("editions   CPU s  wall s\n")
        for number in range(1, asked.most + 1):
            cpu, wall = publish(folder, site, number, known, asked.files)
            if number in {1, 2, 10, 25, 50, 75, asked.most}:
                sys.stdout.write(f"{number:>8} {cpu:>7.2f} {wall:>7.2f}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
