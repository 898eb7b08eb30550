"""Show a report with its verdicts while somebody writes it: ``factbook serve``.

In come the files of a report as they are saved; out goes the site to browsers on this machine, each page with a mark
that says whether it is settled. The doors of starlette, uvicorn and watchfiles.

::

    place        where drafts of the site lie, apart from what `factbook build` writes
    concerned    which pages hang on which notebooks
    linked_folders what lies behind links to folders
    draft_runs   the runs of a draft: stored ones, and the last ones of notebooks that are still running
    desk         all that is wrong, as JSON for the list in pages
    faults       what goes wrong while pages are rendered, for that list
    desk_commands the queue and its approvals, for the page of the desk
    chart_server a process that has loaded what draws charts
    draft        one build of the site, in a process of its own
    resident     the process that has everything loaded and forks the others
    situation    what is settled and what is not; knows no process and no clock
    watching     changes of files, as they happen
    batch        notebooks that are running for a draft
    conductor    from a change to the next draft
    history      whether something was committed
    shown_page   a page of the site with what serving adds to it
    guard        who may ask: Host, Origin and the token
    application  the answers to requests
    server       the listening socket, and the end of all of it

A page that is not settled is never served without saying so: what the server does not know to be right is veiled.
"""
