"""The variables of the house style that a newsroom may change, and the contrast of the colours that it chose.

`_config.yml` changes them under ``factbook: style:``; what is changed becomes a small style sheet after ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from string import hexdigits

from figurecheck.model.errors import Complaint, suggest
from figurecheck.model.worded import phrase
from figurecheck.settings.faults import BadValueError, BadValuesError, FileFault

PLACE = "_config.yml: factbook.style"
COLOURS: Mapping[str, tuple[str, str]] = {
    "paper": ("#ffffff", "#111513"),
    "paper-2": ("#f2f6f4", "#181e1b"),
    "paper-3": ("#e3eeea", "#22332d"),
    "paper-4": ("#fbf1dc", "#2e2617"),
    "ink": ("#171c20", "#e9eeeb"),
    "ink-2": ("#4b555d", "#b6c0bb"),
    "ink-3": ("#636e76", "#96a29c"),
    "rule": ("#d5dcd8", "#2f3834"),
    "rule-2": ("#9fada6", "#5d6a64"),
    "link": ("#1a5490", "#8fbcf0"),
    "focus": ("#1a5fd0", "#9cc3ff"),
    "ok": ("#1f6b5c", "#79c7b0"),
    "care": ("#8f5a00", "#e3b15c"),
    "said": ("#55606a", "#b6c0bb"),
    "wrong": ("#b3341c", "#ff8d78"),
    "mark": ("#4f9585", "#4f9585"),
    "c-other": ("#7a8790", "#8d9a94"),
    "c-third": ("#2b5c8a", "#8fb9e6"),
    "c-tint": ("#dcebe5", "#20352e"),
}
"""Colours, each on light and on dark pages."""
LENGTHS: Mapping[str, str] = {"measure": "38rem", "margin": "19rem", "page": "77.5rem", "radius": "0rem"}
"""The widest column of text, the margin beside it, the page, and the corners of fields and buttons."""
FONTS = ("serif", "sans", "mono", "hangul")
"""Families: for prose, for what is counted, for code, and for Korean."""
GENERIC = frozenset("serif sans-serif monospace system-ui ui-serif ui-sans-serif ui-monospace".split())
NEEDS: tuple[tuple[str, str, float], ...] = (
    *((text, "paper", 4.5) for text in ("ink", "ink-2", "ink-3", "link", "ok", "care", "said", "wrong")),
    *((text, "paper-2", 4.5) for text in ("ink", "ink-2", "link")),
    ("ink", "paper-3", 4.5),
    *((text, "paper-4", 4.5) for text in ("ink", "link")),
    *((line, "paper", 3.0) for line in ("mark", "focus", "c-other", "c-third")),
)
"""Pairs of a colour and its background, each with the least contrast that WCAG 2.2 AA requires."""
# Values are written into a style sheet, so only forms are taken that cannot end a declaration or name another host.
UNITS = ("rem", "em", "px", "ch")


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What a report changes of the house style."""

    colours: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Light and dark, as ``#rrggbb``, by name."""
    lengths: Mapping[str, str] = field(default_factory=dict)
    fonts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Families in the order in which they are tried."""
    faces: Mapping[str, str] = field(default_factory=dict)
    """Files of fonts, from the report's folder, by family."""

    def __bool__(self) -> bool:
        return bool(self.colours or self.lengths or self.fonts or self.faces)

    @property
    def css(self) -> str:
        """The style sheet that sets the changed variables; empty where nothing is changed."""
        if not self:
            return ""
        lines = [f"--fb-{name}: light-dark({light}, {dark});" for name, (light, dark) in self.colours.items()]
        lines += [f"--fb-{name}: {length};" for name, length in self.lengths.items()]
        lines += [f"--fb-{name}: {', '.join(map(_quote, families))};" for name, families in self.fonts.items()]
        faces = [
            f'@font-face {{ font-family: "{family}"; src: url("{face_file(file)}"); font-display: swap; }}'
            for family, file in self.faces.items()
        ]
        return "\n".join([*faces, ":root {", *(f"  {line}" for line in lines), "}", ""])


def read_style(value: object) -> Style:
    """Return what stands under ``factbook: style:``; raise BadValuesError with all faults."""
    if value is None:
        return Style()
    if not isinstance(value, Mapping):
        raise BadValueError("is not a table of variables", "write name: value lines")
    colours, lengths, fonts = dict[str, tuple[str, str]](), dict[str, str](), dict[str, tuple[str, ...]]()
    faces: Mapping[str, str] = {}
    faults: list[FileFault] = []
    for name, chosen in value.items():
        try:
            if name in COLOURS:
                colours[name] = _read_colour(name, chosen)
            elif name in LENGTHS:
                lengths[name] = _read_length(name, chosen)
            elif name in FONTS:
                fonts[name] = _read_families(chosen)
            elif name == "faces":
                faces = _read_faces(chosen)
            else:
                known = (*COLOURS, *LENGTHS, *FONTS, "faces")
                faults.append(FileFault((str(name),), "no such variable", suggest(known, name), is_key=True))
        except BadValueError as error:
            faults.append(FileFault((str(name),), error.what, error.remedy))
    if faults:
        raise BadValuesError(faults)
    return Style(colours=colours, lengths=lengths, fonts=fonts, faces=faces)


