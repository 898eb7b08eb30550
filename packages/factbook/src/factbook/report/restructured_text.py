"""reStructuredText within a page (``{eval-rst}``), written as MyST, so that one parser reads both.

Each line stays on its line. What this module does not know is read as text, so that a number in it is unbound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from factbook.report.directive_texts import shown_argument

_DIRECTIVE = re.compile(r"^(?P<indent>\s*)\.\.\s+(?:\|[^|]+\|\s+)?(?P<name>[\w:.-]+?)::(?:\s+(?P<argument>.*))?$")
_ROLE = re.compile(r"(?<![\w`:]):(?P<name>[\w:.+-]+):`(?P<content>[^`]+)`(?!`)")
# Of a role that goes over lines, as far as one paragraph goes.
_LONG_ROLE = re.compile(
    r"(?<![\w`:]):(?P<name>claim|reported|searched|plain):`(?P<content>[^`\n]*(?:\n[ \t]*[^`\s][^`\n]*)+)`(?!`)"
)
_TICK = "\ue002"
"""Stands for a backtick of such a role while its lines are read one by one."""
_LINK = re.compile(r"(?<![`:\w])`(?P<text>[^`<]*)<(?P<address>[^>`]+)>`__?")
_TARGET = re.compile(r"^(?P<indent>\s*)(?:\.\. _(?:[^:`]|\\:)+:|__)\s+(?P<address>\S+)\s*$")
_LABEL = re.compile(r"^(\s*)\.\. _([^:`]+):\s*$")
_TITLED = re.compile(r"(?<![`:\w])`(?P<text>[^`<>]+)`(?:__?)?(?!`)")
# Pages have no thousand notes: a longer number in the place of a label is a figure.
_NOTE = re.compile(r"^\s*\.\. \[(?!\d{4,}\])[^\]]+\]\s?")
_REFERENCE = re.compile(r"(?<=\s)\[(?!\d{4,}\])[\w#*.:-]+\]_(?!\w)")
_LITERAL = re.compile(r"(?<!`)``(?!`)")
_DOCTEST = re.compile(r"\s*>>> ")
_SUBSTITUTIONS = frozenset({"replace", "unicode", "date"})


def find_addresses(text: str) -> Iterator[tuple[int, str]]:
    """Yield the address of each link, and its line counted from 0."""
    for at, line in enumerate(text.split("\n")):
        for pattern in (_LINK, _TARGET):
            yield from ((at, match["address"]) for match in pattern.finditer(line))


def to_myst(text: str) -> str:
    """Return a text of reStructuredText as MyST, line by line.

    >>> print(to_myst("See :math:`x`.\\n\\n.. note::\\n\\n   A :ref:`b`.\\n\\nEnd"))
    See {math}`x`.
    <BLANKLINE>
    ~~~{note}
    <BLANKLINE>
    A {ref}`b`.
    ~~~
    End
    """
    marked = _LONG_ROLE.sub(rf"{{\g<name>}}{_TICK}\g<content>{_TICK}", text)
    return "\n".join(_lines(marked.split("\n"))).replace(_TICK, "`")


def _lines(lines: Sequence[str]) -> list[str]:
    done: list[str] = []
    at = 0
    while at < len(lines):
        match = _DIRECTIVE.match(lines[at])
        if match is None:
            end = _end_of_code(lines, at)
            # Code is left out, line by line.
            done += [_inline(lines[at]), *[""] * (end - at - 1)] if not _DOCTEST.match(lines[at]) else [""] * (end - at)
            at = end
            continue
        end = _end_of_block(lines, at + 1, len(match["indent"]))
        done += _directive(match, lines[at + 1 : end])
        at = end
    return done


def _end_of_block(lines: Sequence[str], at: int, indent: int) -> int:
    """Return where the lines end that are indented more than a directive, blank ones between them included."""
    while at < len(lines) and (not lines[at].strip() or _indent(lines[at]) > indent):
        at += 1
    return at


def _end_of_code(lines: Sequence[str], at: int) -> int:
    """Return where the code ends that a line introduces or begins; the next line if it does neither."""
    if lines[at].rstrip().endswith("::") and not lines[at].lstrip().startswith(".. "):
        return _end_of_block(lines, at + 1, _indent(lines[at]))
    if not _DOCTEST.match(lines[at]):
        return at + 1
    return next((end for end in range(at, len(lines)) if not lines[end].strip()), len(lines))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _directive(match: re.Match[str], block: Sequence[str]) -> list[str]:
    name, argument = match["name"], match["argument"] or ""
    if name in _SUBSTITUTIONS:
        return [_inline(argument), *_lines(block)]
    step = min((_indent(line) for line in block if line.strip()), default=0)
    inner = [line[step:] for line in block]
    if not inner:
        # No line is left for the closing fence, which Markdown does not need at the end of a text; elsewhere what
        # follows must not become the body.
        return [f"{match['indent']}{_inline(shown_argument(name, argument))}"]
    # The blank line behind the block becomes its closing fence; without one the text ends, and Markdown closes it.
    blank = not inner[-1].strip()
    body = _lines(inner[:-1] if blank else inner) if name != "math" else list(inner[:-1] if blank else inner)
    # Behind tildes, and not behind backticks, the first line may hold a role.
    fence = "~" * (3 + max((len(line) - len(line.lstrip("~")) for line in body), default=0))
    return [f"{fence}{{{name}}} {_inline(argument)}".rstrip(), *body, *([fence] if blank else [])]


def _inline(line: str) -> str:
    if (target := _TARGET.match(line)) is not None:
        return f"[](<{target['address']}>)"
    line = _LABEL.sub(r"\1(\2)=", line)
    parts = _LITERAL.split(_REFERENCE.sub("", _NOTE.sub("", line)))
    # Every second part stands between double backticks, which are code in both.
    return "``".join(part if at % 2 else _marked(part) for at, part in enumerate(parts))


def _marked(text: str) -> str:
    # Roles and links are taken out while what remains is read, since their own backticks would be read as titles.
    kept: list[str] = []

    def keep(written: str) -> str:
        kept.append(written)
        return f"\ue000{len(kept) - 1}\ue001"

    text = _ROLE.sub(lambda match: keep(f"{{{match['name']}}}`{match['content']}`"), text)
    text = _LINK.sub(lambda match: keep(f"[{match['text'].strip()}](<{match['address']}>)"), text)
    text = _TITLED.sub(r"\g<text>", text)
    return re.sub("\ue000(\\d+)\ue001", lambda match: kept[int(match[1])], text)
