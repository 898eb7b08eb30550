"""What a notebook calls to record something: in come values and DataFrames, out go bundles among the cell's outputs.

`record` records single statistics and charts and reads their bundles back, `series` claims about a whole series, and
`record_column` a whole column, one statistic a row.
pandas and IPython are loaded when something is recorded, not before.
"""
