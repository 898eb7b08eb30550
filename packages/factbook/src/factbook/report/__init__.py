"""A whole report: its pages and reviews are read, its notebooks run, and every figure is judged once.

In: a `Project`. Out: a `Report`, with a finding for each figure and a complaint for each fault; nothing is rendered.
The only folder that imports ``markdown_it`` and ``myst_parser`` to read pages (`myst`). HTML that authors write is
read by ``html.parser``, which says on which line an element stands; selectolax, which reads HTML elsewhere, does not.

    pipeline     make_report: the stages, from a project's folder to a checked report
    inputs       data, reviews and the history of editions, before anything runs
    recorded     the statistics and charts of the runs, day by day
    charts       what charts draw against their rows and the statistics, and the numbers of their texts
    unread       rows that a run recorded and was not seen to read
    dependents   the figures that hang on the clock, on chance or on the machine
    texts        every text that readers see, parsed once
    languages    which page is in which language
    texts_file   the texts of a second language, one file each; second_texts judges their figures
    translated   statistics, charts and reviews with these texts; in_language, a whole report as a page shows it
    shown_texts  which of these texts a page shows, and its file lacks
    pages        a text as claims, unbound numbers and references
    myst         MyST Markdown as runs of visible text and roles
    front_matter what of a page's front matter readers see
    raw_html     HTML inside a page: its text, and what the site would refuse
    reviews      review files (YAML)
    references   names in pages and reviews that do not exist; asked_for, those that Sphinx and the disk must know
    lookup       findings by place, for whatever renders the report
"""
