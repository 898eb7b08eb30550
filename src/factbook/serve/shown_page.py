"""A page of the site with what serving adds to it: whether it is settled, and the script that renews it in place.

Nothing of it is written to a file.
"""

from __future__ import annotations

import html
from importlib.resources import files

FOLDER = "/-/"
"""Below it lies what the server answers itself."""
ASSETS = {"serve.js": "text/javascript", "idiomorph.js": "text/javascript", "serve.css": "text/css"}
_WAITING = b"""<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>factbook serve</title>
  </head>
  <body><main><p>There is no page here yet.</p></main></body>
</html>
"""


def read_asset(name: str) -> bytes:
    """Return a file that pages ask for while they are served."""
    return files("factbook.serve").joinpath("assets", name).read_bytes()


def add_marks(page: bytes, *, state: str, digest: str) -> bytes:
    """Return a page with its state, and with the script; `digest` is that of the page without them.

    >>> add_marks(b"<html><head></head></html>", state="checking", digest="a1").decode().splitlines()[0]
    '<html data-fb-serve="checking" data-fb-digest="a1"><head><link rel="stylesheet" href="/-/serve.css">'
    """
    mark = f'<html data-fb-serve="{state}" data-fb-digest="{html.escape(digest)}"'
    # Before all else in the head: a policy in a page counts for what follows it, and the veil must be there first.
    own = (
        f'<link rel="stylesheet" href="{FOLDER}serve.css">\n'
        f'<script src="{FOLDER}idiomorph.js" defer></script><script src="{FOLDER}serve.js" defer></script>'
    )
    # On bytes: what is sent must be what is in the file, whatever it is, but for these two places.
    return page.replace(b"<html", mark.encode(), 1).replace(b"<head>", b"<head>" + own.encode(), 1)


def waiting_page() -> bytes:
    """Return what is shown while there is no page at an address."""
    return _WAITING
