"""Until a font of ours has come, text stands in a face of the system that is as wide and as high, so nothing moves."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from factbook.project.files import digest_file

STATIC = Path(__file__).parents[2] / "packages/factbook/src/factbook/render/assets/static"
SIZED = {
    "FB Serif": ("Liberation Serif", (400, 500, 600, 700)),
    "FB Sans": ("Liberation Sans", (400, 500, 600, 700)),
}
"""The family that has the widths of Times or of Arial on every Linux, and the weights that the style uses."""
SAMPLE = (
    "The police counted 23,022 people for drug offences in 2024, of whom 3,232 (14.0%) were foreign nationals; no "
    "source says why the share rose so quickly, and what each agency counts is not the same."
)
MEASURE = """async ([own, local, weight, text]) => {
    await document.fonts.load(`${weight} 100px "${own}"`);
    const pen = document.createElement('canvas').getContext('2d');
    pen.font = `${weight} 1000px "${own}"`;
    const ours = pen.measureText(text);
    pen.font = `${weight >= 600 ? 700 : 400} 1000px "${local}"`;
    return [ours.width / pen.measureText(text).width, ours.fontBoundingBoxAscent, ours.fontBoundingBoxDescent];
}"""


@pytest.fixture
def page(launch: Callable[..., Browser]) -> Iterator[Page]:
    # Hinted letters are as wide as whole pixels allow, which differs between builds of Chromium.
    browser = launch("--font-render-hinting=none")
    page = browser.new_page()
    contents = [(name, base64.b64encode((STATIC / urlsplit(file).path).read_bytes())) for name, file in our_files()]
    page.set_content(
        "<style>"
        + "".join(
            f'@font-face {{ font-family: "{name}"; src: url(data:font/woff2;base64,{content.decode()}); '
            "font-weight: 400 700; }"
            for name, content in contents
        )
        + "</style>"
    )
    yield page
    browser.close()


def our_files() -> list[tuple[str, str]]:
    """The families of ours and their files, as the style names them."""
    style = (STATIC / "factbook.css").read_text("utf-8")
    return re.findall(r'font-family: "(FB [^"]+)";\s+src: url\("([^"]+)"\)', style)


def test_each_face_of_the_system_is_set_to_the_measures_of_ours(page):
    style = (STATIC / "factbook.css").read_text("utf-8")
    wanted = []
    for own, (local, weights) in SIZED.items():
        for weight in weights:
            wide, ascent, descent = page.evaluate(MEASURE, [own, local, weight, SAMPLE])
            wanted.append(
                f"size-adjust: {wide:.2%}; ascent-override: {ascent / wide / 1000:.2%}; "
                f"descent-override: {descent / wide / 1000:.2%}; line-gap-override: 0%;"
            )
    assert re.findall(r"size-adjust: .*line-gap-override: 0%;", style) == wanted


def test_the_address_of_a_font_changes_with_its_content():
    files = [address.partition("?v=") for _, address in our_files()]
    assert len(files) == len(SIZED)
    assert [version for _, _, version in files] == [digest_file(STATIC / file)[:10] for file, _, _ in files]
