"""The data of a report: from the files below `data/` to typed tables, and to the DataFrames of notebooks.

In come `data/datapackage.json` and its files of any format; out go tables of exact values, the sources, complaints
about either, and frames of which each row knows its line. pandas has its door in `frames` (and the name of a type in
`catalog`), frictionless in `standard_library`, yaml in `sources`, urllib3 in `adding.fetch`, openpyxl and Arrow in
`formats`.

::

    dialects            how a table lies in its file, by the Table Dialect
    described_sources   sources that the descriptor names once for a whole table
    descriptor          the data package, and what it says of each table
    decoding            the texts of files, by their encoding
    descriptor_file     the descriptor read, completed with what tables share, and written
    cells               what the text of a cell means, by the type and the spelling of its field
    formats             CSV, XLSX, Parquet, SQLite and JSON files as records of text, or as columns
    tables              the files as tables, typed by their schemas
    pull                where the next release of a table is fetched, and how often
    release             an earlier release of a table, as the descriptor lists it
    sources             the list of sources, and the day from which each counts as known
    releases            which release of a table is known on a day, and the files of several as one table
    release_entries     the same, with the JSON of the descriptor
    table_store         the tables at hand, read when they are asked for
    used_tables         what a run depends on that has asked for some tables
    row_choice          which rows are known on a day, and which of several of one key counts
    as_csv              a table as plain CSV, as it was read
    catalog             all tables and sources of a report; `dataset`, which notebooks call
    frames              DataFrames whose rows keep their lines of the file
    coverage            the years and sources that a table covers
    standard_library    the standard's own library: descriptors, guesses, and the types that we do not read
    column_rules        the cells of a column, judged by the type and the constraints of its field
    formulas            cells that a spreadsheet would run
    nameless            cells that no header names
    time_limit          how long a pattern may try to match the cells of a column
    table_check         the judge of the Table Schema: columns, keys, references between tables
    columnar_check      the same for tables that stay columns
    table_faults        what the judge found, in words
    own_rules           what a report's data needs beyond the standard
    release_check       the releases of tables: files as they were, days that differ
    fault_order         the order in which faults are told
    validate            every check of the data
    updating            take a new release of a table, after comparing it with the present one
    adding              look at a file, describe it, and write that down

The Table Schema is judged here and not by frictionless, which goes through rows one by one: a table of 100,000 rows and
12 columns takes it 2.6 s of processor time. The distinct texts of its columns, in dicts, take 0.1 s once they are read.
Arrays would be no quicker, since pandas alone takes 0.4 s to import, and Arrow, which has exact decimals, is larger
than all else that factbook installs. A property test holds each rule against frictionless. What is read more strictly
than the standard asks (digits of other scripts, spaces and underscores in numbers, NaN, dates without zeros) is in that
test by name: nobody who reads a file should have to guess. A line without anything in it is no row.
"""
