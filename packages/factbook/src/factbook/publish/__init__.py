"""Sealing a checked report as an edition, and folders of published editions that never change.

In: a report's folder, its git repository, and the site that `sphinx_ext` builds. Out: ``book/editions/<label>.json``,
a folder to publish, a PDF. The only folder that runs pip and a browser, and the only one that imports
``platformdirs``, ``packaging`` and, to print, ``pypdf``; ``yaml`` is used for pins and snapshots, selectolax to read
pages that are printed.

    seal            a checked report as an edition, written once
    snapshot        the sources of an edition as a folder of their own
    try_update      what a new release of a table does to the printed figures
    checkout        a report in another state, run and checked: of another day, of a label, of a revision, now
    earlier_seals   what seals of earlier formats lack: ratings, and changes that readers see
    origin          a report at a revision of git, and what was sealed: what an edition is published from
    pinned          editions published by the factbook and the lock of their own tree, and pins of what must come out
    manifest        the digests of an edition's files, what editions share, and whose manifests each carries
    archive         the folder of editions: adding one, verifying all, and the newest in front
    seal_faults     what a published edition shows, held against its seal
    pipeline        publish: the site of each edition, with its sources and its research object, added to the archive
    verify          the same, held against what was published
    pdf             a built site as one PDF
"""
