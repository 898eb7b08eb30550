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


def bars(table, *, top, size=16, colour=MAIN, hatch=(), ring=(), names=True, form=","):
    """Return bars with names above and values behind them; rows of `hatch` are the article's, those of `ring` less sure."""
    step = alt.Scale(paddingInner=0.55 if names else 0.3, paddingOuter=0.5 if names else 0.2)
    at = {
        "y": alt.Y("name:N", sort=list(dict.fromkeys(table["name"])), axis=None, scale=step),
        "x": alt.X("value:Q", axis=None, scale=alt.Scale(domain=[0, top])),
    }
    theirs, unsure = table["name"].isin(hatch), table["name"].isin(ring)
    outline = {"color": PAPER, "strokeWidth": 2, "size": size - 2}
    base = alt.Chart(table).encode(**at)
    parts = [
        alt.Chart(table[~theirs & ~unsure]).mark_bar(color=colour, size=size).encode(**at),
        alt.Chart(table[unsure]).mark_bar(stroke=colour, strokeDash=[3, 3], **outline).encode(**at),
        *hatching(table[theirs], at, top, size),
        base.mark_text(align="left", baseline="middle", dx=7, fontWeight=600, color=INK).encode(
            text=alt.Text("value:Q", format=form)
        ),
    ]
    if names:
        name = {"align": "left", "baseline": "bottom", "dy": -size / 2 - 4, "color": INK}
        parts.append(base.mark_text(**name).encode(x=alt.value(0), text="name:N"))
    return alt.layer(*[part for part in parts if part.data is not None and len(part.data)])


def columns(table, x, *, top, colour=MAIN, height=200):
    """Return columns with their values above them; rows of value and of the field that `x` encodes."""
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
    stripes = [{**row, "at": at} for row in table.to_dict("records") for at in places if at < row[field]]
    outline = {"color": PAPER, "stroke": CLAIM, "strokeWidth": 2, "size": size - 2}
    return [
        alt.Chart(table).mark_bar(**outline).encode(**at),
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
