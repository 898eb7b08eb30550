"""Pictures of pages drawn in a separate process, and stored by what they show."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from factbook.model.errors import Complaint, SiteError
from factbook.project.files import digest_content
from factbook.render.charts.drawing.pool import COMMAND, LIMIT_SECONDS
from factbook.render.charts.drawing.store import DrawingStore


def draw_pictures(
    svgs: Mapping[str, str], folder: Path, *, command: Sequence[str] = COMMAND, limit: float = LIMIT_SECONDS
) -> dict[str, bytes]:
    """Return each SVG as PNG, by the same name; those in `folder` are not drawn again.

    Raises SiteError when one cannot be drawn, or when the process ends or takes longer than `limit` seconds for each.
    """
    store = DrawingStore(folder)
    keys = {name: _key(svg) for name, svg in svgs.items()}
    pngs = {name: store.read(key) for name, key in keys.items()}
    missing = [name for name, found in pngs.items() if found is None]
    for name, png in zip(missing, _draw([svgs[name] for name in missing], command, limit), strict=True):
        pngs[name] = png
        store.write(keys[name], png)
    store.prune()
    return {name: base64.b64decode(png or "") for name, png in pngs.items()}


def _draw(svgs: list[str], command: Sequence[str], limit: float) -> list[str]:
    """Draw all in one process; return PNG in base64."""
    if not svgs:
        return []
    # One process for all: it draws a picture in a fraction of the time that it takes to start.
    jobs = "".join(json.dumps({"picture": svg}) + "\n" for svg in svgs)
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            command, input=jobs.encode(), capture_output=True, timeout=limit * len(svgs), check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _complain(f"were not drawn within {limit * len(svgs):g} seconds") from error
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if faults := [answer["what"] for answer in answers if "png" not in answer]:
        raise _complain(f"cannot be drawn: {faults[0]}")
    if len(answers) != len(svgs):
        last = (done.stderr.decode(errors="replace").strip().splitlines() or [""])[-1]
        raise _complain(f"are not drawn: the process ended (exit {done.returncode}) {last}".strip())
    return [str(answer["png"]) for answer in answers]


def _complain(what: str) -> SiteError:
    remedy = "leave factbook.address out of _config.yml to build without them"
    return SiteError(Complaint(place="pictures of pages for other sites", what=what, remedy=remedy))


def _key(svg: str) -> str:
    return digest_content(f"{version('vl-convert-python')}\n{svg}")
