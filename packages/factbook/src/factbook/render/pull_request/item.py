"""A figure with its box: what moved and why, and its sentences as they stand and as they would read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from factbook.editions.decisions import Item, Quote
from factbook.editions.fates import SentenceChange
from factbook.editions.table_changes import TableChange
from factbook.model.edition import Fate, SealedClaim
from factbook.render.moved_values import show_both, show_values
from factbook.render.pull_request.boxes import Ticks, render_box
from factbook.render.pull_request.markdown import Repository, bold, code, cut, escape, mark_figure, shorten
from factbook.render.pull_request.rows import render_causes
from figurecheck.model import Role

MOST_SENTENCES = 6
"""Sentences of a figure that are quoted; of the others, the places are named."""
MOST_PLACES = 20
"""Places that are named; one item must not take the room of all others."""
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemContext:
    """What all items of a text share."""

    repository: Repository = field(default_factory=Repository)
    tables: Mapping[str, TableChange] = field(default_factory=dict)
    ticks: Ticks = field(default_factory=Ticks)
    proposals: Mapping[tuple[str, str, str], Pairs] = field(default_factory=dict)
    """What is printed and would be, by file, kind of place and sentence."""


def render_item(item: Item, context: ItemContext) -> str:
    """Return the lines of an item that needs a decision."""
    lines = [render_box(item, context.ticks, f"{_name(item)}{_values(item)}")]
    if causes := render_causes(item, context.tables):
        lines.append(f"  - why: {causes}; {_article(item.kind)}")
    quotes = sorted(item.quotes, key=lambda one: not one.is_open)
    lines += [f"  - {_render_quote(one, item, context)}" for one in quotes[:MOST_SENTENCES]]
    if more := quotes[MOST_SENTENCES:]:
        named = more[:MOST_PLACES]
        places = [f"{_place(one.change.claim, context)} ‘{escape(one.change.claim.printed)}’" for one in named]
        rest = f", and {len(more) - len(named)} that are not named here" if len(more) > len(named) else ""
        lines.append(f"  - and {len(more)} more: {', '.join(places)}{rest}")
    lines += [f"  - {line}" for line in _render_printings(item, context)]
    return "\n".join(lines)


def render_quiet(item: Item, context: ItemContext) -> str:
    """Return the line of an item of which readers see nothing."""
    causes = render_causes(item, context.tables)
    places = dict.fromkeys(_place(one.change.claim, context) for one in item.quotes)
    printed = f"; printed in {', '.join(places)}" if places else ""
    told = " ".join(_render_printings(item, context))
    return f"- {_name(item)}{_values(item)}{f': {causes}' if causes else ''}{printed}{f': {told}' if told else ''}"


def _name(item: Item) -> str:
    label = escape(cut(item.label))
    return f"<b>{label}</b> {code(item.id)}" if label else code(item.id)


def _values(item: Item) -> str:
    before, after = show_both(item.before, item.after)
    if item.before is None and item.after is None:
        return ""
    if before == after:
        return f": {escape(after)}"
    return f": {escape(show_values(item.before, item.after))}"


def _article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _place(claim: SealedClaim, context: ItemContext) -> str:
    where = "" if claim.where == "prose" else f" ({escape(claim.where)})"
    return f"{context.repository.link(claim.file, claim.line)}{where}"


def _render_quote(quote: Quote, item: Item, context: ItemContext) -> str:
    change = quote.change
    head = f"{_place(change.claim, context)}: ‘{escape(change.claim.printed)}’ {change.fate}"
    told = change.reason if _is_worth_a_reason(quote, item) else ""
    reason = f": {escape(told)}" if told else ""
    return "<br>".join([f"{head}{reason}", *_render_sentences(quote, item, context)])


def _is_worth_a_reason(quote: Quote, item: Item) -> bool:
    """Return whether a sentence needs more words than its value before and after."""
    if quote.proposed is not None:
        return False
    moved = item.before is not None and item.after is not None and item.before.value != item.after.value
    told = quote.change.fate in {Fate.CARELESS, Fate.WORSE} or bool(quote.change.claim.contradicted)
    return told or not moved


def _render_sentences(quote: Quote, item: Item, context: ItemContext) -> Iterator[str]:
    change = quote.change
    if quote.is_open:
        yield f"stands: {_quoted(change.claim)}"
        yield from _render_proposal(quote, item, context)
        return
    stood, stands = change.before, change.after
    if stood is not None and stands is not None and _differs(change):
        yield f"stood: {_quoted(stood)}"
        yield f"reads: {_quoted(stands)}"
        return
    yield f"{'stands' if stands else 'stood'}: {_quoted(change.claim)}"


def _differs(change: SentenceChange) -> bool:
    old, new = change.before, change.after
    return bool(old and new and (old.printed, old.sentence) != (new.printed, new.sentence))


def _render_proposal(quote: Quote, item: Item, context: ItemContext) -> Iterator[str]:
    claim = quote.change.claim
    if quote.proposed is None:
        is_weaker = quote.change.fate is Fate.WORSE
        before, after = show_both(item.before, item.after)
        if claim.role == Role.REPORTED:
            yield "<b>the source prints something else now</b>, or nothing"
            return
        recorded = f": {escape(before)} before, {escape(after)} now" if before != after else ""
        yield "nothing has to change" if is_weaker else f"<b>its words must change</b>{recorded}"
        return
    pairs = context.proposals.get((claim.file, claim.where, claim.sentence), ())
    # Others of the sentence that are false as well: with their digits where these are known, and said where not.
    known = tuple((old, new) for old, new in pairs if new)
    others = [old for old, new in pairs if not new and old != claim.printed]
    reads = mark_figure(claim.sentence, claim.printed, (*known, (claim.printed, quote.proposed)))
    if reads is None or len(claim.sentence) != len(shorten(claim.sentence, claim.printed)):
        yield f"would read: … {bold(quote.proposed)} …"
    else:
        yield f"would read: “{reads}”"
    if others:
        yield f"in the same sentence, words must change at {_list(others)}"


def _list(texts: Sequence[str]) -> str:
    return ", ".join(f"‘{escape(one)}’" for one in texts)


def _quoted(claim: SealedClaim) -> str:
    if not claim.sentence:
        return bold(claim.printed)
    sentence = shorten(claim.sentence, claim.printed)
    marked = mark_figure(sentence, claim.printed)
    return f"“{marked}”" if marked is not None else f"“{escape(sentence)}”"


def _render_printings(item: Item, context: ItemContext) -> Iterator[str]:
    """Yield what a page or a rating was, and is."""
    for one in item.printings:
        after = f" → {escape(one.after)}" if one.after else ""
        place = f"{context.repository.link(one.file, None)}, " if one.file else ""
        says = f" “{escape(one.sentence)}”:" if one.sentence else ""
        yield f"{place}{escape(one.where)}:{says} {escape(one.before)}{after}, {one.fate}"
