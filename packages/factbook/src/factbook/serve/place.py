"""Where drafts of the site lie, apart from the site that `factbook build` writes."""

from __future__ import annotations

from factbook.engine.fingerprints import STATE, SitePlace

# Not beside `_build/html`: what is a draft must not be published by whoever publishes that folder.
FOLDER = STATE / "serve"
"""What is below it belongs to `factbook serve`, and can be removed when none is running."""
DRAFT = SitePlace(site=FOLDER / "html", state=FOLDER)
EARLY = FOLDER / "early"
"""Pages of the draft that is being built, before its site is whole."""
OUTCOMES = FOLDER / "outcomes"
"""What came of each build and run, for the process that serves."""
TRACE = FOLDER / "trace.txt"
"""Where an exception that nobody foresaw came from."""
LOCK = FOLDER / "server"
"""Held by the process that serves."""
