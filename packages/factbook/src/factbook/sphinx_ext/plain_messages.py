"""What Sphinx says, as the commands say it: with places from the report's folder, and in colour in a terminal only.

What a page would lack of all that its source asks for is an error, with which no site takes the place of the last one.
"""

from __future__ import annotations

import logging
import os
import re
import sys

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from factbook.project.setting_values import CONFIG
from factbook.report.found import OTHERWISE
from factbook.sphinx_ext.build.state import BuildInputs, state_of
from figurecheck.model.errors import Complaint, SiteError

_LACKING = re.compile(
    r" \[myst\.(?:attribute|directive_option|directive_parse|directive_unknown|iref_missing|role_unknown|substitution"
    r"|topmatter|xref_missing)\]$|nonexisting document"
)
"""In warnings of something that is not on the page; those of some types, and all errors, are of that kind."""
_LACKING_TYPES = frozenset({"bibtex", "ref"})
_HARMLESS = re.compile(r"local id not found in doc|.* key is deprecated, place under 'myst'")
"""What MyST-Parser (3.0) says of every label in another page, to which the link leads all the same, and of keys that it
reads wherever they stand."""


def setup_plain_messages(app: Sphinx) -> None:
    """Write what Sphinx logs so, from here on, and refuse a site that lacks something."""
    # Sphinx (7.4 to 9.2) writes colours into files and pipes as well, unless the whole process is told not to.
    has_colours = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
    found = _Lacking(app)
    for handler in logging.getLogger("sphinx").handlers:
        inner = handler.formatter if has_colours else None
        handler.setFormatter(_FromRoot(f"{app.srcdir}{os.sep}", inner or logging.Formatter()))
        # Behind the filters of Sphinx, which leave out what the settings suppress, and say where it is.
        handler.addFilter(found)
    # Before the site is swapped in (900): references are looked up while pages are written.
    app.connect("build-finished", found.refuse, priority=850)


class _Lacking(logging.Filter):
    """Takes the warnings of what a page lacks out of the messages, unless the page may lack it for now."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self._app = app
        self._complaints: dict[Complaint, None] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a message is to be written."""
        # Sphinx puts the place and the level before the message.
        text = logging.LogRecord.getMessage(record)
        is_lacking = getattr(record, "type", "") in _LACKING_TYPES or _LACKING.search(text) is not None
        if not (is_lacking or record.levelno >= logging.ERROR) or _HARMLESS.match(text):
            return True
        place = str(getattr(record, "location", None) or "").replace(f"{self._app.srcdir}{os.sep}", "")
        inputs: BuildInputs | None = self._app.config.factbook_report
        if (inputs and inputs.draft) or state_of(self._app).report.project.settings.defers(place.partition(":")[0]):
            return True
        what = " ".join(_LACKING.sub("", text).split())
        self._complaints[Complaint(place or CONFIG, what, OTHERWISE)] = None
        return False

    def refuse(self, app: Sphinx, error: Exception | None) -> None:
        """Raise ExtensionError from what pages lack, if there is anything."""
        if error is None and (found := sorted(self._complaints, key=str)):
            # `jupyter-book build` prints the text.
            raise ExtensionError("\n".join(map(str, found))) from SiteError(*found)


class _FromRoot(logging.Formatter):
    def __init__(self, root: str, inner: logging.Formatter) -> None:
        super().__init__()
        self._root, self._inner = root, inner

    def format(self, record: logging.LogRecord) -> str:
        """Return a message without the path of the report's folder."""
        return self._inner.format(record).replace(self._root, "")
