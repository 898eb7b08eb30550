"""Parquet files are read by Arrow alone."""

import pandas as pd
import pyarrow
import pyarrow.parquet

from factbook.data.formats.parquet import open_parquet


def test_no_thread_of_arrow_holds_what_python_has_read(tmp_path, monkeypatch):
    given = []

    class Spy(pyarrow.parquet.ParquetFile):
        def __init__(self, source):
            given.append(source)
            super().__init__(source)

    pd.DataFrame({"n": [1, 2]}).to_parquet(tmp_path / "ä.parquet")
    monkeypatch.setattr(pyarrow.parquet, "ParquetFile", Spy)
    with open_parquet(tmp_path / "ä.parquet", "data/ä.parquet") as file:
        assert file.read().num_rows == 2
    assert [type(one) for one in given] == [pyarrow.OSFile]
    assert given[0].closed
