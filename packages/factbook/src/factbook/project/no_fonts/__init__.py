"""A configuration of fontconfig that has no fonts, so that nothing is measured by what a machine happens to have."""

from __future__ import annotations

import os
from pathlib import Path

# The folder exists: fontdb, by which vl-convert 1.9.0 finds fonts, searches those of the system where a configuration
# names none or is missing, and says nothing. Tested by tests/unit/render/test_renderer.py
NO_FONTS = {"FONTCONFIG_FILE": str(Path(__file__).with_name("fonts.conf"))}
"""The environment variable for processes that draw; on macOS and Windows it has no effect."""


def hide_fonts() -> None:
    """Hide the fonts of the machine from what this process loads later."""
    os.environ.update(NO_FONTS)
