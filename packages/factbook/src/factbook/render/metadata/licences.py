"""Licences by the names that people write, with their SPDX identifiers and addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence's identifier and address."""

    spdx: str
    url: str


_DEEDS = "https://creativecommons.org"
LICENCES: Mapping[str, Licence] = {
    "CC BY 4.0": Licence("CC-BY-4.0", f"{_DEEDS}/licenses/by/4.0/"),
    "CC BY-SA 4.0": Licence("CC-BY-SA-4.0", f"{_DEEDS}/licenses/by-sa/4.0/"),
    "CC BY-ND 4.0": Licence("CC-BY-ND-4.0", f"{_DEEDS}/licenses/by-nd/4.0/"),
    "CC BY-NC 4.0": Licence("CC-BY-NC-4.0", f"{_DEEDS}/licenses/by-nc/4.0/"),
    "CC0 1.0": Licence("CC0-1.0", f"{_DEEDS}/publicdomain/zero/1.0/"),
    "MIT": Licence("MIT", "https://opensource.org/license/mit"),
}
"""Those that reports are published under; any other name is shown as it is written, and left out of metadata."""


def find_licence(text: str) -> Licence | None:
    """Return the licence that a name or an SPDX identifier means; ``None`` if it is not known.

    >>> find_licence("cc-by-4.0").url
    'https://creativecommons.org/licenses/by/4.0/'
    """
    # Editors write the name, machines the SPDX identifier; neither agrees on capitals.
    wanted = text.strip().lower()
    return next((one for name, one in LICENCES.items() if wanted in {name.lower(), one.spdx.lower()}), None)
