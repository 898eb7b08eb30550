"""The parts of pages as HTML: figures, panels, evidence, reviews, notebooks, lists, corrections.

In come values of the model and views of them, dataclasses with addresses filled in by the caller; out goes `Markup`.
The door of markdown-it, which renders short MyST texts, of nh3, which cleans HTML that is not ours, of selectolax,
which reads HTML back, and of nbconvert, which goes through the cells of notebooks.

::

    figure_mark       the figure in a sentence
    inline_myst       short MyST texts, such as titles of charts
    row_summary       rows of data in a few words
    arithmetic        the line of arithmetic behind a statistic
    evidence_panel    the evidence of a printed figure, beside it
    evidence_page     the evidence of a statistic or a source, on a page of its own
    evidence_index    the list of all evidence
    review            our review of somebody else's publication
    corrections       what changed from edition to edition
    chapter_list      the chapters on the front page
    data_list         the datasets and the sources
    displayed_tables  tables that a notebook displayed, read back as text
    notebook          a notebook as a page
    clean_html        HTML that is not ours, as it may stand on a page
    sharing           snippets and pages by which other sites show figures and charts
    oembed            the answers by which other sites discover them
    print_book        the whole site as one page to print
    desk_page         the page on which an editor goes through the queue; no page of the site
    desk_figures      what that page shows of each figure
"""
