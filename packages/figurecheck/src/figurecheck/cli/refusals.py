"""Exit codes, and how a command reports that it cannot use an input."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

import click

from figurecheck.cli.signals import INTERRUPTED, end_in_order
from figurecheck.model.errors import Complaint, ComplaintError

HOLDS, DOES_NOT_HOLD, CANNOT_BE_USED = 0, 1, 2


class Refusals:
    """Context in which errors become messages and exit code 2; the only place that catches them."""

    def __init__(self, form: str = "text") -> None:
        """Complaints are printed in the format `form` as well."""
        self.form = form

    def __enter__(self) -> None:
        # An exception, not the default sudden end: what is open is closed on the way out.
        end_in_order()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, ComplaintError):
            self._refuse(error.complaints)
        if isinstance(error, BrokenPipeError):
            # Whoever reads what is printed, such as `head`, has read enough: click ends the command quietly.
            return
        if isinstance(error, MemoryError):
            remedy = "close other programs, or raise the limit, and run again"
            self._refuse([Complaint("this machine", "ran out of memory", remedy)])
        # A full disk or a missing permission is the user's to fix, wherever it shows.
        if isinstance(error, OSError):
            self._refuse([self.complain_of(error)])
        # Everything else is a fault of the program itself, and a report of it needs the traceback.

    def complain_of(self, error: OSError) -> Complaint:
        """Return what the system refuses as a complaint."""
        from figurecheck.settings.refused import complain_of

        return complain_of(error, then="run again")

    def show(self, complaints: Sequence[Complaint]) -> None:
        """Print complaints in the format that was asked for, if it is for programs."""
        from figurecheck.report.annotation import annotate

        if self.form == "json":
            found = [{"place": one.place, "what": one.what, "remedy": one.remedy} for one in complaints]
            click.echo(json.dumps({"complaints": found}, ensure_ascii=False, indent=1))
        elif self.form == "github":
            click.echo("\n".join(annotate(str(one)) for one in complaints))

    def _refuse(self, complaints: Sequence[Complaint]) -> NoReturn:
        # Whoever asked for JSON gets JSON, also of an input that cannot be read.
        if self.form != "text":
            self.show(complaints)
        # In the log of GitHub a line may be a command: there is nothing but what is escaped.
        if self.form == "github":
            sys.exit(CANNOT_BE_USED)
        self.refuse(complaints)

    @staticmethod
    def refuse(complaints: Iterable[Complaint]) -> NoReturn:
        """Print complaints and exit."""
        for complaint in complaints:
            click.secho(str(complaint), fg="red", err=True)
        sys.exit(CANNOT_BE_USED)


def end_interrupted(after: str = "") -> NoReturn:
    """Exit after Ctrl-C; `after` is what the user should know then."""
    click.secho(f"\nInterrupted{after}.", fg="red", err=True)
    sys.exit(INTERRUPTED)
