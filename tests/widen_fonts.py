"""Give FB Sans a glyph for whatever the renderer has no font for, so that it looks for none on the machine.

``python tests/widen_fonts.py FOLDER LiberationSans-Regular.ttf`` changes the TTF of a folder, as subset from Public
Sans. It needs fontTools 4, which nothing else here does. Liberation Sans is the font within vl-convert.
"""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

NO_ROOM = frozenset({"Mn", "Me", "Cf", "Cc", "Cs", "Zs", "Zl", "Zp"})
"""Categories of Unicode that have no letter of their own: marks, controls, separators."""
LAST = 0x323AF
"""The last Chinese character."""


def widen(path: Path, known: set[int]) -> None:
    """Add a box of one em for every character that is not in the font and not `known`."""
    font = TTFont(path, recalcTimestamp=False)
    em = font["head"].unitsPerEm
    # A box and no blank: vl-convert guesses the width of a text that shows nothing.
    pen = TTGlyphPen(None)
    low, high = -em // 8, em - em // 8
    for edge, turn in ((0, 1), (em // 20, -1)):
        left, right, below, above = edge, em - edge, low + edge, high - edge
        pen.moveTo((left, below))
        for corner in [(left, above), (right, above), (right, below)][::turn]:
            pen.lineTo(corner)
        pen.closePath()
    font["glyf"]["em"], font["hmtx"]["em"] = pen.glyph(), (em, 0)
    own = font.getBestCmap()
    lacking = (code for code in range(0xA0, LAST + 1) if code not in known and code not in own)
    # Format 13: many characters, one glyph.
    table = CmapSubtable.newSubtable(13)
    table.platformID, table.platEncID, table.language = 0, 6, 0
    table.cmap = own | {code: "em" for code in lacking if unicodedata.category(chr(code)) not in NO_ROOM}
    font["cmap"].tables.append(table)
    font["cmap"].tables.sort(key=lambda one: (one.platformID, one.platEncID))
    font.save(path)


if __name__ == "__main__":
    carried = {*TTFont(sys.argv[2]).getBestCmap()}
    for name in sorted(Path(sys.argv[1]).glob("*.ttf")):
        widen(name, carried)
