"""What machines read: citations, heads of pages, JSON-LD, feeds, JSON of findings, research objects.

In come values of the model; out goes text in a published format. Uses the standard library, and selectolax to read
pages for the search; the tests validate the formats with their own tools. Documents are written out by hand: what they
publish has names and forms of its own, which must stay when a field of the model is renamed. feedgen (asleep since
2023) and rocrate write the moment and ids of their own into a document, so the same edition would have other bytes each
time; tests hold what is written here against pyld and roc-validator. Licences are a table of the few that data has.

::

    licences        names of licences, with SPDX identifiers and addresses
    citation        citations in words, BibTeX, CSL-JSON and CITATION.cff
    hosting         _headers, robots.txt, sitemap.xml, and the content security policy
    head            description, canonical address, and the card that other sites show
    jsonld          schema.org items
    atom            the feed of editions and corrections
    search_index    the entries that the search page looks through
    json_documents  the shapes of claims.json and statistics.json, each key once
    claims_json     findings and statistics as JSON
    published_json  the same as the site has it, most of it from the last build
    ro_crate        an edition as a research object
"""
