"""TeX as MathML: by docutils, and what it does not know by latex2mathml, whose output is taken only if it is plain.

Macros are those of the setting ``mathjax3_config``, where books have them for the script that is not loaded here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree

from docutils.utils.math import MathError

# Reach: docutils (0.21.2): it calls this module internal, though its own writer uses it for `math_output: MathML`. It
# has no public function from TeX to MathML, and its writer would put a message of its own into the page where a formula
# cannot be set.
# Tested by tests/unit/sphinx_ext/test_theme.py::test_docutils_still_sets_formulas_by_the_function_that_we_call
from docutils.utils.math.latex2mathml import tex2mathml

_SPACE = "{http://www.w3.org/1998/Math/MathML}"
_ELEMENTS = frozenset(
    "math menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt "
    "mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics".split()
)
_ATTRIBUTES = frozenset(
    "accent accentunder align columnalign columnlines columnspacing depth display displaystyle fence form frame height "
    "largeop linebreak linethickness lspace mathcolor mathsize mathvariant maxsize minsize movablelimits notation "
    "rowlines rowspacing rspace scriptlevel separator stretchy symmetric voffset width".split()
)
_PLAIN_VALUE = re.compile(r"[\w .,#%+-]*")
_NUMBERED = re.compile(r"\\label\{[^}]*\}|\\(?:nonumber|notag)\b")
"""What numbers lines of a formula, or keeps them from it: pages number formulas as a whole."""
_ENVIRONMENT = re.compile(r"\{(align|alignat|equation|flalign|gather|multline)\}")
"""What would number each of its lines."""
_DEPTH = 8
"""How often macros are looked for in what macros stand for."""


def set_formula(tex: str, *, as_block: bool, macros: Mapping[str, object]) -> str:
    """Return a formula as MathML. Raises MathError for what neither of the two can set."""
    tex = expand_macros(_NUMBERED.sub("", tex), macros)
    try:
        return str(tex2mathml(tex, as_block=as_block))
    except Exception as error:
        # MathError for what it does not know, and AttributeError for a sign of a table outside of one (0.21.2).
        found = _set_by_latex2mathml(tex, as_block=as_block)
        if found is None:
            raise MathError(str(error) if isinstance(error, MathError) else "it cannot be read") from error
        return found


def _set_by_latex2mathml(tex: str, *, as_block: bool) -> str | None:
    # Loaded for the few formulas that need it.
    from latex2mathml.converter import convert

    # Its texts are not escaped (3.81), so that no sign of markup may get there; in TeX these are the same.
    tex = _ENVIRONMENT.sub(r"{\1*}", tex)
    plain = tex.replace("<", r"\lt ").replace(">", r"\gt ")
    try:
        written = convert(plain, display="block" if as_block else "inline")
    except Exception:
        # A class of its own for each fault, with nothing in common; docutils has said what is wrong already.
        return None
    return written if is_plain(written) else None


def is_plain(mathml: str) -> bool:
    """Return whether a text is MathML that only shows something, with no command of TeX left in it."""
    try:
        root = ElementTree.fromstring(mathml)  # noqa: S314 - made from a page of the report's author, with no entity
    except ElementTree.ParseError:
        return False
    return all(
        element.tag.removeprefix(_SPACE) in _ELEMENTS
        and all(name in _ATTRIBUTES and _PLAIN_VALUE.fullmatch(value) for name, value in element.attrib.items())
        and not (element.text or "").startswith("\\")
        for element in root.iter()
    )


def expand_macros(tex: str, macros: Mapping[str, object]) -> str:
    """Return a formula in which each macro is what it stands for: a text, or a text and how many arguments it takes.

    >>> expand_macros(r"\\E{X} + \\R", {"E": [r"\\mathbb{E}[#1]", 1], "R": r"\\mathbb{R}"})
    '\\\\mathbb{E}[X] + \\\\mathbb{R}'
    """
    for _ in range(_DEPTH):
        before = tex
        for name, meaning in macros.items():
            body, count = _read_macro(meaning)
            pattern = rf"\\{re.escape(name)}(?![a-zA-Z])" + r"\s*\{([^{}]*)\}" * count
            tex = re.sub(pattern, lambda match, body=body: _fill(body, match.groups()), tex)  # type: ignore[misc]
        if tex == before:
            break
    return tex


def _read_macro(meaning: object) -> tuple[str, int]:
    if isinstance(meaning, list | tuple) and meaning:
        return str(meaning[0]), int(meaning[1]) if len(meaning) > 1 and str(meaning[1]).isdecimal() else 0
    return str(meaning), 0


def _fill(body: str, arguments: tuple[str, ...]) -> str:
    for at, argument in enumerate(arguments, start=1):
        body = body.replace(f"#{at}", argument)
    return body
