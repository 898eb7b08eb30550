"""Texts made safe for the Markdown of a code host, and the little markup that is ours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

# What means something within a line: nothing from outside begins one.
_MARKED = frozenset("\\`*_[]|~")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "$": "&#36;"}
_GAP = "\u200b"
"""A zero-width space. A host looks for mentions and emoji in what it shows, so that a backslash is no help."""
_MENTIONS = re.compile(r"(?<=[@#])(?=\w)|(?<=\b[gG][hH])(?=-\d)|(?<=://)|(?<=\bwww)(?=\.)|(?<=:)(?=[\w+-]+:)")
_COMMITS = re.compile(r"\b(?=\d*[a-f])(?=[a-f]*\d)[0-9a-f]{7}(?=[0-9a-f]{0,33}\b)")
LONGEST_NAME = 200
"""Characters of a label, or of the name of a release."""
LONGEST = 700
"""Characters of a sentence up to which it is quoted in full; of a longer one, those around its figure."""


def escape(text: str) -> str:
    """Return a text that shows as it is written: no markup, no mention, no link, no line break.

    >>> escape("a *b* by @c")
    'a \\\\*b\\\\* by @\\u200bc'
    """
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    safe = _COMMITS.sub(lambda found: found[0] + _GAP, _MENTIONS.sub(_GAP, plain))
    return "".join(_ENTITIES.get(sign) or (f"\\{sign}" if sign in _MARKED else sign) for sign in safe)


def cut(text: str, longest: int = LONGEST_NAME) -> str:
    """Return a text, or the beginning of a long one."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def bold(text: str) -> str:
    """Return a text in bold, escaped."""
    # As a tag: asterisks beside a per cent sign and a letter are no markup, as in Korean.
    return f"<b>{escape(text)}</b>"


def code(text: str) -> str:
    """Return a name as code, escaped."""
    # As a tag as well: a name may have backticks.
    return f"<code>{escape(text)}</code>"


def mark_figure(sentence: str, printed: str, pairs: tuple[tuple[str, str], ...] = ()) -> str | None:
    """Return a sentence with its figure in bold, and with the second of each pair in the place of the first.

    ``None`` where the figure stands in it more than once, or not at all, so that nobody knows which it is.
    """
    found = [
        (at, one) for one in {(printed, dict(pairs).get(printed, printed)), *pairs} for at in _places(sentence, one[0])
    ]
    if sum(one[0] == printed for _, one in found) != 1:
        return None
    parts, end = [], 0
    for at, (old, new) in sorted(found):
        # One that is part of another one's text stays as it is.
        if at < end or sum(one[0] == old for _, one in found) != 1:
            continue
        parts += [escape_inner(sentence[end:at]), bold(new) if old == printed else escape(new)]
        end = at + len(old)
    return "".join([*parts, escape_inner(sentence[end:])])


def escape_inner(text: str) -> str:
    """Return a part of a sentence, escaped, with the spaces at its ends."""
    before, after = (" " if text[:1].isspace() else "", " " if text.strip() and text[-1:].isspace() else "")
    return f"{before}{escape(text)}{after}"


def _places(sentence: str, printed: str) -> list[int]:
    # No part of a longer number: the 5 of 52,610.
    pattern = rf"(?<![\d.,]){re.escape(printed)}(?!\d|[.,]\d)" if printed else r"(?!)"
    return [one.start() for one in re.finditer(pattern, sentence)]


def shorten(sentence: str, printed: str) -> str:
    """Return a sentence, or what stands around its figure if it is long."""
    if len(sentence) <= LONGEST:
        return sentence
    at = max(sentence.find(printed), 0)
    start, end = max(at - LONGEST // 2, 0), at + LONGEST // 2
    return f"{'… ' if start else ''}{sentence[start:end]}{' …' if end < len(sentence) else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """Where the files of a report stand, so that a place is a link."""

    address: str = ""
    """``https://github.com/owner/name``; empty where it is not known."""
    commit: str = ""
    folder: str = ""
    """The report's folder in its repository, with a slash at the end; empty at the top."""

    def link(self, file: str, line: int | None) -> str:
        """Return a place as a link to it, or as text."""
        name = code(file if line is None else f"{file}:{line}")
        if not (self.address and self.commit and file):
            return name
        # `plain`: a page is shown as it is written, since only that has lines.
        tail = f"?plain=1#L{line}" if line is not None else ""
        return f"[{name}]({self.address}/blob/{self.commit}/{quote(self.folder + file, safe='/')}{tail})"
