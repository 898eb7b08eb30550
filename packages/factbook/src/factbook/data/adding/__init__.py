"""Add a file to the data of a report: look at it, work out what it is, and write that into the descriptor.

In comes a file, or an address; out goes an entry of `data/datapackage.json`, and the file below `data/`. Nothing is
written before all of it is known to be right. urllib3 has its door in `fetch`; frictionless is asked through
`data.standard_library`.

::

    fetch       get a file from an address that anybody may ask
    contents    which format a file is of, by what stands in it
    heads       which rows name the columns
    layout      where in a file the table lies: encoding, delimiter, heads, sheet, list of records
    spellings   how cells are spelled: the types that read every one of them, and the marks behind numbers
    columns     what a column holds: its type, how it is spelled, what stands for no value, its unit
    stored      the columns of a Parquet file
    sheet       what a spreadsheet program shows besides values
    remarks     which rows may be no data, and what an editor should look at
    keys        which columns tell the rows apart
    licences    what a licence is called, and where it is written
    entry       all of that as an entry of the descriptor
    package     a Data Package of others, used as it is
    write       the files and the descriptor, whole or not at all
    source      add to the list of sources
"""
