"""What `factbook check` prints, for people and for programs.

In comes a checked report, or the complaints about one that cannot be read; out goes text. Every format shows the same
list, `problems.list_problems`, so that none can leave out what another one tells.

::

    problems     what is to be mended, to be looked at or to be known, each with its place and one message
    rules        the kinds of problems, each with a text that explains it
    annotations  commands that GitHub shows beside the lines of a pull request, and the summary of a job
    sarif        SARIF 2.1.0, as code hosts and editors read it
    junit        JUnit's XML, as CI servers read it
"""
