"""Colours and parts that the charts of all notebooks share."""

import altair as alt
import pandas as pd

INK, INK_2, RULE = "#171c20", "#4b555d", "#d5dcd8"
MAIN, OTHER, THIRD, CLAIM, TINT, PAPER = "#1f6b5c", "#7a8790", "#2b5c8a", "#b3341c", "#dcebe5", "#ffffff"


def frame(series):
    """Return a series by year as rows, with an empty row for each missing year so that a line breaks there."""
    whole = series.reindex(range(series.index[0], series.index[-1] + 1))
    return pd.DataFrame({"year": whole.index, "value": whole.to_numpy()})


def lonely(series):
    """Return the years of a series whose neighbours are missing, which a line would not show."""
    alone = series[[at - 1 not in series.index and at + 1 not in series.index for at in series.index]]
    return pd.DataFrame({"year": alone.index, "value": alone.to_numpy()})


def line(series, x, y, colour=MAIN, rings=(), **style):
    """Return a series by year as a line with gaps; a year in `rings` is an open point at the end of a dotted line."""
    less_sure = [year for year in series.index if year in rings]
    sure = series.drop(less_sure)
    parts = [alt.Chart(frame(sure)).mark_line(color=colour, **style).encode(x, y)] if len(sure) else []
    for year in less_sure:
        near, ring = frame(series.loc[year - 1 : year + 1]), frame(series.loc[[year]])
        parts += [
            alt.Chart(near).mark_line(color=colour, strokeDash=[0.1, 5], **style).encode(x, y),
            alt.Chart(ring).mark_point(color=colour, fill=PAPER, filled=False, strokeWidth=2, size=60).encode(x, y),
        ]
    alone = lonely(series)
    return [*parts, alt.Chart(alone[~alone["year"].isin(less_sure)]).mark_point(color=colour, size=50).encode(x, y)]


def outlined(table, at, colour, size, width=2, end="x", **style):
    """Return bars with their outlines inside them, so that a bar ends where its value does, however small it is."""
    # A lying bar grows to greater places, an upright one to lesser.
    by = -width / 2 if end == "x" else width / 2
    inside = {f"{end}Offset": by, f"{end}2Offset": -by, "size": size - width}
    drawn = alt.Chart(table).mark_bar(color=PAPER, stroke=colour, strokeWidth=width, **inside, **style)
    return drawn.encode(**at | {f"{end}2": alt.datum(0)})


def bars(table, *, top, size=16, colour=MAIN, hatch=(), ring=(), names=True, form=","):
    """Return bars with names above and values behind; rows of `hatch` are the article’s, those of `ring` less sure."""
    step = alt.Scale(paddingInner=0.55 if names else 0.3, paddingOuter=0.5 if names else 0.2)
    at = {
        "y": alt.Y("name:N", sort=list(dict.fromkeys(table["name"])), axis=None, scale=step),
        "x": alt.X("value:Q", axis=None, scale=alt.Scale(domain=[0, top])),
    }
    theirs, unsure = table["name"].isin(hatch), table["name"].isin(ring)
    base = alt.Chart(table).encode(**at)
    parts = [
        alt.Chart(table[~theirs & ~unsure]).mark_bar(color=colour, size=size).encode(**at),
        outlined(table[unsure], at, colour, size, strokeDash=[3, 3]),
        *hatching(table[theirs], at, top, size),
        base.mark_text(align="left", baseline="middle", dx=7, fontWeight=600, color=INK).encode(
            text=alt.Text("value:Q", format=form)
        ),
    ]
    if names:
        name = {"align": "left", "baseline": "bottom", "dy": -size / 2 - 4, "color": INK}
        parts.append(base.mark_text(**name).encode(x=alt.value(0), text="name:N"))
    return alt.layer(*[part for part in parts if part.data is not None and len(part.data)])


def uprights(table, x, *, top, colour=MAIN, height=200):
    """Return upright bars with their values above them; rows of value and of the field that `x` encodes."""
    y = alt.Y("value:Q", axis=None, scale=alt.Scale(domain=[0, top * 1.12]))
    base = alt.Chart(table).encode(x, y)
    label = base.mark_text(dy=-9, fontWeight=600, color=INK).encode(text=alt.Text("value:Q", format=","))
    return alt.layer(base.mark_bar(color=colour), label).properties(height=height)


