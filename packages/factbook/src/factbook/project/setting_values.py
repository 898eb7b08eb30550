"""Types of settings that say more than a type of Python: each with the function that reads a value of `_config.yml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from importlib.metadata import entry_points
from importlib.resources import files
from os.path import normpath
from typing import Annotated, Literal

from figurecheck.model.worded import join, phrase
from figurecheck.settings.faults import BadValueError, ReadBy, read_day, refuse_value
from figurecheck.settings.values import read_filled

# Neither quotes nor angle brackets: an address is written into attributes and into texts that readers copy.
# A site's address has no query, since the names of its pages are put behind it; a form's may have one.
_HOST = r"https?://[^\s/?#@\"'<>\\]+"
_SITE = re.compile(_HOST + r"(?:/[^\s?#\"'<>\\]*)?", re.IGNORECASE)
_FORM = re.compile(_HOST + r"(?:/[^\s#\"'<>\\]*)?", re.IGNORECASE)
_MAIL = re.compile(r"[^@\s\"'<>?&#:;,/\\]+@[\w-]+(?:\.[\w-]+)+")


def read_site_address(value: object) -> str:
    """Return where the site will stand, with a slash at the end; empty if there is none."""
    if value is None:
        return ""
    if _SITE.fullmatch(str(value)):
        return str(value).rstrip("/") + "/"
    remedy = "write it as https://example.org/report/, or leave it out"
    raise BadValueError(phrase("{value} is not the address of a site", value=repr(value)), remedy)


def read_contact(value: object) -> str:
    """Return where readers report errors, a mail address or a form's; empty if there is none."""
    text = "" if value is None else str(value).removeprefix("mailto:")
    if not text or _MAIL.fullmatch(text) or _FORM.fullmatch(text):
        return text
    remedy = "write errors@example.org, or the https address of a form"
    raise BadValueError(phrase("{value} is neither a mail address nor a web address", value=repr(value)), remedy)


def is_web_address(text: str) -> bool:
    """Return whether a reader may follow an address: http or https, and no blank in it.

    >>> is_web_address("https://example.org/a"), is_web_address("javascript:alert(1)")
    (True, False)
    """
    scheme, _, rest = text.partition("://")
    return scheme.lower() in {"http", "https"} and bool(rest) and text.split() == [text]


MOST = 2
"""Most people that can be asked for."""


def read_people(value: object) -> int:
    """Return how many people look at a figure."""
    # YAML reads `yes` as a truth value, which Python takes for the number 1.
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST:
        return value
    raise refuse_value("{value} is not a number of people", value, "write 0, 1 or 2")


