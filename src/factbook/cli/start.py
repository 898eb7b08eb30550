"""The entry point of the `factbook` command: a build that has nothing to do ends here and loads next to nothing.

Everything else is for `factbook.cli.main`. What the last build printed about the figures is printed again.
"""

from __future__ import annotations

import gc
import os
import sys

# `typing`, `pathlib` and `dataclasses` together take longer to load than this whole answer; a test keeps them out.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

CONFIG = "_config.yml"


def main() -> None:
    """Answer a build of an unchanged report; leave everything else to `factbook.cli.main`."""
    try:
        output = find_last_output(sys.argv[1:], os.getcwd(), colour=sys.stdout.isatty())  # noqa: PTH109 - as in `current`
    except OSError:
        # the whole command looks again, and says what cannot be read
        output = None
    if output is not None:
        sys.stdout.write(output)
        return
    from contextlib import ExitStack
    from pathlib import Path

    from factbook.sphinx_ext.build.render_process import Renderer

    # a build makes many objects and frees few, so the usual thresholds would look for garbage in vain, again and again
    gc.set_threshold(100_000, 20, 50)
    with ExitStack() as stack:
        # The process that renders is forked now, while this one is small and has no threads; it imports Sphinx while
        # the notebooks run here.
        root = _find_root_to_render(sys.argv[1:])
        renderer = stack.enter_context(Renderer(Path(root))) if root else None
        from factbook.cli.main import main as run

        run(obj=renderer)


def _find_root_to_render(arguments: Sequence[str]) -> str:
    """Return the root of the report whose pages are rendered in a process of their own; empty for other commands."""
    folder, _, understood = _read_arguments(arguments)
    # on one core a second process would only take turns with this one, and fork without exec is safe on Linux alone
    forks = sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1
    there = os.path.isdir(folder)  # noqa: PTH112 - as in `current`
    return _find_root(os.path.realpath(folder)) if understood and forks and there else ""


def find_last_output(arguments: Sequence[str], here: str, *, colour: bool) -> str | None:
    """Return what a build with nothing to do prints for these arguments; ``None`` if the whole command must run."""
    folder, strict, understood = _read_arguments(arguments)
    around = os.path.realpath(os.path.join(here, folder))  # noqa: PTH118 - as in `current`
    root = _find_root(around) if understood and os.path.isdir(around) else ""  # noqa: PTH112
    if not root:
        return None
    from factbook.project.up_to_date import SITE, find_current

    record = find_current(root)
    # under --strict, a build with warnings must end with 1, and the whole command says why
    if record is None or (strict and record["warnings"]):
        return None
    output = record["messages"] if colour else _without_colour(record["messages"])
    return f"{output}Nothing changed since the last build.\nBuilt {root}/{SITE}/index.html\n"


def _read_arguments(arguments: Sequence[str]) -> tuple[str, bool, bool]:
    """Return the folder, whether warnings count, and whether all arguments were understood."""
    # click knows these options too (`project_option`, `strict_option`), and a test holds the two together; importing
    # click costs more time than a build that has nothing to do may take
    output, folder, strict = list(arguments), ".", False
    if not output or output.pop(0) != "build":
        return folder, strict, False
    while output:
        word = output.pop(0)
        if word == "--strict":
            strict = True
        elif word.startswith("--project="):
            folder = word.partition("=")[2]
        elif word == "--project" and output:
            folder = output.pop(0)
        else:
            return folder, strict, False
    return folder, strict, True


def _find_root(folder: str) -> str:
    """Return the nearest folder upwards with settings; empty if there is none."""
    # `settings.find_root` does the same, but YAML and pathlib would have to be loaded first
    while not os.path.isfile(f"{folder}/{CONFIG}"):  # noqa: PTH113 - as in `current`
        folder, _, last = folder.rpartition("/")
        if not last:
            return ""
    return folder


def _without_colour(text: str) -> str:
    """Return a text without the codes that colour it on a terminal."""
    first, *others = text.split("\x1b[")
    return first + "".join(other.partition("m")[2] for other in others)