def find_weak_contrasts(style: Style) -> Iterator[Complaint]:
    """Yield a complaint for each colour that was changed and is hard to tell from its ground on light or dark pages."""
    for text, ground, least in NEEDS:
        # A test checks our own pairs, so only those that the report has changed are reported.
        if text not in style.colours and ground not in style.colours:
            continue
        for at, scheme in enumerate(("light", "dark")):
            one, other = ({**COLOURS, **style.colours}[name][at] for name in (text, ground))
            found = contrast(one, other)
            if found < least:
                what = phrase(
                    "{one} on {ground} {other} has a contrast of {found} on {scheme} pages",
                    one=one,
                    ground=ground,
                    other=other,
                    found=f"{found:.2f}",
                    scheme=phrase(scheme),
                )
                remedy = phrase(
                    "WCAG AA asks for {least}; make one of them {how}",
                    least=f"{least:g}",
                    how=phrase("darker" if scheme == "light" else "lighter"),
                )
                yield Complaint(f"{PLACE}.{text}", what, remedy)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours ``#rrggbb``, as WCAG 2 defines it: 1 to 21.

    >>> round(contrast("#000000", "#ffffff"), 2), round(contrast("#777777", "#ffffff"), 2)
    (21.0, 4.48)
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def face_file(file: str) -> str:
    """Return the name under which a font's file is published."""
    return file.rpartition("/")[2]


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    # the transfer function of sRGB and the weights of its primaries, as WCAG 2 writes them down
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _read_colour(name: str, value: object) -> tuple[str, str]:
    given: object = value
    if isinstance(value, Mapping) and set(value) <= {"light", "dark"}:
        given = [value.get(scheme, usual) for scheme, usual in zip(("light", "dark"), COLOURS[name], strict=True)]
    pair = [given, given] if isinstance(given, str) else given
    if isinstance(pair, list) and len(pair) == len(COLOURS[name]) and all(_is_colour(str(one)) for one in pair):
        light, dark = (_expand(str(one)) for one in pair)
        return light, dark
    remedy = phrase("write it in quotes, as '{colour}' or as {{light: '#...', dark: '#...'}}", colour=COLOURS[name][0])
    raise BadValueError(phrase("{value} is not a colour", value=repr(given)), remedy)


def _expand(colour: str) -> str:
    return colour.lower() if len(colour) > len("#rgb") else "#" + "".join(digit * 2 for digit in colour[1:].lower())


def _read_length(name: str, value: object) -> str:
    text = "0rem" if value == 0 else str(value)
    unit = next((unit for unit in UNITS if text.endswith(unit)), "")
    parts = text.removesuffix(unit).split(".")
    if unit and len(parts) <= 2 and all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        return text
    remedy = phrase("write a number with rem, em, px or ch, such as {length}", length=LENGTHS[name])
    raise BadValueError(phrase("{value} is not a length", value=repr(value)), remedy)


def _read_families(value: object) -> tuple[str, ...]:
    found = [str(one).strip() for one in (value if isinstance(value, list) else str(value).split(","))]
    if found and all(_is_family(one) for one in found):
        return tuple(found)
    remedy = "write names of families with commas between them, such as Charter, Georgia, serif"
    raise BadValueError(phrase("{value} names no fonts", value=repr(value)), remedy)


def _read_faces(value: object) -> Mapping[str, str]:
    if value is None:
        return {}
    if not isinstance(value, Mapping) or not all(
        _is_family(str(family)) and _is_font_file(str(file)) for family, file in value.items()
    ):
        remedy = "write Family: folder/file.woff2 lines, with files in the report's folder"
        raise BadValueError(phrase("{value} names no files of fonts", value=repr(value)), remedy)
    return {str(family): str(file) for family, file in value.items()}


def _is_colour(text: str) -> bool:
    return text[:1] == "#" and len(text) in {len("#rgb"), len("#rrggbb")} and set(text[1:]) <= set(hexdigits)


def _is_family(text: str) -> bool:
    return _is_word(text, " .-") and text[0] not in " .-"


def _is_font_file(path: str) -> bool:
    # no path that leads out of the report's folder, since the file is published
    inside = not path.startswith("/") and ".." not in path
    return inside and _is_word(path, "./-") and path.endswith(".woff2") and path != ".woff2"


def _is_word(text: str, joints: str) -> bool:
    return bool(text) and all(letter.isalnum() or letter == "_" or letter in joints for letter in text)


def _quote(family: str) -> str:
    return family if family in GENERIC else f'"{family}"'
