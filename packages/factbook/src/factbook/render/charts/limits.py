"""Limits of the texts of axes and legends, only where a text may reach one.

The renderer measures each text several times, and that takes most of a drawing; a text that has a limit is measured
twice as often. It shortens a text by half an emoji, which it cannot measure then, so that texts with one have no limit.
"""

from __future__ import annotations

from factbook.render.charts.fit import find_scopes
from factbook.render.charts.label_marks import NewPart, Part

WIDEST = 1.25
"""Width of the widest letters as a part of their size: emoji; those of Chinese and Korean are as wide as high."""
_IS_WHOLE = r"test(/[\ud800-\udfff]/, datum.label)"
_GUIDES = {"axes": "axis", "legends": "legend"}
"""Where guides are, and which part of the configuration is theirs."""


def lift_limits(vega: NewPart) -> None:
    """Lift the limits of those texts of a compiled chart that are too short to reach them."""
    config: Part = vega.get("config", {})
    for name, kind in _GUIDES.items():
        # Where an author limits only some axes, those of the configuration are not the ones that count.
        others = [one for key, one in config.items() if key.startswith(kind) and key != kind]
        common = config.get(kind, {}) if not any("labelLimit" in one or "titleLimit" in one for one in others) else {}
        for guide in (guide for scope in find_scopes(vega) for guide in scope.get(name, ())):
            _lift_title(guide, {**common, **guide})
            _lift_labels(guide, {**common, **guide})


def _lift_title(guide: NewPart, style: Part) -> None:
    title = guide.get("title")
    lines = [line for line in (title if isinstance(title, list) else [title]) if isinstance(line, str)]
    if (isinstance(title, list) and len(lines) < len(title)) or not lines:
        return
    if max(map(len, lines)) <= _fitting(style, "title") or max("".join(lines), default="") > "\uffff":
        guide["titleLimit"] = 0


def _lift_labels(guide: NewPart, style: Part) -> None:
    fitting, encode = _fitting(style, "label"), guide.get("encode", {})
    update = encode.get("labels", {}).get("update", {})
    # What an author writes into a label is not what the renderer knows it by.
    if fitting and guide.get("labels", True) is True and not {"text", "limit", "fontSize"} & update.keys():
        short = f"isString(datum.label) && (length(datum.label) <= {fitting} || {_IS_WHOLE})"
        limit = {"signal": f"{short} ? 0 : {style['labelLimit']}"}
        guide["encode"] = {**encode, "labels": {**encode.get("labels", {}), "update": {**update, "limit": limit}}}


def _fitting(style: Part, kind: str) -> int:
    """Return how many letters certainly fit a limit; 0 where there is none, or it is not known."""
    limit, size = _number(style.get(f"{kind}Limit")), _number(style.get(f"{kind}FontSize"))
    return int(limit / (size * WIDEST)) if size > 0 else 0


def _number(value: object) -> float:
    """Return a number of a style; 0 where it is computed by the renderer."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else 0
