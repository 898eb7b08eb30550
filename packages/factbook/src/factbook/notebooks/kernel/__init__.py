"""Kernels: a request for one comes in, and a running kernel with open channels goes out.

::

    failures         what stopped a notebook, as complaints
    channels         the messages between the build and a kernel
    protocol         what is asked of the fork server, and what it answers
    fork_server      a process that forks warm kernels; `fork_client` is the build's side of it
    warm_up          what is imported before the fork, and what a kernel does after it
    kernel_app       ipykernel's application, set up for notebooks that run unattended
    streams          standard output and error of a kernel
    start_sandboxed  starts kernels that cannot be forked
    provisioner      jupyter_client's way to start, signal and end a kernel
    pool             what the runs of one build share
    client           runs the cells of a notebook, by nbclient

Kernels are forked by a server of our own because each would import pandas and Altair again otherwise: 1.5 s of
processor time for a notebook, against 0.1 s. ``factbook: kernels: plain`` does without, with the same results.
"""
