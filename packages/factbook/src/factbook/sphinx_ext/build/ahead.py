"""Pages rendered ahead of the whole site: Sphinx is made ready, waits until a page changes, and writes it alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from factbook.engine.fingerprints import Files, SitePlace, read_record
from factbook.engine.up_to_date import make_stamp
from factbook.project.scratch import scratch_folder
from factbook.render.charts.drawing.chart_drawings import DrawFirst, start_drawing
from factbook.report.checked_report import Report
from factbook.sphinx_ext.build.build_site import DOCTREES, set_date
from factbook.sphinx_ext.build.builder import remove_leftovers
from factbook.sphinx_ext.build.reuse import PreviousSite
from factbook.sphinx_ext.build.state import Ahead, BuildInputs, SiteDraft


def render_ahead(
    report: Report,
    *,
    inputs: Files,
    place: SitePlace,
    wait: Callable[[], Ahead | None],
    pages_written: Callable[[Mapping[str, str], list[str], str], None],
    draw_first: DrawFirst | None = None,
) -> Exception | None:
    """Make Sphinx ready for a report whose site is at `place`, `wait`, and render the pages that have changed.

    `pages_written` is called with their texts by address, with the numbers on them that no check of the source saw, and
    with what Sphinx warned of. Charts that have changed are drawn by `draw_first`. Nothing of it changes what the next
    build relies on. Where a page needs more than itself, nothing is rendered; where rendering ends with an exception,
    that is returned.
    """
    # As in `build_site`: Sphinx is loaded where it is needed.
    from factbook.sphinx_ext.build.application import run_sphinx

    root = report.project.root
    previous = PreviousSite(root, stamp=make_stamp(root), record=read_record(root, place), inputs=inputs, place=place)

    def show(pages: Mapping[str, str]) -> None:
        pages_written(pages, draft.unchecked, draft.messages.getvalue())
        # All that a site has besides is for the whole build, which goes on elsewhere.
        raise SystemExit(0)

    draft = SiteDraft(pages_written=show, ahead=wait, draw_first=draw_first)
    drawings = start_drawing(report, draw_first=draw_first)
    try:
        with _copied(root / place.state) as doctrees, set_date(report.project.settings.edition_date):
            build_inputs = BuildInputs(
                project=report.project, receive=lambda: (report, drawings), previous=previous, draft=draft
            )
            result = run_sphinx(root, root / place.site, doctrees, build_inputs, messages=draft.messages)
    finally:
        drawings.close()
        remove_leftovers(root / place.site, own=True)
    return result if isinstance(result, Exception) else None


@contextmanager
def _copied(state: Path) -> Iterator[Path]:
    """Yield a folder with the pages as Sphinx has read them, which may be written to."""
    with scratch_folder("ahead", within=state) as folder:
        copied = folder / DOCTREES
        # Copied and not linked: Sphinx writes into the file of a page that it reads again.
        shutil.copytree(state / DOCTREES, copied, copy_function=shutil.copyfile)
        yield copied
