"""The renderer, vl-convert, which knows our fonts and its own, whatever the machine has."""

from __future__ import annotations

from functools import cache
from types import ModuleType

from factbook.project.no_fonts import hide_fonts
from factbook.render.charts.house_style import FONTS


# The renderer keeps registered fonts for the life of the process, and registering them again reads every file again.
@cache
def start_renderer() -> ModuleType:
    """Return vl-convert. Only processes that draw call it, and they must not fork afterwards (see `drawing`)."""
    # It looks for fonts once, at its first drawing.
    hide_fonts()
    # Imported here: loading it starts V8 and takes some 80 MiB.
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
    return vl_convert
