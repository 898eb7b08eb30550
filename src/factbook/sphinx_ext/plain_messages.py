"""What Sphinx says, as the commands say it: with places from the report's folder, and in colour in a terminal only."""

from __future__ import annotations

import logging
import os
import sys

from sphinx.application import Sphinx


def setup_plain_messages(app: Sphinx) -> None:
    """Write what Sphinx logs so, from here on."""
    # Sphinx (7.4 to 9.2) writes colours into files and pipes as well, unless the whole process is told not to.
    has_colours = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
    for handler in logging.getLogger("sphinx").handlers:
        inner = handler.formatter if has_colours else None
        handler.setFormatter(_FromRoot(f"{app.srcdir}{os.sep}", inner or logging.Formatter()))


class _FromRoot(logging.Formatter):
    def __init__(self, root: str, inner: logging.Formatter) -> None:
        super().__init__()
        self._root, self._inner = root, inner

    def format(self, record: logging.LogRecord) -> str:
        """Return a message without the path of the report's folder."""
        return self._inner.format(record).replace(self._root, "")
