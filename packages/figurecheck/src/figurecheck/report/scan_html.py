"""A scanned draft as a page of its own: its text, every number marked, and a note for each mark.

The page loads nothing from any other host and contains no script; its one style sheet is allowed by its hash in the
page's content security policy. Text of the draft is always escaped, so nothing in it can run.
"""

from __future__ import annotations

import base64
import hashlib
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from itertools import count, groupby

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from figurecheck.figures.shown_value import show_value
from figurecheck.report.scan_text import COUNTED, Scans, context_of
from figurecheck.scan import AMBIGUOUS, Fact, Scanned, Status
from figurecheck.scan.drafts import Block, Draft

STATUS_WORDS = {
    Status.DISAGREES: "Does not agree",
    Status.IMPOSSIBLE: "Impossible",
    Status.CONTRADICTS: "Contradicts the text",
    AMBIGUOUS: "May be about several statistics",
    Status.UNSOURCED: "No source",
    Status.AGREES: "Agrees",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A number of the draft as its note shows it."""

    id: str
    number: Scanned
    file: str
    place: str
    before: str
    after: str
    wrong: int
    """Its place in the list of wrong numbers, from 1; 0 for the others."""
    statistics: tuple[tuple[str, str, str], ...]
    """Id, label and value of what it is compared with."""
    candidates: tuple[tuple[str, str, str, bool], ...]
    """The same, and whether it agrees."""

    @property
    def words(self) -> str:
        """The status in words."""
        return STATUS_WORDS[self.number.counted_as]

    @property
    def reason(self) -> str:
        """The reason with a capital letter."""
        return self.number.reason[:1].upper() + self.number.reason[1:]


def render_marked(scans: Scans, facts: Mapping[str, Fact], *, language: str = "en") -> str:
    """Return the page: a summary, the wrong numbers with links, and each draft with its numbers marked."""
    ids, wrong = count(1), count(1)
    every: list[Note] = []
    sections = []
    for draft, numbers in scans:
        notes = [
            _note(draft, one, f"f{next(ids)}", next(wrong) if one.status.wrong else 0, facts)
            for one in numbers
            if one.status is not Status.NOT_A_FIGURE
        ]
        every += notes
        sections.append((draft.name, Markup("").join(_blocks(draft, notes))))
    counts = [
        (status, STATUS_WORDS[status], sum(note.number.counted_as == status for note in every)) for status in COUNTED
    ]
    style = _style(every)
    # A file that is sent around has no server to send headers, so the policy is in the page and allows this one style
    # only.
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return _load_template().render(
        sections=sections,
        every=every,
        wrong=[note for note in every if note.wrong],
        counts=[one for one in counts if one[2]],
        title=scans[0][0].name.rpartition("/")[2] if len(scans) == 1 else f"{len(scans)} drafts",
        drafted=language,
        style=Markup(style),  # noqa: S704 - made of our own files and of ids
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
    )


def _note(draft: Draft, one: Scanned, name: str, wrong: int, facts: Mapping[str, Fact]) -> Note:
    before, after = context_of(draft, one)
    return Note(
        id=name,
        number=one,
        file=draft.name,
        place=_place(draft, one.start),
        before=before,
        after=after,
        wrong=wrong,
        statistics=tuple(_shown(found, facts) for found in _ids(one.statistic, facts)),
        candidates=tuple((*_shown(other.statistic, facts), other.agrees) for other in one.candidates
                         if one.status is not Status.AGREES and other.statistic not in _ids(one.statistic, facts)),
    )  # fmt: skip


def _place(draft: Draft, start: int) -> str:
    if not draft.kind.placed:
        return draft.where(start).removeprefix(f"{draft.name}: ")
    line, column = draft.place(start)
    return f"line {line}, column {column}"


def _ids(statistic: str, facts: Mapping[str, Fact]) -> list[str]:
    """Return the ids in "a / b", "a + b" and "a - b", by which a result of several statistics is named."""
    if not statistic or statistic in facts:
        return [statistic] if statistic else []
    return statistic.replace(" / ", " + ").replace(" - ", " + ").split(" + ")


def _shown(statistic: str, facts: Mapping[str, Fact]) -> tuple[str, str, str]:
    fact = facts.get(statistic)
    if fact is None:
        return statistic, "", ""
    about = ", ".join(fact.about)
    label = fact.label or ": ".join(part for part in (about, fact.measure) if part)
    return statistic, label, show_value(fact.value, fact.unit)


def _blocks(draft: Draft, notes: Sequence[Note]) -> Iterator[Markup]:
    """Yield the draft's blocks, rows joined into tables and items into lists, each with its wrong numbers."""
    for (kind, _), found in groupby(_number_groups(draft), key=lambda one: (one[1].kind, one[0])):
        group = [block for _, block in found]
        ends = (group[0].start, group[-1].end)
        first, last = (bisect_left(notes, end, key=lambda note: note.number.start) for end in ends)
        inside = notes[first:last]
        html = _group(draft, kind, group, inside)
        margin_notes = Markup("").join(_margin_note(note) for note in inside if note.wrong)
        yield Markup('<div class="b">{}{}</div>\n').format(
            html, Markup('<div class="m">{}</div>').format(margin_notes) if margin_notes else ""
        )


def _number_groups(draft: Draft) -> Iterator[tuple[int, Block]]:
    """Yield each block with the number of its group: blocks of a kind that follow each other without an empty line."""
    group, last = 0, None
    for block in _without_skipped_levels(draft.blocks):
        near = last is not None and draft.source[last.end : block.start].count("\n") < 2
        ruled = last is not None and block.kind == "row" and not block.head and near
        if not (
            last is not None and last.kind == block.kind and (ruled or block.kind in {"item", "code"} or last.head)
        ):
            group += 1
        yield group, block
        last = block


def _without_skipped_levels(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks with no heading more than one level below the one before, as screen readers expect."""
    last = 0
    for block in blocks:
        if block.kind == "heading":
            last = min(max(block.level, 1), last + 1)
            yield replace(block, level=last)
        else:
            yield block


def _group(draft: Draft, kind: str, group: list[Block], notes: Sequence[Note]) -> Markup:
    if kind == "row":
        return _table(draft, group, notes)
    inner = [_marked_text(draft, block.start, block.end, notes) for block in group]
    if kind == "item":
        items = (
            Markup('<li class="l{}">{}</li>').format(min(block.level, 3), text)
            for block, text in zip(group, inner, strict=True)
        )
        return Markup("<ul>{}</ul>").format(Markup("").join(items))
    if kind == "code":
        return Markup('<pre tabindex="0" aria-label="Code">{}</pre>').format(Markup("\n").join(inner))
    text = Markup(" ").join(inner)
    if kind == "heading":
        return Markup('<p class="h h{}" role="heading" aria-level="{}">{}</p>').format(
            min(group[0].level, 4), min(group[0].level + 2, 6), text
        )
    if kind == "quote":
        return Markup("<blockquote><p>{}</p></blockquote>").format(text)
    return Markup("<p{}>{}</p>").format(Markup(' class="foot"') if kind == "note" else "", text)


def _table(draft: Draft, rows: list[Block], notes: Sequence[Note]) -> Markup:
    html = []
    for row in rows:
        cells = []
        for start, end in row.cells:
            text = draft.source[start:end]
            # Half of the characters are digits: a number with its unit, not a sentence with a year in it.
            numeric = bool(text.strip()) and sum(map(str.isdigit, text)) * 2 >= len(text.split("`")[0].strip())
            # The tag with its attribute; its first two letters close it.
            tag = Markup("th scope=col") if row.head and text.strip() else Markup("td")
            cells.append(
                Markup("<{}{}>{}</{}>").format(
                    tag, Markup(" class=n") if numeric else "", _marked_text(draft, start, end, notes), tag[:2]
                )
            )
        html.append(Markup("<tr>{}</tr>").format(Markup("").join(cells)))
    return Markup('<div class="t" tabindex="0" role="region" aria-label="Table, {}"><table>{}</table></div>').format(
        _place(draft, rows[0].start), Markup("\n").join(html)
    )


def _marked_text(draft: Draft, start: int, end: int, notes: Sequence[Note]) -> Markup:
    """Return a piece of the draft's text with its numbers marked and without the signs of its markup."""
    html, at = [], start
    for note in notes:
        one = note.number
        if one.start < at or one.start >= end:
            continue
        html.append(_plain(draft, at, one.start))
        html.append(_mark(note, _plain(draft, one.start, min(one.end, end))))
        at = min(one.end, end)
    return Markup("").join([*html, _plain(draft, at, end)])


def _plain(draft: Draft, start: int, end: int) -> Markup:
    return escape(draft.shown(start, end) if start < end else "")


def _mark(note: Note, text: Markup) -> Markup:
    number = Markup(' data-n="{}"').format(note.wrong) if note.wrong else ""
    return Markup(
        '<button type="button" class="f" id="{0}" data-s="{1}"{2} popovertarget="{0}n" aria-describedby="s-{1}"'
        ' title="{3}">{4}</button>'
    ).format(note.id, note.number.counted_as, number, f"{note.words}: {note.number.reason}".rstrip(": "), text)


def _margin_note(note: Note) -> Markup:
    return Markup('<p data-s="{}"><b>{}. {}</b> {}: {}</p>').format(
        note.number.counted_as, note.wrong, note.number.text, note.words, note.number.reason
    )


def _style(notes: Sequence[Note]) -> str:
    # Notes are popovers placed at their marks by CSS anchors, as a page without scripts cannot place them; each pair
    # needs a rule of its own, since attributes cannot name an anchor.
    anchors = "".join(f"#{one.id}{{anchor-name:--{one.id}}}#{one.id}n{{position-anchor:--{one.id}}}" for one in notes)
    return f"\n{_own_style()}{anchors}\n"


@cache
def _own_style() -> str:
    return resources.files("figurecheck").joinpath("report/assets/scan.css").read_text("utf-8")


@cache
def _load_template() -> Template:
    # A name that a template was not given must fail: printed as nothing, it would be a silent gap.
    loader = PackageLoader("figurecheck", "report/assets")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("scan.html")
