"""Charts: specifications in the report's style, their drawings as SVG, and the figure around them.

In come Vega-Lite specifications and rows; out go SVG, HTML and CSV. The door of vl-convert, which draws; `png` reads
its pixels with NumPy.

::

    label_marks    have every mark of a chart say which value it shows
    line_gaps      lines that stop where a value is missing
    house_style    our colours, sizes and fonts
    colours        colours of authors: contrast, and counterparts on dark pages
    layout         how wide each view is drawn
    fit            what a first drawing says of the room that is left
    guides         axes and legends
    renderer       vl-convert, without the fonts of the machine
    compile        a chart as Vega, in our style and fitted into a width
    scene_faults   what keeps a chart from being drawn or read
    svg            drawings as trees: read, tidied, written
    data_points    the values of a drawing and their places, read back from the SVG
    field_origins  what each drawn field rests on: a row, what the renderer computed of rows, or neither
    row_texts      the fields of a row as one text, for the renderer and back
    read_drawing   the rows behind every mark, and every text, read back from the renderer
    draw           a chart as SVG and as PNG
    chart          the figure on a page
    share_picture  the picture of a page, a figure or a chart for other sites
    saved_chart    a chart as one SVG that stands by itself
    png            small files for pictures
    drawing/       the processes that draw, and their store
"""
