"""Colours of authors: as far from a dark page as from a light one, in the same order, and of the same hue."""

from __future__ import annotations

from itertools import pairwise
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbook.project.style import COLOURS as TOKENS
from factbook.project.style import contrast
from factbook.render.charts.colours import NIGHT, WHITE, find_dark, lay_over, map_colours, read_colour, write_colour
from factbook.render.charts.house_style import CATEGORIES, COLOURS, DIVERGING, RAMP
from factbook.render.charts.scene_faults import GRAPHIC

parts = st.integers(0, 255).map(lambda part: part / 255)
colours = st.tuples(parts, parts, parts)


def contrasts(text: str) -> tuple[float, float]:
    """The contrast of a colour with a light page, and of its counterpart with a dark one."""
    found = read_colour(text)
    plain = (found.red, found.green, found.blue)
    pairs = ((plain, WHITE), (find_dark(plain), NIGHT))
    return tuple(contrast(write_colour(one), write_colour(page)) for one, page in pairs)


@given(colour=colours)
def test_what_is_seen_on_a_light_page_is_seen_on_a_dark_one(colour):
    light, dark = contrasts(write_colour(colour))
    # Near the page, where a scale begins, both are close to one.
    assert dark >= 0.85 * min(light, 9)
    assert write_colour(find_dark(colour)) == write_colour(find_dark(colour))


@given(one=parts, other=parts)
def test_what_is_darker_on_a_light_page_is_lighter_on_a_dark_one(one, other):
    greys = [find_dark((part, part, part))[0] for part in sorted((one, other))]
    assert greys[0] >= greys[1]


def test_the_page_of_dark_sites_is_the_one_that_colours_are_moved_to():
    assert TOKENS["paper"] == (write_colour(WHITE), write_colour(NIGHT))


@pytest.mark.parametrize("colour", CATEGORIES)
def test_our_categories_stand_out_from_the_page(colour):
    assert min(contrasts(colour)) >= GRAPHIC


@pytest.mark.parametrize("scale", [RAMP, DIVERGING], ids=["ramp", "diverging"])
def test_our_scales_keep_their_steps_on_dark_pages(scale):
    steps = [contrasts(colour) for colour in scale]
    light, dark = ([after[at] > before[at] for before, after in pairwise(steps)] for at in (0, 1))
    assert light == dark


@pytest.mark.parametrize(
    ("name", "text", "written"),
    [
        ("fill", "#1F6B5C", "#1f6b5c"),
        ("fill", "rgb(31, 107, 92)", "#1f6b5c"),
        ("stop-color", "#1f6b5c", "light-dark(#1f6b5c,#7cc4b2)"),
        ("stroke", "steelblue", "light-dark(#4682b4,#65a1d5)"),
        ("fill", "#f00", "light-dark(#ff0000,#fa4636)"),
        ("fill", "none", "none"),
        ("fill", "transparent", "transparent"),
        ("fill", "url(#a)", "url(#a)"),
        ("fill", "rgba(255, 0, 0, 0.5)", "light-dark(#ff000080,#fa463680)"),
        ("d", "red", "red"),
    ],
)
def test_each_colour_is_a_token_or_a_pair(name, text, written):
    path = Element("path", {name: text})
    map_colours(path)
    assert path.get(name) == written


def test_what_shines_through_is_paler():
    assert lay_over((0, 0, 0), 0.5, WHITE) == (0.5, 0.5, 0.5)
    assert len(COLOURS) == 9
