"""Colours and parts that the charts of all notebooks share."""

import altair as alt
import pandas as pd

INK, INK_2 = "#171c20", "#4b555d"
MAIN, OTHER, THIRD, CLAIM, TINT, PAPER = "#1f6b5c", "#7a8790", "#2b5c8a", "#b3341c", "#dcebe5", "#ffffff"


def frame(series):
    """Return a series by year as rows, with an empty row for each missing year so that a line breaks there."""
    whole = series.reindex(range(series.index[0], series.index[-1] + 1))
    return pd.DataFrame({"year": whole.index, "value": whole.to_numpy()})


def lonely(series):
    """Return the years of a series whose neighbours are missing, which a line would not show."""
    alone = series[[at - 1 not in series.index and at + 1 not in series.index for at in series.index]]
    return pd.DataFrame({"year": alone.index, "value": alone.to_numpy()})


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
