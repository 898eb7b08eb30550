"""What serving adds to a page, in the page's own language."""

from __future__ import annotations

import json
import re
from importlib.resources import files

import pytest

from factbook.render.words.interface import find_words
from factbook.serve.shown_page import add_marks, read_asset, waiting_page, write_words


@pytest.mark.parametrize(
    ("tag", "language"),
    [("en", "en"), ("ko", "ko"), ("ko-KR", "ko"), ("fr", "en")],
    ids=["en", "ko", "territory", "fr"],
)
def test_a_page_says_what_it_is_in_its_own_language_without_script_too(tag, language):
    page = f'<!DOCTYPE html>\n<html lang="{tag}" class="a"><head></head></html>'.encode()
    said = find_words(language)["serve.checking"]
    assert f'data-fb-said="{said}"' in add_marks(page, state="checking", digest="a").decode()
    assert "data-fb-said" not in add_marks(page, state="settled", digest="a").decode()
    assert find_words(language)["serve.waiting"] in waiting_page(tag).decode()


def test_the_words_of_the_script_are_there_in_each_language():
    words = json.loads(write_words().decode().partition(" = ")[2].rstrip(";\n"))
    assert words["en"].keys() == words["ko"].keys()
    script = read_asset("serve.js").decode()
    # Literal keys: those of what is being done are put together.
    used = set(re.findall(r'say\("([a-z.]+)"[,)]', script))
    assert {"doing", "lost", "list"} <= used
    assert {one for one in used if f"serve.{one}" not in words["en"]} == set()


def test_what_the_server_is_doing_is_known_by_the_words_that_it_uses():
    script = read_asset("serve.js").decode()
    table = script.partition("var DOINGS = {")[2].partition("}")[0]
    known = dict(re.findall(r'"([^"]+)": "([^"]+)"', table))
    assert len(known) >= 6
    server = "".join(
        files("factbook.serve").joinpath(f"{name}.py").read_text() for name in ("conductor", "situation", "batch")
    )
    for said, key in known.items():
        assert f"serve.doing.{key}" in find_words("ko")
        # One of them counts, and is put together.
        assert said in server or said == "1 notebook to run"


def test_the_style_of_the_veil_holds_no_words():
    assert re.findall(r'content: "[^"]+"', read_asset("serve.css").decode()) == []


def test_the_list_is_dark_on_a_dark_page():
    rules = [rule for rule in read_asset("serve.css").decode().split("}") if rule.strip().startswith("fb-serve")]
    colours = [line for rule in rules for line in re.findall(r"(?:color|background): ([^;]+)", rule)]
    assert len(colours) == 6
    assert [one for one in colours if not one.startswith("light-dark(")] == []
