"""A built site as one PDF, printed by the Chromium of this machine."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from factbook.model.errors import Complaint, SiteError
from factbook.project.files import replace_file
from factbook.project.settings import Project
from factbook.render.html.print_book import BookChapter, Cover, render_book
from factbook.render.values import show_date
from factbook.render.words.interface import find_words

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
_HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)">')
_TAG = re.compile(r'<span class="section-number">.*?</span>|<a class="headerlink".*?</a>|<[^>]*>', re.DOTALL)
# Only the objects that Chromium writes uncompressed are read: pages, named places, dates and the document's id.
_PAGE = re.compile(rb"\n(\d+) 0 obj\s*<</Type /Page\b")
_PLACE = re.compile(rb"/([^\s/\[\]<>()]+) \[(\d+) 0 R /XYZ")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_DATE = re.compile(rb"/(CreationDate|ModDate) ?\(D:[^)]*\)")
_ID = re.compile(rb"/ID ?\[ ?<([0-9A-Fa-f]*)> ?<([0-9A-Fa-f]*)> ?\]")


def find_browser() -> str:
    """Return the path of a browser that prints. Raises SiteError when there is none."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        what = f"no browser found that can print: looked for {', '.join(BROWSERS)}"
        raise SiteError(Complaint(place="factbook pdf", what=what, remedy="install Chromium, or put it on the PATH"))
    return found


def print_report(project: Project, site: Path, target: Path, *, browser: str) -> None:
    """Print a built site into `target`; the same site gives the same bytes.

    It is printed twice, since the page on which a chapter starts is known only afterwards. Raises SiteError when a page
    is missing, or when the browser fails or takes longer than `LIMIT_SECONDS`.
    """
    static = site / "_static"
    if not target.parent.is_dir() or (target.exists() and not target.is_file()):
        remedy = "name a file in an existing folder, such as report.pdf"
        raise SiteError(Complaint(place=str(target), what="no file can be written there", remedy=remedy))
    draft = _print(make_book(project, site), static, browser)
    printed = _print(make_book(project, site, find_pages(draft)), static, browser)
    replace_file(target, make_stable(printed, project.settings.edition_date))


def _print(book: str, static: Path, browser: str) -> bytes:
    """Return a page as PDF; `static` is the folder of its styles and fonts, which it refers to as ``_static``."""
    with tempfile.TemporaryDirectory(prefix="factbook-pdf-") as name:
        folder = Path(name)
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
    pages = {number: at for at, number in enumerate(_PAGE.findall(pdf), start=1)}
    found = {}
    for name, page in _PLACE.findall(pdf):
        plain = _ESCAPED.sub(lambda match: bytes.fromhex(match[1].decode()), name)
        if page in pages:
            found[plain.decode("utf-8", errors="replace")] = pages[page]
    return found


def make_book(project: Project, site: Path, pages: Mapping[str, int] | None = None) -> str:
    """Return every page of a built site as one HTML page to print, in reading order.

    `pages` are the page numbers of the named places, for the table of contents.
    Raises SiteError when a page does not exist.
    """
    settings, words = project.settings, find_words(project.settings.language)
    chapters = [_read_chapter(site, path) for path in project.pages]
    day = show_date(settings.edition_date, settings.language)
    described = _DESCRIPTION.search(chapters[0].page) if chapters else None
    cover = Cover(
        title=settings.title,
        author=settings.author,
        edition=words["about.edition"].format(label=settings.edition, date=day) if settings.edition else "",
        licence=words["about.licence"].format(licence=settings.licence) if settings.licence else "",
        description=html.unescape(described[1]) if described else "",
        address=settings.address,
    )
    house = [HOUSE] if (site / HOUSE).is_file() else []
    styles = ["_static/factbook.css", *house, STYLE.name]
    return render_book(cover, chapters, language=settings.language, styles=styles, pages=pages or {})


def _read_chapter(site: Path, path: Path) -> BookChapter:
    name = path.with_suffix("").as_posix().removeprefix("book/")
    file = site / f"{name}.html"
    if not file.is_file():
        what = f"{name}.html is not in the site"
        raise SiteError(Complaint(place="factbook pdf", what=what, remedy="build it first: factbook build"))
    page = file.read_text("utf-8")
    heading = _HEADING.search(page)
    title = html.unescape(" ".join(_TAG.sub("", heading[1]).split())) if heading else name
    return BookChapter(name=name, title=title.replace("\u2060", ""), page=page)


def make_stable(pdf: bytes, day: str) -> bytes:
    """Return the document without what differs from printing to printing, at the same length."""
    # A PDF ends with the byte offsets of its objects, so every replacement must be exactly as long as what it replaces.
    stamp = f"D:{day.replace('-', '') or '20000101'}000000+00'00'".encode()

    def date(match: re.Match[bytes]) -> bytes:
        room = len(match[0]) - len(match[1]) - len(b"/ ()")
        return b"/%s (%s)" % (match[1], stamp[:room].ljust(room)) if b" (" in match[0] else match[0]

    pdf = _DATE.sub(date, pdf)
    return _ID.sub(
        lambda match: match[0].replace(match[1], b"0" * len(match[1])).replace(match[2], b"0" * len(match[2])), pdf
    )


def _complain(what: str) -> SiteError:
    return SiteError(
        Complaint(place="factbook pdf", what=f"the browser {what}", remedy="try another version of the browser")
    )
