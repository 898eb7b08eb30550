"""Verdicts: a printed figure and a value go in, a finding with verdict, reason and cautions comes out.

Pure: everything that was read or run is an argument. No third-party library, and no imports here (start-up time).

    claims       every figure of a report: claims, reported figures, reviewed claims, unbound numbers
    judge        one printed figure against one value
    relate       a value in its own unit on the scale of the figure
    weigh        the verdict table: magnitudes on one scale
    dates        printed dates against recorded ones
    series       claims over a series: runs, ranks, records
    change       changes against both ends
    series_text  the basis of such a claim in a few words
    cautions     warnings that leave a verdict as it is
    charts/      the drawn values of a chart, and its texts
    ratios       shares and multiples computed again, and the bounds that rounded inputs leave
"""
