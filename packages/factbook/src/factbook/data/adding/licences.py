"""What a licence is called, and where it is written."""

from __future__ import annotations

import re

_KNOWN = {
    "CC-BY-4.0": ("Creative Commons Attribution", "https://creativecommons.org/licenses/by/4.0/"),
    "CC-BY-SA-4.0": ("Creative Commons Attribution, share alike", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "CC-BY-NC-4.0": ("Creative Commons Attribution, not commercial", "https://creativecommons.org/licenses/by-nc/4.0/"),
    "CC0-1.0": ("Creative Commons Zero", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "ODC-PDDL-1.0": ("Public Domain Dedication and Licence", "https://opendatacommons.org/licenses/pddl/1-0/"),
    "ODC-BY-1.0": ("Open Data Commons Attribution", "https://opendatacommons.org/licenses/by/1-0/"),
    "ODbL-1.0": ("Open Database Licence", "https://opendatacommons.org/licenses/odbl/1-0/"),
    "OGL-UK-3.0": (
        "Open Government Licence",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    ),
    "DL-DE-BY-2.0": ("Datenlizenz Deutschland, Namensnennung", "https://www.govdata.de/dl-de/by-2-0"),
    "DL-DE-ZERO-2.0": ("Datenlizenz Deutschland, Zero", "https://www.govdata.de/dl-de/zero-2-0"),
    "KOGL-1": ("Korea Open Government Licence", "https://www.kogl.or.kr/info/licenseType1.do"),
    "ETALAB-2.0": ("Licence ouverte", "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"),
    "MIT": ("MIT Licence", "https://opensource.org/license/mit"),
}
_BY_WORD = {re.sub(r"[^a-z0-9]", "", name.lower()): name for name in _KNOWN}
_VERSIONS = ("", "40", "10", "30", "20")
"""The versions that are meant where none is said."""


def describe_licence(text: str) -> dict[str, str]:
    """Return the entry of a licence: a name as SPDX has it, an address, or words.

    >>> describe_licence("cc by 4.0")["name"], describe_licence("https://example.org/terms")
    ('CC-BY-4.0', {'name': 'other', 'path': 'https://example.org/terms'})
    """
    word = re.sub(r"[^a-z0-9]", "", text.lower())
    # Written as people write them: cc by 4.0, CC-BY, OGL UK 3.0.
    name = next((_BY_WORD[word + one] for one in _VERSIONS if word + one in _BY_WORD), "")
    if name:
        title, path = _KNOWN[name]
        return {"name": name, "title": title, "path": path}
    if re.match(r"https?://", text):
        return {"name": "other", "path": text}
    return {"name": re.sub(r"[^A-Za-z0-9._-]+", "-", text).strip("-") or "other", "title": text}
