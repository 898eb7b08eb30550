"""Everything that a site holds besides the authored pages.

In comes the checked report and the written pages; out go pages and files in the site's folder. At "build-finished"
these are written in order: search index (790), pictures (795), data and notebooks (800), feed (802), files for other
sites (803), citations (805), earlier addresses (806). The builder swaps the folder in at 900.

::

    share_pictures  a picture of each page, printed figure and chart for other sites
    corrections     what changed since earlier editions: the record, pages concerned, the feed
    head            description, address, card and JSON-LD of each page
    citations       citations, reports of errors, and what hosts and crawlers read
    sharing         pages for frames on other sites, answers of oEmbed, saved drawings
    evidence        a page for each statistic and each source, the theme's part of them rendered once
    replication     bundles that recompute a notebook's figures, and the values of its charts
    files           data, claims.json, pages of notebooks, drawings
    search          the search page and its index
    redirects       pages at earlier addresses of evidence

Pages are searched by MiniSearch (vendored, 7.2), since Sphinx's own search knows no Korean and loads scripts that the
site's policy refuses.
"""
