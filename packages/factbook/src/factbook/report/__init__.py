"""A whole report: its pages and reviews are read, its notebooks run, and every figure is judged once.

In: a `Project`. Out: a `Report`, with a finding for each figure and a complaint for each fault; nothing is rendered.
The only folder that imports ``markdown_it`` and ``myst_parser`` to read pages (`myst`). HTML that authors write is
read by ``html.parser``, which says on which line an element stands; selectolax, which reads HTML elsewhere, does not.

    pipeline     make_report: the stages, from a project's folder to a checked report
    inputs       data, reviews and the history of editions, before anything runs
    recorded     the statistics and charts of the runs, day by day; rows that a run was not seen to read
    charts       what charts draw against their rows and the statistics, and the numbers of their texts
    dependents   the figures that hang on the clock, on chance or on the machine
    texts        every text that readers see, parsed once, in second languages too
    languages    which page is in which language
    second_language  the texts of a second language, and statistics, charts and reviews with them
    in_language  a whole report as a page in a language shows it
    shown_texts  which of these texts a page shows, and its file lacks
    pages        a text as claims, unbound numbers and references
    myst         MyST Markdown as runs of visible text and roles
    front_matter what of a page's front matter readers see
    raw_html     HTML inside a page: its text, and what the site would refuse
    reviews      review files (YAML)
    asked_for    names in pages, reviews and settings that do not exist
    findings     the findings by page and by place, for whatever renders the report
"""
