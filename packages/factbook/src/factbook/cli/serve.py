"""The command `serve`."""

from __future__ import annotations

from pathlib import Path

import click

from factbook.cli.common import ReportRefusals, project_option


@click.command()
@project_option
@click.option("--port", type=click.IntRange(0, 65535), help="The port; 0 for any. Default: 8000, or the next free one.")
@click.option("--open", "opens", is_flag=True, help="Open the site in a browser.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
def serve(folder: Path, port: int | None, opens: bool, host: str) -> None:
    """Show the site with its verdicts while you write.

    Save a page, a notebook, a table or a setting: what hangs on it is run, judged and rendered, and open pages change
    in place. Until that is done their figures are blurred. What is wrong stands in a list on every page, and here.
    Nothing of it goes into _build/html; that is for `factbook build`.

    \b
      factbook serve                        prints the address to open
      factbook serve --port 0 --open        at any free port, and in a browser

    Only this machine can reach it. With another --host, others see the site only with the token of the address.
    Ctrl-C ends it.

    Exit codes: 0 ended, 2 the input cannot be used.
    """
    with ReportRefusals("text"):
        from factbook.project.settings import find_root
        from factbook.serve.resident import Resident

        root = find_root(folder.resolve())
        # While this process is small, and has one thread.
        resident = Resident(root)
        try:
            from factbook.serve.guard import Guard
            from factbook.serve.server import serve as run

            if not Guard(host=host, port=0).is_local:
                click.secho(
                    f"--host {host}: others who can reach this machine can ask for the site.", fg="yellow", err=True
                )

            def opened(address: str) -> None:
                click.echo(f"Serving {root.name} at {address} (Ctrl-C ends it)")
                click.echo("The queue of figures, to be gone through by keyboard, is at /-/desk")
                if opens:
                    click.launch(address)

            run(root, resident, host=host, port=port, write=click.echo, opened=opened)
        finally:
            resident.close()


COMMANDS = (serve,)
