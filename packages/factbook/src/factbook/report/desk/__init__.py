"""The desk: which figures somebody should look at, and which have been looked at, how, and by whom.

In: a checked report, and ``book/approvals/``. Out: a queue by risk, approvals to write, and the figures that lack the
people whom the house asks for. Who approved is never read from the file: git says who wrote the line.

    figure       a printed figure as an approval names it, of a finding or of a sealed claim
    approval     what was looked at, as one line of a file says it
    files        the files of approvals, read, and a line added
    lapses       what has changed since a figure was approved
    sign_offs    approvals with their authors, and what they come to for each figure
    last_authors who wrote sentence, cell and rows of a figure last
    sealed_authors the same of the figures of a sealed edition
    prominence   the figures of headlines
    reason       why a figure is in the queue, as keys of texts
    fragile      why a figure that holds may not hold for long
    past         values that are further from the past of their series than it ever moved
    risk_queue   all figures by risk
    choose       the figures that a name stands for; what a newcomer looks at first
    shown        what somebody sees of a figure, as a digest
    approve      approvals made of figures, and the reasons why not
    gate         the figures that lack somebody
    log          what was looked at, for others to read
"""