def panels(lines, width, *, ticks, told, top=None, rings=(), form=",", across=3, height=180):
    """Return a frame for each series by year of `lines`, with a scale of its own unless `top` is that of all."""
    views, ends = [], [series.index for series, _ in lines.values()]
    span = min(years[0] for years in ends), max(years[-1] for years in ends)
    for name, (series, colour) in lines.items():
        x = year_axis(*span, "s", ticks)
        y = alt.Y("value:Q", axis=None, scale=alt.Scale(domain=[0, (top or series.max()) * 1.15]))
        rows = pd.DataFrame({"year": series.index, "value": series.to_numpy()})
        rows = rows[rows["year"].isin([*told, series.index[-1]])]
        text = {"text": alt.Text("value:Q", format=form)}
        # The last value stands below its point, so that it does not cover the line that falls to it.
        last = rows["year"].eq(series.index[-1]) & (series.iloc[-1] < series.iloc[-2:].max())
        parts = [alt.Chart(rows[~rows["year"].isin(rings)]).mark_point(color=colour, size=50).encode(x, y)]
        for some, dy in ((rows[~last], -13), (rows[last], 19)):
            parts.append(alt.Chart(some).mark_text(dy=dy, fontWeight=600, color=INK).encode(x, y, **text))
        views.append(alt.layer(*line(series, x, y, colour, rings=rings), *parts).properties(title=name, height=height))
    return alt.concat(*views, columns=1 if width == "s" else across)


def hatching(table, at, top, size=16, field="value"):
    """Return bars of the article's figures: outlined and hatched, as they are everywhere."""
    places = [top / 100 * at for at in range(1, 100)]
    # A stripe is half as thick as a step at most, so none ends outside of its bar.
    stripes = [{**row, "at": at} for row in table.to_dict("records") for at in places if at + top / 200 < row[field]]
    return [
        outlined(table, at, CLAIM, size),
        alt.Chart(pd.DataFrame(stripes, columns=[*table.columns, "at"]))
        .mark_tick(color=CLAIM, thickness=1.5, size=size - 2)
        .encode(**at | {"x": alt.X("at:Q")}),
    ]


def notes(rows, x, y, **style):
    """Return text in a chart: rows of year, value and text."""
    table = pd.DataFrame(rows, columns=["year", "value", "text"])
    return alt.Chart(table).mark_text(lineBreak="\n", **style).encode(x, y, text="text:N")


