"""Interface words, read from one file per language, so that a page never mixes two."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

# The files belong to the package and are a few kilobytes, so each is read once per process.


def find_words(language: str) -> Mapping[str, str]:
    """Return the words of `language` by key, by its main tag; the English ones if there is no file for it."""
    # ``ko-KR`` is ``ko``: no text differs by territory.
    tag = language.partition("-")[0].lower()
    return read_words(tag) if tag in find_languages() else read_words("en")


def find_phrases(language: str) -> Mapping[str, str]:
    """Return the phrases of the check in a language, by their English templates; none where English serves."""
    tag = language.partition("-")[0].lower()
    return read_phrases(tag) if tag in find_languages() else {}


def list_texts(texts: Sequence[str], language: str) -> str:
    """Return texts as a list in a sentence: "a, b and c"."""
    if len(texts) < 2:
        return "".join(texts)
    return find_words(language)["list.and"].format(before=", ".join(texts[:-1]), last=texts[-1])


@cache
def find_languages() -> frozenset[str]:
    """Return the tags of the languages that have a file."""
    names = (file.name for file in files(__package__).iterdir())
    return frozenset(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


@cache
def read_words(tag: str) -> Mapping[str, str]:
    """Return the words of one file, by key. Raises FileNotFoundError when there is no such language."""
    return tomllib.loads(files(__package__).joinpath(f"{tag}.toml").read_text("utf-8"))


@cache
def read_phrases(tag: str) -> Mapping[str, str]:
    """Return the phrases of the check in one language, by their English templates; none for English itself."""
    file = files(__package__).joinpath("phrases", f"{tag}.toml")
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}
