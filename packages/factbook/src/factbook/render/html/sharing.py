"""What other sites show of a figure or a chart: the snippet for their page, and the page within its frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from factbook.render.metadata.citation import Citation, cite_text, find_downloads
from factbook.render.metadata.hosting import POLICY
from factbook.render.templating import render_part
from factbook.render.text import mark_hangul
from factbook.render.words.interface import find_words

FRAME_WIDTH = 640
"""Pixels that a frame has where the page around it has room for them."""
_LETTERS, _LINE, _AROUND = 44, 27, 120
"""Letters in a line of a frame of middle width, the height of a line, and of what is around the sentence, in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Embed:
    """A figure or a chart as another site shows it."""

    id: str
    says: str
    """What it says in a sentence; of a figure, the printed value first. For a chart, its title."""
    printed: str = ""
    """The figure as it is printed; empty for a chart."""
    below: str = ""
    """The subtitle of a chart."""
    sure: str = ""
    """How the value came about, or from which sources a chart was drawn."""
    source: str
    """The page that it leads to, from the site's root."""
    file: str
    """The page within its frame, from the site's root."""
    drawn: int = 0
    """The height of the drawing in pixels; nothing for a figure."""

    @property
    def height(self) -> int:
        """How tall its frame must be, in pixels."""
        # A frame cannot grow with its page, as that would need a script on the other site. So it has room for a middle
        # width: a wider one leaves some empty, a narrow one scrolls.
        lines = sum(-(-len(text) // _LETTERS) for text in (self.says, self.below))
        return _AROUND + _LINE * lines + self.drawn


def write_frame(embed: Embed, address: str) -> str:
    """Return the HTML that shows an embed in a frame; `address` is where this edition stays."""
    form = Markup(
        '<figure data-factbook="{}">'
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"></iframe></figure>'
    )
    return str(form.format(embed.id, address + embed.file, embed.says, FRAME_WIDTH, embed.height))


def write_text(embed: Embed, address: str, link: str) -> str:
    """Return the HTML that says in plain words what an embed shows, with a link to its evidence."""
    # A label may end in a full stop itself.
    form = Markup('<figure data-factbook="{}">{}. <a href="{}">{}</a></figure>')
    return str(form.format(embed.id, embed.says.rstrip("."), address + embed.source, link))


def render_embed(
    embed: Embed,
    *,
    head: Markup,
    report: str,
    edition_name: str,
    edition: str,
    figures: str,
    assets: Mapping[str, str],
    house: str,
    drawings: Sequence[Markup] = (),
    language: str = "en",
) -> Markup:
    """Render the page within a frame.

    `edition_name` is said to readers; `edition` is the label of one that is sealed, which asks for later ones by
    `figures`, the ids of the figures that it shows as JSON; without it nothing is asked. `assets` are the addresses of
    our files from the site's root.
    """
    # Relative, so that a frame of an edition asks for the files of that edition, wherever the site stands.
    root = "../" * embed.file.count("/")
    return render_part(
        "embed.html",
        language,
        embed=embed,
        head=head,
        report=report,
        edition_name=edition_name,
        edition=edition,
        figures=figures,
        sheets=[root + sheet for sheet in (assets["embed.css"], house) if sheet],
        script=root + assets["embed.js"],
        drawings=drawings,
        policy=POLICY,
        root=root,
    )


def render_frame(embed: Embed, address: str, language: str = "en") -> Markup:
    """Render the HTML that shows an embed in a frame, to be opened and copied."""
    return render_part(
        "frame.html", language, frame=write_frame(embed, address), named=embed.says, printed=embed.printed
    )


def render_sharing(
    embed: Embed, *, address: str, saved: Sequence[tuple[str, str]], cited: Citation, language: str = "en"
) -> Markup:
    """Render how a figure or a chart is saved, embedded and cited.

    `address` is where this edition stays; without it, nothing can be embedded. `saved` are words and files.
    """
    # The same words as in the frame, so that readers of either know where they are led.
    link = find_words(language)["embed.evidence" if embed.printed else "embed.page"]
    return render_part(
        "share.html",
        language,
        saved=saved,
        frame=write_frame(embed, address) if address else "",
        text=write_text(embed, address, link) if address else "",
        named=embed.says,
        cited=mark_hangul(cite_text(cited), language),
        downloads=find_downloads(cited),
    )