def steps(step, top, unit):
    """Return an axis with a line at each step, the unit in its top label."""
    values = [step * at for at in range(1, int(top) // step + 1)]
    label = f"format(datum.value, ',') + (datum.value == {values[-1]} ? ' {unit}' : '')"
    return alt.Axis(values=values, labelExpr=label)


def year_axis(first, last, width, ticks):
    """Return an axis of years with room for the labels of the other one; fewer ticks where it is narrow."""
    scale = alt.Scale(domain=[first, last], nice=False, padding=36 if width == "s" else 50)
    values = ticks if width == "s" else list(range(first, last + 1))
    return alt.X("year:Q", scale=scale, axis=alt.Axis(values=values, format="d"))


# Small multiples: panels of bars that share a look, and never a frame where counts may not be compared.

ONE, ANOTHER, LENT, ASKED, CLAIMED = KINDS = range(5)
_WORDS = "one count", "another count", "other staff, or cases", "asked for", "the article"
_STYLES = [(MAIN, MAIN), (PAPER, MAIN), (OTHER, OTHER), (PAPER, OTHER), (PAPER, CLAIM)]
_SMALL = {"fontSize": 12, "color": INK}


def bar(table, kind, at, size, end):
    """Return bars of a kind: filled, or outlined where they count something else."""
    fill, stroke = _STYLES[kind]
    if fill == PAPER:
        return outlined(table, at, stroke, size, 1.5, end)
    return alt.Chart(table).mark_bar(color=fill, size=size).encode(**at)


def key(width):
    """Return what the forms of bars mean, as a line of its own."""
    rows = pd.DataFrame({"means": _WORDS, "place": [0, 1, 2, 3, 4]})
    line = alt.Y("place:O", axis=None) if width == "s" else alt.value(8)
    place = alt.value(6) if width == "s" else alt.X("place:O", axis=None, scale=alt.Scale(paddingOuter=0, align=0))
    parts = []
    for kind in KINDS:
        base = alt.Chart(rows[rows["place"] == kind])
        fill, stroke = _STYLES[kind]
        parts.append(base.mark_point(shape="square", size=120, fill=fill, stroke=stroke).encode(x=place, y=line))
        parts.append(base.mark_text(align="left", dx=12, fontSize=12).encode(x=place, y=line, text="means:N"))
    return alt.layer(*parts).properties(height=90 if width == "s" else 20)


def marked(table, kind, at=0.4, column="value"):
    """Return the rows of a table by year, each with its place on the scale of years; labels where it turns."""
    rows = pd.DataFrame({"value": table[column].to_numpy(), "spot": table.index.to_numpy() + at})
    last = len(rows) - 1
    turns = {0: "center", last: "left", int(rows["value"].argmax()) if last >= 0 else 0: "right"}
    return rows.assign(label=[turns.get(n, "") if last else "center" for n in range(last + 1)]), kind


def titled(chart, name, says=(), height=88):
    """Return a panel with its name and what it says above it."""
    small = {"subtitleFontSize": 12, "subtitleColor": INK_2, "subtitleLineHeight": 15, "subtitlePadding": 3}
    title = alt.TitleParams(name, subtitle=list(says) or [" "], anchor="start", fontSize=14, offset=4, **small)
    return chart.properties(height=height, title=title)


def yearly(tables, top, years, field="value", form=",", size=8):
    """Return upright bars by year: tables from `marked`."""
    first, last = years
    scale = alt.Scale(domain=[first, last + 1], nice=False)
    axis = alt.Axis(values=[first, last], format="d", title=None)
    y = alt.Y(f"{field}:Q", scale=alt.Scale(domain=[0, top * 1.25], nice=False), axis=None)
    text = alt.Text(f"{field}:Q", format=form)
    style = {"dy": -8, "fontWeight": 600, **_SMALL}
    shift = {"left": -size / 2, "center": 0, "right": size / 2}
    parts = []
    x = alt.X("spot:Q", scale=scale, axis=axis)
    for rows, kind in tables:
        parts.append(bar(rows, kind, {"x": x, "y": y}, size, "y"))
        parts += [
            alt.Chart(part).mark_text(align=align, dx=shift[align], **style).encode(x, y, text)
            for align, part in rows.groupby("label")
            if align
        ]
    return alt.layer(*parts)


def beams(tables, top, reach=3.0, step=32):
    """Return lying bars below each other: rows with one value, a kind, the name above it and the claim at its end."""
    x = alt.X("value:Q", scale=alt.Scale(domain=[0, top * reach], nice=False), axis=None)
    parts = []
    for at, (rows, kind, name, claim) in enumerate(tables):
        base, y = alt.Chart(rows), alt.value(at * step + 22)
        style = {"align": "left", **_SMALL}
        drawn = [bar(rows, kind, {"x": x, "y": y}, 10, "x")]
        if kind == CLAIMED:
            drawn = hatching(rows[["value"]], {"x": x, "y": y}, top * reach, 11)
        parts += [
            *drawn,
            base.mark_text(**style).encode(x=alt.value(0), y=alt.value(at * step + 8), text=alt.value(name)),
            base.mark_text(dx=5, fontWeight=600, **style).encode(x=x, y=y, text=alt.value(claim)),
        ]
    return alt.layer(*parts)


def blank(text="not found"):
    """Return a panel that says why nothing is drawn in it."""
    return (
        alt.Chart(pd.DataFrame([{"nothing": text}]))
        .mark_text(align="left", fontSize=12, color=INK_2, text=text)
        .encode(x=alt.value(0), y=alt.value(20))
    )


def grid(rows, width):
    """Return rows of panels below each other, each with a name; on a phone a row stands in pairs."""
    narrow = {"width": 110} if width == "m" else {}
    lines = [
        alt.hconcat(*(panel.properties(**narrow) for panel in panels)).properties(
            title=alt.TitleParams(name, anchor="start", fontSize=16, offset=8)
        )
        for name, panels in rows
    ]
    return alt.vconcat(key(width), *lines, spacing=26)


def trend(series, years, colour, name, says=(), *, top=0.0, most=1.0, form=",", height=190):
    """Return a panel with a line by year, its ends written out; without `top`, as high as `most` times its start."""
    first, last = years
    x = alt.X(
        "year:Q",
        scale=alt.Scale(domain=[first, last], nice=False, padding=26),
        axis=alt.Axis(values=[first, last], format="d", title=None),
    )
    y = alt.Y("value:Q", scale=alt.Scale(domain=[0, top or series.iloc[0] * most], nice=False), axis=None)
    marks = frame(series[sorted({series.index[0], series.index[-1], series.idxmax()})]).dropna()
    text = alt.Text("value:Q", format=form)
    # The last value stands beside a peak that is next to it.
    shift = 14 if series.index[-1] - series.idxmax() == 1 else 0
    chart = alt.layer(
        alt.Chart(frame(series)).mark_line(color=colour).encode(x, y),
        alt.Chart(marks).mark_point(color=colour, size=60).encode(x, y),
        alt.Chart(marks.iloc[:-1]).mark_text(dy=-13, fontSize=13, fontWeight=600, color=colour).encode(x, y, text),
        alt.Chart(marks.iloc[-1:])
        .mark_text(dy=-13 + 2 * shift, fontSize=13, fontWeight=600, color=colour)
        .encode(x, y, text),
    )
    return titled(chart, name, says, height)


def side_by_side(*panels):
    """Return panels beside each other, each with an axis of its own."""
    return alt.hconcat(*panels, spacing=24)


def below_each_other(*panels):
    """Return panels below each other, each with an axis of its own."""
    return alt.vconcat(*panels, spacing=18)
