"""Sealing a checked report as an edition, and folders of published editions that never change.

In: a report's folder, its git repository, and the site that `sphinx_ext` builds. Out: ``book/editions/<label>.json``,
a folder to publish, a PDF. The only folder that runs pip and a browser, and the only one that imports
``platformdirs``, ``packaging`` and, to print, ``pypdf``; ``yaml`` is used for pins and snapshots, selectolax to read
pages that are printed.

    seal            a checked report as an edition, written once
    snapshot        the sources of an edition as a folder of their own
    days_of_pages   pages and notebooks that editions of some days leave out
    try_update      what a new release of a table does to the printed figures
    checkout        a report as it was known on another day, run and checked
    git             a report at a revision
    earlier_seals   what seals of earlier formats lack: ratings, and changes that readers see
    resolve         names (labels, revisions, now) to editions
    build_edition   the site of an edition, with its sources and its research object
    origin          what an edition is published from: the commit or the archive that was sealed
    own_software    environments with the factbook and the lock of an edition's own tree
    pinned          editions published by them, and pins of what must come out
    pinned_files    what each file of a pinned edition must be, and where one begins to differ
    environment     versions of what a report needs
    manifest        the list of an edition's files with their digests
    archive         the folder of editions: adding one, verifying all
    front           the newest edition at the addresses that stay
    pipeline        publish and verify: all of the above in order
    pdf             a built site as one PDF
"""
