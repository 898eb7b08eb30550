"""The `figurecheck` command: the only folder that reads arguments, prints and exits; ``click`` has its door here.

`factbook` mounts the same commands over the statistics and the rules of a report: see `surroundings`.

    program       the group of commands, each loaded when it is asked for
    main          the group `figurecheck`
    phrases       read, judge
    scan          scan; scan_repository has its part about the texts of a repository
    language      language
    surroundings  what a report adds to the commands
    refusals      exit codes, and how errors are reported
"""
