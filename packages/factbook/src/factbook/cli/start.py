"""The entry point of the `factbook` command: a build or check with nothing to do ends here and loads next to nothing.

Everything else is for `factbook.cli.main`. What the last build or check printed about the figures is printed again.
"""

from __future__ import annotations

import gc
import os
import sys

# `typing`, `pathlib` and `dataclasses` together take longer to load than this whole answer; a test keeps them out.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import ExitStack

    from factbook.notebooks.kernel.pool import Kernels
    from factbook.sphinx_ext.build.render_process import Renderer

CONFIG = "_config.yml"
NO_COLOUR = "NO_COLOR"
"""Variable by which people ask every program for plain text (https://no-color.org)."""


def main() -> None:
    """Answer a build or check of an unchanged report; leave everything else to `factbook.cli.main`."""
    try:
        colour = sys.stdout.isatty() and not os.environ.get(NO_COLOUR)
        last = find_last_output(sys.argv[1:], os.getcwd(), colour=colour)  # noqa: PTH109 - as in `current`
    except OSError:
        # the whole command looks again, and says what cannot be read
        last = None
    if last is not None:
        output, code = last
        sys.stdout.write(output)
        # Python looks for garbage in all that there is before it ends.
        gc.freeze()
        sys.exit(code)
    try:
        _run_command()
    except KeyboardInterrupt:
        # Ctrl-C before the command begins, or after it has ended. In between, click would say "Aborted!" and exit with
        # 1, so `CommandGroup` does the same as here.
        from factbook.cli.common import UNCHANGED
        from figurecheck.cli.refusals import end_interrupted

        end_interrupted(f"; {UNCHANGED}")


def _run_command() -> None:
    from contextlib import ExitStack

    from factbook.notebooks.sandbox.environment import hide_environment
    from figurecheck.cli.signals import end_in_order

    # before anything is forked: a notebook must not find the token of a CI service in a process of ours
    hide_environment()
    # As `ReportRefusals` does it, since processes are started before.
    end_in_order()
    # A build makes many objects and frees few, so the usual thresholds would look for garbage in vain, again and again;
    # what is imported alone makes more than 100,000 objects, and one look at them takes 0.03 s.
    gc.set_threshold(400_000, 20, 50)
    with ExitStack() as stack:
        # As above: here that takes 0.05 s.
        stack.callback(gc.freeze)
        command, root = _find_report(sys.argv[1:])
        runs = bool(root) and _will_run_notebooks(root)
        # What forks kernels imports for longer than this process needs to learn which notebooks have to run.
        kernels = _warm_up_kernels(stack) if runs else None
        # The process that renders is forked while this one has no threads; it imports Sphinx while the notebooks run
        # here. Beside kernels that get warm it waits for its turn, as two cores serve three no sooner; what both
        # processes use is then imported once, before. Else they import at the same time, which takes less.
        renders = command == "build" and bool(root)
        waits = renders and runs and len(os.sched_getaffinity(0)) == 2
        if waits:
            _load_shared()
        renderer = stack.enter_context(_fork_renderer(root, waits=waits)) if renders else None
        from factbook.cli.main import main as run
        from factbook.cli.started import Started

        run(obj=Started(renderer, kernels))


def _load_shared() -> None:
    """Load most of what this process and the one that renders have in common."""
    import factbook.report.checked_report
    import factbook.report.texts  # noqa: F401


def _fork_renderer(root: str, *, waits: bool) -> Renderer:
    from pathlib import Path

    from factbook.sphinx_ext.build.render_process import Renderer

    return Renderer(Path(root), waits=waits)


def _will_run_notebooks(root: str) -> bool:
    from factbook.engine.up_to_date import will_run_notebooks

    try:
        return will_run_notebooks(root)
    except OSError:
        # as above
        return False


def _warm_up_kernels(stack: ExitStack) -> Kernels | None:
    """Return kernels that get warm and are closed with the `stack`; ``None`` where they cannot be started."""
    from factbook.notebooks.kernel.pool import Kernels

    kernels = stack.enter_context(Kernels())
    try:
        kernels.warm_up()
    except OSError:
        # as above
        return None
    return kernels


def _find_report(arguments: Sequence[str]) -> tuple[str, str]:
    """Return the command, and the root of its report, which is empty where no other processes work for it."""
    command, folder, _ = _read_arguments(arguments)
    # on one core a second process would only take turns with this one, and fork without exec is safe on Linux alone
    forks = sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1
    there = command and os.path.isdir(folder)  # noqa: PTH112 - as in `current`
    return command, _find_root(os.path.realpath(folder)) if forks and there else ""


def find_last_output(arguments: Sequence[str], here: str, *, colour: bool) -> tuple[str, int] | None:
    """Return what a command with nothing to do prints for these arguments, and its exit code.

    ``None`` if the whole command must run.
    """
    command, folder, strict = _read_arguments(arguments)
    around = os.path.realpath(os.path.join(here, folder))  # noqa: PTH118 - as in `current`
    root = _find_root(around) if command and os.path.isdir(around) else ""  # noqa: PTH112
    if not root:
        return None
    from factbook.engine.up_to_date import SITE, find_checked, find_current

    record = find_current(root) if command == "build" else find_checked(root)
    # under --strict, a build with warnings must end with 1, and the whole command says why
    if record is None or (command == "build" and strict and int(record["warnings"])):
        return None
    output = record["messages"] if colour else _without_colour(record["messages"])
    output += f"Nothing changed since the last {command}.\n"
    if command == "build":
        return f"{output}Built {root}/{SITE}/index.html\n", 0
    return output, int(record["code"]) or int(strict and record["warnings"] != "0")


def _read_arguments(arguments: Sequence[str]) -> tuple[str, str, bool]:
    """Return the command, the folder and whether warnings count; the command is empty unless all was understood."""
    # click knows these options too (`project_option`, `strict_option`), and a test holds the two together; importing
    # click costs more time than a build that has nothing to do may take
    others, folder, strict = list(arguments), ".", False
    command = others.pop(0) if others else ""
    if command not in {"build", "check"}:
        return "", folder, strict
    while others:
        word = others.pop(0)
        if word == "--strict":
            strict = True
        elif word.startswith("--project="):
            folder = word.partition("=")[2]
        elif word == "--project" and others:
            folder = others.pop(0)
        else:
            return "", folder, strict
    return command, folder, strict


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
