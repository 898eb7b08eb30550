"""The renderer measures texts by the fonts that come with it, whatever the machine has."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from factbook.project.no_fonts import NO_FONTS
from factbook.render.charts.renderer import start_renderer
from machines import write_font

TEXT = """
spec = {"width": 1, "height": 1, "padding": 0, "marks": [{"type": "text", "encode": {"enter":
        {"text": {"value": text}, "font": {"value": "FB Sans"}, "fontSize": {"value": 100}}}}]}
"""
OURS = "from factbook.render.charts.renderer import start_renderer; renderer = start_renderer()"
PLAIN = "import vl_convert as renderer"
PRINT = "print(renderer.vega_to_svg(vg_spec=spec))"


def find_width(svg: str) -> int:
    return int(re.search(r'width="(\d+)', svg)[1])


def draw(text: str) -> str:
    names = {"text": text}
    exec(TEXT, names)
    return start_renderer().vega_to_svg(vg_spec=names["spec"])


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no configuration hides the fonts of the machine")
@pytest.mark.parametrize(
    ("start", "config", "wide"),
    [
        pytest.param(OURS, None, False, id="as we start it"),
        pytest.param(PLAIN, NO_FONTS["FONTCONFIG_FILE"], False, id="as an earlier factbook did, where we start that"),
        pytest.param(PLAIN, "missing.conf", True, id="a configuration that is missing hides nothing"),
        pytest.param(PLAIN, "none.conf", True, id="one that names no folder hides nothing"),
    ],
)
def test_a_font_of_the_machine_is_used_only_where_nothing_hides_it(tmp_path, start, config, wide):
    write_font(tmp_path / ".fonts/wide.ttf")
    (tmp_path / "none.conf").write_text("<fontconfig></fontconfig>", "utf-8")
    variables = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
    variables |= {"HOME": str(tmp_path)} | ({"FONTCONFIG_FILE": str(tmp_path / config)} if config else {})
    program = f"text = 'nnnn'\n{TEXT}\n{start}\n{PRINT}"
    done = subprocess.run([sys.executable, "-c", program], env=variables, capture_output=True, text=True, check=True)
    assert (find_width(done.stdout) > 400) is wide


@pytest.mark.parametrize("text", ["마약류관리법", "마약1", "大麻取締法令", "😀🚓💊", "ยาบ"])
def test_what_our_font_lacks_is_one_em_wide(text):
    letters = text.removesuffix("1")
    assert find_width(draw(text)) == 100 * len(letters) + 41 * (text != letters)
