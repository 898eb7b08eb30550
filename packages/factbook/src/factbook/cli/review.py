"""The commands about reviews of what others published: `factbook review ask`."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factbook.cli.common import ReportRefusals, load_report, project_option
from figurecheck.model.errors import Complaint, ReviewError, complain_all, suggest

if TYPE_CHECKING:
    from factbook.model import Review, ReviewFinding
    from factbook.report.checked_report import Report


@click.group()
def review() -> None:
    """Ask publishers for comment on reviews.

    \b
      factbook review ask NAME --until DATE     the message to the publisher
    """


@review.command()
@click.argument("name", metavar="NAME")
@project_option
@click.option("--until", default="", metavar="DATE", help="The last day for an answer. Default: until of the review.")
@click.option("--claim", "ids", multiple=True, metavar="ID", help="Ask about this claim only; may be given again.")
@click.option("--all", "everything", is_flag=True, help="Ask about all claims, also about those that hold.")
@click.option("--language", default="", metavar="CODE", help="en or ko. Default: the language of the report.")
def ask(name: str, folder: Path, until: str, ids: tuple[str, ...], everything: bool, language: str) -> None:
    """Print the message that asks a publisher for comment on a review.

    NAME is that of the file in book/reviews/. The message has each claim that is not rated as holding: the figure as
    printed, what it says in the words of the review, what was found, the rating with its reason, and what would change
    it; the last day for an answer; and where to send it (factbook: contact:). Nothing is sent.

    \b
      factbook review ask herald-2026-03-20 --until 2026-04-09
      factbook review ask herald-2026-03-20 --until 2026-04-09 --claim H2 --language ko

    Once it is sent, write asked: and until: into the review, and later answered: and reply: for the whole, or reply:
    for a claim; the page of the review says all of it.

    Exit codes: 0 printed, 2 the input cannot be used.
    """
    with ReportRefusals("text"):
        from factbook.render.terminal.review_message import Sender, render_question
        from factbook.report.in_language import InLanguage

        report = load_report(folder)
        found = _find_review(report, name)
        today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
        last_day = _read_until(until or found[0].until, today)
        settings = report.project.settings
        shown_in = InLanguage(report, _read_language(report, language))
        shown, findings = shown_in.review(*found)
        chosen, holding = _choose(findings, ids, name, everything=everything)
        sender = Sender(
            report=shown_in.title, author=settings.author, address=settings.address, contact=settings.contact,
            until=last_day,
        )  # fmt: skip
        click.echo(render_question(shown, chosen, holding, sender, shown_in.sources, shown_in.language), nl=False)
        click.echo(
            f"\nNext: once it is sent, write into {shown.file}, under publication: asked: {today}, until: {last_day}",
            err=True,
        )


def _find_review(report: Report, name: str) -> tuple[Review, tuple[ReviewFinding, ...]]:
    """Return the review of a name. Raises ReviewError if it cannot be asked about as it stands."""
    reviews = {one.name: (one, found) for one, found in report.reviews}
    stem = Path(name).stem if name.endswith(".yml") else name
    # A rating that has to be read again is no rating to send.
    complain_all(
        ReviewError,
        [one for one in report.complaints if not one.stale or one.place.startswith(f"book/reviews/{stem}.")],
    )
    if stem not in reviews:
        remedy = suggest(reviews, stem, "" if reviews else "there is none in book/reviews/")
        raise ReviewError.about(name, "is no review of this report", remedy)
    return reviews[stem]


def _read_until(text: str, today: str) -> str:
    from figurecheck.model.iso_dates import is_iso_date

    if not text:
        # A day to come, so that the remedy works as it is printed.
        example = datetime.date.fromisoformat(today) + datetime.timedelta(weeks=2)
        remedy = f"give the last day for an answer: --until {example}"
        raise ReviewError.about("--until", "is missing", remedy)
    if not is_iso_date(text) or len(text) != len("2026-04-09"):
        raise ReviewError.about("--until", f"{text!r} is no day", "write it as 2026-04-09")
    if text <= today:
        raise ReviewError.about("--until", f"{text} is over", "give a day from tomorrow on")
    return text


def _read_language(report: Report, language: str) -> str:
    from factbook.render.words.interface import find_languages

    chosen = language or report.project.settings.language
    if language and language not in find_languages():
        remedy = f"use one of {', '.join(sorted(find_languages()))}"
        raise ReviewError.about("--language", f"{language!r} has no words", remedy)
    return chosen


def _choose(
    found: tuple[ReviewFinding, ...], ids: tuple[str, ...], name: str, *, everything: bool
) -> tuple[list[ReviewFinding], list[ReviewFinding]]:
    """Return the claims to ask about, and those that hold and are only named."""
    known = {one.claim.id for one in found}
    complain_all(
        ReviewError,
        (Complaint(f"--claim {id}", f"is no claim of {name}", suggest(known, id)) for id in ids if id not in known),
    )
    # The publisher of a figure that holds has nothing to answer, and should see that it was checked.
    holding = [one for one in found if one.claim.is_holding]
    if ids:
        return [one for one in found if one.claim.id in ids], []
    if everything:
        return list(found), []
    wrong = [one for one in found if one not in holding]
    if not wrong:
        what = f"has no claim that does not hold, of {len(found)}"
        raise ReviewError.about(name, what, "--all asks about all of them")
    return wrong, holding


COMMANDS = (review,)
