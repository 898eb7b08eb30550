"""The execution of notebooks: a notebook and a day come in, a run goes out.

::

    run              a run as a value, and how what it recorded is read
    execute          runs notebooks, one more at once than there are cores
    reproducibility  two runs of each notebook compared
    outside_inputs   what runs read outside of the report's folder
    convert          a run as a script, and in other formats of nbconvert, which has its door here
"""
