"""A page of the site with what serving adds to it: whether it is settled, and the script that renews it in place.

Nothing of it is written to a file.
"""

from __future__ import annotations

import html
import json
import re
from importlib.resources import files

from factbook.render.words.interface import find_languages, find_words

FOLDER = "/-/"
"""Below it lies what the server answers itself."""
WORDS = "words.js"
LISTEN = "listen.js"
_SCRIPTS = (LISTEN, "windows.js", "serve.js", "idiomorph.js")
ASSETS = {**dict.fromkeys(_SCRIPTS, "text/javascript"), "serve.css": "text/css"}
_LOADED = ("idiomorph.js", WORDS, LISTEN, "serve.js")
"""What a page loads, in the order in which they need each other."""
_WAITING = """<!DOCTYPE html>
<html lang="{language}">
  <head>
    <meta charset="utf-8">
    <title>factbook serve</title>
  </head>
  <body><main><p>{said}</p></main></body>
</html>
"""
_LANGUAGE = re.compile(rb"<html[^>]*?\blang=\"([A-Za-z-]+)\"")
_SAID = {"checking": "serve.checking", "faulty": "serve.faulty"}


def read_asset(name: str) -> bytes:
    """Return a file that pages ask for while they are served."""
    return files("factbook.serve").joinpath("assets", name).read_bytes()


def write_words() -> bytes:
    """Return the script with the words of `serve.js`, in each language that the interface has."""
    # All of them: a page may be in another language than the next one, and together they are a few hundred bytes.
    words = {
        tag: {key: text for key, text in find_words(tag).items() if key.startswith("serve.")}
        for tag in sorted(find_languages())
    }
    return f"window.factbookServeWords = {json.dumps(words, ensure_ascii=False)};\n".encode()


def add_marks(page: bytes, *, state: str, digest: str) -> bytes:
    """Return a page with its state, and with the script; `digest` is that of the page without them.

    >>> add_marks(b"<html><head></head></html>", state="settled", digest="a1").decode().splitlines()[0]
    '<html data-fb-serve="settled" data-fb-digest="a1"><head><link rel="stylesheet" href="/-/serve.css">'
    """
    # Without script too, the page says what it is, in its own language.
    found = _LANGUAGE.search(page, 0, 2000)
    said = find_words(found[1].decode() if found else "en").get(_SAID.get(state, ""), "")
    shown = f' data-fb-said="{html.escape(said)}"' if said else ""
    mark = f'<html data-fb-serve="{state}" data-fb-digest="{html.escape(digest)}"{shown}'
    # Before all else in the head: a policy in a page counts for what follows it, and the veil must be there first.
    scripts = "".join(f'<script src="{FOLDER}{name}" defer></script>' for name in _LOADED)
    own = f'<link rel="stylesheet" href="{FOLDER}serve.css">\n{scripts}'
    # On bytes: what is sent must be what is in the file, whatever it is, but for these two places.
    return page.replace(b"<html", mark.encode(), 1).replace(b"<head>", b"<head>" + own.encode(), 1)


def waiting_page(language: str = "en") -> bytes:
    """Return what is shown while there is no page at an address."""
    said = find_words(language)["serve.waiting"]
    return _WAITING.format(language=html.escape(language), said=html.escape(said)).encode()
