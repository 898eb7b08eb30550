"""What a run reads: system calls and audit events come in, a lineage goes out.

::

    paths           which files are inputs, and which are tools
    tracer/         the process that the operating system asks before each file is opened
    in_kernel       a kernel's side: the filter, the audit hook, the variables
    client          the build's side: starts the tracer and asks for traces
    inputs          every input with the state that it was in, and whether it still is
    lineage         from what was seen of a run to what it depends on
    nondeterminism  calls in the code that ask the clock or chance
"""
