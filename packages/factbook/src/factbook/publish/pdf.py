"""A built site as one PDF, printed by the Chromium of this machine."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from pypdf import PdfReader, PdfWriter
from selectolax.lexbor import LexborHTMLParser

from factbook.project.files import replace_file
from factbook.project.scratch import scratch_folder
from factbook.project.settings import Project
from factbook.render.html.print_book import BookChapter, Cover, render_book
from factbook.render.text import name_edition
from factbook.render.words.interface import find_words
from figurecheck.model.errors import SiteError

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""Programs to look for, the preferred one first."""
# The pages must print the same anywhere: no profile, no network (every host resolves to nothing), no date in a margin.
# --no-sandbox is for containers, where Chromium cannot make its own; what it loads are our own files only.
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
    "--export-tagged-pdf",
    "--run-all-compositor-stages-before-draw",
    # the clock of the page stands still until its fonts are loaded
    "--virtual-time-budget=60000",
)
HOUSE = "_static/house/house.css"
"""The report's own changes of the house style, if it has any."""
STYLE = Path(__file__).parents[1] / "render" / "assets" / "book.css"
LIMIT_SECONDS = 300
_ELEMENT = re.compile(rb"\(node(\d{8})\)")
"""The name by which the headings of a tagged table are referred to: the number of a node in Chromium's own tree."""


def find_browser() -> str:
    """Return the path of a browser that prints. Raises SiteError when there is none."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        what = f"no browser found that can print: looked for {', '.join(BROWSERS)}"
        raise SiteError.about("factbook pdf", what, "install Chromium, or put it on the PATH")
    return found


def print_report(project: Project, site: Path, target: Path, *, browser: str) -> None:
    """Print a built site into `target`; the same site gives the same bytes.

    It is printed twice, since the page on which a chapter starts is known only afterwards. Raises SiteError when a page
    is missing, or when the browser fails or takes longer than `LIMIT_SECONDS`.
    """
    static = site / "_static"
    if not target.parent.is_dir() or (target.exists() and not target.is_file()):
        remedy = "name a file in an existing folder, such as report.pdf"
        raise SiteError.about(target, "no file can be written there", remedy)
    draft = _print(make_book(project, site), static, browser)
    printed = _print(make_book(project, site, find_pages(draft)), static, browser)
    replace_file(target, make_stable(printed, project.settings.edition_date))


def _print(book: str, static: Path, browser: str) -> bytes:
    """Return a page as PDF; `static` is the folder of its styles and fonts, which it refers to as ``_static``."""
    with scratch_folder("pdf") as folder:
        (folder / "_static").symlink_to(static.resolve(), target_is_directory=True)
        shutil.copy(STYLE, folder / STYLE.name)
        (folder / "book.html").write_text(book, "utf-8")
        out = folder / "book.pdf"
        command = [browser, *FLAGS, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={out}"]
        try:
            done = subprocess.run(  # noqa: S603 - the browser that was found
                [*command, (folder / "book.html").as_uri()], capture_output=True, timeout=LIMIT_SECONDS, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise _complain(f"did not print within {LIMIT_SECONDS} seconds") from error
        if done.returncode or not out.is_file():
            message = (done.stderr.decode(errors="replace").strip().splitlines() or ["no message"])[-1]
            raise _complain(f"did not print (exit {done.returncode}): {message}")
        return out.read_bytes()


def find_pages(pdf: bytes) -> dict[str, int]:
    """Return the page, counted from 1, of each named place of a printed document."""
    reader = PdfReader(BytesIO(pdf))
    numbers = {name: reader.get_destination_page_number(place) for name, place in reader.named_destinations.items()}
    # The names of PDF's own kind, which Chromium uses, are written with a slash before them.
    return {name.removeprefix("/"): number + 1 for name, number in numbers.items() if number is not None}


def make_book(project: Project, site: Path, pages: Mapping[str, int] | None = None) -> str:
    """Return every page of a built site as one HTML page to print, in reading order.

    `pages` are the page numbers of the named places, for the table of contents.
    Raises SiteError when a page does not exist.
    """
    settings, words = project.settings, find_words(project.settings.language)
    names = [path.with_suffix("").as_posix().removeprefix("book/") for path in project.pages]
    found = [chapter for name in names for chapter in _read_chapters(site, name)]
    # Pages in a second language say the same once more.
    chapters = [one for one in found if f'<html lang="{settings.language}"' in one.page]
    described = LexborHTMLParser(chapters[0].page).css_first("meta[name=description]") if chapters else None
    cover = Cover(
        title=settings.title,
        author=settings.author,
        edition=name_edition(settings.edition, "", settings.language),
        licence=words["about.licence"].format(licence=settings.licence) if settings.licence else "",
        description=(described.attributes.get("content") or "") if described else "",
        address=settings.address,
    )
    house = [HOUSE] if (site / HOUSE).is_file() else []
    styles = ["_static/factbook.css", *house, STYLE.name]
    return render_book(cover, chapters, language=settings.language, styles=styles, pages=pages or {})


def _read_chapters(site: Path, name: str) -> list[BookChapter]:
    """Return a page, and the further pages of the reviews on it."""
    first = _read_chapter(site, name)
    links = (link.attributes["href"] or "" for link in LexborHTMLParser(first.page).css(".fb-pager--review a"))
    further = [normpath(join(dirname(name), unquote(link))).removesuffix(".html") for link in links]
    return [first, *(_read_chapter(site, one) for one in further)]


def _read_chapter(site: Path, name: str) -> BookChapter:
    file = site / f"{name}.html"
    if not file.is_file():
        what = f"{name}.html is not in the site"
        raise SiteError.about("factbook pdf", what, "build it first: factbook build")
    page = file.read_text("utf-8")
    heading = LexborHTMLParser(page).css_first("h1")
    for silent in heading.css(".section-number, .headerlink") if heading else []:
        silent.decompose()
    title = " ".join(heading.text().split()) if heading else name
    return BookChapter(name=name, title=title.replace("\u2060", ""), page=page)


def make_stable(pdf: bytes, day: str) -> bytes:
    """Return the document without what differs from printing to printing, dated with `day`, or with 2000-01-01."""
    reader = PdfReader(BytesIO(pdf))
    # An identifier is drawn by chance or from the clock; only encrypted documents need one.
    reader.trailer.pop("/ID", None)
    writer = PdfWriter(clone_from=reader)
    # pypdf writes 1.3 unless it is told, and tagged documents are of 1.4.
    writer.pdf_header = reader.pdf_header
    date = f"D:{day.replace('-', '') or '20000101'}000000+00'00'"
    writer.add_metadata({"/CreationDate": date, "/ModDate": date})
    stable = BytesIO()
    writer.write(stable)
    return _number_elements(stable.getvalue())


def _number_elements(pdf: bytes) -> bytes:
    """Return the document with its elements numbered in order; numbers of nodes depend on what was ready first."""
    order = {name: at for at, name in enumerate(sorted(set(_ELEMENT.findall(pdf))), start=1)}
    # As long as before, so that everything stays where the table of contents of the file says that it is.
    return _ELEMENT.sub(lambda found: b"(node%08d)" % order[found[1]], pdf)


def _complain(what: str) -> SiteError:
    return SiteError.about("factbook pdf", f"the browser {what}", "try another version of the browser")
