"""Charts: specifications in the report's style, their drawings as SVG, and the figure around them.

In come Vega-Lite specifications and rows; out go SVG, HTML and CSV. The door of vl-convert, which draws.

::

    label_marks    have every mark of a chart say which value it shows
    line_gaps      lines that stop where a value is missing
    svg            drawings as trees: read, tidied, written
    lint           what is wrong with a drawing
    data_points    the values of a drawing and their places, read back from the SVG
    field_origins  what each drawn field rests on: a row, what the renderer computed of rows, or neither
    read_drawing   the rows behind every mark, and every text, read back from the renderer
    chart          specification, drawing, and the figure on a page
    share_picture  the picture of a page for other sites
    drawing/       the processes that draw, and their store
"""
