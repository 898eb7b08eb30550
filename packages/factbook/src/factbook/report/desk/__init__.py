"""The desk: which figures somebody should look at, and which have been looked at, how, and by whom.

In: a checked report, and ``book/approvals/``. Out: a queue by risk, approvals to write, and the figures that lack the
people whom the house asks for. Who approved is never read from the file: git says who wrote the line.

    figure       a printed figure as an approval names it, of a finding or of a sealed claim; which are headlines
    approvals    what was looked at, as a line of a file; the files, read, with lines added and removed
    sign_offs    approvals with their authors, what has changed since, and what they come to for each figure
    last_authors who wrote sentence, cell and rows of a figure last, of a report or of a sealed edition
    reasons      why a figure deserves a look, as keys of texts
    risk_queue   all figures by risk, and those that a name stands for
    approve      approvals made of figures, the reasons why not, and approvals taken back
    gate         the figures that lack somebody
    log          what was looked at, for others to read
"""
