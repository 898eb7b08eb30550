"""The `factbook` command: the only folder that reads arguments, prints, colours and exits; ``click`` has its door here.

In: arguments and a report's folder. Out: text on the terminal, and an exit code.

    start      the entry point: ends a build that has nothing to do before anything is loaded
    main       the group, with check, build, explain, init, rules and refresh
    scan       scan; scan_repository has its part about the texts of a repository
    desk       queue, approve; who has looked, which seal and build --final ask
    editions   seal, diff, corrections; check and build of a past day
    publish    publish, verify, pin
    runs       cache, and the options of check and build that are about runs
    export     export
    list       list
    pdf        pdf
    init       what init writes, from the folder starter
    progress   the view of running notebooks
    common     options, refusals, and how findings are printed

`start` reads the two options that it knows by itself: importing click would take longer than its whole answer.
"""