People = Annotated[int, ReadBy(read_people)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRules:
    """Who has to have looked at a figure before an edition is sealed or published, or a final site is built."""

    people: People = 0
    """How many people have looked at it: 0, 1 or 2. Of two, one is not the last author of sentence, cell or rows."""
    headlines: People = 0
    """How many at figures of headlines, where that is more."""
    of: Literal["all", "headlines"] = "all"
    """``headlines``: only headings, descriptions, standfirsts, key figures and titles of charts."""
    names: Literal["private", "public"] = "private"
    """``public``: the log that is exported names the people; else it numbers them."""

    @property
    def is_asked(self) -> bool:
        """Whether anybody has to look at anything."""
        return bool(self.people or self.headlines)

    def count_asked(self, *, is_headline: bool) -> int:
        """Return how many people have to look at a figure.

        >>> rules = ApprovalRules(people=1, headlines=2)
        >>> rules.count_asked(is_headline=True), rules.count_asked(is_headline=False)
        (2, 1)
        """
        if is_headline:
            return max(self.people, self.headlines)
        return self.people if self.of == "all" else 0


CONFIG = "_config.yml"
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_OURS = ("FACTBOOK_", "HOME", "IPYTHONDIR", "JPY_", "MPLCONFIGDIR", "PYTHONHASHSEED", "TMPDIR", "XDG_CACHE_HOME")
_SIZES = {"KB": 10**3, "MB": 10**6, "GB": 10**9, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}


def read_loose_text(value: object) -> str:
    """Return a text, also one that YAML takes for a number or a date; empty if there is none."""
    if isinstance(value, dict | list):
        raise refuse_value("{value} is not text", value, "write it in quotes")
    return str(value or "")


def read_variable(value: object) -> str:
    """Return the name of an environment variable that notebooks may see."""
    if not isinstance(value, str) or not _VARIABLE.fullmatch(value):
        raise refuse_value("{value} is not an environment variable", value, "write its name, such as TOWN")
    if value.startswith(_OURS):
        raise BadValueError(phrase("{name} has a value of its own in each run", name=value), "leave it out")
    return value


def read_page_name(value: object) -> str:
    """Return the name of a page, as the table of contents has it."""
    return read_filled(value, "{value} is not the name of a page", "write it as in _toc.yml").strip()


def read_date(value: object) -> str:
    """Return an ISO day; empty if there is none."""
    return "" if value is None else read_day(value)


def find_languages() -> list[str]:
    """Return the tags of the languages that a site can be in.

    The words of the interface are in some of them; in the others, whose figures are read all the same, they are in
    English: German, and what an installed package adds (``docs/languages.md``).
    """
    names = (file.name for file in files("factbook").joinpath("render", "words").iterdir())
    with_words = {name.removesuffix(".toml") for name in names if name.endswith(".toml")}
    return sorted({*with_words, "de", *(point.name for point in entry_points(group="figurecheck.languages"))})


def read_language(value: object) -> str:
    """Return the tag of a language in which figures are read."""
    # Listing the installed packages takes a while, and nearly every report is in English.
    if value is None or value == "en":
        return "en"
    if value in (known := find_languages()):
        return str(value)
    remedy = phrase("write {what}", what=join((", ".join(known[:-1]), known[-1]), " or "))
    raise refuse_value("{value} is not a language that pages can be in", value, remedy)


def read_store(value: object) -> str:
    """Return the folder of the store of runs; empty if none is named."""
    if value is None:
        return ""
    remedy = "write a folder outside, such as ../runs, or one below _build"
    if not isinstance(value, str) or not value.strip():
        raise refuse_value("{value} is not a folder", value, remedy)
    first = normpath(value).split("/")[0]
    # Outside, or in a folder whose content is no input: what is built, and what is hidden.
    if normpath(value) != "." and (first in {"", "_build"} or first[0] == "."):
        return value
    # runs stored among the inputs would make each build's inputs other ones than those of the last
    raise refuse_value("{value} lies among the report's own files, which are read in each build", value, remedy)


def read_size(value: object) -> int:
    """Return a size such as ``2 GiB``, in bytes."""
    text = value.strip() if isinstance(value, str) else ""
    unit = text.lstrip("0123456789").lstrip()
    count = text.removesuffix(unit).rstrip()
    if unit in _SIZES and 0 < len(count) <= 9 and count.isascii() and (size := int(count) * _SIZES[unit]):
        return size
    raise refuse_value("{value} is not a size", value, "write it as 500 MiB or 2 GiB")


def read_table(value: object) -> Mapping[str, object]:
    """Return a mapping that may be left out."""
    if isinstance(value, dict):
        return value
    if value is None:
        return {}
    raise refuse_value("{value} is not a mapping", value, "write key: value lines")


LooseText = Annotated[str, ReadBy(read_loose_text)]
Name = Annotated[
    str, ReadBy(partial(read_filled, what="{value} is not a name", remedy="write it in quotes, such as 'A4'"))
]
"""A name that holds a number and is no figure."""
Variable = Annotated[str, ReadBy(read_variable)]
PageName = Annotated[str, ReadBy(read_page_name)]
NewId = Annotated[
    str, ReadBy(partial(read_filled, what="{value} is not the id of a statistic", remedy="write old.id: new.id"))
]
"""The id of a statistic that replaces another."""
Date = Annotated[str, ReadBy(read_date)]
Language = Annotated[str, ReadBy(read_language)]
Store = Annotated[str, ReadBy(read_store)]
Size = Annotated[int, ReadBy(read_size)]
Table = Annotated[Mapping[str, object], ReadBy(read_table)]
SiteAddress = Annotated[str, ReadBy(read_site_address)]
Contact = Annotated[str, ReadBy(read_contact)]
