"""Read the files in which tables come: each format becomes a header and rows of text, with the place of each row.

In comes the path of a file and what the descriptor says of it, out go `Records`, or for Parquet columns of Arrow.
openpyxl has its door in `workbook`, pyarrow in `parquet`; both are extras, and their absence is told with what to
install. SQLite and JSON are read with the standard library.

::

    records     a file as text, record by record: heads of several rows, notes, marks behind cells
    delimited   CSV of any dialect
    workbook    sheets of XLSX workbooks
    workbook_look   formats, merged cells and what is hidden
    database    tables and views of SQLite files
    documents   lists of records in JSON documents
    parquet     Parquet files, column by column
    read        any of them, by the format of its resource

Numbers of workbooks, databases and documents become the text that spells them exactly, so that one judge of types,
constraints and keys serves them all. Parquet files may have millions of rows, and stay columns.
"""
