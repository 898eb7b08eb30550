"""New digits for figures that do not hold any more, where a sentence needs nothing else; `factbook fix` writes them.

In come a checked report and the bytes of its files; out come the files with the new digits, and the figures that are
left to a person. Nothing is written here. What is proposed has been read from the changed text and judged.

::

    candidates       which figures need other digits, and which may be bound to another statistic than they mean
    role_spans       where in a file the figure of a role stands, in the JSON of a notebook too
    changed_files    the files with new digits, judged again
    plan             all of it: what is written, what is left, and whether there is any, as a check says at its end
"""
