"""Citations of a report, a page or a figure: in words, and in the formats that reference managers read."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from factbook.render.metadata.licences import find_licence
from factbook.render.text import name_edition
from factbook.render.words.interface import find_words

# BibTeX's macros for months, the same in every language.
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    one: f"\\{one}" for one in "{}$&#_%"
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What is cited."""

    report: str
    page: str = ""
    """Title of the page; empty for the report as a whole."""
    author: str = ""
    publisher: str = ""
    editors: tuple[str, ...] = ()
    edition: str = ""
    day: str = ""
    """The day of the edition, an ISO date."""
    known_until: str = ""
    """The day of its newest source, an ISO date at the precision known."""
    address: str = ""
    licence: str = ""
    description: str = ""
    language: str = "en"
    key: str = ""
    """A name for it among references."""

    @property
    def title(self) -> str:
        """Title of what is cited: of the page if there is one, else of the report."""
        return self.page or self.report


def cite_text(cited: Citation) -> str:
    """Return a citation in one line: author, title, edition, the day of its newest source, address."""
    words = find_words(cited.language)
    author = f"{cited.author}: " if cited.author and cited.author != cited.report else ""
    form = words["cite.text" if cited.page and cited.page != cited.report else "cite.report"]
    edition = name_edition(cited.edition, cited.known_until, cited.language)
    text = " ".join(form.format(author=author, page=cited.page, report=cited.report, edition=edition).split())
    return f"{text} {cited.address}" if cited.address else text


@dataclass(frozen=True, slots=True)
class Download:
    """A citation that a link saves as a file."""

    words: str
    """The key of the words of the link."""
    name: str
    """The name of the file."""
    address: str
    """The file itself, as an address of the kind ``data:``."""


def find_downloads(cited: Citation) -> list[Download]:
    """Return a citation as files that no site has to hold: one for BibTeX, and one as CSL-JSON.

    Two files for each figure would be four in ten of a site's, and some hosts limit how many a site may have.
    """
    name = re.sub(r"[^\w.-]+", "-", cited.key) or _key(cited)
    return [
        Download("cite.bibtex", f"{name}.bib", _hold("application/x-bibtex", cite_bibtex(cited))),
        Download("cite.csl", f"{name}.json", _hold("application/vnd.citationstyles.csl+json", cite_csl(cited))),
    ]


def cite_bibtex(cited: Citation) -> str:
    """Return a citation as a BibTeX entry."""
    year, month = [*cited.day.split("-"), "", ""][:2]
    fields = {
        # Braces within braces: BibTeX would take an organisation's last word for a family name.
        "author": f"{{{_tex(cited.author or cited.report)}}}",
        "title": f"{{{_tex(cited.title)}}}",
        "year": year,
        "howpublished": _tex(cited.report) if cited.page else "",
        "note": _tex(name_edition(cited.edition, cited.known_until)),
        "editor": " and ".join(f"{{{_tex(name)}}}" for name in cited.editors),
        "publisher": _tex(cited.publisher),
        "url": quote(cited.address, safe=":/?#[]@!$&'()*+,;=%-._~"),
    }
    lines = [f"  {name} = {{{text}}}," for name, text in fields.items() if text]
    if month:
        # A month is a macro of BibTeX and stands without braces, so it is not among the fields above.
        lines.insert(3, f"  month = {MONTHS[int(month) - 1]},")
    return f"@misc{{{_key(cited)},\n" + "\n".join(lines) + "\n}\n"


def cite_csl(cited: Citation) -> str:
    """Return a citation as CSL-JSON, a list of one."""
    entry: dict[str, Any] = {
        "id": _key(cited),
        "type": "webpage",
        "title": cited.title,
        "container-title": cited.report if cited.page else "",
        "author": [{"literal": cited.author or cited.report}],
        "editor": [{"literal": name} for name in cited.editors],
        "publisher": cited.publisher,
        "issued": {"date-parts": [[int(part) for part in cited.day.split("-")]]} if cited.day else "",
        "version": cited.edition,
        "URL": cited.address,
        "language": cited.language,
    }
    return json.dumps([{key: value for key, value in entry.items() if value}], ensure_ascii=False) + "\n"


def cite_cff(cited: Citation) -> str:
    """Return the citation of a whole report as ``CITATION.cff``, version 1.2.0 of the Citation File Format."""
    licence = find_licence(cited.licence)
    fields: Mapping[str, Any] = {
        "cff-version": "1.2.0",
        "message": "If you use this report or its data, please cite it as below.",
        "type": "dataset",
        "title": cited.report,
        "version": cited.edition,
        "date-released": cited.day,
        "license": licence.spdx if licence else "",
        "url": cited.address,
        "abstract": cited.description,
    }
    lines = [f"{name}: {_yaml(text)}" for name, text in fields.items() if text]
    lines += ["authors:", f"  - name: {_yaml(cited.author or cited.report)}"]
    return "\n".join(lines) + "\n"


def report_href(contact: str, subject: str, body: str) -> str:
    """Return the address at which to report an error: a mail or a form, with subject and body filled in.

    `contact` is a mail address, or the address of a form that takes ``title`` and ``body``, as forms for issues do.
    Empty without a contact.
    """
    if not contact:
        return ""
    if re.match(r"https?://", contact):
        return (
            f"{contact}{'&' if '?' in contact else '?'}{urlencode({'title': subject, 'body': body}, quote_via=quote)}"
        )
    # `quote`, since mail programs do not read a plus sign as a blank. The lines of a mail end as RFC 6068 has them.
    filled = {"subject": subject, "body": body.replace("\n", "\r\n")}
    return f"mailto:{quote(contact, safe='@')}?{urlencode(filled, quote_via=quote)}"


def _hold(kind: str, text: str) -> str:
    # RFC 2397. All but letters, digits and "_.-~" is escaped, so it is safe in an attribute.
    return f"data:{kind};charset=utf-8,{quote(text, safe='')}"


def _key(cited: Citation) -> str:
    words = re.findall(r"[a-z0-9]+", f"{cited.key or cited.report} {cited.edition}".lower())
    return "-".join(words) or "report"


def _tex(text: str) -> str:
    return "".join(_TEX.get(one, one) for one in " ".join(text.split()))


def _yaml(text: str) -> str:
    """Return a text as a YAML scalar; every JSON string is one, whatever it contains."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
